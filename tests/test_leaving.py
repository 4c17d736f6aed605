"""Leaving at any moment: also while a screen is still being put together."""

import asyncio
from pathlib import Path

from ita_tui.app import ItaApp
from ita_tui.domain.measure import WorkStatus
from screens.walk import WalkScreen
from screens.widgets.choice_row import ChoiceRow
from tests.long_series import some
from tests.screen_app import clock, opened, press, sample_database
from tests.waiting import keys


async def test_the_program_can_be_left_in_the_middle_of_opening(tmp_path: Path) -> None:
    for moment in some(range(80), 4):
        app = ItaApp(tmp_path / f"{moment}.db", clock=clock)
        async with app.run_test(size=(80, 24)):
            for _ in range(moment * 2):
                await asyncio.sleep(0.001)

        assert not app.crash, moment


async def test_a_status_whose_reason_was_not_asked_for_yet_asks_nobody_when_she_leaves(
    tmp_path: Path,
) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        await press(pilot, "f3", "enter")
        await keys(pilot, "right")
        walk = pilot.app.screen
        assert isinstance(walk, WalkScreen)
        assert walk.query_one("#status", ChoiceRow).value == WorkStatus.CANCELLED
        pilot.app._running = False  # as Textual says that it is leaving; then it takes the focus away
        walk.on_descendant_blur()
        asked = walk._asking
        pilot.app._running = True

    assert not asked
