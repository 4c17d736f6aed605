"""Whole, checked copies of a database file; used by backups, by restoring and before a migration."""

import errno
import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from datetime import datetime
from pathlib import Path, PurePath
from urllib.parse import quote

from ita_tui.saving import confirm_place, rename_patiently
from ita_tui.thai.dates import BE
from store.durable import sync_file
from store.refusals import (
    ClosedFolderError,
    CopyExistsError,
    CopyFailedError,
    MissingFolderError,
    ReadOnlyFolderError,
)
from store.refusals_backup import DamagedCopyError
from store.rights import folder_mode

_HALF_FOR_GOOD = 24 * 60 * 60  # seconds after which nobody is writing it any more
PAGES = 256
"""Pages that are copied before it is asked again whether to stop."""
_LONGEST_STEM = 180  # bytes

Stop = Callable[[], bool]
"""Asked again and again on a long way: whether to leave it."""


class StoppedError(Exception):
    """Whoever waits for the copy wants to leave; nothing is left of it."""


def backups_folder(database: Path) -> Path:
    """``backups/`` beside the database, made where it is not there. Raises ReadOnlyFolderError."""
    folder = database.parent / "backups"
    try:
        folder.mkdir(mode=folder_mode(database), exist_ok=True)
    except OSError as error:
        raise ReadOnlyFolderError(database.parent) from error
    return folder


def refuse_closed(path: Path) -> None:
    """Raise ClosedFolderError where this user may not enter the folder of a file."""
    try:
        path.stat()
    except PermissionError as error:
        raise ClosedFolderError(path.parent) from error
    except (OSError, ValueError):
        pass  # whoever opens or writes it says why


def dated(now: datetime) -> str:
    """Date and time for a file name, in the Buddhist Era: 25690116-103205."""
    return f"{now.year + BE}{now:%m%d-%H%M%S}"


def kept_stem(database: Path) -> str:
    """The stem under which a database's backups are named: its own, or what fits of one that is very long.

    A name takes 255 bytes on Linux, a Thai letter three of them; date, kind and the temporary ending take up to 70.
    """
    stem = database.stem
    if len(os.fsencode(stem)) <= _LONGEST_STEM:
        return stem
    mark = hashlib.sha256(os.fsencode(stem)).hexdigest()[:8]
    cut = os.fsencode(stem)[: _LONGEST_STEM - len(mark) - 1].decode("utf-8", errors="ignore")
    return f"{cut}~{mark}"


def clear_halves(folder: Path, pattern: str, now: datetime) -> None:
    """Clear away copies that a kill left half written in a folder, once they are a day old.

    Younger ones may be on their way: in another thread, or from another computer that shares the folder.
    """
    with suppress(OSError):  # it went meanwhile, with all that lies in it
        for half in sorted(folder.glob(pattern)):
            with suppress(OSError):  # it lies there unused; the next time tries again
                if now.timestamp() - half.stat().st_mtime > _HALF_FOR_GOOD:
                    half.unlink()


def free_name(folder: Path, stem: str) -> Path:
    """The name, with a number where two backups fall on one second."""
    number, name = 1, folder / f"{stem}.db"
    while name.exists():
        number += 1
        name = folder / f"{stem}-{number}.db"
    return name


def copy_database(
    source: sqlite3.Connection,
    target: Path,
    *,
    overwrite: bool = False,
    drop: Sequence[Path] = (),
    stop: Stop | None = None,
) -> Path:
    """Copy an open database to ``target``: to a temporary name, checked, on the disk, then under its own name.

    ``drop`` are side files of the target that go just before it is replaced. Raises MissingFolderError, CopyExistsError
    (unless ``overwrite``), CopyFailedError, DamagedCopyError where what was copied is not sound, StoppedError once
    ``stop`` is true and, where the copy is in its place and only the disk's last word is missing, SavedUnconfirmed; the
    source is only read.
    """
    return copy_lent(lambda: nullcontext(source), target, overwrite=overwrite, drop=drop, stop=stop)


