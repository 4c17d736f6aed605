"""The blocks of one story of a Word document: its body, or what stands in a text box or a note."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from ita_tui.intake.blocks import Block, Gap, PageBreak, Row, Text
from ita_tui.intake.markup import clean_lines
from ita_tui.intake.word.grid import GridRow, rows_of
from ita_tui.intake.word.numbering import Counting
from ita_tui.intake.word.paragraphs import Paragraph, paragraph_of
from ita_tui.intake.word.vocabulary import Element, kind, shown
from ita_tui.thai.numerals import digits


@dataclass
class Story:
    """Reads containers of paragraphs and tables. ``counting`` counts their automatic numbers.

    ``lines`` numbers the blocks of the whole document. ``boxes`` are the text boxes that were met and not read yet.
    """

    counting: Counting
    lines: Iterator[int]
    paragraphs: Iterator[int] = field(default_factory=lambda: count(1))
    tables: Iterator[int] = field(default_factory=lambda: count(1))
    boxes: list[Element] = field(default_factory=list)

    def blocks(self, container: Element, where: str = "") -> Iterator[Block]:
        """Paragraphs as texts, tables as rows, each text box behind what it hangs on.

        ``where`` names the place of all texts; without it paragraphs are counted.
        """
        begun = Paragraph()
        for element in shown(container):
            if kind(element) == "tbl":
                yield Gap()
                yield from self._table(element)
                yield Gap()
            elif kind(element) == "p":
                begun = self._read(begun, element)
                if begun.goes_on:
                    continue
                yield from self._paragraph(begun, where)
                begun = Paragraph()
            yield from self.waiting_boxes()
        yield from self._paragraph(begun, where) if begun.goes_on else ()

    def waiting_boxes(self) -> Iterator[Block]:
        """What stands in the text boxes met since the last time."""
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            yield from self.blocks(box, "กล่องข้อความ")

    def text(self, words: str, where: str) -> Text:
        return Text(words, next(self.lines), where)

    def lines_of(self, container: Element) -> list[str]:
        """All words of a cell or a note, line by line; tables in it become lines.

        A number without words stands only where the cell has nothing else: a column of numbers is often a list of
        empty paragraphs, while an empty paragraph behind others is a slip.
        """
        worded: list[str] = []
        bare: list[str] = []
        begun = Paragraph()
        for element in shown(container):
            if kind(element) == "tbl":
                worded += self._nested_lines(element)
            elif kind(element) == "p":
                begun = self._read(begun, element)
                if begun.goes_on:
                    continue
                words = clean_lines(begun.text)
                (worded if words else bare).append(begun.marked(words))
                begun = Paragraph()
        worded.append(clean_lines(begun.text))
        lines = [line for line in worded if line] or [mark for mark in bare if mark not in {"", "-"}]
        return "\n".join(lines).split("\n") if lines else []

    def _read(self, begun: Paragraph, element: Element) -> Paragraph:
        """A paragraph together with the one before it whose end was deleted; it has the properties of the last."""
        paragraph = paragraph_of(element)
        self.boxes += paragraph.boxes
        if begun.goes_on:
            paragraph.text = begun.text + paragraph.text
            paragraph.breaks_before |= begun.breaks_before
        if not paragraph.goes_on:
            paragraph.mark = self.counting.mark(element)
        return paragraph

    def _paragraph(self, paragraph: Paragraph, where: str) -> Iterator[Block]:
        if paragraph.breaks_before:
            yield PageBreak()
        words = clean_lines(paragraph.text)
        if words:
            place = where or f"ย่อหน้าที่ {digits(next(self.paragraphs))}"
            yield self.text(paragraph.marked(words), place)
        else:
            yield Gap()
        if paragraph.breaks_after:
            yield PageBreak()

    def _table(self, table: Element) -> Iterator[Block]:
        """The rows of a table. A row of one cell is a text; where it frames a table, it is what it frames."""
        place = f"ตารางที่ {digits(next(self.tables))}"
        for at, row in enumerate(rows_of(table), 1):
            where = f"{place} แถวที่ {digits(at)}"
            if row.lone is None:
                yield self._row(row, where)
            elif any(kind(below) == "tbl" for below in shown(row.lone.element)):
                yield from self.blocks(row.lone.element, where)
            else:
                words = "\n".join(self.lines_of(row.lone.element))
                yield self.text(words, where) if words else Gap()

    def _row(self, row: GridRow, where: str) -> Row:
        cells = [""] * row.width
        merged: set[int] = set()
        for cell in row.cells:
            if cell.above:
                merged.update(range(cell.first, cell.end))
            elif not cell.beside:
                cells[cell.first] = "\n".join(self.lines_of(cell.element))
        return Row(tuple(cells), next(self.lines), merged=frozenset(merged), where=where)

    def _nested_lines(self, table: Element) -> Iterator[str]:
        """The rows of a table inside a cell: short ones as one line, others cell by cell."""
        for row in rows_of(table):
            shown_cells = [cell for cell in row.cells if not cell.above and not cell.beside]
            cells = [self.lines_of(cell.element) for cell in shown_cells]
            if all(len(lines) <= 1 for lines in cells):
                yield " ".join(line for lines in cells for line in lines)
            else:
                yield from (line for lines in cells for line in lines)
