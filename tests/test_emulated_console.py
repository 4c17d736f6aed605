"""The program as a process in a terminal: good ones, and old consoles that give every mark a column."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.command_line import ROOT
from tests.long_series import LONG
from tests.screen_app import sample_database
from tests.straight_borders import boxes_of, crooked, grid_of, stray_marks
from tests.waiting import SIZES

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo terminals", allow_module_level=True)

pytest.importorskip("pyte", reason="pyte draws the emulated screen")

from tests.emulated_console import PROGRAM, EmulatedConsole

F1, F2, F3, F4, F5, F9, F10, F12 = (
    *("\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[20~", "\x1b[21~", "\x1b[24~"),
)
ESCAPE, ENTER, DOWN = "\x1b", "\r", "\x1b[B"

STORY = (
    (F3, "ค้นหา", 0),
    ("s", "แสดงเฉพาะสถานะ", 1),
    (ESCAPE, "ค้นหา", 0),
    (ENTER, "ผลการดำเนินการ", 2),
    (F4, "EIT ส่วนที่ ๒", 0),
    ("a", "จำนวนผู้ตอบ", 1),
    (ESCAPE, "EIT ส่วนที่ ๒", 0),
    (F5, "ข้อมูลที่ต้องเผยแพร่", 0),
    (F9, "บันทึกเป็น", 0),
    (F1, "ช่วยเหลือ ·", 1),
    (ESCAPE, "บันทึกเป็น", 0),
    (F12, "พิมพ์ชื่อคำสั่ง", 1),
    (ESCAPE, "บันทึกเป็น", 0),
    (F2, "ต้องทำก่อน", 0),
)
"""Keys, the words that must stand on the screen then, and how many boxes at least."""

Opened = Callable[..., EmulatedConsole]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Opens the sample year, the same file each time, in an emulated console."""
    database = sample_database(tmp_path / "a")
    home = tmp_path / "home"
    home.mkdir()
    consoles: list[EmulatedConsole] = []

    def open_(*, apart: bool, answers: bool = True, size: tuple[int, int] = (80, 24)) -> EmulatedConsole:
        consoles.append(
            EmulatedConsole(
                (*PROGRAM, "--db", str(database), "--year", "2569"),
                home,
                size=size,
                apart=apart,
                answers=answers,
                env={"WT_SESSION": "1"},  # Windows Terminal draws lines, old as it may be
            )
        )
        return consoles[-1]

    yield open_
    for console in consoles:
        console.__exit__(None, None, None)


def straight(console: EmulatedConsole, boxes: int) -> bool:
    """Whether all borders are straight, at least so many boxes are there, and the title reaches the right edge."""
    grid = console.grid()
    whole_title = len(set(console.background(0))) == 1 and set(console.background(0)) != {"default"}
    return not crooked(grid) and len(boxes_of(grid)) >= boxes and (whole_title or boxes > 0)


def click(console: EmulatedConsole, word: str) -> None:
    """Click on a word on the screen, before which every letter has a cell of its own."""
    row, line = next((row, line) for row, line in enumerate(console.text().split("\n")) if word in line)
    place = f"0;{line.index(word) + 1};{row + 1}"
    console.send(f"\x1b[<{place}M\x1b[<{place}m")


def walk_through(console: EmulatedConsole, story: Sequence[tuple[str, str, int]] = STORY) -> None:
    shown = "ต้องทำก่อน"
    console.until(lambda: shown in console.text() and straight(console, 0))
    for keys, words, boxes in story:
        left = shown if keys == ESCAPE else "\0"
        console.send(keys)
        console.until(
            lambda: words in console.text() and left not in console.text() and straight(console, boxes)  # noqa: B023
        )
        shown = words


@pytest.mark.story
@pytest.mark.story
def test_every_screen_is_straight_in_a_good_terminal_which_is_left_as_it_was(opened: Opened) -> None:
    console = opened(apart=False)

    walk_through(console, STORY if LONG else STORY[:5])
    assert stray_marks(console.grid()) == []
    console.send(F10)
    assert console.until_ended() == 0

    asked = console.drawn.partition(b"\x1b[?1049h")[0]
    assert asked.count(b"\x1b[6n") == 3
    assert asked.endswith(b"\x1b8\x1b[K")  # wiped, before the first screen


