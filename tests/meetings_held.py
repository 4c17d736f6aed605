"""A year with a committee and one meeting, as the tests of the committee's room begin."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from ita_tui import tasks
from ita_tui.domain.agenda_order import main_title
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.meetings import AgendaItem, Attendance, CommitteeMember, Meeting, Presence, Resolution
from tests.screen_app import clock, opened, press, store_of

YEAR = FiscalYear(2569)
PEOPLE = (
    Attendance("นายสมมุติ ใจดี", "ประธานกรรมการ", Presence.PRESENT),
    Attendance("นางตัวอย่าง มีสุข", "กรรมการ", Presence.PRESENT),
    Attendance("นายเชิญมา ให้ข้อมูล", "กำนัน", Presence.PRESENT, guest=True),
)
AGENDA = (
    AgendaItem(main_title(1, "เรื่องแจ้ง")),
    AgendaItem("น้ำประปา", "พูดเรื่องน้ำ"),
    AgendaItem(main_title(2, "เรื่องพิจารณา")),
    AgendaItem("มาตรการสี่", measure=4),
)
DECIDED = (Resolution("ให้เร่งรัด", "กองคลัง", date(2026, 3, 1), item=4, measure=4), Resolution("รับทราบ"))
MEETING = Meeting(
    1,
    held=date(2026, 3, 18),
    time="๐๙.๓๐ น.",
    place="ห้องประชุมเล็ก",
    attendance=PEOPLE,
    agenda=AGENDA,
    resolutions=DECIDED,
)


@asynccontextmanager
async def held(database: Path, *keys: str) -> AsyncIterator[Pilot[int]]:
    """The program on F6, with a committee and one meeting."""
    with tasks.open_store(database, clock) as store:
        store.meetings.save_committee(YEAR, [CommitteeMember(one.name, one.role) for one in PEOPLE[:2]])
        store.meetings.save(YEAR, MEETING)
    async with opened(database, (80, 24)) as pilot:
        await press(pilot, "f6", *keys)
        yield pilot


def meeting(pilot: Pilot[int]) -> Meeting:
    return store_of(pilot).meetings.all(YEAR)[0]
