"""What the committee decided and is not carried out yet, of this year and of the year before."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from ita_tui import meeting_state
from ita_tui.domain.agenda import LeftOpen
from ita_tui.domain.meetings import Resolution
from ita_tui.errors import ItaError
from ita_tui.tasks import YearState
from ita_tui.thai.numerals import shown
from screens.desk import Desk
from screens.keys import Command, bindings
from screens.meeting_forms import CarriedOut, CarryOutForm
from screens.meeting_rows import MUTED, open_lines
from screens.screen import ItaScreen
from screens.widgets.line_list import LineList


class ResolutionsScreen(ItaScreen):
    """A line a resolution, the nearest day first; Enter says that it was carried out."""

    NAME = "มติค้าง"
    HELP = (
        "มติที่ยังไม่แล้วเสร็จของทุกการประชุมในปีนี้และปีก่อน เรียงตามวันครบกำหนด กด ↵ เพื่อบันทึกวันที่แล้วเสร็จและผลการปฏิบัติ "
        "มติที่ยังไม่แล้วเสร็จจะอยู่ในเรื่องสืบเนื่องของการประชุมครั้งถัดไป"
    )
    KEYS = (
        Command("enter", "carry_out", "แล้วเสร็จ", "บันทึกว่ามติที่เลือกดำเนินการแล้วเมื่อใด และผลเป็นอย่างไร"),
        Command("escape", "back", "กลับ", "กลับไปรายการประชุม"),
    )
    BINDINGS = bindings(KEYS)
    DEFAULT_CSS = """
    ResolutionsScreen LineList { padding: 1 1 0 1; }
    ResolutionsScreen #empty { padding: 2 4; color: $text-muted; height: 1fr; display: none; }
    ResolutionsScreen #details {
        height: 7; padding: 0 2; border-top: solid $foreground 20%; scrollbar-size-vertical: 1;
    }
    ResolutionsScreen #detail { height: auto; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: tuple[LeftOpen, ...] = ()

    def compose_body(self) -> ComposeResult:
        yield LineList(id="resolutions")
        yield Static("✓ ไม่มีมติค้าง\n\nมติที่บันทึกในการประชุมและยังไม่แล้วเสร็จจะแสดงที่นี่", id="empty", markup=False)
        with VerticalScroll(id="details", can_focus=False):
            yield Static(id="detail", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.lines.focus()

    @property
    def lines(self) -> LineList:
        return self.query_one("#resolutions", LineList)

    def show_state(self, state: YearState) -> None:
        del state
        self._read()

    @work(thread=True, exclusive=True, group="resolutions")
    def _read(self) -> None:
        try:
            found = meeting_state.open_before(self.desk.store, self.desk.year)
        except ItaError as refusal:
            self.app.call_from_thread(self.tell, refusal)
            return
        self.app.call_from_thread(self._take, found)

    def _take(self, found: tuple[LeftOpen, ...]) -> None:
        if self.query("#resolutions"):  # else the screen was left meanwhile
            self.found = found
            self._show()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        self.lines.put(open_lines(self.found, self.desk.today(), max(40, self.size.width - 5)))
        for name in ("#resolutions", "#details"):
            self.query_one(name).display = bool(self.found)
        self.query_one("#empty").display = self.state is not None and not self.found
        if self.found and self.focused is None:
            self.lines.focus()
        self._show_details()
        self.refresh_bindings()

    @on(OptionList.OptionHighlighted)
    def _show_details(self) -> None:
        one = self.chosen()
        words = (
            Content.assemble(shown(one.resolution.text), "\n", (shown(one.details(self.desk.today())), MUTED))
            if one is not None
            else Content("")
        )
        self.query_one("#detail", Static).update(words)
        self.query_one("#details").scroll_home(animate=False)

    def chosen(self) -> LeftOpen | None:
        """The resolution under the cursor."""
        key = self.lines.chosen
        return next((one for one in self.found if f"resolution:{one.resolution.id}" == key), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        del parameters
        return not self.is_mounted or self.allows(action)

    def allows(self, action: str) -> bool:
        """Whether a command makes sense now."""
        return action != "carry_out" or self.chosen() is not None

    @on(OptionList.OptionSelected)
    @work
    async def action_carry_out(self) -> None:
        one = self.chosen()
        if one is None:
            return
        resolution = one.resolution

        async def keep(typed: CarriedOut) -> bool:
            carry_out(self.desk, resolution, typed)
            self.say_saved()
            return True

        await self.app.push_screen_wait(CarryOutForm(resolution, today=self.desk.today(), keep=keep))

    def action_back(self) -> None:
        self.dismiss()


def carry_out(desk: Desk, resolution: Resolution, typed: CarriedOut) -> None:
    """Keep what was said of a resolution. Raises RecordGoneError."""
    if resolution.id is not None:
        desk.store.meetings.carry_out(resolution.id, typed.done, typed.outcome)
