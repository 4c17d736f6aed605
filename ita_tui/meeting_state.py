"""What a meeting begins from: the year, what changed since the committee met before, what it left open."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from ita_tui.domain.agenda import LeftOpen, left_open, proposed_agenda
from ita_tui.domain.differences import differences
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.meeting_board import previous_meeting
from ita_tui.domain.meetings import AgendaItem, Attendance, Meeting
from ita_tui.domain.report import Report
from ita_tui.since import Since
from ita_tui.years import year_rules

if TYPE_CHECKING:
    from ita_tui.errors import ItaError
    from store.database import Store


@dataclass(frozen=True)
class Sitting:
    """A meeting with all that is shown in it. ``trouble`` says why what changed since the last one is not known."""

    meeting: Meeting
    report: Report
    since: Since
    open_before: tuple[LeftOpen, ...] = ()
    trouble: "ItaError | None" = field(default=None, compare=False)


def sitting(store: "Store", year: FiscalYear, meeting_id: int) -> Sitting:
    """A meeting as it stands now, told from the year and its history; call it in a thread.

    Raises RecordGoneError where the meeting is gone, and YearNotThereError.
    """
    from store.refusals import PastNotKeptError

    report = store.report(year)
    meeting = store.meetings.get(meeting_id)
    before = previous_meeting(report.meetings, meeting)
    trouble: ItaError | None = None
    try:
        since = _since(store, report, before)
    except PastNotKeptError as refusal:
        since, trouble = Since(before), refusal
    return Sitting(meeting, report, since, open_before(store, year, meeting), trouble)


def _since(store: "Store", report: Report, before: Meeting | None) -> Since:
    """What changed since the meeting before was closed."""
    if before is None or before.ended is None:
        return Since()
    then = store.report_as_it_stood(report.year, before.ended)
    return Since(before, differences(then, report))


def open_before(store: "Store", year: FiscalYear, meeting: Meeting | None = None) -> tuple[LeftOpen, ...]:
    """What is not carried out of this year's resolutions and of those of the year before.

    With a ``meeting``, of this year only what was decided before it.
    """
    years = {year.be: store.meetings.all(year)}
    last = FiscalYear(year.be - 1)
    if last in store.years.all():
        years[last.be] = store.meetings.all(last)
    return left_open(years, meeting)


def agenda_for(store: "Store", year: FiscalYear, meeting_id: int, today: date) -> tuple[AgendaItem, ...]:
    """The agenda that the state of the year proposes for a meeting; call it in a thread. Raises as :func:`sitting`."""
    seen = sitting(store, year, meeting_id)
    day = seen.meeting.held or today
    return proposed_agenda(
        seen.report, year_rules(store, year), max(day, today), seen.since, seen.open_before
    )


def next_meeting(store: "Store", year: FiscalYear) -> Meeting:
    """The meeting that a new form begins with: its number, the place of the last one, the committee as invited."""
    meetings = store.meetings.all(year)
    last = meetings[-1] if meetings else None
    return Meeting(
        number=max((one.number for one in meetings), default=0) + 1,
        time=last.time if last else "",
        place=last.place if last else "",
        attendance=tuple(Attendance(one.name, one.role) for one in store.meetings.committee(year)),
    )
