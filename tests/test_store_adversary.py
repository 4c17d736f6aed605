"""Whatever happens around the file: nothing that was acknowledged is lost, and every failure is a sentence."""

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import pytest

from ita_tui.domain.evidence import Evidence, EvidenceKind, FileState
from ita_tui.domain.measure import Measure, Proof
from ita_tui.errors import ItaError
from ita_tui.thai.file_names import safe_name
from store import backups, copying, durable, refusals, restoring, verifying
from store.database import Store
from store.tables import SCHEMA
from tests.store_builders import YEAR, added, begun_store, number_of, open_store, standing_clock

ROOT = Path(__file__).parents[1]
PHOTO = Evidence("ภาพถ่าย", EvidenceKind.PHOTO)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="as disks fail elsewhere")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with begun_store(path) as opened:
        yield opened


def sound(path: Path) -> bool:
    with open_store(path) as store:
        return verifying.verify(store).sound


# --- where the file lies -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "งาน ITA ปี ๒๕๖๙/ข้อมูล.db",
        "a#b/c#1.db",
        "a?mode=ro/b?x=1&y.db",
        "50%25/100%.db",
        "file:a.db",
        "ก;'\"`$(x).db",
    ],
)
def test_a_file_lives_whatever_its_path_is_called(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    with begun_store(path) as store:
        kept = added(store)
        copy = backups.back_up(store)

    assert restoring.restore(copy, path, clock=standing_clock) is not None
    with open_store(path) as store:
        assert store.report(YEAR).measures == (kept,)
        assert verifying.verify(store).sound
    assert path.is_file()


def test_a_file_is_opened_by_a_name_without_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store(Path("a.db")) as store:
        monkeypatch.chdir("/")
        assert backups.back_up(store).parent == tmp_path / "backups"


def test_a_link_to_the_file_opens_the_file_it_leads_to(path: Path, tmp_path: Path) -> None:
    with begun_store(path) as store:
        kept = added(store)
    (tmp_path / "ทางลัด.db").symlink_to(path)

    with open_store(tmp_path / "ทางลัด.db") as store:
        assert store.report(YEAR).measures == (kept,)
        with pytest.raises(refusals.DatabaseInUseError):
            open_store(path)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (
            PurePosixPath("/home/งาน/a b#1?.db"),
            "file:///home/%E0%B8%87%E0%B8%B2%E0%B8%99/a%20b%231%3F.db?mode=ro",
        ),
        (PureWindowsPath("C:\\Users\\a%.db"), "file:///C:/Users/a%25.db?mode=ro"),
        (PureWindowsPath("\\\\server\\share\\a.db"), "file:////server/share/a.db?mode=ro"),
    ],
)
def test_sqlite_finds_drives_and_shared_folders_too(
    path: PurePosixPath | PureWindowsPath, address: str
) -> None:
    assert copying.address(path) == address


def test_a_link_that_leads_to_itself_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "วน.db").symlink_to(tmp_path / "วน.db")

    with pytest.raises(ItaError, match="โฟลเดอร์"):
        open_store(tmp_path / "วน.db")


# --- a disk that fails ---------------------------------------------------------------------------------------

FULL = """
import resource, signal, sys
from dataclasses import replace
from pathlib import Path
from store import refusals
from tests.store_builders import YEAR, open_store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
with open_store(path) as store:
    for room in (0, 4096, 200_000):
        (kept,) = store.report(YEAR).measures
        before, entry, coming = store.report(YEAR), store.history.last(), store.history.next_undo()
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + room, resource.RLIM_INFINITY))
        try:
            store.measures.save(replace(kept, result="ผล" * 100_000))
        except refusals.DiskRefusedError as error:
            assert "ไม่มีอะไรถูกบันทึก" in str(error)
        else:
            raise SystemExit("the disk was not full")
        assert (store.report(YEAR), store.history.last(), store.history.next_undo()) == (before, entry, coming)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        store.measures.save(replace(kept, result=f"มีที่ว่างแล้ว {room}"))
        assert store.history.undo() is not None and store.report(YEAR) == before
        assert store.history.redo() is not None
print("DONE")
"""


