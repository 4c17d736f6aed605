"""Picking from a list, as the walk picks divisions: nothing ticked or typed goes away unasked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.content import Content
from textual.pilot import Pilot
from textual.screen import Screen

from ita_tui.domain.fiscal_year import FiscalYear
from screens.dialogs import Choice
from screens.disclosure_form import MeasuresDialog
from screens.divisions import DivisionsDialog
from screens.walk import WalkScreen
from screens.widgets.thai_input import ThaiInput
from screens.widgets.ticked_list import TickedList
from tests.screen_app import focus, opened, press, sample_database, screen_text, settle, store_of
from tests.typing_thai import type_thai
from tests.waiting import notices

NEW = "กองสวัสดิการสังคม"


@asynccontextmanager
async def picking(tmp_path: Path) -> AsyncIterator[Pilot[int]]:
    """The list of divisions over the first measure."""
    async with opened(sample_database(tmp_path / "a"), (80, 30)) as pilot:
        await press(pilot, "f3", "enter", "ctrl+d")
        assert shown(pilot) is DivisionsDialog
        yield pilot


def divisions(pilot: Pilot[int]) -> tuple[str, ...]:
    return store_of(pilot).measures.all(FiscalYear(2569))[0].divisions


def shown(pilot: Pilot[int]) -> type[Screen[object]]:
    return type(pilot.app.screen)


async def test_a_name_still_in_the_field_is_picked_with_the_rest(tmp_path: Path) -> None:
    async with picking(tmp_path) as pilot:
        before = divisions(pilot)
        await focus(pilot, "#typed")
        await type_thai(pilot, NEW)
        await press(pilot, "ctrl+s")

        assert divisions(pilot) == (*before, NEW)


async def test_enter_adds_a_name_and_a_second_enter_on_an_empty_field_closes(tmp_path: Path) -> None:
    async with picking(tmp_path) as pilot:
        before = divisions(pilot)
        await focus(pilot, "#typed")
        await type_thai(pilot, f"{NEW}\n")
        await settle(pilot)
        assert f"[✓] {NEW}" in screen_text(pilot)
        assert "วรรค หรือ ↵ เลือก" in screen_text(pilot)
        assert "Ctrl+S ตกลง · Esc ยกเลิก" in screen_text(pilot)
        await type_thai(pilot, "  \n")
        await settle(pilot)

        assert shown(pilot) is WalkScreen
        assert divisions(pilot) == (*before, NEW)


async def test_escape_asks_before_ticks_are_thrown_away(tmp_path: Path) -> None:
    async with picking(tmp_path) as pilot:
        before = divisions(pilot)
        await press(pilot, "space", "escape")
        assert shown(pilot) is Choice
        await press(pilot, "enter")  # go back to it
        assert shown(pilot) is DivisionsDialog
        await press(pilot, "escape", "down", "down", "enter")  # throw away

        assert shown(pilot) is WalkScreen
        assert divisions(pilot) == before


async def test_escape_closes_at_once_where_nothing_was_changed(tmp_path: Path) -> None:
    async with picking(tmp_path) as pilot:
        await press(pilot, "space", "space", "escape")

        assert shown(pilot) is WalkScreen


async def test_no_key_of_the_program_takes_ticks_away(tmp_path: Path) -> None:
    async with picking(tmp_path) as pilot:
        await press(pilot, "space", "f2")

        assert shown(pilot) is DivisionsDialog
        assert "กด Ctrl+S เพื่อตกลง" in notices(pilot)


# --- finding a line by what is typed --------------------------------------------------------------------------------


async def test_what_is_typed_is_marked_and_the_cursor_goes_to_the_line_that_fits_best(tmp_path: Path) -> None:
    async with picking(tmp_path) as pilot:
        await focus(pilot, "#typed")
        await type_thai(pilot, "กอง คลัง")
        await settle(pilot)
        listed = pilot.app.screen.query_one(TickedList)
        assert listed.highlighted is not None
        line = listed.get_option_at_index(listed.highlighted).prompt

        assert isinstance(line, Content)
        assert line.plain == "กองคลัง"
        assert ["underline" in str(span.style) for span in line.spans] == [True]
        await type_thai(pilot, "\n")
        await settle(pilot)
        await press(pilot, "ctrl+s")
        assert divisions(pilot).count("กองคลัง") == 1  # the one on the list, not a second one with a blank
        assert "กอง คลัง" not in divisions(pilot)


@asynccontextmanager
async def picking_measures(tmp_path: Path) -> AsyncIterator[Pilot[int]]:
    """The list of measures over the form of the first item, in its field."""
    async with opened(sample_database(tmp_path / "a"), (80, 30)) as pilot:
        await press(pilot, "f5", "enter", "ctrl+t")
        assert shown(pilot) is MeasuresDialog
        await focus(pilot, "#typed")
        yield pilot


async def test_a_measure_is_picked_by_words_of_its_title_where_they_fit_it_alone(tmp_path: Path) -> None:
    async with picking_measures(tmp_path) as pilot:
        dialog = pilot.app.screen
        assert isinstance(dialog, MeasuresDialog)
        before = set(dialog.list.selected)
        await type_thai(pilot, "ของขวญ\n")  # near it alone: offered, but not taken for it
        await settle(pilot)
        assert set(dialog.list.selected) == before
        assert "พบ ๑ มาตรการที่ใกล้เคียง" in screen_text(pilot)

        dialog.query_one(ThaiInput).value = ""
        await type_thai(pilot, "ของขวัญ\n")
        await settle(pilot)
        (picked,) = set(dialog.list.selected) - before
        assert "ของขวัญ" in dialog.lines[picked]


async def test_words_that_fit_several_measures_pick_none_and_say_so(tmp_path: Path) -> None:
    async with picking_measures(tmp_path) as pilot:
        dialog = pilot.app.screen
        assert isinstance(dialog, MeasuresDialog)
        before = set(dialog.list.selected)
        await type_thai(pilot, "การ\n")
        await settle(pilot)

        assert set(dialog.list.selected) == before
        assert "มาตรการที่ใกล้เคียง" in screen_text(pilot)
        assert dialog.query_one(ThaiInput).value == "การ"
