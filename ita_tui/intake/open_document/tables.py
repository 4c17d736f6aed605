"""Tables of OpenDocument texts and spreadsheets, row by row into a grid."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from ita_tui.intake.open_document.words import PAGE_BREAK, TABLE
from ita_tui.intake.sheets.grids import Grid, Merge

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CELLS: Final = frozenset({TABLE + "table-cell", TABLE + "covered-table-cell"})
_GROUPS: Final = frozenset({TABLE + "table-header-rows", TABLE + "table-rows", TABLE + "table-row-group"})
_LAST_COLUMN = 16_384


def fill(grid: Grid, table: "Element", words_of: Callable[["Element"], str]) -> None:
    """Read a table's rows into the grid; ``words_of`` says what stands in a cell.

    Empty rows and columns are counted and not kept, however often they are repeated. Raises TooManyRows,
    ArchiveUnsafe and ValueError.
    """
    number = 0
    for row in _rows(table):
        if row.tag == PAGE_BREAK:
            grid.breaks.add(number)
            continue
        repeated = _count(row, "number-rows-repeated")
        cells = list(_cells(row, words_of))
        for at in range(number, number + repeated if cells else number):
            if grid.cut:
                return
            _fill_row(grid, at, cells)
        number += repeated


def _fill_row(grid: Grid, number: int, cells: list[tuple[int, int, "Element", str]]) -> None:
    for column, repeated, cell, words in cells:
        across, down = _count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")
        grid.merge(Merge(number, column, number + down - 1, column + across - 1))
        for at in range(column, column + repeated if words else column):
            grid.put(number, at, words)


def _rows(table: "Element") -> Iterator["Element"]:
    for child in table:
        if child.tag in {TABLE + "table-row", PAGE_BREAK}:
            yield child
        elif child.tag in _GROUPS:
            yield from _rows(child)


def _cells(row: "Element", words_of: Callable[["Element"], str]) -> Iterator[tuple[int, int, "Element", str]]:
    """The cells that hold words or are merged: column, how often they stand there, element and words."""
    column = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        repeated = _count(cell, "number-columns-repeated")
        words = words_of(cell) if len(cell) or cell.attrib else ""
        merged = any(_count(cell, name) > 1 for name in ("number-columns-spanned", "number-rows-spanned"))
        if (words or merged) and column < _LAST_COLUMN:
            yield column, min(repeated, _LAST_COLUMN - column), cell, words
        column += repeated


def _count(element: "Element", name: str) -> int:
    return max(1, int(element.get(TABLE + name, "1")))
