"""A search finds what is meant, however it was typed, and marks whole letters of the text as it stands."""

import random
import re
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ita_tui.thai.clusters import MARKS, cluster_starts
from ita_tui.thai.folding import folded, traced
from ita_tui.thai.keyboard import on_other_layout
from ita_tui.thai.searching import (
    NOTHING_MARKED,
    ONE_EDIT,
    Closeness,
    Finding,
    Searched,
    find,
)

TONES = "\u0e48\u0e49\u0e4a\u0e4b"
WORDS = (
    "การจัดซื้อจัดจ้าง", "น้ำประปา", "ข้อร้องเรียน", "เว็บไซต์", "ก่อสร้าง", "ประชาชน", "คู่มือการปฏิบัติงาน", "ผู้บริหาร", "ปี ๒๕๖๙",
    "สำนักปลัด", "E-Service", "กิจกรรม No Gift Policy", "แผนปฏิบัติการป้องกันการทุจริต", "ทั้งนี้", "ที่ดิน", "ก็", "ณ วัด",
)  # fmt: skip
a_text = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
any_text = a_text | st.text(max_size=25) | st.text("กขนีูำ่้ําเแๆ 1๑aA\u200b", max_size=20)


def found(query: str, *texts: str) -> Finding:
    return find(query, [Searched.of([text]) for text in texts])


def closeness(query: str, *texts: str) -> Closeness | None:
    """How the first of the texts is found."""
    return found(query, *texts).closeness[0]


def marked(query: str, text: str, *others: str) -> list[str]:
    """The parts of a text that a search marks."""
    return [text[start:end] for start, end in found(query, text, *others).marks.spans(text)]


# --- as it is ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("2569", "ปี ๒๕๖๙"),
        ("๒5๖9", "ปี 2569"),
        ("น้ำ", "น\u0e49\u0e4d\u0e32"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("น้ำ", "นำ\u0e49"),
        ("ที่", "ท\u0e48ี"),
        ("แผน", "เเผน"),
        ("ฤๅษี", "ฤาษี"),
        ("e-service", "E-SERVICE"),
        ("ｅ-service", "E-Service"),
        ("cafe\u0301", "CAFÉ"),
        ("จัดซื้อ", "จั ด ซื้ อ จั ด จ้ า ง"),
        ("จั ด ซื้ อ", "จัดซื้อจัดจ้าง"),
        ("จัด จ้าง จัด ซื้อ", "จัดซื้อจัดจ้าง"),
        ("กอง\u200bคลัง", "กองคลัง"),
        ("ข้อ 12", "ข้อ ๑๒"),
        ("งาน ณ วัด", "วัดและงาน ณ ที่นั้น"),
    ],
)
def test_a_text_is_found_however_it_was_typed(query: str, text: str) -> None:
    assert closeness(query, text) is Closeness.EXACT


@pytest.mark.parametrize(
    ("query", "text"), [("คลัง กอง", "กองคลัง"), ("ประปา ปี", "น้ำประปา ของปี"), ("o 12", "o12")]
)
def test_words_are_found_in_any_order(query: str, text: str) -> None:
    assert closeness(query, text) is Closeness.EXACT


def test_every_word_must_be_found_but_not_in_one_field() -> None:
    thing = Searched.of(("จัดซื้อรถ", "กองคลัง"))

    assert find("กองคลัง จัดซื้อ", [thing]).closeness == (Closeness.EXACT,)
    assert find("กองช่าง จัดซื้อ", [thing]).closeness == (None,)
    assert find("จัดซื้อรถกองคลัง", [thing]).closeness == (None,)


def test_a_number_stays_with_what_it_counts() -> None:
    texts = ("ข้อ ๑๒ งบประมาณ", "ข้อ ๑๓ แผน ๑๒ เดือน", "ปี ๒๕๖๘ หมู่ ๑๒", "มกราคม ๒๕๖๙")

    assert found("ข้อ 12", *texts).closeness == (Closeness.EXACT, None, None, None)
    assert found("แผน 12", *texts).closeness == (None, Closeness.EXACT, None, None)
    assert found("มกราคม 2569", *texts).closeness == (None, None, None, Closeness.EXACT)


def test_a_query_without_a_letter_finds_everything_and_marks_nothing() -> None:
    for nothing in ("", "  ", "\u200b\u00a0\n"):
        finding = found(nothing, "ก", "")

        assert finding.closeness == (Closeness.EXACT, Closeness.EXACT)
        assert finding.marks is NOTHING_MARKED
        assert finding.marks.spans("ก") == ()


