"""Clusters: what a reader takes for one letter, a consonant with the vowels and tone marks on it.

They are the extended grapheme clusters of UAX #29, where SARA AM belongs to its consonant ("น้ำ" is one
cluster) while leading vowels (เ แ โ ใ ไ) and SARA AA stand on their own. Left out is the rule that joins Indic
consonants to conjuncts.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import pairwise

from ita_tui.thai.cells import cell_width

MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
"""Thai vowels and tone marks above or below the line, as the inside of a character class."""

_LEADING_VOWELS = "เแโใไ"
_CONTROLS = "\x00-\x1f\x7f-\x9f"
# Of these characters only the Thai marks and SARA AM join the one before.
_PLAIN = re.compile(
    "[\x00-\xac\xae-\u02ff\u0e00-\u0e7f\u2010-\u2027\u2030-\u205f\u20a0-\u20cf\u2190-\u2bff]*"
)
_PLAIN_CLUSTER = re.compile(f"\r\n|[{_CONTROLS}]|[^{_CONTROLS}][{MARKS}\u0e33]*")
# A letter that begins a cluster wherever one of these stands before it.
_BEGINS = re.compile("(?<=[\x00-\x7e\u0e01-\u0e5b])[ -~\u0e01-\u0e30\u0e32\u0e3f-\u0e46\u0e4f-\u0e5b]")
_LONG = 512
"""Letters of a text from which on borders are looked for around a place alone, and nothing is remembered."""

Measure = Callable[[str], int]


def clusters(text: str) -> list[str]:
    """Part a text into its clusters; joined again they are the text."""
    return [text[start:end] for start, end in pairwise(cluster_starts(text))]


def cluster_starts(text: str) -> tuple[int, ...]:
    """Where clusters begin, and the end of the text as the last."""
    return _remembered_starts(text) if len(text) <= _LONG else _starts(text)


def snap_left(text: str, index: int) -> int:
    """Start of the cluster that holds ``index``; a border stays, and so does the end of the text."""
    first, starts = _borders_around(text, index)
    return first + starts[max(0, bisect_right(starts, index - first) - 1)]


def snap_right(text: str, index: int) -> int:
    """End of the cluster that holds ``index``; a border stays."""
    first, starts = _borders_around(text, index)
    return first + starts[min(len(starts) - 1, bisect_left(starts, index - first))]


def prev_cluster(text: str, index: int) -> int:
    """Border before ``index``, 0 at the start of the text."""
    first, starts = _borders_around(text, index)
    return first + starts[max(0, bisect_left(starts, index - first) - 1)]


def next_cluster(text: str, index: int) -> int:
    """Border after ``index``, the text's length at its end."""
    first, starts = _borders_around(text, index)
    return first + starts[min(len(starts) - 1, bisect_right(starts, index - first))]


def cluster_at_cell(text: str, cell: int, measure: Measure = cell_width) -> int:
    """Start of the cluster drawn at a column of a one-line text; its length where the column is past the end."""
    column = 0
    for start, end in pairwise(cluster_starts(text)):
        column += measure(text[start:end])
        if cell < column:
            return start
    return len(text)


_LONGEST_SHOWN = 1000
"""Marks take no column, but so many of them stand in no line that is shown."""


@lru_cache(4096)
def cut(text: str, cells: int) -> str:
    """Cut a one-line text to a width in columns, between clusters, with "…" counted in the width.

    A text that fits comes back as it is. No leading vowel is left hanging before the sign.
    """
    long = len(text) > _LONGEST_SHOWN + 8 * max(cells, 0)
    text = text[: _LONGEST_SHOWN + 8 * max(cells, 0)]
    if not long and cell_width(text) <= cells:
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


def _starts(text: str) -> tuple[int, ...]:
    if _PLAIN.fullmatch(text):
        found = _PLAIN_CLUSTER.finditer(text)
    else:
        found = _ANY_CLUSTER.finditer(text.translate(_classes))
    return (*(cluster.start() for cluster in found), len(text))


_remembered_starts = lru_cache(2048)(_starts)


def _borders_around(text: str, index: int) -> tuple[int, tuple[int, ...]]:
    """A place of the text, and the borders from there on: at least the one before and the one after ``index``."""
    if len(text) <= _LONG:
        return 0, _remembered_starts(text)
    first = min(index, len(text)) - 1
    while first > 0 and not _BEGINS.match(text, first):
        first -= 1
    first = max(0, first)
    end = _BEGINS.search(text, index + 1)
    around = text[first : end.start() if end else len(text)]
    return first, _remembered_starts(around) if len(around) <= _LONG else _starts(around)


