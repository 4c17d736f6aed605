"""The two screens of reading in as a test drives them: choosing a report, and looking it over."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from ita_tui.domain.fiscal_year import FiscalYear
from screens.draft_screen import DraftScreen
from screens.read_in import ReadInScreen
from screens.widgets.field import Field
from tests.screen_app import opened, sample_database, store_of
from tests.typing_thai import followed, type_thai
from tests.waiting import keys, until, until_shown

RIMTHAN = Path(__file__).parent / "data" / "rimthan-2566.txt"
YEAR, OTHER = FiscalYear(2569), FiscalYear(2566)
HEADS = "มาตรการ\tวิธีการดำเนินการ\tผู้รับผิดชอบ\tระยะเวลา\tผลการดำเนินการ\n"
TABLE = f"{HEADS}๑. [b]ทำป้าย[/b] [/] บอกทาง\tทำป้าย\tกองช่าง\tต.ค. ๒๕๖๘ – มี.ค. ๒๕๖๙\tติดตั้งแล้ว\n"


@asynccontextmanager
async def reading(folder: Path, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[int]]:
    """The sample year with the screen for reading in on top, looking into ``folder``."""
    database = sample_database(folder.with_name(f"{folder.name}-data"))
    async with opened(database, size) as pilot:
        store_of(pilot).preferences.set("read_in_folder", str(folder))
        await pilot.app.run_action("app.read_in")
        await until(pilot, lambda: isinstance(pilot.app.screen, ReadInScreen))
        await until_shown(pilot, "โฟลเดอร์ที่อยู่เหนือขึ้นไป")
        yield pilot


async def give(pilot: Pilot[Any], path: str) -> None:
    """Put a path into the field, as a terminal does with a file that is dropped on it, and press Enter."""
    field = pilot.app.screen.query_one("#path", Field).input
    field.focus()
    field.clear()
    await followed(pilot)
    pilot.app.post_message(events.Paste(path))
    await keys(pilot, "enter")


async def read(pilot: Pilot[Any], path: Path, year: str = "") -> None:
    """Give a path, with a year typed over the offered one, and wait for the draft."""
    await type_year(pilot, year)
    await give(pilot, str(path))
    await until_looking(pilot)


async def paste(pilot: Pilot[Any], text: str, year: str = "") -> None:
    """Paste a text as a terminal does, and wait for the draft."""
    await type_year(pilot, year)
    pilot.app.post_message(events.Paste(text))
    await until_looking(pilot)


async def type_year(pilot: Pilot[Any], year: str) -> None:
    if year:
        pilot.app.screen.query_one("#year", Field).input.focus()
        await followed(pilot)
        await type_thai(pilot, year)


async def until_looking(pilot: Pilot[Any]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, DraftScreen))
    await until_shown(pilot, "ยังไม่ได้บันทึก")


def looking(pilot: Pilot[Any]) -> DraftScreen:
    """The screen that shows what was read."""
    screen = pilot.app.screen
    assert isinstance(screen, DraftScreen)
    return screen


async def until_drafted(pilot: Pilot[Any]) -> None:
    """Wait until the draft is as was decided last."""
    screen = looking(pilot)
    await until(pilot, lambda: screen._drafted is screen.choices)


def complaint(pilot: Pilot[Any]) -> str:
    return pilot.app.screen.query_one("#path", Field).complaint


def text_of(pilot: Pilot[Any], selector: str) -> str:
    return str(pilot.app.screen.query_one(selector, Static).render())


def count(pilot: Pilot[int], year: FiscalYear) -> int:
    store = store_of(pilot)
    return len(store.measures.all(year)) if year in store.years.all() else 0
