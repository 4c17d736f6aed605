"""The preview of a page is drawn once for a width, and anew once Thai text can be parted better."""

from collections.abc import Iterator
from typing import Any

import pytest
from rich.console import Console, ConsoleOptions
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import Static

from screens import page_view
from screens.page_view import DrawnOnce
from tests.screen_app import screen_text
from tests.typing_thai import followed


class Counted:
    """Thirty lines that count how often they are drawn."""

    drawn = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        self.drawn += 1
        for number in range(30):
            yield Segment(f"ครั้งที่ {self.drawn} บรรทัดที่ {number}")
            yield Segment.line()


class OnePage(App[None]):
    def __init__(self, page: Counted) -> None:
        super().__init__()
        self.page = page

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(id="page", markup=False)

    def on_mount(self) -> None:
        static = self.query_one("#page", Static)
        static.update(DrawnOnce(static, self.page))


async def scrolled(pilot: Pilot[Any]) -> str:
    """What stands at the end of the page, after every line of it was in sight."""
    await followed(pilot)
    pages = pilot.app.query_one(VerticalScroll)
    for line in range(pages.max_scroll_y + 1):
        pages.scroll_to(y=line, animate=False)
        await followed(pilot)
    return screen_text(pilot)


async def test_scrolling_draws_nothing_anew_and_every_line_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Counted()
    async with OnePage(page).run_test(size=(40, 10)) as pilot:
        assert "บรรทัดที่ 29" in await scrolled(pilot)
        at_rest = page.drawn
        pilot.app.query_one(VerticalScroll).scroll_home(animate=False)
        assert "บรรทัดที่ 29" in await scrolled(pilot)
        assert page.drawn == at_rest

        monkeypatch.setattr(page_view, "dictionary_generation", lambda: -7)
        pilot.app.query_one("#page").refresh(layout=True)
        again = await scrolled(pilot)
        assert page.drawn > at_rest
        assert f"ครั้งที่ {page.drawn} บรรทัดที่ 29" in again
