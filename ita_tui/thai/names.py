"""The order of names, as a Thai dictionary and a reader of numbered lists expect it."""

import re

from ita_tui.thai.numerals import arabic_digits

SortKey = tuple[tuple[tuple[int, int, str], ...], tuple[tuple[int, int], ...], str]

_NUMBERS = re.compile("([0-9๐-๙]+)")
_TONES_AND_SIGNS = re.compile("[\u0e47-\u0e4e]")
_SIGN_ORDER = "\u0e4d\u0e4e\u0e4c\u0e47\u0e48\u0e49\u0e4a\u0e4b"
_LEADING_VOWEL = re.compile("([เ-ไ])([ก-ฮ])")
# Blanks and punctuation, ๆ and ฯ among them; not what parts the numbers of a numbered list.
_PASSED_OVER = re.compile(
    "(?<![0-9๐-๙]){0}+|{0}+(?![0-9๐-๙])".format("(?:[^\\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|[ๆฯ_])")
)


def sort_key(text: str) -> SortKey:
    """Order by the Royal Institute dictionary: by consonant before its leading vowel, tone marks last.

    Blanks and punctuation are passed over. Numbers in either numerals count by their value, so "ข้อ ๒" comes before
    "ข้อ ๑๐". Texts that differ only in tone marks are told apart by them, then by their code points: the order never
    depends on the input's.
    """
    swapped = _LEADING_VOWEL.sub(r"\2\1", _PASSED_OVER.sub("", text.replace("ๅ", "า")))
    letters = _TONES_AND_SIGNS.sub("", swapped).casefold()
    primary = tuple(_part(part) for part in _NUMBERS.split(letters) if part)
    marks = tuple(
        # A mark further right makes the smaller difference: words agree up to it.
        (order - found.start(), _SIGN_ORDER.index(found.group()))
        for order, found in enumerate(_TONES_AND_SIGNS.finditer(swapped))
    )
    return primary, marks, text


def _part(part: str) -> tuple[int, int, str]:
    if not _NUMBERS.fullmatch(part):
        return 1, 0, part
    value = arabic_digits(part).lstrip("0")
    return 0, len(value), value  # as text: a longer number is a larger one, however long it is
