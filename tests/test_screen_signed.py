"""A signed round on the other screens: it is printed as it was signed, and what was changed since is marked."""

from datetime import timedelta
from pathlib import Path

import pytest

from ita_tui import tasks
from screens.export import ExportScreen
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.field import Field
from tests.screen_app import NOW, press, sample_database, screen_text, settle, store_of
from tests.signed_years import SEPTEMBER, YEAR, at, frozen_of, signed_database, to_rounds
from tests.typing_thai import paste, type_thai
from tests.waiting import at_every_size, keys, notices, until, until_shown

# --- printing --------------------------------------------------------------------------------------------------


@pytest.mark.story
async def test_a_signed_round_is_printed_as_it_was_signed_unless_the_present_state_is_chosen(
    tmp_path: Path,
) -> None:
    async with at(signed_database(tmp_path), size=(100, 40)) as pilot:
        store_of(pilot).preferences.set("export_layout", "plan")
        await to_rounds(pilot)
        await press(pilot, "up")
        await keys(pilot, "p")
        code = frozen_of(pilot).code
        await until_shown(pilot, f"รหัส {code}")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ExportScreen)
        signed, shown_signed = screen.printing(), screen_text(pilot)
        page = tasks.page(store_of(pilot), YEAR, signed)
        await at_every_size(pilot, "ตามที่ลงนาม", "เขียนไฟล์")
        field = screen.query_one("#target", Field)
        field.input.focus()
        field.input.clear()
        await paste(pilot, str(tmp_path / "ลงนาม.docx"))
        screen.query_one("#format", ChoiceRow).choose("docx")
        await keys(pilot, "ctrl+s")
        await until_shown(pilot, "เขียนแล้ว")
        written = (tmp_path / "ลงนาม.docx").read_bytes()
        again = tasks.export_report(store_of(pilot), YEAR, signed, tmp_path / "อีกครั้ง.docx", form="docx")

        screen.query_one("#signed", ChoiceRow).focus()
        await keys(pilot, "right")
        await until_shown(pilot, "ไฟล์นี้เป็นข้อมูลปัจจุบัน จึงไม่มีรหัสตรวจสอบ")
        await settle(pilot)
        current = screen.printing()
        await until_shown(pilot, "เอกสารนี้ไม่ใช่ฉบับที่ลงนาม")
        screen.query_one("#layout", ChoiceRow).focus()
        await keys(pilot, "right")
        screen.query_one("#signed", ChoiceRow).choose("signed")
        await settle(pilot)
        screen.choices.choose("layout", "plan")
        await until_shown(pilot, "ไฟล์นี้พิมพ์ข้อมูลเดียวกันด้วยแบบ plan")

        assert (signed.layout, signed.frozen, page.code) == ("progress", 1, code)
        assert written == again.read_bytes()
        assert "นางสาวสมใจ ใจดี" in shown_signed
        assert "ตัวเลข" not in shown_signed
        assert "g ผู้ลงนาม" not in shown_signed
        assert current.frozen is None
        assert tasks.page(store_of(pilot), YEAR, current).code == ""
        assert screen.printing().frozen == 1
        assert store_of(pilot).preferences.get("export_layout", "") == "plan"


# --- marks -----------------------------------------------------------------------------------------------------


async def test_what_was_changed_after_the_signature_is_marked_in_lists_walk_and_history(
    tmp_path: Path,
) -> None:
    async with at(signed_database(tmp_path), NOW + timedelta(days=12)) as pilot:
        title = screen_text(pilot).splitlines()[0]
        await press(pilot, "f3")
        await until_shown(pilot, "◆ หลังลงนาม ๑")
        listed = screen_text(pilot)
        await press(pilot, "enter")
        await until_shown(pilot, "◆ แก้ไขหลังลงนาม")
        await press(pilot, "pagedown")
        second = screen_text(pilot)
        await press(pilot, "f2", "f12")
        await type_thai(pilot, "ประวัติการแก้ไข")
        await keys(pilot, "enter")
        await until_shown(pilot, "ผลการดำเนินการ  ◆ หลังลงนาม")
        history = screen_text(pilot)

        assert "รอบ ๖ เดือน ลงนามแล้ว" in title
        assert [line.split()[:2] for line in listed.splitlines() if line.startswith(" ◆")] == [
            ["◆", "๑"],
            ["◆", "หลังลงนาม"],
        ]
        assert "หลังลงนาม" not in second
        assert history.count("◆") == 1
        assert "นาฬิกา" in notices(pilot), "what was signed in April is looked at in March"
        assert len(notices(pilot).splitlines()) == 2


async def test_nothing_is_marked_where_nothing_is_signed(tmp_path: Path) -> None:
    async with at(sample_database(tmp_path), SEPTEMBER) as pilot:
        await press(pilot, "f3")

        assert "หลังลงนาม" not in screen_text(pilot)
        assert "ลงนามแล้ว" not in screen_text(pilot)
        await to_rounds(pilot)
        await keys(pilot, "v")
        await until_shown(pilot, "รหัสตรวจสอบข้างเลขหน้า")
        await type_thai(pilot, "2569-12-81MR-VX7F-SQVE-40")
        await keys(pilot, "enter")
        await until_shown(pilot, "ไม่พบรหัสนี้ จึงยังไม่ได้ตรวจข้อมูล")
        await keys(pilot, "escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