@given(any_text)
@settings(deadline=None)
def test_any_text_is_found_by_itself(text: str) -> None:
    assert closeness(text, text) is Closeness.EXACT


@given(a_text, st.randoms())
@settings(deadline=None)
def test_a_text_is_found_in_other_digits_letter_forms_and_blanks(text: str, chance: random.Random) -> None:
    query = text.translate(str.maketrans("0123456789๐๑๒๓๔๕๖๗๘๙", "๐๑๒๓๔๕๖๗๘๙0123456789")).replace(
        "ำ", "\u0e4d\u0e32"
    )
    for _ in range(3):
        at = chance.randrange(len(query) + 1)
        query = f"{query[:at]} {query[at:]}"

    assert closeness(query, text) is Closeness.EXACT


@given(any_text)
@settings(deadline=None)
def test_the_way_back_from_folded_letters_tells_the_same_letters(text: str) -> None:
    letters, origins = traced(text)

    assert letters == folded(text)
    assert len(origins) == len(letters)
    assert all(0 <= start < end <= len(text) for start, end in origins)


# --- tone marks ----------------------------------------------------------------------------------------------------


@given(a_text)
@settings(deadline=None)
def test_a_text_is_found_without_its_tone_marks_and_the_other_way_round(text: str) -> None:
    bare = "".join(letter for letter in text if letter not in TONES)
    lesser = Closeness.EXACT if bare == text else Closeness.BUT_FOR_TONES

    assert closeness(bare, text) is lesser
    assert closeness(text, bare) is lesser


@pytest.mark.parametrize(("query", "text"), [("ป่า", "ป้า"), ("ก้า", "ก๋า"), ("ใกล้", "ใกล่"), ("ที่", "ที๋")])
def test_another_tone_mark_is_another_word(query: str, text: str) -> None:
    assert closeness(query, text) is None


def test_what_has_the_tone_mark_is_found_exactly_what_has_none_but_for_it() -> None:
    assert found("ป่า", "ป่าไม้", "ปาลม", "ป้าย").closeness == (Closeness.EXACT, Closeness.BUT_FOR_TONES, None)


# --- the other layout ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("query", "text"), [("lj'vvd", "ส่งออก"), ("นระ", "OIT"), ("l'lyp", "สงสัย")])
def test_what_was_typed_on_the_wrong_layout_is_found_and_said(query: str, text: str) -> None:
    finding = found(query, text, "อื่น ๆ")

    assert finding.closeness == (Closeness.OTHER_LAYOUT, None)
    assert finding.words == f"ไม่พบตามแป้นที่พิมพ์ แสดงที่พบด้วย «{on_other_layout(query)}»"


def test_the_other_layout_is_asked_only_where_nothing_is_found_as_typed() -> None:
    assert found("oit", "ข้อ OIT", "นระ").closeness == (Closeness.EXACT, None)
    assert found("[", "บก").closeness == (None,)  # a lone key says too little


# --- misspelt ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("จัดซื้จัดจ้าง", "การจัดซื้อจัดจ้าง"),
        ("ประชาขน", "ประชาชน"),
        ("ประชชาน", "ประชาชน"),
        ("มาตราการ", "มาตรการ"),
        ("กระทวง", "กระทรวง"),
        ("การป้องกันทุจริจ", "การป้องกันทุจริต"),
        ("สัมมะนา", "สัมมนา"),
        ("เวบไซท์", "เว็บไซต์ (เวบไซต์)"),
        ("ปฎิบัติงารน", "ปฏิบัติงาน"),  # two edits in a long word
    ],
)
def test_a_small_slip_is_forgiven_and_said(query: str, text: str) -> None:
    finding = found(query, text, "อื่น ๆ")

    assert finding.closeness == (Closeness.NEAR, None)
    assert finding.words == "ไม่พบตรงตัว แสดงที่ใกล้เคียง"


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("ป่า", "ปู่"), ("กอง", "ของ"), ("แผน", "แขน"), ("คลัง", "กลัง"), ("ช่าง", "ข้าง"), ("ประปา", "ประชา"), ("บ้าน", "ด้าน"),
        ("ข้อ 12", "ข้อ 13"), ("ข้อที่ 12", "ข้อที่ 13"), ("มาตรการ 12", "มาตรการ 13"), ("ประเด็นที่ ๑๒", "ประเด็นที่ ๑"),
        ("พ.ศ. 2569", "พ.ศ. 2568"), ("12345678", "12345679"), ("ปีงบประมาณ๒๕๖๙", "ปีงบประมาณ๒๕๖๘"), ("แผนที่", "แผนงาน"),
        ("งบประมาณ", "ประเมินผล"), ("การศึกษา", "การรักษา"), ("โครงการ", "โครงสร้าง"),
    ],
)  # fmt: skip
def test_another_word_or_number_is_not_found(query: str, text: str) -> None:
    assert closeness(query, text) is None


