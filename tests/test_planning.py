"""The order of measures, copies of their plans, proposals taken up, and what measures answer."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain.answering import answer_code, answer_words, answerable
from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, ProgressNote, Proof, Step, WorkStatus
from ita_tui.domain.period import Period
from ita_tui.domain.planning import by_number, duplicate, listed_numbers, moved, numbered, shifted, taken_up
from ita_tui.domain.scores import QuestionScore, Scores
from ita_tui.rulebook.loading import rules_for

WHOLE = Measure(
    number=4,
    title="จัดทำทะเบียนคุมการยืมทรัพย์สิน",
    id=40,
    guideline="ขออนุญาตทุกครั้ง",
    method="๑. ประกาศ\n๒. อบรม",
    steps=(Step("ประกาศ", WorkStatus.COMPLETED, 2, 7, "กองคลัง"), Step("อบรม", id=8)),
    responsible="กองคลัง",
    divisions=("กองคลัง",),
    sections=("งานพัสดุ",),
    period=Period("ไตรมาสที่ ๒", date(2026, 1, 1), date(2026, 3, 31)),
    status=WorkStatus.COMPLETED,
    cancel_reason="เคยยกเลิก",
    proof=Proof.VERIFIED,
    percent=60,
    result="ทำแล้ว",
    outcome="ของครบ",
    recommendation="ควรทำต่อ",
    follow_up="รายงานทุกเดือน",
    issue=4,
    weak_item="การยืมทรัพย์สิน",
    items=("o12",),
    answers=("i20", "n4"),
    follows=3,
    notes=(ProgressNote(date(2026, 2, 1), "โทรแล้ว", 1),),
    evidence=(Evidence("ประกาศ", EvidenceKind.FILE, 5),),
)


def titles(measures: tuple[Measure, ...]) -> list[str]:
    return [measure.title for measure in measures]


def some_measures(*numbers: int) -> tuple[Measure, ...]:
    return tuple(Measure(number, f"เรื่องที่ {at}", id=at) for at, number in enumerate(numbers, start=1))


def test_a_measure_moves_down_and_up_and_stops_at_the_ends() -> None:
    measures = some_measures(1, 2, 3)

    assert titles(moved(measures, 1, 1)) == ["เรื่องที่ 2", "เรื่องที่ 1", "เรื่องที่ 3"]
    assert titles(moved(measures, 3, -2)) == ["เรื่องที่ 3", "เรื่องที่ 1", "เรื่องที่ 2"]
    assert moved(measures, 1, -5) == measures
    assert titles(moved(measures, 1, 99)) == ["เรื่องที่ 2", "เรื่องที่ 3", "เรื่องที่ 1"]


def test_gaps_and_double_numbers_are_gone_after_a_move() -> None:
    after = moved(some_measures(2, 2, 9), 3, -1)

    assert [(m.id, m.number) for m in after] == [(1, 1), (3, 2), (2, 3)]


def test_an_id_that_is_not_there_cannot_be_moved() -> None:
    with pytest.raises(ValueError, match="9"):
        moved(some_measures(1, 2), 9, 1)


@settings(deadline=None)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=12), st.data())
def test_moving_keeps_the_measures_and_numbers_them_from_one(numbers: list[int], data: st.DataObject) -> None:
    measures = some_measures(*numbers)
    which = data.draw(st.integers(1, len(measures)))
    by = data.draw(st.integers(-15, 15))

    after = moved(measures, which, by)

    assert [m.number for m in after] == list(range(1, len(measures) + 1))
    assert {replace(m, number=1) for m in after} == {replace(m, number=1) for m in measures}
    others = [m.id for m in by_number(measures) if m.id != which]
    assert [m.id for m in after if m.id != which] == others
    before = [m.id for m in by_number(measures)].index(which)
    assert after[min(max(before + by, 0), len(measures) - 1)].id == which


@settings(deadline=None)
@given(st.permutations(range(6)), st.integers(0, 5), st.integers(-5, 5))
def test_a_move_is_taken_back_by_its_contrary(order: list[int], which: int, by: int) -> None:
    went = shifted(order, which, by)

    assert list(shifted(went, which, order.index(which) - went.index(which))) == order


def test_a_copy_has_the_plan_and_nothing_of_what_was_done() -> None:
    copy = duplicate(WHOLE, 5)

    assert copy == Measure(
        number=5,
        title="จัดทำทะเบียนคุมการยืมทรัพย์สิน (สำเนา)",
        guideline=WHOLE.guideline,
        method=WHOLE.method,
        steps=(Step("ประกาศ", weight=2, responsible="กองคลัง"), Step("อบรม")),
        responsible=WHOLE.responsible,
        divisions=WHOLE.divisions,
        sections=WHOLE.sections,
        period=WHOLE.period,
        follow_up=WHOLE.follow_up,
        issue=4,
        weak_item=WHOLE.weak_item,
        items=WHOLE.items,
        answers=WHOLE.answers,
    )


def test_proposals_are_taken_up_in_their_order_after_the_last_measure() -> None:
    proposals = [Measure(3, "ค", id=3, proposal=True), Measure(1, "ก", id=1, proposal=True)]

    assert taken_up(proposals, [1, 7]) == (Measure(8, "ก", id=1), Measure(9, "ค", id=3))
    assert [m.number for m in taken_up(proposals, [])] == [1, 2]


def test_numbers_are_listed_with_runs_as_ranges() -> None:
    assert listed_numbers(some_measures(9, 1, 3, 4, 5, 11, 12)) == "๑, ๓–๕, ๙, ๑๑, ๑๒"
    assert listed_numbers(()) == ""
    assert numbered(()) == ()


# --- what a measure answers ------------------------------------------------------------------------------------

SCORES = Scores(
    2568,
    (Decimal("91.20"), None, Decimal("80.5")),
    questions=(
        QuestionScore("i20", Decimal("78.75"), "ขั้นตอนการยืม\nทรัพย์สิน"),
        QuestionScore("o11", Decimal(0)),
    ),
)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("i10", "i10"),
        ("I ๑๐", "i10"),
        ("ข้อ O๐๑๔", "o14"),
        ("n10", "n10"),
        ("n11", None),
        ("e0", None),
        ("ก๑", None),
    ],
)
def test_a_code_of_a_result_is_read_however_it_is_typed(typed: str, code: str | None) -> None:
    assert answer_code(typed) == code


def test_results_are_told_in_words_with_their_scores() -> None:
    rules = rules_for(FiscalYear(2568))
    item = rules.catalogue.item("o11")
    assert item is not None

    assert answerable(SCORES, rules) == {
        "n1": "ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่ (๙๑.๒๐)",
        "n3": "ตัวชี้วัดที่ ๓ การใช้อำนาจ (๘๐.๕)",
        "i20": "i20 ขั้นตอนการยืม ทรัพย์สิน (๗๘.๗๕)",
        "o11": f"O11 {item.name} (๐)",
    }


def test_a_code_that_the_results_do_not_have_is_told_as_far_as_it_is_known() -> None:
    assert answer_words("e3", None) == "e3"
    assert answer_words("n4", None) == "ตัวชี้วัดที่ ๔ การใช้ทรัพย์สินของราชการ"
    assert answerable(None) == {}
