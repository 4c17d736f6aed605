"""Measures and proposals, with their steps and the notes of the days."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import FIELD_WORDS, Measure, ProgressNote
from store import words
from store.begun import must_have_begun
from store.divisions import Office
from store.door import Door
from store.evidence_rows import NewEvidence
from store.measure_reading import MeasureReader
from store.measure_rows import new_row, write
from store.refusals import MeasureGoneError, RecordGoneError
from store.tables import MeasureRow, NoteRow

_SAVED = {name: word for name, word in FIELD_WORDS.items() if name not in {"notes", "evidence"}}


class Measures:
    """The measures of the file's years, and what is proposed for them."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def all(self, year: FiscalYear, *, proposals: bool = False) -> tuple[Measure, ...]:
        """A year's measures, or its proposals, by number. None for a year that was not begun."""
        with self._door.reading() as session:
            return measures_in(session, year, self._door.zone, proposals=proposals)

    def get(self, measure_id: int) -> Measure:
        """One measure. Raises MeasureGoneError."""
        with self._door.reading() as session:
            return _again(session, measure_id, self._door.zone)

    def add(self, year: FiscalYear, measures: Sequence[Measure]) -> tuple[Measure, ...]:
        """Add measures with all they hold, numbered as given; their ids and those of their parts are new.

        Evidence with the same id on several measures becomes one piece that proves them all.
        """
        with self._door.change() as session:
            must_have_begun(session, year)
            evidence = NewEvidence(year, self._door.zone)
            office = Office(session)
            rows = [new_row(office, year, measure, evidence) for measure in measures]
            session.add_all(rows)
            session.flush()
            self._tell("เพิ่ม", rows)
            first = min((row.id for row in rows), default=0)
            added = MeasureReader(session, self._door.zone, MeasureRow.id >= first).values()
            by_id = {measure.id: measure for measure in added}
            return tuple(by_id[row.id] for row in rows)

    def save(self, measure: Measure, why: str = "") -> Measure:
        """Write what differs, and only that: steps matched by id, in the order given.

        Notes and evidence have commands of their own and are left as they stand. Raises MeasureGoneError where
        the measure's id is stale.
        """
        with self._door.change(why=why) as session:
            row = _row(session, measure.id, measure.number)
            before = _again(session, row.id, self._door.zone)
            changed = words.differing(_SAVED, before, measure)
            name = words.measure_name(measure.number, proposal=measure.proposal)
            self._door.describe(f"{name}: {words.listed(_SAVED, changed)}", f"measure:{row.id}")
            write(Office(session), row, measure, changed)
            session.flush()
            return _again(session, row.id, self._door.zone)

    def save_each(self, measures: Sequence[Measure]) -> None:
        """Write what differs of several measures, as :meth:`save` does of one. Raises MeasureGoneError, writes none."""
        ids = [measure.id for measure in measures]
        with self._door.change() as session:
            before = {
                m.id: m for m in MeasureReader(session, self._door.zone, MeasureRow.id.in_(ids)).values()
            }
            rows = {row.id: row for row in session.scalars(_with_parts([i for i in ids if i is not None]))}
            office = Office(session)
            for measure in measures:
                if measure.id is None or measure.id not in rows:
                    raise MeasureGoneError(measure.number)
                changed = words.differing(_SAVED, before[measure.id], measure)
                write(office, rows[measure.id], measure, changed)
            self._tell("แก้ไข", list(rows.values()))

    def numbers(self, year: FiscalYear, *, proposals: bool = False) -> dict[int, int]:
        """The number of each measure of a year, or of each proposal, by its id, in the order of the numbers."""
        asked = select(MeasureRow.id, MeasureRow.number).where(
            MeasureRow.year == year.be, MeasureRow.proposal.is_(proposals)
        )
        with self._door.reading() as session:
            found = session.execute(asked.order_by(MeasureRow.number, MeasureRow.id)).all()
        return {row.id: row.number for row in found}

    def renumber(self, numbers: Mapping[int, int]) -> None:
        """Give measures other numbers, by id. Raises MeasureGoneError, renumbers none."""
        with self._door.change() as session:
            rows = [_row(session, measure_id) for measure_id in numbers]
            for row in rows:
                row.number = numbers[row.id]
            self._tell("เปลี่ยนลำดับ", rows)

    def remove(self, ids: Sequence[int]) -> None:
        """Delete measures with their steps and notes; their evidence stays. Raises MeasureGoneError, deletes none."""
        with self._door.change() as session:
            rows = list(session.scalars(_with_parts(ids)))
            if {row.id for row in rows} != set(ids):
                raise MeasureGoneError
            self._tell("ลบ", rows)
            for row in rows:
                session.delete(row)

    def note(self, measure_id: int, note: ProgressNote) -> ProgressNote:
        """Write the note of a day, or change the one with the note's id. Raises MeasureGoneError, RecordGoneError."""
        with self._door.change() as session:
            measure = _row(session, measure_id)
            row = next((old for old in measure.notes if old.id == note.id), None)
            if row is None and note.id is not None:
                raise RecordGoneError(FIELD_WORDS["notes"])
            if row is None:
                row = NoteRow(measure_id=measure.id)
                measure.notes.append(row)
            row.day, row.text = note.on.isoformat(), note.text
            session.flush()
            self._tell_note("", measure)
            return ProgressNote(note.on, row.text, row.id)

    def remove_note(self, note_id: int) -> None:
        """Delete a note. Raises RecordGoneError."""
        with self._door.change() as session:
            row = session.get(NoteRow, note_id)
            if row is None:
                raise RecordGoneError(FIELD_WORDS["notes"])
            measure = _row(session, row.measure_id)
            measure.notes.remove(row)
            self._tell_note("ลบ", measure)

    def _tell(self, what: str, rows: Sequence[MeasureRow]) -> None:
        name = words.measures_name([(row.number, row.proposal) for row in rows])
        self._door.describe(what + name, *(f"measure:{row.id}" for row in rows))

    def _tell_note(self, what: str, row: MeasureRow) -> None:
        name = words.measure_name(row.number, proposal=row.proposal)
        self._door.describe(f"{name}: {what}{FIELD_WORDS['notes']}", f"measure:{row.id}")


def measures_in(
    session: Session, year: FiscalYear, zone: tzinfo | None, *, proposals: bool
) -> tuple[Measure, ...]:
    return MeasureReader(
        session, zone, MeasureRow.year == year.be, MeasureRow.proposal.is_(proposals)
    ).values()


def _with_parts(ids: Sequence[int]) -> Select[MeasureRow]:
    """Measures with all that goes when they go, read in a handful of queries."""
    parts = (
        MeasureRow.steps,
        MeasureRow.notes,
        MeasureRow.divisions,
        MeasureRow.sections,
        MeasureRow.items,
        MeasureRow.answers,
        MeasureRow.links,
    )
    asked = select(MeasureRow).where(MeasureRow.id.in_(ids)).order_by(MeasureRow.number, MeasureRow.id)
    return asked.options(*(selectinload(part) for part in parts))


def _again(session: Session, measure_id: int, zone: tzinfo | None) -> Measure:
    """A measure as the running transaction has it."""
    found = MeasureReader(session, zone, MeasureRow.id == measure_id).values()
    if not found:
        raise MeasureGoneError
    return found[0]


def _row(session: Session, measure_id: int | None, number: int | None = None) -> MeasureRow:
    row = None if measure_id is None else session.get(MeasureRow, measure_id)
    if row is None:
        raise MeasureGoneError(number)
    return row
