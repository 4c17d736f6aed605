"""The first glance of a year: what must be done today, and the lists behind every number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ita_tui.domain.disclosure import (
    DisclosureItem,
    DisclosureStatus,
    applicable,
    published,
    to_publish,
    without_link,
)
from ita_tui.domain.fiscal_year import RoundOf
from ita_tui.domain.measure import Measure, Proof, WorkStatus
from ita_tui.domain.measure_list import Flag
from ita_tui.domain.progress import (
    days_overdue,
    is_behind,
    is_due_soon,
    is_overdue,
    lacks_evidence,
    late_words,
    mean_progress,
)
from ita_tui.domain.report import Report
from ita_tui.domain.respondents import SurveyStanding, standing
from ita_tui.domain.rules import YearRules
from ita_tui.domain.scores import Computed, computed, contradiction
from ita_tui.thai.numerals import digits

# A survey that lacks answers is pressing when it closes within so many days.
SURVEY_CLOSES_SOON_DAYS = 14


class TodoKind(StrEnum):
    """Why something must be done, from the most urgent to the least."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    NO_EVIDENCE = "no_evidence"
    SURVEY = "survey"
    NO_LINK = "no_link"

    @property
    def sign(self) -> str:
        """The sign in front of the line, the same as where its kind is counted."""
        return {
            TodoKind.OVERDUE: Flag.OVERDUE.sign,
            TodoKind.DUE_SOON: Flag.DUE_SOON.sign,
            TodoKind.NO_EVIDENCE: Flag.NO_EVIDENCE.sign,
            TodoKind.SURVEY: Flag.DUE_SOON.sign,
            TodoKind.NO_LINK: DisclosureStatus.NOT_STARTED.sign,
        }[self]


@dataclass(frozen=True)
class TodoItem:
    """A line of ต้องทำก่อน. ``subject`` is what it opens, like measure:12, survey:3 or item:5 (empty if unsaved).

    ``code`` is what stands in front: a measure's number in Thai digits, a survey's label, an OIT code. ``number``
    is the measure's or item's number, None for a survey.
    """

    kind: TodoKind
    subject: str
    code: str
    number: int | None
    title: str
    who: str
    words: str


@dataclass(frozen=True)
class Overview:
    """A year on a day. Every number of the first screen is the length of one of these lists.

    ``progress`` is the mean per cent, None without measures that count. ``round_days_left`` are the days from
    today to the last day of ``round``, 0 on that day and after. ``results`` and ``contradiction`` are about last
    year's scores: the computed figures, and the sentence that says where the report contradicts itself.
    """

    report: Report
    rules: YearRules
    today: date
    by_status: Mapping[WorkStatus, tuple[Measure, ...]]
    overdue: tuple[Measure, ...]
    due_soon: tuple[Measure, ...]
    behind: tuple[Measure, ...]
    without_evidence: tuple[Measure, ...]
    progress: int | None
    surveys: tuple[SurveyStanding, ...]
    published: tuple[DisclosureItem, ...]
    applicable: tuple[DisclosureItem, ...]
    round: RoundOf
    round_ends: date
    round_days_left: int
    todo: tuple[TodoItem, ...]
    results: Computed | None = None
    contradiction: str | None = None

    @property
    def measures(self) -> tuple[Measure, ...]:
        return self.report.measures

    @property
    def by_proof(self) -> Mapping[Proof, tuple[Measure, ...]]:
        """All of the year's measures by their proof, whatever has been worked on yet."""
        return {proof: tuple(m for m in self.measures if m.proof is proof) for proof in Proof}

    @property
    def to_publish(self) -> tuple[DisclosureItem, ...]:
        """The applicable items that are not published yet."""
        return to_publish(self.report.disclosure)

    @property
    def round_words(self) -> str:
        """รอบ ๑๒ เดือน เหลือ ๔๗ วัน."""
        name = f"รอบ {digits(self.round)} เดือน"
        if self.today > self.round_ends:
            return f"{name} สิ้นสุดแล้ว"
        left = f"เหลือ {digits(self.round_days_left)} วัน" if self.round_days_left else "วันสุดท้าย"
        return f"{name} {left}"


