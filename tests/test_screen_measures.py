"""F3: the table of measures, its search and its filters."""

from pathlib import Path

import pytest
from textual.widgets import DataTable, OptionList

from ita_tui.domain.fiscal_year import FiscalYear
from screens.measures import MeasuresScreen
from screens.walk import WalkScreen
from screens.widgets.thai_input import ThaiInput
from tests.screen_app import opened, press, sample_database, screen_text, settle, store_of
from tests.typing_thai import type_thai


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 45)])
async def test_every_column_stands_in_the_table_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(sample_database(tmp_path / "a"), size) as pilot:
        await press(pilot, "f3")
        text = screen_text(pilot)
        table = pilot.app.screen.query_one(DataTable)

        for head in ("มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา", "คืบหน้า", "สถานะ", "หลักฐาน"):
            assert head in text
        assert table.row_count == 12
        assert table.max_scroll_x == 0


async def test_the_search_answers_while_thai_is_typed(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        await press(pilot, "f3", "slash")
        await type_thai(pilot, "ของขวัญ")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, MeasuresScreen)

        assert [measure.number for measure in screen.listed] == [3]
        assert "๑ จาก ๑๒ มาตรการ" in screen_text(pilot)


async def test_the_thai_letter_on_the_slash_key_begins_a_search(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        await press(pilot, "f3")
        await type_thai(pilot, "ฝ")
        await settle(pilot)

        assert pilot.app.screen.query_one("#search", ThaiInput).has_focus


async def test_a_search_that_finds_nothing_says_how_to_go_on(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        await press(pilot, "f3", "slash")
        await type_thai(pilot, "[ไม่มี]")
        await settle(pilot)

        assert "กด x เพื่อแสดงทั้งหมด" in screen_text(pilot)


async def test_a_filter_by_status_lists_those_measures_only_until_it_is_cleared(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        await press(pilot, "f3", "s")
        pilot.app.screen.query_one(OptionList).highlighted = 3
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, MeasuresScreen)
        assert {m.status.value for m in screen.listed} == {"completed"}
        assert len(screen.listed) == 5

        await press(pilot, "x")
        assert len(screen.listed) == 12


async def test_a_filter_by_division_lists_its_measures(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        await press(pilot, "f3", "d")
        options = pilot.app.screen.query_one(OptionList)
        options.highlighted = options.get_option_index("กองคลัง")
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, MeasuresScreen)

        assert screen.listed
        assert all("กองคลัง" in measure.divisions for measure in screen.listed)


async def test_a_new_measure_gets_the_next_number_and_is_opened(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        await press(pilot, "f3", "n")
        await type_thai(pilot, "=จัดทำแผน [ใหม่]")
        await press(pilot, "enter")

        assert isinstance(pilot.app.screen, WalkScreen)
        (added,) = [m for m in store_of(pilot).measures.all(FiscalYear(2569)) if m.number == 13]
        assert added.title == "=จัดทำแผน [ใหม่]"


async def test_a_measure_is_removed_only_after_a_yes_and_comes_back_with_undo(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        before = store_of(pilot).measures.all(FiscalYear(2569))
        await press(pilot, "f3", "delete", "enter")
        assert len(store_of(pilot).measures.all(FiscalYear(2569))) == 12

        await press(pilot, "delete", "down", "enter")
        assert len(store_of(pilot).measures.all(FiscalYear(2569))) == 11
        assert "๑๑ จาก ๑๑ มาตรการ" in screen_text(pilot)

        await press(pilot, "ctrl+z")
        assert store_of(pilot).measures.all(FiscalYear(2569)) == before
        assert "๑๒ จาก ๑๒ มาตรการ" in screen_text(pilot)


async def test_proposals_are_listed_apart(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a")) as pilot:
        await press(pilot, "f3", "v")

        assert "ข้อเสนอมาตรการ · ๒ จาก ๒" in screen_text(pilot)
