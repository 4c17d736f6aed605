"""Remnants of HTML and Markdown in a text: tags become lines and numbers, entities letters, the rest goes."""

import re
from html import unescape

from ita_tui.thai.typed import clean_input

_NAMES = "p|ol|ul|li|br|b|i|u|strong|em|span|div|sup|sub|font"
_ATTRIBUTE = r"""(?:\s+[A-Za-z][A-Za-z0-9:-]*(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))?)"""
# Attributes are Latin and quoted: "<b หรือ>" is a sentence about b, not a tag, and keeps its words.
_TAG = re.compile(rf"<(/?)({_NAMES})(?:{_ATTRIBUTE}{{0,12}})\s*/?>", re.IGNORECASE)
_UNFINISHED = re.compile(rf"""</?(?:{_NAMES})(?:\s[A-Za-z0-9:;="' -]*)?""", re.IGNORECASE)
_LONGEST_TAG = 200
_BLOCK_TAG = re.compile(r"<(/?)(?:p|ol|ul|li|b|strong|div)\b[^<>]*>", re.IGNORECASE)
# Only entities that end with a semicolon: "&copy=2" inside a link is not a copyright sign.
_ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot|apos|ndash|mdash|bull|hellip|#\d{1,6}|#x[0-9A-Fa-f]{1,5});")
_MARKED = re.compile(r"\s*(?:[๐-๙0-9]{1,2}\s?[.)]|[-–•*])")
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]+)\*\*")
_SPACES = re.compile(r"[^\S\n]+")


def plain_text(text: str) -> str:
    """A cell without its tags: paragraphs and list items on lines of their own, runs of spaces made one.

    Items of an ``ol`` get Arabic numbers and those of a ``ul`` a hyphen, unless they carry a mark already.
    Known tags alone are removed: ``<https://…>`` and ``คะแนน < 80`` stay. No word is added or lost.
    """
    words = _ENTITY.sub(lambda entity: unescape(entity.group()), _without_tags(text[: _end_of_words(text)]))
    return clean_lines(_BOLD.sub(r"\1", clean_input(words)))


def cell_text(text: str) -> str:
    """A cell of a spreadsheet: markup where it has tags, else what somebody typed, ``&amp;`` and all."""
    return plain_text(text) if _TAG.search(text) else clean_lines(_BOLD.sub(r"\1", clean_input(text)))


def clean_lines(text: str) -> str:
    """A text in stored form, with runs of spaces made one and without empty lines."""
    lines = (_SPACES.sub(" ", line).strip() for line in clean_input(text).split("\n"))
    return "\n".join(line for line in lines if line)


def has_open_tag(text: str) -> bool:
    """Whether a tag was opened and not closed, or not even finished, so that the cell may go on below."""
    if _end_of_words(text) < len(text):
        return True
    opened = closed = 0
    for tag in _BLOCK_TAG.finditer(text):
        opened += not tag.group(1)
        closed += bool(tag.group(1))
    return opened > closed


def _end_of_words(text: str) -> int:
    """Where a tag begins that the text ends in the middle of, else the text's length."""
    start = text.rfind("<", -_LONGEST_TAG)
    return start if start >= 0 and _UNFINISHED.fullmatch(text, start) else len(text)


def _without_tags(text: str) -> str:
    parts: list[str] = []
    lists: list[list[int]] = []
    end = 0
    for tag in _TAG.finditer(text):
        parts.append(text[end : tag.start()])
        end = tag.end()
        parts.append(_instead(tag.group(2).lower(), text[end : end + 40], lists, closes=bool(tag.group(1))))
    parts.append(text[end:])
    return "".join(parts)


def _instead(name: str, following: str, lists: list[list[int]], *, closes: bool) -> str:
    """What stands where a tag stood; ``lists`` holds the open lists' counters, -1 for one without numbers."""
    if name in {"ol", "ul"}:
        if not closes:
            lists.append([0 if name == "ol" else -1])
        elif lists:
            lists.pop()
        return "\n"
    if name == "li" and not closes:
        mark = ""
        if lists and lists[-1][0] >= 0:
            lists[-1][0] += 1
            mark = f"{lists[-1][0]}. "
        elif lists:
            mark = "- "
        return "\n" + ("" if _MARKED.match(following) else mark)
    return "\n" if name in {"li", "p", "br", "div"} else ""
