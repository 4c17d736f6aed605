"""Numbers that people put before measures and steps: ๑. ๒. ๓. — and the places where they go wrong."""

import re
from dataclasses import dataclass

from ita_tui.thai.numerals import arabic_digits

# 1๑ is eleven: a misread digit is still a digit.
_DIGITS = r"[๐-๙0-9]{1,3}"
_ORDINAL = re.compile(
    rf"\s*(?:มาตรการที่\s*|ข้อที่\s*|ข้อ\s*)?({_DIGITS})\s?(?:[.)]+(?![๐-๙0-9])|(?=\s|$))[\s:–-]*"
)
_MARK = re.compile(r"\s*(?:[๐-๙0-9]{1,2}\s?[.)](?![๐-๙0-9])|[-–•*]\s?\S)")
# A number inside a cell: after a blank or a bracket, with a dot or a bracket, and no further digit (๙.๔ is none).
_ITEM = re.compile(r"(?:(?<=^)|(?<=[\s)ฯ]))([๐-๙0-9]{1,2})\s?[.)]+\s*(?![๐-๙0-9])", re.MULTILINE)


@dataclass(frozen=True)
class Numbered:
    """The numbered items of a cell, in order, and where the numbers restart at 1 or leave some out.

    ``clear`` where they count up from 1 without a slip, and there are two at least.
    """

    items: tuple[str, ...] = ()
    restarts: bool = False
    skips: bool = False

    @property
    def clear(self) -> bool:
        return len(self.items) >= 2 and not self.restarts and not self.skips


def ordinal(text: str) -> int | None:
    """The number that a title or a number cell begins with, or None."""
    match = _ORDINAL.match(text)
    number = int(arabic_digits(match.group(1))) if match else 0
    return number or None


def without_ordinal(text: str) -> str:
    """A title without the ordinal it begins with."""
    match = _ORDINAL.match(text)
    return text[match.end() :] if match else text


def has_pointed_ordinal(text: str) -> bool:
    """Whether a dot or a bracket marks the ordinal: ``๗ วันทำการ`` may be a title of its own."""
    match = _ORDINAL.match(text)
    return match is not None and re.search(r"[.)]|ที่", match.group()) is not None


def item_mark(text: str) -> bool:
    """Whether a text begins an item: with a number and a dot, or with a hyphen or bullet."""
    return bool(_MARK.match(text))


def read_numbered(text: str) -> Numbered:
    """Split a cell at numbers that count up from 1, so that พ.ศ. ๒๕๖๗ and ๙.๔ stay whole.

    What stands before the first number is no item. Where the numbers restart or skip, the items are those of
    the numbers as they stand, and the caller decides what to believe.
    """
    marks = [(match, int(arabic_digits(match.group(1)))) for match in _ITEM.finditer(text)]
    starts: list[re.Match[str]] = []
    restarts = skips = False
    last = 0
    for match, number in marks:
        if number == 1 and last >= 2:
            restarts = True
        elif number != last + 1:
            # A lone far number is a figure of the sentence; one or two numbers missing is a slip.
            skips = skips or last + 1 < number <= last + 3
            continue
        starts.append(match)
        last = number
    ends = [match.start() for match in starts[1:]] + [len(text)]
    items = tuple(text[match.end() : end].strip() for match, end in zip(starts, ends, strict=False))
    return Numbered(items, restarts, skips)


def restart_at(text: str) -> int | None:
    """Where the numbers of a cell begin anew at 1 after they had counted up; None where they do not."""
    last = 0
    for match in _ITEM.finditer(text):
        number = int(arabic_digits(match.group(1)))
        if number == 1 and last >= 2:
            return match.start()
        if number == last + 1:
            last = number
    return None
