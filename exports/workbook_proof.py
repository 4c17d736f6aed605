"""Reads a workbook back to prove it, by itself and not by the library that wrote it: what its XML says, no more.

A formula or an error value anywhere is a difference by itself: the program writes none.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeAlias
from xml.parsers import expat

Value: TypeAlias = str | int | date | None

_PLACE = re.compile(r"([A-Z]+)([0-9]+)")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EPOCH = date(1899, 12, 30)
_PICTURE = re.compile(r"xl/media/image([0-9]+)\.png")
_FIRST_DAY = date(1900, 3, 1)


class WorkbookDiffersError(RuntimeError):
    """What was read back is not what was written: a bug of the program, found before anything was saved."""


@dataclass
class FoundSheet:
    """What a sheet's XML says: texts and numbers by row and column (from 1), heights of rows, page breaks."""

    name: str
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    numbers: dict[tuple[int, int], float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    breaks: int = 0

    def expect(self, values: Mapping[tuple[int, int], Value]) -> None:
        """Raise WorkbookDiffersError unless the sheet holds just these values, each in its type."""
        for place, value in values.items():
            if not self._holds(place, value):
                raise WorkbookDiffersError(f"{self.name} {place} does not hold {value!r}")
        if len(self.texts) + len(self.numbers) != len(values):
            raise WorkbookDiffersError(f"{self.name} holds cells that were not given")

    def _holds(self, place: tuple[int, int], value: Value) -> bool:
        if isinstance(value, str):
            return self.texts.get(place) == value
        if isinstance(value, date):
            if value < _FIRST_DAY:
                return self.texts.get(place) == value.isoformat()
            return self.numbers.get(place) == (value - _EPOCH) / timedelta(days=1)
        return self.numbers.get(place) == value


@dataclass(frozen=True)
class Found:
    """A workbook read back: its sheets by name, and the bytes of its pictures in their order."""

    sheets: Mapping[str, FoundSheet]
    pictures: tuple[bytes, ...]

    def sheet(self, name: str) -> FoundSheet:
        if name not in self.sheets:
            raise WorkbookDiffersError(f"there is no sheet {name}")
        return self.sheets[name]


def found_in(data: bytes) -> Found:
    """Read a workbook that :mod:`exports.workbook` made. Raises WorkbookDiffersError for one that it did not."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = _names(archive.read("xl/workbook.xml"))
        sheets = {
            name: _SheetReader(name, archive.read(f"xl/worksheets/sheet{number}.xml")).found
            for number, name in enumerate(names, start=1)
        }
        numbered = ((_PICTURE.fullmatch(inner), inner) for inner in archive.namelist())
        pictures = sorted((int(match[1]), inner) for match, inner in numbered if match)
        return Found(sheets, tuple(archive.read(inner) for _number, inner in pictures))


def _names(xml: bytes) -> list[str]:
    names: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            names.append(attributes["name"])

    _parser(start).Parse(xml, True)
    return names


class _SheetReader:
    """Follows the elements of a sheet; ``found`` is what came of them."""

    def __init__(self, name: str, xml: bytes) -> None:
        self.found = FoundSheet(name)
        self._kind = "n"
        self._place = (0, 0)
        self._pieces: list[str] = []
        self._reading = False
        self._columns: dict[str, int] = {}
        parser = _parser(self._start)
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.Parse(xml, True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._kind = attributes.get("t", "n")
            self._place = self._place_of(attributes["r"])
            self._pieces = []
        elif tag == "row" and "ht" in attributes:
            self.found.heights[int(attributes["r"])] = float(attributes["ht"])
        elif tag == "brk":
            self.found.breaks += 1
        elif tag == "f":
            raise WorkbookDiffersError(f"{self.found.name} {self._place} holds a formula")
        self._reading = tag in {"v", "t"}

    def _end(self, tag: str) -> None:
        self._reading = False
        if tag == "c" and self._pieces:
            self._settle("".join(self._pieces))

    def _settle(self, words: str) -> None:
        if self._kind == "inlineStr":  # openpyxl keeps no table of shared texts
            self.found.texts[self._place] = _unescaped(words)
        elif self._kind == "n":
            self.found.numbers[self._place] = float(words)
        else:
            raise WorkbookDiffersError(f"{self.found.name} {self._place} is neither text nor number")

    def _words(self, words: str) -> None:
        if self._reading:
            self._pieces.append(words)

    def _place_of(self, reference: str) -> tuple[int, int]:
        match = _PLACE.fullmatch(reference)
        if match is None:
            raise WorkbookDiffersError(f"{self.found.name} has a cell at {reference}")
        letters = match[1]
        if letters not in self._columns:
            number = 0
            for letter in letters:
                number = number * 26 + ord(letter) - ord("A") + 1
            self._columns[letters] = number
        return int(match[2]), self._columns[letters]


def _parser(start: Callable[[str, dict[str, str]], None]) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    return parser


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text) if "_x" in text else text
