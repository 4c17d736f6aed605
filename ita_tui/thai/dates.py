"""Dates and times as Thai offices write them, in the Buddhist Era (BE = CE + 543).

What is shown follows the numerals chosen for the screen; what is stored takes :func:`stored_date`.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from ita_tui.thai.numerals import arabic_digits, digits, thai_digits

MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
MONTHS_SHORT = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")

BE = 543
# Years outside these are misread digits, not dates of an office. The two ranges do not meet.
BE_YEARS = range(2500, 2700)
CE_YEARS = range(2500 - BE, 2700 - BE)

_ENDINGS = ("คม", "พันธ์", "ยน")


def _every_month_word() -> dict[str, int]:
    """Every way a month is written, without dots: มกราคม, มกรา, มค. And กรกฏาคม, the usual misspelling."""
    words: dict[str, int] = {}
    for number, (full, short) in enumerate(zip(MONTHS, MONTHS_SHORT, strict=True), start=1):
        stem = next(full.removesuffix(ending) for ending in _ENDINGS if full.endswith(ending))
        words |= dict.fromkeys((full, stem, short.replace(".", "")), number)
    return words | {word.replace("ฎ", "ฏ"): number for word, number in words.items()}


MONTH_WORDS = _every_month_word()
# Words around a date that say nothing about it. A dot goes only after a letter, so "๑. ต.ค." stays unread: it
# may be the first item of a list as well as the first of October.
_NOISE = re.compile(r"วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)?ที่|เดือน|[พค]\.?ศ\.*|ปี|(?<!\d)\.|['’]")
_NAMED = re.compile(r"(?P<day>\d{1,2})?(?P<month>[^\d\s]+)(?P<year>\d{4}|\d{2})?")
_NUMBERS = (
    re.compile(r"(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})"),
)


@dataclass(frozen=True)
class WrittenDate:
    """What a text says of a date: a month, perhaps its day, perhaps its year (CE)."""

    month: int
    day: int | None = None
    year: int | None = None


def short_date(day: date) -> str:
    """๑๖ ม.ค. ๖๙, to be read on a screen."""
    return digits(_short(day))


def stored_date(day: date) -> str:
    """๑๖ ม.ค. ๖๙ in Thai digits, whatever was chosen for the screen: for words that are kept."""
    return thai_digits(_short(day))


def _short(day: date) -> str:
    return f"{day.day} {MONTHS_SHORT[day.month - 1]} {(day.year + BE) % 100:02d}"


def long_date(day: date) -> str:
    """๑๖ มกราคม ๒๕๖๙, to be read on a screen."""
    return digits(f"{day.day} {MONTHS[day.month - 1]} {day.year + BE}")


def full_date(day: date) -> str:
    """วันศุกร์ที่ ๑๖ มกราคม ๒๕๖๙, to be read on a screen."""
    return f"วัน{WEEKDAYS[day.weekday()]}ที่ {long_date(day)}"


def clock_time(moment: datetime) -> str:
    """๑๐:๓๒, in the moment's own time zone."""
    return digits(f"{moment:%H:%M}")


def moment(at: datetime, today: date) -> str:
    """วันนี้ ๑๐:๓๒, or the date and the time where it was not today."""
    day = "วันนี้" if at.date() == today else short_date(at.date())
    return f"{day} {clock_time(at)}"


def typed_date(day: date) -> str:
    """๑๖/๑/๒๕๖๙: the form offered in input fields, which :func:`ita_tui.thai.typed_dates.read_date` takes back."""
    return digits(f"{day.day}/{day.month}/{day.year + BE}")


def year_of(digits: str) -> int | None:
    """A written year as a CE one: 2569 and 69 are 2026, and so is 2026; None for what is no year of an office.

    Two digits are always Buddhist: Thai papers shorten no other era.
    """
    number = int(digits)
    if len(digits) == 2:
        number += 2500
    if number in BE_YEARS:
        return number - BE
    return number if number in CE_YEARS else None


def compact(text: str) -> str:
    """A text without spaces (which a page break puts inside words) but between digits, in Arabic digits.

    Two numbers never grow together: ``25 66`` may be a broken year, or may not.
    """
    plain = arabic_digits(text.replace("\u200b", "").replace("\ufeff", ""))
    return re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", plain)


def read_written(text: str) -> WrittenDate | None:
    """Read one date or month, with or without day and year; None for anything else.

    Takes ``๑๖ ม.ค. ๖๙``, ``16 มกราคม พ.ศ. 2569``, ``ต.ค..68``, ``มีนาคม``, ``16/1/2569``, ``16-1-69``,
    ``16.1.69``, ``16/1`` and ``2026-01-16``. Whether the day exists in that month is not asked here.
    """
    words = compact(text).strip(",;")
    for pattern in _NUMBERS:
        if match := pattern.fullmatch(words):
            return _written(match["day"], int(match["month"]), match.groupdict().get("year"))
    named = _NAMED.fullmatch(_NOISE.sub("", words))
    if named is None or named["month"] not in MONTH_WORDS:
        return None
    return _written(named["day"], MONTH_WORDS[named["month"]], named["year"])


def _written(day: str | None, month: int, year: str | None) -> WrittenDate | None:
    known_year = None if year is None else year_of(year)
    if not 1 <= month <= 12 or (year is not None and known_year is None):
        return None
    return WrittenDate(month, None if day is None else int(day), known_year)
