"""Who came to a meeting: each marked with one key, invited, added, renamed and put in order."""

from dataclasses import replace

from textual import work

from ita_tui.domain.meeting_parts import swapped, where, with_part
from ita_tui.domain.meetings import Attendance, Meeting, Presence
from screens.meeting_changing import MeetingChanging
from screens.meeting_forms import PersonForm


class MeetingPeople(MeetingChanging):
    """What is done with the list of people."""

    def action_presence(self, presence: str) -> None:
        """Say of the chosen one whether he came, and go on to the next."""
        with self.telling():
            meeting = self.kept()
            at = self.place(meeting)
            came = replace(meeting.attendance[at], presence=Presence(presence))
            self._save(replace(meeting, attendance=with_part(meeting.attendance, at, came)), f"person:{at}")
            if not self._at_last_line():
                self.lines.action_cursor_down()

    def _at_last_line(self) -> bool:
        return (self.lines.highlighted or 0) >= len(self.lines.shown) - 1

    def action_invite(self) -> None:
        """Add the members of the year's committee who are not listed yet."""
        with self.telling():
            meeting, committee = self.kept(), self.desk.store.meetings.committee(self.desk.year)
            listed = {one.name for one in meeting.attendance}
            new = [Attendance(one.name, one.role) for one in committee if one.name not in listed]
            if new:
                self._save(replace(meeting, attendance=(*meeting.attendance, *new)))
                return
            known = "เชิญคณะกรรมการครบทุกคนแล้ว" if committee else "ยังไม่มีรายชื่อคณะกรรมการ กด Esc แล้วกด k"
            self.app.notify(known, markup=False)

    def _move_person(self, meeting: Meeting, at: int, by: int) -> None:
        """Members and others stand apart: one changes places with the next of the same kind."""
        same = [n for n, one in enumerate(meeting.attendance) if one.guest is meeting.attendance[at].guest]
        to = same.index(at) + by
        if 0 <= to < len(same):
            people = swapped(meeting.attendance, at, same[to])
            self._save(replace(meeting, attendance=people), f"person:{same[to]}")

    @work
    async def _add_guest(self) -> None:
        async def keep(person: tuple[str, str]) -> bool:
            meeting = self.kept()
            people = (*meeting.attendance, Attendance(*person, guest=True))
            self._save(replace(meeting, attendance=people), f"person:{len(meeting.attendance)}")
            return True

        await self.app.push_screen_wait(PersonForm("ผู้เข้าร่วมประชุม (ไม่ใช่กรรมการ)", "", "", keep))

    @work
    async def _edit_person(self, person: Attendance, shown_at: int) -> None:
        async def keep(typed: tuple[str, str]) -> bool:
            meeting, (name, role) = self.kept(), typed
            at = where(person, shown_at, meeting.attendance)
            renamed = replace(person if at is None else meeting.attendance[at], name=name, role=role)
            place = len(meeting.attendance) if at is None else at
            people = with_part(meeting.attendance, at, renamed)
            self._save(replace(meeting, attendance=people), f"person:{place}")
            return True

        await self.app.push_screen_wait(PersonForm("แก้ไขรายชื่อ", person.name, person.role, keep))
