"""Turns what the driver says into what the secretary can read. No driver's exception leaves the store."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from ita_tui.errors import ItaError
from store.refusals import (
    DamagedFileError,
    DatabaseInUseError,
    DiskRefusedError,
    ForeignFileError,
    NumberTooLargeError,
    ReadOnlyFileError,
    StoreFaultError,
    UnreadableFileError,
    UnwritableTextError,
)
from store.refusals_place import NoLocksError

_KINDS = 0xFF  # the lower byte of an extended result code names its kind
_DISK = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
_NO_LOCKS = {
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOLFS,
    sqlite3.SQLITE_IOERR_LOCK,
    sqlite3.SQLITE_IOERR_RDLOCK,
    sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK,
}
_DAMAGE = ("malformed database schema", "database disk image is malformed", "Could not decode to UTF-8")
"""How words begin that the driver gives no code with."""
_ABOUT_THE_FILE: dict[int, Callable[[Path], ItaError]] = {
    sqlite3.SQLITE_BUSY: DatabaseInUseError,
    sqlite3.SQLITE_LOCKED: DatabaseInUseError,
    sqlite3.SQLITE_NOTADB: ForeignFileError,
    sqlite3.SQLITE_READONLY: ReadOnlyFileError,
    sqlite3.SQLITE_CANTOPEN: UnreadableFileError,
    sqlite3.SQLITE_PERM: UnreadableFileError,
    sqlite3.SQLITE_AUTH: UnreadableFileError,
}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise an :class:`ItaError` (or :class:`StoreFaultError`, a bug) in place of the driver's exceptions."""
    try:
        yield
    except DBAPIError as error:
        raise worded(error.orig, path) from error
    except sqlite3.Error as error:
        raise worded(error, path) from error
    except UnicodeEncodeError as error:
        raise UnwritableTextError from error
    except UnicodeDecodeError as error:  # SQLite told of damage in words that hold bytes of it
        raise DamagedFileError(path, error.object.decode("utf-8", "backslashreplace")) from error
    except OverflowError as error:
        raise NumberTooLargeError from error


def worded(error: BaseException | None, path: Path) -> ItaError | StoreFaultError:
    """The refusal for what SQLite said about the file at ``path``."""
    exactly = getattr(error, "sqlite_errorcode", 0)
    code = exactly & _KINDS
    if exactly in _NO_LOCKS or code in _NO_LOCKS:
        return NoLocksError(path, str(error))
    if code in _DISK:
        return DiskRefusedError()
    if code == sqlite3.SQLITE_CORRUPT or (not code and _tells_of_damage(error)):
        return DamagedFileError(path, str(error))
    refusal = _ABOUT_THE_FILE.get(code)
    return StoreFaultError(f"{type(error).__name__}: {error}") if refusal is None else refusal(path)


def _tells_of_damage(error: BaseException | None) -> bool:
    return isinstance(error, sqlite3.DatabaseError) and str(error).startswith(_DAMAGE)
