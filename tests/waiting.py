"""Waiting for what a screen is to show: also while it asks something, when its work is not at an end."""

import asyncio
from collections.abc import Callable
from typing import Any

from rich.cells import cell_len
from textual.pilot import Pilot

from tests.long_series import some
from tests.screen_app import screen_text
from tests.typing_thai import followed, press_all

SIZES = [(80, 24), (120, 40), (160, 45)]
NASTY = (
    "[b]x[/b]",
    "[/]",
    "ก" * 3000,
    "ํ่้๊",
    "\u0e4d\u0e32\u200b\u202e",
    "👩‍👩‍👧 🇹🇭",
    "\x00\x1b[31mก\x07",
    "บรรทัดหนึ่ง\nบรรทัดสอง",
    "๙" * 400,
    "-๑",
    "๑.๕",
    "²",
    "file:///ก%00ข",
    "file://[",
    "~ไม่มีผู้ใช้/ก.txt",
    "\udcff.txt",
    "../" * 500,
    "x" * 300,
)
"""What nobody types on purpose."""


async def until(pilot: Pilot[Any], true: Callable[[], bool]) -> None:
    """Wait until something holds; fails with the screen after some seconds."""
    for _ in range(250):
        await followed(pilot)
        if true():
            await followed(pilot)
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"waited in vain; the screen shows:\n{screen_text(pilot)}")


async def until_shown(pilot: Pilot[Any], words: str) -> None:
    await until(pilot, lambda: words in screen_text(pilot))


def notices(pilot: Pilot[Any]) -> str:
    """Everything that the program has said in notices."""
    return "\n".join(f"{notice.title}\n{notice.message}" for notice in pilot.app._notifications)


async def until_told(pilot: Pilot[Any], words: str) -> None:
    await until(pilot, lambda: words in notices(pilot))


async def keys(pilot: Pilot[Any], *names: str) -> None:
    """Press keys and let the screen follow, without waiting for what runs in threads."""
    for name in names:
        await press_all(pilot, [name])


async def at_every_size(pilot: Pilot[Any], *words: str) -> None:
    """Show the screen at each size, whole, with these words in sight; then at the first one again.

    In the short form at the smallest and one of the larger ones.
    """
    first = pilot.app.size
    for width, height in (SIZES[0], *some(SIZES[1:], 1)):
        await pilot.resize_terminal(width, height)
        for one in words:
            await until_shown(pilot, one)
        await followed(pilot)
        assert_whole(pilot)
    await pilot.resize_terminal(*first)


def assert_whole(pilot: Pilot[Any]) -> None:
    """Every line is as wide as the screen, and every box has its right side under its corner."""
    width = pilot.app.size.width
    lines = [strip.text for strip in pilot.app.screen._compositor.render_strips()]
    assert len(lines) == pilot.app.size.height
    for line in lines:
        assert cell_len(line) == width, line
    for top, line in enumerate(lines):
        if "╭" in line and "╮" in line:
            left, right = cell_len(line[: line.index("╭")]), cell_len(line[: line.index("╮")])
            bottom = next(n for n in range(top, len(lines)) if _at(lines[n], right) == "╯")
            for inside in lines[top + 1 : bottom]:
                assert (_at(inside, left), _at(inside, right)) == ("│", "│"), inside


def _at(line: str, cell: int) -> str:
    """The character that begins in a cell."""
    return next((c for n, c in enumerate(line) if cell_len(line[:n]) == cell and cell_len(c)), "")
