"""A page as it will be printed, drawn in the cells of a terminal."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, RichVisual
from textual.widget import Widget

from ita_tui.reports.page import DOTS, FormLine, Heading, PageEnd, Paragraph, QrCode, Signature, Table, Title
from ita_tui.thai.numerals import digits
from ita_tui.thai.words import dictionary_generation

if TYPE_CHECKING:
    from ita_tui.reports.page import Page, Part

MOST_ROWS = 60
"""Rows that are drawn; the rest is counted in a sentence. Wrapping thousands would hold up the keys."""


class DrawnOnce(RichVisual):
    """Something that is drawn once for a width: a page of tables took a tenth of a second for each line scrolled.

    It is drawn anew once Thai text can be parted better than it was.
    """

    def __init__(self, widget: Widget, shown: RenderableType) -> None:
        super().__init__(widget, shown)
        self._generation = -1
        self._heights: dict[int, int] = {}
        self._strips: dict[tuple[int, Style], list[Strip]] = {}

    def get_height(self, rules: RulesMap, width: int) -> int:
        self._forget_what_is_parted_better()
        if width not in self._heights:
            self._heights[width] = super().get_height(rules, width)
        return self._heights[width]

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        self._forget_what_is_parted_better()
        if (width, style) not in self._strips:
            self._strips[width, style] = super().render_strips(width, None, style, options)
        return self._strips[width, style][:height]

    def _forget_what_is_parted_better(self) -> None:
        if self._generation != dictionary_generation():
            self._generation = dictionary_generation()
            self._heights.clear()
            self._strips.clear()


def page_view(page: "Page") -> RenderableType:
    """The parts of the page from top to bottom: tables with their heads, signatures side by side."""
    drawn: list[RenderableType] = []
    left = MOST_ROWS
    for part in page.all_parts:
        drawn += _drawn(part, left)
        left -= min(left, len(part.rows)) if isinstance(part, Table) else 0
    return Group(*drawn)


def _drawn(part: "Part", rows: int) -> Iterator[RenderableType]:
    """A part with a blank line before it, but between paragraphs; of a table at most so many rows."""
    if not isinstance(part, Paragraph | FormLine):
        yield Text("")
    match part:
        case Title():
            yield from (Text(line, style="bold", justify="center") for line in part.lines)
        case Heading():
            yield Text(part.text, style="bold")
        case Paragraph():
            yield Text(f"      {part.text}")
        case FormLine():
            yield _form_line(part)
        case QrCode():
            yield Text(f"■ {part.caption}", justify="center")
        case Table():
            yield from _table(part, rows)
        case Signature():
            yield from _signatures(part)
        case PageEnd():
            yield Rule("ขึ้นหน้าใหม่", style="dim")


def _form_line(line: FormLine) -> Text:
    style = "" if line.plain else "bold"
    fields = (Text.assemble((label, style), f" {words or DOTS}") for label, words in line.fields)
    return Text("   ").join(fields)


def _table(table: Table, most: int) -> Iterator[RenderableType]:
    if most or not table.rows:
        yield _grid(table, most)
    if len(table.rows) > most:
        more = digits(len(table.rows) - most)
        yield Text(f"… และอีก {more} แถว ซึ่งพิมพ์ครบทุกแถวในไฟล์", style="italic")


def _grid(table: Table, most: int) -> Grid:
    grid = Grid(box=box.SQUARE, expand=True, show_lines=True, padding=(0, 0))
    for head in table.heads:
        words = Text(head.text, justify="center")
        grid.add_column(words, ratio=head.weight, justify=head.align.value, overflow="fold")
    for row in table.rows[:most]:
        cells = zip(row.cells, table.heads, strict=True)
        grid.add_row(*(Text(cell, justify=head.align.value) for cell, head in cells))
    return grid


def _signatures(signature: Signature) -> Iterator[RenderableType]:
    yield from (Text(line, justify="center") for line in signature.committee)
    signatures = signature.signatures
    for first in range(0, len(signatures), 2):
        grid = Grid.grid(expand=True, padding=(0, 1))
        pair = [*([()] if signature.on_the_right else []), *signatures[first : first + 2]]
        for _ in pair:
            grid.add_column(ratio=1, justify="center")
        for lines in zip_longest(*pair, fillvalue=""):
            grid.add_row(*(Text(line) for line in lines))
        yield Text("")
        yield grid
