"""A disk that is full or may not be written: what was saved is whole, one sentence says what was kept, and then it works."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.errors import ItaError
from screens.walk import WalkScreen
from store import backups, refusals, restoring, verifying
from store.salvage import salvage
from store.tables import SCHEMA
from tests.command_line import database_in, everything_in, said
from tests.damaged_files import older, spoiled
from tests.faulty_disk import NOBODY, as_nobody, can_mount, small_disk
from tests.screen_app import focus, opened, press, sample_database, screen_text, store_of
from tests.store_builders import YEAR, added, begun_store, number_of, open_store, standing_clock
from tests.typing_thai import type_thai
from tests.waiting import notices, until, until_shown

Full = Callable[[], AbstractContextManager[None]]

pytestmark = [pytest.mark.fault, pytest.mark.skipif(os.name == "nt", reason="as disks fail elsewhere")]


@contextmanager
def used_up_quota(size: int = 4096) -> Iterator[None]:
    """No file can be written beyond its first page: as the system refuses it where a quota is used up."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Not a byte is free on the disk, until somebody deletes a file."""
    filler = disk / "ภาพยนตร์.mp4"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        for size in (1 << 16, 4096):
            with suppress(OSError):
                while file.write(bytes(size)) == size:
                    pass
    try:
        yield
    finally:
        filler.unlink()


@pytest.fixture(params=["quota", "disk"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, Full]]:
    """A folder, and what makes it full for a while: a limit of the size of files, or a small disk with no room left."""
    if request.param == "quota":
        yield tmp_path, used_up_quota
    elif not can_mount():
        pytest.skip("no disk can be mounted here")
    else:
        with small_disk(tmp_path / "usb", 6000) as disk:
            yield disk, lambda: filled(disk)


def test_fault_a_full_disk_saves_nothing_and_the_next_save_works(place: tuple[Path, Full]) -> None:
    folder, full = place
    path = folder / "a.db"
    with begun_store(path) as store:
        kept = added(store)
        before = store.report(YEAR), store.history.last()
        with full(), pytest.raises(refusals.DiskRefusedError, match="ข้อมูลที่บันทึกไว้ก่อนแล้วยังอยู่ครบ"):
            store.measures.save(replace(kept, result="ผล" * 100_000))

        assert (store.report(YEAR), store.history.last()) == before
        store.measures.save(replace(kept, result="มีที่ว่างแล้ว"))

    with open_store(path) as store:
        assert store.report(YEAR).measures[0].result == "มีที่ว่างแล้ว"
        assert verifying.verify(store).sound


def test_fault_evidence_that_finds_no_room_is_not_attached_and_can_be_attached_later(
    place: tuple[Path, Full], tmp_path: Path
) -> None:
    folder, full = place
    source = tmp_path / "ภาพ.jpg"
    source.write_bytes(b"1" * 400_000)
    with begun_store(folder / "a.db") as store:
        kept = number_of(added(store))
        with full(), pytest.raises(refusals.VaultFullError, match="ไฟล์ต้นฉบับยังอยู่ที่เดิม"):
            store.vault.take_in(source)

        assert not [one for one in store.vault.folder.rglob("*") if one.is_file()]
        file = store.vault.take_in(source)
        store.evidence.attach([kept], Evidence("ภาพ", EvidenceKind.PHOTO), [file])
        assert verifying.verify(store).sound


def refused_export(folder: Path, full: Full, database: Path, command: str) -> None:
    """An export over an older file, which stays as it was; once there is room it goes through."""
    target = folder / ("รายงาน.zip" if command == "bundle" else f"รายงาน.{command}")
    target.write_bytes("ฉบับเดิม".encode())
    words = {"bundle": ["bundle"], "json": ["export"], "xlsx": ["export", "--layout", "progress"]}[command]
    typed = [*words, "--year", "2566", "-o", target, "--force", "--db", database]

    with full():
        refused = said(*typed)
        left = {one.name for one in folder.iterdir() if one.is_file()}

    assert refused.code == 1, refused
    assert "พื้นที่ดิสก์เต็ม" in refused.err
    assert "ข้อมูลเดิมยังอยู่ครบ" in refused.err
    assert target.read_bytes() == "ฉบับเดิม".encode()
    assert left - {"ภาพยนตร์.mp4"} == {target.name}
    assert said(*typed).code == 0


