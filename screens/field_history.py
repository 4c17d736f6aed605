"""The history field by field: what stood there, what stands there now, and the way back for one value."""

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ita_tui import tasks
from ita_tui.domain.differences import told_apart
from ita_tui.domain.reasons import her_reason
from ita_tui.domain.rounds import AFTER_SIGN, AFTER_SIGNATURE
from ita_tui.errors import ItaError
from ita_tui.thai.dates import moment
from ita_tui.thai.numerals import digits, said, shown
from ita_tui.thai.searching import Searched, find
from ita_tui.thai.words import cut
from screens.desk import Desk
from screens.dialogs import Confirm
from screens.keys import Command, bindings
from screens.notices import tell
from screens.widgets.padding import padded
from screens.widgets.thai_input import ThaiInput

if TYPE_CHECKING:
    from store.history_details import FieldChange

_CAN_BE_SIGNED = frozenset({"measure", "item", "survey", "evidence", "scores", "issues", "agency"})
"""Kinds of things that a report prints: what is changed of them after a signature is said to be."""
MOST = 400
_WHEN = 16


class FieldHistoryScreen(ModalScreen[None]):
    """Every change of one thing (``subject``, like measure:12), or of the year where none is named."""

    DEFAULT_CSS = """
    FieldHistoryScreen { align: center middle; }
    FieldHistoryScreen > Vertical {
        width: 120; max-width: 98%; height: 98%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    FieldHistoryScreen #title { text-style: bold; color: $text-accent; height: 1; }
    FieldHistoryScreen #search { width: 1fr; background: $boost; }
    FieldHistoryScreen #count { height: 1; color: $text-muted; }
    FieldHistoryScreen OptionList { height: 1fr; min-height: 4; border: none; background: $surface; padding: 0; }
    FieldHistoryScreen VerticalScroll { height: 2fr; max-height: 45%; border-top: solid $foreground 20%; scrollbar-size-vertical: 1; }
    FieldHistoryScreen #details { height: auto; }
    FieldHistoryScreen .hint { color: $text-muted; height: 1; }
    """
    NAME = "ประวัติรายช่อง"
    HELP = (
        "ทุกช่องที่เคยแก้ บอกค่าเดิมและค่าใหม่ รายการล่าสุดอยู่บนสุด พิมพ์ / แล้วพิมพ์คำเพื่อกรอง เช่น ชื่อช่อง เลขมาตรการ "
        "หรือข้อความที่เคยพิมพ์ไว้ กด r เพื่อคืนค่าเดิมของช่องนั้นช่องเดียว ส่วนที่แก้ภายหลังในช่องอื่นยังอยู่ และเลิกทำได้ด้วย Ctrl+Z"
    )
    KEYS = (
        Command("slash", "search", "กรอง", "พิมพ์คำเพื่อกรองประวัติ"),
        Command("r", "restore", "คืนค่า", "คืนค่าเดิมของช่องที่เลือก"),
        Command("escape", "back", "ปิด", "ออกจากช่องกรอง หรือปิดประวัติ"),
    )
    BINDINGS = bindings(KEYS)

    def __init__(self, desk: Desk, subject: str = "", name: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.subject = subject
        self.name_of = name
        self.changes: tuple[FieldChange, ...] | None = None
        self.listed: tuple[FieldChange, ...] = ()
        self._searched: tuple[Searched, ...] = ()
        self._signed = 0

    def compose(self) -> ComposeResult:
        of = self.name_of or f"ปีงบประมาณ {digits(self.desk.year.be)}"
        with Vertical():
            yield Static(f"{self.NAME} · {of}", id="title", markup=False)
            yield ThaiInput(placeholder="กรอง", id="search", compact=True, select_on_focus=False)
            yield Static("กำลังอ่านประวัติ…", id="count", markup=False)
            yield OptionList(id="changes")
            with VerticalScroll(can_focus=False):
                yield Static(id="details", markup=False)
            yield Static("↑ ↓ เลือก · / กรอง · r คืนค่าเดิม · Esc ปิด", classes="hint", markup=False)

    def on_mount(self) -> None:
        self.set_focus(self.query_one("#changes"))
        self._read()

    @work(thread=True, exclusive=True, group="read")
    def _read(self) -> None:
        details = self.desk.store.details
        try:
            found = details.about(self.subject) if self.subject else details.of_year(self.desk.year)
            self._signed = tasks.signed_entry(self.desk.store, self.desk.year)
        except ItaError as refusal:
            self.app.call_from_thread(tell, self.app, refusal)
            return
        searched = tuple(
            Searched.of((one.name, one.field, one.old, one.new, one.said, her_reason(one.why)))
            for one in found
        )
        self.app.call_from_thread(self._take, found, searched)

    def _take(self, found: "tuple[FieldChange, ...]", searched: tuple[Searched, ...]) -> None:
        if self.is_attached:
            self.changes, self._searched = found, searched
            self._show()

    @on(ThaiInput.Changed, "#search")
    def _show(self) -> None:
        if self.changes is None:
            return
        finding = find(self.query_one("#search", ThaiInput).value, self._searched)
        found = [one for one, how in zip(self.changes, finding.closeness, strict=True) if how is not None]
        self.listed = tuple(found[:MOST])
        lines = self.query_one("#changes", OptionList)
        lines.clear_options()
        lines.add_options([Option(self._line(one)) for one in self.listed])
        lines.highlighted = 0 if self.listed else None
        count = f"{digits(len(found))} จาก {digits(len(self.changes))} รายการ"
        words = f"{finding.words} · {count}" if finding.words else count
        if len(found) > MOST:
            words += f" · แสดง {digits(MOST)} รายการล่าสุด พิมพ์คำเพื่อกรอง"
        self.query_one("#count", Static).update(words if self.changes else "ยังไม่มีการแก้ไข")
        self._show_details()

    def _line(self, one: "FieldChange") -> Content:
        room = max(20, min(116, self.size.width * 98 // 100 - 4) - _WHEN - 26)
        old, new = told_apart(shown(_flat(one.old)) or "–", shown(_flat(one.new)) or "–", room - 3)
        return Content.assemble(
            (padded(moment(one.at, self.desk.today()), _WHEN), "$foreground-muted"),
            (padded(cut(said(_called(one, " ")), 25), 26), "bold"),
            f"{old} → {new}",
        )

    @on(OptionList.OptionHighlighted, "#changes")
    def _show_details(self) -> None:
        one = self.chosen
        text = self.query_one("#details", Static)
        if one is None:
            text.update("ไม่พบรายการที่ตรงกับคำที่พิมพ์ · ลบคำเพื่อแสดงทั้งหมด" if self.changes else "")
            return
        reason = her_reason(one.why)
        why = f"\nเหตุผล: {shown(reason)}" if reason else ""
        after = self._signed and one.entry > self._signed and one.subject.partition(":")[0] in _CAN_BE_SIGNED
        text.update(
            Content.assemble(
                (said(_called(one, " · ")), "bold"),
                (f"  {AFTER_SIGN} {AFTER_SIGNATURE}" if after else "", "$text-warning"),
                f"\n{moment(one.at, self.desk.today())} · {said(one.said)}{why}\n",
                ("เดิม  ", "$text-accent"),
                f"{shown(one.old) or '–'}\n",
                ("ใหม่  ", "$text-accent"),
                shown(one.new) or "–",
            )
        )
        self.query_one(VerticalScroll).scroll_home(animate=False)

    @property
    def chosen(self) -> "FieldChange | None":
        at = self.query_one("#changes", OptionList).highlighted
        return self.listed[at] if at is not None and at < len(self.listed) else None

    @on(ThaiInput.Submitted)
    def _to_list(self) -> None:
        self.query_one("#changes").focus()

    def leave_typing(self, action: str) -> None:
        """A command was chosen by its name: the keys of the list work on the list alone."""
        if action != "search":
            self._to_list()

    def action_search(self) -> None:
        self.query_one("#search").focus()

    def action_back(self) -> None:
        search = self.query_one("#search", ThaiInput)
        if search.has_focus:
            search.value = ""
            self._to_list()
        else:
            self.dismiss()

    @work
    async def action_restore(self) -> None:
        one = self.chosen
        if one is None:
            return
        if not one.restorable:
            self.app.notify("รายการนี้คืนค่าไม่ได้ · เลิกทำได้ด้วย Ctrl+Z เท่านั้น", markup=False)
            return
        question = (
            f"คืนค่า{said(' '.join(dict.fromkeys((one.field, one.name))))}\n"
            f"จะได้: {cut(shown(_flat(one.old)) or '(ว่าง)', 120)}\nค่าปัจจุบันของช่องนี้จะอยู่ในประวัติ และเลิกทำได้ด้วย Ctrl+Z"
        )
        if await self.app.push_screen_wait(Confirm(question, yes="คืนค่าเดิม")) != "yes":
            return
        try:
            words = self.desk.store.details.restore(one)
        except ItaError as refusal:
            tell(self.app, refusal)
            return
        self.app.notify(f"{said(words)}แล้ว", markup=False)
        self._read()


def _called(one: "FieldChange", between: str) -> str:
    """What was changed of what; a part that is called as what it belongs to is named once."""
    return one.field if one.field.startswith(one.name) else f"{one.name}{between}{one.field}"


def _flat(text: str) -> str:
    return " ".join(text.split())
