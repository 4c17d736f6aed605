"""What a restore keeps of the PC it happens on, and which file an undo of it brings back, if any."""

import os
import stat
import sys
from pathlib import Path

import pytest

from ita_tui import keeping, tasks
from ita_tui.domain.evidence import Evidence, EvidenceKind
from store import backups, evidence_copies
from store.backup_files import set_aside
from store.database import Store
from store.durable import sync_file
from store.refusals_backup import NothingSetAsideError
from tests.backed_up import SetClock, backed_up, measures
from tests.store_builders import BANGKOK, added, number_of, open_store


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


def attach(store: Store, content: bytes, number: int) -> str:
    source = store.path.with_name(f"รายงาน {number}.pdf")
    source.write_bytes(content)
    file = store.vault.take_in(source)
    store.evidence.attach([number_of(added(store, number))], Evidence("รายงาน", EvidenceKind.FILE), [file])
    return file.sha256


# --- the second folder stays chosen -----------------------------------------------------------------------------


def test_the_second_folder_that_is_chosen_stays_chosen(
    path: Path, backup: Path, clock: SetClock, tmp_path: Path
) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    with open_store(path, clock) as store:
        keeping.choose_second_folder(store, usb)
        keeping.keep_backups(store)
        reached = store.preferences.get(second_folder_reached(), "")

    keeping.bring_back(backup, path, clock)

    with open_store(path, clock) as store:
        assert keeping.second_folder(store) == usb
        assert store.preferences.get(second_folder_reached(), "") == reached != ""
        keeping.choose_second_folder(store, None)
        later = backups.back_up(store)
        keeping.choose_second_folder(store, usb)
        chosen = backups.back_up(store)
        keeping.choose_second_folder(store, None)
    keeping.bring_back(chosen, path, clock)
    with open_store(path, clock) as store:
        assert keeping.second_folder(store) is None  # she had switched it off
        keeping.choose_second_folder(store, usb)
        backups.back_up(store)
    path.write_bytes(b"garbage" * 3000)
    keeping.bring_back(later, path, clock)
    with open_store(path, clock) as store:
        assert keeping.second_folder(store) == usb  # as the newest backup beside it told


def second_folder_reached() -> str:
    from store.second_folder import REACHED

    return REACHED


def test_on_a_new_pc_the_second_folder_of_the_backup_is_taken_over(
    path: Path, backup: Path, clock: SetClock, tmp_path: Path
) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    with open_store(path, clock) as store:
        keeping.choose_second_folder(store, usb)
        backup = backups.back_up(store)
    new_pc = tmp_path / "เครื่องใหม่"
    new_pc.mkdir()
    open_store(new_pc / "ita.db", clock).close()  # she began anew first, and never chose anything

    keeping.bring_back(backup, new_pc / "ita.db", clock)

    with open_store(new_pc / "ita.db", clock) as store:
        assert keeping.second_folder(store) == usb


