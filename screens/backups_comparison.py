"""What bringing a backup back would change: what would go, what would come back, and how the year would differ."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ita_tui import tasks
from ita_tui.domain.backups import Backup
from ita_tui.domain.differences import ADDED, REMOVED, Difference
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.errors import ItaError
from ita_tui.thai.dates import moment
from ita_tui.thai.numerals import digits, shown
from screens.keys import Command, bindings

if TYPE_CHECKING:
    from store.database import Store
    from store.history import Entry

MOST = 200
"""Entries and differences that are listed; the rest is counted."""
READING = "กำลังเปรียบเทียบ…"
_MUTED = "$foreground-muted"


class ComparisonScreen(ModalScreen[None]):
    """Reads the backup in a thread; nothing is changed."""

    DEFAULT_CSS = """
    ComparisonScreen { align: center middle; }
    ComparisonScreen > Vertical {
        width: 110; max-width: 98%; height: auto; max-height: 98%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    ComparisonScreen #title { text-style: bold; color: $text-accent; height: auto; margin: 0 0 1 0; }
    ComparisonScreen VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    ComparisonScreen #told { height: auto; padding: 0 0 1 0; }
    ComparisonScreen .hint { color: $text-muted; dock: bottom; height: 1; }
    """
    NAME = "เทียบข้อมูลสำรองกับปัจจุบัน"
    HELP = (
        "บอกว่าถ้านำข้อมูลสำรองฉบับนี้กลับมาใช้ การแก้ไขใดจะหายไป การแก้ไขใดจะกลับมา และข้อมูลของปีที่เปิดอยู่จะต่างจากตอนนี้อย่างไร "
        "หน้านี้อ่านอย่างเดียว ไม่มีสิ่งใดถูกแก้ไข"
    )
    KEYS = (
        Command("escape", "close", "ปิด", "ปิดหน้านี้"),
        Command("enter", "close", "ปิด", "ปิดหน้านี้", shown=False),
    )
    BINDINGS = bindings(KEYS)

    def __init__(self, store: "Store", backup: Backup, year: FiscalYear, today: date) -> None:
        super().__init__()
        self.store = store
        self.backup = backup
        self.year = year
        self.today = today

    def compose(self) -> ComposeResult:
        when = moment(self.backup.taken, self.today)
        with Vertical():
            yield Static(f"ถ้านำข้อมูลสำรองของ {when} กลับมาใช้", id="title", markup=False)
            with VerticalScroll():
                yield Static(READING, id="told", markup=False)
            yield Static("↑ ↓ PgUp PgDn เลื่อนอ่าน · Esc ปิด", classes="hint", markup=False)

    def on_mount(self) -> None:
        self._compare()

    @work(thread=True, exclusive=True, group="compare")
    def _compare(self) -> None:
        try:
            found = tasks.compare_backup(self.store, self.backup, self.year)
        except ItaError as refusal:
            told = Content.styled(f"! {refusal}", "$text-warning")
        else:
            told = Content("\n").join(comparison_lines(found, self.year, self.today))
        self.app.call_from_thread(self._tell, told)

    def _tell(self, told: Content) -> None:
        for place in self.query("#told").results(Static):  # none where the screen was closed meanwhile
            place.update(told)

    def action_close(self) -> None:
        self.dismiss()


def comparison_lines(found: "tasks.BackupComparison", year: FiscalYear, today: date) -> list[Content]:
    """First the entries that would go and come back, then what the year would be like."""
    if not (found.since or found.only_there or found.differences):
        return [Content.styled("✓ ฉบับนี้ตรงกับปัจจุบัน ไม่มีสิ่งใดเปลี่ยน", "$text-success")]
    return [
        *_entries("การแก้ไขที่จะหายไป", "ไม่มีการแก้ไขใดหายไป", found.since, today),
        *_entries("การแก้ไขที่จะกลับมา", "", found.only_there, today),
        *_of_year(found, year),
    ]


def _entries(head: str, none: str, entries: "Sequence[Entry]", today: date) -> Iterator[Content]:
    if not entries:
        if none:
            yield from (Content.styled(none, "bold"), Content(""))
        return
    yield Content.styled(f"{head} {digits(len(entries))} รายการ", "bold")
    for entry in entries[:MOST]:
        yield Content.assemble("• ", (f"{moment(entry.at, today)}  ", _MUTED), shown(entry.words))
    yield from _rest(len(entries))
    yield Content("")


def _of_year(found: "tasks.BackupComparison", year: FiscalYear) -> Iterator[Content]:
    name = f"ปีงบประมาณ {digits(year.be)}"
    if not found.year_there:
        yield Content.styled(f"! ฉบับนี้ยังไม่มี{name} ข้อมูลของปีนี้ทั้งปีจะไม่อยู่ในฐานข้อมูลที่ใช้", "$text-warning")
        return
    if not found.differences:
        yield Content.styled(f"ข้อมูลของ{name} ไม่ต่างจากตอนนี้", "bold")
        return
    yield Content.assemble(
        (f"ข้อมูลของ{name} จะต่างจากตอนนี้ {digits(len(found.differences))} แห่ง", "bold"),
        ("  ตอนนี้ → หลังนำกลับมาใช้", _MUTED),
    )
    for one in found.differences[:MOST]:
        yield from _difference(backwards(one))
    yield from _rest(len(found.differences))


def backwards(one: Difference) -> Difference:
    """A difference that is told from then to now, told from now to then: what was added since would go."""
    turned = {ADDED: "จะหายไป", REMOVED: "จะกลับมา"}
    return replace(one, field=turned.get(one.field, one.field), old=one.new, new=one.old)


def _difference(one: Difference) -> Iterator[Content]:
    what, change = tasks.changed_words(one)
    title = f" {shown(' '.join(one.title.split()))}" if one.title else ""
    yield Content.assemble("• ", (what, "bold"), (title, _MUTED))
    if change:
        yield Content(f"  {shown(change)}")


def _rest(number: int) -> Iterator[Content]:
    if number > MOST:
        yield Content(f"… และอีก {digits(number - MOST)} รายการ")
