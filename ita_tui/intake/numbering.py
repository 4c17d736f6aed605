"""Numbers that people put before measures and steps: ๑. ๒. ๓. — and the places where they go wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ita_tui.thai.numerals import arabic_digits

# 1๑ is eleven: a misread digit is still a digit.
_DIGITS = r"[๐-๙0-9]{1,3}"
_ORDINAL = re.compile(
    rf"\s*(?:(?:มาตรการ|กิจกรรม|โครงการ|ข้อ)ที่\s*|ข้อ\s*)?(?P<open>\()?({_DIGITS})\s?"
    r"(?(open)\)|(?:[.)]+(?![๐-๙0-9])|(?=\s|$)))[\s:–-]*"
)
_OUTLINE = re.compile(r"\s*(?:ข้อ\s*)?([๐-๙0-9]{1,2})\.([๐-๙0-9]{1,2})(?:[.)]+|(?=\s|$|[ก-๎]))[\s:–-]*")
_MARK = re.compile(r"\s*(?:\(?[๐-๙0-9]{1,2}\s?[.)](?![๐-๙0-9])|[-–•*]\s?\S)")
# A number inside a cell: after a blank or a bracket, with a dot or a bracket, and no further digit (๙.๔ is none).
_ITEM = re.compile(r"(?:(?<=^)|(?<=[\s)ฯ]))([๐-๙0-9]{1,2})\s?[.)]+\s*(?![๐-๙0-9])", re.MULTILINE)
# Numbers of other forms count only in a cell that begins with one: (๑) may be a clause of a law, ๑.๑ a score.
_BRACKETED_ITEM = re.compile(r"(?:(?<=^)|(?<=\s))\(([๐-๙0-9]{1,2})\)\s*", re.MULTILINE)
_OUTLINED_ITEM = re.compile(r"^\s*[๐-๙0-9]{1,2}\.([๐-๙0-9]{1,2})[.)]?(?=\s|[ก-๎])\s*", re.MULTILINE)


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
    number = int(arabic_digits(match.group(2))) if match else 0
    return number or None


def outline(text: str) -> tuple[int, int] | None:
    """The two numbers that a title or a number cell of an outline begins with (``๑.๒``), or None."""
    match = _OUTLINE.match(text)
    if match is None:
        return None
    part, place = (int(arabic_digits(match.group(group))) for group in (1, 2))
    return (part, place) if part and place else None


def without_outline(text: str) -> str:
    """A title without the two numbers that it begins with."""
    match = _OUTLINE.match(text) if outline(text) else None
    return text[match.end() :] if match else text


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
    marks = [(match, int(arabic_digits(match.group(1)))) for match in _items_in(text)]
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


def _items_in(text: str) -> Iterator[re.Match[str]]:
    """The numbers before items, in the form of the first one."""
    if re.match(r"\s*\([๐-๙0-9]", text):
        return _BRACKETED_ITEM.finditer(text)
    parts = {numbers[0] for line in text.split("\n") if (numbers := outline(line))}
    if _OUTLINED_ITEM.match(text) and len(parts) == 1:
        return _OUTLINED_ITEM.finditer(text)
    return _ITEM.finditer(text)


def restart_at(text: str) -> int | None:
    """Where the numbers of a cell begin anew at 1 after they had counted up; None where they do not."""
    last = 0
    for match in _items_in(text):
        number = int(arabic_digits(match.group(1)))
        if number == 1 and last >= 2:
            return match.start()
        if number == last + 1:
            last = number
    return None


def counts_on(above: str, below: str) -> bool:
    """Whether a text goes on with the items of the one above: the number that comes next, or another hyphen."""
    number = ordinal(below)
    if number is None or not has_pointed_ordinal(below):
        return item_mark(below) and any(
            item_mark(line) and ordinal(line) is None for line in above.split("\n")
        )
    numbers = [int(arabic_digits(match.group(1))) for match in _ITEM.finditer(above)]
    return bool(numbers) and number == numbers[-1] + 1
