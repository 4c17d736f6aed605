"""The agency and the list of its divisions."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from ita_tui.domain.agency import Agency, AgencyKind, AgencySize, Division
from store import words
from store.divisions import divisions_in, rearrange
from store.door import Door
from store.places import fill
from store.tables import AgencyRow


class Agencies:
    """The office of this file: one agency, and the list of its divisions."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def current(self) -> Agency | None:
        """The agency, or None where it was never entered."""
        with self._door.reading() as session:
            return agency_in(session)

    def save(self, agency: Agency) -> None:
        """Enter or change the agency."""
        with self._door.change(subject="agency") as session:
            before = agency_in(session)
            row = session.get(AgencyRow, 1)
            cells = {
                "name": agency.name,
                "district": agency.district,
                "province": agency.province,
                "kind": agency.kind.value,
                "size": None if agency.size is None else agency.size.value,
            }
            if row is None or before is None:
                self._door.describe(f"กำหนดหน่วยงาน: {agency.name}")
                session.add(AgencyRow(id=1, **cells))
                return
            changed = words.differing(words.AGENCY, before, agency)
            self._door.describe(f"หน่วยงาน: {words.listed(words.AGENCY, changed)}")
            fill(row, cells)

    def divisions(self) -> tuple[Division, ...]:
        """The divisions with their sections, in the agency's order."""
        with self._door.reading() as session:
            return divisions_in(session)

    def save_divisions(self, divisions: Sequence[Division]) -> tuple[Division, ...]:
        """Make the list exactly this one; what has an id is renamed, what has none is matched by its name or new.

        Raises :class:`store.refusals.DivisionInUseError` where one that is named as responsible would go,
        :class:`store.refusals.SameDivisionTwiceError` and :class:`store.refusals.RecordGoneError`.
        """
        with self._door.change("รายชื่อส่วนราชการ", "divisions") as session:
            rearrange(session, divisions)
            return divisions_in(session)


def agency_in(session: Session) -> Agency | None:
    row = session.get(AgencyRow, 1)
    if row is None:
        return None
    size = None if row.size is None else AgencySize(row.size)
    return Agency(row.name, row.district, row.province, AgencyKind(row.kind), size)
