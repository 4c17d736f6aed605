"""Export: the preview is the page that is printed, and nothing is overwritten unasked."""

import json
import threading
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from textual import events
from textual.pilot import Pilot

from ita_tui import tasks
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.reports.page import Heading, Paragraph, Signatory, Title
from ita_tui.saving import FolderForbidden
from ita_tui.thai.numerals import thai_digits
from screens import export as export_screen
from screens.export import ExportScreen
from screens.signatories import SignatoriesScreen
from screens.widgets.field import Field
from store.database import Store
from tests.long_series import some
from tests.screen_app import opened, sample_database, screen_text, store_of
from tests.typing_thai import followed, type_thai
from tests.waiting import (
    NASTY,
    assert_whole,
    at_every_size,
    keys,
    notices,
    until,
    until_shown,
    until_told,
)

YEAR = FiscalYear(2569)


async def to_export(pilot: Pilot[Any]) -> ExportScreen:
    await keys(pilot, "f9")
    await until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
    await until_shown(pilot, "ผลการขับเคลื่อนมาตรการ")
    screen = pilot.app.screen
    assert isinstance(screen, ExportScreen)
    return screen


async def write_to(pilot: Pilot[Any], target: Path | str) -> None:
    """Type where the file goes over what is offered, and press Enter."""
    field = pilot.app.screen.query_one("#target", Field)
    field.input.focus()
    field.input.clear()
    await followed(pilot)
    pilot.app.post_message(events.Paste(str(target)))
    await keys(pilot, "enter")


def result(pilot: Pilot[Any]) -> str:
    return str(pilot.app.screen.query_one("#result").render())


