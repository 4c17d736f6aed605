"""What is proposed for a doubtful row: changes of its cells that she accepts or refuses.

What one puts other words in place of is listed as left out (:mod:`ita_tui.intake.measures`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from ita_tui.intake.headings import Column
from ita_tui.intake.numbering import restart_at, without_ordinal
from ita_tui.intake.torn_words import mended

Cells: TypeAlias = Mapping[Column, str]

SECOND_MEASURE = re.compile(r"\s(?=มาตรการ[ก-ฮเ-ไ])")
"""Where a second measure's name begins in a title."""

_ORDINAL = re.compile(r"\s(?=[๐-๙0-9]{1,3}\s?[.)]\s*(?![๐-๙0-9]))")
_PARTED = (Column.GUIDELINE, Column.METHOD, Column.RESULT, Column.OUTCOME, Column.WEAK_ITEM)


class Fix(Protocol):
    """Makes of a row's cells those of one row or more."""

    def __call__(self, cells: Cells) -> tuple[Cells, ...]: ...


@dataclass(frozen=True)
class Swapped:
    """The words of two columns change places."""

    one: Column
    other: Column

    def __call__(self, cells: Cells) -> tuple[Cells, ...]:
        swapped = {self.one: cells.get(self.other, ""), self.other: cells.get(self.one, "")}
        return ({**cells, **swapped},)


@dataclass(frozen=True)
class Written:
    """A column says something else, where it still says what stood there ``before``."""

    column: Column
    words: str
    before: str

    def __call__(self, cells: Cells) -> tuple[Cells, ...]:
        if cells.get(self.column, "") != self.before:
            return (cells,)
        return ({**cells, self.column: self.words},)


@dataclass(frozen=True)
class Mended:
    """The blanks that tear words of a column go."""

    column: Column

    def __call__(self, cells: Cells) -> tuple[Cells, ...]:
        return ({**cells, self.column: mended(cells.get(self.column, ""))},)


@dataclass(frozen=True)
class Parted:
    """Two measures out of one row: parted at the second name and where numbers begin anew.

    What cannot be parted stands in both.
    """

    def __call__(self, cells: Cells) -> tuple[Cells, ...]:
        first, second = dict(cells), dict(cells)
        first[Column.TITLE], second[Column.TITLE] = _parted_title(cells[Column.TITLE])
        for column in _PARTED:
            words = cells.get(column, "")
            at = restart_at(words)
            if at is not None:
                first[column], second[column] = words[:at].strip(), words[at:].strip()
        if Column.NUMBER in second:
            second[Column.NUMBER] = ""
        return (first, second)


def _parted_title(title: str) -> tuple[str, str]:
    """The two names in a title; where only one is to be seen, both measures carry it."""
    begin = len(title) - len(without_ordinal(title)) + 1
    at = SECOND_MEASURE.search(title, begin) or _ORDINAL.search(title, begin)
    if at is None:
        return title, title
    return title[: at.start()].strip(), title[at.end() :].strip()
