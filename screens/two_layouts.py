"""Keys held with Ctrl or Alt mean the same on the Thai layout as on the English one, in every field and screen."""

from typing import TypeVar

from textual import events
from textual.app import App

from ita_tui.thai.keyboard import english_key

ReturnType = TypeVar("ReturnType")


class TwoLayoutApp(App[ReturnType]):
    """Turns "ctrl+ห" into "ctrl+s" before any binding is asked, the framework's own in its fields among them.

    Terminals that tell keys by number (kitty, foot, WezTerm, xterm with modifyOtherKeys) name the letter of the layout
    that is on. The others send the same byte on either layout, or nothing at all.
    """

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and (english := english_key(event.key)):
            # Without a character: a field would take it for typed.
            event.key, event.character = english, None
        await super().on_event(event)
