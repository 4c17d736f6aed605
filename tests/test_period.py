"""Periods (ระยะเวลา) as people write them."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.period import Period, read_period
from ita_tui.thai.dates import BE, MONTHS, MONTHS_SHORT, short_date, typed_date
from ita_tui.thai.numerals import arabic_digits, thai_digits

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
YEAR = FiscalYear(2568)
DAYS = st.dates(date(2001, 1, 1), date(2050, 12, 31))


def written_out(day: date) -> str:
    """๑๖ มกราคม ๒๕๖๙."""
    return thai_digits(f"{day.day} {MONTHS[day.month - 1]} {day.year + BE}")


def days(text: str, year: FiscalYear | None = YEAR) -> tuple[str, str] | None:
    period = read_period(text, year)
    assert period.text == text
    return None if period.start is None or period.end is None else (f"{period.start}", f"{period.end}")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("ต.ค.67 - ก.ย.68", "2024-10-01", "2025-09-30"),
        ("ม.ค- มี.ค. ๖๕", "2022-01-01", "2022-03-31"),
        ("ก.พ. – เม.ย. ๒๕๖๖", "2023-02-01", "2023-04-30"),
        ("<p>ก.พ. - มี.ค. ๒๕๖๖</p>", "2023-02-01", "2023-03-31"),
        ("๑ ต.ค ๖๖ – ๓๐ ก.ย ๖๗", "2023-10-01", "2024-09-30"),
        ("๑ ต.ค ๖๖ – ๓๐ ก.ย๖๗", "2023-10-01", "2024-09-30"),
        ("๑ ต.ค..๖๘-๓๐ ก.ย.. ๖๙", "2025-10-01", "2026-09-30"),
        ("1 ตุลาคม 2567 ถึง 30 กันยายน 2568", "2024-10-01", "2025-09-30"),
        ("ตั้งแต่วันที่ ๑ ตุลาคม พ.ศ. ๒๕๖๗ ถึงวันที่ ๓๐ กันยายน พ.ศ. ๒๕๖๘", "2024-10-01", "2025-09-30"),
        ("ตุลา คม ๒๕๖๘ - มีนา คม ๒๕๖๙", "2025-10-01", "2026-03-31"),
        ("1-31 ม.ค. 2566", "2023-01-01", "2023-01-31"),
        ("ระหว่างวันที่ ๕–๑๖ มกราคม ๒๕๖๙", "2026-01-05", "2026-01-16"),
        ("16/1/2569 - 20/2/2569", "2026-01-16", "2026-02-20"),
        ("16-1-2569 - 20-2-2569", "2026-01-16", "2026-02-20"),
        ("16/1/2569", "2026-01-16", "2026-01-16"),
        ("กุมภาพันธ์ ๒๕๖๗", "2024-02-01", "2024-02-29"),
        ("ภายในเดือนมีนาคม ๒๕๖๖", "2023-03-01", "2023-03-31"),
        ("ม.ค. – มี.ค. ๒๕๖๙ (ครั้งที่ ๑)", "2026-01-01", "2026-03-31"),
    ],
)
def test_months_and_days_are_read_as_written(text: str, first: str, last: str) -> None:
    assert days(text) == (first, last)
    assert days(text, None) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("ต.ค. – มี.ค. ๒๕๖๖", "2022-10-01", "2023-03-31"),
        ("ต.ค. – ธ.ค. ๒๕๖๖", "2023-10-01", "2023-12-31"),
        ("๑๕ ธ.ค. – ๑๐ ม.ค. ๒๕๖๗", "2023-12-15", "2024-01-10"),
        ("ต.ค. ๒๕๖๗ – ก.ย.", "2024-10-01", "2025-09-30"),
        ("ม.ค. ๖๘ – มี.ค.", "2025-01-01", "2025-03-31"),
    ],
)
def test_one_year_serves_both_ends_unless_the_range_would_end_before_it_begins(
    text: str, first: str, last: str
) -> None:
    assert days(text, None) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("ไตรมาสที่ ๒", "2025-01-01", "2025-03-31"),
        ("ไตรมาส 1-2", "2024-10-01", "2025-03-31"),
        ("ไตรมาสที่ ๑ และ ๒", "2024-10-01", "2025-03-31"),
        ("ไตรมาสที่ ๑, ๒ และ ๓", "2024-10-01", "2025-06-30"),
        ("ไตรมาสที่ ๓ ถึงไตรมาสที่ ๔", "2025-04-01", "2025-09-30"),
        ("ภายในไตรมาสที่ ๑", "2024-10-01", "2024-12-31"),
        ("ไตรมาสที่ ๑ (ต.ค. – ธ.ค. ๒๕๖๗)", "2024-10-01", "2024-12-31"),
        ("ตลอดปีงบประมาณ", "2024-10-01", "2025-09-30"),
        ("ตลอด ปีงบประมาณ", "2024-10-01", "2025-09-30"),
        ("ตลอดทั้งปี", "2024-10-01", "2025-09-30"),
        ("รอบ ๖ เดือน", "2024-10-01", "2025-03-31"),
        ("รอบ 12 เดือน", "2024-10-01", "2025-09-30"),
        ("๖ เดือนหลัง", "2025-04-01", "2025-09-30"),
        ("ม.ค. - มี.ค.", "2025-01-01", "2025-03-31"),
        ("ต.ค. – มี.ค.", "2024-10-01", "2025-03-31"),
        ("๑ – ๓๐ พ.ย.", "2024-11-01", "2024-11-30"),
        ("พฤศจิกายน", "2024-11-01", "2024-11-30"),
    ],
)
def test_words_without_a_year_are_read_in_the_fiscal_year_at_hand(text: str, first: str, last: str) -> None:
    assert days(text) == (first, last)
    bracketed_dates_stand_alone = "๒๕๖๗" in text
    assert (days(text, None) is not None) == bracketed_dates_stand_alone


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("ตลอดปีงบประมาณ พ.ศ. ๒๕๖๗", "2023-10-01", "2024-09-30"),
        ("ปีงบประมาณ 2570", "2026-10-01", "2027-09-30"),
        ("ไตรมาสที่ ๒ ปีงบประมาณ ๒๕๖๗", "2024-01-01", "2024-03-31"),
        ("ไตรมาส ๒/๒๕๖๗", "2024-01-01", "2024-03-31"),
        ("ต.ค. – ธ.ค. ปีงบประมาณ ๒๕๖๖", "2022-10-01", "2022-12-31"),
    ],
)
def test_a_fiscal_year_that_is_named_beats_the_one_at_hand(text: str, first: str, last: str) -> None:
    assert days(text) == days(text, None) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("ต.ค. 2567 เป็นต้นไป", "2024-10-01", "2025-09-30"),
        ("ตั้งแต่เดือนมีนาคม ๒๕๖๘ เป็นต้นไป", "2025-03-01", "2025-09-30"),
        ("ตั้งแต่ ๑๕ ม.ค. ๖๘", "2025-01-15", "2025-09-30"),
        ("ภายในวันที่ 31 มีนาคม 2568", "2024-10-01", "2025-03-31"),
        ("ภายใน ๕ ต.ค. ๖๙", "2026-10-01", "2026-10-05"),
    ],
)
def test_open_ends_reach_to_the_border_of_the_fiscal_year(text: str, first: str, last: str) -> None:
    assert days(text) == days(text, None) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "๗ วัน", "๑๕ วัน", "๓ เดือน", "ภายใน ๗ วัน", "3-5 วัน", "สำนักปลัด", "ทุกเดือน", "๓๑ ก.พ. ๒๕๖๖",
        "๑ - ๓๑ ก.พ. ๒๕๖๖", "๐ ม.ค. ๒๕๖๖", "ก.ย. 2568 - ต.ค. 2567", "๒๐ - ๕ ม.ค. ๒๕๖๖", "๒๐ ม.ค. – ๕ ม.ค. ๒๕๖๖",
        "ไตรมาสที่ ๕", "ไตรมาสที่ ๐", "ไตรมาส 3-1", "ก.ย. – ต.ค.", "พ.ศ. ๒๕๖๖ – ๒๕๗๐", "๑. ต.ค. ๖๗", "ม.ค. 25 66",
        "ไตรมาสที่ ๑ (เม.ย. ๒๕๖๘)", "เป็นต้นไป", "ถึง", "-", "ปีงบประมาณ ๒๐๒๔๕",
    ],
)  # fmt: skip
def test_what_cannot_be_told_for_sure_has_no_days(text: str) -> None:
    assert days(text) is None


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not beside the repository")
def test_every_period_of_the_real_reports_is_understood() -> None:
    cells: set[str] = set()
    for seed in SEEDS.glob("*.txt"):
        rows = seed.read_text(encoding="utf-8").splitlines()
        cells |= {cell.strip() for row in rows if "\t" in row for cell in row.split("\t")}
    month = re.compile("|".join(re.escape(short.rstrip(".")) for short in MONTHS_SHORT))
    periods = {
        cell for cell in cells if len(cell) < 35 and re.search("[0-9๐-๙]", cell) and month.search(cell)
    }

    unread = {cell for cell in periods if days(cell) is None}

    assert len(periods) > 5
    assert unread == set()


@given(DAYS, st.integers(0, 700), st.sampled_from(["-", " - ", "–", " – ", " ถึง ", "ถึงวันที่ ", " ~ "]))
@settings(deadline=None)
def test_any_range_of_days_reads_back_in_every_style(first: date, length: int, between: str) -> None:
    last = first + timedelta(days=length)

    for write in (short_date, written_out, typed_date):
        written = f"{write(first)}{between}{write(last)}"
        for text in (written, arabic_digits(written), thai_digits(written)):
            assert read_period(text, None) == Period(text, first, last)


@given(DAYS, st.integers(0, 11), st.sampled_from([MONTHS, MONTHS_SHORT]))
@settings(deadline=None)
def test_any_range_of_months_reads_back_with_one_year_or_two(
    day: date, length: int, names: tuple[str, ...]
) -> None:
    begin = day.replace(day=1)
    months = begin.month - 1 + length
    end_year, end_month = begin.year + months // 12, months % 12
    end = date(end_year + (end_month == 11), (end_month + 1) % 12 + 1, 1) - timedelta(days=1)
    first, last = names[begin.month - 1], names[end_month]

    one_year = f"{first} – {last} {end_year + 543}"
    two_years = f"{first}{(begin.year + 543) % 100:02d} - {last}{(end_year + 543) % 100:02d}"

    for text in (one_year, two_years, thai_digits(one_year), thai_digits(two_years)):
        assert read_period(text, None) == Period(text, begin, end)


@given(st.text(alphabet="๐๑๒123569 ./-–()ตคกยมพีเไรมาสถึงปีงบ\u200b<>", max_size=24) | st.text(max_size=12))
@settings(deadline=None)
def test_no_text_breaks_the_reading_and_all_is_kept(text: str) -> None:
    assert read_period(text, YEAR).text == text


def test_a_period_has_both_days_or_neither_and_runs_forward() -> None:
    with pytest.raises(ValueError, match="both days or neither"):
        Period("ต.ค.", start=date(2025, 10, 1))
    with pytest.raises(ValueError, match="cannot end"):
        Period("ต.ค.", date(2025, 10, 2), date(2025, 10, 1))
