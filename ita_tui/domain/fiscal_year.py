"""The Thai fiscal year (ปีงบประมาณ): 1 October to 30 September, named in the Buddhist Era."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

BE = 543
EARLIEST, LATEST = 2500, 2700


@dataclass(frozen=True)
class Span:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a span cannot end before it begins: {self.first} – {self.last}")

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def contains(self, day: date) -> bool:
        return self.first <= day <= self.last


class RoundOf(IntEnum):
    """A reporting round (รอบ): the first six months, or the whole year."""

    SIX_MONTHS = 6
    TWELVE_MONTHS = 12


@dataclass(frozen=True, order=True)
class FiscalYear:
    """Fiscal year ``be`` (BE), e.g. 2566 = 1 October 2565 to 30 September 2566 = 2022-10-01 to 2023-09-30.

    Raises ValueError for a year that cannot be a Buddhist one (a Christian year, a two-digit year).
    """

    be: int

    def __post_init__(self) -> None:
        if not EARLIEST <= self.be <= LATEST:
            raise ValueError(f"not a Buddhist year: {self.be}")

    def __str__(self) -> str:
        return str(self.be)

    @classmethod
    def containing(cls, day: date) -> "FiscalYear":
        return cls(day.year + BE + (day.month >= 10))

    @property
    def first(self) -> date:
        return date(self.be - BE - 1, 10, 1)

    @property
    def last(self) -> date:
        return date(self.be - BE, 9, 30)

    @property
    def span(self) -> Span:
        return Span(self.first, self.last)

    def quarter(self, number: int) -> Span:
        """Quarter 1 is October to December, 4 is July to September."""
        ce = self.be - BE
        quarters = {
            1: Span(date(ce - 1, 10, 1), date(ce - 1, 12, 31)),
            2: Span(date(ce, 1, 1), date(ce, 3, 31)),
            3: Span(date(ce, 4, 1), date(ce, 6, 30)),
            4: Span(date(ce, 7, 1), date(ce, 9, 30)),
        }
        return quarters[number]

    def reporting_round(self, of: RoundOf) -> Span:
        """รอบ ๖ เดือน is 1 October to 31 March, รอบ ๑๒ เดือน the whole year."""
        return Span(self.first, self.quarter(2).last) if of is RoundOf.SIX_MONTHS else self.span

    def current_round(self, today: date) -> RoundOf:
        """The round that is running on a day: the first until 31 March, then the second."""
        return RoundOf.SIX_MONTHS if today <= self.quarter(2).last else RoundOf.TWELVE_MONTHS

    def next(self) -> "FiscalYear":
        return FiscalYear(self.be + 1)

    def previous(self) -> "FiscalYear":
        return FiscalYear(self.be - 1)
