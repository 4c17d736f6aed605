"""The theme for terminals of sixteen colours: every tone is one of theirs, so that no two fall together.

The grounds are the dark ones (old terminals have eight), the text on them the bright ones. Rich finds the number of
each; the terminal may have another red of its own, not another order of the sixteen.
"""

from rich.terminal_theme import TerminalTheme
from textual.theme import Theme

_BLACK, _BLUE, _DARK_GREY, _GREY, _WHITE = "#000000", "#0000aa", "#555555", "#aaaaaa", "#ffffff"
_RED, _GREEN, _YELLOW, _CYAN = "#ff5555", "#55ff55", "#ffff55", "#55ffff"

SIXTEEN = Theme(
    name="sixteen",
    primary=_CYAN,
    secondary=_CYAN,
    warning=_YELLOW,
    error=_RED,
    success=_GREEN,
    accent=_CYAN,
    foreground=_WHITE,
    background=_BLACK,
    surface=_BLACK,
    panel=_BLACK,
    variables={
        "boost": _DARK_GREY,
        "primary-muted": _BLUE,
        "text": "auto 100%",
        "text-muted": "auto 67%",
        "text-disabled": "auto 67%",
        "text-primary": _CYAN,
        "text-secondary": _CYAN,
        "text-warning": _YELLOW,
        "text-error": _RED,
        "text-success": _GREEN,
        "text-accent": _CYAN,
        "foreground-muted": _GREY,
        "foreground-disabled": _GREY,
        "border": _CYAN,
        "block-cursor-background": _BLUE,
        "block-cursor-foreground": _WHITE,
        "block-cursor-blurred-background": _DARK_GREY,
        "block-hover-background": _BLACK,
        "input-cursor-background": _WHITE,
        "input-cursor-foreground": _BLACK,
        "input-selection-background": _GREY,
        "input-selection-foreground": _BLACK,
        "scrollbar": _GREY,
        "scrollbar-hover": _GREY,
        "scrollbar-active": _WHITE,
        "scrollbar-background": _BLACK,
        "screen-selection-background": _GREY,
        "screen-selection-foreground": _BLACK,
    },
)

_TEXT = [
    (0, 0, 0),
    (255, 85, 85),
    (85, 255, 85),
    (255, 255, 85),
    (85, 85, 255),
    (255, 85, 255),
    (85, 255, 255),
]
NAMED = TerminalTheme((0, 0, 0), (255, 255, 255), [*_TEXT, (170, 170, 170)], [*_TEXT, (255, 255, 255)])
"""What "red" and "green" of a table's cells are in it: the bright ones, which can be read on blue."""
