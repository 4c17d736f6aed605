"""Printed files read with other people's libraries, and followed text by text along the page they were made from."""

import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
import pypdfium2
import zxingcpp
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from ita_tui.reports.page import FormLine, Heading, Page, Paragraph, Part, QrCode, Signature, Table, Title

CONTINUED = "(ต่อ)"
PIXEL = 0.75
PIXELS_A_UNIT = 8
"""Of a column's width in a workbook whose Normal style is Times New Roman 12."""

_LABEL = re.compile("หน้า [๐-๙0-9]+ จาก [๐-๙0-9]+")
_NO_SHAPE = re.compile("[\\s\x00-\x1f\u200b\u00ad]+")


def squeezed(text: str) -> str:
    return _NO_SHAPE.sub("", text)


def words_of(part: Part, *, across: bool = False) -> list[str]:
    """What a part that is no table shows, in reading order; signatories ``across`` are read line by line."""
    if isinstance(part, Title):
        return list(part.lines)
    if isinstance(part, Heading | Paragraph):
        return [part.text]
    if isinstance(part, FormLine):
        return [words for field in part.fields for words in field]
    if isinstance(part, QrCode):
        return [part.caption]
    if not isinstance(part, Signature):
        return []
    signed = list(part.signatures)
    if across:
        pairs = [signed[at : at + 2] for at in range(0, len(signed), 2)]
        lines = [lines[at : at + 1] for pair in pairs for at in range(9) for lines in pair]
    else:
        lines = list(signed)
    return [*part.committee, *(line for one in lines for line in one)]


def links_of(page: Page) -> list[str]:
    return [part.link for part in page.all_parts if isinstance(part, QrCode) and part.link]


def codes_in(pictures: Iterable[Image.Image]) -> list[str]:
    return [found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)]


# --- workbooks -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SheetRow:
    """The texts of a row by their columns (from 1), and whether a printed page begins with it."""

    cells: dict[int, str]
    breaks: bool

    @property
    def words(self) -> str:
        return squeezed("".join(self.cells.values()))


def report_sheet(path: Path) -> Worksheet:
    (sheet,) = (sheet for sheet in printed_sheets(path) if sheet.title == "รายงาน")
    return sheet


def printed_sheets(path: Path) -> list[Worksheet]:
    """The sheets for print: the memo where there is one, and the report."""
    book = load_workbook(path)
    return [book[name] for name in book.sheetnames if name in {"บันทึกข้อความ", "รายงาน"}]


def sheet_rows(sheet: Worksheet) -> list[SheetRow]:
    breaks = {mark.id + 1 for mark in sheet.row_breaks.brk}
    return [
        SheetRow({at: str(value) for at, value in enumerate(row, 1) if value is not None}, number in breaks)
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1)
    ]


def unlabelled(rows: Sequence[SheetRow]) -> list[SheetRow]:
    """The rows without the labels of pages, which stand at the top of each but the first and tell the right count."""
    if not any(row.breaks for row in rows):
        return list(rows)
    pages = 1 + sum(row.breaks for row in rows)
    labels = [row.cells[1] for row in rows if row.breaks]
    assert all(_LABEL.fullmatch(label) for label in labels)
    told = [[int(number) for number in re.findall("[๐-๙0-9]+", label)] for label in labels]
    assert told == [[number, pages] for number in range(2, pages + 1)]
    return [row for row in rows if not row.breaks]


def follow_workbook(page: Page, path: Path) -> None:
    """Every text of the page stands on its sheet of the workbook, and there is a sheet for a memo only with one."""
    found = printed_sheets(path)
    wanted = (page.memo, page.parts) if page.memo else (page.parts,)
    for parts, sheet in zip(wanted, found, strict=True):
        _follow_sheet(parts, sheet_rows(sheet))
        assert (sheet.page_setup.orientation == "portrait") is (parts is page.memo)


def _follow_sheet(parts: Sequence[Part], rows: Sequence[SheetRow]) -> None:
    """Every text of the parts stands in the rows, in its order, in its cell, and nothing else does."""
    rest = deque(unlabelled(rows))
    for part in parts:
        if isinstance(part, Table):
            _follow_table(part, rest)
        else:
            _follow_words(squeezed("".join(words_of(part, across=True))), rest)
    assert not [row.cells for row in rest if row.cells]


def _follow_words(words: str, rest: deque[SheetRow]) -> None:
    while words:
        found = rest.popleft().words
        assert words.startswith(found), (words, found)
        words = words[len(found) :]


def _follow_table(table: Table, rest: deque[SheetRow]) -> None:
    """A row that a page end parted is put together again; the head may stand above it once more."""
    while not rest[0].cells:
        rest.popleft()
    heads = rest[0].cells
    assert list(heads.values()) == [head.text for head in table.heads]
    columns = sorted(heads)
    for row in table.rows:
        parts = [_next_row(heads, rest)]
        while rest and _stripped(rest, heads).cells.get(1, "").startswith(CONTINUED):
            further = _next_row(heads, rest)
            parts.append({**further, 1: further[1].removeprefix(CONTINUED)})
        assert all(set(part) <= set(columns) for part in parts)
        found = ["".join(part.get(at, "") for part in parts) for at in columns]
        if len(parts) == 1:
            assert found == [text.removesuffix("\n") for text in row.cells]
        assert list(map(squeezed, found)) == list(map(squeezed, row.cells))
    if not table.rows:
        rest.popleft()


