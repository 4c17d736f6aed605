"""Rows of an outline: ๑ is the measure and ๑.๑ its steps, or ๑ is the heading and ๑.๑ the measure."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ita_tui.intake.choices import Answer, Choices
from ita_tui.intake.headings import Column, fold
from ita_tui.intake.numbering import ordinal, outline
from ita_tui.intake.page_marks import is_area, is_total
from ita_tui.intake.table_rows import REPEATED
from ita_tui.intake.tables import Assembly, LeftOut, Table, TableRow, continued_key

_Number = TypeVar("_Number", int, tuple[int, int])
_NAMES = (Column.NUMBER, Column.TITLE)


@dataclass
class _Group:
    """A row, and the rows of the outline under it."""

    head: TableRow
    below: list[TableRow] = field(default_factory=list)


def with_outlines_settled(found: Assembly, choices: Choices) -> Assembly:
    """The same with the steps of outlines in their measures, and without rows that only name an area or a total."""
    for at, table in enumerate(found.tables):
        if Column.TITLE in table.columns:
            found.tables[at] = replace(table, rows=tuple(_settled(table, found.left_out, choices)))
    return found


def _settled(table: Table, left_out: list[LeftOut], choices: Choices) -> Iterator[TableRow]:
    rows = []
    for row in table.rows:
        if any(is_total(row.cells.get(column, "")) for column in _NAMES):
            left_out.append(_left(row))
        else:
            rows.append(row)
    groups = _groups(rows)
    for group, following in zip(groups, [*groups, None][1:], strict=True):
        names_area = _is_bare(group.head) and is_area(group.head.cells[Column.TITLE])
        if names_area and (group.below or (following and not _is_bare(following.head))):
            left_out.append(_left(group.head))
            yield from group.below
        elif not group.below:
            yield group.head
        elif choices.answer(continued_key(group.below[0].line)) is Answer.REFUSED:
            yield from (group.head, replace(group.below[0], apart=True), *group.below[1:])
        else:
            yield _with_steps(group, left_out)


def _groups(rows: Sequence[TableRow]) -> list[_Group]:
    groups: list[_Group] = []
    for row in rows:
        numbers = _first(outline, row)
        if (
            numbers
            and groups
            and _is_bare(groups[-1].head)
            and _first(ordinal, groups[-1].head) == numbers[0]
        ):
            groups[-1].below.append(row)
        else:
            groups.append(_Group(row))
    return groups


def _first(read: Callable[[str], _Number | None], row: TableRow) -> _Number | None:
    return next(filter(None, (read(row.cells.get(column, "")) for column in _NAMES)), None)


def _is_bare(row: TableRow) -> bool:
    """Whether a row has a name and nothing else."""
    return bool(fold(row.cells[Column.TITLE])) and not any(
        fold(words) for column, words in row.cells.items() if column not in {*_NAMES, Column.WEAK_ITEM}
    )


def _with_steps(group: _Group, left_out: list[LeftOut]) -> TableRow:
    """A measure whose steps stood in rows of their own, each with its own words in the other columns."""
    cells = dict(group.head.cells)
    for row in group.below:
        names = " ".join(row.cells[column] for column in _NAMES if row.cells.get(column))
        step = {column: words for column, words in row.cells.items() if column not in _NAMES}
        step[Column.METHOD] = "\n".join(filter(None, (names, step.get(Column.METHOD, ""))))
        for column, words in step.items():
            above = cells.get(column, "")
            if column in REPEATED and words and fold(words) == fold(above):
                left_out.append(LeftOut(row.line, words))
            else:
                cells[column] = "\n".join(filter(None, (above, words)))
    return replace(group.head, cells=cells, joined=tuple(row.line for row in group.below))


def _left(row: TableRow) -> LeftOut:
    return LeftOut(row.line, " | ".join(words for words in row.cells.values() if words))
