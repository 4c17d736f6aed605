"""Search that finds what a person means: however it was typed, without tone marks, on the wrong layout, misspelt.

Texts and queries are folded into the same letters: Arabic digits, no case, no blanks (a scan puts them inside
words), one form of SARA AM, of a tone mark before its vowel and of "เเ" for "แ".

* The blanks of a query part words; each must be found, in any order, or the query as a whole. A number stays with
  the word that it counts ("ข้อ 12", "ปี 2569"). Where a lone letter stands between blanks, as a scan leaves it,
  all blanks are taken for nothing.
* A tone mark that stands on one side alone makes a lesser match; two different ones make none.
* Only where nothing in a list is found so, the keys are read as on the other layout, and after that what lies
  nearest: one edit in a word of ``ONE_EDIT`` letters, and where that finds nothing two in one of ``TWO_EDITS``
  (tone marks not counted; an edit is a letter more, less, other, or two changed places), never one of a digit.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache

from ita_tui.thai.clusters import clusters, snap_left, snap_right
from ita_tui.thai.dates import MONTHS, MONTHS_SHORT
from ita_tui.thai.folding import TONE, TONES, Span, folded, traced, without_tones
from ita_tui.thai.keyboard import on_other_layout
from ita_tui.thai.misspelling import misspelt

ONE_EDIT, TWO_EDITS = 6, 10
"""Letters from which on a word of a query may be misspelt. In shorter ones an edit makes another word."""

_COUNTERS = (
    "ข้อ", "ข้อที่", "ที่", "มาตรการ", "มาตรการที่", "ประเด็น", "ประเด็นที่", "ลำดับ", "ลำดับที่", "ปี", "ปีที่", "พ.ศ.", "ไตรมาส",
    "ไตรมาสที่", "ครั้งที่", "วันที่", "หมู่", "หมู่ที่", "ฉบับที่", "มาตรา", "ส่วนที่", "รอบ", "o", "i", "e", *MONTHS, *MONTHS_SHORT,
)  # fmt: skip
_DIGIT = re.compile("[0-9]")
_ALONE = frozenset("ณธฯๆ")


class Closeness(IntEnum):
    """How a thing was found, the best first."""

    EXACT = 0
    BUT_FOR_TONES = 1
    OTHER_LAYOUT = 2
    NEAR = 3


@dataclass(frozen=True)
class Searched:
    """The texts of one thing, folded once, with and without tone marks; no word reaches from one into the next."""

    toned: str
    bare: str

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Searched":
        toned = "\n".join(map(folded, texts))
        return cls(toned, without_tones(toned))


@dataclass(frozen=True)
class Reading:
    """A query as it is read: its words, and all of it as one (``whole``)."""

    text: str
    whole: "Word"
    words: tuple["Word", ...]

    @classmethod
    def of(cls, text: str) -> "Reading":
        parts = _parted(text)
        return cls(text, Word(folded(text)), tuple(Word(folded(part)) for part in parts))

    def closeness(self, searched: Searched) -> Closeness | None:
        """How a thing is found by it: the worst of its words counts."""
        whole = self.whole.closeness(searched)
        if whole is Closeness.EXACT or len(self.words) < 2:
            return whole
        worst = Closeness.EXACT
        for word in self.words:
            found = word.closeness(searched)
            if found is None:
                return whole
            worst = max(worst, found)
        return worst if whole is None else min(whole, worst)

    def nearly(self, searched: Searched, most: int) -> bool:
        """Whether all its words are found with at most some edits each."""
        return all(word.nearly(searched, most) for word in self.words)


@dataclass(frozen=True)
class Word:
    """A folded word of a query."""

    toned: str

    @cached_property
    def bare(self) -> str:
        return without_tones(self.toned)

    @cached_property
    def most_edits(self) -> int:
        return (len(self.bare) >= ONE_EDIT) + (len(self.bare) >= TWO_EDITS)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Where it stands in a folded text, but for tone marks that stand on one side alone."""
        parts = []
        for found in re.finditer(f"([^{TONES}])([{TONES}]*)|[{TONES}]+", self.toned):
            letter, tones = found.groups()
            if letter is None:  # a mark with no letter under it
                parts.append(found.group())
            else:
                parts.append(re.escape(letter) + (f"(?:{tones})?(?![{TONES}])" if tones else f"[{TONES}]*"))
        return re.compile("".join(parts))

    def closeness(self, searched: Searched) -> Closeness | None:
        if self.toned in searched.toned:
            return Closeness.EXACT
        if self.bare not in searched.bare:
            return None
        if self.bare == self.toned or self.pattern.search(searched.toned):
            return Closeness.BUT_FOR_TONES
        return None

    def nearly(self, searched: Searched, most: int) -> bool:
        return self.closeness(searched) is not None or any(True for _ in self.near(searched.bare, most))

    def near(self, bare: str, most: int) -> Iterator[tuple[int, int, int]]:
        """Where it stands misspelt in a text without tone marks: start, end, and how many edits."""
        most = min(most, self.most_edits)
        if most:
            yield from misspelt(self.bare, bare, most)


