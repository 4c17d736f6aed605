"""A meeting from its agenda to its minutes through the screens, with keys alone; and the next one, which begins from it."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import WorkStatus
from ita_tui.domain.meetings import Meeting, Presence
from screens.meeting_screen import MeetingScreen
from screens.projector import ProjectorScreen
from tests.screen_app import NOW, opened, press, sample_database, screen_text, store_of
from tests.typing_thai import type_thai
from tests.waiting import until, until_shown

if TYPE_CHECKING:
    from textual.pilot import Pilot

YEAR = FiscalYear(2569)
PEOPLE = (
    ("นายสมมุติ ใจดี", "ประธานกรรมการ"),
    ("นางตัวอย่าง มีสุข", "กรรมการ"),
    ("นางสาวจำลอง รอบคอบ", "กรรมการและเลขานุการ"),
)
FIRST, SECOND = "ให้สำนักปลัดสรุปผลและเผยแพร่", "ให้กองคลังรายงานความคืบหน้า"


class Clock:
    """A second more each time it is asked, so that what is done after a meeting is later than its end."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.mark.story
async def test_a_meeting_is_held_from_its_agenda_to_its_minutes_and_the_next_begins_from_it(
    tmp_path: Path,
) -> None:
    minutes = tmp_path / "รายงาน.docx"
    async with opened(sample_database(tmp_path / "ข้อมูล"), (80, 24), clock=Clock()) as pilot:
        await appoint(pilot)
        await convene(pilot)
        await mark_who_came(pilot)
        await project_and_decide(pilot)
        await close(pilot)
        await print_minutes(pilot, minutes)
        await work_goes_on(pilot)
        await next_meeting_begins_from_it(pilot)

    assert_minutes_hold_everything(minutes)


def meetings(pilot: "Pilot[int]") -> tuple[Meeting, ...]:
    return store_of(pilot).meetings.all(YEAR)


async def appoint(pilot: "Pilot[int]") -> None:
    await press(pilot, "f6")
    await until_shown(pilot, "กด k เพื่อใส่รายชื่อคณะกรรมการก่อน")
    await press(pilot, "k")
    for name, role in PEOPLE:
        await press(pilot, "n")
        await type_thai(pilot, name)
        await press(pilot, "tab")
        await type_thai(pilot, role)
        await press(pilot, "ctrl+s")
    assert [(one.name, one.role) for one in store_of(pilot).meetings.committee(YEAR)] == list(PEOPLE)
    await press(pilot, "escape")


async def convene(pilot: "Pilot[int]") -> None:
    await press(pilot, "n")
    await until_shown(pilot, "การประชุมครั้งใหม่")
    await type_thai(pilot, "๑๘ มี.ค. ๖๙")
    await press(pilot, "tab")
    await type_thai(pilot, "๐๙.๓๐ น.")
    await press(pilot, "tab")
    await type_thai(pilot, "ห้องประชุมเล็ก")
    await press(pilot, "ctrl+s")
    await until(pilot, lambda: isinstance(pilot.app.screen, MeetingScreen))
    await press(pilot, "a")
    await until_shown(pilot, "ระเบียบวาระที่ ๕ เรื่องเพื่อพิจารณา")
    await until_shown(pilot, "๕.๑ มาตรการ ๔")
    (held,) = meetings(pilot)
    assert [one.measure for one in held.agenda if one.measure] == [4, 7, 8, 9]
    assert "เกินกำหนด ๖ วัน" in next(one.text for one in held.agenda if one.measure == 4)


async def mark_who_came(pilot: "Pilot[int]") -> None:
    await press(pilot, "2")
    await until_shown(pilot, "๒ ผู้มาประชุม ๐ / ๓")
    await press(pilot, "m", "l", "m")
    await until_shown(pilot, "๒ ผู้มาประชุม ๒ / ๓")
    await press(pilot, "n")
    await type_thai(pilot, "นายเชิญมา ให้ข้อมูล")
    await press(pilot, "enter", "m")
    (held,) = meetings(pilot)
    present, excused = Presence.PRESENT, Presence.EXCUSED
    assert [(one.presence, one.guest) for one in held.attendance] == [
        (present, False), (excused, False), (present, False), (present, True),
    ]  # fmt: skip


