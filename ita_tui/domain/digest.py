"""The digest of a day (เรื่องที่ต้องตาม): by division what is late, due or missing, and whom to call about it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date
from enum import StrEnum

from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus, without_link
from ita_tui.domain.division_work import (
    NO_DIVISION,
    NO_LINK,
    DivisionWork,
    OwnMeasure,
    due_words,
    flags_for,
    work_by_division,
)
from ita_tui.domain.measure import Measure
from ita_tui.domain.measure_list import Flag
from ita_tui.domain.meetings import Meeting, Resolution
from ita_tui.domain.overview import TodoKind, overview
from ita_tui.domain.progress import DUE_SOON_DAYS, days_overdue, late_words
from ita_tui.domain.report import Report
from ita_tui.domain.rules import YearRules
from ita_tui.thai.numerals import digits

SURVEYS = "แบบวัดของหน่วยงาน"
"""Under which surveys stand that lack answers: no division is responsible for them."""


class DigestKind(StrEnum):
    """Why something is in the digest, from the most urgent to the least."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    RESOLUTION = "resolution"
    NO_EVIDENCE = "no_evidence"
    SURVEY = "survey"
    NO_LINK = "no_link"

    @property
    def sign(self) -> str:
        return {
            DigestKind.OVERDUE: Flag.OVERDUE.sign,
            DigestKind.DUE_SOON: Flag.DUE_SOON.sign,
            DigestKind.RESOLUTION: "•",
            DigestKind.NO_EVIDENCE: Flag.NO_EVIDENCE.sign,
            DigestKind.SURVEY: Flag.DUE_SOON.sign,
            DigestKind.NO_LINK: DisclosureStatus.NOT_STARTED.sign,
        }[self]

    @property
    def label(self) -> str:
        """What is counted of the kind."""
        return {
            DigestKind.OVERDUE: Flag.OVERDUE.label,
            DigestKind.DUE_SOON: Flag.DUE_SOON.label,
            DigestKind.RESOLUTION: "มติค้าง",
            DigestKind.NO_EVIDENCE: Flag.NO_EVIDENCE.label,
            DigestKind.SURVEY: "แบบวัดใกล้ปิด",
            DigestKind.NO_LINK: f"OIT {NO_LINK}",
        }[self]


@dataclass(frozen=True)
class DigestLine:
    """One thing to be asked about. ``kinds`` are all its reasons, the most urgent first; ``pressing`` is late or due.

    ``subject`` is what it opens (measure:12, item:5, survey:3, meeting:2, meetings; empty if unsaved); ``key`` tells it from
    every other. ``code`` stands in front: a measure's number, an OIT code, the meeting of a resolution. ``days`` are
    those past its last day, below zero where that is to come, None where there is none. ``steps`` are the texts of
    the steps that name the division.
    """

    key: str
    kinds: tuple[DigestKind, ...]
    subject: str
    code: str
    title: str
    words: str
    pressing: bool = False
    days: int | None = None
    steps: tuple[str, ...] = ()

    @property
    def kind(self) -> DigestKind:
        return self.kinds[0]


@dataclass(frozen=True)
class DivisionDigest:
    """What one division is to be asked about; ``contact`` is whom to call there, as written in the agency's list."""

    name: str
    contact: str
    lines: tuple[DigestLine, ...]

    @property
    def of_agency_list(self) -> bool:
        """Whether it is a division, and there is somebody to call."""
        return self.name not in {NO_DIVISION, SURVEYS}

    @property
    def pressing(self) -> bool:
        return any(line.pressing for line in self.lines)

    def of_kind(self, kind: DigestKind) -> tuple[DigestLine, ...]:
        return tuple(line for line in self.lines if kind in line.kinds)

    @property
    def counted(self) -> str:
        """How many lines have each reason: เกินกำหนด ๒ · ขาดหลักฐาน ๑."""
        return _counted({kind: len(self.of_kind(kind)) for kind in DigestKind})


@dataclass(frozen=True)
class Digest:
    """The digest of a year on a day: divisions with something pressing first, what nobody is named for behind them."""

    divisions: tuple[DivisionDigest, ...]
    today: date

    def of_kind(self, kind: DigestKind) -> tuple[DigestLine, ...]:
        """Everything with a reason, once, however many divisions see to it."""
        found = {line.key: line for one in self.divisions for line in one.of_kind(kind)}
        return tuple(found.values())

    @property
    def pressing(self) -> bool:
        """Whether anything is late or due."""
        return any(one.pressing for one in self.divisions)

    @property
    def head(self) -> str:
        """The totals in a line, each thing counted once; empty where there is nothing to ask about."""
        return _counted({kind: len(self.of_kind(kind)) for kind in DigestKind})


