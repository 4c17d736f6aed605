"""The way back: a backup in the database's place, also where the database will not open."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from store.copying import (
    copy_database,
    dated,
    found_by_quick_check,
    free_name,
    header,
    read_only,
    refuse_closed,
)
from store.durable import sync_file, sync_folder
from store.faults import translated
from store.holder import read_holder
from store.refusals import (
    BadBackupError,
    CopyFailedError,
    DamagedFileError,
    DatabaseInUseError,
    FolderInsteadError,
    ForeignFileError,
    MissingFolderError,
    NewerFileError,
    NoBackupThereError,
    ReadOnlyFileError,
)
from store.tables import APPLICATION_ID, SCHEMA

_SIDE_FILES = ("-journal", "-wal", "-shm")


def restore(backup: Path, database: Path, *, clock: Callable[[], datetime]) -> Path | None:
    """Put a backup in the database's place, also where the database will not open.

    The backup is checked first. The database as it stood is copied aside under a dated name, which is returned
    (None where there was none); nothing is ever deleted but what lies in that copy. The evidence files are not
    touched. Raises NoBackupThereError, BadBackupError, ForeignFileError, NewerFileError, DatabaseInUseError,
    CopyFailedError and the refusals of a folder.
    """
    database = database.absolute()
    refuse_closed(database)
    refuse_closed(backup)
    _check_target(database, clock())
    with _checked(backup) as connection:
        kept = _keep_aside(database, clock()) if database.exists() else None
        # A journal of the old file would be played into the new one.
        copy_database(connection, database, overwrite=True, drop=_side_files(database))
    return kept


def _check_target(database: Path, now: datetime) -> None:
    """Refuse a database that somebody has open. One that will not open at all is not refused: that is what for."""
    if database.is_dir():
        raise FolderInsteadError(database)
    if not database.parent.is_dir():
        raise MissingFolderError(database.parent)
    if not database.exists():
        return
    if not os.access(database, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise ReadOnlyFileError(database)
    try:
        # Asking to write would play a journal into the file before it is kept aside.
        with read_only(database) as connection:
            connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            holder = read_holder(database, now)
            who = ("", None) if holder is None else (holder.words, holder.since)
            raise DatabaseInUseError(database, *who) from error


@contextmanager
def _checked(backup: Path) -> Iterator[sqlite3.Connection]:
    """The backup, open for reading, when it is ours, not newer than this program, and sound."""
    if not backup.is_file():
        raise NoBackupThereError(backup)
    try:
        with translated(backup), read_only(backup) as connection:
            application, version, _ = header(connection)
            if application != APPLICATION_ID or version < 1:
                raise ForeignFileError(backup)
            if version > SCHEMA:
                raise NewerFileError(backup, found=version, known=SCHEMA)
            if found_by_quick_check(connection):
                raise BadBackupError(backup)
            yield connection
    except DamagedFileError as error:
        raise BadBackupError(backup) from error


def _keep_aside(database: Path, now: datetime) -> Path:
    """A copy of the file as it is, byte for byte, with what lies beside it, on the disk before anything is replaced."""
    aside = free_name(database.parent, f"{database.stem}.before-restore-{dated(now)}")
    pairs = [(database, aside)]
    pairs += [
        (side, aside.with_name(aside.name + side.name.removeprefix(database.name)))
        for side in _side_files(database)
        if side.stat().st_size  # an emptied journal holds nothing
    ]
    for source, copy in pairs:
        try:
            shutil.copyfile(source, copy)
            sync_file(copy)
        except OSError as error:
            raise _not_copied(copy, error) from error
    try:
        sync_folder(database.parent)
    except OSError as error:
        raise _not_copied(aside, error) from error
    return aside


def _not_copied(copy: Path, error: OSError) -> CopyFailedError:
    return CopyFailedError(copy, full=error.errno == errno.ENOSPC)


def _side_files(database: Path) -> list[Path]:
    beside = [database.with_name(database.name + suffix) for suffix in _SIDE_FILES]
    return [side for side in beside if side.is_file()]
