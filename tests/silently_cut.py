"""Finds text that is cut off without a sign: whatever a widget has to say that its place does not show."""

from collections.abc import Iterator
from typing import Any

from rich.cells import cell_len
from rich.text import Text
from textual.app import App
from textual.content import Content
from textual.visual import visualize
from textual.widget import Widget
from textual.widgets import DataTable, Input, OptionList, TextArea


def silently_cut(app: App[Any]) -> list[str]:
    """What is cut off on the screen on top, in words. What can be scrolled to, or ends in "…", is not cut off."""
    return [
        f"{type(app.screen).__name__}: {widget!r}: {what}"
        for widget in app.screen.walk_children(Widget)
        if widget.display and widget.region.area
        for what in _cut(widget)
    ]


def _cut(widget: Widget) -> Iterator[str]:
    if isinstance(widget, DataTable):
        yield from _cells(widget)
    elif isinstance(widget, Input | TextArea | OptionList):
        return  # these scroll
    elif widget.children:
        yield from _children(widget)
    elif widget.content_size.area:
        yield from _text(widget)


def _cells(table: DataTable[Any]) -> Iterator[str]:
    for column in table.ordered_columns:
        width = column.content_width if column.auto_width else column.width
        for cell in (column.label, *(table.get_cell(row.key, column.key) for row in table.ordered_rows)):
            text = cell if isinstance(cell, Text) else Text(str(cell))
            if cell_len(text.plain) > width and text.overflow != "ellipsis":
                yield f"{text.plain!r} in a column of {width} cells"


def _children(place: Widget) -> Iterator[str]:
    width, height = place.content_size
    for child in place.children:
        if not child.display or child.styles.dock != "none" or child.styles.layer == "_toastrack":
            continue
        region = child.virtual_region
        if region.bottom > height and not place.allow_vertical_scroll and not child.is_scrollable:
            yield f"{child!r} ends at line {region.bottom} of {height}"
        if region.right > width and not place.allow_horizontal_scroll:
            yield f"{child!r} ends at column {region.right} of {width}"


def _text(widget: Widget) -> Iterator[str]:
    visual = visualize(widget, widget.render())
    width, height = widget.content_size
    needed = visual.get_height(widget.styles, width)  # type: ignore[arg-type]  # as the framework calls it
    if needed > height:
        yield f"{visual} takes {needed} lines of {height}"
    nowrap = widget.styles.text_wrap == "nowrap" and widget.styles.text_overflow != "ellipsis"
    if nowrap and isinstance(visual, Content) and visual.cell_length > width:
        yield f"{visual.plain!r} in {width} cells"
