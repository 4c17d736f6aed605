"""What the results say: ranking, strengths and weaknesses, the lowest of each issue, codes, and measures that answer."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain.analysis import (
    STRONG_ABOVE,
    Scored,
    answering_measure,
    indicator_of_code,
    issue_results,
    item_named,
    lowest,
    measures_answering,
    measures_of_issue,
    rank,
    ranking,
    read_item_code,
    scored_indicators,
    strengths,
    weak_issue,
    weak_question,
    weaknesses,
)
from ita_tui.domain.analysis_years import TOTAL, YearResult, by_year, series_of
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.indicators import INDICATORS
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure
from ita_tui.domain.scores import IssueAnalysis, QuestionScore, Scores
from ita_tui.rulebook.loading import rules_for

RULES = rules_for(FiscalYear(2568))
POINTS = st.decimals(min_value=0, max_value=100, places=2)
_TEN = ("87.73", "80.03", "80.37", "76.14", "73.66", "95.82", "96.75", "95.65", "53.56", "31.25")
TEN = tuple(map(Decimal, _TEN))


def question(code: str, score: str, issue: int | None = None, text: str = "") -> QuestionScore:
    return QuestionScore(code, Decimal(score), text, issue=issue)


# --- indicators ------------------------------------------------------------------------------------------------


def test_the_ranking_of_a_printed_report_is_found_with_its_strengths_and_weaknesses() -> None:
    indicators = scored_indicators(Scores(2564, TEN))

    assert [one.number for one in ranking(indicators)] == [7, 6, 8, 1, 3, 2, 4, 5, 9, 10]
    assert [one.number for one in strengths(indicators)] == [7, 6, 8, 1, 3, 2]
    assert [one.number for one in weaknesses(indicators)] == [10, 9, 5, 4]


def test_exactly_eighty_is_no_strength_and_an_unknown_score_is_neither() -> None:
    indicators = scored_indicators(Scores(2568, (STRONG_ABOVE, None, Decimal("80.01"))))

    assert [one.number for one in strengths(indicators)] == [3]
    assert [one.number for one in weaknesses(indicators)] == [1]


@given(scores=st.lists(st.none() | POINTS, min_size=10, max_size=10))
@settings(deadline=None)
def test_a_ranking_is_a_permutation_in_falling_order_whose_halves_are_strong_and_weak(
    scores: list[Decimal | None],
) -> None:
    indicators = scored_indicators(Scores(2568, tuple(scores)))
    ranked = ranking(indicators)

    assert sorted(ranked) == sorted(indicators)
    assert [one.score for one in ranked] == sorted((s for s in scores if s is not None), reverse=True)
    assert (*strengths(indicators), *reversed(weaknesses(indicators))) == ranked
    places = [rank(one, indicators) for one in ranked]
    assert places == sorted(places)
    for one, other in pairwise(ranked):
        assert (rank(one, indicators) == rank(other, indicators)) is (one.score == other.score)


# --- issues ----------------------------------------------------------------------------------------------------


def test_each_issue_has_the_questions_put_into_it_and_all_that_share_its_lowest_score() -> None:
    asked = (
        question("i1", "90", 1),
        question("i10", "81.90", 1),
        question("o5", "81.9", 1),
        question("e1", "7"),
    )
    analyses = [IssueAnalysis(1, "i1", cause="เหตุ"), IssueAnalysis(7, remark=" ")]

    issues = issue_results(Scores(2568, questions=asked), analyses, RULES)

    assert [issue.number for issue in issues] == list(range(1, 8))
    assert [one.code for one in issues[0].questions] == ["i1", "i10", "o5"]
    assert [one.code for one in issues[0].lowest] == ["i10", "o5"]
    assert issues[0].name == RULES.issues[0]
    assert issues[0].lowest_differs
    assert issues[0].written
    assert not issues[6].written
    assert issues[1].lowest == ()
    assert not issues[1].lowest_differs


def test_the_name_of_an_issue_is_taken_from_the_first_rulebook_that_has_it() -> None:
    scores = Scores(2564)

    assert issue_results(scores, (), rules_for(FiscalYear(2564)), RULES)[3].name == RULES.issues[3]
    assert issue_results(scores, (), rules_for(FiscalYear(2564)))[3].heading == "ประเด็นที่ ๔"


def test_nothing_is_lowest_among_items_without_a_score() -> None:
    assert lowest([QuestionScore("i1"), QuestionScore("i2")]) == ()


# --- codes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("i10", "i10"),
        ("I๑๐", "i10"),
        ("ข้อ e๗", "e7"),
        ("e 07", "e7"),
        ("O12", "o12"),
        ("ข้อ O ๑๒", "o12"),
        ("๐๑๒", "o12"),
        ("0๕", "o5"),
        ("12", None),
        ("i0", None),
        ("n4", None),
        ("ไม่มีคะแนนที่ต่ำสุด", None),
        ("", None),
    ],
)
def test_a_typed_code_is_read_in_either_digits_and_nothing_else_is_one(typed: str, code: str | None) -> None:
    assert read_item_code(typed) == code


@pytest.mark.parametrize(
    ("code", "number"), [("n1", 1), ("n10", 10), ("n11", None), ("n0", None), ("i4", None)]
)
def test_a_code_of_an_indicator_names_one_of_the_ten(code: str, number: int | None) -> None:
    assert indicator_of_code(code) == number


def test_an_item_is_named_by_its_own_text_else_by_the_catalogue_of_the_results_year() -> None:
    scores = Scores(2568, questions=(question("i10", "81", text="เจ้าหน้าที่\nยืมของ"), question("o10", "0")))

    assert item_named("i10", scores, RULES) == "i10 เจ้าหน้าที่ ยืมของ"
    assert item_named("o10", scores, RULES) == "O10 E-Service"
    assert item_named("o10", None, RULES) == "O10 E-Service"
    assert item_named("n4", None, None) == f"ตัวชี้วัดที่ ๔ {INDICATORS[3]}"
    assert item_named("e99", scores, RULES) == "e99"
    assert item_named("", scores, None) == ""


# --- measures --------------------------------------------------------------------------------------------------


def test_a_measure_that_answers_a_question_holds_its_words_its_issue_and_how_it_is_to_be_raised() -> None:
    weak = question("o13", "0", 5)
    issues = issue_results(
        Scores(2568, questions=(weak,)), [IssueAnalysis(5, improvement="ทำแบบรายงาน")], RULES
    )

    started = answering_measure(
        weak_question(weak, issues, "O13 รายงานสรุปผล"), "ทำรายงาน", 3, proposal=True, items=("o12", "o12")
    )

    assert started.answers == ("o13",)
    assert started.items == ("o12",)
    assert (started.title, started.number, started.proposal, started.issue) == ("ทำรายงาน", 3, True, 5)
    assert (started.weak_item, started.guideline) == ("O13 รายงานสรุปผล", "ทำแบบรายงาน")
    assert measures_answering(("o13",), [started, Measure(1, "อื่น")]) == (started,)
    assert measures_of_issue(issues[4], [started, Measure(1, "อื่น", issue=5), Measure(2, "x")])[1].number == 1


def test_an_issue_is_answered_by_the_item_its_analysis_names_else_by_the_lowest_ones() -> None:
    asked = (question("i1", "90", 1, "หนึ่ง"), question("i2", "70", 1, "สอง"), question("i3", "70", 1, "สาม"))
    scores = Scores(2568, questions=asked)
    plain, named, empty = (
        weak_issue(issue_results(scores, analyses, RULES)[at], scores, RULES)
        for at, analyses in ((0, ()), (0, [IssueAnalysis(1, "I๑")]), (1, ()))
    )

    assert (plain.codes, plain.words) == (("i2", "i3"), "i2 สอง\ni3 สาม")
    assert (named.codes, named.words) == (("i1",), "i1 หนึ่ง")
    assert (empty.codes, empty.words, empty.issue) == ((), RULES.issues[1], 2)


# --- years -----------------------------------------------------------------------------------------------------


def test_the_years_stand_in_order_each_by_its_own_rules_with_what_changed() -> None:
    old, new = rules_for(FiscalYear(2564)), RULES
    later = Scores(2568, tuple(map(Decimal, ("90",) * 10)), printed_total=Decimal(12))
    results = by_year(
        [YearResult(later, new), YearResult(Scores(2564), old), YearResult(Scores(2564, TEN), old)]
    )

    series = {one.key: one for one in series_of(results)}

    assert [one.year for one in results] == [2564, 2568]
    assert series[TOTAL].points == ((2564, Decimal("69.66")), (2568, Decimal("90.00")))
    assert series[TOTAL].change == Decimal("20.34")
    assert series["IIT"].of(2564) == Decimal("79.59")
    assert series["n10"].points == ((2564, Decimal("31.25")), (2568, Decimal(90)))
    assert series["n10"].of(2566) is None


def test_a_total_that_cannot_be_computed_is_the_printed_one_and_unknown_figures_have_no_series() -> None:
    printed = Scores(2568, instruments={Instrument.IIT: Decimal(80)}, printed_total=Decimal("81.5"))

    series = series_of([YearResult(printed, RULES)])

    assert [(one.key, one.points) for one in series] == [
        (TOTAL, ((2568, Decimal("81.5")),)),
        ("IIT", ((2568, Decimal("80.00")),)),
    ]
    assert series[0].change is None


def test_an_indicator_knows_its_code() -> None:
    assert Scored(4, INDICATORS[3], Decimal(1)).code == "n4"
