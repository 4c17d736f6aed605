"""What every reader makes of its file: blocks in the file's order, with the line (from 1) they began on."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Text:
    """A paragraph outside any table."""

    words: str
    line: int


@dataclass(frozen=True)
class Row:
    """A row of cells in print order. A cell is plain text; its lines are parted by line feeds.

    ``guessed`` where lines below were taken into it that might have been a text of their own.
    """

    cells: tuple[str, ...]
    line: int
    guessed: bool = False


@dataclass(frozen=True)
class Gap:
    """One or more blank lines."""


@dataclass(frozen=True)
class PageBreak:
    """The end of a printed page, where the file says so."""


Block: TypeAlias = Text | Row | Gap | PageBreak
