"""The digest on the screen: once a day by itself, by a key at any time, and from a line to what it is about."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from ita_tui import tasks
from ita_tui.app import ItaApp
from ita_tui.cli_status import as_json, in_one_screen
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.meetings import Meeting, Resolution
from screens.agency_form import AgencyForm
from screens.digest import SEEN, DigestScreen
from screens.disclosure import DisclosureScreen
from screens.measures import MeasuresScreen
from screens.meetings import MeetingsScreen
from screens.overview import OverviewScreen
from screens.surveys import SurveysScreen
from screens.walk import WalkScreen
from screens.widgets.thai_input import ThaiInput
from tests.screen_app import NOW, clock, focus, opened, press, sample_database, screen_text, settle, store_of
from tests.typing_thai import type_thai
from tests.waiting import assert_whole, at_every_size, keys, until, until_shown

YEAR = FiscalYear(2569)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The sample year, which is late with two measures, with a contact and a resolution."""
    path = sample_database(tmp_path / "ข้อมูล")
    with tasks.open_store(path, clock) as store:
        office, treasury, *others = store.agencies.divisions()
        store.agencies.save_divisions([office, replace(treasury, contact="หัวหน้ากอง ต่อ ๑๔"), *others])
        due = NOW.date() - timedelta(days=1)
        resolutions = (Resolution("ให้เผยแพร่แผนจัดซื้อ", who=treasury.name, due=due),)
        store.meetings.save(YEAR, Meeting(1, resolutions=resolutions))
    return path


def on_top(pilot: Pilot[Any], kind: type[object]) -> bool:
    return isinstance(pilot.app.screen, kind)


async def chosen_line(pilot: Pilot[Any], words: str) -> None:
    """The cursor on the first line with these words."""
    lines = pilot.app.screen.query_one("#lines", OptionList)
    found = [at for at in range(lines.option_count) if words in str(lines.get_option_at_index(at).prompt)]
    lines.highlighted = found[0]
    await settle(pilot)


async def test_it_greets_once_a_day_closes_with_enter_and_opens_lines_once_one_is_chosen(
    database: Path,
) -> None:
    app = ItaApp(database, clock=clock, greet=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await until(pilot, lambda: on_top(pilot, DigestScreen))
        await until_shown(pilot, "กองคลัง · หัวหน้ากอง ต่อ ๑๔")
        for words in ("เกินกำหนด ๒", "มติค้าง ๑", "เกิน ๖ วัน", "สำนักปลัด · หัวหน้าสำนักปลัด ภายใน ๑๑"):
            assert words in screen_text(pilot)
        await at_every_size(pilot, "เรื่องที่ต้องตาม", "เกิน ๖ วัน")
        assert pilot.app.screen.query_one("#lines", OptionList).highlighted is None
        await press(pilot, "enter")
        assert on_top(pilot, OverviewScreen)
        assert store_of(pilot).preferences.get(SEEN, "") == "2026-03-18"

    again = ItaApp(database, clock=clock, greet=True)
    async with again.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await settle(pilot)
        assert on_top(pilot, OverviewScreen)

    tomorrow = ItaApp(database, clock=lambda: NOW + timedelta(days=1), greet=True)
    async with tomorrow.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: on_top(pilot, DigestScreen))
        await until_shown(pilot, "เกิน ๗ วัน")
        await press(pilot, "f3")
        assert on_top(pilot, MeasuresScreen)
        await press(pilot, "f2")
        assert on_top(pilot, OverviewScreen)


async def test_it_stays_away_where_it_is_not_asked_for_or_nothing_is_late(database: Path) -> None:
    async with opened(database) as pilot:
        assert on_top(pilot, OverviewScreen)
        store = store_of(pilot)
        for measure in store.measures.all(YEAR):
            store.measures.save(replace(measure, period=replace(measure.period, end=None, start=None)))
        for survey in store.surveys.all(YEAR):
            store.surveys.save(YEAR, replace(survey, closes=None))
        meeting = store.meetings.all(YEAR)[0]
        store.meetings.save(YEAR, replace(meeting, resolutions=()))

    calm = ItaApp(database, clock=clock, greet=True)
    async with calm.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await settle(pilot)
        assert on_top(pilot, OverviewScreen)
        assert calm.greets is False