def test_near_words_are_listed_only_where_none_is_found_as_typed_and_the_nearest_alone() -> None:
    assert found("มาตรการ", "มาตรการ", "มาตราการ").closeness == (Closeness.EXACT, None)
    assert found("การปฏิบัติงานX", "การปฏิบัติงาน", "การปฏิบัดิงาน").closeness == (Closeness.NEAR, None)


def test_each_word_may_be_misspelt_but_a_short_one_must_stand_there() -> None:
    assert closeness("ประชาขน กองคลัง", "กองคลังและประชาชน") is Closeness.NEAR
    assert closeness("ประชาขน กองขลัง", "กองคลังและประชาชน") is Closeness.NEAR
    assert closeness("ประชาขน ช่าง", "กองคลังและประชาชน") is None


@given(st.sampled_from([word for word in WORDS if len(folded(word)) > 10]), st.randoms())
@settings(deadline=None)
def test_one_edit_of_a_query_still_finds_the_text(word: str, chance: random.Random) -> None:
    letters = folded(word)
    start = chance.randrange(len(letters) - 8)
    query = letters[start : start + chance.randint(8, len(letters) - start)]
    at = chance.randrange(len(query) - 1)
    other = chance.choice("กขคงจฉชซ")
    edited = chance.choice(
        [
            query[:at] + query[at + 1 :],
            query[:at] + other + query[at:],
            query[:at] + other + query[at + 1 :],
            query[:at] + query[at + 1] + query[at] + query[at + 2 :],
        ]
    )
    assume(not any(letter.isdigit() for letter in query))
    assume(len([letter for letter in edited if letter not in TONES]) >= ONE_EDIT)
    assume(not any(letter in TONES for letter in query[at : at + 2]))
    assume(not re.match(f"[{MARKS}]", query) and not re.match(f"[{MARKS}]", edited))

    assert closeness(edited, word) is not None


# --- what is marked ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "text", "parts"),
    [
        ("นำ", "นำน้ำ", ["นำน้ำ"]),
        ("ท", "ที่ดิน", ["ที่"]),
        ("2569", "ปี ๒๕๖๙ และ ๒๕๗๐", ["๒๕๖๙"]),
        ("จัดซื้อ", "การ จั ด ซื้ อ รถ", ["จั ด ซื้ อ"]),
        ("กอง คลัง", "คลังของกองคลัง", ["คลัง", "กองคลัง"]),
        ("น้ำ", "ทำน\u0e4d\u0e49\u0e32แข็ง", ["น\u0e4d\u0e49\u0e32"]),
        ("น้ำ", "ท\u0e4d \u0e32 น \u0e4d\u0e32", ["น \u0e4d\u0e32"]),
        ("แผน", "ตามเเผน", ["เเผน"]),
        ("ประชาขน", "เพื่อประชาชนทุกคน", ["ประชาชน"]),
        ("lj'", "การส่งออก", ["ส่ง"]),
        ("ไม่มี", "อื่น ๆ", []),
        ("ﬁ", "ไฟล์ fi", ["fi"]),
        ("f", "ﬁle", ["ﬁ"]),
    ],
)
def test_what_was_found_is_marked_where_it_stands(query: str, text: str, parts: list[str]) -> None:
    assert marked(query, text) == parts


@given(any_text, any_text)
@settings(deadline=None)
def test_marks_lie_on_borders_of_letters_apart_and_cover_what_was_sought(query: str, text: str) -> None:
    finding = found(query, text)
    spans = finding.marks.spans(text)

    borders = set(cluster_starts(text))
    assert all(start in borders and end in borders and start < end for start, end in spans)
    assert all(one[1] < next_[0] for one, next_ in pairwise(spans))
    if finding.closeness[0] is Closeness.EXACT and len(query.split()) == 1 and folded(query):
        assert any(folded(query) in folded(text[start:end]) for start, end in spans)


@given(any_text)
@settings(deadline=None)
def test_a_text_that_is_sought_by_itself_is_marked_from_its_first_letter_to_its_last(text: str) -> None:
    assume(folded(text))
    spans = found(text, text).marks.spans(text)

    assert folded(text[: spans[0][0]]) == ""
    assert folded(text[spans[-1][1] :]) == ""
