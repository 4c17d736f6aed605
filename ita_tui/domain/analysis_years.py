"""The results of several years beside each other: the total, each instrument and each indicator, and their change."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from ita_tui.domain.analysis import indicator_code, indicator_named
from ita_tui.domain.indicators import INDICATORS
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.rules import YearRules
from ita_tui.domain.scores import Scores, computed

TOTAL = "total"


@dataclass(frozen=True)
class YearResult:
    """The results of one assessed year with the rules of that year."""

    scores: Scores
    rules: YearRules

    @property
    def year(self) -> int:
        """The assessed year (BE)."""
        return self.scores.year


@dataclass(frozen=True)
class Series:
    """One figure over the years: (assessed year BE, points of 100) in order; years without it are left out."""

    key: str
    name: str
    points: tuple[tuple[int, Decimal], ...]

    @property
    def change(self) -> Decimal | None:
        """By how many points the last year differs from the one before it, None with fewer than two years."""
        return self.points[-1][1] - self.points[-2][1] if len(self.points) > 1 else None

    def of(self, year: int) -> Decimal | None:
        return dict(self.points).get(year)


def by_year(results: Iterable[YearResult]) -> tuple[YearResult, ...]:
    """Each assessed year once, in order; of several results of a year the last one given stands."""
    return tuple(one for _, one in sorted({one.year: one for one in results}.items()))


def series_of(results: Sequence[YearResult]) -> tuple[Series, ...]:
    """The total, the instruments and the indicators that are known in any of the years.

    A total and an instrument are as computed by the rules of their year, a total that cannot be computed is the
    printed one.
    """
    made = [Series(TOTAL, "คะแนนรวม", _points(results, _total))]
    made += [
        Series(one.value, one.label, _points(results, partial(_of_instrument, one))) for one in Instrument
    ]
    made += [
        Series(
            indicator_code(number), indicator_named(number), _points(results, partial(_of_indicator, number))
        )
        for number in range(1, len(INDICATORS) + 1)
    ]
    return tuple(one for one in made if one.points)


def _total(result: YearResult) -> Decimal | None:
    total = computed(result.scores, result.rules).total
    return result.scores.printed_total if total is None else total


def _of_instrument(instrument: Instrument, result: YearResult) -> Decimal | None:
    return computed(result.scores, result.rules).instruments.get(instrument)


def _of_indicator(number: int, result: YearResult) -> Decimal | None:
    return next(iter(result.scores.indicators[number - 1 : number]), None)


def _points(
    results: Sequence[YearResult], figure: Callable[[YearResult], Decimal | None]
) -> tuple[tuple[int, Decimal], ...]:
    return tuple((one.year, score) for one in results if (score := figure(one)) is not None)
