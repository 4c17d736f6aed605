"""Draws without any colour: what stands on a lit ground is reversed, what can be typed into is underlined.

It goes with a theme of two tones, :data:`TWO_TONES`, in which whatever has the cursor or the focus is lit; what the
colours of a sign or a word say is said by the sign and the word.
"""

from functools import lru_cache

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

_DARK, _LIT, _RAISED = "#000000", "#ffffff", "#010101"

TWO_TONES = Theme(
    name="two-tones",
    primary=_LIT,
    secondary=_LIT,
    warning=_LIT,
    error=_LIT,
    success=_LIT,
    accent=_LIT,
    foreground=_LIT,
    background=_DARK,
    surface=_DARK,
    panel=_DARK,
    variables={
        "boost": _RAISED,
        "primary-muted": _LIT,
        "text": "auto 100%",
        "block-cursor-background": _LIT,
        "block-cursor-foreground": _DARK,
        "block-cursor-blurred-background": _RAISED,
        "block-hover-background": _DARK,
        "input-cursor-background": _DARK,
        "input-cursor-foreground": _LIT,
        "input-selection-background": _RAISED,
        "input-selection-foreground": _LIT,
        "scrollbar": _LIT,
        "scrollbar-hover": _LIT,
        "scrollbar-active": _LIT,
        "scrollbar-background": _DARK,
        "scrollbar-background-hover": _DARK,
        "scrollbar-background-active": _DARK,
        "scrollbar-corner-color": _DARK,
        "screen-selection-background": _LIT,
        "screen-selection-foreground": _DARK,
    },
)
"""Black and white, and the ground of what can be typed into, which is a third tone that nobody sees."""


class NoColours(LineFilter):
    """Sends no colour to the terminal, only reversed, bold and underlined text."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        return [Segment(text, style and _attributes(style), control) for text, style, control in segments]


@lru_cache(4096)
def _attributes(style: Style) -> Style:
    """The style with its ground as an attribute; what the mouse finds under it stays."""
    ground = style.color if style.reverse else style.bgcolor
    spoken = Style(reverse=_lit(ground, other=bool(style.reverse)), dim=False)
    raised = Style(underline=True) if _is_raised(ground) else Style()
    return style.without_color + Style.from_meta(style.meta) + spoken + raised


def _lit(ground: RichColor | None, *, other: bool) -> bool:
    """Whether a ground is light; without a colour of its own it is dark, and its text, on which ``other`` stands, light."""
    if ground is None or ground.is_default:
        return other
    return Color.from_rich_color(ground).brightness > 0.5


def _is_raised(ground: RichColor | None) -> bool:
    return ground is not None and ground.triplet is not None and ground.triplet.hex == _RAISED
