"""A plan goes over into the next year: its periods a year later, nothing of last year's results."""

from dataclasses import fields, replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_tui.domain.carrying_over import LEFT_BEHIND, a_year_later, before_of, carried, last_years, offered
from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, ProgressNote, Proof, Step, WorkStatus
from ita_tui.domain.period import Period, read_period

OLD, NEW = FiscalYear(2566), FiscalYear(2567)
DONE = Measure(
    3,
    "จัดทำคู่มือการยืมทรัพย์สิน",
    id=12,
    guideline="ให้ทุกกองใช้เล่มเดียวกัน",
    method="๑. ร่าง ๒. ประกาศ",
    steps=(Step("ร่างคู่มือ", WorkStatus.COMPLETED, 2, 7, "งานพัสดุ"), Step("ประกาศ", WorkStatus.CANCELLED, id=8)),
    responsible="กองคลัง",
    divisions=("กองคลัง",),
    sections=("งานพัสดุ",),
    period=read_period("ต.ค. ๖๕ – มี.ค. ๖๖", OLD),
    status=WorkStatus.COMPLETED,
    cancel_reason="-",
    proof=Proof.VERIFIED,
    percent=80,
    result="ประกาศแล้ว",
    outcome="ยืมได้ภายในวันเดียว",
    recommendation="ทบทวนทุกปี",
    follow_up="รายงานทุกไตรมาส",
    issue=4,
    weak_item="การขอยืมทรัพย์สิน",
    items=("o42", "o12", "o13"),
    answers=("i10",),
    notes=(ProgressNote(date(2023, 1, 5), "ประชุม"),),
    evidence=(Evidence("คู่มือ", EvidenceKind.FILE, attached=datetime(2023, 1, 5)),),  # noqa: DTZ001 - a value alone
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ต.ค.65 - ก.ย.66", "ต.ค.66 - ก.ย.67"),
        ("ม.ค- มี.ค. ๖๖", "ม.ค- มี.ค. ๖๗"),
        ("ก.พ. – เม.ย. ๒๕๖๖", "ก.พ. – เม.ย. ๒๕๖๗"),
        ("๑ ต.ค ๖๕ – ๓๐ ก.ย ๖๖", "๑ ต.ค ๖๖ – ๓๐ ก.ย ๖๗"),
        ("๑ ต.ค..๖๕-๓๐ ก.ย.. ๖๖", "๑ ต.ค..๖๖-๓๐ ก.ย.. ๖๗"),
        ("ต.ค. – มี.ค. ๒๕๖๖", "ต.ค. – มี.ค. ๒๕๖๗"),
        ("ไตรมาสที่ ๒", "ไตรมาสที่ ๒"),
        ("ตลอดปีงบประมาณ", "ตลอดปีงบประมาณ"),
        ("ตลอดปีงบประมาณ ๒๕๖๖", "ตลอดปีงบประมาณ ๒๕๖๗"),
        ("๑๕ วัน", "๑๕ วัน"),
        ("", ""),
        ("ภายในเดือนธันวาคม ๒๕๖๕", "ภายในเดือนธันวาคม ๒๕๖๖"),
        ("16/1/2566 - 20/2/2566", "16/1/2567 - 20/2/2567"),
        ("ตามแผนของปี ๒๕๖๖", "ตามแผนของปี ๒๕๖๗"),
    ],
)
def test_words_move_with_their_days(before: str, after: str) -> None:
    period = read_period(before, OLD)

    moved = a_year_later(period, NEW)

    assert moved.text == after
    assert moved == read_period(after, NEW)


def test_words_that_would_tell_other_days_are_written_anew() -> None:
    """She typed days of her own beside words that say something else."""
    moved = a_year_later(Period("ไตรมาสที่ ๒", date(2023, 1, 16), date(2023, 2, 20)), NEW)

    assert moved == Period("๑๖ ม.ค. ๖๗ – ๒๐ ก.พ. ๖๗", date(2024, 1, 16), date(2024, 2, 20))
    whole = a_year_later(Period("ต้นปี", date(2023, 1, 1), date(2023, 1, 31)), NEW)
    assert whole.text == "ม.ค. ๖๗"


def test_a_period_that_lies_in_the_new_year_already_stays() -> None:
    """A proposal for the next year says when in that year it is to be done."""
    period = read_period("ต.ค. – ธ.ค. ๒๕๖๖", NEW)

    assert a_year_later(period, NEW) == period
    assert a_year_later(a_year_later(period, NEW), NEW) == period


