"""What was changed lately, what Ctrl+Z takes back and Ctrl+Y repeats, and several of them at once."""

from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ita_tui import tasks
from ita_tui.domain.reasons import her_reason
from ita_tui.domain.rounds import AFTER_SIGN, AFTER_SIGNATURE
from ita_tui.errors import ItaError
from ita_tui.thai.dates import moment
from ita_tui.thai.numerals import digits, shown
from screens.desk import Desk
from screens.dialogs import Confirm
from screens.field_history import FieldHistoryScreen
from screens.keys import Command, bindings
from screens.notices import tell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from store.history import Entry, Steps

MOST = 100
_NAMED = 8
"""Entries that a question names one by one; the rest is counted."""


@runtime_checkable
class ShowsMoves(Protocol):
    """The app, as this screen needs it."""

    async def show_moved(self, words: str) -> None:
        """Show the year as the history has it now."""


class HistoryScreen(ModalScreen[None]):
    """The newest first. Undoing and redoing work here too, with the list in sight, one step or several at once."""

    DEFAULT_CSS = """
    HistoryScreen { align: center middle; }
    HistoryScreen > Vertical {
        width: 100; max-width: 98%; height: auto; max-height: 98%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    HistoryScreen #title { text-style: bold; color: $text-accent; height: 1; }
    HistoryScreen #next { height: auto; margin: 0 0 1 0; }
    HistoryScreen OptionList { height: auto; max-height: 100%; border: none; background: $surface; padding: 0; scrollbar-size-vertical: 1; }
    HistoryScreen .hint { color: $text-muted; dock: bottom; height: 1; }
    """
    NAME = "ประวัติการแก้ไข"
    HELP = (
        "การแก้ไขล่าสุดอยู่บนสุด เลข ๑ ๒ ๓ หน้ารายการคือลำดับที่ Ctrl+Z จะเลิกทำ แม้ปิดโปรแกรมแล้วเปิดใหม่ "
        "เลือกรายการที่มีเลขแล้วกด ↵ เพื่อเลิกทำทุกรายการจนถึงรายการนั้น โปรแกรมจะบอกรายการทั้งหมดก่อน "
        "การเลิกทำไม่ลบประวัติ แต่บันทึกเพิ่มเป็นรายการใหม่ จึงทำซ้ำได้ด้วย Ctrl+Y ตราบที่ยังไม่ได้แก้ไขอะไรใหม่ "
        "การปิดรอบเพื่อลงนามและการลบสำเนาหลักฐานเลิกทำด้วยปุ่มไม่ได้"
    )
    KEYS = (
        Command("ctrl+z", "undo", "เลิกทำ", "เลิกทำการแก้ไขล่าสุด"),
        Command("ctrl+y", "redo", "ทำซ้ำ", "ทำสิ่งที่เพิ่งเลิกทำอีกครั้ง"),
        Command("f", "fields", "รายช่อง", "ค่าเดิมและค่าใหม่ของแต่ละช่อง และคืนค่าเดิมทีละช่อง"),
        Command("escape", "close", "ปิด", "ปิดประวัติ"),
    )
    BINDINGS = bindings(KEYS)
    EMPTY: ClassVar[str] = "ยังไม่มีการแก้ไข"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.entries: tuple[Entry, ...] = ()

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(self.NAME, id="title", markup=False)
            yield Static(id="next", markup=False)
            yield OptionList(id="entries")
            yield Static(
                "↵ ทำถึงรายการนี้ · Ctrl+Z เลิกทำ · Ctrl+Y ทำซ้ำ · f รายช่อง · Esc ปิด",
                classes="hint",
                markup=False,
            )

    def on_mount(self) -> None:
        self._show()
        self.query_one(OptionList).focus()

    # --- showing ------------------------------------------------------------------------------------------

    def _show(self, after: frozenset[int] = frozenset()) -> None:
        history = self.desk.store.history
        undo, redo = history.undoable(MOST), history.redoable(MOST)
        self.entries = history.recent(MOST)
        self.query_one("#next", Static).update(shown("\n".join(_head(undo, redo))))
        self._list(undo, redo, after)
        if not after:
            self._mark(undo, redo, self.entries)

    def _list(self, undo: "Steps", redo: "Steps", after: frozenset[int]) -> None:
        listed = self.query_one(OptionList)
        at, marks = listed.highlighted or 0, _marks(undo, redo)
        rows = [
            _row(entry, marks.get(entry.id), self.desk.today(), after_signature=entry.id in after)
            for entry in self.entries
        ]
        listed.clear_options()
        listed.add_options([Option(row) for row in rows])
        if not rows:
            listed.add_option(Option(self.EMPTY, disabled=True))
        elif len(rows) == MOST:
            listed.add_option(Option(f"… แสดง {digits(MOST)} รายการล่าสุด", disabled=True))
        listed.highlighted = min(at, len(rows) - 1) if rows else None

    @work(thread=True, exclusive=True, group="mark")
    def _mark(self, undo: "Steps", redo: "Steps", entries: "tuple[Entry, ...]") -> None:
        """Say of each entry whether it changed what had been signed; the year is read for it."""
        try:
            after = tasks.entries_after(self.desk.store, self.desk.year, entries)
        except ItaError:  # the year itself was undone
            return
        if after:
            self.app.call_from_thread(self._show_marked, undo, redo, entries, after)

    def _show_marked(
        self, undo: "Steps", redo: "Steps", entries: "tuple[Entry, ...]", after: frozenset[int]
    ) -> None:
        if self.is_attached and entries == self.entries:  # else the list was closed, or went on meanwhile
            self._list(undo, redo, after)

    # --- one step, or several -----------------------------------------------------------------------------

    @on(OptionList.OptionSelected, "#entries")
    def _go_to(self, event: OptionList.OptionSelected) -> None:
        if event.option_index < len(self.entries):
            self._go_through(self.entries[event.option_index])

    @work
    async def _go_through(self, entry: "Entry") -> None:
        """Undo, or repeat, everything down to an entry, once she has seen what goes."""
        history = self.desk.store.history
        undo, redo = history.undoable(MOST), history.redoable(MOST)
        repeats = any(one.id == entry.id for one in redo.entries)
        steps = _down_to(redo if repeats else undo, entry)
        if not steps:
            self.app.notify(_why_not(entry, undo), markup=False)
            return
        verb = "ทำซ้ำ" if repeats else "เลิกทำ"
        if await self.app.push_screen_wait(Confirm(_question(verb, steps), yes=verb)) != "yes":
            return
        done = 0
        try:
            if _down_to(history.redoable(MOST) if repeats else history.undoable(MOST), entry) == steps:
                for _ in steps:  # each is an entry of its own
                    done += (history.redo() if repeats else history.undo()) is not None
        except ItaError as refusal:
            tell(self.app, refusal)
        if done and isinstance(self.app, ShowsMoves):
            await self.app.show_moved(f"{verb}แล้ว {digits(done)} รายการ")
        if self.is_current:
            self._show()

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


