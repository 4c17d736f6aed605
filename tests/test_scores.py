"""Scores, totals and levels."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.scores import Scores, computed, contradiction, held_down, possible_levels, question_score
from ita_tui.rulebook.loading import rules_for

EXAMPLES = Path(__file__).parents[2] / "shared" / "rules" / "score-examples.yaml"
IIT, EIT, EIT1, EIT2, OIT = Instrument
TEN_2564 = "87.73 80.03 80.37 76.14 73.66 95.82 96.75 95.65 53.56 31.25"
TEN_2568 = "95.40 96.98 99.52 92.38 94.13 98.45 97.60 97.21 80.75 100.00"


def scores(
    year: int,
    ten: str = "",
    total: str = "",
    level: str = "",
    instruments: Mapping[Instrument, str] | None = None,
) -> Scores:
    return Scores(
        year,
        tuple(Decimal(word) if word != "-" else None for word in ten.split()),
        {instrument: Decimal(score) for instrument, score in (instruments or {}).items()},
        Decimal(total) if total else None,
        level,
    )


@pytest.mark.parametrize(
    ("year", "ten", "total", "level"),
    [
        (2564, TEN_2564, "69.66", "C"),
        (2568, TEN_2568, "94.18", "ผ่านดี"),
        (2564, "93.55 87.72 91.01 87.93 89.52 90.55 88.68 88.58 72.89 65.56", "81.45", "B"),
        (2563, "92.57 86.13 90.08 85.98 88.04 83.67 82.11 79.29 69.94 52.78", "75.62", "B"),
    ],
)
def test_ten_indicators_give_the_printed_total(year: int, ten: str, total: str, level: str) -> None:
    result = computed(scores(year, ten), rules_for(FiscalYear(year)))

    assert result.total == Decimal(total)
    assert result.level == level


def test_an_instrument_is_the_mean_of_its_indicators() -> None:
    result = computed(scores(2564, TEN_2564), rules_for(FiscalYear(2564)))

    assert result.instruments == {IIT: Decimal("79.59"), EIT: Decimal("96.07"), OIT: Decimal("42.41")}


def test_two_eit_parts_weigh_fifteen_each() -> None:
    printed = {IIT: "82.44", EIT1: "79.40", EIT2: "82.24", OIT: "100"}

    result = computed(scores(2566, instruments=printed), rules_for(FiscalYear(2566)))

    assert (result.total, result.level) == (Decimal("88.98"), "ผ่าน")
    assert result.instruments[EIT] == Decimal("80.82")


@pytest.mark.skipif(not EXAMPLES.is_file(), reason="the printed results are not beside the repository")
def test_every_printed_result_is_computed_within_a_hundredth() -> None:
    examples = yaml.safe_load(EXAMPLES.read_text(encoding="utf-8"))
    results = [example for example in examples if "question" not in example]
    assert len(results) > 3

    for example in results:
        figures = scores(
            example["year"],
            " ".join(str(score) for score in example.get("indicators", ())),
            instruments={
                Instrument(name): str(score) for name, score in example.get("instruments", {}).items()
            },
        )
        result = computed(figures, rules_for(FiscalYear(example["year"])))
        expected = Decimal(str(example.get("computed_total", example["printed_total"])))
        assert result.total is not None
        assert abs(result.total - expected) <= Decimal("0.01")
        assert result.level == example.get("printed_level", result.level)


@pytest.mark.skipif(not EXAMPLES.is_file(), reason="the printed results are not beside the repository")
def test_every_printed_question_score_is_computed() -> None:
    questions = [q for q in yaml.safe_load(EXAMPLES.read_text(encoding="utf-8")) if "question" in q]
    assert questions

    for question in questions:
        assert question_score(question["answers"]) == Decimal(str(question["score"]))


@pytest.mark.parametrize(
    ("answers", "score"),
    [
        ((33, 1, 0, 1, 1, 6), "81.90"),
        ((35, 2, 2, 1, 1, 1), "91.43"),
        ((1, 0, 0, 0, 0, 0), "100.00"),
        ((0, 0, 0, 0, 0, 4), "0.00"),
    ],
)
def test_a_question_is_the_mean_of_its_answers(answers: tuple[int, ...], score: str) -> None:
    assert question_score(answers) == Decimal(score)


@pytest.mark.parametrize("answers", [(), (0, 0, 0, 0, 0, 0), (1, 2, 3), (1, 0, 0, 0, 0, -1)])
def test_a_question_without_answers_has_no_score(answers: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="six counts"):
        question_score(answers)


@pytest.mark.parametrize(
    ("total", "level"),
    [("95", "AA"), ("94.99", "A"), ("85", "A"), ("84.99", "B"), ("65", "C"), ("55", "D"), ("54.99", "E"), ("50", "E"), ("49.99", "F"), ("0", "F")],
)  # fmt: skip
def test_letters_to_2565(total: str, level: str) -> None:
    same = dict.fromkeys((IIT, EIT, OIT), total)

    assert computed(scores(2565, instruments=same), rules_for(FiscalYear(2565))).level == level


@pytest.mark.parametrize(
    ("iit", "eit", "oit", "level"),
    [
        ("95", "95", "95", "ผ่านดีเยี่ยม"),
        ("94.99", "100", "100", "ผ่านดี"),
        ("84.99", "100", "100", "ผ่าน"),
        ("85", "85", "85", "ผ่านดี"),
        ("84.99", "85", "85.01", "ผ่าน"),
        ("84.98", "84.98", "84.98", "ต้องปรับปรุง"),
        ("70", "70", "70", "ต้องปรับปรุง"),
        ("69.98", "69.98", "69.98", "ต้องปรับปรุงโดยด่วน"),
    ],
)
def test_words_from_2566_ask_every_instrument(iit: str, eit: str, oit: str, level: str) -> None:
    result = computed(scores(2568, instruments={IIT: iit, EIT: eit, OIT: oit}), rules_for(FiscalYear(2568)))

    assert result.level == level


def test_whether_the_eit_parts_count_apart_is_a_setting() -> None:
    figures = scores(2568, instruments={IIT: "90", EIT1: "80", EIT2: "95", OIT: "90"})
    apart = rules_for(
        FiscalYear(2568),
        """
        [levels]
        confidence = "unverified"
        pass_mark = 85
        eit_parts_apart = true
        level = [
          {label = "ผ่านดี", total_min = 85, every_instrument_min = 85},
          {label = "ผ่าน", total_min = 85},
          {label = "ต้องปรับปรุง", total_min = 0},
        ]
        """,
    )

    assert computed(figures, rules_for(FiscalYear(2568))).level == "ผ่านดี"
    assert computed(figures, apart).level == "ผ่าน"
    assert held_down(computed(figures, rules_for(FiscalYear(2568))), rules_for(FiscalYear(2568))) is None
    held = held_down(computed(figures, apart), apart)
    assert held is not None
    assert (held.level.label, held.instruments) == ("ผ่านดี", (EIT1,))


def test_the_total_is_rounded_half_up() -> None:
    figures = scores(2565, instruments={IIT: "84.99", EIT: "84.99", OIT: "85.0025"})

    result = computed(figures, rules_for(FiscalYear(2565)))

    assert result.total == Decimal("85.00")
    assert result.level == "A"


def test_unknown_figures_give_no_total_rather_than_a_wrong_one() -> None:
    holes = computed(scores(2564, "87.73 - 80.37 76.14 73.66 95.82 96.75 95.65"), rules_for(FiscalYear(2564)))

    assert (holes.total, holes.level) == (None, "")
    assert holes.instruments == {EIT: Decimal("96.07")}
    assert computed(scores(2564), rules_for(FiscalYear(2564))).instruments == {}


def test_rules_of_another_year_name_no_level() -> None:
    result = computed(scores(2564, TEN_2564), rules_for(FiscalYear(2568)))

    assert (result.total, result.level) == (Decimal("69.66"), "")
    assert contradiction(scores(2564, TEN_2564, "69.66", "C"), rules_for(FiscalYear(2568))) is None


def test_a_printed_total_that_its_own_table_contradicts_is_named() -> None:
    sentence = contradiction(scores(2568, TEN_2568, "49.74"), rules_for(FiscalYear(2568)))

    assert sentence == "คะแนนรวมในรายงาน ๔๙.๗๔ ไม่ตรงกับตารางตัวชี้วัด ซึ่งคำนวณได้ ๙๔.๑๘"


@pytest.mark.parametrize("total", ["69.66", "69.65", "69.67"])
def test_a_hundredth_is_rounding_and_no_contradiction(total: str) -> None:
    assert contradiction(scores(2564, TEN_2564, total, "C"), rules_for(FiscalYear(2564))) is None


@pytest.mark.parametrize("total", ["69.64", "69.68"])
def test_two_hundredths_are_a_contradiction(total: str) -> None:
    assert contradiction(scores(2564, TEN_2564, total, "C"), rules_for(FiscalYear(2564))) is not None


def test_a_printed_level_that_the_total_contradicts_is_named() -> None:
    sentence = contradiction(scores(2564, TEN_2564, "69.66", "ระดับ B"), rules_for(FiscalYear(2564)))

    assert sentence == "ระดับในรายงาน ระดับ B ไม่ตรงกับเกณฑ์ของปี ๒๕๖๔ ซึ่งคะแนน ๖๙.๖๖ ได้ระดับ C"


def test_without_the_instruments_every_level_the_total_allows_is_believed() -> None:
    rules = rules_for(FiscalYear(2567))

    assert [level.label for level in possible_levels(Decimal("91.67"), None, rules)] == ["ผ่านดี", "ผ่าน"]
    assert contradiction(scores(2567, total="91.67", level="ผ่าน"), rules) is None
    assert contradiction(scores(2567, total="91.67", level="ต้องปรับปรุง"), rules) is not None
    assert contradiction(scores(2567, level="ผ่าน"), rules) is None


POINTS = st.decimals(0, 100, places=2)


@given(st.lists(POINTS, min_size=10, max_size=10), st.sampled_from([2564, 2568]))
@settings(deadline=None)
def test_any_ten_indicators_give_a_total_within_their_range_and_one_level(
    ten: list[Decimal], year: int
) -> None:
    rules = rules_for(FiscalYear(year))

    result = computed(Scores(year, tuple(ten)), rules)

    assert result.total is not None
    assert min(ten) <= result.total <= max(ten)
    assert result.level in {level.label for level in rules.levels}
    assert contradiction(Scores(year, tuple(ten), {}, result.total, result.level), rules) is None
