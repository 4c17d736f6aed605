"""Backups of the database: whole, checked copies, made while it is open, by hand or by themselves.

A backup is the database alone. The evidence files stay in their vault beside it; a second folder gets them, too.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from ita_tui.domain.backups import Backup, BackupKind, to_clear
from store.backup_files import backup_name, backups_beside
from store.columns import moment_of
from store.copying import backups_folder, clear_halves, copy_lent, dated, free_name, problems, refuse_closed
from store.tables import HistoryRow

if TYPE_CHECKING:
    from store.database import Store

HALVES = ".*.db.*.part"
"""How copies of a database are named that are not whole yet."""
DUE_AFTER = timedelta(minutes=30)
"""The last backup may be so old while there are changes that no backup holds."""


def back_up(store: "Store", target: Path | None = None) -> Path:
    """Copy the database, checked and whole, and return where to.

    Without a target, or with a folder, under a name with date and time, by default in ``backups/`` beside the
    database. An existing file is never overwritten. Evidence files are not in it. Raises CopyExistsError,
    CopyFailedError, MissingFolderError, ReadOnlyFolderError and ClosedFolderError.
    """
    refuse_closed(target or store.path)
    if target is None or target.is_dir():
        folder = backups_folder(store.path) if target is None else target
        target = free_name(folder, backup_name(store.path, BackupKind.BY_HAND, dated(store.door.clock())))
    return copy_lent(store.door.driver_connection, target)


def back_up_as(store: "Store", kind: BackupKind, note: str = "") -> Path | None:
    """Copy the database into ``backups/`` for a reason; None where no backup is needed.

    None is needed where nothing happened yet, or a sound backup holds everything already; a signed round gets its own
    in any case. ``note`` follows the kind in the name, e.g. 2569-12 of a signed round. Raises as :func:`back_up` does.
    """
    head = store.history.head()
    if not head or (kind is not BackupKind.SIGNED and _holds(store, head)):
        return None
    refuse_closed(store.path)
    folder = backups_folder(store.path)
    name = backup_name(store.path, kind, dated(store.door.clock()), note)
    return copy_lent(store.door.driver_connection, free_name(folder, name))


def back_up_if_due(store: "Store") -> Path | None:
    """Make a backup where there are changes that none holds, and the last one is thirty minutes old or more.

    Where there is none yet, the first change must be as old. A last one from the future was made under another clock,
    and says nothing. Returns where to, or None where none was due; raises as :func:`back_up` does.
    """
    now, origin = store.door.clock(), origin_of(store)
    if not origin:
        return None
    taken = [one.taken for one in _own(store, origin)]
    age = now - (max(taken) if taken else _first_change(store))
    if timedelta() <= age < DUE_AFTER:
        return None
    return back_up_as(store, BackupKind.START)


def clear_away(store: "Store") -> int:
    """Clear away the backups in ``backups/`` that the rotation lets go and that hold nothing of their own; how many went.

    One that another program holds stays until the next time.
    """
    now = store.door.clock()
    clear_halves(store.path.parent / "backups", HALVES, now)
    return cleared(to_clear(of_its_chain(store, _own(store, origin_of(store))), now))


def of_its_chain(store: "Store", backups: Iterable[Backup]) -> tuple[Backup, ...]:
    """Those whose whole history is in the database's own: what they hold, it holds.

    No others are cleared away: a history that a restore left, or that another copy of this database went on with
    elsewhere, may be nowhere else.
    """
    backups = tuple(backups)
    asked = select(HistoryRow.id, HistoryRow.hash).where(HistoryRow.id.in_({one.entries for one in backups}))
    with store.door.reading() as session:
        heads = {(number, head) for number, head in session.execute(asked)}
    return tuple(one for one in backups if (one.entries, one.head) in heads)


def cleared(backups: tuple[Backup, ...]) -> int:
    """Delete the files of backups; how many went."""
    count = 0
    for one in backups:
        try:
            one.path.unlink()
        except (
            OSError
        ):  # held by a scanner, or the stick is write-protected: the next rotation finds it again
            continue
        count += 1
    return count


def origin_of(store: "Store") -> str:
    """The digest of the history's first entry, which says whose history it is; empty where nothing happened."""
    with store.door.reading() as session:
        found = session.scalar(select(HistoryRow.hash).order_by(HistoryRow.id).limit(1))
        return (
            "" if found is None else str(found)
        )  # as a backup tells it, whatever was written there from outside


def _own(store: "Store", origin: str) -> tuple[Backup, ...]:
    """The usable backups in ``backups/`` that hold this very history: others of the same name are left alone."""
    zone = store.door.zone
    return tuple(one for one in backups_beside(store.path, zone) if one.origin == origin and not one.problem)


def _holds(store: "Store", head: str) -> bool:
    """Whether a backup that is sound to its last page ends where the history ends now."""
    return any(not problems(one.path) for one in _ending_at(store, head))


def _ending_at(store: "Store", head: str) -> Iterator[Backup]:
    return (one for one in _own(store, origin_of(store)) if one.head == head)


def _first_change(store: "Store") -> datetime:
    with store.door.reading() as session:
        at = session.scalar(select(HistoryRow.at).order_by(HistoryRow.id).limit(1))
    assert at is not None
    return moment_of(at, store.door.zone)
