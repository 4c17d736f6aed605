"""A backup beside the open database: a copy of it is opened, and the entries that only one of the two has are told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from store.database import Store
from store.history import Entry
from store.refusals import BadBackupError, DamagedFileError
from store.restoring import copy_sound
from store.tables import HistoryRow


@contextmanager
def opened_copy(backup: Path, clock: Callable[[], datetime]) -> Iterator[Store]:
    """A copy of a backup, open in a folder of its own that goes with it; an older one is taken to today's form there.

    Raises NoBackupThereError, BadBackupError, ForeignFileError and NewerFileError.
    """
    with TemporaryDirectory(prefix="ita-tui-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder, "backup.db")
        copy_sound(backup, copy)
        try:
            store = Store.open(copy, clock=clock)
        except DamagedFileError as error:
            raise BadBackupError(backup) from error
        with store:
            yield store


def entries_apart(now: Store, then: Store) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The entries that ``now`` has and ``then`` has not, and the other way round, both newest first.

    Up to the last entry with the same digest in both, all before it is the same, too.
    """
    mine, theirs = _digests(now), _digests(then)
    same = 0
    for one, other in zip(mine, theirs, strict=False):
        if one != other:
            break
        same += 1
    return now.history.recent(len(mine) - same), then.history.recent(len(theirs) - same)


def _digests(store: Store) -> tuple[str, ...]:
    with store.door.reading() as session:
        return tuple(session.scalars(select(HistoryRow.hash).order_by(HistoryRow.id)))
