"""Last year's results as the scores screen shows them, and the six views of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from ita_tui.domain.analysis import (
    IssueResult,
    Scored,
    WeakItem,
    indicator_code,
    indicator_named,
    indicator_of_code,
    issue_results,
    item_named,
    measures_answering,
    measures_of_issue,
    ranking,
    scored_indicators,
    weak_issue,
    weak_question,
)
from ita_tui.domain.analysis_gaps import FULL, Gap, WhatIf, gaps, what_if
from ita_tui.domain.analysis_years import Series, YearResult, series_of
from ita_tui.domain.indicators import INDICATORS
from ita_tui.domain.measure import Measure
from ita_tui.domain.report import Report
from ita_tui.domain.rules import YearRules
from ita_tui.domain.scores import Computed, QuestionScore, Scores, ToDevelop, computed, contradiction


class View(StrEnum):
    """A view of the screen; the value is its list's name, :attr:`label` its title."""

    OVERVIEW = "overview"
    RANKING = "ranking"
    QUESTIONS = "questions"
    ISSUES = "issues"
    YEARS = "years"
    WHAT_IF = "what-if"

    @property
    def label(self) -> str:
        return {
            "overview": "ภาพรวม",
            "ranking": "อันดับ",
            "questions": "รายข้อ",
            "issues": "ประเด็น",
            "years": "หลายปี",
            "what-if": "ถ้ายกระดับ",
        }[self.value]

    @property
    def key(self) -> str:
        """The key that opens it: 1 to 6."""
        return str(list(View).index(self) + 1)


class QuestionOrder(StrEnum):
    """The order of the questions and OIT items."""

    ENTERED = "entered"
    LOWEST = "lowest"

    @property
    def label(self) -> str:
        return {"entered": "ตามลำดับที่บันทึก", "lowest": "จากคะแนนต่ำสุด"}[self.value]


@dataclass(frozen=True)
class ScoresShown:
    """The results a year answers, with the rules of their own year, and what she asked to see of them.

    ``years`` are the results of all years of the file, ``items`` the OIT codes of this year by those of the results'
    year. ``target`` is what items are to reach in the view of gaps,
    ``ticked`` the codes whose gaps are taken together.
    """

    report: Report
    scores: Scores
    rules: YearRules
    year_rules: YearRules
    years: tuple[YearResult, ...] = ()
    items: Mapping[str, str] = field(default_factory=dict)
    target: Decimal = FULL
    ticked: frozenset[str] = field(default_factory=frozenset)
    order: QuestionOrder = QuestionOrder.ENTERED

    @cached_property
    def computed(self) -> Computed:
        return computed(self.scores, self.rules)

    @cached_property
    def contradiction(self) -> str:
        return contradiction(self.scores, self.rules) or ""

    @cached_property
    def indicators(self) -> tuple[Scored, ...]:
        return scored_indicators(self.scores)

    @cached_property
    def ranking(self) -> tuple[Scored, ...]:
        return ranking(self.indicators)

    @cached_property
    def issues(self) -> tuple[IssueResult, ...]:
        return issue_results(self.scores, self.report.issues, self.rules, self.year_rules)

    @cached_property
    def questions(self) -> tuple[tuple[int, QuestionScore], ...]:
        """Questions and items with their places among those entered, in the order asked for."""
        entered = tuple(enumerate(self.scores.questions))
        if self.order is QuestionOrder.ENTERED:
            return entered
        unknown = Decimal(101)
        return tuple(sorted(entered, key=lambda one: unknown if one[1].score is None else one[1].score))

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        return gaps(self.scores, self.rules, self.target)

    @cached_property
    def together(self) -> WhatIf:
        """What follows where the ticked gaps are closed."""
        return what_if(self.scores, self.rules, self.ticked, self.target)

    @cached_property
    def series(self) -> tuple[Series, ...]:
        return series_of(self.years)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures of the year, then its proposals."""
        return (*self.report.measures, *self.report.proposals)

    def named(self, code: str) -> str:
        return item_named(code, self.scores, self.rules)

    def gap(self, code: str) -> Gap | None:
        """What closing an item up to 100 is worth, None where it is there or has no score."""
        return next((gap for gap in self._full_gaps if gap.code == code), None)

    @cached_property
    def _full_gaps(self) -> tuple[Gap, ...]:
        return gaps(self.scores, self.rules)

    # --- lines: what each is about ---------------------------------------------------------------------------

    def question(self, key: str) -> tuple[int, QuestionScore] | None:
        """The question or item of a line, with its place; of a gap the first of its code."""
        kind, _, rest = key.partition(":")
        if kind == "question":
            return int(rest), self.scores.questions[int(rest)]
        if kind == "gap" and indicator_of_code(rest) is None:
            return next((one for one in enumerate(self.scores.questions) if one[1].code == rest), None)
        return None

    def indicator(self, key: str) -> int | None:
        """The indicator of a line."""
        kind, _, rest = key.partition(":")
        return indicator_of_code(rest) if kind in {"indicator", "gap", "series"} else None

    def issue(self, key: str) -> IssueResult | None:
        kind, _, rest = key.partition(":")
        return self.issues[int(rest) - 1] if kind == "issue" else None

    def to_develop(self, key: str) -> tuple[int, ToDevelop] | None:
        kind, _, rest = key.partition(":")
        return (int(rest), self.scores.to_develop[int(rest)]) if kind == "develop" else None

    def weak(self, key: str) -> WeakItem | None:
        """What a measure that is started from a line is to raise; None for a line that is no item."""
        question, issue, row = self.question(key), self.issue(key), self.to_develop(key)
        indicator = self.indicator(key)
        if question is not None:
            return weak_question(question[1], self.issues, self.words_of(question[1]))
        if issue is not None:
            return weak_issue(issue, self.scores, self.rules)
        if row is not None:
            codes = tuple(
                indicator_code(n) for n, name in enumerate(INDICATORS, 1) if name == row[1].indicator
            )
            return WeakItem(codes, row[1].scope or row[1].indicator, None, row[1].text)
        if indicator is not None:
            return WeakItem((indicator_code(indicator),), indicator_named(indicator))
        return None

    def words_of(self, question: QuestionScore) -> str:
        """A question's code and words: its own text, not that of another one with the same code."""
        alone = Scores(self.scores.year, questions=(question,))
        return item_named(question.code, alone, self.rules) or " ".join(question.text.split())

    def answering(self, key: str) -> tuple[Measure, ...]:
        """The measures and proposals that answer what a line is about."""
        issue, weak = self.issue(key), self.weak(key)
        if issue is not None:
            return measures_of_issue(issue, self.measures)
        return measures_answering(weak.codes, self.measures) if weak else ()
