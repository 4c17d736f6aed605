"""The findings of a year that were waived, with their reasons."""

from collections.abc import Sequence
from datetime import tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.waivers import Waiver
from store.begun import must_have_begun
from store.columns import moment_of, moment_text
from store.decision_tables import WaiverRow
from store.door import Door
from store.measure_numbers import MeasureNumbers
from store.refusals import RecordGoneError


class Waivers:
    """What the secretary let stand, and why."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def all(self, year: FiscalYear) -> tuple[Waiver, ...]:
        """The year's waivers, the earliest first."""
        with self._door.reading() as session:
            return waivers_in(session, year, self._door.zone)

    def add(self, year: FiscalYear, waivers: Sequence[Waiver], words: str) -> tuple[Waiver, ...]:
        """Waive findings, told in ``words``; each reason stands in the history too. ``at`` is now unless given."""
        with self._door.change(words, f"waivers:{year.be}") as session:
            must_have_begun(session, year)
            numbers = MeasureNumbers(session, year)
            rows = [self._new(year, waiver, numbers) for waiver in waivers]
            session.add_all(rows)
            session.flush()
            for row in rows:
                with self._door.change(why=row.reason):
                    pass
            return tuple(_waiver(row, numbers, self._door.zone) for row in rows)

    def withdraw(self, waiver_id: int, words: str) -> None:
        """Take a waiver back, told in ``words``. Raises RecordGoneError."""
        with self._door.change(words) as session:
            row = session.get(WaiverRow, waiver_id)
            if row is None:
                raise RecordGoneError("การยกเว้น")
            self._door.describe(words, f"waivers:{row.year}")
            session.delete(row)

    def _new(self, year: FiscalYear, waiver: Waiver, numbers: MeasureNumbers) -> WaiverRow:
        return WaiverRow(
            year=year.be,
            rule=waiver.rule,
            measure_id=numbers.id_of(waiver.measure_id, waiver.measure),
            place=waiver.place,
            mark=waiver.mark,
            reason=waiver.reason,
            at=moment_text(waiver.at or self._door.clock(), self._door.zone),
        )


def waivers_in(session: Session, year: FiscalYear, zone: tzinfo | None) -> tuple[Waiver, ...]:
    rows = session.scalars(select(WaiverRow).where(WaiverRow.year == year.be).order_by(WaiverRow.id)).all()
    if not rows:
        return ()
    numbers = MeasureNumbers(session, year)
    return tuple(_waiver(row, numbers, zone) for row in rows)


def _waiver(row: WaiverRow, numbers: MeasureNumbers, zone: tzinfo | None) -> Waiver:
    return Waiver(
        rule=row.rule,
        reason=row.reason,
        place=row.place,
        mark=row.mark,
        measure=numbers.number(row.measure_id),
        measure_id=row.measure_id,
        at=None if row.at is None else moment_of(row.at, zone),
        id=row.id,
    )
