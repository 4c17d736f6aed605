"""``ita-tui hand-out`` and ``collect``: files for the divisions, and their answers, from the command line."""

import json
from io import StringIO
from pathlib import Path

import openpyxl
import pytest

from ita_tui import cli, tasks
from ita_tui.cli_status import HEIGHT
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure
from tests import screen_app
from tests.command_line import clock, database_in, everything_in, said
from tests.test_division_answers import put

YEAR = FiscalYear(2566)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return database_in(tmp_path)


def first(database: Path) -> Measure:
    with tasks.open_store(database, clock) as store:
        return store.measures.all(YEAR)[0]


def test_sheets_go_out_and_answers_come_in_with_every_field_told(database: Path, tmp_path: Path) -> None:
    measure = first(database)
    division, folder = measure.divisions[0], tmp_path / "แจก"
    year = ("--year", "2566", "--db", database)
    out = said("hand-out", *year, "--division", division, "--format", "answers", "pdf", "-o", folder)
    path = folder / f"แบบตอบ-{division}-2566.xlsx"
    workbook = openpyxl.load_workbook(path)
    titles = {str(cell.value) for cell in workbook["มาตรการ"]["C"]}
    put(workbook, next(t for t in titles if t[:20] == measure.title[:20]), result="ทำแล้ว", status="ไม่รู้")
    put(workbook, next(t for t in titles if t[:20] == measure.title[:20]), evidence="www.example.go.th")
    workbook.save(path)
    kept = everything_in(tmp_path)["ita.db"]
    tried = said("collect", path, *year, "--dry-run")
    untouched = everything_in(tmp_path)["ita.db"] == kept
    taken = said("collect", path, *year)
    again = said("collect", path, *year, "--all")

    assert (out.code, out.err) == (0, "")
    assert sorted(name.name for name in folder.iterdir()) == [
        f"แบบตอบ-{division}-2566.xlsx",
        f"ใบแจก-{division}-2566.pdf",
    ]
    assert "เขียนแล้ว ๒ ไฟล์" in out.out
    assert untouched
    assert (tried.code, taken.code, again.code) == (0, 0, 0)
    assert "จะรับ ๑ ช่อง ยังไม่รับ ๑ ช่อง\nยังไม่ได้บันทึกอะไร (--dry-run)" in tried.out
    assert "→ ทำแล้ว" in taken.out
    assert "▲ ปรับลิงก์จากที่พิมพ์ว่า «www.example.go.th»" in taken.out
    assert "ช่องสถานะ “ไม่รู้” ไม่ใช่สถานะที่รู้จัก" in taken.out
    assert "รับแล้ว ๑ ช่อง ยังไม่รับ ๐ ช่อง" in again.out
    assert first(database).result == "ทำแล้ว"
    assert first(database).evidence[0].url == "https://www.example.go.th"


def test_what_cannot_be_is_refused_with_one_and_nothing_is_written(database: Path, tmp_path: Path) -> None:
    year = ("--year", "2566", "--db", database)
    division = said("hand-out", *year, "--division", "กองบิน", "-o", tmp_path / "แจก")
    deep = said("hand-out", *year, "-o", tmp_path / "ไม่มี" / "ลึก")
    no_answers = said("collect", database, *year)
    missing = said("collect", tmp_path / "ไม่มี.xlsx", *year)
    without = said("hand-out", "-o", tmp_path / "แจก", "--db", database)

    assert [one.code for one in (division, deep, no_answers, missing, without)] == [1, 1, 1, 1, 0]
    assert "ไม่พบงานของ «กองบิน»" in division.err
    assert all(name == "ita.db" or name.startswith("แจก") for name in everything_in(tmp_path))


def test_the_year_is_the_one_that_status_shows_unless_it_is_named(database: Path, tmp_path: Path) -> None:
    handed = said("hand-out", "-o", tmp_path / "แจก", "--db", database)
    sheet = next((tmp_path / "แจก").glob("แบบตอบ*2566.xlsx"))
    collected = said("collect", sheet, "--dry-run", "--db", database)
    other = said("hand-out", "--year", "2568", "-o", tmp_path / "แจก", "--db", database)

    assert (handed.code, collected.code, other.code) == (0, 0, 1)
    assert "ปีงบประมาณ ๒๕๖๖" in collected.out
    assert "ปีที่มี: ๒๕๖๖" in other.err


def test_status_says_whom_to_call_and_json_has_the_whole_digest(tmp_path: Path) -> None:
    late = screen_app.sample_database(tmp_path / "ตัวอย่าง")
    answers = []
    for more in ([], ["--json"]):
        out = StringIO()
        assert cli.run(["status", "--db", str(late), *more], screen_app.clock, out, out) == 0
        answers.append(out.getvalue())
    told = json.loads(answers[1])["digest"]
    calls = answers[0].partition("โทรตาม")[2]
    pressing = [one["division"] for one in told if any(line["pressing"] for line in one["lines"])]

    assert {"division", "contact", "lines"} == set(told[0])
    assert pressing[:2] == ["สำนักปลัด", "กองคลัง"]
    assert "  สำนักปลัด (หัวหน้าสำนักปลัด ภายใน ๑๑) · เกินกำหนด ๑ · ใกล้ครบกำหนด ๑\n" in calls
    assert len(answers[0].splitlines()) <= HEIGHT
