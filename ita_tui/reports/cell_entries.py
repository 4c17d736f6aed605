"""Several entries in one cell of the data sheet, one a line, so that people can read and edit them in a spreadsheet.

An entry is a text, and details of it under it. What needs more than a line goes on in lines that begin with four
spaces; a detail begins with two spaces, a bullet and its label::

    [ภาพถ่าย] ภาพการประชุม
      • ลงวันที่: 16/1/2569
      • หมายเหตุ: ถ่ายก่อนเริ่มประชุม
        และหลังเลิกประชุม

A backslash stands before an entry that is empty or begins with a space or a backslash. Lines with nothing in them
are no entries: people leave them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_GOES_ON = " " * 4
_DETAIL = re.compile(r"  • (?P<label>[^:\n]+):(?: (?P<text>.*))?", re.DOTALL)
_GUARDED = ("", " ", "\t", "\n", "\\")


@dataclass(frozen=True)
class Entry:
    """An entry of a cell. ``details`` are pairs of a label (without a colon) and a text."""

    text: str
    details: tuple[tuple[str, str], ...] = ()


def joined(entries: Iterable[Entry]) -> str:
    """The text of a cell that holds these entries."""
    return "\n".join(_written(entry) for entry in entries)


def parted(cell: str) -> tuple[Entry, ...]:
    """The entries of a cell: what :func:`joined` was given, and what people add by hand."""
    texts: list[list[str]] = []
    details: list[list[list[str]]] = []
    for line in cell.split("\n"):
        if line.startswith(_GOES_ON) and texts:
            last = details[-1][-1] if details[-1] else texts[-1]
            last[-1] += "\n" + line.removeprefix(_GOES_ON)
        elif texts and (detail := _DETAIL.fullmatch(line)):
            details[-1].append([detail["label"], detail["text"] or ""])
        elif line.strip(" \t"):
            texts.append([line.removeprefix("\\")])
            details.append([])
    return tuple(
        Entry(text, tuple((label, words) for label, words in more))
        for (text,), more in zip(texts, details, strict=True)
    )


def texts_in(cell: str) -> tuple[str, ...]:
    """The texts of entries that have no details; lines that look like details are part of them."""
    return tuple(
        "\n".join((entry.text, *(f"{label}: {text}" for label, text in entry.details)))
        for entry in parted(cell)
    )


def _written(entry: Entry) -> str:
    guarded = entry.text if entry.text[:1] not in _GUARDED else f"\\{entry.text}"
    lines = [_indented(guarded)]
    lines += [_indented(f"  • {label}: {text}") for label, text in entry.details]
    return "\n".join(lines)


def _indented(text: str) -> str:
    return text.replace("\n", f"\n{_GOES_ON}")
