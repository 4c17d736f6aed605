"""The order of an agenda: its main items (ระเบียบวาระที่ ๑ …) with what stands under each, numbered and moved.

A main item is known by how its title begins; whatever follows it, up to the next one, stands under it. Resolutions
name the place of an item, so that every change of the order takes them along.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ita_tui.domain.meetings import AgendaItem, Meeting, Resolution
from ita_tui.thai.numerals import thai_digits

MAIN = "ระเบียบวาระที่"
_CONSIDERED = "พิจารณา"
_MAIN = re.compile(rf"{MAIN}\s*[0-9๐-๙]*\s*")


def main_title(number: int, title: str) -> str:
    """ระเบียบวาระที่ ๓ เรื่องสืบเนื่อง, as it is kept."""
    return f"{MAIN} {thai_digits(number)} {title}"


def is_main(item: AgendaItem) -> bool:
    """Whether it is a main item of the agenda."""
    return item.title.startswith(MAIN)


def bare_title(item: AgendaItem) -> str:
    """The title without the number of a main item."""
    return _MAIN.sub("", item.title, count=1) if is_main(item) else item.title


@dataclass(frozen=True)
class Placed:
    """An item at its ``place`` in the agenda (from 1): under main item ``main`` (0 above the first) as its ``sub``th."""

    item: AgendaItem
    place: int
    main: int
    sub: int = 0

    @property
    def number(self) -> str:
        """3 or 3.1, in Arabic digits: whoever shows it puts on his own."""
        return ".".join(f"{number}" for number in (self.main, self.sub) if number)


def placed(agenda: Iterable[AgendaItem]) -> tuple[Placed, ...]:
    """Every item with its number."""
    found: list[Placed] = []
    main = sub = 0
    for place, item in enumerate(agenda, start=1):
        main, sub = (main + 1, 0) if is_main(item) else (main, sub + 1)
        found.append(Placed(item, place, main, sub))
    return tuple(found)


def matters(agenda: Iterable[AgendaItem]) -> int:
    """How many matters there are to talk about: a main item under which nothing is written is only a heading."""
    return sum(not is_main(item) or bool(item.text.strip()) for item in agenda)


def place_of(agenda: Sequence[AgendaItem], measure_id: int | None) -> int:
    """Where a decision on a measure stands: under its own item, else under what is considered; 0 where neither is."""
    own = (at for at, one in enumerate(agenda, 1) if measure_id is not None and one.measure_id == measure_id)
    considered = (at for at, one in enumerate(agenda, 1) if is_main(one) and _CONSIDERED in one.title)
    return next(own, next(considered, 0))


def resolutions_under(meeting: Meeting, place: int) -> tuple[Resolution, ...]:
    """What was decided under the item at a place; under 0 what stands under none, or under one that is gone."""
    if place:
        return tuple(one for one in meeting.resolutions if one.item == place)
    return tuple(one for one in meeting.resolutions if not 1 <= one.item <= len(meeting.agenda))


# --- changing ----------------------------------------------------------------------------------------------------


def with_item(meeting: Meeting, place: int, item: AgendaItem) -> Meeting:
    """With another item at a place."""
    return _laid_out(
        meeting, [(at, item if at == place else old) for at, old in enumerate(meeting.agenda, start=1)]
    )


def with_new_item(meeting: Meeting, behind: int, item: AgendaItem) -> Meeting:
    """With a new item behind the one at a place; 0 is above all."""
    lines = list(enumerate(meeting.agenda, start=1))
    return _laid_out(meeting, [*lines[:behind], (0, item), *lines[behind:]])


def without_item(meeting: Meeting, place: int) -> Meeting:
    """Without the item at a place; what was decided under it stands under none from then on."""
    return _laid_out(meeting, [line for line in enumerate(meeting.agenda, start=1) if line[0] != place])


def moved_item(meeting: Meeting, place: int, *, down: bool) -> tuple[Meeting, int]:
    """The item at a place one line up or down, a main one with all under it over the next; and where it stands then."""
    lines = list(enumerate(meeting.agenda, start=1))
    blocks = _blocks(lines) if is_main(meeting.agenda[place - 1]) else [[line] for line in lines]
    at = next(number for number, block in enumerate(blocks) if any(line[0] == place for line in block))
    to = at + (1 if down else -1)
    if not 0 <= to < len(blocks) or (is_main(meeting.agenda[place - 1]) and not _is_main_block(blocks[to])):
        return meeting, place
    blocks[at], blocks[to] = blocks[to], blocks[at]
    order = [line for block in blocks for line in block]
    return _laid_out(meeting, order), 1 + next(n for n, line in enumerate(order) if line[0] == place)


def with_agenda(meeting: Meeting, agenda: Sequence[AgendaItem]) -> Meeting:
    """With another agenda; what was decided stands under the same items as far as they are in it."""
    known = {id(item): place for place, item in enumerate(meeting.agenda, start=1)}
    return _laid_out(meeting, [(known.get(id(item), 0), item) for item in agenda])


def supplemented(agenda: Sequence[AgendaItem], proposed: Sequence[AgendaItem]) -> tuple[AgendaItem, ...]:
    """An agenda with what is proposed and not in it yet, each under the main item of the same name."""
    lines = list(agenda)
    present = {_named(item) for item in agenda}
    heading: AgendaItem | None = None
    for item in proposed:
        heading = item if is_main(item) else heading
        if _named(item) in present:
            continue
        present.add(_named(item))
        lines.insert(len(lines) if item is heading else _end_under(lines, heading), item)
    return tuple(lines)


def _named(item: AgendaItem) -> tuple[str, object]:
    """What an item is known by: its measure, else its name."""
    if item.measure_id is not None:
        return ("measure", item.measure_id)
    return ("title", bare_title(item))


def _end_under(lines: Sequence[AgendaItem], heading: AgendaItem | None) -> int:
    """Where the items under the main item of that name end."""
    inside = False
    for at, item in enumerate(lines):
        if inside and is_main(item):
            return at
        inside = inside or (heading is not None and is_main(item) and _named(item) == _named(heading))
    return len(lines)


def _blocks(lines: Sequence[tuple[int, AgendaItem]]) -> list[list[tuple[int, AgendaItem]]]:
    """Each main item with what stands under it; what stands above the first is a block of its own."""
    blocks: list[list[tuple[int, AgendaItem]]] = []
    for line in lines:
        if is_main(line[1]) or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _is_main_block(block: Sequence[tuple[int, AgendaItem]]) -> bool:
    return is_main(block[0][1])


def _laid_out(meeting: Meeting, order: Sequence[tuple[int, AgendaItem]]) -> Meeting:
    """The meeting with items in a new order, each with its old place (0 for a new one); resolutions go along."""
    moved = {old: new for new, (old, _) in enumerate(order, start=1) if old}
    return replace(
        meeting,
        agenda=tuple(_numbered(item for _, item in order)),
        resolutions=tuple(replace(one, item=moved.get(one.item, 0)) for one in meeting.resolutions),
    )


def _numbered(items: Iterable[AgendaItem]) -> Iterator[AgendaItem]:
    """Main items with the numbers of their order."""
    number = 0
    for item in items:
        number += is_main(item)
        yield replace(item, title=main_title(number, bare_title(item))) if is_main(item) else item
