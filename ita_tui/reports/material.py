"""What the parts of one report are arranged from: the year, the choices, and what follows from both."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ita_tui.domain.analysis import issue_name
from ita_tui.domain.report import Report
from ita_tui.domain.rules import CatalogueItem
from ita_tui.reports.filling import all_filled, filled_as_typed, known
from ita_tui.reports.layouts import Layout
from ita_tui.reports.options import Options
from ita_tui.reports.results_shown import ResultsShown, results_shown
from ita_tui.reports.writing import Writing


@dataclass(frozen=True)
class Material:
    """A year, a layout and the choices for one printing."""

    report: Report
    layout: Layout
    options: Options

    @cached_property
    def write(self) -> Writing:
        return Writing(self.options.thai_numerals)

    @cached_property
    def results(self) -> ResultsShown | None:
        """Last year's results; None where none were entered."""
        scores = self.report.scores
        return results_shown(scores, self.options.scores_rules) if scores else None

    @cached_property
    def known(self) -> dict[str, str]:
        """What placeholders are filled with."""
        return known(self.report, self.options, self.results)

    @property
    def end_of_round(self) -> date:
        """The last day of the round: what is dated later is no part of its report."""
        return self.report.year.reporting_round(self.options.round_of).last

    def all_filled(self, templates: Iterable[str], **also: str) -> tuple[str, ...]:
        """The templates that can be filled in, in the report's numerals: a text for each line that says something."""
        return self._lines(all_filled(templates, {**self.known, **also}))

    def typed(self, texts: Iterable[str], **also: str) -> tuple[str, ...]:
        """Texts of hers, filled in as far as they can be, in the report's numerals and line by line."""
        return self._lines(filled_as_typed(text, {**self.known, **also}) for text in texts)

    def filled(self, text: str, **also: str) -> str:
        """One text of hers, filled in as far as it can be, in the report's numerals; without the blanks around it."""
        return self.write(filled_as_typed(text.strip(), {**self.known, **also}))

    def _lines(self, texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.write(line) for text in texts for line in text.splitlines() if line.strip())

    def issue(self, number: int) -> str:
        """The heading of one of the seven issues, by its name in the year's rules where they have one."""
        name = issue_name(number, self.options.scores_rules, self.options.rules)
        return self.write(f"ประเด็นที่ {number} {name}".strip())

    def item(self, code: str, *, of_scores: bool) -> CatalogueItem | None:
        """An OIT item of the results' year or of the report's own: numbers mean other things in other years."""
        book = self.options.scores_rules if of_scores else self.options.rules
        return book.catalogue.item(code) if book else None
