"""Parts the lines of a screen only where something on it begins or ends, never where that lies hidden.

Textual cuts each line at the edges of all widgets, those under a dialog or a notice too, and paints a change up
to the very column: a letter of several columns that stands there is painted in two halves, or half of it alone.
It replaces private parts of Textual (:data:`SEAMS`), hence its narrow version bounds in pyproject.toml.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from textual import _compositor
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip

SEAMS = (
    (Compositor, "cuts"),
    (Compositor, "_render_chops"),
    (Compositor, "visible_widgets"),
    (Compositor, "_get_renders"),
    (_compositor, "ChopsUpdate"),
)
"""What is replaced, and what the replacements lean on."""

Chops = list[dict[int, Strip | None]]
Span = tuple[int, int, int]
"""Line, first column, and the column after the last."""


@cache
def install() -> None:
    """Replace the three that are ours, once for the whole program; a second call does nothing.

    Raises AttributeError, before anything is replaced, where Textual has moved one of the SEAMS.
    """
    for holder, name in SEAMS:
        getattr(holder, name)
    Compositor.cuts = property(_cuts)  # type: ignore[assignment,method-assign]
    Compositor._render_chops = _render_chops  # type: ignore[assignment,method-assign]  # noqa: SLF001
    _compositor.ChopsUpdate = WholeChops  # type: ignore[misc]


class WholeChops(ChopsUpdate):
    """A change is painted up to the next edge that can be seen."""

    def __init__(
        self, chops: Sequence[Mapping[int, Strip | None]], spans: list[Span], chop_ends: list[list[int]]
    ) -> None:
        whole = [(line, *_grown(chop_ends[line], first, after)) for line, first, after in spans]
        super().__init__(chops, whole, chop_ends)


def _grown(ends: Sequence[int], first: int, after: int) -> tuple[int, int]:
    """A span grown to the cuts around it; ``ends`` are all cuts of the line but the first, 0."""
    cuts = (0, *ends)
    return cuts[max(0, bisect_right(cuts, first) - 1)], cuts[min(len(ends), bisect_left(cuts, after))]


def _cuts(self: Compositor) -> list[list[int]]:
    """For every line the columns at which something begins or ends that can be seen."""
    if self._cuts is None:
        width, height = self.size
        lines: list[dict[tuple[int, int], None]] = [{} for _ in range(height)]  # in order, each once
        for region, clip in self.visible_widgets.values():
            x, y, wide, high = region.intersection(clip)
            if wide and high:
                for line in lines[y : y + high]:
                    line[x, x + wide] = None
        self._cuts = [_visible(tuple(line), width) for line in lines]
    return self._cuts


def _visible(spans: tuple[tuple[int, int], ...], width: int) -> list[int]:
    """The edges of spans, given from the front to the back, that do not lie inside one further in front."""
    edges = {0, width}
    for at, span in enumerate(spans):
        for edge in span:
            if edge not in edges and not any(first < edge < after for first, after in spans[:at]):
                edges.add(edge)
    return sorted(edges)


def _render_chops(
    self: Compositor, crop: Region, is_rendered_line: Callable[[int], bool]
) -> Sequence[Mapping[int, Strip | None]]:
    """Paint from the front to the back what is still free between two cuts."""
    cuts = self.cuts
    chops: Chops = [dict.fromkeys(line[:-1]) for line in cuts]
    for region, clip, strips in self._get_renders(crop):
        shown = region.intersection(clip)
        for y, strip in zip(shown.line_range, strips, strict=False):
            if is_rendered_line(y):
                _fill(chops[y], cuts[y], shown, strip)
    return chops


def _fill(chops: dict[int, Strip | None], cuts: Sequence[int], shown: Region, strip: Strip) -> None:
    """Lay a widget's line into the places that are free; a part that begins at a hidden edge is hidden itself."""
    left, right = shown.column_span
    starts = [left, *(cut for cut in cuts if left < cut < right)]
    parts = strip.divide([end - left for end in (*starts[1:], right)])
    for start, part in zip(starts, parts, strict=False):
        if start in chops and chops[start] is None:
            chops[start] = part