def cells(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return "\n".join(
        str(c.value) for row in book.worksheets[0].iter_rows() for c in row if c.value is not None
    )


def squeezed(text: str) -> str:
    return "".join(text.split())


async def test_the_preview_is_the_page_that_will_be_printed(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        screen = await to_export(pilot)
        page = tasks.page(store_of(pilot), YEAR, screen.printing())
        first = squeezed(screen_text(pilot))
        seen = squeezed(_whole_preview(screen))
        await at_every_size(pilot, "บันทึกเป็น", "เขียนไฟล์")

        assert screen.printing().thai_numerals
        for part in page.parts:
            if isinstance(part, Title):
                assert all(squeezed(line) in first for line in part.lines)
            if isinstance(part, Heading | Paragraph):
                assert squeezed(part.text) in seen


def _whole_preview(screen: ExportScreen) -> str:
    preview = screen.query_one("#preview")
    return "\n".join(strip.text for strip in preview.render_lines(preview.size.region))


async def test_the_report_is_written_and_the_workbook_holds_every_measure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_files: list[Path | str] = []
    monkeypatch.setattr(export_screen, "open_with_desktop", opened_files.append)
    target = tmp_path / "ที่ส่ง" / "รายงาน รอบ ๖.xlsx"
    target.parent.mkdir()
    async with opened(sample_database(tmp_path)) as pilot:
        await to_export(pilot)
        assert "เปิดไฟล์" not in screen_text(pilot)
        await write_to(pilot, target)
        await until(pilot, lambda: "เขียนแล้ว" in result(pilot))

        printed = cells(target)
        for measure in store_of(pilot).measures.all(YEAR):
            assert squeezed(thai_digits(measure.title)) in squeezed(printed)
        assert "พ.ศ. ๒๕๖๙" in printed
        assert str(target) in result(pilot)
        await until_shown(pilot, "o เปิดไฟล์")
        await keys(pilot, "o")
        await until(pilot, lambda: opened_files == [target])
        assert store_of(pilot).preferences.get("export_folder", "") == str(target.parent)


async def test_numerals_round_and_format_are_chosen_with_the_arrow_keys(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        screen = await to_export(pilot)
        screen.query_one("#numerals").focus()
        await keys(pilot, "right", "tab", "right")
        await until_shown(pilot, "(รอบ 12 เดือน)")
        assert not screen.printing().thai_numerals
        assert screen.printing().round_of is RoundOf.TWELVE_MONTHS
        await write_to(pilot, tmp_path / "arabic")
        await until(pilot, lambda: "เขียนแล้ว" in result(pilot))
        assert "พ.ศ. 2569" in cells(tmp_path / "arabic.xlsx")

        screen.query_one("#format").focus()
        await keys(pilot, "right", "right", "right")
        await until_shown(pilot, "เก็บข้อมูลทั้งปีไว้ครบ")
        assert screen.query_one("#target", Field).value == str(tmp_path / "arabic.json")
        await keys(pilot, "ctrl+s")
        await until(pilot, lambda: "arabic.json" in result(pilot) and "เขียนแล้ว" in result(pilot))
        whole = json.loads((tmp_path / "arabic.json").read_text(encoding="utf-8"))
        assert len(whole["measures"]) == 12


async def test_an_existing_file_is_never_overwritten_unasked(tmp_path: Path) -> None:
    target = tmp_path / "รายงาน.xlsx"
    target.write_bytes(b"mine")
    async with opened(sample_database(tmp_path)) as pilot:
        await to_export(pilot)
        await write_to(pilot, target)
        await until_shown(pilot, "อยู่แล้ว จึงยังไม่ได้เขียนทับ")
        await keys(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        assert target.read_bytes() == b"mine"
        assert "กำลังเขียน" not in result(pilot)

        await keys(pilot, "ctrl+s")
        await until_shown(pilot, "บันทึกเป็น รายงาน (2).xlsx")
        await keys(pilot, "enter")
        await until(pilot, lambda: "เขียนแล้ว" in result(pilot))
        assert target.read_bytes() == b"mine"
        assert "ประจำปีงบประมาณ" in cells(tmp_path / "รายงาน (2).xlsx")

        await write_to(pilot, target)
        await until_shown(pilot, "เขียนทับไฟล์เดิม")
        await keys(pilot, "down", "enter")
        await until(pilot, lambda: "รายงาน.xlsx" in result(pilot) and "เขียนแล้ว" in result(pilot))
        assert "ประจำปีงบประมาณ" in cells(target)


async def test_a_place_that_takes_no_file_is_told_and_the_name_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        await to_export(pilot)
        await write_to(pilot, tmp_path / "ไม่มี" / "รายงาน.xlsx")
        await until(pilot, lambda: result(pilot).startswith("!"))
        assert "ไม่มี" in result(pilot)
        assert pilot.app.screen.query_one("#target", Field).value == str(tmp_path / "ไม่มี" / "รายงาน.xlsx")

        def forbidden(*_given: object, **_more: object) -> Path:
            raise FolderForbidden(tmp_path / "ก.xlsx")

        monkeypatch.setattr(tasks, "export_report", forbidden)
        await write_to(pilot, tmp_path / "ก.xlsx")
        told = FolderForbidden(tmp_path / "ก.xlsx")
        await until(pilot, lambda: told.happened in result(pilot))
        assert told.do in notices(pilot)
        await write_to(pilot, "")
        await until_shown(pilot, "พิมพ์ชื่อไฟล์")


async def test_no_typed_target_brings_the_screen_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "export_report", lambda *_given, **_more: tmp_path / "x.xlsx")
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        screen = await to_export(pilot)
        screen.choices.folder = tmp_path
        for nasty in some(NASTY, 4):
            await write_to(pilot, nasty)
            await followed(pilot)
            assert_whole(pilot)

            assert isinstance(pilot.app.screen, ExportScreen)


async def test_a_folder_as_target_gets_the_offered_name(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        await to_export(pilot)
        await write_to(pilot, tmp_path)
        await until(pilot, lambda: "เขียนแล้ว" in result(pilot))

        assert (tmp_path / "ตารางความก้าวหน้าตามมาตรการ-2569-รอบ6เดือน.xlsx").exists()


async def test_signatories_are_typed_once_printed_and_remembered(tmp_path: Path) -> None:
    database = sample_database(tmp_path)
    async with opened(database, (80, 24)) as pilot:
        await to_export(pilot)
        await keys(pilot, "g")
        await until(pilot, lambda: isinstance(pilot.app.screen, SignatoriesScreen))
        assert_whole(pilot)
        await type_thai(pilot, "นางสาวน้ำใจ [b]ดี[/b]")
        await keys(pilot, "enter")
        await type_thai(pilot, "ปลัดองค์การบริหารส่วนตำบล")
        await keys(pilot, "ctrl+s")
        await until_shown(pilot, "นางสาวน้ำใจ [b]ดี[/b]")
        await write_to(pilot, tmp_path / "ลงนาม.xlsx")
        await until(pilot, lambda: "เขียนแล้ว" in result(pilot))

        assert "นางสาวน้ำใจ [b]ดี[/b]" in cells(tmp_path / "ลงนาม.xlsx")
    async with opened(database) as pilot:
        screen = await to_export(pilot)

        assert screen.signatories == (Signatory("นางสาวน้ำใจ [b]ดี[/b]", "ปลัดองค์การบริหารส่วนตำบล"),)
        await until_shown(pilot, "นางสาวน้ำใจ")


async def test_typed_signatories_keep_the_dialog_open_and_are_asked_about_by_escape(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        await to_export(pilot)
        await keys(pilot, "g")
        await until(pilot, lambda: isinstance(pilot.app.screen, SignatoriesScreen))
        await type_thai(pilot, "นายคำ")
        await keys(pilot, "escape")
        await until_shown(pilot, "ยังไม่ได้บันทึกสิ่งที่พิมพ์ในแบบฟอร์มนี้")
        await keys(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, SignatoriesScreen))
        assert pilot.app.screen.query_one("#name-1", Field).value == "นายคำ"
        await keys(pilot, "f2")
        await until_told(pilot, "ยังมีข้อความที่พิมพ์ไว้")
        await keys(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        screen = pilot.app.screen
        assert isinstance(screen, ExportScreen)
        assert screen.signatories == (Signatory("นายคำ", ""),)


async def test_the_keys_go_on_while_a_file_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, reached, export = threading.Event(), threading.Event(), tasks.export_report

    def slow(store: Store, year: FiscalYear, printing: tasks.Printing, target: Path, **more: object) -> Path:
        reached.set()
        held.wait(10)
        return export(store, year, printing, target, form=str(more["form"]))

    monkeypatch.setattr(tasks, "export_report", slow)
    async with opened(sample_database(tmp_path)) as pilot:
        screen = await to_export(pilot)
        await write_to(pilot, tmp_path / "ช้า.xlsx")
        await until(pilot, reached.is_set)
        await until_shown(pilot, "กำลังเขียน ช้า.xlsx")
        screen.query_one("#numerals").focus()
        await keys(pilot, "right")
        assert not screen.printing().thai_numerals
        held.set()
        await until(pilot, lambda: "เขียนแล้ว" in result(pilot))

        assert "พ.ศ. ๒๕๖๙" in cells(tmp_path / "ช้า.xlsx")


async def test_an_own_layout_that_does_not_hold_together_is_told_and_the_shipped_ones_stay(
    tmp_path: Path,
) -> None:
    database = sample_database(tmp_path)
    (database.parent / "layouts").mkdir()
    (database.parent / "layouts" / "ของเรา.toml").write_text("title = [", encoding="utf-8")
    async with opened(database) as pilot:
        await keys(pilot, "f9")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        await until_shown(pilot, "แบบรายงานที่ท่านทำเองใช้ไม่ได้ ๑ แบบ")
        await until_shown(pilot, "ตารางความก้าวหน้าตามมาตรการ")
        await keys(pilot, "l")
        await until_shown(pilot, "ของเรา")
