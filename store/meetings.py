"""The committee, its meetings, and what they decided."""

from collections.abc import Mapping, Sequence
from datetime import date, tzinfo
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.meetings import AgendaItem, Attendance, CommitteeMember, Meeting, Presence, Resolution
from ita_tui.thai.numerals import thai_digits
from store import words
from store.begun import must_have_begun
from store.columns import day_of, day_text, moment_of, moment_text
from store.decision_tables import AgendaRow, AttendanceRow, CommitteeRow, MeetingRow, ResolutionRow
from store.declaring import Base
from store.door import Door
from store.measure_numbers import MeasureNumbers
from store.places import fill
from store.refusals import RecordGoneError

_Row = TypeVar("_Row", bound=Base)
_Listed = tuple[int | None, dict[str, object]]


class Meetings:
    """The committee's meetings of the file's years."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def all(self, year: FiscalYear) -> tuple[Meeting, ...]:
        """The meetings of a year by number, with all they hold."""
        with self._door.reading() as session:
            return meetings_in(session, year, self._door.zone)

    def get(self, meeting_id: int) -> Meeting:
        """One meeting. Raises RecordGoneError."""
        with self._door.reading() as session:
            row = _row(session, meeting_id)
            return _meeting(row, MeasureNumbers(session, FiscalYear(row.year)), self._door.zone)

    def save(self, year: FiscalYear, meeting: Meeting) -> Meeting:
        """Write a meeting whole: without an id a new one, else what differs; its parts are matched by their ids.

        A part whose row is gone, as after an undo, comes as a new one. A part that names a measure by its number
        alone is about the measure of the year that has it now. Raises RecordGoneError for a stale id.
        """
        with self._door.change() as session:
            must_have_begun(session, year)
            numbers = MeasureNumbers(session, year)
            name = f"ประชุม{meeting.name(year.be)}"
            if meeting.id is None:
                row = MeetingRow(year=year.be, **self._cells(meeting))
                session.add(row)
                _lay_out_parts(row, meeting, numbers)
                session.flush()
                self._door.describe(f"เพิ่ม{name}", f"meeting:{row.id}")
                return _meeting(row, numbers, self._door.zone)
            row = _row(session, meeting.id)
            changed = words.differing(words.MEETING, _meeting(row, numbers, self._door.zone), meeting)
            self._door.describe(f"{name}: {words.listed(words.MEETING, changed)}", f"meeting:{row.id}")
            fill(row, self._cells(meeting))
            _lay_out_parts(row, meeting, numbers)
            session.flush()
            return _meeting(row, numbers, self._door.zone)

    def remove(self, meeting_id: int) -> None:
        """Delete a meeting with its resolutions. Raises RecordGoneError."""
        with self._door.change() as session:
            row = _row(session, meeting_id)
            name = f"ครั้งที่ {thai_digits(row.number)}/{thai_digits(row.year)}"
            self._door.describe(f"ลบประชุม{name}", f"meeting:{row.id}")
            session.delete(row)

    def carry_out(self, resolution_id: int, done: date | None, outcome: str) -> None:
        """Say that a resolution was carried out on a day, and how; with no day it is open again.

        Raises RecordGoneError.
        """
        with self._door.change() as session:
            row = session.get(ResolutionRow, resolution_id)
            if row is None:
                raise RecordGoneError("มติ")
            told = "มติดำเนินการแล้ว" if done else "มติยังไม่แล้วเสร็จ"
            self._door.describe(f"{told}: {row.text}", f"meeting:{row.meeting_id}")
            fill(row, {"done": day_text(done), "outcome": outcome})

    def committee(self, year: FiscalYear) -> tuple[CommitteeMember, ...]:
        """The members of a year's committee, in their order."""
        with self._door.reading() as session:
            return committee_in(session, year)

    def save_committee(self, year: FiscalYear, members: Sequence[CommitteeMember]) -> None:
        """Make the committee exactly this one; members are matched by their ids."""
        told = f"คณะกรรมการ ปีงบประมาณ {thai_digits(year.be)}"
        with self._door.change(told, f"committee:{year.be}") as session:
            must_have_begun(session, year)
            known = {row.id: row for row in _committee_rows(session, year)}
            for place, member in enumerate(members):
                cells = {"position": place, "name": member.name, "role": member.role}
                row = known.pop(member.id, None) if member.id is not None else None
                if row is None:
                    session.add(CommitteeRow(year=year.be, **cells))
                else:
                    fill(row, cells)
            for row in known.values():
                session.delete(row)

    def _cells(self, meeting: Meeting) -> dict[str, object]:
        return {
            "number": meeting.number,
            "held": day_text(meeting.held),
            "time": meeting.time,
            "place": meeting.place,
            "minutes": meeting.minutes,
            "ended": None if meeting.ended is None else moment_text(meeting.ended, self._door.zone),
        }


