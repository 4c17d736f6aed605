"""Where Thai text may be parted: into words, pieces of a line, and lines. Nothing is ever inserted in the text.

The names of :mod:`~ita_tui.thai.clusters` and :mod:`~ita_tui.thai.dictionary` are offered here too: for the
other rooms this is the one door to parting text.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

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
    borders_of,
    dictionary_generation,
    dictionary_ready,
    is_word,
    load_dictionary,
    part_ahead,
    segment,
    short_borders_of,
    when_better,
)
from ita_tui.thai.runs import SLICE

__all__ = [
    "Measure",
    "add_words",
    "break_offsets",
    "cluster_starts",
    "clusters",
    "cut",
    "dictionary_generation",
    "dictionary_ready",
    "forget",
    "is_word",
    "load_dictionary",
    "next_cluster",
    "part_ahead",
    "pieces",
    "prev_cluster",
    "segment",
    "snap_left",
    "snap_right",
    "when_better",
    "word_at",
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
_AROUND = 100
"""Letters to each side of the cursor in which a word is looked for: none is longer."""

_ADDRESS_POINT = re.compile(r"(?<=[/?&=._-])(?=[^/?&=._\s-])")


def pieces(text: str) -> tuple[str, ...]:
    """Part a paragraph into the pieces that stay on one line; a piece keeps the white space after it.

    A piece is a word with what must not part from it: ๆ ฯ and punctuation, the rest of an abbreviation, the
    rest of a number or address, and a second word where the letters could be read as other words.
    """
    return _pieces(text, dictionary_generation(), at_once=False)


def word_left(text: str, index: int) -> int:
    """Start of the word before ``index``, 0 where there is none: Ctrl+left."""
    start = snap_left(text, max(0, index - _AROUND))
    return max((at for at in _word_starts(text, start, index) if at < index), default=start)


def word_right(text: str, index: int) -> int:
    """Start of the word after ``index``, the text's length where there is none: Ctrl+right."""
    end = snap_right(text, min(len(text), index + _AROUND))
    return min((at for at in _word_starts(text, index, end) if at > index), default=end)


def word_at(text: str, index: int) -> tuple[int, int]:
    """Start and end of the word that holds ``index``, or of the blanks that do: a double click."""
    start = word_left(text, next_cluster(text, index))
    end = word_right(text, index)
    blank = start + len(text[start:end].rstrip())
    return (start, blank) if index < blank else (blank, end)


def break_offsets(
    text: str,
    width: float,
    *,
    fold: bool = True,
    hang_space: bool = True,
    measure: Measure = cell_width,
    at_once: bool = False,
) -> list[int]:
    """Where the lines of a paragraph (a text without line ends) begin, the first line left out.

    No line is wider than ``width`` in the unit of ``measure`` (a plain function, for its results are
    remembered), unless one cluster alone is. Lines break between words; a word wider than a line is broken
    at shorter words, then between clusters. ``fold=False`` leaves such a word whole, over the edge.
    ``hang_space`` lets white space at the end of a line stick out, for callers that trim it. ``at_once`` is for
    the event loop: long text that is new is broken between vowels for now, and by words once a thread found them.
    """
    return list(
        _break_offsets(
            text,
            width,
            measure,
            dictionary_generation(),
            fold=fold,
            hang_space=hang_space,
            at_once=at_once,
        )
    )


def forget() -> None:
    """Drop every remembered width and break: the terminal's widths have changed."""
    _pieces.cache_clear()
    _break_offsets.cache_clear()


@lru_cache(4096)
def _break_offsets(
    text: str,
    width: float,
    measure: Measure,
    generation: int,
    *,
    fold: bool,
    hang_space: bool,
    at_once: bool,
) -> tuple[int, ...]:
    def fits(part: str, room: float = width) -> bool:
        return measure(part.rstrip() if hang_space else part) <= room

    offsets: list[int] = []
    position, filled = 0, 0.0
    for piece in _pieces(text, generation, at_once=at_once):
        for part in _narrower(piece, fits) if fold and not fits(piece) else (piece,):
            if filled and not fits(part, width - filled) and not (hang_space and part.isspace()):
                offsets.append(position)
                filled = 0.0
            position += len(part)
            filled += measure(part)
    return tuple(offsets)


@lru_cache(4096)
def _pieces(text: str, _generation: int, *, at_once: bool) -> tuple[str, ...]:
    return _parted(
        text, _allowed(text, _word_borders(text, lambda run: borders_of(run, at_once=at_once).sure))
    )


def _narrower(piece: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """Part a piece that is wider than a line as little as it takes."""
    for borders in (_sure_short_borders, _short_borders, _legal_borders):
        parts = _parted(piece, borders(piece))
        if len(parts) > 1:
            for part in parts:
                yield from (part,) if fits(part) else _narrower(part, fits)
            return
    yield from clusters(piece)


def _sure_short_borders(piece: str) -> set[int]:
    points = {point.start() for point in _ADDRESS_POINT.finditer(piece)}
    sure = _allowed(piece, _word_borders(piece, lambda run: short_borders_of(run).sure))
    return sure | (points & set(cluster_starts(piece)) - {0})


def _short_borders(piece: str) -> set[int]:
    return _allowed(piece, _word_borders(piece, lambda run: short_borders_of(run).ends))


def _legal_borders(piece: str) -> set[int]:
    return _allowed(piece, cluster_starts(piece))


def _word_borders(text: str, ends: Callable[[str], tuple[int, ...]]) -> Iterator[int]:
    """Every end of a word and of white space, fit for a break or not, and the starts of Thai letters."""
    for chunk in _CHUNK.finditer(text):
        if chunk.group()[0] in _SPACES:
            yield chunk.end()
        for run in THAI_RUN.finditer(chunk.group()):
            start = chunk.start() + run.start()
            yield start
            yield from (start + end for end in ends(run.group()))


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


def _word_starts(text: str, start: int, end: int) -> tuple[int, ...]:
    """Where words begin between two borders of clusters. Of a long text only what lies about them is looked at."""
    first = snap_left(text, max(0, start - _AROUND)) if len(text) > SLICE else 0
    part = text[first : snap_right(text, min(len(text), end + _AROUND))] if len(text) > SLICE else text
    found = _allowed(part, _word_borders(part, lambda run: borders_of(run).ends))
    return tuple(sorted(at for at in {first, *(first + at for at in found)} if at >= start))
