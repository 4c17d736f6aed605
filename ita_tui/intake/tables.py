"""Assembler: blocks become tables. Heads repeated on each page are one head, rows cut by a page one row."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ita_tui.intake.blocks import Block, Gap, PageBreak, Row, Text
from ita_tui.intake.draft import TablePurpose
from ita_tui.intake.headings import Column, Heading, fold, header_of
from ita_tui.intake.numbering import item_mark, ordinal
from ita_tui.intake.page_marks import is_page_number, section_of

_RULE = re.compile(r"^[-:–—=_*|\s]*$")
_LOOKED_AT = 20
"""Rows whose ordinals tell whether a table's rows carry any."""

_CONTINUED = re.compile(r"^\s*\(?ต่อ\)\s*|\s*\(ต่อ\)\s*$")


@dataclass(frozen=True)
class LeftOut:
    """A text that was not taken, and the line it stands on."""

    line: int
    words: str


@dataclass(frozen=True)
class TableRow:
    """A row by column. ``cell_count`` is how many cells it has where the header has another number.

    ``joined`` are the lines of the rows that it was put together from.
    """

    cells: Mapping[Column, str]
    line: int
    cell_count: int | None = None
    joined: tuple[int, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table: its headings, the issue (1–7) and the texts it stands under, and its rows."""

    headings: tuple[Heading, ...]
    line: int
    section: int | None = None
    captions: tuple[str, ...] = ()
    rows: tuple[TableRow, ...] = ()

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
        if {Column.INDICATOR, Column.SCORE} <= columns:
            return TablePurpose.INDICATORS
        if {Column.INDICATOR, Column.TO_DEVELOP} <= columns:
            return TablePurpose.TO_DEVELOP
        return TablePurpose.UNUSED


@dataclass
class Assembly:
    """What the blocks of a document gave: its tables, its other texts, and the rows that belong to no table."""

    tables: list[Table] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    unknown: list[tuple[str, ...]] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def assemble(blocks: Iterable[Block]) -> Assembly:
    """Put the blocks of a document together. Every text that enters no table is listed as left out."""
    assembler = _Assembler()
    for block in blocks:
        assembler.take(block)
    return assembler.finish()


class _Assembler:
    """Reads block by block; ``open`` says whether rows belong to the last table.

    ``rows`` holds the rows of each table while it grows: one list for one table.
    """

    def __init__(self) -> None:
        self.result = Assembly()
        self.rows: list[list[TableRow]] = []
        self.open = False
        self.text_between = True
        self.gap_between = True
        self.section: int | None = None
        self.captions: list[str] = []

    def take(self, block: Block) -> None:
        if isinstance(block, Text):
            self._text(block)
        elif isinstance(block, Row):
            self._row(block)
        elif isinstance(block, Gap | PageBreak):
            self.gap_between = True

    def finish(self) -> Assembly:
        tables = zip(self.result.tables, self.rows, strict=True)
        self.result.tables = [replace(table, rows=tuple(rows)) for table, rows in tables]
        return self.result

    def _text(self, text: Text) -> None:
        if not text.words:
            return
        self._leave_out(text.words, text.line)
        if is_page_number(text.words):
            self.gap_between = True
            return
        self.result.texts.append(text)
        section = section_of(text.words)
        self.section = section or self.section
        self.captions.append(text.words)
        self.text_between = True

    def _row(self, row: Row) -> None:
        headings = header_of(row.cells)
        if headings:
            self._header(headings, row)
        elif all(_RULE.match(cell) for cell in row.cells):
            return
        elif self._is_paragraph(row):
            self._text(Text(next(cell for cell in row.cells if cell), row.line))
        elif self.open and not self._starts_another_table(row):
            self._data(row)
        else:
            self._strange(row)

    def _header(self, headings: tuple[Heading, ...], row: Row) -> None:
        again = self.open and [h.column for h in headings] == [
            h.column for h in self.result.tables[-1].headings
        ]
        if not again or self.text_between:
            captions, self.captions = tuple(self.captions), []
            self.result.tables.append(Table(headings, row.line, self.section, captions))
            self.rows.append([])
        self.open = True
        self._settle()

    def _is_paragraph(self, row: Row) -> bool:
        """A lone cell outside a table, indented by a tab, or where rows carry ordinals and it does not."""
        filled = [at for at, cell in enumerate(row.cells) if cell]
        if len(filled) != 1:
            return False
        if not self.open or section_of(row.cells[filled[0]]):
            return True
        headings = self.result.tables[-1].headings
        if len(row.cells) != len(headings):
            return True
        return headings[filled[0]].column is Column.TITLE and self._unlike_the_rows(row)

    def _starts_another_table(self, row: Row) -> bool:
        if len(row.cells) == len(self.result.tables[-1].headings):
            return self.text_between and self._unlike_the_rows(row)
        return self.text_between or (self.gap_between and self._unlike_the_rows(row))

    def _unlike_the_rows(self, row: Row) -> bool:
        """Whether the rows of the open table carry ordinals in their key cell and this one does not."""
        table, rows = self.result.tables[-1], self.rows[-1][-_LOOKED_AT:]
        key = _key_column(table)
        at = next((i for i, heading in enumerate(table.headings) if heading.column is key), None)
        if key is None or at is None or not rows:
            return False
        cell = row.cells[at] if at < len(row.cells) else ""
        return bool(cell) and ordinal(cell) is None and all(ordinal(other.cells[key]) for other in rows)

    def _data(self, row: Row) -> None:
        table = self.result.tables[-1]
        cells = self._fitted(row, len(table.headings))
        self._leave_out_unknown(table, cells, row.line)
        named = {h.column: c for h, c in zip(table.headings, cells, strict=True) if h.column}
        self._settle()
        if all(_RULE.match(cell.replace(".", "")) for cell in named.values()):
            self._leave_out(" ".join(cell for cell in named.values() if cell), row.line)
            return
        count = len(row.cells) if len(row.cells) != len(table.headings) else None
        new = TableRow(named, row.line, count, joined=(row.line,) if row.guessed else ())
        growing = self._growing()
        if growing and _goes_on(growing[-1], new, table):
            growing[-1] = self._joined(growing[-1], new, table)
        else:
            self.rows[-1].append(new)

    def _growing(self) -> list[TableRow]:
        """The rows that a row may continue: of this table, or of the one before where this one has none yet."""
        if not self.rows[-1] and len(self.rows) > 1:
            this, before = self.result.tables[-1], self.result.tables[-2]
            return self.rows[-2] if this.columns == before.columns else []
        return self.rows[-1]

    def _joined(self, before: TableRow, below: TableRow, table: Table) -> TableRow:
        cells = dict(before.cells)
        for column, cell in below.cells.items():
            words = _CONTINUED.sub("", cell)
            if column is _key_column(table) and fold(words) == fold(before.cells.get(column, "")):
                self._leave_out(cell, below.line)
                continue
            cells[column] = _join(cells.get(column, ""), words)
        count = before.cell_count if before.cell_count is not None else below.cell_count
        return replace(
            before, cells=cells, joined=(*before.joined, below.line, *below.joined), cell_count=count
        )

    def _fitted(self, row: Row, width: int) -> tuple[str, ...]:
        """As many cells as the header has: what is missing is empty, what is too much stays in the last one."""
        if len(row.cells) <= width:
            return row.cells + ("",) * (width - len(row.cells))
        last = "\n".join(cell for cell in row.cells[width - 1 :] if cell)
        return (*row.cells[: width - 1], last)

    def _leave_out_unknown(self, table: Table, cells: tuple[str, ...], line: int) -> None:
        for heading, cell in zip(table.headings, cells, strict=True):
            if heading.column is None:
                self._leave_out(cell, line)

    def _strange(self, row: Row) -> None:
        if self.open or self.gap_between or self.text_between:
            self.result.unknown.append(row.cells)
        self.open = False
        self._settle()
        self._leave_out(" | ".join(cell for cell in row.cells if cell), row.line)

    def _settle(self) -> None:
        self.text_between = self.gap_between = False

    def _leave_out(self, words: str, line: int) -> None:
        if words:
            self.result.left_out.append(LeftOut(line, words))


def _key_column(table: Table) -> Column | None:
    """The column whose empty cell makes a row the continuation of the one before."""
    keys = (Column.NUMBER, Column.TITLE, Column.QUESTION, Column.INDICATOR)
    return next((key for key in keys if key in table.columns), None)


def _goes_on(before: TableRow, row: TableRow, table: Table) -> bool:
    key = _key_column(table)
    if key is None:
        return False
    cell = row.cells[key]
    if any(_CONTINUED.search(words) for words in row.cells.values()):
        number = ordinal(_CONTINUED.sub("", cell))
        return not cell or number is None or number == ordinal(before.cells[key])
    if table.purpose is TablePurpose.QUESTIONS:
        return not cell and not row.cells[Column.SCORE]
    return not cell


def _join(above: str, below: str) -> str:
    """Two halves of a cell: a new line where an item begins, else a space, as one paragraph went on."""
    if not above or not below:
        return above or below
    return f"{above}\n{below}" if item_mark(below) else f"{above} {below}"
