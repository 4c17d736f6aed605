"""Which OIT item of a new year's catalogue is which one of the old: numbers mean other things in other years."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ita_tui.domain.disclosure import DisclosureItem
from ita_tui.domain.rules import UNSTATED, Catalogue, CatalogueItem, Stated
from ita_tui.thai.folding import folded, without_tones

LEAST_LIKENESS = 80.0
"""The least likeness (0–100) of two names at which one item is taken for the other."""

_SAME = 100.0
# What names of the same item differ by from year to year: the year itself, and the words that count it.
_YEAR = re.compile(r"ประจำปีงบประมาณ|ปีงบประมาณ|ประจำปี|พ\.ศ\.|25\d\d")


class Matched(StrEnum):
    """How an item of the new catalogue was found; the value is the code in files, :attr:`label` the Thai words."""

    SAME = "same"
    SIMILAR = "similar"
    OWN = "own"
    READ = "read"
    MERGED = "merged"
    NONE = "none"

    @property
    def label(self) -> str:
        return {
            "same": "ชื่อตรงกัน",
            "similar": "ชื่อใกล้เคียง",
            "own": "ข้อเกี่ยวกับมาตรการเหมือนกัน",
            "read": "เทียบจากความหมายของชื่อ",
            "merged": "รวมเข้ากับข้ออื่น",
            "none": "ไม่มีข้อที่ตรงกันในปีใหม่",
        }[self.value]


@dataclass(frozen=True)
class ItemMatch:
    """An item of the old catalogue and its successor in the new one, None where it has none.

    ``score`` is the likeness of the two names, 0–100. No two items have the same successor but where ``how`` is
    MERGED: what such an item asked for is a part of its successor, which goes on from another one.
    """

    old_code: str
    new_code: str | None
    how: Matched
    score: float = 0.0


@dataclass(frozen=True)
class ReadMapping:
    """What a reading of two catalogues says where their names do not: codes of the old one to those of the new one.

    ``merged`` are codes that became a part of another item; None stands for an item without any successor.
    """

    follows: Mapping[str, str | None]
    merged: Mapping[str, str]
    stated: Stated = UNSTATED


NOTHING_READ = ReadMapping({}, {})


def item_mapping(old: Catalogue, new: Catalogue, read: ReadMapping = NOTHING_READ) -> tuple[ItemMatch, ...]:
    """For every item of the old catalogue, in its order, which item of the new one goes on from it.

    First comes what was ``read``, then the items about the measures themselves, then equal names, then the names
    most like each other. Years in names do not count.
    """
    found: dict[str, ItemMatch] = {}
    for match in (*_read(old, new, read), *_own(old, new), *_equal(old, new), *_alike(old, new)):
        if match.old_code not in found and not _taken(match, found):
            found[match.old_code] = match
    return tuple(found.get(item.code, ItemMatch(item.code, None, Matched.NONE)) for item in old.items)


def successors(matches: Iterable[ItemMatch]) -> dict[str, str]:
    """The codes of the new catalogue by those of the old one, merged ones among them; none for what has ended."""
    return {match.old_code: match.new_code for match in matches if match.new_code is not None}


def likeness(one: str, other: str) -> float:
    """How alike two names of items are, 0–100; tone marks and years do not count."""
    from rapidfuzz import fuzz  # at the first comparison: no start of the program waits for it

    return fuzz.ratio(bare_name(one), bare_name(other))


def bare_name(name: str) -> str:
    """A name of an item as it is compared: folded, without tone marks and without its year."""
    return without_tones(_YEAR.sub("", folded(name)))


def _taken(match: ItemMatch, found: Mapping[str, ItemMatch]) -> bool:
    """Whether the successor of a match goes on from another item already."""
    if match.new_code is None or match.how is Matched.MERGED:
        return False
    return any(one.new_code == match.new_code and one.how is not Matched.MERGED for one in found.values())


def _read(old: Catalogue, new: Catalogue, read: ReadMapping) -> Iterable[ItemMatch]:
    for code, successor in read.follows.items():
        item, other = old.item(code), None if successor is None else new.item(successor)
        if item is not None and successor is None:
            yield ItemMatch(code, None, Matched.NONE)
        elif item is not None and other is not None:
            score = likeness(item.name, other.name)
            yield ItemMatch(code, other.code, Matched.SAME if score == _SAME else Matched.READ, score)
    for code, successor in read.merged.items():
        item, other = old.item(code), new.item(successor)
        if item is not None and other is not None:
            yield ItemMatch(code, successor, Matched.MERGED, likeness(item.name, other.name))


def _own(old: Catalogue, new: Catalogue) -> Iterable[ItemMatch]:
    """The measures themselves and the report on them, whatever they are called."""
    for code, successor in ((old.measures_item, new.measures_item), (old.report_item, new.report_item)):
        item = old.item(code) if code else None
        other = new.item(successor) if successor else None
        if item is not None and other is not None:
            score = likeness(item.name, other.name)
            yield ItemMatch(item.code, other.code, Matched.SAME if score == _SAME else Matched.OWN, score)


def _equal(old: Catalogue, new: Catalogue) -> Iterable[ItemMatch]:
    names: dict[str, list[CatalogueItem]] = {}
    for item in new.items:
        names.setdefault(bare_name(item.name), []).append(item)
    for item in old.items:
        for other in names.get(bare_name(item.name), []):
            yield ItemMatch(item.code, other.code, Matched.SAME, _SAME)


def _alike(old: Catalogue, new: Catalogue) -> Iterable[ItemMatch]:
    """Every pair of names that are alike enough, the most alike first."""
    pairs = (
        ItemMatch(item.code, other.code, Matched.SIMILAR, likeness(item.name, other.name))
        for item in old.items
        for other in new.items
    )
    return sorted((one for one in pairs if one.score >= LEAST_LIKENESS), key=lambda one: -one.score)


# --- last year's items in the new year ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Carried:
    """An item of last year, and the code of this year's item that goes on from it; None where it is left behind.

    ``with_link`` says whether its link is to come along, too.
    """

    old: DisclosureItem
    new_code: str | None
    with_link: bool = False


def mapped_items(carried: Iterable[Carried], items: Sequence[DisclosureItem]) -> tuple[DisclosureItem, ...]:
    """This year's items that change by what is carried over, with those who see to them as last year had them.

    Links come along only where that is asked for; status, notes, evidence and the day an item was seen never do.
    Where several items are carried over to one, the words and the link of the first that has any are taken, and the
    divisions and sections of all of them.
    """
    groups: dict[str, list[Carried]] = {}
    for one in carried:
        if one.new_code is not None:
            groups.setdefault(one.new_code, []).append(one)
    made = ((item, _with(item, groups.get(item.code, ()))) for item in items)
    return tuple(after for before, after in made if after != before)


def has_responsible(item: DisclosureItem) -> bool:
    """Whether anybody is named who sees to an item."""
    return bool(item.responsible.strip() or item.divisions or item.sections)


def _with(item: DisclosureItem, carried: Sequence[Carried]) -> DisclosureItem:
    old = [one.old for one in carried]
    if not any(map(has_responsible, old)) and not any(one.with_link for one in carried):
        return item
    links = (one.old.url for one in carried if one.with_link and one.old.url.strip())
    return replace(
        item,
        responsible=next((one.responsible for one in old if one.responsible.strip()), item.responsible),
        divisions=tuple(dict.fromkeys(name for one in old for name in one.divisions)) or item.divisions,
        sections=tuple(dict.fromkeys(name for one in old for name in one.sections)) or item.sections,
        url=next(links, item.url),
    )
