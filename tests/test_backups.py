"""Backups are whole and checked, restoring works when nothing opens, and verifying finds what is wrong."""

import errno
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ita_tui import saving
from ita_tui.domain.evidence import Evidence, EvidenceKind
from store import backups, refusals, restoring, setting_aside, verifying
from store.database import Store
from store.tables import SCHEMA
from tests.held_files import held_at_first
from tests.store_builders import YEAR, added, begun_store, number_of, open_store, standing_clock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "งาน.db"


def attach(store: Store, measure_id: int, source: Path) -> str:
    source.write_bytes("หลักฐาน".encode() * 9)
    file = store.vault.take_in(source)
    store.evidence.attach([measure_id], Evidence("รายงานการประชุม", EvidenceKind.FILE), [file])
    return file.sha256


def test_a_backup_lies_beside_the_database_under_date_and_time(path: Path) -> None:
    with open_store(path, standing_clock) as store:
        first, second = backups.back_up(store), backups.back_up(store)

    assert first == path.parent / "backups" / "งาน-25690116-103200.db"
    assert second == path.parent / "backups" / "งาน-25690116-103200-2.db"


def test_a_backup_opens_as_what_was_saved(path: Path, tmp_path: Path) -> None:
    with begun_store(path) as store:
        added(store)
        report = store.report(YEAR)
        copy = backups.back_up(store, tmp_path / "สำรอง.db")
        added(store, 2)

    with open_store(copy) as store:
        assert store.report(YEAR) == report
        assert verifying.verify(store).sound


def test_a_backup_that_a_scanner_holds_for_a_moment_is_made_a_little_later(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "_PAUSES", (0.0, 0.0))
    monkeypatch.setattr(Path, "replace", held_at_first(Path.replace, times=2))

    with open_store(path) as store:
        assert backups.back_up(store, tmp_path / "สำรอง.db").is_file()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no folders to confirm")
