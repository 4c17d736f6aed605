"""A terminal that is closed, a program that is ended from outside: what was typed is there at the next start."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ita_tui import places, tasks
from screens import closed_terminal
from screens.closed_terminal import CLOSED, LOGOFF, SHUTDOWN, ClosedTerminal
from tests.real_terminal import PATIENCE, Terminal, needs_tmux, program
from tests.screen_app import clock, sample_database

TYPED = "ที่นี่น้ำท่วม"


def process_of(database: Path) -> int:
    note = database.with_name(f"{database.name}.in-use")
    return int(json.loads(note.read_text(encoding="utf-8"))["process"])


def until_gone(process: int) -> None:
    end = time.monotonic() + PATIENCE
    while Path(f"/proc/{process}").exists():
        assert time.monotonic() < end, "the program never ended"
        time.sleep(0.02)


def until(true: Callable[[], bool], wanted: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"{wanted} never came"
        time.sleep(0.02)


def result_of(database: Path) -> str:
    with tasks.open_store(database, clock) as store:
        (year,) = store.years.all()
        return store.measures.all(year)[0].result


def drafts_in(folder: Path) -> str:
    return " ".join(path.read_text(encoding="utf-8") for path in folder.glob("*.json"))


def open_measure(terminal: Terminal) -> None:
    terminal.until_shown("ต้องทำก่อน")
    terminal.press("F3")
    terminal.until_shown("๑๒ จาก ๑๒ มาตรการ")
    terminal.press("Enter")
    terminal.until_shown("ผลการดำเนินการ")


def type_result(terminal: Terminal) -> None:
    """Type into the result of the first measure."""
    open_measure(terminal)
    terminal.until_shown("← → เลือก")
    terminal.press("Tab")
    terminal.until_shown("ทำแล้ว/ยัง")
    terminal.press("Tab")
    terminal.until(lambda screen: "ทำแล้ว/ยัง" not in screen, "the field")
    terminal.type(TYPED)
    terminal.until_shown(TYPED)


@needs_tmux
@pytest.mark.fault
def test_a_window_that_is_closed_while_she_types_loses_nothing(tmp_path: Path) -> None:
    database = sample_database(tmp_path)
    with program(database) as terminal:
        type_result(terminal)
        process = process_of(database)

        terminal.tmux("kill-session", "-t", "it")

        until_gone(process)
    assert TYPED in result_of(database)
    assert drafts_in(places.drafts_folder()) == ""
    assert not database.with_name("ita.db.in-use").exists()


@needs_tmux
@pytest.mark.fault
def test_a_program_that_is_killed_while_a_form_is_typed_in_has_it_as_a_draft(tmp_path: Path) -> None:
    database = sample_database(tmp_path)
    with program(database) as terminal:
        open_measure(terminal)
        terminal.press("C-t")
        terminal.until_shown("เพิ่มขั้นตอน")
        terminal.type(TYPED)
        until(lambda: TYPED in drafts_in(places.drafts_folder()), "the draft")
        process = process_of(database)

        os.kill(process, signal.SIGKILL)

        until_gone(process)
    assert database.with_name("ita.db.in-use").exists()
    assert TYPED in drafts_in(places.drafts_folder())


@needs_tmux
@pytest.mark.fault
def test_a_program_that_is_told_to_end_leaves_the_terminal_as_it_was(tmp_path: Path) -> None:
    database = sample_database(tmp_path)
    with program(database) as terminal:
        type_result(terminal)

        os.kill(process_of(database), signal.SIGTERM)

        until(lambda: not terminal.alive(), "the end")
        assert (tmp_path / "status").read_text(encoding="ascii").strip() == f"{128 + signal.SIGTERM}"
        assert "ผลการดำเนินการ" not in terminal.screen()
    assert TYPED in result_of(database)


# --- without a terminal ------------------------------------------------------------------------------------------


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that runs the tests is not ended."""
    monkeypatch.setattr(closed_terminal, "PATIENCE", 86_400.0)


@pytest.mark.usefixtures("patient")
async def test_what_comes_twice_ends_the_program_once() -> None:
    ended: list[int] = []
    terminal = ClosedTerminal(asyncio.get_running_loop(), ended.append)

    terminal.ended(129)
    terminal.ended(143)
    terminal.left()

    assert ended == [129]


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("event", [CLOSED, LOGOFF, SHUTDOWN])
async def test_windows_waits_until_the_program_has_left(event: int) -> None:
    """Windows calls in a thread of its own, and ends the program when the call returns."""
    ended = asyncio.Event()
    terminal = ClosedTerminal(asyncio.get_running_loop(), lambda _: ended.set())

    answer = asyncio.create_task(asyncio.to_thread(terminal.console_event, event))
    await ended.wait()
    assert not answer.done()
    terminal.left()

    assert await answer


@pytest.mark.parametrize("event", [0, 1])
async def test_ctrl_c_of_a_windows_console_is_left_to_the_screens(event: int) -> None:
    ended: list[int] = []

    assert not ClosedTerminal(asyncio.get_running_loop(), ended.append).console_event(event)

    await asyncio.sleep(0)
    assert ended == []


def test_a_program_whose_last_picture_waits_for_ever_ends_all_the_same() -> None:
    code = (
        "import asyncio, time\n"
        "from screens import closed_terminal\n"
        "closed_terminal.PATIENCE = 0.05\n"
        "loop = asyncio.new_event_loop()\n"
        "closed_terminal.ClosedTerminal(loop, lambda _: time.sleep(600)).ended(7)\n"
    )

    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=PATIENCE)

    assert done.returncode == 7
