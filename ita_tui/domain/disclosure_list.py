"""Which OIT items are listed, under which headings; a filter is a value with a spoken description."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ita_tui.domain.disclosure import (
    DisclosureItem,
    DisclosureStatus,
    applicable,
    published,
    to_publish,
    without_link,
)
from ita_tui.domain.measure import Measure
from ita_tui.domain.measure_list import folded
from ita_tui.domain.rules import Catalogue
from ita_tui.thai.numerals import thai_digits

NO_LINK = "ยังไม่มีลิงก์"
TO_PUBLISH = "ยังต้องเผยแพร่"


@dataclass(frozen=True)
class ItemFilter:
    """What is asked of the items that are listed; empty means the whole catalogue."""

    text: str = ""
    status: DisclosureStatus | None = None
    without_link: bool = False
    to_publish: bool = False

    @property
    def words(self) -> str:
        """The filter as it is spoken, empty where it lets everything through."""
        parts = (
            self.status.label if self.status else "",
            NO_LINK if self.without_link else "",
            TO_PUBLISH if self.to_publish else "",
            f"«{self.text}»" if self.text.strip() else "",
        )
        return " · ".join(part for part in parts if part)

    def lets(self, item: DisclosureItem) -> bool:
        """Whether an item passes, its text apart."""
        return (
            (self.status is None or item.status is self.status)
            and (not self.without_link or bool(without_link([item])))
            and (not self.to_publish or bool(to_publish([item])))
        )


@dataclass(frozen=True)
class ItemGroup:
    """A heading of the list and the items under it. ``name`` is empty where the year's groups are not known."""

    id: str
    name: str
    items: tuple[DisclosureItem, ...]

    @property
    def heading(self) -> str:
        """๙.๑ ข้อมูลพื้นฐาน."""
        return f"{thai_digits(self.id)} {self.name}".strip() or "ไม่ได้จัดกลุ่ม"


@dataclass(frozen=True)
class ItemListing:
    """A year's items in groups, with their searched texts folded once and the measures each belongs to."""

    groups: tuple[ItemGroup, ...]
    searched: Mapping[str, str]
    measures: Mapping[str, tuple[Measure, ...]]

    @classmethod
    def of(
        cls, items: Iterable[DisclosureItem], measures: Iterable[Measure], catalogue: Catalogue
    ) -> "ItemListing":
        listed = tuple(items)
        owners = measures_of(measures)
        searched = {item.code: _searched(item, owners.get(item.code, ())) for item in listed}
        return cls(grouped(listed, catalogue), searched, owners)

    @property
    def items(self) -> tuple[DisclosureItem, ...]:
        return tuple(item for group in self.groups for item in group.items)

    def matching(self, wanted: ItemFilter, *, kept: Iterable[str] = ()) -> tuple[ItemGroup, ...]:
        """The groups with the items that a filter lets through; a group without any is left out.

        The codes in ``kept`` stay where only the filter's status or link speaks against them: what she has just
        changed must not vanish under her cursor.
        """
        text = folded(wanted.text)
        stay = frozenset(kept)
        found = (
            ItemGroup(
                group.id,
                group.name,
                tuple(
                    item
                    for item in group.items
                    if text in self.searched[item.code] and (wanted.lets(item) or item.code in stay)
                ),
            )
            for group in self.groups
        )
        return tuple(group for group in found if group.items)


def grouped(items: Iterable[DisclosureItem], catalogue: Catalogue) -> tuple[ItemGroup, ...]:
    """Items under the catalogue's groups in its order; what belongs to none comes last."""
    names = {group.id: group.name for group in catalogue.groups}
    by_group: dict[str, list[DisclosureItem]] = {known: [] for known in names}
    loose: list[DisclosureItem] = []
    for item in items:
        by_group.get(item.group, loose).append(item)
    groups = [ItemGroup(known, names[known], tuple(found)) for known, found in by_group.items() if found]
    return (*groups, *([ItemGroup("", "", tuple(loose))] if loose else []))


def measures_of(measures: Iterable[Measure]) -> dict[str, tuple[Measure, ...]]:
    """The measures that each OIT code belongs to, by number."""
    owners: dict[str, tuple[Measure, ...]] = {}
    for measure in sorted(measures, key=lambda measure: measure.number):
        for code in dict.fromkeys(measure.items):
            owners[code] = (*owners.get(code, ()), measure)
    return owners


def published_words(items: Iterable[DisclosureItem]) -> str:
    """เผยแพร่แล้ว ๑๙ / ๒๖."""
    listed = tuple(items)
    done, of = len(published(listed)), len(applicable(listed))
    return f"{DisclosureStatus.PUBLISHED.label} {thai_digits(done)} / {thai_digits(of)}"


def _searched(item: DisclosureItem, measures: Iterable[Measure]) -> str:
    # Reports print the letter of a code as a zero: ข้อ ๐๑๒.
    parts = (
        item.code, f"ข้อ {item.number}", f"ข้อ 0{item.number}", item.name, item.responsible, item.url, item.note, item.status.label,
        *item.divisions, *(measure.title for measure in measures),
    )  # fmt: skip
    return "\n".join(folded(part) for part in parts)
