"""Whether a year was begun: asked before anything is put into it."""

from sqlalchemy.orm import Session

from ita_tui.domain.fiscal_year import FiscalYear
from store.refusals import YearNotThereError
from store.tables import YearRow


def must_have_begun(session: Session, year: FiscalYear) -> None:
    """Raise YearNotThereError where the file does not have the year."""
    if session.get(YearRow, year.be) is None:
        raise YearNotThereError(year)
