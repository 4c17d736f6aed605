"""A row of the data sheet as it is read: words, numbers and days, and what could not be read in them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.thai.dates import BE, BE_YEARS, CE_YEARS, read_written, year_of
from ita_tui.thai.numerals import arabic_digits

DataValue: TypeAlias = str | int | date | None
"""What a cell holds: a text, a number or a day. None where it holds nothing."""

_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True)
class Unread:
    """Something in the cell of column ``key`` that could not be read, in the words of the file, and why, in Thai."""

    key: str
    words: str
    why: str


@dataclass
class Reading:
    """The cells of one row, and what could not be read in them so far."""

    cells: Mapping[str, DataValue]
    year: FiscalYear | None
    unread: list[Unread] = field(default_factory=list)

    def text(self, key: str) -> str:
        value = self.cells.get(key)
        return "" if value is None else as_text(value)

    def refuse(self, key: str, words: str, why: str) -> None:
        self.unread.append(Unread(key, words, why))


def as_text(value: DataValue) -> str:
    """The words of a value that is taken for a text."""
    return day_words(value) if isinstance(value, date) else str(value)


def word(row: Reading, key: str, words: type[_Word], default: _Word) -> _Word:
    """The status or level that a cell names by its Thai word or by its code; the default where it names none."""
    written_words = row.text(key)
    found = named(written_words, words)
    if found is None and written_words.strip():
        labels = " ".join(label_of(each) for each in words)
        row.refuse(key, written_words, f"ต้องเป็นคำใดคำหนึ่งใน {labels}")
    return default if found is None else found


def named(text: str, words: type[_Word]) -> _Word | None:
    sought = folded(text)
    return next((each for each in words if sought in {folded(label_of(each)), each.value}), None)


def label_of(word: Any) -> str:  # noqa: ANN401 - the enumerations of the domain share this property, not a type
    return str(word.label)


def folded(text: str) -> str:
    return "".join(text.split()).lower()


def whole(row: Reading, key: str, low: int, high: int) -> int | None:
    value = row.cells.get(key)
    words = arabic_digits(row.text(key)).strip().removesuffix("%").strip()
    if not words:
        return None
    number = re.fullmatch(r"(\d{1,9})(?:\.0+)?", words)
    if isinstance(value, date) or number is None or not low <= int(number[1]) <= high:
        row.refuse(key, row.text(key), f"ต้องเป็นจำนวนเต็ม {low} ถึง {high}")
        return None
    return int(number[1])


def day_words(day: date) -> str:
    """16/1/2569, or 1483-01-16 for a day outside the years of an office."""
    return f"{day.day}/{day.month}/{day.year + BE}" if day.year in CE_YEARS else day.isoformat()


def day_read(words: str) -> date | None:
    """A day as :func:`day_words` writes it, and as people do: ๑๖ ม.ค. ๖๙."""
    text = arabic_digits(words.strip())
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return in_christian_era(date.fromisoformat(text))
        if (numbers := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})", text)) is not None:
            year = year_of(numbers[3])
            return None if year is None else date(year, int(numbers[2]), int(numbers[1]))
        found = read_written(text)
        if found is None or found.day is None or found.year is None:
            return None
        return date(found.year, found.month, found.day)
    except ValueError:
        return None


def in_christian_era(day: date) -> date | None:
    """A day typed with its Buddhist year into a spreadsheet that counts Christian ones, put right."""
    if day.year not in BE_YEARS:
        return day
    try:
        return day.replace(year=day.year - BE)
    except ValueError:  # 29 February of a year that has none
        return None
