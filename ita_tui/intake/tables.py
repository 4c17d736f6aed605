"""What the blocks of a document are put together to: tables with their headings and rows, texts, and the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ita_tui.intake.blocks import Text
from ita_tui.intake.choices import HeadsKey, heads_key
from ita_tui.intake.draft import TablePurpose
from ita_tui.intake.headings import Column, Heading


@dataclass(frozen=True)
class LeftOut:
    """A text that was not taken, and the line it stands on."""

    line: int
    words: str


@dataclass(frozen=True)
class TableRow:
    """A row by column. ``cell_count`` is how many cells it has where the header has another number.

    ``joined`` are the lines of the rows that it was put together from, ``shared`` the columns whose words stand
    in a merged cell that this row has a part of, ``twice`` those that were put together from two columns. A row
    that would be joined to the one before, but that she wanted by itself, is ``apart``. ``section`` is the issue
    (1–7) that it stands under, ``planned`` the line of the row of a plan whose words it took.
    """

    cells: Mapping[Column, str]
    line: int
    where: str = ""
    cell_count: int | None = None
    joined: tuple[int, ...] = ()
    shared: frozenset[Column] = frozenset()
    twice: frozenset[Column] = frozenset()
    apart: bool = False
    section: int | None = None
    planned: int | None = None


@dataclass(frozen=True)
class Table:
    """A table: its headings, the issue (1–7) and the texts it stands under, and its rows.

    ``samples`` are the first rows as they stand in the file.
    """

    headings: tuple[Heading, ...]
    line: int
    where: str = ""
    section: int | None = None
    captions: tuple[str, ...] = ()
    rows: tuple[TableRow, ...] = ()
    samples: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def key(self) -> HeadsKey:
        return heads_key([heading.head for heading in self.headings])

    @property
    def columns(self) -> frozenset[Column]:
        return frozenset(heading.column for heading in self.headings if heading.column)

    @property
    def purpose(self) -> TablePurpose:
        """What the columns make it; whether planned measures are proposals depends on the other tables."""
        columns = self.columns
        if Column.TITLE in columns and columns & {Column.RESULT, Column.OUTCOME}:
            return TablePurpose.MEASURES
        if Column.TITLE in columns:
            return TablePurpose.PROPOSALS
        if {Column.QUESTION, Column.SCORE} <= columns:
            return TablePurpose.QUESTIONS
        if Column.SCORE in columns and columns & {Column.INDICATOR, Column.INSTRUMENT}:
            return TablePurpose.INDICATORS
        if {Column.INDICATOR, Column.TO_DEVELOP} <= columns:
            return TablePurpose.TO_DEVELOP
        return TablePurpose.UNUSED


@dataclass
class Assembly:
    """What the blocks of a document gave: its tables, its other texts, and what was not taken."""

    tables: list[Table] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def continued_key(line: int) -> str:
    """The key of the doubt whether the row on a line goes on with the one before."""
    return f"{line}:continued"


def near_key(key: HeadsKey, at: int) -> str:
    """The key of the doubt whether a head means the column it was taken for."""
    return f"heads:{'|'.join(key)}:{at}"
