"""One meeting on the screen: its agenda, its people and its resolutions; closed and printed."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from ita_tui.domain.agenda_order import MAIN
from ita_tui.domain.meetings import Presence
from ita_tui.thai.numerals import thai_digits
from screens.meeting_forms import AgendaItemForm, CarryOutForm
from screens.meeting_look import Part
from screens.meeting_paper_writing import PaperScreen
from screens.meeting_screen import MeetingScreen
from tests.meetings_held import held, meeting
from tests.screen_app import NOW, enter, press, sample_database
from tests.typing_thai import type_thai
from tests.waiting import at_every_size, until, until_shown, until_told


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return sample_database(tmp_path.parent / f"{tmp_path.name}-data")


def titles(pilot: Pilot[int]) -> list[str]:
    return [one.title for one in meeting(pilot).agenda]


async def test_the_agenda_is_edited_moved_supplemented_and_replaced(database: Path) -> None:
    async with held(database, "enter") as pilot:
        await at_every_size(pilot, "ระเบียบวาระที่ ๑ เรื่องแจ้ง", "๑.๑ น้ำประปา", "๒.๑ มาตรการ ๔ มาตรการสี่")
        await press(pilot, "down")
        await until_shown(pilot, "พูดเรื่องน้ำ")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, AgendaItemForm)
        await type_thai(pilot, "วันนี้")
        await enter(pilot, "title", "")
        await press(pilot, "ctrl+s")
        await until_shown(pilot, "พิมพ์ชื่อเรื่อง")
        await enter(pilot, "title", "น้ำดื่ม")
        await press(pilot, "ctrl+s", "d", "d")
        assert titles(pilot)[1:] == ["ระเบียบวาระที่ ๒ เรื่องพิจารณา", "มาตรการสี่", "น้ำดื่ม"]
        assert meeting(pilot).agenda[3].text == "วันนี้พูดเรื่องน้ำ"
        assert meeting(pilot).resolutions[0].item == 3

        await press(pilot, "n")
        await type_thai(pilot, "เรื่องอื่น")
        await press(pilot, "tab", "right", "ctrl+s", "delete", "down", "enter")
        assert len(titles(pilot)) == 4
        await press(pilot, "a")
        await until_shown(pilot, "มีระเบียบวาระอยู่แล้ว")
        await press(pilot, "enter")
        await until_told(pilot, "เสนอระเบียบวาระแล้ว")
        assert "น้ำดื่ม" in titles(pilot)
        assert titles(pilot).count("ระเบียบวาระที่ ๑ เรื่องแจ้ง") == 1
        await press(pilot, "a", "down", "enter")
        await until(pilot, lambda: "น้ำดื่ม" not in titles(pilot))
        matters = [one for one in meeting(pilot).agenda if not one.title.startswith(MAIN)]
        await until_told(pilot, f"เสนอระเบียบวาระแล้ว {thai_digits(len(matters))} เรื่อง")
        await until_shown(pilot, f"๑ ระเบียบวาระ {thai_digits(len(matters))} ")
        assert [one.measure for one in meeting(pilot).agenda if one.measure] == [4, 7, 8, 9]
        assert meeting(pilot).resolutions[0].item == 0
        await press(pilot, "ctrl+z", "ctrl+z")
        assert meeting(pilot).resolutions[0].item == 3


async def test_who_came_is_marked_by_one_key_each_and_the_committee_invited_again(database: Path) -> None:
    async with held(database, "enter", "/") as pilot:
        await until_shown(pilot, "✓ มาประชุม")
        await press(pilot, "x", "l", "x")
        absent, excused = Presence.ABSENT, Presence.EXCUSED
        assert [one.presence for one in meeting(pilot).attendance] == [absent, excused, absent]
        await press(pilot, "m", "up", "up", "ctrl+down", "enter")
        await enter(pilot, "role", "เลขานุการ")
        await press(pilot, "ctrl+s")
        assert [one.name for one in meeting(pilot).attendance][:2] == ["นางตัวอย่าง มีสุข", "นายสมมุติ ใจดี"]
        assert meeting(pilot).attendance[1].role == "เลขานุการ"
        await press(pilot, "d", "delete", "down", "enter")
        assert len(meeting(pilot).attendance) == 2
        await press(pilot, "k", "k")
        await until_told(pilot, "เชิญคณะกรรมการครบทุกคนแล้ว")
        assert len(meeting(pilot).attendance) == 3
        await at_every_size(pilot, "? ยังไม่เช็กชื่อ", "ผู้มาประชุม ๐ / ๒")
        await press(pilot, "c")
        await at_every_size(pilot, "! ยังไม่ได้เช็กชื่อ ๑ คน")


async def test_resolutions_are_written_carried_out_and_open_again(database: Path) -> None:
    async with held(database, "enter", "left") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, MeetingScreen)
        assert screen.part is Part.RESOLUTIONS
        await until_shown(pilot, "วาระ ๒.๑ · มาตรการ ๔ · ผู้ปฏิบัติ กองคลัง · เกิน ๑๗ วัน")
        await press(pilot, "space")
        assert isinstance(pilot.app.screen, CarryOutForm)
        await type_thai(pilot, "เผยแพร่แล้ว")
        await press(pilot, "ctrl+s")
        await until_shown(pilot, "✓ ให้เร่งรัด")
        assert (meeting(pilot).resolutions[0].done, meeting(pilot).resolutions[0].outcome) == (
            NOW.date(),
            "เผยแพร่แล้ว",
        )
        await press(pilot, "space")
        await enter(pilot, "done", "")
        await press(pilot, "ctrl+s")
        await until_shown(pilot, "○ ให้เร่งรัด")
        await press(pilot, "d", "n")
        await type_thai(pilot, "มติใหม่")
        await press(pilot, "ctrl+s", "delete", "down", "enter")
        assert meeting(pilot).resolutions[0].text == "รับทราบ"
        assert len(meeting(pilot).resolutions) == 2


async def test_a_meeting_is_closed_and_opened_again_and_its_data_changed(database: Path) -> None:
    async with held(database, "enter", "e") as pilot:
        await enter(pilot, "place", "ห้องประชุมใหญ่")
        await press(pilot, "tab")
        await type_thai(pilot, "เลื่อนมาจากเดือนก่อน")
        await press(pilot, "ctrl+s")
        await until_shown(pilot, "ห้องประชุมใหญ่")
        assert meeting(pilot).minutes == "เลื่อนมาจากเดือนก่อน"
        await press(pilot, "c", "enter")
        assert meeting(pilot).ended is None
        await press(pilot, "c", "down", "enter")
        assert meeting(pilot).ended == NOW
        await press(pilot, "c")
        await until_shown(pilot, "เปิดประชุมครั้งที่ ๑/๒๕๖๙ อีกครั้ง")
        await press(pilot, "down", "enter")
        assert meeting(pilot).ended is None


async def test_papers_are_written_in_the_chosen_format_and_never_over_another_file_unasked(
    database: Path, tmp_path: Path
) -> None:
    target = tmp_path / "วาระ.docx"
    target.write_text("ของเดิม", encoding="utf-8")
    async with held(database, "enter", "f") as pilot:
        dialog = pilot.app.screen
        assert isinstance(dialog, PaperScreen)
        await at_every_size(pilot, "ระเบียบวาระการประชุม", "Word .docx", "รายงานการประชุม-ครั้งที่ 1-2569.docx")
        await press(pilot, "left")
        await until_shown(pilot, "ใบลงชื่อเข้าประชุม-ครั้งที่ 1-2569.docx")
        await enter(pilot, "target", str(target))
        await press(pilot, "ctrl+s")
        await until_shown(pilot, "บันทึกเป็น วาระ (2).docx")
        await press(pilot, "enter")
        await until_shown(pilot, "✓ เขียนแล้ว")
        assert (tmp_path / "วาระ (2).docx").exists()
        assert target.read_text(encoding="utf-8") == "ของเดิม"
        await press(pilot, "tab", "right")
        await until_shown(pilot, "วาระ (2).xlsx")
        await enter(pilot, "target", str(tmp_path / "ไม่มี" / "ก.xlsx"))
        await press(pilot, "ctrl+s")
        await until_shown(pilot, "! ")
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, MeetingScreen))
