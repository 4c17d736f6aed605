"""One run of Thai letters and the ends of its words: found slice by slice, and again cheaply after an edit."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from ita_tui.thai.clusters import cluster_starts

SLICE = 400
"""Letters that are parted in one go: under 2 ms. Few runs of a report are longer."""

_NEIGHBOURS = 2
"""Words on each side of a slice or an edit that are looked at again: what follows may change how they part."""

Segment = Callable[[str], list[str]]
Knows = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Borders:
    """Where the words of a run end, the last end being the run's length.

    ``sure`` are those ends at which no reader would stumble: they lie inside no other word of the dictionary.
    In "แนวทางการ" the end of "แนว" is none, for the letters may be read as "แนวทาง" as well.
    """

    ends: tuple[int, ...]
    sure: tuple[int, ...]


def part(run: str, segment: Segment, *, between: Callable[[], None] = lambda: None) -> tuple[int, ...]:
    """Part a run into words; ``between`` is called after each slice of a long one."""
    ends: list[int] = []
    start = 0
    while start < len(run):
        piece = run[start : start + SLICE]
        found = list(accumulate(map(len, segment(piece))))
        if start + SLICE < len(run) and len(found) > _NEIGHBOURS:
            del found[-_NEIGHBOURS:]
        ends += [start + end for end in found]
        start = ends[-1]
        if start < len(run):
            between()
    return _on_clusters(run, ends)


def parted_again(run: str, like: str, known: Borders, segment: Segment, knows: Knows) -> Borders | None:
    """Part a run that was edited in one place, from the words of what it was before; None where it is another text.

    Only the words about the edit are looked up again, so a key costs little in a long paragraph.
    """
    ends = known.ends
    same_before = _same(run, like)
    same_after = min(_same(run[::-1], like[::-1]), min(len(run), len(like)) - same_before)
    if len(run) - same_before - same_after > SLICE // 4 or 2 * (same_before + same_after) < len(run):
        return None
    first = max(0, bisect_left(ends, same_before) - _NEIGHBOURS)
    last = min(len(ends) - 1, bisect_right(ends, len(like) - same_after) + _NEIGHBOURS)
    moved = len(run) - len(like)
    start, end = (ends[first - 1] if first else 0), ends[last] + moved
    if not start <= end <= start + SLICE:
        return None
    again = _on_clusters(run[start:end], list(accumulate(map(len, segment(run[start:end])))))
    sure = sure_ends(run[start:end], again, knows)
    return Borders(
        (*ends[:first], *(start + at for at in again), *(at + moved for at in ends[last + 1 :])),
        (
            *(at for at in known.sure if at <= start),
            *(start + at for at in sure),
            *(at + moved for at in known.sure if at + moved > end),
        ),
    )


def sure_ends(run: str, ends: tuple[int, ...], knows: Knows) -> tuple[int, ...]:
    """Those ends of words that no other reading of the same letters runs across.

    Another reading takes the end of one word and the beginning of the next for a word, and what is left of the
    two are words as well: แนว|ทางการ may be แนวทาง|การ.
    """
    words = [run[start:end] for start, end in pairwise((0, *ends))]
    doubtful = {
        end
        for end, (word, after) in zip(ends, pairwise(words), strict=False)
        if _read_across(word, after, knows)
    }
    return tuple(end for end in ends if end not in doubtful)


def _read_across(word: str, after: str, knows: Knows) -> bool:
    heads = [at for at in range(len(word)) if not at or knows(word[:at])]
    tails = [at for at in range(1, len(after) + 1) if at == len(after) or knows(after[at:])]
    return any(knows(word[head:] + after[:tail]) for head in heads for tail in tails)


def _on_clusters(run: str, ends: list[int]) -> tuple[int, ...]:
    """Leave out the ends inside a cluster: they happen with mistyped and scanned text."""
    borders = set(cluster_starts(run))
    return tuple(end for end in ends if end in borders)


def _same(one: str, other: str) -> int:
    """How many letters two texts have in common at their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def lengths(ends: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Start and end of every word."""
    return pairwise((0, *ends))
