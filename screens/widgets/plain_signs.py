"""Draws with the letters of any keyboard: every sign, line and bar as one ASCII character in the same cell."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from rich.cells import cell_len, get_character_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_KNOWN = re.compile(r"[\x20-\x7e\u0e00-\u0e7f]*")
_JOINER, _EMOJI_FOLLOWS = "\u200d", "\ufe0f"

# What the screens draw on purpose. The signs of status and of flags stay apart from each other.
_SIGNS = {
    "✓": "v", "◐": "/", "○": "o", "✕": "x",
    "▲": "^", "▽": "<", "▼": "-", "▸": ">", "•": "*", "·": ".", "…": "~", "◌": ".",
    "↑": "^", "↓": "v", "←": "<", "→": ">", "↵": "=",
    "«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'", "‹": "'", "›": "'",
    "–": "-", "—": "-", "―": "-", "‒": "-", "‐": "-", "‑": "-", "−": "-",
    "×": "x", "÷": "/", "±": "+", "°": "o", "¦": "|",
    "✔": "v", "✗": "x", "✘": "x", "●": "*", "◯": "o", "■": "#", "◆": "#", "▪": "*", "◦": "o",
    "►": ">", "▶": ">", "◄": "<", "◀": "<", "△": "^", "▴": "^", "▾": "v", "▿": "v", "⋯": "~", "‥": "~",
}  # fmt: skip

# Bars in the order of what is filled, so that a higher column and a longer bar still look so.
_BLOCKS = (
    dict(zip("▁▂▃▄▅▆▇█", "__--==##", strict=True))
    | dict(zip("▏▎▍▌▋▊▉", "---====", strict=True))
    | dict(zip("░▒▓", ".:%", strict=True))
    | {"▔": "-", "▀": "=", "▐": "|", "▕": "|", "▖": ".", "▗": ".", "▘": "'", "▝": "'"}
)


def _line_twin(line: str) -> str:
    """The twin of a box-drawing character, by what its Unicode name says of the ways it goes."""
    if line in "╱╲╳":
        return {"╱": "/", "╲": "\\", "╳": "x"}[line]
    ways = set(unicodedata.name(line).split())
    sideways, upright = ways & {"HORIZONTAL", "LEFT", "RIGHT"}, ways & {"VERTICAL", "UP", "DOWN"}
    return "+" if sideways and upright else "-" if sideways else "|"


TWINS = (
    {chr(code): _line_twin(chr(code)) for code in range(0x2500, 0x2580)}
    | {chr(code): "#" for code in range(0x2580, 0x25A0)}
    | _BLOCKS
    | _SIGNS
)
"""The ASCII twin of each sign, one cell for one cell."""


class PlainSigns(LineFilter):
    """Changes what is painted, never what a widget holds: what is typed, copied and stored stays as it is."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        return [Segment(plain(text), style, control) for text, style, control in segments]


@lru_cache(16384)
def plain(text: str) -> str:
    """A text as wide as it was, of ASCII and Thai alone.

    Thai stays as it is. A letter with an accent loses the accent, which an old console would show as some other
    letter. What has no twin is "?" in each of its cells; what has no width is left out.
    """
    if _KNOWN.fullmatch(text):
        return text
    return "".join(_drawn(text))


def _drawn(text: str) -> Iterator[str]:
    """What is painted for each letter in turn, in as many cells as Rich gives it."""
    before = ""
    joined = False
    for letter in text:
        if joined:  # without a width behind a joiner
            joined = False
            yield letter if _is_thai(letter) else ""
        elif letter == _JOINER:
            joined = True
        elif letter == _EMOJI_FOLLOWS:
            if cell_len(before + letter) > cell_len(before):
                yield "?"
            before = ""
        elif _KNOWN.fullmatch(letter):
            before = letter if get_character_cell_size(letter) else before
            yield letter
        else:
            width = get_character_cell_size(letter)
            before = letter if width else before
            yield _twin(letter, width)


def _twin(letter: str, width: int) -> str:
    if width == 0:
        return ""
    base = TWINS.get(letter) or unicodedata.normalize("NFKD", letter)
    bare = "".join(part for part in base if not unicodedata.combining(part))
    return bare.ljust(width) if len(bare) == 1 and bare.isascii() and bare.isprintable() else "?" * width


def _is_thai(letter: str) -> bool:
    return "\u0e00" <= letter <= "\u0e7f"
