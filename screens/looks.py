"""How the program looks: its numerals, its signs and its colours, as she chose them and as the terminal allows."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from rich.color import ColorSystem
from textual._ansi_theme import MONOKAI
from textual.app import App
from textual.filter import Monochrome, NoColor

from ita_tui.tasks import SCREEN_NUMERALS
from ita_tui.thai.numerals import Numerals, choose
from screens.widgets import thai_layout
from screens.widgets.no_colours import TWO_TONES, NoColours
from screens.widgets.plain_signs import PlainSigns
from screens.widgets.sixteen_colours import NAMED, SIXTEEN

if TYPE_CHECKING:
    from store.preferences import Preferences

NO_COLOR, ASCII_WANTED = "NO_COLOR", "ITA_TUI_ASCII"
# Terminals with the letters and lines of another age, and those of them that know no colour.
_OLD = ("linux", "vt", "ansi", "pcansi", "cons25", "sun", "wy", "dumb", "unknown")
_WITHOUT_COLOUR = ("vt", "wy", "dumb", "unknown")
_WITHOUT_COLOUR_ENDS = ("-m", "-mono")

Choice = TypeVar("Choice", bound=StrEnum)


class Signs(StrEnum):
    """What lines, bars and signs are drawn with."""

    AUTOMATIC = "automatic"
    DRAWN = "drawn"
    ASCII = "ascii"


class Colours(StrEnum):
    """How many colours are used."""

    AUTOMATIC = "automatic"
    FULL = "full"
    SIXTEEN = "sixteen"
    NONE = "none"


_THEMES = {Colours.FULL: "textual-dark", Colours.SIXTEEN: SIXTEEN.name, Colours.NONE: TWO_TONES.name}
_SYSTEMS = {"256": ColorSystem.EIGHT_BIT, "truecolor": ColorSystem.TRUECOLOR}


@dataclass(frozen=True)
class Looks:
    """What she chose; AUTOMATIC leaves it to the terminal."""

    numerals: Numerals = Numerals.THAI
    signs: Signs = Signs.AUTOMATIC
    colours: Colours = Colours.AUTOMATIC


@dataclass(frozen=True)
class Terminal:
    """What the terminal can show, as far as its environment tells, and what the environment insists on.

    ``signs`` and ``colours`` are what AUTOMATIC comes to, never AUTOMATIC themselves. ``told_by`` is the variable
    that says so, and ``signs_set_by`` and ``colours_set_by`` the one that wins over what she chose; empty where
    there is none. ``color_system`` is Rich's word for its colours, None where it knows none.
    """

    signs: Signs
    colours: Colours
    color_system: str | None = "truecolor"
    told_by: str = ""
    signs_set_by: str = ""
    colours_set_by: str = ""

    def shown(self, looks: Looks) -> tuple[Signs, Colours]:
        """What is drawn, and in what colours, when she chose ``looks``."""
        own_signs = not self.signs_set_by and looks.signs is not Signs.AUTOMATIC
        own_colours = not self.colours_set_by and looks.colours is not Colours.AUTOMATIC
        return looks.signs if own_signs else self.signs, looks.colours if own_colours else self.colours


def terminal_of(
    environ: Mapping[str, str], color_system: str | None, *, old_console: bool = False
) -> Terminal:
    """What the environment says of the terminal.

    ``color_system`` is what Rich made of it: "standard" is sixteen colours, None is none. ``old_console`` is one
    that gives Thai marks columns of their own: its signs are of the same age, except in Windows Terminal. An
    empty NO_COLOR sets nothing (https://no-color.org); ITA_TUI_ASCII does unless it is empty or 0.
    """
    term = environ.get("TERM", "").lower()
    ascii_wanted = environ.get(ASCII_WANTED, "") not in {"", "0"}
    no_color = environ.get(NO_COLOR, "") != ""
    old = term.startswith(_OLD) or (old_console and not environ.get("WT_SESSION"))
    colours = Colours.SIXTEEN if color_system == "standard" else Colours.FULL
    if no_color or color_system is None or _colourless(term):
        colours = Colours.NONE
    return Terminal(
        signs=Signs.ASCII if ascii_wanted or old else Signs.DRAWN,
        colours=colours,
        color_system=color_system,
        told_by=f"TERM={term}" if term else "",
        signs_set_by=ASCII_WANTED if ascii_wanted else "",
        colours_set_by=NO_COLOR if no_color else "",
    )


def _colourless(term: str) -> bool:
    return term.startswith(_WITHOUT_COLOUR) or term.endswith(_WITHOUT_COLOUR_ENDS)


_SIGNS, _COLOURS = "screen_signs", "screen_colours"


def remembered(preferences: "Preferences") -> Looks:
    """What she chose on this database; what a newer version kept and this one does not know is as never chosen."""
    return Looks(
        _known(preferences.get(SCREEN_NUMERALS, ""), Looks.numerals),
        _known(preferences.get(_SIGNS, ""), Looks.signs),
        _known(preferences.get(_COLOURS, ""), Looks.colours),
    )


def _known(value: str, otherwise: Choice) -> Choice:
    return next((one for one in type(otherwise) if one.value == value), otherwise)


def remember(preferences: "Preferences", looks: Looks) -> None:
    """Keep what she chose: no part of the history, and not undone."""
    kept = remembered(preferences)
    for key, value, before in (
        (SCREEN_NUMERALS, looks.numerals, kept.numerals),
        (_SIGNS, looks.signs, kept.signs),
        (_COLOURS, looks.colours, kept.colours),
    ):
        if value is not before:
            preferences.set(key, value.value)


def put_on(app: App[Any], looks: Looks, terminal: Terminal) -> None:
    """Show the program so from now on, also what is on the screen already, except for texts made before."""
    choose(looks.numerals)
    signs, colours = terminal.shown(looks)
    _filter(app, signs, colours)
    app.set_class(signs is Signs.ASCII, "-ascii")  # for the borders whose twins would be no border
    app.no_color = colours is Colours.NONE
    app.console._color_system = _spoken(colours, terminal)  # noqa: SLF001
    app.ansi_theme_dark = NAMED if colours is Colours.SIXTEEN else MONOKAI
    for theme in (SIXTEEN, TWO_TONES):
        app.register_theme(theme)
    app.theme = _THEMES[colours]
    # After the theme, which changes its styles when the messages before it are done.
    app.call_next(thai_layout.rewrap, app)


def _filter(app: App[Any], signs: Signs, colours: Colours) -> None:
    """Put our filters behind the framework's, and away those that it took from the environment itself."""
    ours = (PlainSigns, NoColours, Monochrome, NoColor)
    others = [one for one in app._filters if not isinstance(one, ours)]  # noqa: SLF001
    app._filters[:] = [  # noqa: SLF001
        *others,
        *([NoColours()] if colours is Colours.NONE else []),
        *([PlainSigns()] if signs is Signs.ASCII else []),
    ]


def _spoken(colours: Colours, terminal: Terminal) -> ColorSystem:
    """The codes that colours are sent in; 256 of them where she wants more than the terminal owns to."""
    if colours is Colours.SIXTEEN:
        return ColorSystem.STANDARD
    own = _SYSTEMS.get(terminal.color_system or "", ColorSystem.STANDARD)
    return max(own, ColorSystem.EIGHT_BIT)
