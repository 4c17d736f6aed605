"""Reads a Word document back and compares it with the page, text by text, before anything is saved."""

import io
from collections.abc import Callable, Iterator
from typing import TypeAlias

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P

from exports.qr_code import qr_png
from exports.word_body import BETWEEN, form_line_text
from ita_tui.reports.page import (
    FormLine,
    Heading,
    Page,
    Paragraph,
    Part,
    QrCode,
    Signature,
    Table,
    Title,
)

_Cells: TypeAlias = tuple[str, ...]
_Piece: TypeAlias = str | bytes | _Cells
"""What stands in the body: the text of a paragraph, a picture, or the texts of a table's row."""


class DocumentDiffersError(RuntimeError):
    """What was read back is not what was written: a bug of the program, found before anything was saved."""


def prove(data: bytes, page: Page, step: Callable[[], None]) -> None:
    """Raise DocumentDiffersError where a document holds other texts than its page, or in another order.

    ``step`` is called after each row of a table and each other part.
    """
    found = _found(docx.Document(io.BytesIO(data)))
    for part in page.all_parts:
        for wanted in _wanted(part):
            met = next(found, None)
            if met != wanted:
                raise DocumentDiffersError(f"the document holds {met!r}, not {wanted!r}")
            if isinstance(part, Table):
                step()
        if not isinstance(part, Table):
            step()
    more = next(found, None)
    if more is not None:
        raise DocumentDiffersError(f"the document holds {more!r}, which the page does not")


def _wanted(part: Part) -> Iterator[_Piece]:
    if isinstance(part, Title):
        yield from _lines(*part.lines)
    elif isinstance(part, Heading | Paragraph):
        yield from _lines(part.text)
    elif isinstance(part, FormLine):
        yield form_line_text(part)
    elif isinstance(part, QrCode):
        yield qr_png(part.link)
        yield from _lines(part.caption)
    elif isinstance(part, Table):
        yield tuple(head.text for head in part.heads)
        yield from (row.cells for row in part.rows)
    elif isinstance(part, Signature):
        yield from _lines(*part.committee)
        texts = tuple("\n".join(lines) for lines in part.signatures)
        yield from (texts[at : at + 2] for at in range(0, len(texts), 2))


def _lines(*texts: str) -> Iterator[str]:
    return (line for text in texts for line in text.split("\n"))


def _found(document: Document) -> Iterator[_Piece]:
    for element in document.element.body.iterchildren():
        if isinstance(element, CT_Tbl):
            yield from (
                tuple("\n".join(paragraph.text for paragraph in cell.p_lst) for cell in row.tc_lst)
                for row in element.tr_lst
            )
        elif isinstance(element, CT_P) and (element.text or element.style != BETWEEN):
            pictures = [key for blip in element.iter(qn("a:blip")) for key in [blip.get(qn("r:embed"))]]
            yield document.part.related_parts[pictures[0]].blob if pictures else element.text
