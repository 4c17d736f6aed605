"""What both fields do with a key before it is a letter: keep the order of keys, refuse what cannot be read."""

from textual import events
from textual.dom import DOMNode
from textual.message_pump import MessagePump

from ita_tui.thai.typed import unreadable
from screens.notices import tell
from screens.widgets.foreign_bytes import KeyNotReadable


class TypedKeys(MessagePump):
    """Mixed into a field, before the widget of Textual that it is.

    Textual runs the keys that a field binds (arrows, Delete) only when they have bubbled up to the program, while
    letters are put in at once: of keys that come quickly the letters would overtake the arrows. Here a field runs
    its own keys at once. A key that comes as a byte that is not UTF-8 is refused, once while the field has the focus.
    """

    _told = False

    async def _on_key(self, event: events.Key) -> None:
        if event.character is not None and unreadable(event.character):
            self._refuse()
        elif event.is_printable or not await self._runs(event.key):
            return
        event.stop()
        event.prevent_default()

    async def _runs(self, key: str) -> bool:
        """Run what the field binds the key to; False where it binds nothing, or has nothing to do for it."""
        assert isinstance(self, DOMNode)
        for binding in self._bindings.key_to_bindings.get(key, ()):
            if not binding.priority and await self.app.run_action(binding.action, self):
                return True
        return False

    def _refuse(self) -> None:
        if not self._told:
            self._told = True
            tell(self.app, KeyNotReadable())

    def _on_focus(self, event: events.Focus) -> None:  # noqa: ARG002 (as Textual has it)
        self._told = False
