"""One sheet of an Excel workbook, read cell by cell as its values: texts letter by letter, days as days."""

import re
from datetime import date, timedelta
from typing import Final, TypeAlias

from ita_tui.intake.sheets.cell_values import GENERAL, NO, YES, shown_number
from ita_tui.intake.sheets.excel_parts import (
    Attributes,
    Package,
    SheetPart,
    Workbook,
    cell_place,
    without_escapes,
)
from ita_tui.intake.sheets.grids import MOST_ROWS

_NO_DATE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_EPOCH: Final = date(1899, 12, 30)
_BETWEEN_EPOCHS: Final = 1462
_DAYS: Final = range(61, 2_958_466)
"""Days that Excel counts rightly: from 1 March 1900 to the end of 9999."""

_MOST_COLUMNS: Final = 200


class Unreadable(str):
    """What a cell shows that holds no value: an error word, or a formula without a result."""

    __slots__ = ()


TypedCell: TypeAlias = str | date | Unreadable
TypedRows: TypeAlias = dict[int, dict[int, TypedCell]]
"""Cells by row and column, from 1. Empty ones are not there; a number is the text that its cell shows."""


def typed_rows(
    package: Package, workbook: Workbook, sheet: SheetPart, *, formulas: bool = True
) -> tuple[TypedRows, bool]:
    """The cells of a sheet, and whether rows were left out because there are more than are ever read.

    Of a formula its result is taken; without ``formulas``, every one is Unreadable. Raises DocumentDamaged and TooManyRows.
    """
    reader = _TypedReader(workbook, formulas=formulas)
    package.walk(sheet.part, reader.start, reader.end, reader.words)
    return reader.rows, reader.cut


class _TypedReader:
    """Follows the elements of a sheet; ``rows`` is what came of them."""

    def __init__(self, workbook: Workbook, *, formulas: bool) -> None:
        self.rows: TypedRows = {}
        self.cut = False
        self._workbook = workbook
        self._formulas = formulas
        self._place = (0, 0)
        self._row = 0
        self._kind = "n"
        self._style = 0
        self._pieces: list[str] = []
        self._element = 0
        self._reading = False
        self._phonetic = False
        self._formula = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._place = self._place_of(attributes.get("r"))
            self._kind = attributes.get("t", "n")
            self._style = int(attributes.get("s", "0"))
            self._pieces = []
            self._formula = False
        elif tag == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._place = (self._row, 0)
        elif tag == "f":
            self._formula = True
        elif tag == "rPh":
            self._phonetic = True
        self._reading = tag in {"v", "t"} and not self._phonetic
        self._element = len(self._pieces)

    def end(self, tag: str) -> None:
        if self._reading:
            self._pieces[self._element :] = [without_escapes("".join(self._pieces[self._element :]))]
        self._reading = False
        if tag == "rPh":
            self._phonetic = False
        elif tag == "c":
            value = self._value("".join(self._pieces))
            if value:
                self._keep(value)

    def words(self, words: str) -> None:
        if self._reading:
            self._pieces.append(words)

    def _keep(self, value: TypedCell) -> None:
        row, column = self._place
        if row not in self.rows and len(self.rows) == MOST_ROWS + 1:
            self.cut = True
        elif column <= _MOST_COLUMNS:
            self.rows.setdefault(row, {})[column] = value

    def _value(self, words: str) -> TypedCell:
        if self._kind == "e" or (self._formula and not (words and self._formulas)):
            return Unreadable(words or "สูตรที่ไม่มีผลลัพธ์")
        if self._kind == "s":
            return _lines(self._workbook.strings[int(words)]) if words else ""
        if self._kind == "b":
            return YES if words.strip() == "1" else NO
        if self._kind == "d":
            return date.fromisoformat(words.strip()[:10])
        if self._kind == "n" and words:
            return self._number(float(words))
        return _lines(words)

    def _number(self, value: float) -> str | date:
        formats = self._workbook.formats
        code = formats[self._style] if 0 <= self._style < len(formats) else GENERAL
        shown = _NO_DATE.sub("", code.split(";", 1)[0]).lower()
        days = value + _BETWEEN_EPOCHS * self._workbook.from_1904
        if shown != GENERAL.lower() and any(letter in shown for letter in "ydb") and int(days) in _DAYS:
            return _EPOCH + timedelta(days=int(days))
        return shown_number(value, code, from_1904=self._workbook.from_1904)

    def _place_of(self, place: str | None) -> tuple[int, int]:
        """Row and column from 1. Raises ValueError, which the walk turns into DocumentDamaged."""
        if place is None:
            return self._place[0], self._place[1] + 1
        return cell_place(place)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
