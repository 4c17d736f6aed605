"""The outside word segmenters: nlpo3 where it is installed, else newmm of pythainlp; both break alike.

Importing this module imports pythainlp (0.1 to 0.6 s): only :mod:`ita_tui.thai.dictionary` does it, in a thread,
and after it has told pythainlp to make no folder and open no connection.
"""

import tempfile
from collections.abc import Callable, Iterable
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Protocol

from pythainlp.corpus import thai_words
from pythainlp.tokenize.newmm import segment as newmm
from pythainlp.util import Trie

SHORT_WORD = 7
"""Longest word, in code points, of the second look at a compound that is wider than its line."""


class Segmenter(Protocol):
    """Parts a run of Thai letters into words; joined again they are the run."""

    def words(self, run: str) -> list[str]: ...

    def short_words(self, run: str) -> list[str]: ...

    def knows(self, word: str) -> bool: ...

    def with_words(self, extra: Iterable[str]) -> "Segmenter": ...


def build(extra: Iterable[str]) -> Segmenter:
    """Load the dictionary joined with ``extra`` words: 0.3 s with nlpo3, 0.4 s without."""
    words = frozenset(thai_words()).union(extra)
    return _nlpo3(words) or Newmm(words)


class Newmm:
    """Maximal matching in Python."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = set(words)
        self._trie = Trie(self._words)
        self._short = _ShortWords(self._trie)

    def words(self, run: str) -> list[str]:
        return newmm(run, custom_dict=self._trie)

    def short_words(self, run: str) -> list[str]:
        return newmm(run, custom_dict=self._short)

    def knows(self, word: str) -> bool:
        return word in self._words

    def with_words(self, extra: Iterable[str]) -> "Newmm":
        # Added in place: a second trie of 62,000 words would cost another 80 MB.
        for word in extra:
            self._trie.add(word)
            self._words.add(word)
        return self


class _ShortWords(Trie):
    """The same dictionary seen without its long words, at no cost in memory."""

    def __init__(self, whole: Trie) -> None:
        super().__init__([])
        self._whole = whole

    def __len__(self) -> int:  # newmm takes an empty dictionary for none at all
        return len(self._whole)

    def prefixes(self, text: str, start: int = 0) -> list[str]:
        return [word for word in self._whole.prefixes(text, start) if len(word) <= SHORT_WORD]


class Nlpo3:
    """Maximal matching in Rust. It reads dictionaries only from files and never forgets one it has read."""

    _numbers = count(1)

    def __init__(
        self,
        words: frozenset[str],
        load: Callable[[str, str], tuple[str, bool]],
        segment: Callable[[str, str], list[str]],
    ) -> None:
        self._words = words
        self._load = load
        self._segment = segment
        self._name = f"ita-tui-{next(self._numbers)}"  # a name once used cannot be given new words
        self._read(self._name, words)
        self._read(f"{self._name}-short", {word for word in words if len(word) <= SHORT_WORD})

    def words(self, run: str) -> list[str]:
        return self._segment(run, self._name)

    def short_words(self, run: str) -> list[str]:
        return self._segment(run, f"{self._name}-short")

    def knows(self, word: str) -> bool:
        return word in self._words

    def with_words(self, extra: Iterable[str]) -> "Nlpo3":
        return Nlpo3(self._words.union(extra), self._load, self._segment)

    def _read(self, name: str, words: Iterable[str]) -> None:
        # delete=False and a second step: Windows lets nobody read a temporary file that is still open.
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt", delete=False) as file:
            file.write("\n".join(words))
        path = Path(file.name)
        try:
            said, done = self._load(str(path), name)
        finally:
            path.unlink()
        if not done:
            raise OSError(said)


def _nlpo3(words: frozenset[str]) -> Segmenter | None:
    """Try nlpo3; nothing where it is not installed, or where it cannot read a dictionary on this machine."""
    try:
        nlpo3 = import_module("nlpo3")  # optional and without types
    except ImportError:
        return None
    try:
        return Nlpo3(words, nlpo3.load_dict, nlpo3.segment)
    except OSError:  # no temporary folder to write to: newmm needs none
        return None
