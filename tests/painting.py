"""What is painted on the screen, letter by letter, after everything that changes it for the terminal."""

import re
from collections.abc import Iterator
from typing import Any

from rich.cells import cell_len
from rich.style import Style
from textual.pilot import Pilot
from textual.strip import Strip

ASCII_OR_THAI = re.compile("[\x20-\x7e\u0e00-\u0e7f]*")


def painted(pilot: Pilot[Any]) -> list[Strip]:
    return list(pilot.app.screen._compositor.render_strips())


def letters(strip: Strip) -> Iterator[tuple[str, Style]]:
    """Each letter of a line with its style."""
    for text, style, _ in strip:
        for letter in text:
            yield letter, style or Style()


def assert_plain(pilot: Pilot[Any], stop: str) -> None:
    """Everything is ASCII and Thai in its own columns, and no colour is left."""
    for strip in painted(pilot):
        assert ASCII_OR_THAI.fullmatch(strip.text), (stop, strip.text)
        assert cell_len(strip.text) == 80, (stop, strip.text)
        assert not [s for _, s, _ in strip if s and (s.color or s.bgcolor)], (stop, strip.text)
