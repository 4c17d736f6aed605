"""The secretary's whole task through the screens, with keys alone: from the first run to the signed table."""

import json
import subprocess
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from textual import events

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import WorkStatus
from ita_tui.thai.numerals import arabic_digits, thai_digits
from screens.evidence import EvidenceScreen
from screens.first_run import FirstRunScreen
from screens.overview import OverviewScreen
from screens.walk import WalkScreen
from tests.long_series import some
from tests.screen_app import opened, press, screen_text, settle, store_of
from tests.typing_thai import press_all, type_thai
from tests.waiting import until, until_shown

pytestmark = pytest.mark.painted

if TYPE_CHECKING:
    from textual.pilot import Pilot

YEAR = FiscalYear(2566)
JULY = datetime(2023, 7, 10, 9, 15, tzinfo=timezone(timedelta(hours=7)))
OWN = Path(__file__).parent / "data" / "rimthan-2566.txt"
SEED = Path(__file__).parents[2] / "shared" / "seeds" / "thamsing-2566.txt"
AGENCY = "องค์การบริหารส่วนตำบลริมธารทดสอบ"
DONE = "ดำเนินการแล้ว ณ วันที่ ๑๐ กรกฎาคม ๒๕๖๖ ข้อที่ {} น้ำใจผู้ใหญ่"


@pytest.mark.story
@pytest.mark.long
async def test_a_year_is_begun_read_in_walked_counted_and_exported(tmp_path: Path) -> None:
    """Of a report of the project's own and, where it is there, of a published one; one of them in the short form."""
    for report in some([OWN, SEED] if SEED.exists() else [OWN], 1):
        folder = tmp_path / report.stem
        folder.mkdir()
        await a_year(report, folder)


async def a_year(report: Path, tmp_path: Path) -> None:
    write = type_thai if report is OWN else paste
    walked = some(range(1, 12), 1)
    database, workbook = tmp_path / "ปี ๖๖.db", tmp_path / "รายงาน.xlsx"
    proof = tmp_path / "บันทึกข้อความ ที่ ๑๒.pdf"
    proof.write_bytes(b"%PDF-1.4 evidence of the first measure")

    async with opened(database, clock=lambda: JULY) as pilot:
        await begin_empty(pilot)
        await read_in(pilot, report)
        await walk(pilot, walked, proof, write)
        await count_answers(pilot)
        await export(pilot, workbook)
        await press(pilot, "f10")

    assert_workbook_holds_everything(workbook, walked)
    assert_a_fresh_process_finds_everything(database, walked, proof)


# --- what she does -------------------------------------------------------------------------------------------


async def begin_empty(pilot: "Pilot[int]") -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, FirstRunScreen))
    await press(pilot, "down", "down", "enter")
    typed = {
        "name": AGENCY,
        "district": "ท่าน้ำ",
        "province": "เวียงพิมาน",
        "year": "๒๕๖๖",
        "staff": "๖๐",
        "served": "1,250",
    }
    for field, text in typed.items():
        await tab_to(pilot, field)
        await press(pilot, *["backspace"] * 4)
        await type_thai(pilot, text)
    await press(pilot, "ctrl+s")
    await until_shown(pilot, "ปีงบประมาณ ๒๕๖๖")
    assert isinstance(pilot.app.screen, OverviewScreen)


async def read_in(pilot: "Pilot[int]", report: Path) -> None:
    await press(pilot, "f12")
    await type_thai(pilot, "อ่านรายงาน")
    await press(pilot, "enter")
    await type_thai(pilot, f'"{report}"')
    await press(pilot, "enter")
    await until_shown(pilot, "๑๑ มาตรการ")
    assert store_of(pilot).measures.all(YEAR) == ()
    await press(pilot, "ctrl+s")
    await until_shown(pilot, "ต้องทำก่อน")
    assert len(store_of(pilot).measures.all(YEAR)) == 11


async def walk(
    pilot: "Pilot[int]",
    walked: Sequence[int],
    proof: Path,
    write: Callable[["Pilot[int]", str], Awaitable[None]],
) -> None:
    await press(pilot, "f3", "enter")
    screen = pilot.app.screen
    assert isinstance(screen, WalkScreen)
    for number in range(1, 12):
        assert f"มาตรการ {thai_digits(number)} จาก ๑๑" in screen_text(pilot)
        if number in walked:
            await tab_to(pilot, "result")
            await press(pilot, "ctrl+end", "enter")
            await write(pilot, DONE.format(thai_digits(number)))
            await tab_to(pilot, "status")
            await press(pilot, "left", "left", "left", "right", "right", "ctrl+s")
            assert screen.measure is not None
            assert screen.measure.status is WorkStatus.COMPLETED
        if number == walked[0]:
            await prove(pilot, proof)
        await press(pilot, "pagedown")
        assert "ยังไม่ได้บันทึก" not in screen_text(pilot)
        assert "๐๙:๑๕" in screen_text(pilot)
    assert screen_text(pilot).count("✓") >= len(walked)
    await press(pilot, "escape")


