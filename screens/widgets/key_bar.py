"""The footer: the keys that work now, those of this screen above those of the rooms."""

from rich.cells import cell_len
from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.events import Mount
from textual.screen import Screen
from textual.widget import Widget


class KeyBar(Widget):
    """Two lines of keys with their labels; a label can be clicked. What does not fit is left to F1 and F12."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 2; background: $surface; color: $text-muted; padding: 0 1; }
    """

    def _on_mount(self, event: Mount) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._keys_changed)
        super()._on_mount(event)

    def _keys_changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    def render(self) -> RenderResult:
        here: list[Binding] = []
        rooms: list[Binding] = []
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.action not in seen:
                seen.add(binding.action)
                (rooms if _is_room(binding) else here).append(binding)
        rooms.sort(key=lambda binding: int(binding.key[1:]))
        width = self.content_size.width
        return Content("\n").join([_line(here, width), _line(rooms, width)])


def _is_room(binding: Binding) -> bool:
    return binding.key[:1] == "f" and binding.key[1:].isdigit()


def _line(shown: list[Binding], width: int) -> Content:
    line = Content("")
    for binding in shown:
        key = binding.key_display or binding.key
        label = f"{key} {binding.description}"
        room = cell_len(label) + (2 if line.plain else 0)
        if line.cell_length + room > width:
            break
        piece = Content.assemble((key, "bold $text-accent"), f" {binding.description}")
        piece = piece.stylize(f"@click={binding.action}") if "'" not in binding.action else piece
        line = Content.assemble(line, "  ", piece) if line.plain else piece
    return line
