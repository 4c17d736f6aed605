"""The requests about OIT items that take several steps of the store at once: one entry of the history for each."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ita_tui.domain.backups import BackupKind
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus, catalogue_of
from ita_tui.domain.evidence import Evidence
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.item_mapping import Carried, ItemMatch, has_responsible, mapped_items
from ita_tui.domain.rules import Stated
from ita_tui.errors import ItaError
from ita_tui.keeping import backed_up_before
from ita_tui.rulebook.item_mapping import mapped_catalogues, reading_of
from ita_tui.thai.numerals import digits, thai_digits
from ita_tui.years import year_rules

if TYPE_CHECKING:
    from store.database import Store
    from store.vault import VaultFile

OnProgress = Callable[[int, int], None]


class NoYearBefore(ItaError):
    """There is no year in the database to carry items over from."""

    def __init__(self, year: FiscalYear) -> None:
        before = digits(year.previous().be)
        super().__init__(
            f"ยังไม่มีปีงบประมาณ {before} ในฐานข้อมูลนี้ จึงไม่มีข้อ OIT ให้ยกมา",
            "การยกมาใช้ผู้รับผิดชอบและลิงก์ที่บันทึกไว้ของปีก่อน",
            f"กด F12 เลือก «เปลี่ยนปีงบประมาณ» เพื่อเริ่มปี {before} หรือ «อ่านรายงานเข้า» เพื่ออ่านข้อมูลของปี {before} แล้วลองใหม่",
        )


@dataclass(frozen=True)
class LastYear:
    """What may be carried over: last year's items with their successors, and this year's items as they stand.

    ``stated`` says how sure the mapping is where the names of the items do not tell.
    """

    year: FiscalYear
    items: tuple[DisclosureItem, ...]
    matches: tuple[ItemMatch, ...]
    here: tuple[DisclosureItem, ...]
    stated: Stated

    def match(self, code: str) -> ItemMatch | None:
        return next((one for one in self.matches if one.old_code == code), None)

    def item_here(self, code: str | None) -> DisclosureItem | None:
        return next((item for item in self.here if item.code == code), None)


# --- one item ----------------------------------------------------------------------------------------------------


def items_of(store: "Store", year: FiscalYear) -> tuple[DisclosureItem, ...]:
    """The whole catalogue of a year, as it is kept or untouched, and what is kept outside of it."""
    kept = {item.code: item for item in store.disclosure.all(year)}
    catalogue = catalogue_of(year_rules(store, year))
    inside = tuple(kept.pop(item.code, item) for item in catalogue)
    return (*inside, *kept.values())


def untouched(item: DisclosureItem) -> DisclosureItem:
    """The item as it is where nothing of it is kept."""
    return DisclosureItem(item.code, item.name, item.group)


def kept_item(store: "Store", year: FiscalYear, item: DisclosureItem) -> DisclosureItem:
    """The item with its number in the store; one of the catalogue that was never changed is kept now."""
    return item if item.id is not None else store.disclosure.save(year, item)


def save_item(
    store: "Store", year: FiscalYear, item: DisclosureItem, owners: Collection[int] | None = None
) -> bool:
    """Save an item, and the measures (by id) that own it from now on, as one step; whether anything changed.

    Without ``owners`` the measures stay as they are.
    """
    before = next((kept for kept in items_of(store, year) if kept.code == item.code), None)
    measures = () if owners is None else store.measures.all(year)
    moved = [one for one in measures if (one.id in (owners or ())) != (item.code in one.items)]
    if not moved:
        if item == before:
            return False
        store.disclosure.save(year, item)
        return True
    what = "" if item == before else " และข้อมูลของข้อ"
    with store.one_step(f"ข้อ OIT {thai_digits(item.number)}: มาตรการที่เกี่ยวข้อง{what}"):
        if item != before:
            store.disclosure.save(year, item)
        for measure in moved:
            others = tuple(code for code in measure.items if code != item.code)
            items = (*others, item.code) if measure.id in (owners or ()) else others
            store.measures.save(replace(measure, items=items))
    return True


def mark_seen(store: "Store", year: FiscalYear, item: DisclosureItem, today: date) -> DisclosureItem:
    """Note that an item was seen on the website today."""
    return item if item.seen == today else store.disclosure.save(year, replace(item, seen=today))


# --- evidence ----------------------------------------------------------------------------------------------------


def attach_to_item(
    store: "Store",
    year: FiscalYear,
    item: DisclosureItem,
    piece: Evidence,
    source: Path | None = None,
    *,
    on_progress: OnProgress | None = None,
) -> Evidence:
    """Attach a new piece of evidence to an item, with its file copied into the vault where there is one."""
    files = [] if source is None else [store.vault.take_in(source, on_progress)]
    titled = replace(piece, title=piece.title.strip() or (files[0].name if files else piece.title))
    return attach_taken_in(store, year, item, titled, files)


def attach_taken_in(
    store: "Store", year: FiscalYear, item: DisclosureItem, piece: Evidence, files: "Sequence[VaultFile]"
) -> Evidence:
    """Attach a piece of evidence whose files are in the vault already, as one step."""
    with store.one_step(f"แนบหลักฐาน «{piece.title}» กับข้อ OIT {thai_digits(item.number)}"):
        number = kept_item(store, year, item).id
        assert number is not None
        return store.evidence.attach([], piece, files, item_ids=[number])


def use_for_item(store: "Store", year: FiscalYear, item: DisclosureItem, evidence_id: int) -> None:
    """Let evidence of the year that is there already prove an item, too."""
    with store.one_step(f"ใช้หลักฐานที่มีอยู่กับข้อ OIT {thai_digits(item.number)}"):
        number = kept_item(store, year, item).id
        assert number is not None
        store.evidence.link_item(evidence_id, number)


# --- many items at once ------------------------------------------------------------------------------------------


def save_items(store: "Store", year: FiscalYear, items: Sequence[DisclosureItem], words: str) -> int:
    """Save several items as one step of the history, told in ``words``, with a backup before; how many there were."""
    if items:
        if len(items) > 1:
            backed_up_before(store, BackupKind.BEFORE_BULK)
        with store.one_step(words):
            store.disclosure.save_each(year, items)
    return len(items)


def take_links(store: "Store", year: FiscalYear, items: Sequence[DisclosureItem]) -> int:
    """Save the items whose links were taken from a pasted list, as one step."""
    return save_items(store, year, items, f"วางรายการลิงก์ {thai_digits(len(items))} ข้อ OIT")


def last_year(store: "Store", year: FiscalYear) -> LastYear:
    """What may be carried over from the year before. Raises NoYearBefore."""
    before = year.previous()
    if before not in store.years.all():
        raise NoYearBefore(year)
    old, new = year_rules(store, before), year_rules(store, year)
    stated = reading_of(old, new).stated
    return LastYear(
        before, items_of(store, before), mapped_catalogues(old, new), items_of(store, year), stated
    )


def to_carry(known: LastYear) -> tuple[tuple[Carried, bool], ...]:
    """Each of last year's items with the successor that is proposed, and whether it is proposed to carry it over.

    It is where somebody is named who saw to it and nobody yet in this year.
    """
    return tuple(
        (Carried(item, successor), _wanted(known, item, successor)) for item, successor in _pairs(known)
    )


def _pairs(known: LastYear) -> Iterable[tuple[DisclosureItem, str | None]]:
    for item in known.items:
        match = known.match(item.code)
        yield item, None if match is None else match.new_code


def _wanted(known: LastYear, item: DisclosureItem, successor: str | None) -> bool:
    here = known.item_here(successor)
    if here is None or not has_responsible(item) or here.status is DisclosureStatus.NOT_APPLICABLE:
        return False
    return not has_responsible(here)


def carry_over(store: "Store", year: FiscalYear, carried: Iterable[Carried]) -> int:
    """Carry over who saw to last year's items, and the links that are asked for, as one step; how many items changed."""
    items = mapped_items(carried, items_of(store, year))
    told = f"ยกมาจากปี {thai_digits(year.previous().be)}: {thai_digits(len(items))} ข้อ OIT"
    return save_items(store, year, items, told)
