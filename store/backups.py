"""Backups of the database: whole, checked copies, made while it is open.

A backup is the database alone. The evidence files stay in their vault beside it; they travel in bundles.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from store.copying import backups_folder, copy_database, dated, free_name, refuse_closed

if TYPE_CHECKING:
    from store.database import Store


def back_up(store: "Store", target: Path | None = None) -> Path:
    """Copy the database, checked and whole, and return where to.

    Without a target, or with a folder, under a name with date and time, by default in ``backups/`` beside the
    database. An existing file is never overwritten. Evidence files are not in it. Raises CopyExistsError,
    CopyFailedError, MissingFolderError, ReadOnlyFolderError and ClosedFolderError.
    """
    refuse_closed(target or store.path)
    if target is None or target.is_dir():
        folder = backups_folder(store.path) if target is None else target
        target = free_name(folder, f"{store.path.stem}-{dated(store.door.clock())}")
    with store.door.driver_connection() as connection:
        return copy_database(connection, target)
