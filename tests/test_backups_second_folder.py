"""The second folder gets the backups and the evidence whenever it is there; when it is not, nothing fails but a sentence."""

import shutil
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ita_tui import keeping
from ita_tui.domain.backups import BackupKind
from ita_tui.domain.evidence import Evidence, EvidenceKind
from store import backups, copying, refusals, second_folder
from store.backup_files import SECOND
from store.copying import Stop
from store.database import Store
from store.durable import sync_file
from store.refusals_backup import SecondFolderIsTheFirstError
from tests.backed_up import SetClock, folder_open_to_all
from tests.faulty_disk import POSSIBLE, as_nobody, can_mount, small_disk
from tests.store_builders import added, begun_store, number_of, open_store


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "แฟลชไดรฟ์ E"
    folder.mkdir()
    return folder


@pytest.fixture
def store(tmp_path: Path, clock: SetClock) -> Iterator[Store]:
    begun_store(tmp_path / "ita.db").close()
    with open_store(tmp_path / "ita.db", clock) as opened:
        yield opened


def attach(store: Store, content: bytes, number: int = 1) -> str:
    source = store.path.with_name(f"รายงาน {number}.pdf")
    source.write_bytes(content)
    file = store.vault.take_in(source)
    store.evidence.attach([number_of(added(store, number))], Evidence("รายงาน", EvidenceKind.FILE), [file])
    return file.sha256


def there(usb: Path) -> dict[str, bytes]:
    return {
        path.relative_to(usb).as_posix(): path.read_bytes()
        for path in sorted(usb.rglob("*"))
        if path.is_file()
    }


def folder_there(store: Store, usb: Path) -> Path:
    return usb / SECOND / f"ita-{backups.origin_of(store)[:8]}"


def backups_there(store: Store, usb: Path) -> set[str]:
    return {path.name for path in folder_there(store, usb).glob("*.db")}


def test_backups_and_evidence_go_there_and_only_what_is_missing(
    store: Store, usb: Path, clock: SetClock
) -> None:
    digest = attach(store, b"first")
    by_hand = backups.back_up(store)
    keeping.choose_second_folder(store, usb)

    kept = keeping.keep_backups(store)

    evidence = folder_there(store, usb) / "ita.evidence" / digest[:2] / digest
    assert kept.told == ()
    assert backups_there(store, usb) == {by_hand.name}
    assert evidence.read_bytes() == b"first"
    assert not evidence.stat().st_mode & stat.S_IWUSR
    written = {path: path.stat().st_mtime_ns for path in usb.rglob("*") if path.is_file()}

    second = attach(store, b"second", 2)
    clock.later(minutes=40)
    again = keeping.keep_backups(store)

    assert again.made is not None
    assert backups_there(store, usb) == {by_hand.name, again.made.name}
    assert (evidence.parents[1] / second[:2] / second).read_bytes() == b"second"
    assert {path: path.stat().st_mtime_ns for path in written} == written
    assert open_whole(folder_there(store, usb) / again.made.name) == len(store.history.recent(99))


def open_whole(backup: Path) -> int:
    """The number of entries of a backup that is sound to its last page."""
    assert copying.problems(backup) == ()
    with copying.read_only(backup) as connection:
        return int(connection.execute("SELECT count(*) FROM history").fetchone()[0])


def test_a_folder_that_is_not_there_is_told_with_the_last_time_it_was_reached(
    store: Store, usb: Path, clock: SetClock
) -> None:
    keeping.choose_second_folder(store, usb)
    backups.back_up(store)
    drawer = usb.rename(usb.with_name("ลิ้นชัก"))
    never = keeping.keep_backups(store)
    drawer.rename(usb)
    assert keeping.keep_backups(store).told == ()
    usb.rename(drawer)
    clock.later(days=3)
    added(store)

    away = keeping.keep_backups(store)

    assert len(never.told) == len(away.told) == 1
    assert "ยังไม่เคยสำรองไปที่นั่นได้" in never.told[0]
    assert "ครั้งล่าสุดเมื่อ ๑๖ ม.ค. ๖๙ เวลา ๐๘:๐๐ น." in away.told[0]
    assert "ไม่พบโฟลเดอร์" in away.told[0]
    assert away.made is not None  # the first folder got its backup all the same
    assert not usb.exists()  # a stick is put in, never made


