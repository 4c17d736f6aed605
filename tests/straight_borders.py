"""Finds borders that are not straight, in whatever shows the program: one text for each cell of each row."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len

Grid = Sequence[Sequence[str]]
"""Rows of cells; a cell holds a character with the marks on it, and nothing where a wide character covers it."""

_TOPS = {"╭": "╮", "┌": "┐"}
_BOTTOMS = {"╭": "╰", "┌": "└"}
_CLOSING = {"╰": "╯", "└": "┘"}
_LEFT = {"│": "│", "├": "┤"}
_LETTERS = re.compile("[^\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")


class Box(NamedTuple):
    """Rows and columns of the corners of a box; ``whole`` where its bottom is in sight."""

    top: int
    left: int
    bottom: int
    right: int
    whole: bool

    def covers(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right


class Broken(NamedTuple):
    """Where a border is not what it should be; ``right`` is the column of its right side, where it has one."""

    row: int
    column: int
    right: int | None
    why: str


def grid_of(lines: Iterable[str]) -> list[list[str]]:
    """The cells of lines of text, by the widths that the program counts with."""
    grid: list[list[str]] = []
    for line in lines:
        cells: list[str] = []
        for character in line:
            size = cell_len(character)
            if not size and cells:
                cells[-1] += character
            else:
                cells += [character] + [""] * (size - 1)
        grid.append(cells)
    return grid


def boxes_of(grid: Grid) -> list[Box]:
    """The boxes on a screen whose borders are straight as far as they can be seen."""
    return [box for box, _ in _followed(grid) if box is not None]


def crooked(grid: Grid) -> list[str]:
    """What is wrong with the borders, in words; nothing where every box is straight.

    A box that lies under another one or under a notice, or whose end is out of sight, is looked at as far as it
    can be seen.
    """
    width = len(grid[0])
    wrong = [f"row {at} has {len(row)} cells of {width}" for at, row in enumerate(grid) if len(row) != width]
    found = list(_followed(grid))
    over = [box for box, _ in found if box is not None and box.whole] + list(_notices(grid))
    for _box, broken in found:
        if broken is not None and not any(_hidden(box, broken) for box in over):
            wrong.append(
                f"row {broken.row}, column {broken.column}: {broken.why}: {''.join(grid[broken.row])!r}"
            )
    return wrong


def _hidden(box: Box, broken: Broken) -> bool:
    """Whether the rest of a border lies under a box."""
    if broken.right is None:
        return box.top <= broken.row <= box.bottom and broken.column < box.right
    return box.covers(broken.row, broken.column)


def _notices(grid: Grid) -> Iterator[Box]:
    """The notices, which have a thick border at the left alone and stand at the right edge."""
    for column in range(len(grid[0])):
        rows = [row for row, cells in enumerate(grid) if len(cells) > column and cells[column] == "▌"]
        if len(rows) > 1:
            yield Box(rows[0], column, rows[-1], len(grid[0]) - 1, whole=True)


def _followed(grid: Grid) -> Iterator[tuple[Box | None, Broken | None]]:
    """Each box that begins on the screen, or where its border breaks off."""
    for top, row in enumerate(grid):
        for left, corner in enumerate(row):
            if corner not in _TOPS:
                continue
            closing = (at for at in range(left + 1, len(row)) if row[at] in _TOPS.values())
            right = next(closing, None)
            if right is None or row[right] != _TOPS[corner]:
                yield None, Broken(top, left, None, "no corner at the right")
            else:
                yield _down(grid, top, left, right, _BOTTOMS[corner])


def _down(grid: Grid, top: int, left: int, right: int, bottom: str) -> tuple[Box | None, Broken | None]:
    for row in range(top + 1, len(grid)):
        at_left, at_right = grid[row][left], grid[row][right]
        if (at_left, at_right) == (bottom, _CLOSING[bottom]):
            return Box(top, left, row, right, whole=True), None
        if at_left in _LEFT and _LEFT[at_left] == at_right:
            continue
        ended = at_left not in {*_LEFT, *_CLOSING} and at_right not in {*_LEFT.values(), *_CLOSING.values()}
        if ended and not _closes_below(grid, row, left, bottom):
            return Box(top, left, row - 1, right, whole=False), None
        return None, Broken(row, right if at_left in {*_LEFT, bottom} else left, right, "the border breaks")
    return Box(top, left, len(grid) - 1, right, whole=False), None


def _closes_below(grid: Grid, row: int, left: int, bottom: str) -> bool:
    """Whether a box goes on below: the next corner at its left side is its own, and not that of a box beneath."""
    corners = (cells[left] for cells in grid[row:] if cells[left] in {*_TOPS, *_CLOSING})
    return next(corners, "") == bottom


def stray_marks(grid: Grid) -> list[str]:
    """Marks that stand on a blank or on a border instead of a letter or the circle that shows a mark, in words."""
    wrong = []
    for at, row in enumerate(grid):
        for column, (before, cell) in enumerate(pairwise(["", *row])):
            own = _LETTERS.sub("", cell)
            alone = cell in {own, "ำ"}
            if own and not alone and not _carries(cell[0]):
                wrong.append(f"row {at}, column {column}: {cell!r} in {''.join(row)!r}")
            elif (own or cell == "ำ") and alone and not _carries(before[:1]):
                wrong.append(f"row {at}, column {column}: {cell!r} after {before!r} in {''.join(row)!r}")
    return wrong


def _carries(letter: str) -> bool:
    return letter.isalnum() or letter == "◌"
