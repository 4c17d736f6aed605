"""Finds out what is wrong with a database and its folder, and what can be done about it.

The store is imported inside the functions: the first paint waits for none of it.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ita_tui.domain.backup_standing import HistoryNow
from ita_tui.domain.backups import Backup
from ita_tui.domain.ways_out import WayOut
from ita_tui.errors import ItaError

if TYPE_CHECKING:
    from store.database import Store
    from store.salvage import Salvaged
    from store.verifying import Verification

Clock = Callable[[], datetime]


def warnings_at_start(store: "Store") -> tuple[str, ...]:
    """What is worth a sentence at the start: a shared folder, a clock put back, damaged settings. For a thread."""
    from store import start_warnings

    return start_warnings.warnings_at_start(store)


def salvage(database: Path, clock: Clock) -> "Salvaged":
    """Put what can be read of a damaged database into a new file in its place; the damaged one is kept aside."""
    from store import salvage as salvaging

    return salvaging.salvage(database, clock=clock)


def history_now(store: "Store", backups: Iterable[Backup]) -> HistoryNow:
    """The history as it is, with what backups are to be compared with it by."""
    from store import history_now as chain

    return chain.history_now(store, {one.entries for one in backups})


def ways_out(refusal: ItaError) -> tuple[WayOut, ...]:
    """What can be done where opening the database was refused, the likeliest help first."""
    from store import ways_out as ways

    return ways.ways_out(refusal)


def verify_at_start(store: "Store") -> "Verification":
    """Look through all that needs no reading of the evidence files; for a thread, while she works."""
    from store import verifying

    return verifying.verify_at_start(store)


def verify(store: "Store") -> "Verification":
    """Look through the database, the history's chain and every evidence file."""
    from store import verifying

    return verifying.verify(store)
