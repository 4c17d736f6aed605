"""Dates and times as Thai offices write them, in the Buddhist Era (BE = CE + 543) and Thai digits."""

from datetime import date, datetime

from ita_tui.thai.numerals import thai_digits

MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
MONTHS_SHORT = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip

BE = 543


def short_date(day: date) -> str:
    """๑๖ ม.ค. ๖๙."""
    return thai_digits(f"{day.day} {MONTHS_SHORT[day.month - 1]} {(day.year + BE) % 100:02d}")


def long_date(day: date) -> str:
    """๑๖ มกราคม ๒๕๖๙."""
    return thai_digits(f"{day.day} {MONTHS[day.month - 1]} {day.year + BE}")


def clock_time(moment: datetime) -> str:
    """๑๐:๓๒, in the moment's own time zone."""
    return thai_digits(f"{moment:%H:%M}")


def moment(at: datetime, today: date) -> str:
    """วันนี้ ๑๐:๓๒, or the date and the time where it was not today."""
    day = "วันนี้" if at.date() == today else short_date(at.date())
    return f"{day} {clock_time(at)}"


def typed_date(day: date) -> str:
    """16/1/2569: the form offered in input fields, which :func:`read_date` takes back."""
    return f"{day.day}/{day.month}/{day.year + BE}"
