"""Backups make themselves: at start, before what changes much, when a round is signed; each holds what nobody else does."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from ita_tui import disclosing, keeping, plan_changes, signing, tasks
from ita_tui.domain.backups import Backup, BackupKind, to_clear
from ita_tui.domain.bulk_changes import Preview, ProofChange
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.measure import Measure, Proof
from store import backups, refusals
from store.backup_files import backups_beside, contents_of
from store.copying import problems
from store.database import Store
from store.durable import sync_file
from store.tables import SCHEMA
from tests.backed_up import SetClock, folder_open_to_all
from tests.faulty_disk import POSSIBLE, as_nobody
from tests.long_series import length
from tests.store_builders import BANGKOK, YEAR, added, begun_store, open_store
from tests.test_signing import SIGNED, year_in


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


def made_of(store: Store) -> list[Path]:
    """Every file in the folder of backups."""
    folder = store.path.parent / "backups"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def kinds(store: Store) -> list[BackupKind]:
    return [one.kind for one in backups_beside(store.path, BANGKOK)]


# --- when one is due -------------------------------------------------------------------------------------------


def test_a_backup_is_due_when_the_first_change_is_half_an_hour_old(path: Path, clock: SetClock) -> None:
    with open_store(path, clock) as store:
        clock.later(days=3)
        assert backups.back_up_if_due(store) is None  # nothing happened in it yet
        assert backups.back_up_as(store, BackupKind.BEFORE_IMPORT) is None
        store.years.begin(YEAR, (), ())
        clock.later(minutes=29)
        assert backups.back_up_if_due(store) is None
        clock.later(minutes=1)

        made = backups.back_up_if_due(store)

    assert made == path.parent / "backups" / "งาน ปี ๖๙.start.25690119-083000.db"


def test_none_is_due_while_a_backup_holds_everything_however_old_it_is(store: Store, clock: SetClock) -> None:
    backups.back_up(store)
    clock.later(days=90)

    assert backups.back_up_if_due(store) is None
    assert backups.back_up_as(store, BackupKind.BEFORE_BULK) is None


def test_after_a_change_the_next_one_is_due_half_an_hour_after_the_last(
    store: Store, clock: SetClock
) -> None:
    assert backups.back_up_as(store, BackupKind.BEFORE_BULK) is not None
    added(store)
    clock.later(minutes=29)
    assert backups.back_up_if_due(store) is None
    clock.later(minutes=1)

    assert backups.back_up_if_due(store) is not None
    assert kinds(store) == [BackupKind.START, BackupKind.BEFORE_BULK]


def test_a_clock_set_back_makes_the_next_change_due_at_once(store: Store, clock: SetClock) -> None:
    backups.back_up(store)
    added(store)
    clock.later(days=-400)

    assert backups.back_up_if_due(store) is not None
    added(store, 2)

    assert backups.back_up_if_due(store) is not None  # the newest by name still lies in the future
    assert len(made_of(store)) == 3


def test_a_damaged_backup_of_the_same_moment_does_not_count(store: Store, clock: SetClock) -> None:
    made = backups.back_up_as(store, BackupKind.START)
    assert made is not None
    damage_where_no_list_looks(made)
    clock.later(minutes=1)

    assert backups.back_up_as(store, BackupKind.BEFORE_BULK) is not None


def damage_where_no_list_looks(backup: Path) -> None:
    """Spoil a page that is read by nothing but a whole check."""
    sound = backup.read_bytes()
    for start in range(len(sound) - 4096, 4096, -4096):
        backup.write_bytes(sound[:start] + b"\x5a" * 4096 + sound[start + 4096 :])
        if not contents_of(backup).problem and problems(backup):
            return
    pytest.fail("every page is read by the list")


def test_a_signed_round_gets_its_own_backup_though_one_holds_everything(store: Store) -> None:
    backups.back_up(store)

    made = backups.back_up_as(store, BackupKind.SIGNED, "2569-12")

    assert made is not None
    assert made.name == "งาน ปี ๖๙.signed-2569-12.25690116-080000.db"
    assert sorted(kinds(store)) == [BackupKind.BY_HAND, BackupKind.SIGNED]


# --- a year of it ----------------------------------------------------------------------------------------------


@pytest.mark.long
def test_each_day_of_a_year_leaves_exactly_what_the_rotation_says(
    path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """400 days in the long form; what the rotation says of 400 days stands in test_backups_rotation.py."""
    monkeypatch.setattr("os.fsync", lambda _: None)  # no power is cut here, and it takes half of the time
    begun_store(path).close()
    with open_store(path, clock) as store:
        hand = backups.back_up(store)
        expected: set[datetime] = set()
        for _ in range(length(30, 400)):
            clock.later(days=1)
            _one_more_change(store)
            kept = keeping.keep_backups(store)
            assert kept.made is not None
            assert kept.told == ()
            made = [_made_at(at) for at in (*expected, clock.now)]
            gone = {one.taken for one in to_clear(made, clock.now)}
            expected = {one.taken for one in made} - gone
            assert kept.cleared == len(gone)
            assert {one.taken for one in started(path)} == expected

    assert hand.is_file()


def started(path: Path) -> list[Backup]:
    return [one for one in backups_beside(path, BANGKOK) if one.kind is BackupKind.START]


def _made_at(at: datetime) -> Backup:
    return Backup(Path(f"{at:%Y%m%d}"), at, BackupKind.START, 1, SCHEMA, 1, "b", "a", second=False)


def _one_more_change(store: Store) -> None:
    """The cheapest entry of the history there is."""
    with store.door.writing_history() as session:
        store.door.enter(session, (), words="เปลี่ยน")


# --- whose they are --------------------------------------------------------------------------------------------


def test_another_database_of_the_same_name_clears_and_counts_none_of_these(
    path: Path, clock: SetClock
) -> None:
    begun_store(path).close()
    with open_store(path, clock) as store:
        for _ in range(3):
            added(store, len(kinds(store)) + 1)
            backups.back_up_as(store, BackupKind.START)
            clock.later(minutes=40)
    others = made_of(store)
    clock.later(days=300)
    with open_store(path.with_name("ใหม่.db"), clock) as store:
        store.years.begin(FiscalYear(2570), (), ())
    path.with_name("ใหม่.db").replace(path)

    with open_store(path, clock) as store:
        clock.later(minutes=29)
        early = keeping.keep_backups(store)
        clock.later(minutes=1)
        kept = keeping.keep_backups(store)

    assert early.made is None  # theirs are no backups of this one
    assert kept.made is not None
    assert kept.cleared == 0
    assert set(others) < set(made_of(store))


# --- before what changes much ----------------------------------------------------------------------------------


def test_reading_in_collecting_and_bulk_changes_are_backed_up_before(store: Store, clock: SetClock) -> None:
    first, second = added(store), added(store, 2)
    clock.later(minutes=1)

    plan_changes.change_many(store, _renamed(first, second))
    clock.later(minutes=1)
    disclosing.save_items(
        store, YEAR, [replace(item, url="https://x") for item in store.disclosure.all(YEAR)], "ลิงก์"
    )
    clock.later(minutes=1)
    tasks.start_next_year(store, YEAR, [store.measures.get(first.id or 0)])
    clock.later(minutes=1)
    plan_changes.remove_many(store, store.measures.all(YEAR))

    assert kinds(store) == [BackupKind.BEFORE_BULK] * 4
    entries = [one.entries for one in backups_beside(store.path, BANGKOK)]
    assert entries == [6, 5, 4, 3]  # each holds the year as it stood before


def test_one_measure_or_item_alone_is_no_bulk_change(store: Store) -> None:
    one = added(store)
    plan_changes.change_many(store, _renamed(one))
    disclosing.save_items(store, YEAR, store.disclosure.all(YEAR)[:1], "ลิงก์")
    plan_changes.remove_many(store, [one])

    assert made_of(store) == []


def test_a_bulk_change_of_which_no_backup_can_be_made_is_not_begun(store: Store) -> None:
    measures = added(store), added(store, 2)
    (store.path.parent / "backups").write_text("ไม่ใช่โฟลเดอร์", encoding="utf-8")
    before = store.report(YEAR)
    head = store.history.head()

    with pytest.raises(keeping.NotBegun, match=r"ยังไม่ได้ทำ.*ข้อมูลยังเหมือนเดิมทุกประการ") as refused:
        plan_changes.change_many(store, _renamed(*measures))

    assert isinstance(refused.value.refusal, refusals.ReadOnlyFolderError)
    assert refused.value.do
    assert (store.report(YEAR), store.history.head()) == (before, head)


@pytest.mark.skipif(not POSSIBLE, reason="needs another user on a Unix system")
def test_reading_in_is_refused_where_the_backups_folder_takes_nothing() -> None:
    def work() -> None:
        with open_store(database, SetClock(datetime(2026, 2, 1, tzinfo=BANGKOK))) as store:
            head = store.history.head()
            with pytest.raises(keeping.NotBegun):
                keeping.backed_up_before(store, BackupKind.BEFORE_IMPORT)
            kept = keeping.keep_backups(store)
            assert kept.made is None
            assert any("สำรองข้อมูลอัตโนมัติไม่ได้" in words for words in kept.told)
            assert store.history.head() == head

    with folder_open_to_all() as place:
        database = place / "ita.db"
        begun_store(database).close()
        database.chmod(0o777)
        folder = place / "backups"
        folder.mkdir()
        folder.chmod(0o555)
        as_nobody(work)
        assert list(folder.iterdir()) == []


def test_a_signed_round_is_kept_for_good_and_its_release_is_backed_up_before(path: Path) -> None:
    store, clock = year_in(path)
    with store:
        frozen = signing.freeze_round(store, YEAR, RoundOf.TWELVE_MONTHS, SIGNED, clock())
        head = store.history.head()
        (signed,) = backups_beside(path, BANGKOK)
        signing.release_round(store, frozen.id or 0, "แก้ตัวเลข")

        assert (signed.kind, signed.head) == (BackupKind.SIGNED, head)
        assert signed.path.name.startswith(f"{path.stem}.signed-2569-12.")
        # That one holds all that stood before the release: no other is needed.
        assert kinds(store) == [BackupKind.SIGNED]


def test_a_round_whose_backup_fails_stands_signed_and_says_so(path: Path) -> None:
    told: list[str] = []
    store, clock = year_in(path)
    (path.parent / "backups").write_bytes(b"")
    with store:
        frozen = signing.freeze_round(
            store, YEAR, RoundOf.TWELVE_MONTHS, SIGNED, clock(), on_told=told.append
        )

        assert store.rounds.all(YEAR) == (frozen,)
        with pytest.raises(keeping.NotBegun):
            signing.release_round(store, frozen.id or 0, "แก้ตัวเลข")
        assert store.rounds.all(YEAR) == (frozen,)
    assert len(told) == 1
    assert told[0].startswith("ปิดรอบแล้ว แต่ยังสำรองข้อมูลเมื่อปิดรอบไม่ได้")


def test_inside_a_step_nothing_is_made_and_nothing_is_refused(store: Store) -> None:
    with store.one_step("ทั้งหมด"):
        added(store)
        keeping.backed_up_before(store, BackupKind.BEFORE_IMPORT)

    assert made_of(store) == []


def test_the_store_is_free_while_a_backup_is_checked_and_written(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the pages are read under the lock of the door: another thread saves while the copy goes to the disk."""
    import threading

    saved: list[Measure] = []

    def slow(part: Path) -> None:
        thread = threading.Thread(target=lambda: saved.append(added(store)))
        thread.start()
        thread.join(timeout=20)
        sync_file(part)

    monkeypatch.setattr("store.copying.sync_file", slow)
    backups.back_up(store)

    assert saved


def _renamed(*measures: Measure) -> Preview:
    return ProofChange(Proof.VERIFIED).preview(measures)
