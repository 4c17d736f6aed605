"""How many terminal columns a text takes. Thai marks take none; SARA AM takes one."""

import unicodedata
from functools import lru_cache

_NO_COLUMN = frozenset({"Mn", "Me", "Cf", "Cc", "Zl", "Zp"})


def cell_width(text: str) -> int:
    """Count the columns (cells) of a text of one line, as the terminal library counts them.

    Marks, format and control characters take none, East Asian wide characters two, all else one.
    """
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_character_width, text))


@lru_cache(4096)
def _character_width(character: str) -> int:
    if character == "\N{SOFT HYPHEN}":
        return 1  # drawn by terminals, although Unicode calls it a format character
    category = unicodedata.category(character)
    if category in _NO_COLUMN:
        return 0
    if category == "Cn":  # unassigned: Python calls it wide, terminals do not
        return 1
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
