"""F2: the first glance, and numbers that open what they count."""

from pathlib import Path

import pytest
from textual.widgets import DataTable, OptionList

from ita_tui.domain.measure_list import Flag, MeasureFilter
from screens.measures import MeasuresScreen
from screens.overview import OverviewScreen
from screens.walk import WalkScreen
from screens.widgets.number_row import NumberRow
from tests.screen_app import opened, press, sample_database, screen_text, settle


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 45)])
async def test_the_first_glance_says_what_is_late_missing_and_lacking(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(sample_database(tmp_path / "a"), size) as pilot:
        text = screen_text(pilot)

        assert "แล้วเสร็จ ๕" in text
        assert "เกินกำหนด ๒" in text
        assert "ไม่มีหลักฐาน ๓" in text
        assert "๒๘ / ๓๐" in text
        assert "วันละ ๒ คน จึงจะทัน" in text
        assert "๒๑ / ๒๖" in text
        assert "เหลือ ๑๓ วัน" in text
        assert "เกิน ๖ วัน" in text
        assert "F9" in text


async def test_each_number_opens_exactly_the_list_it_counts(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        overview = pilot.app.screen
        assert isinstance(overview, OverviewScreen)
        numbers = [n for row in overview.query(NumberRow) for n in row.numbers]

        for key, _sign, _words, count, _color in numbers:
            await press(pilot, "f2")
            row = next(r for r in pilot.app.screen.query(NumberRow) if key in [n[0] for n in r.numbers])
            row.focus()
            row.at = [n[0] for n in row.numbers].index(key)
            await press(pilot, "enter")

            assert isinstance(pilot.app.screen, MeasuresScreen)
            assert len(pilot.app.screen.listed) == count, key
            assert pilot.app.screen.query_one(DataTable).row_count == count


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
