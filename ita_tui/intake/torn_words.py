"""Blanks that a printer, scanner or copyist left inside words and bound phrases: found, for a proposal to take them out.

In Thai a blank stands between phrases, around numbers, Latin letters and names, and between the items of a list.
One behind การ or ใน, or between หน่วย and งาน, was the end of a printed line.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import lru_cache

from ita_tui.intake.bound_words import (
    BEGINNING,
    ENDING,
    GIVEN,
    JOINING,
    LEADING,
    MISREAD,
    NAMES,
    PAIRS,
    TITLES,
)
from ita_tui.thai.words import dictionary_generation, dictionary_ready, is_word, load_dictionary, segment

_LETTER = "\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e"
_BLANK = re.compile(f"(?<=[{_LETTER}])[ \u00a0](?=[{_LETTER}])")
_RUN = re.compile(f"[{_LETTER}]+")
_NO_LETTER = re.compile(f"[^{_LETTER}]")
_SEVERAL = re.compile("ต่าง[ \u00a0]?ๆ")
_CODE = re.compile("[ก-ฮ]{3,}")
"""Consonants alone: อบต, สตง. There are words like that, but they are few."""

_BEFORE_A_NUMBER = re.compile(
    "(?:ปี|ปีงบประมาณ|เดือน|ไตรมาส|รอบ|งวด|ระยะ|หมู่|ข้อ|ครั้ง|ฉบับ|ชั้น|บท|ตอน|ส่วน|ลำดับ|รายการ|กลุ่ม|เล่ม|แผ่น|หน้า|มาตรา|ระดับ)(?:ที่)?"
    "[ \u00a0]?[(0-9๐-๙]"
)
"""A word that begins what a number ends: ปี ๒๕๗๐, หมู่ ๔, ครั้งที่ ๒. A blank stands before it."""

_AROUND = 120
"""Letters to each side of a blank that are looked at."""

_WORDS_AROUND = 3
"""Words to each side of a blank of which one word over the blank may be made."""

_NEVER_FIRST = frozenset(
    "\u0e30\u0e31\u0e32\u0e33\u0e45" + "".join(map(chr, (*range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F))))
)
_NEVER_LAST = frozenset("เแโใไ")
_LONGEST_ABBREVIATION = 5


def torn_places(text: str) -> tuple[int, ...]:
    """Offsets of the blanks that tear a word or a bound phrase apart, counting up.

    Only single blanks between two Thai letters of one line are looked at. The dictionary is loaded where it is not
    yet (0.4 s); where there is none, what can be told without it is found. Found is rather too little than too much.
    """
    with suppress(ImportError):  # a broken installation: what needs no dictionary is found all the same
        load_dictionary()
    places: set[int] = set()
    kept = list(range(len(text)))
    while found := set(_torn(text)):
        # A mended word may show that the next blank tears it too.
        places.update(kept[at] for at in found)
        kept = [place for at, place in enumerate(kept) if at not in found]
        text = _without(text, found)
    return tuple(sorted(places))


def mended(text: str) -> str:
    """The text without the blanks at :func:`torn_places`; nothing else is changed."""
    return _without(text, frozenset(torn_places(text)))


def _without(text: str, places: AbstractSet[int]) -> str:
    return "".join(letter for at, letter in enumerate(text) if at not in places) if places else text


def _torn(text: str) -> Iterator[int]:
    last = -_AROUND
    for blank in _BLANK.finditer(text):
        at = blank.start()
        if at == last + 2:
            continue  # a letter alone, just joined to the word before: seen with it the next time
        before = _run_before(text, at)
        run = _RUN.match(text, at + 1, at + 1 + _AROUND)
        assert run is not None  # a letter follows every such blank
        after = run.group()
        if _BEFORE_A_NUMBER.match(text, run.start()):
            continue
        behind = text[run.end() : run.end() + 3]
        if behind.startswith(".") and len(after) <= _LONGEST_ABBREVIATION:
            continue
        in_list = bool(_BLANK.match(text, run.end()) and _BLANK.match(text, at - len(before) - 1))
        if _SEVERAL.match(text, at + 1) or _tears(before, after, dictionary_generation(), in_list=in_list):
            last = at
            yield at


def _run_before(text: str, at: int) -> str:
    start = at - 1
    while start > max(0, at - _AROUND) and not _NO_LETTER.match(text[start - 1]):
        start -= 1
    return text[start:at]


@lru_cache(4096)
def _tears(before: str, after: str, _generation: int, *, in_list: bool) -> bool:
    """Whether the blank between two runs of letters is a tear.

    ``in_list`` where there are more blanks and letters on their other sides, as between the items of a list.
    """
    if len(before + after) > 2 and (after[0] in _NEVER_FIRST or before[-1] in _NEVER_LAST):
        return True
    if any(before.endswith(end) and after.startswith(start) for end, start in PAIRS):
        return True
    if not dictionary_ready():
        return before in LEADING
    left, right = _words_before(before), segment(after)
    over = _one_word_over(left[-_WORDS_AROUND:], right[:_WORDS_AROUND])
    if over:
        # Two words that stand alone between blanks are rather two items of a list: กฎ ระเบียบ
        return not TITLES.intersection(left) and not (in_list and over == (before, after))
    return _is_bound(left, right[0]) and not _may_be_name(after)


def _words_before(run: str) -> list[str]:
    words = segment(run)
    return [*words[:-1], *MISREAD.get(words[-1], words[-1:])]


def _is_bound(left: Sequence[str], first: str) -> bool:
    """Whether the last word of ``left`` needs another one behind it, which ``first`` can be."""
    if not is_word(first) or first in BEGINNING or _CODE.fullmatch(first):
        return False
    last, before = left[-1], left[-2] if len(left) > 1 else ""
    if last in LEADING:
        return before not in LEADING[last] and not _is_compound(before, last)
    if last in JOINING:
        return bool(before)
    return last == "ให้" and first in GIVEN


def _is_compound(word: str, last: str) -> bool:
    return bool(word) and word + last not in MISREAD and is_word(word + last)


def _may_be_name(after: str) -> bool:
    return after.startswith(NAMES) and not after.startswith("นายก")


def _one_word_over(left: Sequence[str], right: Sequence[str]) -> tuple[str, str] | None:
    """The two parts of a word of the dictionary that reaches over the blank, if it reads better than the parts."""
    joined, border = "".join([*left, *right]), sum(map(len, left))
    start = end = 0
    words = segment(joined)
    for word in words:
        start, end = end, end + len(word)
        if end > border:
            break
    head, tail = joined[start:border], joined[border:end]
    if not head or not tail or not is_word(head + tail):
        return None
    if min(len(head), len(tail)) == 1:
        reads_better = False  # a letter alone is rather an abbreviation or a number of a list
    elif start in _borders(left, 0) and end in _borders(right, border):
        reads_better = head not in ENDING and tail not in BEGINNING
    else:
        reads_better = len(words) < len(left) + len(right)
    return (head, tail) if reads_better or _is_unknown(left, right, head, tail) else None


def _is_unknown(left: Sequence[str], right: Sequence[str], head: str, tail: str) -> bool:
    """Whether a word that touches the blank, or reaches into the word over it, is in no dictionary."""
    return not all(map(is_word, (*_touching(reversed(left), len(head)), *_touching(right, len(tail)))))


def _touching(words: Iterable[str], reach: int) -> Iterator[str]:
    for word in words:
        if reach <= 0:
            return
        yield word
        reach -= len(word)


def _borders(words: Sequence[str], start: int) -> set[int]:
    borders = {start}
    for word in words:
        start += len(word)
        borders.add(start)
    return borders
