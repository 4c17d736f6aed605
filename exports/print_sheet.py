"""Lays a page out on a printed sheet: measures its texts, plans its pages, draws its rows. Lengths in points."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest
from math import floor

from exports.page_plan import Band, Kind, Part, Room, plan
from exports.sheet import (
    BOTTOM,
    INCH,
    PAPER_HEIGHT,
    PAPER_WIDTH,
    PIXEL,
    SIDE,
    TOP,
    Cell,
    Look,
    Sheet,
    SheetRow,
)
from exports.typesetting import Setting, height, set_in
from ita_tui.reports.page import Align, Head, Page, Row, Section
from ita_tui.thai.numerals import thai_digits

CONTINUED = "(ต่อ)"
_SPARE_HEIGHT = 4.0  # what rounding may add up to on a page
_TALLEST = 400.0  # Excel takes no row above 409.5
_INDENT = " " * 12

OnProgress = Callable[[int, int], None]


@dataclass(frozen=True)
class _Block:
    """A band and how to draw its parts."""

    band: Band
    draw: Callable[[int, int], SheetRow]


def lay_out(page: Page, on_progress: OnProgress | None = None) -> Sheet:
    """Measure every text of a page and plan its printed pages; ``on_progress`` is told rows done and in all."""
    widths = _column_widths([head.weight for head in page.heads])
    blocks = [*_before_table(page, widths)]
    after = _after_table(page, widths)
    for number, row in enumerate(page.rows, start=1):
        with_next = bool(after) and number == len(page.rows)
        blocks.append(_TableRow(row, page.heads, widths).block(with_next=with_next))
        if on_progress:
            on_progress(number, len(page.rows))
    blocks += after
    head = _head_row(page, widths)
    label = _label_row(page, len(widths), 1, 1)
    body = PAPER_HEIGHT - (TOP + BOTTOM) * INCH - _SPARE_HEIGHT
    room = Room(body, head.height, label.height, _TALLEST)
    pages = plan([block.band for block in blocks], room)
    rows: list[SheetRow] = []
    for number, parts in enumerate(pages, start=1):
        if number > 1:
            rows.append(replace(_label_row(page, len(widths), number, len(pages)), breaks=True))
        rows += _drawn(parts, blocks, head)
    return Sheet(widths, tuple(rows), len(pages))


def _drawn(parts: Sequence[Part], blocks: Sequence[_Block], head: SheetRow) -> list[SheetRow]:
    """One page's rows, the table's head above its part of the table."""
    rows: list[SheetRow] = []
    for kind, run in groupby(parts, key=lambda part: blocks[part.band].band.kind):
        if kind is Kind.ROW:
            rows.append(head)
        rows += [blocks[part.band].draw(part.first, part.last) for part in run]
    return rows


def _column_widths(weights: Sequence[int]) -> tuple[int, ...]:
    shared = (PAPER_WIDTH - 2 * SIDE * INCH) / PIXEL - 2
    return tuple(floor(shared * weight / sum(weights)) for weight in weights)


def _points(widths: Sequence[int]) -> float:
    return sum(widths) * PIXEL


def _before_table(page: Page, widths: Sequence[int]) -> list[_Block]:
    blocks = [_paragraph(line, Look.TITLE, "ชื่อรายงาน", widths, align=Align.CENTER) for line in page.title]
    blocks += [_paragraph(_INDENT + text, Look.TEXT, "ความนำ", widths) for text in page.intro]
    if not page.rows:
        blocks.append(_whole(_head_row(page, widths)))
    return blocks


def _after_table(page: Page, widths: Sequence[int]) -> list[_Block]:
    """Sections and signature: what is signed must not stand on a page without a row of the table."""
    blocks = [block for section in page.sections for block in _section(section, widths)]
    blocks += _signature(page, widths)
    chained = [replace(block, band=replace(block.band, with_next=True)) for block in blocks[:-1]]
    return [*chained, *blocks[-1:]]


def _section(section: Section, widths: Sequence[int]) -> list[_Block]:
    subject = f"หัวข้อ {section.heading}"
    blocks: list[_Block] = []
    if section.heading:
        blocks.append(_paragraph(section.heading, Look.HEADING, subject, widths))
    for text in section.paragraphs:
        link = section.link if section.link and section.link in text else ""
        indented = text if text == link else _INDENT + text
        blocks.append(_paragraph(indented, Look.TEXT, subject, widths, link=link))
    return blocks


def _paragraph(
    text: str,
    look: Look,
    subject: str,
    widths: Sequence[int],
    *,
    align: Align = Align.LEFT,
    link: str = "",
) -> _Block:
    setting = set_in(text, _points(widths), look.size, bold=look.bold)

    def lines(first: int, last: int) -> int:
        return last - first + setting.spare

    def high(first: int, last: int) -> float:
        return height(lines(first, last), look.size) + look.space_above

    def draw(first: int, last: int) -> SheetRow:
        cell = Cell(1, len(widths), setting.part(first, last), look, subject, align, link)
        return SheetRow(high(first, last), lines(first, last), (cell,))

    return _Block(Band(Kind.TEXT, len(setting.lines), high), draw)


def _head_row(page: Page, widths: Sequence[int]) -> SheetRow:
    settings = [
        set_in(head.text, _points([width]), Look.HEAD.size, bold=True)
        for head, width in zip(page.heads, widths, strict=True)
    ]
    lines = max(len(setting.lines) + setting.spare for setting in settings)
    cells = tuple(
        Cell(column, 1, head.text, Look.HEAD, "หัวตาราง", Align.CENTER)
        for column, head in enumerate(page.heads, start=1)
    )
    return SheetRow(height(lines, Look.HEAD.size), lines, cells)


def _label_row(page: Page, columns: int, number: int, pages: int) -> SheetRow:
    text = f"หน้า {number} จาก {pages}"
    text = thai_digits(text) if page.thai_numerals else text
    cell = Cell(1, columns, text, Look.LABEL, "เลขหน้า", Align.CENTER)
    return SheetRow(height(1, Look.LABEL.size), 1, (cell,))


class _TableRow:
    """A measure's row, which may go on over several pages."""

    def __init__(self, row: Row, heads: Sequence[Head], widths: Sequence[int]) -> None:
        self._row = row
        self._heads = heads
        self._settings = [
            set_in(text, _points([width]), Look.CELL.size)
            for text, width in zip(row.cells, widths, strict=True)
        ]
        self._count = max(len(setting.lines) for setting in self._settings)

    def block(self, *, with_next: bool) -> _Block:
        return _Block(Band(Kind.ROW, self._count, self._height, with_next), self._draw)

    def _lines(self, first: int, last: int) -> int:
        needs = [_lines_between(setting, first, last) for setting in self._settings]
        return max(needs[0] + (first > 0), *needs[1:], 1)

    def _height(self, first: int, last: int) -> float:
        return height(self._lines(first, last), Look.CELL.size)

    def _draw(self, first: int, last: int) -> SheetRow:
        texts = [setting.part(first, last) for setting in self._settings]
        if first:
            texts[0] = f"{CONTINUED}\n{texts[0]}".rstrip("\n")
        cells = tuple(
            Cell(column, 1, text, Look.CELL, self._row.subject, head.align)
            for column, (text, head) in enumerate(zip(texts, self._heads, strict=True), start=1)
        )
        return SheetRow(self._height(first, last), self._lines(first, last), cells)


