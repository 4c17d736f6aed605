"""One sheet of an Excel workbook (.xlsx), read cell by cell into a grid: nothing is kept of cells without words."""

import re
from datetime import date
from functools import cache

from ita_tui.intake.markup import cell_text
from ita_tui.intake.sheets.cell_values import GENERAL, NO, YES, shown_date, shown_number
from ita_tui.intake.sheets.excel_parts import (
    Attributes,
    Package,
    SheetPart,
    Workbook,
    cell_place,
    collected,
    without_escapes,
)
from ita_tui.intake.sheets.grids import Grid, Merge

_PAGE_NUMBER = re.compile(r"(?:หน้า(?:ที่)?|Page)?\s*&P(?:\s*(?:จาก|of|/)\s*&N)?")
_MARGIN_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[0-9]+|[A-Za-z])')
_MARGINS = frozenset({
    "oddHeader", "evenHeader", "firstHeader", "oddFooter", "evenFooter", "firstFooter",
})  # fmt: skip


def read_sheet(package: Package, workbook: Workbook, sheet: SheetPart) -> Grid:
    """The cells of a sheet, and aside of them the words of its margins, notes and text boxes.

    Raises TooManyRows, ArchiveUnsafe and DocumentDamaged.
    """
    reader = _SheetReader(Grid(package.name, hidden=sheet.hidden), workbook)
    package.walk(sheet.part, reader.start, reader.end, reader.words)
    for kind, inner in package.related(sheet.part).values():
        within = {"comments": "comment", "drawing": "p"}.get(kind)
        if within and package.has(inner):
            found = collected(package, inner, within, escaped=kind == "comments")
            reader.grid.aside += [cell_text(words) for words in found]
    return reader.grid


class _SheetReader:
    """Follows the elements of a sheet; ``grid`` is what came of them."""

    def __init__(self, grid: Grid, workbook: Workbook) -> None:
        self.grid = grid
        self._workbook = workbook
        self._row = -1
        self._column = -1
        self._place: str | None = None
        self._kind = "n"
        self._style = ""
        self._pieces: list[str] = []
        self._element = 0
        self._reading = False
        self._phonetic = False
        self._shared = cache(lambda at: cell_text(workbook.strings[at]))

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._begin_cell(attributes)
        elif tag == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
            self._place = None
        elif tag == "mergeCell":
            self.grid.merge(_merged(attributes.get("ref", "")))
        elif tag == "rPh":
            self._phonetic = True
        elif tag in _MARGINS:
            self._pieces = []
        self._reading = (tag in {"v", "t"} and not self._phonetic) or tag in _MARGINS
        self._element = len(self._pieces)

    def end(self, tag: str) -> None:
        if self._reading:
            self._pieces[self._element :] = [without_escapes("".join(self._pieces[self._element :]))]
        self._reading = False
        if tag == "c":
            if self._pieces:
                self._settle()
                self.grid.put(self._row, self._column, self._words())
        elif tag == "rPh":
            self._phonetic = False
        elif tag in _MARGINS:
            margin = _PAGE_NUMBER.sub(" ", "".join(self._pieces))
            self.grid.aside.append(cell_text(_MARGIN_CODE.sub(" ", margin)))

    def words(self, words: str) -> None:
        if self._reading:
            self._pieces.append(words)

    def _begin_cell(self, attributes: Attributes) -> None:
        """A cell that does not say where it stands follows the one before. Most cells hold nothing: be quick."""
        place = attributes.get("r")
        if place is None:
            self._settle()
            self._column += 1
        self._place = place
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._pieces = []

    def _settle(self) -> None:
        if self._place is not None:
            row, column = cell_place(self._place)
            self._row, self._column = row - 1, column - 1
            self._place = None

    def _words(self) -> str:
        words = "".join(self._pieces)
        if not words or self._kind == "e":
            return ""
        if self._kind == "s":
            return self._shared(int(words))
        if self._kind == "b":
            return YES if words.strip() == "1" else NO
        if self._kind == "d":
            return shown_date(date.fromisoformat(words.strip()[:10]))
        return self._number(words) if self._kind == "n" else cell_text(words)

    def _number(self, words: str) -> str:
        formats = self._workbook.formats
        style = int(self._style) if self._style else 0
        code = formats[style] if 0 <= style < len(formats) else GENERAL
        return shown_number(float(words), code, from_1904=self._workbook.from_1904)


def _merged(ref: str) -> Merge:
    first, _, last = ref.partition(":")
    (top, left), (bottom, right) = cell_place(first), cell_place(last or first)
    return Merge(min(top, bottom) - 1, min(left, right) - 1, max(top, bottom) - 1, max(left, right) - 1)
