"""One meeting: its agenda, who came, what was decided; prepared before, held, and closed after."""

import asyncio
from dataclasses import replace
from typing import TypeVar

from textual import on, work
from textual.binding import Binding
from textual.widgets import OptionList

from ita_tui import meeting_state
from ita_tui.domain.agenda_order import (
    moved_item,
    supplemented,
    with_agenda,
    with_item,
    with_new_item,
    with_resolution,
    without_item,
)
from ita_tui.domain.meetings import AgendaItem, Attendance, Meeting, Presence, Resolution
from ita_tui.thai.numerals import digits
from ita_tui.thai.words import cut
from screens.dialogs import Choice, Confirm
from screens.keys import Command, bindings
from screens.meeting_forms import (
    AgendaItemForm,
    CarriedOut,
    CarryOutForm,
    MeetingForm,
    PersonForm,
    ResolutionForm,
)
from screens.meeting_look import MeetingLook, Part
from screens.meeting_paper_writing import PaperScreen
from screens.meeting_resolutions import carry_out
from screens.meeting_rows import (
    one_line,
    still_open,
)
from screens.projector import ProjectorScreen

_Listed = TypeVar("_Listed", Attendance, Resolution)


_ON_A_LINE = frozenset({"edit", "remove", "move"})
_OF = {"propose": Part.AGENDA, "presence": Part.PEOPLE, "invite": Part.PEOPLE, "carry_out": Part.RESOLUTIONS}


