"""Carrying over to the second folder: what one bad file, a leaving user or another computer does to it."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ita_tui import keeping
from ita_tui.domain.backups import BackupKind
from ita_tui.errors import ItaError
from store import backups, evidence_copies, refusals_backup, second_folder
from store.copying import copy_database, read_only
from store.database import Store
from tests.backed_up import SetClock
from tests.store_builders import added, begun_store, open_store
from tests.test_backups_kept import damage_where_no_list_looks
from tests.test_backups_second_folder import attach, backups_there, folder_there, open_whole

DAY = 24 * 3600


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


def evidence_there(store: Store, usb: Path, digest: str) -> Path:
    return folder_there(store, usb) / "ita.evidence" / digest[:2] / digest


def test_one_damaged_backup_is_told_by_name_and_all_others_go_with_the_evidence(
    store: Store, usb: Path, clock: SetClock
) -> None:
    made = []
    for number in (1, 2, 3):
        added(store, number)
        made.append(backups.back_up(store))
        clock.later(minutes=1)
    digest = attach(store, b"proof", 4)
    damage_where_no_list_looks(made[1])
    keeping.choose_second_folder(store, usb)

    told = keeping.keep_backups(store).told

    assert backups_there(store, usb) == {made[0].name, made[2].name}
    assert evidence_there(store, usb, digest).read_bytes() == b"proof"
    assert len(told) == 1
    assert f"«{made[1].name}»" in told[0]
    assert "เสียหาย" in told[0]
    assert keeping.keep_backups(store).told == told


def test_a_copy_of_a_damaged_file_is_refused_and_nothing_is_left_of_it(store: Store, usb: Path) -> None:
    made = backups.back_up(store)
    damage_where_no_list_looks(made)

    with read_only(made) as connection, pytest.raises(refusals_backup.DamagedCopyError) as refused:
        copy_database(connection, usb / "สำเนา.db")

    assert isinstance(refused.value, ItaError)
    assert list(usb.iterdir()) == []


def after(calls: int) -> Callable[[], bool]:
    """False so many times, and true from then on."""
    left = [calls]

    def stop() -> bool:
        left[0] -= 1
        return left[0] < 0

    return stop


def test_it_stops_at_any_moment_with_nothing_half_there_and_goes_on_the_next_time(
    store: Store, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_copies, "CHUNK", 1000)
    monkeypatch.setattr("store.copying.PAGES", 8)
    digest = attach(store, bytes(6000))
    made = backups.back_up(store)
    pages = made.stat().st_size // 4096
    keeping.choose_second_folder(store, usb)
    target = evidence_there(store, usb, digest)
    for arrived, asked in ((folder_there(store, usb) / made.name, pages // 8), (target, 6)):
        calls = 0
        while not arrived.exists():
            assert keeping.keep_backups(store, stop=after(calls)).told == ()
            left = {path.name for path in usb.rglob("*") if path.is_file()}
            assert left <= {made.name, digest}
            calls += 1
            assert calls < 500
        assert calls > asked  # it is asked while the pages, and while the content is copied

    assert target.read_bytes() == bytes(6000)
    assert open_whole(folder_there(store, usb) / made.name)


def test_a_store_that_is_closed_on_the_way_stops_it_without_being_asked(store: Store, usb: Path) -> None:
    digest = attach(store, b"proof")
    made = backups.back_up(store)
    keeping.choose_second_folder(store, usb)
    folder, evidence = folder_there(store, usb), evidence_there(store, usb, digest)

    def closing() -> bool:
        if (folder / made.name).exists():
            store.close()
        return False

    assert keeping.keep_backups(store, stop=closing) == keeping.KeptBackups()

    assert store.door.closed
    assert not evidence.exists()


def test_asked_for_while_it_is_under_way_it_begins_anew_when_it_is_done(
    store: Store, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really, rounds = second_folder.carry_over, []

    def carry(carried: Store, stop: Callable[[], bool]) -> tuple[str, ...]:
        rounds.append(1)
        if len(rounds) == 1:  # she chooses the folder while the round is nearly over
            keeping.choose_second_folder(store, usb)
            assert keeping.keep_backups(store) == keeping.KeptBackups()
            return ()
        return really(carried, stop)

    made = backups.back_up(store)
    monkeypatch.setattr(second_folder, "carry_over", carry)

    keeping.keep_backups(store)

    assert len(rounds) == 2
    assert backups_there(store, usb) == {made.name}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such bits")
@pytest.mark.parametrize("shared", [False, True], ids=["hers alone", "opened to others"])
def test_what_lies_in_the_second_folder_is_as_private_as_the_database(
    store: Store, usb: Path, *, shared: bool
) -> None:
    before = os.umask(0)
    try:
        store.path.chmod(0o666 if shared else 0o600)
        digest = attach(store, b"proof")
        made = backups.back_up(store)
        keeping.choose_second_folder(store, usb)
        assert keeping.keep_backups(store).told == ()
    finally:
        os.umask(before)

    folder, evidence = folder_there(store, usb), evidence_there(store, usb, digest)
    folders = [folder.parent, folder, evidence.parents[1], evidence.parent]
    assert {mode(one) for one in folders} == ({0o777} if shared else {0o700})
    assert mode(evidence) == (0o444 if shared else 0o400)
    assert mode(folder / made.name) == 0o600


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_two_copies_of_one_database_clear_nothing_of_each_other_away(
    tmp_path: Path, usb: Path, clock: SetClock
) -> None:
    office, home = tmp_path / "office", tmp_path / "home"
    office.mkdir()
    home.mkdir()
    begun_store(office / "ita.db").close()
    with open_store(office / "ita.db", clock) as store:
        keeping.choose_second_folder(store, usb)
    (home / "ita.db").write_bytes((office / "ita.db").read_bytes())
    made = set()
    with open_store(office / "ita.db", clock) as store:
        for number in (1, 2, 3):
            added(store, number)
            clock.later(hours=1)
            kept = keeping.keep_backups(store).made
            assert kept is not None
            made.add(kept.name)
    with open_store(home / "ita.db", clock) as store:
        for number in (4, 5, 6):
            clock.later(hours=1)
            added(store, number)
            clock.later(hours=1)
            keeping.keep_backups(store)
        clock.later(days=5)
        added(store, 7)

        kept_at_home = keeping.keep_backups(store)

        assert kept_at_home.cleared  # its own rotate
        assert made <= backups_there(store, usb)


def test_evidence_of_another_size_there_is_copied_again(store: Store, usb: Path) -> None:
    digest = attach(store, b"as it was attached")
    keeping.choose_second_folder(store, usb)
    keeping.keep_backups(store)
    there = evidence_there(store, usb, digest)
    there.chmod(0o600)
    there.write_bytes(b"as it was")

    assert keeping.keep_backups(store).told == ()

    assert there.read_bytes() == b"as it was attached"


def test_what_another_computer_is_copying_there_just_now_stays(
    store: Store, usb: Path, clock: SetClock
) -> None:
    keeping.choose_second_folder(store, usb)
    backups.back_up(store)
    vault = folder_there(store, usb) / "ita.evidence"
    vault.mkdir(parents=True)
    now = clock.now.timestamp()
    halves = {}
    for age in (DAY / 2, DAY * 2):
        for half in (vault / f"arriving-{age:.0f}", vault.parent / f".ita-1.db.{age:.0f}.part"):
            half.write_bytes(b"half")
            os.utime(half, (now - age, now - age))
            halves[half] = age < DAY

    assert keeping.keep_backups(store).told == ()

    assert {half: half.exists() for half in halves} == halves


def test_backups_of_a_history_that_was_left_are_not_cleared_away(store: Store, clock: SetClock) -> None:
    """Nothing else may hold what was left."""
    path = store.path
    first = backups.back_up(store)
    left = []
    for number in (1, 2):
        added(store, number)
        left.append(backups.back_up_as(store, BackupKind.START))
        clock.later(minutes=1)
    store.close()
    keeping.bring_back(first, path, clock)
    clock.later(days=5)

    with open_store(path, clock) as restored:
        backups.clear_away(restored)

    assert all(one is not None and one.is_file() for one in left)
