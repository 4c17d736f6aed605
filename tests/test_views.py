"""Views of the measures: six ready ones, whose counts are those of their lists, and those that she saved."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain.measure import Measure, Proof, Step, WorkStatus
from ita_tui.domain.measure_list import Flag, Listing, MeasureFilter, Order
from ita_tui.domain.meetings import Meeting
from ita_tui.domain.period import Period
from ita_tui.domain.progress import is_ready_to_sign
from ita_tui.domain.views import (
    ReadyView,
    SavedView,
    can_be_saved,
    changed_since,
    divisions_of,
    read_view,
    read_views,
    with_view,
    without,
    written,
)

TODAY = date(2026, 3, 18)
READY = Measure(
    1,
    "คู่มือ",
    id=1,
    status=WorkStatus.COMPLETED,
    proof=Proof.COMPLETE,
    result="แจกแล้ว",
    steps=(Step("ก", WorkStatus.COMPLETED), Step("ข", WorkStatus.CANCELLED)),
)


def ends(day: date, status: WorkStatus = WorkStatus.IN_PROGRESS) -> Measure:
    return Measure(2, "งาน", period=Period("", date(2026, 1, 1), day), status=status)


def in_view(view: ReadyView, measure: Measure) -> bool:
    wanted = view.wanted
    assert wanted is not None
    return wanted.lets(measure, TODAY)


@pytest.mark.parametrize(
    "missing",
    [
        {"status": WorkStatus.IN_PROGRESS},
        {"proof": Proof.PARTIAL},
        {"proof": Proof.NONE},
        {"result": " \n"},
        {"steps": (Step("ก", WorkStatus.IN_PROGRESS),)},
    ],
)
def test_a_measure_is_ready_to_sign_only_where_nothing_is_missing(missing: dict[str, object]) -> None:
    assert in_view(ReadyView.READY_TO_SIGN, READY)
    assert in_view(ReadyView.READY_TO_SIGN, replace(READY, proof=Proof.VERIFIED, steps=()))
    assert not in_view(ReadyView.READY_TO_SIGN, replace(READY, **missing))  # type: ignore[arg-type]


def test_what_is_not_carried_out_is_ready_to_sign_with_its_reason_alone() -> None:
    gone = Measure(1, "ก", status=WorkStatus.CANCELLED)

    assert not is_ready_to_sign(gone)
    assert is_ready_to_sign(replace(gone, cancel_reason="ไม่มีงบประมาณ"))


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), False),
        (date(2027, 3, 18), False),
    ],
)
def test_due_this_month_means_the_month_of_today_in_this_year(day: date, *, due: bool) -> None:
    assert in_view(ReadyView.DUE_THIS_MONTH, ends(day)) is due
    assert not in_view(ReadyView.DUE_THIS_MONTH, ends(day, WorkStatus.COMPLETED))


def test_each_ready_view_says_its_rule_and_is_spoken_as_it_is_called() -> None:
    for view in ReadyView:
        assert view.label
        assert view.description
        if view.wanted is not None:
            assert view.wanted.words.startswith(view.label)
    assert "ผลการดำเนินการ หลักฐานครบหรือตรวจแล้ว" in ReadyView.READY_TO_SIGN.description


def test_what_changed_since_a_meeting_is_listed_by_id_and_cannot_be_saved() -> None:
    wanted = changed_since(Meeting(1), 2569, frozenset({1, 7}))

    assert wanted.words == "เปลี่ยนตั้งแต่ประชุมครั้งที่ ๑/๒๕๖๙"
    assert [wanted.lets(replace(READY, id=one), TODAY) for one in (1, 2, 7, None)] == [
        True,
        False,
        True,
        False,
    ]
    assert not can_be_saved(wanted)
    assert MeasureFilter(ids=frozenset({1, 7})).words == "เฉพาะ ๒ มาตรการที่เลือกมา"
    assert not MeasureFilter(ids=frozenset()).lets(READY, TODAY)


MEASURES = st.lists(
    st.builds(
        Measure,
        st.integers(1, 40),
        st.sampled_from(["คู่มือ", "อบรม"]),
        divisions=st.lists(st.sampled_from(["กองคลัง", "กองช่าง"]), max_size=3).map(tuple),
        period=st.dates(date(2026, 2, 1), date(2026, 4, 30)).map(
            lambda day: Period("", date(2026, 1, 1), day)
        ),
        status=st.sampled_from(WorkStatus),
        proof=st.sampled_from(Proof),
        result=st.sampled_from(["", "ทำแล้ว"]),
        cancel_reason=st.sampled_from(["", "ไม่มีงบ"]),
    ),
    max_size=12,
)


@settings(deadline=None)
@given(MEASURES)
def test_each_division_counts_the_measures_that_its_view_lists(measures: list[Measure]) -> None:
    listing = Listing.of(measures)

    for name, count in divisions_of(measures).items():
        assert count == len(listing.matching(MeasureFilter(division=name), TODAY)) > 0


# --- her own -----------------------------------------------------------------------------------------------------

FILTERS = st.builds(
    MeasureFilter,
    text=st.text(max_size=8),
    status=st.none() | st.sampled_from(WorkStatus),
    proof=st.none() | st.sampled_from(Proof),
    division=st.sampled_from(["", "กองคลัง"]),
    flag=st.none() | st.sampled_from(Flag),
    proposals=st.booleans(),
    order=st.sampled_from(Order),
    due_this_month=st.booleans(),
    ready_to_sign=st.booleans(),
)


@settings(deadline=None)
@given(FILTERS, st.text(min_size=1, max_size=20).filter(str.strip))
def test_a_view_is_read_as_it_was_written(wanted: MeasureFilter, name: str) -> None:
    assert read_view(written(SavedView(name, wanted))) == SavedView(name, wanted)


def test_conditions_of_a_newer_program_are_kept_said_and_not_applied() -> None:
    text = '{"filter": {"status": "paused", "risk": 3, "proof": "none"}, "name": "ก", "colour": "red"}'

    view = read_view(text)

    assert view is not None
    assert view.wanted == MeasureFilter(proof=Proof.NONE)
    assert view.newer == {"status": "paused", "risk": 3}
    assert view.words == "ไม่มีหลักฐาน · มีเงื่อนไขจากโปรแกรมรุ่นใหม่กว่าที่ไม่ได้ใช้"
    again = read_view(written(replace(view, name="ข")))
    assert again == replace(view, name="ข")


@pytest.mark.parametrize(
    "text", ["", "ก", "[]", "{}", '{"name": " ", "filter": {}}', '{"name": "ก"}', '{"name": 1, "filter": {}}']
)
def test_what_is_no_view_is_passed_over_and_never_thrown_away(text: str) -> None:
    view = SavedView("ของฉัน", MeasureFilter(text="คู่มือ"))

    texts = with_view([text], view)

    assert read_views(texts) == (view,)
    assert without(texts, "ของฉัน") == [text]


def test_a_view_takes_the_place_of_the_one_with_its_name() -> None:
    first = with_view(with_view([], SavedView("ข", MeasureFilter())), SavedView("ก", MeasureFilter(text="๑")))
    texts = with_view(first, SavedView("ข", MeasureFilter(text="๒")))

    assert [(view.name, view.wanted.text) for view in read_views(texts)] == [("ก", "๑"), ("ข", "๒")]
    assert read_views([*texts, *texts]) == read_views(texts)
    assert SavedView("ก", MeasureFilter()).words == "มาตรการทั้งหมดของปี"
