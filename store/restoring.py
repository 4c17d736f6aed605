"""The way back: a backup in the database's place, also where the database will not open, and back again from there."""

import errno
import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from ita_tui.saving import confirm_place, rename_patiently
from ita_tui.thai.dates import stored_date
from ita_tui.thai.numerals import thai_digits
from store.backup_files import contents_of, second_folders, taken_of
from store.copying import (
    backups_folder,
    copy_database,
    found_by_quick_check,
    free_name,
    header,
    read_only,
    refuse_closed,
)
from store.database import Store
from store.durable import sync_file
from store.evidence_copies import EvidenceCopied, contents_in, copy_missing
from store.faults import translated
from store.holder import read_holder
from store.last_aside import last_set_aside
from store.refusals import (
    BadBackupError,
    CopyFailedError,
    DamagedFileError,
    DatabaseInUseError,
    FolderInsteadError,
    ForeignFileError,
    MigrationFailedError,
    MissingFolderError,
    NewerFileError,
    NoBackupThereError,
    ReadOnlyFileError,
    ReadOnlyFolderError,
)
from store.refusals_backup import DamagedCopyError
from store.rights import begin_private, like_its
from store.second_folder import chosen_in
from store.setting_aside import copy_aside, side_files
from store.tables import APPLICATION_ID, SCHEMA, EvidenceFileRow
from store.written_by import version_needed

SUBJECT = "restore"
"""What the history's entry of a restore is about."""
_WORDS = "นำข้อมูลสำรองกลับมาใช้"
_PREPARING = ".restoring-"
_LONGEST_STEM = 60  # bytes

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Restored:
    """What came of a restore: which file was brought back, and where the database that was there is kept (if any).

    ``evidence`` tells how many evidence contents came back with it, and how many are still missing.
    """

    brought: Path
    kept: Path | None
    evidence: EvidenceCopied


def restore(backup: Path, database: Path, *, clock: Clock) -> Path | None:
    """As :func:`bring_back`; returns where the database that was there is kept, None where there was none."""
    return bring_back(backup, database, clock=clock).kept


def undo_restore(database: Path, *, clock: Clock) -> Path:
    """As :func:`go_back`; returns the file that was brought back, which stays where it lies."""
    return go_back(database, clock=clock).brought


def bring_back(backup: Path, database: Path, *, clock: Clock, words: str = "") -> Restored:
    """Put a backup in the database's place, also where the database will not open.

    A copy of the backup is checked, taken to today's form where it is older, and gets an entry in its history that
    tells of the way back; then the database as it stood is set aside under a dated name, byte for byte, and the copy
    takes its place in one step: a kill leaves the one or the other whole. Nothing is ever deleted but what lies in the
    file set aside. Evidence that is missing comes back where it lies beside the backup. Raises NoBackupThereError,
    BadBackupError, ForeignFileError, NewerFileError, DatabaseInUseError, CopyFailedError and the refusals of a folder.
    """
    database = database.absolute()
    refuse_closed(database)
    refuse_closed(backup)
    _check_target(database, clock())
    with _prepared(backup, database, clock) as store:
        kept = copy_aside(database, clock()) if database.exists() else None
        _play_back(database)
        _tell(store, database, words or _words_of(backup, clock()))
        for key, chosen in chosen_in(database, clock().tzinfo).items():  # it is of this PC, not of the backup
            store.preferences.set(key, chosen)
        evidence = _evidence_back(store, backup, database)
        migrated = store.path.parent / "backups"
        store.close()
        _keep_migration_backup(migrated, database)
        _take_place(store.path, database)
    return Restored(backup, kept, evidence)


def go_back(database: Path, *, clock: Clock) -> Restored:
    """Undo a restore: bring back what the last one set aside, and set aside what is there now, in the same way.

    What was set aside because it would not open comes back as it was, byte for byte. Raises NothingSetAsideError and
    as :func:`bring_back` does.
    """
    database = database.absolute()
    aside = last_set_aside(database, clock())
    try:
        return bring_back(aside.path, database, clock=clock, words=f"{_WORDS}: ฐานข้อมูลเดิมที่เก็บแยกไว้")
    except (BadBackupError, ForeignFileError, NewerFileError):
        return _as_it_was(aside.path, database, clock())


