"""Writes the parts of a page into a Word document, each in the style of its kind."""

import io
from collections.abc import Callable, Iterator, Sequence
from itertools import dropwhile

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm

from exports.link_targets import is_safe_link
from exports.paper import ON_ITS_SIDE, UPRIGHT
from exports.qr_code import qr_png
from exports.word_blank import section, text_width
from exports.word_page_marks import END
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
_RELATION = qn("r:id")
_BEFORE_PAGE_BREAK = frozenset(qn(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines"))


def write_body(document: Document, page: Page, step: Callable[[], None]) -> None:
    """Write a memo in a section of its own, and every part of a report in another, which counts its pages from 1.

    ``step`` is called after each row of a table and each other part.
    """
    if page.memo:
        memo = _Writer(document, text_width(UPRIGHT), step)
        memo.write_all(page.memo)
        memo.end_section(section(UPRIGHT, thai_numerals=page.thai_numerals))
    paper = UPRIGHT if page.upright else ON_ITS_SIDE
    report = _Writer(document, text_width(paper), step)
    report.write_all(page.parts)
    report.finish()
    if page.memo:
        report.mark_end()
    start = 1 if page.memo else None
    set_up = section(paper, thai_numerals=page.thai_numerals, start=start)
    document.element.body.sectPr.extend(list(set_up))


def _leads_to_code(parts: Sequence[Part], at: int) -> bool:
    """Whether a part is one of the paragraphs before a QR code, which stays with what they say of it."""
    after = dropwhile(lambda part: isinstance(part, Paragraph), parts[at:])
    return isinstance(parts[at], Paragraph) and isinstance(next(after, None), QrCode)


def _are_apart(part: Part, after: Part | None) -> bool:
    """Whether a little room parts two parts: a table and the paragraph above or below it."""
    return {type(part), type(after)} == {Table, Paragraph}


class _Writer:
    """Writes parts at the end of a document, ``width`` twentieths of a point wide.

    ``breaks`` says that the next part begins a page, ``after_table`` that a table was written last.
    """

    def __init__(self, document: Document, width: int, step: Callable[[], None]) -> None:
        self._document = document
        self._width = width
        self._end = document.element.body.sectPr
        self._step = step
        self._breaks = False
        self._after_table = False
        self._is_empty = True

    def write_all(self, parts: Sequence[Part]) -> None:
        for at, (part, after) in enumerate(zip(parts, (*parts[1:], None), strict=False)):
            self.write(part, signed=isinstance(after, Signature), coded=_leads_to_code(parts, at))
            if _are_apart(part, after):
                self.part()

    def write(self, part: Part, *, signed: bool, coded: bool) -> None:
        """Write a part.

        What is ``signed`` keeps its end on the page of the signature below, what is ``coded`` stays with the code.
        """
        if isinstance(part, PageEnd):
            self._breaks = True
        elements = list(self._elements(part))
        if elements:
            self._begin(elements[0], kept=isinstance(part, Signature))
            for made in elements:
                self._end.addprevious(made)
            self._after_table = _is_table(elements[-1])
            self._is_empty = False
            if signed or coded:
                _keep_end_with_next(elements[-1])
        if not isinstance(part, Table):
            self._step()

    def part(self) -> None:
        """Leave a little room."""
        self._end.addprevious(paragraph("", BETWEEN))
        self._after_table = False

    def finish(self) -> None:
        """Word ends no document with a table."""
        if self._after_table:
            self._end.addprevious(paragraph("", BETWEEN))

    def mark_end(self) -> None:
        """Put a bookmark where everything ends, for the number of the last page."""
        if self._is_empty:
            self.part()
        last = self._end.getprevious()
        last.extend([element("bookmarkStart", id=0, name=END), element("bookmarkEnd", id=0)])

    def end_section(self, properties: Element) -> None:
        """End the section of what was written; what follows begins a page, and one of another kind."""
        if self._after_table or self._is_empty:
            self.part()
        self._end.getprevious().get_or_add_pPr().append(properties)

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
            yield from _lines(part.lines, "FormTitle" if part.of_form else "Title")
        elif isinstance(part, Heading):
            yield from _lines([part.text], "Heading1")
        elif isinstance(part, Paragraph):
            yield from (self._running(line, part.link) for line in part.text.split("\n"))
        elif isinstance(part, FormLine):
            yield _form_line(part, self._width)
        elif isinstance(part, QrCode):
            yield self._qr_code(part)
            yield from _lines([part.caption], "Caption")
        elif isinstance(part, Table):
            yield report_table(part, self._width, self._step)
        elif isinstance(part, Signature):
            yield from signature_lines(part.committee)
            if part.signatures:
                yield signature_table(part.signatures, self._width, on_the_right=part.on_the_right)

    def _running(self, text: str, link: str) -> Element:
        """A paragraph of running text; where it holds its address, that can be clicked."""
        made = paragraph("", "LinkLine" if text == link else "BodyText")
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
        picture = io.BytesIO(qr_png(part.link))
        inline = self._document.part.new_pic_inline(picture, width=_QR_WIDTH)
        inline.docPr.set("descr", part.link)
        made = paragraph("", "QrCode")
        made.append(element("r", element("drawing", inline)))
        return made


def _lines(texts: Sequence[str], style: str) -> Iterator[Element]:
    return (paragraph(line, style) for text in texts for line in text.split("\n"))


def _form_line(part: FormLine, width: int) -> Element:
    """Labels and what stands behind them, dots running on to the next label and to the margin."""
    count = len(part.fields)
    stops = [element("tab", val="left", pos=width * at // count) for at in range(1, count)]
    made = paragraph("", "FormLine", element("tabs", *stops, element("tab", val="right", pos=width)))
    for label, words in part.fields:
        made.append(run(label, "" if part.plain else "FormLabel"))
        made.append(run(_behind_label(part, words), "" if part.plain else "FormText"))
    return made


def _behind_label(part: FormLine, words: str) -> str:
    return f"  {words}" if part.plain else f" {words} \t"


def form_line_text(part: FormLine) -> str:
    """A form's line as its paragraph reads."""
    return "".join(f"{label}{_behind_label(part, words)}" for label, words in part.fields)


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
