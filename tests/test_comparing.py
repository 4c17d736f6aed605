"""Years beside each other."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ita_tui.domain.agency import Agency
from ita_tui.domain.comparing import chains, survey_words, year_figures
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, Proof, WorkStatus
from ita_tui.domain.overview import overview
from ita_tui.domain.report import Report
from ita_tui.reports.sample_year import sample_report
from ita_tui.rulebook.loading import rules_for
from tests.store_builders import standing_clock

TODAY = standing_clock().date()


def year(be: int, *measures: Measure) -> Report:
    return Report(Agency("เทศบาลตำบลสมมุติ"), FiscalYear(be), measures=measures)


def titles(reports: list[Report]) -> list[list[str]]:
    return [[one.title if one else "–" for one in chain.measures] for chain in chains(reports)]


def test_figures_are_those_of_the_overview() -> None:
    report = sample_report(TODAY)
    rules = rules_for(report.year)
    scores_rules = rules_for(FiscalYear(report.scores.year)) if report.scores else None
    seen = overview(report, rules, TODAY, scores_rules=scores_rules)

    figures = year_figures(seen)

    assert figures.measures == len(report.measures)
    assert figures.completed == sum(m.status is WorkStatus.COMPLETED for m in report.measures)
    assert figures.proved == sum(m.proof in {Proof.COMPLETE, Proof.VERIFIED} for m in report.measures)
    assert (figures.published, figures.progress) == (len(seen.published), seen.progress)
    assert seen.results is not None
    assert (figures.total, figures.level) == (seen.results.total, seen.results.level)
    assert all(survey_words(standing) for standing in figures.surveys)


def test_a_measure_is_followed_through_the_years_by_its_link_then_by_its_title() -> None:
    first = year(2566, Measure(1, "คู่มือการยืม", id=1), Measure(2, "เลิกแล้ว", id=2))
    second = year(2567, Measure(1, "ระบบการยืมออนไลน์", id=3, follows=1), Measure(2, "ใหม่", id=4))
    third = year(2568, Measure(1, "ใหม่", id=5), Measure(2, "ระบบการยืมออนไลน์", id=6, follows=3))

    assert titles([first, second, third]) == [
        ["–", "ใหม่", "ใหม่"],
        ["คู่มือการยืม", "ระบบการยืมออนไลน์", "ระบบการยืมออนไลน์"],
        ["เลิกแล้ว", "–", "–"],
    ]
    assert chains([first, second, third])[1].title == "ระบบการยืมออนไลน์"


def test_two_that_go_on_from_one_are_two_chains() -> None:
    first = year(2566, Measure(1, "เดิม", id=1))
    second = year(2567, Measure(1, "ส่วนแรก", id=2, follows=1), Measure(2, "ส่วนสอง", id=3, follows=1))

    assert titles([first, second]) == [["เดิม", "ส่วนแรก"], ["–", "ส่วนสอง"]]


MEASURES = st.lists(
    st.builds(Measure, st.integers(1, 9), st.sampled_from("กขค"), follows=st.none() | st.integers(1, 30)),
    max_size=4,
)


@given(st.lists(MEASURES, min_size=1, max_size=3))
def test_every_measure_stands_in_just_one_chain(lists: list[list[Measure]]) -> None:
    numbered = iter(range(1, 100))
    reports = [
        year(2566 + place, *(replace(measure, id=next(numbered)) for measure in measures))
        for place, measures in enumerate(lists)
    ]

    found = [(place, one.id) for chain in chains(reports) for place, one in enumerate(chain.measures) if one]

    assert sorted(found) == sorted((place, one.id) for place, r in enumerate(reports) for one in r.measures)
