"""Tables that lie on their side, with their heads in the first column, and forms of one measure each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ita_tui.intake.blocks import Block, Row, Text
from ita_tui.intake.headings import Column, HeadNames

FIELDS = frozenset(
    {
        Column.GUIDELINE, Column.METHOD, Column.RESPONSIBLE, Column.PERIOD, Column.START, Column.END, Column.RESULT,
        Column.OUTCOME, Column.STATUS, Column.PERCENT, Column.RECOMMENDATION, Column.FOLLOW_UP, Column.WEAK_ITEM,
    }
)  # fmt: skip
"""What a label beside or over its words can name, besides the measure itself."""

FEWEST_FIELDS = 2
"""What names a measure and has fewer labels is a heading like others."""

NUMBERED_NAME = re.compile(
    r"^\s*(?:มาตรการ|กิจกรรม|โครงการ)(?:/(?:กิจกรรม|โครงการ))?\s*ที่\s*([๐-๙0-9]{1,3})[\s.:)–-]*"
)
_OF_A_FORM = 2
"""Columns: the labels and the words."""

_MOST = 0.6
"""The share of the first column's cells that must be heads."""


def with_tables_upright(blocks: Iterable[Block], names: HeadNames) -> Iterator[Block]:
    for width, group in groupby(blocks, key=lambda block: len(block.cells) if isinstance(block, Row) else 0):
        rows = list(group)
        table = [row for row in rows if isinstance(row, Row)]
        yield from (_upright(table, names) or _as_labels(table, names) or rows) if width > 1 else rows


def _upright(rows: Sequence[Row], names: HeadNames) -> list[Row]:
    """The table with its heads in one row, or nothing where its first column holds none."""
    heads = [_side_head(row, names) for row in rows]
    columns = [column for column, _ in heads if column]
    fields = set(columns) & FIELDS
    lacks = Column.TITLE not in columns or len(fields) < FEWEST_FIELDS or len(set(columns)) < len(columns)
    if lacks or len(columns) < _MOST * len(rows):
        return []
    title = next(row for row, (column, _) in zip(rows, heads, strict=True) if column is Column.TITLE)
    number = NUMBERED_NAME.match(title.cells[0])
    made = [Row(tuple(head for _, head in heads), rows[0].line, where=rows[0].where)]
    for at in range(1, len(title.cells)):
        cells = tuple(
            f"{row.cells[0]} {row.cells[at]}".strip() if row is title and number else row.cells[at]
            for row in rows
        )
        if any(cells):
            source = rows[min(at, len(rows) - 1)]
            made.append(Row(cells, source.line, guessed=True, where=source.where))
    return made


def _as_labels(rows: Sequence[Row], names: HeadNames) -> list[Text]:
    """The rows of a form as labelled lines: the name of its measure stands over it."""
    if len(rows[0].cells) != _OF_A_FORM or not all(
        field_named(row.cells[0], names) in FIELDS for row in rows
    ):
        return []
    return [Text(f"{row.cells[0].strip(':： ')}: {row.cells[1]}", row.line, row.where) for row in rows]


def _side_head(row: Row, names: HeadNames) -> tuple[Column | None, str]:
    head = row.cells[0].strip().rstrip(":： ")
    if NUMBERED_NAME.match(head):
        return Column.TITLE, names.of(Column.TITLE)[0]
    return field_named(head, names), head


def field_named(head: str, names: HeadNames) -> Column | None:
    """The column that a label names without a doubt."""
    column = names.known(head)
    return column if column in FIELDS or column is Column.TITLE else None
