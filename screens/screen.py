"""What the screens of the rooms have in common: the title bar, the key bar, and the year's state."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.screen import Screen

from ita_tui.errors import ItaError
from ita_tui.tasks import YearState
from ita_tui.thai.dates import clock_time, moment
from ita_tui.thai.numerals import digits
from screens.desk import Desk
from screens.keys import Command
from screens.notices import TellsRefusals, tell
from screens.widgets.key_bar import KeyBar
from screens.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from datetime import datetime


class ItaScreen(TellsRefusals, Screen[None]):
    """A screen of the year. Subclasses compose their body and show the state when it has been read.

    ``HELP`` is what F1 says about the screen, ``COMMANDS`` (not Textual's) are the keys that work on it.
    """

    NAME: ClassVar[str] = ""
    HELP: ClassVar[str] = ""
    KEYS: ClassVar[tuple[Command, ...]] = ()
    AUTO_FOCUS = "*"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.state: YearState | None = None
        self._said: datetime | None = None

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield from self.compose_body()
        yield KeyBar()

    def compose_body(self) -> ComposeResult:
        """The widgets between the two bars."""
        yield from ()

    def show_state(self, state: YearState) -> None:
        """Put what was read on the screen; called each time the year has changed."""

    def on_mount(self) -> None:
        self.query_one(TitleBar).where = (self.NAME,)

    def on_screen_resume(self) -> None:
        """On top, for the first time or again."""
        self.read_state()

    @work(thread=True, exclusive=True, group="state")
    def read_state(self) -> None:
        """Read the year in a thread, then show it; not one that has been cleared off the desk."""
        if self.desk.cleared:
            return
        try:
            state = self.desk.state()
        except ItaError as refusal:
            self.app.call_from_thread(self.tell, refusal)
            return
        self.app.call_from_thread(self._take_state, state)

    def _take_state(self, state: YearState) -> None:
        # A screen that is being taken off the stack is still attached when its widgets are gone already.
        if not self.is_attached or self.state is state or not self.query(TitleBar):
            return
        self.state = state
        self._show_title(state)
        self.show_state(state)

    def _show_title(self, state: YearState) -> None:
        bar = self.query_one(TitleBar)
        demo = "ตัวอย่าง · " if self.desk.demo else ""
        name, agency = self.NAME, state.report.agency.short_name
        year, running = digits(state.report.year.be), _running(state)
        bar.where = (
            f"{demo}{name} · {agency} · ปีงบประมาณ {year} · {running}",
            f"{demo}{name} · {agency} · ปี {year} · {running}",
            f"{demo}{name} · {agency} · {year} · {running}",
            f"{demo}{name} · {year} · {running}",
            f"{name} · {year} · {running}",
            f"{name} · {year}",
        )
        saved_elsewhere = self._said is not None and state.last is not None and state.last.at > self._said
        if not bar.saved or saved_elsewhere:
            self.say_kept()

    def say_saved(self) -> None:
        """Show that everything on the screen is on the disk, and read the year again."""
        self._said = self.desk.now()
        self.query_one(TitleBar).saved = f"บันทึกแล้ว {clock_time(self._said)}"
        self.read_state()

    def say_kept(self) -> None:
        """Show when the last change was saved: there is nothing newer."""
        last = self.state.last if self.state is not None else None
        if self.state is not None and last is not None:
            self.query_one(TitleBar).saved = f"บันทึก {moment(last.at, self.state.today)}"

    def say_unsaved(self) -> None:
        self._said = None
        self.query_one(TitleBar).saved = "ยังไม่ได้บันทึก"

    def tell(self, refusal: ItaError) -> None:
        tell(self.app, refusal)

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Whatever is refused inside becomes a notice; the rest of the block is left out."""
        try:
            yield
        except ItaError as refusal:
            self.tell(refusal)


def _running(state: YearState) -> str:
    if state.today < state.report.year.first:
        return "ยังไม่เริ่มปี"
    signed = state.running_signed
    return f"รอบ {digits(int(signed.round_of))} เดือน ลงนามแล้ว" if signed else state.overview.round_words
