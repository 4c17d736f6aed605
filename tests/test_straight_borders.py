"""Long Thai names everywhere: borders stay straight, marks on their letters, and what is cut off says so."""

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Static

from ita_tui import tasks
from ita_tui.app import ItaApp
from ita_tui.console import GOOD, ConsoleWidths
from ita_tui.domain.fiscal_year import FiscalYear
from screens.terminal_notice import MARKS_APART, MARKS_APART_TITLE
from screens.widgets.cell_widths import lay_out_for
from tests.long_series import LONG, some
from tests.screen_app import clock, press, sample_database, screen_text, settle
from tests.silently_cut import silently_cut
from tests.straight_borders import boxes_of, crooked, grid_of, stray_marks
from tests.typing_thai import followed
from tests.waiting import SIZES, notices, until_shown, until_told

pytestmark = pytest.mark.painted

APART = ConsoleWidths(mark=1)
YEAR = FiscalYear(2569)
NAME = "องค์การบริหารส่วนตำบลทุ่งน้ำค้างศรีวิสุทธิ์พิทักษ์น้ำใจไมตรีที่ยิ่งใหญ่และเก่าแก่กว่าผู้ใดในแผ่นดินนี้"
WHO = "ผู้อำนวยการกองสาธารณสุขและสิ่งแวดล้อมที่ปฏิบัติหน้าที่แทนปลัดองค์การบริหารส่วนตำบล"
NOTE = "หมายเหตุที่เขียนไว้ยืดยาวเพื่อให้ผู้ตรวจเข้าใจที่มาที่ไปของเรื่องนี้ได้อย่างครบถ้วน " * 3

STORY = (
    *(("f2",), ("tab", "tab"), ("f3",), ("s",), ("escape",), ("d",), ("escape",), ("o",), ("escape",)),
    *(("enter",), ("ctrl+e",), ("a",), ("escape",), ("escape",), ("escape",), ("n",), ("escape",)),
    *(("f4",), ("a",), ("escape",), ("e",), ("escape",)),
    *(
        ("f5",),
        ("enter",),
        ("escape",),
        ("f8",),
        ("w",),
        ("escape",),
        ("f9",),
        ("g",),
        ("escape",),
        ("f1",),
        ("escape",),
        ("f12",),
    ),
)
SHORT_STORY = (
    *(
        ("f2",),
        ("f3",),
        ("s",),
        ("escape",),
        ("enter",),
        ("escape",),
        ("f4",),
        ("f5",),
        ("enter",),
        ("escape",),
    ),
    *(("f9",), ("f1",), ("escape",), ("f12",)),
)
"""For larger screens, on which there is more room for everything, and more to paint."""

FROM_PALETTE = ("read_in", "choose_year", "edit_agency", "show_history")


@pytest.fixture(autouse=True)
def good_again() -> Iterator[None]:
    yield
    lay_out_for()


def long_names(folder: Path) -> Path:
    """The sample year with everything named as long as Thai officials can, made once and copied."""
    template = folder.parent.parent / "long" / "names"
    if not template.exists():
        _name_everything(sample_database(template))
    shutil.copytree(template, folder)
    return folder / "ita.db"


def _name_everything(database: Path) -> None:
    with tasks.open_store(database, clock) as store, store.one_step("ชื่อยาว"):
        agency = store.agencies.current()
        assert agency is not None
        store.agencies.save(replace(agency, name=NAME, district=NAME[:40], province=NAME[:40]))
        divisions = store.agencies.divisions()
        store.agencies.save_divisions([replace(one, name=f"{one.name}และ{WHO}") for one in divisions])
        for measure in store.measures.all(YEAR):
            store.measures.save(replace(measure, title=f"{NAME}{measure.title}", responsible=WHO))
        for item in store.disclosure.all(YEAR):
            store.disclosure.save(YEAR, replace(item, responsible=WHO, note=NOTE))
        for evidence in store.evidence.of_year(YEAR):
            store.evidence.save(replace(evidence, title=f"{NAME}{evidence.title}", note=NOTE))


def lines_of(pilot: Pilot[Any]) -> list[str]:
    return [strip.text for strip in pilot.app.screen._compositor.render_strips()]


def wrong_on_screen(pilot: Pilot[Any]) -> list[str]:
    """What is wrong with what is painted; marks stand beside their letters where the terminal puts them there."""
    strips = pilot.app.screen._compositor.render_strips()
    width, height = pilot.app.size
    grid = grid_of(strip.text for strip in strips)
    wrong = [
        f"{strip.text!r} is {cell_len(strip.text)} cells wide"
        for strip in strips
        if cell_len(strip.text) != width or strip.cell_length != width
    ]
    if len(strips) != height:
        wrong.append(f"{len(strips)} lines")
    if cell_len("ที่") == 1:
        wrong += stray_marks(grid)
    return wrong or crooked(grid)


async def assert_straight(pilot: Pilot[Any]) -> None:
    await followed(pilot)
    assert wrong_on_screen(pilot) == [], screen_text(pilot)
    for _ in range(50):  # a text that has just come, from a thread, takes its room in the next layout
        if not silently_cut(pilot.app):
            return
        await asyncio.sleep(0.02)
        await followed(pilot)
    assert silently_cut(pilot.app) == [], screen_text(pilot)


TERMINALS = (*((size, GOOD) for size in SIZES), (SIZES[0], APART))


@pytest.mark.story
@pytest.mark.long
async def test_every_screen_and_dialog_is_straight_with_long_thai_names(tmp_path: Path) -> None:
    for at, (size, widths) in enumerate(some(TERMINALS, 2)):
        await every_screen_is_straight(tmp_path / str(at), size, widths)