async def test_a_resolution_of_the_year_before_greets_and_opens_the_meetings(database: Path) -> None:
    before = YEAR.previous()
    with tasks.open_store(database, clock) as store:
        for measure in store.measures.all(YEAR):
            store.measures.save(replace(measure, period=replace(measure.period, end=None, start=None)))
        for survey in store.surveys.all(YEAR):
            store.surveys.save(YEAR, replace(survey, closes=None))
        meeting = store.meetings.all(YEAR)[0]
        store.meetings.remove(meeting.id or 0)
        tasks.begin_year(store, before)
        old = tuple(replace(one, id=None) for one in meeting.resolutions)
        store.meetings.save(before, replace(meeting, id=None, resolutions=old))
        status = in_one_screen(tasks.load_year(store, YEAR, NOW))
        numbers = json.loads(as_json(tasks.load_year(store, YEAR, NOW)))
    assert "มติค้าง ๑" in status
    assert numbers["open_resolutions"] == 1
    assert "มติ 1/2568" in {line["code"] for one in numbers["digest"] for line in one["lines"]}

    app = ItaApp(database, clock=clock, greet=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: on_top(pilot, DigestScreen))
        await until_shown(pilot, "มติ ๑/๒๕๖๘")
        await chosen_line(pilot, "มติ ๑/๒๕๖๘")
        await press(pilot, "enter")
        await until(pilot, lambda: on_top(pilot, MeetingsScreen))


async def test_a_room_gone_to_meanwhile_is_not_covered_and_a_first_run_is_not_greeted(tmp_path: Path) -> None:
    app = ItaApp(sample_database(tmp_path / "ก"), clock=clock, greet=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.desk is not None)
        desk = app.desk
        assert desk is not None
        await app.action_go("measures")
        app._show_greeting(desk)
        await settle(pilot)
        assert on_top(pilot, MeasuresScreen)

    empty = ItaApp(tmp_path / "ว่าง.db", clock=clock, greet=True)
    async with empty.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert not on_top(pilot, DigestScreen)
        assert empty.desk is None


async def test_from_a_line_enter_opens_the_measure_the_item_the_survey_and_the_meeting(
    database: Path,
) -> None:
    async with opened(database, (80, 24)) as pilot:
        await press(pilot, "g")
        assert on_top(pilot, DigestScreen)
        assert pilot.app.screen.query_one("#lines", OptionList).highlighted is not None
        await chosen_line(pilot, "เปิดเผยข้อมูลการจัดซื้อ")
        await press(pilot, "enter")
        assert on_top(pilot, WalkScreen)
        await until_shown(pilot, "เปิดเผยข้อมูลการจัดซื้อ")
        await press(pilot, "escape")
        assert on_top(pilot, DigestScreen)
        for words, room in (("o12", DisclosureScreen), ("IIT", SurveysScreen), ("มติ", MeetingsScreen)):
            await chosen_line(pilot, words)
            await press(pilot, "enter")
            await until(pilot, lambda room=room: on_top(pilot, room))  # type: ignore[misc]
            if isinstance(pilot.app.screen, DisclosureScreen):
                chosen = pilot.app.screen.chosen()
                assert chosen is not None
                assert chosen.code == "o12"
            await press(pilot, "f2", "เ")
            assert on_top(pilot, DigestScreen)
        await press(pilot, "escape")
        assert on_top(pilot, OverviewScreen)


async def test_the_contact_of_a_division_is_edited_beside_its_name(database: Path) -> None:
    async with opened(database, (80, 24)) as pilot:
        await pilot.app.run_action("app.edit_agency")
        await until(pilot, lambda: on_top(pilot, AgencyForm))
        await settle(pilot)
        await until_shown(pilot, "กองคลัง  หัวหน้ากอง ต่อ ๑๔")
        await focus(pilot, "#divisions")
        await press(pilot, "home")
        await keys(pilot, "c")
        await until_shown(pilot, "ผู้ประสานงาน/โทรศัพท์ของสำนักปลัด")
        pilot.app.screen.query_one(ThaiInput).clear()
        await type_thai(pilot, "หัวหน้าสำนัก ต่อ ๑๑")
        await press(pilot, "enter")

        await until_shown(pilot, "สำนักปลัด  หัวหน้าสำนัก ต่อ ๑๑")
        assert store_of(pilot).agencies.divisions()[0].contact == "หัวหน้าสำนัก ต่อ ๑๑"
        assert_whole(pilot)
        store_of(pilot).history.undo()
        assert store_of(pilot).agencies.divisions()[0].contact == "หัวหน้าสำนักปลัด ภายใน ๑๑"
