"""Rows of a table: cells by what their columns mean, and the rows that go on with the one before."""

import re
from collections.abc import Mapping

from ita_tui.intake.blocks import Row
from ita_tui.intake.draft import TablePurpose
from ita_tui.intake.headings import Column, Heading, fold, slot_of
from ita_tui.intake.numbering import item_mark, ordinal
from ita_tui.intake.page_marks import is_total
from ita_tui.intake.tables import Table, TableRow
from ita_tui.intake.wrapped_lines import joined_lines

CONTINUED = re.compile(r"^\s*\(?ต่อ\)\s*|\s*\(ต่อ\)\s*$")
REPEATED = frozenset({Column.NUMBER, Column.RESPONSIBLE, Column.PERIOD, Column.START, Column.END})
"""Columns whose words a row that goes on may merely say again."""


def by_column(
    headings: tuple[Heading, ...], cells: tuple[str, ...]
) -> tuple[dict[Column, str], frozenset[Column]]:
    """The cells by what their columns mean; two columns of one meaning are put together, and told."""
    named: dict[Column, str] = {}
    twice = set()
    for heading, cell in zip(headings, cells, strict=True):
        if heading.column is None or heading.column is Column.SLOT:
            continue
        if heading.column in named:
            twice |= {heading.column} if cell and named[heading.column] else set()
            cell = "\n".join(filter(None, (named[heading.column], cell)))  # noqa: PLW2901 - the cell as it becomes
        named[heading.column] = cell
    slots = [
        slot_of(h.head) for h, cell in zip(headings, cells, strict=True) if h.column is Column.SLOT and cell
    ]
    if slots and not fold(named.get(Column.PERIOD, "")):
        named[Column.PERIOD] = _period_of(slots)
    return named, frozenset(twice)


def _period_of(slots: list[str]) -> str:
    """The period that marked months or quarters make: ต.ค. – มี.ค., ไตรมาสที่ ๑-๒."""
    first, last = slots[0], slots[-1]
    if first == last:
        return first
    return f"{first}-{last[-1]}" if first.startswith("ไตรมาส") else f"{first} – {last}"


def lacks_who_and_when(named: Mapping[Column, str]) -> bool:
    short = [named[column] for column in (Column.RESPONSIBLE, Column.PERIOD) if column in named]
    return bool(short) and not any(map(fold, short))


def key_column(table: Table) -> Column | None:
    """The column whose empty cell makes a row the continuation of the one before."""
    keys = (Column.NUMBER, Column.TITLE, Column.QUESTION, Column.INDICATOR)
    return next((key for key in keys if key in table.columns), None)


def goes_on(before: TableRow, row: TableRow, table: Table) -> bool:
    key = key_column(table)
    if key is None:
        return False
    cell = row.cells[key]
    if is_total(row.cells.get(Column.TITLE, "")):
        return False
    if any(CONTINUED.search(words) for words in row.cells.values()):
        number = ordinal(CONTINUED.sub("", cell))
        return not cell or number is None or number == ordinal(before.cells[key])
    if table.purpose is TablePurpose.QUESTIONS:
        return not cell and not row.cells[Column.SCORE]
    return not cell


def join_cells(above: str, below: str, row: Row) -> str:
    """Two halves of a cell: a new line where an item begins, or where a merged cell parts its rows."""
    if not above or not below:
        return above or below
    if item_mark(below) or row.merged:
        return f"{above}\n{below}"
    return joined_lines((above, below)) if row.flowing else f"{above} {below}"
