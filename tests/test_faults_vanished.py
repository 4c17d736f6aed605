"""A database that is deleted, moved or replaced while it is open: no save is acknowledged that would be lost."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from ita_tui.domain.evidence import FileState
from ita_tui.domain.rescued import original_of
from ita_tui.drafts import Draft, DraftFiles, TypedField
from screens.walk import WalkScreen
from store import verifying
from store.database import Store
from store.refusals import DatabaseInUseError
from store.refusals_place import FileVanishedError
from store.vault import evidence_folder
from tests.faulty_disk import can_mount, small_disk
from tests.screen_app import focus, opened, press, sample_database, screen_text
from tests.store_builders import YEAR, added, begun_store, open_store, standing_clock
from tests.typing_thai import type_thai
from tests.waiting import notices, until_shown

pytestmark = [
    pytest.mark.fault,
    pytest.mark.skipif(os.name == "nt", reason="Windows deletes and moves no file that is open"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "งาน").mkdir()
    return tmp_path / "งาน" / "ita.db"


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    return tmp_path / "rescued"


@pytest.fixture
def store(path: Path, elsewhere: Path) -> Iterator[Store]:
    begun_store(path).close()
    with Store.open(path, clock=standing_clock, rescue_folder=elsewhere) as opened:
        added(opened)
        yield opened


def result_of(path: Path) -> str:
    with open_store(path) as store:
        assert verifying.verify(store).sound
        return store.report(YEAR).measures[0].result


def save(store: Store, result: str) -> None:
    (kept,) = store.report(YEAR).measures
    store.measures.save(replace(kept, result=result))


def deleted(path: Path) -> None:
    path.unlink()


def moved_away(path: Path) -> None:
    path.rename(path.with_name("ย้ายไปแล้ว.db"))


@pytest.mark.parametrize("vanish", [deleted, moved_away])
def test_a_file_that_is_deleted_or_moved_is_put_back_whole_and_the_next_save_is_kept(
    store: Store, path: Path, vanish: Callable[[Path], None]
) -> None:
    save(store, "บันทึกก่อนหาย")
    before = store.report(YEAR), store.history.last()
    vanish(path)

    with pytest.raises(FileVanishedError, match="ยังไม่ได้บันทึก สิ่งที่พิมพ์ยังอยู่บนหน้าจอ") as refused:
        save(store, "พิมพ์ตอนหาย")

    assert refused.value.put_back
    assert (store.report(YEAR), store.history.last()) == before
    with pytest.raises(DatabaseInUseError):
        open_store(path)
    save(store, "พิมพ์ตอนหาย")
    store.close()
    assert result_of(path) == "พิมพ์ตอนหาย"


def test_undo_notices_that_the_file_has_vanished_and_works_once_it_is_back(store: Store, path: Path) -> None:
    save(store, "ก่อน")
    path.unlink()

    with pytest.raises(FileVanishedError):
        store.history.undo()
    assert store.history.undo() is not None

    store.close()
    assert result_of(path) == ""


def test_a_file_that_another_took_the_place_of_is_kept_beside_it_and_the_other_is_left_alone(
    store: Store, path: Path
) -> None:
    save(store, "บันทึกก่อนถูกทับ")
    other = path.with_name("จากเครื่องอื่น")
    other.write_bytes("ของโปรแกรมซิงก์".encode())
    other.replace(path)

    with pytest.raises(FileVanishedError) as refused:
        save(store, "พิมพ์ตอนหาย")
    with pytest.raises(FileVanishedError) as again:
        save(store, "พิมพ์ตอนหาย")

    assert path.read_bytes() == "ของโปรแกรมซิงก์".encode()
    kept = refused.value.kept
    assert kept is not None
    assert kept == again.value.kept == path.with_name("ita.rescued-25690116-103200.db")
    assert str(kept) in str(refused.value)
    assert "มีไฟล์อื่นมาอยู่แทนที่" in str(refused.value)
    assert "ถอดสื่อ" not in str(refused.value)
    assert result_of(kept) == "บันทึกก่อนถูกทับ"


def test_a_rescued_copy_beside_the_file_goes_on_with_its_evidence_and_its_drafts(
    store: Store, path: Path, tmp_path: Path
) -> None:
    source = tmp_path / "ภาพ.txt"
    source.write_text("หลักฐาน", encoding="utf-8")
    file = store.vault.take_in(source)
    drafts = drafts_of(path, tmp_path)
    typed = (TypedField("result", "ผล", "พิมพ์", ""),)
    drafts.keep(drafts.new_path(), Draft("measure", "1", "มาตรการ ๑", typed, standing_clock()))
    drafts.close()
    other = path.with_name("จากเครื่องอื่น")
    other.write_bytes(b"other")
    other.replace(path)
    with pytest.raises(FileVanishedError, match="ใช้ไฟล์หลักฐานเดิมได้") as refused:
        save(store, "พิมพ์ตอนหาย")
    kept = refused.value.kept
    assert kept is not None
    arriving = store.vault.folder / "arriving-of-another"
    arriving.touch()

    with open_store(kept) as rescued:
        assert rescued.vault.state(file.sha256, thorough=True) is FileState.PRESENT
        assert arriving.exists()
    assert len(drafts_of(kept, tmp_path).found().drafts) == 1


def test_a_rescued_copy_that_has_evidence_of_its_own_keeps_it(path: Path) -> None:
    kept = path.with_name("ita.rescued-25690116-103200-2.db")
    own = path.with_name(f"{kept.stem}.evidence")

    assert evidence_folder(kept) == own
    path.with_name("ita.evidence").mkdir()
    assert evidence_folder(kept).name == "ita.evidence"
    own.mkdir()
    assert evidence_folder(kept) == own
    assert evidence_folder(path).name == "ita.evidence"


def drafts_of(database: Path, folder: Path) -> DraftFiles:
    """The drafts that the program would offer with a database."""
    return DraftFiles(folder / "drafts", original_of(database), lambda refusal: pytest.fail(str(refusal)))


@pytest.mark.parametrize("how", ["removed", "moved"])
def test_a_file_whose_folder_is_gone_is_kept_in_the_data_folder_and_saved_again_when_the_folder_is_back(
    store: Store, path: Path, elsewhere: Path, how: str
) -> None:
    save(store, "บันทึกก่อนหาย")
    aside = path.parent.with_name("ที่อื่น")
    if how == "moved":
        path.parent.rename(aside)
    else:
        shutil.rmtree(path.parent)

    with pytest.raises(FileVanishedError) as refused:
        save(store, "พิมพ์ตอนหาย")

    kept = refused.value.kept
    assert kept is not None
    assert kept.parent == elsewhere
    assert "ไฟล์หลักฐานไม่ได้คัดลอกด้วย" in str(refused.value)
    assert elsewhere.stat().st_mode & 0o077 == 0
    shutil.copy(kept, path.parent.with_name("สำเนา.db"))
    assert result_of(path.parent.with_name("สำเนา.db")) == "บันทึกก่อนหาย"
    if how == "moved":
        aside.rename(path.parent)
        save(store, "พิมพ์ตอนหาย")  # the very file is back
    else:
        path.parent.mkdir()
        with pytest.raises(FileVanishedError):
            save(store, "พิมพ์ตอนหาย")
        save(store, "พิมพ์ตอนหาย")
    store.close()
    assert result_of(path) == "พิมพ์ตอนหาย"


@pytest.mark.skipif(not can_mount(), reason="no disk can be mounted here")
def test_a_stick_that_is_pulled_out_leaves_everything_in_the_data_folder(
    tmp_path: Path, elsewhere: Path
) -> None:
    with small_disk(tmp_path / "usb", 8000) as stick:
        path = stick / "ita.db"
        begun_store(path).close()
        with Store.open(path, clock=standing_clock, rescue_folder=elsewhere) as store:
            added(store)
            save(store, "บันทึกก่อนถอด")
            subprocess.run(["umount", "-l", stick], check=True)

            with pytest.raises(FileVanishedError, match="ถอดสื่อบันทึก") as refused:
                save(store, "พิมพ์หลังถอด")

            assert list(stick.iterdir()) == []  # nothing is written to what the stick was mounted on
            kept = refused.value.kept
            assert kept is not None
            assert kept.parent == elsewhere
            assert result_of(kept) == "บันทึกก่อนถอด"


def test_a_change_whose_file_vanishes_in_the_moment_of_its_commit_is_put_back_with_it(
    store: Store, path: Path
) -> None:
    def pulled(_session: Session) -> None:
        path.unlink()

    event.listen(Session, "after_commit", pulled)
    try:
        save(store, "บันทึกแล้ว")
    finally:
        event.remove(Session, "after_commit", pulled)

    assert path.exists()
    store.close()
    assert result_of(path) == "บันทึกแล้ว"


def test_what_is_only_read_goes_on_while_the_file_is_gone(store: Store, path: Path) -> None:
    save(store, "บันทึกแล้ว")
    path.unlink()

    assert store.report(YEAR).measures[0].result == "บันทึกแล้ว"
    assert not path.exists()


def test_a_preference_too_is_not_acknowledged_into_a_file_without_a_name(store: Store, path: Path) -> None:
    path.unlink()

    with pytest.raises(FileVanishedError):
        store.preferences.set("looks", "dark")
    store.preferences.set("looks", "dark")

    store.close()
    with open_store(path) as opened:
        assert opened.preferences.get("looks", "") == "dark"


def test_where_no_place_takes_the_copy_it_says_not_to_close_the_program(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(path.parent)
    monkeypatch.setattr(store.door, "rescue_folder", Path("/proc/none"))
    monkeypatch.setattr("tempfile.gettempdir", lambda: "/proc/none")

    with pytest.raises(FileVanishedError, match="อย่าเพิ่งปิดโปรแกรม") as refused:
        save(store, "พิมพ์ตอนหาย")

    assert refused.value.kept is None


async def test_what_was_typed_stays_on_the_screen_when_the_file_vanishes_and_ctrl_s_saves_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WalkScreen, "SAVE_AFTER", 60)
    database = sample_database(tmp_path / "a")
    async with opened(database, (160, 45)) as pilot:
        await press(pilot, "f3", "enter")
        await focus(pilot, "#outcome")
        database.unlink()
        await type_thai(pilot, "พิมพ์ตอนไฟล์หาย")
        await press(pilot, "ctrl+s")
        await until_shown(pilot, "ยังไม่ได้บันทึก")
        assert "เขียนไฟล์กลับไว้ที่เดิมแล้ว" in notices(pilot)
        assert "พิมพ์ตอนไฟล์หาย" in screen_text(pilot)
        await press(pilot, "ctrl+s")
        await until_shown(pilot, "บันทึกแล้ว")

    with open_store(database) as store:
        assert "พิมพ์ตอนไฟล์หาย" in store.measures.all(YEAR)[0].outcome