def test_a_backup_in_its_place_that_the_disk_does_not_confirm_is_not_told_as_failed(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_folder: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with begun_store(path) as store:
        with monkeypatch.context() as failing:
            failing.setattr(saving, "sync_folder", fail)
            with pytest.raises(saving.SavedUnconfirmed, match=r"สำรอง\.db ครบแล้ว"):
                backups.back_up(store, tmp_path / "สำรอง.db")
        report = store.report(YEAR)

    with open_store(tmp_path / "สำรอง.db") as copy:
        assert copy.report(YEAR) == report


@pytest.mark.skipif(os.name == "nt", reason="Windows has no folders to confirm")
def test_a_restore_whose_copy_of_the_old_file_is_not_confirmed_replaces_nothing(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with begun_store(path) as store:
        backup = backups.back_up(store, tmp_path / "สำรอง.db")
        added(store)
    before = path.read_bytes()

    def fail(_folder: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(setting_aside, "sync_folder", fail)
    with pytest.raises(refusals.CopyFailedError, match="ไม่ถูกแตะต้อง"):
        restoring.restore(backup, path, clock=standing_clock)

    assert path.read_bytes() == before


def test_a_backup_into_a_folder_gets_a_name_there(path: Path, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    with open_store(path) as store:
        assert backups.back_up(store, tmp_path / "usb").parent == tmp_path / "usb"


def test_a_backup_overwrites_nothing(path: Path, tmp_path: Path) -> None:
    (tmp_path / "สำรอง.db").write_bytes("ของเดิม".encode())
    with open_store(path) as store:
        with pytest.raises(refusals.CopyExistsError):
            backups.back_up(store, tmp_path / "สำรอง.db")
        with pytest.raises(refusals.CopyExistsError):
            backups.back_up(store, path)

    assert (tmp_path / "สำรอง.db").read_bytes() == "ของเดิม".encode()


def test_a_backup_into_a_missing_folder_is_refused(path: Path, tmp_path: Path) -> None:
    with open_store(path) as store, pytest.raises(refusals.MissingFolderError):
        backups.back_up(store, tmp_path / "ไม่มี" / "สำรอง.db")


def test_a_folder_that_may_not_be_entered_is_refused_by_name(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(path) as store:
        good = backups.back_up(store)
        really = os.stat

        def denied(asked: object, **options: Any) -> os.stat_result:  # noqa: ANN401 - passed on
            if "ห้ามเข้า" in str(asked):
                raise PermissionError(errno.EACCES, "denied")
            return really(asked, **options)  # type: ignore[arg-type]

        monkeypatch.setattr(os, "stat", denied)
        closed = tmp_path / "ห้ามเข้า" / "สำรอง.db"

        with pytest.raises(refusals.ClosedFolderError, match="ห้ามเข้า"):
            backups.back_up(store, closed)
    before = path.read_bytes()
    for backup, database in ((closed, path), (good, closed)):
        with pytest.raises(refusals.ClosedFolderError, match="ห้ามเข้า"):
            restoring.restore(backup, database, clock=standing_clock)
    assert path.read_bytes() == before


def test_a_backup_that_finds_no_room_leaves_nothing(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def cramped(target: Path) -> sqlite3.Connection:
        connection = connect(target)
        connection.execute("PRAGMA max_page_count = 4")
        return connection

    (tmp_path / "usb").mkdir()
    with begun_store(path) as store:
        monkeypatch.setattr("store.copying.sqlite3.connect", cramped)

        with pytest.raises(refusals.CopyFailedError, match="พื้นที่ดิสก์เต็ม"):
            backups.back_up(store, tmp_path / "usb" / "สำรอง.db")

    assert list((tmp_path / "usb").iterdir()) == []


def test_no_backup_is_made_of_half_a_step(path: Path) -> None:
    with begun_store(path) as store, store.one_step("ทั้งหมด"):
        added(store)

        with pytest.raises(refusals.StoreFaultError):
            backups.back_up(store)


def test_restoring_brings_the_backup_back_and_keeps_what_was_there(path: Path) -> None:
    with begun_store(path) as store:
        added(store)
        saved = store.report(YEAR)
        copy = backups.back_up(store)
        added(store, 2)
        later = store.report(YEAR)

    aside = restoring.restore(copy, path, clock=standing_clock)

    assert aside == path.parent / "งาน.before-restore-25690116-103200.db"
    with open_store(path) as store:
        assert store.report(YEAR) == saved
    with open_store(aside) as store:
        assert store.report(YEAR) == later


@pytest.mark.parametrize("content", [b"", b"garbage" * 5000, b"SQLite format 3\0" + b"\xff" * 9000])
def test_restoring_works_when_the_database_will_not_open(path: Path, content: bytes) -> None:
    with begun_store(path) as store:
        saved = store.report(YEAR)
        copy = backups.back_up(store)
    path.write_bytes(content)

    aside = restoring.restore(copy, path, clock=standing_clock)

    assert aside is not None
    assert aside.read_bytes() == content
    with open_store(path) as store:
        assert store.report(YEAR) == saved


def test_restoring_works_where_the_database_is_gone(path: Path) -> None:
    with begun_store(path) as store:
        copy = backups.back_up(store)
    path.unlink()

    assert restoring.restore(copy, path, clock=standing_clock) is None

    open_store(path).close()


def test_a_journal_of_the_old_file_is_not_played_into_the_restored_one(path: Path) -> None:
    with begun_store(path) as store:
        saved = store.report(YEAR)
        copy = backups.back_up(store)
    path.write_bytes(b"garbage")
    journal = path.with_name(f"{path.name}-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0\0\0\x01" * 600)

    aside = restoring.restore(copy, path, clock=standing_clock)

    assert aside is not None
    assert aside.with_name(f"{aside.name}-journal").stat().st_size == 8 + 2400
    with open_store(path) as store:
        assert store.report(YEAR) == saved


def test_an_open_database_is_not_replaced(path: Path) -> None:
    with begun_store(path) as store:
        copy = backups.back_up(store)
        added(store)
        report = store.report(YEAR)

        with pytest.raises(refusals.DatabaseInUseError):
            restoring.restore(copy, path, clock=standing_clock)

        assert store.report(YEAR) == report


def damage(copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[4096 * 2 : 4096 * 6] = b"\x5a" * (4096 * 4)
    copy.write_bytes(content)


def execute(copy: Path, statement: str) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [
        (damage, refusals.BadBackupError),
        (lambda copy: execute(copy, f"PRAGMA user_version = {SCHEMA + 1}"), refusals.NewerFileError),
        (lambda copy: execute(copy, "PRAGMA application_id = 7"), refusals.ForeignFileError),
        (lambda copy: copy.write_bytes(b"no database" * 99), refusals.ForeignFileError),
        (Path.unlink, refusals.NoBackupThereError),
    ],
)
def test_a_bad_backup_is_refused_and_the_database_left_alone(
    path: Path, spoil: object, refusal: type[Exception]
) -> None:
    with begun_store(path) as store:
        copy = backups.back_up(store)
    before = path.read_bytes()
    assert callable(spoil)
    spoil(copy)

    with pytest.raises(refusal):
        restoring.restore(copy, path, clock=standing_clock)

    assert path.read_bytes() == before
    assert not list(path.parent.glob("*before-restore*"))


def test_a_sound_store_verifies_and_says_how_much_was_looked_at(path: Path, tmp_path: Path) -> None:
    with begun_store(path) as store:
        attach(store, number_of(added(store)), tmp_path / "รายงาน.pdf")

        found = verifying.verify(store)

    assert found == verifying.Verification((), (), (), entries=3, measures=1, files=1)
    assert found.sound


def test_missing_and_changed_evidence_is_found(path: Path, tmp_path: Path) -> None:
    with begun_store(path) as store:
        sha256 = attach(store, number_of(added(store)), tmp_path / "รายงาน.pdf")
        store.vault.path(sha256).chmod(0o644)
        store.vault.path(sha256).write_bytes(b"x" * 9)
        changed = verifying.verify(store).evidence
        store.vault.path(sha256).unlink()

        missing = verifying.verify(store).evidence

    assert changed == ("หลักฐาน «รายงานการประชุม» (รายงาน.pdf): ไฟล์ถูกแก้ไข",)
    assert missing == ("หลักฐาน «รายงานการประชุม» (รายงาน.pdf): ไฟล์หายไป",)


def test_a_removed_guard_an_edited_entry_and_a_row_without_its_parent_are_found(path: Path) -> None:
    with begun_store(path) as store:
        store.measures.save(replace(added(store), result="จัดแล้ว"))
    execute(path, "DROP TRIGGER history_is_not_edited")
    execute(path, "UPDATE history SET words = '' WHERE id = 1")
    execute(path, "DELETE FROM division WHERE name = 'กองช่าง'")

    with open_store(path) as store:
        found = verifying.verify(store)

    assert not found.sound
    assert found.chain == ("ประวัติลำดับที่ ๑ ถูกแก้ไข",)
    assert any("ตัวป้องกัน" in problem for problem in found.database)
    assert any("(รายละเอียดสำหรับผู้ดูแลระบบ: measure_division " in problem for problem in found.database)


def test_the_technical_word_about_a_damaged_file_stands_behind_the_thai_sentence(path: Path) -> None:
    with begun_store(path) as store:
        added(store)
    execute(path, "DROP TABLE survey_count")

    with pytest.raises(refusals.DamagedFileError) as refused:
        open_store(path)

    assert refused.value.means == (
        "มักเกิดจากสื่อบันทึกเสีย หรือคัดลอกไฟล์ไม่ครบ (รายละเอียดสำหรับผู้ดูแลระบบ: no table survey_count)"
    )
