"""The lines, details and plots of F7 as values: numbers are those of the lists, and nothing is wider than its place."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain.analysis import strengths, weaknesses
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.scores import QuestionScore, Scores
from ita_tui.reports.sample_year import AS_OF, sample_report
from ita_tui.rulebook.loading import rules_for
from ita_tui.thai.cells import cell_width
from ita_tui.thai.numerals import digits
from screens.scores_details import details_of, headline
from screens.scores_lists import lines_of
from screens.scores_shown import QuestionOrder, ScoresShown, View
from screens.typed_numbers import NumberTrouble
from screens.typed_points import shown_points, typed_points
from screens.widgets.year_plot import YearColumn, YearPlotted, plot

YEAR = FiscalYear(2569)
RULES = rules_for(FiscalYear(2568))
POINTS = st.decimals(min_value=0, max_value=100, places=2)


def shown_with(
    ten: Sequence[Decimal | None], asked: Sequence[tuple[str, Decimal | None, int | None]]
) -> ScoresShown:
    report = sample_report(AS_OF)
    questions = tuple(QuestionScore(code, score, "ข้อความ " * 9, issue=issue) for code, score, issue in asked)
    made = Scores(2568, tuple(ten), questions=questions)
    return ScoresShown(replace(report, scores=made), made, RULES, rules_for(YEAR))


QUESTIONS = st.tuples(
    st.sampled_from([*RULES.question_indicator, "o1", "o13", "o27", "e30", ""]),
    st.none() | POINTS,
    st.none() | st.integers(1, 7),
)


@given(
    ten=st.lists(st.none() | POINTS, min_size=10, max_size=10),
    asked=st.lists(QUESTIONS, max_size=12),
    room=st.integers(76, 130),
)
@settings(deadline=None)
def test_numbers_on_the_views_are_those_of_the_lists_and_no_line_is_wider_than_the_screen(
    ten: list[Decimal | None], asked: list[tuple[str, Decimal | None, int | None]], room: int
) -> None:
    it = shown_with(ten, asked)
    views = {view: lines_of(view, it, room) for view in View}

    for lines in views.values():
        assert all(cell_width(line.words.plain) <= room for line in lines)
        assert len({line.key for line in lines}) == len(lines)
    strong, weak = strengths(it.indicators), weaknesses(it.indicators)
    headings = [line.words.plain for line in views[View.RANKING] if line.key.startswith("group:")]
    counts = [f"({digits(len(strong))})", f"({digits(len(weak))})"] if it.indicators else []
    assert [words[-len(count) :] for words, count in zip(headings, counts, strict=True)] == counts
    ranked = [line.key for line in views[View.RANKING] if line.key.startswith("indicator:")]
    assert len(ranked) == len(strong) + len(weak)
    gaps = {line.key: line.words.plain for line in views[View.WHAT_IF] if not line.heading}
    assert list(gaps) == sorted(gaps, key=lambda key: key[:5] != "gap:n")  # indicators first, each once
    for gap in it.gaps:
        assert (f"+{shown_points(gap.points)}" if gap.points is not None else "?") in gaps[f"gap:{gap.code}"]
    for view, lines in views.items():
        for line in lines:
            if not line.heading:
                assert details_of(line.key, view, it).plain.strip() or view is View.YEARS


def test_the_headline_says_which_instruments_are_missing_for_a_total() -> None:
    it = shown_with([Decimal(80)] * 5 + [None] * 5, [])

    assert headline(it).plain.endswith("ยังคำนวณคะแนนรวมไม่ได้ ขาดคะแนน EIT OIT · ในรายงาน ไม่ได้บันทึก")


def test_questions_are_ordered_from_the_lowest_with_unknown_ones_last() -> None:
    asked = [("i1", Decimal(90), None), ("i2", None, None), ("i3", Decimal(5), None)]
    it = replace(shown_with([], asked), order=QuestionOrder.LOWEST)

    assert [question.code for _, question in it.questions] == ["i3", "i1", "i2"]


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        ("๘๑.๙๐", "81.90"),
        ("81,9", "81.9"),
        (" ๑๐๐ คะแนน", "100"),
        ("0", "0"),
        ("๘ ๑ . ๕", "81.5"),
    ],
)
def test_scores_are_typed_in_either_digits_with_a_point_or_a_comma(typed: str, points: str) -> None:
    assert typed_points(typed) == Decimal(points)
    assert typed_points("  ") is None


@pytest.mark.parametrize("typed", ["-1", "100.01", "1.2.3", "สิบ", "๑,๐๐๐", "คะแนน", "9" * 400, "๕๐ %"])
def test_what_is_no_score_is_refused(typed: str) -> None:
    with pytest.raises(NumberTrouble):
        typed_points(typed)


@given(
    scores_of=st.lists(POINTS, min_size=1, max_size=9),
    width=st.integers(0, 90),
    height=st.integers(0, 20),
    goal=st.sampled_from([Decimal(0), Decimal(85), Decimal(100)]),
)
@settings(deadline=None)
def test_a_plot_is_never_larger_than_its_place_and_shows_the_latest_year(
    scores_of: list[Decimal], width: int, height: int, goal: Decimal
) -> None:
    columns = [
        YearColumn(digits(2560 + at), score, shown_points(score)) for at, score in enumerate(scores_of)
    ]

    lines = plot(YearPlotted(columns, goal, digits(str(goal))), width, height).plain.split("\n")

    assert len(lines) <= max(1, height)
    assert all(cell_width(line) <= width for line in lines)
    if any(lines):
        assert columns[-1].name in lines[-1]
        assert columns[-1].words in "\n".join(lines)
