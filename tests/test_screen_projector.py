"""What is projected to a meeting: one measure at a time, boards; and no key that changes anything by accident."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from string import ascii_lowercase, printable
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content
from textual.pilot import Pilot

from ita_tui import meeting_state, tasks
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import WorkStatus
from ita_tui.domain.meetings import Meeting, Resolution
from ita_tui.meeting_state import Sitting
from ita_tui.since import Since
from ita_tui.thai.keyboard import KEDMANEE
from screens.meeting_forms import ResolutionForm
from screens.offers import offers_everywhere
from screens.palette import PaletteScreen
from screens.projector import ProjectorScreen
from screens.projector_pages import MOST_LINES, MeasurePage, Room, paged
from tests.screen_app import NOW, opened, press, sample_database, screen_text, store_of
from tests.typing_thai import press_all, type_thai
from tests.waiting import at_every_size, keys, notices, until, until_shown, until_told

YEAR = FiscalYear(2569)
TODAY = NOW.date()
OPEN = Resolution("ให้งานนิติกรจัดทำประกาศช่องทางร้องเรียนฉบับใหม่", "สำนักปลัด", date(2026, 3, 1), measure=8)


class Clock:
    """A second more each time it is asked."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@cache
def _two_meetings() -> bytes:
    """A file with a meeting that was closed, work that went on, and a second meeting with its agenda."""
    with TemporaryDirectory() as folder:
        path = sample_database(Path(folder))
        with tasks.open_store(path, Clock()) as store:
            first = store.meetings.save(YEAR, Meeting(1, held=date(2026, 1, 20), resolutions=(OPEN,)))
            store.meetings.save(YEAR, replace(first, ended=store.door.clock()))
            measures = store.measures.all(YEAR)
            store.measures.save(replace(measures[10], status=WorkStatus.IN_PROGRESS))
            second = store.meetings.save(YEAR, Meeting(2, held=TODAY))
            agenda = meeting_state.agenda_for(store, YEAR, second.id or 0, TODAY)
            store.meetings.save(YEAR, replace(second, agenda=agenda))
        return path.read_bytes()


@asynccontextmanager
async def projected(folder: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[int]]:
    """The program with the second meeting projected."""
    database = folder / "ita.db"
    database.write_bytes(_two_meetings())
    async with opened(database, size, clock=Clock()) as pilot:
        await press(pilot, "f6", "p")
        yield pilot


def screen(pilot: Pilot[int]) -> ProjectorScreen:
    found = pilot.app.screen
    assert isinstance(found, ProjectorScreen)
    return found


async def test_one_measure_at_a_time_is_read_at_every_size_with_what_is_left_changed_and_decided(
    tmp_path: Path,
) -> None:
    async with projected(tmp_path) as pilot:
        text = screen_text(pilot)
        for told in (
            "ประชุมคณะกรรมการ ครั้งที่ ๒/๒๕๖๙ · อ่านอย่างเดียว",
            "๑ / ๑๒   มาตรการ ๑๑",
            "ประเมินความเสี่ยงการทุจริตของกระบวนงานที่ใช้ดุลพินิจ",
            "ตั้งแต่ประชุมครั้งก่อน (๒๐ ม.ค. ๖๙)",
            "○ ยังไม่เริ่ม → ◐ กำลังดำเนินการ",
        ):
            assert told in text
        await press(pilot, "space")
        await until_shown(pilot, "เกินกำหนด ๖ วัน")
        await at_every_size(pilot, "มาตรการ ๔", "เกินกำหนด ๖ วัน", "๘๐ %", "สำนักปลัด, กองช่าง", "ไม่เปลี่ยนแปลง")
        await press(pilot, "pagedown", "right")
        await until_shown(pilot, "๔ / ๑๒   มาตรการ ๘")
        assert "มติค้าง" in screen_text(pilot)
        assert "ช่องทางร้องเรียนฉบับใหม่" in screen_text(pilot)
        await press(pilot, "end")
        await until_shown(pilot, "๑๒ / ๑๒")
        await press(pilot, "right", "left", "pageup", "home", "left")
        await until_shown(pilot, "๑ / ๑๒")

        await press(pilot, "b")
        await until_shown(pilot, "! เกินกำหนด")
        assert "กระดานตามสถานะ" in screen_text(pilot)
        await press(pilot, "right")
        await until_shown(pilot, "ปรับปรุงคู่มือการให้บริการ")
        await press(pilot, "d")
        await at_every_size(pilot, "กระดานตามส่วนราชการ", "สำนักปลัด", "! เกินกำหนด ๑")
        await press(pilot, "c")
        await until_shown(pilot, "มาตรการ ๑๑")
        await press(pilot, "r")
        await until_shown(pilot, "มติครั้งที่ ๑/๒๕๖๙")
        await press(pilot, "r")
        await until_shown(pilot, "๑ / ๑๒   มาตรการ ๑๑")