def _head(undo: "Steps", redo: "Steps") -> list[str]:
    """What the two keys would do, and where they end."""
    lines = ["ไม่มีสิ่งที่เลิกทำได้"]
    if undo.entries:
        more = f" · เลิกทำต่อกันได้ {digits(len(undo.entries))} รายการ" if len(undo.entries) > 1 else ""
        lines = [f"Ctrl+Z จะเลิกทำ: {undo.entries[0].words}{more}"]
    if undo.stop is not None:
        lines.append(f"เลิกทำได้ถึงก่อน «{undo.stop.words}»: {undo.why}")
    if redo.entries:
        more = f" · ทำซ้ำต่อกันได้ {digits(len(redo.entries))} รายการ" if len(redo.entries) > 1 else ""
        lines.append(f"Ctrl+Y จะทำซ้ำ: {redo.entries[0].words}{more}")
    return lines


def _marks(undo: "Steps", redo: "Steps") -> dict[int, tuple[str, str]]:
    """Of each entry that a key takes: the number before it, and what is said behind it."""
    marks = {
        one.id: (digits(at), "← Ctrl+Z" if at == 1 else "") for at, one in enumerate(undo.entries, start=1)
    }
    repeated = {
        one.id: ("", f"→ Ctrl+Y {digits(at)}" if at > 1 else "→ Ctrl+Y")
        for at, one in enumerate(redo.entries, start=1)
    }
    return marks | repeated


def _row(
    entry: "Entry", mark: tuple[str, str] | None, today: "date", *, after_signature: bool
) -> RenderableType:
    number, behind = mark or ("", "")
    table = Table.grid(expand=True, padding=(0, 1, 0, 0))
    table.add_column(width=3, justify="right")
    table.add_column(width=16)
    table.add_column(ratio=1)
    words = Text(shown(entry.words))
    if after_signature:
        words.append(f"  {AFTER_SIGN} {AFTER_SIGNATURE}", style="yellow")
    if why := her_reason(entry.why):
        words.append(f"\nเหตุผล: {shown(why)}", style="italic")
    if behind:
        words.append(f"  {behind}", style="bold")
    table.add_row(number, Text(moment(entry.at, today)), words)
    return table


def _down_to(steps: "Steps", entry: "Entry") -> "tuple[Entry, ...]":
    """The entries that go before and with an entry; none where no key takes it."""
    numbers = [one.id for one in steps.entries]
    return steps.entries[: numbers.index(entry.id) + 1] if entry.id in numbers else ()


def _question(verb: str, steps: "Sequence[Entry]") -> str:
    named = "\n".join(f"{digits(at)}. {shown(one.words)}" for at, one in enumerate(steps[:_NAMED], start=1))
    more = f"\n… และอีก {digits(len(steps) - _NAMED)} รายการ" if len(steps) > _NAMED else ""
    return f"{verb} {digits(len(steps))} รายการต่อกัน\n{named}{more}"


def _why_not(entry: "Entry", undo: "Steps") -> str:
    """Why a row cannot be chosen."""
    if undo.stop is not None and entry.id <= undo.stop.id:
        return shown(f"เลิกทำได้ถึงก่อน «{undo.stop.words}» · {undo.why}")
    if entry.kind.value != "change":
        return "รายการนี้คือการเลิกทำหรือทำซ้ำ · เลือกรายการที่มีเลขกำกับ"
    return "รายการนี้เลิกทำไว้แล้ว หรือไม่ได้เปลี่ยนข้อมูล · เลือกรายการที่มีเลขกำกับ"
