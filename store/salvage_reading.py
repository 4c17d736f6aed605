"""What of a damaged file is whose row: the tables by the file's own schema, and by shape where that is lost too."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field

from sqlalchemy import create_mock_engine
from sqlalchemy.schema import CreateTable

import store.removal_tables  # noqa: F401 - with the one above: every table must be known before the first is looked for
from store.damaged_pages import Pages, Row, Tree, Value, leaves
from store.declaring import Base
from store.tables import APPLICATION_ID

SEQUENCE = "sqlite_sequence"
Cells = dict[str, Value]
_MASTER_KINDS = {"table", "index", "trigger", "view"}


@dataclass(frozen=True)
class _Column:
    name: str
    whole_number: bool
    needed: bool
    default: Value
    is_row_number: bool


@dataclass
class Found:
    """What could be read: rows by table and row number, and the tables of which a part could not be read.

    ``statements`` are the file's own schema where all of it could be read, ``version`` its number, if known.
    """

    version: int | None
    application: int | None
    statements: tuple[str, ...] = ()
    rows: dict[str, dict[int, Cells]] = field(default_factory=dict)
    torn: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        """Rows in all, SQLite's own left out."""
        return sum(len(rows) for table, rows in self.rows.items() if table != SEQUENCE)

    @property
    def sequence(self) -> dict[str, int]:
        """The highest number that was ever given out, by table."""
        return {
            str(row["name"]): row["seq"]
            for row in self.rows.get(SEQUENCE, {}).values()
            if isinstance(row["seq"], int)
        }


def read_pages(content: bytes) -> Found:
    """Everything in a file that is a row of one of our tables, whatever else of the file is damaged."""
    pages = Pages(content)
    master = pages.tree(1)
    known, free = set(master.pages), pages.free()
    described = dict(_described(master.rows.values()))
    if not master.whole:
        for leaf in leaves(pages, known | free):
            described.update(_described(leaf.rows.values()))
    found = Found(pages.version, pages.application)
    if master.whole and found.application == APPLICATION_ID:
        found.statements = tuple(_statements(master.rows.values()))
    shapes = _shapes({name: sql for name, (_, sql) in described.items()})
    for table, shape in shapes.items():
        tree = pages.tree(described[table][0]) if table in described else Tree(whole=False)
        rows = {number: _cells(shape, number, row) for number, row in tree.rows.items()}
        found.rows[table] = {number: cells for number, cells in rows.items() if cells is not None}
        if not tree.whole or len(found.rows[table]) < len(rows):
            found.torn.add(table)
        known |= tree.pages
    _take_loose(found, shapes, leaves(pages, known | free))
    return found


def _described(rows: Iterable[Row]) -> Iterator[tuple[str, tuple[int, str]]]:
    """Root page and statement of each of our tables, told by rows of SQLite's own table."""
    for row in rows:
        match row:
            case ("table", str(name), str(_), int(root), str(sql)) if name in _ours():
                yield name, (root, sql)


def _ours() -> set[str]:
    return {*Base.metadata.tables, SEQUENCE}


def _statements(rows: Iterable[Row]) -> Iterator[str]:
    """The file's own schema, tables first."""
    told = [(row[0], row[1], row[4]) for row in rows if len(row) == 5]
    for kinds in ({"table"}, _MASTER_KINDS - {"table"}):
        for kind, name, sql in told:
            if kind in kinds and isinstance(sql, str) and not str(name).startswith("sqlite_"):
                yield sql


def _shapes(statements: Mapping[str, str]) -> dict[str, tuple[_Column, ...]]:
    """The columns of our tables, as the file has them where it says so, else as they are today."""
    with closing(sqlite3.connect(":memory:")) as trial:
        for name in _ours() - {SEQUENCE}:
            try:
                trial.execute(statements[name])
            except (KeyError, sqlite3.Error):  # not to be read: today's
                trial.execute(_todays(name))
        shapes = {name: _shape(trial, name) for name in _ours() - {SEQUENCE}}
    shapes[SEQUENCE] = (_Column("name", False, True, None, False), _Column("seq", True, True, None, False))
    return shapes


def _todays(name: str) -> str:
    engine = create_mock_engine("sqlite://", lambda *_, **__: None)
    return str(CreateTable(Base.metadata.tables[name]).compile(dialect=engine.dialect))


def _shape(trial: sqlite3.Connection, table: str) -> tuple[_Column, ...]:
    described = trial.execute(f'PRAGMA table_info("{table}")').fetchall()
    keys = [name for _, name, _, _, _, key in described if key]
    return tuple(
        _Column(
            name,
            whole_number=kind != "TEXT",
            needed=bool(needed),
            default="" if default is not None else None,
            is_row_number=keys == [name] and kind == "INTEGER",
        )
        for _, name, kind, needed, default, _ in described
    )


def _cells(shape: tuple[_Column, ...], number: int, row: Row) -> Cells | None:
    """The row by column names; None where it cannot be a row of this shape.

    Columns that were added to a table later stand at its end, and are not in rows that are older than they.
    """
    if len(row) > len(shape):
        return None
    cells: Cells = {}
    for place, column in enumerate(shape):
        value = row[place] if place < len(row) else column.default
        if column.is_row_number:
            value = number if value is None else value
        fits = isinstance(value, int if column.whole_number else str) or (value is None and not column.needed)
        if not fits:
            return None
        cells[column.name] = value
    return cells


def _take_loose(found: Found, shapes: Mapping[str, tuple[_Column, ...]], loose: Iterator[Tree]) -> None:
    """Rows of leaves that nothing leads to: taken where they can be of one torn table only."""
    torn = sorted(found.torn)
    for leaf in loose:
        fitting = [
            table
            for table in torn
            if all(_cells(shapes[table], number, row) is not None for number, row in leaf.rows.items())
        ]
        if len(fitting) != 1:
            continue
        rows = found.rows[fitting[0]]
        for number, row in leaf.rows.items():
            cells = _cells(shapes[fitting[0]], number, row)
            if cells is not None:
                rows.setdefault(number, cells)