def _stripped(rest: deque[SheetRow], heads: dict[int, str]) -> SheetRow:
    """The next row that is no repeated head."""
    return next(row for row in rest if row.cells != heads)


def _next_row(heads: dict[int, str], rest: deque[SheetRow]) -> dict[int, str]:
    row = rest.popleft()
    while row.cells == heads:
        row = rest.popleft()
    return row.cells


def pictures_in(path: Path, folder: str) -> Iterator[Image.Image]:
    """The pictures in a workbook (``xl/media``) or a document (``word/media``)."""
    with zipfile.ZipFile(path) as parts:
        for name in sorted(parts.namelist()):
            if name.startswith(f"{folder}/media/"):
                yield Image.open(io.BytesIO(parts.read(name)))


# --- documents -------------------------------------------------------------------------------------------------------


def follow_document(page: Page, path: Path) -> None:
    """Every text of the page stands in the document, in its order, and nothing else does."""
    items = deque(docx.Document(str(path)).iter_inner_content())
    for part in page.all_parts:
        if isinstance(part, Table):
            heads, *rows = _next_table(items)
            assert heads == tuple(head.text for head in part.heads)
            assert rows == [row.cells for row in part.rows]
            continue
        words = squeezed("".join(words_of(part)))
        while words:
            found = squeezed(_text_of(items.popleft()))
            assert words.startswith(found), (words, found)
            words = words[len(found) :]
    assert not [item for item in items if _text_of(item)]


def _next_table(items: deque[WordParagraph | WordTable]) -> list[tuple[str, ...]]:
    """The rows of the next table; nothing is said before it."""
    while not isinstance(item := items.popleft(), WordTable):
        assert not item.text
    return [tuple(cell.text for cell in row.cells) for row in item.rows]


def _text_of(item: WordParagraph | WordTable) -> str:
    if isinstance(item, WordTable):
        return "".join(cell.text for row in item.rows for cell in dict.fromkeys(row.cells))
    return item.text


# --- PDF -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PdfPage:
    """The words of a page without blanks, the boxes of its lines, its size, and what codes on it say."""

    words: str
    boxes: tuple[tuple[float, float, float, float], ...]
    size: tuple[float, float]
    codes: tuple[str, ...]


def pdf_pages(path: Path, *, codes: bool = False) -> list[PdfPage]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [_pdf_page(page, codes=codes) for page in document]
    finally:
        document.close()


def _pdf_page(page: pypdfium2.PdfPage, *, codes: bool) -> PdfPage:
    text = page.get_textpage()
    words = squeezed(text.get_text_range().replace("\ufffe", "-").replace("\x02", "-"))
    boxes = tuple(text.get_rect(at) for at in range(text.count_rects()))
    found = codes_in([page.render(scale=2, grayscale=True).to_pil()]) if codes else []
    return PdfPage(words, boxes, page.get_size(), tuple(found))


def follow_pdf(page: Page, pages: Sequence[PdfPage]) -> None:
    """Every text of the page stands in the document, each letter as often as it should, and nothing else does."""
    memo = [found for found in pages if found.size[0] < found.size[1]]
    assert bool(memo) == bool(page.memo)
    report = pages[len(memo) :]
    assert all(found.size[0] > found.size[1] for found in report)
    texts = [_without_label(found.words, number, len(report)) for number, found in enumerate(report, 1)]
    texts = [*(found.words for found in memo), *texts]
    wanted: Counter[str] = Counter()
    for heads in {squeezed("".join(head.text for head in table.heads)) for table in page.tables}:
        again = sum(text.count(heads) for text in texts)
        told = sum(heads == squeezed("".join(h.text for h in table.heads)) for table in page.tables)
        assert again >= told
        wanted.update(heads * again)
    for part in page.all_parts:
        shown = (
            [cell for row in part.rows for cell in row.cells] if isinstance(part, Table) else words_of(part)
        )
        wanted.update("".join(map(squeezed, shown)))
        for text in shown:
            assert _stands_in(squeezed(text), texts), text
    assert Counter("".join(texts)) == wanted


def _without_label(words: str, number: int, pages: int) -> str:
    label = re.compile("หน้า[๐-๙0-9]+จาก[๐-๙0-9]+")
    (found,) = label.findall(words)
    assert [int(one) for one in re.findall("[๐-๙0-9]+", found)] == [number, pages]
    return label.sub("", words)


def _stands_in(text: str, pages: Sequence[str]) -> bool:
    """Whether a text stands on a page, or goes on from page to page.

    The last row before a signature may be parted on one page: the other cells stand between its halves.
    """
    for first in range(len(pages)):
        rest = text
        for page in (page for page in pages[first:] for _half in range(2)):
            if rest in page:
                return True
            rest = rest[max((n for n in range(len(rest)) if rest[:n] in page), default=0) :]
    return False
