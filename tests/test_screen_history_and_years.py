"""The list of changes, the list of years, and the agency's own particulars."""

from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from ita_tui.domain.agency import AgencyKind
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from screens.agency_form import AgencyForm
from screens.dialogs import Ask, Confirm
from screens.first_run import FirstRunScreen
from screens.history import HistoryScreen
from screens.overview import OverviewScreen
from screens.widgets.field import Field
from screens.widgets.title_bar import TitleBar
from screens.years import YearsScreen
from tests.long_series import some
from tests.screen_app import opened, sample_database, screen_text, store_of
from tests.typing_thai import followed, type_thai
from tests.waiting import NASTY, assert_whole, at_every_size, keys, until, until_shown, until_told

YEAR = FiscalYear(2569)


async def until_on(pilot: Pilot[Any], kind: type) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))


async def open_on(pilot: Pilot[Any], action: str, kind: type) -> None:
    await pilot.app.run_action(action)
    await until_on(pilot, kind)


def field(pilot: Pilot[Any], name: str) -> Field:
    return pilot.app.screen.query_one(f"#{name}", Field)


async def retype(pilot: Pilot[Any], name: str, text: str) -> None:
    field(pilot, name).input.focus()
    field(pilot, name).input.clear()
    await followed(pilot)
    await type_thai(pilot, text)


def name_of(pilot: Pilot[int]) -> str:
    agency = store_of(pilot).agencies.current()
    assert agency is not None
    return agency.name


# --- history -------------------------------------------------------------------------------------------------