def test_databases_of_one_name_keep_apart_on_one_share(tmp_path: Path, usb: Path, clock: SetClock) -> None:
    stores = []
    for office in ("สำนักปลัด", "กองคลัง"):
        (tmp_path / office).mkdir()
        with open_store(tmp_path / office / "ita.db", clock) as store:
            added_year(store)
            clock.later(seconds=7)
            keeping.choose_second_folder(store, usb)
            backups.back_up_as(store, BackupKind.START)
            assert keeping.keep_backups(store).told == ()
            stores.append(folder_there(store, usb))
    before = there(usb)
    clock.later(days=500)

    with open_store(tmp_path / "กองคลัง" / "ita.db", clock) as store:
        for number in (1, 2, 3):
            added(store, number)
            clock.later(days=9)
            keeping.keep_backups(store)

    first, second = stores
    assert first != second
    of_first = {name: content for name, content in before.items() if first.name in name}
    assert of_first
    assert {name: content for name, content in there(usb).items() if first.name in name} == of_first


def added_year(store: Store) -> None:
    from tests.store_builders import ITEMS, SURVEYS, YEAR

    store.years.begin(YEAR, SURVEYS, ITEMS)


def test_the_same_rotation_clears_away_there(store: Store, usb: Path, clock: SetClock) -> None:
    keeping.choose_second_folder(store, usb)
    for number in range(1, 5):
        added(store, number)
        clock.later(minutes=40)
        keeping.keep_backups(store)
    assert len(backups_there(store, usb)) == 4
    added(store, 9)
    clock.later(days=5)

    kept = keeping.keep_backups(store)

    assert kept.made is not None
    assert kept.cleared == 3
    assert backups_there(store, usb) == {path.name for path in kept.made.parent.glob("*.db")}
    assert len(backups_there(store, usb)) == 2


def test_what_was_lost_here_stays_there_and_a_new_one_is_made(
    store: Store, usb: Path, clock: SetClock
) -> None:
    keeping.choose_second_folder(store, usb)
    made = backups.back_up_as(store, BackupKind.START)
    assert made is not None
    keeping.keep_backups(store)
    made.unlink()
    clock.later(days=1)

    kept = keeping.keep_backups(store)

    assert kept.made is not None
    assert backups_there(store, usb) == {made.name, kept.made.name}
    assert not made.exists()


