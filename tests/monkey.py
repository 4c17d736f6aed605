"""A monkey at the keyboard and the mouse of the whole program: what it does, and what came of it.

A press is a text of its own, so that a list of them can be copied out of a failure and pressed again: a key by its name
or its letter, ``click 12 5``, ``double 12 5``, ``scroll 12 5``, ``paste …``, ``resize 80 24``.
"""

import asyncio
import random
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.pilot import Pilot

from ita_tui.app import ItaApp
from ita_tui.thai.keyboard import KEDMANEE
from store.verifying import verify
from tests.quick_textual import IN_THREADS
from tests.screen_app import clock, settle
from tests.store_builders import open_store
from tests.typing_thai import followed, press_all

_PROGRAM = Path(__file__).parents[1]
START = (100, 30)
PATIENCE = 30.0
"""Seconds without any progress after which a screen is frozen: no press asks for a tenth of it."""
AT_REST_EVERY = 4
"""Presses between two looks whether everything comes to rest, threads included."""

_LETTERS = [*(letter for pair in KEDMANEE.items() for letter in pair), *"๐๑๒๓๔๕๖๗๘๙", " "]
_ROOMS = [f"f{number}" for number in range(1, 10)]
_MOVES = ["up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "tab", "shift+tab"]
_HELD = [
    *(f"ctrl+{letter}" for letter in "abdefgklnoprstuvwxyz"),
    *[
        "shift+up",
        "shift+down",
        "shift+left",
        "shift+right",
        "ctrl+left",
        "ctrl+right",
        "ctrl+home",
        "ctrl+end",
    ],
    *["delete", "backspace", "insert", "f11", "f12", "shift+f5"],
]
_LEAVING = ["f10", "ctrl+q", "ctrl+c"]
_PASTED = [
    "โครงการปรับปรุงการให้บริการ ๑๒ หมู่บ้าน",
    "[b]หนา[/b] [/] [@click=app.quit]x[/]",
    "\x1b[31mแดง\x00\x07\x9b\u202e\ufeff",
    "=1+1\t\t\r\n\r\n@SUM(A1)",
    "ที่\tมาตรการ\tผู้รับผิดชอบ\n๑\tรับฟังความคิดเห็น\tสำนักปลัด\n",
    "https://example.org/ข่าว?ก=๑#ข",
    "กำ" * 3000,
    "\ud800",
    "31 ก.พ. 2569",
    "",
]
_SIZES = [(80, 24), (160, 45), (120, 40), (100, 30), (81, 25), (60, 16), (40, 12), (20, 5), (200, 60)]


def presses(chance: random.Random, how_many: int) -> list[str]:
    """What the monkey does."""
    return [_press(chance) for _ in range(how_many)]


def _press(chance: random.Random) -> str:
    def at() -> str:
        return f"{chance.randrange(START[0])} {chance.randrange(START[1])}"

    kinds: list[tuple[int, Callable[[], str]]] = [
        (30, lambda: chance.choice(_LETTERS)),
        (14, lambda: "enter"),
        (8, lambda: "escape"),
        (18, lambda: chance.choice(_MOVES)),
        (8, lambda: chance.choice(_ROOMS)),
        (6, lambda: chance.choice(_HELD)),
        (7, lambda: f"click {at()}"),
        (2, lambda: f"double {at()}"),
        (2, lambda: f"scroll {at()}"),
        (2, lambda: f"paste {chance.choice(_PASTED)}"),
        (2, lambda: "resize {} {}".format(*chance.choice(_SIZES))),
        (1, lambda: chance.choice(_LEAVING)),
    ]
    (kind,) = chance.choices([one for _, one in kinds], [weight for weight, _ in kinds])
    return kind()


@dataclass(frozen=True)
class Failure:
    """What went wrong: ``kind`` is the same for the same fault, ``story`` is for whoever mends it."""

    kind: str
    story: str
    pressed: int
    """How many presses it took."""


class FrozenError(Exception):
    """The event loop was kept from going on by the place that is named."""


async def pressed(database: Path, keys: Sequence[str], patience: float = PATIENCE) -> Failure | None:
    """Press keys on the program, opening it again where they leave it; what went wrong, or None.

    At the end the file must open and be as it was written. ``patience`` is in seconds.
    """
    at = 0
    while at < len(keys):
        with _not_for_ever(patience):
            sitting = _Sitting(database, keys, at, patience)
            failure = await sitting.watched()
        if failure is not None:
            return failure
        at = sitting.at
    try:
        with open_store(database, clock) as store:
            found = verify(store)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what was looked for
        return _failure(error, at)
    if not found.sound:
        return Failure("the file is not sound", "\n".join(found.problems), at)
    return None


class _Sitting:
    """The program from being opened until it is left; ``at`` is how many of the keys were pressed by then."""

    def __init__(self, database: Path, keys: Sequence[str], at: int, patience: float) -> None:
        self._database = database
        self._keys = keys
        self._patience = patience
        self.at = at
        self._steps = 0

    async def watched(self) -> Failure | None:
        """Press until the program is left or no keys are left; what went wrong, as soon as nothing goes on any more."""
        app = ItaApp(self._database, clock=clock)
        sitting = asyncio.create_task(self._through(app))
        while not sitting.done():
            seen = self._steps
            await asyncio.wait({sitting}, timeout=self._patience)
            if self._steps == seen and not sitting.done():
                kind, story = _story_of_tasks(app)
                with suppress(RecursionError):  # what waits for itself cannot be ended
                    sitting.cancel()
                return Failure(kind, story, self.at)
        error = app._exception or sitting.exception()
        return None if error is None else _failure(error, self.at)

    async def _through(self, app: ItaApp) -> None:
        async with app.run_test(size=START) as pilot:
            await self._at_rest(pilot)
            while self.at < len(self._keys) and not _is_left(app):
                self.at += 1
                await press_one(pilot, self._keys[self.at - 1])
                self._goes_on()
                if self.at % AT_REST_EVERY == 0 or self.at == len(self._keys):
                    await self._at_rest(pilot)
        self._goes_on()

    def _goes_on(self) -> None:
        self._steps += 1
        _set_alarm(self._patience)

    async def _at_rest(self, pilot: Pilot[int]) -> None:
        """Wait until the program has done what it was asked, in threads as well, or is left."""
        resting = asyncio.create_task(settle(pilot))
        while not resting.done() and not _is_left(pilot.app):
            await asyncio.wait({resting}, timeout=0.1)
        if resting.done() and not _is_left(pilot.app):
            resting.result()  # what the looking itself met
        resting.cancel()
        self._goes_on()


def _story_of_tasks(app: ItaApp) -> tuple[str, str]:
    """What everybody waits for, for whoever looks for the one that never comes; first what of it is the program's."""
    ours: set[str] = set()
    told = [repr(app._screen_stack), *(f"{worker} {worker.state}" for worker in app.workers)]
    for task in asyncio.all_tasks():
        told.append(task.get_name())
        waits: Any = task.get_coro()
        while (frame := getattr(waits, "cr_frame", None)) is not None:
            told.append(f"  {frame.f_code.co_qualname} line {frame.f_lineno}")
            if Path(frame.f_code.co_filename).is_relative_to(_PROGRAM / "screens"):
                ours.add(frame.f_code.co_qualname)
            waits = waits.cr_await
    for thread in threading.enumerate():
        told.append(f"thread {thread.name}")
        told += traceback.format_stack(sys._current_frames().get(thread.ident or 0))[-8:]
    told.append(f"asked of threads: {len(IN_THREADS)}")
    return f"frozen in {', '.join(sorted(ours))}", "\n".join(told)


def _is_left(app: App[int]) -> bool:
    return app._exit or app._exception is not None


async def press_one(pilot: Pilot[Any], press: str) -> None:
    app = pilot.app
    kind, _, told = press.partition(" ")
    match kind:
        case "click" | "double" | "scroll" if told:
            _mouse(app, kind, *map(int, told.split()))
        case "paste":
            app.post_message(events.Paste(told))
        case "resize":
            size = Size(*map(int, told.split()))
            assert isinstance(app._driver, HeadlessDriver)
            app._driver._size = size
            app.post_message(events.Resize(size, size))
        case _:
            await press_all(pilot, [press])
            return
    await followed(pilot)


def _mouse(app: Any, kind: str, x: int, y: int) -> None:  # noqa: ANN401 - any program
    """What a terminal sends, through the framework's own parser and driver; a place off the screen is pulled in."""
    x, y = min(x, app.size.width - 1) + 1, min(y, app.size.height - 1) + 1
    click = f"\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m"
    sent = {"click": click, "double": click * 2, "scroll": f"\x1b[<65;{x};{y}M"}[kind]
    for message in XTermParser().feed(f"\x1b[<35;{x};{y}M{sent}"):
        app._driver.process_message(message)


@contextmanager
def _not_for_ever(patience: float) -> Iterator[None]:
    """Break what keeps the event loop for itself for so long that nobody would wait: the place is in the traceback."""

    def broken(_: int, at: FrameType | None) -> None:
        # Where there is no task the loop is idle, and who waits for what is told elsewhere.
        if at is not None and asyncio.current_task() is not None:
            raise FrozenError(f"{Path(at.f_code.co_filename).name}:{at.f_code.co_name}")

    before = signal.signal(signal.SIGALRM, broken)
    _set_alarm(patience)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _set_alarm(patience: float) -> None:
    """Later than whoever waits without work loses patience."""
    signal.setitimer(signal.ITIMER_REAL, 2 * patience)


def _failure(error: BaseException, at: int) -> Failure:
    inner = getattr(error, "error", None)
    error = inner if isinstance(inner, BaseException) else error
    story = "".join(traceback.format_exception(error))
    if isinstance(error, FrozenError):
        return Failure(f"frozen in {error}", story, at)
    last = traceback.extract_tb(error.__traceback__)[-1:]
    where = "".join(f" in {Path(frame.filename).name}:{frame.name}" for frame in last)
    return Failure(f"{type(error).__name__}{where}", story, at)
