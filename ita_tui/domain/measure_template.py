"""A template (แม่แบบ) of a measure: a plan for one of the seven issues, to be made the office's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, Step
from ita_tui.domain.period import read_period
from ita_tui.thai.folding import folded


@dataclass(frozen=True)
class MeasureTemplate:
    """What a template proposes. ``divisions`` are names as they are usual, ``own`` says that she wrote it herself."""

    issue: int
    title: str
    guideline: str
    steps: tuple[str, ...]
    follow_up: str = ""
    divisions: tuple[str, ...] = ()
    period: str = ""
    own: bool = False

    def measure(
        self, number: int, year: FiscalYear, divisions: Sequence[str] = (), *, proposal: bool = False
    ) -> Measure:
        """The measure (or proposal) that the template becomes in a year, with the divisions that were chosen."""
        return Measure(
            number=number,
            title=self.title,
            proposal=proposal,
            guideline=self.guideline,
            steps=tuple(Step(text) for text in self.steps),
            responsible=", ".join(divisions),
            divisions=tuple(divisions),
            period=read_period(self.period, year),
            follow_up=self.follow_up,
            issue=self.issue,
        )

    def suggested(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the office's divisions that the template means, in the office's own spelling and order."""
        meant = {folded(name) for name in self.divisions}
        return tuple(name for name in names if folded(name) in meant)