@pytest.mark.story
def test_an_old_console_is_told_of_and_every_screen_is_straight_in_it(opened: Opened) -> None:
    console = opened(apart=True)

    notice, digest = "Windows Terminal", "แล้วทำงานต่อ"  # the digest of the day, under the notice
    console.until(lambda: notice in console.text() and digest in console.text() and straight(console, 0))
    click(console, notice)  # the notice goes
    console.until(lambda: notice not in console.text() and straight(console, 0))
    console.send("\x1b")
    walk_through(console, STORY if LONG else STORY[:3])
    console.send(F10)

    assert console.until_ended() == 0


@pytest.mark.story
def test_without_asking_the_borders_of_an_old_console_break(opened: Opened) -> None:
    console = opened(apart=True, answers=False)
    console.until_shown("F2")
    console.send(F12)
    console.until_shown("Esc")
    time.sleep(1)  # whatever was still to be painted: it does not become straight
    console.until(lambda: True)

    assert crooked(console.grid())


# --- tmux -----------------------------------------------------------------------------------------------------------


class Tmux:
    """A server of its own with one window."""

    def __init__(self) -> None:
        self.server = f"ita-straight-{os.getpid()}"

    def __call__(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self.server, "-f", "/dev/null", *arguments],
            capture_output=True,
            check=True,
        )
        return done.stdout.decode()

    def until(self, words: str, boxes: int = 0, gone: str = "\0") -> None:
        end = time.monotonic() + 30
        while True:
            lines = self("capture-pane", "-p", "-t", "x").splitlines()
            width = int(self("display-message", "-p", "-t", "x", "#{pane_width}"))
            grid = [[*row, *[" "] * (width - len(row))] for row in grid_of(lines)]
            text = "\n".join(lines)
            if words in text and gone not in text and not crooked(grid) and len(boxes_of(grid)) >= boxes:
                assert stray_marks(grid) == []
                return
            assert time.monotonic() < end, (crooked(grid), text)
            time.sleep(0.02)


@pytest.fixture
def tmux() -> Iterator[Tmux]:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    started = Tmux()
    yield started
    started("kill-server")


@pytest.mark.story
def test_borders_are_straight_in_tmux_at_three_sizes(tmux: Tmux, tmp_path: Path) -> None:
    database = sample_database(tmp_path / "a")
    (width, height), *_ = SIZES
    env = [
        f"{name}={value}"
        for name, value in (("HOME", str(tmp_path)), ("LANG", "C.UTF-8"), ("PYTHONPATH", str(ROOT)))
    ]
    tmux(
        "start-server",
        ";",
        "set-option",
        "-g",
        "remain-on-exit",
        "on",
        ";",
        "new-session",
        "-d",
        "sleep",
        "600",
    )
    tmux(
        *("new-session", "-d", "-s", "x", "-x", str(width), "-y", str(height), "env", *env),
        *(*PROGRAM, "--db", str(database), "--year", "2569"),
    )
    tmux.until("แล้วทำงานต่อ")  # the digest of the day
    tmux("send-keys", "-t", "x", "Escape")
    tmux.until("ต้องทำก่อน", gone="แล้วทำงานต่อ")
    for width, height in SIZES:
        tmux("resize-window", "-t", "x", "-x", str(width), "-y", str(height))
        tmux("send-keys", "-t", "x", "F2")
        tmux.until("ต้องทำก่อน")
        for key, words in (("F12", "พิมพ์ชื่อคำสั่ง"), ("F1", "ช่วยเหลือ ·")):
            tmux("send-keys", "-t", "x", key)
            tmux.until(words, boxes=1)
            tmux("send-keys", "-t", "x", "Escape")
            tmux.until("ต้องทำก่อน", gone=words)
