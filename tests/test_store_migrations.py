"""An older file is taken to today's schema whole or not at all, with a checked backup made before."""

import gzip
import re
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy as sa
from alembic.operations import Operations

from store import refusals
from store.copying import found_by_quick_check
from store.tables import SCHEMA
from tests.store_builders import YEAR, added, begun_store, open_store, standing_clock

NEXT = SCHEMA + 1


def step(name: str, upgrade: Callable[[Operations], None]) -> str:
    module = ModuleType(name)
    vars(module)["upgrade"] = upgrade
    sys.modules[name] = module
    return name


def add_visits(operations: Operations) -> None:
    operations.create_table("visit", sa.Column("id", sa.Integer, primary_key=True), sa.Column("day", sa.Text))
    operations.execute("INSERT INTO visit (day) SELECT 'วันตรวจเยี่ยม' FROM measure")
    with operations.batch_alter_table("division") as table:
        table.add_column(sa.Column("leader", sa.Text, nullable=False, server_default=""))


def add_and_fail(operations: Operations) -> None:
    add_visits(operations)
    operations.execute("INSERT INTO nowhere VALUES (1)")


def add_and_orphan(operations: Operations) -> None:
    add_visits(operations)
    operations.execute("DELETE FROM division")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of today's schema with a measure."""
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
    schema_is(NEXT, {NEXT: step("made_up_next", add_visits)})

    with open_store(path, standing_clock) as store:
        report = store.report(YEAR)
        assert store.history.verify() == ()

    version, dump = content(path)
    assert version == NEXT
    assert "วันตรวจเยี่ยม" in dump
    assert len(report.measures) == 1
    (backup,) = (path.parent / "backups").iterdir()
    assert backup.name == f"a.schema-{SCHEMA}-before-{NEXT}.25690116-103200.db"
    assert content(backup) == before
    with closing(sqlite3.connect(backup)) as connection:
        assert found_by_quick_check(connection) == ()


def test_steps_follow_one_another(path: Path, schema_is: SchemaIs) -> None:
    taken: list[int] = []
    schema_is(
        NEXT + 1,
        {
            NEXT + 1: step("made_up_after_next", lambda _: taken.append(NEXT + 1)),
            NEXT: step("made_up_next", lambda _: taken.append(NEXT)),
        },
    )

    open_store(path).close()

    assert taken == [NEXT, NEXT + 1]
    assert content(path)[0] == NEXT + 1


@pytest.mark.parametrize("upgrade", [add_and_fail, add_and_orphan])
def test_a_failure_in_the_middle_leaves_the_file_as_it_was(
    path: Path, schema_is: SchemaIs, upgrade: Callable[[Operations], None]
) -> None:
    before = content(path)
    schema_is(NEXT + 1, {NEXT: step("made_up_next", add_visits), NEXT + 1: step("made_up_after", upgrade)})

    with pytest.raises(refusals.MigrationFailedError, match="สำเนาก่อนปรับ"):
        open_store(path)

    assert content(path) == before
    assert len(list((path.parent / "backups").iterdir())) == 1


def test_after_a_failed_migration_the_older_program_works_on(
    path: Path, schema_is: SchemaIs, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema_is(NEXT, {NEXT: step("made_up_next", add_and_fail)})
    with pytest.raises(refusals.MigrationFailedError):
        open_store(path)
    monkeypatch.undo()

    with open_store(path) as store:
        added(store, 2)
        assert len(store.report(YEAR).measures) == 2


# --- files that earlier versions of the program left -------------------------------------------------------------


STORED = Path(__file__).parent / "data" / "schema-1.db.gz"
"""A database as the program of schema 1 left it: measures, evidence, scores, and a history with undone changes."""


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    path = tmp_path / "ita.db"
    path.write_bytes(gzip.decompress(STORED.read_bytes()))
    return path


def schema_of(path: Path) -> dict[tuple[str, str], object]:
    """Tables by their columns and references, indexes and triggers by their words: order and spacing apart."""
    with closing(sqlite3.connect(path)) as connection:
        things = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        found: dict[tuple[str, str], object] = {}
        for kind, name, sql in things:
            if kind == "table" and not name.startswith("sqlite_"):
                columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
                keys = connection.execute(f"PRAGMA foreign_key_list({name})").fetchall()
                found[kind, name] = (
                    sorted((column[1:4], column[5]) for column in columns),
                    sorted(key[2:5] for key in keys),
                    "AUTOINCREMENT" in sql,
                    sorted(re.findall(r"CONSTRAINT (ck_\w+)", sql)),
                )
            elif sql:
                found[kind, name] = " ".join(sql.split())
        return found


def test_a_file_of_schema_1_holds_all_it_held(stored: Path) -> None:
    with open_store(stored) as store:
        report = store.report(YEAR)
        assert store.history.verify() == ()

    (measure, kept) = report.measures
    assert [m.number for m in report.measures] == [1, 3]
    assert measure.result == "จัดเวทีแล้ว ๓ หมู่บ้าน"
    assert [step.text for step in measure.steps] == ["จัดเวทีรับฟังความคิดเห็น", "สรุปผล"]
    assert measure.evidence[0].url == "https://example.go.th/a"
    assert measure.answers == ()
    assert measure.follows is None
    assert kept.steps[0].responsible == ""
    assert report.divisions[0].contact == ""
    assert report.disclosure[0].url == "https://example.go.th/o1"
    assert report.disclosure[0].seen is None
    assert (report.meetings, report.committee, report.waivers) == ((), (), ())
    assert report.scores is not None
    assert report.scores.indicators[3] == Decimal("71.20")


def test_a_file_of_schema_1_becomes_what_a_new_file_is(stored: Path, tmp_path: Path) -> None:
    open_store(stored).close()
    open_store(tmp_path / "new.db").close()

    assert schema_of(stored) == schema_of(tmp_path / "new.db")


def test_what_was_changed_under_schema_1_can_be_undone(stored: Path) -> None:
    with open_store(stored) as store:
        undone = []
        while store.history.next_undo() is not None:
            entry = store.history.undo()
            assert entry is not None
            undone.append(entry.words)
        assert store.years.all() == ()

        for _ in undone:
            store.history.redo()
        report = store.report(YEAR)

        assert [step.text for step in report.measures[0].steps] == ["จัดเวทีรับฟังความคิดเห็น", "สรุปผล"]
        assert store.history.verify() == ()


def test_a_file_of_schema_1_tells_how_it_stood(stored: Path) -> None:
    with open_store(stored) as store:
        moments = [entry.at for entry in store.history.recent(100)]
        told = [store.report_as_it_stood(YEAR, moment) for moment in moments if moment > moments[-2]]

    assert len(told[0].measures) == 2
    assert max(len(report.measures) for report in told) == 3
