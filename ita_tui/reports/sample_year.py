"""The sample year: an imaginary อบต. in the middle of its fiscal year, brought to the day it is looked at.

``sample_year.json`` is an ordinary file of the open format, as it stood on :data:`AS_OF`. Its agency, district,
province and web address are invented (the address ends in .example, which no network resolves), and so is every
sentence. Seen on another day, its dates move along, so that what was six days late is six days late today.
"""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from importlib.resources import files

from ita_tui.domain.fiscal_year import BE, FiscalYear
from ita_tui.domain.period import read_period
from ita_tui.domain.report import Report
from ita_tui.reports.open_format import from_dict
from ita_tui.reports.sample_files import files_of_the_sample
from ita_tui.thai.dates import MONTHS, MONTHS_SHORT
from ita_tui.thai.numerals import thai_digits

AS_OF = date(2026, 3, 18)
NEAR = 30
"""Days before and after :data:`AS_OF` that keep their distance from today; farther ones stretch to the year."""

_MONTHS = {
    name.rstrip("."): number for names in (MONTHS, MONTHS_SHORT) for number, name in enumerate(names, 1)
}
_ISO = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?P<rest>T[\d:.+Z-]+)?", re.ASCII)
# A date in words, a month with its year, or a year alone; no web address and no digest holds one of these.
_MONTH = "|".join(re.escape(month) for month in _MONTHS)
_WRITTEN = re.compile(
    r"(?<![0-9A-Za-z๐-๙])(?:(?P<year>25\d\d|๒๕\d\d)"
    rf"|(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{_MONTH})(?P<gap>\.?\s*)(?P<of>\d{{4}}|\d{{2}}))"
    r"(?![0-9A-Za-z๐-๙])"
)


def sample_report(today: date) -> Report:
    """The sample as it would stand on ``today``, in the fiscal year that holds that day.

    What lies within :data:`NEAR` days keeps its distance from today; in the first weeks of a fiscal year it
    therefore reaches back into the year before.
    """
    kept: object = json.loads(
        files("ita_tui.reports").joinpath("sample_year.json").read_text(encoding="utf-8")
    )
    return from_dict(_moved(kept, today))


def sample_evidence() -> Mapping[str, bytes]:
    """The sample's evidence files: file name to content. The report knows them by the digest of the content."""
    return files_of_the_sample()


def _moved(value: object, today: date) -> object:
    """A part of the open format with its days and years moved to the year of ``today``."""
    match value:
        case dict() if {"text", "start", "end"} <= value.keys():
            return _moved_period(value, today)
        case dict():
            return {key: _moved_entry(key, inner, today) for key, inner in value.items()}
        case list():
            return [_moved(inner, today) for inner in value]
        case str():
            return _moved_text(value, today)
    return value


def _moved_entry(key: object, value: object, today: date) -> object:
    if key == "year" and isinstance(value, int):
        return value + _years(today)
    return _moved(value, today)


def _moved_period(period: Mapping[str, object], today: date) -> dict[str, object]:
    """The words moved, and read again, so that the days are what the words say."""
    read = read_period(_moved_text(str(period["text"]), today), FiscalYear.containing(today))
    return {
        **period,
        "text": read.text,
        "start": read.start.isoformat() if read.start else None,
        "end": read.end.isoformat() if read.end else None,
    }


def _moved_text(text: str, today: date) -> str:
    iso = _ISO.fullmatch(text)
    if iso:
        day = _moved_day(datetime.fromisoformat(iso["day"]).date(), today)
        return day.isoformat() + (iso["rest"] or "")
    if "://" in text:
        return text
    return _WRITTEN.sub(lambda found: _moved_words(found, today), text)


def _moved_words(found: re.Match[str], today: date) -> str:
    """A written date in its own manner: the month in full or short, the year in four digits or two."""
    if found["year"]:
        return _like(found["year"], int(found["year"]) + _years(today))
    year = int(found["of"]) if len(found["of"]) == 4 else 2500 + int(found["of"])
    if not found["day"]:
        return found["month"] + found["gap"] + _year_like(found["of"], year + _years(today))
    moved = _moved_day(date(year - BE, _MONTHS[found["month"]], int(found["day"])), today)
    names = MONTHS if found["month"] in MONTHS else MONTHS_SHORT
    return f"{_like(found['day'], moved.day)} {names[moved.month - 1]} {_year_like(found['of'], moved.year + BE)}"


def _year_like(written: str, year: int) -> str:
    return _like(written, year if len(written) == 4 else year % 100)


def _like(written: str, number: int) -> str:
    """A number in Thai digits where the one that stood there was in Thai digits."""
    return str(number) if written.isascii() else thai_digits(number)


def _years(today: date) -> int:
    return FiscalYear.containing(today).be - FiscalYear.containing(AS_OF).be


def _moved_day(day: date, today: date) -> date:
    """Near days keep their distance from today; the others are stretched to the year, first day to first day."""
    away = (day - AS_OF).days
    if abs(away) <= NEAR:
        return today + timedelta(days=away)
    then, now = FiscalYear.containing(AS_OF), FiscalYear.containing(today)
    if away < 0:
        edge, then_room, now_room = -NEAR, (AS_OF - then.first).days - NEAR, (today - now.first).days - NEAR
    else:
        edge, then_room, now_room = NEAR, (then.last - AS_OF).days - NEAR, (now.last - today).days - NEAR
    beyond = (away - edge) * max(now_room, 0) / then_room
    return today + timedelta(days=edge + round(beyond))