def test_fault_an_export_that_finds_no_room_leaves_the_old_file_and_nothing_else(
    place: tuple[Path, Full], tmp_path: Path
) -> None:
    (tmp_path / "db").mkdir()
    (place[0] / "ที่ส่งออก").mkdir()

    refused_export(place[0] / "ที่ส่งออก", place[1], database_in(tmp_path / "db"), "json")


@pytest.mark.skipif(not can_mount(), reason="no disk can be mounted here")
@pytest.mark.parametrize("command", ["xlsx", "bundle"])
def test_fault_a_report_or_bundle_that_finds_no_room_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, command: str
) -> None:
    with small_disk(tmp_path / "usb", 2000) as disk:
        refused_export(disk, lambda: filled(disk), database_in(tmp_path), command)


def test_fault_a_backup_that_finds_no_room_leaves_nothing_and_the_database_whole(
    place: tuple[Path, Full],
) -> None:
    folder, full = place
    with begun_store(folder / "a.db") as store:
        added(store)
        with full(), pytest.raises(refusals.CopyFailedError, match="ฐานข้อมูลที่ใช้อยู่ไม่ถูกแตะต้อง"):
            backups.back_up(store)

        assert list((folder / "backups").iterdir()) == []
        assert backups.back_up(store).is_file()
        assert verifying.verify(store).sound


def test_fault_a_restore_that_finds_no_room_leaves_the_database_as_it_was(
    place: tuple[Path, Full], tmp_path: Path
) -> None:
    folder, full = place
    path = folder / "a.db"
    with begun_store(path) as store:
        backup = backups.back_up(store, tmp_path / "สำรอง.db")
        added(store)
    before = path.read_bytes()

    with full(), pytest.raises(ItaError, match="พื้นที่"):
        restoring.restore(backup, path, clock=standing_clock)

    assert path.read_bytes() == before
    restoring.restore(backup, path, clock=standing_clock)


def test_fault_a_salvage_that_finds_no_room_leaves_the_damaged_file_as_it_was(
    place: tuple[Path, Full],
) -> None:
    folder, full = place
    path = folder / "a.db"
    content = spoiled(path)
    names = set(everything_in(folder))

    with full(), pytest.raises(refusals.CopyFailedError):
        salvage(path, clock=standing_clock)

    assert path.read_bytes() == content
    assert set(everything_in(folder)) == names
    assert salvage(path, clock=standing_clock).read["measure"] == 1


def test_fault_a_migration_that_finds_no_room_leaves_the_older_file_as_it_was(
    place: tuple[Path, Full],
) -> None:
    folder, full = place
    path = folder / "a.db"
    path.write_bytes(older(1))

    with full(), pytest.raises(ItaError, match=r"พื้นที่|บันทึกไม่ได้"):
        open_store(path)

    assert path.read_bytes() == older(1)
    open_store(path).close()
    assert SCHEMA > 1


async def test_fault_what_was_typed_stays_in_its_field_while_the_disk_is_full_and_is_saved_once_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WalkScreen, "SAVE_AFTER", 60)
    async with opened(sample_database(tmp_path / "a"), (160, 45)) as pilot:
        await press(pilot, "f3", "enter")
        await focus(pilot, "#outcome")
        with used_up_quota():
            await type_thai(pilot, "พิมพ์ตอนดิสก์เต็ม")
            await press(pilot, "ctrl+s")
            await until(pilot, lambda: "ไม่มีอะไรถูกบันทึก" in notices(pilot))
            await until_shown(pilot, "ยังไม่ได้บันทึก")
            assert "พิมพ์ตอนดิสก์เต็ม" in screen_text(pilot)
        await press(pilot, "ctrl+s")
        await until_shown(pilot, "บันทึกแล้ว")

        (first, *_) = store_of(pilot).measures.all(YEAR)
        assert "พิมพ์ตอนดิสก์เต็ม" in first.outcome


# --- what may not be written -----------------------------------------------------------------------------------


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    subprocess.run(["chmod", "-R", "u+rwX", folder], check=True)
    shutil.rmtree(folder)


