"""Types Thai through Pilot, whose own ``press`` drops vowels and tone marks."""

import asyncio
from collections.abc import Iterable
from typing import Any

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widget import Widget

from tests.quick_textual import IN_HAND

STILL = 2
"""How often in a row nobody has anything to do, before nothing is taken to be under way."""
MOST_LOOKS = 300
MOST_TURNS = 50_000
"""After so many looks, or turns of the loop, the test goes on with what there is, and says what it misses."""


async def type_thai(pilot: Pilot[Any], text: str) -> None:
    """Send a text key by key to whatever has the focus; a line end is the Enter key."""
    await press_all(pilot, ("enter" if character == "\n" else character for character in text))


async def paste(pilot: Pilot[Any], text: str) -> None:
    """Put a text where the cursor is all at once, for tests that look at something else than the typing."""
    pilot.app.post_message(events.Paste(text))
    await followed(pilot)


async def press_all(pilot: Pilot[Any], keys: Iterable[str]) -> None:
    """Press keys, by name or by character, without the pause of 60 ms that Pilot makes after each."""
    for key in keys:
        single = len(key) == 1
        pilot.app.post_message(events.Key(_character_to_key(key) if single else key, key if single else None))
    await followed(pilot)


async def followed(pilot: Pilot[Any]) -> None:
    """Wait until every widget has dealt with its messages and is painted, and no task could go on.

    ``Pilot.pause`` asks every widget by a message of its own, and waits for an idle processor as well.
    """
    quiet = looks = turns = 0
    ready = vars(asyncio.get_running_loop())["_ready"]
    # What is hidden under another may stay unpainted for good.
    while quiet < STILL and looks < MOST_LOOKS and turns < MOST_TURNS:
        turns += 1
        if ready:  # somebody goes on at once
            quiet = 0
            await asyncio.sleep(0)
        else:
            busy = _under_way(pilot)
            quiet = 0 if busy else quiet + 1
            looks += 1
            await asyncio.sleep(0.001 if busy else 0)


def _under_way(pilot: Pilot[Any]) -> bool:
    """Whether somebody has a message waiting or in hand, or something is still to be laid out or painted."""
    app, screen = pilot.app, pilot.app.screen
    if app.message_queue_size or app in IN_HAND or screen._dirty_widgets:
        return True
    widgets = screen.walk_children(Widget, with_self=True)
    return not IN_HAND.isdisjoint(widgets) or any(
        w.message_queue_size or ((w._layout_required or w._repaint_required) and w.display) for w in widgets
    )