async def every_screen_is_straight(folder: Path, size: tuple[int, int], widths: ConsoleWidths) -> None:
    app = ItaApp(long_names(folder), clock=clock, widths=widths)
    seen: set[str] = set()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        app.clear_notifications()
        small = size == SIZES[0]
        for keys in STORY if small and LONG else SHORT_STORY:
            await press(pilot, *keys)
            seen.add(type(app.screen).__name__)
            await assert_straight(pilot)
        await press(pilot, "escape")
        for action in FROM_PALETTE if LONG and small else some(FROM_PALETTE, 2) if small else ():
            await app.run_action(f"app.{action}")
            await settle(pilot)
            seen.add(type(app.screen).__name__)
            await assert_straight(pilot)
            await press(pilot, "escape")

    assert len(seen) >= (15 if small and LONG else 8), seen


async def test_notices_over_everything_are_whole_and_cut_nothing_in_two(tmp_path: Path) -> None:
    for at, size in enumerate((SIZES[0], *some(SIZES[1:], 1))):
        await notices_are_whole(tmp_path / str(at), size)


async def notices_are_whole(folder: Path, size: tuple[int, int]) -> None:
    app = ItaApp(long_names(folder), clock=clock)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        for key in ("f3", "f9", "f1") if size == SIZES[0] else ("f3",):
            await press(pilot, key)
            app.clear_notifications()
            app.notify(NOTE, title=NAME, markup=False)
            await until_shown(pilot, "ผู้ตรวจเข้าใจ")
            await assert_straight(pilot)


async def test_what_lies_under_a_dialog_keeps_whole_letters_at_every_place_of_its_border(
    tmp_path: Path,
) -> None:
    app = ItaApp(long_names(tmp_path / "a"), clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "f3", "s")
        dialog = app.screen.query_one("Vertical")
        for width in range(21, 60, 3):
            dialog.styles.width = width
            await followed(pilot)
            assert wrong_on_screen(pilot) == [], width
            assert boxes_of(grid_of(lines_of(pilot)))


async def test_a_table_scrolled_sideways_and_down_keeps_whole_letters(tmp_path: Path) -> None:
    app = ItaApp(long_names(tmp_path / "a"), clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "f3")
        table = app.screen.query_one("DataTable")
        table.styles.width = 30
        await followed(pilot)
        assert table.max_scroll_x > 0
        for x in range(int(table.max_scroll_x) + 1):
            table.scroll_to(x, x % 7, animate=False, force=True)
            await followed(pilot)
            assert wrong_on_screen(pilot) == [], x


async def test_a_form_scrolled_line_by_line_stays_straight(tmp_path: Path) -> None:
    app = ItaApp(long_names(tmp_path / "a"), clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "f3", "enter")
        fields = app.screen.query_one("#fields")
        assert fields.max_scroll_y > 0
        for y in range(int(fields.max_scroll_y) + 1):
            fields.scroll_to(y=y, animate=False, force=True)
            await followed(pilot)
            assert wrong_on_screen(pilot) == [], y


# --- an old console -----------------------------------------------------------------------------------------------


async def test_the_better_terminal_is_named_once_and_only_where_marks_stand_apart(tmp_path: Path) -> None:
    database = sample_database(tmp_path / "a")
    told: list[str] = []
    for widths in (GOOD, APART, APART):
        app = ItaApp(database, clock=clock, widths=widths)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            await settle(pilot)
            if not told:
                await settle(pilot)
            elif len(told) == 1:
                await until_told(pilot, MARKS_APART_TITLE)
                await until_shown(pilot, "1.22")
            await app.workers.wait_for_complete()
            told.append(notices(pilot))

    assert MARKS_APART in told[1]
    assert [MARKS_APART_TITLE in one for one in told] == [False, True, False]


async def test_what_was_typed_while_the_terminal_was_asked_reaches_the_program(tmp_path: Path) -> None:
    app = ItaApp(sample_database(tmp_path / "a"), clock=clock, typed=b"\x1b[21~")  # F10
    async with app.run_test(size=(80, 24)) as pilot:
        await followed(pilot)

    assert app.return_code == 0
    assert app.store is None or not app.is_running


# --- the finders themselves ---------------------------------------------------------------------------------------


def test_a_border_that_is_one_cell_off_is_found() -> None:
    straight = ["╭──╮", "│กข│", "╰──╯"]

    assert crooked(grid_of(straight)) == []
    assert crooked(grid_of(["╭──╮", "│กขค", "╰──╯"]))
    assert crooked(grid_of(["╭──╮", "กข│ ", "╰──╯"]))
    assert crooked(grid_of(["╭──╮", "│กข│", "╰─╯ "]))
    assert crooked(grid_of(["╭──╮", "│กข│ ", "╰──╯"]))


def test_a_mark_on_a_border_or_a_blank_is_found() -> None:
    assert stray_marks(grid_of(["│ที่│"])) == []
    assert stray_marks(grid_of(["ท│ี่"]))
    assert stray_marks(grid_of([" ่ก"]))
    assert stray_marks(grid_of(["น้│ำ"]))


class Cut(App[None]):
    CSS = "#one { height: 1; width: 10; } #all { height: auto; width: 10; }"

    def compose(self) -> ComposeResult:
        yield Static(NAME, id="one")
        yield Static(NAME, id="all")


async def test_a_text_that_is_cut_off_without_a_sign_is_found() -> None:
    app = Cut()
    async with app.run_test(size=(40, 30)) as pilot:
        await followed(pilot)

        found = silently_cut(app)

        assert len(found) == 1
        assert "one" in found[0]
