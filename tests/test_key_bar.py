"""The bar with the keys at the bottom: a click on a key does what the key does, wherever it leads."""

import signal
from pathlib import Path

import pytest

from screens.widgets.key_bar import KeyBar
from tests.monkey import pressed
from tests.screen_app import opened, press, sample_database


async def place_of(database: Path, keys: tuple[str, ...], action: str) -> str:
    """The click on the label of an action, as the screen shows it after ``keys``."""
    async with opened(database) as pilot:
        await press(pilot, *keys)
        bar = pilot.app.screen.query_one(KeyBar)
        for y, line in enumerate(bar._placed()):
            for x, (_, _, does, _) in line:
                if does == action:
                    return f"click {bar.content_region.x + x} {bar.content_region.y + y}"
    raise AssertionError(f"{action} is not in the bar")


@pytest.mark.skipif(not hasattr(signal, "alarm"), reason="a frozen screen is broken by an alarm")
async def test_a_click_on_a_room_leaves_the_screen_over_another_without_a_stand(tmp_path: Path) -> None:
    database = sample_database(tmp_path)
    to_measure = ("f3", "enter")
    click = await place_of(database, to_measure, "app.go('overview')")

    assert await pressed(database, [*to_measure, click]) is None


@pytest.mark.skipif(not hasattr(signal, "alarm"), reason="a frozen screen is broken by an alarm")
async def test_a_double_click_that_opens_and_closes_at_once_brings_nothing_down(tmp_path: Path) -> None:
    database = sample_database(tmp_path)
    click = await place_of(database, ("f3",), "app.palette")

    assert await pressed(database, ["f3", *[click.replace("click", "double")] * 12]) is None
