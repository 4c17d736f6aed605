"""Prints, as JSON, the modules that are loaded when the program has displayed its first frame.

usage: first_paint.py DATABASE COLUMNS ROWS
"""

import json
import sys
from pathlib import Path

from sample_store import sample_clock
from textual import events, on

from ita_tui.app import ItaApp


class Watched(ItaApp):
    """The program, watched: Textual sends Ready when the first frame has been displayed."""

    loaded: tuple[str, ...] = ()

    @on(events.Ready)
    def _look(self) -> None:
        self.loaded = tuple(sorted(sys.modules))
        self.exit()


if __name__ == "__main__":
    app = Watched(Path(sys.argv[1]), clock=sample_clock)
    app.run(headless=True, size=(int(sys.argv[2]), int(sys.argv[3])))
    print(json.dumps(app.loaded))
