"""How many terminal columns a text takes. Thai marks take none; SARA AM takes one, unless the terminal is another."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

SARA_AM = "\u0e33"
_MARKS = frozenset({"Mn", "Me"})
_NO_COLUMN = frozenset({"Cf", "Cc", "Zl", "Zp"})


@dataclass
class _Terminal:
    """What the terminal has been found to do; the first values are Unicode's."""

    mark: int = 0
    sara_am: int = 1


_terminal = _Terminal()


def cell_width(text: str) -> int:
    """Count the columns (cells) of a text of one line, as the terminal library counts them.

    Marks, format and control characters take none, East Asian wide characters two, all else one; what
    :func:`take` was told of the terminal goes before.
    """
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_character_width, text))


def take(*, mark: int, sara_am: int) -> None:
    """Count from now on as this terminal does: columns of a mark or other invisible sign, and of SARA AM.

    Whoever remembers widths or breaks must be told to forget them.
    """
    _terminal.mark, _terminal.sara_am = mark, sara_am
    _character_width.cache_clear()


@lru_cache(4096)
def _character_width(character: str) -> int:
    if character == SARA_AM:
        return _terminal.sara_am
    if character == "\N{SOFT HYPHEN}":
        return 1  # drawn by terminals, although Unicode calls it a format character
    category = unicodedata.category(character)
    if category in _MARKS:
        return _terminal.mark
    if category in _NO_COLUMN:
        return 0 if category == "Cc" else _terminal.mark
    if category == "Cn":  # unassigned: Python calls it wide, terminals do not
        return 1
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
