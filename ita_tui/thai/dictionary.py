"""Which words there are, and where they end in a text.

Loading takes a good third of a second, so it happens once, in a thread, when someone asks. Long runs of letters are parted in a
thread as well; what was parted is remembered.
"""

import gc
import os
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ita_tui.thai.aside import PAUSE, Aside
from ita_tui.thai.clusters import MARKS, cluster_starts
from ita_tui.thai.remembered import LETTERS, Remembered
from ita_tui.thai.runs import Borders, lengths, part, parted_again, sure_ends
from ita_tui.thai.vocabulary import ADMINISTRATION, OFFICE_PREFIXES

if TYPE_CHECKING:
    from ita_tui.thai.segmenters import Segmenter

THAI_RUN = re.compile("[\u0e01-\u0e4e]+")
"""Letters, vowels and marks without a gap: what a segmenter is given. Thai digits are not among them."""

AT_ONCE = 60
"""Letters that are parted while the screen waits: a quarter of a millisecond."""

_SHORT_PIECE = 200
"""Longest piece, in letters, whose short words are looked for: what is longer is no word."""

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
        self.remembered = Remembered()
        self.aside = Aside(self.part_aside, self.parted)
        self.when_better: Callable[[], None] = lambda: None

    def changed(self) -> None:
        with self.lock:
            self.generation += 1

    def parted(self) -> None:
        """What was shown parted by vowels can be shown parted by words."""
        self.changed()
        self.when_better()

    def part_aside(self, run: str) -> None:
        if self.remembered.get(run) is None:
            self.part(run, between=lambda: time.sleep(PAUSE))

    def part(self, run: str, *, between: Callable[[], None] = lambda: None) -> Borders:
        """Part a run by the dictionary, which is there, and remember it."""
        segmenter, names = self.segmenter, len(self.own)
        assert segmenter is not None
        ends = part(run, segmenter.words, between=between)
        return self.keep(run, Borders(ends, sure_ends(run, ends, segmenter.knows)), names)

    def part_like(self, run: str) -> Borders | None:
        """Part a long run at once, where it is one that was parted just now but for an edit."""
        segmenter, names = self.segmenter, len(self.own)
        assert segmenter is not None
        for like, borders in self.remembered.recent():
            again = parted_again(run, like, borders, segmenter.words, segmenter.knows)
            if again is not None:
                return self.keep(run, again, names)
        return None

    def keep(self, run: str, borders: Borders, names: int) -> Borders:
        """Remember a run, if not a name was learnt meanwhile: there were ``names`` when it was parted."""
        if names == len(self.own):
            self.remembered.keep(run, borders, long=len(run) > AT_ONCE)
        return borders


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

        with _never_collected():
            _dictionary.segmenter = segmenters.build(_dictionary.own)
        _dictionary.changed()


@contextmanager
def _never_collected() -> Iterator[None]:
    """What is made here stays, and the garbage collector need not look at it.

    A dictionary is half a million objects: looking at each of them again and again made its loading take three
    times as long, and held the screen up for 0.2 to 0.7 s whenever the collector looked at all there is.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_on:
            gc.enable()


def dictionary_ready() -> bool:
    """Whether :func:`load_dictionary` has finished."""
    return _dictionary.segmenter is not None


def dictionary_generation() -> int:
    """Count how often the words changed: what was computed under another number is out of date."""
    return _dictionary.generation


def when_better(call: Callable[[], None]) -> None:
    """Call this, from a thread, each time that text which was parted by vowels for now can be parted by words."""
    _dictionary.when_better = call


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
            _dictionary.remembered.forget_those_with(new)
        _dictionary.changed()


def part_ahead(texts: Iterable[str]) -> None:
    """Part texts that may be shown soon, in a thread and in its own time; nothing before the dictionary is there.

    Of very many texts only the first are: as much as half of what is remembered.
    """
    if _dictionary.segmenter is None:
        return
    room = LETTERS // 2
    for text in texts:
        for run in THAI_RUN.findall(text):
            if len(run) > AT_ONCE and _dictionary.remembered.get(run) is None:
                _dictionary.aside.ahead(run)
                room -= len(run)
        if room < 0:
            return


def segment(text: str) -> list[str]:
    """Part a text into words, runs of white space and other runs; joined again they are the text.

    No part begins inside a cluster. Until the dictionary is loaded a "word" is a vowel with its consonants.
    """
    parts: list[str] = []
    end = 0
    for run in THAI_RUN.finditer(text):
        parts += re.findall(r"\s+|\S+", text[end : run.start()])
        letters = run.group()
        parts += (letters[begin:stop] for begin, stop in lengths(borders_of(letters).ends))
        end = run.end()
    return parts + re.findall(r"\s+|\S+", text[end:])


def is_word(letters: str) -> bool:
    """Whether these letters are one word of the dictionary; nothing is one until it is loaded."""
    return _dictionary.segmenter is not None and _dictionary.segmenter.knows(letters)


def borders_of(run: str, *, at_once: bool = False) -> Borders:
    """Find the words of one run of Thai letters.

    ``at_once`` is for the event loop: a long run that is new is parted by vowels, and by words in a thread, which
    then tells whom :func:`when_better` names.
    """
    if _dictionary.segmenter is None:
        return _by_units(run)
    known = _dictionary.remembered.get(run)
    if known is not None:
        return known
    if not at_once or len(run) <= AT_ONCE:
        return _dictionary.part(run)
    like = _dictionary.part_like(run)
    if like is not None:
        return like
    _dictionary.aside.soon(run)
    return _by_units(run)


def short_borders_of(run: str) -> Borders:
    """Find the short words in a run of Thai letters: where a compound must break after all."""
    segmenter = _dictionary.segmenter
    if segmenter is None or len(run) > _SHORT_PIECE:
        return _by_units(run)
    ends = part(run, segmenter.short_words)
    return Borders(ends, sure_ends(run, ends, segmenter.knows))


def _by_units(run: str) -> Borders:
    borders = set(cluster_starts(run))
    ends = tuple(found.end() for found in _UNIT.finditer(run) if found.end() in borders)
    return Borders(ends, ends)


def _proper(name: str) -> str:
    for prefix in OFFICE_PREFIXES:
        rest = name.removeprefix(prefix)
        if rest != name and len(rest) > 1:
            return rest
    return name
