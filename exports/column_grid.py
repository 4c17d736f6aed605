"""One grid of columns for everything on a sheet: a table's column is one or several columns of the grid, merged.

Lengths are pixels of 0.75 points; columns of the grid are numbered from 1, as in a spreadsheet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from exports.paper import WIDE
from exports.sheet import PIXEL

_NARROWEST = 24
_SAME = 5
"""Edges of columns no further apart than this are one: nobody sees it, and the grid stays coarse."""

_NEAR_ENOUGH = 1 / 30
"""Of the whole width: an edge no further from where a line of half the width would end serves it as well. Signatures
further from the middle look crooked."""


@dataclass(frozen=True)
class Place:
    """Columns of the grid that are one cell: the first, and how many."""

    column: int
    span: int


@dataclass(frozen=True)
class Grid:
    """The widths of all columns, and for each table the places of its own."""

    widths: tuple[int, ...]
    tables: tuple[tuple[Place, ...], ...]

    @property
    def whole(self) -> Place:
        return Place(1, len(self.widths))

    def points(self, place: Place) -> float:
        """The width of a place in points."""
        return sum(self.widths[place.column - 1 : place.column - 1 + place.span]) * PIXEL

    def shared(self, count: int) -> tuple[Place, ...]:
        """The width in ``count`` places side by side, as equal as the grid allows; fewer where it is too coarse."""
        edges = _edges(self.widths)
        wanted = (round(edges[-1] * part / count) for part in range(1, count))
        inner = {min(edges[1:-1], key=lambda edge: abs(edge - at), default=0) for at in wanted} - {0}
        stops = [edges.index(edge) for edge in (0, *sorted(inner), edges[-1])]
        return tuple(Place(first + 1, last - first) for first, last in pairwise(stops))


def grid_of(
    tables: Iterable[Sequence[int]], shares: Iterable[int] = (), room: float = WIDE.text_width
) -> Grid:
    """The grid in which each table has its own widths, by the weights of its columns.

    ``room`` is the width in points that the paper has for it. ``shares`` are the numbers of equal places that other rows want: edges near enough serve them, else they get
    edges of their own.
    """
    whole = int(room / PIXEL) - 2
    wanted = [_table_edges(weights, whole) for weights in tables]
    edges = {0, whole}
    snapped = [_snapped(one, edges) for one in wanted]
    for count in shares:
        for part in range(1, count):
            middle = round(whole * part / count)
            if min(abs(edge - middle) for edge in edges) > _NEAR_ENOUGH * whole:
                edges.add(middle)
    ordered = sorted(edges)
    places = tuple(
        tuple(
            Place(ordered.index(left) + 1, ordered.index(right) - ordered.index(left))
            for left, right in pairwise(one)
        )
        for one in snapped
    )
    return Grid(tuple(right - left for left, right in pairwise(ordered)), places)


def widths_by_weight(weights: Sequence[int], whole: float, narrowest: float) -> list[float]:
    """``whole`` shared out by weight, no share below ``narrowest`` where there is enough for that."""
    least = min(narrowest, whole / max(len(weights), 1))
    total = sum(weights)
    narrow = [weight * whole < least * total for weight in weights]
    rest = whole - least * sum(narrow)
    wide = sum(weight for weight, is_narrow in zip(weights, narrow, strict=True) if not is_narrow) or 1
    return [
        least if is_narrow else rest * weight / wide
        for weight, is_narrow in zip(weights, narrow, strict=True)
    ]


def _table_edges(weights: Sequence[int], whole: int) -> list[int]:
    """The edges of a table's columns from 0 to the whole width, no column narrower than a short word."""
    widths = widths_by_weight(weights, whole, min(_NARROWEST, whole // max(len(weights), 1)))
    return [*map(round, accumulate(widths[:-1], initial=0.0)), whole]


def _snapped(wanted: Sequence[int], edges: set[int]) -> list[int]:
    """A table's edges, each on one that is there already where one is near; new ones are added to ``edges``."""
    found, whole = [0], wanted[-1]
    for edge in wanted[1:-1]:
        near = min(edges, key=lambda other: (abs(other - edge), other))
        found.append(near if abs(near - edge) <= _SAME and found[-1] < near < whole else edge)
    edges.update(found)
    return [*found, whole]


def _edges(widths: Sequence[int]) -> list[int]:
    edges = [0]
    for width in widths:
        edges.append(edges[-1] + width)
    return edges
