"""Which words there are. Loading takes up to a second, so it happens once, in a thread, when someone asks."""

import os
import re
import threading
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from ita_tui.thai.clusters import MARKS, cluster_starts
from ita_tui.thai.vocabulary import ADMINISTRATION, OFFICE_PREFIXES

if TYPE_CHECKING:
    from ita_tui.thai.segmenters import Segmenter

THAI_RUN = re.compile("[\u0e01-\u0e4e]+")
"""Letters, vowels and marks without a gap: what a segmenter is given. Thai digits are not among them."""

# Without a dictionary: leading vowel, consonant with its marks, following vowel, sign of repetition.
_UNIT = re.compile(
    f"[เ-ไ]*[^{MARKS}\u0e33เ-ไ][{MARKS}]*[\u0e30\u0e32\u0e33\u0e45]*[{MARKS}]*[ฯๆ]*|.", re.DOTALL
)


class _Dictionary:
    """The loaded segmenter, if any, and a number that grows whenever words are parted differently than before."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.segmenter: Segmenter | None = None
        self.own = {*ADMINISTRATION, *OFFICE_PREFIXES}
        self.generation = 0


_dictionary = _Dictionary()


def load_dictionary() -> None:
    """Load the dictionary, once: call it from a thread. Until it returns, text is parted by clusters and vowels.

    It makes no folder and opens no connection. ImportError means a broken installation.
    """
    with _dictionary.lock:
        if _dictionary.segmenter is not None:
            return
        # pythainlp reads these when it is imported, and would else make a folder in the user's home.
        os.environ["PYTHAINLP_READ_ONLY"] = "1"
        os.environ["PYTHAINLP_OFFLINE"] = "1"
        os.environ.pop("PYTHAINLP_READ_MODE", None)  # the older name: it refuses to be imported with both
        from ita_tui.thai import segmenters

        _dictionary.segmenter = segmenters.build(_dictionary.own)
        _dictionary.generation += 1


def dictionary_ready() -> bool:
    """Whether :func:`load_dictionary` has finished."""
    return _dictionary.segmenter is not None


def dictionary_generation() -> int:
    """Count how often the words changed: what was computed under another number is out of date."""
    return _dictionary.generation


def add_words(names: Iterable[str]) -> None:
    """Keep the office's own names whole: of its divisions, people and places. Before or after loading.

    The usual prefix is no part of the word: of "เทศบาลตำบลบึงหลวง" the word "บึงหลวง" is learnt, so that a long
    name may still break after its prefix.
    """
    words = {word for name in names for run in THAI_RUN.findall(name) if len(word := _proper(run)) > 1}
    with _dictionary.lock:
        new = words - _dictionary.own
        if not new:
            return
        _dictionary.own |= new
        if _dictionary.segmenter is not None:
            _dictionary.segmenter = _dictionary.segmenter.with_words(new)
        _dictionary.generation += 1


def segment(text: str) -> list[str]:
    """Part a text into words, runs of white space and other runs; joined again they are the text.

    No part begins inside a cluster. Until the dictionary is loaded a "word" is a vowel with its consonants.
    """
    parts: list[str] = []
    end = 0
    for run in THAI_RUN.finditer(text):
        parts += re.findall(r"\s+|\S+", text[end : run.start()])
        parts += words_of(run.group())
        end = run.end()
    return parts + re.findall(r"\s+|\S+", text[end:])


def words_of(run: str) -> tuple[str, ...]:
    """Part one run of Thai letters into words."""
    return _words_of(run, _dictionary.generation)


def short_words_of(run: str) -> tuple[str, ...]:
    """Part one run of Thai letters into short words: where a compound must break after all."""
    segmenter = _dictionary.segmenter
    return _on_borders(run, segmenter.short_words(run) if segmenter else _UNIT.findall(run))


@lru_cache(8192)
def _words_of(run: str, _generation: int) -> tuple[str, ...]:
    segmenter = _dictionary.segmenter
    return _on_borders(run, segmenter.words(run) if segmenter else _UNIT.findall(run))


def _on_borders(run: str, words: list[str]) -> tuple[str, ...]:
    """Join what a segmenter parted inside a cluster: it happens with mistyped and scanned text."""
    borders = set(cluster_starts(run))
    ends = [end for end in accumulate(map(len, words)) if end in borders]
    return tuple(run[start:end] for start, end in zip([0, *ends], ends, strict=False))


def _proper(name: str) -> str:
    for prefix in OFFICE_PREFIXES:
        rest = name.removeprefix(prefix)
        if rest != name and len(rest) > 1:
            return rest
    return name
