"""What was changed lately, and what Ctrl+Z takes back."""

from datetime import date
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from ita_tui import tasks
from ita_tui.domain.rounds import AFTER_SIGN, AFTER_SIGNATURE
from ita_tui.errors import ItaError
from ita_tui.thai.dates import moment
from ita_tui.thai.numerals import digits, shown
from screens.desk import Desk
from screens.field_history import FieldHistoryScreen
from screens.keys import Command, bindings

if TYPE_CHECKING:
    from store.history import Entry

MOST = 100


class HistoryScreen(ModalScreen[None]):
    """The newest first. Undoing and redoing work here too, with the list in sight."""

    DEFAULT_CSS = """
    HistoryScreen { align: center middle; }
    HistoryScreen > Vertical {
        width: 100; max-width: 98%; height: auto; max-height: 98%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    HistoryScreen #title { text-style: bold; color: $text-accent; height: 1; }
    HistoryScreen #next { height: auto; margin: 0 0 1 0; }
    HistoryScreen VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    HistoryScreen .hint { color: $text-muted; dock: bottom; height: 1; }
    HistoryScreen #entries { height: auto; padding: 0 0 1 0; }
    """
    NAME = "ประวัติการแก้ไข"
    HELP = (
        "การแก้ไขล่าสุดอยู่บนสุด เครื่องหมาย ▸ คือรายการที่ Ctrl+Z จะเลิกทำ การเลิกทำไม่ลบประวัติ "
        "แต่บันทึกเพิ่มเป็นรายการใหม่ จึงทำซ้ำได้ด้วย Ctrl+Y เสมอ"
    )
    KEYS = (
        Command("ctrl+z", "undo", "เลิกทำ", "เลิกทำการแก้ไขล่าสุด"),
        Command("ctrl+y", "redo", "ทำซ้ำ", "ทำสิ่งที่เพิ่งเลิกทำอีกครั้ง"),
        Command("f", "fields", "รายช่อง", "ค่าเดิมและค่าใหม่ของแต่ละช่อง และคืนค่าเดิมทีละช่อง"),
        Command("escape", "close", "ปิด", "ปิดประวัติ"),
    )
    BINDINGS = bindings(KEYS)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(self.NAME, id="title", markup=False)
            with VerticalScroll():
                yield Static(id="next", markup=False)
                yield Static(id="entries")
            yield Static(
                "↑ ↓ เลื่อนอ่าน · Ctrl+Z เลิกทำ · Ctrl+Y ทำซ้ำ · f รายช่อง · Esc ปิด", classes="hint", markup=False
            )

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        history = self.desk.store.history
        undone, entries = history.next_undo(), history.recent(MOST)
        words = f"Ctrl+Z จะเลิกทำ: {undone.words}" if undone else "ไม่มีสิ่งที่เลิกทำได้"
        self.query_one("#next", Static).update(shown(words))
        number = undone.id if undone else 0
        listed = _table(entries, number, self.desk.today()) if entries else "ยังไม่มีการแก้ไข"
        self.query_one("#entries", Static).update(listed)
        self._mark(entries, number)

    @work(thread=True, exclusive=True, group="mark")
    def _mark(self, entries: "tuple[Entry, ...]", undone: int) -> None:
        """Say of each entry whether it changed what had been signed; the year is read for it."""
        try:
            after = tasks.entries_after(self.desk.store, self.desk.year, entries)
        except ItaError:  # the year itself was undone
            return
        if after:
            listed = _table(entries, undone, self.desk.today(), after)
            self.app.call_from_thread(self._show_marked, listed)

    def _show_marked(self, listed: RenderableType) -> None:
        for shown_now in self.query("#entries").results(Static):  # none where the list was closed meanwhile
            shown_now.update(listed)

    def action_fields(self) -> None:
        self.app.switch_screen(FieldHistoryScreen(self.desk))

    async def action_undo(self) -> None:
        await self._move("app.undo")

    async def action_redo(self) -> None:
        await self._move("app.redo")

    async def _move(self, action: str) -> None:
        """The app undoes; where nothing is left of the year it has begun again without this list."""
        await self.run_action(action)
        if self.is_current:
            self._show()

    def action_close(self) -> None:
        self.dismiss()


def _table(
    entries: "tuple[Entry, ...]", undone: int, today: date, after_signature: frozenset[int] = frozenset()
) -> RenderableType:
    table = Table.grid(expand=True, padding=(0, 1, 0, 0))
    table.add_column(width=1)
    table.add_column(width=16)
    table.add_column(ratio=1)
    for entry in entries:
        words = Text(shown(entry.words))
        if entry.id in after_signature:
            words.append(f"  {AFTER_SIGN} {AFTER_SIGNATURE}", style="yellow")
        if entry.why:
            words.append(f"\nเหตุผล: {shown(entry.why)}", style="italic")
        if entry.kind.value == "change" and entry.id == undone:
            words.append("  ← Ctrl+Z", style="bold")
        table.add_row("▸" if entry.id == undone else "", Text(moment(entry.at, today)), words)
    if len(entries) == MOST:
        table.add_row("", "", Text(f"… แสดง {digits(MOST)} รายการล่าสุด", style="italic"))
    return table
