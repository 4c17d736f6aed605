"""The fiscal years of the file."""

from collections.abc import Sequence

from sqlalchemy import select

from ita_tui.domain.disclosure import DisclosureItem
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.respondents import Survey
from ita_tui.thai.numerals import thai_digits
from store.disclosure import new_item
from store.divisions import Office
from store.door import Door
from store.refusals import YearAlreadyThereError
from store.surveys import new_survey
from store.tables import YearRow


class Years:
    """Which years there are, and how a new one begins."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def all(self) -> tuple[FiscalYear, ...]:
        """The years that were begun, earliest first."""
        with self._door.reading() as session:
            return tuple(FiscalYear(be) for be in session.scalars(select(YearRow.be).order_by(YearRow.be)))

    def begin(
        self, year: FiscalYear, surveys: Sequence[Survey], disclosure: Sequence[DisclosureItem]
    ) -> None:
        """Begin a year with its surveys (counts included) and its OIT items. Raises YearAlreadyThereError."""
        with self._door.change(f"เริ่มปีงบประมาณ {thai_digits(year.be)}", f"year:{year.be}") as session:
            if session.get(YearRow, year.be) is not None:
                raise YearAlreadyThereError(year)
            session.add(YearRow(be=year.be))
            session.flush()
            for survey in surveys:
                session.add(new_survey(year, survey))
            office = Office(session)
            session.add_all([new_item(office, year, item) for item in disclosure])
