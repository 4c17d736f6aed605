"""The way back leads from anywhere to a whole database, says so in its history, and can be gone back again."""

import gzip
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from ita_tui import tasks
from ita_tui.domain.backups import BackupKind
from ita_tui.domain.evidence import Evidence, EvidenceKind
from store import backups, refusals, restoring, setting_aside, verifying
from store.backup_files import backups_beside, contents_of, set_aside
from store.database import Store
from store.refusals_backup import NothingSetAsideError
from store.tables import SCHEMA
from tests.backed_up import FIRST_SCHEMA, SetClock, backed_up, crash_in_a_save, hidden, measures
from tests.faulty_disk import can_mount, small_disk
from tests.forked_process import POSSIBLE, Say, forked
from tests.store_builders import BANGKOK, YEAR, added, begun_store, measure, number_of, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "งาน ปี ๖๙.db"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def backup(path: Path, clock: SetClock) -> Path:
    """A backup with one measure; the database has two by now."""
    return backed_up(path, clock)


# --- what it says of itself ------------------------------------------------------------------------------------


def test_the_restored_history_tells_of_the_way_back_and_which_history_was_left(
    path: Path, backup: Path, clock: SetClock
) -> None:
    left = contents_of(path)

    aside = restoring.restore(backup, path, clock=clock)

    assert aside == path.with_name("งาน ปี ๖๙.before-restore-25690116-081000.db")
    with open_store(path, clock) as store:
        last = store.history.last()
        assert last is not None
        assert last.words == "นำข้อมูลสำรองกลับมาใช้: ฉบับวันที่ ๑๖ ม.ค. ๖๙ เวลา ๐๘:๐๐ น."
        assert last.subject == "restore"
        assert last.why == f"left:3:{left.head}"
        assert (last.id, last.at) == (3, clock.now)
        assert left.head
        assert store.history.verify() == ()
        assert verifying.verify(store).database == ()
    assert measures(path) == [1]
    assert hidden(path) == []


def test_where_nothing_could_be_read_the_history_that_was_left_is_told_as_none(
    path: Path, backup: Path, clock: SetClock
) -> None:
    path.write_bytes(b"garbage" * 3000)

    restoring.restore(backup, path, clock=clock)

    with open_store(path, clock) as store:
        last = store.history.last()
        assert last is not None
        assert last.why == "left:0:"


# --- and back again --------------------------------------------------------------------------------------------


def test_a_restore_can_be_undone_and_that_again_as_often_as_she_likes(
    path: Path, backup: Path, clock: SetClock
) -> None:
    restoring.restore(backup, path, clock=clock)
    seen = [measures(path)]
    for _ in range(4):
        clock.later(minutes=1)
        tasks.undo_restore(path, clock)
        seen.append(measures(path))

    assert seen == [[1], [1, 2], [1], [1, 2], [1]]
    assert len(set_aside(path, BANGKOK)) == 5
    with open_store(path, clock) as store:
        assert store.history.verify() == ()


def test_a_clock_set_back_between_does_not_bring_an_older_one_back(
    path: Path, backup: Path, clock: SetClock
) -> None:
    restoring.restore(backup, path, clock=clock)
    clock.later(days=-30)
    with open_store(path, clock) as store:
        added(store, 7)
    restoring.restore(backup, path, clock=clock)

    tasks.undo_restore(path, clock)

    assert measures(path) == [1, 7]


@pytest.mark.parametrize("content", [b"", b"garbage" * 3000, b"SQLite format 3\0" + b"\xff" * 9000])
def test_what_would_not_open_comes_back_as_it_was(
    path: Path, backup: Path, clock: SetClock, content: bytes
) -> None:
    path.write_bytes(content)
    restoring.restore(backup, path, clock=clock)
    clock.later(minutes=1)

    brought = tasks.undo_restore(path, clock)

    assert path.read_bytes() == brought.read_bytes() == content
    clock.later(minutes=1)
    tasks.undo_restore(path, clock)
    assert measures(path) == [1]


