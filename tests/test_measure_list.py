"""Which measures are listed and in which order, and what a search finds."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_tui.domain.measure import Measure, Proof, Step, WorkStatus
from ita_tui.domain.measure_list import Flag, Listing, MeasureFilter, Order, flags
from ita_tui.domain.period import Period

TODAY = date(2026, 3, 18)
MEASURES = (
    Measure(
        1,
        "จัดทำคู่มือการให้บริการ",
        responsible="สำนักปลัด",
        divisions=("สำนักปลัด",),
        period=Period("ต.ค. ๖๘", date(2025, 10, 1), date(2025, 10, 31)),
        status=WorkStatus.COMPLETED,
        proof=Proof.COMPLETE,
    ),
    Measure(
        2,
        "ปรับปรุงระบบน้ำประปา ปี ๒๕๖๙",
        responsible="กองช่าง และกองคลัง",
        divisions=("กองช่าง", "กองคลัง"),
        sections=("งานโยธา",),
        period=Period("ก.พ. ๖๙", date(2026, 2, 1), date(2026, 2, 28)),
        status=WorkStatus.IN_PROGRESS,
        percent=40,
        result="ซ่อมท่อแล้ว ๓ หมู่บ้าน",
        items=("o12",),
    ),
    Measure(
        10,
        "เผยแพร่ข้อมูลบนเว็บไซต์ (E-Service)",
        responsible="กองคลัง",
        divisions=("กองคลัง",),
        period=Period("มี.ค. ๖๙", date(2026, 3, 1), date(2026, 3, 25)),
        status=WorkStatus.NOT_STARTED,
    ),
    Measure(11, "แก้ไขข้อร้องเรียน", status=WorkStatus.CANCELLED, cancel_reason="งบประมาณไม่พอ"),
)
LISTING = Listing.of(MEASURES)


def numbers(wanted: MeasureFilter) -> list[int]:
    return [measure.number for measure in LISTING.matching(wanted, TODAY)]


def test_lacking_evidence_and_the_proof_level_without_any_never_share_their_words() -> None:
    for words in (Flag.NO_EVIDENCE.label, Flag.NO_EVIDENCE.full_label):
        assert words not in {Proof.NONE.label, Proof.NONE.full_label}
    assert MeasureFilter(flag=Flag.NO_EVIDENCE).words == "ทำแล้วยังไม่มีหลักฐาน"
    assert [MeasureFilter(proof=proof).words for proof in Proof] == [
        "ไม่มีหลักฐาน", "มีหลักฐานบางส่วน", "หลักฐานครบ", "ตรวจหลักฐานแล้ว",
    ]  # fmt: skip


def test_without_a_wish_all_are_listed_by_number() -> None:
    assert numbers(MeasureFilter()) == [1, 2, 10, 11]
    assert MeasureFilter().words == ""


@pytest.mark.parametrize("text", ["2569", "๒๕๖๙", "๒5๖9", "ปี ๒๕๖๙", "ปี2569", " ระบบ น้ำ "])
def test_a_search_knows_both_digits_and_no_blanks(text: str) -> None:
    assert numbers(MeasureFilter(text)) == [2]


@pytest.mark.parametrize(
    "water", ["น้ำประปา", "น\u0e49\u0e4d\u0e32ประปา", "น\u0e4d\u0e49\u0e32ประปา", "น้ำ\u200bประปา"]
)
def test_a_search_finds_thai_however_it_was_typed(water: str) -> None:
    assert numbers(MeasureFilter(water)) == [2]
    assert Listing.of([Measure(1, water)]).matching(MeasureFilter("น้ำประปา"), TODAY)


def test_a_search_tells_vowels_and_different_tone_marks_apart() -> None:
    assert numbers(MeasureFilter("น้า")) == []
    assert numbers(MeasureFilter("น่ำ")) == []
    assert numbers(MeasureFilter("นำประปา")) == [2]


@pytest.mark.parametrize("text", ["e-service", "E-SERVICE", "ｅ-service"])
def test_a_search_knows_no_case(text: str) -> None:
    assert numbers(MeasureFilter(text)) == [10]


@pytest.mark.parametrize("text", ["งานโยธา", "ซ่อมท่อ", "o12", "O๑๒", "ก.พ. 69", "กองช่าง"])
def test_a_search_looks_into_the_printed_fields(text: str) -> None:
    assert numbers(MeasureFilter(text)) == [2]


def test_a_word_does_not_reach_over_two_fields_and_the_words_may_stand_in_different_ones() -> None:
    assert numbers(MeasureFilter("เว็บไซต์(E-Service)กองคลัง")) == []
    assert numbers(MeasureFilter("กองคลัง (E-Service) เว็บไซต์")) == [10]


def test_signs_of_patterns_are_only_signs() -> None:
    assert numbers(MeasureFilter("(")) == [10]
    for text in (".*", "[", "\\", "%", "_"):
        assert numbers(MeasureFilter(text)) == []


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (MeasureFilter(status=WorkStatus.CANCELLED), [11]),
        (MeasureFilter(proof=Proof.COMPLETE), [1]),
        (MeasureFilter(division="กองคลัง"), [2, 10]),
        (MeasureFilter(division="กอง"), []),
        (MeasureFilter(flag=Flag.OVERDUE), [2]),
        (MeasureFilter(flag=Flag.DUE_SOON), [10]),
        (MeasureFilter(flag=Flag.BEHIND), [10]),
        (MeasureFilter(flag=Flag.NO_EVIDENCE), [2]),
        (MeasureFilter("กองคลัง", status=WorkStatus.NOT_STARTED), [10]),
        (MeasureFilter("กองคลัง", status=WorkStatus.COMPLETED), []),
    ],
)
def test_filters_narrow_the_list_and_add_up(wanted: MeasureFilter, found: list[int]) -> None:
    assert numbers(wanted) == found


@pytest.mark.parametrize(
    ("order", "found"),
    [
        (Order.NUMBER, [1, 2, 10, 11]),
        (Order.TITLE, [11, 1, 2, 10]),
        (Order.RESPONSIBLE, [11, 10, 2, 1]),
        (Order.END, [1, 2, 10, 11]),
        (Order.PROGRESS, [10, 11, 2, 1]),
        (Order.STATUS, [10, 2, 1, 11]),
    ],
)
def test_a_list_has_the_order_that_was_asked_for(order: Order, found: list[int]) -> None:
    assert numbers(MeasureFilter(order=order)) == found


def test_titles_are_ordered_as_a_thai_dictionary_orders_them() -> None:
    titles = ["เก็บขยะ", "ก่อสร้าง", "ข้อ ๑๐", "ข้อ ๒", "แก้ไข", "กฎหมาย"]
    listing = Listing.of(Measure(number, title) for number, title in enumerate(titles, 1))

    found = listing.matching(MeasureFilter(order=Order.TITLE), TODAY)

    assert [measure.title for measure in found] == ["กฎหมาย", "ก่อสร้าง", "เก็บขยะ", "แก้ไข", "ข้อ ๒", "ข้อ ๑๐"]


def test_a_filter_is_spoken_with_all_that_it_asks() -> None:
    wanted = MeasureFilter(
        "น้ำ", WorkStatus.IN_PROGRESS, Proof.NONE, "กองช่าง", Flag.OVERDUE, proposals=True, order=Order.END
    )

    assert wanted.words == (
        "ข้อเสนอมาตรการ · กำลังดำเนินการ · เกินกำหนด · ไม่มีหลักฐาน · กองช่าง · «น้ำ» · เรียงตามวันสิ้นสุด"
    )


def test_what_must_be_said_comes_with_the_most_urgent_first() -> None:
    late = replace(MEASURES[1], steps=(Step("ก"),))

    assert flags(late, TODAY) == (Flag.OVERDUE, Flag.NO_EVIDENCE)
    assert flags(MEASURES[2], TODAY) == (Flag.DUE_SOON, Flag.BEHIND)
    assert flags(MEASURES[3], TODAY) == ()
    for flag in Flag:
        assert flag.label
        assert len(flag.sign) == 1


@given(st.text(max_size=20))
def test_any_text_can_be_searched_and_finds_itself(text: str) -> None:
    listing = Listing.of([Measure(1, text)])

    assert len(listing.matching(MeasureFilter(text), TODAY)) == 1
