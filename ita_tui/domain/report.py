"""A fiscal year whole: the value that goes up from the store, and into pages and the open format."""

from dataclasses import dataclass

from ita_tui.domain.agency import Agency, Division
from ita_tui.domain.disclosure import DisclosureItem
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure
from ita_tui.domain.meetings import CommitteeMember, Meeting
from ita_tui.domain.respondents import Survey
from ita_tui.domain.scores import IssueAnalysis, Scores
from ita_tui.domain.waivers import Waiver


@dataclass(frozen=True)
class Report:
    """Everything of one fiscal year. ``scores`` are last year's results, which the measures answer."""

    agency: Agency
    year: FiscalYear
    divisions: tuple[Division, ...] = ()
    measures: tuple[Measure, ...] = ()
    proposals: tuple[Measure, ...] = ()
    surveys: tuple[Survey, ...] = ()
    disclosure: tuple[DisclosureItem, ...] = ()
    scores: Scores | None = None
    issues: tuple[IssueAnalysis, ...] = ()
    committee: tuple[CommitteeMember, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def whole(self) -> bool:
        """A year with all it holds, where a draft may only name parts of one."""
        return True
