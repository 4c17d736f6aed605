"""Which version of the program gave a file its schema: a program that is too old for the file can name the one it needs."""

import json
import sqlite3
from importlib.metadata import PackageNotFoundError, version

from sqlalchemy.engine import Connection

from store.changes import canonical

_KEY = "written_by"
"""Among her settings, where every version of the program finds it and none minds it."""


def note_version(connection: Connection) -> None:
    """Write down, in the running transaction, that this version made the file's schema."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO preference (key, value) VALUES (?, ?)", (_KEY, canonical(_program_version()))
    )


def written_by(connection: sqlite3.Connection) -> str:
    """The version that made the file's schema; empty where nobody wrote it down or it cannot be read."""
    try:
        row = connection.execute("SELECT value FROM preference WHERE key = ?", (_KEY,)).fetchone()
        found = "" if row is None else json.loads(row[0])
    except (sqlite3.Error, ValueError, TypeError):  # a later program may keep its settings otherwise
        return ""
    return found if isinstance(found, str) else ""


def version_needed(connection: sqlite3.Connection) -> str:
    """The version of the program that a file of a later schema needs; empty where nothing later than this one is told."""
    found = written_by(connection)
    return "" if found == _program_version() else found


def _program_version() -> str:
    try:
        return version("ita-tui")
    except PackageNotFoundError:  # run from its source without being installed
        return ""
