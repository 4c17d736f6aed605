"""Scores over the years: a column a year with its score above it, and the pass mark as a line across them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_WHOLE = 100
_WIDEST, _GAP = 9, 2

Cell = tuple[str, str]
"""A character with the marks on it, and its style."""


@dataclass(frozen=True)
class YearColumn:
    """A year: what stands under its column, the score in points of 100, and how that is written above it."""

    name: str
    score: Decimal
    words: str


@dataclass(frozen=True)
class YearPlotted:
    """What is plotted; ``goal`` is the line, with ``goal_words`` at its left."""

    columns: Sequence[YearColumn]
    goal: Decimal
    goal_words: str


@dataclass(frozen=True)
class _Grid:
    """Where things stand: ``rows`` above the axis, a ``slot`` of so many cells for each year."""

    columns: Sequence[YearColumn]
    goal: Decimal
    rows: int
    slot: int


def plot(plotted: YearPlotted, width: int, height: int) -> Content:
    """The plot in ``width`` × ``height`` cells from 0 to 100; the latest years where there is no room for all."""
    margin = cell_len(plotted.goal_words) + 1
    widest = max((max(cell_len(one.name), cell_len(one.words)) for one in plotted.columns), default=1)
    fitting = (width - margin) // (widest + _GAP)
    if height < 4 or fitting < 1 or not plotted.columns:
        return Content("")
    columns = plotted.columns[-fitting:]
    slot = min(_WIDEST + _GAP, (width - margin) // len(columns))
    grid = _Grid(columns, plotted.goal, height - 2, slot)
    lines = [_row(grid, row, plotted.goal_words, margin) for row in range(grid.rows)]
    axis = Content.styled(" " * margin + "─" * (slot * len(columns)), "$foreground-muted")
    under = "".join(_centred(one.name, slot) for one in columns)
    return Content("\n").join([*lines, axis, Content.styled(" " * margin + under, "$foreground-muted")])


def _row(grid: _Grid, row: int, goal_words: str, margin: int) -> Content:
    """A row of the plot; the line of the goal goes behind the columns and the words above them."""
    on_goal = row == _row_of(grid.goal, grid.rows)
    label = goal_words.rjust(margin - 1) + " " if on_goal else " " * margin
    parts: list[Cell] = [(label, "$text-warning")]
    for one in grid.columns:
        parts += _slot(grid, one, row, "╌" if on_goal else " ")
    return Content.assemble(*parts)


def _slot(grid: _Grid, one: YearColumn, row: int, behind: str) -> Iterator[Cell]:
    """The cells of a year in a row: its words right above its column, the column, or what lies behind both."""
    if row == _row_of(one.score, grid.rows) - 1:
        left = (grid.slot - cell_len(one.words)) // 2
        yield behind * left, "$text-warning"
        yield one.words, "bold"
        yield behind * (grid.slot - left - cell_len(one.words)), "$text-warning"
        return
    sides = _GAP // 2
    block = _EIGHTHS[_eighths(one.score, row, grid.rows)]
    color = "$success" if one.score >= grid.goal else "$warning"
    width = grid.slot - 2 * sides
    yield behind * sides, "$text-warning"
    yield (behind * width, "$text-warning") if block == " " else (block * width, color)
    yield behind * sides, "$text-warning"


def _bar_rows(rows: int) -> int:
    """The rows of the bars: the words above a column of 100 take the first one."""
    return rows - 1


def _row_of(score: Decimal, rows: int) -> int:
    """The row, from above, in which a column of that score ends."""
    full = float(score) / _WHOLE * _bar_rows(rows)
    return min(rows - 1, rows - 1 - max(0, int(full - 1e-9)))


def _eighths(score: Decimal, row: int, rows: int) -> int:
    """How many eighths of a row are filled."""
    eighths = round(float(score) / _WHOLE * _bar_rows(rows) * 8)
    return min(8, max(0, eighths - (rows - 1 - row) * 8))


def _centred(text: str, width: int) -> str:
    left = max(0, (width - cell_len(text)) // 2)
    return " " * left + text + " " * max(0, width - left - cell_len(text))


class YearPlot(Widget):
    """The plot as large as its place, or the words that say what is missing for one."""

    DEFAULT_CSS = """
    YearPlot { height: 10; width: 1fr; }
    """

    plotted: reactive[YearPlotted | None] = reactive(None)
    missing = reactive("")

    def render(self) -> RenderResult:
        if self.plotted is None:
            return Content.styled(self.missing, "$foreground-muted")
        return plot(self.plotted, self.content_size.width, self.content_size.height)
