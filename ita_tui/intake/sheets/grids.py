"""A table by row and column, as spreadsheets and word processors keep it, and the blocks it makes."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ita_tui.intake.blocks import Block, Gap, PageBreak, Row, Text
from ita_tui.intake.refusals import ArchiveUnsafe, TooManyRows

if TYPE_CHECKING:
    from itertools import count

MOST_ROWS: Final = 2_000
_MOST_COLUMNS = 200
"""Counted from the first one that holds words. What stands further right belongs to no table of a report."""

_MOST_CELLS = 200_000
_MOST_LETTERS = 5_000_000
_MOST_MERGED = 20_000
_MOST_COVERED = 1_000_000
"""Cells under merged ones. Hostile files lay thousands of merged ranges over one another."""


@dataclass(frozen=True)
class Merge:
    """A range of cells that are one. Rows and columns from 0, both ends among them."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Grid:
    """The cells that hold words, the merged ranges, and the texts that stand in no cell (``aside``).

    ``name`` is that of the file. ``breaks`` are the rows a printed page begins with. Raises TooManyRows and
    ArchiveUnsafe while it is filled; a ``hidden`` one takes the first rows only and is ``cut`` then: lists of
    districts lie in hidden sheets of many forms.
    """

    name: str
    hidden: bool = False
    cut: bool = False
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)
    cells: int = 0
    letters: int = 0

    def put(self, row: int, column: int, words: str) -> None:
        """Keep the words of a cell; empty ones are no words."""
        if not words:
            return
        if row not in self.rows and len(self.rows) == MOST_ROWS:
            if not self.hidden:
                raise TooManyRows(self.name, MOST_ROWS)
            self.cut = True
            return
        self.rows.setdefault(row, {})[column] = words
        self.cells += 1
        self.letters += len(words)
        if self.cells > _MOST_CELLS:
            raise TooManyRows(self.name, MOST_ROWS)
        if self.letters > _MOST_LETTERS:
            raise ArchiveUnsafe(self.name)

    def merge(self, merge: Merge) -> None:
        if len(self.merges) == _MOST_MERGED:
            raise TooManyRows(self.name, MOST_ROWS)
        if (merge.top, merge.left) < (merge.bottom, merge.right):
            self.merges.append(merge)


@dataclass
class Covered:
    """Where merged cells lie, by row: the columns beside a cell to the left, and those below a cell above.

    ``reach`` is the last row of the cells that a row is part of.
    """

    beside: dict[int, set[int]] = field(default_factory=dict)
    below: dict[int, set[int]] = field(default_factory=dict)
    reach: dict[int, int] = field(default_factory=dict)
    spans: dict[tuple[int, int], int] = field(default_factory=dict)

    def hides(self, row: int, column: int) -> bool:
        return column in self.beside.get(row, ()) or column in self.below.get(row, ())


def grid_blocks(
    grid: Grid, lines: "count[int]", where: Callable[[int | None], str], *, loose: bool = False
) -> Iterator[Block]:
    """The blocks of a table: columns without any words at its ends are left away, in every row alike.

    A row whose words stand in one cell merged over at least half the width is a Text. Words that nobody sees in
    the table, under merged cells or far to the right of it, and those aside of it follow as texts of their own.
    ``lines`` numbers the blocks; ``loose`` where paragraphs stand in cells; ``where`` names the place of a row (from 0) or, for None, of the whole.
    Raises ArchiveUnsafe.
    """
    columns = _columns(grid)
    covered = _covered(grid, columns)
    hidden: list[tuple[int, str]] = []
    above = -1
    for number in sorted(grid.rows):
        yield from _between(grid, covered, above, number)
        row = grid.rows[number]
        seen = {at: words for at, words in row.items() if at in columns and not covered.hides(number, at)}
        hidden += [(number, words) for at, words in sorted(row.items()) if at not in seen]
        if seen:
            words = _lone_text(seen, covered, number, len(columns))
            if words is None:
                cells = tuple(seen.get(at, "") for at in columns)
                below = frozenset(at - columns.start for at in covered.below.get(number, ()))
                yield Row(cells, next(lines), merged=below, loose=loose, where=where(number))
            else:
                yield Text(words, next(lines), where(number))
        above = number
    for number, words in hidden:
        yield Text(words, next(lines), where(number))
    yield from texts(grid.aside, lines, where(None))


def texts(words: Iterable[str], lines: "count[int]", where: str) -> Iterator[Block]:
    """Texts of their own, each distinct one once."""
    for text in dict.fromkeys(words):
        if text:
            yield Text(text, next(lines), where)


def _columns(grid: Grid) -> range:
    used = {at for row in grid.rows.values() for at in row}
    if not used:
        return range(0)
    first = min(used)
    return range(first, max(at for at in used if at < first + _MOST_COLUMNS) + 1)


def _covered(grid: Grid, columns: range) -> Covered:
    """Only within rows that hold words, and the columns: a range may be merged down to the end of the sheet."""
    covered = Covered()
    rows = sorted(grid.rows)
    cost = 0
    for merge in grid.merges:
        across = range(max(merge.left, columns.start), min(merge.right, columns.stop - 1) + 1)
        down = rows[bisect_left(rows, merge.top) : bisect_right(rows, merge.bottom)] if across else []
        cost += len(across) * len(down) + 1
        if cost > _MOST_COVERED:
            raise ArchiveUnsafe(grid.name)
        for row in down:
            covered.reach[row] = max(covered.reach.get(row, row), merge.bottom)
            if row == merge.top:
                covered.spans[row, merge.left] = len(across)
                covered.beside.setdefault(row, set()).update(at for at in across if at > merge.left)
            else:
                covered.below.setdefault(row, set()).update(across)
    return covered


def _between(grid: Grid, covered: Covered, above: int, number: int) -> Iterator[Block]:
    """What stands between two rows with words: a gap, unless the rows between belong to cells above them."""
    if any(above < at <= number for at in grid.breaks):
        yield PageBreak()
    if number - 1 > covered.reach.get(above, above) and above >= 0:
        yield Gap()


def _lone_text(seen: Mapping[int, str], covered: Covered, number: int, width: int) -> str | None:
    """The words of a row that is no row of cells: all of them in one cell, over at least half the width."""
    if len(seen) > 1:
        return None
    at, words = next(iter(seen.items()))
    span = covered.spans.get((number, at), 1)
    return words if width == 1 or (span > 1 and 2 * span >= width) else None
