"""Backups of the database, the way back from one, and the proof that everything is as it was written.

A backup is the database alone. The evidence files stay in their vault beside it; they travel in bundles.
"""

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ita_tui.domain.evidence import FileState
from ita_tui.errors import for_the_administrator
from store.copying import (
    backups_folder,
    copy_database,
    dated,
    found_by_quick_check,
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
from store.tables import (
    APPEND_ONLY,
    APPLICATION_ID,
    SCHEMA,
    EvidenceFileRow,
    EvidenceRow,
    HistoryRow,
    MeasureRow,
)

if TYPE_CHECKING:
    from store.database import Store

_SIDE_FILES = ("-journal", "-wal", "-shm")


@dataclass(frozen=True)
class Verification:
    """What a look through everything found: problems, a Thai sentence each, and how much was looked at."""

    database: tuple[str, ...]
    chain: tuple[str, ...]
    evidence: tuple[str, ...]
    entries: int
    measures: int
    files: int
    signed: tuple[str, ...] = ()
    rounds: int = 0

    @property
    def problems(self) -> tuple[str, ...]:
        """All that was found."""
        return (*self.database, *self.chain, *self.evidence, *self.signed)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


def back_up(store: "Store", target: Path | None = None) -> Path:
    """Copy the database, checked and whole, and return where to.

    Without a target, or with a folder, under a name with date and time, by default in ``backups/`` beside the
    database. An existing file is never overwritten. Evidence files are not in it. Raises CopyExistsError,
    CopyFailedError, MissingFolderError, ReadOnlyFolderError and ClosedFolderError.
    """
    refuse_closed(target or store.path)
    if target is None or target.is_dir():
        folder = backups_folder(store.path) if target is None else target
        target = _free_name(folder, f"{store.path.stem}-{dated(store.door.clock())}")
    with store.door.driver_connection() as connection:
        return copy_database(connection, target)


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


def verify(store: "Store") -> Verification:
    """Look through everything: the file, the history, every evidence file by its hash (reads them all), signed copies."""
    with store.door.driver_connection() as connection:
        database = tuple(_database_problems(connection))
    with store.door.reading() as session:
        entries = session.execute(select(func.count(HistoryRow.id))).scalar_one()
        measures = session.execute(select(func.count(MeasureRow.id))).scalar_one()
        asked = select(EvidenceFileRow.sha256, EvidenceFileRow.name, EvidenceRow.title).join(EvidenceRow)
        kept = {sha256: (name, title) for sha256, name, title in session.execute(asked)}
    return Verification(
        database=database,
        chain=store.history.verify(),
        evidence=tuple(_evidence_problems(store, kept)),
        entries=entries,
        measures=measures,
        files=len(kept),
        signed=store.rounds.verify(),
        rounds=store.rounds.count(),
    )


def _free_name(folder: Path, stem: str) -> Path:
    """The name, with a number where two backups fall on one second."""
    number, name = 1, folder / f"{stem}.db"
    while name.exists():
        number += 1
        name = folder / f"{stem}-{number}.db"
    return name


def _database_problems(connection: sqlite3.Connection) -> Iterator[str]:
    for found in found_by_quick_check(connection):
        yield f"เนื้อในไฟล์ฐานข้อมูลเสียหาย{for_the_administrator(found)}"
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        detail = for_the_administrator(f"{table} {row} → {parent}")
        yield f"ข้อมูลบางรายการอ้างถึงข้อมูลที่ไม่มีอยู่แล้ว{detail}"
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    if set(APPEND_ONLY) - there:
        yield "ตัวป้องกันการแก้ไขประวัติถูกถอดออกจากฐานข้อมูล"


def _evidence_problems(store: "Store", kept: dict[str, tuple[str, str]]) -> Iterator[str]:
    for sha256, (name, title) in kept.items():
        state = store.vault.state(sha256, thorough=True)
        if state is not FileState.PRESENT:
            yield f"หลักฐาน «{title}» ({name}): {state.label}"


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
    aside = _free_name(database.parent, f"{database.stem}.before-restore-{dated(now)}")
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