def _as_it_was(aside: Path, database: Path, now: datetime) -> Restored:
    """Put a file that will not open back in its place, and after it what was set aside with it.

    In this order, for a journal that comes first would be played into the database that still has the place.
    """
    with _folder_beside(database) as folder:
        ready = folder / database.name
        kept = copy_aside(database, now) if database.exists() else None
        sides = [_copied_as_it_is(side, _beside(ready, aside, side)) for side in side_files(aside)]
        _copied_as_it_is(aside, ready)
        _play_back(database)
        _take_place(ready, database)
        for side in sides:
            like_its(database, side)
            rename_patiently(side, _beside(database, ready, side))
        confirm_place(database)
    return Restored(aside, kept, EvidenceCopied())


def _copied_as_it_is(source: Path, copy: Path) -> Path:
    """A copy that lies on the disk before it is needed."""
    begin_private(copy)
    shutil.copyfile(source, copy)
    sync_file(copy)
    return copy


def _beside(file: Path, its: Path, side: Path) -> Path:
    """Where a side file of ``its`` lies when it becomes one of ``file``."""
    return file.with_name(file.name + side.name.removeprefix(its.name))


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


# --- the copy that takes the place -----------------------------------------------------------------------------


@contextmanager
def _prepared(backup: Path, database: Path, clock: Clock) -> Iterator[Store]:
    """A sound copy of the backup in a folder beside the database, opened as the store opens any file."""
    with _folder_beside(database) as folder:
        place = folder / database.name
        copy_sound(backup, place)
        try:
            store = Store.open(place, clock=clock)
        except (DamagedFileError, MigrationFailedError) as error:
            raise BadBackupError(backup) from error
        with store:
            yield store


@contextmanager
def _folder_beside(database: Path) -> Iterator[Path]:
    """A folder for what is being prepared; what a kill left of an earlier one goes with it.

    Raises CopyFailedError where the block finds no room, and ReadOnlyFolderError.
    """
    prefix = f".{_short_stem(database)}{_PREPARING}"
    for left in database.parent.glob(f"{_literally(prefix)}*"):
        shutil.rmtree(left, ignore_errors=True)
    try:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=database.parent))
    except OSError as error:
        raise ReadOnlyFolderError(database.parent) from error
    try:
        yield folder
    except CopyFailedError as error:
        if folder not in error.target.parents:
            raise
        raise CopyFailedError(database, full=error.full) from error  # of the place it was meant for
    except OSError as error:
        raise CopyFailedError(database, full=error.errno in {errno.ENOSPC, errno.EDQUOT}) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _short_stem(database: Path) -> str:
    """What tells the folder from those of other databases; the path of what lies in it has 511 bytes in all."""
    stem = os.fsencode(database.stem)
    return database.stem if len(stem) <= _LONGEST_STEM else hashlib.sha256(stem).hexdigest()[:12]


def copy_sound(backup: Path, place: Path) -> None:
    """Copy the backup, when it is ours, not newer than this program, and sound."""
    if not backup.is_file():
        raise NoBackupThereError(backup)
    if any(side.stat().st_size for side in side_files(backup)):  # set aside in the middle of a save
        for one in (backup, *side_files(backup)):
            shutil.copyfile(one, _beside(place, backup, one))
        _play_back(place)
        with _checked(place, backup):
            return
    with _checked(backup, backup) as connection:
        copy_database(connection, place)


