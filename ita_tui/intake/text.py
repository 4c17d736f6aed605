"""Reader of plain text: lines with tabs are rows, others paragraphs; a cell may go on over several lines."""

import re
from collections.abc import Iterator, Sequence

from ita_tui.intake.aligned_text import with_tabs
from ita_tui.intake.blocks import MOST_COLUMNS, Block, Gap, PageBreak, Row, Text
from ita_tui.intake.headings import header_of
from ita_tui.intake.markup import has_open_tag, plain_text
from ita_tui.intake.numbering import has_pointed_ordinal, ordinal
from ita_tui.intake.page_marks import is_page_number, section_of

_LONGEST_CELL = 60
"""In lines. What is opened and not closed within so many was never meant to go on."""

_SOFT_BREAK = re.compile("[\x0b\x85\u2028]")
_HEADING_MARK = re.compile(r"\A\s*#{1,6}\s+")


def text_blocks(text: str) -> Iterator[Block]:
    """The blocks of a text with line feeds as line ends: tab-separated or ``|``-ruled rows, paragraphs, gaps.

    A row goes on below while a tag or a quoted cell is open, where the lines below complete its cells (a table
    copied from a word processor has a line for each paragraph), and where the next measure follows them.
    """
    lines = _SOFT_BREAK.sub("<br>", with_tabs(text)).split("\n")
    at, width = 0, 0
    in_table = False
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            yield from _blank(line)
            in_table = False
            at += 1
            continue
        sure = _end_of_open_cells(lines, at, width)
        end = _end_of_row(lines, at, sure, width, in_table=in_table)
        whole = "\n".join(lines[at:end])
        if line.startswith("\x0c"):
            yield PageBreak()
        cells = _cells(whole.strip("\x0c"))
        in_table = cells is not None
        if cells is None:
            width = width if is_page_number(whole) else 0
            yield Text(plain_text(_HEADING_MARK.sub("", whole.replace("**", ""), count=1)), at + 1)
        else:
            width = len(cells) - 1
            yield Row(tuple(plain_text(_unquoted(cell)) for cell in cells), at + 1, guessed=end > sure)
        at = end


def _blank(line: str) -> Iterator[Block]:
    if "\x0c" in line:
        yield PageBreak()
    # A line of tabs alone is a row of empty cells: it says no more than a blank line.
    yield Gap()


def _cells(whole: str) -> list[str] | None:
    if "\t" in whole:
        return whole.split("\t") if whole.count("\t") < MOST_COLUMNS else None
    ruled = whole.strip()
    if ruled.startswith("|") and ruled.endswith("|") and ruled.count("|") > 2:
        return ruled[1:-1].split("|")
    return None


def _end_of_open_cells(lines: Sequence[str], at: int, width: int) -> int:
    """The line after the last one that an open quote or tag holds; ``width`` is the tabs of the row before."""
    end = at + 1
    tabs = lines[at].count("\t")
    cell = lines[at].rsplit("\t", 1)[-1]
    if tabs:
        end = _end_of_quoted(lines, at, cell)
        tabs = sum(line.count("\t") for line in lines[at:end])
        cell = lines[end - 1].rsplit("\t", 1)[-1]
    while end < len(lines) and end - at < _LONGEST_CELL and width and has_open_tag(cell):
        below = lines[end]
        if not below.strip() or tabs + below.count("\t") > width or header_of(below.split("\t")):
            break
        tabs += below.count("\t")
        cell = below.rsplit("\t", 1)[-1] if "\t" in below else cell + "\n" + below
        end += 1
    return end


def _end_of_row(lines: Sequence[str], at: int, end: int, width: int, *, in_table: bool) -> int:
    """The line after the last one of the row whose lines from ``at`` to ``end`` are sure."""
    tabs = sum(line.count("\t") for line in lines[at:end])
    if width and tabs < width and (tabs or (in_table and has_pointed_ordinal(plain_text(lines[at])))):
        return _where_cells_are_complete(lines, at, end, width)
    return _before_next_measure(lines, at, end) if width and tabs == width else end


def _where_cells_are_complete(lines: Sequence[str], at: int, end: int, width: int) -> int:
    """The line after the one whose cells make the row exactly as wide as the one before, else ``end``."""
    tabs = sum(line.count("\t") for line in lines[at:end])
    own = _ordinal(lines[at])
    for reach in range(end, min(at + _LONGEST_CELL, len(lines))):
        below = lines[reach]
        more = below.count("\t")
        ends_here = not below.strip() or is_page_number(below) or tabs + more > width
        if ends_here or header_of(below.split("\t")):
            return end
        number = _ordinal(below) if more else None
        begins_a_row = number is not None and (tabs == 0 or own is None or number == own + 1)
        # … unless it counts on from the paragraph above: then it is the next step of the same cell.
        if begins_a_row and not (tabs and _counts_on(below, lines[reach - 1])):
            return end
        tabs += more
        if tabs == width:
            return _before_next_measure(lines, at, reach + 1)
    return end


def _before_next_measure(lines: Sequence[str], at: int, end: int) -> int:
    """Paragraphs below a complete row belong to its last cell only where the next measure follows them at once."""
    own = _ordinal(lines[at])
    for reach in range(end, min(at + _LONGEST_CELL, len(lines))):
        below = lines[reach]
        if not below.strip() or is_page_number(below) or section_of(below):
            return end
        if "\t" not in below and _ordinal(below) and not _counts_on(below, lines[reach - 1]):
            return end
        if "\t" in below:
            return reach if own is not None and _ordinal(below) == own + 1 else end
    return end


def _counts_on(line: str, above: str) -> bool:
    """Whether a line's number follows that of the paragraph above it, in the last cell there."""
    number, before = _ordinal(line), _ordinal(above.rsplit("\t", 1)[-1])
    return number is not None and before is not None and number == before + 1


def _ordinal(line: str) -> int | None:
    first = plain_text(line.split("\t", 1)[0])
    return ordinal(first) if has_pointed_ordinal(first) else None


def _end_of_quoted(lines: Sequence[str], at: int, cell: str) -> int:
    """A cell that a spreadsheet quoted because it has several lines ends with the quote before a tab."""
    end = at + 1
    while cell.startswith('"') and cell.count('"') % 2:
        closing = next((i for i in range(end, min(end + _LONGEST_CELL, len(lines))) if '"' in lines[i]), None)
        if closing is None or not _closes(lines[closing]):
            return end
        end = closing + 1
        cell = lines[closing].rsplit("\t", 1)[-1] if "\t" in lines[closing] else ""
    return end


def _closes(line: str) -> bool:
    first = line.split("\t", 1)[0].rstrip()
    return first.endswith('"') and first.count('"') % 2 == 1


def _unquoted(cell: str) -> str:
    """A cell as it was before a spreadsheet quoted it; words that merely stand in quotes keep them."""
    if len(cell) < 2 or not (cell.startswith('"') and cell.endswith('"')):
        return cell
    inner = cell[1:-1]
    if '"' in inner.replace('""', "") or not ("\n" in inner or '""' in inner):
        return cell
    return inner.replace('""', '"')