def test_without_a_restore_there_is_nothing_to_undo(path: Path, backup: Path, clock: SetClock) -> None:
    before = path.read_bytes()

    with pytest.raises(NothingSetAsideError):
        tasks.undo_restore(path, clock)

    assert path.read_bytes() == before
    assert backup.is_file()


# --- from every state ------------------------------------------------------------------------------------------


def test_a_half_copied_database_is_set_aside_and_replaced(path: Path, backup: Path, clock: SetClock) -> None:
    half = path.read_bytes()[: path.stat().st_size // 2]
    path.write_bytes(half)

    aside = restoring.restore(backup, path, clock=clock)

    assert aside is not None
    assert aside.read_bytes() == half
    assert measures(path) == [1]


@pytest.mark.skipif(not POSSIBLE, reason="needs a process to be killed")
def test_a_database_with_a_hot_journal_is_set_aside_with_it_and_comes_back_whole(
    path: Path, backup: Path, clock: SetClock
) -> None:
    crash_in_a_save(path)
    journal = path.with_name(f"{path.name}-journal")
    torn, hot = path.read_bytes(), journal.read_bytes()
    assert hot

    aside = restoring.restore(backup, path, clock=clock)

    assert aside is not None
    assert aside.read_bytes() == torn
    assert aside.with_name(f"{aside.name}-journal").read_bytes() == hot
    assert measures(path) == [1]
    with open_store(path, clock) as store:
        last = store.history.last()
        assert last is not None
        assert last.why.startswith("left:3:")  # what was saved is known, for the journal was played back
    clock.later(minutes=1)
    tasks.undo_restore(path, clock)
    assert measures(path) == [1, 2]


@pytest.mark.skipif(not POSSIBLE, reason="needs a process to be killed")
def test_a_hot_journal_is_played_back_before_it_is_thrown_away(
    path: Path, backup: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a kill between the two would leave a database that nothing can mend."""
    crash_in_a_save(path)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(restoring, "rename_patiently", killed)
    with pytest.raises(KeyboardInterrupt):
        restoring.restore(backup, path, clock=clock)

    assert measures(path) == [1, 2]


@pytest.mark.skipif(not POSSIBLE, reason="needs a process to be killed")
def test_what_lies_beside_a_file_that_will_not_open_is_not_played_into_the_restored_one(
    path: Path, backup: Path, clock: SetClock
) -> None:
    def work(_: Say) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE measure SET title = 'จากไฟล์เก่า'")
        os._exit(0)

    with forked(work) as process:
        process.end()
    path.write_bytes(b"garbage" * 9000)
    log = path.with_name(f"{path.name}-wal")
    assert log.stat().st_size

    aside = restoring.restore(backup, path, clock=clock)

    assert aside is not None
    assert aside.with_name(f"{aside.name}-wal").stat().st_size
    assert not log.exists()
    with open_store(path, clock) as store:
        assert [one.title for one in store.measures.all(YEAR)] == [measure().title]


def test_a_backup_of_the_first_form_is_migrated_and_kept_as_it_was(
    path: Path, backup: Path, clock: SetClock
) -> None:
    old = backup.with_name("เก่า.db")
    old.write_bytes(gzip.decompress(FIRST_SCHEMA.read_bytes()))
    before = old.read_bytes()

    restoring.restore(old, path, clock=clock)

    assert old.read_bytes() == before
    assert contents_of(path).schema == SCHEMA
    kept = [one for one in backups_beside(path, BANGKOK) if one.kind is BackupKind.BEFORE_MIGRATION]
    assert [one.schema for one in kept] == [1]
    with open_store(path, clock) as store:
        assert store.history.verify() == ()


def test_a_database_of_the_longest_name_is_migrated_with_a_backup_before_it(
    tmp_path: Path, clock: SetClock
) -> None:
    path = tmp_path / f"{'ก' * 80}.db"
    path.write_bytes(gzip.decompress(FIRST_SCHEMA.read_bytes()))

    open_store(path, clock).close()

    assert [one.kind for one in backups_beside(path, BANGKOK)] == [BackupKind.BEFORE_MIGRATION]


def test_another_offices_backup_leaves_the_evidence_that_is_there(
    path: Path, backup: Path, clock: SetClock, tmp_path: Path
) -> None:
    with open_store(path, clock) as store:
        mine = attach(store, b"mine")
    (tmp_path / "อื่น").mkdir()
    other = tmp_path / "อื่น" / "ita.db"
    with open_store(other, clock) as store:
        store.years.begin(YEAR, (), ())
        theirs = attach(store, b"theirs")
        copy = backups.back_up(store)

    done = restoring.bring_back(copy, path, clock=clock)

    with open_store(path, clock) as store:
        assert store.vault.path(mine).read_bytes() == b"mine"
        assert store.vault.path(theirs).read_bytes() == b"theirs"  # it lies beside the other database
        assert verifying.verify(store).evidence == ()
    assert (done.evidence.copied, done.evidence.left) == (1, 0)
    assert backup.is_file()


def attach(store: Store, content: bytes) -> str:
    source = store.path.with_name("รายงาน.pdf")
    source.write_bytes(content)
    file = store.vault.take_in(source)
    store.evidence.attach([number_of(added(store, 5))], Evidence("รายงาน", EvidenceKind.FILE), [file])
    return file.sha256


# --- what is refused -------------------------------------------------------------------------------------------


def without_a_table(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("DROP TABLE survey_count")
        connection.commit()


@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [
        (without_a_table, refusals.BadBackupError),
        (lambda copy: copy.write_bytes(copy.read_bytes()[: 4096 * 7]), refusals.BadBackupError),
        (lambda copy: copy.write_bytes(b""), refusals.ForeignFileError),
    ],
)
def test_a_backup_that_would_not_open_replaces_nothing_and_sets_nothing_aside(
    path: Path, backup: Path, clock: SetClock, spoil: Callable[[Path], object], refusal: type[Exception]
) -> None:
    spoil(backup)
    before = path.read_bytes()

    with pytest.raises(refusal):
        restoring.restore(backup, path, clock=clock)

    assert path.read_bytes() == before
    assert set_aside(path, BANGKOK) == ()
    assert hidden(path) == []


@pytest.mark.skipif(not can_mount(), reason="only root on Linux may mount a small disk")
@pytest.mark.parametrize("times", [1.5, 2.5], ids=["for the copy", "to set aside"])
def test_a_disk_without_room_replaces_nothing_and_says_which_file(
    tmp_path: Path, clock: SetClock, times: float
) -> None:
    begun_store(tmp_path / "ita.db").close()
    with open_store(tmp_path / "ita.db", clock) as store:
        made = backups.back_up(store, tmp_path / "สำรอง.db")
        size = made.stat().st_size // 1000
    with small_disk(tmp_path / "เล็ก", int(size * times)) as disk:
        path = disk / "ita.db"
        path.write_bytes(made.read_bytes())
        before = path.read_bytes()

        with pytest.raises(refusals.CopyFailedError, match="พื้นที่ดิสก์เต็ม") as refused:
            restoring.restore(made, path, clock=clock)

        assert refused.value.target.parent == disk
        assert path.read_bytes() == before
        assert [one.name for one in disk.iterdir()] == ["ita.db"]


def test_setting_aside_leaves_nothing_half_where_it_fails(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: Path) -> None:
        raise OSError(28, "no room")

    monkeypatch.setattr(setting_aside, "sync_file", fails)
    with pytest.raises(refusals.CopyFailedError, match="พื้นที่ดิสก์เต็ม"):
        setting_aside.copy_aside(path, datetime(2026, 1, 16, tzinfo=BANGKOK))

    assert set_aside(path, BANGKOK) == ()
    assert hidden(path) == []
    assert backup.is_file()
