"""Which OIT items are listed, under which headings; a filter is a value with a spoken description."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ita_tui.domain.disclosure import (
    DisclosureItem,
    DisclosureStatus,
    applicable,
    published,
    read_code,
    to_publish,
    without_link,
)
from ita_tui.domain.measure import Measure
from ita_tui.domain.rules import Catalogue
from ita_tui.thai.numerals import digits
from ita_tui.thai.searching import NOTHING_MARKED, Closeness, Marks, Searched, find

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
        return f"{digits(self.id)} {self.name}".strip() or "ไม่ได้จัดกลุ่ม"


@dataclass(frozen=True)
class FoundItems:
    """The groups with the items that a filter lets through; what of their texts its search found, and how."""

    groups: tuple[ItemGroup, ...]
    marks: Marks = NOTHING_MARKED
    words: str = ""


@dataclass(frozen=True)
class ItemListing:
    """A year's items in groups, with their searched texts folded once and the measures each belongs to."""

    groups: tuple[ItemGroup, ...]
    searched: Mapping[str, Searched]
    measures: Mapping[str, tuple[Measure, ...]]

    @classmethod
    def of(
        cls, items: Iterable[DisclosureItem], measures: Iterable[Measure], catalogue: Catalogue
    ) -> "ItemListing":
        listed = tuple(items)
        owners = measures_of(measures)
        searched = {
            item.code: Searched.of(text for _, text in texts_of(item, owners.get(item.code, ())))
            for item in listed
        }
        return cls(grouped(listed, catalogue), searched, owners)

    @property
    def items(self) -> tuple[DisclosureItem, ...]:
        return tuple(item for group in self.groups for item in group.items)

    def search(self, wanted: ItemFilter, *, kept: Iterable[str] = ()) -> FoundItems:
        """Find the items that a filter lets through, by its text or by the code that the text spells (``ข้อ ๐๔๒``).

        What is only near the text is found where nothing else is. A group without any item is left out. The codes in
        ``kept`` stay where only the filter's status or link speaks against them: what she has just changed must not
        vanish under her cursor.
        """
        stay = frozenset(kept)
        let = [item for item in self.items if wanted.lets(item) or item.code in stay]
        code = read_code(wanted.text)
        finding = find(wanted.text, [self.searched[item.code] for item in let])
        found = {item.code for item, how in zip(let, finding.closeness, strict=True) if how is not None}
        if code is not None:
            spelled = find(code, [self.searched[item.code] for item in let])
            exact = {
                item.code for item, how in zip(let, spelled.closeness, strict=True) if how is Closeness.EXACT
            }
            if exact and (finding.words or not found):  # as a code it is found, and not only nearly
                finding, found = spelled, set()
            found |= exact
        groups = (
            replace(group, items=tuple(item for item in group.items if item.code in found))
            for group in self.groups
        )
        return FoundItems(tuple(group for group in groups if group.items), finding.marks, finding.words)

    def matching(self, wanted: ItemFilter, *, kept: Iterable[str] = ()) -> tuple[ItemGroup, ...]:
        """The groups with the items that a filter lets through."""
        return self.search(wanted, kept=kept).groups


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
    return f"{DisclosureStatus.PUBLISHED.label} {digits(done)} / {digits(of)}"


def texts_of(item: DisclosureItem, measures: Iterable[Measure]) -> tuple[tuple[str, str], ...]:
    """What is searched of an item, each text with the name of its field; an empty name is found but not shown."""
    return (
        ("ข้อ", item.code),
        # Reports print the letter of a code as a zero: ข้อ ๐๑๒.
        ("", f"ข้อ {item.number}"),
        ("", f"ข้อ 0{item.number}"),
        ("ชื่อข้อ", item.name),
        ("ผู้รับผิดชอบ", item.responsible),
        *(("ส่วนราชการ", division) for division in item.divisions),
        ("ลิงก์", item.url),
        ("หมายเหตุ", item.note),
        ("สถานะ", item.status.label),
        *(("มาตรการที่เกี่ยวข้อง", measure.title) for measure in measures),
    )
