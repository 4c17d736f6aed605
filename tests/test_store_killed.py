"""A program that is killed at any moment has every step that it acknowledged, files included, and no half ones."""

import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from tests import unresting_work
from tests.forked_process import POSSIBLE, Say, forked
from tests.judged_folder import judged
from tests.long_series import figures, length, printed_chance

pytestmark = [
    pytest.mark.long,
    pytest.mark.series,
    pytest.mark.skipif(not POSSIBLE, reason="a kill needs a process made of this one by fork"),
]

MOST = 400_000
"""Bytes of evidence, so many that a file is on its way for a while."""
KILLS_IN_A_FOLDER = 10
MOST_STEPS, LONGEST = 8, 0.1
"""Steps before a kill, and then seconds, some steps more."""

PATIENCE = 120.0
"""Seconds after which a moment will not come any more."""

Moment = Callable[[], bool]


class Office:
    """Folders in which somebody works and is interrupted, a new one after every few kills."""

    def __init__(self, place: Path) -> None:
        self._prepared = place / "prepared"
        self._prepared.mkdir()
        unresting_work.load()
        unresting_work.prepare(self._prepared)
        self._place = place
        self._numbers = count(1)
        self.kills = self.steps = 0
        self.begin()

    def begin(self) -> None:
        """Start in a folder where nothing was done yet."""
        self.folder = self._place / f"office-{next(self._numbers)}"
        shutil.copytree(self._prepared, self.folder)
        self._done = 0

    def killed_when(self, moment: Moment, then: Moment = lambda: True, *, steps: int = 0) -> bool:
        """Work for some steps and until ``moment`` has come, kill the work, judge what is left.

        Says whether ``then`` was found so after the kill.
        """

        def unresting(say: Say) -> None:
            for _ in unresting_work.work(self.folder, self._done + 1, MOST, say):
                pass

        too_late = after(PATIENCE)
        with forked(unresting) as process:
            heard = [process.heard() for _ in range(1 + steps)]
            moment()
            while not moment() and process.runs():
                assert not too_late(), "what is waited for never comes"
            acknowledged = max([*heard, *process.kill()])
        struck = then()
        done = judged(self.folder, acknowledged, MOST)
        self.kills, self.steps = self.kills + 1, self.steps + acknowledged - self._done
        self._done = done
        if self.kills % KILLS_IN_A_FOLDER == 0:
            self.begin()
        return struck


def after(seconds: float) -> Moment:
    """Whether so many seconds went by since it was asked first."""
    first: list[float] = []

    def has_come() -> bool:
        first[:] = first or [time.monotonic()]
        return time.monotonic() > first[0] + seconds

    return has_come


def tell(office: Office, began: float, series: str) -> None:
    seconds = time.monotonic() - began
    figures(series, kills=office.kills, steps=office.steps, lost=0, seconds=seconds)


def test_every_acknowledged_step_survives_a_kill(tmp_path: Path) -> None:
    chance, office, began = printed_chance(), Office(tmp_path), time.monotonic()

    for _ in range(length(3, 400, ci=40)):
        office.killed_when(after(chance.random() * LONGEST), steps=chance.randrange(1, MOST_STEPS))

    tell(office, began, "kills_at_random")


def is_full(folder: Path) -> bool:
    with suppress(FileNotFoundError):  # a restore takes it away
        return (folder / "งาน.db-journal").stat().st_size > 0
    return False


def has(pattern: str) -> Callable[[Path], bool]:
    return lambda folder: any(folder.glob(pattern))


MOMENTS: dict[str, Callable[[Path], bool]] = {
    "commit": is_full,
    "copy into the vault": has("*.evidence/arriving-*"),
    "export": has(".*.ita-tmp"),
    "backup": has(".สำรอง-*.part"),
    "restore": has(".งาน.restoring-*"),
}


@pytest.mark.parametrize("name", MOMENTS)
def test_a_kill_in_the_middle_of_something_leaves_it_whole_or_away(tmp_path: Path, name: str) -> None:
    chance, office, began = printed_chance(), Office(tmp_path), time.monotonic()
    struck, wanted = 0, length(1, 40, ci=5)

    def it_is() -> bool:
        return MOMENTS[name](office.folder)

    for _ in range(20 * wanted):  # it may be over before the kill arrives
        struck += office.killed_when(it_is, it_is, steps=chance.randrange(1, MOST_STEPS))
        if struck == wanted:
            break
    assert struck == wanted
    tell(office, began, f"kills_in_{name.replace(' ', '_')}")
