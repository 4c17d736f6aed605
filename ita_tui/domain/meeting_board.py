"""What a committee looks at while it meets: its measures in their order, and boards of where the year stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ita_tui.domain.differences import Difference
from ita_tui.domain.measure import Measure
from ita_tui.domain.meetings import Attendance, Meeting, Presence, Resolution, last_ended
from ita_tui.domain.progress import is_overdue, mean_progress
from ita_tui.domain.report import Report
from ita_tui.thai.folding import folded

NO_DIVISION = "ไม่ระบุส่วนราชการ"
SECRETARY, ASSISTANT = "เลขานุการ", "ผู้ช่วยเลขานุการ"


@dataclass(frozen=True)
class DivisionBoard:
    """A division's measures on a day; ``progress`` is their mean per cent, None where none counts."""

    name: str
    measures: tuple[Measure, ...]
    progress: int | None
    overdue: tuple[Measure, ...]


def by_division(report: Report, today: date) -> tuple[DivisionBoard, ...]:
    """The divisions that see to measures, in the agency's order; a measure of several stands with each of them."""
    listed = [division.name for division in report.divisions]
    named = [name for measure in report.measures for name in measure.divisions]
    found = [
        _board(name, [m for m in report.measures if name in m.divisions], today)
        for name in dict.fromkeys((*(name for name in listed if name in named), *named))
    ]
    if rest := [measure for measure in report.measures if not measure.divisions]:
        found.append(_board(NO_DIVISION, rest, today))
    return tuple(found)


def _board(name: str, measures: Sequence[Measure], today: date) -> DivisionBoard:
    late = tuple(measure for measure in measures if is_overdue(measure, today))
    return DivisionBoard(name, tuple(measures), mean_progress(measures), late)


def in_meeting_order(meeting: Meeting, measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """The measures of the agenda in its order, then all the others; each once."""
    on_agenda = [item.measure_id for item in meeting.agenda if item.measure_id is not None]
    place = {number: at for at, number in reversed(list(enumerate(on_agenda)))}
    return tuple(sorted(measures, key=lambda one: place.get(one.id or 0, len(on_agenda))))


def changes_of(measure: Measure, differences: Iterable[Difference]) -> tuple[Difference, ...]:
    """What differs of one measure, how far it is and its status first."""
    first = ("ความคืบหน้า", "สถานะ")
    own = [one for one in differences if measure.id is not None and one.subject == f"measure:{measure.id}"]
    return tuple(sorted(own, key=lambda one: first.index(one.field) if one.field in first else len(first)))


def decided_on(meeting: Meeting, measure: Measure) -> tuple[Resolution, ...]:
    """What a meeting decided on a measure, the newest first."""
    if measure.id is None:
        return ()
    return tuple(one for one in reversed(meeting.resolutions) if one.measure_id == measure.id)


def previous_meeting(meetings: Iterable[Meeting], meeting: Meeting) -> Meeting | None:
    """The meeting before this one of the year that was closed last."""
    return last_ended(one for one in meetings if one.number < meeting.number)


# --- who came ----------------------------------------------------------------------------------------------------


def members(meeting: Meeting) -> tuple[Attendance, ...]:
    """The members who were invited, whether they came or not."""
    return tuple(one for one in meeting.attendance if not one.guest)


def came(meeting: Meeting) -> tuple[Attendance, ...]:
    """The members who came."""
    return tuple(one for one in members(meeting) if one.presence is Presence.PRESENT)


def stayed_away(meeting: Meeting) -> tuple[Attendance, ...]:
    """The members who did not come, excused or not."""
    away = {Presence.EXCUSED, Presence.ABSENT}
    return tuple(one for one in members(meeting) if one.presence in away)


def not_checked(meeting: Meeting) -> tuple[Attendance, ...]:
    """Everybody, member or not, of whom nobody has said yet whether he came."""
    return tuple(one for one in meeting.attendance if one.presence is Presence.NOT_CHECKED)


def guests(meeting: Meeting) -> tuple[Attendance, ...]:
    """Those who took part without being members (ผู้เข้าร่วมประชุม)."""
    return tuple(one for one in meeting.attendance if one.guest and one.presence is Presence.PRESENT)


def expected_guests(meeting: Meeting) -> tuple[Attendance, ...]:
    """Those who are no members and came, or may still come."""
    expected = {Presence.PRESENT, Presence.NOT_CHECKED}
    return tuple(one for one in meeting.attendance if one.guest and one.presence in expected)


def writers_of_minutes(meeting: Meeting) -> tuple[str, str]:
    """Who writes the minutes and who looks them over, told from the roles of those who came; empty where not told.

    The assistant writes and the secretary looks them over; a secretary alone writes.
    """
    assistants = [one.name for one in meeting.attendance if _has_role(one, ASSISTANT)]
    secretaries = [
        one.name for one in meeting.attendance if _has_role(one, SECRETARY) and not _has_role(one, ASSISTANT)
    ]
    writer = next(iter((*assistants, *secretaries)), "")
    return writer, next((name for name in secretaries if name != writer), "")


def _has_role(one: Attendance, role: str) -> bool:
    return one.presence is Presence.PRESENT and folded(role) in folded(one.role)
