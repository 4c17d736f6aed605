"""Salvage: what can still be read of a damaged database goes into a new one, and the damaged file is kept aside.

The damaged file is only read: its pages one by one (:mod:`store.damaged_pages`), which row is whose
(:mod:`store.salvage_reading`), and what its history tells of rows whose pages are lost (:mod:`store.replaying`).
"""

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from ita_tui.saving import confirm_place, rename_patiently
from ita_tui.thai.numerals import digits
from store.backup_files import backups_of
from store.copying import dated, free_name, kept_stem, read_only, refuse_closed
from store.durable import sync_file, sync_folder
from store.faults import worded
from store.holder import read_holder
from store.refusals import (
    CopyFailedError,
    DatabaseInUseError,
    FolderInsteadError,
    MissingFolderError,
    ReadOnlyFileError,
)
from store.refusals_salvage import NotDamagedError, NothingToSalvageError
from store.rights import begin_private, like_its
from store.salvage_merging import Merged, merge
from store.salvage_reading import Found, read_pages
from store.salvage_writing import enter, write_new
from store.sound import all_sound

__all__ = ["NotDamagedError", "NothingToSalvageError", "Salvaged", "salvage"]

_BLOCK = 4096  # bytes that are given up together where the disk will not read them
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True)
class Salvaged:
    """What was got back: where the damaged file is kept, the rows read by table, and what was lost, in words.

    ``entries`` counts the entries of the history among them.
    """

    kept_aside: Path
    read: Mapping[str, int]
    lost: tuple[str, ...]
    entries: int = 0


def salvage(database: Path, *, clock: Callable[[], datetime]) -> Salvaged:
    """Put what can be read of ``database`` into a new file in its place; the damaged one is kept beside it.

    At every moment either of the two stands in the place. Raises NothingToSalvageError, NotDamagedError where
    nothing is wrong with the file, DatabaseInUseError, CopyFailedError and the refusals of a folder; the damaged
    file is then as it was.
    """
    database = database.absolute()
    now = clock()
    _check_target(database, now)
    if all_sound(database):
        raise NotDamagedError(database)
    with _refusing(database):
        found, merged = _read(database)
    if not any(merged.rows.values()) and not merged.entries:
        raise NothingToSalvageError(database)
    with _arriving(database) as arriving:
        read = write_new(arriving, found, merged)
        lost = tuple(merged.lost())
        enter(arriving, clock, f"กู้ข้อมูลจากไฟล์ที่เสียหาย «{database.name}»", " · ".join(lost))
        like_its(database, arriving)
        sync_file(arriving)
        kept = _keep_aside(database, now)
        for side in _side_files(database):
            side.unlink()  # it would be played into the new file
        rename_patiently(arriving, database)
    confirm_place(database)
    return Salvaged(
        kept, dict(read), (*lost, *_fuller_backup(database, len(merged.entries), now)), len(merged.entries)
    )


def _fuller_backup(database: Path, entries: int, now: datetime) -> Iterator[str]:
    """Where a backup tells more of the history than could be salvaged, which one."""
    sound = [backup for backup in backups_of(database, None, now.tzinfo) if not backup.problem]
    best = max(sound, key=lambda backup: backup.entries, default=None)
    if best is not None and best.entries > entries:
        yield (
            f"ข้อมูลสำรอง «{best.path.name}» มีประวัติ {digits(best.entries)} รายการ มากกว่าที่กู้ได้"
            f" ({digits(entries)} รายการ) ควรนำข้อมูลสำรองนั้นกลับมาใช้แทน"
        )


