"""What a meeting or a waiver says of a measure: kept by its row's number, told by the number she sees."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ita_tui.domain.fiscal_year import FiscalYear
from store.tables import MeasureRow


class MeasureNumbers:
    """The numbers of a year's measures, both ways; proposals are numbered apart and are not among them."""

    def __init__(self, session: Session, year: FiscalYear) -> None:
        asked = select(MeasureRow.id, MeasureRow.number).where(
            MeasureRow.year == year.be, MeasureRow.proposal.is_(False)
        )
        rows = session.execute(asked.order_by(MeasureRow.id.desc())).all()
        self._numbers = {row.id: row.number for row in rows}
        self._ids = {row.number: row.id for row in rows}

    def number(self, measure_id: int | None) -> int | None:
        """The number as it stands now; None for a measure that is gone."""
        return None if measure_id is None else self._numbers.get(measure_id)

    def id_of(self, measure_id: int | None, number: int | None) -> int | None:
        """The id as given, else that of the measure with the number."""
        return measure_id if measure_id is not None or number is None else self._ids.get(number)