def test_what_the_rotation_there_would_clear_at_once_is_not_carried_there_each_time(
    store: Store, usb: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping.choose_second_folder(store, usb)
    early = backups.back_up_as(store, BackupKind.START)
    added(store)
    clock.later(hours=3)
    late = backups.back_up_as(store, BackupKind.START)
    assert early is not None
    assert late is not None
    keeping.keep_backups(store)
    late.unlink()  # here the early one is the newest of its day, there it is not
    clock.later(days=4)
    newer = keeping.keep_backups(store).made
    assert newer is not None
    assert early.is_file()
    assert backups_there(store, usb) == {late.name, newer.name}

    def fail(*_: object) -> None:
        pytest.fail("it is carried there once more")

    monkeypatch.setattr("store.second_folder.copy_database", fail)
    assert keeping.keep_backups(store).told == ()


def test_evidence_that_was_changed_is_not_copied_under_its_name_but_told(store: Store, usb: Path) -> None:
    digest = attach(store, b"as it was attached")
    kept = store.vault.path(digest)
    kept.chmod(0o644)
    kept.write_bytes(b"as somebody edited it")
    keeping.choose_second_folder(store, usb)

    told = keeping.keep_backups(store).told

    assert len(told) == 1
    assert "ไฟล์หลักฐาน ๑ ไฟล์" in told[0]
    assert not any(digest in name for name in there(usb))


def pulled(usb: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """The stick goes while the copy number ``after`` is on its way."""
    left = [after]

    def sync(part: Path) -> None:
        sync_file(part)
        left[0] -= 1
        if left[0] == 0:
            usb.rename(usb.with_name("ถูกถอด"))

    monkeypatch.setattr("store.copying.sync_file", sync)


@pytest.mark.parametrize("after", [1, 2])
def test_a_stick_pulled_in_the_middle_is_one_sentence_and_nothing_half_there(
    store: Store, usb: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    for _ in range(2):
        backups.back_up(store)
        clock.later(seconds=1)
    attach(store, b"x")
    keeping.choose_second_folder(store, usb)
    with monkeypatch.context() as patched:
        pulled(usb, patched, after)
        told = keeping.keep_backups(store).told

    assert len(told) == 1
    assert "ไม่ได้ เพราะไม่พบโฟลเดอร์" in told[0]
    usb.with_name("ถูกถอด").rename(usb)
    for name in backups_there(store, usb):
        open_whole(folder_there(store, usb) / name)
    clock.later(days=2)
    assert keeping.keep_backups(store).told == ()
    assert backups_there(store, usb) == {path.name for path in (store.path.parent / "backups").glob("*.db")}


@pytest.mark.skipif(not can_mount(), reason="only root on Linux may mount a small disk")
def test_a_stick_that_is_full_is_one_sentence_and_takes_the_rest_once_there_is_room(
    store: Store, usb: Path
) -> None:
    digest = attach(store, bytes(300_000))
    newest = backups.back_up(store)
    size = newest.stat().st_size // 1000
    keeping.choose_second_folder(store, usb)
    shutil.rmtree(usb / SECOND)

    with small_disk(usb, size + 60):
        ballast = usb / "รูปถ่าย.jpg"
        ballast.write_bytes(bytes(150_000))
        full = keeping.keep_backups(store).told
        nothing = there(usb)
        ballast.unlink()
        some = keeping.keep_backups(store).told
        backed = there(usb)

    assert len(full) == len(some) == 1
    assert "เต็ม" in full[0]
    assert "เต็ม" in some[0]
    assert list(nothing) == ["รูปถ่าย.jpg"]
    assert [Path(name).name for name in backed] == [
        newest.name
    ]  # the evidence found no room, nothing half is there
    assert store.vault.path(digest).is_file()


@pytest.mark.skipif(not POSSIBLE, reason="needs another user on a Unix system")
def test_a_share_that_takes_nothing_is_one_sentence() -> None:
    def work() -> None:
        with open_store(path, SetClock(clock.now + timedelta(days=2))) as store:
            kept = keeping.keep_backups(store)
            assert kept.made is not None
            assert len(kept.told) == 1
            with pytest.raises(refusals.ReadOnlyFolderError):
                keeping.choose_second_folder(store, share)

    clock = SetClock()
    with folder_open_to_all() as place:
        path, share = place / "ita.db", place / "share"
        share.mkdir()
        begun_store(path).close()
        with open_store(path, clock) as store:
            keeping.choose_second_folder(store, share)
        path.chmod(0o777)
        shutil.rmtree(share / SECOND)
        share.chmod(0o555)
        as_nobody(work)
        assert there(share) == {}


def test_what_is_no_second_folder_is_refused_and_the_one_before_stays(
    store: Store, usb: Path, tmp_path: Path
) -> None:
    keeping.choose_second_folder(store, usb)
    backups.back_up(store)

    for folder, refusal in (
        (tmp_path / "ไม่มี", refusals.MissingFolderError),
        (tmp_path, SecondFolderIsTheFirstError),
        (tmp_path / "backups", SecondFolderIsTheFirstError),
    ):
        with pytest.raises(refusal):
            keeping.choose_second_folder(store, folder)
    assert keeping.second_folder(store) == usb

    keeping.choose_second_folder(store, None)

    assert keeping.second_folder(store) is None
    assert keeping.keep_backups(store).told == ()


def test_backups_there_are_listed_also_where_the_database_will_not_open(
    store: Store, usb: Path, clock: SetClock
) -> None:
    keeping.choose_second_folder(store, usb)
    made = backups.back_up(store)
    keeping.keep_backups(store)
    open_list = keeping.list_backups(store.path, clock, store)
    store.close()
    sound_list = keeping.list_backups(store.path, clock, None)
    store.path.write_bytes(b"garbage" * 3000)

    damaged_list = keeping.list_backups(store.path, clock, None)
    store.path.unlink()
    missing_list = keeping.list_backups(store.path, clock, None)

    assert open_list == sound_list == damaged_list == missing_list
    assert sorted((one.path.name, one.second) for one in open_list) == [(made.name, False), (made.name, True)]


def test_a_backup_brought_back_from_there_brings_its_evidence(
    store: Store, usb: Path, clock: SetClock
) -> None:
    digests = attach(store, b"one"), attach(store, b"two", 2)
    backups.back_up(store)
    keeping.choose_second_folder(store, usb)
    keeping.keep_backups(store)
    (backup,) = folder_there(store, usb).glob("*.db")
    (backup.parent / "ita.evidence" / digests[1][:2] / digests[1]).unlink()
    store.close()
    new_pc = usb.with_name("เครื่องใหม่")
    new_pc.mkdir()

    done = keeping.bring_back(backup, new_pc / "ita-tui.db", clock)

    assert (done.evidence.copied, done.evidence.left) == (1, 1)
    with open_store(new_pc / "ita-tui.db", clock) as restored:
        content = restored.vault.path(digests[0])
        assert content.read_bytes() == b"one"
        assert not content.stat().st_mode & stat.S_IWUSR


def test_looking_after_backups_of_a_store_that_closes_meanwhile_just_ends(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = second_folder.carry_over

    def closed_first(closing: Store, stop: Stop | None) -> tuple[str, ...]:
        closing.close()
        return really(closing, stop)

    monkeypatch.setattr(second_folder, "carry_over", closed_first)

    assert keeping.keep_backups(store) == keeping.KeptBackups()