def test_a_disk_that_fills_up_in_a_save_loses_nothing_and_the_next_save_works(path: Path) -> None:
    with begun_store(path) as store:
        added(store)

    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path)], cwd=ROOT, check=False, capture_output=True, text=True
    )

    assert (done.stdout, done.stderr) == ("DONE\n", "")
    assert sound(path)
    with open_store(path) as opened:
        assert opened.report(YEAR).measures[0].result == "มีที่ว่างแล้ว 200000"


def refuse(code: int) -> Any:  # noqa: ANN401 - stands in for many calls
    def refused(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return refused


@pytest.mark.parametrize(
    "place",
    ["os.fsync", "pathlib.Path.replace", "store.vault.sync_folder", "tempfile.mkstemp", "pathlib.Path.chmod"],
)
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_file_that_cannot_be_copied_attaches_nothing_and_can_be_attached_later(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, code: int
) -> None:
    kept = number_of(added(store))
    (tmp_path / "ภาพ.jpg").write_bytes(b"1" * 1000)
    before = store.report(YEAR)

    with monkeypatch.context() as failing:
        failing.setattr(place, refuse(code))
        with pytest.raises((refusals.VaultFullError, refusals.VaultRefusedError), match="ต้นฉบับยังอยู่ที่เดิม"):
            store.vault.take_in(tmp_path / "ภาพ.jpg")

    assert store.report(YEAR) == before
    assert not list(store.vault.folder.glob("arriving-*"))
    file = store.vault.take_in(tmp_path / "ภาพ.jpg")
    store.evidence.attach([kept], PHOTO, [file])
    assert verifying.verify(store).sound


def test_a_file_that_lies_in_the_vault_is_put_on_the_disk_again(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ภาพ.jpg").write_bytes(b"1")
    store.vault.take_in(tmp_path / "ภาพ.jpg")
    synced: list[Path] = []
    monkeypatch.setattr("store.vault.sync_folder", synced.append)

    home = store.vault.path(store.vault.take_in(tmp_path / "ภาพ.jpg").sha256)

    assert synced == [home.parent, store.vault.folder, store.path.parent]


def test_no_room_for_a_copy_to_open_is_a_sentence(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ภาพ.jpg").write_bytes(b"1")
    file = store.vault.take_in(tmp_path / "ภาพ.jpg")

    for place in ("tempfile.mkdtemp", "shutil.copyfile"):
        with monkeypatch.context() as failing:
            failing.setattr(place, refuse(errno.ENOSPC))
            with pytest.raises(refusals.VaultFullError, match=r"ภาพ\.jpg"):
                store.vault.readable_copy(file.sha256, "ภาพ.jpg")


@pytest.mark.parametrize("place", ["os.fsync", "pathlib.Path.replace", "tempfile.mkstemp"])
def test_a_restore_that_finds_no_room_leaves_the_database_as_it_was(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    with begun_store(path) as store:
        backup = backups.back_up(store, tmp_path / "สำรอง.db")
        added(store)
    before = path.read_bytes()

    with monkeypatch.context() as failing:
        failing.setattr(place, refuse(errno.ENOSPC))
        with pytest.raises(refusals.CopyFailedError, match="เต็ม"):
            restoring.restore(backup, path, clock=standing_clock)

    assert path.read_bytes() == before
    assert not list(tmp_path.glob(".*"))
    assert sound(path)


def test_a_folder_that_cannot_be_synced_is_told_and_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.fsync", refuse(errno.EIO))

    with pytest.raises(OSError, match="Input"):
        durable.sync_folder(tmp_path)


# --- evidence ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [b"2", b"2" * 2_000_000, b""])
def test_a_source_that_changes_while_it_is_copied_is_refused(
    store: Store, tmp_path: Path, change: bytes
) -> None:
    source = tmp_path / "บันทึก.bin"
    source.write_bytes(b"1" * 3_000_000)

    def written(_copied: int, _of: int) -> None:
        if change:
            with source.open("ab") as more:
                more.write(change)
        else:
            os.truncate(source, 1_000_000)

    with pytest.raises(refusals.SourceChangedError, match="ระหว่างคัดลอก"):
        store.vault.take_in(source, written)

    assert not [path for path in store.vault.folder.rglob("*") if path.is_file()]


def test_a_source_that_is_deleted_while_it_is_copied_is_whole_or_refused(
    store: Store, tmp_path: Path
) -> None:
    source = tmp_path / "บันทึก.bin"
    source.write_bytes(b"1" * 3_000_000)

    file = store.vault.take_in(source, lambda *_: source.unlink(missing_ok=True))

    assert file.size == 3_000_000
    assert store.vault.state(file.sha256, thorough=True) is FileState.PRESENT
    with pytest.raises(refusals.NothingToReadError):
        store.vault.take_in(source)


def test_a_linked_file_is_kept_by_its_content(store: Store, tmp_path: Path) -> None:
    (tmp_path / "ต้นฉบับ.pdf").write_bytes(b"1")
    (tmp_path / "ทางลัด.pdf").symlink_to(tmp_path / "ต้นฉบับ.pdf")
    (tmp_path / "ขาด.pdf").symlink_to(tmp_path / "ไม่มี.pdf")

    file = store.vault.take_in(tmp_path / "ทางลัด.pdf")
    (tmp_path / "ต้นฉบับ.pdf").unlink()

    assert file.name == "ทางลัด.pdf"
    assert store.vault.path(file.sha256).read_bytes() == b"1"
    assert not store.vault.path(file.sha256).is_symlink()
    with pytest.raises(refusals.NothingToReadError):
        store.vault.take_in(tmp_path / "ขาด.pdf")


def test_undoing_a_detach_brings_the_evidence_back_with_its_bytes(store: Store, tmp_path: Path) -> None:
    kept = number_of(added(store))
    (tmp_path / "ภาพ.jpg").write_bytes(b"1")
    piece = store.evidence.attach([kept], PHOTO, [store.vault.take_in(tmp_path / "ภาพ.jpg")])
    (tmp_path / "ภาพ.jpg").unlink()
    before = store.report(YEAR)
    assert piece.id is not None

    store.evidence.detach(piece.id, kept)
    store.measures.remove([kept])
    store.history.undo()
    store.history.undo()

    assert store.report(YEAR) == before
    assert store.measures.get(kept).proof is Proof.PARTIAL
    assert store.vault.readable_copy(piece.files[0].sha256, "ภาพ.jpg").read_bytes() == b"1"


def test_undoing_an_attachment_keeps_the_bytes_for_redo(store: Store, tmp_path: Path) -> None:
    kept = number_of(added(store))
    (tmp_path / "ภาพ.jpg").write_bytes(b"1")
    file = store.vault.take_in(tmp_path / "ภาพ.jpg")
    store.evidence.attach([kept], PHOTO, [file])

    store.history.undo()
    store.history.redo()

    assert store.vault.state(file.sha256, thorough=True) is FileState.PRESENT


@pytest.mark.parametrize(
    "name", ["CON", "nul.pdf", "COM1.xlsx", "a\nb.pdf", "ก" * 300 + ".pdf", "a:b|c?.doc", " .", "..", ""]
)
def test_a_copy_to_open_has_a_name_that_any_system_takes(store: Store, tmp_path: Path, name: str) -> None:
    (tmp_path / "ภาพ.jpg").write_bytes(b"1")
    file = store.vault.take_in(tmp_path / "ภาพ.jpg")

    copy = store.vault.readable_copy(file.sha256, name)

    assert copy.read_bytes() == b"1"
    assert copy.name == safe_name(name)
    assert len(copy.name.encode()) <= 255
    assert copy.stem.lower() not in {"con", "nul", "com1"}


def test_a_file_in_the_place_of_the_vault_stops_neither_opening_nor_the_rest(
    path: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.evidence").write_text("ไม่ใช่โฟลเดอร์", encoding="utf-8")
    (tmp_path / "ภาพ.jpg").write_bytes(b"1")

    with begun_store(path) as store:
        added(store)
        with pytest.raises(refusals.VaultRefusedError):
            store.vault.take_in(tmp_path / "ภาพ.jpg")
        assert verifying.verify(store).sound


# --- backups and the history ---------------------------------------------------------------------------------


def test_an_older_backup_comes_back_with_its_own_history(path: Path, tmp_path: Path) -> None:
    with begun_store(path) as store:
        first = added(store, 1)
        backup = backups.back_up(store, tmp_path / "เก่า.db")
        added(store, 2)
        store.history.undo()

    restoring.restore(backup, path, clock=standing_clock)

    with open_store(path) as store:
        assert store.report(YEAR).measures == (first,)
        assert store.history.redo() is None
        undone = store.history.undo()
        assert undone is not None
        assert store.report(YEAR).measures == ()
        assert verifying.verify(store).sound


def test_a_backup_of_a_newer_schema_and_a_folder_are_refused(path: Path, tmp_path: Path) -> None:
    with begun_store(path) as store:
        newer = backups.back_up(store, tmp_path / "ใหม่.db")
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    before = path.read_bytes()

    with pytest.raises(refusals.NewerFileError):
        restoring.restore(newer, path, clock=standing_clock)
    with pytest.raises(refusals.NoBackupThereError):
        restoring.restore(tmp_path, path, clock=standing_clock)

    assert path.read_bytes() == before


def test_the_database_can_be_restored_from_itself(path: Path) -> None:
    with begun_store(path) as store:
        kept = added(store)

    restoring.restore(path, path, clock=standing_clock)

    with open_store(path) as store:
        assert store.report(YEAR).measures == (kept,)


def test_a_row_that_was_changed_past_the_history_does_not_verify_as_undoable(store: Store) -> None:
    kept = added(store)
    store.measures.save(replace(kept, result="จากโปรแกรม"))
    with store.door.driver_connection() as connection:
        connection.execute("DELETE FROM step")
        connection.execute("DELETE FROM measure_division")
        connection.execute("DELETE FROM measure_section")
        connection.execute("DELETE FROM measure_item")
        connection.execute("DELETE FROM measure")

    with pytest.raises(refusals.CannotUndoError):
        store.history.undo()

    assert store.history.verify() == ()


# --- two programs --------------------------------------------------------------------------------------------

OTHER = """
import sys
from pathlib import Path
from ita_tui.errors import ItaError
from ita_tui.thai.file_names import safe_name
from tests.store_builders import added, begun_store
try:
    with begun_store(Path(sys.argv[1])) as store:
        added(store)
    print("SAVED")
except ItaError as error:
    print(type(error).__name__)
"""


def test_of_two_programs_that_make_one_file_at_once_no_save_is_lost(path: Path) -> None:
    command = [
        sys.executable,
        "-c",
        OTHER.replace("begun_store", "open_store").replace("added(store)", MAKE),
        str(path),
    ]
    both = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = sorted(program.communicate()[0].strip() for program in both)

    assert said in (["DatabaseInUseError", "SAVED"], ["SAVED", "SAVED"])
    with open_store(path) as store:
        assert len(store.history.recent(9)) == said.count("SAVED")
        assert verifying.verify(store).sound


MAKE = "from ita_tui.domain.agency import Agency; import os; store.agencies.save(Agency(str(os.getpid())))"


def test_measures_of_another_program_are_not_lost_to_one_that_is_refused(store: Store, path: Path) -> None:
    kept = added(store)

    done = subprocess.run(
        [sys.executable, "-c", OTHER, str(path)], cwd=ROOT, check=True, capture_output=True, text=True
    )

    assert done.stdout == "DatabaseInUseError\n"
    assert store.report(YEAR).measures == (kept,)
    assert isinstance(added(store, 2), Measure)
