"""Divisions and sections as rows: looked up by the names that measures use, and rearranged as a whole list."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from ita_tui.domain.agency import Division, Section
from store.refusals import DivisionInUseError, RecordGoneError, SameDivisionTwiceError
from store.tables import (
    DivisionRow,
    ItemDivisionRow,
    ItemSectionRow,
    MeasureDivisionRow,
    MeasureSectionRow,
    SectionRow,
)

_Wish = tuple[SectionRow, tuple[int, int, str]]


def divisions_in(session: Session) -> tuple[Division, ...]:
    """The divisions with their sections, in the agency's order."""
    asked = select(DivisionRow).options(selectinload(DivisionRow.sections))
    asked = asked.order_by(DivisionRow.position, DivisionRow.id)
    rows = session.scalars(asked.execution_options(populate_existing=True))
    return tuple(
        Division(
            row.name,
            tuple(Section(section.name, section.id) for section in row.sections),
            row.id,
            row.contact,
        )
        for row in rows
    )


class Office:
    """The divisions and sections by their names and numbers, read once for a command and added to as it goes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        divisions = session.execute(select(DivisionRow.id, DivisionRow.name)).all()
        sections = session.execute(
            select(SectionRow.id, SectionRow.name, SectionRow.division_id).order_by(SectionRow.id)
        )
        self._division_ids = {name: number for number, name in divisions}
        self._section_ids: dict[str, dict[int | None, int]] = {}
        self.divisions = dict(divisions)
        self.sections: dict[int, str] = {}
        for number, name, owner in sections:
            self._know_section(number, name, owner)

    def division_numbers(self, names: Iterable[str]) -> list[int]:
        """The numbers of divisions by name, in order; one that is not there yet is put at the end of the list."""
        return [self._division_ids.get(name) or self._new_division(name) for name in names if name.strip()]

    def section_numbers(self, names: Iterable[str], divisions: Sequence[int]) -> list[int]:
        """The numbers of sections by name: those of the measure's own divisions first, then any of that name.

        A new one belongs to the measure's division where there is just one, else to none: that is not ours to guess.
        """
        numbers: list[int] = []
        for name in filter(str.strip, names):
            found = self._section_ids.get(name, {})
            own = [found[owner] for owner in divisions if owner in found]
            numbers.append((own or [*found.values()] or [self._new_section(name, divisions)])[0])
        return numbers

    def _new_division(self, name: str) -> int:
        row = DivisionRow(
            name=name,
            position=_next_place(self._session, select(func.max(DivisionRow.position))),
            contact="",
        )
        self._session.add(row)
        self._session.flush()
        self._division_ids[name] = row.id
        self.divisions[row.id] = name
        return row.id

    def _new_section(self, name: str, divisions: Sequence[int]) -> int:
        owner = divisions[0] if len(set(divisions)) == 1 else None
        last = select(func.max(SectionRow.position)).where(SectionRow.division_id.is_(owner))
        row = SectionRow(name=name, division_id=owner, position=_next_place(self._session, last))
        self._session.add(row)
        self._session.flush()
        self._know_section(row.id, name, owner)
        return row.id

    def _know_section(self, number: int, name: str, owner: int | None) -> None:
        self.sections[number] = name
        self._section_ids.setdefault(name, {}).setdefault(owner, number)


def rearrange(session: Session, divisions: Sequence[Division]) -> None:
    """Make the list exactly this one. Names change places freely: they are parked before they are set."""
    _check_names([division.name for division in divisions])
    for division in divisions:
        _check_names([section.name for section in division.sections])
    rows = list(session.scalars(select(DivisionRow)))
    kept = _kept_divisions(rows, divisions)
    wanted = _kept_sections(session, kept, divisions)
    gone = [row for row in rows if row not in kept]
    gone_sections = _gone_sections(session, [row for row, _ in wanted])
    _refuse_in_use(session, gone, gone_sections)
    _delete(session, gone_sections)
    _park(session, [*kept, *(row for row, _ in wanted)])
    for section, (owner, place, name) in wanted:
        section.division_id, section.position, section.name = owner, place, name
    session.flush()
    _delete(session, gone)  # only now: a section may have moved out of a division that goes
    for place, (division_row, division) in enumerate(zip(kept, divisions, strict=True)):
        division_row.position, division_row.name = place, division.name
        division_row.contact = division.contact
    session.flush()


def _next_place(session: Session, asked: Select[int | None]) -> int:
    last = session.execute(asked).scalar()
    return 0 if last is None else last + 1


def _check_names(names: Sequence[str]) -> None:
    for place, name in enumerate(names):
        if not name.strip() or name in names[:place]:
            raise SameDivisionTwiceError(name.strip())


def _kept_divisions(rows: Sequence[DivisionRow], divisions: Sequence[Division]) -> list[DivisionRow]:
    """The row of each division, by its id, else by its name where no other claims that row, else a new one."""
    by_id = {row.id: row for row in rows}
    claimed = {division.id for division in divisions}
    by_name = {row.name: row for row in rows if row.id not in claimed}
    kept: list[DivisionRow] = []
    for division in divisions:
        if division.id is None:
            kept.append(by_name.get(division.name) or DivisionRow(position=0, contact=""))
        elif division.id in by_id:
            kept.append(by_id[division.id])
        else:
            raise RecordGoneError("ส่วนราชการ")
    return kept


def _kept_sections(
    session: Session, kept: Sequence[DivisionRow], divisions: Sequence[Division]
) -> list[_Wish]:
    """The row of each section with its division, place and name; one that only a measure named finds its home."""
    _number(session, kept)
    rows = list(session.scalars(select(SectionRow).order_by(SectionRow.id)))
    by_id = {row.id: row for row in rows}
    claimed = {section.id for division in divisions for section in division.sections}
    by_name = {(row.division_id, row.name): row for row in rows if row.id not in claimed}
    wanted: list[_Wish] = []
    for owner, division in zip(kept, divisions, strict=True):
        for place, section in enumerate(division.sections):
            if section.id is not None and section.id not in by_id:
                raise RecordGoneError("งาน")
            found = by_id.get(section.id) if section.id is not None else by_name.get((owner.id, section.name))
            row = found or by_name.pop((None, section.name), None) or SectionRow(division_id=None, position=0)
            wanted.append((row, (owner.id, place, section.name)))
    _number(session, [row for row, _ in wanted])
    return wanted


def _number(session: Session, rows: Sequence[DivisionRow | SectionRow]) -> None:
    """Give new rows their numbers, under a name that can stand beside any other."""
    for place, row in enumerate(rows):
        if row not in session:
            row.name = f"\x00new {place}"
            session.add(row)
    session.flush()


def _gone_sections(session: Session, kept: Sequence[SectionRow]) -> list[SectionRow]:
    """The sections of divisions that are on the list no more; one that only a measure named stays."""
    placed = session.scalars(select(SectionRow).where(SectionRow.division_id.is_not(None)))
    return [row for row in placed if row not in kept]


def _refuse_in_use(
    session: Session, gone: Sequence[DivisionRow], gone_sections: Sequence[SectionRow]
) -> None:
    used = set(session.scalars(select(MeasureDivisionRow.division_id)))
    used |= set(session.scalars(select(ItemDivisionRow.division_id)))
    named = set(session.scalars(select(MeasureSectionRow.section_id)))
    named |= set(session.scalars(select(ItemSectionRow.section_id)))
    in_use = [row.name for row in gone if row.id in used]
    in_use += [row.name for row in gone_sections if row.id in named]
    if in_use:
        raise DivisionInUseError(in_use)


def _delete(session: Session, rows: Sequence[DivisionRow | SectionRow]) -> None:
    for row in rows:
        session.delete(row)
    session.flush()


def _park(session: Session, rows: Sequence[DivisionRow | SectionRow]) -> None:
    """Give rows names that nothing else has, so that names may change places."""
    for row in rows:
        row.name = f"\x00{row.id}"
    session.flush()
