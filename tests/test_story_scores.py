"""From last year's results to proposed measures, with keys alone: read in, looked at, answered, printed."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from openpyxl import load_workbook
from textual.pilot import Pilot

from ita_tui import tasks
from ita_tui.domain.agency import Agency
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.thai.numerals import thai_digits
from screens.scores import ScoresScreen
from screens.walk import WalkScreen
from tests.screen_app import opened, press, screen_text, store_of
from tests.typing_thai import paste
from tests.waiting import until, until_shown

YEAR = FiscalYear(2565)
JULY = datetime(2022, 7, 10, 9, 15, tzinfo=timezone(timedelta(hours=7)))
AGENCY = "องค์การบริหารส่วนตำบลริมธารทดสอบ"
SEED = Path(__file__).parents[2] / "shared" / "seeds" / "napho-2565.txt"


@dataclass(frozen=True)
class Told:
    """A report with results of 2564, and what F7 must say of them."""

    report: Path
    total: str
    ranked: tuple[str, ...]
    weak: int
    paying: tuple[str, ...]
    there: int
    """How many proposals the report brings itself."""


OWN = Told(
    Path(__file__).parent / "data" / "rimthan-2565-results.txt",
    "๗๑.๙๑",
    ("ประสิทธิภาพการสื่อสาร", "คุณภาพการดำเนินงาน", "การปฏิบัติหน้าที่"),
    5,
    ("n10", "n9", "n5"),
    0,
)
PUBLISHED = Told(
    SEED,
    "๖๙.๖๖",
    ("ประสิทธิภาพการสื่อสาร", "คุณภาพการดำเนินงาน", "การปรับปรุงการทำงาน"),
    4,
    ("n10", "n9", "n5"),
    7,
)


@pytest.mark.story
async def test_results_of_an_own_report_become_three_printed_proposals(tmp_path: Path) -> None:
    await from_results_to_proposals(OWN, tmp_path)


@pytest.mark.story
@pytest.mark.skipif(not SEED.exists(), reason="the published report is not beside the repository")
async def test_results_of_a_published_report_become_three_printed_proposals(tmp_path: Path) -> None:
    await from_results_to_proposals(PUBLISHED, tmp_path)


async def from_results_to_proposals(told: Told, folder: Path) -> None:
    database, workbook = folder / "ปี ๖๕.db", folder / "ข้อเสนอ.xlsx"
    with tasks.open_store(database, lambda: JULY) as store:
        tasks.set_up(store, Agency(AGENCY, "ธารทอง", "สมมุติบุรี"), YEAR)

    async with opened(database, (80, 24), clock=lambda: JULY) as pilot:
        await read_in(pilot, told)
        await look_at_the_results(pilot, told)
        titles = await answer_three(pilot, told)
        await every_answer_is_linked_both_ways(pilot, told)
        tasks.export_report(store_of(pilot), YEAR, tasks.Printing("proposals"), workbook)

    sheet = load_workbook(workbook).worksheets[0]
    printed = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    assert [title for title in titles if title not in printed] == []


async def read_in(pilot: Pilot[int], told: Told) -> None:
    await press(pilot, "f12")
    await paste(pilot, "อ่านรายงาน")
    await press(pilot, "enter")
    await paste(pilot, f'"{told.report}"')
    await press(pilot, "enter")
    await until_shown(pilot, "มาตรการที่จะนำเข้า")
    await press(pilot, "ctrl+s")
    await until(pilot, lambda: store_of(pilot).scores.get(YEAR) is not None)
    await until_shown(pilot, "ต้องทำก่อน")


async def look_at_the_results(pilot: Pilot[int], told: Told) -> None:
    await press(pilot, "f7")
    await until_shown(pilot, f"คำนวณได้ {told.total} C")
    assert f"ในรายงาน {told.total} C  ✓ ตรงกัน" in screen_text(pilot)
    await press(pilot, "2")
    text = screen_text(pilot)
    places = [text.index(name) for name in told.ranked]
    assert places == sorted(places)
    screen = pilot.app.screen
    assert isinstance(screen, ScoresScreen)
    shown = [line.words.plain for line in screen.list.shown]
    (weak,) = (at for at, line in enumerate(shown) if line.startswith("จุดอ่อน"))
    assert shown[weak].endswith(f"({thai_digits(told.weak)})")
    assert "การป้องกันการทุจริต" in shown[weak + told.weak]


async def answer_three(pilot: Pilot[int], told: Told) -> list[str]:
    """Start a measure from each of the three gaps that pay most, with the key m."""
    titles = []
    await press(pilot, "6")
    screen = pilot.app.screen
    assert isinstance(screen, ScoresScreen)
    for at, code in enumerate(told.paying, start=1):
        assert screen.key == f"gap:{code}"
        title = f"ยกระดับเรื่องที่ {thai_digits(at)}"
        await press(pilot, "m")
        await paste(pilot, title)
        await press(pilot, "tab", "right", "ctrl+s")
        walk = pilot.app.screen
        assert isinstance(walk, WalkScreen)
        assert walk.measure is not None
        assert (walk.measure.title, walk.measure.answers) == (title, (code,))
        assert walk.measure.number == told.there + at
        await press(pilot, "escape")
        assert type(pilot.app.screen) is ScoresScreen
        titles.append(title)
        await press(pilot, "down")
    return titles


async def every_answer_is_linked_both_ways(pilot: Pilot[int], told: Told) -> None:
    proposals = store_of(pilot).measures.all(YEAR, proposals=True)
    assert len(proposals) == told.there + 3
    await press(pilot, "up", "up")
    await until_shown(pilot, "มาตรการที่ตอบ (กด g เพื่อเปิด)")
    await press(pilot, "g")
    walk = pilot.app.screen
    assert isinstance(walk, WalkScreen)
    assert walk.measure == proposals[-2]
    await press(pilot, "escape")
    await press(pilot, "ctrl+z")
    await until(pilot, lambda: len(store_of(pilot).measures.all(YEAR, proposals=True)) == told.there + 2)
    await press(pilot, "ctrl+y")
    await until(pilot, lambda: len(store_of(pilot).measures.all(YEAR, proposals=True)) == told.there + 3)
