"""Who signs the report: up to four names with their positions, remembered from one report to the next."""

from collections.abc import Callable

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from ita_tui.reports.layouts import MOST_SIGNATORIES
from ita_tui.reports.page import Signatory
from ita_tui.thai.numerals import digits
from screens.dialogs import Confirm
from screens.keys import Command, bindings
from screens.widgets.field import Field
from screens.widgets.thai_input import ThaiInput


def spoken(signatories: tuple[Signatory, ...]) -> str:
    """The names on one line, or what is printed where there are none."""
    names = [signatory.name or signatory.position for signatory in signatories]
    return ", ".join(names) if names else "ยังไม่ระบุ (พิมพ์เป็นเส้นประให้เขียนเอง)"


class SignatoriesScreen(ModalScreen[None]):
    """Four pairs of fields, handed to ``keep``; pairs left empty are not printed. Esc changes nothing."""

    DEFAULT_CSS = """
    SignatoriesScreen { align: center middle; }
    SignatoriesScreen > Vertical {
        width: 72; max-width: 96%; height: auto; max-height: 96%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    SignatoriesScreen #title { text-style: bold; color: $text-accent; margin: 0 0 1 0; }
    SignatoriesScreen VerticalScroll { height: auto; max-height: 16; }
    SignatoriesScreen Field Label { width: 15; }
    SignatoriesScreen .position { margin: 0 0 1 0; }
    SignatoriesScreen .hint { color: $text-muted; }
    """
    NAME = "ผู้ลงนาม"
    HELP = "ชื่อและตำแหน่งของผู้ลงนามท้ายรายงาน พิมพ์ตามลำดับที่จะลงนาม คู่ที่เว้นว่างจะไม่พิมพ์ รายชื่อจำไว้ใช้กับรายงานครั้งต่อไป"
    KEYS = (
        Command("ctrl+s", "done", "ตกลง", "ใช้รายชื่อนี้", priority=True),
        Command("escape", "cancel", "ยกเลิก", "ปิดโดยไม่เปลี่ยน"),
    )
    BINDINGS = bindings(KEYS)

    def __init__(
        self, signatories: tuple[Signatory, ...], keep: Callable[[tuple[Signatory, ...]], None]
    ) -> None:
        super().__init__()
        self.signatories = signatories
        self.keep = keep

    def compose(self) -> ComposeResult:
        known = (*self.signatories, *(Signatory() for _ in range(MOST_SIGNATORIES)))[:MOST_SIGNATORIES]
        with Vertical():
            yield Static(self.NAME, id="title", markup=False)
            with VerticalScroll(can_focus=False):
                for nth, signatory in enumerate(known, start=1):
                    yield Field(f"คนที่ {digits(nth)} ชื่อ", signatory.name, id=f"name-{nth}")
                    position = Field("      ตำแหน่ง", signatory.position, id=f"position-{nth}")
                    yield position.add_class("position")
            yield Static("Tab หรือ ↵ ช่องถัดไป · Ctrl+S ตกลง · Esc ยกเลิก", classes="hint", markup=False)

    @on(ThaiInput.Submitted)
    def _next_field(self) -> None:
        self.focus_next()

    def typed(self) -> tuple[Signatory, ...]:
        pairs = (
            (self.query_one(f"#name-{nth}", Field).value, self.query_one(f"#position-{nth}", Field).value)
            for nth in range(1, MOST_SIGNATORIES + 1)
        )
        return tuple(Signatory(name, position) for name, position in pairs if name or position)

    def save_now(self) -> bool:
        """Keep what is typed before the screen is left."""
        if self.typed() != self.signatories:
            self.signatories = self.typed()
            self.keep(self.signatories)
        return True

    def action_done(self) -> None:
        self.save_now()
        self.dismiss()

    @work
    async def action_cancel(self) -> None:
        """Close without a change; asks where something was typed."""
        question = Confirm("จะทิ้งรายชื่อที่พิมพ์ไว้หรือไม่", "ทิ้งแล้วปิด", "กลับไปพิมพ์ต่อ")
        if self.typed() == self.signatories or await self.app.push_screen_wait(question) == "yes":
            self.dismiss()
