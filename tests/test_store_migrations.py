"""An older file is taken to today's schema whole or not at all, with a checked backup made before."""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy as sa
from alembic.operations import Operations

from store import refusals
from store.copying import found_by_quick_check
from tests.store_builders import YEAR, added, begun_store, open_store, standing_clock


def step(name: str, upgrade: Callable[[Operations], None]) -> str:
    module = ModuleType(name)
    vars(module)["upgrade"] = upgrade
    sys.modules[name] = module
    return name


def add_meetings(operations: Operations) -> None:
    operations.create_table(
        "meeting", sa.Column("id", sa.Integer, primary_key=True), sa.Column("day", sa.Text)
    )
    operations.execute("INSERT INTO meeting (day) SELECT 'วันประชุม' FROM measure")
    with operations.batch_alter_table("division") as table:
        table.add_column(sa.Column("leader", sa.Text, nullable=False, server_default=""))


def add_and_fail(operations: Operations) -> None:
    add_meetings(operations)
    operations.execute("INSERT INTO nowhere VALUES (1)")


def add_and_orphan(operations: Operations) -> None:
    add_meetings(operations)
    operations.execute("DELETE FROM division")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of schema 1 with a measure."""
    with begun_store(tmp_path / "a.db") as store:
        added(store)
    return tmp_path / "a.db"


@pytest.fixture
def schema_is(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, dict[int, str]], None]:
    """Let the program be of a later schema, with made-up steps to it."""

    def later(schema: int, steps: dict[int, str]) -> None:
        monkeypatch.setattr("store.opening.SCHEMA", schema)
        monkeypatch.setattr("store.migrations.runner.SCHEMA", schema)
        monkeypatch.setattr("store.migrations.runner.STEPS", steps)

    return later


def content(path: Path) -> tuple[int, str]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0], "\n".join(connection.iterdump())


SchemaIs = Callable[[int, dict[int, str]], None]


def test_an_older_file_is_taken_to_todays_schema(path: Path, schema_is: SchemaIs) -> None:
    before = content(path)
    schema_is(2, {2: step("made_up_to_2", add_meetings)})

    with open_store(path, standing_clock) as store:
        report = store.report(YEAR)
        assert store.history.verify() == ()

    version, dump = content(path)
    assert version == 2
    assert "วันประชุม" in dump
    assert len(report.measures) == 1
    (backup,) = (path.parent / "backups").iterdir()
    assert backup.name == "a.schema-1-before-2.25690116-103200.db"
    assert content(backup) == before
    with closing(sqlite3.connect(backup)) as connection:
        assert found_by_quick_check(connection) == ()


def test_steps_follow_one_another(path: Path, schema_is: SchemaIs) -> None:
    taken: list[int] = []
    schema_is(
        3,
        {
            3: step("made_up_to_3", lambda _: taken.append(3)),
            2: step("made_up_to_2", lambda _: taken.append(2)),
        },
    )

    open_store(path).close()

    assert taken == [2, 3]
    assert content(path)[0] == 3


@pytest.mark.parametrize("upgrade", [add_and_fail, add_and_orphan])
def test_a_failure_in_the_middle_leaves_the_file_as_it_was(
    path: Path, schema_is: SchemaIs, upgrade: Callable[[Operations], None]
) -> None:
    before = content(path)
    schema_is(3, {2: step("made_up_to_2", add_meetings), 3: step("made_up_to_3", upgrade)})

    with pytest.raises(refusals.MigrationFailedError, match="สำเนาก่อนปรับ"):
        open_store(path)

    assert content(path) == before
    assert len(list((path.parent / "backups").iterdir())) == 1


def test_after_a_failed_migration_the_older_program_works_on(
    path: Path, schema_is: SchemaIs, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema_is(2, {2: step("made_up_to_2", add_and_fail)})
    with pytest.raises(refusals.MigrationFailedError):
        open_store(path)
    monkeypatch.undo()

    with open_store(path) as store:
        added(store, 2)
        assert len(store.report(YEAR).measures) == 2
