"""Opens a database file: finds out what it is, takes the lock, creates or migrates, and refuses in words."""

import os
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, StaticPool, create_engine, event
from sqlalchemy.engine import Connection

from store.copying import found_by_quick_check, header, read_only
from store.declaring import Base
from store.durable import sync_folder
from store.faults import translated
from store.holder import note_holder, read_holder
from store.left_beside import journal_of, refuse_foreign_journal, refuse_to_begin_anew
from store.place_warnings import takes_locks
from store.refusals import (
    ClosedFolderError,
    DamagedFileError,
    DatabaseInUseError,
    FolderInsteadError,
    ForeignFileError,
    MissingFolderError,
    NewerFileError,
    ReadOnlyFileError,
    ReadOnlyFolderError,
    UnreadableFileError,
    UnusableNameError,
)
from store.refusals_place import NoLocksError, PathTooLongError
from store.rights import begin_private
from store.tables import APPEND_ONLY, APPLICATION_ID, SCHEMA
from store.written_by import note_version, version_needed

Clock = Callable[[], datetime]
_LONGEST_NAME = 255  # bytes on Linux, where a Thai letter is three; Windows counts letters
_LONGEST_PATH = 511  # bytes that SQLite takes on Linux and macOS, whatever the system would


def open_file(path: Path, clock: Clock) -> Engine:
    """An engine on the one connection that holds the file's lock; the file is ours, sound, and of today's schema.

    A file that is not there is created, whole or not at all. Raises an :class:`~ita_tui.errors.ItaError` for
    everything that keeps it shut, and leaves the file as it was.
    """
    there = _look_around(path)
    if not there or not path.stat().st_size:
        refuse_to_begin_anew(path, clock(), there=there)
    refuse_foreign_journal(path, clock())
    try:
        with translated(path):
            return _opened(path, clock)
    except DatabaseInUseError as error:
        holder = read_holder(path, clock())
        if holder is None:
            if takes_locks(path.parent, f".{path.name}.try"):
                raise
            raise NoLocksError(path) from error
        raise DatabaseInUseError(path, holder.words, holder.since) from error
    except UnreadableFileError as error:
        if there:
            raise
        raise ReadOnlyFolderError(path.parent) from error  # what Windows tells only when it is tried
    except BaseException:
        if not there:
            _forget_beginning(path)
        raise


def _opened(path: Path, clock: Clock) -> Engine:
    begin_private(path)  # where it is not there; SQLite would let the umask say who may read it
    connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    engine = _engine(connection)
    try:
        _identify(path, connection)
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        _set_up(connection)
        version = _identify(path, connection)
        if version == 0:
            _create(engine, path)
        elif version < SCHEMA:
            from store.migrations.runner import migrate

            migrate(engine, connection, path, version, clock())
        _check(path, connection)
        with engine.connect():
            pass  # from here on the connection is the pool's, which closes it with the engine
        note_holder(path, clock())
    except BaseException:
        engine.dispose()
        connection.close()
        raise
    return engine


def _look_around(path: Path) -> bool:
    """Whether the file is there, and all that the file system alone can tell against it.

    The file itself is not opened: closing it would drop SQLite's lock.
    """
    if "\0" in str(path):
        raise UnusableNameError(path)
    try:
        return _look_at(path)
    except PermissionError as error:
        raise ClosedFolderError(path.parent) from error
    except OSError as error:
        raise UnusableNameError(path) from error


def _look_at(path: Path) -> bool:
    journal = os.fsencode(journal_of(path))
    if len(journal.rpartition(os.fsencode(os.sep))[2]) > _LONGEST_NAME:
        raise UnusableNameError(path)
    if os.name == "posix" and len(journal) > _LONGEST_PATH:
        raise PathTooLongError(path)
    if path.is_dir():
        raise FolderInsteadError(path)
    if not path.parent.is_dir():
        raise MissingFolderError(path.parent)
    there = path.exists()
    if there:
        if not _may(path, os.R_OK):
            raise UnreadableFileError(path)
        if not _may(path, os.W_OK):
            raise ReadOnlyFileError(path)
    if not _may(path.parent, os.W_OK | os.X_OK):
        raise ReadOnlyFolderError(path.parent)
    return there


def _may(path: Path, what: int) -> bool:
    return os.access(path, what, effective_ids=os.access in os.supports_effective_ids)


def _engine(connection: sqlite3.Connection) -> Engine:
    engine = create_engine(
        "sqlite://", creator=lambda: connection, poolclass=StaticPool, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def _begin(begun: Connection) -> None:
        """The driver must not begin by itself: it would leave DDL and PRAGMAs outside of the transaction."""
        begun.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _identify(path: Path, connection: sqlite3.Connection) -> int:
    """The file's schema, 0 for a file with nothing in it. Raises ForeignFileError and NewerFileError."""
    application, version, things = header(connection)
    if application == 0 and version == 0 and things == 0:
        return 0
    if application != APPLICATION_ID or version < 1:
        raise ForeignFileError(path)
    if version > SCHEMA:
        raise NewerFileError(path, found=version, known=SCHEMA, needs=version_needed(connection))
    return version


def _set_up(connection: sqlite3.Connection) -> None:
    for pragma in (
        "journal_mode = TRUNCATE",  # a copied file is whole: no side file holds what was saved
        "synchronous = EXTRA",  # with it, no power cut loses what was acknowledged
        "foreign_keys = ON",
        "recursive_triggers = ON",  # else INSERT OR REPLACE slips past the history's delete trigger
        "trusted_schema = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _create(engine: Engine, path: Path) -> None:
    with engine.begin() as connection:
        make_tables(connection)
    sync_folder(path.parent)


def make_tables(connection: Connection) -> None:
    """Everything of today's schema, in the running transaction: its tables, guards and marks."""
    Base.metadata.create_all(connection)
    for trigger in APPEND_ONLY.values():
        connection.exec_driver_sql(trigger)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
    note_version(connection)


def _check(path: Path, connection: sqlite3.Connection) -> None:
    found = found_by_quick_check(connection)
    if found:
        raise DamagedFileError(path, found[0])
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    missing = set(Base.metadata.tables) - there
    if missing:
        raise DamagedFileError(path, f"no table {min(missing)}")
    for name, table in Base.metadata.tables.items():
        lacking = set(table.columns.keys()) - {
            row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')
        }
        if lacking:  # nobody but a forger drops one
            raise DamagedFileError(path, f"no column {name}.{min(lacking)}")


def _forget_beginning(path: Path) -> None:
    """A file that could not be created leaves nothing, as far as there is nothing in it but SQLite's first page."""
    if not path.exists():
        return
    try:
        with read_only(path) as connection:
            if header(connection) != (0, 0, 0):
                return
    except sqlite3.Error:
        return  # not what we began
    for left in (path, path.with_name(f"{path.name}-journal")):
        left.unlink(missing_ok=True)
