"""The OIT items of a year."""

from collections.abc import Sequence
from datetime import tzinfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.thai.numerals import thai_digits
from store import words
from store.begun import must_have_begun
from store.columns import day_of, day_text
from store.divisions import Office
from store.door import Door
from store.evidence_rows import evidence_value
from store.places import fill, lay_out
from store.refusals import RecordGoneError
from store.tables import DisclosureRow, EvidenceRow, ItemDivisionRow, ItemEvidenceRow, ItemSectionRow


class Disclosure:
    """What must stand on the website in a year, and whether it does."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def all(self, year: FiscalYear) -> tuple[DisclosureItem, ...]:
        """The year's items by number. None for a year that was not begun."""
        with self._door.reading() as session:
            return disclosure_in(session, year, self._door.zone)

    def save(self, year: FiscalYear, item: DisclosureItem, why: str = "") -> DisclosureItem:
        """Change the item of that code; without an id, one that the year does not have yet is added.

        Its evidence has commands of its own and is left as it stands.
        """
        return self.save_each(year, (item,), why)[0]

    def save_each(
        self, year: FiscalYear, items: Sequence[DisclosureItem], why: str = ""
    ) -> tuple[DisclosureItem, ...]:
        """Change several items, as :meth:`save` does one. Raises RecordGoneError, writes none."""
        with self._door.change(why=why) as session:
            must_have_begun(session, year)
            office = Office(session)
            codes = [item.code for item in items]
            asked = _with_parts(year).where(DisclosureRow.code.in_(codes))
            rows = {row.code: row for row in session.scalars(asked)}
            return tuple(self._put(session, year, item, rows, office) for item in items)

    def _put(
        self,
        session: Session,
        year: FiscalYear,
        item: DisclosureItem,
        rows: dict[str, DisclosureRow],
        office: Office,
    ) -> DisclosureItem:
        name, row = f"ข้อ OIT {thai_digits(item.number)}", rows.get(item.code)
        if row is None and item.id is not None:
            raise RecordGoneError(f"{name} ")
        if row is None:
            row = rows[item.code] = new_item(office, year, item)
            session.add(row)
            session.flush()
            self._door.describe(f"เพิ่ม{name}", f"item:{row.id}")
            return _item(row, office, self._door.zone)
        changed = words.differing(words.DISCLOSURE, _item(row, office, self._door.zone), item)
        self._door.describe(f"{name}: {words.listed(words.DISCLOSURE, changed)}", f"item:{row.id}")
        fill(row, _cells(item))
        _lay_out_responsible(row, office, item)
        session.flush()
        return _item(row, office, self._door.zone)


def disclosure_in(session: Session, year: FiscalYear, zone: tzinfo | None) -> tuple[DisclosureItem, ...]:
    office = Office(session)
    items = (_item(row, office, zone) for row in session.scalars(_with_parts(year)))
    return tuple(sorted(items, key=lambda item: (item.number, item.code)))


def _with_parts(year: FiscalYear) -> Select[DisclosureRow]:
    """The items of a year with all that they hold, read in a handful of queries."""
    links = selectinload(DisclosureRow.links).selectinload(ItemEvidenceRow.evidence)
    return (
        select(DisclosureRow)
        .where(DisclosureRow.year == year.be)
        .options(
            selectinload(DisclosureRow.divisions),
            selectinload(DisclosureRow.sections),
            links.selectinload(EvidenceRow.files),
        )
    )


def new_item(office: Office, year: FiscalYear, item: DisclosureItem) -> DisclosureRow:
    """An item as a row, its divisions found or put on the agency's list."""
    row = DisclosureRow(year=year.be, code=item.code, **_cells(item))
    _lay_out_responsible(row, office, item)
    return row


def _cells(item: DisclosureItem) -> dict[str, object]:
    return {
        "name": item.name,
        "catalogue_group": item.group,
        "responsible": item.responsible,
        "url": item.url,
        "status": item.status.value,
        "note": item.note,
        "seen": day_text(item.seen),
    }


def _lay_out_responsible(row: DisclosureRow, office: Office, item: DisclosureItem) -> None:
    divisions = office.division_numbers(item.divisions)
    sections = office.section_numbers(item.sections, divisions)
    lay_out(row.divisions, [{"division_id": number} for number in divisions], ItemDivisionRow)
    lay_out(row.sections, [{"section_id": number} for number in sections], ItemSectionRow)


def _item(row: DisclosureRow, office: Office, zone: tzinfo | None) -> DisclosureItem:
    return DisclosureItem(
        code=row.code,
        name=row.name,
        group=row.catalogue_group,
        responsible=row.responsible,
        divisions=tuple(office.divisions[link.division_id] for link in row.divisions),
        url=row.url,
        status=DisclosureStatus(row.status),
        note=row.note,
        id=row.id,
        sections=tuple(office.sections[link.section_id] for link in row.sections),
        seen=day_of(row.seen),
        evidence=tuple(evidence_value(link.evidence, zone) for link in row.links),
    )
