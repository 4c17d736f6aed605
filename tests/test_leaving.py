"""Leaving at any moment: also while a screen is still being put together."""

import asyncio
from pathlib import Path

from ita_tui.app import ItaApp
from tests.long_series import some
from tests.screen_app import clock


async def test_the_program_can_be_left_in_the_middle_of_opening(tmp_path: Path) -> None:
    for moment in some(range(80), 4):
        app = ItaApp(tmp_path / f"{moment}.db", clock=clock)
        async with app.run_test(size=(80, 24)):
            for _ in range(moment * 2):
                await asyncio.sleep(0.001)

        assert not app.crash, moment
