"""A dialog is left once: a second click on what closes it does not close what lies under it as well."""

from pathlib import Path

from textual.widgets import OptionList

from screens.dialogs import Choice
from screens.disclosure import DisclosureScreen
from tests.monkey import press_one
from tests.screen_app import opened, press, sample_database
from tests.typing_thai import followed
from tests.waiting import until


async def test_a_double_click_on_an_answer_leaves_the_list_under_the_form_open(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        await press(pilot, "f5", "enter", "right", "escape")
        assert isinstance(pilot.app.screen, Choice)
        answers = pilot.app.screen.query_one(OptionList).content_region

        await press_one(pilot, f"double {answers.x + 1} {answers.bottom - 1}")
        await until(pilot, lambda: len(pilot.app.screen_stack) <= 2)
        await followed(pilot)

        assert isinstance(pilot.app.screen, DisclosureScreen)
