"""The program as a test drives it: the real app over a real file, with the clock standing still."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, timezone
from functools import cache
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from textual.widgets import Static

from ita_tui import tasks
from ita_tui.app import ItaApp
from screens.frame import OpeningScreen
from screens.screen import ItaScreen
from screens.widgets.field import Field
from store.database import Store
from tests.quick_textual import IN_THREADS
from tests.typing_thai import followed, press_all

if TYPE_CHECKING:
    from textual.pilot import Pilot

NOW = datetime(2026, 3, 18, 10, 32, tzinfo=timezone(timedelta(hours=7)))

MOVES = frozenset({"up", "down", "tab", "backspace"})
HELD = frozenset({"backspace"})
"""Keys that a person holds down: as many as follow each other are sent at once."""
A_MOMENT = 0.2


def clock() -> datetime:
    """Noon of no day but one: ๑๘ มีนาคม ๒๕๖๙ เวลา ๑๐:๓๒ น."""
    return NOW


def sample_database(folder: Path) -> Path:
    """A file with the sample year, made once a process and copied."""
    shutil.copytree(_template().name, folder, dirs_exist_ok=True)
    return folder / "ita.db"


@cache
def _template() -> TemporaryDirectory[str]:
    folder: TemporaryDirectory[str] = TemporaryDirectory(prefix="ita-tui-sample-")
    with tasks.open_store(Path(folder.name) / "ita.db", clock) as store:
        tasks.start_with_sample(store, NOW)
    return folder


@asynccontextmanager
async def opened(
    database: Path, size: tuple[int, int] = (100, 30), *, clock: Callable[[], datetime] = clock
) -> AsyncIterator["Pilot[int]"]:
    """The program with a file open and its first room on the screen."""
    app = ItaApp(database, clock=clock)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


async def settle(pilot: "Pilot[Any]") -> None:
    """Wait until threads have answered and the screen shows it; a worker that waits for a dialog may wait on."""
    quiet = 0
    while quiet < 2 and pilot.app._exception is None:  # a program that has ended will never be quiet
        await followed(pilot)
        threads = (worker for worker in pilot.app.workers if worker._thread_worker)
        unanswered = IN_THREADS or any(not worker.is_finished for worker in threads)
        busy = unanswered or _opening(pilot) or _resting(pilot)
        quiet = 0 if busy else quiet + 1
        if busy:
            await asyncio.sleep(0.005)


def _resting(pilot: "Pilot[Any]") -> bool:
    """Whether the screen waits a moment for the cursor to rest before it shows more."""
    return any(
        timer._repeat == 0
        and timer._interval <= A_MOMENT
        and timer._task is not None
        and not timer._task.done()
        for timer in pilot.app.screen._timers
    )


def _opening(pilot: "Pilot[Any]") -> bool:
    """Whether the file is still being opened, or the year of a screen still being read."""
    screen = pilot.app.screen
    if isinstance(screen, OpeningScreen):
        return str(screen.query_one("#message", Static).render()) == OpeningScreen.OPENING
    return isinstance(screen, ItaScreen) and screen.state is None


async def press(pilot: "Pilot[Any]", *keys: str) -> None:
    """Press keys, each once the one before has done its work; keys that only move need no waiting for."""
    for key, presses in groupby(keys):
        if key in HELD:
            await press_all(pilot, presses)
            continue
        for one in presses:
            await press_all(pilot, [one])
            if one not in MOVES:
                await settle(pilot)
    if keys[-1] in MOVES:
        await settle(pilot)


async def focus(pilot: "Pilot[Any]", selector: str) -> None:
    """Go to a widget of the screen on top."""
    widget = pilot.app.screen.query_one(selector)
    widget.focus()
    while not widget.has_focus:
        await followed(pilot)


async def enter(pilot: "Pilot[Any]", name: str, text: str) -> None:
    """Put a text into a field of the form on top, in place of what stands there, as a paste would."""
    field = pilot.app.screen.query_one(f"#{name}", Field).input
    field.focus()
    field.value = text
    await followed(pilot)


def shown(pilot: "Pilot[Any]", selector: str) -> str:
    """The text of a widget of the screen on top."""
    return str(pilot.app.screen.query_one(selector, Static).render())


def screen_text(pilot: "Pilot[Any]") -> str:
    """Everything that stands on the screen, line by line."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def store_of(pilot: "Pilot[int]") -> Store:
    app = pilot.app
    assert isinstance(app, ItaApp)
    assert app.store is not None
    return app.store