async def prove(pilot: "Pilot[int]", proof: Path) -> None:
    await press(pilot, "ctrl+e", "a")
    await type_thai(pilot, f"file://{proof.as_posix()}")
    await press(pilot, "enter")
    await until_shown(pilot, f"{proof.name}   ไฟล์")
    await press(pilot, "a")
    await tab_to(pilot, "url")
    await type_thai(pilot, "https://www.rimthan.example/ita/1")
    await tab_to(pilot, "title")
    await type_thai(pilot, "ประกาศบนเว็บไซต์ของหน่วยงาน")
    await press(pilot, "ctrl+s")
    await until_shown(pilot, "ประกาศบนเว็บไซต์ของหน่วยงาน   ลิงก์")
    assert isinstance(pilot.app.screen, EvidenceScreen)
    await press(pilot, "escape")


async def count_answers(pilot: "Pilot[int]") -> None:
    await press(pilot, "f4")
    for number, typed in enumerate((("๒๒", "1/7/2566"), ("๓๓", "๘ ก.ค. ๖๖"))):
        total, day = typed
        await press(pilot, *["home", *["down"] * number], "a")
        await tab_to(pilot, "total")
        await type_thai(pilot, total)
        await tab_to(pilot, "on")
        await press(pilot, *["backspace"] * 12)
        await type_thai(pilot, day)
        await press(pilot, "ctrl+s")
    await press(pilot, "f2")
    assert "๒๒ / ๓๐" in screen_text(pilot)
    assert "๓๓ / ๑๒๕" in screen_text(pilot)


async def export(pilot: "Pilot[int]", workbook: Path) -> None:
    await press(pilot, "f9")
    await tab_to(pilot, "target")
    await press(pilot, "end", *["backspace"] * 200)
    await type_thai(pilot, str(workbook))
    await press(pilot, "ctrl+s")
    await until_shown(pilot, "เขียนแล้ว")


async def paste(pilot: "Pilot[int]", text: str) -> None:
    """As from a letter that somebody sent."""
    pilot.app.post_message(events.Paste(text))
    await settle(pilot)


async def tab_to(pilot: "Pilot[Any]", name: str) -> None:
    """Press Tab until the field of that name has the focus, as somebody does who looks for it."""
    for _ in range(40):
        focused = pilot.app.focused
        if focused is not None and name in {focused.id, *(node.id for node in focused.ancestors)}:
            return
        await press_all(pilot, ["tab"])
    raise AssertionError(f"Tab never comes to {name}")


# --- what must be there afterwards ----------------------------------------------------------------------------


def assert_workbook_holds_everything(workbook: Path, walked: Sequence[int]) -> None:
    sheet = load_workbook(workbook).worksheets[0]
    printed = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    for number in walked:
        assert DONE.format(thai_digits(number)) in printed
    assert AGENCY in printed
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def assert_a_fresh_process_finds_everything(database: Path, walked: Sequence[int], proof: Path) -> None:
    target = database.with_suffix(".json")
    command = [sys.executable, "-m", "ita_tui", "--db", str(database), "export", "--year", "2566"]
    subprocess.run([*command, "--format", "json", "-o", str(target)], check=True, capture_output=True)
    year = json.loads(target.read_text(encoding="utf-8"))

    assert year["agency"]["name"] == AGENCY
    assert len(year["measures"]) == 11
    for number, measure in enumerate(year["measures"], start=1):
        if number in walked:
            assert measure["status"] == "completed"
        assert (DONE.format(thai_digits(number)) in measure["result"]) is (number in walked)
    file, link = year["measures"][walked[0] - 1]["evidence"]
    assert file["title"] == proof.name
    assert link["url"] == "https://www.rimthan.example/ita/1"
    counts = {survey["instrument"]: survey["counts"] for survey in year["surveys"]}
    assert [(c["date"], c["total"]) for c in counts[Instrument.IIT.value]] == [("2023-07-01", 22)]
    assert [(c["date"], c["total"]) for c in counts[Instrument.EIT1.value]] == [("2023-07-08", 33)]
    assert arabic_digits("๑๑") == str(len(year["measures"]))
