"""Opening: created whole or not at all, held by one program, and every shut file with a sentence of its own."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ita_tui.domain.agency import Agency
from store import refusals
from store.database import Store
from store.holder import note_path
from store.tables import APPLICATION_ID, SCHEMA
from tests.store_builders import BANGKOK, YEAR, added, begun_store, measure, open_store, standing_clock

ROOT = Path(__file__).parents[1]
HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from store.database import Store
store = Store.open(Path(sys.argv[1]), clock=lambda: datetime(2026, 1, 16, 1, 5, tzinfo=UTC))
print("READY", flush=True)
sys.stdin.readline()
"""


def raw(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    folder.chmod(0o777)
    shutil.rmtree(folder)


@pytest.fixture
def plain_user(open_folder: Path) -> Iterator[Path]:
    """Nobody in particular, whom permissions bind; root is bound by none."""
    if sys.platform == "win32":
        pytest.skip("permissions are other things on Windows")
    root = os.geteuid() == 0
    if root:
        os.chown(open_folder, 65534, -1)
        os.seteuid(65534)
    yield open_folder
    if root:
        os.seteuid(0)


def test_a_new_file_is_ours_and_of_todays_schema(tmp_path: Path) -> None:
    path = tmp_path / "งาน ITA ปี ๖๙?.db"

    open_store(path).close()

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA,)


def test_the_connection_is_set_up_so_that_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store, store.door.driver_connection() as connection:
        found = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "locking_mode", "foreign_keys", "recursive_triggers")
        }

    assert found == {
        "journal_mode": "truncate",
        "synchronous": 3,
        "locking_mode": "exclusive",
        "foreign_keys": 1,
        "recursive_triggers": 1,
    }


