"""Tables of a web page become rows: cells that stretch over columns and rows, tables in cells, tables for layout."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from ita_tui.intake.blocks import Block, Gap, Row, Text
from ita_tui.intake.headings import header_of
from ita_tui.thai.numerals import digits

WIDEST = 1_000
"""Columns that one cell reaches over at most, as in every browser."""

TALLEST = 65_534
"""Rows that one cell reaches over at most, as in every browser."""

_MOST_COLUMNS = 100
_MOST_HELD = 2 * _MOST_COLUMNS
_HEADS_WITHIN = 20
"""Rows of a table in which its heads are looked for."""


@dataclass
class Cell:
    """A cell: its paragraphs (their lines parted by line feeds) and the tables in it, in order.

    ``behind`` are the words of a spreadsheet's cell that the page itself has no room to show.
    """

    columns: int = 1
    rows: int = 1
    is_head: bool = False
    behind: str = ""
    parts: "list[Part]" = field(default_factory=list)

    def words(self) -> str:
        shown = "\n".join(line for part in self.parts for line in _lines(part))
        return self.behind if self.behind and not shown.strip("#") else shown


@dataclass
class RowGroup:
    """The rows that a cell may stretch over: those of a thead, tbody or tfoot, or those outside any."""

    kind: str
    rows: list[list[Cell]] = field(default_factory=list)


@dataclass
class Table:
    """A table as it stands in the page's source."""

    captions: list[str] = field(default_factory=list)
    groups: list[RowGroup] = field(default_factory=list)

    def rows(self, kind: str) -> list[list[Cell]]:
        """The rows of the open group, which is begun where there is none of this kind."""
        if not self.groups or self.groups[-1].kind != kind:
            self.groups.append(RowGroup(kind))
        return self.groups[-1].rows

    def in_reading_order(self) -> list[RowGroup]:
        """A browser prints the first thead above and the first tfoot below, wherever they stand."""
        head = next((group for group in self.groups if group.kind == "thead"), None)
        foot = next((group for group in self.groups if group.kind == "tfoot"), None)
        between = [group for group in self.groups if group is not head and group is not foot]
        return [*([head] if head else []), *between, *([foot] if foot else [])]


Part: TypeAlias = str | Table
"""What a page or a cell is made of: a paragraph, or a table."""


class WebBlocks:
    """Makes blocks of the parts of a page, and counts its lines and its tables."""

    def __init__(self) -> None:
        self._line = 0
        self._tables = 0

    def of(self, parts: Iterable[Part]) -> Iterator[Block]:
        for part in parts:
            if isinstance(part, Table):
                yield from self._of_table(part)
            else:
                yield self.text(part)

    def text(self, words: str, where: str = "") -> Text:
        self._line += 1
        return Text(words, self._line, where)

    def _of_table(self, table: Table) -> Iterator[Block]:
        lines, width = _placed(table)
        if _is_layout(table, lines, width):
            yield from self.of(table.captions)
            for line in lines:
                for begun in line.cells:
                    yield from self.of(begun.cell.parts or filter(None, [begun.cell.behind]))
            return
        self._tables += 1
        if self._tables > 1:
            yield Gap()
        yield from self.of(table.captions)
        for number, line in enumerate((line for line in lines if line.cells), 1):
            where = f"ตารางที่ {digits(self._tables)} แถวที่ {digits(number)}"
            yield from self._of_line(line, width, where)

    def _of_line(self, line: "_Line", width: int, where: str) -> Iterator[Block]:
        cells = line.words(width)
        if not any(cells):
            # A blank row, unless it only makes room for cells that reach down from above.
            yield from () if line.merged else (Gap(),)
        elif len(line.cells) == 1 and line.cells[0].columns == width and not line.merged:
            yield self.text(cells[0], where)
        else:
            self._line += 1
            yield Row(cells, self._line, merged=line.merged, where=where)


@dataclass(frozen=True)
class _Begun:
    """A cell, the column (from 0) it begins in, and how many columns it takes."""

    cell: Cell
    column: int
    columns: int


