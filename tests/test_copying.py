"""What the mouse selects on a screen is copied as it was written: whole letters, and no line ends of the wrapping."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from ita_tui.app import ItaApp
from ita_tui.console import GOOD, ConsoleWidths
from ita_tui.thai.clusters import snap_left, snap_right
from screens.widgets import thai_layout
from screens.widgets.cell_widths import lay_out_for
from tests.long_series import some
from tests.screen_app import clock, press, sample_database, settle
from tests.typing_thai import followed

APART = ConsoleWidths(mark=1)


@pytest.fixture(autouse=True)
def good_again() -> Iterator[None]:
    yield
    lay_out_for()


TEXT = "ผู้ที่น้ำก็กำลังปฏิบัติหน้าที่ตามคำสั่งขององค์การบริหารส่วนตำบลบึงหลวงเรื่องต่าง ๆ ที่เกี่ยวข้อง"


class Reading(App[None]):
    CSS = "Screen { width: 30; } Static { width: 24; height: auto; }"

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(TEXT, markup=False, id="text")
            yield Static("บรรทัดแรกที่สั้น\nบรรทัดที่สองก็สั้น", markup=False, id="lines")


async def drag(pilot: Pilot[Any], widget: Widget, start: tuple[int, int], end: tuple[int, int]) -> str:
    """Drag the mouse over a widget, and give what would be copied."""
    await pilot.mouse_down(widget, offset=start)
    await pilot.hover(widget, offset=end)
    await pilot.mouse_up(widget, offset=end)
    await followed(pilot)
    return pilot.app.screen.get_selected_text() or ""


@pytest.mark.parametrize("widths", [GOOD, APART], ids=["good", "apart"])
async def test_a_dragged_selection_copies_whole_letters(widths: ConsoleWidths) -> None:
    lay_out_for(widths)
    thai_layout.install()
    app = Reading()
    async with app.run_test(size=(40, 14)) as pilot:
        await followed(pilot)
        text = app.query_one("#text")
        drags = [(first, last) for first in (0, 1, 2, 4) for last in range(first + 1, 8)]
        for start, end in some(drags, 5):
            app.screen.clear_selection()
            copied = await drag(pilot, text, (start, 0), (end, 0))
            at = TEXT.find(copied)
            assert copied, (start, end)
            assert at >= 0, copied
            assert snap_left(TEXT, at) == at, copied
            assert snap_right(TEXT, at + len(copied)) == at + len(copied), copied


@pytest.mark.parametrize("widths", [GOOD, APART], ids=["good", "apart"])
async def test_a_selection_over_wrapped_lines_copies_the_text_without_line_ends(
    widths: ConsoleWidths,
) -> None:
    lay_out_for(widths)
    thai_layout.install()
    app = Reading()
    async with app.run_test(size=(40, 14)) as pilot:
        await followed(pilot)
        text = app.query_one("#text")
        assert text.size.height > 2

        copied = await drag(pilot, text, (0, 0), (10, 2))

        assert "\n" not in copied
        assert TEXT.startswith(copied)
        assert cell_len(copied) > 2 * 15


async def test_a_selection_over_two_lines_keeps_their_own_line_end() -> None:
    thai_layout.install()
    app = Reading()
    async with app.run_test(size=(40, 14)) as pilot:
        await followed(pilot)

        copied = await drag(pilot, app.query_one("#lines"), (0, 0), (8, 1))

        first, second = copied.split("\n")
        assert first == "บรรทัดแรกที่สั้น"
        assert "บรรทัดที่สองก็สั้น".startswith(second)
        assert second


async def test_the_words_on_a_screen_of_the_program_are_copied_whole(tmp_path: Path) -> None:
    app = ItaApp(sample_database(tmp_path / "a"), clock=clock)
    async with app.run_test(size=(160, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "f3")
        details = app.screen.query_one("#detail-text")
        source = str(details.render())

        for end in range(2, 30, 4):
            app.screen.clear_selection()
            copied = await drag(pilot, details, (0, 0), (end, 1))
            assert copied
            assert copied in source
            assert snap_right(source, len(copied)) == len(copied), copied
