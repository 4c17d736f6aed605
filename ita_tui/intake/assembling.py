"""Assembler: blocks become tables. Heads repeated on each page are one head, rows cut by a page one row."""

import re
from collections.abc import Iterable
from dataclasses import replace

from ita_tui.intake.blocks import Block, PageBreak, Row, SheetEnd, Text
from ita_tui.intake.choices import NO_CHOICES, Answer, Choices, HeadsKey, heads_key
from ita_tui.intake.draft import TablePurpose
from ita_tui.intake.headings import Column, Heading, HeadNames, fold, header_of, known_only
from ita_tui.intake.numbering import counts_on, has_pointed_ordinal, ordinal
from ita_tui.intake.page_marks import is_page_number, is_signature, section_of
from ita_tui.intake.table_rows import (
    CONTINUED,
    REPEATED,
    by_column,
    goes_on,
    join_cells,
    key_column,
    lacks_who_and_when,
)
from ita_tui.intake.tables import Assembly, LeftOut, Table, TableRow, continued_key, near_key
from ita_tui.intake.whole_heads import with_whole_heads

_RULE = re.compile(r"^[-:–—=_*|\s]*$")
_LOOKED_AT = 20
"""Rows whose ordinals tell whether a table's rows carry any."""

_SAMPLES = 3
_LONGEST_MARK = 3
"""In letters: what stands in a month's column and is longer says more than that something is done then."""


def assemble(
    blocks: Iterable[Block], names: HeadNames | None = None, choices: Choices = NO_CHOICES
) -> Assembly:
    """Put the blocks of a document together. Every text that enters no table is listed as left out."""
    names = names or HeadNames.shipped()
    assembler = _Assembler(names, choices)
    for block in with_whole_heads(blocks, names):
        assembler.take(block)
    return assembler.finish()


class _Assembler:
    """Reads block by block; ``open`` says whether rows belong to the last table.

    ``rows`` holds the rows of each table while it grows: one list for one table. ``signing`` are the cells (from 0)
    of the row above where that was for signatures: names and positions stand right under them.
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
        self.signing: frozenset[int] = frozenset()
        self.captions: list[str] = []

    def take(self, block: Block) -> None:
        if isinstance(block, Text):
            self.signing = frozenset()
            self._text(block)
        elif isinstance(block, Row):
            self._row(block)
        else:
            self.signing = frozenset()
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
        signing = _is_place_to_sign(row) or self._says_who_signs(row)
        if headings:
            self._header(headings, row)
        elif all(_RULE.match(cell) for cell in row.cells):
            return
        elif signing:
            self._text(Text(" ".join(filter(None, row.cells)), row.line, row.where))
        elif self._is_paragraph(row):
            self._text(Text(next(cell for cell in row.cells if cell), row.line, row.where))
        elif self.open and not self._starts_another_table(row):
            self._data(row)
        else:
            self._strange(row)
        self.signing = self._signing(row) if signing and not headings else frozenset()

    def _says_who_signs(self, row: Row) -> bool:
        """Whether a row stands right under places to sign, and in their cells alone: names, then positions."""
        return bool(self.signing) and _filled(row) <= self.signing

    def _signing(self, row: Row) -> frozenset[int]:
        """The cells to sign in; dots alone may be a form's row that nobody filled."""
        return self.signing or (_filled(row) if any("ลงชื่อ" in cell for cell in row.cells) else frozenset())

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
        if any(has_pointed_ordinal(cell) for cell in row.cells):
            return None
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
        if self._is_loose(row, filled[0]) and not self._counts_on(cell):
            return True
        return column is Column.TITLE and self._unlike_the_rows(row)

    def _is_loose(self, row: Row, at: int) -> bool:
        """Whether a lone cell stands where a sheet has its paragraphs: first in a row behind a blank one.

        An item that follows those of the cell above goes on with it.
        """
        column = self.result.tables[-1].headings[at].column
        if column is Column.NUMBER:
            return True
        is_text = column not in {None, Column.TITLE} and self.rows[-1]
        above = self.rows[-1][-1].cells.get(column, "") if column and is_text else ""
        return row.loose and self.gap_between and at == 0 and not counts_on(above, row.cells[at])

    def _counts_on(self, cell: str) -> bool:
        """Whether a cell carries the number that follows that of the last row."""
        key, rows = key_column(self.result.tables[-1]), self.rows[-1]
        last = ordinal(rows[-1].cells[key]) if key and rows else 0
        return last is not None and ordinal(cell) == last + 1

    def _starts_another_table(self, row: Row) -> bool:
        if len(row.cells) == len(self.result.tables[-1].headings):
            return self.text_between and self._unlike_the_rows(row) and not self._goes_over_the_page(row)
        return self.text_between or (self.gap_between and self._unlike_the_rows(row))

    def _unlike_the_rows(self, row: Row) -> bool:
        """Whether the rows of the open table carry ordinals in their key cell and this one does not."""
        table, rows = self.result.tables[-1], self.rows[-1][-_LOOKED_AT:]
        key = key_column(table)
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
        named, twice = by_column(table.headings, cells)
        unsettled = self._goes_over_the_page(row) and (
            self._unlike_the_rows(row) or lacks_who_and_when(named)
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
        new = replace(new, section=self.section, cell_count=count, joined=(row.line,) if row.guessed else ())
        growing = self._growing()
        follows = bool(growing) and (unsettled or goes_on(growing[-1], new, table))
        if follows and self.choices.answer(continued_key(row.line)) is not Answer.REFUSED:
            growing[-1] = self._joined(growing[-1], new, table, row)
        else:
            self.rows[-1].append(self._with_shared(replace(new, apart=follows), row, table))
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
            words = CONTINUED.sub("", cell)
            above = before.cells.get(column, "")
            if words and fold(words) == fold(above) and column in REPEATED:
                self._leave_out(cell, below.line)
                continue
            if column is key_column(table) and fold(words) == fold(above):
                self._leave_out(cell, below.line)
                continue
            cells[column] = join_cells(above, words, row)
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


def _filled(row: Row) -> frozenset[int]:
    """The cells (from 0) that hold words."""
    return frozenset(at for at, cell in enumerate(row.cells) if cell)


def _is_place_to_sign(row: Row) -> bool:
    """Whether a row is places for signatures side by side: it ends the table above, and is no measure."""
    filled = [cell for cell in row.cells if cell]
    return bool(filled) and all(map(is_signature, filled))
