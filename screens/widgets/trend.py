"""A plot over time: what was counted, the minimum it must reach, and where it is heading."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import digits

TODAY = "วันนี้"
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_COUNTED, _BETWEEN, _GOAL, _AHEAD = "$accent", "$accent 60%", "$text-warning", "$foreground"

Cell = tuple[str, str]
"""A character and its style."""


@dataclass(frozen=True)
class TrendLine:
    """What is plotted: at least two ``points`` (day, cumulative people) in order, between ``first`` and ``last``.

    ``minimum`` is the dashed line; ``forecast``, the day it is reached, ends the dotted one.
    """

    points: tuple[tuple[date, int], ...]
    first: date
    last: date
    today: date
    minimum: int | None = None
    forecast: date | None = None

    @property
    def top(self) -> float:
        """People at the upper edge: a little more than whatever is highest."""
        return max(
            1.0, 1.1 * max(self.points[-1][1], *(total for _, total in self.points), self.minimum or 0)
        )

    def column(self, day: date, width: int) -> int:
        """The column of a day; days outside the plot lie outside 0 … width - 1."""
        return (day - self.first).days * width // self._days

    def day_at(self, column: int, width: int) -> float:
        """The middle of a column, in days since ``first``."""
        return (column + 0.5) * self._days / width - 0.5

    def total_at(self, day: float) -> float | None:
        """People on a day since ``first``; even growth between two counts, None outside them."""
        for (before, low), (after, high) in pairwise(self.points):
            start, end = (before - self.first).days, (after - self.first).days
            if start <= day <= end:
                return low + (high - low) * (day - start) / max(1, end - start)
        return None

    def heading_to(self, day: float) -> float | None:
        """People on a day by the forecast; None before the last count and after the minimum is reached."""
        last, total = self.points[-1]
        if self.forecast is None or self.minimum is None:
            return None
        start, end = (last - self.first).days, (self.forecast - self.first).days
        if not start < day <= end:
            return None
        return total + (self.minimum - total) * (day - start) / (end - start)

    @property
    def _days(self) -> int:
        return (self.last - self.first).days + 1


def plot(trend: TrendLine, width: int, height: int) -> Content:
    """The plot in ``width`` × ``height`` cells: labelled rows, the axis, and the days at its ends."""
    names = _row_names(trend, max(1, height - 2))
    margin = max(cell_len(name) for name in names.values()) + 1
    room = width - margin
    rows = height - 2
    if room < 2 or rows < 1:
        return Content("")
    grid = _grid(trend, room, rows)
    lines = [_line(names.get(row, ""), margin, grid[row]) for row in range(rows)]
    lines.append(_line(names[rows], margin, _axis(trend, room)))
    lines.append(Content.styled(" " * margin + _days(trend, room), "$foreground-muted"))
    return Content("\n").join(lines)


def _row_of(trend: TrendLine, total: float, rows: int) -> int:
    return min(rows - 1, max(0, rows - 1 - int(total / trend.top * rows)))


def _row_names(trend: TrendLine, rows: int) -> dict[int, str]:
    """What stands left of the rows: the last total, over it the minimum, and nought at the axis."""
    names = {rows: digits(0), _row_of(trend, trend.points[-1][1], rows): digits(trend.points[-1][1])}
    if trend.minimum is not None:
        names[_row_of(trend, trend.minimum, rows)] = digits(trend.minimum)
    return names


def _grid(trend: TrendLine, width: int, rows: int) -> list[list[Cell]]:
    grid: list[list[Cell]] = [[(" ", "")] * width for _ in range(rows)]
    goal = None if trend.minimum is None else _row_of(trend, trend.minimum, rows)
    if goal is not None:
        grid[goal] = [("╌", _GOAL)] * width
    counted = {trend.column(day, width) for day, _ in trend.points}
    for column in range(width):
        color = _COUNTED if column in counted else _BETWEEN
        for row, eighths in _filled(trend, column, width, rows):
            crossed = row == goal and eighths == 8
            grid[row][column] = ("╌", f"{_GOAL} on {color}") if crossed else (_EIGHTHS[eighths], color)
        ahead = trend.heading_to(trend.day_at(column, width))
        if ahead is not None:
            grid[_row_of(trend, ahead, rows)][column] = ("·", f"bold {_AHEAD}")
    return grid


def _filled(trend: TrendLine, column: int, width: int, rows: int) -> Iterator[tuple[int, int]]:
    """The rows of a column that are filled, with how many eighths of each."""
    inside = {trend.column(day, width): total for day, total in trend.points}
    total = inside.get(column, trend.total_at(trend.day_at(column, width)))
    if total is None:
        return
    full, part = divmod(round(total / trend.top * rows * 8), 8)
    for up in range(min(full, rows)):
        yield rows - 1 - up, 8
    if part and full < rows:
        yield rows - 1 - full, part


def _axis(trend: TrendLine, width: int) -> list[Cell]:
    axis: list[Cell] = [("─", "$foreground-muted")] * width
    today = trend.column(trend.today, width)
    if 0 <= today < width:
        axis[today] = ("┴", "bold $foreground")
    return axis


def _days(trend: TrendLine, width: int) -> str:
    """The first and the last day under the ends of the axis, today between them where there is room."""
    first, last = short_date(trend.first), short_date(trend.last)
    gap = width - cell_len(first) - cell_len(last)
    if gap < 1:
        return first if cell_len(first) <= width else ""
    wide = cell_len(TODAY)
    start = trend.column(trend.today, width) - wide // 2 - cell_len(first)
    if 1 <= start <= gap - wide - 1:
        return f"{first}{' ' * start}{TODAY}{' ' * (gap - start - wide)}{last}"
    return f"{first}{' ' * gap}{last}"


def _line(name: str, margin: int, cells: list[Cell]) -> Content:
    label = " " * (margin - 1 - cell_len(name)) + name + " "
    return Content.assemble((label, "$foreground-muted"), *cells)


class Trend(Widget):
    """The plot as large as its place, or the words that say what is missing for one."""

    DEFAULT_CSS = """
    Trend { height: 8; width: 1fr; }
    """

    trend: reactive[TrendLine | None] = reactive(None)
    missing = reactive("")

    def render(self) -> RenderResult:
        if self.trend is None:
            return Content.styled(self.missing, "$foreground-muted")
        return plot(self.trend, self.content_size.width, self.content_size.height)
