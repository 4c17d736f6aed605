"""What every reader makes of its file: blocks in the file's order, with the place they stand at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

Watch: TypeAlias = Callable[[int, int], None]
"""Told now and then how much of the file is read: so many of so many parts. What it raises ends the reading."""


MOST_COLUMNS = 200
"""A row with more cells is no row of a table."""

MOST_LINES = 20_000
"""A text with more lines is no report: it is not searched for measures outside tables."""


def unwatched(done: int, total: int) -> None:
    """The watch of nobody."""
    del done, total


@dataclass(frozen=True)
class Text:
    """A paragraph outside any table. ``line`` counts up in the file's order, from 1.

    ``where`` names the place in Thai (หน้า ๒, แผ่นงาน ๑ แถว ๕) where the file has no lines to be found by.
    """

    words: str
    line: int
    where: str = ""


@dataclass(frozen=True)
class Row:
    """A row of cells in print order. A cell is plain text; its lines are parted by line feeds.

    ``guessed`` where lines below were taken into it that might have been a text of their own. ``merged`` are the
    cells (from 0) that belong to the cell above, whose words they share; their own are empty. ``loose`` where
    paragraphs stand in cells as well, as they do in a sheet. ``flowing`` where lines were broken by a printer: a cell that goes on in the next row goes on in the same line. ``line`` and
    ``where`` as those of a :class:`Text`.
    """

    cells: tuple[str, ...]
    line: int
    guessed: bool = False
    merged: frozenset[int] = frozenset()
    loose: bool = False
    flowing: bool = False
    where: str = ""


@dataclass(frozen=True)
class Gap:
    """One or more blank lines, or the end of one table and the beginning of another."""


@dataclass(frozen=True)
class PageBreak:
    """The end of a printed page, where the file says so."""


@dataclass(frozen=True)
class SheetEnd:
    """The end of a sheet: no table goes on behind it."""


Block: TypeAlias = Text | Row | Gap | PageBreak | SheetEnd
