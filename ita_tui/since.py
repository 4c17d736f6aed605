"""What has changed in a year since its committee met last."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ita_tui.domain.differences import Difference, changed_measures, differences
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.meetings import Meeting, last_ended

if TYPE_CHECKING:
    from store.database import Store


@dataclass(frozen=True)
class Since:
    """What differs now from how it stood when ``meeting`` was closed; without one nothing can be compared."""

    meeting: Meeting | None = None
    differences: tuple[Difference, ...] = ()

    @property
    def measures(self) -> frozenset[int]:
        """The store's numbers of the measures that differ."""
        return changed_measures(self.differences)


def since_last_meeting(store: "Store", year: FiscalYear, *, before: Meeting | None = None) -> Since:
    """What changed in a year since the last meeting that was closed, ``before`` itself left out; call it in a thread.

    Raises YearNotThereError, and PastNotKeptError where the history does not reach back to that meeting.
    """
    now = store.report(year)
    others = (meeting for meeting in now.meetings if before is None or meeting.id != before.id)
    meeting = last_ended(others)
    if meeting is None or meeting.ended is None:
        return Since()
    then = store.report_as_it_stood(year, meeting.ended)
    return Since(meeting, differences(then, now))