@contextmanager
def _checked(path: Path, backup: Path) -> Iterator[sqlite3.Connection]:
    """The file, open for reading; ``backup`` is its name in a refusal."""
    try:
        with translated(backup), read_only(path) as connection:
            application, version, _ = header(connection)
            if application != APPLICATION_ID or version < 1:
                raise ForeignFileError(backup)
            if version > SCHEMA:
                raise NewerFileError(backup, found=version, known=SCHEMA, needs=version_needed(connection))
            if found_by_quick_check(connection):
                raise BadBackupError(backup)
            yield connection
    except (DamagedFileError, DamagedCopyError) as error:
        raise BadBackupError(backup) from error


def _tell(store: Store, database: Path, words: str) -> None:
    """Write the way back into the restored history, with the end of the history that was left."""
    left = contents_of(database)
    with store.door.writing_history() as session:
        why = f"left:{left.entries}:{left.head}"
        store.door.enter(session, (), words=words, subjects=(SUBJECT,), why=why)


def _words_of(backup: Path, now: datetime) -> str:
    taken = taken_of(backup, now.tzinfo)
    if taken is None:
        return f"{_WORDS}: {thai_digits(backup.stem)}"
    return f"{_WORDS}: ฉบับวันที่ {stored_date(taken.date())} เวลา {thai_digits(f'{taken:%H:%M}')} น."


def _keep_migration_backup(made: Path, database: Path) -> None:
    """The copy that was made of an older backup before it was taken to today's form lies with the others for good."""
    for copy in sorted(made.glob("*.db")):
        rename_patiently(copy, free_name(backups_folder(database), copy.stem))


# --- taking the place ------------------------------------------------------------------------------------------


def _play_back(database: Path) -> None:
    """Let SQLite play a journal back that a kill left, so that none is thrown away that the file still needs.

    Only after the file was set aside as it stood. One that will not open has nothing to be played into.
    """
    if not any(side.stat().st_size for side in side_files(database)):
        return
    with suppress(sqlite3.Error), closing(sqlite3.connect(database, timeout=0)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _take_place(ready: Path, database: Path) -> None:
    """A journal of the old file would be played into the new one: it goes first, and is needed by nothing any more."""
    for side in side_files(database):
        side.unlink()
    like_its(database, ready)
    rename_patiently(ready, database)
    confirm_place(database)


# --- evidence --------------------------------------------------------------------------------------------------


def _evidence_back(store: Store, backup: Path, database: Path) -> EvidenceCopied:
    """Copy contents that the restored database names and the vault has not, from where they lie beside backups."""
    with store.door.reading() as session:
        named = {
            row.sha256: row.size
            for row in session.execute(select(EvidenceFileRow.sha256, EvidenceFileRow.size))
        }
    # What was removed on purpose stays away.
    wanted = {digest: size for digest, size in named.items() if not store.removals.holds(digest)}
    vault = database.with_name(f"{database.stem}.evidence")
    before = _sound_in(vault, wanted)
    try:
        second = store.preferences.get("second_folder", "")
        return copy_missing(wanted, _vaults_near(backup, database, second), vault, database)
    except OSError:  # no room for them: the database comes back all the same, and they are told as missing
        now = _sound_in(vault, wanted)
        return EvidenceCopied(len(now - before), len(wanted) - len(now))


def _sound_in(vault: Path, wanted: Mapping[str, int]) -> frozenset[str]:
    """Which of the wanted contents lie in a vault with the size that is recorded; none where it cannot be read."""
    with suppress(OSError):  # what cannot be read is as good as missing
        return frozenset(digest for digest, size in contents_in(vault) if wanted.get(digest) == size)
    return frozenset()


def _vaults_near(backup: Path, database: Path, second: str) -> Iterator[Path]:
    """Folders of evidence beside the backup, beside the database it was made of, and in the second folder."""
    places = [backup.absolute().parent]
    if places[0].name == "backups":
        places.append(places[0].parent)
    if second:
        places += second_folders(database, Path(second))
    for place in places:
        with suppress(OSError):  # a share that broke off; the other places may have it
            yield from sorted(one for one in place.iterdir() if one.suffix == ".evidence")


def _literally(name: str) -> str:
    """A name as a pattern that finds nothing but it."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)
