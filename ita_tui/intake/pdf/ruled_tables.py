"""From ruling lines to cells: which lines make a table, and which of its cells are merged. Pure geometry.

Sizes are points; x counts to the right and y downward.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

SNAP = 3.0
"""Lines nearer to each other than this are one line, ends nearer than this meet: pens are up to 3 points wide."""

_OPEN_SIDE = 12.0
"""A line that runs on so far behind the last one that crosses it says that the table has an open side."""

_DRAWN = 0.6
"""So much of a cell's side must be drawn to part it from its neighbour: the rest is a gap of the pen."""

_MOST_CROSSINGS = 1_000_000
"""A drawing or a hatched ground has more of them; a table of fifty rows has some hundreds."""


@dataclass(frozen=True)
class Edge:
    """A straight stroke from ``start`` to ``end``, lying (at y = ``at``) or standing (at x = ``at``)."""

    at: float
    start: float
    end: float


@dataclass(frozen=True)
class RuledCell:
    """A cell by its first row and column, from 0, and how many of them it covers."""

    row: int
    column: int
    down: int = 1
    across: int = 1


@dataclass(frozen=True)
class RuledTable:
    """A table by the places of its lines, one more than it has columns and rows. The cells cover it whole."""

    across: tuple[float, ...]
    down: tuple[float, ...]
    cells: tuple[RuledCell, ...]

    @property
    def columns(self) -> int:
        return len(self.across) - 1

    @property
    def rows(self) -> int:
        return len(self.down) - 1

    def place(self, x: float, y: float) -> tuple[int, int] | None:
        """The row and column that a point lies in, or None where it lies outside the table."""
        row, column = bisect_right(self.down, y) - 1, bisect_right(self.across, x) - 1
        return (row, column) if 0 <= row < self.rows and 0 <= column < self.columns else None


def ruled_tables(lying: Iterable[Edge], standing: Iterable[Edge]) -> tuple[RuledTable, ...]:
    """The tables of a page, from top to bottom. Frames, underlines and lone boxes are none.

    A table has two columns and rows at least, or one row of three cells.
    """
    all_flat, all_upright = _snapped(lying), _snapped(standing)
    if len(all_flat) * len(all_upright) > _MOST_CROSSINGS:
        return ()
    tables = (
        table
        for flat, upright in _connected(all_flat, all_upright)
        for grid in _grids(flat, upright)
        for table in grid.tables()
    )
    return tuple(sorted((table for table in tables if _is_table(table)), key=lambda table: table.down[0]))


def _is_table(table: RuledTable) -> bool:
    return (table.columns >= 2 and table.rows >= 2) or table.columns >= 3


def _snapped(edges: Iterable[Edge]) -> list[Edge]:
    """Edges on nearly the same line put on one line, and joined where they meet or nearly meet."""
    lines: list[list[Edge]] = []
    for edge in sorted(edges, key=lambda edge: (edge.at, edge.start)):
        if lines and edge.at - lines[-1][0].at <= SNAP:
            lines[-1].append(edge)
        else:
            lines.append([edge])
    return [edge for line in lines for edge in _joined(line)]


def _joined(line: Sequence[Edge]) -> Iterator[Edge]:
    drawn = sum(edge.end - edge.start for edge in line)
    # The middle of the ink, so that a hair beside a long line does not move it.
    at = sum(edge.at * (edge.end - edge.start) for edge in line) / drawn if drawn else line[0].at
    first, *others = sorted(line, key=lambda edge: edge.start)
    start, end = first.start, first.end
    for edge in others:
        if edge.start > end + SNAP:
            yield Edge(at, start, end)
            start, end = edge.start, edge.end
        end = max(end, edge.end)
    yield Edge(at, start, end)


def _connected(flat: Sequence[Edge], upright: Sequence[Edge]) -> Iterator[tuple[list[Edge], list[Edge]]]:
    """The lines that touch each other, group by group; a line that touches none is in no group."""
    above = list(range(len(flat) + len(upright)))

    def root(line: int) -> int:
        while above[line] != line:
            above[line] = above[above[line]]
            line = above[line]
        return line

    heights = [edge.at for edge in flat]
    for number, edge in enumerate(upright, len(flat)):
        first = bisect_right(heights, edge.start - SNAP)
        for other in range(first, bisect_right(heights, edge.end + SNAP)):
            if flat[other].start - SNAP <= edge.at <= flat[other].end + SNAP:
                above[root(other)] = root(number)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for number, edge in enumerate((*flat, *upright)):
        group = groups.setdefault(root(number), ([], []))
        group[number >= len(flat)].append(edge)
    return (group for group in groups.values() if all(group))


def _grids(flat: Sequence[Edge], upright: Sequence[Edge]) -> Iterator["_Grid"]:
    """The grid of a connected group, closed where it has open sides: a page end cuts tables open."""
    across = _places(upright, flat)
    down = _places(flat, upright)
    if len(across) >= 2 and len(down) >= 2:
        yield _Grid(across, down, flat, upright)


