"""Years beside each other: their figures, and what became of each measure from year to year."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ita_tui.domain.carrying_over import before_of
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, Proof, WorkStatus
from ita_tui.domain.overview import Overview
from ita_tui.domain.report import Report
from ita_tui.domain.respondents import SurveyStanding
from ita_tui.thai.numerals import digits

_PROVED = frozenset({Proof.COMPLETE, Proof.VERIFIED})


@dataclass(frozen=True)
class YearFigures:
    """A year's figures, each counted by the rule of its own overview.

    ``progress`` is the mean per cent, None without measures that count. ``total`` (points of 100) and ``level`` are the
    results that the year answers, of assessment year ``assessed``; None and empty where they are not known.
    """

    year: FiscalYear
    measures: int
    completed: int
    cancelled: int
    proved: int
    progress: int | None
    published: int
    applicable: int
    surveys: tuple[SurveyStanding, ...]
    assessed: int | None = None
    total: Decimal | None = None
    level: str = ""


def year_figures(seen: Overview) -> YearFigures:
    """The figures of a year as its overview shows them."""
    scores, results = seen.report.scores, seen.results
    return YearFigures(
        year=seen.report.year,
        measures=len(seen.measures),
        completed=len(seen.by_status[WorkStatus.COMPLETED]),
        cancelled=len(seen.by_status[WorkStatus.CANCELLED]),
        proved=sum(measure.proof in _PROVED for measure in seen.measures),
        progress=seen.progress,
        published=len(seen.published),
        applicable=len(seen.applicable),
        surveys=seen.surveys,
        assessed=None if scores is None else scores.year,
        total=None if results is None else results.total,
        level="" if results is None else results.level,
    )


@dataclass(frozen=True)
class Chain:
    """A measure through the years, in the order in which they were given; None where a year has it not."""

    measures: tuple[Measure | None, ...]

    @property
    def title(self) -> str:
        """The newest title."""
        return next((one.title for one in reversed(self.measures) if one is not None), "")


def chains(reports: Sequence[Report]) -> tuple[Chain, ...]:
    """Every measure of the years (earliest first) in just one chain: the newest year's first, then what ended before.

    A measure goes on from the one that it follows, else from the one with its title in the year given before; two that
    go on from the same one share nothing, the second begins anew.
    """
    found: list[list[Measure | None]] = []
    taken: set[tuple[int, int]] = set()
    for place in reversed(range(len(reports))):
        for measure in reports[place].measures:
            if (place, _key(measure)) in taken:
                continue
            row: list[Measure | None] = [None] * len(reports)
            row[place] = measure
            _follow_back(row, reports, place, taken)
            found.append(row)
    return tuple(Chain(tuple(row)) for row in found)


def _follow_back(
    row: list[Measure | None], reports: Sequence[Report], place: int, taken: set[tuple[int, int]]
) -> None:
    measure = row[place]
    while measure is not None and place > 0:
        place -= 1
        free = [one for one in reports[place].measures if (place, _key(one)) not in taken]
        measure = before_of(measure, free)
        if measure is not None:
            row[place] = measure
            taken.add((place, _key(measure)))


def _key(measure: Measure) -> int:
    return measure.id if measure.id is not None else -measure.number


def survey_words(standing: SurveyStanding) -> str:
    """๒๘ / ๓๐, or the count alone where no minimum is known."""
    minimum = standing.minimum.number
    return digits(standing.total) if minimum is None else f"{digits(standing.total)} / {digits(minimum)}"
