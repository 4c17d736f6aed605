"""F6: the year's meetings, the committee, and what is open of all they decided."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen

from ita_tui import tasks
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.meetings import Attendance, Meeting, Resolution
from screens.meeting_forms import MeetingForm, PersonForm
from screens.meeting_resolutions import ResolutionsScreen
from screens.meeting_screen import MeetingScreen
from screens.meetings import MeetingsScreen
from screens.overview import OverviewScreen
from screens.widgets.date_field import DateField
from tests.meetings_held import YEAR, held, meeting
from tests.screen_app import NOW, clock, enter, opened, press, sample_database, screen_text, settle, store_of
from tests.typing_thai import type_thai
from tests.waiting import at_every_size, until, until_shown

BEFORE = FiscalYear(2568)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return sample_database(tmp_path.parent / f"{tmp_path.name}-data")


async def burst(pilot: Pilot[int], screen: type[Screen[Any]], *keys: str) -> None:
    """Press a key, and the others in one go as soon as the form that it opens is on the screen."""
    first, *others = keys
    _send(pilot, first)
    for _ in range(100_000):  # not until(): that waits until everything has come to rest
        if isinstance(pilot.app.screen, screen) and pilot.app.screen.is_mounted:
            break
        await asyncio.sleep(0)
    for key in others:
        _send(pilot, key)
    await settle(pilot)


def _send(pilot: Pilot[int], key: str) -> None:
    driver = pilot.app._driver
    assert driver is not None
    driver.send_message(Key(key, key if len(key) == 1 else None))


# --- the room ----------------------------------------------------------------------------------------------------


async def test_an_empty_room_says_how_to_begin_and_a_meeting_is_added_with_the_committee(
    database: Path,
) -> None:
    async with opened(database, (80, 24)) as pilot:
        await press(pilot, "f6")
        await at_every_size(pilot, "ยังไม่มีการประชุมในปีนี้", "กด n เพื่อเพิ่มการประชุมครั้งแรก")
        assert "✓ ไม่มีมติค้าง" in screen_text(pilot)
        pilot.app.screen.query_one(
            "#meetings"
        ).focus()  # as it arrives late, asked for before the year was read
        await settle(pilot)
        assert pilot.app.focused is None
        await press(pilot, "enter", "p", "delete", "r")
        await until_shown(pilot, "มติที่บันทึกในการประชุมและยังไม่แล้วเสร็จจะแสดงที่นี่")
        await press(pilot, "enter", "escape", "k")
        await until_shown(pilot, "กด n เพื่อเพิ่มประธานกรรมการเป็นคนแรก")
        await press(pilot, "n", "ctrl+s")
        await until_shown(pilot, "พิมพ์ชื่อและสกุล")
        await type_thai(pilot, "นายสมมุติ ใจดี")
        await press(pilot, "enter", "escape")
        await until_shown(pilot, "มีรายชื่อคณะกรรมการ ๑ คนแล้ว")

        await press(pilot, "n")
        await enter(pilot, "number", "ศูนย์")
        await press(pilot, "ctrl+s")
        await until_shown(pilot, "พิมพ์ครั้งที่เป็นตัวเลขตั้งแต่ ๑ ถึง ๙๙๙")
        await enter(pilot, "number", "๒")
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, MeetingScreen))

        assert meeting(pilot) == replace(
            Meeting(2),
            id=meeting(pilot).id,
            attendance=(Attendance("นายสมมุติ ใจดี", "ประธานกรรมการ", id=meeting(pilot).attendance[0].id),),
        )
        await press(pilot, "ctrl+z")
        await until(pilot, lambda: isinstance(pilot.app.screen, MeetingsScreen))


async def test_the_list_tells_of_each_meeting_and_removing_one_says_what_goes(database: Path) -> None:
    async with held(database) as pilot:
        await at_every_size(pilot, "๑/๒๕๖๙", "๑๘ มี.ค. ๖๙", "ห้องประชุมเล็ก", "๒ / ๒", "○ ยังไม่ปิด")
        assert "มติที่ยังไม่แล้วเสร็จ ๒ เรื่อง  ! เกินกำหนด ๑ เรื่อง" in screen_text(pilot)
        await press(pilot, "n")
        form = pilot.app.screen
        assert isinstance(form, MeetingForm)
        await enter(pilot, "number", "1")
        await press(pilot, "ctrl+s")
        await until_shown(pilot, "มีการประชุมครั้งที่ ๑ ของปีนี้แล้ว")
        await press(pilot, "escape", "down", "down", "enter", "delete")
        await until_shown(pilot, "– ระเบียบวาระ ๒ เรื่อง")
        assert "– รายชื่อผู้มาประชุม ๓ คน" in screen_text(pilot)
        assert "– มติ ๒ เรื่อง (ยังไม่แล้วเสร็จ ๒)" in screen_text(pilot)
        await press(pilot, "escape", "delete", "down", "enter")
        await until_shown(pilot, "ยังไม่มีการประชุมในปีนี้")
        await press(pilot, "ctrl+z")
        await until_shown(pilot, "๑/๒๕๖๙")
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))


async def test_the_committee_is_put_in_order_renamed_and_removed(database: Path) -> None:
    async with held(database, "k") as pilot:
        await press(pilot, "d", "enter")
        await enter(pilot, "role", "รองประธาน")
        await press(pilot, "ctrl+s", "u")
        await until_shown(pilot, "รองประธาน")
        committee = store_of(pilot).meetings.committee
        assert [(one.name, one.role) for one in committee(YEAR)] == [
            ("นายสมมุติ ใจดี", "รองประธาน"),
            ("นางตัวอย่าง มีสุข", "กรรมการ"),
        ]
        await press(pilot, "delete", "down", "enter")
        assert [one.name for one in committee(YEAR)] == ["นางตัวอย่าง มีสุข"]
        assert len(meeting(pilot).attendance) == 3


async def test_open_resolutions_of_this_year_and_the_year_before_are_carried_out_in_one_list(
    database: Path,
) -> None:
    with tasks.open_store(database, clock) as store:
        tasks.begin_year(store, BEFORE)
        old = Resolution("ของปีก่อน", due=date(2025, 9, 1))
        store.meetings.save(BEFORE, Meeting(3, resolutions=(old,)))
    async with held(database, "r") as pilot:
        assert isinstance(pilot.app.screen, ResolutionsScreen)
        await at_every_size(pilot, "๓/๒๕๖๘", "ของปีก่อน", "๑/๒๕๖๙", "ให้เร่งรัด", "รับทราบ")
        await press(pilot, "enter", "ctrl+s")
        await until(pilot, lambda: "ของปีก่อน" not in screen_text(pilot))
        (kept,) = store_of(pilot).meetings.all(BEFORE)[0].resolutions
        assert kept.done == NOW.date()


async def test_keys_that_come_at_once_go_to_the_field_that_a_form_begins_with(database: Path) -> None:
    async with held(database) as pilot:
        await burst(pilot, MeetingForm, "n", "1", "tab", "9")
        form = pilot.app.screen
        assert isinstance(form, MeetingForm)
        held_on = form.query_one("#held", DateField)
        assert (form.line("number"), held_on.input.value, form.line("time")) == ("๒", "1", "9")
        await press(pilot, "escape", "up", "enter", "k")
        await burst(pilot, PersonForm, "n", "a", "b", "tab", "c")
        person = pilot.app.screen
        assert isinstance(person, PersonForm)
        assert (person.line("name"), person.line("role")) == ("ab", "c")


async def test_the_list_tells_of_what_was_saved_in_a_screen_above_it_since(database: Path) -> None:
    now = [NOW]
    async with opened(database, (80, 24), clock=lambda: now[0]) as pilot:
        await press(pilot, "f6", "n", "ctrl+s")
        await press(pilot, "escape")
        await until_shown(pilot, "บันทึกแล้ว ๑๐:๓๒")
        await press(pilot, "enter", "3", "n")
        now[0] = NOW + timedelta(minutes=5)
        await type_thai(pilot, "รับทราบ")
        await press(pilot, "ctrl+s", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, MeetingsScreen))
        await until_shown(pilot, "๑๐:๓๗")
        assert "๑๐:๓๒" not in screen_text(pilot)
