"""What the columns of a table without known heads may mean, told by what stands in their cells."""

from collections.abc import Callable, Iterable, Sequence

from ita_tui.domain.period import read_period
from ita_tui.intake.blocks import Block, Row
from ita_tui.intake.choices import Choices
from ita_tui.intake.headings import Column, fold
from ita_tui.intake.numbering import ordinal
from ita_tui.intake.offices import share_of_offices
from ita_tui.intake.tables import Assembly

_MOST = 0.6
"""The share of a column's filled cells that must look alike."""

_LONGEST_NUMBER = 6
_LONGEST_PERIOD = 60
_BEFORE = (Column.TITLE, Column.METHOD)
_BEHIND = (Column.RESULT, Column.OUTCOME)


def guessed(found: Assembly, blocks: Iterable[Block]) -> Choices | None:
    """The meanings of the columns of tables that nobody knows; None where no table tells enough.

    To be asked only where a document has no table that is known by its heads.
    """
    rows = [block for block in blocks if isinstance(block, Row)]
    choices = Choices()
    for table in found.tables:
        own = [row.cells for row in rows if row.line >= table.line and len(row.cells) == len(table.headings)]
        columns = _columns(own[1:] or own)
        if columns is None or table.columns:
            continue
        headless = table.key in choices.headless or _is_data(own[0], columns)
        chosen = Choices({**choices.columns, table.key: columns}, choices.headless)
        choices = chosen.first_row(table.key, is_data=headless)
    return choices if choices.columns else None


def _columns(rows: Sequence[tuple[str, ...]]) -> tuple[Column | None, ...] | None:
    """The meaning of each column: number, period and responsible by their look, the texts by their order."""
    if not rows:
        return None
    looks = [_look([row[at] for row in rows if fold(row[at])]) for at in range(len(rows[0]))]
    if not {Column.PERIOD, Column.RESPONSIBLE} & set(looks):
        return None
    looks = [look if look not in looks[:at] else None for at, look in enumerate(looks)]
    turn = min(at for at, look in enumerate(looks) if look in {Column.PERIOD, Column.RESPONSIBLE})
    texts = [at for at, look in enumerate(looks) if look is None and any(fold(row[at]) for row in rows)]
    before = [at for at in texts if at < turn] or texts[:1]
    behind = [at for at in texts if at not in before]
    for places, names in ((before, _BEFORE), (behind, _BEHIND)):
        for at, name in zip(places, names, strict=False):
            looks[at] = name
    return tuple(looks) if Column.TITLE in looks else None


def _look(cells: Sequence[str]) -> Column | None:
    if not cells:
        return None
    if _most(cells, lambda cell: ordinal(cell) is not None and len(cell) <= _LONGEST_NUMBER):
        return Column.NUMBER
    if _most(cells, _is_period):
        return Column.PERIOD
    return Column.RESPONSIBLE if _most(cells, lambda cell: share_of_offices(cell) >= _MOST) else None


def _most(cells: Sequence[str], looks: Callable[[str], bool]) -> bool:
    return sum(map(looks, cells)) >= _MOST * len(cells)


def _is_period(cell: str) -> bool:
    return len(cell) <= _LONGEST_PERIOD and (read_period(cell, None).start is not None or "ปีงบประมาณ" in cell)


def _is_data(cells: tuple[str, ...], columns: tuple[Column | None, ...]) -> bool:
    """Whether the first row looks like the others, and is no row of heads."""
    looks = {
        column: cell for column, cell in zip(columns, cells, strict=True) if column is not None and fold(cell)
    }
    return any(
        _look([looks[column]]) is column
        for column in (Column.NUMBER, Column.PERIOD, Column.RESPONSIBLE)
        if column in looks
    )
