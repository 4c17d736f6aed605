"""Meetings of the steering committee (ประชุมคณะกรรมการขับเคลื่อนฯ): who came, what was talked about, what was decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from ita_tui.thai.numerals import digits


@dataclass(frozen=True)
class CommitteeMember:
    """A member of a year's committee, in the order of the appointment; ``role`` is ประธานกรรมการ, กรรมการ …"""

    name: str
    role: str = ""
    id: int | None = None


class Presence(StrEnum):
    """Whether somebody came; the value is the code in files, :attr:`label` the Thai word."""

    NOT_CHECKED = "not_checked"
    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"

    @property
    def label(self) -> str:
        return {
            "not_checked": "ยังไม่เช็กชื่อ",
            "present": "มาประชุม",
            "excused": "ลาประชุม",
            "absent": "ไม่มาประชุม",
        }[self.value]


@dataclass(frozen=True)
class Attendance:
    """Who came to a meeting, or did not: not known before it was checked there.

    ``guest`` tells a participant (ผู้เข้าร่วมประชุม) from a member.
    """

    name: str
    role: str = ""
    presence: Presence = Presence.NOT_CHECKED
    guest: bool = False
    id: int | None = None


@dataclass(frozen=True)
class AgendaItem:
    """An item of the agenda (วาระ), with what was said on it.

    It may be about a measure: ``measure_id`` is the store's, ``measure`` its number as it stands now.
    """

    title: str
    text: str = ""
    measure: int | None = None
    measure_id: int | None = None
    id: int | None = None


@dataclass(frozen=True)
class Resolution:
    """What was decided (มติ), who acts and by when; ``done`` is the day on which it was seen to be carried out.

    It may be about a measure (see :class:`AgendaItem`). ``outcome`` tells how it was carried out. ``item`` is the
    place in the agenda, from 1, under which it stands in the minutes; 0 for none.
    """

    text: str
    who: str = ""
    due: date | None = None
    done: date | None = None
    outcome: str = ""
    measure: int | None = None
    measure_id: int | None = None
    item: int = 0
    id: int | None = None

    @property
    def is_open(self) -> bool:
        return self.done is None

    def days_overdue(self, today: date) -> int:
        """Days since the day it was to be done by; 0 where that has not passed, is not set, or it is done."""
        if self.due is None or not self.is_open:
            return 0
        return max(0, (today - self.due).days)


@dataclass(frozen=True)
class Meeting:
    """A meeting of a year, ``number`` counted within it.

    ``ended`` (aware) is when she closed it: later changes of the year are what the next meeting is told. ``time`` is
    as written (๐๙.๓๐ น.), ``minutes`` what is told besides.
    """

    number: int
    held: date | None = None
    time: str = ""
    place: str = ""
    attendance: tuple[Attendance, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    minutes: str = ""
    ended: datetime | None = None
    id: int | None = None

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError(f"meetings are numbered from 1: {self.number}")

    def name(self, year: int) -> str:
        """ครั้งที่ ๒/๒๕๖๙, with the fiscal year in the Buddhist Era."""
        return f"ครั้งที่ {digits(self.number)}/{digits(year)}"


def as_taken_in(meeting: Meeting, numbers: Mapping[int, int]) -> Meeting:
    """The meeting as another file takes it in, without ids; ``numbers`` says which number each measure has there."""

    def there(number: int | None) -> int | None:
        return None if number is None else numbers.get(number)

    return replace(
        meeting,
        id=None,
        attendance=tuple(replace(one, id=None) for one in meeting.attendance),
        agenda=tuple(
            replace(one, id=None, measure_id=None, measure=there(one.measure)) for one in meeting.agenda
        ),
        resolutions=tuple(
            replace(one, id=None, measure_id=None, measure=there(one.measure)) for one in meeting.resolutions
        ),
    )


def open_resolutions(meetings: Iterable[Meeting]) -> tuple[tuple[Meeting, Resolution], ...]:
    """What was decided and is not carried out yet, the nearest day first, each with its meeting."""
    found = [(meeting, one) for meeting in meetings for one in meeting.resolutions if one.is_open]
    return tuple(sorted(found, key=lambda pair: (pair[1].due or date.max, pair[0].number, pair[1].id or 0)))


def last_ended(meetings: Iterable[Meeting]) -> Meeting | None:
    """The meeting that was closed last."""
    ended = [(meeting.ended, meeting.number, meeting) for meeting in meetings if meeting.ended is not None]
    return max(ended, key=lambda one: one[:2])[2] if ended else None