def digest(report: Report, rules: YearRules, today: date, earlier: Iterable[Meeting] = ()) -> Digest:
    """Whom to call on ``today`` about what, by the rules of the report's year.

    What several divisions see to stands with each of them, once. The lists are those of the overview: every measure
    that is overdue, due or without evidence there, every item without a link, every survey that presses. ``earlier``
    are the meetings of the year before: what they left open comes back at the next one.
    """
    before = tuple(earlier)
    years = dict.fromkeys(map(id, before), report.year.be - 1)
    found = [_of_division(work, years, today) for work in work_by_division(report, before)]
    working = [one for one in found if one.lines]
    ordered = sorted(working, key=lambda one: not one.pressing)
    surveys = tuple(_surveys(report, rules, today))
    # Last what there is nobody to call about: the name of a division is never that of this group.
    nobody = [one for one in ordered if one.name == NO_DIVISION]
    named = [one for one in ordered if one not in nobody]
    of_agency = [DivisionDigest(SURVEYS, "", surveys)] if surveys else []
    return Digest((*named, *of_agency, *nobody), today)


def _of_division(work: DivisionWork, years: Mapping[int, int], today: date) -> DivisionDigest:
    lines = [
        *filter(None, (_measure(own, today) for own in work.measures)),
        *(_resolution(meeting, one, years.get(id(meeting)), today) for meeting, one in work.resolutions),
    ]
    lines.sort(key=_urgency)
    return DivisionDigest(work.label, work.contact, (*lines, *map(_item, without_link(work.items))))


def _urgency(line: DigestLine) -> tuple[bool, int, int]:
    """What is late or due first, the longest late before it; what has no day last of its kind."""
    days = line.days if line.days is not None else -MAXYEAR * 366
    return not line.pressing, list(DigestKind).index(line.kind), -days


def _measure(own: OwnMeasure, today: date) -> DigestLine | None:
    measure, asked = own.measure, flags_for(own, today)
    if not asked:
        return None
    late = [flag for flag in asked if flag is not Flag.NO_EVIDENCE]
    told = []
    if late:
        days = days_overdue(measure, today)
        told.append(f"เกิน {digits(days)} วัน" if days else late_words(measure, today))
    if Flag.NO_EVIDENCE in asked:
        told.append(Flag.NO_EVIDENCE.label)
    return DigestLine(
        _key(measure),
        tuple(DigestKind(flag.value) for flag in asked),
        _subject("measure", measure.id),
        digits(measure.number),
        measure.title,
        " · ".join(told),
        pressing=bool(late),
        days=None if measure.period.end is None else (today - measure.period.end).days,
        steps=tuple(step.text for step in own.steps),
    )


def _resolution(meeting: Meeting, one: Resolution, year: int | None, today: date) -> DigestLine:
    """``year`` (BE) of a meeting of another year: it opens in the room of meetings, which lists what it left open."""
    due = one.due is not None and (one.due - today).days <= DUE_SOON_DAYS
    at = next(place for place, other in enumerate(meeting.resolutions) if other is one)
    return DigestLine(
        f"resolution:{meeting.number}:{at}" if year is None else f"resolution:{year}:{meeting.number}:{at}",
        (DigestKind.RESOLUTION,),
        _subject("meeting", meeting.id) if year is None else "meetings",
        f"มติ {digits(meeting.number)}" + ("" if year is None else f"/{digits(year)}"),
        one.text,
        due_words(one, today),
        pressing=due,
        days=None if one.due is None else (today - one.due).days,
    )


def _item(item: DisclosureItem) -> DigestLine:
    subject = _subject("item", item.id)
    return DigestLine(f"item:{item.code}", (DigestKind.NO_LINK,), subject, item.code, item.name, NO_LINK)


def _surveys(report: Report, rules: YearRules, today: date) -> Iterator[DigestLine]:
    for todo in overview(report, rules, today).todo:
        if todo.kind is TodoKind.SURVEY:
            yield DigestLine(
                f"survey:{todo.code}",
                (DigestKind.SURVEY,),
                todo.subject,
                todo.code,
                todo.title,
                todo.words,
                pressing=True,
            )


def _counted(numbers: dict[DigestKind, int]) -> str:
    return " · ".join(f"{kind.label} {digits(number)}" for kind, number in numbers.items() if number)


def _key(measure: Measure) -> str:
    """Two measures may have one number, after something was restored: never the number alone, where there is an id."""
    return _subject("measure", measure.id) or f"measure {measure.number} {measure.title}"


def _subject(kind: str, number: int | None) -> str:
    return "" if number is None else f"{kind}:{number}"