async def test_history_lists_changes_and_undoes_them_in_sight(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        store = store_of(pilot)
        for title in ("[b]ชื่อแรก[/b]", "ชื่อที่สอง [/]"):
            measure = store.measures.all(YEAR)[0]
            assert measure.id is not None
            store.measures.save(measure.__class__(**{**vars(measure), "title": title}), why="ตาม [มติ]")
        await open_on(pilot, "app.show_history", HistoryScreen)
        await at_every_size(pilot, "ประวัติการแก้ไข")
        await until_shown(pilot, "Ctrl+Z จะเลิกทำ")
        await until_shown(pilot, "ตาม [มติ]")
        await keys(pilot, "ctrl+z")
        await until(pilot, lambda: store.measures.all(YEAR)[0].title == "[b]ชื่อแรก[/b]")
        await keys(pilot, "ctrl+z")
        await until(pilot, lambda: store.measures.all(YEAR)[0].title not in {"[b]ชื่อแรก[/b]", "ชื่อที่สอง [/]"})
        await keys(pilot, "ctrl+y", "ctrl+y")
        await until(pilot, lambda: store.measures.all(YEAR)[0].title == "ชื่อที่สอง [/]")
        assert_whole(pilot)
        await keys(pilot, "escape")

        assert isinstance(pilot.app.screen, OverviewScreen)


async def test_undoing_everything_in_the_history_ends_at_the_first_run(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        await open_on(pilot, "app.show_history", HistoryScreen)
        await keys(pilot, "ctrl+z")
        await until_on(pilot, FirstRunScreen)

        assert store_of(pilot).years.all() == ()


# --- years ---------------------------------------------------------------------------------------------------


@pytest.mark.story
async def test_another_year_begins_and_the_years_can_be_switched(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        await open_on(pilot, "app.choose_year", YearsScreen)
        await at_every_size(pilot, "๒๕๖๙  · เปิดอยู่")
        await keys(pilot, "end", "enter")
        await at_every_size(pilot, "เริ่มปีงบประมาณใหม่")
        assert field(pilot, "year").value == "๒๕๗๐"
        await keys(pilot, "tab")
        await type_thai(pilot, "๗๕")
        await keys(pilot, "tab")
        await type_thai(pilot, "1,500")
        await keys(pilot, "ctrl+s")
        await until_on(pilot, OverviewScreen)
        await until_shown(pilot, "๒๕๗๐")

        store = store_of(pilot)
        surveys = {survey.instrument: survey.population for survey in store.surveys.all(FiscalYear(2570))}
        assert surveys.pop(Instrument.IIT) == 75
        assert set(surveys.values()) == {1500}
        await open_on(pilot, "app.choose_year", YearsScreen)
        await until_shown(pilot, "๒๕๗๐  · เปิดอยู่")
        await keys(pilot, "down", "enter")
        await until_on(pilot, OverviewScreen)
        await until_shown(pilot, "๑๒ มาตรการ")


async def test_a_year_that_was_read_for_a_screen_already_left_changes_nothing(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, OverviewScreen)
        state, screen.state = screen.state, None
        assert state is not None
        await screen.query_one(TitleBar).remove()
        screen._take_state(state)

        assert screen.state is None


async def test_a_year_that_is_there_does_not_begin_twice_and_wrong_fields_are_told(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        await open_on(pilot, "app.choose_year", YearsScreen)
        await keys(pilot, "end", "enter")
        await retype(pilot, "year", "๒๕๖๙")
        await retype(pilot, "staff", "๘๐")
        await keys(pilot, "ctrl+s")
        await until_shown(pilot, "มีปีงบประมาณ ๒๕๖๙ อยู่แล้ว")
        assert field(pilot, "staff").value == "๘๐"
        for nasty in some(NASTY, 4):
            for name in ("year", "staff", "served"):
                field(pilot, name).input.focus()
                field(pilot, name).input.clear()
                pilot.app.post_message(events.Paste(nasty))
                await followed(pilot)
            await keys(pilot, "ctrl+s")
            assert isinstance(pilot.app.screen, YearsScreen)
            assert_whole(pilot)

        assert store_of(pilot).years.all() == (YEAR,)


async def test_numbers_typed_for_a_new_year_are_not_lost_by_another_key(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        await open_on(pilot, "app.choose_year", YearsScreen)
        await keys(pilot, "end", "enter")
        await retype(pilot, "staff", "๘๐")
        await keys(pilot, "f3")
        await until_told(pilot, "ยังไม่ได้บันทึก")
        assert isinstance(pilot.app.screen, YearsScreen)
        await keys(pilot, "f10")
        assert pilot.app.return_value is None
        assert field(pilot, "staff").value == "๘๐"
        await keys(pilot, "escape")
        await until_shown(pilot, "ยังไม่ได้เริ่มปีจากตัวเลขที่พิมพ์")
        await keys(pilot, "down", "enter", "escape")

        await until_on(pilot, OverviewScreen)


# --- the agency ----------------------------------------------------------------------------------------------


async def test_the_agency_is_edited_saved_and_undone_in_sight(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        before = name_of(pilot)
        await open_on(pilot, "app.edit_agency", AgencyForm)
        await at_every_size(pilot, "สำนักปลัด")
        assert "Del ลบ" not in screen_text(pilot)
        await retype(pilot, "name", "เทศบาลตำบลน้ำคำ [b]")
        await keys(pilot, "tab", "tab", "tab", "right", "ctrl+s")
        await until_shown(pilot, "บันทึกแล้ว ๑๐:๓๒")
        agency = store_of(pilot).agencies.current()
        assert agency is not None
        assert (agency.name, agency.kind) == ("เทศบาลตำบลน้ำคำ [b]", AgencyKind.SUBDISTRICT_MUNICIPALITY)
        await until_shown(pilot, "เทศบาลตำบลน้ำคำ [b] ·")
        await keys(pilot, "ctrl+z")
        await until(pilot, lambda: field(pilot, "name").value == before)

        assert name_of(pilot) == before
        await keys(pilot, "escape")
        await until_on(pilot, OverviewScreen)
        assert name_of(pilot) == before


async def test_leaving_the_agency_saves_and_an_empty_name_asks(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        await open_on(pilot, "app.edit_agency", AgencyForm)
        await retype(pilot, "district", "เมืองน้ำ")
        await keys(pilot, "f2")
        await until_on(pilot, OverviewScreen)
        agency = store_of(pilot).agencies.current()
        assert agency is not None
        assert agency.district == "เมืองน้ำ"

        await open_on(pilot, "app.edit_agency", AgencyForm)
        field(pilot, "name").input.clear()
        await keys(pilot, "f10")
        assert pilot.app.return_value is None
        await until_shown(pilot, "พิมพ์ชื่อหน่วยงานก่อน")
        await keys(pilot, "escape")
        await until_on(pilot, Confirm)
        await keys(pilot, "down", "enter")
        await until_on(pilot, OverviewScreen)
        assert name_of(pilot) == agency.name


async def test_divisions_are_added_renamed_and_removed_with_keys_alone(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        await open_on(pilot, "app.edit_agency", AgencyForm)
        await until_shown(pilot, "สำนักปลัด")
        pilot.app.screen.query_one("#divisions").focus()
        await until_shown(pilot, "Del ลบ")
        for key in ("n", "ื"):  # the same key on the Thai layout
            await keys(pilot, key)
            await until_on(pilot, Ask)
            await type_thai(pilot, f"กองใหม่ [b]{ord(key)}[/b]")
            await keys(pilot, "enter")
            await until_on(pilot, AgencyForm)
        names = [division.name for division in store_of(pilot).agencies.divisions()]
        assert names[-2:] == ["กองใหม่ [b]110[/b]", f"กองใหม่ [b]{ord('ื')}[/b]"]

        await keys(pilot, "end", "g")
        await until_on(pilot, Ask)
        await type_thai(pilot, "งานน้ำ")
        await keys(pilot, "enter")
        await until_shown(pilot, "งานน้ำ")
        assert_whole(pilot)
        await keys(pilot, "enter")
        await until_on(pilot, Ask)
        await keys(pilot, "end")
        await type_thai(pilot, "กลาง")
        await keys(pilot, "enter")
        await until_on(pilot, AgencyForm)
        last = store_of(pilot).agencies.divisions()[-1]
        assert [section.name for section in last.sections] == ["งานน้ำกลาง"]

        await keys(pilot, "delete")
        await until_on(pilot, Confirm)
        await keys(pilot, "down", "enter")
        await until_on(pilot, AgencyForm)
        assert store_of(pilot).agencies.divisions()[-1].sections == ()
        await keys(pilot, "delete")
        await until_on(pilot, Confirm)
        await keys(pilot, "down", "enter")
        await until(pilot, lambda: len(store_of(pilot).agencies.divisions()) == len(names) - 1)
        await until_on(pilot, AgencyForm)
        await keys(pilot, "ctrl+z", "ctrl+z")
        await until(pilot, lambda: store_of(pilot).agencies.divisions()[-1] == last)


async def test_a_division_that_measures_name_stays_and_the_reason_is_told(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        await open_on(pilot, "app.edit_agency", AgencyForm)
        await until_shown(pilot, "สำนักปลัด")
        before = store_of(pilot).agencies.divisions()
        pilot.app.screen.query_one("#divisions").focus()
        await keys(pilot, "delete")
        await until_on(pilot, Confirm)
        await keys(pilot, "down", "enter")
        await until_told(pilot, "สำนักปลัด")

        assert store_of(pilot).agencies.divisions() == before
