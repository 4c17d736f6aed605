"""Where a word stands misspelt in a text: with a letter more, less or other, or with two that changed places."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ita_tui.thai.clusters import MARKS
from ita_tui.thai.folding import Span

_MARK = re.compile(f"[{MARKS}]")
_DIGITS = re.compile("[0-9]+")


def misspelt(word: str, text: str, most: int) -> Iterator[tuple[int, int, int]]:
    """Where a folded word stands in a folded text with one to ``most`` edits: start, end, and how many.

    Digits are never edited, and no place begins at a mark inside a letter or reaches over the end of a line.
    """
    digits = _DIGITS.findall(word)
    for start, end, edits in _places(word, text, most):
        part = text[start:end]
        if part and "\n" not in part and not _MARK.match(part) and _DIGITS.findall(part) == digits:
            yield start, end, edits


def _places(word: str, text: str, most: int) -> Iterator[tuple[int, int, int]]:
    """A part of the word is untouched by the edits, and found first."""
    borders = [len(word) * part // (most + 1) for part in range(most + 2)]
    for border in borders[1:-1] if most == 1 else ():  # two letters that changed places over the border
        swapped = f"{word[: border - 1]}{word[border]}{word[border - 1]}{word[border + 1 :]}"
        if (at := text.find(swapped)) >= 0:
            yield at, at + len(swapped), 1
    for begin, finish in pairwise(borders):
        at = text.find(word[begin:finish])
        while at >= 0:
            around = _around(word[:begin], word[finish:], text, (at, at + finish - begin), most)
            if around is not None:
                yield around
            at = text.find(word[begin:finish], at + 1)


def _around(left: str, right: str, text: str, found: Span, most: int) -> tuple[int, int, int] | None:
    """How the rest of a word stands around a part of it that was found in a text, if with few edits."""
    from rapidfuzz.distance import OSA  # at the first misspelt word: no start of the program waits for it

    start, end = found
    # A part of another length is as many edits further off as it differs in length.
    behind = OSA.distance(right, text[end : end + len(right)], score_cutoff=2 * most)
    if behind > 2 * most:
        return None
    ahead = OSA.distance(left, text[max(0, start - len(left)) : start], score_cutoff=2 * most)
    if behind + ahead > 2 * most:
        return None
    behind, _, after = min(
        (OSA.distance(right, text[end : end + len(right) + by]), abs(by), by)
        for by in range(-most, most + 1)
        if len(right) + by >= 0
    )
    ahead, _, _, before = min(
        # Of two ways the one that does not begin at a mark inside a letter.
        (
            OSA.distance(left, text[(first := max(0, start - len(left) - by)) : start]),
            bool(_MARK.match(text, first)),
            abs(by),
            by,
        )
        for by in range(-most, most + 1)
        if len(left) + by >= 0
    )
    if ahead + behind > most:
        return None
    return max(0, start - len(left) - before), min(len(text), end + len(right) + after), ahead + behind
