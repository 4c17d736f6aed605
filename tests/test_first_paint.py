"""What the first picture may not wait for: no database, workbook or dictionary library is loaded before it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import ROOT

SLOW = {"sqlalchemy", "alembic", "openpyxl", "docx", "typst", "pythainlp", "sqlite3", "rapidfuzz"}

# The real front door and the real app; only the terminal is none, and its first picture is looked at.
DRIVER = """
import asyncio, json, sys
from pathlib import Path
import ita_tui.__main__ as front_door

told = {"door": sorted(sys.modules)}

import ita_tui.app
from ita_tui.app import ItaApp
from screens.frame import OpeningScreen

show = ItaApp._display

def watched(app, screen, renderable):
    show(app, screen, renderable)
    if "painted" not in told and isinstance(screen, OpeningScreen):
        text = "".join(strip.text for strip in screen._compositor.render_strips())
        if "กำลังเปิดฐานข้อมูล" in text:
            told["painted"] = sorted(sys.modules)

ItaApp._display = watched
ita_tui.app.words.load_dictionary = lambda: None  # takes seconds, and comes after all that is asked here

async def run():
    app = ItaApp(Path(sys.argv[1]), clock=front_door.now)
    async with app.run_test() as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        told["opened"] = sorted(sys.modules)

asyncio.run(run())
print(json.dumps(told))
"""


def python(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def loaded(modules: list[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


def test_the_first_picture_waits_for_no_slow_library(tmp_path: Path) -> None:
    told = json.loads(python(DRIVER, str(tmp_path / "x.db")))

    assert not loaded(told["door"]) & (SLOW | {"textual", "rich"})
    assert "ita_tui.app" in told["painted"]
    assert not loaded(told["painted"]) & SLOW
    assert "sqlalchemy" in loaded(told["opened"])  # it comes, only later


@pytest.mark.parametrize("typed", ["--version", "--help", "layouts", "status"])
def test_commands_of_a_line_load_neither_screens_nor_slow_libraries(typed: str, tmp_path: Path) -> None:
    code = (
        "import sys; from ita_tui.__main__ import main; code = main(sys.argv[1:]); "
        "print(sorted({module.partition('.')[0] for module in sys.modules}), file=sys.stderr)"
    )

    done = subprocess.run(
        [
            sys.executable,
            "-c",
            code,
            typed,
            *(() if typed == "--version" else ("--db", str(tmp_path / "x.db"))),
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=60,
        check=True,
    )

    names = set(done.stderr.decode().splitlines()[-1].strip("[]").replace("'", "").split(", "))
    assert "ita_tui" in names
    assert not names & (SLOW | {"textual", "rich", "screens", "exports"})
