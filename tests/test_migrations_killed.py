"""A migration that is killed at any of its statements: the file is as it was or as it becomes, and opens again."""

import contextlib
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from unittest import mock

import pytest

from store.copying import found_by_quick_check
from store.tables import SCHEMA
from tests.long_series import some
from tests.store_builders import YEAR, open_store
from tests.test_store_migrations import STORED, content, stored_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked")

SHORT = 10
"""As many moments of a file's migration in the short form; the long one takes them all."""


@contextmanager
def each_statement_told(told: "Counter") -> Iterator[None]:
    """Every statement of every connection that is opened inside is told before it is run."""
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def listened_to(*places: object, **choices: object) -> sqlite3.Connection:
        connection = connect(*places, **choices)
        connection.set_trace_callback(told)
        return connection

    with mock.patch("sqlite3.connect", listened_to):
        yield


class Counter:
    """Counts statements, and ends the process as a power switch would when ``last`` of them were begun."""

    def __init__(self, last: int = 0) -> None:
        self.seen = 0
        self.last = last

    def __call__(self, _statement: str) -> None:
        self.seen += 1
        if self.seen == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


def migrated(path: Path) -> int:
    """Migrate a file, and return how many statements that took."""
    counter = Counter()
    with each_statement_told(counter):
        open_store(path).close()
    return counter.seen


def killed(path: Path, at: int) -> None:
    """Migrate a file in a process of its own, which dies when it begins its ``at``-th statement."""
    child = os.fork()
    if not child:
        with contextlib.suppress(BaseException), each_statement_told(Counter(at)):
            open_store(path).close()
        os._exit(0)
    _, how = os.waitpid(child, 0)
    assert os.WIFSIGNALED(how)
    assert os.WTERMSIG(how) == signal.SIGKILL


@pytest.mark.long
@pytest.mark.parametrize("name", STORED)
def test_a_migration_killed_at_any_statement_loses_nothing(name: str, tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    whole = stored_file(name, tmp_path / "whole")
    before = content(whole)
    statements = migrated(whole)
    after = content(whole)
    found: dict[int, int] = {}

    for at in some(range(1, statements + 1), SHORT):
        folder = tmp_path / str(at)
        folder.mkdir()
        path = stored_file(name, folder)
        killed(path, at)

        found[at] = _version(path)
        assert content(path) == (before if found[at] == STORED[name] else after), at
        backups = sorted((folder / "backups").glob("*.db"))
        assert found[at] == STORED[name] or backups, at
        assert all(content(backup) == before for backup in backups), at
        with open_store(path) as store:
            assert store.report(YEAR).measures, at
            assert store.history.verify() == (), at
        assert content(path) == after, at
        shutil.rmtree(folder)

    assert set(found.values()) <= {STORED[name], SCHEMA}


def test_a_kill_after_the_commit_leaves_the_newer_file(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    statements = migrated(stored_file("schema-1", tmp_path / "whole"))
    path = stored_file("schema-1", tmp_path)

    killed(path, statements)

    assert _version(path) == SCHEMA


def _version(path: Path) -> int:
    """The schema of a file whatever was left beside it, which SQLite plays back as it opens it."""
    with closing(sqlite3.connect(path)) as connection:
        assert found_by_quick_check(connection) == ()
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
