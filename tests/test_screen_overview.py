"""F2: the first glance, and numbers that open what they count."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import DataTable, OptionList

from ita_tui import tasks
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Proof
from ita_tui.domain.measure_list import Flag, MeasureFilter
from ita_tui.thai.cells import cell_width
from screens.disclosure import DisclosureScreen
from screens.measures import MeasuresScreen
from screens.overview import OverviewScreen
from screens.survey_rows import survey_line
from screens.surveys import SurveysScreen
from screens.walk import WalkScreen
from screens.widgets.gauge import goal_bar
from screens.widgets.number_row import NumberRow
from tests.long_series import some
from tests.screen_app import (
    NOW,
    clock,
    focus,
    opened,
    press,
    sample_database,
    screen_text,
    settle,
    shown,
)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 45)])
async def test_the_first_glance_says_what_is_late_missing_and_lacking(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(sample_database(tmp_path / "a"), size) as pilot:
        text = screen_text(pilot)

        assert "แล้วเสร็จ ๕" in text
        assert "เกินกำหนด ๒" in text
        assert "? ขาดหลักฐาน ๓" in text
        assert "ไม่มีหลักฐาน ๖" in text
        assert "ตรวจหลักฐานแล้ว ๒" in text
        assert "๒๘ / ๓๐" in text
        assert "ปิดใน ๘ วัน · วันละ ๒ คน จึงจะทัน" in text
        assert "๒๑ / ๒๖  " in text
        assert "เผยแพร่แล้ว · ยังต้องเผยแพร่ ๕" in text
        assert pilot.app.screen.query_one("#todo").size.height >= 5
        assert "เหลือ ๑๓ วัน" in text
        assert "เกิน ๖ วัน" in text
        assert "F9" in text


async def test_each_number_opens_exactly_the_list_it_counts(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        overview = pilot.app.screen
        assert isinstance(overview, OverviewScreen)
        numbers = [n for row in overview.query(NumberRow) for n in row.numbers]

        for key, _sign, _words, count, _color in some(numbers, 3):
            await press(pilot, "f2")
            row = next(r for r in pilot.app.screen.query(NumberRow) if key in [n[0] for n in r.numbers])
            row.focus()
            row.at = [n[0] for n in row.numbers].index(key)
            await press(pilot, "enter")

            assert isinstance(pilot.app.screen, MeasuresScreen)
            assert len(pilot.app.screen.listed) == count, key
            assert pilot.app.screen.query_one(DataTable).row_count == count


async def test_the_bars_are_reached_by_keys_and_open_their_survey_or_the_items_still_to_publish(
    tmp_path: Path,
) -> None:
    async with opened(sample_database(tmp_path / "a"), (80, 24)) as pilot:
        for down, instrument in enumerate((Instrument.IIT, Instrument.EIT1, Instrument.EIT2)):
            await press(pilot, "f2", "shift+tab", *["down"] * down, "enter")
            room = pilot.app.screen
            assert isinstance(room, SurveysScreen)
            assert room.instrument is instrument

        await press(pilot, "f2", "shift+tab", *["down"] * 3, "enter")
        items = pilot.app.screen
        assert isinstance(items, DisclosureScreen)
        listed = [row for row in items.rows if isinstance(row, DisclosureItem)]
        assert len(listed) == 5
        assert not [item for item in listed if item.status is DisclosureStatus.PUBLISHED]
        assert "กรอง: ยังต้องเผยแพร่ · ๕ จาก ๒๖ ข้อ" in screen_text(pilot)


async def test_a_survey_has_one_bar_on_the_overview_and_in_its_own_room(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        overview = pilot.app.screen
        assert isinstance(overview, OverviewScreen)
        assert overview.state is not None
        standing = overview.state.overview.surveys[0]
        here = overview._survey(standing)
        there = survey_line(standing, overview._bar + 14 + 17)

        drawn = goal_bar(28, 30, overview._bar)

        assert drawn.plain in here.plain
        assert drawn.plain in there.plain
        for line in (here, there):
            assert "$warning" in {str(span.style) for span in line.spans}
            assert "$success" not in {str(span.style) for span in line.spans}


async def test_the_arrows_go_from_row_to_row_of_numbers(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        await focus(pilot, "#statuses")
        await press(pilot, "down", "down", "right", "enter")

        assert isinstance(pilot.app.screen, MeasuresScreen)
        assert pilot.app.screen.filter == MeasureFilter(proof=Proof.PARTIAL)


async def test_a_year_without_measures_says_how_to_go_on(tmp_path: Path) -> None:
    database = sample_database(tmp_path / "a")
    store = tasks.open_store(database, clock)
    store.measures.remove([m.id for m in store.measures.all(FiscalYear(2569)) if m.id is not None])
    store.close()

    async with opened(database, (80, 24)) as pilot:
        assert "ยังไม่มีมาตรการ · กด F3 แล้วกด n หรือกด F12 เลือก «อ่านรายงานเข้า»" in screen_text(pilot)
        assert "ต้องทำก่อน (" in screen_text(pilot)  # the items without a link


async def test_a_line_of_what_must_be_done_opens_its_measure(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        pilot.app.screen.query_one("#todo", OptionList).focus()
        await press(pilot, "enter")

        assert isinstance(pilot.app.screen, WalkScreen)
        assert pilot.app.screen.measure is not None
        assert pilot.app.screen.measure.number == 4


async def test_a_survey_in_the_list_opens_the_surveys(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        overview = pilot.app.screen
        assert isinstance(overview, OverviewScreen)
        assert overview.state is not None
        todo = overview.query_one("#todo", OptionList)
        todo.highlighted = [t.subject.split(":")[0] for t in overview.state.overview.todo].index("survey")
        await press(pilot, "enter")

        assert type(pilot.app.screen).__name__ == "SurveysScreen"


async def test_the_overview_shows_a_change_made_in_the_walk(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        await press(pilot, "enter")  # the longest overdue measure
        await press(pilot, "right")  # from in progress to completed
        await press(pilot, "escape")
        await settle(pilot)

        assert isinstance(pilot.app.screen, OverviewScreen)
        assert "แล้วเสร็จ ๖" in screen_text(pilot)
        assert "เกินกำหนด ๑" in screen_text(pilot)


async def test_the_list_that_a_number_opens_says_what_it_holds(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        pilot.app.screen.post_message(OverviewScreen.Open("measures", MeasureFilter(flag=Flag.OVERDUE)))
        await settle(pilot)

        assert "เกินกำหนด · ๒ จาก ๑๒ มาตรการ" in screen_text(pilot)


@pytest.mark.parametrize("width", [80, 120])
async def test_a_long_name_of_the_last_change_leaves_the_moment_of_the_backup_whole(
    tmp_path: Path, width: int
) -> None:
    async with opened(sample_database(tmp_path), (width, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, OverviewScreen)
        assert screen.state is not None
        assert screen.state.last is not None
        last = replace(screen.state.last, words="รับแบบตอบของกองสาธารณสุขและสิ่งแวดล้อม " * 6)
        screen.desk.backed_up = NOW
        screen.show_state(replace(screen.state, last=last))
        await settle(pilot)

        line = shown(pilot, "#last").splitlines()[-1]
        assert "… · สำรองข้อมูล วันนี้ ๑๐:๓๒" in line
        assert not line.endswith("…")
        assert cell_width(line) < width
        assert ("คะแนนปี" in line) is (width == 120)