def meetings_in(session: Session, year: FiscalYear, zone: tzinfo | None) -> tuple[Meeting, ...]:
    parts = (MeetingRow.attendance, MeetingRow.agenda, MeetingRow.resolutions)
    asked = select(MeetingRow).where(MeetingRow.year == year.be)
    rows = session.scalars(asked.options(*(selectinload(part) for part in parts))).all()
    if not rows:
        return ()
    numbers = MeasureNumbers(session, year)
    ordered = sorted(rows, key=lambda row: (row.number, row.id))
    return tuple(_meeting(row, numbers, zone) for row in ordered)


def committee_in(session: Session, year: FiscalYear) -> tuple[CommitteeMember, ...]:
    return tuple(CommitteeMember(row.name, row.role, row.id) for row in _committee_rows(session, year))


def _committee_rows(session: Session, year: FiscalYear) -> list[CommitteeRow]:
    asked = select(CommitteeRow).where(CommitteeRow.year == year.be)
    return list(session.scalars(asked.order_by(CommitteeRow.position, CommitteeRow.id)))


def _row(session: Session, meeting_id: int) -> MeetingRow:
    row = session.get(MeetingRow, meeting_id)
    if row is None:
        raise RecordGoneError("การประชุม")
    return row


def _lay_out_parts(row: MeetingRow, meeting: Meeting, numbers: MeasureNumbers) -> None:
    row.attendance = _kept(
        row.attendance, [(one.id, _attendance_cells(one)) for one in meeting.attendance], AttendanceRow
    )
    row.agenda = _kept(
        row.agenda, [(one.id, _agenda_cells(one, numbers)) for one in meeting.agenda], AgendaRow
    )
    row.resolutions = _kept(
        row.resolutions,
        [(one.id, _resolution_cells(one, numbers)) for one in meeting.resolutions],
        ResolutionRow,
    )


def _kept(rows: Sequence[_Row], wanted: Sequence[_Listed], kind: type[_Row]) -> list[_Row]:
    """The row of each part by its id, with its cells; a new one where it has none."""
    known: Mapping[int, _Row] = {vars(row)["id"]: row for row in rows}
    kept: list[_Row] = []
    for place, (number, values) in enumerate(wanted):
        cells = {"position": place, **values}
        row = None if number is None else known.get(number)
        if row is None or row in kept:
            row = kind(**cells)
        fill(row, cells)
        kept.append(row)
    return kept


def _attendance_cells(one: Attendance) -> dict[str, object]:
    return {"name": one.name, "role": one.role, "presence": one.presence.value, "guest": one.guest}


def _agenda_cells(one: AgendaItem, numbers: MeasureNumbers) -> dict[str, object]:
    return {
        "title": one.title,
        "text": one.text,
        "measure_id": numbers.id_of(one.measure_id, one.measure),
    }


def _resolution_cells(one: Resolution, numbers: MeasureNumbers) -> dict[str, object]:
    return {
        "text": one.text,
        "who": one.who,
        "due": day_text(one.due),
        "done": day_text(one.done),
        "outcome": one.outcome,
        "measure_id": numbers.id_of(one.measure_id, one.measure),
        "item": one.item,
    }


def _meeting(row: MeetingRow, numbers: MeasureNumbers, zone: tzinfo | None) -> Meeting:
    return Meeting(
        number=row.number,
        held=day_of(row.held),
        time=row.time,
        place=row.place,
        attendance=tuple(
            Attendance(one.name, one.role, Presence(one.presence), one.guest, one.id)
            for one in row.attendance
        ),
        agenda=tuple(
            AgendaItem(one.title, one.text, numbers.number(one.measure_id), one.measure_id, one.id)
            for one in row.agenda
        ),
        resolutions=tuple(_resolution(one, numbers) for one in row.resolutions),
        minutes=row.minutes,
        ended=None if row.ended is None else moment_of(row.ended, zone),
        id=row.id,
    )


def _resolution(row: ResolutionRow, numbers: MeasureNumbers) -> Resolution:
    return Resolution(
        text=row.text,
        who=row.who,
        due=day_of(row.due),
        done=day_of(row.done),
        outcome=row.outcome,
        measure=numbers.number(row.measure_id),
        measure_id=row.measure_id,
        item=row.item,
        id=row.id,
    )
