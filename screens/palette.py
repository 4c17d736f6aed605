"""F12: every command by its Thai name, found as it is typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ita_tui.domain.measure_list import folded
from ita_tui.thai.keyboard import KEDMANEE
from ita_tui.thai.words import cut
from screens.keys import Command, bindings
from screens.widgets.thai_input import ThaiInput

_SIDES = 6
"""Border, padding and scrollbar beside the list, in cells."""


@dataclass(frozen=True)
class _Listed:
    command: Command
    keys: str
    searched: str


class PaletteScreen(ModalScreen[str | None]):
    """Ends with the action of the chosen command, or None.

    A search that was typed on the wrong layout is found as well: "lj'" is taken for the letters on the same keys.
    """

    DEFAULT_CSS = """
    PaletteScreen { align: center top; }
    PaletteScreen > Vertical {
        width: 76; max-width: 98%; height: auto; max-height: 96%; margin: 1 0 0 0;
        border: round $accent; background: $surface; padding: 0 1;
    }
    PaletteScreen ThaiInput { background: $boost; }
    PaletteScreen OptionList { height: auto; max-height: 17; border: none; background: $surface; padding: 0; }
    PaletteScreen .hint { color: $text-muted; }
    """
    BINDINGS = bindings(
        (
            Command("down", "move(1)", "ลง", "คำสั่งถัดไป", shown=False),
            Command("up", "move(-1)", "ขึ้น", "คำสั่งก่อนหน้า", shown=False),
            Command("escape", "cancel", "ปิด", "ปิดโดยไม่ทำอะไร"),
        )
    )

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self.listed = _listed(commands)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield ThaiInput(placeholder="พิมพ์ชื่อคำสั่ง เช่น ส่งออก", compact=True)
            yield Static("ไม่พบคำสั่งที่มีคำนี้ · ลบบางคำแล้วลองใหม่", id="none", markup=False)
            yield OptionList()
            yield Static("↑ ↓ เลือก · ↵ ทำคำสั่ง · Esc ปิด", classes="hint", markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False
        self._show()

    def on_resize(self) -> None:
        self._show()

    def on_input_changed(self) -> None:
        self._show()

    def _show(self) -> None:
        typed = self.query_one(ThaiInput).value
        wanted = {folded(typed), folded("".join(KEDMANEE.get(letter, letter) for letter in typed))}
        found = [one for one in self.listed if any(words in one.searched for words in wanted)]
        # What is named so stands before what is only explained so.
        found.sort(key=lambda one: folded(typed) not in folded(one.command.label))
        options = self.query_one(OptionList)
        options.clear_options()
        room = min(76, self.app.size.width) - _SIDES
        options.add_options(Option(_line(one, room), id=str(self.listed.index(one))) for one in found)
        options.highlighted = 0 if found else None
        self.query_one("#none").display = not found

    def action_move(self, by: int) -> None:
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            options.highlighted = (options.highlighted + by) % options.option_count

    def on_input_submitted(self) -> None:
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self.listed[int(str(event.option.id))].command.action)

    def action_cancel(self) -> None:
        self.dismiss(None)


def _listed(commands: Sequence[Command]) -> list[_Listed]:
    """One line an action, with every key that does it."""
    keys: dict[str, list[str]] = {}
    first: dict[str, Command] = {}
    for command in commands:
        if command.action == "app.palette":  # it is open
            continue
        first.setdefault(command.action, command)
        keys.setdefault(command.action, []).extend([command.display] if command.key else [])
    return [
        _Listed(
            command, " ".join(keys[action]), folded(f"{command.label}{command.help}{''.join(keys[action])}")
        )
        for action, command in first.items()
    ]


def _line(one: _Listed, room: int) -> Content:
    """Name, explanation, and the keys at the right; the explanation is cut where there is no room."""
    label = one.command.label
    free = room - cell_len(label) - cell_len(one.keys) - 4
    explained = cut(one.command.help, max(0, free))
    gap = " " * max(1, room - cell_len(label) - cell_len(explained) - cell_len(one.keys) - 2)
    return Content.assemble(
        (label, "bold"), "  ", (explained, "$foreground-muted"), gap, (one.keys, "$text-accent")
    )
