"""What a page holds as plain data for the template ``report.typ``: every text a list of words, nothing of it markup."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TypeAlias

from exports.column_grid import widths_by_weight
from exports.link_targets import is_safe_link
from exports.paper import EMBLEM, UPRIGHT, WIDE, Paper
from exports.pdf_words import BLANK, SIZE, TITLE_SIZE, Words, printed, words_of
from exports.qr_code import QUIET, qr_code
from exports.sheet import FORM_TITLE_SIZE
from ita_tui.reports.page import (
    FormLine,
    Heading,
    Page,
    PageEnd,
    Paragraph,
    Part,
    QrCode,
    Row,
    Signature,
    Table,
    Title,
)
from ita_tui.thai.clusters import snap_left

Data: TypeAlias = dict[str, object]

INSET = 4.0
"""Between the rules of a table and its words, in points."""

_LABEL_SHARE = 0.5
_NARROWEST = 24.0
"""In points: no column is narrower, however light beside the others, where the page has the room for it."""

_LONGEST_PROPERTY = 2000
"""In letters: a PDF holds no text much longer in what it says about itself, nor in its list of headings."""

_SEAM = 0.02
"""Modules by which a bar of a QR code is longer than it need be, so that no white hair shows between two."""


@dataclass(frozen=True)
class _Setting:
    """How wide parts are set, what is called after each row, the numbers by which the template knows its tables."""

    room: float
    on_row: Callable[[], None]
    tables: Iterator[int] = field(default_factory=count)


def content_of(page: Page, on_row: Callable[[], None]) -> Data:
    """The page for the template; ``on_row`` is called after every row of a table.

    Raises LinkTooLongForCode.
    """
    about = page.properties
    paper = UPRIGHT if page.upright else WIDE
    report = _Setting(paper.text_width, on_row)
    upright = replace(report, room=UPRIGHT.text_width)
    return {
        "paper": _paper(paper),
        "flipped": not paper.is_upright,
        "upright": _paper(UPRIGHT),
        "size": SIZE,
        "title_size": TITLE_SIZE,
        "form_title_size": SIZE * FORM_TITLE_SIZE,
        "emblem": EMBLEM,
        "inset": INSET,
        "blank": BLANK,
        "title": _property(about.title),
        "agency": _property(about.agency),
        "keywords": ["ITA", str(about.year), about.layout],
        "thai_numerals": page.thai_numerals,
        "code": printed(page.code),
        "memo": [_joined(parts, upright) for parts in _kept_together(page.memo)],
        "parts": [_joined(parts, report) for parts in _kept_together(page.parts)],
    }


def _paper(paper: Paper) -> Data:
    """Its margins, and the width and height between them."""
    margins = {side: getattr(paper, side) for side in ("left", "right", "top", "bottom")}
    return {"margins": margins, "width": paper.text_width, "height": paper.text_height}


def _property(text: str) -> str:
    """As much of a text as a property holds."""
    whole = printed(text)
    return whole[: snap_left(whole, _LONGEST_PROPERTY)] if len(whole) > _LONGEST_PROPERTY else whole


def _kept_together(parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """Each part alone, but a signature with what is signed: from the last table or paragraph before it."""
    start = 0
    for at, part in enumerate(parts):
        if isinstance(part, Signature):
            first = _signed_from(parts, start, at)
            yield from (parts[one : one + 1] for one in range(start, first))
            yield parts[first : at + 1]
            start = at + 1
    yield from (parts[one : one + 1] for one in range(start, len(parts)))


def _signed_from(parts: Sequence[Part], start: int, signature: int) -> int:
    """Where begins what must stand with a signature: the table before it, else the part before it."""
    for at in range(signature - 1, start - 1, -1):
        if isinstance(parts[at], Table):
            return at
        if isinstance(parts[at], PageEnd):
            break
    before = signature - 1
    return before if before >= start and not isinstance(parts[before], PageEnd) else signature


def _joined(parts: Sequence[Part], setting: _Setting) -> Data:
    made = [_part(part, setting) for part in parts]
    return made[0] if len(made) == 1 else {"kind": "signed", "parts": made}


def _part(part: Part, setting: _Setting) -> Data:
    made: Data = {"kind": "page-end"}
    whole = setting.room
    if isinstance(part, Table):
        made = _table(part, setting)
    elif isinstance(part, Paragraph):
        made = _paragraph(part, whole)
    elif isinstance(part, Title):
        room = whole * SIZE / (SIZE * FORM_TITLE_SIZE if part.of_form else TITLE_SIZE)
        lines = [words_of(line, room, bold=True) for line in part.lines]
        marked = sum(map(len, part.lines)) <= _LONGEST_PROPERTY
        made = {"kind": "title", "lines": lines, "of_form": part.of_form, "marked": marked}
    elif isinstance(part, Heading):
        marked = len(part.text) <= _LONGEST_PROPERTY
        made = {"kind": "heading", "words": words_of(part.text, whole, bold=True), "marked": marked}
    elif isinstance(part, FormLine):
        made = _form_line(part, whole)
    elif isinstance(part, QrCode):
        words = words_of(part.caption, whole)
        made = {"kind": "code", "svg": _svg(part.link), "link": part.link, "caption": words}
    elif isinstance(part, Signature):
        made = _signature(part, whole)
    return made


def _paragraph(part: Paragraph, room: float) -> Data:
    """A paragraph that is nothing but its link is not indented."""
    link = part.link
    if not (link and link in part.text and is_safe_link(link)):
        return {"kind": "paragraph", "words": words_of(part.text, room), "indented": part.text != link}
    words: Words = []
    for number, piece in enumerate(part.text.split(link)):
        if number:
            words.append({"to": link, "words": words_of(link, room)})
        words += words_of(piece, room)
    return {"kind": "paragraph", "words": words, "indented": part.text != link}


def _form_line(part: FormLine, whole: float) -> Data:
    room = whole / max(len(part.fields), 1)
    fields = [
        {
            "label": words_of(label, room * _LABEL_SHARE, bold=not part.plain),
            "words": words_of(words, room * _LABEL_SHARE),
        }
        for label, words in part.fields
    ]
    return {"kind": "form", "fields": fields, "plain": part.plain}


def _table(table: Table, setting: _Setting) -> Data:
    """Columns by their weights; no word of a cell is wider than its column."""
    widths = widths_by_weight([head.weight for head in table.heads], setting.room, _NARROWEST)
    rooms = [max(width - 2 * INSET, SIZE) for width in widths]
    heads = [words_of(head.text, room, bold=True) for head, room in zip(table.heads, rooms, strict=True)]
    rows: list[Data] = []
    for row in table.rows:
        rows.append(_row(row, rooms))
        setting.on_row()
    aligns = [head.align.value for head in table.heads]
    number = next(setting.tables)
    return {
        "kind": "table",
        "number": number,
        "widths": widths,
        "aligns": aligns,
        "heads": heads,
        "rows": rows,
    }


def _row(row: Row, rooms: Sequence[float]) -> Data:
    cells = [words_of(text, room) for text, room in zip(row.cells, rooms, strict=True)]
    return {"cells": cells, "goes_on": sorted(row.goes_on)}


def _signature(part: Signature, room: float) -> Data:
    return {
        "kind": "signature",
        "on_the_right": part.on_the_right,
        "committee": [words_of(line, room) for line in part.committee],
        "signatures": [[words_of(line, room / 2) for line in lines] for lines in part.signatures],
    }


def _svg(link: str) -> str:
    """A QR code as a drawing."""
    matrix = qr_code(link).matrix
    bars = "".join(
        f"M{start} {y}h{end - start + _SEAM}v{1 + _SEAM}h-{end - start + _SEAM}z"
        for y, modules in enumerate(matrix)
        for start, end in _bars(modules)
    )
    side = len(matrix) + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-QUIET} {-QUIET} {side} {side}"'
        f' width="{side}" height="{side}"><path d="{bars}"/></svg>'
    )


def _bars(modules: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where the dark stretches of a line begin and end."""
    start = None
    for at, dark in enumerate((*modules, 0)):
        if dark and start is None:
            start = at
        elif not dark and start is not None:
            yield start, at
            start = None
