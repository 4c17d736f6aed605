"""Which file the last restore set aside: that one, or none, comes back when the restore is undone."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ita_tui.domain.backups import Backup
from store.backup_files import set_aside
from store.chain import RESTORE
from store.columns import moment_of
from store.copying import read_only
from store.refusals_backup import NothingSetAsideError

_LONGEST_RESTORE = timedelta(hours=1)
"""Between setting a file aside and the entry that tells of it; a large file on a slow stick takes minutes."""


@dataclass(frozen=True)
class _LastRestore:
    """When the last restore was entered, and which history it left: ``left:<count>:<head>``."""

    at: datetime
    left: str


def last_set_aside(database: Path, now: datetime) -> Backup:
    """What the last restore set aside: the file that its entry names, also where the clock was set back since.

    One whose history cannot be read is known by its time. Where the database itself cannot tell of a restore, it is
    the newest one. Raises NothingSetAsideError, also where the last restore had nothing to set aside, or the file is
    gone: an older one is no way back from that.
    """
    found = set_aside(database, now.tzinfo)
    if not found:
        raise NothingSetAsideError(database)
    restore = _last_restore(database, now)
    if restore is None:
        return found[0]
    named = (one for one in found if one.head and f"left:{one.entries}:{one.head}" == restore.left)
    nameless = (one for one in found if not one.head and _just_before(one.taken, restore.at))
    one = next(named, None) or next(nameless, None)
    if one is None:
        raise NothingSetAsideError(database)
    return one


def found_aside(database: Path, now: datetime) -> Backup | None:
    """As :func:`last_set_aside`; None where there is no restore that can be undone."""
    try:
        return last_set_aside(database, now)
    except NothingSetAsideError:
        return None


def _just_before(taken: datetime, entered: datetime) -> bool:
    """A file's name tells whole seconds."""
    return timedelta() <= entered - taken <= _LONGEST_RESTORE


def _last_restore(database: Path, now: datetime) -> _LastRestore | None:
    """As the database's own history tells it; None where it cannot tell."""
    try:
        with read_only(database) as connection:
            asked = "SELECT at, why FROM history WHERE subject = ? ORDER BY id DESC LIMIT 1"
            row = connection.execute(asked, (RESTORE,)).fetchone()
        return _LastRestore(moment_of(str(row[0]), now.tzinfo), str(row[1])) if row else None
    except (sqlite3.Error, ValueError):  # ValueError: a moment that somebody wrote over
        return None
