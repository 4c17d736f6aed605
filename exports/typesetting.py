"""Measures text as it will be printed: widths, lines and heights in points, without a font file.

What the numbers stand on was measured with LibreOffice and Excel: both break Thai lines at slightly other words
than we do, and Excel prints a row a little shorter than declared, so lines are set a little narrower and rows
a little higher than the bare font asks for.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import ceil

from ita_tui.thai.words import break_offsets, pieces

FONT = "TH Sarabun New"
"""The official face of Thai government documents, at 16 points."""

_CELL_PADDING = 4.0
_SLACK, _SLACK_OF_SMALL, _SMALL = 0.93, 0.88, 14
_LINE_HEIGHT, _ROW_PADDING = 1.36, 3.0
_STEP = 0.75  # a row's height is kept in pixels
_FALLBACK, _WIDE_FALLBACK = 0.65, 1.3  # letters that the font lacks come from another one, in ems
_NO_WIDTH = frozenset({"Mn", "Me", "Cf", "Cc"})


@dataclass(frozen=True)
class Line:
    """One printed line: the letters of its text from ``start`` to before ``end``, line end included."""

    start: int
    end: int


@dataclass(frozen=True)
class Setting:
    """A text set in lines of one width. ``spare`` counts lines kept free where one word is wider than a line."""

    text: str
    lines: tuple[Line, ...]
    spare: int = 0

    def part(self, first: int, last: int) -> str:
        """The text of lines ``first`` to before ``last``, without a line end at its own end."""
        lines = self.lines[first:last]
        return self.text[lines[0].start : lines[-1].end].removesuffix("\n") if lines else ""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width in points of a text without line ends, at ``size`` points."""
    return (_bold_ems(text) if bold else _ems(text)) * size


def set_in(text: str, room: float, size: float, *, bold: bool = False) -> Setting:
    """Set a text into a cell that is ``room`` points wide, broken between Thai words."""
    slack = _SLACK if size > _SMALL else _SLACK_OF_SMALL
    ems = max(room - _CELL_PADDING, 1.0) * slack / size
    measure = _bold_ems if bold else _ems
    lines: list[Line] = []
    spare = at = 0
    for paragraph in text.split("\n"):
        breaks = break_offsets(paragraph, ems, measure=measure)
        for start, end in pairwise((0, *breaks, len(paragraph) + 1)):
            lines.append(Line(at + start, min(at + end, len(text))))
        spare += any(measure(piece.rstrip()) > ems for piece in pieces(paragraph))
        at += len(paragraph) + 1
    return Setting(text, tuple(lines), spare)


def height(lines: int, size: float) -> float:
    """Height in points of a row that holds so many lines."""
    return ceil((max(lines, 1) * _LINE_HEIGHT * size + _ROW_PADDING) / _STEP) * _STEP


def _ems(text: str) -> float:
    return sum(_regular(letter) for letter in text)


def _bold_ems(text: str) -> float:
    return sum(_bold(letter) for letter in text)


def _regular(letter: str) -> float:
    known = _advances().get(letter)
    return known[0] if known else _guess(letter)


def _bold(letter: str) -> float:
    known = _advances().get(letter)
    return known[1] if known else _guess(letter)


@cache
def _advances() -> dict[str, tuple[float, float]]:
    """Letter to its advance width in ems, regular and bold."""
    table = files("exports").joinpath("th_sarabun_new.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {chr(int(code, 16)): (int(regular) / 1000, int(bold) / 1000) for code, regular, bold in rows}


@cache
def _guess(letter: str) -> float:
    category = unicodedata.category(letter)
    if category in _NO_WIDTH:
        return 0.0
    wide = category == "So" or unicodedata.east_asian_width(letter) in "WF"
    return _WIDE_FALLBACK if wide else _FALLBACK
