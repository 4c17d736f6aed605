"""Dates as they are typed and printed in Thai offices."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.thai.dates import (
    BE,
    MONTHS,
    MONTHS_SHORT,
    WEEKDAYS,
    clock_time,
    full_date,
    moment,
    read_written,
    short_date,
    typed_date,
)
from ita_tui.thai.numerals import arabic_digits, thai_digits
from ita_tui.thai.typed_dates import DateTrouble, explain_date, read_date, understood

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


SEVENTEENTH = date(2024, 2, 17)
NEAR = date(2023, 10, 1)


@pytest.mark.parametrize(
    "text",
    [
        "17 ก.พ. 67", "17 ก.พ.67", "17ก.พ.67", "17กพ67", "17 กุมภา 67", "๑๗ กุมภาพันธ์ ๒๕๖๗", "๑๗ กุมภาพันธ์ พ.ศ.๒๕๖๗",
        "17 กุมภาพันธ์ พุทธศักราช 2567", "ณ วันที่ 17 ก.พ. 67", "17 ก.พ. ปี 67", "17 ก.พ", "17 กุมภาพันธ์",
        "วันเสาร์ที่ ๑๗ กุมภาพันธ์ ๒๕๖๗", "เสาร์ 17 ก.พ. 67", "ส. 17 ก.พ. 67", "วันเสาร์ที่ 17/2/2567",
        "17/2/2567", "17/02/67", "17-02-67", "17.2.67", "17–2–67", "17\\2\\67", "17 / 2 / 67", "17/2/67.", "17 2 67", "17/2",
        "170267", "17022567", "17022024", "20240217", "25670217", "2024-02-17", "2567-02-17", "2024/2/17",
        "17 Feb 2024", "17-Feb-2567", "17 February 2024", "17 ก.พ. ค.ศ. 2024", "17 ก.พ. 2024", "\u200b17\u00a0ก.พ.\u00a067",
    ],
)  # fmt: skip
def test_a_date_is_understood_in_every_way_that_people_type_it(text: str) -> None:
    assert explain_date(text, NEAR) == SEVENTEENTH
    assert explain_date(thai_digits(text), NEAR) == SEVENTEENTH
    assert understood(text, NEAR) == "= วันเสาร์ที่ ๑๗ กุมภาพันธ์ ๒๕๖๗"


@pytest.mark.parametrize(
    ("text", "reason", "instead"),
    [
        ("31 กุมภาพันธ์ 2567", "เดือนกุมภาพันธ์ ๒๕๖๗ มี ๒๙ วัน ไม่มีวันที่ ๓๑", "๒๙/๒/๒๕๖๗"),
        ("31 กุมภาพันธ์", "เดือนกุมภาพันธ์ ๒๕๖๗ มี ๒๙ วัน ไม่มีวันที่ ๓๑", "๒๙/๒/๒๕๖๗"),
        ("29/2/66", "เดือนกุมภาพันธ์ ๒๕๖๖ มี ๒๘ วัน ไม่มีวันที่ ๒๙", "๒๘/๒/๒๕๖๖"),
        ("๓๑ เม.ย. ๖๗", "เดือนเมษายน ๒๕๖๗ มี ๓๐ วัน ไม่มีวันที่ ๓๑", "๓๐/๔/๒๕๖๗"),
        ("0/1/67", "เดือนมกราคม ๒๕๖๗ มี ๓๑ วัน ไม่มีวันที่ ๐", "๑/๑/๒๕๖๗"),
        ("310267", "เดือนกุมภาพันธ์ ๒๕๖๗ มี ๒๙ วัน", "๒๙/๒/๒๕๖๗"),
        ("17/13/2567", "ไม่มีเดือนที่ ๑๓", "๑๗ ก.พ. ๖๗"),
        ("2/17/2567", "ไม่มีเดือนที่ ๑๗", "พิมพ์วันก่อนเดือน เช่น ๑๗/๒/๒๕๖๗"),
        ("17/2/3067", "ปี ๓๐๖๗ อยู่นอกช่วงที่ใช้ได้", "พ.ศ. ๒๕๐๐ ถึง ๒๖๙๙"),
        ("17 ก.พ. ค.ศ. 2567", "ปี ค.ศ. ๒๕๖๗ อยู่นอกช่วง", "ค.ศ. ๑๙๕๗ ถึง ๒๑๕๖"),
        ("17 ก.พ. พ.ศ. 2024", "ปี พ.ศ. ๒๐๒๔ อยู่นอกช่วง", "พ.ศ. ๒๕๐๐"),
        ("17/2/256", "ปี ๒๕๖ ไม่ครบหลัก", "สองหรือสี่หลัก"),
        ("17/2/24", "ปี ๒๔ อาจเป็น ค.ศ. ๒๐๒๔ หรือ พ.ศ. ๒๕๒๔", "พิมพ์ปีให้ครบสี่หลัก เช่น ๒๕๖๗"),
        ("17-Feb-24", "ปี ๒๔ อาจเป็น ค.ศ. ๒๐๒๔", "๒๕๖๗"),
        ("ก.พ. 67", "บอกเพียงเดือน ยังไม่ได้บอกวัน", "๑ ก.พ. ๖๗"),
        ("กุมภาพันธ์", "บอกเพียงเดือน ยังไม่ได้บอกวัน", "๑ ก.พ. ๖๗"),
        ("17", "บอกเพียงวัน ยังไม่ได้บอกเดือน", "๑๗/๒/๒๕๖๗"),
        ("17 กุมภพันธ์ 67", "ไม่รู้จักเดือน “กุมภพันธ์”", "หากหมายถึงกุมภาพันธ์ พิมพ์ ก.พ."),
        ("17 ม.ด. 67", "ไม่รู้จักเดือน", "พิมพ์"),
        ("วันศุกร์ที่ 17 ก.พ. 67", "เป็นวันเสาร์ ไม่ใช่วันศุกร์", "ลบชื่อวันออก"),
        ("17 ก.พ. 67 - 18 ก.พ. 67", "อ่านวันที่นี้ไม่ได้", "๑๗ ก.พ. ๖๗"),
        ("1 7 ก.พ. 67", "อ่านวันที่นี้ไม่ได้", "๑๗ ก.พ. ๖๗"),
        ("เมื่อวาน", "อ่านวันที่นี้ไม่ได้", "๑๗ ก.พ. ๖๗"),
        ("2567", "อ่านวันที่นี้ไม่ได้", "๑๗ ก.พ. ๖๗"),
        ("320067", "อ่านวันที่นี้ไม่ได้", "๑๗ ก.พ. ๖๗"),
        ("", "ยังไม่ได้พิมพ์วันที่", "๑๗ ก.พ. ๖๗"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_date_is_refused_with_the_reason_and_what_to_type(
    text: str, reason: str, instead: str
) -> None:
    for typed in (text, thai_digits(text)):
        told = explain_date(typed, NEAR)
        assert isinstance(told, DateTrouble)
        assert reason in told.reason
        assert instead in told.instead
        assert understood(typed, NEAR) == f"▲ {told.reason} · {told.instead}"
    assert read_date(text, near=NEAR) is None


@pytest.mark.parametrize("letters", ["1", "1 ", "ก", " ", "/", "ค.ศ.", "วัน", "17 ก.พ. 67 "])
def test_a_paste_of_a_hundred_thousand_letters_is_refused_at_once(letters: str) -> None:
    """Anything that looks at every letter from every other would take minutes here."""
    for start in ("", "17 "):
        assert isinstance(explain_date(f"{start}{letters * (100_000 // len(letters))}x", NEAR), DateTrouble)


def test_without_a_year_at_hand_the_year_is_asked_for() -> None:
    assert str(explain_date("17/2")) == "ยังไม่ได้บอกปี · พิมพ์ปี พ.ศ. ด้วย เช่น ๑๗/๒/๒๕๖๙"
    assert explain_date("17/2/24") == date(1981, 2, 17)


@given(
    DAYS,
    st.sampled_from(
        ["{d} {s} {y}", "{d}{m}{y}", "{d}/{n}/{y}", "วัน{w}ที่ {d} {m} พ.ศ. {y}", "{d:02}{n:02}{y}"]
    ),
)
@settings(deadline=None)
def test_every_day_reads_back_from_every_way_of_writing_it(day: date, form: str) -> None:
    month = day.month - 1
    text = form.format(
        d=day.day,
        n=day.month,
        s=MONTHS_SHORT[month],
        m=MONTHS[month],
        y=day.year + BE,
        w=WEEKDAYS[day.weekday()],
    )

    assert explain_date(text) == explain_date(thai_digits(text)) == day
    assert explain_date(understood(text).removeprefix("= ")) == day
    assert full_date(day) == understood(text).removeprefix("= ")


@given(
    st.integers(0, 40),
    st.integers(0, 20),
    st.integers(2400, 2800),
    st.sampled_from(["{}/{}/{}", "{}-{}-{}", "{} {} {}"]),
)
@settings(deadline=None)
def test_every_wrong_day_month_or_year_is_named(day: int, month: int, year: int, form: str) -> None:
    found = explain_date(form.format(day, month, year), NEAR)

    if isinstance(found, date):
        assert (found.day, found.month, found.year + BE) == (day, month, year)
    else:
        wrong = arabic_digits(found.reason)
        assert any(str(number) in wrong for number in (day, month, year))


@given(st.text(alphabet="๐๑๒๓0123 ./-มคกพตยีเศ\u0e34", max_size=20))
@settings(deadline=None)
def test_whatever_documents_write_as_a_day_is_read_when_typed(text: str) -> None:
    written = read_written(text)
    if written is None or written.day is None or written.year is None:
        return
    found = explain_date(text)

    assert isinstance(found, DateTrouble) or (found.year, found.month, found.day) == (
        written.year,
        written.month,
        written.day,
    )


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
    assert understood(text, SIXTEENTH)[0] == ("▲" if read is None else "=")
