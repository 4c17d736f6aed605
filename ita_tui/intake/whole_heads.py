"""Heads that stand in two lines of a table become one row: words broken in two, and columns under a common head."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ita_tui.intake.blocks import Block, Row
from ita_tui.intake.headings import HeadNames, fold, header_of
from ita_tui.intake.numbering import ordinal

_LONGEST_LINE = 40
"""In folded letters: what is longer is no second line of a head."""


def with_whole_heads(blocks: Iterable[Block], names: HeadNames) -> Iterator[Block]:
    """The blocks with each header row of two lines made one row."""
    above: Row | None = None
    for block in blocks:
        if above is not None and isinstance(block, Row):
            whole = _whole(above, block, names)
            if whole is not None:
                yield whole
                above = None
                continue
        if above is not None:
            yield above
        above = block if isinstance(block, Row) else None
        if above is None:
            yield block
    if above is not None:
        yield above


def _whole(above: Row, below: Row, names: HeadNames) -> Row | None:
    """The two rows as one header row, or None where they are not its two lines.

    Each filled cell of the second line makes a known name with the cell over it or by itself, or stands with
    others under one head; where most do, the rest are heads that nobody knows, broken in two as well.
    """
    filled = [at for at, cell in enumerate(below.cells) if fold(cell)]
    if len(above.cells) != len(below.cells) or not filled or not any(map(fold, above.cells)):
        return None
    if any(len(fold(below.cells[at])) > _LONGEST_LINE or ordinal(below.cells[at]) for at in filled):
        return None
    tops = _tops(above)
    under_one = _under_one_head(above, filled)
    whole_again = [at for at in filled if names.guess(f"{tops[at]} {below.cells[at]}").exact]
    broken = len(whole_again) == len(filled)
    mostly = len(whole_again) > max(1, len(filled) // 2)
    shared = header_of(above.cells, names) is not None and set(filled) <= under_one
    if not broken and not shared and header_of(below.cells, names):
        return None
    heads = list(above.cells)
    for at in filled:
        head = _head(tops[at], below.cells[at], names, joinable=mostly or at in under_one)
        if head is None:
            return None
        heads[at] = head
    if header_of(heads, names) is None:
        return None
    return replace(above, cells=tuple(heads), merged=frozenset())


def _tops(above: Row) -> list[str]:
    """The head over each column: a common head stands over those to its right that have none."""
    tops: list[str] = []
    for cell in above.cells:
        tops.append(cell if cell or not tops else tops[-1])
    return tops


def _under_one_head(above: Row, filled: list[int]) -> set[int]:
    """The columns of the second line that share a head with a neighbour."""
    groups: list[list[int]] = []
    for at, cell in enumerate(above.cells):
        if cell or not groups:
            groups.append([at])
        else:
            groups[-1].append(at)
    shared = [[at for at in group if at in filled] for group in groups]
    return {at for group in shared if len(group) > 1 for at in group}


def _head(top: str, sub: str, names: HeadNames, *, joinable: bool) -> str | None:
    joined = f"{top} {sub}".strip()
    if names.guess(joined).exact or not top:
        return joined
    if names.guess(sub).exact:
        return sub
    return joined if joinable else None
