"""A document that first prints its plan and then reports on the same measures: they are the same measures."""

from collections.abc import Mapping
from dataclasses import replace

from ita_tui.intake.choices import Answer, Choices
from ita_tui.intake.draft import TablePurpose
from ita_tui.intake.headings import Column, fold
from ita_tui.intake.numbering import without_ordinal
from ita_tui.intake.tables import Assembly, LeftOut, TableRow, continued_key

_NAMES = frozenset({Column.NUMBER, Column.TITLE})


def with_plans_in_reports(found: Assembly, choices: Choices) -> Assembly:
    """The same with the rows of a plan, all of which the report names again, in the rows of the report."""
    reported = _reported(found)
    for at, table in enumerate(found.tables):
        titles = [_title(row) for row in table.rows]
        if table.purpose is not TablePurpose.PROPOSALS or not titles or not set(titles) <= set(reported):
            continue
        if len(set(titles)) < len(titles):
            continue
        kept = [row for row in table.rows if not _taken(found, row, reported[_title(row)], choices)]
        found.tables[at] = replace(table, rows=tuple(kept))
    return found


def _title(row: TableRow) -> str:
    return fold(without_ordinal(row.cells.get(Column.TITLE, "")))


def _reported(found: Assembly) -> Mapping[str, tuple[int, int]]:
    """Where each reported title stands: table and row; titles that stand twice tell nothing."""
    places: dict[str, list[tuple[int, int]]] = {}
    for at, table in enumerate(found.tables):
        if table.purpose is TablePurpose.MEASURES:
            for number, row in enumerate(table.rows):
                places.setdefault(_title(row), []).append((at, number))
    return {title: where[0] for title, where in places.items() if title and len(where) == 1}


def _taken(found: Assembly, planned: TableRow, place: tuple[int, int], choices: Choices) -> bool:
    """Whether the words of a planned row went into the reported one; what says something else there is left out."""
    if choices.answer(continued_key(planned.line)) is Answer.REFUSED:
        return False
    at, number = place
    table = found.tables[at]
    row = table.rows[number]
    words = {column: cell for column, cell in planned.cells.items() if column not in _NAMES and fold(cell)}
    empty = {column: cell for column, cell in words.items() if not fold(row.cells.get(column, ""))}
    for column, cell in words.items():
        if column not in empty and fold(cell) != fold(row.cells[column]):
            found.left_out.append(LeftOut(planned.line, cell))
    filled = replace(row, cells={**row.cells, **empty}, planned=planned.line)
    rows = (*table.rows[:number], filled, *table.rows[number + 1 :])
    found.tables[at] = replace(table, rows=rows)
    return True
