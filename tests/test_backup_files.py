"""A folder of backups is read without the store: whose they are, what each holds, and which cannot be used and why."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ita_tui.domain.backups import Backup, BackupKind
from store import backups
from store.backup_files import SECOND, backups_beside, backups_of
from store.copying import kept_stem
from store.database import Store
from store.tables import SCHEMA
from tests.backed_up import SetClock
from tests.store_builders import BANGKOK, added, begun_store, open_store


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "งาน ปี ๖๙.db"


@pytest.fixture
def store(path: Path, clock: SetClock) -> Iterator[Store]:
    begun_store(path).close()
    with open_store(path, clock) as opened:
        yield opened


def test_a_backup_tells_what_it_holds_without_the_database(store: Store, path: Path) -> None:
    added(store)
    made = backups.back_up(store)
    head, entries = store.history.head(), len(store.history.recent(99))
    store.close()
    path.unlink()

    (found,) = backups_of(path, None, BANGKOK)

    assert found == Backup(
        path=made,
        taken=datetime(2026, 1, 16, 8, 0, tzinfo=BANGKOK),
        kind=BackupKind.BY_HAND,
        size=made.stat().st_size,
        schema=SCHEMA,
        entries=entries,
        head=head,
        origin=found.origin,
        second=False,
    )
    assert len(found.origin) == 64
    assert entries == 2


def test_what_cannot_be_used_is_listed_with_why(store: Store) -> None:
    def spoiled(name: str) -> Path:
        one = backups.back_up(store)
        return one.rename(one.with_name(f"{store.path.stem}.start.{name}.db"))

    cut = spoiled("25690101-000001")
    cut.write_bytes(cut.read_bytes()[: 4096 * 5])
    empty = spoiled("25690101-000002")
    empty.write_bytes(b"")
    noise = spoiled("25690101-000003")
    noise.write_bytes(os.urandom(9000))
    for name, pragma in (("000004", "application_id = 7"), ("000005", f"user_version = {SCHEMA + 1}")):
        with closing(sqlite3.connect(spoiled(f"25690101-{name}"))) as connection:
            connection.execute(f"PRAGMA {pragma}")

    found = backups_beside(store.path, BANGKOK)

    assert [one.taken.second for one in found] == [5, 4, 3, 2, 1]
    newer, foreign, not_one, nothing, half = (one.problem for one in found)
    assert "รุ่นใหม่กว่า" in newer
    assert "ไม่ใช่ไฟล์ฐานข้อมูลของโปรแกรมนี้" in foreign
    assert "ไม่ใช่ไฟล์ฐานข้อมูลของโปรแกรมนี้" in not_one
    assert "ไม่ใช่ไฟล์ฐานข้อมูลของโปรแกรมนี้" in nothing
    assert half == "ไฟล์ไม่ครบ อาจคัดลอกมาไม่หมด"
    assert backups.clear_away(store) == 0


def test_names_that_no_backup_has_are_passed_over(store: Store) -> None:
    folder = store.path.parent / "backups"
    folder.mkdir()
    stem = store.path.stem
    for name in (
        "อื่น.db",
        f"{stem}.db",
        f"{stem}-25691301-000000.db",
        f"{stem}.start.db",
        f".{stem}.start.25690101-000000.db.x.part",
    ):
        (folder / name).write_bytes(b"")

    assert backups_beside(store.path, BANGKOK) == ()


def test_the_longest_name_a_database_may_have_is_backed_up_and_found(tmp_path: Path, clock: SetClock) -> None:
    path = tmp_path / f"{'ก' * 80}.db"
    begun_store(path).close()
    with open_store(path, clock) as store:
        made = backups.back_up_as(store, BackupKind.BEFORE_IMPORT)
        signed = backups.back_up_as(store, BackupKind.SIGNED, "2569-12")

    assert {one.path for one in backups_beside(path, BANGKOK)} == {made, signed}
    assert kept_stem(path) != kept_stem(path.with_name(f"{'ก' * 79}ข.db"))


def test_what_a_kill_left_half_copied_goes_once_it_is_a_day_old(store: Store, clock: SetClock) -> None:
    made = backups.back_up(store)
    old, young = (made.with_name(f".{made.name}.{word}.part") for word in ("old", "young"))
    for part, age in ((old, 25), (young, 1)):
        part.write_bytes(b"half")
        at = (clock.now - timedelta(hours=age)).timestamp()
        os.utime(part, (at, at))

    backups.clear_away(store)

    assert (old.exists(), young.exists()) == (False, True)


def test_a_database_whose_name_begins_alike_has_its_own_backups(tmp_path: Path, clock: SetClock) -> None:
    for name in ("ita", "ita-2569", "ita.start"):
        begun_store(tmp_path / f"{name}.db").close()
        with open_store(tmp_path / f"{name}.db", clock) as store:
            backups.back_up(store)
            backups.back_up_as(store, BackupKind.SIGNED, "2569-6")

    for name in ("ita", "ita-2569", "ita.start"):
        found = backups_beside(tmp_path / f"{name}.db", BANGKOK)
        assert {one.path.name for one in found} == {
            f"{name}-25690116-080000.db",
            f"{name}.signed-2569-6.25690116-080000.db",
        }


def test_a_share_with_other_folders_of_the_same_name_is_listed_by_stem(tmp_path: Path) -> None:
    for name in ("ita-0123abcd", "ita-2569-0123abcd", "ita-new", "อื่น"):
        folder = tmp_path / SECOND / name
        folder.mkdir(parents=True)
        (folder / "ita.start.25690101-000000.db").write_bytes(b"")

    found = backups_of(tmp_path / "ita.db", tmp_path, BANGKOK)

    assert {one.path.parent.name for one in found} == {"ita-0123abcd", "ita-new"}
    assert {one.taken for one in found} == {datetime(2026, 1, 1, tzinfo=BANGKOK)}
    assert all(one.second and one.problem for one in found)
