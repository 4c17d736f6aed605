"""Personal data in what is to be published: found in Thai and Arabic digits, hidden where it is shown."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain.personal_data import Finding, PersonalKind, is_identity_number, personal_data
from ita_tui.thai.numerals import thai_digits

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
IDENTITY, PHONE, EMAIL, LINK = PersonalKind

TWELVE_DIGITS = st.text("0123456789", min_size=12, max_size=12)


def kinds(text: str) -> list[PersonalKind]:
    return [finding.kind for finding in personal_data([("มาตรการ ๑", text)])]


def with_check_digit(twelve: str) -> str:
    """The check digit counted another way: from the end, the digits are worth 2, 3, 4 … 13."""
    worth = sum(place * int(digit) for place, digit in enumerate(reversed(twelve), start=2))
    return twelve + str((11 - worth % 11) % 10)


@settings(deadline=None)
@given(TWELVE_DIGITS)
def test_exactly_one_last_digit_makes_an_identity_number(twelve: str) -> None:
    right = [last for last in "0123456789" if is_identity_number(twelve + last)]

    assert [twelve + last for last in right] == [with_check_digit(twelve)]


@pytest.mark.parametrize(
    "number", ["", "12345", "110170020345๐", "¹¹⁰¹⁷⁰⁰²⁰³⁴⁵⁰", "11017002034500", "1-1017-0020"]
)
def test_what_is_not_thirteen_digits_is_no_identity_number(number: str) -> None:
    assert not is_identity_number(number)


@settings(deadline=None)
@given(
    TWELVE_DIGITS.map(with_check_digit),
    st.sampled_from(["", "-", " ", " - ", "–"]),
    st.sampled_from([str, thai_digits]),
    st.sampled_from(["", "เลขบัตร ", "๑. ", "นายสมมุติ("]),
)
def test_an_identity_number_is_found_however_it_is_parted(
    number: str, parting: str, numerals: Callable[[str], str], before: str
) -> None:
    groups = (number[:1], number[1:5], number[5:10], number[10:12], number[12:])
    written = numerals(parting.join(groups))

    (finding,) = personal_data([("มาตรการ ๑", f"{before}{written} ตัวอย่าง")])

    assert finding.kind is IDENTITY
    assert sum(letter.isdigit() for letter in finding.masked) == 3
    assert finding.masked.replace("x", "")[0] == written[0]


def test_an_identity_number_behind_an_ordinal_is_found() -> None:
    number = with_check_digit("110170020345")

    assert kinds(f"1 {number}") == [IDENTITY]
    assert kinds(f"2 {number[0]}-{number[1:5]}-{number[5:10]}-{number[10:12]}-{number[12]}") == [IDENTITY]


@pytest.mark.parametrize(
    "text",
    [
        "โทร.๐๔๒-๐๐๐๐๐๐", "โทรศัพท์ 0 4200 0000", "(042) 000000", "0-4200-0000", "02-000-0000", "02 0000000",
        "081-000-0000", "๐๘๑ ๐๐๐ ๐๐๐๐", "0810000000", "08-1000-0000", "ติดต่อนางสาวสมมุติ 0960000000 ได้ทุกวัน",
        "+66 81 000 0000", "+66(0)81-000-0000", "66810000000", "0066810000000", "โทร 08 10 00 00 00",
        "แฟกซ์ 039 000 000", "40000 042-000000 ต่อ 12", "๐๓๙ ๐๔๐ ๐๔๑ 0810000000", "02-0000000/081-000-0000",
    ],
)  # fmt: skip
def test_telephone_numbers_are_found_in_every_usual_form(text: str) -> None:
    assert set(kinds(text)) == {PHONE}


def test_two_numbers_side_by_side_are_two() -> None:
    assert len(personal_data([("ก", "02-0000000/081-000-0001 ๐๔๒-๐๐๐๐๐๒")])) == 3


@pytest.mark.parametrize(
    "text",
    [
        "ข้อ ๐๓๙ ๐๔๐ ๐๔๑", "๐๓๙ ๐๔๐ ๐๔๑ ๐๔๒", "ข้อ ๐๓๑-๐๔๓", "ข้อ ๐๓๑ ๐๓๒ ๐๓๓ ๐๓๖ ๐๓๗ ๐๓๘", "๐๓๙-๐๔๐-๐๔๑",
        "๐๑ ๐๒ ๐๑๐ ๐๑๑ ๐๑๒", "O39 O40 O41", "๐๖ ๐๗ ๐๘ ๐๙ ๐๑๐",
        "ที่ มท ๐๘๐๘.๒/ว ๑๒๓๔", "ที่ สม ๗๑๖๐๑/๒๕๖๖", "เลขที่ 0810000000/2566", "ลว 0023.6/0810000000",
        "พ.ศ. 2565 - 2569", "ปี ๒๕๖๔ ๒๕๖๕ ๒๕๖๖", "01-02-2566", "09-10-2566 10", "2566-10-01", "08.30-16.30 น.",
        "1,250,000.00 บาท", "วงเงิน 850000000 บาท", "คะแนน 90.95 81.90 100.00", "081-2-34567-8", "012-3-45678-9",
        "โครงการเลขที่ 66059123456", "สัญญา ๖๖๐๘๒๒๐๑๒๓๔๕", "1234567890123", "123456789012345678", "ร้อยละ ๑๐๐", "",
    ],
)  # fmt: skip
def test_items_document_numbers_years_money_and_dates_are_nothing_personal(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text", ["ita2566@example.go.th", "อีเมลita@example.go.th.", "(a.b+c@sub.example.com)"]
)
def test_addresses_are_found_and_mostly_hidden(text: str) -> None:
    (finding,) = personal_data([("ก", text)])

    assert finding.kind is EMAIL
    assert finding.masked.endswith((".go.th", ".com"))
    assert "***@" in finding.masked
    assert "ita" not in finding.masked


@pytest.mark.parametrize(
    ("link", "masked"),
    [
        (
            "https://itas.example.go.th/go/eit?tokenId=2759482&tokenValue=ab12-cd&departmentId=1609",
            "https://itas.example.go.th/go/eit?tokenId=…&tokenValue=…&departmentId=1609",
        ),
        ("https://example.go.th/?access_token=abc", "https://example.go.th/?access_token=…"),
        ("https://example.go.th/a?api-key=1&page=2", "https://example.go.th/a?api-key=…&page=2"),
        ("https://ผู้ใช้:รหัส@example.go.th/a", "https://…@example.go.th/a"),
        (
            "https://forms.example.com/d/e/1FAIpQLSdx3abcDEF12ghI/view",
            "https://forms.example.com/d/e/…/view",
        ),
        ("https://example.com/a/3f2504e0-4f89-11d3-9a0c-0305e82c3301", "https://example.com/a/…"),
        ("www.example.com/a#id_token=a.b.c", "www.example.com/a#id_token=…"),
    ],
)
def test_a_link_with_a_key_is_shown_without_it(link: str, masked: str) -> None:
    assert personal_data([("ก", f"ดูที่ {link} ได้")]) == (Finding("ก", LINK, masked),)


@pytest.mark.parametrize(
    "link",
    [
        "https://www.example.go.th/ita/budget-progress",
        "https://www.example.go.th/Annual-Report-ITA-Measures-2566.pdf",
        "https://www.example.go.th/?page=12&id=0810000000",
        "https://www.example.go.th/%E0%B8%A3%E0%B8%B2%E0%B8%A2%E0%B8%87%E0%B8%B2%E0%B8%99",
        "https://www.example.go.th/รายงาน/๒๕๖๖/๐๓๙๐๔๐๐๔๑",
    ],
)
def test_an_ordinary_link_is_nothing_personal_and_neither_is_a_number_in_it(link: str) -> None:
    assert kinds(link) == []


def test_findings_name_their_place_in_the_order_of_the_texts_and_once() -> None:
    texts = [("มาตรการ ๑", "081-000-0000 และ a@example.com"), ("มาตรการ ๒", "081-000-0000, 081-000-0000")]

    found = personal_data(texts)

    assert [(one.place, one.kind) for one in found] == [
        ("มาตรการ ๑", PHONE),
        ("มาตรการ ๑", EMAIL),
        ("มาตรการ ๒", PHONE),
    ]
    assert all("000-00" not in one.masked for one in found)


def test_a_number_parted_by_what_cannot_be_seen_is_found() -> None:
    assert kinds("081\u200b-000\u200b-0000") == [PHONE]


def test_every_kind_has_a_thai_name() -> None:
    assert len({kind.label for kind in PersonalKind}) == len(PersonalKind)


@settings(deadline=None)
@given(st.text("0123456789๐๘๖-–() .,/@a%?=:ก\n", max_size=300))
def test_no_text_is_too_strange_and_no_finding_shows_a_whole_number(text: str) -> None:
    for finding in personal_data([("ก", text)]):
        assert finding.place == "ก"
        assert finding.kind in {EMAIL, LINK} or "x" in finding.masked


@pytest.mark.parametrize("text", ["1" * 30_000 + "a", "a" * 30_000, "a." * 15_000 + "@", "1-" * 5_000 + "a"])
def test_a_long_text_without_anything_is_read_once(text: str) -> None:
    assert personal_data([("ก", text)]) == ()


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not beside this repository")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("thamsing-2566", {LINK}),
        ("napho-2565", set()),
        ("nayai-2568", set()),
        ("talubo-2567", set()),
        ("hannangam-2568", {PHONE}),
    ],
)
def test_real_reports_with_all_their_items_hold_nothing_else(name: str, expected: set[PersonalKind]) -> None:
    lines = (SEEDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()

    found = personal_data((f"บรรทัด {number}", line) for number, line in enumerate(lines, start=1))

    assert {finding.kind for finding in found} == expected
