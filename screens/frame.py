"""The frame: what is on the screen before the database is open, and what stays where it will not open."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Middle
from textual.screen import Screen
from textual.widgets import Static

from ita_tui.errors import ItaError
from screens.widgets.key_bar import KeyBar
from screens.widgets.title_bar import TitleBar

NAME = "ITA TUI"


class OpeningScreen(Screen[None]):
    """One sentence between the two bars."""

    DEFAULT_CSS = """
    OpeningScreen Middle { height: 1fr; }
    OpeningScreen #message { width: 1fr; margin: 0 4; text-align: center; }
    """

    OPENING: ClassVar[str] = "กำลังเปิดฐานข้อมูล…"

    def compose(self) -> ComposeResult:
        yield TitleBar()
        with Middle():
            yield Static(self.OPENING, id="message", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(TitleBar).where = (NAME,)

    def say_refused(self, refusal: ItaError) -> None:
        told = "\n\n".join(filter(None, (refusal.happened, refusal.means, refusal.do)))
        self.query_one("#message", Static).update(f"{told}\n\nกด F10 เพื่อออกจากโปรแกรม")