def _lines_between(setting: Setting, first: int, last: int) -> int:
    shown = len(setting.lines[first:last])
    return shown + setting.spare if shown else 0


def _signature(page: Page, widths: Sequence[int]) -> list[_Block]:
    """The committee's name in the middle, and under it two signatories side by side; nothing of it is parted."""
    if not (page.signature.committee or page.signature.signatures):
        return []
    whole = [(1, len(widths))]
    rows = [_signature_row([""], whole, widths)]
    rows += [_signature_row([line], whole, widths) for line in page.signature.committee]
    signatures = page.signature.signatures
    for pair in (signatures[at : at + 2] for at in range(0, len(signatures), 2)):
        places = _halves(widths) if len(pair) > 1 and len(widths) > 1 else whole
        rows.append(_signature_row([""], whole, widths))
        if len(places) < len(pair):
            rows += [_signature_row([line], whole, widths) for lines in pair for line in lines]
        else:
            rows += [_signature_row(lines, places, widths) for lines in zip_longest(*pair, fillvalue="")]
    return [_whole(row) for row in rows]


def _whole(row: SheetRow) -> _Block:
    return _Block(Band(Kind.WHOLE, 1, lambda _first, _last: row.height), lambda _first, _last: row)


def _halves(widths: Sequence[int]) -> list[tuple[int, int]]:
    """The columns of the left and of the right half, as first column and how many."""
    middle = sum(widths) / 2
    left = min(range(1, len(widths)), key=lambda count: abs(sum(widths[:count]) - middle))
    return [(1, left), (left + 1, len(widths) - left)]


def _signature_row(
    texts: Sequence[str], places: Sequence[tuple[int, int]], widths: Sequence[int]
) -> SheetRow:
    cells: list[Cell] = []
    lines = 1
    for text, (column, span) in zip(texts, places, strict=True):
        setting = set_in(text, _points(widths[column - 1 : column - 1 + span]), Look.SIGNATURE.size)
        lines = max(lines, len(setting.lines) + setting.spare)
        cells.append(Cell(column, span, text, Look.SIGNATURE, "ส่วนลงนาม", Align.CENTER))
    return SheetRow(height(lines, Look.SIGNATURE.size), lines, tuple(cells))
