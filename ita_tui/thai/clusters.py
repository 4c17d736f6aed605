"""Clusters: what a reader takes for one letter, a consonant with the vowels and tone marks on it.

They are the extended grapheme clusters of UAX #29 for Thai, where SARA AM belongs to its consonant
("น้ำ" is one cluster) while leading vowels (เ แ โ ใ ไ) and SARA AA stand on their own.
"""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import pairwise

from ita_tui.thai.cells import cell_width

MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
"""Thai vowels and tone marks above or below the line, as the inside of a character class."""

_EXTENDING = f"{MARKS}\u0e33\u0300-\u036f\u200c\u20d0-\u20ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff"
_CONTROL = "\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
_EMOJI = "\u2190-\u2bff\U0001f000-\U0001faff"
_CLUSTER = re.compile(
    f"\r\n|[{_CONTROL}]|(?:[\U0001f1e6-\U0001f1ff]{{2}}|[^{_CONTROL}])"
    f"(?:[{_EXTENDING}]|\u200d[{_EMOJI}]|\u200d)*",
)
_LEADING_VOWELS = "เแโใไ"


def clusters(text: str) -> list[str]:
    """Part a text into its clusters; joined again they are the text."""
    return _CLUSTER.findall(text)


@lru_cache(2048)
def cluster_starts(text: str) -> tuple[int, ...]:
    """Where clusters begin, and the end of the text as the last."""
    return (*(found.start() for found in _CLUSTER.finditer(text)), len(text))


def snap_left(text: str, index: int) -> int:
    """Start of the cluster that holds ``index``; a border stays, and so does the end of the text."""
    starts = cluster_starts(text)
    return starts[max(0, bisect_right(starts, index) - 1)]


def snap_right(text: str, index: int) -> int:
    """End of the cluster that holds ``index``; a border stays."""
    starts = cluster_starts(text)
    return starts[min(len(starts) - 1, bisect_left(starts, index))]


def prev_cluster(text: str, index: int) -> int:
    """Border before ``index``, 0 at the start of the text."""
    starts = cluster_starts(text)
    return starts[max(0, bisect_left(starts, index) - 1)]


def next_cluster(text: str, index: int) -> int:
    """Border after ``index``, the text's length at its end."""
    starts = cluster_starts(text)
    return starts[min(len(starts) - 1, bisect_right(starts, index))]


def cluster_at_cell(text: str, cell: int) -> int:
    """Start of the cluster drawn at a column of a one-line text; its length where the column is past the end."""
    column = 0
    for start, end in pairwise(cluster_starts(text)):
        column += cell_width(text[start:end])
        if cell < column:
            return start
    return len(text)


@lru_cache(4096)
def cut(text: str, cells: int) -> str:
    """Cut a one-line text to a width in columns, between clusters, with "…" counted in the width.

    A text that fits comes back as it is. No leading vowel is left hanging before the sign.
    """
    if cell_width(text) <= cells:
        return text
    if cells < 1:
        return ""
    kept, room = 0, cells - 1
    for start, end in pairwise(cluster_starts(text)):
        room -= cell_width(text[start:end])
        if room < 0:
            break
        kept = end
    return text[:kept].rstrip(_LEADING_VOWELS).rstrip() + "…"
