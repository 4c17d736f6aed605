"""The parts of a meeting (people, items, resolutions) as they are kept, known again by their ids wherever they stand."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from ita_tui.domain.meetings import AgendaItem, Meeting, Resolution


class HasId(Protocol):
    """What the store knows by a number once it is kept."""

    @property
    def id(self) -> int | None: ...


_Part = TypeVar("_Part")


def where(part: HasId, shown_at: int, parts: Sequence[HasId]) -> int | None:
    """Where a part that was shown at a place (from 0) stands now, None where it is gone; without an id it stays."""
    if part.id is None:
        return shown_at if shown_at < len(parts) else None
    return next((at for at, one in enumerate(parts) if one.id == part.id), None)


def swapped(parts: Sequence[_Part], one: int, other: int) -> tuple[_Part, ...]:
    """Two parts in each other's places."""
    found = list(parts)
    found[one], found[other] = found[other], found[one]
    return tuple(found)


def without(parts: Sequence[_Part], at: int) -> tuple[_Part, ...]:
    """All but the part at a place."""
    return (*parts[:at], *parts[at + 1 :])


def with_part(parts: Sequence[_Part], at: int | None, part: _Part) -> tuple[_Part, ...]:
    """Another part at a place; without a place, as where it is gone, a new one at the end."""
    return (*parts, part) if at is None else (*parts[:at], part, *parts[at + 1 :])


def with_typed(meeting: Meeting, typed: Resolution, agenda: Sequence[AgendaItem]) -> Meeting:
    """The meeting with a resolution as it was typed over an ``agenda`` that may have changed since.

    Whether it was carried out stays as it is kept; one that is gone comes as a new one.
    """
    item = (
        where(agenda[typed.item - 1], typed.item - 1, meeting.agenda)
        if 1 <= typed.item <= len(agenda)
        else None
    )
    placed = replace(typed, item=0 if item is None else item + 1)
    at = where(typed, 0, meeting.resolutions) if typed.id is not None else None
    if at is not None:
        kept = meeting.resolutions[at]
        placed = replace(kept, text=placed.text, who=placed.who, due=placed.due, item=placed.item)
    return replace(meeting, resolutions=with_part(meeting.resolutions, at, placed))
