"""Numbers as people type them into forms, and the reason where a text is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.thai.numerals import Numerals, choose, thai_digits
from screens.typed_numbers import MOST_PEOPLE, NumberTrouble, typed_people, typed_percent, typed_year


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("", None), ("  ", None), ("60", 60), (" ๖๐ ", 60), ("๖๐ คน", 60), ("60คน", 60), ("1,234", 1234), ("๑,๒๓๔ คน", 1234),
        ("1 234", 1234), ("1,234,567", 1_234_567), ("0", 0), ("007", 7), ("60 ราย", 60), ("\u00a060\u200b", 60),
        ("1๐๐", 100), ("1,200 ท่าน", 1200),
    ],
)  # fmt: skip
def test_people_are_read_in_the_ways_they_are_typed(text: str, people: int | None) -> None:
    assert typed_people(text) == people
    assert typed_people(thai_digits(text)) == people


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("สามสิบ", "อ่านจำนวนนี้ไม่ได้"), ("คน", "อ่านจำนวนนี้ไม่ได้"), ("6O", "อ่านจำนวนนี้ไม่ได้"), ("²", "อ่านจำนวนนี้ไม่ได้"),
        ("-5", "ติดลบ"), ("60.5", "จำนวนเต็ม"), ("1,23", "คั่นหลักพัน"), ("12,34,5", "คั่นหลักพัน"), ("60 70", "คั่นหลักพัน"),
        ("100,000,001", "ไม่เกิน ๑๐๐,๐๐๐,๐๐๐ คน"), ("9" * 5000, "จำนวนมากเกินไป"),
    ],
)  # fmt: skip
def test_what_is_no_number_of_people_is_refused_with_the_reason(text: str, reason: str) -> None:
    for typed in (text, thai_digits(text)):
        with pytest.raises(NumberTrouble, match=reason):
            typed_people(typed)


@pytest.mark.parametrize("letters", ["1", "1,", "1 ", "ก", " ", "-", "."])
def test_a_paste_of_a_hundred_thousand_letters_is_refused_at_once(letters: str) -> None:
    """Anything that looks at every letter from every other would take minutes here."""
    for read in (typed_people, typed_year, typed_percent):
        with pytest.raises(NumberTrouble):
            read(f"{letters * (100_000 // len(letters))}x")


@given(st.integers(0, MOST_PEOPLE))
@settings(deadline=None)
def test_every_number_reads_back_with_and_without_separators(number: int) -> None:
    for text in (str(number), f"{number:,}", f" {number:,} คน"):
        assert typed_people(text) == typed_people(thai_digits(text)) == number


@pytest.mark.parametrize(
    "text", ["2566", "๒๕๖๖", "66", " ๖๖ ", "2023", "ปี 2566", "พ.ศ. 2566", "ปีงบประมาณ พ.ศ. ๒๕๖๖", "ปี พ.ศ.2566"]
)
def test_a_year_is_read_in_the_ways_it_is_typed(text: str) -> None:
    assert typed_year(text).be == 2566


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "ยังไม่ได้พิมพ์"), ("ปี", "ยังไม่ได้พิมพ์"), ("256", "สองหรือสี่หลัก"), ("ปีนี้", "สองหรือสี่หลัก"), ("25666", "สองหรือสี่หลัก"),
        ("2561", "ไม่มีเกณฑ์ของปี ๒๕๖๑"), ("2600", "ไม่มีเกณฑ์"), ("1999", "ไม่มีเกณฑ์"), ("3000", "๒๕๖๒ ถึง ๒๕๙๙"),
    ],
)  # fmt: skip
def test_what_is_no_year_of_the_rules_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(NumberTrouble, match=reason):
        typed_year(text)


@pytest.mark.parametrize(
    ("text", "percent"),
    [("", None), ("%", None), ("40", 40), ("๔๐ %", 40), ("ร้อยละ 40", 40), ("1๐๐", 100), ("0", 0)],
)
def test_a_percentage_is_read_in_the_ways_it_is_typed(text: str, percent: int | None) -> None:
    assert typed_percent(text) == percent


@pytest.mark.parametrize("text", ["101", "-1", "4.5", "สี่สิบ", "1000"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(NumberTrouble, match="๐ ถึง ๑๐๐"):
        typed_percent(text)


def test_reasons_are_told_in_the_chosen_numerals() -> None:
    choose(Numerals.ARABIC)

    with pytest.raises(NumberTrouble, match="เช่น 60 หรือ 1,200"):
        typed_people("ก")
