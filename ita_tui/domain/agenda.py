"""The agenda of a meeting (ระเบียบวาระการประชุม) as the state of the year proposes it, in the usual Thai order.

What is proposed is kept and printed, so that its digits are Thai ones whatever the screen speaks in.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ita_tui.domain.agenda_order import main_title
from ita_tui.domain.differences import ADDED, REMOVED, Difference
from ita_tui.domain.disclosure import DisclosureItem, without_link
from ita_tui.domain.measure import Measure, Step, WorkStatus
from ita_tui.domain.meetings import AgendaItem, Meeting, Resolution, open_resolutions
from ita_tui.domain.progress import days_overdue, is_behind, is_due_soon, is_overdue, late_words, progress
from ita_tui.domain.report import Report
from ita_tui.domain.respondents import SurveyStanding, standing
from ita_tui.domain.rules import YearRules
from ita_tui.thai.dates import long_date, short_date
from ita_tui.thai.numerals import digits, in_numerals, thai_digits

ANNOUNCED = "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ"
APPROVED = "เรื่องรับรองรายงานการประชุมครั้งก่อน"
CONTINUED = "เรื่องสืบเนื่อง"
FOLLOWED = "เรื่องเพื่อทราบและติดตาม"
CONSIDERED = "เรื่องเพื่อพิจารณา"
OTHERS = "เรื่องอื่น ๆ (ถ้ามี)"
_CLOSED = frozenset({WorkStatus.COMPLETED, WorkStatus.CANCELLED})


class SinceMeeting(Protocol):
    """What differs since the committee met last; without a ``meeting`` nothing can be compared."""

    @property
    def meeting(self) -> Meeting | None: ...

    @property
    def differences(self) -> tuple[Difference, ...]: ...


@dataclass(frozen=True)
class LeftOpen:
    """A resolution that is not carried out yet, with the meeting that decided it and that one's fiscal year (BE)."""

    resolution: Resolution
    meeting: Meeting
    year: int

    @property
    def decided(self) -> str:
        """มติครั้งที่ ๒/๒๕๖๙."""
        return f"มติ{self.meeting.name(self.year)}"

    def details(self, today: date) -> str:
        """Who acts and by when, on one line."""
        one = self.resolution
        late = one.days_overdue(today)
        parts = (
            self.decided,
            f"ผู้ปฏิบัติ {one.who}" if one.who else "",
            f"กำหนด {short_date(one.due)}" if one.due else "ไม่กำหนดวัน",
            f"เกินกำหนด {digits(late)} วัน" if late else "",
        )
        return " · ".join(filter(None, parts))


def left_open(years: Mapping[int, Iterable[Meeting]], before: Meeting | None = None) -> tuple[LeftOpen, ...]:
    """What the meetings of several years (BE) left open, the nearest day first.

    With ``before``, a meeting of the last of these years, only what was decided at the meetings before it.
    """
    newest = max(years, default=0)
    found = [
        LeftOpen(resolution, meeting, year)
        for year, meetings in years.items()
        for meeting, resolution in open_resolutions(meetings)
        if before is None or year < newest or meeting.number < before.number
    ]
    return tuple(sorted(found, key=lambda one: (one.resolution.due or date.max, one.year)))


def steps_left(measure: Measure) -> tuple[Step, ...]:
    """The steps that are still to be done; none of a measure that is completed or cancelled."""
    if measure.status in _CLOSED:
        return ()
    return tuple(step for step in measure.steps if step.status not in _CLOSED)


def proposed_agenda(
    report: Report,
    rules: YearRules,
    today: date,
    since: SinceMeeting,
    open_before: Sequence[LeftOpen],
) -> tuple[AgendaItem, ...]:
    """The whole agenda for a meeting on ``today``, each of its items with the reason why it stands there.

    A measure stands in it once: for consideration where it is late or at risk, else to be noted where it changed.
    """
    pressing = _pressing(report.measures, today)
    changed = _changes_by_measure(since.differences)
    considered = set(map(id, pressing))
    noted = [one for one in report.measures if id(one) not in considered and one.id in changed]
    parts: tuple[tuple[str, str, Iterable[AgendaItem]], ...] = (
        (ANNOUNCED, "", ()),
        (APPROVED, _to_approve(report, since.meeting), ()),
        (CONTINUED, "", (_continued(one, today) for one in open_before)),
        (FOLLOWED, "", (_item(one, "", changed.get(one.id or 0, ())) for one in noted)),
        (CONSIDERED, "", _to_consider(report, rules, today, pressing, changed)),
        (OTHERS, "", ()),
    )
    return tuple(_agenda(parts))


