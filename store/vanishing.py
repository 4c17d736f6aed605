"""A file that is deleted, moved or replaced while it is open: noticing it, and writing all of it somewhere again.

The system lets the program go on with a file that has no name any more; all that is saved there is gone when it ends.
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from ita_tui.errors import ItaError
from store.copying import copy_database, dated, free_name, kept_stem

_CAN_VANISH = os.name != "nt"  # Windows deletes and moves no file that is open
Mark = tuple[int, int]
_SOMETHING_FAILED = (ItaError, OSError, sqlite3.Error, SQLAlchemyError)


def mark_of(path: Path) -> Mark | None:
    """The disk and the number by which the system knows the file at ``path``; None where there is none.

    The file is not opened: closing it would drop SQLite's lock.
    """
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino


def has_vanished(path: Path, mark: Mark | None) -> bool:
    """Whether ``path`` leads no more to the file that had this mark when it was opened."""
    if not _CAN_VANISH or mark is None:
        return False
    try:
        return mark_of(path) != mark
    except OSError:
        return False  # nothing is known: saving itself will tell


def write_again(
    connection: sqlite3.Connection, path: Path, mark: Mark, elsewhere: Path | None, now: datetime
) -> Path | None:
    """Write all that the connection still reads to the first place that takes it, and return that place.

    First the old place, where its disk is still there and nothing else has come into it; then beside it; then the
    folder ``elsewhere``, and the system's own for passing things. None where no place takes it.
    """
    for place in _places(path, mark, elsewhere, now):
        with suppress(*_SOMETHING_FAILED):  # the next place is tried, and the refusal says which one it was
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return copy_database(connection, place)
    return None


def _places(path: Path, mark: Mark, elsewhere: Path | None, now: datetime) -> Iterator[Path]:
    name = f"{kept_stem(path)}.rescued-{dated(now)}"
    folder = mark_of(path.parent)
    # On another disk than the file's, the folder is what that disk was mounted on: nobody looks for a file there.
    if folder is not None and folder[0] == mark[0]:
        if not os.path.lexists(path):
            yield path
        yield free_name(path.parent, name)
    for other in (elsewhere, Path(tempfile.gettempdir())):
        if other is not None:
            yield free_name(other, name)
