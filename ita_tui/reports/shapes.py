"""Shapes of JSON values: each says once how a value of the domain is written and how it is read back.

Reading trusts nothing: whatever is wrong raises an OpenFormatError that names the place.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from math import isfinite
from typing import Any, Generic, Protocol, TypeVar

from ita_tui.domain.agency import Agency
from ita_tui.domain.rules import YearRules
from ita_tui.reports.refusals import OpenFormatError
from ita_tui.thai.numerals import digits

T = TypeVar("T")
Inner = TypeVar("Inner")
Word = TypeVar("Word", bound=StrEnum)
Key = TypeVar("Key", bound=StrEnum)

EXACT = 2**53 - 1
"""The largest whole number that every reader of JSON keeps exactly."""

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*", re.ASCII)
_DECIMAL = re.compile(r"\d{1,30}(?:\.\d{1,30})?", re.ASCII)
_CHRISTIAN = 2400  # a later year of a date is a Buddhist one that was typed by hand
_MOST_POINTS = 1_000_000


@dataclass(frozen=True)
class Basis:
    """What derived entries are computed from, besides the value they belong to.

    ``rules`` are those of the year, ``scores_rules`` those of the year whose results it answers.
    """

    agency: Agency
    rules: YearRules
    scores_rules: YearRules


class Shape(Protocol[T]):
    """A shape of JSON value that stands for a ``T``. ``place`` is a path like ``measures[3].period.start``."""

    def write(self, value: T, basis: Basis) -> object: ...
    def read(self, data: object, place: str) -> T: ...
    def unknown(self, data: object, place: str) -> Iterator[str]:
        """The places of entries that the format does not know; wrong values have none."""
        ...


class _Single:
    """A value without entries of its own."""

    def unknown(self, data: object, place: str) -> Iterator[str]:  # noqa: ARG002 (the protocol's arguments)
        yield from ()


class Text(_Single):
    """Any text, or one that fits a pattern entirely; ``wanted`` says in Thai what it should be."""

    def __init__(
        self, pattern: str = "", wanted: str = "ต้องเป็นข้อความ", *, several_lines: bool = False
    ) -> None:
        flags = re.ASCII | (re.DOTALL if several_lines else re.NOFLAG)
        self._pattern = re.compile(pattern, flags) if pattern else None
        self._wanted = wanted

    def write(self, value: str, basis: Basis) -> object:  # noqa: ARG002
        return value

    def read(self, data: object, place: str) -> str:
        if not isinstance(data, str) or (self._pattern and not self._pattern.fullmatch(data)):
            raise OpenFormatError(place, self._wanted)
        if _HALF_CHARACTER.search(data):
            raise OpenFormatError(place, "มีอักขระที่ไม่สมบูรณ์")
        return data


class Whole(_Single):
    """A whole number between two bounds, both included."""

    def __init__(self, low: int = 0, high: int = EXACT) -> None:
        self._low, self._high = low, high

    def write(self, value: int, basis: Basis) -> object:  # noqa: ARG002
        return value

    def read(self, data: object, place: str) -> int:
        if not isinstance(data, int) or isinstance(data, bool) or not self._low <= data <= self._high:
            bounds = f" ถึง {self._high}" if self._high < EXACT else "ขึ้นไป"
            raise OpenFormatError(place, digits(f"ต้องเป็นจำนวนเต็ม {self._low}{bounds}"))
        return data


class Truth(_Single):
    """Yes or no."""

    def write(self, value: bool, basis: Basis) -> object:  # noqa: ARG002, FBT001 (the protocol's arguments)
        return value

    def read(self, data: object, place: str) -> bool:
        if not isinstance(data, bool):
            raise OpenFormatError(place, "ต้องเป็น true หรือ false")
        return data


class Points(_Single):
    """A score in points: a number in JSON, or the same in quotes where a number would lose digits."""

    def write(self, value: Decimal, basis: Basis) -> object:  # noqa: ARG002
        if value == value.to_integral_value() and abs(value) <= EXACT:
            return int(value)
        return float(value) if Decimal(repr(float(value))) == value else format(value, "f")

    def read(self, data: object, place: str) -> Decimal:
        written = data if isinstance(data, str) else ""
        if isinstance(data, int) and not isinstance(data, bool) and 0 <= data <= _MOST_POINTS:
            return Decimal(data)
        if isinstance(data, float) and isfinite(data):
            written = format(Decimal(repr(data)), "f")
        if not _DECIMAL.fullmatch(written) or (points := Decimal(written)) > _MOST_POINTS:
            raise OpenFormatError(place, "ต้องเป็นคะแนน")
        return points


class Day(_Single):
    """A date as 2023-02-01, in the Christian era."""

    def write(self, value: date, basis: Basis) -> object:  # noqa: ARG002
        return value.isoformat()

    def read(self, data: object, place: str) -> date:
        wrong = OpenFormatError(place, "ต้องเป็นวันที่ปี ค.ศ. แบบ 2023-02-01")
        if not isinstance(data, str) or not _DAY.fullmatch(data):
            raise wrong
        try:
            day = date.fromisoformat(data)
        except ValueError as error:
            raise wrong from error
        if day.year >= _CHRISTIAN:
            raise wrong
        return day


class Moment(_Single):
    """A date and time as 2023-02-01T10:32:00, with or without a time zone."""

    def write(self, value: datetime, basis: Basis) -> object:  # noqa: ARG002
        return value.isoformat()

    def read(self, data: object, place: str) -> datetime:
        wrong = OpenFormatError(place, "ต้องเป็นวันเวลาปี ค.ศ. แบบ 2023-02-01T10:32:00")
        if not isinstance(data, str) or not _MOMENT.fullmatch(data):
            raise wrong
        try:
            moment = datetime.fromisoformat(data)
        except ValueError as error:
            raise wrong from error
        if moment.year >= _CHRISTIAN:
            raise wrong
        return moment


class OneOf(_Single, Generic[Word]):
    """One of the words of an enumeration, but for those that mean nothing here."""

    def __init__(self, words: type[Word], but: Collection[Word] = ()) -> None:
        self._words = tuple(word for word in words if word not in but)

    def write(self, value: Word, basis: Basis) -> object:  # noqa: ARG002
        return value.value

    def read(self, data: object, place: str) -> Word:
        for word in self._words:
            if word.value == data:
                return word
        known = " ".join(word.value for word in self._words)
        raise OpenFormatError(place, f"ต้องเป็นคำใดคำหนึ่งใน: {known}")


@dataclass(frozen=True)
class OrNull(Generic[Inner]):
    """A value that may be null."""

    inner: Shape[Inner]

    def write(self, value: Inner | None, basis: Basis) -> object:
        return None if value is None else self.inner.write(value, basis)

    def read(self, data: object, place: str) -> Inner | None:
        return None if data is None else self.inner.read(data, place)

    def unknown(self, data: object, place: str) -> Iterator[str]:
        yield from self.inner.unknown(data, place)


@dataclass(frozen=True)
class As(Generic[T, Inner]):
    """A value written as a simpler one: ``make`` makes it from that, ``take`` takes that from it."""

    inner: Shape[Inner]
    make: Callable[[Inner], T]
    take: Callable[[T], Inner]

    def write(self, value: T, basis: Basis) -> object:
        return self.inner.write(self.take(value), basis)

    def read(self, data: object, place: str) -> T:
        return self.make(self.inner.read(data, place))

    def unknown(self, data: object, place: str) -> Iterator[str]:
        yield from self.inner.unknown(data, place)


@dataclass(frozen=True)
class Each(Generic[Inner]):
    """A list. ``unique`` names the attributes in which, taken together, no two may be equal; ``most`` bounds the length."""

    inner: Shape[Inner]
    unique: Sequence[str] = ()
    most: int | None = None

    def write(self, value: Sequence[Inner], basis: Basis) -> object:
        return [self.inner.write(one, basis) for one in value]

    def read(self, data: object, place: str) -> tuple[Inner, ...]:
        if not isinstance(data, list):
            raise OpenFormatError(place, "ต้องเป็นรายการ [ … ]")
        if self.most is not None and len(data) > self.most:
            raise OpenFormatError(place, f"มีได้ไม่เกิน {digits(self.most)} รายการ")
        values = tuple(self.inner.read(one, f"{place}[{number}]") for number, one in enumerate(data))
        self._refuse_twins(values, place)
        return values

    def _refuse_twins(self, values: Sequence[Inner], place: str) -> None:
        seen: set[object] = set()
        for number, value in enumerate(values if self.unique else ()):
            mark = tuple(getattr(value, attribute) for attribute in self.unique)
            if mark in seen:
                raise OpenFormatError(f"{place}[{number}].{self.unique[-1]}", "ซ้ำกับรายการก่อนหน้า")
            seen.add(mark)

    def unknown(self, data: object, place: str) -> Iterator[str]:
        for number, one in enumerate(data if isinstance(data, list) else ()):
            yield from self.inner.unknown(one, f"{place}[{number}]")


@dataclass(frozen=True)
class By(Generic[Key, Inner]):
    """An object whose keys are words of an enumeration."""

    keys: OneOf[Key]
    inner: Shape[Inner]

    def write(self, value: Mapping[Key, Inner], basis: Basis) -> object:
        return {key.value: self.inner.write(one, basis) for key, one in value.items()}

    def read(self, data: object, place: str) -> dict[Key, Inner]:
        entries = entries_of(data, place)
        return {
            self.keys.read(key, f"{place}.{key}"): self.inner.read(one, f"{place}.{key}")
            for key, one in entries.items()
            if one is not None
        }

    def unknown(self, data: object, place: str) -> Iterator[str]:  # noqa: ARG002
        yield from ()


@dataclass(frozen=True)
class Entry:
    """An entry that is read and written; null and a missing entry are the attribute's default."""

    name: str
    shape: Shape[Any]
    attribute: str = ""
    required: bool = False


