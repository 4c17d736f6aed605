"""Reads a date that a person types, and says why where it is none.

Everything that is printed in documents is read by :mod:`ita_tui.thai.dates`; a person at a keyboard also types
``17กพ67``, ``170267``, ``17-Feb-2024`` or only ``17/2``, and is owed a reason where a date cannot be.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from ita_tui.thai.dates import (
    BE,
    BE_YEARS,
    CE_YEARS,
    MONTH_WORDS,
    MONTHS,
    MONTHS_SHORT,
    WEEKDAYS,
    compact,
    full_date,
    long_date,
    typed_date,
    year_of,
)
from ita_tui.thai.numerals import digits

_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH_FULL = tuple(name.lower() for name in calendar.month_name[1:])
# Short names of the days, as calendars print them; พฤ before พ. A day's name stands first, before ที่ or a number.
_DAY_WORDS = {
    **{name: number for number, name in enumerate(WEEKDAYS)},
    "พฤหัส": 3, "อัง": 1, "จ": 0, "อ": 1, "พฤ": 3, "พ": 2, "ศ": 4, "ส": 5, "อา": 6,
}  # fmt: skip
_DAY_NAME = re.compile(
    rf"(?:วัน)?(?P<name>{'|'.join(sorted(_DAY_WORDS, key=len, reverse=True))})\.?(?:ที่|(?=\d))"
)
_ERA = re.compile(r"(?P<be>พ\.?ศ\.*|พุทธศักราช)|(?P<ce>ค\.?ศ\.*|คริสต์ศักราช|คริสตศักราช)", re.IGNORECASE)
_NOISE = re.compile(r"วันที่|ที่|เดือน|ปี|(?<!\d)\.|['’]")
_DASHES = re.compile(r"[‐‑‒–—−]")
_TAKEN_APART = (
    re.compile(r"(?P<day>\d{1,2})(?P<mark>[/.\-\\])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{1,4})"),
    re.compile(r"(?P<day>\d{1,2})\s+(?P<month>\d{1,2})\s+(?P<year>\d{2,4})"),
    re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})"),
    re.compile(r"(?P<day>\d{2})(?P<month>0[1-9]|1[0-2])(?P<year>2[56]\d\d|19[5-9]\d|20\d\d|\d\d)"),
    re.compile(r"(?P<year>2[56]\d\d|19[5-9]\d|20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>\d{2})"),
)
_NAMED = re.compile(r"(?P<day>\d{1,2})?[-/]?(?P<name>[^\d\s/-]+)[-/]?(?P<year>\d{1,4})?")
# A shortened year farther from the year at hand than this, which as a Christian one lies near, is asked for in full.
_FAR, _NEAR = 20, 5


@dataclass(frozen=True)
class DateTrouble:
    """Why a text is no date, and what to type instead; both are sentences in Thai."""

    reason: str
    instead: str

    def __str__(self) -> str:
        return f"{self.reason} · {self.instead}"


@dataclass(frozen=True)
class _Parts:
    """What a text says of a date, nothing of it checked yet."""

    day: int | None
    month: int
    year: str | None = None
    era: str = ""
    weekday: int | None = None


def read_date(text: str, *, near: date | None = None) -> date | None:
    """Read a date as it is typed or printed; None for nonsense and for days that do not exist.

    See :func:`explain_date`, which says why.
    """
    found = explain_date(text, near)
    return found if isinstance(found, date) else None


def explain_date(text: str, near: date | None = None) -> date | DateTrouble:
    """Read a date as it is typed, or say in Thai why it cannot be one and what to type instead.

    Takes Thai and Arabic digits; months in words, shortened, without dots, as numbers and in English; years of
    two digits (Buddhist) or four (either era); day, month and year with ``/ - .`` or blanks between them or
    without anything (``170267``); the name of the day where it is the right one. A date without a year is taken
    from the fiscal year (October to September) that contains ``near``.
    """
    parts = _taken_apart(text)
    if isinstance(parts, DateTrouble):
        return parts
    if not 1 <= parts.month <= 12:
        return _no_such_month(parts)
    if parts.day is None:
        month = MONTHS_SHORT[parts.month - 1]
        return DateTrouble(
            "บอกเพียงเดือน ยังไม่ได้บอกวัน", f"พิมพ์วันด้วย เช่น {digits(1)} {month} {_example_year(near)}"
        )
    year = _year(parts, near)
    return year if isinstance(year, DateTrouble) else _day_of(parts, parts.day, year)


def _taken_apart(text: str) -> _Parts | DateTrouble:
    words = _DASHES.sub("-", compact(text)).lower().strip(",;").removeprefix("ณ")
    words = re.sub(r"(?<=\d)\.$", "", words)
    if not words:
        return DateTrouble("ยังไม่ได้พิมพ์วันที่", _example())
    weekday = None
    if named := _DAY_NAME.match(words):
        weekday, words = _DAY_WORDS[named["name"]], words[named.end() :]
    eras = [mark.lastgroup or "" for mark in _ERA.finditer(words)]
    words = re.sub(r"(?<=\d)\s+(?=\D)|(?<=\D)\s+", "", _NOISE.sub("", _ERA.sub("", words)))
    era = eras[0] if eras else ""
    for pattern in _TAKEN_APART:
        if match := pattern.fullmatch(words):
            return _Parts(int(match["day"]), int(match["month"]), match.groupdict().get("year"), era, weekday)
    return _with_named_month(words, era, weekday)


def _with_named_month(words: str, era: str, weekday: int | None) -> _Parts | DateTrouble:
    if re.fullmatch(r"\d{1,2}", words):
        return DateTrouble("บอกเพียงวัน ยังไม่ได้บอกเดือน", _example())
    found = _NAMED.fullmatch(words)
    if found is None:
        return DateTrouble("อ่านวันที่นี้ไม่ได้", _example())
    name, day, year = found["name"].rstrip("."), found["day"], found["year"]
    month = MONTH_WORDS.get(name) or _english(name)
    if month is None:
        return _unknown_month(name) if day else DateTrouble("อ่านวันที่นี้ไม่ได้", _example())
    if name.isascii() and year is not None and len(year) == 2:
        era = "ce"
    return _Parts(None if day is None else int(day), month, year, era, weekday)


def _english(name: str) -> int | None:
    for names in (_ENGLISH, _ENGLISH_FULL):
        if name in names:
            return names.index(name) + 1
    return 9 if name == "sept" else None


def _unknown_month(name: str) -> DateTrouble:
    near = get_close_matches(name, MONTH_WORDS, n=1, cutoff=0.6)
    if not near:
        return DateTrouble(f"ไม่รู้จักเดือน “{_short(name)}”", _example())
    month = MONTH_WORDS[near[0]] - 1
    return DateTrouble(f"ไม่รู้จักเดือน “{_short(name)}”", f"หากหมายถึง{MONTHS[month]} พิมพ์ {MONTHS_SHORT[month]}")


def _short(name: str) -> str:
    return name if len(name) <= 16 else name[:12] + "…"


def _no_such_month(parts: _Parts) -> DateTrouble:
    reason = f"เดือนมีตั้งแต่ {digits(1)} ถึง {digits(12)} ไม่มีเดือนที่ {digits(parts.month)}"
    if parts.day is not None and 1 <= parts.day <= 12 and parts.month <= 31:
        turned = "/".join(filter(None, (str(parts.month), str(parts.day), parts.year)))
        return DateTrouble(reason, f"พิมพ์วันก่อนเดือน เช่น {digits(turned)}")
    return DateTrouble(reason, _example())


def _year(parts: _Parts, near: date | None) -> int | DateTrouble:
    """The Christian year that was meant."""
    written = parts.year
    if written is None:
        if near is None:
            return DateTrouble("ยังไม่ได้บอกปี", "พิมพ์ปี พ.ศ. ด้วย เช่น " + digits(f"{parts.day}/{parts.month}/2569"))
        return near.year + (near.month >= 10) - (parts.month >= 10)
    if len(written) not in {2, 4}:
        return DateTrouble(
            f"ปี {digits(written)} ไม่ครบหลัก", f"พิมพ์ปี พ.ศ. สองหรือสี่หลัก เช่น {digits(69)} หรือ {digits(2569)}"
        )
    year = year_of(written)
    if year is None or (
        len(written) == 4 and (int(written) in BE_YEARS) != (parts.era != "ce") and parts.era
    ):
        return _year_outside(written, parts.era)
    return year if len(written) == 4 else _shortened(int(written), year, parts.era, near)


def _shortened(written: int, year: int, era: str, near: date | None) -> int | DateTrouble:
    """A year of two digits is Buddhist, unless it was surely meant as a Christian one: then it is asked for."""
    meant = 2000 + written
    if era == "ce" or (not era and near and abs(year - near.year) > _FAR and abs(meant - near.year) <= _NEAR):
        reason = f"ปี {digits(f'{written:02d}')} อาจเป็น ค.ศ. {digits(meant)} หรือ พ.ศ. {digits(year + BE)}"
        return DateTrouble(reason, f"พิมพ์ปีให้ครบสี่หลัก เช่น {digits(meant + BE)}")
    return year


def _year_outside(written: str, era: str) -> DateTrouble:
    mark, years = ("ค.ศ. ", CE_YEARS) if era == "ce" else ("พ.ศ. ", BE_YEARS)
    reach = f"{digits(years.start)} ถึง {digits(years.stop - 1)}"
    return DateTrouble(f"ปี {mark if era else ''}{digits(written)} อยู่นอกช่วงที่ใช้ได้", f"พิมพ์ปี {mark}{reach}")


def _day_of(parts: _Parts, day: int, year: int) -> date | DateTrouble:
    days = calendar.monthrange(year, parts.month)[1]
    if not 1 <= day <= days:
        month = f"{MONTHS[parts.month - 1]} {digits(year + BE)}"
        wrong = f"เดือน{month} มี {digits(days)} วัน ไม่มีวันที่ {digits(day)}"
        last = typed_date(date(year, parts.month, days if day else 1))
        return DateTrouble(wrong, f"ตรวจวันแล้วพิมพ์ใหม่ เช่น {last}")
    found = date(year, parts.month, day)
    if parts.weekday is not None and parts.weekday != found.weekday():
        wrong = f"วันที่ {long_date(found)} เป็นวัน{WEEKDAYS[found.weekday()]} ไม่ใช่วัน{WEEKDAYS[parts.weekday]}"
        return DateTrouble(wrong, "แก้วันที่ หรือลบชื่อวันออก")
    return found


def understood(text: str, near: date | None = None) -> str:
    """How a typed date is understood, in a line: ``= วันเสาร์ที่ ๑๗ กุมภาพันธ์ ๒๕๖๗``, or why it is not."""
    found = explain_date(text, near)
    return f"= {full_date(found)}" if isinstance(found, date) else f"▲ {found}"


def _example_year(near: date | None) -> str:
    return digits(69) if near is None else digits(f"{(near.year + BE + (near.month >= 10)) % 100:02d}")


def _example() -> str:
    return f"พิมพ์เช่น {digits('17 ก.พ. 67')} หรือ {digits('17/2/2567')}"
