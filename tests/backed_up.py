"""A database with a backup, a clock to be set, and what a kill in the middle of a save leaves."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from store import backups
from tests.forked_process import Say, forked
from tests.store_builders import BANGKOK, YEAR, added, begun_store, open_store

FIRST_SCHEMA = Path(__file__).parent / "data" / "schema-1.db.gz"


@dataclass
class SetClock:
    """Stands still until it is set."""

    now: datetime = datetime(2026, 1, 16, 8, 0, tzinfo=BANGKOK)

    def __call__(self) -> datetime:
        return self.now

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)


def backed_up(path: Path, clock: SetClock) -> Path:
    """A backup with one measure, of ten minutes ago; the database has two by now."""
    begun_store(path).close()
    with open_store(path, clock) as store:
        added(store)
        made = backups.back_up(store)
        clock.later(minutes=5)
        added(store, 2)
    clock.later(minutes=5)
    return made


def measures(path: Path) -> list[int]:
    """The numbers of the measures of the year."""
    with open_store(path) as store:
        return [one.number for one in store.measures.all(YEAR)]


def hidden(path: Path) -> list[str]:
    """What a restore might have left beside the database."""
    return [one.name for one in path.parent.iterdir() if one.name.startswith(".")]


@contextmanager
def folder_open_to_all() -> Iterator[Path]:
    """A folder that any user may enter and write in; pytest's own are closed to others whenever a run begins."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder


def crash_in_a_save(path: Path) -> None:
    """Leave the database as a kill in the middle of a save does: half of it written, its journal hot."""

    def work(_: Say) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA cache_size = 1")  # what does not fit is written before the commit
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE measure SET title = 'ครึ่ง' || hex(randomblob(20000))")
        connection.execute("INSERT INTO preference VALUES ('x', hex(randomblob(90000)))")
        os._exit(0)

    with forked(work) as process:
        process.end()