def _check_target(database: Path, now: datetime) -> None:
    refuse_closed(database)
    if database.is_dir():
        raise FolderInsteadError(database)
    if not database.parent.is_dir():
        raise MissingFolderError(database.parent)
    if not database.exists():
        raise NothingToSalvageError(database)
    if not os.access(database, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise ReadOnlyFileError(database)
    try:
        with read_only(database) as connection:
            connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.Error as error:
        refusal = worded(error, database)
        if isinstance(refusal, DatabaseInUseError):
            holder = read_holder(database, now)
            who = ("", None) if holder is None else (holder.words, holder.since)
            raise DatabaseInUseError(database, *who) from error


def _read(database: Path) -> tuple[Found, Merged]:
    """What can be read of the file as it lies there, or as its journal would put it back, whichever tells more."""
    content = content_of(database)
    ways = [content]
    if (back := _played_back(database, content)) is not None:
        ways.insert(0, back)
    read = [(found, merge(found)) for found in map(read_pages, ways)]
    return max(read, key=lambda way: (way[1].whole, len(way[1].entries), way[0].count))


def content_of(path: Path) -> bytes:
    """The bytes of a file, with zeros where the disk will not read them."""
    blocks = []
    with path.open("rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        for start in range(0, size, _BLOCK):
            wanted = min(_BLOCK, size - start)
            try:
                file.seek(start)
                block = file.read(wanted)
            except OSError:
                block = b""
            blocks.append(block.ljust(wanted, b"\0"))
    return b"".join(blocks)


def _played_back(database: Path, content: bytes) -> bytes | None:
    """The file after what its journal undoes; None where there is no journal, or SQLite will not play it."""
    journal = database.with_name(f"{database.name}-journal")
    if not journal.is_file() or not journal.stat().st_size:
        return None
    # Beside the database: elsewhere there may be no room, and others may look.
    with tempfile.TemporaryDirectory(
        prefix=".salvage-", dir=database.parent, ignore_cleanup_errors=True
    ) as folder:
        copy = Path(folder, "copy.db")
        copy.write_bytes(content)
        Path(folder, "copy.db-journal").write_bytes(content_of(journal))
        try:
            with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            if _is_full(error):
                raise
            return None
        return copy.read_bytes()


@contextmanager
def _refusing(database: Path) -> Iterator[None]:
    """Say in a sentence what a disk refuses. Raises CopyFailedError."""
    try:
        yield
    except OSError as error:
        raise CopyFailedError(database, full=error.errno in _FULL) from error
    except (sqlite3.OperationalError, DBAPIError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise CopyFailedError(database, full=_is_full(cause)) from error


def _is_full(error: BaseException | None) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL


@contextmanager
def _arriving(database: Path) -> Iterator[Path]:
    """A temporary name beside the database, of which nothing is left however it ends."""
    arriving = None
    try:
        with _refusing(database):
            descriptor, name = tempfile.mkstemp(prefix=".salvage-", suffix=".part", dir=database.parent)
            os.close(descriptor)
            arriving = Path(name)
            yield arriving
    finally:
        if arriving is not None:
            with suppress(OSError):  # it lies there unused; what went wrong before is what she must hear
                arriving.unlink(missing_ok=True)


def _keep_aside(database: Path, now: datetime) -> Path:
    """The damaged file under a name of its own, with its journal: the very file where the disk can name it twice."""
    aside = free_name(database.parent, f"{kept_stem(database)}.damaged-{dated(now)}")
    pairs = [(database, aside)]
    pairs += [
        (side, aside.with_name(aside.name + side.name[len(database.name) :]))
        for side in _side_files(database)
    ]
    for source, kept in pairs:
        try:
            kept.hardlink_to(source)
        except (OSError, NotImplementedError):  # FAT, as on USB sticks, knows one name for a file
            _copy(source, kept)
    sync_folder(database.parent)
    return aside


def _copy(source: Path, kept: Path) -> None:
    try:
        begin_private(kept)
        shutil.copyfile(source, kept)
        like_its(source, kept)
    except OSError as error:
        if error.errno in _FULL:
            kept.unlink(missing_ok=True)
            raise
        kept.write_bytes(content_of(source))  # the disk will not read all of it
    sync_file(kept)


def _side_files(database: Path) -> list[Path]:
    beside = [database.with_name(database.name + suffix) for suffix in ("-journal", "-wal", "-shm")]
    return [side for side in beside if side.is_file() and side.stat().st_size]
