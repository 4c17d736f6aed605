"""F6: the committee's meetings of the year, and what they left open."""

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static

from ita_tui import meeting_state
from ita_tui.domain.agenda import LeftOpen
from ita_tui.domain.agenda_order import matters
from ita_tui.domain.meetings import Meeting
from ita_tui.errors import ItaError
from ita_tui.tasks import YearState
from ita_tui.thai.numerals import digits
from ita_tui.thai.words import cut
from screens.desk import Desk
from screens.dialogs import Confirm
from screens.keys import Command, bindings
from screens.meeting_committee import CommitteeScreen
from screens.meeting_forms import MeetingForm
from screens.meeting_resolutions import ResolutionsScreen
from screens.meeting_rows import (
    came_words,
    guests_came,
    meeting_heads,
    meeting_line,
    meeting_words,
    still_open,
)
from screens.meeting_screen import MeetingScreen
from screens.projector import ProjectorScreen
from screens.screen import ItaScreen
from screens.widgets.line_list import LineList


class MeetingsScreen(ItaScreen):
    """A line a meeting, the newest first; Enter opens it."""

    NAME = "ประชุม"
    HELP = (
        "การประชุมคณะกรรมการของปี ก่อนประชุม: กด k เพื่อใส่รายชื่อคณะกรรมการ กด n เพื่อเพิ่มการประชุม "
        "แล้วเปิดด้วย ↵ เพื่อให้โปรแกรมเสนอระเบียบวาระจากสถานะของปี ระหว่างประชุม: กด p เพื่อฉายขึ้นจอทีละมาตรการ "
        "และบันทึกมติ หลังประชุม: เปิดการประชุมเพื่อเช็กชื่อ ปิดประชุม และพิมพ์รายงานการประชุม "
        "กด r เพื่อดูมติที่ยังไม่แล้วเสร็จของปีนี้และปีก่อน"
    )
    KEYS = (
        Command("enter", "open", "เปิด", "เปิดการประชุมที่เลือก: ระเบียบวาระ ผู้มาประชุม และมติ"),
        Command("n", "add", "เพิ่ม", "เพิ่มการประชุมครั้งใหม่ โดยเชิญคณะกรรมการของปีทุกคน"),
        Command("p", "project", "ฉาย", "ฉายการประชุมที่เลือกขึ้นจอ ทีละมาตรการ"),
        Command("k", "committee", "กรรมการ", "รายชื่อคณะกรรมการของปี"),
        Command("r", "resolutions", "มติค้าง", "มติที่ยังไม่แล้วเสร็จของปีนี้และปีก่อน"),
        Command("delete", "remove", "ลบ", "ลบการประชุมที่เลือก (เลิกทำได้ด้วย Ctrl+Z)", shown=False),
        Command("escape", "back", "กลับ", "กลับไปภาพรวม", shown=False),
    )
    BINDINGS = bindings(KEYS)
    DEFAULT_CSS = """
    MeetingsScreen #open-resolutions { padding: 1 1 0 1; height: 2; }
    MeetingsScreen #heads { padding: 1 1 0 1; height: 2; color: $text-accent; text-style: bold; }
    MeetingsScreen LineList { height: 1fr; padding: 0 1; }
    MeetingsScreen #empty { padding: 2 4; color: $text-muted; height: 1fr; display: none; }
    MeetingsScreen #about { height: 5; padding: 0 2; border-top: solid $foreground 20%; color: $text-muted; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.meetings: tuple[Meeting, ...] = ()
        self._wanted: int | None = None

    def compose_body(self) -> ComposeResult:
        yield Static(id="open-resolutions", markup=False)
        yield Static(id="heads", markup=False)
        yield LineList(id="meetings")
        yield Static(id="empty", markup=False)
        yield Static(id="about", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.lines.focus()

    @property
    def lines(self) -> LineList:
        return self.query_one("#meetings", LineList)

    # --- showing -----------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def show_state(self, state: YearState) -> None:
        self.meetings = tuple(reversed(state.report.meetings))
        self._show()
        self._read_open()

    def choose(self, meeting_id: int) -> None:
        """Put the cursor on the meeting that is named elsewhere, now or as soon as the year has been read."""
        self._wanted = meeting_id
        self._show()

    def _show(self) -> None:
        if self.state is None:
            return
        room = max(40, self.size.width - 5)
        self.lines.put([meeting_line(one, self.desk.year.be, room) for one in self.meetings])
        if self._wanted is not None and self.lines.choose(f"meeting:{self._wanted}"):
            self._wanted = None
        self.query_one("#heads", Static).update(meeting_heads(room))
        for name in ("#heads", "#meetings", "#about"):
            self.query_one(name).display = bool(self.meetings)
        empty = self.query_one("#empty", Static)
        empty.display = not self.meetings
        empty.update(self._hint())
        if self.meetings and self.focused is None:
            self.lines.focus()
        elif not self.meetings and self.lines.has_focus:
            self.set_focus(None)
        self._show_about()
        self.refresh_bindings()

    def _hint(self) -> str:
        committee = self.state.report.committee if self.state is not None else ()
        first = (
            f"มีรายชื่อคณะกรรมการ {digits(len(committee))} คนแล้ว"
            if committee
            else "กด k เพื่อใส่รายชื่อคณะกรรมการก่อน รายชื่อจะตามไปทุกการประชุม"
        )
        return (
            f"ยังไม่มีการประชุมในปีนี้\n\n{first}\nกด n เพื่อเพิ่มการประชุมครั้งแรก แล้วให้โปรแกรมเสนอระเบียบวาระจากสถานะของปี"
        )

    @on(OptionList.OptionHighlighted)
    def _show_about(self) -> None:
        """When and where the chosen meeting is, and what it left."""
        meeting, about = self.chosen(), self.query_one("#about", Static)
        if meeting is None:
            about.update("")
            return
        room = max(20, self.size.width - 4)
        opened = len(still_open(meeting))
        counted = (
            f"มาประชุม {came_words(meeting)} คน",
            f"ผู้เข้าร่วม {digits(guests_came(meeting))} คน" if guests_came(meeting) else "",
            f"ระเบียบวาระ {digits(matters(meeting.agenda))} เรื่อง",
            f"มติ {digits(len(meeting.resolutions))} ค้าง {digits(opened)}",
        )
        lines = (
            " · ".join(filter(None, meeting_words(meeting))),
            " · ".join(filter(None, counted)),
            " ".join(meeting.minutes.split()),
        )
        about.update("\n".join(cut(line, room) for line in lines if line))

    @work(thread=True, exclusive=True, group="open-resolutions")
    def _read_open(self) -> None:
        try:
            found = meeting_state.open_before(self.desk.store, self.desk.year)
        except ItaError as refusal:
            self.app.call_from_thread(self.tell, refusal)
            return
        self.app.call_from_thread(self._say_open, found)

    def _say_open(self, found: tuple[LeftOpen, ...]) -> None:
        """How many resolutions are open and how many late."""
        for line in self.query("#open-resolutions").results(Static):
            line.update(open_words(found, self.desk))

    def chosen(self) -> Meeting | None:
        """The meeting under the cursor."""
        key = self.lines.chosen
        return next((one for one in self.meetings if f"meeting:{one.id}" == key), None)

    # --- doing -------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        del parameters
        return not self.is_mounted or self.allows(action)

    def allows(self, action: str) -> bool:
        """Whether a command makes sense now: some need a meeting."""
        return action not in {"open", "project", "remove"} or self.chosen() is not None

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        meeting = self.chosen()
        if meeting is not None and meeting.id is not None:
            self.app.push_screen(MeetingScreen(self.desk, meeting.id))

    @work
    async def action_add(self) -> None:
        added: list[int] = []

        async def keep(meeting: Meeting) -> bool:
            kept = self.desk.store.meetings.save(self.desk.year, meeting)
            added.extend([kept.id] if kept.id is not None else [])
            self.say_saved()
            return True

        with self.telling():
            new = meeting_state.next_meeting(self.desk.store, self.desk.year)
            taken = {one.number for one in self.desk.store.meetings.all(self.desk.year)}
            form = MeetingForm(new, taken, near=self.desk.today(), keep=keep)
            await self.app.push_screen_wait(form)
        if added:
            self.choose(added[0])
            self.app.push_screen(MeetingScreen(self.desk, added[0]))

    def action_project(self) -> None:
        meeting = self.chosen()
        if meeting is not None and meeting.id is not None:
            self.app.push_screen(ProjectorScreen(self.desk, meeting.id))

    def action_committee(self) -> None:
        self.app.push_screen(CommitteeScreen(self.desk))

    def action_resolutions(self) -> None:
        self.app.push_screen(ResolutionsScreen(self.desk))

    @work
    async def action_remove(self) -> None:
        chosen = self.chosen()
        if chosen is None or chosen.id is None:
            return
        with self.telling():
            question = _what_goes(self.desk.store.meetings.get(chosen.id), self.desk.year.be)
            if await self.app.push_screen_wait(Confirm(question, "ลบการประชุมนี้")) == "yes":
                self.desk.store.meetings.remove(chosen.id)
                self.say_saved()

    def action_back(self) -> None:
        self.app.call_later(self.app.run_action, "go('overview')")


def open_words(found: tuple[LeftOpen, ...], desk: Desk) -> Content:
    """มติที่ยังไม่แล้วเสร็จ ๔ เรื่อง เกินกำหนด ๑ เรื่อง."""
    if not found:
        return Content.styled("✓ ไม่มีมติค้าง", "$text-success")
    late = sum(bool(one.resolution.days_overdue(desk.today())) for one in found)
    words = f"○ มติที่ยังไม่แล้วเสร็จ {digits(len(found))} เรื่อง"
    told = f"  ! เกินกำหนด {digits(late)} เรื่อง" if late else ""
    return Content.assemble((words, "bold"), (told, "$text-error"), "  · กด r เพื่อดู")


def _what_goes(meeting: Meeting, year: int) -> str:
    """Asks, and says what goes with a meeting."""
    goes = (
        f"ระเบียบวาระ {digits(matters(meeting.agenda))} เรื่อง",
        f"รายชื่อผู้มาประชุม {digits(len(meeting.attendance))} คน",
        f"มติ {digits(len(meeting.resolutions))} เรื่อง (ยังไม่แล้วเสร็จ {digits(len(still_open(meeting)))})",
    )
    told = "\n".join(f"– {one}" for one in goes)
    return f"ลบการประชุม{meeting.name(year)} พร้อม\n{told}\nมาตรการไม่เปลี่ยน และเลิกทำได้ด้วย Ctrl+Z"
