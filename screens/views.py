"""The views of the measures: the ready ones with how many they list, and those she saved under names of her own."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option

from ita_tui.domain.measure_list import Listing, MeasureFilter
from ita_tui.domain.views import (
    ReadyView,
    SavedView,
    can_be_saved,
    changed_since,
    divisions_of,
    read_views,
    with_view,
    without,
)
from ita_tui.errors import ItaError
from ita_tui.since import Since, since_last_meeting
from ita_tui.tasks import YearState
from ita_tui.thai.numerals import digits, shown
from screens.dialogs import Ask, Choice, Confirm
from screens.keys import Command, bindings
from screens.notices import tell
from screens.widgets.padding import padded

if TYPE_CHECKING:
    from screens.desk import Desk

KEPT = "measure_views"
"""The preference that holds her views, each a JSON text."""
NO_MEETING = "ยังไม่มีการประชุมที่ปิดแล้ว"
_COUNT = 7


class ViewsDialog(ModalScreen[MeasureFilter | None]):
    """Gives the filter of the chosen view; Esc gives None. Every count is that of the list that the line opens."""

    DEFAULT_CSS = """
    ViewsDialog { align: center middle; }
    ViewsDialog > Vertical {
        width: 76; max-width: 98%; height: auto; max-height: 96%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    ViewsDialog .question { width: 1fr; text-style: bold; }
    ViewsDialog OptionList { height: auto; max-height: 12; border: none; background: $surface; padding: 0; }
    ViewsDialog #rule { height: 3; width: 1fr; border-top: solid $foreground 20%; color: $text-muted; }
    ViewsDialog .hint { width: 1fr; color: $text-muted; }
    """
    NAME = "มุมมอง"
    HELP = (
        "มุมมองสำเร็จรูปหกแบบ และมุมมองที่บันทึกไว้เอง ตัวเลขคือจำนวนมาตรการที่มุมมองนั้นจะแสดง "
        "กด ↵ เพื่อเปิด กด s เพื่อบันทึกตัวกรองและการเรียงที่ใช้อยู่เป็นมุมมองใหม่ มุมมองที่บันทึกไว้ใช้ได้ทุกปี"
    )
    KEYS = (
        Command("s", "save", "บันทึกตัวกรองนี้", "บันทึกตัวกรองและการเรียงที่ใช้อยู่เป็นมุมมอง"),
        Command("e", "rename", "เปลี่ยนชื่อ", "เปลี่ยนชื่อมุมมองที่บันทึกไว้"),
        Command("delete", "remove", "ลบ", "ลบมุมมองที่บันทึกไว้"),
        Command("escape", "cancel", "กลับ", "กลับไปรายการโดยไม่เปลี่ยน"),
    )
    BINDINGS = bindings(KEYS)

    def __init__(self, desk: "Desk", state: YearState, present: MeasureFilter) -> None:
        super().__init__()
        self.desk = desk
        self.state = state
        self.present = present
        self.listings = {
            False: Listing.of(state.report.measures),
            True: Listing.of(state.report.proposals),
        }
        self.since: Since | ItaError | None = None
        self.views: tuple[SavedView, ...] = ()

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label("มุมมองของมาตรการ", classes="question", markup=False)
            yield OptionList()
            yield Static(id="rule", markup=False)
            hint = "↵ เปิด · S บันทึกตัวกรองนี้ · E เปลี่ยนชื่อ · Del ลบ · Esc กลับ"
            yield Label(hint, classes="hint", markup=False)

    def on_mount(self) -> None:
        self._show_lines()
        self.set_focus(self.query_one(OptionList))
        self._look_back()

    @work(thread=True)
    def _look_back(self) -> None:
        """What changed since the last meeting is told from the history, which takes its time."""
        try:
            since: Since | ItaError = since_last_meeting(self.desk.store, self.desk.year)
        except ItaError as refusal:
            since = refusal
        self.app.call_from_thread(self._take_since, since)

    def _take_since(self, since: Since | ItaError) -> None:
        self.since = since
        if self.is_attached and self.query(OptionList):
            self._show_lines()

    # --- showing -------------------------------------------------------------------------------------------

    def _show_lines(self, at: str = "") -> None:
        self.views = read_views(self.desk.store.preferences.get(KEPT, []))
        options = self.query_one(OptionList)
        here = options.highlighted
        options.clear_options()
        options.add_options([*self._ready_lines(), *self._own_lines()])
        if at:
            options.highlighted = options.get_option_index(at)
        elif options.option_count:
            options.highlighted = min(here or 0, options.option_count - 1)

    def _ready_lines(self) -> Iterator[Option]:
        for view in ReadyView:
            yield Option(_line(self._ready_count(view), view.label), id=f"ready:{view.value}")

    def _ready_count(self, view: ReadyView) -> str:
        if view is ReadyView.BY_DIVISION:
            return "▸"
        wanted = self.since_filter if view is ReadyView.SINCE_MEETING else view.wanted
        if wanted is None:
            return "…" if self.since is None else "–"
        return digits(self.count(wanted))

    def _own_lines(self) -> Iterator[Option]:
        if self.views:
            yield Option(Content.styled("ที่บันทึกไว้", "$text-accent"), disabled=True)
        for view in self.views:
            yield Option(_line(digits(self.count(view.wanted)), shown(view.name)), id=f"own:{view.name}")

    def count(self, wanted: MeasureFilter) -> int:
        """How many measures a filter lists."""
        return len(self.listings[wanted.proposals].matching(wanted, self.state.today))

    @property
    def since_filter(self) -> MeasureFilter | None:
        """The measures that changed since the last meeting; None while or where that cannot be told."""
        since = self.since
        if not isinstance(since, Since) or since.meeting is None:
            return None
        return changed_since(since.meeting, self.desk.year.be, since.measures)

    @on(OptionList.OptionHighlighted)
    def _show_rule(self, event: OptionList.OptionHighlighted) -> None:
        kind, _, name = (event.option.id or "").partition(":")
        words = ReadyView(name).description if kind == "ready" else ""
        if name == ReadyView.SINCE_MEETING:
            words = f"{words} · {self._since_words}" if self._since_words else words
        own = self._own(name) if kind == "own" else None
        self.query_one("#rule", Static).update(shown(own.words) if own else words)

    @property
    def _since_words(self) -> str:
        since = self.since
        if since is None:
            return "กำลังเทียบ"
        if isinstance(since, ItaError):
            return since.happened
        return NO_MEETING if since.meeting is None else f"ประชุม{since.meeting.name(self.desk.year.be)}"

    def _own(self, name: str) -> SavedView | None:
        return next((view for view in self.views if view.name == name), None)

    # --- opening -------------------------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    @work
    async def _open(self, event: OptionList.OptionSelected) -> None:
        kind, _, name = (event.option.id or "").partition(":")
        wanted: MeasureFilter | None = None
        if kind == "own" and (own := self._own(name)) is not None:
            wanted = own.wanted
        elif name == ReadyView.BY_DIVISION:
            wanted = await self._of_division()
        elif name == ReadyView.SINCE_MEETING:
            wanted = self._since_or_why()
        elif kind == "ready":
            wanted = ReadyView(name).wanted
        if wanted is not None:
            self.dismiss(wanted)

    async def _of_division(self) -> MeasureFilter | None:
        counted = divisions_of(self.state.report.measures)
        if not counted:
            self.app.notify("ยังไม่มีมาตรการใดระบุส่วนราชการ · เปิดมาตรการแล้วกด Ctrl+D เพื่อเลือก", markup=False)
            return None
        answers = [(name, f"{padded(digits(count), _COUNT)}{shown(name)}") for name, count in counted.items()]
        chosen = await self.app.push_screen_wait(Choice("มาตรการของส่วนราชการใด", answers))
        return None if chosen is None else MeasureFilter(division=chosen)

    def _since_or_why(self) -> MeasureFilter | None:
        if isinstance(self.since, ItaError):
            tell(self.app, self.since)
        elif self.since is None:
            self.app.notify("กำลังเทียบกับการประชุมครั้งก่อน โปรดรอสักครู่", markup=False)
        elif self.since.meeting is None:
            words = (
                f"{NO_MEETING} จึงยังเทียบไม่ได้ · เมื่อปิดการประชุมในหน้าประชุม (F6) แล้ว มุมมองนี้จะแสดงสิ่งที่เปลี่ยนหลังจากนั้น"
            )
            self.app.notify(words, markup=False)
        return self.since_filter

    # --- her own -------------------------------------------------------------------------------------------

    @work
    async def action_save(self) -> None:
        """Save the present filter and order under a name; a view of that name is replaced only after a yes."""
        if not can_be_saved(self.present):
            words = "รายการนี้คำนวณใหม่ทุกครั้งที่เปิด จึงบันทึกเป็นมุมมองไม่ได้ · เปิดได้จากรายการมุมมองเสมอ"
            self.app.notify(words, markup=False)
            return
        words = shown(self.present.words) or "มาตรการทั้งหมดของปี"
        name = await self._name_asked_for(f"บันทึกเป็นมุมมอง: {words}\nชื่อมุมมอง")
        if name:
            self._keep(with_view(self._texts, SavedView(name, self.present)), f"own:{name}")

    @work
    async def action_rename(self) -> None:
        view = self._chosen()
        if view is None:
            return
        name = await self._name_asked_for("ชื่อใหม่ของมุมมอง", view.name)
        if name and name != view.name:
            self._keep(with_view(without(self._texts, view.name), replace(view, name=name)), f"own:{name}")

    @work
    async def action_remove(self) -> None:
        view = self._chosen()
        if view is None:
            return
        question = f"ลบมุมมอง «{shown(view.name)}»\nมาตรการทั้งหมดคงเดิม ลบเฉพาะชื่อและตัวกรองที่บันทึกไว้ ซึ่งเลิกทำไม่ได้"
        if await self.app.push_screen_wait(Confirm(question, yes="ลบมุมมองนี้")) == "yes":
            self._keep(without(self._texts, view.name))

    async def _name_asked_for(self, question: str, value: str = "") -> str:
        """A name that stands for no other view, or may replace it; empty where she gave up."""
        typed = await self.app.push_screen_wait(Ask(question, value))
        name = " ".join((typed or "").split())
        if not name or name == value or self._own(name) is None:
            return name
        replaces = Confirm(f"มีมุมมองชื่อ «{shown(name)}» อยู่แล้ว", yes="แทนที่มุมมองเดิม")
        return name if await self.app.push_screen_wait(replaces) == "yes" else ""

    def _chosen(self) -> SavedView | None:
        """The view of her own under the cursor; what comes with the program is not changed."""
        options = self.query_one(OptionList)
        at = options.highlighted
        kind, _, name = ("" if at is None else options.get_option_at_index(at).id or "").partition(":")
        if kind != "own":
            self.app.notify("มุมมองสำเร็จรูปเปลี่ยนชื่อหรือลบไม่ได้ · เลือกมุมมองที่บันทึกไว้เอง", markup=False)
            return None
        return self._own(name)

    @property
    def _texts(self) -> list[str]:
        return self.desk.store.preferences.get(KEPT, [])

    def _keep(self, texts: list[str], at: str = "") -> None:
        try:
            self.desk.store.preferences.set(KEPT, texts)
        except ItaError as refusal:
            tell(self.app, refusal)
            return
        self._show_lines(at)

    def action_cancel(self) -> None:
        self.dismiss(None)


def _line(count: str, words: str) -> Content:
    return Content.assemble((padded(count, _COUNT), "bold"), words)