def test_the_last_day_of_february_stays_the_last() -> None:
    assert a_year_later(Period("ก", date(2023, 2, 1), date(2023, 2, 28)), NEW).end == date(2024, 2, 29)
    assert a_year_later(Period("ก", date(2024, 2, 29), date(2024, 2, 29)), FiscalYear(2568)).end == date(
        2025, 2, 28
    )


DAYS = st.dates(date(2022, 10, 1), date(2023, 9, 30))


@given(
    st.tuples(DAYS, DAYS).map(sorted), st.sampled_from(["ไตรมาสที่ ๑", "ต.ค. ๖๕", "?", "ตลอดปี", "ก.พ. 2566"])
)
def test_any_period_moves_by_a_year(days: list[date], text: str) -> None:
    moved = a_year_later(Period(text, *days), NEW)

    assert moved.span is not None
    for before, after in zip(days, (moved.start, moved.end), strict=True):
        assert after is not None
        assert (after.year, after.month) == (before.year + 1, before.month)
        assert after.day == before.day or (after + timedelta(days=1)).day == 1
    assert read_period(moved.text, NEW).span == moved.span


def test_the_plan_goes_over_and_the_results_stay_behind() -> None:
    new = carried(DONE, 1, NEW, {"o42": "o34", "o12": "o11", "o13": "o11"})

    assert (new.number, new.id, new.follows) == (1, None, 12)
    assert new.steps == (Step("ร่างคู่มือ", weight=2, responsible="งานพัสดุ"), Step("ประกาศ"))
    assert new.items == ("o34", "o11")
    assert new.period.text == "ต.ค. ๖๖ – มี.ค. ๖๗"
    blank = Measure(1, DONE.title)
    assert all(getattr(new, field) == getattr(blank, field) for field in LEFT_BEHIND)
    moved = {"id", "number", "proposal", "follows", "steps", "period", "items"}
    for field in fields(Measure):
        if field.name not in {*LEFT_BEHIND, *moved}:
            assert getattr(new, field.name) == getattr(DONE, field.name)


def test_what_was_not_finished_is_offered_first() -> None:
    measures = (
        DONE,
        Measure(1, "ยกเลิกแล้ว", id=1, status=WorkStatus.CANCELLED, cancel_reason="งบไม่พอ"),
        Measure(2, "ยังไม่เริ่ม", id=2),
        Measure(4, "ทำอยู่", id=4, status=WorkStatus.IN_PROGRESS),
    )
    proposal = Measure(1, "เสนอไว้", id=9, proposal=True)

    found = offered(measures, [proposal])

    assert [(one.measure.title, one.chosen, one.why) for one in found] == [
        ("ยังไม่เริ่ม", True, "ยังไม่เริ่ม"),
        ("ทำอยู่", True, "กำลังดำเนินการ"),
        ("เสนอไว้", True, "มาตรการที่เสนอไว้"),
        ("จัดทำคู่มือการยืมทรัพย์สิน", True, "แล้วเสร็จ"),
        ("ยกเลิกแล้ว", False, "ไม่ดำเนินการ"),
    ]


def test_what_the_new_year_has_already_is_not_offered_again() -> None:
    renamed = Measure(1, "ชื่อใหม่", follows=12)

    assert offered([DONE], taken=[renamed]) == ()
    assert offered([DONE], taken=[Measure(7, DONE.title)]) == ()


def test_of_two_with_one_title_the_other_is_still_offered() -> None:
    twin = replace(DONE, id=13, number=4)

    found = offered([DONE, twin], taken=[Measure(1, DONE.title, follows=12)])

    assert [one.measure.id for one in found] == [13]


def test_last_years_measure_is_found_by_what_is_followed_then_by_its_title() -> None:
    other = replace(DONE, id=13, title="ชื่อเดียวกัน")
    followed = Measure(1, "ชื่อเดียวกัน", follows=12)

    assert before_of(followed, [other, DONE]) == DONE
    assert before_of(replace(followed, follows=None), [other, DONE]) == other
    assert before_of(Measure(1, "ใหม่"), [other]) is None
    assert last_years("result", DONE) == "ประกาศแล้ว"
    assert last_years("status", DONE) == "✓ แล้วเสร็จ"
