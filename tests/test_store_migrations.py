"""An older file is taken to today's schema whole or not at all, with a checked backup made before."""

import contextlib
import gzip
import re
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy as sa
from alembic.operations import Operations

from ita_tui.domain.meetings import Attendance
from store import refusals
from store.copying import found_by_quick_check
from store.database import Store
from store.tables import SCHEMA, UNRECORDED
from store.written_by import written_by
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


# --- files of a later version ------------------------------------------------------------------------------------


def of_a_later_program(path: Path, told: str | None) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"PRAGMA user_version = {NEXT}")
        connection.execute("DELETE FROM preference WHERE key = 'written_by'")
        if told is not None:
            connection.execute("INSERT INTO preference VALUES ('written_by', ?)", [told])


def test_a_newer_file_is_refused_with_the_version_of_the_program_that_it_needs(path: Path) -> None:
    of_a_later_program(path, '"2.4.1"')
    before = content(path)

    with pytest.raises(refusals.NewerFileError, match=r"ปรับโปรแกรมเป็นรุ่น ๒\.๔\.๑ ขึ้นไป"):
        open_store(path)

    assert content(path) == before


@pytest.mark.parametrize("told", [None, "2.4.1", "[]"])
def test_a_newer_file_that_does_not_tell_its_version_is_refused_with_its_schema(
    path: Path, told: str | None
) -> None:
    of_a_later_program(path, told)

    with pytest.raises(refusals.NewerFileError, match="ปรับโปรแกรมเป็นรุ่นที่อ่านรูปแบบที่ ๔ ได้"):
        open_store(path)


@pytest.mark.parametrize("name", ["new", "schema-1"])
def test_a_file_tells_which_version_of_the_program_made_its_schema(name: str, tmp_path: Path) -> None:
    file = tmp_path / "new.db" if name == "new" else stored_file(name, tmp_path)

    open_store(file).close()

    with closing(sqlite3.connect(file)) as connection:
        assert written_by(connection) == version("ita-tui")


# --- files that earlier versions of the program left -------------------------------------------------------------


DATA = Path(__file__).parent / "data"
STORED = {
    "schema-1": 1,
    "schema-2-first": 2,
    "schema-2": 2,
}
"""Databases as the programs of those days left them, by the schema they say they are of: rows in every table, and a
history with undone and redone changes. The first files of schema 2 did not know an attendance that is not checked yet.
"""


def stored_file(name: str, folder: Path) -> Path:
    path = folder / "ita.db"
    path.write_bytes(gzip.decompress((DATA / f"{name}.db.gz").read_bytes()))
    return path


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    return stored_file("schema-1", tmp_path)


@pytest.fixture(params=STORED)
def any_stored(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return stored_file(request.param, tmp_path)


def rows_of(path: Path) -> dict[str, list[dict[str, object]]]:
    """Every row of every table by its columns, in the order of all that stands in it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return {
            table: sorted((dict(row) for row in connection.execute(f"SELECT * FROM {table}")), key=repr)  # noqa: S608 - names from the file itself
            for table in tables_of(connection)
        }


def tables_of(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in found if name != "sqlite_sequence"]


def checks_of(sql: str) -> list[str]:
    """The checks of a table, each with its name and its words."""
    found = []
    for start in re.finditer(r"CONSTRAINT ck_\w+ CHECK ", sql):
        depth, at = 0, start.end()
        while depth or at == start.end():
            depth += {"(": 1, ")": -1}.get(sql[at], 0)
            at += 1
        found.append(" ".join(sql[start.start() : at].split()))
    return sorted(found)


def schema_of(path: Path) -> dict[tuple[str, str], object]:
    """Tables by their columns, references and checks, indexes and triggers by their words: order and spacing apart."""
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
                    checks_of(sql),
                )
            elif sql:
                found[kind, name] = " ".join(sql.split())
        return found


@pytest.mark.parametrize("name", STORED)
def test_every_schema_that_ever_stood_is_stored_with_rows_in_every_table(name: str, tmp_path: Path) -> None:
    path = stored_file(name, tmp_path)

    with closing(sqlite3.connect(path)) as connection:
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - names from the file itself
            for table in tables_of(connection)
        }
        kinds = {kind for (kind,) in connection.execute("SELECT kind FROM history")}
        version = connection.execute("PRAGMA user_version").fetchone()[0]

    assert [table for table, count in counts.items() if not count] == []
    assert kinds == {"change", "undo", "redo"}
    assert version == STORED[name]
    assert set(STORED.values()) == set(range(1, SCHEMA))


def test_a_stored_file_becomes_what_a_new_file_is(any_stored: Path, tmp_path: Path) -> None:
    open_store(any_stored).close()
    open_store(tmp_path / "new.db").close()

    assert schema_of(any_stored) == schema_of(tmp_path / "new.db")


def test_a_stored_file_keeps_every_row(any_stored: Path) -> None:
    before = rows_of(any_stored)

    with open_store(any_stored) as store:
        assert store.history.verify() == ()
    after = rows_of(any_stored)

    for table, rows in before.items():
        kept = [
            {column: row[column] for column in rows[0]}
            for row in after[table]
            if row.get("key") != "written_by"
        ]
        assert sorted(kept, key=repr) == rows


def test_numbers_of_rows_are_never_given_out_again_after_a_migration(tmp_path: Path) -> None:
    path = stored_file("schema-2-first", tmp_path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE sqlite_sequence SET seq = 40 WHERE name = 'attendance'")

    with open_store(path) as store:
        (meeting,) = store.meetings.all(YEAR)
        more = (*meeting.attendance, Attendance("นายมาใหม่ ท้ายทุ่ง"))
        saved = store.meetings.save(YEAR, replace(meeting, attendance=more))

    assert [one.id for one in saved.attendance][-1] == 41


def test_what_was_changed_before_a_migration_can_be_undone_and_done_again(any_stored: Path) -> None:
    with open_store(any_stored) as store:
        before, undone = rows_of_store(store), 0
        with contextlib.suppress(refusals.SignedNotUndoneError):
            while store.history.undo() is not None:
                undone += 1
        assert rows_of_store(store) != before
        for _ in range(undone):
            assert store.history.redo() is not None

        assert rows_of_store(store) == before
        assert store.history.verify() == ()


def rows_of_store(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row but the history's and the settings', while the store is open."""
    with store.door.driver_connection() as connection:
        return {
            table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr)  # noqa: S608 - names from the file itself
            for table in tables_of(connection)
            if table not in UNRECORDED
        }


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
