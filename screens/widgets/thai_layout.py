"""Puts Thai line breaking and copying into Rich and Textual, which know only spaces and code points.

It replaces private functions of both (:data:`SEAMS`), hence their narrow version bounds in pyproject.toml.
The text itself is never changed: only the places where it is parted.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from rich.cells import cell_len
from rich.segment import Segment
from textual.app import App
from textual.content import Content
from textual.expand_tabs import get_tab_widths
from textual.geometry import Offset
from textual.selection import Selection
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import DataTable, OptionList, Static, TextArea

from ita_tui.thai.words import break_offsets, snap_left, snap_right
from screens.widgets.seams import standing_at

SEAMS = (
    ("rich._wrap", "divide_line"),
    ("rich.text", "divide_line"),
    ("textual.content", "divide_line"),
    ("textual._wrap", "compute_wrap_offsets"),
    ("textual.document._wrapped_document", "compute_wrap_offsets"),
    ("rich.control", "strip_control_codes"),
    ("rich.text", "strip_control_codes"),
    ("textual.content", "_strip_control_codes"),
    ("textual.selection.Selection", "extract"),
)
"""Every place that is replaced: functions wherever they have been imported, then methods."""

_THAI = re.compile("[\u0e01-\u0e5b]")
_NOT_DRAWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_JOINS = re.compile("[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]+")

TabSections = list[tuple[str, int]]


@cache
def install() -> None:
    """Replace the seams, once for the whole program; a second call does nothing.

    Raises FrameworkMovedError, before anything is replaced, where a seam is missing.
    """
    found = {(place, name): standing_at(place, name) for place, name in SEAMS}
    replacements = {
        "divide_line": _dividing_thai(found["rich._wrap", "divide_line"][1]),
        "compute_wrap_offsets": _wrapping_thai(found["textual._wrap", "compute_wrap_offsets"][1]),
        "strip_control_codes": _drawable,
        "_strip_control_codes": _drawable,
        "extract": _whole_clusters_copied(found["textual.selection.Selection", "extract"][1]),
    }
    for (_place, name), (holder, _original) in found.items():
        setattr(holder, name, replacements[name])


def rewrap(app: App[Any]) -> None:
    """Break the lines on every open screen anew: words were found or learnt, or the dictionary has arrived."""
    for screen in app.screen_stack:
        for widget in screen.walk_children():
            if isinstance(widget, Widget):
                _forget_lines(widget)
                widget.refresh(layout=True)


def _forget_lines(widget: Widget) -> None:
    """Drop what a widget remembers of its lines; the framework has no public way."""
    if isinstance(widget, TextArea):
        widget._rewrap_and_refresh_virtual_size()  # noqa: SLF001
    elif isinstance(widget, OptionList):
        for option in widget.options:
            _forget_height(widget._get_visual(option))  # noqa: SLF001
        widget._clear_caches()  # noqa: SLF001
    elif isinstance(widget, DataTable):
        widget._clear_caches()  # noqa: SLF001
    elif isinstance(widget, Static):
        _forget_height(widget.visual)


def _forget_height(visual: Visual) -> None:
    if isinstance(visual, Content):
        visual._height_cache = (None, 0)  # noqa: SLF001


def whole_clusters(strip: Strip) -> Strip:
    """Give every mark the style of its consonant: a terminal draws half a cluster wrongly, or hides the cursor."""
    segments = list(strip)
    if not any(_JOINS.match(segment.text) for segment in segments[1:]):
        return strip
    whole: list[Segment] = []
    for segment in segments:
        joins = _JOINS.match(segment.text)
        if joins and whole and whole[-1].text.strip():
            before = whole[-1]
            whole[-1] = Segment(before.text + joins.group(), before.style, before.control)
            rest = segment.text[joins.end() :]
            segment = Segment(rest, segment.style, segment.control)  # noqa: PLW2901 (its rest)
        whole.append(segment)
    return Strip([segment for segment in whole if segment.text or segment.control], strip.cell_length)


def _dividing_thai(original: Callable[..., list[int]]) -> Callable[..., list[int]]:
    def divide_line(text: str, width: int, fold: bool = True) -> list[int]:  # noqa: FBT001, FBT002 (as Rich has it)
        if width > 1 and _THAI.search(text):
            return break_offsets(text, width, fold=fold, measure=cell_len, at_once=True)
        # A window may be too small for a widget to have any room, where Rich would count in steps of nothing.
        return original(text, width, fold) if width > 0 else []

    return divide_line


def _wrapping_thai(original: Callable[..., list[int]]) -> Callable[..., list[int]]:
    def compute_wrap_offsets(
        text: str,
        width: int,
        tab_size: int,
        fold: bool = True,  # noqa: FBT001, FBT002 (as Textual has it)
        precomputed_tab_sections: TabSections | None = None,
    ) -> list[int]:
        if width < 1:
            return []
        if width < 2 or not _THAI.search(text):
            return original(text, width, tab_size, fold, precomputed_tab_sections)
        if "\t" not in text:
            return break_offsets(text, width, fold=fold, hang_space=False, measure=cell_len, at_once=True)
        sections = precomputed_tab_sections or get_tab_widths(text, min(tab_size, width))
        return _break_around_tabs(sections, width, fold=fold)

    return compute_wrap_offsets


def _break_around_tabs(sections: TabSections, width: int, *, fold: bool) -> list[int]:
    """Break a line whose tabs are as wide as given; a line may begin after a tab, never in it."""
    spread = "".join(text + " " * tab for text, tab in sections)
    # Index in the line for each index of the spread text; inside a tab: the index after it.
    origin: list[int] = []
    start = 0
    for text, tab in sections:
        after = start + len(text) + 1
        origin += [*range(start, start + len(text)), *([after - 1] if tab else []), *[after] * (tab - 1)]
        start = after
    offsets = break_offsets(spread, width, fold=fold, hang_space=False, measure=cell_len, at_once=True)
    return sorted({origin[offset] for offset in offsets} - {0})


def _drawable(text: str) -> str:
    """Leave out what a terminal would obey instead of drawing, and half characters, which it cannot be sent.

    The framework leaves escape characters in, and takes ten times as long for Thai as for English.
    """
    if _NOT_DRAWN.search(text):
        text = _NOT_DRAWN.sub("", text)
    return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text) if _LONE_SURROGATE.search(text) else text


def _whole_clusters_copied(original: Callable[[Selection, str], str]) -> Callable[[Selection, str], str]:
    """Copy whole clusters: Textual counts code points up to a column, and so stops before the marks."""

    def extract(self: Selection, text: str) -> str:
        lines = text.splitlines()

        def grown(offset: Offset | None, snap: Callable[[str, int], int]) -> Offset | None:
            if offset is None or not 0 <= offset.y < len(lines) or not 0 < offset.x < len(lines[offset.y]):
                return offset
            return Offset(snap(lines[offset.y], offset.x), offset.y)

        return original(Selection(grown(self.start, snap_left), grown(self.end, snap_right)), text)

    return extract
