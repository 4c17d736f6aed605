"""Writes the parts of a page into a Word document, each in the style of its kind."""

import io
import re
from collections.abc import Callable, Iterator, Sequence

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm
from segno import DataOverflowError

from exports.qr_code import qr_png
from exports.word_blank import WIDTH
from exports.word_refusals import LinkTooLongForCode
from exports.word_table import paragraph, report_table, signature_lines, signature_table
from exports.word_xml import Element, element, run
from ita_tui.reports.page import (
    FormLine,
    Heading,
    Page,
    PageEnd,
    Paragraph,
    Part,
    QrCode,
    Signature,
    Table,
    Title,
)

BETWEEN = "Between"
"""The style of the paragraph that parts two tables: Word would make one of them."""

_QR_WIDTH = Mm(30)
_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\^`{|}]+", re.IGNORECASE)
_RELATION = qn("r:id")
_BEFORE_PAGE_BREAK = frozenset(qn(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines"))


def is_safe_link(link: str) -> bool:
    """Whether an address may be clicked: http, https and mailto, without a sign that no address has."""
    return _LINK.fullmatch(link) is not None


def write_body(document: Document, page: Page, step: Callable[[], None]) -> None:
    """Write every part of a page; ``step`` is called after each row of a table and each other part."""
    writer = _Writer(document, step)
    for part, after in zip(page.parts, (*page.parts[1:], None), strict=True):
        writer.write(part, signed=isinstance(after, Signature))
    writer.finish()


class _Writer:
    """``breaks`` says that the next part begins a page, ``after_table`` that a table was written last."""

    def __init__(self, document: Document, step: Callable[[], None]) -> None:
        self._document = document
        self._end = document.element.body.sectPr
        self._step = step
        self._breaks = False
        self._after_table = False

    def write(self, part: Part, *, signed: bool) -> None:
        """Write a part; what is ``signed`` keeps its end on the page of the signature below."""
        if isinstance(part, PageEnd):
            self._breaks = True
        elements = list(self._elements(part))
        if elements:
            self._begin(elements[0], kept=isinstance(part, Signature))
            for made in elements:
                self._end.addprevious(made)
            self._after_table = _is_table(elements[-1])
            if signed:
                _keep_end_with_next(elements[-1])
        if not isinstance(part, Table):
            self._step()

    def finish(self) -> None:
        """Word ends no document with a table."""
        if self._after_table:
            self._end.addprevious(paragraph("", BETWEEN))

    def _begin(self, first: Element, *, kept: bool) -> None:
        """Turn the page where one ended, and part two tables."""
        if _is_table(first) and (self._after_table or self._breaks):
            between = paragraph("", BETWEEN, *([element("keepNext")] if kept else []))
            self._end.addprevious(between)
            first = between
        if self._breaks:
            _set(first[0], element("pageBreakBefore"))
        self._breaks = False

    def _elements(self, part: Part) -> Iterator[Element]:
        if isinstance(part, Title):
            yield from _lines(part.lines, "Title")
        elif isinstance(part, Heading):
            yield from _lines([part.text], "Heading1")
        elif isinstance(part, Paragraph):
            yield from (self._running(line, part.link) for line in part.text.split("\n"))
        elif isinstance(part, FormLine):
            yield _form_line(part)
        elif isinstance(part, QrCode):
            yield self._qr_code(part)
            yield from _lines([part.caption], "Caption")
        elif isinstance(part, Table):
            yield report_table(part, self._step)
        elif isinstance(part, Signature):
            yield from signature_lines(part.committee)
            if part.signatures:
                yield signature_table(part.signatures)

    def _running(self, text: str, link: str) -> Element:
        """A paragraph of running text; where it holds its address, that can be clicked."""
        made = paragraph("", "BodyText")
        pieces = text.split(link) if is_safe_link(link) else [text]
        for number, piece in enumerate(pieces):
            if number:
                made.append(self._hyperlink(link))
            if piece:
                made.append(run(piece))
        return made

    def _hyperlink(self, link: str) -> Element:
        key = self._document.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        made = element("hyperlink", run(link, "Hyperlink"), history=1)
        made.set(_RELATION, key)
        return made

    def _qr_code(self, part: QrCode) -> Element:
        try:
            picture = qr_png(part.link)
        except DataOverflowError as error:
            raise LinkTooLongForCode(part.link) from error
        inline = self._document.part.new_pic_inline(io.BytesIO(picture), width=_QR_WIDTH)
        inline.docPr.set("descr", part.link)
        made = paragraph("", "QrCode")
        made.append(element("r", element("drawing", inline)))
        return made


def _lines(texts: Sequence[str], style: str) -> Iterator[Element]:
    return (paragraph(line, style) for text in texts for line in text.split("\n"))


def _form_line(part: FormLine) -> Element:
    """Labels and what stands behind them, each pair at a tab of its own."""
    count = len(part.fields)
    tabs = element("tabs", *(element("tab", val="left", pos=WIDTH * at // count) for at in range(1, count)))
    made = paragraph("", "FormLine", *([tabs] if count > 1 else []))
    for at, (label, words) in enumerate(part.fields):
        made.append(run("\t" * (at > 0) + label, "FormLabel"))
        made.append(run(f" {words} ", "FormText"))
    return made


def form_line_text(part: FormLine) -> str:
    """A form's line as its paragraph reads."""
    return "\t".join(f"{label} {words} " for label, words in part.fields)


def _is_table(made: Element) -> bool:
    return bool(made.tag == qn("w:tbl"))


def _keep_end_with_next(made: Element) -> None:
    """Keep a paragraph, or the last row of a table, on the page of what follows."""
    last = list(made.iterchildren(qn("w:tr")))[-1] if _is_table(made) else made
    for properties in last.iter(qn("w:pPr")):
        if properties.find(qn("w:keepNext")) is None:
            properties.insert(1, element("keepNext"))


def _set(properties: Element, property_of_page: Element) -> None:
    """Put a property behind those that the format wants before it."""
    at = sum(1 for child in properties if child.tag in _BEFORE_PAGE_BREAK)
    properties.insert(at, property_of_page)
