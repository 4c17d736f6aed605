"""Reader of PDF with a text layer: ruled tables become rows, what stands around them paragraphs."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ita_tui.intake.blocks import Block, Gap, PageBreak, Row, Text, Watch, unwatched
from ita_tui.intake.markup import clean_lines
from ita_tui.intake.pdf.page import Letter, PrintedPage, printed_page
from ita_tui.intake.pdf.printed_lines import cell_text, is_mark, paragraphs, printed_lines
from ita_tui.intake.pdf.ruled_tables import RuledCell, RuledTable, ruled_tables
from ita_tui.intake.pdf.streams import refuse_bombs
from ita_tui.intake.refusals import (
    DocumentDamaged,
    DocumentEmpty,
    PasswordProtected,
    PdfReaderMissing,
    ScannedPages,
    TooManyPages,
)
from ita_tui.pdfium import PDFIUM
from ita_tui.thai.numerals import digits

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_FORM = "เอกสาร PDF (.pdf)"
_MOST_PAGES = 300
_MOST_MEASURED = 150_000
"""Letters of a document whose places are looked at; reports have some ten thousand. The rest comes as lines."""

# Where a typeface hides half of SARA AM, the other half is left behind a blank: ด าเนินการ. No word begins with it.
_TORN_SARA_AM = re.compile("([\u0e01-\u0e2e][\u0e48-\u0e4b]?) ?\u0e4d? \u0e32")
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")


def pdf_blocks(data: bytes, name: str, watch: Watch = unwatched) -> Iterator[Block]:
    """The blocks of a PDF, page by page; ``name`` is the file's for the sentences.

    Raises PdfReaderMissing, PasswordProtected, ArchiveUnsafe, TooManyPages, DocumentEmpty, ScannedPages where no page holds
    letters (or letters of a typeface that says nothing of their meaning), and DocumentDamaged.
    """
    refuse_bombs(data, name)
    with _opened(data, name) as document:
        yield from _Reading(document, name).blocks(watch)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator["PdfDocument"]:
    """The document, closed behind the last page that is asked for; nothing in it is carried out."""
    try:
        from pypdfium2 import PdfDocument, PdfiumError, raw
    except ImportError as error:
        raise PdfReaderMissing(name) from error
    try:
        with PDFIUM:
            document = PdfDocument(data)
    except PdfiumError as error:
        if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise PasswordProtected(name) from error
        raise DocumentDamaged(name, _FORM) from error
    try:
        yield document
    finally:
        with PDFIUM:
            document.close()


class _Reading:
    """Reads page by page and counts what it gives: lines, letters, pages that are pictures."""

    def __init__(self, document: "PdfDocument", name: str) -> None:
        self.document = document
        self.name = name
        self.line = 0
        self.letters = 0
        self.unreadable = 0
        self.pictures: list[int] = []
        self.was_drawn = False

    def blocks(self, watch: Watch) -> Iterator[Block]:
        with PDFIUM:
            pages = len(self.document)
        if not pages:
            raise DocumentDamaged(self.name, _FORM)
        if pages > _MOST_PAGES:
            raise TooManyPages(self.name, _MOST_PAGES)
        for number in range(1, pages + 1):
            watch(number - 1, pages)
            yield from self._page(self._read(number), number)
            if number < pages:
                yield PageBreak()
        watch(pages, pages)
        self._refuse_without_letters()

    def _read(self, number: int) -> PrintedPage:
        from pypdfium2 import PdfiumError

        with PDFIUM:
            try:
                page = self.document[number - 1]
                try:
                    return printed_page(page, measured=self.letters < _MOST_MEASURED)
                finally:
                    page.close()
            except PdfiumError as error:
                raise DocumentDamaged(self.name, _FORM) from error

    def _page(self, page: PrintedPage, number: int) -> Iterator[Block]:
        printed = "".join(letter.character for letter in page.letters) + page.plain
        letters = "".join(printed.split())
        self.was_drawn = self.was_drawn or page.has_drawing
        self.letters += len(letters)
        self.unreadable += len(_UNREADABLE.findall(letters))
        if not letters and page.has_drawing:
            self.pictures.append(number)
        # Said once there are letters: a document of pictures alone is refused.
        while self.letters and self.pictures:
            at = f"หน้า {digits(self.pictures.pop(0))}"
            yield Text(f"{at} เป็นภาพ ไม่มีตัวอักษรให้อ่าน", self._next(), at)
        if letters:
            yield from self._blocks(_PageContents(page), f"หน้า {digits(number)}")

    def _blocks(self, contents: "_PageContents", at: str) -> Iterator[Block]:
        after_table = False
        tables = 0
        for part in contents.parts():
            if isinstance(part, str):
                yield Text(part, self._next(), at)
            else:
                tables += 1
                if after_table:
                    yield Gap()
                of = f" ตารางที่ {digits(tables)}" if len(contents.tables) > 1 else ""
                yield from self._rows(part, f"{at}{of}")
            after_table = not isinstance(part, str)

    def _rows(self, table: "_FilledTable", at: str) -> Iterator[Block]:
        for row in range(table.ruled.rows):
            where = f"{at} แถวที่ {digits(row + 1)}"
            cells, merged = table.row(row)
            if len(cells) == 1 and any(cells):
                yield Text(cells[0], self._next(), where)
            elif any(cells):
                yield Row(cells, self._next(), merged=merged, flowing=True, where=where)

    def _next(self) -> int:
        self.line += 1
        return self.line

    def _refuse_without_letters(self) -> None:
        if not self.letters and not self.was_drawn:
            raise DocumentEmpty(self.name)
        if self.unreadable * 3 >= self.letters:
            raise ScannedPages(self.name)


class _FilledTable:
    """A ruled table and the letters of its cells."""

    def __init__(self, ruled: RuledTable) -> None:
        self.ruled = ruled
        self.letters: dict[RuledCell, list[Letter]] = {cell: [] for cell in ruled.cells}
        self._at = {
            (row, column): cell
            for cell in ruled.cells
            for row in range(cell.row, cell.row + cell.down)
            for column in range(cell.column, cell.column + cell.across)
        }

    def cell_of(self, letter: Letter) -> list[Letter] | None:
        """The letters of the cell that a letter stands in: its middle, a little above the base line."""
        place = self.ruled.place((letter.left + letter.right) / 2, letter.base - letter.size / 4)
        return self.letters[self._at[place]] if place else None

    def row(self, row: int) -> tuple[tuple[str, ...], frozenset[int]]:
        """The cells of a row, and the columns of those that hang down from above; one cell if it is all one."""
        cells = [""] * self.ruled.columns
        merged: set[int] = set()
        for cell in self.ruled.cells:
            if cell.row == row:
                cells[cell.column] = self._text(cell)
                if cell.across == self.ruled.columns:
                    return (cells[0],), frozenset()
            elif cell.row < row < cell.row + cell.down:
                merged.update(range(cell.column, cell.column + cell.across))
        return tuple(cells), frozenset(merged)

    def _text(self, cell: RuledCell) -> str:
        left, right = self.ruled.across[cell.column], self.ruled.across[cell.column + cell.across]
        return _clean(cell_text(printed_lines(self.letters[cell]), left, right))


class _PageContents:
    """The parts of a page from top to bottom: paragraphs and tables."""

    def __init__(self, page: PrintedPage) -> None:
        self.page = page
        self.tables = [_FilledTable(table) for table in ruled_tables(page.lying, page.standing)]
        self._outside = self._put_into_cells(page.letters)

    def parts(self) -> Iterator[str | _FilledTable]:
        lines = printed_lines(self._outside)
        right = max(
            [*(line.right for line in lines), *(table.ruled.across[-1] for table in self.tables)], default=0.0
        )
        parts: list[tuple[float, str | _FilledTable]] = [
            *((base, _clean(words)) for base, words in paragraphs(lines, right)),
            *((table.ruled.down[0], table) for table in self.tables),
        ]
        for _, part in sorted(parts, key=lambda part: part[0]):
            if part:
                yield part
        for line in self.page.plain.splitlines():
            words = _clean(line)
            if words:
                yield words

    def _put_into_cells(self, letters: Sequence[Letter]) -> list[Letter]:
        """Give each letter to its cell, in the page's order; what stands in none is handed back."""
        outside: list[Letter] = []
        # A table inside another one's cell is smaller.
        inner_first = sorted(self.tables, key=lambda table: table.ruled.down[-1] - table.ruled.down[0])
        home: list[Letter] = outside
        before: Letter | None = None
        for letter in letters:
            if not (before and _hangs_on(letter, before)):
                homes = (table.cell_of(letter) for table in inner_first)
                home = next((cell for cell in homes if cell is not None), outside)
            home.append(letter)
            before = letter
        return outside


def _hangs_on(letter: Letter, before: Letter) -> bool:
    """Whether a letter goes where the one before it goes, even over a border: a mark, a blank, the rest of a word."""
    if is_mark(letter):
        return True
    touches = abs(letter.left - before.right) <= letter.size / 8 and letter.base == before.base
    return touches and letter.right > letter.left and bool(before.character.strip())


def _clean(text: str) -> str:
    return clean_lines(_TORN_SARA_AM.sub("\\1\u0e33", clean_lines(text)))
