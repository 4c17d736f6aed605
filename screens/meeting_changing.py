"""One meeting as it is changed: whatever the screen shows still, each change goes into the meeting that is kept."""

from dataclasses import replace

from ita_tui.domain.meeting_parts import HasId, where
from ita_tui.domain.meetings import Meeting
from ita_tui.errors import ItaError
from screens.meeting_look import MeetingLook, Part


class ClosedMeeting(ItaError):
    """A meeting that is over is to be changed."""

    def __init__(self) -> None:
        super().__init__(
            "การประชุมนี้ปิดแล้ว จึงไม่ได้เปลี่ยนแปลง",
            "ข้อมูลของการประชุมที่บันทึกไว้ยังอยู่ครบ มติที่ค้างยังบันทึกว่าแล้วเสร็จได้",
            "กด c เพื่อเปิดประชุมอีกครั้งก่อน แล้วจึงกดปุ่มเดิม",
        )


class PartGone(ItaError):
    """The chosen line is not kept any longer."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"ไม่พบ{what}ที่เลือก จึงไม่ได้บันทึก", "อาจถูกลบไป หรือการเพิ่มถูกเลิกทำแล้ว", "ตรวจรายการที่มีอยู่ แล้วเลือกอีกครั้ง"
        )


_WORDS = {Part.AGENDA: "เรื่อง", Part.PEOPLE: "รายชื่อ", Part.RESOLUTIONS: "มติ"}


class MeetingChanging(MeetingLook):
    """Begins every change with what the store holds, and finds the chosen line in it by its id."""

    def kept(self) -> Meeting:
        """The meeting that is to be changed. Raises ClosedMeeting and RecordGoneError."""
        meeting = self.desk.store.meetings.get(self.meeting_id)
        if meeting.ended is not None:
            raise ClosedMeeting
        return meeting

    def place(self, meeting: Meeting) -> int:
        """Where the chosen line stands in the kept meeting, from 0. Raises PartGone."""
        at = self.at
        if self.meeting is None or at is None:
            raise PartGone(_WORDS[self.part])
        at -= self.part is Part.AGENDA
        return self.place_of(self.listed(self.meeting)[at], at, meeting)

    def place_of(self, part: HasId, shown_at: int, meeting: Meeting) -> int:
        """Where a part of the list in sight stands in the kept meeting. Raises PartGone."""
        found = where(part, shown_at, self.listed(meeting))
        if found is None:
            self.read_state()
            raise PartGone(_WORDS[self.part])
        return found

    def listed(self, meeting: Meeting) -> tuple[HasId, ...]:
        """What of a meeting is in the list in sight."""
        match self.part:
            case Part.AGENDA:
                return meeting.agenda
            case Part.PEOPLE:
                return meeting.attendance
            case Part.RESOLUTIONS:
                return meeting.resolutions

    def _save(self, meeting: Meeting, chosen: str = "") -> None:
        """Keep the meeting, the cursor on a line of it. Raises ItaError."""
        self.meeting = self.desk.store.meetings.save(self.desk.year, meeting)
        self._show()
        if chosen:
            self.lines.choose(chosen)
        if self.lines.display:
            self.lines.focus()
        self.say_saved()

    def keep_about(self, typed: Meeting) -> None:
        """Keep number, day, hour, place and notes of a meeting as typed. Raises ItaError."""
        about = replace(
            self.kept(),
            number=typed.number,
            held=typed.held,
            time=typed.time,
            place=typed.place,
            minutes=typed.minutes,
        )
        self._save(about)
