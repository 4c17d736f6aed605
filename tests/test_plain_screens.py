"""Every screen and dialog as plain terminals show it: ASCII without a colour, and in sixteen colours."""

from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import Any

import pytest
from rich.color import ColorSystem
from rich.style import Style
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import DataTable, OptionList

from screens.widgets import plain_signs
from tests.long_series import LONG, some
from tests.painting import assert_plain, letters, painted
from tests.screen_app import opened, press, sample_database, settle
from tests.typing_thai import followed, type_thai

pytestmark = pytest.mark.painted

UNSEEN = "▊▔▎▁"
"""What the framework draws around a field to keep it apart, in the colour of the ground."""

STOPS = (
    ("f2",),
    ("f3",),
    ("f3", "s"),
    ("f3", "delete"),
    ("f3", "n"),
    ("f3", "enter"),
    ("f3", "enter", "ctrl+d"),
    ("f3", "enter", "ctrl+e"),
    ("f3", "enter", "ctrl+e", "a"),
    ("f3", "/", "คู่มือ"),
    ("f4",),
    ("f4", "a"),
    ("f4", "down", "e"),
    ("f5",),
    ("f5", "down", "down", "enter"),
    ("f5", "enter", "ctrl+t"),
    ("f5", "p"),
    ("f3", "a", "b", "enter", "enter"),
    ("f3", "w"),
    ("f3", "t"),
    ("f3", "enter", "ctrl+l"),
    ("f3", "enter", "ctrl+t"),
    ("f3", "enter", "ctrl+o"),
    ("f6",),
    ("f6", "k"),
    ("f6", "n"),
    ("f6", "n", "ctrl+s", "a"),
    ("f6", "n", "ctrl+s", "a", "p"),
    ("f7",),
    ("f7", "2"),
    ("f7", "4", "enter"),
    ("f7", "6"),
    ("f7", "e"),
    ("f7", "m"),
    ("f8",),
    ("f8", "w"),
    ("f2", "app.go('rounds')"),
    ("f2", "app.go('rounds')", "f"),
    ("f2", "app.show_digest"),
    ("f2", "app.division_sheets"),
    ("f2", "app.start_next_year"),
    ("f2", "app.compare_years"),
    ("f2", "app.show_field_history"),
    ("f9",),
    ("f9", "g"),
    ("f2", "f1"),
    ("f2", "f12"),
    ("f2", "app.read_in"),
    ("f2", "app.edit_agency"),
    ("f2", "app.choose_year"),
    ("f2", "app.show_history"),
    ("f2", "app.settings"),
)
"""From the first room to every screen and dialog of the program: keys, texts typed and commands of the palette."""


async def every_screen(pilot: Pilot[Any], stops: Iterable[tuple[str, ...]]) -> AsyncIterator[str]:
    """Go to each stop; a name for it each time it is on the screen."""
    for stop in stops:
        for key in stop:
            if key.startswith("app."):
                await pilot.app.run_action(key)
            elif key.isascii():
                await press(pilot, key)
            else:
                await type_thai(pilot, key)
        await settle(pilot)
        yield " ".join(stop)
        while len(pilot.app.screen_stack) > 2:
            await press(pilot, "escape")


async def test_every_screen_is_ascii_and_thai_and_shows_its_focus_without_a_colour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "vt100")
    asked_for = unknown_signs(monkeypatch)
    seen = set()
    stops = some(STOPS, 6)

    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        async for stop in every_screen(pilot, stops):
            seen.add(type(pilot.app.screen).__name__)
            assert_plain(pilot, stop)
            await assert_focus_is_seen(pilot, stop)

    assert len(seen) >= 40 if LONG else len(seen) > 1, seen
    assert asked_for == set()


def unknown_signs(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Where the signs are gathered that have no twin, while they are painted."""
    unknown: set[str] = set()
    original = plain_signs._twin

    def twin(letter: str, width: int) -> str:
        drawn = original(letter, width)
        unknown.update(letter if "?" in drawn else "")
        return drawn

    plain_signs.plain.cache_clear()
    monkeypatch.setattr(plain_signs, "_twin", twin)
    return unknown


async def test_the_first_run_is_readable_as_plain_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "vt100")

    async with opened(tmp_path / "ใหม่.db", (80, 24)) as pilot:
        assert_plain(pilot, "first run")
        await press(pilot, "down", "down", "enter")
        assert_plain(pilot, "first run, form")
        await assert_focus_is_seen(pilot, "first run, form")


@pytest.mark.long
async def test_sixteen_colours_leave_every_text_readable_and_the_focus_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-16color")
    monkeypatch.delenv("COLORTERM")

    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        async for stop in every_screen(pilot, some(STOPS, 4)):
            assert_sixteen_do(pilot, stop)


def assert_sixteen_do(pilot: Pilot[Any], stop: str) -> None:
    """Every text differs from its ground, and what has the focus has a ground of its own."""
    for strip in painted(pilot):
        assert_readable(stop, strip)
    focused = pilot.app.screen.focused
    if focused is not None and not isinstance(focused, VerticalScroll):
        assert {_ground(style) for _, style in of_widget(pilot, focused)} - {0}, (stop, focused)


async def assert_focus_is_seen(pilot: Pilot[Any], stop: str) -> None:
    """The widget with the focus is painted in another way than when another one has it."""
    screen = pilot.app.screen
    first = screen.focused
    if first is None or isinstance(first, VerticalScroll):  # one text that is scrolled shows no focus
        return
    others = [one for one in screen.focus_chain if one is not first and one.region]
    focused = of_widget(pilot, first)
    assert any(style.reverse or style.underline for _, style in focused), (stop, first)
    if isinstance(first, OptionList | DataTable):
        assert any(style.reverse for letter, style in focused if letter.isalnum()), (stop, first)
    if others:
        others[0].focus(scroll_visible=False)
        while not others[0].has_focus:
            await followed(pilot)
        await followed(pilot)
        assert of_widget(pilot, first) != focused, (stop, first)
        first.focus(scroll_visible=False)
        await followed(pilot)


def of_widget(pilot: Pilot[Any], widget: Widget) -> list[tuple[str, Style]]:
    """Everything painted of a widget, letter by letter."""
    region = widget.region.intersection(pilot.app.screen.region)
    lines = painted(pilot)[region.y : region.bottom]
    return [(letter, style) for line in lines for letter, style in letters(line.crop(region.x, region.right))]


def _number(style: Style, *, ground: bool) -> int:
    """Which of the sixteen the terminal is told to use; 0 (black) and 7 (grey) where nothing is said."""
    color = style.bgcolor if ground is not bool(style.reverse) else style.color
    if color is None or color.is_default:
        return 0 if ground else 7
    number = color.downgrade(ColorSystem.STANDARD).number
    assert number is not None
    return number


def _ground(style: Style) -> int:
    return _number(style, ground=True)


def assert_readable(stop: str, strip: Strip) -> None:
    for letter, style in letters(strip):
        ink, ground = _number(style, ground=False), _ground(style)
        if letter.strip() and letter not in UNSEEN:
            contrast = _luminous(ink, ground)
            assert contrast >= 2.4, (stop, strip.text, letter, ink, ground, contrast)


def _luminous(ink: int, ground: int) -> float:
    """The contrast of two of the sixteen colours, as WCAG counts it."""
    from rich._palettes import STANDARD_PALETTE

    def luminance(number: int) -> float:
        parts = [part / 255 for part in STANDARD_PALETTE[number]]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (high + 0.05) / (low + 0.05)
