"""One meeting: its agenda, who came, what was decided; prepared before, held, and closed after."""

import asyncio
from dataclasses import replace

from textual import on, work
from textual.binding import Binding
from textual.widgets import OptionList

from ita_tui import meeting_state
from ita_tui.domain.agenda_order import (
    matters,
    moved_item,
    supplemented,
    with_agenda,
    with_item,
    with_new_item,
    without_item,
)
from ita_tui.domain.meeting_board import not_checked
from ita_tui.domain.meeting_parts import swapped, where, with_typed, without
from ita_tui.domain.meetings import AgendaItem, Attendance, Meeting, Resolution
from ita_tui.thai.numerals import digits
from ita_tui.thai.words import cut
from screens.dialogs import Choice, Confirm
from screens.keys import Command, bindings
from screens.meeting_forms import (
    AgendaItemForm,
    CarriedOut,
    CarryOutForm,
    MeetingForm,
    ResolutionForm,
)
from screens.meeting_look import Part
from screens.meeting_paper_writing import PaperScreen
from screens.meeting_people import MeetingPeople
from screens.meeting_resolutions import carry_out
from screens.meeting_rows import (
    one_line,
    still_open,
)
from screens.projector import ProjectorScreen

_ON_A_LINE = frozenset({"edit", "remove", "move"})
_OF = {"propose": Part.AGENDA, "presence": Part.PEOPLE, "invite": Part.PEOPLE, "carry_out": Part.RESOLUTIONS}


