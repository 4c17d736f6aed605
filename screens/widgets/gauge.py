"""A bar that shows its goal: filled to the value, with a line where the minimum stands."""

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

_EIGHTHS = " ▏▎▍▌▋▊▉"


def bar(
    value: float, whole: float, width: int, goal: float | None = None, *, color: str = "$accent"
) -> Content:
    """``width`` cells of which ``value / whole`` are filled; a line at ``goal``, where there is one."""
    if width <= 0:
        return Content("")
    share = min(1.0, max(0.0, value / whole)) if whole > 0 else 0.0
    cells = share * width
    full = int(cells)
    text = "█" * full
    if full < width:
        part = _EIGHTHS[int((cells - full) * 8)].strip()
        text += part + "░" * (width - full - len(part))
    filled = full + (1 if full < width and text[full] != "░" else 0)
    content = Content(text).stylize(color, 0, filled).stylize("$foreground 25%", filled, width)
    if goal is None or whole <= 0 or goal > whole:
        return content
    at = min(width - 1, max(0, round(goal / whole * width) - 1))
    mark = Content.styled("│" if at >= filled else "┃", "bold $foreground")
    return Content.assemble(content[:at], mark, content[at + 1 :])


class Gauge(Widget):
    """A gauge as wide as its place; the numbers beside it are for the screen to write."""

    DEFAULT_CSS = """
    Gauge { height: 1; width: 1fr; }
    """

    value = reactive(0.0)
    whole = reactive(1.0)
    goal: reactive[float | None] = reactive(None)
    color = reactive("$accent")

    def render(self) -> RenderResult:
        return bar(self.value, self.whole, self.content_size.width, self.goal, color=self.color)