def _places(lines: Sequence[Edge], crossing: Sequence[Edge]) -> list[float]:
    places = sorted({line.at for line in lines})
    first, last = min(edge.start for edge in crossing), max(edge.end for edge in crossing)
    if first < places[0] - _OPEN_SIDE:
        places.insert(0, first)
    if last > places[-1] + _OPEN_SIDE:
        places.append(last)
    return places


class _Grid:
    """All lines of a group drawn through; the cells between them are merged where no line parts them."""

    def __init__(
        self, across: Sequence[float], down: Sequence[float], flat: Sequence[Edge], upright: Sequence[Edge]
    ) -> None:
        self.across = across
        self.down = down
        # parted_right[row][column]: a line stands right of that cell. parted_below: one lies below it.
        self.parted_right = self._parted(across, down, upright)
        columns = self._parted(down, across, flat)
        self.parted_below = [
            [columns[at][row] for at in range(len(across) - 1)] for row in range(len(down) - 1)
        ]

    @staticmethod
    def _parted(places: Sequence[float], parts: Sequence[float], lines: Sequence[Edge]) -> list[list[bool]]:
        """For each part between ``parts``, whether the lines at the end of each place are drawn along it."""
        drawn: dict[float, list[Edge]] = {}
        for line in lines:
            drawn.setdefault(line.at, []).append(line)
        return [
            [_covered(drawn.get(place, ()), start, end) for place in places[1:]]
            for start, end in pairwise(parts)
        ]

    def tables(self) -> Iterator[RuledTable]:
        """The grid's tables: two that share a border but no column line are parted there."""
        cells = self._cells()
        first = 0
        for row in (*self._borders(cells), len(self.down) - 1):
            inside = [cell for cell in cells if first <= cell.row < row]
            if inside:
                yield _without_idle_lines(self.across, self.down, inside, row)
            first = row

    def _cells(self) -> list[RuledCell]:
        rows, columns = len(self.down) - 1, len(self.across) - 1
        free = [[True] * columns for _ in range(rows)]
        cells = []
        for row in range(rows):
            for column in range(columns):
                if free[row][column]:
                    cell = self._cell(row, column, free)
                    for at in range(row, row + cell.down):
                        free[at][column : column + cell.across] = [False] * cell.across
                    cells.append(cell)
        return cells

    def _cell(self, row: int, column: int, free: Sequence[Sequence[bool]]) -> RuledCell:
        """The widest cell that begins here, as tall as it is whole."""
        end = column + 1
        while end < len(self.across) - 1 and free[row][end] and not self.parted_right[row][end - 1]:
            end += 1
        below = row + 1
        while below < len(self.down) - 1 and self._goes_on(below, column, end):
            below += 1
        return RuledCell(row, column, below - row, end - column)

    def _goes_on(self, row: int, column: int, end: int) -> bool:
        """Whether the cell over these columns goes on in this row: no line above it, none through it."""
        return not any(self.parted_below[row - 1][column:end]) and not any(
            self.parted_right[row][column : end - 1]
        )

    def _borders(self, cells: Sequence[RuledCell]) -> list[int]:
        """The rows at which another table begins: no cell reaches over, and no column line goes on below."""
        rows = len(self.down) - 1
        starts: list[set[int]] = [set() for _ in range(rows)]
        crossed: set[int] = set()
        for cell in cells:
            if cell.column:
                for row in range(cell.row, cell.row + cell.down):
                    starts[row].add(cell.column)
            crossed.update(range(cell.row + 1, cell.row + cell.down))
        below: list[set[int]] = [set()]
        for row in range(rows - 1, 0, -1):
            below.append(below[-1] | starts[row])
        borders: list[int] = []
        above: set[int] = set()
        for row in range(1, rows):
            above = above | starts[row - 1]
            under = below[rows - row]
            if row not in crossed and above and starts[row] and not above & under:
                borders.append(row)
                above = set()
        return borders


def _covered(lines: Iterable[Edge], start: float, end: float) -> bool:
    drawn = sum(max(0.0, min(line.end, end) - max(line.start, start)) for line in lines)
    return drawn >= _DRAWN * (end - start)


def _without_idle_lines(
    across: Sequence[float], down: Sequence[float], cells: Sequence[RuledCell], end: int
) -> RuledTable:
    """The table of these cells without the lines at which no cell begins; ``end`` is the row below its last one."""
    columns = sorted({cell.column for cell in cells})
    rows = sorted({cell.row for cell in cells})
    column_ends, row_ends = [*columns, len(across) - 1], [*rows, end]
    return RuledTable(
        tuple(across[column] for column in column_ends),
        tuple(down[row] for row in row_ends),
        tuple(
            RuledCell(
                row_ends.index(cell.row),
                column_ends.index(cell.column),
                sum(1 for row in rows if cell.row <= row < cell.row + cell.down),
                sum(1 for column in columns if cell.column <= column < cell.column + cell.across),
            )
            for cell in cells
        ),
    )
