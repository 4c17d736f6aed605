"""Decides what stands on which page: bands of lines go down the page, and what belongs together stays together.

All heights are in points. A spreadsheet loses what is taller than a page and repeats nothing by itself that Thai
page labels could stand in, so nothing is left to it: every page break is ours.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

FEWEST_LINES = 3
"""A band is never parted so that fewer lines stand alone on either side."""

_EMPTY_SHARE = 1 / 4  # rather part a band than leave more of a page empty


class Kind(Enum):
    """How a band behaves at the end of a page."""

    TEXT = auto()
    ROW = auto()
    WHOLE = auto()


@dataclass(frozen=True)
class Band:
    """Something that takes the whole width: a table row, a paragraph, a line of the signature block.

    ``height_of(first, last)`` is the height of its lines ``first`` to before ``last``. A ROW needs the head of
    its ``table`` above it on its page, which is ``head`` high; a WHOLE band is never parted. ``with_next`` keeps
    its end and the next band on one page; one that ``begins_page`` stands at the top of a new one.
    """

    kind: Kind
    lines: int
    height_of: Callable[[int, int], float]
    with_next: bool = False
    table: int | None = None
    head: float = 0.0
    begins_page: bool = False


@dataclass(frozen=True)
class Part:
    """The lines ``first`` to before ``last`` of the band with that index."""

    band: int
    first: int
    last: int


@dataclass(frozen=True)
class Room:
    """The heights of a page: of its whole body, of the label on every page but the first, of the label on that.

    ``tallest`` is the tallest row that a spreadsheet takes.
    """

    body: float
    label: float
    tallest: float
    first_label: float = 0.0


def plan(bands: Sequence[Band], room: Room) -> tuple[tuple[Part, ...], ...]:
    """Share the bands out among pages; every line stands on exactly one, in order."""
    planner = _Planner(bands, room)
    for index in range(len(bands)):
        planner.place(index)
    return tuple(tuple(page) for page in planner.pages)


def fewest_lines(band: Band) -> int:
    """As many of its first lines as stand together at the least."""
    return FEWEST_LINES if _can_part(band, 0) else band.lines


def _can_part(band: Band, first: int) -> bool:
    return band.kind is not Kind.WHOLE and band.lines - first >= 2 * FEWEST_LINES


class _Planner:
    def __init__(self, bands: Sequence[Band], room: Room) -> None:
        self._bands = bands
        self._room = room
        self.pages: list[list[Part]] = [[]]
        self._left = room.body - room.first_label
        self._table: int | None = None
        # Behind this band a chain that no page holds was cut: on this page nothing looks further.
        self._tied_until = -1

    def place(self, index: int) -> None:
        band, first = self._bands[index], 0
        if band.begins_page and self.pages[-1]:
            self._turn()
        while first < band.lines:
            last = self._fitting(index, first)
            if last > first:
                self._put(Part(index, first, last))
                first = last
            if first < band.lines:
                self._turn()

    def _fitting(self, index: int, first: int) -> int:
        """Up to which line the band goes onto the page in hand; ``first`` where it had better not begin here."""
        band = self._bands[index]
        free = self._left - self._head_before(band)
        need = band.height_of(first, band.lines)
        alone = not self.pages[-1]
        chained = self._chained(index)
        if need <= self._room.tallest and need + chained <= free:
            return band.lines
        if self._is_tied(index, first) or self._worth_parting(band, first, need + chained, free):
            last = self._last_that_fits(band, first, min(free, self._room.tallest))
            if last > first:
                return last
        if not alone:
            return first
        # A page of its own does not hold it with what it should stay with, or not even alone.
        if band.kind is Kind.WHOLE or need <= min(free, self._room.tallest):
            return band.lines
        return max(first + 1, self._most_that_fits(band, first, min(free, self._room.tallest)))

    def _is_tied(self, index: int, first: int) -> bool:
        """Whether what stands above it on this page must not be left there without it."""
        tied = first == 0 < index and self._bands[index - 1].with_next and bool(self.pages[-1])
        return tied and _can_part(self._bands[index], first)

    def _worth_parting(self, band: Band, first: int, need: float, free: float) -> bool:
        if not _can_part(band, first):
            return False
        fresh = self._room.body - self._room.label - band.head
        return need > min(fresh, self._room.tallest) or free > fresh * _EMPTY_SHARE

    def _last_that_fits(self, band: Band, first: int, free: float) -> int:
        last = min(self._most_that_fits(band, first, free), band.lines - FEWEST_LINES)
        return last if last - first >= FEWEST_LINES else first

    @staticmethod
    def _most_that_fits(band: Band, first: int, free: float) -> int:
        last = first
        while last < band.lines and band.height_of(first, last + 1) <= free:
            last += 1
        return last

    def _chained(self, index: int) -> float:
        """The height of what must stay with the band's end, as far as a page could hold it."""
        first = self._bands[index]
        most = self._room.body - self._room.label - first.head - first.height_of(0, fewest_lines(first))
        height = 0.0
        table = first.table
        tied_until = self._tied_until if index <= self._tied_until else len(self._bands) - 1
        while self._bands[index].with_next and index < tied_until:
            index += 1
            band = self._bands[index]
            if band.begins_page:
                break
            above = band.head if band.table != table else 0.0
            table = band.table
            least = above + band.height_of(0, fewest_lines(band))
            whole = above + band.height_of(0, band.lines)
            may_part = band.kind is not Kind.WHOLE and (not band.with_next or height + whole > most)
            more = least if may_part else whole
            if height + more > most:
                self._tied_until = index - 1
                break
            height += more
            if may_part:
                break
        return height

    def _head_before(self, band: Band) -> float:
        return band.head if band.table is not None and band.table != self._table else 0.0

    def _put(self, part: Part) -> None:
        band = self._bands[part.band]
        self._left -= self._head_before(band) + band.height_of(part.first, part.last)
        self._table = band.table
        self.pages[-1].append(part)

    def _turn(self) -> None:
        self.pages.append([])
        self._left = self._room.body - self._room.label
        self._table = None
        self._tied_until = -1
