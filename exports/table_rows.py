"""The rows of a printed table: measured cell by cell, and drawn part by part where a page ends within one."""

from collections.abc import Sequence
from dataclasses import replace

from exports.column_grid import Grid, Place
from exports.faces import Face
from exports.page_plan import Band, Kind
from exports.sheet import Cell, Look, SheetRow
from exports.text_blocks import Block
from exports.typesetting import Setting, height, set_in
from ita_tui.reports.page import Align, Row, Table

CONTINUED = "(ต่อ)"


class PrintedTable:
    """A table on its places of the grid. ``number`` (from 0) is its place among the tables of the page."""

    def __init__(self, table: Table, number: int, grid: Grid, face: Face) -> None:
        self.table = table
        self.number = number
        self.places = grid.tables[number]
        self.rooms = tuple(map(grid.points, self.places))
        self.face = face
        self.head = self._head()

    def block(self, row: Row) -> Block:
        printed = _PrintedRow(self, row)
        band = Band(Kind.ROW, printed.count, printed.height, table=self.number, head=self.head.height)
        return Block(band, printed.draw)

    def bare_head(self) -> Block:
        """The head of a table without rows, as a block of its own."""
        head = self.head
        return Block(Band(Kind.WHOLE, 1, lambda _first, _last: head.height), lambda _first, _last: head)

    def _head(self) -> SheetRow:
        size = Look.HEAD.size_in(self.face)
        settings = [
            set_in(head.text, room, size, bold=True, face=self.face)
            for head, room in zip(self.table.heads, self.rooms, strict=True)
        ]
        lines = max(len(setting.lines) + setting.spare for setting in settings)
        cells = tuple(
            Cell(place.column, place.span, head.text, Look.HEAD, "หัวตาราง", Align.CENTER)
            for place, head in zip(self.places, self.table.heads, strict=True)
        )
        return SheetRow(height(lines, size, self.face), lines, cells)


class _PrintedRow:
    """A row, which may go on over several pages. ``count`` is the number of its lines."""

    def __init__(self, table: PrintedTable, row: Row) -> None:
        self._table = table
        self._row = row
        size = Look.CELL.size_in(table.face)
        self._settings = [
            set_in(text, room, size, face=table.face)
            for text, room in zip(row.cells, table.rooms, strict=True)
        ]
        self._size = size
        self.count = max(len(setting.lines) for setting in self._settings)

    def height(self, first: int, last: int) -> float:
        return height(self._lines(first, last), self._size, self._table.face)

    def draw(self, first: int, last: int) -> SheetRow:
        texts = [setting.part(first, last) for setting in self._settings]
        if first:
            texts[0] = f"{CONTINUED}\n{texts[0]}".rstrip("\n")
        cells = tuple(
            self._cell(at, place, text)
            for at, (place, text) in enumerate(zip(self._table.places, texts, strict=True))
        )
        return SheetRow(self.height(first, last), self._lines(first, last), cells)

    def _cell(self, at: int, place: Place, text: str) -> Cell:
        """A cell that goes on with the one above has no line over it; see :func:`closed_at_ends`."""
        goes_on = at in self._row.goes_on
        align = self._table.table.heads[at].align
        return Cell(place.column, place.span, text, Look.CELL, self._row.subject, align, open_above=goes_on)

    def _lines(self, first: int, last: int) -> int:
        needs = [_lines_between(setting, first, last) for setting in self._settings]
        return max(needs[0] + (first > 0), *needs[1:], 1)


def closed_at_ends(rows: Sequence[SheetRow]) -> list[SheetRow]:
    """The rows of one table on one page: cells that go on with each other have no line between them.

    The first row has its lines above it all the same: what it goes on with stands on the page before.
    """
    drawn: list[SheetRow] = []
    for row in rows:
        if not drawn:
            cells = tuple(replace(cell, open_above=False) for cell in row.cells)
        else:
            cells = row.cells
            opened = [cell.open_above for cell in cells]
            if any(opened):
                above = tuple(
                    replace(cell, open_below=is_open)
                    for cell, is_open in zip(drawn[-1].cells, opened, strict=True)
                )
                drawn[-1] = replace(drawn[-1], cells=above)
        drawn.append(replace(row, cells=cells) if cells is not row.cells else row)
    return drawn


def _lines_between(setting: Setting, first: int, last: int) -> int:
    """Lines to keep for a part of a text: where it breaks otherwise than we do, it takes at most twice as many.

    Two lines that follow each other hold more than one line's width together, wherever they break.
    """
    shown = max(0, min(last, len(setting.lines)) - first)
    is_whole = shown == len(setting.lines)
    return shown + (setting.spare if is_whole else min(setting.spare, shown)) if shown else 0
