"""Which column a head names: by folded text and the synonyms of ``headings.toml``, then by near spelling."""

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import fuzz, process

NEAR = 86.0
"""The least likeness (rapidfuzz ratio, 0–100) at which a misspelt name is taken, always with a doubt."""

_LONGEST_HEAD = 90
_SHORTEST_NEAR = 5
_MARKS = frozenset(map(chr, (0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F))))


class Column(StrEnum):
    """What a column can be; the value is the key in ``headings.toml``, whose first name is :attr:`label`."""

    NUMBER = "number"
    TITLE = "title"
    GUIDELINE = "guideline"
    METHOD = "method"
    RESPONSIBLE = "responsible"
    PERIOD = "period"
    RESULT = "result"
    OUTCOME = "outcome"
    RECOMMENDATION = "recommendation"
    FOLLOW_UP = "follow_up"
    WEAK_ITEM = "weak_item"
    QUESTION = "question"
    SCORE = "score"
    ANALYSIS = "analysis"
    RANK = "rank"
    INDICATOR_NUMBER = "indicator_number"
    INDICATOR = "indicator"
    SCOPE = "scope"
    TO_DEVELOP = "to_develop"

    @property
    def label(self) -> str:
        return _names()[self][0]


@dataclass(frozen=True)
class Heading:
    """A head as written, the column it was taken for (None where unknown), and whether only nearly spelt so."""

    head: str
    column: Column | None
    near: bool = False


def fold(text: str) -> str:
    """A text for comparing: NFC, lower case, without spaces, punctuation and ฯ; vowels and tone marks stay."""
    letters = unicodedata.normalize("NFC", text).lower()
    # Thai vowel and tone marks are no letters to Python, but they tell words apart.
    return "".join(letter for letter in letters if (letter.isalnum() or letter in _MARKS) and letter != "ฯ")


def header_of(cells: Sequence[str]) -> tuple[Heading, ...] | None:
    """The headings of a header row, or None where the row is none.

    A header row has two known heads at least, they are 60 % of its filled cells, and no column comes twice.
    """
    headings = tuple(_heading(cell) for cell in cells)
    known = [heading.column for heading in headings if heading.column]
    filled = sum(1 for cell in cells if fold(cell))
    if len(known) < 2 or len(known) < 0.6 * filled or len(set(known)) < len(known):
        return None
    return headings


def indicator_number(name: str) -> tuple[int, bool] | None:
    """The number (1–10) of an indicator by its name, and whether it is only nearly spelt so."""
    names = _indicators()
    folded = fold(name)
    if folded in names:
        return names[folded], False
    near = process.extractOne(folded, names.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
    return (names[near[0]], True) if near else None


def indicator_name(number: int) -> str:
    return tuple(_data()["indicators"]["names"])[number - 1]


@lru_cache(2048)
def _heading(cell: str) -> Heading:
    folded = fold(cell)
    column = _synonyms().get(folded)
    if column or not _SHORTEST_NEAR <= len(folded) <= _LONGEST_HEAD:
        return Heading(cell, column)
    near = process.extractOne(folded, _long_synonyms(), scorer=fuzz.ratio, score_cutoff=NEAR)
    return Heading(cell, _synonyms()[near[0]], near=True) if near else Heading(cell, None)


@cache
def _data() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(files("ita_tui.intake").joinpath("headings.toml").read_text(encoding="utf-8"))


@cache
def _names() -> Mapping[Column, tuple[str, ...]]:
    return {Column(key): tuple(names) for key, names in _data()["columns"].items()}


@cache
def _synonyms() -> Mapping[str, Column]:
    return {fold(name): column for column, names in _names().items() for name in names}


@cache
def _long_synonyms() -> tuple[str, ...]:
    return tuple(name for name in _synonyms() if len(name) >= _SHORTEST_NEAR)


@cache
def _indicators() -> Mapping[str, int]:
    return {fold(name): number for number, name in enumerate(_data()["indicators"]["names"], 1)}
