"""Types Thai through Pilot, whose own ``press`` drops vowels and tone marks."""

import asyncio
from collections.abc import Iterable
from typing import Any

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot


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
    for _ in range(3):
        await pilot._wait_for_screen()
        await asyncio.sleep(0)
