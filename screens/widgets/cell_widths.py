"""Makes Rich and Textual count columns as the terminal at hand does, and part text between clusters only.

Rich knows one table of widths, Unicode's; old Windows consoles give every mark a column, a few terminals give
SARA AM none. It replaces private functions of Rich (:data:`SEAMS`), hence its narrow version bounds in
pyproject.toml. Textual has no table of its own: it calls the same functions of Rich, whose memories are emptied.
"""

import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

import rich.cells
from rich.cells import CellSpan, CellTable, cached_cell_len, get_character_cell_size
from rich.segment import Segment

from ita_tui.console import GOOD, ConsoleWidths
from ita_tui.thai import cells, clusters, words
from screens.widgets import visible_cuts
from screens.widgets.seams import standing_at

SEAMS = (
    ("rich.cells", "load_cell_table"),
    ("rich.cells", "_cell_len"),
    ("rich.cells", "split_graphemes"),
    ("rich.cells", "_split_text"),
    ("rich.segment.Segment", "split_cells"),
)
"""Every place that is replaced: the table, the count, and the three ways in which Rich parts a text at a column."""

_ZERO_WIDTH_JOINER = "\u200d"


def lay_out_for(widths: ConsoleWidths = GOOD) -> None:
    """Count from now on as this terminal does; to be called before anything is painted.

    Raises FrameworkMovedError, before anything is replaced, where a seam is missing.
    """
    _install()
    if _chosen.widths == widths:
        return
    _chosen.widths = widths
    cells.take(mark=widths.mark, sara_am=widths.sara_am)
    for remembered in (get_character_cell_size, cached_cell_len, _parted, clusters.cut):
        remembered.cache_clear()
    words.forget()


class _Chosen:
    """The widths that hold; one terminal for the whole program."""

    widths = GOOD


_chosen = _Chosen()


@cache
def _install() -> None:
    """Replace the seams, once for the whole program: in all of them the chosen widths are looked up."""
    found = {(place, name): standing_at(place, name) for place, name in SEAMS}
    replacements = {
        "load_cell_table": _choosing_a_table(found["rich.cells", "load_cell_table"][1]),
        "_cell_len": _counting(found["rich.cells", "_cell_len"][1]),
        "split_graphemes": _joining(found["rich.cells", "split_graphemes"][1]),
        "_split_text": _split_text,
        "split_cells": _split_cells,
    }
    visible_cuts.install()
    for (_place, name), (holder, _original) in found.items():
        setattr(holder, name, replacements[name])
    for remembered in (get_character_cell_size, cached_cell_len):
        remembered.cache_clear()


# --- how many columns ---------------------------------------------------------------------------------------------


def _choosing_a_table(original: Callable[[str], CellTable]) -> Callable[[str], CellTable]:
    @lru_cache(4)
    def table(unicode_version: str, widths: ConsoleWidths) -> CellTable:
        whole = original(unicode_version)
        # Where marks stand apart, only control characters take no column.
        rows = [row for row in whole.widths if row[2] or row[1] < ord(" ") or not widths.marks_apart]
        if not widths.sara_am:
            rows = sorted([*rows, (ord(cells.SARA_AM), ord(cells.SARA_AM), 0)])
        return whole._replace(widths=rows)

    def load_cell_table(unicode_version: str = "auto") -> CellTable:
        return original(unicode_version) if _chosen.widths == GOOD else table(unicode_version, _chosen.widths)

    return load_cell_table


def _counting(original: Callable[[str, str], int]) -> Callable[[str, str], int]:
    """Count code points where marks stand apart: joiners and variation selectors do nothing there."""

    def cell_len(text: str, unicode_version: str) -> int:
        if not _chosen.widths.marks_apart:
            return original(text, unicode_version)
        return sum(get_character_cell_size(character, unicode_version) for character in text)

    return cell_len


# --- where a text is parted ---------------------------------------------------------------------------------------


def _joining(
    original: Callable[[str, str], tuple[list[CellSpan], int]],
) -> Callable[[str, str], tuple[list[CellSpan], int]]:
    """Give Rich spans in which a mark and SARA AM never part from their consonant, whatever columns they take."""

    def split_graphemes(text: str, unicode_version: str = "auto") -> tuple[list[CellSpan], int]:
        if _chosen.widths.marks_apart:
            sizes = [get_character_cell_size(character, unicode_version) for character in text]
            spans, total = [(at, at + 1, size) for at, size in enumerate(sizes)], sum(sizes)
        else:
            spans, total = original(text, unicode_version)
        joined: list[CellSpan] = []
        for start, end, size in spans:
            if joined and _joins(text, start):
                first, _, filled = joined[-1]
                joined[-1] = (first, end, filled + size)
            else:
                joined.append((start, end, size))
        return joined, total

    return split_graphemes


def _joins(text: str, at: int) -> bool:
    """Whether a character belongs to the one before it: a blank or a sign of the program's own takes no marks."""
    before = text[at - 1]
    return (text[at] == cells.SARA_AM or _extends(text[at])) and (before.isalnum() or _extends(before))


def _extends(character: str) -> bool:
    return character == _ZERO_WIDTH_JOINER or unicodedata.category(character) in {"Mn", "Me"}


def _split_text(text: str, cell_position: int, unicode_version: str = "auto") -> tuple[str, str]:
    """Part a text at a column; what would be cut through there becomes blanks on both sides."""
    if cell_position <= 0:
        return "", text
    filled = 0
    for start, end, size in rich.cells.split_graphemes(text, unicode_version)[0]:
        if filled + size > cell_position:
            left, right = cell_position - filled, filled + size - cell_position
            if not left:
                return text[:start], text[start:]
            return text[:start] + " " * left, " " * right + text[end:]
        filled += size
    return text, ""


def _split_cells(self: Segment, cut: int) -> tuple[Segment, Segment]:
    """Crop a segment at a column, between clusters."""
    return _parted(self, cut)


@lru_cache(16384)
def _parted(segment: Segment, cut: int) -> tuple[Segment, Segment]:
    text, style, control = segment
    left, right = rich.cells.split_text(text, cut)
    return Segment(left, style, control), Segment(right, style, control)