@dataclass(frozen=True)
class Marks:
    """What of a text is to be marked as found by a reading, misspelt with at most ``edits`` edits a word."""

    reading: Reading
    edits: int = 0

    @property
    def words(self) -> tuple["Marks", ...]:
        """What is to be marked of each word alone."""
        return tuple(Marks(Reading(word.toned, word, ()), self.edits) for word in self.reading.words)

    def spans(self, text: str) -> tuple[Span, ...]:
        """The parts of a text that were found, in order, apart from each other, each of whole clusters."""
        return _spans(self, text) if self.reading.whole.toned else ()


NOTHING_MARKED = Marks(Reading("", Word(""), ()))


@dataclass(frozen=True)
class Finding:
    """What a search found in a list: how each thing was found (None where it was not), and what to mark."""

    closeness: tuple[Closeness | None, ...]
    marks: Marks
    read_as: str = ""
    """The query as on the other layout, where it was found so."""

    @property
    def words(self) -> str:
        """What is to be said of how it was found; empty where it was found as typed."""
        if Closeness.NEAR in self.closeness:
            return "ไม่พบตรงตัว แสดงที่ใกล้เคียง"
        return f"ไม่พบตามแป้นที่พิมพ์ แสดงที่พบด้วย «{self.read_as}»" if self.read_as else ""


def find(text: str, things: Sequence[Searched]) -> Finding:
    """Search a list. A text without a letter finds everything and marks nothing."""
    typed = Reading.of(text)
    if not typed.whole.toned:
        return Finding((Closeness.EXACT,) * len(things), NOTHING_MARKED)
    found = tuple(typed.closeness(thing) for thing in things)
    if any(one is not None for one in found):
        return Finding(found, Marks(typed))
    other = on_other_layout(text)
    if len(typed.whole.toned) > 1 and any(map(str.isalnum, text)):  # a lone key, or signs alone, were meant
        reading = Reading.of(other)
        hits = [reading.closeness(thing) is not None for thing in things]
        if any(hits):
            return Finding(_at(hits, Closeness.OTHER_LAYOUT), Marks(reading), " ".join(other.split()))
    return _nearest(typed, things)


def _nearest(reading: Reading, things: Sequence[Searched]) -> Finding:
    for most in range(1, 1 + max(word.most_edits for word in reading.words)):
        hits = [reading.nearly(thing, most) for thing in things]
        if any(hits):
            return Finding(_at(hits, Closeness.NEAR), Marks(reading, most))
    return Finding((None,) * len(things), NOTHING_MARKED)


def _at(hits: Sequence[bool], closeness: Closeness) -> tuple[Closeness | None, ...]:
    return tuple(closeness if hit else None for hit in hits)


# --- the words of a query ---------------------------------------------------------------------------------------


def _parted(text: str) -> tuple[str, ...]:
    """The words of a query, a number with the word that it counts; none lost where its blanks mean nothing."""
    parts = [part for part in text.split() if folded(part)]
    if any(_torn(part) for part in parts[:-1]):  # the last one may still be in the typing
        return (text,)
    words: list[str] = []
    for part in parts:
        if words and folded(words[-1]) in _counters() and _DIGIT.match(folded(part)):
            words[-1] += part
        else:
            words.append(part)
    return tuple(words)


@lru_cache(1)
def _counters() -> frozenset[str]:
    return frozenset(map(folded, _COUNTERS))


def _torn(part: str) -> bool:
    """Whether a part is a lone Thai letter, which no word is but ณ and ธ."""
    return "\u0e01" <= part[0] <= "\u0e4e" and part not in _ALONE and len(clusters(part)) == 1


# --- where a query stands in a text ------------------------------------------------------------------------------


@lru_cache(8192)
def _spans(marks: Marks, text: str) -> tuple[Span, ...]:
    letters, origins = traced(text)
    found = [(origins[start][0], origins[end - 1][1]) for start, end in _found(marks, letters) if start < end]
    grown = sorted((snap_left(text, start), snap_right(text, end)) for start, end in found)
    apart: list[Span] = []
    for start, end in grown:
        if apart and start <= apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((start, end))
    return tuple(apart)


def _found(marks: Marks, letters: str) -> Iterator[Span]:
    """Where the words stand in a folded text; misspelt ones only where they do not stand there as they are."""
    for word in {marks.reading.whole, *marks.reading.words}:
        spans = [found.span() for found in word.pattern.finditer(letters)]
        yield from spans
        if marks.edits and not spans:
            yield from _near_spans(word, letters, marks.edits)


def _near_spans(word: Word, letters: str, most: int) -> Iterator[Span]:
    """The places with the fewest edits."""
    places = [at for at, letter in enumerate(letters) if not TONE.match(letter)]
    near = list(word.near("".join(letters[at] for at in places), most))
    fewest = min((edits for _, _, edits in near), default=0)
    for start, end, edits in near:
        if edits == fewest:
            yield places[start], places[end - 1] + 1
