import json
import os
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from ita_tui import tasks
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.thai.cells import cell_width
from ita_tui.thai.numerals import digits
from tests.command_line import NOW, REPORT, clock, database_in, everything_in, said

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
    assert without_last(said("status", "--db", database, "--json").out) == without_last(before)
    assert (tmp_path / "ita.before-restore-25660320-090500.db").is_file()
    assert "ฐานข้อมูลเดิมเก็บไว้ที่" in back.out
    assert f"ita-tui restore --db {database} --undo" in back.out
    assert "ไฟล์หลักฐานไม่ถูกแตะต้อง" in back.out


def without_last(status: str) -> dict[str, object]:
    """The overview as JSON but for its last change, which is the way back itself."""
    found: dict[str, object] = json.loads(status)
    del found["last_change"]
    return found


def test_restore_is_undone_by_a_command(database: Path) -> None:
    said("backup", "--db", database)
    with tasks.open_store(database, clock) as store:
        store.measures.remove([measure.id for measure in store.measures.all(YEAR)[1:] if measure.id])
    backup = next(path for path in (database.parent / "backups").iterdir() if "-25660320" in path.name)

    codes = [said("restore", backup, "--db", database).code]
    counts = [len(measures_in(database))]
    for _ in range(2):
        codes.append(said("restore", "--undo", "--db", database).code)
        counts.append(len(measures_in(database)))

    assert codes == [0, 0, 0]
    assert counts == [11, 1, 11]


def measures_in(database: Path) -> list[int]:
    with tasks.open_existing(database, clock) as store:
        return [measure.number for measure in store.measures.all(YEAR)]


def test_undoing_where_nothing_was_restored_is_refused(database: Path, tmp_path: Path) -> None:
    before = everything_in(tmp_path)

    answer = said("restore", "--undo", "--db", database)

    assert (answer.code, answer.out) == (1, "")
    assert "ไม่พบฐานข้อมูลเดิมที่เก็บแยกไว้" in answer.err
    assert everything_in(tmp_path) == before


def test_the_list_says_of_each_backup_when_why_how_much_where_and_what_is_wrong(database: Path) -> None:
    none = said("backups", "--db", database)
    said("backup", "--db", database)
    made = database.parent / "backups" / "ita-25660320-090500.db"
    bad = made.with_name("ita.before-bulk.25660319-080000.db")
    bad.write_bytes(made.read_bytes()[:9000])

    listed = said("backups", "--db", database)

    assert "ยังไม่มีข้อมูลสำรอง" in none.out
    assert (none.code, listed.code, listed.err) == (0, 0, "")
    size = round(made.stat().st_size / 1000)
    assert listed.out.splitlines() == [
        f"ข้อมูลสำรองของ {database} ใหม่สุดก่อน ๒ ฉบับ",
        "๒๐ มี.ค. ๖๖ เวลา ๐๙:๐๕ น.  ท่านสั่งสำรอง",
        f"  ประวัติ ๑ รายการ  {digits(size)} KB",
        f"  {made}",
        "๑๙ มี.ค. ๖๖ เวลา ๐๘:๐๐ น.  ก่อนเปลี่ยนแปลงครั้งใหญ่",
        "  ! ใช้ไม่ได้: ไฟล์ไม่ครบ อาจคัดลอกมาไม่หมด",
        f"  {bad}",
        f"นำกลับมาใช้: ita-tui restore --db {database} ไฟล์",
    ]


def test_the_list_is_the_same_where_the_database_will_not_open_and_as_json(database: Path) -> None:
    said("backup", "--db", database)
    listed = said("backups", "--db", database).out
    database.write_bytes(b"garbage" * 3000)

    answer = json.loads(said("backups", "--json", "--db", database).out)

    assert said("backups", "--db", database).out == listed
    assert [(one["kind"], one["entries"], one["problem"]) for one in answer["backups"]] == [
        ("by_hand", 1, "")
    ]
    assert answer["database"] == str(database)
    assert answer["backups"][0]["taken"] == "2023-03-20T09:05:00+07:00"


def test_a_comparison_tells_what_was_done_since_and_each_difference(database: Path) -> None:
    said("backup", "--db", database)
    made = database.parent / "backups" / "ita-25660320-090500.db"
    with tasks.open_store(database, clock) as store:
        first, *_, last = store.measures.all(YEAR)
        store.measures.save(replace(first, result="จัดแล้ว [สามครั้ง]"))
        store.measures.remove([last.id or 0])
    before = everything_in(database.parent)

    told = said("backups", "--compare", made, "--db", database)
    answer = json.loads(said("backups", "--compare", made, "--year", 2566, "--json", "--db", database).out)

    assert (told.code, told.err) == (0, "")
    assert "ประวัติที่เพิ่มขึ้นหลังสำรอง ๒ รายการ" in told.out
    assert f"มาตรการ ๑๑ ลบออก: {last.title[:30]}" in told.out
    assert "จัดแล้ว [สามครั้ง]" in told.out
    assert max(map(cell_width, told.out.splitlines()[1:])) <= 80
    assert [one["new"] for one in answer["differences"]] == ["จัดแล้ว [สามครั้ง]", ""]
    assert [one["number"] for one in answer["since"]] == [3, 2]
    assert everything_in(database.parent) == before


def test_a_comparison_with_no_backup_is_refused(database: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.db").write_bytes(b"no database" * 99)
    before = everything_in(tmp_path)

    for name in ("bad.db", "none.db"):
        answer = said("backups", "--compare", tmp_path / name, "--db", database)
        assert (answer.code, answer.out) == (1, "")
    assert everything_in(tmp_path) == before


def test_reading_in_by_command_backs_up_what_was_there_before(database: Path) -> None:
    dry = said("import", REPORT, "--year", 2566, "--add", "--dry-run", "--db", database)
    tried = said("backups", "--db", database).out

    read = said("import", REPORT, "--year", 2566, "--add", "--db", database)

    assert (dry.code, read.code) == (0, 0)
    assert "ยังไม่มีข้อมูลสำรอง" in tried
    (one,) = json.loads(said("backups", "--json", "--db", database).out)["backups"]
    assert (one["kind"], one["entries"]) == ("before-import", 1)
    assert len(measures_in(database)) == 22


def test_reading_in_is_not_begun_where_no_backup_can_be_made(database: Path, tmp_path: Path) -> None:
    (tmp_path / "backups").write_bytes(b"")
    before = everything_in(tmp_path)

    answer = said("import", REPORT, "--year", 2566, "--add", "--db", database)

    assert (answer.code, answer.out) == (1, "")
    assert "ยังไม่ได้ทำ เพราะสำรองข้อมูลก่อนรับข้อมูลเข้าไม่ได้" in answer.err
    assert everything_in(tmp_path) == before


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
    assert answer.out.startswith("ตรวจแล้ว ทุกอย่างครบถ้วน: ประวัติ ๑ รายการ มาตรการ ๑๑ รายการ (ทุกปี รวมข้อเสนอ)")


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
