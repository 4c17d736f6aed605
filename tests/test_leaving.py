"""Leaving at any moment: also while a screen is still being put together."""

import asyncio
import contextlib
from pathlib import Path

import pytest
from textual import work
from textual.screen import ModalScreen
from textual.worker import WorkerFailed

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


class Waiting(ModalScreen[None]):
    """A screen whose worker looks for a widget when it is told to, whether or not that is still there."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = asyncio.Event()

    @work
    async def look(self) -> None:
        with contextlib.suppress(asyncio.CancelledError):  # Textual's way to say that the screen is going
            await self.go_on.wait()
        self.query_one("#gone")


@pytest.mark.parametrize("left", ["screen", "program"])
async def test_what_finds_its_widgets_gone_because_she_left_is_no_error(tmp_path: Path, left: str) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        app = pilot.app
        assert isinstance(app, ItaApp)
        screen = Waiting()
        app.push_screen(screen)
        await keys(pilot)
        screen.look()
        await asyncio.sleep(0)
        if left == "screen":
            app.pop_screen()
            await keys(pilot)
            screen.go_on.set()
        else:
            app.exit()
    assert not app.crash


async def missed(app: ItaApp) -> None:
    """Look for a widget that a screen never had."""
    async with app.run_test() as pilot:
        screen = Waiting()
        app.push_screen(screen)
        await keys(pilot)
        screen.go_on.set()
        screen.look()
        await keys(pilot)


async def test_what_finds_no_widget_on_a_screen_that_is_there_is_an_error(tmp_path: Path) -> None:
    app = ItaApp(sample_database(tmp_path), clock=clock)
    with pytest.raises(WorkerFailed):
        await missed(app)
    assert app.crash