class MeetingScreen(MeetingLook):
    """Three lists of one meeting; every change is saved at once."""

    NAME = "การประชุม"
    HELP = (
        "การประชุมหนึ่งครั้ง มีสามรายการ สลับด้วย 1 2 3 หรือ ← →\n"
        "ระเบียบวาระ: กด a เพื่อให้โปรแกรมเสนอเรื่องสืบเนื่อง มาตรการที่เปลี่ยนแปลง มาตรการที่เกินกำหนดหรือเสี่ยง แบบวัดที่ต่ำกว่าเกณฑ์ "
        "และข้อ OIT ที่ยังไม่มีลิงก์ พร้อมเหตุผล แล้วเพิ่ม ลบ เลื่อน หรือแก้ข้อความได้\n"
        "ผู้มาประชุม: กด m มา l ลา x ไม่มา ทีละคน กด n เพื่อเพิ่มผู้เข้าร่วมที่ไม่ใช่กรรมการ\n"
        "มติ: กด n เพื่อบันทึก กดแป้นวรรคเมื่อดำเนินการแล้ว\n"
        "กด p เพื่อฉายขึ้นจอ กด c เพื่อปิดประชุม ซึ่งเป็นเวลาที่การประชุมครั้งหน้าใช้เทียบว่ามีอะไรเปลี่ยนแปลง "
        "กด f เพื่อพิมพ์ระเบียบวาระ ใบลงชื่อ และรายงานการประชุม"
    )
    KEYS = (
        Command("enter", "edit", "แก้ไข", "แก้เรื่อง รายชื่อ หรือมติที่เลือก"),
        Command("n", "add", "เพิ่ม", "เพิ่มเรื่องในวาระ ผู้เข้าร่วมประชุม หรือมติ"),
        Command("a", "propose", "เสนอวาระ", "ให้โปรแกรมเสนอระเบียบวาระจากสถานะของปี"),
        Command("m", "presence('present')", "มา", "ผู้ที่เลือกมาประชุม"),
        Command("l", "presence('excused')", "ลา", "ผู้ที่เลือกลาประชุม"),
        Command("x", "presence('absent')", "ไม่มา", "ผู้ที่เลือกไม่มาประชุม"),
        Command("k", "invite", "เชิญ", "เพิ่มกรรมการของปีที่ยังไม่มีในรายชื่อ"),
        Command("space", "carry_out", "แล้วเสร็จ", "บันทึกว่ามติที่เลือกดำเนินการแล้ว"),
        Command("p", "project", "ฉาย", "ฉายขึ้นจอทีละมาตรการ และบันทึกมติ"),
        Command("f", "print", "พิมพ์", "พิมพ์ระเบียบวาระ ใบลงชื่อ หรือรายงานการประชุม"),
        Command("c", "close_meeting", "ปิด/เปิด", "ปิดประชุม หรือเปิดประชุมที่ปิดแล้วอีกครั้ง"),
        Command("e", "about", "ข้อมูล", "แก้ครั้งที่ วัน เวลา สถานที่ และบันทึกเพิ่มเติม"),
        Command("u", "move(-1)", "ขึ้น", "เลื่อนเรื่องหรือรายชื่อที่เลือกขึ้น", shown=False),
        Command("d", "move(1)", "ลง", "เลื่อนเรื่องหรือรายชื่อที่เลือกลง", shown=False),
        Command("ctrl+up", "move(-1)", "ขึ้น", "เลื่อนเรื่องหรือรายชื่อที่เลือกขึ้น", shown=False),
        Command("ctrl+down", "move(1)", "ลง", "เลื่อนเรื่องหรือรายชื่อที่เลือกลง", shown=False),
        Command("delete", "remove", "ลบ", "ลบเรื่อง รายชื่อ หรือมติที่เลือก (เลิกทำได้ด้วย Ctrl+Z)", shown=False),
        Command("1", "part('item')", "ระเบียบวาระ", "ดูระเบียบวาระ", shown=False),
        Command("2", "part('person')", "ผู้มาประชุม", "ดูรายชื่อผู้มาประชุม", shown=False),
        Command("3", "part('resolution')", "มติ", "ดูมติ", shown=False),
        Command("right", "turn(1)", "รายการถัดไป", "ดูรายการถัดไปในสามรายการ", shown=False),
        Command("left", "turn(-1)", "รายการก่อนหน้า", "ดูรายการก่อนหน้าในสามรายการ", shown=False),
        Command("escape", "back", "กลับ", "กลับไปรายการประชุม"),
    )
    # The signs that the keys 2 and 3 write on the Thai layout, and the digits that it has beside them.
    BINDINGS = [
        *bindings(KEYS),
        Binding("๑", "part('item')", show=False),
        Binding("slash,๒", "part('person')", show=False),
        Binding("minus,๓", "part('resolution')", show=False),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        del parameters
        return not self.query("#lines") or self.allows(action)

    def allows(self, action: str) -> bool:
        """Whether a command makes sense now: some belong to one of the lists, some to a line."""
        action = action.partition("(")[0]
        if action in _OF and self.part is not _OF[action]:
            return False
        if action in {"presence", "carry_out", *_ON_A_LINE}:
            return self.at is not None
        return True

    # --- changing ----------------------------------------------------------------------------------------

    def _save(self, meeting: Meeting, chosen: str = "") -> None:
        """Keep the meeting, the cursor on a line of it. Raises ItaError."""
        self.meeting = self.desk.store.meetings.save(self.desk.year, meeting)
        self._show()
        if chosen:
            self.lines.choose(chosen)
        if self.lines.display:
            self.lines.focus()
        self.say_saved()

    def action_add(self) -> None:
        match self.part:
            case Part.AGENDA:
                self._add_item()
            case Part.PEOPLE:
                self._add_guest()
            case Part.RESOLUTIONS:
                self._resolution(Resolution(""))

    @on(OptionList.OptionSelected)
    def action_edit(self) -> None:
        meeting, at = self.meeting, self.at
        if meeting is None or at is None:
            return
        match self.part:
            case Part.AGENDA:
                self._edit_item(meeting.agenda[at - 1], at)
            case Part.PEOPLE:
                self._edit_person(meeting.attendance[at])
            case Part.RESOLUTIONS:
                self._resolution(meeting.resolutions[at])

    def action_move(self, by: int) -> None:
        meeting, at = self.meeting, self.at
        if meeting is None or at is None:
            return
        with self.telling():
            if self.part is Part.AGENDA:
                moved, place = moved_item(meeting, at, down=by > 0)
                if moved is not meeting:
                    self._save(moved, f"item:{place}")
            elif self.part is Part.PEOPLE:
                self._move_person(meeting, at, by)
            elif 0 <= at + by < len(meeting.resolutions):
                self._save(
                    replace(meeting, resolutions=_swapped(meeting.resolutions, at, at + by)),
                    f"resolution:{at + by}",
                )

    def _move_person(self, meeting: Meeting, at: int, by: int) -> None:
        """Members and others stand apart: one changes places with the next of the same kind."""
        same = [n for n, one in enumerate(meeting.attendance) if one.guest is meeting.attendance[at].guest]
        to = same.index(at) + by
        if 0 <= to < len(same):
            self._save(
                replace(meeting, attendance=_swapped(meeting.attendance, at, same[to])), f"person:{same[to]}"
            )

    @work
    async def action_remove(self) -> None:
        meeting, at = self.meeting, self.at
        if meeting is None or at is None:
            return
        match self.part:
            case Part.AGENDA:
                what, changed = meeting.agenda[at - 1].title, without_item(meeting, at)
            case Part.PEOPLE:
                what = meeting.attendance[at].name
                changed = replace(meeting, attendance=_without(meeting.attendance, at))
            case Part.RESOLUTIONS:
                what = meeting.resolutions[at].text
                changed = replace(meeting, resolutions=_without(meeting.resolutions, at))
        question = f"ลบ{self.part.label} «{cut(one_line(what), 60)}»\nเลิกทำได้ด้วย Ctrl+Z"
        if await self.app.push_screen_wait(Confirm(question, "ลบ")) == "yes":
            with self.telling():
                self._save(changed)

    # --- the agenda --------------------------------------------------------------------------------------

    @work(exclusive=True, group="propose")
    async def action_propose(self) -> None:
        """Have an agenda proposed; where there is one already, ask what becomes of it."""
        desk = self.desk
        with self.telling():
            proposed = await asyncio.to_thread(
                meeting_state.agenda_for, desk.store, desk.year, self.meeting_id, desk.today()
            )
            meeting = desk.store.meetings.get(self.meeting_id)
            agenda = await self._agreed(meeting, proposed)
            if agenda is not None:
                self._save(with_agenda(meeting, agenda))
                self.app.notify(
                    f"เสนอระเบียบวาระแล้ว {digits(len(agenda))} เรื่อง · แก้ เลื่อน หรือลบได้", markup=False
                )

    async def _agreed(
        self, meeting: Meeting, proposed: tuple[AgendaItem, ...]
    ) -> tuple[AgendaItem, ...] | None:
        """The agenda that comes of what is proposed; None where it stays as it is."""
        if not meeting.agenda:
            return proposed
        more = supplemented(meeting.agenda, proposed)
        new = len(more) - len(meeting.agenda)
        answers = [
            ("add", f"เติมเรื่องที่ยังไม่มี {digits(new)} เรื่อง" if new else "ไม่มีเรื่องใหม่ คงไว้ตามเดิม"),
            ("replace", f"เริ่มใหม่ตามที่เสนอ ทิ้งวาระเดิม {digits(len(meeting.agenda))} เรื่องพร้อมบันทึก"),
        ]
        answer = await self.app.push_screen_wait(Choice("มีระเบียบวาระอยู่แล้ว", answers))
        if answer == "replace":
            return proposed
        return more if answer == "add" and new else None

    @work
    async def _add_item(self) -> None:
        behind = self.at or (len(self.meeting.agenda) if self.meeting is not None else 0)

        async def keep(item: AgendaItem) -> bool:
            if self.meeting is not None:
                self._save(with_new_item(self.meeting, behind, item), f"item:{behind + 1}")
            return True

        await self.app.push_screen_wait(AgendaItemForm(AgendaItem(""), keep))

    @work
    async def _edit_item(self, item: AgendaItem, place: int) -> None:
        async def keep(typed: AgendaItem) -> bool:
            if self.meeting is not None:
                self._save(with_item(self.meeting, place, typed))
            return True

        await self.app.push_screen_wait(AgendaItemForm(item, keep))

    # --- who came ----------------------------------------------------------------------------------------

    def action_presence(self, presence: str) -> None:
        """Say of the chosen one whether he came, and go on to the next."""
        meeting, at = self.meeting, self.at
        if meeting is None or at is None:
            return
        with self.telling():
            people = list(meeting.attendance)
            people[at] = replace(people[at], presence=Presence(presence))
            self._save(replace(meeting, attendance=tuple(people)))
            if not self._at_last_line():
                self.lines.action_cursor_down()

    def _at_last_line(self) -> bool:
        return (self.lines.highlighted or 0) >= len(self.lines.shown) - 1

    def action_invite(self) -> None:
        """Add the members of the year's committee who are not listed yet."""
        meeting, state = self.meeting, self.state
        if meeting is None or state is None:
            return
        listed = {one.name for one in meeting.attendance}
        new = [Attendance(one.name, one.role) for one in state.report.committee if one.name not in listed]
        if not new:
            known = (
                "เชิญคณะกรรมการครบทุกคนแล้ว" if state.report.committee else "ยังไม่มีรายชื่อคณะกรรมการ กด Esc แล้วกด k"
            )
            self.app.notify(known, markup=False)
            return
        with self.telling():
            self._save(replace(meeting, attendance=(*meeting.attendance, *new)))

    @work
    async def _add_guest(self) -> None:
        async def keep(person: tuple[str, str]) -> bool:
            if self.meeting is not None:
                guest = Attendance(*person, guest=True)
                at = len(self.meeting.attendance)
                self._save(
                    replace(self.meeting, attendance=(*self.meeting.attendance, guest)), f"person:{at}"
                )
            return True

        await self.app.push_screen_wait(PersonForm("ผู้เข้าร่วมประชุม (ไม่ใช่กรรมการ)", "", "", keep))

    @work
    async def _edit_person(self, person: Attendance) -> None:
        async def keep(typed: tuple[str, str]) -> bool:
            if self.meeting is not None:
                name, role = typed
                people = (
                    replace(one, name=name, role=role) if one is person or _same(one, person) else one
                    for one in self.meeting.attendance
                )
                self._save(replace(self.meeting, attendance=tuple(people)))
            return True

        await self.app.push_screen_wait(PersonForm("แก้ไขรายชื่อ", person.name, person.role, keep))

    # --- what was decided --------------------------------------------------------------------------------

    @work
    async def _resolution(self, resolution: Resolution) -> None:
        meeting = self.meeting
        if meeting is None:
            return

        async def keep(typed: Resolution) -> bool:
            now = self.desk.store.meetings.get(self.meeting_id)
            self._save(with_resolution(now, typed))
            return True

        about = f"มาตรการ {digits(resolution.measure)}" if resolution.measure is not None else ""
        form = ResolutionForm(
            resolution,
            meeting.agenda,
            self.desk.store.agencies.divisions,
            about=about,
            near=self.desk.today(),
            keep=keep,
        )
        await self.app.push_screen_wait(form)

    @work
    async def action_carry_out(self) -> None:
        meeting, at = self.meeting, self.at
        if meeting is None or at is None:
            return
        resolution = meeting.resolutions[at]

        async def keep(typed: CarriedOut) -> bool:
            carry_out(self.desk, resolution, typed)
            self.say_saved()
            return True

        await self.app.push_screen_wait(CarryOutForm(resolution, today=self.desk.today(), keep=keep))

    # --- the meeting -------------------------------------------------------------------------------------

    @work
    async def action_about(self) -> None:
        if self.meeting is None or self.state is None:
            return
        others = {one.number for one in self.state.report.meetings if one.id != self.meeting_id}

        async def keep(typed: Meeting) -> bool:
            self._save(typed)
            return True

        form = MeetingForm(self.meeting, others, near=self.meeting.held or self.desk.today(), keep=keep)
        await self.app.push_screen_wait(form)

    @work
    async def action_close_meeting(self) -> None:
        """Close the meeting, or open it again; either asks first."""
        meeting = self.meeting
        if meeting is None:
            return
        name = meeting.name(self.desk.year.be)
        if meeting.ended is None:
            opened = digits(len(still_open(meeting)))
            question = (
                f"ปิดประชุม{name}\n"
                f"มติที่ยังไม่แล้วเสร็จ {opened} เรื่องจะเป็นเรื่องสืบเนื่องของครั้งหน้า "
                "และสิ่งที่เปลี่ยนแปลงตั้งแต่ตอนนี้จะแสดงในการประชุมครั้งหน้า"
            )
            yes, ended = "ปิดประชุม", self.desk.now()
        else:
            question = f"เปิดประชุม{name} อีกครั้ง\nการประชุมครั้งหน้าจะเทียบกับการประชุมก่อนหน้านี้แทน จนกว่าจะปิดใหม่"
            yes, ended = "เปิดประชุมอีกครั้ง", None
        if await self.app.push_screen_wait(Confirm(question, yes)) == "yes":
            with self.telling():
                now = self.desk.store.meetings.get(self.meeting_id)
                self._save(replace(now, ended=ended))

    def action_project(self) -> None:
        self.app.push_screen(ProjectorScreen(self.desk, self.meeting_id))

    def action_print(self) -> None:
        if self.meeting is not None:
            self.app.push_screen(PaperScreen(self.desk, self.meeting))

    def action_back(self) -> None:
        self.dismiss()


def _same(one: Attendance, other: Attendance) -> bool:
    """Whether it is the same line of the list, read again."""
    return one.id is not None and one.id == other.id


def _swapped(listed: tuple[_Listed, ...], one: int, other: int) -> tuple[_Listed, ...]:
    found = list(listed)
    found[one], found[other] = found[other], found[one]
    return tuple(found)


def _without(listed: tuple[_Listed, ...], at: int) -> tuple[_Listed, ...]:
    return listed[:at] + listed[at + 1 :]
