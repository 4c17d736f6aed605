"""The first run: three ways to begin, nothing typed is lost, and Ctrl+Z brings the beginning back."""

from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Label, OptionList

from ita_tui.domain.agency import Agency, AgencyKind, AgencySize
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from screens.first_run import FirstRunScreen
from screens.overview import OverviewScreen
from screens.read_in import ReadInScreen
from screens.widgets.field import Field
from tests.long_series import some
from tests.screen_app import opened, press, screen_text, settle, store_of
from tests.typing_thai import followed, type_thai
from tests.waiting import NASTY, assert_whole, at_every_size, keys, until, until_shown, until_told

RIMTHAN = Path(__file__).parent / "data" / "rimthan-2566.txt"


async def fill(pilot: Pilot[Any], *values: str) -> None:
    """Type into one field after the other; what was offered in a field is typed over."""
    for value in values:
        await type_thai(pilot, value)
        await keys(pilot, "tab")


async def open_form(pilot: Pilot[Any]) -> None:
    await keys(pilot, "end", "enter")
    assert pilot.app.screen.query_one("#name", Field).input.has_focus


def field(pilot: Pilot[Any], name: str) -> Field:
    return pilot.app.screen.query_one(f"#{name}", Field)


async def test_the_first_screen_says_what_this_is_where_data_lies_and_how_to_begin(tmp_path: Path) -> None:
    async with opened(tmp_path / "ita.db", (80, 24)) as pilot:
        text = screen_text(pilot)
        await at_every_size(pilot, "เริ่มอย่างไรดี")
        await open_form(pilot)
        await at_every_size(pilot, "ชื่อหน่วยงาน", "ผู้รับบริการทั้งปี")

        assert "ITA" in text
        assert "ita.db" in "".join(text.split())
        for way in ("เริ่มด้วยข้อมูลตัวอย่าง", "หน่วยงานสมมติ", "อ่านรายงานของปีก่อนเข้ามา", "เริ่มจากว่างเปล่า"):
            assert way in text
        for label in pilot.app.screen.query(Label):
            assert label.region.width <= label.container_size.width


async def test_the_sample_year_begins_on_two_keys_and_opens_on_its_overview(tmp_path: Path) -> None:
    async with opened(tmp_path / "ita.db") as pilot:
        await keys(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))

        assert len(store_of(pilot).measures.all(FiscalYear(2569))) == 12
        await until_shown(pilot, "๑๒ มาตรการ")


async def test_an_agency_is_entered_with_keys_alone_in_thai_and_arabic_digits(tmp_path: Path) -> None:
    async with opened(tmp_path / "ita.db") as pilot:
        await open_form(pilot)
        await fill(pilot, "เทศบาลตำบลน้ำคำ", "อำเภอเมือง", "สมมติบุรี")
        await keys(pilot, "right", "tab", "right", "right", "tab")
        await fill(pilot, "๒๕๖๗", "๖๐", "1,200")
        await keys(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))

        store, year = store_of(pilot), FiscalYear(2567)
        assert store.agencies.current() == Agency(
            "เทศบาลตำบลน้ำคำ", "เมือง", "สมมติบุรี", AgencyKind.SUBDISTRICT_MUNICIPALITY, AgencySize.MEDIUM
        )
        assert store.years.all() == (year,)
        populations = {survey.instrument: survey.population for survey in store.surveys.all(year)}
        assert populations.pop(Instrument.IIT) == 60
        assert set(populations.values()) == {1200}
        await until_shown(pilot, "๒๕๖๗")


async def test_wrong_fields_are_told_beside_them_and_nothing_typed_is_lost(tmp_path: Path) -> None:
    async with opened(tmp_path / "ita.db", (80, 24)) as pilot:
        await open_form(pilot)
        await fill(pilot, "", "เมือง", "สมมติบุรี")
        await keys(pilot, "tab", "tab")
        await fill(pilot, "ปีหน้า", "หกสิบ", "๑๒๐๐")
        await keys(pilot, "ctrl+s")

        await until_shown(pilot, "พิมพ์ชื่อหน่วยงานก่อน")
        text = screen_text(pilot)
        assert "ปีงบประมาณเป็นตัวเลขสองหรือสี่หลัก" in text
        assert "พิมพ์จำนวนคนเป็นตัวเลข" in text
        assert field(pilot, "name").input.has_focus
        typed = [field(pilot, name).value for name in ("district", "province", "year", "staff", "served")]
        assert typed == ["เมือง", "สมมติบุรี", "ปีหน้า", "หกสิบ", "๑๒๐๐"]
        assert store_of(pilot).agencies.current() is None
        assert_whole(pilot)


