"""How a plan goes over into the next fiscal year: measures with their steps, periods a year later, nothing of results.

The ground plan's rule: a copied plan shifts its dates and copies no stale results; what was not finished is offered
first. Results, evidence and last year's weak items stay behind, where the new measure finds them by ``follows``.
"""

import calendar
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ita_tui.domain.differences import in_words
from ita_tui.domain.fiscal_year import FiscalYear, Span
from ita_tui.domain.measure import FIELD_WORDS, Measure, Step, WorkStatus
from ita_tui.domain.merging import counterpart
from ita_tui.domain.period import Period, read_period
from ita_tui.thai.dates import BE, MONTHS_SHORT
from ita_tui.thai.numerals import arabic_digits, thai_digits

LEFT_BEHIND = (
    "status", "cancel_reason", "proof", "percent", "result", "outcome", "recommendation", "weak_item", "answers",
    "notes", "evidence",
)  # fmt: skip
"""The fields of a measure that tell of its year alone."""


@dataclass(frozen=True)
class Offered:
    """A measure that the next year may go on with; ``chosen`` is what is proposed, ``why`` says it in words."""

    measure: Measure
    chosen: bool
    why: str


def offered(
    measures: Iterable[Measure], proposals: Iterable[Measure] = (), taken: Iterable[Measure] = ()
) -> tuple[Offered, ...]:
    """What can be carried over: what was not finished first, then what the year proposed, then what is done.

    Cancelled measures come last and are not proposed. What the next year (``taken``) has already is left out.
    """
    there = tuple(taken)
    followed = {measure.follows for measure in there}
    others = tuple(measure for measure in there if measure.follows is None)
    free = [
        one for one in (*measures, *proposals) if one.id not in followed and counterpart(one, others) is None
    ]
    ranked = sorted(free, key=lambda one: (_rank(one), one.number))
    return tuple(
        Offered(one, one.status is not WorkStatus.CANCELLED or one.proposal, _why(one)) for one in ranked
    )


def _rank(measure: Measure) -> int:
    if measure.proposal:
        return 1
    return {WorkStatus.COMPLETED: 2, WorkStatus.CANCELLED: 3}.get(measure.status, 0)


def _why(measure: Measure) -> str:
    return "มาตรการที่เสนอไว้" if measure.proposal else measure.status.label


def carried(measure: Measure, number: int, to: FiscalYear, codes: Mapping[str, str]) -> Measure:
    """The measure as next year's plan begins it, ``to`` being that year; a proposal becomes a measure.

    ``codes`` names the OIT item of the new catalogue that goes on from each of the old: what has none is left out.
    """
    blank = Measure(number, measure.title)
    kept = replace(
        measure,
        id=None,
        number=number,
        proposal=False,
        follows=measure.id,
        steps=blank_steps(measure.steps),
        period=a_year_later(measure.period, to),
        items=tuple(dict.fromkeys(codes[code] for code in measure.items if code in codes)),
    )
    return replace(kept, **{field: getattr(blank, field) for field in LEFT_BEHIND})


def a_year_later(period: Period, to: FiscalYear) -> Period:
    """The same period of the year after, ``to``: days and words both, the words as they were wherever they can be.

    Words that would say other days than those that were moved are written anew from the days. A last day of a month
    stays the last one. Words that tell no days move the Buddhist years that they name, and nothing else. What lies in
    ``to`` already, as the period of a proposal for it may, stays as it is.
    """
    span = period.span
    if span is not None and to.span.contains(span.first) and to.span.contains(span.last):
        return period
    if span is None:
        return Period(_years_moved(period.text, to, short=False))
    moved = Span(_later(span.first), _later(span.last))
    worded = (
        period.text,
        _years_moved(period.text, to, short=False),
        _years_moved(period.text, to, short=True),
    )
    text = next((words for words in worded if read_period(words, to).span == moved), _words_of(moved))
    return Period(text, moved.first, moved.last)


def _later(day: date) -> date:
    last = calendar.monthrange(day.year, day.month)[1]
    there = calendar.monthrange(day.year + 1, day.month)[1]
    return date(day.year + 1, day.month, there if day.day == last else day.day)


_LONG_YEAR = re.compile(r"(?<![\d๐-๙])[2๒][5๕][\d๐-๙]{2}(?![\d๐-๙])")
_SHORT_YEAR = re.compile(r"(?<![\d๐-๙])[\d๐-๙]{2}(?![\d๐-๙])")


def _years_moved(text: str, to: FiscalYear, *, short: bool) -> str:
    """The years of the fiscal year before ``to`` made one later, in the digits they are written in."""
    years = (to.be - 2, to.be - 1)  # October to December lie in the calendar year before
    moved = _LONG_YEAR.sub(_one_more(years), text)
    return _SHORT_YEAR.sub(_one_more([be % 100 for be in years]), moved) if short else moved


def _one_more(years: Sequence[int]) -> Callable[[re.Match[str]], str]:
    def more(match: re.Match[str]) -> str:
        written = match[0]
        number = int(arabic_digits(written))
        if number not in years:
            return written
        later = f"{(number + 1) % 10 ** len(written):0{len(written)}d}"
        return later if written.isascii() else thai_digits(later)

    return more


def _words_of(span: Span) -> str:
    """ต.ค. ๖๘ – มี.ค. ๖๙ for whole months, else ๑๖ ม.ค. ๖๙ – ๒๐ ก.พ. ๖๙."""
    whole = span.first.day == 1 and span.last.day == calendar.monthrange(span.last.year, span.last.month)[1]
    ends = [_day_words(day, whole=whole) for day in (span.first, span.last)]
    return thai_digits(" – ".join(dict.fromkeys(ends)))


def _day_words(day: date, *, whole: bool) -> str:
    month = f"{MONTHS_SHORT[day.month - 1]} {(day.year + BE) % 100:02d}"
    return month if whole else f"{day.day} {month}"


def last_years(field: str, before: Measure) -> str:
    """What stood in a field last year, in words, for reading beside this year's; empty where nothing did."""
    return in_words(getattr(before, field)) if field in FIELD_WORDS else ""


def before_of(measure: Measure, last_year: Iterable[Measure]) -> Measure | None:
    """Last year's measure that this one goes on from: the one it follows, else the one with its title."""
    known = tuple(last_year)
    followed = next((one for one in known if measure.follows is not None and one.id == measure.follows), None)
    return followed or counterpart(measure, known)


def blank_steps(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Steps as a new plan begins them."""
    return tuple(replace(step, id=None, status=WorkStatus.NOT_STARTED) for step in steps)
