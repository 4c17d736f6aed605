"""A bar that shows its goal: filled to the value, with a line where the minimum stands."""

from textual.content import Content

_EIGHTHS = " ▏▎▍▌▋▊▉"
# How far the bar goes on behind its goal, so that the line stands inside.
_BEYOND = 1.1


def goal_bar(value: float, goal: float, width: int) -> Content:
    """A bar towards a goal: the same scale and the same two colours wherever it stands."""
    color = "$success" if value >= goal else "$warning"
    return bar(value, max(goal * _BEYOND, value), width, goal, color=color)


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
