"""Codes of questions and OIT items as they come out of a scan: ``1๑๐`` is i10, ``0๕`` o5, ``e๗`` e7."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from ita_tui.domain.rules import Catalogue
from ita_tui.intake.headings import fold
from ita_tui.thai.numerals import arabic_digits

_CODE = re.compile(r"\s*([iIlLeEoO]?)\s?([๐-๙0-9]{1,3})\s?[.)]*\s*")
_ALIKE = 75.0
_QUESTIONS = {"i": 30, "e": 30}
"""No year asks more questions than this of one kind."""


@dataclass(frozen=True)
class QuestionCode:
    """A code read (empty where it cannot be told), the text behind it, and whether the code is plain as written."""

    code: str
    text: str
    sure: bool


def read_question(cell: str, catalogue: Catalogue) -> QuestionCode:
    """Read the code before a question's or item's text.

    Where digits and letters look alike, the item's name in the year's catalogue decides, then the spelling:
    an Arabic 1 before Thai digits is the letter i, a zero before a digit the letter O.
    """
    match = _CODE.match(cell)
    if match is None:
        return QuestionCode("", cell.strip(), sure=False)
    letter, digits, text = (
        match.group(1).lower().replace("l", "i"),
        match.group(2),
        cell[match.end() :].strip(),
    )
    if letter:
        code = f"{letter}{int(arabic_digits(digits))}"
        return QuestionCode(code, text, sure=match.group(1).lower() != "l" and _exists(code, catalogue))
    item = _named_item(arabic_digits(digits), text, catalogue)
    if item:
        return QuestionCode(item, text, sure=digits[0] in "0๐")
    code = _by_spelling(digits)
    return QuestionCode(code if _exists(code, catalogue) else "", text, sure=False)


def _named_item(digits: str, text: str, catalogue: Catalogue) -> str | None:
    """The item whose number the digits end with and whose name the text begins like."""
    best: tuple[float, str] | None = None
    for item in catalogue.items:
        # The digit in front may be a misread O; the others are the number.
        if int(digits) != item.number and (len(digits) < 2 or int(digits[1:]) != item.number):
            continue
        likeness = fuzz.partial_ratio(fold(item.name), fold(text)) if text else 0.0
        if likeness >= _ALIKE and (best is None or likeness > best[0]):
            best = (likeness, item.code)
    return best[1] if best else None


def _by_spelling(digits: str) -> str:
    number = int(arabic_digits(digits))
    if digits[0] in "0๐" and len(digits) > 1:
        return f"o{number}"
    if digits[0] == "1" and any("๐" <= digit <= "๙" for digit in digits[1:]):
        return f"i{int(arabic_digits(digits[1:]))}"
    return f"i{number}"


def _exists(code: str, catalogue: Catalogue) -> bool:
    if code.startswith("o"):
        return catalogue.item(code) is not None
    return 1 <= int(code[1:]) <= _QUESTIONS[code[0]]
