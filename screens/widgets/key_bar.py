"""The footer: the keys that work now, those of this screen above those of the rooms."""

from rich.cells import cell_len
from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.events import Click, Mount
from textual.screen import Screen
from textual.widget import Widget

from screens.keys import ROOMS, Command

Shown = tuple[str, str, str, Widget | Screen[object] | object]
"""(key as shown, label, action, where the action is)."""


class KeyBar(Widget):
    """Two lines of keys with their labels; a label can be clicked. What does not fit is left to F1 and F12.

    Where the rooms do not all fit on their line, they stand closer under shorter labels, without the one she is in.
    """

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 2; background: $surface; color: $text-muted; padding: 0 1; }
    """

    def _on_mount(self, event: Mount) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._keys_changed)
        super()._on_mount(event)

    def _keys_changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    def _lines(self) -> tuple[list[Shown], list[Shown]]:
        """The keys of this screen, and those of the rooms; each action once."""
        promised = {c.key: c for c in getattr(self.screen, "KEYS", ()) if c.shown}
        here: list[Shown] = []
        rooms: list[Shown] = []
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            shown = _shown(active.binding, active.node, promised.get(active.binding.key))
            if shown is not None and active.enabled and shown[1] not in seen:
                seen.add(shown[1])
                (rooms if _is_room(active.binding) else here).append(shown)
        rooms.sort(key=lambda shown: int(shown[0][1:]))
        return here, rooms

    def render(self) -> RenderResult:
        lines = []
        for placed in self._placed():
            line, end = Content(""), 0
            for x, (key, label, _action, _node) in placed:
                part = Content.assemble((key, "bold $text-accent"), f" {label}")
                line, end = Content.assemble(line, " " * (x - end), part), x + part.cell_length
            lines.append(line)
        return Content("\n").join(lines)

    def _placed(self) -> list[list[tuple[int, Shown]]]:
        """What fits on each line, with its column."""
        here, rooms = self._lines()
        there = self._laid_out(rooms, apart=2)
        if len(there) < len(rooms):
            there = self._laid_out(self._shortened(rooms), apart=1)
        return [self._laid_out(here, apart=2), there]

    def _laid_out(self, shown: list[Shown], *, apart: int) -> list[tuple[int, Shown]]:
        x = 0
        line: list[tuple[int, Shown]] = []
        for one in shown:
            taken = cell_len(one[0]) + 1 + cell_len(one[1])
            if x + taken > self.content_size.width:
                break
            line.append((x, one))
            x += taken + apart
        return line

    def _shortened(self, rooms: list[Shown]) -> list[Shown]:
        kinds = getattr(self.app, "ROOM_SCREENS", {})
        here = next((f"app.go('{name}')" for name, kind in kinds.items() if type(self.screen) is kind), "")
        short = {command.action: command.short for command in ROOMS}
        return [
            (key, short.get(action) or label, action, node)
            for key, label, action, node in rooms
            if action != here
        ]

    def on_click(self, event: Click) -> None:
        """Have the program do what the label under the mouse says, as if its key had been pressed.

        Done here, what leaves this screen would wait for the bar to end, and the bar for it.
        """
        placed = self._placed()
        if not 0 <= event.y < len(placed):
            return
        for x, (key, label, action, node) in placed[event.y]:
            if x <= event.x - 1 < x + cell_len(key) + 1 + cell_len(label):
                self.app.call_later(self.app.run_action, action, node)
                return


def _shown(binding: Binding, node: object, promised: Command | None) -> Shown | None:
    """A binding as it is shown; a focused list's own silent Enter is shown as what the screen promises of it."""
    if binding.show:
        return binding.key_display or binding.key, binding.description, binding.action, node
    if promised is not None:
        return promised.display, promised.label, binding.action, node
    return None


def _is_room(binding: Binding) -> bool:
    return binding.key[:1] == "f" and binding.key[1:].isdigit()
