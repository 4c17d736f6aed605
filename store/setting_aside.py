"""Sets a database aside, byte for byte, before another takes its place."""

import errno
import shutil
from datetime import datetime
from pathlib import Path

from ita_tui.saving import rename_patiently
from store.backup_files import contents_of
from store.copying import dated, free_name, kept_stem, problems
from store.durable import sync_file, sync_folder
from store.refusals import CopyFailedError
from store.rights import begin_private, like_its

_SIDE_FILES = ("-journal", "-wal", "-shm")


def copy_aside(database: Path, now: datetime) -> Path:
    """A copy of the file as it is, with what lies beside it, on the disk before anything is replaced.

    The copies have their names only once they are whole, the database last. Where the database is sound, so is its
    copy. Raises CopyFailedError; then nothing is left of it.
    """
    aside = free_name(database.parent, f"{kept_stem(database)}.before-restore-{dated(now)}")
    sides = [side for side in side_files(database) if side.stat().st_size]  # an emptied journal holds nothing
    pairs = [(side, aside.with_name(aside.name + side.name.removeprefix(database.name))) for side in sides]
    pairs.append((database, aside))
    arriving = [copy.with_name(f".{copy.name}.part") for _, copy in pairs]
    try:
        for (source, _), part in zip(pairs, arriving, strict=True):
            begin_private(part)
            shutil.copyfile(source, part)
            like_its(database, part)
            sync_file(part)
        if not contents_of(database).problem and not problems(database) and problems(arriving[-1]):
            raise CopyFailedError(aside, full=False)
        for (_, copy), part in zip(pairs, arriving, strict=True):
            rename_patiently(part, copy)
        sync_folder(database.parent)
    except OSError as error:
        raise CopyFailedError(aside, full=error.errno in {errno.ENOSPC, errno.EDQUOT}) from error
    finally:
        for part in arriving:
            part.unlink(missing_ok=True)
    return aside


def side_files(database: Path) -> list[Path]:
    """What SQLite may have laid beside a file: its journal, and those of another mode."""
    beside = [database.with_name(database.name + suffix) for suffix in _SIDE_FILES]
    return [side for side in beside if side.is_file()]
