"""The sample year with six months signed, and the program on a day with it."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from textual.pilot import Pilot

from ita_tui import signing, tasks
from ita_tui.app import ItaApp
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.rounds import FrozenRound
from ita_tui.printing import Printing
from ita_tui.reports.page import Signatory
from screens.rounds import RoundsScreen
from tests.screen_app import NOW, press, sample_database, settle, store_of
from tests.waiting import until

YEAR, SIX = FiscalYear(2569), RoundOf.SIX_MONTHS
APRIL, SEPTEMBER = NOW + timedelta(days=20), NOW + timedelta(days=190)
SIGNED = Printing("progress", round_of=SIX, signatories=(Signatory("นางสาวสมใจ ใจดี", "ปลัด"),))


@asynccontextmanager
async def at(
    database: Path, now: datetime = APRIL, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[int]]:
    """The program on a day."""
    app = ItaApp(database, clock=lambda: now)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


@cache
def _signed() -> TemporaryDirectory[str]:
    folder: TemporaryDirectory[str] = TemporaryDirectory(prefix="ita-tui-signed-")
    with tasks.open_store(sample_database(Path(folder.name)), lambda: APRIL) as store:
        signing.freeze_round(store, YEAR, SIX, SIGNED, APRIL, despite="หลักฐานอยู่ระหว่างจัดทำ")
        first = store.measures.all(YEAR)[0]
        store.measures.save(replace(first, result=first.result + " แก้ไขภายหลัง"))
    return folder


def signed_database(folder: Path) -> Path:
    """The sample year with six months signed in April, and one measure changed since."""
    shutil.copytree(_signed().name, folder, dirs_exist_ok=True)
    return folder / "ita.db"


def frozen_of(pilot: Pilot[int]) -> FrozenRound:
    return store_of(pilot).rounds.all(YEAR)[-1]


async def to_rounds(pilot: Pilot[Any]) -> RoundsScreen:
    await press(pilot, "f9", "r")
    await until(pilot, lambda: isinstance(pilot.app.screen, RoundsScreen))
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, RoundsScreen)
    return screen