class MeetingScreen(MeetingPeople):
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

    def action_add(self) -> None:
        with self.telling():
            meeting = self.kept()
            match self.part:
                case Part.AGENDA:
                    behind = len(meeting.agenda) if self.at is None else self.place(meeting) + 1
                    self._add_item(meeting, behind)
                case Part.PEOPLE:
                    self._add_guest()
                case Part.RESOLUTIONS:
                    self._resolution(meeting, Resolution(""))

    @on(OptionList.OptionSelected)
    def action_edit(self) -> None:
        with self.telling():
            meeting = self.kept()
            at = self.place(meeting)
            match self.part:
                case Part.AGENDA:
                    self._edit_item(meeting.agenda[at], at)
                case Part.PEOPLE:
                    self._edit_person(meeting.attendance[at], at)
                case Part.RESOLUTIONS:
                    self._resolution(meeting, meeting.resolutions[at])

    def action_move(self, by: int) -> None:
        with self.telling():
            meeting = self.kept()
            at = self.place(meeting)
            if self.part is Part.AGENDA:
                moved, place = moved_item(meeting, at + 1, down=by > 0)
                if moved is not meeting:
                    self._save(moved, f"item:{place}")
            elif self.part is Part.PEOPLE:
                self._move_person(meeting, at, by)
            elif 0 <= at + by < len(meeting.resolutions):
                resolutions = swapped(meeting.resolutions, at, at + by)
                self._save(replace(meeting, resolutions=resolutions), f"resolution:{at + by}")

    @work
    async def action_remove(self) -> None:
        with self.telling():
            meeting = self.kept()
            at = self.place(meeting)
            part: AgendaItem | Attendance | Resolution
            match self.part:
                case Part.AGENDA:
                    part, what = meeting.agenda[at], meeting.agenda[at].title
                case Part.PEOPLE:
                    part, what = meeting.attendance[at], meeting.attendance[at].name
                case Part.RESOLUTIONS:
                    part, what = meeting.resolutions[at], meeting.resolutions[at].text
            question = f"ลบ{self.part.label} «{cut(one_line(what), 60)}»\nเลิกทำได้ด้วย Ctrl+Z"
            if await self.app.push_screen_wait(Confirm(question, "ลบ")) == "yes":
                meeting = self.kept()
                self._save(self._without(meeting, self.place_of(part, at, meeting)))

    def _without(self, meeting: Meeting, at: int) -> Meeting:
        """The meeting without a line of the list in sight."""
        match self.part:
            case Part.AGENDA:
                return without_item(meeting, at + 1)
            case Part.PEOPLE:
                return replace(meeting, attendance=without(meeting.attendance, at))
            case Part.RESOLUTIONS:
                return replace(meeting, resolutions=without(meeting.resolutions, at))

    # --- the agenda --------------------------------------------------------------------------------------

    @work(exclusive=True, group="propose")
    async def action_propose(self) -> None:
        """Have an agenda proposed; where there is one already, ask what becomes of it."""
        desk = self.desk
        with self.telling():
            self.kept()  # refuses where it is closed
            proposed = await asyncio.to_thread(
                meeting_state.agenda_for, desk.store, desk.year, self.meeting_id, desk.today()
            )
            answer = await self._what_becomes(self.kept(), proposed)
            if answer:
                meeting = self.kept()
                agenda = proposed if answer == "replace" else supplemented(meeting.agenda, proposed)
                self._save(with_agenda(meeting, agenda))
                count = matters(agenda)
                told = f" {digits(count)} เรื่อง" if count else " ยังมีเพียงหัวข้อ"
                self.app.notify(f"เสนอระเบียบวาระแล้ว{told} · แก้ เลื่อน หรือลบได้", markup=False)

    async def _what_becomes(self, meeting: Meeting, proposed: tuple[AgendaItem, ...]) -> str:
        """Whether what is proposed is to replace the agenda or to be added; empty where it stays as it is."""
        if not meeting.agenda:
            return "replace"
        more = supplemented(meeting.agenda, proposed)
        new = len(more) - len(meeting.agenda)
        count, old = matters(more) - matters(meeting.agenda), matters(meeting.agenda)
        adding = f"เติมเรื่องที่ยังไม่มี {digits(count)} เรื่อง" if count else "เติมหัวข้อที่ยังไม่มี"
        answers = [
            ("add", adding if new else "ไม่มีเรื่องใหม่ คงไว้ตามเดิม"),
            ("replace", f"เริ่มใหม่ตามที่เสนอ ทิ้งวาระเดิม {digits(old)} เรื่องพร้อมบันทึก"),
        ]
        answer = await self.app.push_screen_wait(Choice("มีระเบียบวาระอยู่แล้ว", answers))
        return answer if answer == "replace" or (answer == "add" and new) else ""

    @work
    async def _add_item(self, meeting: Meeting, behind: int) -> None:
        """A new item behind the one at a place, wherever that stands by then; where it is gone, at the end."""

        async def keep(item: AgendaItem) -> bool:
            now = self.kept()
            at = where(meeting.agenda[behind - 1], behind - 1, now.agenda) if behind else None
            place = len(now.agenda) if at is None else at + 1
            self._save(with_new_item(now, place, item), f"item:{place + 1}")
            return True

        await self.app.push_screen_wait(AgendaItemForm(AgendaItem(""), keep))

    @work
    async def _edit_item(self, item: AgendaItem, shown_at: int) -> None:
        async def keep(typed: AgendaItem) -> bool:
            now = self.kept()
            at = where(item, shown_at, now.agenda)
            if at is None:  # gone meanwhile: what was typed is not lost
                self._save(with_new_item(now, len(now.agenda), typed), f"item:{len(now.agenda) + 1}")
            else:
                kept = replace(now.agenda[at], title=typed.title, text=typed.text)
                self._save(with_item(now, at + 1, kept), f"item:{at + 1}")
            return True

        await self.app.push_screen_wait(AgendaItemForm(item, keep))

    # --- what was decided --------------------------------------------------------------------------------

    @work
    async def _resolution(self, meeting: Meeting, resolution: Resolution) -> None:
        async def keep(typed: Resolution) -> bool:
            now = with_typed(self.kept(), typed, meeting.agenda)
            at = None if typed.id is None else where(typed, 0, now.resolutions)
            self._save(now, f"resolution:{len(now.resolutions) - 1 if at is None else at}")
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
        async def keep(typed: CarriedOut) -> bool:
            carry_out(self.desk, resolution, typed)
            self.meeting = self.desk.store.meetings.get(self.meeting_id)
            self._show()
            self.say_saved()
            return True

        with self.telling():
            meeting = self.desk.store.meetings.get(self.meeting_id)  # also of one that is closed
            resolution = meeting.resolutions[self.place(meeting)]
            await self.app.push_screen_wait(CarryOutForm(resolution, today=self.desk.today(), keep=keep))

    # --- the meeting -------------------------------------------------------------------------------------

    @work
    async def action_about(self) -> None:
        async def keep(typed: Meeting) -> bool:
            self.keep_about(typed)
            return True

        with self.telling():
            meeting = self.kept()
            others = {
                one.number for one in self.desk.store.meetings.all(self.desk.year) if one.id != meeting.id
            }
            form = MeetingForm(meeting, others, near=meeting.held or self.desk.today(), keep=keep)
            await self.app.push_screen_wait(form)

    @work
    async def action_close_meeting(self) -> None:
        """Close the meeting, or open it again; either asks first."""
        meeting = self.meeting
        if meeting is None:
            return
        name = meeting.name(self.desk.year.be)
        if meeting.ended is None:
            opened, unknown = digits(len(still_open(meeting))), not_checked(meeting)
            unchecked = f"! ยังไม่ได้เช็กชื่อ {digits(len(unknown))} คน (กด 2 แล้ว m l x)\n" if unknown else ""
            question = (
                f"ปิดประชุม{name}\n{unchecked}"
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
