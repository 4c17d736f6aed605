import json
import re
from pathlib import Path

import pytest

from ita_tui import tasks
from ita_tui.cli_status import HEIGHT, WIDTH
from ita_tui.domain.agency import Agency
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, WorkStatus
from ita_tui.thai.cells import cell_width
from ita_tui.thai.numerals import thai_digits
from tests.command_line import NOW, SEEDS, clock, database_in, everything_in, said
from tests.signed_years import APRIL, signed_database
from tests.signed_years import YEAR as SIGNED_YEAR

YEAR = FiscalYear(2566)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with one year read in, eleven measures."""
    return database_in(tmp_path)


def test_status_fits_one_screen_and_says_the_numbers_of_the_overview(database: Path) -> None:
    answer = said("status", "--db", database)
    told = json.loads(said("status", "--db", database, "--json").out)
    with tasks.open_store(database, clock) as store:
        seen = tasks.load_year(store, YEAR, NOW).overview

    lines = answer.out.splitlines()
    measures = told["measures"]

    assert answer.code == 0
    assert len(lines) <= HEIGHT
    assert max(map(cell_width, lines)) <= WIDTH
    assert lines[0].endswith("· ปีงบประมาณ ๒๕๖๖")
    assert measures["total"] == len(seen.measures) == 11
    assert measures["by_status"] == {status.value: len(found) for status, found in seen.by_status.items()}
    for name, found in (
        ("overdue", seen.overdue),
        ("due_soon", seen.due_soon),
        ("behind", seen.behind),
        ("without_evidence", seen.without_evidence),
    ):
        assert measures[name] == {"count": len(found), "numbers": [measure.number for measure in found]}
    for label, count in (
        ("แล้วเสร็จ", measures["by_status"]["completed"]),
        ("กำลังดำเนินการ", measures["by_status"]["in_progress"]),
        ("เกินกำหนด", measures["overdue"]["count"]),
        ("ขาดหลักฐาน", measures["without_evidence"]["count"]),
        ("ต้องทำก่อน", f"({thai_digits(len(seen.todo))})"),
    ):
        assert f"{label} {thai_digits(count)}" in answer.out
    assert f"ความคืบหน้า {thai_digits(seen.progress or 0)} %" in answer.out
    assert [survey["instrument"] for survey in told["surveys"]] == ["IIT", "EIT1", "EIT2"]
    assert told["disclosure"] == {"published": 0, "applicable": 43}
    assert f"ข้อ OIT         {thai_digits('0 / 43')}" in answer.out


def test_status_of_a_crowded_year_with_long_names_keeps_its_measure(tmp_path: Path) -> None:
    database = tmp_path / "ใหญ่.db"
    year = FiscalYear(2569)
    long = "ปรับปรุงน้ำประปาหมู่บ้าน\nที่ศาลา [ร่าง] \t" * 20
    with tasks.open_store(database, clock) as store:
        tasks.set_up(store, Agency(name=long), year, staff=100_000, served=2_000_000)
        store.measures.add(
            year,
            [
                Measure(number, f"{long}{number}", responsible=long, status=list(WorkStatus)[number % 3])
                for number in range(1, 1501)
            ],
        )

    answer = said("status", "--db", database)

    lines = answer.out.splitlines()
    assert len(lines) == HEIGHT
    assert max(map(cell_width, lines)) <= WIDTH
    assert "๑๕๐๐ มาตรการ" in answer.out
    assert "? ขาดหลักฐาน ๑๐๐๐" in answer.out
    assert re.search("… และอีก [๐-๙]+ เรื่อง", answer.out)


def test_status_says_that_the_running_round_is_signed(tmp_path: Path) -> None:
    database = signed_database(tmp_path)
    with tasks.open_store(database, lambda: APRIL) as store:
        year = SIGNED_YEAR
        of = year.current_round(NOW.date())
        (frozen,) = store.rounds.all(year)
    told = said("status", "--year", str(year.be), "--db", database)
    number = json.loads(said("status", "--year", str(year.be), "--db", database, "--json").out)
    with tasks.open_store(database, lambda: APRIL) as store:
        assert frozen.round_of is of
        assert frozen.id is not None
        tasks.release_round(store, frozen.id, "แก้ตัวเลข")
    released = said("status", "--year", str(year.be), "--db", database)

    assert told.out.splitlines()[1].endswith(" · ลงนามแล้ว")
    day = frozen.at.date().isoformat()
    assert number["signed"] == {"round": int(of), "code": frozen.code, "day": day}
    assert "ลงนามแล้ว" not in released.out.splitlines()[1]
    assert (
        json.loads(said("status", "--year", str(year.be), "--db", database, "--json").out)["signed"] is None
    )


def test_status_of_the_year_that_was_asked_or_says_which_there_are(database: Path) -> None:
    asked = said("status", "--year", "๒๕๖๖", "--db", database)
    unknown = said("status", "--year", "2568", "--db", database)

    assert asked.out == said("status", "--db", database).out
    assert (unknown.code, unknown.out) == (1, "")
    assert "ปีที่มี: ๒๕๖๖" in unknown.err


@pytest.mark.parametrize(
    "typed", [("status",), ("verify",), ("backup",), ("export", "--year", "2566", "-o", "y.json")]
)
def test_where_there_is_no_database_yet_none_is_made(typed: tuple[str, ...], tmp_path: Path) -> None:
    answer = said(*typed, "--db", tmp_path / "ยังไม่มี.db")

    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("ยังไม่มีไฟล์ฐานข้อมูล")
    assert everything_in(tmp_path) == {}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not beside this repository")
def test_status_of_every_real_report_fits_one_screen(tmp_path: Path) -> None:
    for seed in sorted(SEEDS.glob("*-25[0-9][0-9].txt")):
        database = tmp_path / f"{seed.stem}.db"
        read = said("import", seed, "--year", seed.stem[-4:], "--db", database)
        lines = said("status", "--db", database).out.splitlines()

        assert read.code == 0
        assert 0 < len(lines) <= HEIGHT
        assert max(map(cell_width, lines)) <= WIDTH
