"""Dates as they are typed and printed in Thai offices."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.thai.dates import BE, MONTHS, clock_time, moment, read_date, short_date, typed_date
from ita_tui.thai.numerals import thai_digits

SIXTEENTH = date(2026, 1, 16)
DAYS = st.dates(date(2000, 1, 1), date(2050, 12, 31))


def written_out(day: date) -> str:
    """๑๖ มกราคม ๒๕๖๙."""
    return thai_digits(f"{day.day} {MONTHS[day.month - 1]} {day.year + BE}")


@pytest.mark.parametrize(
    "text",
    [
        "16/1/2569", "16/01/2569", "16-1-69", "16.1.69", "๑๖/๑/๒๕๖๙", "๑๖ ม.ค. ๖๙", "๑๖ ม.ค.๖๙", "16 มค 69",
        "16 มกราคม 2569", "๑๖ มกราคม พ.ศ. ๒๕๖๙", "วันที่ ๑๖ เดือนมกราคม พ.ศ. ๒๕๖๙", "วันศุกร์ที่ 16 มกราคม 2569",
        "2026-01-16", "16 ม.ค. 2026", " 16  มกรา คม 2569 ", "16\u200b มกราคม 2569", "16 ม.ค. '69",
    ],
)  # fmt: skip
def test_a_date_is_read_in_every_way_it_is_written(text: str) -> None:
    assert read_date(text) == SIXTEENTH


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "เมื่อวาน", "ม.ค. 2569", "31/2/2569", "๓๑ ก.พ. ๖๙", "0/1/2569", "16/13/2569", "16/1/256", "16/1/3000",
        "16/1-2569", "๑๖ ม.ด. ๖๙", "1 6/1/2569", "16/1/2569 16/1/2569", "-16/1/2569", "29 ก.พ. 2568", "99999999999",
    ],
)  # fmt: skip
def test_nonsense_and_days_that_do_not_exist_are_no_date(text: str) -> None:
    assert read_date(text, near=SIXTEENTH) is None


def test_a_date_without_a_year_is_taken_from_the_fiscal_year_at_hand() -> None:
    near = date(2026, 2, 1)

    assert read_date("16/1", near=near) == date(2026, 1, 16)
    assert read_date("๕ ต.ค.", near=near) == date(2025, 10, 5)
    assert read_date("30 กันยายน", near=date(2025, 10, 1)) == date(2026, 9, 30)
    assert read_date("16/1") is None


def test_two_digits_are_a_buddhist_year() -> None:
    assert read_date("1/10/68") == date(2025, 10, 1)


def test_the_usual_misspelling_of_july_is_understood() -> None:
    assert read_date("๑ กรกฏาคม ๒๕๖๘") == read_date("๑ กรกฎาคม ๒๕๖๘") == date(2025, 7, 1)


def test_dates_and_times_are_written_as_offices_do() -> None:
    at = datetime(2026, 1, 16, 10, 32)  # noqa: DTZ001  (a wall clock reading)

    assert short_date(SIXTEENTH) == "๑๖ ม.ค. ๖๙"
    assert clock_time(at) == "๑๐:๓๒"
    assert moment(at, SIXTEENTH) == "วันนี้ ๑๐:๓๒"
    assert moment(at, date(2026, 1, 17)) == "๑๖ ม.ค. ๖๙ ๑๐:๓๒"


@given(DAYS)
@settings(deadline=None)
def test_what_is_written_reads_back(day: date) -> None:
    for text in (
        typed_date(day),
        thai_digits(typed_date(day)),
        short_date(day),
        written_out(day),
        day.isoformat(),
    ):
        assert read_date(text) == day


@given(st.text(alphabet="๐๑๒๓0123 ./-มคกพตยีเศ\u0e34\u200b", max_size=20) | st.text(max_size=12))
@settings(deadline=None)
def test_no_text_breaks_the_reading(text: str) -> None:
    read = read_date(text, near=SIXTEENTH)

    assert read is None or 1900 < read.year < 2200
