"""What gaps are worth: exactly as much as the total that is computed anew is higher."""

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain.analysis_gaps import FULL, gaps, known_scores, share_of, what_if
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.rules import YearRules
from ita_tui.domain.scores import QuestionScore, Scores, computed, exact_instruments, exact_total
from ita_tui.rulebook.loading import rules_for

RULES = rules_for(FiscalYear(2568))
POINTS = st.decimals(min_value=0, max_value=100, places=2)
_TEN = ("87.73", "80.03", "80.37", "76.14", "73.66", "95.82", "96.75", "95.65", "53.56", "31.25")
TEN = tuple(map(Decimal, _TEN))


def total_of(scores: Scores, rules: YearRules) -> Fraction:
    total = exact_total(exact_instruments(scores, rules), rules)
    assert total is not None
    return total


# --- indicators ------------------------------------------------------------------------------------------------


@given(
    ten=st.lists(POINTS, min_size=10, max_size=10),
    chosen=st.sets(st.integers(1, 10)),
    target=POINTS,
    year=st.sampled_from([2564, 2568]),
)
@settings(deadline=None)
def test_closing_gaps_of_indicators_gives_the_total_that_is_computed_anew(
    ten: list[Decimal], chosen: Collection[int], target: Decimal, year: int
) -> None:
    rules = rules_for(FiscalYear(year))
    scores = Scores(year, tuple(ten))
    raised = [max(score, target) if at in chosen else score for at, score in enumerate(ten, start=1)]
    anew = replace(scores, indicators=tuple(raised))

    found = what_if(scores, rules, {f"n{number}" for number in chosen}, target)

    assert found.before == total_of(scores, rules)
    assert found.after == total_of(anew, rules)
    assert found.rise == total_of(anew, rules) - total_of(scores, rules)
    assert (found.level_before, found.level_after) == (
        computed(scores, rules).level,
        computed(anew, rules).level,
    )


@given(ten=st.lists(POINTS, min_size=10, max_size=10), target=POINTS)
@settings(deadline=None)
def test_gaps_stand_in_falling_order_and_add_up_to_all_of_them_closed_at_once(
    ten: list[Decimal], target: Decimal
) -> None:
    scores = Scores(2568, tuple(ten))

    found = gaps(scores, RULES, target)

    worth = [gap.worth for gap in found if gap.worth is not None]
    assert worth == sorted(worth, reverse=True)
    assert {gap.code for gap in found} == {f"n{n}" for n, score in enumerate(ten, 1) if score < target}
    assert sum(worth) == what_if(scores, RULES, [gap.code for gap in found], target).rise


def test_the_gap_that_pays_most_in_a_printed_result_is_its_lowest_indicator_of_oit() -> None:
    found = gaps(Scores(2564, TEN), rules_for(FiscalYear(2564)))

    assert [(gap.code, gap.points) for gap in found[:3]] == [
        ("n10", Decimal("13.75")),
        ("n9", Decimal("9.29")),
        ("n5", Decimal("1.58")),
    ]


# --- questions and items ---------------------------------------------------------------------------------------


def year_of_questions(points: dict[str, Decimal]) -> Scores:
    """Results whose indicators follow from questions and items: part 2 of EIT is 80 in all of them."""
    asked = [QuestionScore(code, score) for code, score in points.items()]
    return Scores(2568, tuple(_indicator(number, points) for number in range(1, 11)), questions=tuple(asked))


def _indicator(number: int, points: dict[str, Decimal]) -> Decimal:
    if number <= 8:
        own = [Fraction(points[code]) for code, of in RULES.question_indicator.items() if of == number]
        mean = sum(own, Fraction()) / len(own)
        return _decimal((mean + 80) / 2 if number > 5 else mean)
    groups: dict[str, list[Fraction]] = {}
    for item in RULES.catalogue.items:
        if item.group.partition(".")[0] == str(number):
            groups.setdefault(item.group, []).append(Fraction(points[item.code]))
    means = [sum(own, Fraction()) / len(own) for own in groups.values()]
    return _decimal(sum(means, Fraction()) / len(means))


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


