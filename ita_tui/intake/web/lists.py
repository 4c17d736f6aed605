"""What stands before the items of a web page's lists: the number or mark that a reader of the page sees."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from ita_tui.thai.numerals import thai_digits

_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_LATIN = {"lower-latin": "lower-alpha", "upper-latin": "upper-alpha"}
_BULLETS = frozenset({"disc", "circle", "square", "disclosure-open", "disclosure-closed"})
_STYLE = re.compile(r"(?:^|;)\s*list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_WHOLE_NUMBER = re.compile(r"\s*([+-]?[0-9]{1,9})(?![0-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ROMAN_ENDS = 3999

# Google Docs numbers its lists by style sheet: .lst-kix_x-0>li:before{content:"" counter(lst-ctn-kix_x-0,decimal) ". "}
_NUMBERED_BY_SHEET = re.compile(
    r"\.(lst-[\w-]{1,80})\s*>\s*li:before\s*\{\s*content:\s*((?:\"[^\"{}]*\"|counter\([^(){}]*\)|\s){1,30})"
)
_PIECE = re.compile(r"\"([^\"]*)\"|counter\(\s*([\w-]+)\s*(?:,\s*([\w-]+)\s*)?\)")
_COUNTER_OF_CLASS = "lst-ctn-"


@dataclass
class _List:
    """An open list: the number of its next item, how it counts, and the class by which a style sheet marks it."""

    number: int
    step: int
    style: str
    sheet_class: str = ""


class Lists:
    """The lists that are open at a place of the page, the innermost last.

    ``lengths`` are the numbers of items of the page's reversed lists, in order: such a list begins with its own.
    """

    def __init__(self, lengths: Iterator[int]) -> None:
        self._lengths = lengths
        self._open: list[_List] = []
        self._sheet: dict[str, str] = {}
        self._counters: dict[str, int] = {}

    def learn(self, style_sheet: str) -> None:
        """Take in the rules of a style sheet that say what stands before items."""
        for rule in _NUMBERED_BY_SHEET.finditer(style_sheet):
            self._sheet[rule.group(1)] = rule.group(2)

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        backwards = tag == "ol" and "reversed" in attributes
        length = next(self._lengths, 1) if backwards else 1
        start = _whole_number(attributes.get("start"))
        sheet_class = next((name for name in attributes.get("class", "").split() if name in self._sheet), "")
        usual = "decimal" if tag == "ol" else "disc"
        self._open.append(
            _List(
                length if start is None else start,
                -1 if backwards else 1,
                _style(attributes) or usual,
                sheet_class,
            )
        )

    def end(self) -> None:
        if self._open:
            self._open.pop()

    def next_mark(self, attributes: Mapping[str, str]) -> str:
        """What stands before the item that begins, with a blank after it; nothing where a reader sees nothing."""
        if not self._open:
            return "- "
        of = self._open[-1]
        value = _whole_number(attributes.get("value"))
        number = of.number if value is None else value
        of.number = number + of.step
        if of.sheet_class:
            return self._by_sheet(of.sheet_class, number)
        return _mark(number, _style(attributes) or of.style)

    def _by_sheet(self, sheet_class: str, number: int) -> str:
        self._counters[_COUNTER_OF_CLASS + sheet_class.removeprefix("lst-")] = number
        words = ""
        counted = False
        for piece in _PIECE.finditer(self._sheet[sheet_class]):
            if piece.group(2):
                counted = True
                words += _numeral(self._counters.get(piece.group(2), 1), piece.group(3) or "decimal")
            else:
                words += piece.group(1)
        if counted:
            return words.strip() + " "
        return "- " if words.strip() else ""


class ItemCounts:
    """Counts the items of each reversed list, for the parser to tell its elements to."""

    def __init__(self) -> None:
        self.counts: list[int] = []
        self._open: list[int | None] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in {"ol", "ul"}:
            self._open.append(len(self.counts) if tag == "ol" and "reversed" in attributes else None)
            if self._open[-1] is not None:
                self.counts.append(0)
        elif tag == "li" and self._open and self._open[-1] is not None:
            self.counts[self._open[-1]] += 1

    def end(self, tag: str) -> None:
        if tag in {"ol", "ul"} and self._open:
            self._open.pop()

    def close(self) -> Sequence[int]:
        return self.counts


def _style(attributes: Mapping[str, str]) -> str:
    said = _STYLE.search(attributes.get("style", ""))
    if said:
        return said.group(1).lower()
    kind = attributes.get("type", "")
    return _TYPES.get(kind, kind.lower() if kind.lower() in _BULLETS else "")


def _mark(number: int, style: str) -> str:
    if style == "none":
        return ""
    return "- " if style in _BULLETS else f"{_numeral(number, style)}. "


def _numeral(number: int, style: str) -> str:
    """A number as a list writes it. Letters and Roman numerals that do not reach so far become digits."""
    style = _LATIN.get(style, style)
    if style == "thai":
        return thai_digits(number)
    if style in {"lower-alpha", "upper-alpha"} and number > 0:
        letters = "".join(_letters(number))[::-1]
        return letters.upper() if style == "upper-alpha" else letters
    if style in {"lower-roman", "upper-roman"} and 0 < number <= _ROMAN_ENDS:
        roman = "".join(_roman(number))
        return roman.upper() if style == "upper-roman" else roman
    return str(number)


def _letters(number: int) -> Iterator[str]:
    """The letters of a, …, z, aa, ab, … from the last to the first."""
    while number:
        number, letter = divmod(number - 1, 26)
        yield chr(ord("a") + letter)


def _roman(number: int) -> Iterator[str]:
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        yield from islice((letters,) * 4, times)


def _whole_number(text: str | None) -> int | None:
    found = _WHOLE_NUMBER.match(text or "")
    return int(found.group(1)) if found else None
