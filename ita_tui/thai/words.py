"""Where Thai text may be parted: into words, pieces of a line, and lines. Nothing is ever inserted in the text.

The names of :mod:`~ita_tui.thai.clusters` and :mod:`~ita_tui.thai.dictionary` are offered here too: for the
other rooms this is the one door to parting text.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, pairwise

from ita_tui.thai.cells import cell_width
from ita_tui.thai.clusters import (
    cluster_starts,
    clusters,
    cut,
    next_cluster,
    prev_cluster,
    snap_left,
    snap_right,
)
from ita_tui.thai.dictionary import (
    THAI_RUN,
    add_words,
    dictionary_generation,
    dictionary_ready,
    load_dictionary,
    segment,
    short_words_of,
    words_of,
)

__all__ = [
    "Measure",
    "add_words",
    "break_offsets",
    "cluster_starts",
    "clusters",
    "cut",
    "dictionary_ready",
    "forget",
    "load_dictionary",
    "next_cluster",
    "pieces",
    "prev_cluster",
    "segment",
    "snap_left",
    "snap_right",
    "word_left",
    "word_right",
]

Measure = Callable[[str], float]
"""Width of a text, in any unit: columns of a terminal, points of a font."""

_SPACES = frozenset(" \t\n\r\f\v\u1680\u2028\u2029\u205f\u3000").union(
    map(chr, range(0x2000, 0x2007)), map(chr, range(0x2008, 0x200B))
)
"""White space where a line may break: all but the no-break ones."""

_CHUNK = re.compile(r"[{0}]+|[^{0}]+".format("".join(sorted(_SPACES))))
_NO_BREAK = "\u00a0\u2007\u202f\u2060"
_NO_START = frozenset(_NO_BREAK + "ๆฯะาำๅ!%),.:;?]}”’»…/>")
_NO_END = frozenset(_NO_BREAK + "([{“‘«<เแโใไ")
_QUOTES = frozenset("\"'")
# พ.ศ. ต.ค. ป.ป.ช. มี.ค. anywhere; one group (อบต. ดร.) only where it does not end a word.
_GROUP = "[เ-ไ]?[ก-ฮ]{1,2}[\u0e34-\u0e39]?\\."
_ABBREVIATION = re.compile(
    f"(?:{_GROUP}){{2,}}(?:[ก-ฮ]{{1,2}}(?![ก-\u0e4e]))?"
    f"|{_GROUP}[ก-ฮ]{{1,2}}(?![ก-\u0e4e])"
    "|(?<![ก-\u0e4e])[ก-ฮ]{1,4}\\."
)
_ADDRESS_POINT = re.compile(r"(?<=[/?&=._-])(?=[^/?&=._\s-])")


def pieces(text: str) -> tuple[str, ...]:
    """Part a paragraph into the pieces that stay on one line; a piece keeps the white space after it.

    A piece is a word with what must not part from it: ๆ ฯ and punctuation, the rest of an abbreviation, the
    rest of a number or address.
    """
    return _pieces(text, dictionary_generation())


def word_left(text: str, index: int) -> int:
    """Start of the word before ``index``, 0 where there is none: Ctrl+left."""
    return max((start for start in _word_starts(text) if start < index), default=0)


def word_right(text: str, index: int) -> int:
    """Start of the word after ``index``, the text's length where there is none: Ctrl+right."""
    return min((start for start in _word_starts(text) if start > index), default=len(text))


def break_offsets(
    text: str, width: float, *, fold: bool = True, hang_space: bool = True, measure: Measure = cell_width
) -> list[int]:
    """Where the lines of a paragraph (a text without line ends) begin, the first line left out.

    No line is wider than ``width`` in the unit of ``measure`` (a plain function, for its results are
    remembered), unless one cluster alone is. Lines break between words; a word wider than a line is broken
    at shorter words, then between clusters. ``fold=False`` leaves such a word whole, over the edge.
    ``hang_space`` lets white space at the end of a line stick out, for callers that trim it.
    """
    return list(_break_offsets(text, width, fold, hang_space, measure, dictionary_generation()))


def forget() -> None:
    """Drop every remembered width and break: the terminal's widths have changed."""
    _pieces.cache_clear()
    _break_offsets.cache_clear()


@lru_cache(4096)
def _break_offsets(
    text: str,
    width: float,
    fold: bool,  # noqa: FBT001 (part of the key of a cache: its public face takes it by keyword)
    hang_space: bool,  # noqa: FBT001
    measure: Measure,
    _generation: int,
) -> tuple[int, ...]:
    def fits(part: str, room: float = width) -> bool:
        return measure(part.rstrip() if hang_space else part) <= room

    offsets: list[int] = []
    position, filled = 0, 0.0
    for piece in pieces(text):
        for part in _narrower(piece, fits) if fold and not fits(piece) else (piece,):
            if filled and not fits(part, width - filled) and not (hang_space and part.isspace()):
                offsets.append(position)
                filled = 0.0
            position += len(part)
            filled += measure(part)
    return tuple(offsets)


@lru_cache(4096)
def _pieces(text: str, _generation: int) -> tuple[str, ...]:
    return _parted(text, _allowed(text, _word_borders(text, words_of)))


def _narrower(piece: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """Part a piece that is wider than a line as little as it takes."""
    for borders in (_short_borders, _legal_borders):
        parts = _parted(piece, borders(piece))
        if len(parts) > 1:
            for part in parts:
                yield from (part,) if fits(part) else _narrower(part, fits)
            return
    yield from clusters(piece)


def _short_borders(piece: str) -> set[int]:
    points = {point.start() for point in _ADDRESS_POINT.finditer(piece)}
    return _allowed(piece, _word_borders(piece, short_words_of)) | (points & set(cluster_starts(piece)) - {0})


def _legal_borders(piece: str) -> set[int]:
    return _allowed(piece, cluster_starts(piece))


def _word_borders(text: str, words: Callable[[str], tuple[str, ...]]) -> Iterator[int]:
    """Every end of a word and of white space, fit for a break or not."""
    for chunk in _CHUNK.finditer(text):
        if chunk.group()[0] in _SPACES:
            yield chunk.end()
        for run in THAI_RUN.finditer(chunk.group()):
            yield from accumulate(map(len, words(run.group())), initial=chunk.start() + run.start())


def _allowed(text: str, borders: Iterable[int]) -> set[int]:
    """Those borders at which a line may begin."""
    at_cluster = set(cluster_starts(text)) - {0, len(text)}
    abbreviated = {
        inside for found in _ABBREVIATION.finditer(text) for inside in range(found.start() + 1, found.end())
    }
    return {at for at in at_cluster.intersection(borders) - abbreviated if _may_break(text, at)}


def _may_break(text: str, at: int) -> bool:
    """Whether the letters on both sides of a cluster's border may part."""
    two_before, before, after = text[at - 2 : at - 1], text[at - 1], text[at]
    if after == "/" and before in _SPACES:  # a path begins a line, the stroke of "และ / หรือ" does not
        return text[at + 1 : at + 2].strip() != ""
    if after in _NO_START or after in _SPACES or before in _NO_END:
        return False
    if before in _SPACES:
        return True
    if after in _QUOTES or (before in _QUOTES and (not two_before or two_before in _SPACES)):
        return False
    if before == "." and two_before.isdigit():  # the number of a list item: "๑.การ"
        return False
    return not (before.isascii() and after.isascii())


def _parted(text: str, borders: set[int]) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in pairwise(sorted({0, len(text), *borders})))


def _word_starts(text: str) -> tuple[int, ...]:
    return tuple(accumulate(map(len, pieces(text)), initial=0))
