"""Decides what stands on which page: bands of lines go down the page, and what belongs together stays together.

All heights are in points. A spreadsheet loses what is taller than a page and repeats nothing by itself that Thai
page labels could stand in, so nothing is left to it: every page break is ours.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, IntEnum, auto

FEWEST_LINES = 3
"""A band is never parted so that fewer lines stand alone on either side."""

_EMPTY_SHARE = 1 / 3  # rather part a band than leave more of a page empty


class Kind(Enum):
    """How a band behaves at the end of a page."""

    TEXT = auto()
    ROW = auto()
    WHOLE = auto()


class Tie(IntEnum):
    """How firmly the end of a band stays with the next one. Where no page holds all, the weakest gives way."""

    NONE = auto()
    LOOSE = auto()
    """Better read together: the words that lead up to a code, the last row above a signature."""
    NEAR = auto()
    """The end of what is signed, with the signature."""
    OWN = auto()
    """Of one signature."""
    FAST = auto()
    """Never parted: a heading from what it heads, the lines that one person signs on."""


@dataclass(frozen=True)
class Band:
    """Something that takes the whole width: a table row, a paragraph, a line of the signature block.

    ``height_of(first, last)`` is the height of its lines ``first`` to before ``last``. A ROW needs the head of
    its ``table`` above it on its page, which is ``head`` high; a WHOLE band is never parted. ``tie`` keeps its end
    and the next band on one page; one that ``begins_page`` stands at the top of a new one.
    """

    kind: Kind
    lines: int
    height_of: Callable[[int, int], float]
    tie: Tie = Tie.NONE
    table: int | None = None
    head: float = 0.0
    begins_page: bool = False

    @property
    def with_next(self) -> bool:
        return self.tie is not Tie.NONE


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

    @property
    def fresh(self) -> float:
        """What a new page has room for."""
        return self.body - self.label


def plan(bands: Sequence[Band], room: Room) -> tuple[tuple[Part, ...], ...]:
    """Share the bands out among pages; every line stands on exactly one, in order."""
    planner = _Planner(_loosened(bands, room), room)
    for index in range(len(bands)):
        planner.place(index)
    return tuple(tuple(page) for page in planner.pages)


def fewest_lines(band: Band) -> int:
    """As many of its first lines as stand together at the least."""
    return FEWEST_LINES if _can_part(band, 0) else band.lines


def _can_part(band: Band, first: int) -> bool:
    return band.kind is not Kind.WHOLE and band.lines - first >= 2 * FEWEST_LINES


def _loosened(bands: Sequence[Band], room: Room) -> list[Band]:
    """The bands without the weakest ties of what no page holds together."""
    ties = _Ties(bands, room)
    ties.settle()
    return ties.bands


class _Ties:
    """Goes from the last band upwards and adds up what is tied together, as far as a page holds it."""

    def __init__(self, bands: Sequence[Band], room: Room) -> None:
        self.bands = list(bands)
        self._room = room

    def settle(self) -> None:
        at = end = len(self.bands) - 1
        height = 0.0  # of what is below the band ``at`` and tied to its end
        parted: int | None = None  # the last band on the way that a page may end within
        while at >= 0:
            if self._holds(at, height):
                parted = at if _can_part(self.bands[at], 0) else parted
                height += self._whole(at)
            elif (
                parted is None
                and not self._is_parted_over(self.bands[at], height)
                and self._gave_way(at, end)
            ):
                at = end = next(index for index in range(at, end) if not self.bands[index].with_next)
                height = 0.0
                continue
            else:  # the page ends in that band, or above the one below
                at = end = at if parted is None else parted
                height, parted = self._first_lines(at), None
            band = self.bands[at]
            if not at or band.begins_page or not self.bands[at - 1].with_next:
                end, height, parted = at - 1, 0.0, None
            elif band.table != self.bands[at - 1].table:
                height += band.head
            at -= 1

    def _holds(self, at: int, height: float) -> bool:
        """Whether a page holds a whole band with so much below it."""
        whole = self._whole(at)
        return whole <= self._room.tallest and height + whole + self.bands[at].head <= self._room.fresh

    def _whole(self, at: int) -> float:
        return self.bands[at].height_of(0, self.bands[at].lines)

    def _first_lines(self, at: int) -> float:
        return self.bands[at].height_of(0, fewest_lines(self.bands[at]))

    def _is_parted_over(self, band: Band, height: float) -> bool:
        """Whether a page may end within a band, and its last lines still stand with what is tied to its end."""
        least = band.height_of(band.lines - fewest_lines(band), band.lines)
        return _can_part(band, 0) and height + least + band.head <= self._room.fresh

    def _gave_way(self, first: int, last: int) -> bool:
        """Untie the weakest tie between two bands, the first of these; False where none may be untied."""
        if first == last:
            return False
        at = min(range(first, last), key=lambda index: self.bands[index].tie)
        tie = self.bands[at].tie
        if tie is Tie.FAST:
            return False
        self._untie(at)
        while tie is Tie.LOOSE and at > 0 and self.bands[at - 1].with_next:
            at -= 1  # what led up to it is out of its reach
            if self.bands[at].tie is Tie.LOOSE:
                self._untie(at)
        return True

    def _untie(self, index: int) -> None:
        self.bands[index] = replace(self.bands[index], tie=Tie.NONE)


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
        chained = self._chained(index, need)
        if need <= self._room.tallest and need + chained <= free:
            return band.lines
        if self._is_tied(index, first) or self._worth_parting(band, first, need + chained, free):
            last = self._last_that_fits(band, first, min(free, self._room.tallest), chained)
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

    def _last_that_fits(self, band: Band, first: int, free: float, chained: float) -> int:
        """Where to part a band so that its rest fits a page with what is tied to it, or can be parted once more."""
        last = min(self._most_that_fits(band, first, free), band.lines - FEWEST_LINES)
        most = self._room.fresh - band.head - chained
        while last > first and not _can_part(band, last) and band.height_of(last, band.lines) > most:
            last -= 1
        return last if last - first >= FEWEST_LINES else first

    @staticmethod
    def _most_that_fits(band: Band, first: int, free: float) -> int:
        last = first
        while last < band.lines and band.height_of(first, last + 1) <= free:
            last += 1
        return last

    def _chained(self, first: int, need: float) -> float:
        """The height of what must stay with the band's end, as far as a page could hold it; ``need`` is the band's own.

        Where a page may end within a band on the way, only the beginning of that one must.
        """
        index, table = first, self._bands[first].table
        most = self._most_behind(first)
        until = self._tied_until if first <= self._tied_until else len(self._bands) - 1
        height, parted = 0.0, None
        while self._bands[index].with_next and index < until:
            index += 1
            band = self._bands[index]
            if band.begins_page:
                break
            above = height + (band.head if band.table != table else 0.0)
            table = band.table
            least, whole = (above + band.height_of(0, n) for n in (fewest_lines(band), band.lines))
            if not band.with_next and not (
                whole <= most and self._moves_whole(band, self._left - need - above)
            ):
                whole = least
            if least < whole and least <= most:
                parted = least
            if whole > most:
                if parted is None:
                    self._tied_until = index - 1
                return height if parted is None else parted
            height = whole
        return height

    def _most_behind(self, first: int) -> float:
        band = self._bands[first]
        return self._room.fresh - band.head - band.height_of(0, fewest_lines(band))

    def _moves_whole(self, band: Band, free: float) -> bool:
        """Whether a row rather goes to the next page than be parted for the little that is left of this one."""
        return band.kind is Kind.ROW and free <= (self._room.fresh - band.head) * _EMPTY_SHARE

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
