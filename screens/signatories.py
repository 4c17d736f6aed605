"""Who signs the report: up to four names with their positions, remembered from one report to the next."""

import json
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from ita_tui.reports.page import Signatory
from ita_tui.thai.numerals import thai_digits
from screens.keys import Command, bindings
from screens.widgets.field import Field
from screens.widgets.thai_input import ThaiInput

if TYPE_CHECKING:
    from store.preferences import Preferences

MOST = 4
_KEY = "signatories"


def remembered(preferences: "Preferences") -> tuple[Signatory, ...]:
    """The signatories of the last report; none where what is kept is not theirs."""
    try:
        kept = json.loads(preferences.get(_KEY, "[]"))
        return tuple(Signatory(str(name), str(position)) for name, position in kept)[:MOST]
    except (ValueError, TypeError):
        return ()


def remember(preferences: "Preferences", signatories: tuple[Signatory, ...]) -> None:
    pairs = [[signatory.name, signatory.position] for signatory in signatories]
    preferences.set(_KEY, json.dumps(pairs, ensure_ascii=False))


def spoken(signatories: tuple[Signatory, ...]) -> str:
    """The names on one line, or what is printed where there are none."""
    names = [signatory.name or signatory.position for signatory in signatories]
    return ", ".join(names) if names else "ยังไม่ระบุ (พิมพ์เป็นเส้นประให้เขียนเอง)"


class SignatoriesScreen(ModalScreen[tuple[Signatory, ...] | None]):
    """Four pairs of fields; pairs left empty are not printed. Esc changes nothing."""

    DEFAULT_CSS = """
    SignatoriesScreen { align: center middle; }
    SignatoriesScreen > Vertical {
        width: 72; max-width: 96%; height: auto; max-height: 96%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    SignatoriesScreen VerticalScroll { height: auto; max-height: 16; }
    SignatoriesScreen .position { margin: 0 0 1 0; }
    SignatoriesScreen .hint { color: $text-muted; }
    """
    BINDINGS = bindings(
        (
            Command("ctrl+s", "done", "ตกลง", "ใช้รายชื่อนี้", priority=True),
            Command("escape", "cancel", "ยกเลิก", "ปิดโดยไม่เปลี่ยน"),
        )
    )

    def __init__(self, signatories: tuple[Signatory, ...]) -> None:
        super().__init__()
        self.signatories = signatories

    def compose(self) -> ComposeResult:
        known = (*self.signatories, *(Signatory() for _ in range(MOST)))[:MOST]
        with Vertical():
            yield Static("ผู้ลงนาม", markup=False)
            with VerticalScroll(can_focus=False):
                for nth, signatory in enumerate(known, start=1):
                    yield Field(f"คนที่ {thai_digits(nth)} ชื่อ", signatory.name, id=f"name-{nth}")
                    position = Field("         ตำแหน่ง", signatory.position, id=f"position-{nth}")
                    yield position.add_class("position")
            yield Static("Tab ช่องถัดไป · Ctrl+S ตกลง · Esc ยกเลิก", classes="hint", markup=False)

    @on(ThaiInput.Submitted)
    def _next_field(self) -> None:
        self.focus_next()

    def action_done(self) -> None:
        pairs = (
            (self.query_one(f"#name-{nth}", Field).value, self.query_one(f"#position-{nth}", Field).value)
            for nth in range(1, MOST + 1)
        )
        self.dismiss(tuple(Signatory(name, position) for name, position in pairs if name or position))

    def action_cancel(self) -> None:
        self.dismiss(None)
