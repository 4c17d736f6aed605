"""Assembler: blocks become tables. Heads repeated on each page are one head, rows cut by a page one row."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ita_tui.intake.blocks import Block, PageBreak, Row, SheetEnd, Text
from ita_tui.intake.choices import NO_CHOICES, Answer, Choices, HeadsKey, heads_key
from ita_tui.intake.draft import TablePurpose
from ita_tui.intake.headings import Column, Heading, HeadNames, fold, header_of, known_only, slot_of
from ita_tui.intake.numbering import item_mark, ordinal
from ita_tui.intake.page_marks import is_page_number, is_signature, section_of
from ita_tui.intake.whole_heads import with_whole_heads
from ita_tui.intake.wrapped_lines import joined_lines

_RULE = re.compile(r"^[-:–—=_*|\s]*$")
_LOOKED_AT = 20
"""Rows whose ordinals tell whether a table's rows carry any."""

_SAMPLES = 3
_LONGEST_MARK = 3
"""In letters: what stands in a month's column and is longer says more than that something is done then."""

_CONTINUED = re.compile(r"^\s*\(?ต่อ\)\s*|\s*\(ต่อ\)\s*$")


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
    that would be joined to the one before, but that she wanted by itself, is ``apart``.
    """

    cells: Mapping[Column, str]
    line: int
    where: str = ""
    cell_count: int | None = None
    joined: tuple[int, ...] = ()
    shared: frozenset[Column] = frozenset()
    twice: frozenset[Column] = frozenset()
    apart: bool = False


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

    @property
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
        if {Column.INDICATOR, Column.SCORE} <= columns:
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


def assemble(
    blocks: Iterable[Block], names: HeadNames | None = None, choices: Choices = NO_CHOICES
) -> Assembly:
    """Put the blocks of a document together. Every text that enters no table is listed as left out."""
    names = names or HeadNames.shipped()
    assembler = _Assembler(names, choices)
    for block in with_whole_heads(blocks, names):
        assembler.take(block)
    return assembler.finish()


def continued_key(line: int) -> str:
    """The key of the doubt whether the row on a line goes on with the one before."""
    return f"{line}:continued"


def near_key(key: HeadsKey, at: int) -> str:
    """The key of the doubt whether a head means the column it was taken for."""
    return f"heads:{'|'.join(key)}:{at}"


class _Assembler:
    """Reads block by block; ``open`` says whether rows belong to the last table.

    ``rows`` holds the rows of each table while it grows: one list for one table.
    """

    def __init__(self, names: HeadNames, choices: Choices) -> None:
        self.names, self.choices = names, choices
        self.result = Assembly()
        self.rows: list[list[TableRow]] = []
        self.samples: list[list[tuple[str, ...]]] = []
        self.above: tuple[str, ...] = ()
        self.open = False
        self.text_between = True
        self.gap_between = True
        self.page_between = False
        self.section: int | None = None
        self.captions: list[str] = []

    def take(self, block: Block) -> None:
        if isinstance(block, Text):
            self._text(block)
        elif isinstance(block, Row):
            self._row(block)
        else:
            self.gap_between = True
            self.page_between = self.page_between or isinstance(block, PageBreak)
            self.open = self.open and not isinstance(block, SheetEnd)

    def finish(self) -> Assembly:
        parts = zip(self.result.tables, self.rows, self.samples, strict=True)
        self.result.tables = [
            replace(table, rows=tuple(rows), samples=tuple(samples)) for table, rows, samples in parts
        ]
        return self.result

    # --- texts ---------------------------------------------------------------------------------------------------

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

    # --- rows ----------------------------------------------------------------------------------------------------

    def _row(self, row: Row) -> None:
        headings = self._headings(row)
        if headings:
            self._header(headings, row)
        elif all(_RULE.match(cell) for cell in row.cells):
            return
        elif self._is_paragraph(row):
            self._text(Text(next(cell for cell in row.cells if cell), row.line, row.where))
        elif self.open and not self._starts_another_table(row):
            self._data(row)
        else:
            self._strange(row)

    def _headings(self, row: Row) -> tuple[Heading, ...] | None:
        """The headings of a header row: as she chose, else as the names tell."""
        key = heads_key(row.cells)
        chosen = self.choices.columns.get(key)
        if chosen:
            return known_only(tuple(Heading(cell, None) for cell in row.cells), chosen)
        headings = self._not_refused(header_of(row.cells, self.names), key)
        within = self.open and bool(self.result.tables[-1].columns) and not self.text_between
        if headings is None or not within:
            return headings
        # Inside a table a row that merely talks like heads is a row of it.
        exact = sum(1 for heading in headings if heading.column and not heading.near)
        return headings if exact > 1 or key == self.result.tables[-1].key else None

    def _not_refused(self, headings: tuple[Heading, ...] | None, key: HeadsKey) -> tuple[Heading, ...] | None:
        """Heads that were only likely mean nothing where she said so."""
        return headings and tuple(
            replace(heading, column=None)
            if heading.near and self.choices.answer(near_key(key, at)) is Answer.REFUSED
            else heading
            for at, heading in enumerate(headings)
        )

    def _header(self, headings: tuple[Heading, ...], row: Row) -> None:
        again = self.open and [h.column for h in headings] == [
            h.column for h in self.result.tables[-1].headings
        ]
        if not again or self.text_between:
            self._begin(headings, row)
        self.open = True
        self._settle(page=self.page_between)
        if heads_key(row.cells) in self.choices.headless:
            self._data(row)

    def _begin(self, headings: tuple[Heading, ...], row: Row) -> None:
        captions, self.captions = tuple(self.captions), []
        self.result.tables.append(Table(headings, row.line, row.where, self.section, captions))
        self.rows.append([])
        self.samples.append([])
        self.above = ()

    def _is_paragraph(self, row: Row) -> bool:
        """A lone cell outside a table, indented by a tab, or where rows carry ordinals and it does not."""
        filled = [at for at, cell in enumerate(row.cells) if cell]
        if len(filled) != 1:
            return False
        cell = row.cells[filled[0]]
        if not self.open or section_of(cell) or is_signature(cell):
            return True
        headings = self.result.tables[-1].headings
        if len(row.cells) != len(headings):
            return True
        if self._goes_over_the_page(row):
            return False
        column = headings[filled[0]].column
        if ordinal(cell) is None and (column is Column.NUMBER or (self.gap_between and filled[0] == 0)):
            return True
        return column is Column.TITLE and self._unlike_the_rows(row)

    def _starts_another_table(self, row: Row) -> bool:
        if len(row.cells) == len(self.result.tables[-1].headings):
            return self.text_between and self._unlike_the_rows(row) and not self._goes_over_the_page(row)
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

    def _goes_over_the_page(self, row: Row) -> bool:
        """Whether a row that stands first on a printed page may be the rest of the one before."""
        return row.flowing and self.page_between

    def _data(self, row: Row) -> None:
        table = self.result.tables[-1]
        cells = self._fitted(row, len(table.headings))
        if len(self.samples[-1]) < _SAMPLES:
            self.samples[-1].append(cells)
        named, twice = _by_column(table.headings, cells)
        unsettled = self._goes_over_the_page(row) and (
            self._unlike_the_rows(row) or _lacks_who_and_when(named)
        )
        self._settle()
        if table.columns and all(_RULE.match(cell.replace(".", "")) for cell in named.values()):
            self._leave_out(" ".join(cell for cell in cells if cell), row.line)
            return
        if not table.columns:
            self._leave_out(" | ".join(cell for cell in row.cells if cell), row.line)
        else:
            self._leave_out_unknown(table, cells, row.line)
        self._add(table, row, TableRow(named, row.line, row.where, twice=twice), cells, unsettled=unsettled)

    def _add(self, table: Table, row: Row, new: TableRow, cells: tuple[str, ...], *, unsettled: bool) -> None:
        count = len(row.cells) if len(row.cells) != len(table.headings) else None
        new = replace(new, cell_count=count, joined=(row.line,) if row.guessed else ())
        growing = self._growing()
        goes_on = bool(growing) and (unsettled or _goes_on(growing[-1], new, table))
        if goes_on and self.choices.answer(continued_key(row.line)) is not Answer.REFUSED:
            growing[-1] = self._joined(growing[-1], new, table, row)
        else:
            self.rows[-1].append(self._with_shared(replace(new, apart=goes_on), row, table))
            self.above = tuple(
                above if at in row.merged and not cell else cell
                for at, (cell, above) in enumerate(zip(cells, self.above or ("",) * len(cells), strict=False))
            )

    def _with_shared(self, new: TableRow, row: Row, table: Table) -> TableRow:
        """A row of its own with the words of the merged cells that it has a part of."""
        words = {
            heading.column: self.above[at]
            for at, heading in enumerate(table.headings)
            if heading.column and at in row.merged and at < len(self.above) and self.above[at]
        }
        if not words or table.purpose not in {TablePurpose.MEASURES, TablePurpose.PROPOSALS}:
            return new
        return replace(new, cells={**new.cells, **words}, shared=frozenset(words))

    def _growing(self) -> list[TableRow]:
        """The rows that a row may continue: of this table, or of the one before where this one has none yet."""
        if not self.rows[-1] and len(self.rows) > 1:
            this, before = self.result.tables[-1], self.result.tables[-2]
            return self.rows[-2] if this.columns == before.columns else []
        return self.rows[-1]

    def _joined(self, before: TableRow, below: TableRow, table: Table, row: Row) -> TableRow:
        cells = dict(before.cells)
        for column, cell in below.cells.items():
            words = _CONTINUED.sub("", cell)
            above = before.cells.get(column, "")
            if words and fold(words) == fold(above) and column in _REPEATED:
                self._leave_out(cell, below.line)
                continue
            if column is _key_column(table) and fold(words) == fold(above):
                self._leave_out(cell, below.line)
                continue
            cells[column] = _join(above, words, row)
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
            is_mark = heading.column is Column.SLOT and len(cell) <= _LONGEST_MARK
            if heading.column in {None, Column.SLOT} and not is_mark:
                self._leave_out(cell, line)

    def _strange(self, row: Row) -> None:
        """The first row of a table whose heads nobody knows: its rows are shown, and left out."""
        self._begin(tuple(Heading(cell, None) for cell in row.cells), row)
        self.open = True
        self._settle()
        self._leave_out(" | ".join(cell for cell in row.cells if cell), row.line)

    def _settle(self, *, page: bool = False) -> None:
        self.text_between = self.gap_between = False
        self.page_between = page

    def _leave_out(self, words: str, line: int) -> None:
        if words:
            self.result.left_out.append(LeftOut(line, words))


_REPEATED = frozenset({Column.NUMBER, Column.RESPONSIBLE, Column.PERIOD, Column.START, Column.END})
"""Columns whose words a row that goes on may merely say again."""


def _by_column(
    headings: tuple[Heading, ...], cells: tuple[str, ...]
) -> tuple[dict[Column, str], frozenset[Column]]:
    """The cells by what their columns mean; two columns of one meaning are put together, and told."""
    named: dict[Column, str] = {}
    twice = set()
    for heading, cell in zip(headings, cells, strict=True):
        if heading.column is None or heading.column is Column.SLOT:
            continue
        if heading.column in named:
            twice |= {heading.column} if cell and named[heading.column] else set()
            cell = "\n".join(filter(None, (named[heading.column], cell)))  # noqa: PLW2901 - the cell as it becomes
        named[heading.column] = cell
    slots = [
        slot_of(h.head) for h, cell in zip(headings, cells, strict=True) if h.column is Column.SLOT and cell
    ]
    if slots and not fold(named.get(Column.PERIOD, "")):
        named[Column.PERIOD] = _period_of(slots)
    return named, frozenset(twice)


def _period_of(slots: list[str]) -> str:
    """The period that marked months or quarters make: ต.ค. – มี.ค., ไตรมาสที่ ๑-๒."""
    first, last = slots[0], slots[-1]
    if first == last:
        return first
    return f"{first}-{last[-1]}" if first.startswith("ไตรมาส") else f"{first} – {last}"


def _lacks_who_and_when(named: Mapping[Column, str]) -> bool:
    short = [named[column] for column in (Column.RESPONSIBLE, Column.PERIOD) if column in named]
    return bool(short) and not any(map(fold, short))


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


def _join(above: str, below: str, row: Row) -> str:
    """Two halves of a cell: a new line where an item begins, or where a merged cell parts its rows."""
    if not above or not below:
        return above or below
    if item_mark(below) or row.merged:
        return f"{above}\n{below}"
    return joined_lines((above, below)) if row.flowing else f"{above} {below}"
