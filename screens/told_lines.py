"""Sentences to be read one after the other: what a look through everything found, what could be read of a damaged file."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ita_tui.thai.numerals import digits, said
from screens.keys import Command, bindings


class ToldLines(ModalScreen[None]):
    """A title, what it means, and every sentence in full, numbered; scrolls where it is longer than the screen."""

    DEFAULT_CSS = """
    ToldLines { align: center middle; }
    ToldLines > Vertical {
        width: 100; max-width: 98%; height: auto; max-height: 98%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    ToldLines #title { text-style: bold; color: $text-accent; height: auto; }
    ToldLines VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    ToldLines #means { height: auto; margin: 0 0 1 0; }
    ToldLines #lines { height: auto; padding: 0 0 1 0; }
    ToldLines .hint { color: $text-muted; dock: bottom; height: 1; }
    """
    BINDINGS = bindings(
        (
            Command("escape", "close", "ปิด", "ปิดหน้านี้"),
            Command("enter", "close", "ปิด", "ปิดหน้านี้", shown=False),
        )
    )

    def __init__(self, title: str, means: str, lines: Sequence[str]) -> None:
        super().__init__()
        self.title_words = title
        self.means = means
        self.lines = tuple(lines)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(said(self.title_words), id="title", markup=False)
            with VerticalScroll():
                yield Static(said(self.means), id="means", markup=False)
                yield Static(Content("\n").join(self._numbered()), id="lines", markup=False)
            yield Static("↑ ↓ PgUp PgDn เลื่อนอ่าน · Esc ปิด", classes="hint", markup=False)

    def _numbered(self) -> list[Content]:
        return [
            Content.assemble((f"{digits(number)}. ", "bold"), said(line))
            for number, line in enumerate(self.lines, start=1)
        ]

    def action_close(self) -> None:
        self.dismiss()
