"""A monkey presses keys on the whole program: no traceback, no frozen screen, and the file is as it was written.

A failure prints the shortest list of presses that was found for it, ready to be pressed again.
"""

import asyncio
import json
import os
import re
import shlex
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from ita_tui import places
from ita_tui.app import ItaApp
from tests.fenced import Fence, fenced
from tests.long_series import CI, LONG, figures, length, printed_chance
from tests.monkey import PATIENCE, Failure, pressed, presses
from tests.screen_app import sample_database
from tests.shortest import shortest

pytestmark = pytest.mark.skipif(not hasattr(signal, "alarm"), reason="a frozen screen is broken by an alarm")

IN_A_ROW = 200
"""Presses on one database; the next ones begin anew, so that a failure is found again within reason."""
TRIES = 80
_HALF = re.compile("[\ud800-\udfff]")
"""Halves of characters, which can be pasted but not printed."""


@pytest.fixture
def fence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fence]:
    """Her home is in the test's own folder, and no press reaches beyond it."""
    for name in ("data", "documents"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(places, "user_data_path", lambda name, **_: tmp_path / "data" / name)
    monkeypatch.setattr(places, "user_documents_path", lambda: tmp_path / "documents")
    monkeypatch.setattr("screens.opening.which", lambda _: None)
    monkeypatch.chdir(tmp_path / "documents")
    with fenced(tmp_path, os.environ.get("ITA_TUI_FIGURES", "")) as fence:
        yield fence


class Cage:
    """Databases for the monkey, each a copy of the same one."""

    def __init__(self, folder: Path) -> None:
        self._folders = (folder / f"{number}" for number in count(1))

    async def press(self, keys: list[str], patience: float = PATIENCE) -> Failure | None:
        folder = next(self._folders)
        folder.mkdir()
        failure = await pressed(sample_database(folder), keys, patience)
        shutil.rmtree(folder, ignore_errors=True)
        return failure

    async def must_survive(self, keys: list[str]) -> None:
        """Press, and where it fails find the shortest list that fails so."""
        failure = await self.press(keys)
        if failure is None:
            return

        async def still_fails(fewer: list[str]) -> bool:
            found = await self.press(fewer, PATIENCE / 6)
            return found is not None and found.kind == failure.kind

        few = await shortest(keys[: failure.pressed], still_fails, TRIES)
        again = shlex.quote(
            _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", json.dumps(few, ensure_ascii=False))
        )
        story = failure.story.encode(errors="backslashreplace").decode()
        pytest.fail(
            f"{failure.kind} after {failure.pressed} presses, {len(few)} are enough:\n"
            f"ITA_TUI_PRESSES={again} pytest -n 0 tests/test_monkey.py -k again\n{story}"
        )


@pytest.mark.long
@pytest.mark.series
@pytest.mark.painted
@pytest.mark.parametrize("part", range(length(1, 50, ci=5)))
async def test_no_press_brings_the_program_down_or_to_a_stand(
    tmp_path: Path,
    fence: Fence,
    part: int,  # noqa: ARG001 - its name parts the chances
) -> None:
    """The parts are all alike, and each has a chance and a database of its own: they are pressed beside each other."""
    chance, began = printed_chance(), time.monotonic()
    row = length(60, IN_A_ROW, ci=IN_A_ROW)

    await Cage(tmp_path).must_survive(presses(chance, row))

    assert fence.programs == []
    figures("keys", presses=row, seconds=time.monotonic() - began)


@pytest.mark.skipif("ITA_TUI_PRESSES" not in os.environ, reason="no presses were given in ITA_TUI_PRESSES")
async def test_the_presses_that_were_given_are_pressed_again(tmp_path: Path, fence: Fence) -> None:
    await Cage(tmp_path).must_survive(json.loads(os.environ["ITA_TUI_PRESSES"]))
    assert fence.programs == []


# --- that it finds what is there -------------------------------------------------------------------------------------

in_its_own_step = pytest.mark.skipif(
    not (LONG or CI), reason="waits for seconds: CI's step of the long series has it"
)


def falling(_: ItaApp) -> None:
    raise ZeroDivisionError


@pytest.mark.usefixtures("fence")
async def test_a_press_that_brings_the_program_down_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ItaApp, "action_show_help", falling)

    failure = await Cage(tmp_path).press(["f1", "f2"])

    assert failure is not None
    assert failure.kind == "ZeroDivisionError in test_monkey.py:falling"
    assert failure.pressed == 1


@pytest.mark.series
@in_its_own_step
async def test_of_many_presses_the_few_that_bring_it_down_are_told(
    tmp_path: Path, fence: Fence, monkeypatch: pytest.MonkeyPatch
) -> None:
    def clumsy(app: ItaApp) -> None:
        app.title += "?"
        assert not app.title.endswith("??")

    monkeypatch.setattr(ItaApp, "action_show_help", clumsy)

    with pytest.raises(pytest.fail.Exception) as told:
        await Cage(tmp_path).must_survive(["tab", "f1", "down", "f1", "f2"])

    assert fence.programs == []
    assert "AssertionError in test_monkey.py:clumsy after 4 presses, 2 are enough" in str(told.value)
    assert """ITA_TUI_PRESSES='["f1", "f1"]'""" in str(told.value)


@pytest.mark.series
@in_its_own_step
@pytest.mark.usefixtures("fence")
async def test_a_program_that_waits_for_ever_is_told_with_what_it_waits_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def waiting(_: ItaApp) -> None:
        await asyncio.get_running_loop().create_future()

    monkeypatch.setattr(ItaApp, "action_show_help", waiting)

    failure = await Cage(tmp_path).press(["f1"], patience=1)

    assert failure is not None
    assert failure.kind.startswith("frozen in ")
    assert "waiting line" in failure.story


@pytest.mark.series
@in_its_own_step
@pytest.mark.usefixtures("fence")
async def test_a_program_that_is_busy_for_ever_is_told_with_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_: ItaApp) -> None:
        while True:
            pass

    monkeypatch.setattr(ItaApp, "action_show_help", busy)

    failure = await Cage(tmp_path).press(["f1"], patience=1)

    assert failure is not None
    assert failure.kind == "frozen in test_monkey.py:busy"


def test_nothing_is_written_beyond_the_fence_and_no_program_started(tmp_path: Path, fence: Fence) -> None:
    outside = tmp_path.with_name("outside")
    inside = tmp_path / "inside"
    inside.write_text("ก", encoding="utf-8")

    for reach_out in (
        lambda: outside.write_text("ก", encoding="utf-8"),
        outside.mkdir,
        lambda: inside.rename(outside),
        lambda: os.open(outside, os.O_CREAT | os.O_WRONLY),
        lambda: subprocess.run(["true"], check=False),
    ):
        with pytest.raises(PermissionError):
            reach_out()
    with pytest.raises(sqlite3.OperationalError):
        sqlite3.connect(outside)

    assert not outside.exists()
    assert fence.programs == ["true"]


async def test_the_shortest_list_that_fails_is_found() -> None:
    tried = 0

    async def needs_both(things: list[int]) -> bool:
        nonlocal tried
        tried += 1
        return {17, 80} <= set(things)

    assert await shortest(range(100), needs_both, 1000) == [17, 80]
    tried = 0
    assert {17, 80} < set(await shortest(range(100), needs_both, 10))
    assert tried == 10
