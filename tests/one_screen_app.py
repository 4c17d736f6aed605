"""An app that shows one screen on a store of its own, with the keys of the program and none of its rooms."""

from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from screens.keys import EVERYWHERE, ROOMS, bindings
from screens.widgets import thai_layout
from store.database import Store


class OneScreenApp(App[None]):
    """``asked`` holds the actions of the program that the screen asked for, ``answers`` what it ended with."""

    CSS_PATH = str(Path(__file__).parents[1] / "ita_tui" / "app.tcss")
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = bindings((*ROOMS, *EVERYWHERE))

    def __init__(self, store: Store, shown: Screen[Any]) -> None:
        thai_layout.install()
        super().__init__()
        self.store = store
        self.shown = shown
        self.asked: list[str] = []
        self.answers: list[object] = []

    def on_mount(self) -> None:
        self.push_screen(self.shown, self.answers.append)

    def on_unmount(self) -> None:
        self.store.close()

    def action_go(self, room: str) -> None:
        self.asked.append(room)

    def action_show_help(self) -> None:
        self.asked.append("help")

    def action_palette(self) -> None:
        self.asked.append("palette")

    def action_leave(self) -> None:
        self.asked.append("leave")

    def action_undo(self) -> None:
        self.store.history.undo()

    def action_redo(self) -> None:
        self.store.history.redo()

    def notices(self) -> str:
        """Everything the program has said in notices."""
        return "\n".join(f"{notice.title} {notice.message}" for notice in self._notifications)


def on_screen(pilot: Pilot[Any], selector: str) -> str:
    """What a widget shows, as text."""
    widget = pilot.app.screen.query_one(selector)
    width = widget.size.width or 80
    return (
        "\n".join("".join(s.text for s in strip) for strip in widget.render_lines(widget.size.region))
        if width
        else ""
    )
