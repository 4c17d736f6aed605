"""Undoes the line breaks of a printer: what one sentence was before it was broken to fit its column."""

import re
from collections.abc import Iterable

from ita_tui.intake.numbering import item_mark
from ita_tui.thai.dates import MONTHS, MONTHS_SHORT

# Thai letters, vowels and marks, without digits and signs.
_THAI_END = re.compile("[\u0e01-\u0e4e]$")
_THAI_START = re.compile("[\u0e01-\u0e4e]")
# A link that reaches the end of its line, and what can be the rest of it.
_OPEN_LINK = re.compile(r"(?:https?://|www\.)[!-~]*$", re.IGNORECASE)
_REST_OF_LINK = re.compile(r"(?!https?:|www\.)[A-Za-z0-9/?&=._%#~+:@-]", re.IGNORECASE)
# E-|Service, 2567-|2568, -|กองคลัง, ผลลัพธ์/|ผลสำเร็จ, (|ต่อ
_NO_BLANK_BEHIND = re.compile(r"(?:(?:^|[\sA-Za-z0-9๐-๙])-|[/(“‘])$")
_NO_BLANK_BEFORE = re.compile(r"[/)”’]|[.,](?!\S)")
_TIME = "|".join(re.escape(month.rstrip(".")) for month in (*MONTHS, *MONTHS_SHORT))
# A hyphen between the two ends of a period begins no item: ๑ ต.ค. ๖๖|- ๓๐ ก.ย. ๖๗
_FIRST_END = re.compile(rf"(?:[๐-๙0-9]|(?:{_TIME})\.?)$")
_SECOND_END = re.compile(rf"[-–—]\s*(?:[๐-๙0-9]|{_TIME})")


def joined_lines(lines: Iterable[str]) -> str:
    """The text of a printed paragraph or cell; its items (๑. 1) - •) begin lines of their own.

    A blank at the end of a line says that one stood there. Without it Thai goes on in Thai, and a link in itself,
    as though there were no break; before and behind numbers and Latin letters stands a blank.
    """
    text = ""
    blank = False
    for line in lines:
        words = line.strip()
        if words:
            text += _between(text, words, blank=blank) + words if text else words
            blank = line[-1:].isspace()
    return text


def _between(above: str, below: str, *, blank: bool) -> str:
    if item_mark(below) and not (_FIRST_END.search(above) and _SECOND_END.match(below)):
        return "\n"
    return " " if blank or not _joins(above.rsplit("\n", 1)[-1], below) else ""


def _joins(above: str, below: str) -> bool:
    """Whether two lines meet without a blank where none is printed."""
    if _THAI_END.search(above):
        return bool(_THAI_START.match(below) or _NO_BLANK_BEFORE.match(below))
    if _OPEN_LINK.search(above):
        return bool(_REST_OF_LINK.match(below))
    return bool(_NO_BLANK_BEHIND.search(above) or _NO_BLANK_BEFORE.match(below))