# --- evidence that comes back -----------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such bits")
@pytest.mark.parametrize("shared", [False, True], ids=["hers alone", "opened to others"])
def test_the_vault_that_comes_back_is_as_private_as_the_database(
    path: Path, backup: Path, clock: SetClock, tmp_path: Path, *, shared: bool
) -> None:
    assert backup.is_file()
    with open_store(path, clock) as store:
        digest = attach(store, b"proof", 5)
        made = backups.back_up(store)
        vault = store.vault.folder
    vault.rename(tmp_path / "อื่น.evidence")
    path.chmod(0o666 if shared else 0o600)
    before = os.umask(0)
    try:
        assert keeping.bring_back(made, path, clock).evidence.copied == 1
    finally:
        os.umask(before)

    content = vault / digest[:2] / digest
    assert {mode(vault), mode(content.parent)} == ({0o777} if shared else {0o700})
    assert mode(content) == (0o444 if shared else 0o400)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_where_no_more_can_be_copied_only_what_is_not_there_is_told_as_missing(
    path: Path, backup: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert backup.is_file()
    with open_store(path, clock) as store:
        for number in (5, 6):
            attach(store, b"there %d" % number, number)
        gone = attach(store, b"gone", 7)
        made = backups.back_up(store)
        lost = store.vault.path(gone)
    other = path.with_name("อื่น.evidence") / gone[:2]
    other.mkdir(parents=True)
    lost.rename(other / gone)

    def full(_: Path, __: Path) -> None:
        raise OSError(28, "no room")

    monkeypatch.setattr(evidence_copies, "rename_patiently", full)
    done = keeping.bring_back(made, path, clock)

    assert (done.evidence.copied, done.evidence.left) == (0, 1)


def test_a_place_that_cannot_be_looked_into_hides_no_other(
    path: Path, backup: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert backup.is_file()
    with open_store(path, clock) as store:
        digest = attach(store, b"proof", 5)
        made = backups.back_up(store)
        vault = store.vault.folder
    vault.rename(path.with_name("อื่น.evidence"))
    really = Path.iterdir

    def broken(folder: Path) -> object:
        if folder.name == "backups":
            raise OSError(116, "stale")
        return really(folder)

    monkeypatch.setattr(Path, "iterdir", broken)
    done = keeping.bring_back(made, path, clock)

    assert (done.evidence.copied, done.evidence.left) == (1, 0)
    assert (vault / digest[:2] / digest).is_file()


# --- what an undo brings back -----------------------------------------------------------------------------------


def test_a_restore_that_set_nothing_aside_is_not_undone_with_what_an_earlier_one_set_aside(
    path: Path, backup: Path, clock: SetClock
) -> None:
    path.write_bytes(b"garbage" * 3000)
    keeping.bring_back(backup, path, clock)
    assert tasks.would_come_back(path, clock) is not None
    clock.later(days=300)
    with open_store(path, clock) as store:
        added(store, 7)
        made = backups.back_up(store)
    clock.later(days=1)
    path.unlink()
    assert keeping.bring_back(made, path, clock).kept is None
    before = path.read_bytes()

    assert tasks.would_come_back(path, clock) is None
    with pytest.raises(NothingSetAsideError):
        keeping.go_back(path, clock)

    assert path.read_bytes() == before


def test_where_what_was_set_aside_is_gone_no_older_one_is_taken_for_it(
    path: Path, backup: Path, clock: SetClock
) -> None:
    keeping.bring_back(backup, path, clock)
    clock.later(days=300)
    with open_store(path, clock) as store:
        added(store, 7)
    kept = keeping.bring_back(backup, path, clock).kept
    assert kept is not None
    kept.unlink()

    assert tasks.would_come_back(path, clock) is None
    with pytest.raises(NothingSetAsideError):
        keeping.go_back(path, clock)


def test_there_is_nothing_to_go_back_to_before_the_first_restore(
    path: Path, backup: Path, clock: SetClock
) -> None:
    assert backup.is_file()
    assert tasks.would_come_back(path, clock) is None


def test_what_will_not_open_comes_back_with_its_journal_and_is_on_the_disk_before_it_has_the_place(
    path: Path, backup: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = path.with_name(f"{path.name}-journal")
    torn, hot = b"garbage" * 3000, b"what nobody can play back" * 50
    path.write_bytes(torn)
    journal.write_bytes(hot)
    keeping.bring_back(backup, path, clock)
    clock.later(minutes=1)
    synced: list[Path] = []
    really = sync_file

    def sync(file: Path) -> None:
        synced.append(file)
        really(file)

    monkeypatch.setattr("store.restoring.sync_file", sync)
    keeping.go_back(path, clock)

    assert path.read_bytes() == torn
    assert journal.read_bytes() == hot
    assert {one.name for one in synced} == {path.name, journal.name}
    clock.later(minutes=1)
    keeping.go_back(path, clock)
    assert measures(path) == [1]
    assert len(set_aside(path, BANGKOK)) == 3
