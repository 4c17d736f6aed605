"""The columns of a Word table: cells that are merged, indented rows, and borders that were dragged a little apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ita_tui.intake.word.vocabulary import Element, child, children, kind, number, shown, value

_WIDEST_SPAN: Final = 63
"""Columns: Word's own limit of a table."""

_MOST_COLUMNS: Final = 200
_SAME_BORDER: Final = 300
"""In twentieths of a point: borders half a centimetre apart were meant as one."""

_UNKNOWN_WIDTH: Final = 10 * _SAME_BORDER


class TableTooWide(Exception):
    """A table of more columns than fit on any page."""


@dataclass(frozen=True)
class Cell:
    """A ``w:tc`` over the columns from ``first`` up to, not including, ``end``.

    ``above`` where it is merged into the cell above, ``beside`` where into the one before it.
    """

    element: Element
    first: int
    end: int
    above: bool = False
    beside: bool = False


@dataclass(frozen=True)
class GridRow:
    """The cells of a row of a table with ``width`` columns."""

    cells: tuple[Cell, ...]
    width: int

    @property
    def lone(self) -> Cell | None:
        """The cell that takes up the whole width, if there is one."""
        first = self.cells[0] if self.cells else None
        if first is None or first.above or not all(cell.beside for cell in self.cells[1:]):
            return None
        return first if first.first == 0 and self.cells[-1].end == self.width else None


def rows_of(table: Element) -> list[GridRow]:
    """The rows of a ``w:tbl`` that were not deleted, in columns that are the same for all of them. Raises TableTooWide."""
    raw = [_cells(row) for row in shown(table) if kind(row) == "tr" and child(row, "trPr", "del") is None]
    rows = _with_merged([cells for cells in raw if cells])
    columns = _columns(rows, _widths(table))
    if len(columns) > _MOST_COLUMNS:
        raise TableTooWide
    if _are_alike(rows):
        return _one_column_each(rows)
    width = max(columns.values())
    return [
        GridRow(tuple(_moved(cell, columns[cell.first], columns[cell.end]) for cell in cells), width)
        for cells in rows
    ]


def _cells(row: Element) -> list[Cell]:
    """The cells of a row where its grid has them; ``above`` says only that a cell wants to go on from above."""
    at = min(max(number(child(row, "trPr", "gridBefore")) or 0, 0), _WIDEST_SPAN)
    cells: list[Cell] = []
    for element in shown(row):
        properties = child(element, "tcPr")
        if kind(element) != "tc" or child(properties, "cellDel") is not None:
            continue
        end = at + _span(number(child(properties, "gridSpan")))
        cells.append(
            Cell(element, at, end, _continues(properties, "vMerge"), _continues(properties, "hMerge"))
        )
        at = end
        if len(cells) > _MOST_COLUMNS:
            raise TableTooWide
    return cells


def _span(columns: int | None) -> int:
    return min(max(columns or 1, 1), _WIDEST_SPAN)


def _continues(properties: Element | None, name: str) -> bool:
    merge = child(properties, name)
    return merge is not None and value(merge) != "restart"


def _with_merged(rows: Sequence[list[Cell]]) -> list[list[Cell]]:
    """Cells that go on from above or from the left have a cell there; what does not shows its own words."""
    found: list[list[Cell]] = []
    open_above: set[int] = set()
    for cells in rows:
        kept = [
            Cell(
                cell.element,
                cell.first,
                cell.end,
                cell.above and cell.first in open_above,
                cell.beside and at > 0,
            )
            for at, cell in enumerate(cells)
        ]
        open_above = {cell.first for cell in kept if child(cell.element, "tcPr", "vMerge") is not None}
        found.append(kept)
    return found


def _widths(table: Element) -> list[int]:
    return [number(column, "w") or _UNKNOWN_WIDTH for column in children(child(table, "tblGrid"), "gridCol")]


def _are_alike(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether every row has the same number of cells, or a single one over the whole width."""
    reach = max((cells[-1].end for cells in rows), default=0)
    counts = {len(cells) for cells in rows if not _is_whole(cells, reach)}
    return len(counts) <= 1 and counts != {1}


def _is_whole(cells: Sequence[Cell], reach: int) -> bool:
    return len(cells) == 1 and cells[0].first == 0 and cells[0].end >= reach


def _one_column_each(rows: Sequence[Sequence[Cell]]) -> list[GridRow]:
    """Cells counted from the left: where all rows are alike, borders that do not meet part no columns."""
    width = max((len(cells) for cells in rows), default=0)
    reach = max((cells[-1].end for cells in rows), default=0)
    return [
        GridRow(
            (_moved(cells[0], 0, width),)
            if _is_whole(cells, reach)
            else tuple(_moved(cell, at, at + 1) for at, cell in enumerate(cells)),
            width,
        )
        for cells in rows
    ]


def _moved(cell: Cell, first: int, end: int) -> Cell:
    return Cell(cell.element, first, end, cell.above, cell.beside)


def _columns(rows: Sequence[Sequence[Cell]], widths: Sequence[int]) -> dict[int, int]:
    """The column that begins at each border of the grid at which any cell begins or ends.

    Borders that lie close together are one, unless a cell lies between them.
    """
    spans = {(cell.first, cell.end) for cells in rows for cell in cells}
    borders = sorted({border for span in spans for border in span} | {0})
    places = dict(zip(borders, _places(borders, widths), strict=True))
    found: dict[int, int] = {}
    group: list[int] = []
    column = -1
    for border in borders:
        apart = not group or places[border] - places[group[0]] > _SAME_BORDER
        if apart or any((before, border) in spans for before in group):
            group = []
            column += 1
        group.append(border)
        found[border] = column
    return found


def _places(borders: Sequence[int], widths: Sequence[int]) -> Iterator[int]:
    """Where borders of the grid lie on the page, from its left edge."""
    place = at = 0
    for border in borders:
        known = widths[at:border]
        place += sum(known) + _UNKNOWN_WIDTH * (border - at - len(known))
        at = border
        yield place
