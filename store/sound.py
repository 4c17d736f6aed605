"""Whether a database file that nobody has open is sound in all that the file itself can tell."""

import sqlite3
from pathlib import Path

from store.copying import header, read_only
from store.declaring import Base
from store.replaying import told_by
from store.tables import APPEND_ONLY, APPLICATION_ID, SCHEMA


def all_sound(path: Path) -> bool:
    """Every page, every reference, every table and guard, and the history's chain from its first entry to its last."""
    try:
        with read_only(path) as connection:
            return (
                header(connection)[0] == APPLICATION_ID
                and connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
                and connection.execute("PRAGMA foreign_key_check").fetchone() is None
                and _has_all(connection, of_today=header(connection)[1] == SCHEMA)
                and _chain_holds(connection)
            )
    except (sqlite3.Error, ValueError):
        return False


def _has_all(connection: sqlite3.Connection, *, of_today: bool) -> bool:
    """Every guard, and every table where the schema is today's; which ones an older schema had is told nowhere."""
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    return set(APPEND_ONLY) <= there and (not of_today or set(Base.metadata.tables) <= there)


def _chain_holds(connection: sqlite3.Connection) -> bool:
    rows = connection.execute("SELECT * FROM history")
    names = [column[0] for column in rows.description]
    told = told_by(dict(zip(names, row, strict=True)) for row in rows)
    written = connection.execute("SELECT max(seq) FROM sqlite_sequence WHERE name = 'history'").fetchone()[0]
    return told.whole and told.entries == (written or told.entries)