@dataclass(frozen=True)
class _Line:
    """A row with its cells in their columns; ``merged`` are the columns that belong to cells above."""

    cells: tuple[_Begun, ...]
    merged: frozenset[int]

    def words(self, width: int) -> tuple[str, ...]:
        columns: list[list[str]] = [[] for _ in range(width)]
        for begun in self.cells:
            columns[begun.column].append(begun.cell.words())
        return tuple("\n".join(filter(None, words)) for words in columns)


@dataclass(frozen=True)
class _Held:
    """Columns that a cell above reaches down into, for so many rows more."""

    start: int
    end: int
    rows: int


_Spot: TypeAlias = tuple[int, int, Cell]


def _placed(table: Table) -> tuple[list[_Line], int]:
    """The rows of a table, and its columns: those in which some cell begins, for the others hold no words."""
    rows = [row for group in table.in_reading_order() for row in _spots(group)]
    starts = sorted({start for spots, _ in rows for start, _, _ in spots})
    width = min(len(starts), _MOST_COLUMNS)

    def column(at: int) -> int:
        # What stands beyond the last column is kept in it.
        return min(bisect_left(starts, at), width - 1)

    lines = []
    for spots, held in rows:
        cells = tuple(
            _Begun(cell, column(start), min(bisect_left(starts, end), width) - column(start))
            for start, end, cell in spots
        )
        merged = frozenset(
            at
            for hold in held
            for at in range(bisect_left(starts, hold.start), min(bisect_left(starts, hold.end), width))
        )
        lines.append(_Line(cells, merged - {begun.column for begun in cells}))
    return lines, width


def _spots(group: RowGroup) -> Iterator[tuple[list[_Spot], list[_Held]]]:
    """Where the cells of each row begin and end, beside the columns that cells above hold."""
    held: list[_Held] = []
    for number, row in enumerate(group.rows):
        spots: list[_Spot] = []
        at = passed = 0
        for cell in row:
            while passed < len(held) and held[passed].start <= at:
                at = max(at, held[passed].end)
                passed += 1
            spots.append((at, at + cell.columns, cell))
            at += cell.columns
        yield spots, held
        left = len(group.rows) - number - 1
        kept = [_Held(hold.start, hold.end, hold.rows - 1) for hold in held if hold.rows > 1]
        begun = [
            _Held(start, end, min(cell.rows - 1, left))
            for start, end, cell in spots
            if cell.rows > 1 and left
        ]
        held = sorted(kept + begun, key=lambda hold: hold.start)[:_MOST_HELD]


def _is_layout(table: Table, lines: list[_Line], width: int) -> bool:
    """Whether a table only arranges the page: one column, or tables in cells and no head of its own."""
    if width <= 1:
        return True
    inner = [_placed(table) for table in _tables_in(lines)]
    if not inner or _has_heads(lines, width):
        return False
    if any(_holds_heads(*nested) for nested in inner):
        return True
    return not any(cell.is_head for group in table.groups for row in group.rows for cell in row)


def _holds_heads(lines: list[_Line], width: int) -> bool:
    """Whether the heads of a report stand in a table, or in a table in it."""
    return _has_heads(lines, width) or any(_holds_heads(*_placed(table)) for table in _tables_in(lines))


def _has_heads(lines: list[_Line], width: int) -> bool:
    return any(header_of(line.words(width)) for line in lines[:_HEADS_WITHIN] if not any(_tables_in([line])))


def _tables_in(lines: Iterable[_Line]) -> Iterator[Table]:
    for line in lines:
        for begun in line.cells:
            yield from (part for part in begun.cell.parts if isinstance(part, Table))


def _lines(part: Part) -> Iterator[str]:
    """The lines of a paragraph, or of a table in a cell: a row of it is a line."""
    if isinstance(part, str):
        yield from part.split("\n")
        return
    for caption in part.captions:
        yield from caption.split("\n")
    lines, width = _placed(part)
    for line in lines:
        filled = [words for words in line.words(width) if words]
        if len(filled) == 1:
            yield from filled[0].split("\n")
        elif filled:
            yield " ".join(filled).replace("\n", " ")