def refused_in(folder: Path, work: Callable[[], object], kind: str) -> None:
    """The work is refused, as a user whom permissions bind, with a sentence of this name, and changes no file."""
    before = everything_in(folder)

    def tried() -> None:
        try:
            work()
        except ItaError as refusal:
            said_so = type(refusal).__name__, bool(refusal.do)
        else:
            said_so = "", False
        assert said_so == (kind, True)

    as_nobody(tried)
    assert everything_in(folder) == before


def test_fault_in_a_read_only_folder_everything_is_refused_in_words_and_nothing_is_changed(
    open_folder: Path,
) -> None:
    sound, bad = open_folder / "a.db", open_folder / "b.db"
    with begun_store(sound) as store:
        added(store)
        backup = backups.back_up(store)
    spoiled(bad)
    for one in (sound, bad, backup):
        one.chmod(0o666)
    (open_folder / "backups").chmod(0o555)
    open_folder.chmod(0o555)

    refused_in(open_folder, lambda: open_store(sound), "ReadOnlyFolderError")
    refused_in(open_folder, lambda: open_store(open_folder / "ใหม่.db"), "ReadOnlyFolderError")
    refused_in(open_folder, lambda: salvage(bad, clock=standing_clock), "CopyFailedError")
    refused_in(
        open_folder, lambda: restoring.restore(backup, sound, clock=standing_clock), "ReadOnlyFolderError"
    )


def test_fault_a_folder_that_becomes_read_only_while_the_file_is_open_loses_no_save(
    open_folder: Path,
) -> None:
    """What may be written is asked when a file is opened: the save goes on, and is there."""
    path = open_folder / "a.db"
    begun_store(path).close()
    path.chmod(0o666)
    if os.geteuid() == 0:
        for one in (open_folder, *open_folder.iterdir()):
            os.chown(one, NOBODY, -1)

    def work() -> None:
        with open_store(path) as store:
            kept = added(store)
            path.chmod(0o444)
            open_folder.chmod(0o555)
            store.measures.save(replace(kept, result="บันทึกได้"))

    as_nobody(work)

    open_folder.chmod(0o777)
    path.chmod(0o666)
    with open_store(path) as store:
        assert store.report(YEAR).measures[0].result == "บันทึกได้"
        assert verifying.verify(store).sound


@pytest.mark.skipif(not can_mount(), reason="no disk can be mounted here")
def test_fault_a_disk_that_turns_read_only_while_the_file_is_open_saves_nothing_and_says_so(
    tmp_path: Path,
) -> None:
    """As Linux does with a stick on which it finds an error."""
    with small_disk(tmp_path / "usb", 6000) as disk:
        begun_store(disk / "a.db").close()
        with open_store(disk / "a.db") as store:
            kept = added(store)
            whole = (disk / "a.db").read_bytes()
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        with pytest.raises((refusals.ReadOnlyFileError, refusals.ReadOnlyFolderError)):
            open_store(disk / "a.db")
        assert (disk / "a.db").read_bytes() == whole
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        with open_store(disk / "a.db") as store:
            assert store.report(YEAR).measures == (kept,)


def test_fault_evidence_and_exports_into_what_may_not_be_written_are_refused_in_words(
    open_folder: Path,
) -> None:
    with begun_store(open_folder / "a.db") as store:
        vault = store.vault
        vault.folder.mkdir()
        vault.folder.chmod(0o555)
    (open_folder / "ภาพ.jpg").write_bytes(b"1")
    closed = open_folder / "ปิด"
    closed.mkdir()
    closed.chmod(0o555)
    (open_folder / "db").mkdir(mode=0o777)
    (open_folder / "db").chmod(0o777)
    database = database_in(open_folder / "db")
    database.chmod(0o666)

    def exported() -> None:
        answer = said(
            "export", "--year", "2566", "--format", "json", "-o", closed / "ปี.json", "--db", database
        )
        assert answer.code == 1
        assert "ไม่มีสิทธิ์เขียนในโฟลเดอร์" in answer.err

    refused_in(open_folder, lambda: vault.take_in(open_folder / "ภาพ.jpg"), "VaultRefusedError")
    as_nobody(exported)
    assert list(closed.iterdir()) == []
