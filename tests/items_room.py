"""F5 as tests open it: the sample year with its OIT items on the screen."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from ita_tui.domain.disclosure import DisclosureItem
from ita_tui.domain.fiscal_year import FiscalYear
from tests.screen_app import opened, press, store_of

YEAR = FiscalYear(2569)
SMALL = (80, 24)


@asynccontextmanager
async def items(database: Path, size: tuple[int, int] = SMALL) -> AsyncIterator[Pilot[int]]:
    """The program with the OIT items on the screen."""
    async with opened(database, size) as pilot:
        await press(pilot, "f5")
        yield pilot


def item(pilot: Pilot[int], code: str, year: FiscalYear = YEAR) -> DisclosureItem:
    """An item as the store has it now."""
    return next(i for i in store_of(pilot).disclosure.all(year) if i.code == code)
