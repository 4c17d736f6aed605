"""Writes what was salvaged into a new file: row by row, so that one that fits no more takes no other with it."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import sqlalchemy
from sqlalchemy import StaticPool
from sqlalchemy.orm import Session

from store.changes import GENESIS
from store.copying import found_by_quick_check
from store.declaring import Base
from store.door import Door
from store.opening import make_tables
from store.refusals import StoreFaultError
from store.salvage_merging import Merged
from store.salvage_reading import Cells, Found
from store.tables import APPLICATION_ID, SCHEMA

_LOST_ENTRY = "(รายการนี้อยู่ในส่วนของไฟล์ที่เสียหาย กู้ไม่ได้)"
_KEPT_BY_ITSELF = "preference"
_FAR = 1_000_000  # no counter of numbers runs so far ahead of the rows: it was damaged itself


def write_new(target: Path, found: Found, merged: Merged) -> Counter[str]:
    """Make the new file at ``target``, which is empty, and return how many rows of each table stand in it.

    What will not fit any more is counted in ``merged.missing``.
    """
    written: Counter[str] = Counter()
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")  # nobody sees this file before it is whole
        connection.execute("PRAGMA synchronous = OFF")
        _make(connection, found)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN")
        columns = _columns(connection)
        for table in (name for name in _in_order() if name in columns and name in merged.rows):
            for row in merged.rows[table]:
                if _insert(connection, table, columns[table], row):
                    written[table] += 1
                else:
                    merged.missing[table] += 1
        written["history"] = _write_history(connection, columns["history"], merged)
        _raise_counters(connection, found.sequence | {"history": merged.last})
        connection.execute("COMMIT")
        _prove(connection)
    return written


def enter(target: Path, clock: Callable[[], datetime], words: str, why: str) -> None:
    """Write the entry about the salvage at the end of the new file's history; it changes no row."""
    with closing(sqlite3.connect(target, isolation_level=None, check_same_thread=False)) as connection:
        engine = _engine(connection)
        with Session(engine) as session:
            Door(engine, target, clock).enter(session, (), words=words, subjects=("salvage",), why=why)
            session.commit()
        engine.dispose()


def _engine(connection: sqlite3.Connection) -> sqlalchemy.Engine:
    return sqlalchemy.create_engine(
        "sqlite://", creator=lambda: connection, poolclass=StaticPool, hide_parameters=True
    )


def _make(connection: sqlite3.Connection, found: Found) -> None:
    """An older file whose schema can be read keeps it, and is migrated as any other when it is opened."""
    older = found.version is not None and 0 < found.version < SCHEMA
    if not (older and found.statements):
        with _engine(connection).begin() as begun:
            make_tables(begun)
        return
    for statement in found.statements:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {found.version}")


def _in_order() -> list[str]:
    """Parents before what refers to them; the history is written by itself."""
    return [table.name for table in Base.metadata.sorted_tables if table.name != "history"]


def _columns(connection: sqlite3.Connection) -> dict[str, list[str]]:
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        table: [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')] for table in tables
    }


def _insert(connection: sqlite3.Connection, table: str, columns: Sequence[str], row: Cells) -> bool:
    """Whether the row fits; one whose optional reference leads nowhere fits without it."""
    cells = {name: row[name] for name in columns if name in row}
    how = "INSERT OR REPLACE" if table == _KEPT_BY_ITSELF else "INSERT"
    optional = [
        column.name
        for column in Base.metadata.tables[table].columns
        if column.foreign_keys and column.nullable and cells.get(column.name) is not None
    ]
    return _tried(connection, how, table, cells) or (
        bool(optional) and _tried(connection, how, table, cells | dict.fromkeys(optional))
    )


def _tried(connection: sqlite3.Connection, how: str, table: str, cells: Mapping[str, object]) -> bool:
    names = ", ".join(f'"{name}"' for name in cells)
    marks = ", ".join("?" * len(cells))
    try:
        connection.execute(f'{how} INTO "{table}" ({names}) VALUES ({marks})', tuple(cells.values()))
    except (sqlite3.IntegrityError, sqlite3.InterfaceError, OverflowError):
        return False
    return True


def _write_history(connection: sqlite3.Connection, columns: Sequence[str], merged: Merged) -> int:
    """All entries that could be read. One that takes a lost one back needs it to be there: it stands in by name only.

    Its hash is none, so that verifying tells of it.
    """
    there = {entry["id"] for entry in merged.entries}
    written = 0
    for entry in merged.entries:
        target = entry["target"]
        if target is not None and target not in there:
            lost = {
                "id": target, "at": entry["at"], "words": _LOST_ENTRY, "subject": "", "why": "", "kind": "change",
                "target": None, "changes": "[]", "previous": GENESIS, "hash": f"lost-{target!r}",
            }  # fmt: skip
            _tried(connection, "INSERT", "history", lost)
            there.add(target)
        cells = {name: entry[name] for name in columns if name in entry}
        if _tried(connection, "INSERT", "history", cells):
            written += 1
        else:
            merged.missing["history"] += 1
    return written


def _raise_counters(connection: sqlite3.Connection, sequence: Mapping[str, int]) -> None:
    """Numbers that were given out once are never given out again."""
    counted = connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'").fetchall()
    for (table,) in counted:
        highest = connection.execute(f'SELECT coalesce(max(id), 0) FROM "{table}"').fetchone()[0]  # noqa: S608
        known = sequence.get(table, 0)
        counter = known if highest < known < highest + _FAR else highest
        connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, counter))


def _prove(connection: sqlite3.Connection) -> None:
    found = found_by_quick_check(connection) or connection.execute("PRAGMA foreign_key_check").fetchall()
    if found:
        raise StoreFaultError(f"the salvaged file is not sound: {found[0]}")