async def test_a_complaint_goes_once_something_else_is_typed(tmp_path: Path) -> None:
    async with opened(tmp_path / "ita.db") as pilot:
        await open_form(pilot)
        await keys(pilot, "ctrl+s")
        await until_shown(pilot, "พิมพ์ชื่อหน่วยงานก่อน")

        await type_thai(pilot, "ก")
        await until(pilot, lambda: "พิมพ์ชื่อหน่วยงานก่อน" not in screen_text(pilot))

        assert field(pilot, "name").value == "ก"


async def test_no_input_brings_the_form_down(tmp_path: Path) -> None:
    async with opened(tmp_path / "ita.db", (80, 24)) as pilot:
        await open_form(pilot)
        names = ("name", "district", "province", "year", "staff", "served")
        for first in some(range(0, len(NASTY), 3), 2):
            for at, name in enumerate(names, start=first):
                field(pilot, name).input.focus()
                field(pilot, name).input.clear()
                pilot.app.post_message(events.Paste(NASTY[at % len(NASTY)]))
                await followed(pilot)
            await keys(pilot, "ctrl+s")
            assert_whole(pilot)

            assert isinstance(pilot.app.screen, FirstRunScreen)
            for name in ("year", "staff", "served"):
                assert field(pilot, name).complaint or not field(pilot, name).value


async def test_markup_in_a_name_is_shown_as_it_was_typed(tmp_path: Path) -> None:
    async with opened(tmp_path / "ita.db") as pilot:
        await open_form(pilot)
        await type_thai(pilot, "[b]x[/b] [/]")
        await keys(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))

        await until_shown(pilot, "[b]x[/b] [/] · ")


async def test_escape_keeps_what_was_typed_for_coming_back(tmp_path: Path) -> None:
    async with opened(tmp_path / "ita.db") as pilot:
        await open_form(pilot)
        await type_thai(pilot, "อบต.ตัวอย่าง")
        await keys(pilot, "escape")
        assert pilot.app.screen.query_one(OptionList).has_focus
        await keys(pilot, "enter" if pilot.app.screen.query_one(OptionList).highlighted == 2 else "end")

        assert field(pilot, "name").value == "อบต.ตัวอย่าง"


async def test_f10_does_not_throw_away_a_form_that_was_typed_into(tmp_path: Path) -> None:
    async with opened(tmp_path / "ita.db") as pilot:
        await open_form(pilot)
        await type_thai(pilot, "อบต.ตัวอย่าง")
        await keys(pilot, "f10")

        assert pilot.app.is_running
        assert pilot.app.return_value is None
        await until_told(pilot, "ยังไม่ได้บันทึก")
        assert field(pilot, "name").value == "อบต.ตัวอย่าง"
        await keys(pilot, "escape", "f10")
        await until(pilot, lambda: pilot.app.return_value == 0)


async def test_reading_in_a_report_is_a_way_to_begin(tmp_path: Path) -> None:
    async with opened(tmp_path / "ita.db") as pilot:
        await keys(pilot, "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReadInScreen))
        await type_thai(pilot, f'"{RIMTHAN}"')
        await keys(pilot, "enter")
        await until_shown(pilot, "จะนำเข้าปีใด")
        await keys(pilot, "enter")
        await until_shown(pilot, "มาตรการที่จะนำเข้า")
        assert store_of(pilot).agencies.current() is None
        await keys(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))

        store = store_of(pilot)
        agency = store.agencies.current()
        assert agency is not None
        assert agency.name == "องค์การบริหารส่วนตำบลริมธาร"
        assert len(store.measures.all(FiscalYear(2566))) == 11
        await until_shown(pilot, "๑๑ มาตรการ")


@pytest.mark.story
async def test_leaving_the_reading_goes_back_to_the_beginning(tmp_path: Path) -> None:
    async with opened(tmp_path / "ita.db") as pilot:
        await keys(pilot, "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReadInScreen))
        await keys(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, FirstRunScreen))

        assert store_of(pilot).years.all() == ()


@pytest.mark.story
async def test_undoing_the_beginning_brings_the_first_run_back(tmp_path: Path) -> None:
    async with opened(tmp_path / "ita.db") as pilot:
        await keys(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))
        await settle(pilot)
        await press(pilot, "ctrl+z")

        assert isinstance(pilot.app.screen, FirstRunScreen)
        assert store_of(pilot).agencies.current() is None
        assert store_of(pilot).years.all() == ()
        await keys(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen))
        assert len(store_of(pilot).measures.all(FiscalYear(2569))) == 12


async def test_help_and_palette_work_before_there_is_a_year(tmp_path: Path) -> None:
    async with opened(tmp_path / "ita.db", (80, 24)) as pilot:
        await keys(pilot, "f1")
        await until_shown(pilot, "ช่วยเหลือ · เริ่มต้นใช้งาน")
        assert_whole(pilot)
        await keys(pilot, "escape", "f12")
        await until_shown(pilot, "พิมพ์ชื่อคำสั่ง")
        assert_whole(pilot)
        await keys(pilot, "escape")

        assert isinstance(pilot.app.screen, FirstRunScreen)
