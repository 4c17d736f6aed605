"""Whether the lines of a workbook's cells fit their rows, measured by a rule that knows nothing of ours.

Lines are broken where ICU breaks Thai, as LibreOffice does, and as wide as the letters of the face are: the stand-in's
from its font file, the official one's, which may not be handed on, from the table that we ship.
"""

import struct
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeAlias

import fontpkg_sarabun
from icu4py.breakers import LineBreaker
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from PIL import ImageFont

import exports
from exports.faces import SARABUN, TH_SARABUN_NEW
from tests.printed_files import PIXEL, PIXELS_A_UNIT

Ruler: TypeAlias = Callable[[str], float]

_PADDING = 5 * PIXEL
"""What Excel keeps free beside the words of a cell; LibreOffice keeps half of it."""

_OFFICIAL_LINE = 0.844 + 0.457
"""Ascent and descent of TH Sarabun New, in ems."""

_EM = 1000


def too_low(sheet: Worksheet, face: str) -> list[str]:
    """The cells whose lines need more height than their row has."""
    spans = {merged.start_cell.coordinate: merged.size["columns"] for merged in sheet.merged_cells.ranges}
    return [
        f"{cell.coordinate}: {lines} lines in {sheet.row_dimensions[cell.row].height} points"
        for cell in _filled(sheet)
        for lines in [_lines(str(cell.value), _ems(sheet, cell, spans), _ruler(face, bold=bool(cell.font.b)))]
        if lines * _line_height(face) * _size(cell) > (sheet.row_dimensions[cell.row].height or 0.0)
    ]


def _filled(sheet: Worksheet) -> Iterator[Cell]:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell) and cell.value is not None:
                assert cell.alignment.wrap_text
                yield cell


def _size(cell: Cell) -> float:
    assert cell.font.sz
    return float(cell.font.sz)


def _ems(sheet: Worksheet, cell: Cell, spans: dict[str, int]) -> float:
    """The width of a cell between its paddings, in ems of its letters."""
    columns = range(cell.column, cell.column + spans.get(cell.coordinate, 1))
    units = sum(sheet.column_dimensions[get_column_letter(at)].width for at in columns)
    return (units * PIXELS_A_UNIT * PIXEL - _PADDING) / _size(cell)


def _lines(text: str, ems: float, ruler: Ruler) -> int:
    return sum(_lines_of(paragraph, ems, ruler) for paragraph in text.split("\n"))


def _lines_of(paragraph: str, ems: float, ruler: Ruler) -> int:
    """Words go onto the line as long as they fit; one that is wider than a line is parted wherever it is full."""
    lines, used = 1, 0.0
    for start, end in LineBreaker(paragraph, "th_TH").segments() if paragraph else ():
        piece = paragraph[start:end]
        wide = ruler(piece.rstrip())
        if used and used + wide > ems:
            lines, used = lines + 1, 0.0
        if wide > ems:
            lines += int(wide / ems)
            used = wide % ems
        else:
            used += ruler(piece)
    return lines


@cache
def _ruler(face: str, *, bold: bool) -> Ruler:
    """What measures a text in ems, letter by letter."""
    table = _stand_in(bold=bold) if face == SARABUN.name else _official(bold=bold)
    widths: dict[str, float] = {}

    def measure(text: str) -> float:
        return sum(
            widths[letter] if letter in widths else widths.setdefault(letter, table(letter))
            for letter in text
        )

    return measure


def _stand_in(*, bold: bool) -> Ruler:
    font = ImageFont.truetype(str(_font_file(bold=bold)), _EM, layout_engine=ImageFont.Layout.BASIC)
    return lambda letter: float(font.getlength(letter)) / _EM


def _official(*, bold: bool) -> Ruler:
    table = Path(exports.__file__).parent / TH_SARABUN_NEW.table
    rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    widths = {chr(int(code, 16)): int(heavy if bold else light) / _EM for code, light, heavy in rows}
    return lambda letter: widths.get(letter, 0.6)


@cache
def _line_height(face: str) -> float:
    """Ascent and descent in ems: of the stand-in those by which Windows sets lines, the taller ones."""
    if face != SARABUN.name:
        return _OFFICIAL_LINE
    data = _font_file(bold=False).read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * at) for at in range(count))
    at = {tag: start for tag, _sum, start, _length in records}
    ascent, descent = struct.unpack_from(">HH", data, at[b"OS/2"] + 74)
    return float((ascent + descent) / struct.unpack_from(">H", data, at[b"head"] + 18)[0])


def _font_file(*, bold: bool) -> Path:
    name = f"Sarabun-{'Bold' if bold else 'Regular'}.ttf"
    return next(Path(fontpkg_sarabun.__file__).parent.rglob(name))
