"""Databases for benchmarks and pictures: the sample year as it stood on its own day, whole or many times over."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from ita_tui import tasks
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.reports.sample_year import AS_OF

YEAR = FiscalYear.containing(AS_OF)
MOMENT = datetime(AS_OF.year, AS_OF.month, AS_OF.day, 10, 32, tzinfo=timezone(timedelta(hours=7)))


def sample_clock() -> datetime:
    """A clock that stands still, so that two runs draw the same pictures."""
    return MOMENT


def sample_database(folder: Path, measures: int = 12) -> Path:
    """A new database in ``folder`` with the sample year and as many measures as asked for, 12 at least."""
    path = folder / f"{measures}.db"
    store = tasks.open_store(path, sample_clock)
    try:
        tasks.start_with_sample(store, MOMENT)
        present = store.measures.all(YEAR)
        more = [
            replace(present[n % len(present)], id=None, number=n + 1, steps=(), notes=(), evidence=())
            for n in range(len(present), measures)
        ]
        if more:
            store.measures.add(YEAR, more)
    finally:
        store.close()
    return path
