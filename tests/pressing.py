"""Presses keys on screens whose work waits for a dialog: such a worker never ends by itself."""

from itertools import zip_longest
from typing import Any

from textual.pilot import Pilot
from textual.screen import ModalScreen

from screens.widgets.field import Field
from tests.typing_thai import press_all


def _working(pilot: Pilot[Any]) -> bool:
    """Whether more is going on than one worker waiting for each dialog that is open."""
    open_dialogs = sum(isinstance(screen, ModalScreen) for screen in pilot.app.screen_stack)
    return sum(not worker.is_finished for worker in pilot.app.workers) > open_dialogs


async def settle(pilot: Pilot[Any]) -> None:
    """Wait for all work but that which waits for a dialog's answer, and for the screen to show it."""
    for _ in range(2):
        await pilot.pause()
        while _working(pilot):
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
    widget = pilot.app.screen.query_one(selector)
    widget.focus()
    while not widget.has_focus:
        await pilot.pause()


def notices(pilot: Pilot[Any]) -> str:
    """Everything the program has said in notices."""
    return "\n".join(f"{notice.title} {notice.message}" for notice in pilot.app._notifications)