EVERY_KEY = (
    *(key for key in printable if key.strip()),
    *KEDMANEE.values(),
    *(f"f{number}" for number in range(1, 13)),
    *(f"ctrl+{letter}" for letter in ascii_lowercase),
    *("enter", "space", "tab", "shift+tab", "backspace", "delete", "insert", "home", "end"),
    *("pageup", "pagedown", "up", "down", "left", "right", "ctrl+home", "ctrl+end", "escape"),
)


async def test_no_key_of_the_keyboard_changes_anything_or_leads_to_another_room(tmp_path: Path) -> None:
    async with projected(tmp_path) as pilot:
        app, history = pilot.app, store_of(pilot).history
        before = history.head()
        for key in EVERY_KEY:
            await press_all(pilot, [key])
            if not isinstance(app.screen, ProjectorScreen):
                await back_to_projector(pilot, key)
            assert app.is_running, key
            assert history.head() == before, key

        assert "กำลังฉายให้ที่ประชุม อ่านอย่างเดียว" in notices(pilot)


async def back_to_projector(pilot: Pilot[int], key: str) -> None:
    """From a dialog with Esc, as she would; Esc itself ended the projecting, which begins again."""
    app = pilot.app
    if key == "escape":
        assert type(app.screen).__name__ == "MeetingsScreen"
        await press(pilot, "p")
    while not isinstance(app.screen, ProjectorScreen):
        assert any(isinstance(one, ProjectorScreen) for one in app.screen_stack), key
        await press(pilot, "escape")


async def test_the_palette_and_a_form_over_it_lead_nowhere_else(tmp_path: Path) -> None:
    async with projected(tmp_path) as pilot:
        await press(pilot, "f12")
        await until(pilot, lambda: isinstance(pilot.app.screen, PaletteScreen))
        everywhere = {offer.action for offer in offers_everywhere(pilot.app)}
        assert everywhere <= {"app.show_help", "app.palette"}
        await press(pilot, "escape", "m")
        await until(pilot, lambda: isinstance(pilot.app.screen, ResolutionForm))
        before = store_of(pilot).history.head()
        await keys(pilot, "f3", "f10", "ctrl+q")
        assert isinstance(on_top(pilot), ResolutionForm)
        await pilot.app.run_action("app.go('measures')")
        await press(pilot, "escape", "f3", "ctrl+z")

        await until_told(pilot, "กด Esc เพื่อจบการฉายก่อน")
        assert isinstance(on_top(pilot), ProjectorScreen)
        assert store_of(pilot).history.head() == before


async def test_a_resolution_is_recorded_put_right_and_kept_under_its_item(tmp_path: Path) -> None:
    async with projected(tmp_path) as pilot:
        await press(pilot, "right", "m", "ctrl+s")
        await until_shown(pilot, "พิมพ์มติก่อนบันทึก")
        await type_thai(pilot, "ให้เร่งสรุปผล")
        await press(pilot, "tab", "ctrl+d")
        await until_shown(pilot, "ส่วนราชการที่รับผิดชอบ")
        await press(pilot, "ctrl+s", "tab")
        await type_thai(pilot, "๓๑ ก.พ. ๖๙")
        await press(pilot, "ctrl+s")
        await until_shown(pilot, "ไม่มีวันที่ ๓๑")
        await press(pilot, *["backspace"] * 10)
        await type_thai(pilot, "๑๕ เม.ย. ๖๙")
        await press(pilot, "ctrl+s")
        await until_shown(pilot, "ผู้ปฏิบัติ สำนักปลัด, กองช่าง · กำหนด ๑๕ เม.ย. ๖๙")
        await until_told(pilot, "บันทึกมติแล้ว")
        assert "ยังไม่ได้ระบุ" not in notices(pilot)
        (kept,) = store_of(pilot).meetings.all(YEAR)[1].resolutions
        agenda = store_of(pilot).meetings.all(YEAR)[1].agenda
        assert (kept.measure, kept.due) == (4, date(2026, 4, 15))
        assert agenda[kept.item - 1].measure == 4

        await press(pilot, "m")
        await until_shown(pilot, "มีมติของมาตรการนี้แล้ว")
        await press(pilot, "down", "enter")
        await type_thai(pilot, "โดย")
        await press(pilot, "ctrl+s")
        await until_shown(pilot, "โดยให้เร่งสรุปผล")
        await press(pilot, "b", "m")
        await type_thai(pilot, "รับทราบภาพรวม")
        await press(pilot, "tab", "tab", "tab", "enter", "down", "enter", "ctrl+s")
        await until_told(pilot, "บันทึกมติแล้ว · ยังไม่ได้ระบุผู้ปฏิบัติ/กำหนด")
        resolutions = store_of(pilot).meetings.all(YEAR)[1].resolutions
        assert [(one.text, one.measure, one.item) for one in resolutions] == [
            ("โดยให้เร่งสรุปผล", 4, kept.item),
            ("รับทราบภาพรวม", None, 1),
        ]

        await press(pilot, "f2")
        await until_told(pilot, "กด Esc เพื่อกลับไปหน้ามาตรการ กด Esc อีกครั้งเพื่อจบการฉาย")
        await press(pilot, "escape", "end", "m")  # a measure that is not on the agenda
        await type_thai(pilot, "ให้ติดตาม")
        await press(pilot, "ctrl+s")
        await until_told(pilot, "บันทึกมติแล้ว · ยังไม่ได้ระบุกำหนด")
        last = store_of(pilot).meetings.all(YEAR)[1].resolutions[-1]
        assert last.measure not in {one.measure for one in agenda}
        assert agenda[last.item - 1].title == "ระเบียบวาระที่ ๕ เรื่องเพื่อพิจารณา"
        await press(pilot, "f2")
        await until_told(pilot, "กด Esc เพื่อจบการฉายก่อน แล้วจึงกดปุ่มเดิมอีกครั้ง")


