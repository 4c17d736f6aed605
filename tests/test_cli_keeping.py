import os
import re
from datetime import datetime
from pathlib import Path

import pytest

from ita_tui import tasks
from ita_tui.domain.fiscal_year import FiscalYear
from tests.command_line import NOW, clock, database_in, everything_in, said

YEAR = FiscalYear(2566)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with one year read in, eleven measures."""
    return database_in(tmp_path)


def test_backup_and_restore_bring_the_year_back(database: Path, tmp_path: Path) -> None:
    made = said("backup", "--db", database)
    named = said("backup", tmp_path / "สำเนา.db", "--db", database)
    again = said("backup", tmp_path / "สำเนา.db", "--db", database)
    before = said("status", "--db", database, "--json").out
    with tasks.open_store(database, clock) as store:
        store.measures.remove([measure.id for measure in store.measures.all(YEAR) if measure.id])
    emptied = said("status", "--db", database, "--json").out

    back = said("restore", tmp_path / "สำเนา.db", "--db", database)

    assert (made.code, named.code, again.code, back.code) == (0, 0, 1, 0)
    assert "backups/ita-25660320-090500.db" in made.out.replace(os.sep, "/")
    assert "ไม่รวมไฟล์หลักฐาน" in made.out
    assert "ไม่ได้เขียนทับ" in again.err
    assert emptied != before
    assert said("status", "--db", database, "--json").out == before
    assert (tmp_path / "ita.before-restore-25660320-090500.db").is_file()
    assert "ฐานข้อมูลเดิมเก็บไว้ที่" in back.out


def test_restore_on_a_new_pc_makes_the_data_folder(database: Path, default_place: Path) -> None:
    assert not default_place.parent.exists()

    answer = said("restore", database)

    assert answer.code == 0
    assert "ฐานข้อมูลเดิม" not in answer.out
    assert said("status").code == 0


@pytest.mark.parametrize("content", [b"", b"\x00\x01not a database" * 100])
def test_restore_from_what_is_no_backup_leaves_the_database(
    content: bytes, database: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.db"
    bad.write_bytes(content)
    before = everything_in(tmp_path)

    answers = [said("restore", file, "--db", database) for file in (bad, tmp_path, tmp_path / "none.db")]

    assert {(answer.code, answer.out) for answer in answers} == {(1, "")}
    assert all(re.search("[ก-๛]", answer.err) for answer in answers)
    assert everything_in(tmp_path) == before


def test_verify_says_that_all_is_well_and_what_was_looked_at(database: Path) -> None:
    answer = said("verify", "--db", database)

    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("ตรวจแล้ว ทุกอย่างครบถ้วน: ประวัติ ๑ รายการ มาตรการ ๑๑ มาตรการ")


def test_verify_finds_a_changed_evidence_file_and_ends_with_one(tmp_path: Path) -> None:
    database = tmp_path / "ตัวอย่าง.db"
    with tasks.open_store(database, clock) as store:
        tasks.start_with_sample(store, datetime(2026, 3, 18, 10, tzinfo=NOW.tzinfo))
    sound = said("verify", "--db", database)
    lost = next(path for path in (tmp_path / "ตัวอย่าง.evidence").rglob("*") if path.is_file())
    lost.chmod(0o644)
    lost.write_bytes(b"changed")

    found = said("verify", "--db", database)

    assert sound.code == 0
    assert (found.code, found.err) == (1, "")
    assert found.out.startswith("พบข้อที่ต้องดู ๑ ข้อ")
    assert "! หลักฐาน «" in found.out
