"""The results of all years that the store holds, with the rules of the year each was assessed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ita_tui.domain.analysis_years import YearResult, by_year
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.item_mapping import successors
from ita_tui.domain.rules import YearRules
from ita_tui.rulebook.item_mapping import mapped_catalogues
from ita_tui.years import year_rules

if TYPE_CHECKING:
    from store.database import Store


@dataclass(frozen=True)
class ResultsBook:
    """What the results that a year answers are seen with.

    ``rules`` are those of their own year. ``items`` says which OIT item of the year on the desk goes on from which
    one of theirs: numbers mean other things in other years. ``years`` are all results of the file, by assessed year.
    """

    rules: YearRules
    items: Mapping[str, str]
    years: tuple[YearResult, ...]


def results_book(store: "Store", assessed: int, rules: YearRules) -> ResultsBook:
    """Read what is needed to show the results of year ``assessed`` (BE) by a year with ``rules``.

    Call it in a thread. Raises OwnFileUnreadable and RulebookError for a rulebook of hers that cannot be read.
    """
    of_results = year_rules(store, FiscalYear(assessed))
    return ResultsBook(of_results, successors(mapped_catalogues(of_results, rules)), yearly_results(store))


def yearly_results(store: "Store") -> tuple[YearResult, ...]:
    """Each assessed year once, in order; what two fiscal years say of the same year is taken from the later one."""
    kept = (store.scores.get(year) for year in sorted(store.years.all()))
    return by_year(
        YearResult(scores, year_rules(store, FiscalYear(scores.year))) for scores in kept if scores
    )
