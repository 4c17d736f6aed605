"""Measures text as it will be printed: widths, lines and heights in points, without a font file.

What the numbers stand on was measured with LibreOffice and Excel: both break Thai lines at slightly other words
than we do, and Excel prints a row a little shorter than declared, so lines are set a little narrower and rows
a little higher than the bare font asks for.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import ceil

from exports.faces import TH_SARABUN_NEW, Face, advances
from ita_tui.thai.words import break_offsets, pieces

_CELL_PADDING = 4.0
_SLACK, _SLACK_OF_SMALL, _SMALL = 0.93, 0.88, 14
_ROW_PADDING = 3.0
_STEP = 0.75  # a row's height is kept in pixels
_FALLBACK, _WIDE_FALLBACK = 0.65, 1.3  # letters that the font lacks come from another one, in ems
_TOKEN = re.compile(r"\S+\s*|\s+")
_NO_WIDTH = frozenset({"Mn", "Me", "Cf", "Cc"})


@dataclass(frozen=True)
class Line:
    """One printed line: the letters of its text from ``start`` to before ``end``, line end included."""

    start: int
    end: int


@dataclass(frozen=True)
class Setting:
    """A text set in lines of one width.

    ``spare`` counts lines kept free where one word is wider than a line, and where one with a slash may move down.
    """

    text: str
    lines: tuple[Line, ...]
    spare: int = 0

    def part(self, first: int, last: int) -> str:
        """The text of lines ``first`` to before ``last``, without a line end at its own end."""
        lines = self.lines[first:last]
        return self.text[lines[0].start : lines[-1].end].removesuffix("\n") if lines else ""


def width(text: str, size: float, *, bold: bool = False, face: Face = TH_SARABUN_NEW) -> float:
    """Width in points of a text without line ends, at ``size`` points."""
    return _ruler(face.table, bold)(text) * size


def set_in(
    text: str, room: float, size: float, *, bold: bool = False, face: Face = TH_SARABUN_NEW
) -> Setting:
    """Set a text into a cell that is ``room`` points wide, broken between Thai words."""
    slack = _SLACK if size > _SMALL else _SLACK_OF_SMALL
    ems = max(room - _CELL_PADDING, 1.0) * slack / size
    measure = _ruler(face.table, bold)
    lines: list[Line] = []
    spare = at = 0
    for paragraph in text.split("\n"):
        if measure(paragraph) <= ems:
            lines.append(Line(at, min(at + len(paragraph) + 1, len(text))))
        else:
            breaks = break_offsets(paragraph, ems, measure=measure)
            for start, end in pairwise((0, *breaks, len(paragraph) + 1)):
                lines.append(Line(at + start, min(at + end, len(text))))
            spare += any(measure(piece.rstrip()) > ems for piece in pieces(paragraph))
            if "/" in paragraph:
                spare += max(0, _lines_with_slashes_whole(paragraph, ems, measure) - len(breaks) - 1)
        at += len(paragraph) + 1
    return Setting(text, tuple(lines), spare)


def _lines_with_slashes_whole(paragraph: str, ems: float, measure: Callable[[str], float]) -> int:
    """The lines of a paragraph in LibreOffice, which breaks none behind a slash but at the blank before it.

    So ก/ข moves down with all that is written together with it, and leaves a gap where we break between words.
    """
    lines, used = 1, 0.0
    for token in _TOKEN.findall(paragraph):
        wide = measure(token.rstrip())
        whole = "/" in token
        if whole and used and used + wide > ems:
            lines, used = lines + 1, 0.0
        for piece in (token,) if whole and wide <= ems else pieces(token):
            if used and used + measure(piece.rstrip()) > ems:
                lines, used = lines + 1, 0.0
            used += measure(piece)
    return lines


def height(lines: int, size: float, face: Face = TH_SARABUN_NEW) -> float:
    """Height in points of a row that holds so many lines."""
    return ceil((max(lines, 1) * face.line_height * size + _ROW_PADDING) / _STEP) * _STEP


@cache
def _ruler(table: str, bold: bool) -> Callable[[str], float]:  # noqa: FBT001 - the key of a cache
    """What measures a text in ems."""
    widths = _Widths({letter: pair[bold] for letter, pair in advances(table).items()})
    width_of = widths.__getitem__

    def measure(text: str) -> float:
        return sum(map(width_of, text))

    return measure


class _Widths(dict[str, float]):
    """Widths of letters in ems; one that the font lacks is guessed, and then known."""

    def __missing__(self, letter: str) -> float:
        category = unicodedata.category(letter)
        if category in _NO_WIDTH:
            guess = 0.0
        else:
            wide = category == "So" or unicodedata.east_asian_width(letter) in "WF"
            guess = _WIDE_FALLBACK if wide else _FALLBACK
        self[letter] = guess
        return guess