async def test_a_meeting_that_is_over_and_one_without_measures_are_projected_too(tmp_path: Path) -> None:
    database = sample_database(tmp_path)
    with tasks.open_store(database, Clock()) as store:
        store.measures.remove([one.id for one in store.measures.all(YEAR) if one.id is not None])
        store.meetings.save(YEAR, Meeting(1, ended=store.door.clock()))
    async with opened(database, (80, 24), clock=Clock()) as pilot:
        await press(pilot, "f6", "p")
        await until_shown(pilot, "ปีนี้ยังไม่มีมาตรการ")
        await press(pilot, "right", "c")
        await until_shown(pilot, "ยังไม่มีการประชุมครั้งก่อนที่ปิดแล้ว")
        await press(pilot, "m")
        await until_told(pilot, "การประชุมนี้ปิดแล้ว")
        await press(pilot, "d", "r", "b", "right")

        assert "ปิดประชุมแล้ว" in screen_text(pilot)
        assert screen(pilot).sitting is not None


# --- pages as values ---------------------------------------------------------------------------------------------


@cache
def _sitting() -> Sitting:
    with TemporaryDirectory() as folder:
        path = Path(folder, "ita.db")
        path.write_bytes(_two_meetings())
        with tasks.open_store(path, Clock()) as store:
            return meeting_state.sitting(store, YEAR, store.meetings.all(YEAR)[1].id or 0)


@pytest.mark.parametrize("room", [Room(80, 21), Room(60, 12), Room(120, 37), Room(160, 42)])
def test_a_page_never_leaves_its_room_however_long_its_texts_are(room: Room) -> None:
    sitting = _sitting()
    long = "ให้ทุกส่วนราชการตรวจสอบน้ำใจและรายงานผล " * 12
    held = replace(sitting.meeting, resolutions=(Resolution(long, long, measure=1, measure_id=1),) * 3)
    changes = tuple(replace(one, old=long, new=long + "แล้ว") for one in sitting.since.differences * 5)
    since = Since(sitting.since.meeting, changes)
    for measure in sitting.report.measures:
        wordy = replace(measure, id=1, title=long, responsible=long, divisions=())
        for seen in (sitting, replace(sitting, meeting=held, since=since)):
            lines = MeasurePage(seen, wordy, 1, 12, TODAY).lines(room).split("\n", allow_blank=True)
            assert len(lines) <= room.height
            assert all(cell_len(line.plain) <= room.width for line in lines), lines


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(0, 5), max_size=30), st.integers(10, 60))
def test_every_entry_stands_on_one_page_and_no_page_has_more_lines_than_are_read_from_afar(
    sizes: Sequence[int], height: int
) -> None:
    entries = [[Content(f"{n}.{line}") for line in range(size)] for n, size in enumerate(sizes)]
    room = Room(80, height)

    pages = paged(entries, room)

    assert [entry for page in pages for entry in page] == [entry for entry in entries if entry]
    most = MOST_LINES + max(0, height - 24) // 4
    assert all(sum(map(len, page)) <= max(most, 5) or len(page) == 1 for page in pages)
    assert all(pages) or pages == [[]]


def on_top(pilot: Pilot[int]) -> object:
    """The screen as anything: two kinds of it in one test have nothing in common."""
    return pilot.app.screen
