"""Draws the tables of a Word document: of the report, with its head on every page, and of those who sign."""

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise

from exports.column_grid import widths_by_weight
from exports.faces import TH_SARABUN_NEW
from exports.typesetting import width as line_width
from exports.word_xml import Element, element, run
from ita_tui.reports.page import Align, Head, Row, Table

_SIZE = TH_SARABUN_NEW.size
_TWENTIETHS = 20
_PADDING = 170  # in twentieths of a point, as the style of tables has it
_FEW_LINES = 6
_NARROWEST = 24 * _TWENTIETHS
_A_HAIR = 1e-6  # what adding up fractions may have lost


def report_table(table: Table, whole: int, step: Callable[[], None]) -> Element:
    """A table of the report, its head and its short rows not parted between pages; ``whole`` is its width.

    ``step`` is called after each row, the head too.
    """
    widths = shared_out([head.weight for head in table.heads], whole, narrowest=_NARROWEST)
    heads = [
        _cell([paragraph(line, "TableHead") for line in head.text.split("\n")], width)
        for head, width in zip(table.heads, widths, strict=True)
    ]
    made = _table("ReportTable", widths)
    made.append(_row(heads, element("cantSplit"), element("tblHeader")))
    step()
    for at, row in enumerate(table.rows):
        below = table.rows[at + 1].goes_on if at + 1 < len(table.rows) else frozenset()
        made.append(_report_row(row, table.heads, widths, row.goes_on if at else frozenset(), below))
        step()
    return made


def signature_table(
    signatures: Sequence[Sequence[str]], whole: int, *, on_the_right: bool = False
) -> Element:
    """Who signs, two side by side and an odd one in the middle, or a lone one on the right; no row is parted."""
    widths = shared_out([1, 1] if len(signatures) > 1 or on_the_right else [1], whole)
    made = _table("", widths)
    for at in range(0, len(signatures), 2):
        pair = signatures[at : at + 2]
        across = 1 if on_the_right else len(widths) // len(pair)
        cells = [
            _cell(signature_lines(lines), sum(widths[place * across : (place + 1) * across]), across=across)
            for place, lines in enumerate(pair)
        ]
        before = [element("gridBefore", val=1), element("wBefore", w=widths[0], type="dxa")]
        made.append(_row(cells, *(before if on_the_right else []), element("cantSplit")))
    return made


def signature_lines(lines: Iterable[str]) -> list[Element]:
    """Lines that stay together, with room above them."""
    whole = [line for text in lines for line in text.split("\n")]
    return [paragraph(line, "Signature" if at else "SignatureFirst") for at, line in enumerate(whole)]


def paragraph(text: str, style: str, *properties: Element) -> Element:
    """A paragraph of one line of text, in a style."""
    made = element("p", element("pPr", element("pStyle", val=style), *properties))
    if text:
        made.append(run(text))
    return made


def shared_out(weights: Sequence[int], whole: int, *, narrowest: int = 0) -> tuple[int, ...]:
    """The whole width between the margins by weight, in twentieths of a point, to the last one.

    No column is below ``narrowest``, however light beside the others, where the page has the room for it.
    """
    widths = widths_by_weight(weights, whole, narrowest)
    borders = [int(sofar + _A_HAIR) for sofar in accumulate(widths, initial=0.0)]
    return tuple(right - left for left, right in pairwise(borders))


def _report_row(
    row: Row, heads: Sequence[Head], widths: Sequence[int], goes_on: frozenset[int], below: frozenset[int]
) -> Element:
    cells: list[Element] = []
    for at, (text, head, width) in enumerate(zip(row.cells, heads, widths, strict=True)):
        aligned = [] if head.align is Align.LEFT else [head.align.value]
        lines = [
            paragraph(line, "TableCell", *(element("jc", val=side) for side in aligned))
            for line in text.split("\n")
        ]
        cells.append(_cell(lines, width, no_line=_no_line(above=at in goes_on, below=at in below)))
    return _row(cells, *([element("cantSplit")] if _is_short(row, widths) else []))


def _is_short(row: Row, widths: Sequence[int]) -> bool:
    """Whether a row has so few lines that a page may end above it: a long one that is never parted may be lost."""
    return all(
        sum(1 + int(line_width(line, _SIZE) * _TWENTIETHS / (width - _PADDING)) for line in text.split("\n"))
        <= _FEW_LINES
        for text, width in zip(row.cells, widths, strict=True)
    )


def _no_line(*, above: bool, below: bool) -> tuple[str, ...]:
    """On which sides no line is drawn: where a line is to be absent, neither cell may ask for it."""
    return ("top",) * above + ("bottom",) * below


def _table(style: str, widths: Sequence[int]) -> Element:
    named = [element("tblStyle", val=style)] if style else []
    properties = element(
        "tblPr",
        *named,
        element("tblW", w=sum(widths), type="dxa"),
        element("tblLayout", type="fixed"),
        element(
            "tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1
        ),
    )
    return element("tbl", properties, element("tblGrid", *(element("gridCol", w=width) for width in widths)))


def _row(cells: Sequence[Element], *properties: Element) -> Element:
    return element("tr", *([element("trPr", *properties)] if properties else []), *cells)


def _cell(
    paragraphs: Sequence[Element], width: int, *, across: int = 1, no_line: Sequence[str] = ()
) -> Element:
    properties = element("tcPr", element("tcW", w=width, type="dxa"))
    if across > 1:
        properties.append(element("gridSpan", val=across))
    if no_line:
        properties.append(element("tcBorders", *(element(side, val="nil") for side in no_line)))
    return element("tc", properties, *paragraphs)
