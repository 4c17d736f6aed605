"""Handing out on the screen, and taking in what came back: old → new, ticked field by field, one undo."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from textual.pilot import Pilot

from ita_tui import division_sheets
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, WorkStatus
from screens.answers_preview import AnswersScreen
from screens.collect_answers import CollectScreen
from screens.dialogs import Choice
from screens.division_sheets import DivisionSheetsScreen
from screens.file_writing import FileWriting
from tests.command_line import everything_in
from tests.screen_app import enter, focus, opened, press, sample_database, screen_text, shown, store_of
from tests.test_division_answers import put
from tests.waiting import assert_whole, at_every_size, keys, notices, until, until_shown, until_told

YEAR = FiscalYear(2569)
LATE = "เปิดเผยข้อมูลการจัดซื้อจัดจ้างให้ครบถ้วนและเป็นปัจจุบัน"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return sample_database(tmp_path / "ข้อมูล")


def late(pilot: Pilot[int]) -> Measure:
    return next(one for one in store_of(pilot).measures.all(YEAR) if one.title == LATE)


def on_top(pilot: Pilot[Any], kind: type[object]) -> bool:
    return isinstance(pilot.app.screen, kind)


def preview(pilot: Pilot[Any]) -> AnswersScreen:
    screen = pilot.app.screen
    assert isinstance(screen, AnswersScreen)
    return screen


@pytest.mark.story
async def test_sheets_are_handed_out_filled_in_looked_over_taken_and_undone_at_once(
    database: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "แจก"
    async with opened(database, (80, 24)) as pilot:
        await press(pilot, "f9")
        await focus(pilot, "#layout")
        await press(pilot, "d")
        assert on_top(pilot, DivisionSheetsScreen)
        await at_every_size(pilot, "กองคลัง  มาตรการ ๒ · ข้อ OIT ๓", "แบบตอบ .xlsx")
        await press(pilot, "a", "down", "space")
        await focus(pilot, "#form")
        await press(pilot, "right")
        await enter(pilot, "folder", str(folder))
        await press(pilot, "ctrl+s")
        await until_shown(pilot, "✓ เขียนแล้ว ๑ ไฟล์")
        assert [path.name for path in folder.iterdir()] == ["แบบตอบ-กองคลัง-2569.xlsx"]
        path = folder / "แบบตอบ-กองคลัง-2569.xlsx"

        workbook = openpyxl.load_workbook(path)
        put(workbook, LATE, status="แล้วเสร็จ", done="๕", result="ตรวจครบทั้งปี", evidence="www.example.go.th/a")
        put(workbook, LATE, percent="=1+1")
        workbook.save(path)
        before = late(pilot)
        await focus(pilot, "#divisions")
        await press(pilot, "r")
        assert on_top(pilot, CollectScreen)
        await enter(pilot, "path", str(tmp_path / "ไม่มี.xlsx"))
        await keys(pilot, "enter")
        await until_shown(pilot, "ไม่พบไฟล์")
        await enter(pilot, "path", str(path))
        await keys(pilot, "enter")
        await until(pilot, lambda: on_top(pilot, AnswersScreen))
        await until_shown(pilot, "เลือกรับ ๓ จาก ๔ ช่อง · มีข้อสงสัย ๒")
        await at_every_size(pilot, "สถานะ: กำลังดำเนินการ → แล้วเสร็จ", "▲ หลักฐาน")
        assert "เดิม  กำลังดำเนินการ" in screen_text(pilot)
        await press(pilot, "end")
        assert "ช่องร้อยละ เป็นสูตร" in shown(pilot, "#detail")

        await press(pilot, "home", "space")  # her own choice is not lost unasked
        await press(pilot, "f3")
        assert on_top(pilot, AnswersScreen)
        await until_told(pilot, "ยังไม่ได้บันทึก")
        await keys(pilot, "escape")
        await until(pilot, lambda: on_top(pilot, Choice))
        await keys(pilot, "escape")
        await until(pilot, lambda: on_top(pilot, AnswersScreen))
        await press(pilot, "space", "ctrl+s")
        await until_told(pilot, "๓ ช่อง ใน ๑ เรื่อง")
        assert on_top(pilot, CollectScreen)
        after = late(pilot)
        assert (after.status, after.result) == (WorkStatus.COMPLETED, "ตรวจครบทั้งปี")
        assert all(step.status is WorkStatus.COMPLETED for step in after.steps)
        assert len(after.evidence) == len(before.evidence)

        await keys(pilot, "enter")  # what was taken is no change any more; the doubtful link still is one
        await until(pilot, lambda: on_top(pilot, AnswersScreen))
        await until_shown(pilot, "เลือกรับ ๐ จาก ๑ ช่อง")
        await press(pilot, "ctrl+s")
        await until_told(pilot, "ไม่มีคำตอบที่เลือกไว้")
        await press(pilot, "ctrl+z")
        await until_shown(pilot, "จาก ๔ ช่อง")
        assert late(pilot) == before
        assert_whole(pilot)


async def test_the_palette_leads_there_and_what_cannot_be_written_or_read_is_told(
    database: Path, tmp_path: Path
) -> None:
    report = tmp_path / "รายงาน.xlsx"
    openpyxl.Workbook().save(report)
    async with opened(database, (80, 24)) as pilot:
        await pilot.app.run_action("app.division_sheets")
        await until(pilot, lambda: on_top(pilot, DivisionSheetsScreen))
        await until_shown(pilot, "สำนักปลัด  มาตรการ ๙")
        await enter(pilot, "folder", str(tmp_path / "ไม่มี" / "ลึก"))
        await press(pilot, "ctrl+s")
        await until_told(pilot, "โฟลเดอร์")
        assert "! " in shown(pilot, "#result")
        await focus(pilot, "#divisions")
        await press(pilot, "a")
        pilot.app.clear_notifications()
        await enter(pilot, "folder", str(tmp_path))
        await press(pilot, "ctrl+s")
        await until_told(pilot, "ยังไม่มีส่วนราชการที่จะแจก")
        await press(pilot, "escape")
        await pilot.app.run_action("app.collect_answers")
        await until(pilot, lambda: on_top(pilot, CollectScreen))
        await enter(pilot, "path", str(report))
        await keys(pilot, "enter")
        await until_shown(pilot, "ไม่ใช่แบบตอบส่วนราชการ")
        assert_whole(pilot)


async def test_writing_can_be_stopped_and_the_screen_is_not_left_meanwhile(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = division_sheets.hand_out
    begun: list[FileWriting] = []

    def slow(*args: object, on_progress: FileWriting, **named: object) -> tuple[Path, ...]:
        begun.append(on_progress)
        while not on_progress._stop.wait(0.01):
            on_progress(1, 4)
        return real(*args, on_progress=on_progress, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(division_sheets, "hand_out", slow)
    async with opened(database, (80, 24)) as pilot:
        await pilot.app.run_action("app.division_sheets")
        await until_shown(pilot, "สำนักปลัด  มาตรการ ๙")
        await enter(pilot, "folder", str(tmp_path))
        await keys(pilot, "ctrl+s")
        await until(pilot, lambda: bool(begun))
        await until_shown(pilot, "๒๕ %")
        await keys(pilot, "f3")
        await until_told(pilot, "กำลังเขียน")
        assert on_top(pilot, DivisionSheetsScreen)
        await keys(pilot, "escape")
        await until_shown(pilot, "หยุดเขียนแล้ว")
        assert {name.partition("/")[0] for name in everything_in(tmp_path)} == {"ข้อมูล"}
        assert "เขียน" in notices(pilot)
