"""A screen is left once: what closes it may be clicked twice before it is gone."""

from typing import TypeVar

from textual._context import active_message_pump
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.dom import DOMNode
from textual.screen import Screen

ReturnType = TypeVar("ReturnType")


class LeavesOnceApp(App[ReturnType]):
    """Takes no screen away for one that has been left: the framework would take the screen under it."""

    def pop_screen(self) -> AwaitComplete:
        """Leave the screen on top, unless who asks for it belongs to a screen that was left."""
        asking = active_message_pump.get(None)
        above = asking.ancestors_with_self if isinstance(asking, DOMNode) else []
        if any(isinstance(one, Screen) and one not in self.screen_stack for one in above):
            return AwaitComplete()
        return super().pop_screen()