def test_what_was_saved_is_there_after_opening_again(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        store.agencies.save(Agency("องค์การบริหารส่วนตำบลตัวอย่าง", "เมือง", "ตัวอย่าง"))
        kept = added(store)

    with open_store(tmp_path / "a.db") as store:
        report = store.report(YEAR)

    assert report.measures == (kept,)
    assert report.agency.name == "องค์การบริหารส่วนตำบลตัวอย่าง"


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    (tmp_path / "a.db").touch()

    open_store(tmp_path / "a.db").close()

    open_store(tmp_path / "a.db").close()


def test_a_second_program_is_told_who_has_the_file_and_since_when(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "somsri")
    path = tmp_path / "a.db"
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"READY"

        with pytest.raises(refusals.DatabaseInUseError) as refused:
            open_store(path, standing_clock)
        holder.communicate(b"\n")

    assert "somsri" in str(refused.value)
    assert "๑๖ ม.ค. ๖๙ เวลา ๐๘:๐๕ น." in str(refused.value)


def test_the_same_program_cannot_open_a_file_twice(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db"):
        with pytest.raises(refusals.DatabaseInUseError):
            open_store(tmp_path / "a.db")

        with pytest.raises(sqlite3.OperationalError, match="locked"):
            raw(tmp_path / "a.db", "SELECT * FROM history")


def test_a_refused_program_leaves_the_holders_note_alone(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db"):
        note = note_path(tmp_path / "a.db").read_text(encoding="utf-8")

        with pytest.raises(refusals.DatabaseInUseError):
            open_store(tmp_path / "a.db")

        assert note_path(tmp_path / "a.db").read_text(encoding="utf-8") == note
    assert not note_path(tmp_path / "a.db").exists()


def test_a_note_that_cannot_be_read_still_gives_a_sentence(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db"):
        note_path(tmp_path / "a.db").write_text("{", encoding="utf-8")

        with pytest.raises(refusals.DatabaseInUseError) as refused:
            open_store(tmp_path / "a.db")

    assert "ในโปรแกรมอื่น" in str(refused.value)


def test_a_killed_program_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        holder.kill()

    assert note_path(path).exists()
    open_store(path).close()


@pytest.mark.parametrize("moment", ["CREATE TABLE measure", "PRAGMA user_version ="])
def test_a_kill_in_the_middle_of_creation_leaves_something_that_opens(tmp_path: Path, moment: str) -> None:
    path = tmp_path / "a.db"
    code = f"""
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine
@event.listens_for(Engine, "after_cursor_execute")
def stop(connection, cursor, statement, parameters, context, many):
    if {moment!r} in statement:
        os._exit(9)
from store.database import Store
Store.open(Path(sys.argv[1]), clock=lambda: datetime(2026, 1, 16, tzinfo=UTC))
"""
    killed = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=False)

    assert killed.returncode == 9
    begun_store(path).close()


def test_a_newer_file_is_refused_with_the_version_it_needs_and_left_as_it_is(tmp_path: Path) -> None:
    open_store(tmp_path / "a.db").close()
    raw(tmp_path / "a.db", f"PRAGMA user_version = {SCHEMA + 6}")
    before = (tmp_path / "a.db").read_bytes()

    with pytest.raises(refusals.NewerFileError, match="รุ่นที่ ๙ โปรแกรมนี้อ่านได้ถึงรุ่นที่ ๓"):
        open_store(tmp_path / "a.db")

    assert (tmp_path / "a.db").read_bytes() == before


def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    raw(tmp_path / "a.db", "CREATE TABLE เพลง (ชื่อ TEXT)", "INSERT INTO เพลง VALUES ('ลาวดวงเดือน')")
    before = (tmp_path / "a.db").read_bytes()

    with pytest.raises(refusals.ForeignFileError):
        open_store(tmp_path / "a.db")

    assert (tmp_path / "a.db").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db"]


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "รายงาน.docx"
    path.write_bytes("มาตรการส่งเสริมคุณธรรม".encode() * 100)
    before = path.read_bytes()

    with pytest.raises(refusals.ForeignFileError, match=r"รายงาน\.docx"):
        open_store(path)

    assert path.read_bytes() == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(refusals.FolderInsteadError):
        open_store(tmp_path)


def test_a_missing_folder_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(refusals.MissingFolderError, match="สื่อ"):
        open_store(tmp_path / "สื่อ" / "a.db")

    assert not (tmp_path / "สื่อ").exists()


def test_an_unreadable_file_is_refused(plain_user: Path) -> None:
    open_store(plain_user / "a.db").close()
    (plain_user / "a.db").chmod(0)

    with pytest.raises(refusals.UnreadableFileError):
        open_store(plain_user / "a.db")


def test_a_read_only_file_is_refused(plain_user: Path) -> None:
    open_store(plain_user / "a.db").close()
    (plain_user / "a.db").chmod(0o444)

    with pytest.raises(refusals.ReadOnlyFileError):
        open_store(plain_user / "a.db")


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_may_not_be_entered_is_refused(plain_user: Path, *, there: bool) -> None:
    closed = plain_user / "ของผู้อื่น"
    closed.mkdir()
    if there:
        open_store(closed / "a.db").close()
    before = sorted(closed.iterdir())
    closed.chmod(0)

    with pytest.raises(refusals.ClosedFolderError, match="ของผู้อื่น"):
        open_store(closed / "a.db")
    closed.chmod(0o777)
    assert sorted(closed.iterdir()) == before


@pytest.mark.parametrize("name", ["a.db", "ใน/a.db"])
def test_what_the_system_will_not_show_ends_in_a_sentence_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / "ห้ามเข้า" / name
    really = os.stat

    def denied(asked: object, **options: Any) -> os.stat_result:  # noqa: ANN401 - passed on
        if "ห้ามเข้า" in str(asked):
            raise PermissionError(errno.EACCES, "denied")
        return really(str(asked), **options)

    monkeypatch.setattr(os, "stat", denied)

    with pytest.raises(refusals.ClosedFolderError) as refused:
        open_store(path)

    assert str(path.parent) in refused.value.happened


def test_a_folder_that_cannot_be_written_is_refused_for_new_and_old_files(plain_user: Path) -> None:
    open_store(plain_user / "old.db").close()
    plain_user.chmod(0o555)

    for name in ("old.db", "new.db"):
        with pytest.raises(refusals.ReadOnlyFolderError):
            open_store(plain_user / name)

    assert not (plain_user / "new.db").exists()


@pytest.mark.parametrize("damage", ["pages", "cut"])
def test_a_damaged_file_is_refused_and_left_as_it_is(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "a.db"
    with begun_store(path) as store:
        store.measures.add(YEAR, [measure(number) for number in range(1, 80)])
    content = bytearray(path.read_bytes())
    if damage == "pages":
        content[4096 * 3 : 4096 * 8] = b"\x5a" * (4096 * 5)
    else:
        del content[4096 * 9 :]
    path.write_bytes(content)

    with pytest.raises(refusals.DamagedFileError):
        open_store(path)

    assert path.read_bytes() == bytes(content)


def test_a_file_of_ours_without_its_tables_is_damaged(tmp_path: Path) -> None:
    open_store(tmp_path / "a.db").close()
    raw(tmp_path / "a.db", "DROP TABLE survey_count")

    with pytest.raises(refusals.DamagedFileError, match="survey_count"):
        open_store(tmp_path / "a.db")


def test_a_full_disk_saves_nothing_and_says_so(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        kept = added(store)
        with store.door.driver_connection() as connection:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages}")

        with pytest.raises(refusals.DiskRefusedError, match="ข้อมูลที่บันทึกไว้ก่อนแล้วยังอยู่ครบ"):
            store.measures.add(YEAR, [kept] * 60)

        assert store.report(YEAR).measures == (kept,)
        assert store.history.verify() == ()


def test_a_new_file_that_finds_no_room_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def cramped(path: Path, **options: Any) -> sqlite3.Connection:  # noqa: ANN401 - stands in for connect
        connection: sqlite3.Connection = connect(path, **options)
        connection.execute("PRAGMA max_page_count = 4")
        return connection

    monkeypatch.setattr(sqlite3, "connect", cramped)

    with pytest.raises(refusals.DiskRefusedError):
        open_store(tmp_path / "a.db")

    assert list(tmp_path.iterdir()) == []


def test_a_clock_without_a_zone_is_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="zone"):
        Store.open(
            tmp_path / "a.db", clock=lambda: datetime(2026, 1, 16, tzinfo=BANGKOK).replace(tzinfo=None)
        )


def test_a_closed_store_does_nothing_more(tmp_path: Path) -> None:
    store = begun_store(tmp_path / "a.db")
    store.close()
    store.close()

    with pytest.raises(refusals.StoreFaultError, match="closed"):
        store.report(YEAR)


def test_opening_todays_schema_loads_no_migrations() -> None:
    code = "import sys, store.database, store.backups; print(sorted(m for m in sys.modules if m.startswith('alembic')))"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)

    assert done.stdout.strip() == "[]"