def overview(
    report: Report, rules: YearRules, today: date, *, scores_rules: YearRules | None = None
) -> Overview:
    """Look at a year on ``today`` by the rules of that year.

    Last year's scores are judged by ``scores_rules``, the rules of their own year. Without them the total is
    still computed, by this year's weights, but no level is named.
    """
    measures = report.measures
    standings = tuple(standing(survey, report.agency, rules, today) for survey in report.surveys)
    current = report.year.current_round(today)
    ends = report.year.reporting_round(current).last
    judged_by = scores_rules or rules
    return Overview(
        report=report,
        rules=rules,
        today=today,
        by_status={s: tuple(m for m in measures if m.status is s) for s in WorkStatus},
        overdue=tuple(m for m in measures if is_overdue(m, today)),
        due_soon=tuple(m for m in measures if is_due_soon(m, today)),
        behind=tuple(m for m in measures if is_behind(m, today)),
        without_evidence=tuple(m for m in measures if lacks_evidence(m)),
        progress=mean_progress(measures),
        surveys=standings,
        published=published(report.disclosure),
        applicable=applicable(report.disclosure),
        round=current,
        round_ends=ends,
        round_days_left=max(0, (ends - today).days),
        todo=(*_measures_to_do(measures, today), *_surveys_to_do(standings, today), *_links_to_add(report)),
        results=computed(report.scores, judged_by) if report.scores else None,
        contradiction=contradiction(report.scores, judged_by) if report.scores else None,
    )


def _measures_to_do(measures: tuple[Measure, ...], today: date) -> Iterator[TodoItem]:
    """Each measure once, under the most urgent of its reasons: longest overdue first, then nearest due."""
    overdue = sorted((m for m in measures if is_overdue(m, today)), key=lambda m: -days_overdue(m, today))
    due = sorted((m for m in measures if is_due_soon(m, today)), key=lambda m: m.period.end or today)
    for measure in overdue:
        words = f"เกิน {digits(days_overdue(measure, today))} วัน"
        yield _measure_item(TodoKind.OVERDUE, measure, words)
    for measure in due:
        yield _measure_item(TodoKind.DUE_SOON, measure, late_words(measure, today))
    for measure in measures:
        if lacks_evidence(measure) and not is_overdue(measure, today) and not is_due_soon(measure, today):
            yield _measure_item(TodoKind.NO_EVIDENCE, measure, Flag.NO_EVIDENCE.label)


def _measure_item(kind: TodoKind, measure: Measure, words: str) -> TodoItem:
    who = ", ".join(measure.divisions) or measure.responsible
    code = digits(measure.number)
    return TodoItem(kind, _subject("measure", measure.id), code, measure.number, measure.title, who, words)


def _surveys_to_do(standings: tuple[SurveyStanding, ...], today: date) -> Iterator[TodoItem]:
    """Surveys that are open, lack answers and close soon; a closed one can no longer be helped."""
    pressing = [s for s in standings if s.lacking and s.days_left and s.days_left <= SURVEY_CLOSES_SOON_DAYS]
    for found in sorted(pressing, key=lambda s: s.days_left or 0):
        survey = found.survey
        if survey.opens is not None and survey.opens > today:
            continue
        yield TodoItem(
            TodoKind.SURVEY,
            _subject("survey", survey.id),
            survey.instrument.label,
            None,
            "ผู้ตอบยังไม่ถึงค่าขั้นต่ำ",
            "",
            found.details[0],
        )


def _links_to_add(report: Report) -> Iterator[TodoItem]:
    for item in without_link(report.disclosure):
        who = ", ".join(item.divisions) or item.responsible
        subject = _subject("item", item.id)
        yield TodoItem(TodoKind.NO_LINK, subject, item.code, item.number, item.name, who, "ยังไม่มีลิงก์")


def _subject(kind: str, number: int | None) -> str:
    return "" if number is None else f"{kind}:{number}"
