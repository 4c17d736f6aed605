"""Types Thai through Pilot, whose own ``press`` drops vowels and tone marks."""

import asyncio
from collections.abc import Iterable
from typing import Any

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widget import Widget

STILL = 4
MOST_LOOKS = 300
"""How often in a row nobody has a message waiting, before nothing is taken to be under way."""


async def type_thai(pilot: Pilot[Any], text: str) -> None:
    """Send a text key by key to whatever has the focus; a line end is the Enter key."""
    await press_all(pilot, ("enter" if character == "\n" else character for character in text))


async def press_all(pilot: Pilot[Any], keys: Iterable[str]) -> None:
    """Press keys, by name or by character, without the pause of 60 ms that Pilot makes after each."""
    for key in keys:
        single = len(key) == 1
        pilot.app.post_message(events.Key(_character_to_key(key) if single else key, key if single else None))
    await followed(pilot)


async def followed(pilot: Pilot[Any]) -> None:
    """Wait until every widget has dealt with its messages; ``Pilot.pause`` waits for an idle processor as well."""
    quiet = 0
    for _ in range(MOST_LOOKS):  # what is hidden under another may stay unpainted for good
        if quiet == STILL:
            break
        busy = _under_way(pilot)
        quiet = 0 if busy else quiet + 1
        await asyncio.sleep(0.001 if busy else 0)
    await pilot._wait_for_screen()


def _under_way(pilot: Pilot[Any]) -> bool:
    """Whether somebody has a message waiting, or something is still to be laid out or painted."""
    screen = pilot.app.screen
    widgets = screen.walk_children(Widget, with_self=True)
    return (
        pilot.app.message_queue_size > 0
        or bool(screen._dirty_widgets)
        or any(
            w.message_queue_size or (w.display and (w._layout_required or w._repaint_required))
            for w in widgets
        )
    )
