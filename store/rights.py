"""Who may look: a database is its user's alone, and what the program lays beside it is as private as the database is.

A database that she opened to others on purpose (on a shared folder) keeps its rights. Windows keeps no such bits: there
the profile's folder is private.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_ALONE, _ALL = 0o700, 0o777


def begin_private(path: Path) -> None:
    """Make an empty file that its user alone may read, whatever the umask says.

    What hinders that is told by whoever opens the file.
    """
    if os.name == "posix":
        with suppress(OSError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def is_shared(database: Path) -> bool:
    """Whether others may read or write the database: then they may what lies beside it, too."""
    try:
        return bool(os.name == "posix" and stat.S_IMODE(database.stat().st_mode) & _OTHERS)
    except OSError:  # not there: nobody shares it
        return False


def folder_mode(database: Path) -> int:
    """The mode of a folder that is made beside the database, before the umask."""
    return _ALL if is_shared(database) else _ALONE


def like_its(database: Path, path: Path) -> None:
    """Let others do with a file what they may do with the database. Where the disk keeps no rights, nothing happens."""
    if os.name != "posix":
        return
    with suppress(OSError):  # a share or a stick without rights of its own
        theirs = stat.S_IMODE(database.stat().st_mode) & _OTHERS
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_OTHERS | theirs)


def make_private(path: Path) -> None:
    """Take from all others what they may do with a file of the program's own folder. Raises OSError."""
    if os.name == "posix" and path.exists():
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_OTHERS)
