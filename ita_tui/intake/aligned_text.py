"""Text whose columns are set with blanks: its tables get tabs, so that they are read like all others."""

import re
from collections.abc import Iterator, Sequence

from ita_tui.intake.blocks import MOST_COLUMNS, MOST_LINES
from ita_tui.intake.headings import HeadNames, header_of
from ita_tui.thai.clusters import clusters

_BETWEEN = re.compile(r" {2,}")
_FEWEST = 3
"""Columns: a line in two parts may be a heading beside its page number."""


def with_tabs(text: str) -> str:
    """A text without a tab whose tables are set with blanks, with tabs between their columns."""
    if "\t" in text or "   " not in text or text.count("\n") > MOST_LINES:
        return text
    return "\n".join(_lines(text.split("\n")))


def _lines(lines: Sequence[str]) -> Iterator[str]:
    starts: list[int] = []
    after_blank = False
    for line in lines:
        pieces = _BETWEEN.split(line.strip())
        if _FEWEST <= len(pieces) <= MOST_COLUMNS and _may_be_heads(pieces) and header_of(pieces):
            starts = [place for place, _ in _placed(line)]
            yield "\t".join(pieces)
        elif not line.strip():
            yield line
        elif starts and len(pieces) == len(starts):
            yield "\t".join(pieces)
        elif (
            starts
            and len(pieces) <= MOST_COLUMNS
            and (len(pieces) > 1 or (_indent(line) > starts[1] // 2 and not after_blank))
        ):
            yield "\t".join(_under(starts, _placed(line)))
        else:
            starts = [] if after_blank else starts
            yield line
        after_blank = not line.strip()


def _may_be_heads(pieces: Sequence[str]) -> bool:
    """A quick look, for the thousands of lines that are none."""
    known = HeadNames.shipped().known
    return sum(known(piece) is not None for piece in pieces) > 1


def _placed(line: str) -> list[tuple[int, str]]:
    """The pieces of a line and where they begin, in places on paper: marks stand over their letter."""
    placed, place, end = [], 0, 0
    for piece in re.finditer(r"\S+(?: \S+)*", line):
        place += piece.start() - end
        placed.append((place, piece.group()))
        place += len(clusters(piece.group()))
        end = piece.end()
    return placed


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _under(starts: Sequence[int], pieces: Sequence[tuple[int, str]]) -> list[str]:
    """The pieces under the heads that they are nearest to."""
    cells = [""] * len(starts)
    for place, piece in pieces:
        at = min(range(len(starts)), key=lambda column: abs(starts[column] - place))
        cells[at] = f"{cells[at]} {piece}".strip()
    return cells
