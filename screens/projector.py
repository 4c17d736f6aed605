"""What the committee sees while it meets, from the back of the room: nothing can be changed but a resolution."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial

from textual import work
from textual.app import ComposeResult, RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ita_tui import meeting_state
from ita_tui.domain.agenda_order import place_of
from ita_tui.domain.measure import Measure
from ita_tui.domain.meeting_board import by_division, decided_on, in_meeting_order
from ita_tui.domain.meeting_parts import with_typed
from ita_tui.domain.meetings import AgendaItem, Resolution
from ita_tui.errors import ItaError
from ita_tui.meeting_state import Sitting
from ita_tui.tasks import YearState
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import digits
from ita_tui.thai.words import cut
from screens.desk import Desk
from screens.dialogs import Choice
from screens.keys import Command, bindings
from screens.meeting_forms import ResolutionForm
from screens.meeting_rows import one_line
from screens.projector_pages import (
    Lines,
    MeasurePage,
    Room,
    board,
    change_entries,
    division_entries,
    open_entries,
    paged,
    status_entries,
)
from screens.screen import ItaScreen
from screens.widgets.title_bar import TitleBar

_MOMENT = 4.0
"""Seconds for which a notice stands in what is projected."""


class View(StrEnum):
    """What is projected."""

    MEASURE = "measure"
    STATUS = "status"
    DIVISION = "division"
    CHANGES = "changes"
    RESOLUTIONS = "resolutions"


class OnlyForLooking(ItaError):
    """A key was pressed that changes something or leads away."""

    def __init__(self, *, on_board: bool) -> None:
        super().__init__(
            "กำลังฉายให้ที่ประชุม อ่านอย่างเดียว จึงไม่ได้ทำอะไร",
            "ระหว่างฉาย บันทึกได้เฉพาะมติด้วยปุ่ม m",
            f"{_way_out(on_board=on_board)} แล้วจึงกดปุ่มเดิมอีกครั้ง",
        )


class MeetingClosed(ItaError):
    """A resolution is to be recorded of a meeting that is over."""

    def __init__(self, *, on_board: bool) -> None:
        super().__init__(
            "การประชุมนี้ปิดแล้ว จึงไม่ได้เปิดแบบบันทึกมติ",
            "มติที่บันทึกไว้ยังอยู่ครบ",
            f"{_way_out(on_board=on_board)} แล้วกด c ในหน้าของการประชุมนี้เพื่อเปิดประชุมอีกครั้ง",
        )


def _way_out(*, on_board: bool) -> str:
    """From a board the first Esc only goes back to the measures."""
    if on_board:
        return "กด Esc เพื่อกลับไปหน้ามาตรการ กด Esc อีกครั้งเพื่อจบการฉาย"
    return "กด Esc เพื่อจบการฉายก่อน"


class Projected(Widget):
    """The page in sight; it is laid out anew whenever the room for it or the words of it change."""

    DEFAULT_CSS = "Projected { width: 1fr; height: 1fr; }"

    def render(self) -> RenderResult:
        screen = self.screen
        assert isinstance(screen, ProjectorScreen)
        return screen.page(Room(self.size.width, self.size.height))


class ProjectorScreen(ItaScreen):
    """One measure at a time, boards, what changed, what is open; keys of the program that change anything do nothing."""

    NAME = "ฉายการประชุม"
    HELP = (
        "หน้าจอสำหรับฉายให้ที่ประชุมดู อ่านได้จากท้ายห้อง ขยายตัวอักษรของเทอร์มินัลได้ตามต้องการ ทีละมาตรการ เริ่มจากมาตรการในระเบียบวาระ "
        "ไปหน้าถัดไปด้วย → วรรค หรือ PgDn กลับด้วย ← หรือ PgUp\n"
        "ไม่มีอะไรถูกแก้ไขโดยไม่ตั้งใจ สิ่งเดียวที่บันทึกได้คือมติ ด้วยปุ่ม m ปุ่มอื่นของโปรแกรมไม่ทำงานจนกว่าจะกด Esc จบการฉาย"
    )
    KEYS = (
        Command("right", "turn(1)", "ถัดไป", "มาตรการถัดไป หรือหน้าถัดไปของกระดาน"),
        Command("left", "turn(-1)", "ก่อนหน้า", "มาตรการก่อนหน้า หรือหน้าก่อนหน้าของกระดาน"),
        Command("b", "look('status')", "กระดาน", "กระดานตามสถานะ"),
        Command("d", "look('division')", "ส่วนฯ", "กระดานตามส่วนราชการ"),
        Command("c", "look('changes')", "เปลี่ยน", "ทุกอย่างที่เปลี่ยนแปลงตั้งแต่ประชุมครั้งก่อน"),
        Command("r", "look('resolutions')", "มติค้าง", "มติของครั้งก่อนที่ยังไม่แล้วเสร็จ"),
        Command("m", "resolve", "มติ", "บันทึกมติของมาตรการที่แสดงอยู่ หรือมติทั่วไปเมื่ออยู่ที่กระดาน"),
        Command("space", "turn(1)", "ถัดไป", "มาตรการถัดไป หรือหน้าถัดไปของกระดาน", shown=False),
        Command("pagedown", "turn(1)", "ถัดไป", "มาตรการถัดไป หรือหน้าถัดไปของกระดาน", shown=False),
        Command("pageup", "turn(-1)", "ก่อนหน้า", "มาตรการก่อนหน้า หรือหน้าก่อนหน้าของกระดาน", shown=False),
        Command("home", "turn(-9999)", "แรก", "มาตรการแรก หรือหน้าแรกของกระดาน", shown=False),
        Command("end", "turn(9999)", "สุดท้าย", "มาตรการสุดท้าย หรือหน้าสุดท้ายของกระดาน", shown=False),
        Command("escape", "back", "จบ", "กลับจากกระดานไปมาตรการ หรือจบการฉาย"),
    )
    BINDINGS = [
        *bindings(KEYS),
        Binding("f2,f3,f4,f5,f6,f7,f8,f9,f10,ctrl+q,ctrl+z,ctrl+y", "locked", show=False),
    ]
    DEFAULT_CSS = "ProjectorScreen TitleBar { text-style: bold; }"

    view: reactive[View] = reactive(View.MEASURE)

    def __init__(self, desk: Desk, meeting_id: int) -> None:
        super().__init__(desk)
        self.meeting_id = meeting_id
        self.sitting: Sitting | None = None
        self.measures: tuple[Measure, ...] = ()
        self.at = 0
        self.leaf = 0
        self._leaves = 1

    def compose_body(self) -> ComposeResult:
        yield Projected()

    # --- showing -----------------------------------------------------------------------------------------

    def show_state(self, state: YearState) -> None:
        del state
        self._read()

    @work(thread=True, exclusive=True, group="sitting")
    def _read(self) -> None:
        try:
            found = meeting_state.sitting(self.desk.store, self.desk.year, self.meeting_id)
        except ItaError as refusal:
            self.app.call_from_thread(self.tell, refusal)
            return
        self.app.call_from_thread(self._take, found)

    def _take(self, found: Sitting) -> None:
        if not self.query(Projected):  # left meanwhile
            return
        here = self.measure
        self.sitting = found
        self.measures = in_meeting_order(found.meeting, found.report.measures)
        same = (at for at, one in enumerate(self.measures) if here is not None and one.id == here.id)
        self.at = next(same, min(self.at, max(0, len(self.measures) - 1)))
        self._show()

    @property
    def measure(self) -> Measure | None:
        """The measure in sight, or the last one that was."""
        return self.measures[self.at] if self.at < len(self.measures) else None

    def _show(self) -> None:
        self._say_title()
        self.query_one(Projected).refresh()
        self.refresh_bindings()

    def _show_title(self, state: YearState) -> None:
        """Nothing of the usual bar: it says what is projected, and that nothing can be changed."""
        del state
        self._say_title()

    def _say_title(self) -> None:
        meeting = self.sitting.meeting if self.sitting is not None else None
        name = f"ประชุมคณะกรรมการ {meeting.name(self.desk.year.be)}" if meeting is not None else self.NAME
        closed = " · ปิดประชุมแล้ว" if meeting is not None and meeting.ended else ""
        bar = self.query_one(TitleBar)
        bar.where = (f"{name} · อ่านอย่างเดียว{closed}", f"{name} · อ่านอย่างเดียว")
        bar.saved = ""

    def page(self, room: Room) -> Content:
        """What is in sight, for so much room."""
        if self.sitting is None:
            return Content("")
        if self.view is not View.MEASURE:
            title, entries, empty = self._board(self.sitting, room)
            pages = paged(entries, room)
            self._leaves = len(pages)
            return board(title, pages, min(self.leaf, len(pages) - 1), empty, room)
        if self.measure is None:
            return board("มาตรการ", [[]], 0, "ปีนี้ยังไม่มีมาตรการ", room)
        place = MeasurePage(self.sitting, self.measure, self.at + 1, len(self.measures), self.desk.today())
        return place.lines(room)

    def _board(self, sitting: Sitting, room: Room) -> tuple[str, list[Lines], str]:
        """Its name, what stands on it, and what is said where nothing does."""
        today, report, since = self.desk.today(), sitting.report, sitting.since
        match self.view:
            case View.STATUS:
                return "กระดานตามสถานะ", status_entries(report.measures, today, room), ""
            case View.DIVISION:
                boards = by_division(report, today)
                return "กระดานตามส่วนราชการ", division_entries(boards, room), "ยังไม่มีมาตรการ"
            case View.CHANGES:
                day = f" ({short_date(since.meeting.held)})" if since.meeting and since.meeting.held else ""
                empty = "ไม่มีอะไรเปลี่ยนแปลง" if since.meeting else "ยังไม่มีการประชุมครั้งก่อนที่ปิดแล้ว"
                empty = sitting.trouble.happened if sitting.trouble else empty
                return f"ตั้งแต่ประชุมครั้งก่อน{day}", change_entries(since.differences, room), empty
            case _:
                entries = open_entries(sitting.open_before, today, room)
                return "มติค้างจากครั้งก่อน", entries, "ไม่มีมติค้าง"

    # --- turning -----------------------------------------------------------------------------------------

    def action_turn(self, by: int) -> None:
        """The next or the previous measure, or page of a board; at an end one stays."""
        if self.view is View.MEASURE:
            self.at = min(max(self.at + by, 0), max(0, len(self.measures) - 1))
        else:
            self.leaf = min(max(self.leaf + by, 0), self._leaves - 1)
        self._show()

    def action_look(self, view: str) -> None:
        """A board; the same key again goes back to the measure."""
        self.view = View.MEASURE if self.view is View(view) else View(view)
        self.leaf = 0
        self._show()

    @property
    def on_board(self) -> bool:
        """Whether something else than a measure is in sight."""
        return self.view is not View.MEASURE

    def action_back(self) -> None:
        if self.view is View.MEASURE:
            self.dismiss()
        else:
            self.action_look(self.view)

    # --- the one thing that can be changed ---------------------------------------------------------------

    @work(exclusive=True, group="resolve")
    async def action_resolve(self) -> None:
        """Record what is decided on the measure in sight, or in general; where something is recorded, ask which."""
        sitting = self._as_kept()
        if sitting is None:
            return
        if sitting.meeting.ended is not None:
            self.tell(MeetingClosed(on_board=self.on_board))
            return
        measure = self.measure if self.view is View.MEASURE else None
        resolution = await self._which(sitting, measure)
        if resolution is None:
            return
        about = f"มาตรการ {digits(measure.number)}" if measure is not None else ""
        form = ResolutionForm(
            resolution,
            sitting.meeting.agenda,
            self.desk.store.agencies.divisions,
            about=about,
            near=self.desk.today(),
            keep=partial(self._record, sitting.meeting.agenda),
        )
        await self.app.push_screen_wait(form)

    async def _which(self, sitting: Sitting, measure: Measure | None) -> Resolution | None:
        """A new resolution, or one of this meeting on the same measure that is to be put right."""
        new = Resolution("")
        if measure is not None:
            new = Resolution(
                "",
                who=", ".join(measure.divisions),
                measure=measure.number,
                measure_id=measure.id,
                item=place_of(sitting.meeting.agenda, measure.id),
            )
        decided = decided_on(sitting.meeting, measure) if measure is not None else ()
        if not decided:
            return new
        answers = [
            ("", "บันทึกมติใหม่"),
            *((f"{one.id}", f"แก้: {cut(one_line(one.text), 48)}") for one in decided),
        ]
        answer = await self.app.push_screen_wait(Choice("มีมติของมาตรการนี้แล้ว", answers))
        if answer is None:
            return None
        return next((one for one in decided if f"{one.id}" == answer), new)

    def _as_kept(self) -> Sitting | None:
        """What is projected, with its meeting as it is kept now."""
        if self.sitting is not None:
            with self.telling():
                return replace(self.sitting, meeting=self.desk.store.meetings.get(self.meeting_id))
        return None

    async def _record(self, agenda: Sequence[AgendaItem], typed: Resolution) -> bool:
        meetings = self.desk.store.meetings
        meeting = meetings.get(self.meeting_id)
        if meeting.ended is not None:
            raise MeetingClosed(on_board=self.on_board)
        meetings.save(self.desk.year, with_typed(meeting, typed, agenda))
        self.read_state()
        self._say_recorded(typed)
        return True

    def _say_recorded(self, kept: Resolution) -> None:
        """That it is kept, for a moment; and what is missing of it."""
        missing = "/".join(
            filter(None, ("" if kept.who.strip() else "ผู้ปฏิบัติ", "" if kept.due is not None else "กำหนด"))
        )
        self.app.notify(
            "บันทึกมติแล้ว" + (f" · ยังไม่ได้ระบุ{missing}" if missing else ""),
            severity="warning" if missing else "information",
            timeout=_MOMENT,
            markup=False,
        )

    def action_locked(self) -> None:
        self.tell(OnlyForLooking(on_board=self.on_board))

    def save_now(self) -> bool:
        """Whether another room may take its place: not before she has ended it with Esc."""
        self.action_locked()
        return False
