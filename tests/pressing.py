"""Presses keys on screens whose work waits for a dialog: such a worker never ends by itself."""

from typing import Any

from textual.pilot import Pilot

from tests.typing_thai import press_all

_READERS = {"state", "last-change"}


async def settle(pilot: Pilot[Any]) -> None:
    """Wait for the threads that read the store, and for the screen to show it."""
    await pilot.pause()
    while [w for w in pilot.app.workers if w.group in _READERS and not w.is_finished]:
        await pilot.pause(0.01)
    await pilot.pause()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, each once the one before has done its work; arrows need no waiting for."""
    for key in keys:
        await press_all(pilot, [key])
        if key not in {"up", "down"}:
            await settle(pilot)
    await settle(pilot)


async def focus(pilot: Pilot[Any], selector: str) -> None:
    """Go to a widget of the screen on top."""
    pilot.app.screen.query_one(selector).focus()
    await pilot.pause()


def notices(pilot: Pilot[Any]) -> str:
    """Everything the program has said in notices."""
    return "\n".join(f"{notice.title} {notice.message}" for notice in pilot.app._notifications)
