"""The order of names, as a Thai dictionary and a reader of numbered lists expect it."""

import re

from ita_tui.thai.numerals import arabic_digits

SortKey = tuple[tuple[tuple[int, int, str], ...], tuple[tuple[int, str], ...], str]

_NUMBERS = re.compile("([0-9๐-๙]+)")
_TONES_AND_SIGNS = re.compile("[\u0e47-\u0e4e]")
_LEADING_VOWEL = re.compile("([เ-ไ])([ก-ฮ])")


def sort_key(text: str) -> SortKey:
    """Order by the Royal Institute dictionary: by consonant before its leading vowel, tone marks last.

    Numbers in either numerals count by their value, so "ข้อ ๒" comes before "ข้อ ๑๐". Texts that differ only
    in tone marks are told apart by them, then by their code points: the order never depends on the input's.
    """
    swapped = _LEADING_VOWEL.sub(r"\2\1", text.strip())
    letters = _TONES_AND_SIGNS.sub("", swapped).casefold()
    primary = tuple(_part(part) for part in _NUMBERS.split(letters) if part)
    marks = tuple(
        (found.start() - order, found.group())
        for order, found in enumerate(_TONES_AND_SIGNS.finditer(swapped))
    )
    # A mark further right makes the smaller difference: words agree up to it.
    return primary, tuple((-place, mark) for place, mark in marks), text


def _part(part: str) -> tuple[int, int, str]:
    if not _NUMBERS.fullmatch(part):
        return 1, 0, part
    value = arabic_digits(part).lstrip("0")
    return 0, len(value), value  # as text: a longer number is a larger one, however long it is
