"""A period (ระยะเวลา) as it was written, with its days where the words tell them.

What cannot be told for sure is not told: impossible days, reversed ranges, durations (``๗ วัน``) and unknown
words give a period without days, which is never late.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from ita_tui.domain.fiscal_year import FiscalYear, RoundOf, Span
from ita_tui.thai.dates import BE, WrittenDate, compact, read_written, year_of


@dataclass(frozen=True)
class Period:
    """The words of the ระยะเวลา cell, kept as written, and its first and last day where they can be told.

    Either both days are known or neither: ``๗ วัน`` and unknown words have none, and a period without days
    is never late.
    """

    text: str = ""
    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if (self.start is None) != (self.end is None):
            raise ValueError(f"a period has both days or neither: {self}")
        if self.start is not None and self.end is not None and self.end < self.start:
            raise ValueError(f"a period cannot end before it begins: {self}")

    @property
    def span(self) -> Span | None:
        """The days of the period, or None where the words tell none."""
        return None if self.start is None or self.end is None else Span(self.start, self.end)


_TAGS = re.compile(r"<[^<>]*>")
_DASHES = re.compile(r"[‐‑‒–—―−~]+")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_IDLE = re.compile(r"ระหว่าง|ช่วง|ประมาณ|เดือน|วันที่")
_BE_MARK = r"(?:พ\.?ศ\.*)?"
_FISCAL_YEAR = re.compile(
    rf"(?:ภายใน|ใน)?(?:ตลอด(?:ทั้ง)?ปี(?:งบประมาณ|งบฯ?)?|(?:ของ|ประจำ|ทั้ง)*ปีงบประมาณ){_BE_MARK}(?P<year>\d{{4}}|\d{{2}})?(?!\d)"
)
_QUARTERS = re.compile(
    r"(?:ภายใน|ใน)?(?P<quarters>ไตรมาส(?:ที่)?\d(?:(?:-|,|ถึง|และ)+(?:ไตรมาส)?(?:ที่)?\d)*)"
    rf"(?:/|ปี)?{_BE_MARK}(?P<year>\d{{4}})?"
)
_ROUND = re.compile(
    r"(?:ภายใน|ใน)?(?:รอบ(?:ที่\d)?)?(?:6(?:เดือน)?(?:และ|,|-))?(?P<months>6|12)เดือน(?P<half>แรก|หลัง)?"
)
_SEPARATORS = re.compile(r"-+|(?:จน)?ถึง|และ")
_ONWARDS = "เป็นต้นไป"


def read_period(text: str, year: FiscalYear | None) -> Period:
    """Read the words of a ระยะเวลา cell as days; the text is kept as written.

    Understood, in Thai or Arabic digits, with two- or four-digit years: a month or a day, alone or as a range
    (``ต.ค.67 - ก.ย.68``, ``๑ ต.ค ๖๖ – ๓๐ ก.ย ๖๗``, ``1-31 ม.ค. 2566``, ``16/1/2569 - 20/2/2569``), quarters
    (``ไตรมาสที่ ๑ และ ๒``), rounds (``รอบ ๖ เดือน``), the whole year (``ตลอดปีงบประมาณ``), ``ภายใน`` a day
    (from the first of its fiscal year) and ``เป็นต้นไป`` (to the end of the fiscal year).

    A range with one year takes it for both ends, unless it would end before it begins: then the other end
    lies in the neighbouring year (ต.ค. – มี.ค. ๒๕๖๖ begins in October 2565). Words that name no year are read
    in fiscal year ``year``, and tell no days without one.
    """
    words = _DASHES.sub("-", compact(_TAGS.sub(" ", text))).strip(".,;")
    span = _span(words, year) or _span_beside_brackets(words, year)
    return Period(text) if span is None else Period(text, span.first, span.last)


def _span_beside_brackets(words: str, year: FiscalYear | None) -> Span | None:
    """``ไตรมาสที่ ๑ (ต.ค. – ธ.ค. ๖๗)``: what stands in the brackets and before them must not disagree."""
    parts = (*_BRACKETED.findall(words), _BRACKETED.sub("", words))
    spans = {span for part in parts if part != words and (span := _span(part, year))}
    return spans.pop() if len(spans) == 1 else None


def _span(words: str, year: FiscalYear | None) -> Span | None:
    named = _FISCAL_YEAR.search(words)
    if named is not None:
        year = _fiscal_year(named["year"]) if named["year"] else year
        words = words[: named.start()] + words[named.end() :]
        if not words:
            return None if year is None else year.span
        if year is None:
            return None
    return _quarters(words, year) or _round(words, year) or _dates(words, year)


def _fiscal_year(digits: str) -> FiscalYear | None:
    ce = year_of(digits)
    return None if ce is None else FiscalYear(ce + BE)


def _quarters(words: str, year: FiscalYear | None) -> Span | None:
    match = _QUARTERS.fullmatch(words)
    if match is None:
        return None
    year = _fiscal_year(match["year"]) if match["year"] else year
    quarters = [int(digit) for digit in re.findall(r"\d", match["quarters"])]
    if year is None or quarters != sorted(quarters) or not 1 <= quarters[0] <= quarters[-1] <= 4:
        return None
    return Span(year.quarter(quarters[0]).first, year.quarter(quarters[-1]).last)


def _round(words: str, year: FiscalYear | None) -> Span | None:
    """รอบ ๖ เดือน, รอบ ๑๒ เดือน, ๖ เดือนแรก and ๖ เดือนหลัง; a bare ``๖ เดือน`` is a duration."""
    match = _ROUND.fullmatch(words)
    if match is None or year is None or not ("รอบ" in words or match["half"]):
        return None
    if match["half"] == "หลัง":
        return Span(year.quarter(3).first, year.last)
    return year.reporting_round(RoundOf(int(match["months"])))


def _dates(words: str, year: FiscalYear | None) -> Span | None:
    onwards = words.endswith(_ONWARDS)
    words = _IDLE.sub("", words.removesuffix(_ONWARDS))
    since = words.startswith(("ตั้งแต่", "เริ่ม"))
    words = words.removeprefix("ตั้งแต่").removeprefix("เริ่ม")
    until = words.startswith("ภายใน")
    words = words.removeprefix("ภายใน").removeprefix("ใน")

    point = read_written(words)
    if point is None:
        return None if onwards else _range(words, year)
    span = _days_of(point, year)
    if span is None:
        return None
    if onwards or since:
        return _to_the_end_of_the_year(span.first, year)
    if until and point.day is not None:
        return Span(FiscalYear.containing(span.last).first, span.last)
    return span


def _to_the_end_of_the_year(first: date, year: FiscalYear | None) -> Span:
    if year is not None and first <= year.last:
        return Span(first, year.last)
    return Span(first, FiscalYear.containing(first).last)


def _range(words: str, year: FiscalYear | None) -> Span | None:
    for separator in _SEPARATORS.finditer(words):
        before, after = words[: separator.start()], words[separator.end() :]
        last = read_written(after)
        if last is None:
            continue
        if re.fullmatch(r"\d{1,2}", before) and last.day is not None:
            return _between(WrittenDate(last.month, int(before), last.year), last, year)
        first = read_written(before)
        if first is not None:
            return _between(*_with_years(first, last), year)
    return None


def _with_years(first: WrittenDate, last: WrittenDate) -> tuple[WrittenDate, WrittenDate]:
    """Lend the year that one end has to the other; months that would run backwards turn the year."""
    turns = first.month > last.month
    if first.year is None and last.year is not None:
        return WrittenDate(first.month, first.day, last.year - turns), last
    if last.year is None and first.year is not None:
        return first, WrittenDate(last.month, last.day, first.year + turns)
    return first, last


def _between(first: WrittenDate, last: WrittenDate, year: FiscalYear | None) -> Span | None:
    begins, ends = _days_of(first, year), _days_of(last, year)
    if begins is None or ends is None or ends.last < begins.first:
        return None
    return Span(begins.first, ends.last)


def _days_of(written: WrittenDate, year: FiscalYear | None) -> Span | None:
    """The day, or all days of the month; without a year of its own, in the fiscal year."""
    ce = written.year
    if ce is None:
        if year is None:
            return None
        ce = year.be - BE - (written.month >= 10)
    in_month = calendar.monthrange(ce, written.month)[1]
    if written.day is None:
        return Span(date(ce, written.month, 1), date(ce, written.month, in_month))
    if not 1 <= written.day <= in_month:
        return None
    day = date(ce, written.month, written.day)
    return Span(day, day)