def _agenda(parts: Iterable[tuple[str, str, Iterable[AgendaItem]]]) -> Iterator[AgendaItem]:
    for number, (title, text, items) in enumerate(parts, start=1):
        yield AgendaItem(main_title(number, title), text)
        yield from items


def _to_approve(report: Report, last: Meeting | None) -> str:
    if last is None:
        return ""
    held = f" เมื่อวันที่ {long_date(last.held)}" if last.held else ""
    return thai_digits(f"รายงานการประชุม{last.name(report.year.be)}{held}")


def _continued(one: LeftOpen, today: date) -> AgendaItem:
    return AgendaItem(_line(one.resolution.text), in_numerals(one.details(today), thai=True))


def _pressing(measures: Iterable[Measure], today: date) -> tuple[Measure, ...]:
    """The overdue ones, the longest first, then those due soon, then those behind schedule."""

    def urgency(measure: Measure) -> tuple[int, int, int]:
        if is_overdue(measure, today):
            return (0, -days_overdue(measure, today), measure.number)
        if is_due_soon(measure, today):
            assert measure.period.end is not None
            return (1, (measure.period.end - today).days, measure.number)
        return (2, 0, measure.number)

    at_risk = (m for m in measures if is_overdue(m, today) or is_due_soon(m, today) or is_behind(m, today))
    return tuple(sorted(at_risk, key=urgency))


def _to_consider(
    report: Report,
    rules: YearRules,
    today: date,
    pressing: Sequence[Measure],
    changed: Mapping[int, Sequence[Difference]],
) -> Iterator[AgendaItem]:
    for measure in pressing:
        yield _item(measure, late_words(measure, today), changed.get(measure.id or 0, ()))
    for survey in report.surveys:
        if survey.opens is None or survey.opens <= today:
            yield from _survey(standing(survey, report.agency, rules, today))
    yield from _items(without_link(report.disclosure))


def _item(measure: Measure, late: str, changes: Sequence[Difference]) -> AgendaItem:
    """A measure on the agenda: how it stands, what is left of it, what changed."""
    done = progress(measure)
    who = _line(measure.responsible) or ", ".join(measure.divisions)
    stands = " ".join(
        filter(
            None,
            (
                late,
                f"สถานะ{measure.status.label}" + (f" ความคืบหน้าร้อยละ {done}" if done is not None else ""),
                f"ผู้รับผิดชอบ {who}" if who else "",
            ),
        )
    )
    left = ", ".join(_line(step.text) for step in steps_left(measure))
    told = ", ".join(map(change_words, changes))
    lines = (stands, f"ขั้นตอนที่เหลือ: {left}" if left else "", f"ตั้งแต่การประชุมครั้งก่อน: {told}" if told else "")
    return AgendaItem(
        _line(measure.title),
        in_numerals("\n".join(filter(None, lines)), thai=True),
        measure=measure.number,
        measure_id=measure.id,
    )


def change_words(change: Difference) -> str:
    """สถานะ ยังไม่เริ่ม → กำลังดำเนินการ, on one line."""
    if change.field in {ADDED, REMOVED}:
        return change.field
    return f"{change.field} {_line(change.old) or '–'} → {_line(change.new) or '–'}"


def _survey(seen: SurveyStanding) -> Iterator[AgendaItem]:
    if seen.lacking:
        title = f"ผู้ตอบแบบวัด {seen.survey.instrument.label} ยังไม่ถึงค่าขั้นต่ำ"
        yield AgendaItem(thai_digits(title), thai_digits(" ".join(seen.details[:2]) or seen.sentence))


def _items(items: Sequence[DisclosureItem]) -> Iterator[AgendaItem]:
    if not items:
        return
    told = (
        f"ข้อ {item.number} {_line(item.name)} {_in_brackets(_seen_to_by(item))}".strip() for item in items
    )
    yield AgendaItem(
        f"ข้อ OIT ที่ยังไม่มีลิงก์ {thai_digits(len(items))} ข้อ", in_numerals("\n".join(told), thai=True)
    )


def _seen_to_by(item: DisclosureItem) -> str:
    return _line(item.responsible) or ", ".join(item.divisions)


def _in_brackets(text: str) -> str:
    return f"({text})" if text else ""


def _changes_by_measure(differences: Iterable[Difference]) -> dict[int, list[Difference]]:
    found: dict[int, list[Difference]] = {}
    for one in differences:
        kind, _, number = one.subject.partition(":")
        if kind == "measure" and number:
            found.setdefault(int(number), []).append(one)
    return found


def _line(text: str) -> str:
    return " ".join(text.split())