async def project_and_decide(pilot: "Pilot[int]") -> None:
    await press(pilot, "p")
    await until(pilot, lambda: isinstance(pilot.app.screen, ProjectorScreen))
    await until_shown(pilot, "๑ / ๑๒   มาตรการ ๔")
    assert "อ่านอย่างเดียว" in screen_text(pilot)
    await press(pilot, "m")
    await type_thai(pilot, FIRST)
    await press(pilot, "tab", "tab")
    await type_thai(pilot, "๑๕/๔/๒๕๖๙")
    await press(pilot, "ctrl+s")
    await until_shown(pilot, FIRST)
    await until_shown(pilot, "ผู้ปฏิบัติ สำนักปลัด, กองช่าง · กำหนด ๑๕ เม.ย. ๖๙")
    await press(pilot, "right", "b")
    await until_shown(pilot, "กระดานตามสถานะ")
    await press(pilot, "d")
    await until_shown(pilot, "กระดานตามส่วนราชการ")
    await press(pilot, "escape")
    await until_shown(pilot, "๒ / ๑๒   มาตรการ ๗")
    await press(pilot, "m")
    await type_thai(pilot, SECOND)
    await press(pilot, "ctrl+s")
    await until_shown(pilot, SECOND)
    await press(pilot, "escape")
    await until(pilot, lambda: isinstance(pilot.app.screen, MeetingScreen))


async def close(pilot: "Pilot[int]") -> None:
    await press(pilot, "c")
    await until_shown(pilot, "มติที่ยังไม่แล้วเสร็จ ๒ เรื่อง")
    await press(pilot, "down", "enter")
    await until_shown(pilot, "ครั้งที่ ๑/๒๕๖๙ ✓ ปิดแล้ว")
    assert meetings(pilot)[0].ended is not None


async def print_minutes(pilot: "Pilot[int]", target: Path) -> None:
    await press(pilot, "f")
    await press(pilot, "tab", "tab", "tab")
    await type_thai(pilot, str(target))
    await press(pilot, "ctrl+s")
    await until_shown(pilot, "เขียนแล้ว")
    await press(pilot, "escape", "escape")


async def work_goes_on(pilot: "Pilot[int]") -> None:
    """Between the meetings a step is ticked in the walk and a measure completed elsewhere."""
    store = store_of(pilot)
    eleventh = store.measures.all(YEAR)[10]
    store.measures.save(replace(eleventh, status=WorkStatus.IN_PROGRESS))


async def next_meeting_begins_from_it(pilot: "Pilot[int]") -> None:
    await press(pilot, "f2", "f6")
    await until_shown(pilot, "มติที่ยังไม่แล้วเสร็จ ๒ เรื่อง")
    await press(pilot, "n", "ctrl+s", "a")
    await until_shown(pilot, "๓.๑")
    assert FIRST in screen_text(pilot)
    assert SECOND in screen_text(pilot)
    agenda = meetings(pilot)[1].agenda
    continued, noted = (
        next(at for at, one in enumerate(agenda) if word in one.title)
        for word in ("เรื่องสืบเนื่อง", "เรื่องเพื่อทราบ")
    )
    assert [one.title for one in agenda[continued + 1 : noted]] == [FIRST, SECOND]
    assert agenda[noted + 1].measure == 11
    assert "รายงานการประชุมครั้งที่ ๑/๒๕๖๙ เมื่อวันที่ ๑๘ มีนาคม ๒๕๖๙" in agenda[1].text
    await press(pilot, "p")
    await until_shown(pilot, "๑ / ๑๒   มาตรการ ๑๑")
    await until_shown(pilot, "ยังไม่เริ่ม → ◐ กำลังดำเนินการ")
    await press(pilot, "c")
    await until_shown(pilot, "ตั้งแต่ประชุมครั้งก่อน (๑๘ มี.ค. ๖๙)")
    await until_shown(pilot, "สถานะ")
    await press(pilot, "r")
    await until_shown(pilot, "มติครั้งที่ ๑/๒๕๖๙")


def assert_minutes_hold_everything(path: Path) -> None:
    document = docx.Document(str(path))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]

    assert "ครั้งที่ ๑/๒๕๖๙" in text
    assert "วันพุธที่ ๑๘ มีนาคม ๒๕๖๙ เวลา ๐๙.๓๐ น." in text
    assert "เริ่มประชุมเวลา ๐๙.๓๐ น." in text
    assert f"มติที่ประชุม  {FIRST} (ผู้ปฏิบัติ สำนักปลัด, กองช่าง กำหนดแล้วเสร็จภายในวันที่ ๑๕ เมษายน ๒๕๖๙)" in text
    assert ["๑", *PEOPLE[0]] in cells
    assert ["๑", *PEOPLE[1], "ลาประชุม"] in cells
    assert ["๑", "นายเชิญมา ให้ข้อมูล", ""] in cells
    assert ["๒", SECOND, "กองคลัง, หน่วยตรวจสอบภายใน", "–"] in cells
    assert any(
        "(นางสาวจำลอง รอบคอบ)" in cell and "ผู้จดรายงานการประชุม" in cell for row in cells for cell in row
    )
