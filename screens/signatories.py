"""Who signs the report: up to four names with their positions, remembered from one report to the next."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from ita_tui.reports.layouts import MOST_SIGNATORIES
from ita_tui.reports.page import Signatory
from ita_tui.thai.numerals import digits
from screens.dialogs import TypingDialog
from screens.keys import Command, bindings
from screens.widgets.field import Field
from screens.widgets.thai_input import ThaiInput


def spoken(signatories: tuple[Signatory, ...]) -> str:
    """The names on one line, or what is printed where there are none."""
    names = [signatory.name or signatory.position for signatory in signatories]
    return ", ".join(names) if names else "ยังไม่ระบุ (พิมพ์เป็นเส้นประให้เขียนเอง)"


class SignatoriesScreen(TypingDialog[tuple[Signatory, ...]]):
    """Four pairs of fields; ends with those that are not empty, in their order, or with None where it was given up."""

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
    SAVE = "กด Ctrl+S เพื่อใช้รายชื่อนี้"

    def __init__(self, signatories: tuple[Signatory, ...]) -> None:
        super().__init__()
        self.signatories = signatories

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

    def action_done(self) -> None:
        pairs = (
            (self.query_one(f"#name-{nth}", Field).value, self.query_one(f"#position-{nth}", Field).value)
            for nth in range(1, MOST_SIGNATORIES + 1)
        )
        self.dismiss(tuple(Signatory(name, position) for name, position in pairs if name or position))