# --- text in any script ----------------------------------------------------------------------------------------

PICTURES = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa"
    "\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u2604\u260e\u2611\u2614\u2615\u2618\u261d\u2620\u2622\u2623"
    "\u2626\u262a\u262e\u262f\u2638-\u263a\u2640\u2642\u2648-\u2653\u265f\u2660\u2663\u2665\u2666\u2668\u267b\u267e"
    "\u267f\u2692-\u2697\u2699\u269b\u269c\u26a0\u26a1\u26a7\u26aa\u26ab\u26b0\u26b1\u26bd\u26be\u26c4\u26c5\u26c8"
    "\u26ce\u26cf\u26d1\u26d3\u26d4\u26e9\u26ea\u26f0-\u26f5\u26f7-\u26fa\u26fd\u2702\u2705\u2708-\u270d\u270f\u2712"
    "\u2714\u2716\u271d\u2721\u2728\u2733\u2734\u2744\u2747\u274c\u274e\u2753-\u2755\u2757\u2763\u2764\u2795-\u2797"
    "\u27a1\u27b0\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f0ff\U0001f10d-\U0001f10f\U0001f12f\U0001f16c-\U0001f171\U0001f17e\U0001f17f\U0001f18e"
    "\U0001f191-\U0001f19a\U0001f1ad-\U0001f1e5\U0001f201-\U0001f20f\U0001f21a\U0001f22f\U0001f232-\U0001f23a"
    "\U0001f23c-\U0001f23f\U0001f249-\U0001f3fa\U0001f400-\U0001faff"
)
"""Emoji that a joiner puts together, as the inside of a character class."""

_LETTERS = {
    "n": "\r",
    "l": "\n",
    "z": "\u200d",
    "s": "\u0e33\u0eb3",
    "x": "\u200c\uff9e\uff9f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f",
    "r": "\U0001f1e6-\U0001f1ff",
    "p": "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\U000110bd\U000110cd\U000111c2\U000111c3",
    "L": "\u1100-\u115f\ua960-\ua97c",
    "V": "\u1160-\u11a7\ud7b0-\ud7c6",
    "T": "\u11a8-\u11ff\ud7cb-\ud7fb",
    "e": PICTURES,
    # Spacing marks by category, but not by the rule: they stand alone.
    "o": "\u102b\u102c\u1038\u1062-\u1064\u1067-\u106d\u1083\u1087-\u108c\u108f\u109a-\u109c\u1a61\u1a63\u1a64"
    "\uaa7b\uaa7d\U00011720\U00011721",
}
_BY_CATEGORY = {"Mn": "x", "Me": "x", "Mc": "s", "Cc": "c", "Cf": "c", "Cs": "c", "Zl": "c", "Zp": "c"}
_FIRST_SYLLABLE, _LAST_SYLLABLE, _TAILS = 0xAC00, 0xD7A3, 28


class _Classes(dict[int, str]):
    """The letter that stands for each code point in :data:`_ANY_CLUSTER`, found when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = letter = _class_of(code)
        return letter


@cache
def _by_letter() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Made when a text needs it: most have no letter but Thai and Latin ones."""
    return tuple((letter, re.compile(f"[{inside}]")) for letter, inside in _LETTERS.items())


def _class_of(code: int) -> str:
    character = chr(code)
    if _FIRST_SYLLABLE <= code <= _LAST_SYLLABLE:
        return "W" if (code - _FIRST_SYLLABLE) % _TAILS else "S"
    for letter, pattern in _by_letter():
        if pattern.match(character):
            return letter
    return _BY_CATEGORY.get(unicodedata.category(character), "o")


_classes = _Classes()
# One letter a code point: n CR, l LF, c control, p prepended, r regional indicator, e emoji, z joiner, x extending,
# s spacing mark, o all else; Hangul L V T, and its syllables S (LV) and W (LVT).
_ANY_CLUSTER = re.compile("nl|[nlc]|p*(?:rr|L*(?:SV*|W|V+)T*|L+|T+|e(?:x*ze)*|[^nlcp])[xsz]*|p+[xsz]*")