@dataclass(frozen=True)
class Derived:
    """An entry for other readers: written from the value, known when it comes back, but never read."""

    name: str
    of: Callable[[Any, Basis], object]


@dataclass(frozen=True)
class Record(Generic[T]):
    """An object that stands for a ``T``, made by ``make`` from the entries' attributes.

    ``contradiction`` is the Thai sentence for entries that ``make`` refuses together. ``prepare`` may put the
    entries of a shortened form into their full one before they are read.
    """

    make: Callable[..., T]
    entries: Sequence[Entry | Derived]
    contradiction: str = "ขัดแย้งกันเอง"
    prepare: Callable[[dict[str, object]], dict[str, object]] = field(default=lambda entries: entries)

    def write(self, value: T, basis: Basis) -> dict[str, object]:
        return {entry.name: _written(entry, value, basis) for entry in self.entries}

    def read(self, data: object, place: str) -> T:
        given = self.prepare(entries_of(data, place))
        values: dict[str, object] = {}
        for entry in self.entries:
            if isinstance(entry, Derived):
                continue
            inside = _inside(place, entry.name)
            if given.get(entry.name) is not None:
                values[entry.attribute or entry.name] = entry.shape.read(given[entry.name], inside)
            elif entry.required:
                raise OpenFormatError(inside, "ไม่ได้ระบุไว้")
        try:
            return self.make(**values)
        except ValueError as error:
            raise OpenFormatError(place, self.contradiction) from error

    def unknown(self, data: object, place: str) -> Iterator[str]:
        known = {entry.name: entry for entry in self.entries}
        for name, value in data.items() if isinstance(data, dict) else ():
            entry = known.get(name)
            if entry is None:
                yield _inside(place, name)
            elif isinstance(entry, Entry):
                yield from entry.shape.unknown(value, _inside(place, name))


def entries_of(data: object, place: str) -> dict[str, object]:
    """The entries of a JSON object; raises OpenFormatError where it is none."""
    if not isinstance(data, dict):
        raise OpenFormatError(place, "ต้องเป็นกลุ่มข้อมูล { … }")
    return data


def _inside(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _written(entry: Entry | Derived, value: object, basis: Basis) -> object:
    if isinstance(entry, Derived):
        return entry.of(value, basis)
    inner = getattr(value, entry.attribute or entry.name)
    return None if inner is None else entry.shape.write(inner, basis)
