"""Presses keys on screens whose work waits for a dialog: such a worker never ends by itself."""

from itertools import zip_longest
from typing import Any

from textual.pilot import Pilot

from screens.widgets.field import Field
from tests.typing_thai import press_all

_READERS = {"state", "last-change"}


async def settle(pilot: Pilot[Any]) -> None:
    """Wait for the threads that read the store, for those that their answers begin, and for the screen to show it."""
    for _ in range(2):
        await pilot.pause()
        while [w for w in pilot.app.workers if w.group in _READERS and not w.is_finished]:
            await pilot.pause(0.01)
    await pilot.pause()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, each once the one before has done its work; between arrows there is nothing to wait for."""
    for key, following in zip_longest(keys, keys[1:]):
        await press_all(pilot, [key])
        if following is None or key not in {"up", "down"}:
            await settle(pilot)


async def enter(pilot: Pilot[Any], name: str, text: str) -> None:
    """Put a text into a field of the form on top, in place of what stands there, as a paste would."""
    field = pilot.app.screen.query_one(f"#{name}", Field).input
    field.focus()
    field.value = text
    await pilot.pause()


async def focus(pilot: Pilot[Any], selector: str) -> None:
    """Go to a widget of the screen on top."""
    pilot.app.screen.query_one(selector).focus()
    await pilot.pause()


def notices(pilot: Pilot[Any]) -> str:
    """Everything the program has said in notices."""
    return "\n".join(f"{notice.title} {notice.message}" for notice in pilot.app._notifications)
