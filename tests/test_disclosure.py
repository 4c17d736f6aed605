"""OIT items, and their codes as they are printed and misread."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain.disclosure import (
    DisclosureItem,
    DisclosureStatus,
    applicable,
    catalogue_of,
    codes_in,
    published,
    read_code,
    without_link,
)
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.rulebook.loading import rules_for
from ita_tui.thai.numerals import thai_digits

CATALOGUE = rules_for(FiscalYear(2566)).catalogue
SHORT_CATALOGUE = rules_for(FiscalYear(2568)).catalogue


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("o1", "o1"), ("O1", "o1"), ("๐๑", "o1"), ("01", "o1"), ("ο1", "o1"), ("О1", "o1"), ("0๕", "o5"), ("๐ ๕", "o5"),
        ("o01", "o1"), ("O-12", "o12"), ("๐๑๐", "o10"), ("ข้อ ๐๔๒", "o42"), ("ข้อ 43", "o43"), ("ข้อที่ O ๔๓", "o43"),
        (" o9 ", "o9"),
    ],
)  # fmt: skip
def test_noisy_codes_are_resolved(text: str, code: str) -> None:
    assert read_code(text) == code
    assert read_code(text, CATALOGUE) == code


@pytest.mark.parametrize(
    "text", ["", "ข้อ", "o", "๐", "๐๐", "o0", "i10", "e3", "o1ก", "ข้อ ก", "o123", "๐๔๒-๑๒๓๔๕๖"]
)
def test_what_is_no_code_is_none(text: str) -> None:
    assert read_code(text) is None


def test_a_number_that_the_year_does_not_have_is_no_code_of_that_year() -> None:
    assert read_code("ข้อ ๐๔๒", SHORT_CATALOGUE) is None
    assert codes_in("ข้อ ๐๒๗ ๐๔๒", SHORT_CATALOGUE) == ("o27",)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ข้อ ๐๑ ๐๒ ๐๓", "o1 o2 o3"),
        ("ข้อ ๐๑ ถึงข้อ ๐๔", "o1 o2 o3 o4"),
        ("จัดทำข้อมูลตามข้อ ๐๑๑ ถึง ข้อ ๐๑๓ ให้ครบ", "o11 o12 o13"),
        ("ข้อ ๐๓๑-๐๓๓", "o31 o32 o33"),
        ("ข้อ ๐๓๑–๓๓", "o31 o32 o33"),
        ("O1, O3 และ O5", "o1 o3 o5"),
        ("ข้อ ๐๑,๐๒,๐๑๐", "o1 o2 o10"),
        ("ข้อ ๐๑๙ ๐๒๐ ข้อ ๐๒๑ -กองคลัง ข้อ ๐๑๙", "o19 o20 o21"),
        ("ข้อ 43", "o43"),
        ("๐๑๐ E-Service", "o10"),
        ("o3-o1", "o3 o1"),
    ],
)
def test_lists_and_ranges_of_codes_are_counted_out(text: str, codes: str) -> None:
    assert codes_in(text, CATALOGUE) == tuple(codes.split())


@pytest.mark.parametrize(
    "text",
    [
        "", "คะแนน ๑๐๐.๐๐", "เวลา 09.30 น.", "๐๙:๓๐", "โทร. ๐๔๒-๑๒๓๔๕๖", "โทร 08-1234-5678", "01/02/2567", "ร้อยละ ๐๕%",
        "ตามข้อ ๕ แห่งระเบียบ", "www.o1.go.th", "พ.ศ. ๒๕๖๐", "Foo12", "๒,๐๑๐ บาท",
    ],
)  # fmt: skip
def test_scores_times_telephone_numbers_and_clauses_are_no_codes(text: str) -> None:
    assert codes_in(text, CATALOGUE) == ()


@given(st.integers(1, 43), st.integers(0, 42))
@settings(deadline=None)
def test_any_range_reads_back(first: int, length: int) -> None:
    last = min(43, first + length)
    expected = tuple(f"o{number}" for number in range(first, last + 1))

    for text in (f"ข้อ 0{first}-0{last}", f"O{first} ถึง O{last}", thai_digits(f"ข้อ 0{first} ถึงข้อ 0{last}")):
        assert codes_in(text, CATALOGUE) == expected


@given(st.text(alphabet="oO๐0123๔๕ข้อถึง -–.,", max_size=20) | st.text(max_size=12))
@settings(deadline=None)
def test_no_text_breaks_the_reading(text: str) -> None:
    assert len(set(codes_in(text, CATALOGUE))) == len(codes_in(text, CATALOGUE))
    assert all(CATALOGUE.item(code) for code in codes_in(text, CATALOGUE))


def test_published_is_counted_out_of_what_concerns_the_agency() -> None:
    items = (
        DisclosureItem("o1", "โครงสร้าง", status=DisclosureStatus.PUBLISHED, url="https://example.go.th/o1"),
        DisclosureItem("o2", "ข้อมูลผู้บริหาร", status=DisclosureStatus.PREPARING, url=" "),
        DisclosureItem("o3", "อำนาจหน้าที่", status=DisclosureStatus.NOT_APPLICABLE),
        DisclosureItem("o4", "แผนพัฒนา", status=DisclosureStatus.PUBLISHED),
    )

    assert [item.code for item in published(items)] == ["o1", "o4"]
    assert [item.code for item in applicable(items)] == ["o1", "o2", "o4"]
    assert [item.code for item in without_link(items)] == ["o2", "o4"]


def test_a_year_begins_with_its_own_catalogue() -> None:
    items = catalogue_of(rules_for(FiscalYear(2568)))

    assert len(items) == 28
    assert items[0] == DisclosureItem("o1", "โครงสร้างและอำนาจหน้าที่", "9.1")
    assert {item.status for item in items} == {DisclosureStatus.NOT_STARTED}
