"""What every screen stands on: the open store, the fiscal year on the desk, and the clock."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from ita_tui import tasks
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.thai import words
from ita_tui.thai.numerals import chosen

if TYPE_CHECKING:
    from store.database import Store


class Desk:
    """The store, the year and the clock, and the year's state as it was last read.

    The state is read again only when the history has grown, the day has changed or its words are to stand in
    other numerals, so that a screen may ask for it on every visit.
    """

    def __init__(
        self, store: "Store", year: FiscalYear, clock: Callable[[], datetime], *, demo: bool = False
    ) -> None:
        self.store = store
        self.year = year
        self.clock = clock
        self.demo = demo
        self.cleared = False
        self.backed_up: datetime | None = None
        """When the newest backup was made, as far as the program has looked."""
        self.problems: tuple[str, ...] = ()
        """What the look through everything at the start found, a sentence each."""
        self.sound_files: set[str] = set()
        """The digests of evidence files that were read whole and are as they were."""
        self.looked: tuple[int, date, int] | None = None
        """The revision and the day of the last whole look of the checks, and how many findings blocked then."""
        self._state: tasks.YearState | None = None
        self._numerals = chosen()

    def now(self) -> datetime:
        return self.clock()

    def today(self) -> date:
        return self.clock().date()

    def state(self) -> tasks.YearState:
        """Everything of the year, for showing; safe to call from a thread."""
        last = self.store.history.last()
        revision = last.id if last else 0
        kept, numerals = self._state, chosen()
        if kept is None or (kept.revision, kept.today, self._numerals) != (revision, self.today(), numerals):
            kept = tasks.load_year(self.store, self.year, self.now())
            self._state, self._numerals = kept, numerals
            self.part_ahead()
        return kept

    def part_ahead(self) -> None:
        """Have the year's long texts parted into words before a screen shows them."""
        if self._state is not None:
            measures = self._state.report.measures
            words.part_ahead(text for one in measures for text in (one.method, one.result, one.outcome))
