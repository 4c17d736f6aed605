"""Numbers and dates of spreadsheets, written as their cells show them."""

import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite
from typing import Final

from ita_tui.thai.dates import BE_YEARS, MONTHS_SHORT, clock_time, short_date
from ita_tui.thai.numerals import digits

YES: Final = "ใช่"
NO: Final = "ไม่ใช่"

GENERAL: Final = "General"
_DATES = frozenset({14, 15, 16, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58, 71, 72, 73, 77, 81})
_TIMES = frozenset({18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56, 74, 75, 76, 78, 79, 80})
_NUMBERS = {
    **dict.fromkeys((1, 3, 37, 38, 59, 61), "0"),
    **dict.fromkeys((2, 4, 39, 40, 60, 62), "0.00"),
    **dict.fromkeys((9, 67), "0%"),
    **dict.fromkeys((10, 68), "0.00%"),
    17: "mmm-yy",
}
"""ECMA-376 part 1, 18.8.30, with the ids of Thai Excel. Most of these formats a file names by number alone."""

_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[(?!\$)[^\]]*\]|\[\$[^\]]*\]|[_*].')
_DECIMALS = re.compile(r"[0#?]?\.([0#?]{1,10})")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell's date has no time zone
_BETWEEN_EPOCHS = 1462
"""Days by which workbooks of old Macintoshes, which count from 1904, count fewer."""

_PHANTOM_DAY = 60
"""Excel counts a 29 February 1900 that never was; days before it lie one further on."""

_LAST_DAY = 2_958_465
_TOO_LONG = 1e15
_DIGITS_OF_GENERAL = 10


def built_in(number: int) -> str:
    """The format that a file names by its number only: GENERAL where it has none of its own."""
    if number in _DATES:
        return "d/m/yy"
    return "h:mm" if number in _TIMES else _NUMBERS.get(number, GENERAL)


def shown_number(value: float, code: str = GENERAL, *, from_1904: bool = False) -> str:
    """A number as a cell of format ``code`` shows it: a Thai date, a percentage, or digits without idle zeros.

    Thousands are not parted and words of the format are left away.
    """
    section = _NOT_SHOWN.sub("", code.split(";", 1)[0])
    letters = (
        "" if section.lower() == GENERAL.lower() else section.lower().replace("e+", "").replace("e-", "")
    )
    if any(letter in letters for letter in "ydbmhs"):
        return _shown_moment(value, letters, from_1904=from_1904)
    return _shown_digits(value, section)


def shown_date(day: date, *, with_day: bool = True) -> str:
    """A date as ``short_date`` writes it; one typed with its Buddhist year (2568) keeps that year."""
    words = short_date(day)
    if day.year in BE_YEARS:
        words = digits(f"{day.day} {MONTHS_SHORT[day.month - 1]} {day.year % 100:02d}")
    return words if with_day else words.partition(" ")[2]


def _shown_moment(value: float, letters: str, *, from_1904: bool) -> str:
    days = value + _BETWEEN_EPOCHS if from_1904 else value
    if not 0 <= days <= _LAST_DAY:
        return _shown_digits(value, "")
    moment = _EPOCH + timedelta(seconds=round((days if days >= _PHANTOM_DAY else days + 1) * 86400))
    if not any(letter in letters for letter in "ydb") and any(letter in letters for letter in "hs"):
        return clock_time(moment)
    return shown_date(moment.date(), with_day="d" in letters)


def _shown_digits(value: float, section: str) -> str:
    if not abs(value) < _TOO_LONG:
        return f"{value:.15g}" if isfinite(value) else ""
    percent = "%" in section
    number = Decimal(f"{value:.15g}") * (100 if percent else 1)
    decimals = _DECIMALS.search(section)
    if decimals:
        number = number.quantize(Decimal(1).scaleb(-len(decimals[1])), ROUND_HALF_UP)
    elif "0" in section and not any(mark in section for mark in "eE/"):
        number = number.quantize(Decimal(1), ROUND_HALF_UP)
    else:
        number = Decimal(f"{number:.{_DIGITS_OF_GENERAL}g}") if number % 1 else number
    words = f"{number:f}"
    words = words.rstrip("0").rstrip(".") if "." in words else words
    return ("0" if words == "-0" else words) + "%" * percent