def copy_lent(
    lend: Callable[[], AbstractContextManager[sqlite3.Connection]],
    target: Path,
    *,
    overwrite: bool = False,
    drop: Sequence[Path] = (),
    stop: Stop | None = None,
) -> Path:
    """As :func:`copy_database`, of a connection that is lent for no longer than the pages are read.

    What takes long, the check and the way to the disk, happens after the connection was given back.
    """
    if not target.parent.is_dir():
        raise MissingFolderError(target.parent)
    if target.exists() and not overwrite:
        raise CopyExistsError(target)
    with _arriving(target) as arriving:
        with closing(sqlite3.connect(arriving)) as copy:
            copy.execute("PRAGMA synchronous = OFF")  # the whole file is synced below, before it has a name
            _copy_pages(lend, copy, target, stop)
        if found := problems(arriving):
            raise DamagedCopyError(target, found[0])
        sync_file(arriving)
        for side in drop:
            side.unlink()
        rename_patiently(arriving, target)
    confirm_place(target)
    return target


def _copy_pages(
    lend: Callable[[], AbstractContextManager[sqlite3.Connection]],
    copy: sqlite3.Connection,
    target: Path,
    stop: Stop | None,
) -> None:
    """Every page, as of one moment. What fails about the copy is not told as the fault of who lent the source."""

    def ask(_status: int, _left: int, _all: int) -> None:
        if stop is not None and stop():
            raise StoppedError

    failed: sqlite3.DatabaseError | None = None
    with lend() as source:
        try:
            source.backup(copy, pages=-1 if stop is None else PAGES, progress=ask)
        except sqlite3.DatabaseError as error:
            failed = error
    if isinstance(failed, sqlite3.OperationalError):
        raise failed
    if failed is not None:
        raise DamagedCopyError(target, str(failed)) from failed


@contextmanager
def _arriving(target: Path) -> Iterator[Path]:
    """A temporary name beside the target, of which nothing is left however it ends."""
    try:
        descriptor, name = tempfile.mkstemp(
            prefix=f".{kept_stem(target)}{target.suffix}.", suffix=".part", dir=target.parent
        )
        os.close(descriptor)
    except OSError as error:
        raise _failed(target, error) from error
    arriving = Path(name)
    try:
        yield arriving
    except (OSError, sqlite3.OperationalError) as error:
        raise _failed(target, error) from error
    finally:
        for left in (arriving, arriving.with_name(f"{arriving.name}-journal")):
            with suppress(OSError):  # it lies there unused; what went wrong before it is what she must hear
                left.unlink(missing_ok=True)


def _failed(target: Path, error: OSError | sqlite3.OperationalError) -> CopyFailedError:
    if isinstance(error, OSError):
        return CopyFailedError(target, full=error.errno == errno.ENOSPC)
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return CopyFailedError(target, full=code == sqlite3.SQLITE_FULL)


@contextmanager
def read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that cannot write.

    Where SQLite tells of damage in words that hold bytes of it, the driver fails on the words: that is damage, too.
    """
    with closing(sqlite3.connect(address(path.absolute()), uri=True, timeout=0)) as connection:
        try:
            yield connection
        except UnicodeDecodeError as error:
            damage = sqlite3.DatabaseError(error.object.decode("utf-8", "backslashreplace"))
            damage.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise damage from error


def address(path: PurePath) -> str:
    """An absolute path as SQLite reads it, for reading alone.

    :meth:`pathlib.PurePath.as_uri` would name the computer of a shared folder where SQLite takes none, so shared
    folders keep their two strokes in the path.
    """
    written = path.as_posix()
    stroke = "" if written.startswith("/") else "/"
    return f"file://{stroke}{quote(os.fsencode(written), safe='/:')}?mode=ro"


def problems(path: Path) -> tuple[str, ...]:
    """What SQLite's quick check finds in a file that nobody has open; its English words."""
    try:
        with read_only(path) as connection:
            return found_by_quick_check(connection)
    except sqlite3.DatabaseError as error:
        return (str(error),)


def found_by_quick_check(connection: sqlite3.Connection) -> tuple[str, ...]:
    rows = [str(row[0]) for row in connection.execute("PRAGMA quick_check(10)")]
    return () if rows == ["ok"] else tuple(rows)


def header(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """The file's application_id, its user_version (schema), and how many tables and the like it holds."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    things = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return int(application), int(version), int(things)