CODES = (*RULES.question_indicator, *(item.code for item in RULES.catalogue.items))


@given(
    points=st.lists(POINTS, min_size=len(CODES), max_size=len(CODES)),
    chosen=st.sets(st.sampled_from(CODES), max_size=8),
    target=POINTS,
)
@settings(deadline=None)
def test_closing_gaps_of_questions_and_items_gives_the_total_that_is_computed_anew(
    points: list[Decimal], chosen: Collection[str], target: Decimal
) -> None:
    before = dict(zip(CODES, points, strict=True))
    after = {code: max(score, target) if code in chosen else score for code, score in before.items()}

    found = what_if(year_of_questions(before), RULES, chosen, target)

    assert found.after is not None
    anew = total_of(year_of_questions(after), RULES)
    assert float(found.after) == pytest.approx(float(anew), abs=1e-9)  # indicators are cut at 28 digits


def test_a_question_of_eit_in_two_parts_counts_for_its_own_part_alone() -> None:
    assert share_of("i10", RULES).of_indicator == Fraction(1, 3)
    assert share_of("e7", RULES).of_indicator == Fraction(1, 6)
    assert share_of("e7", RULES).indicator == 8
    # 9.3 holds two of the items, and indicator 9 five groups.
    assert (share_of("o13", RULES).indicator, share_of("o13", RULES).of_indicator) == (9, Fraction(1, 10))


def test_what_is_not_known_is_said_and_comes_last() -> None:
    old, newest = rules_for(FiscalYear(2564)), rules_for(FiscalYear(2569))
    scores = Scores(2564, TEN, questions=(QuestionScore("i8", Decimal(5)), QuestionScore("o43", Decimal(0))))

    found = gaps(scores, old)

    assert found[-1].code == "i8"
    assert found[-1].points is None
    assert "ไม่ได้บอกว่าข้อ i8 อยู่ในตัวชี้วัดใด" in found[-1].share.unknown
    assert what_if(scores, old, ["i8"]).rise == 0
    assert "ไม่มีข้อ O44" in share_of("o44", old).unknown
    assert "O3 อยู่ในตัวชี้วัดใด" in share_of("o3", newest).unknown


def test_an_indicator_never_rises_over_a_hundred_nor_is_anything_counted_twice() -> None:
    asked = (QuestionScore("i10", Decimal(0)), QuestionScore("i10", Decimal(0), issue=4))
    scores = Scores(2568, (*TEN[:3], Decimal(90), *TEN[4:]), questions=asked)

    alone, both = (what_if(scores, RULES, codes) for codes in (["i10"], ["i10", "n4", "i10"]))

    assert alone.rise == both.rise == Fraction(30, 100) * 10 / 5
    assert [gap.code for gap in gaps(scores, RULES)].count("i10") == 1


def test_an_item_at_its_target_has_no_gap_and_none_is_lost_where_the_total_is_unknown() -> None:
    scores = Scores(2568, (Decimal(80), Decimal(100)))

    found = what_if(scores, RULES, ["n1", "n2"], FULL)

    assert [gap.code for gap in gaps(scores, RULES)] == ["n1"]
    assert gaps(scores, RULES, Decimal(80)) == ()
    assert (found.before, found.after, found.level_after) == (None, None, "")
    assert found.rise == Fraction(30, 100) * 20 / 5


def test_printed_instruments_rise_with_their_indicators_and_their_questions() -> None:
    printed = {i: Decimal(80) for i in (Instrument.IIT, Instrument.EIT1, Instrument.EIT2, Instrument.OIT)}
    scores = Scores(2568, instruments=printed, questions=(QuestionScore("e7", Decimal(40)),))

    found = what_if(scores, RULES, ["e7"])

    assert found.before == 80
    # 60 points of one of three questions, in one of two parts, of one of three indicators, at 30 per cent
    assert found.after == 80 + Fraction(60, 18) * 30 / 100
    assert known_scores(scores) == {"e7": Decimal(40)}
