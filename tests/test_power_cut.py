"""A power cut at any moment leaves a folder that opens, with everything that was acknowledged, whole."""

import os
import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from pathlib import Path

import pytest

from store import opening
from tests import unresting_work
from tests.forked_process import POSSIBLE, Say
from tests.judged_folder import NOTHING_YET, judged
from tests.long_series import figures, length, printed_chance
from tests.power_cut import Disk, Image
from tests.recorded_calls import Acknowledged, NotRecordedError, Operation, recorded
from tests.unresting_work import Act, act_of

pytestmark = [
    pytest.mark.long,
    pytest.mark.series,
    pytest.mark.skipif(not POSSIBLE, reason="recording needs a process made of this one by fork"),
]

MOST = 20_000
"""Bytes of evidence."""


def recording(place: Path, steps: int, careless: Mapping[int, Callable[[], None]]) -> list[Operation]:
    """What really happens on the disk while an office begins and takes so many steps.

    After steps that ``careless`` names, -1 for before the first of all, it becomes as careless as that says.
    """

    def office(say: Say) -> None:
        def say_on(number: int) -> None:
            say(number)
            careless.get(number, lambda: None)()

        careless.get(NOTHING_YET, lambda: None)()
        unresting_work.prepare(folder)
        taken = unresting_work.work(folder, 1, MOST, say_on)
        for _ in islice(taken, steps):
            pass
        taken.close()

    folder = place / "office"
    folder.mkdir()
    unresting_work.load()
    try:
        return recorded(folder, office, place / "strace")
    except NotRecordedError as reason:
        pytest.skip(str(reason))


class Cuts:
    """Plays a recording again and cuts the power where it is told to; what is left is judged."""

    def __init__(self, place: Path, chance: random.Random, *, at_random: int) -> None:
        self._folder = place / "after"
        self._chance = chance
        self._at_random = at_random
        self._judged: set[tuple[bytes, int]] = set()
        self.cuts = self.images = 0

    def play(self, operations: Sequence[Operation], points: set[int]) -> None:
        """Cut before each of the operations whose places are ``points``. Raises AssertionError where judged so."""
        disk = Disk()
        for at, operation in enumerate(operations):
            if at in points:
                self.cut(disk)
            disk.play(operation)

    def cut(self, disk: Disk) -> None:
        """Judge all that a cut may leave of the disk as it is."""
        self.cuts += 1
        for image in disk.left(self._chance, self._at_random):
            self.images += 1
            if (image.mark, disk.acknowledged) not in self._judged:
                self._judged.add((image.mark, disk.acknowledged))
                self._judge(image, disk.acknowledged)

    def _judge(self, image: Image, acknowledged: int) -> None:
        self._folder.mkdir()
        image.lay_out(self._folder)
        judged(self._folder, acknowledged, MOST)
        shutil.rmtree(self._folder)


def right_after_acknowledging(operations: Sequence[Operation]) -> list[int]:
    return [at + 1 for at, one in enumerate(operations[:-1]) if isinstance(one, Acknowledged)]


def test_no_power_cut_loses_what_was_acknowledged(tmp_path: Path) -> None:
    chance, began = printed_chance(), time.monotonic()
    operations = recording(tmp_path, length(13, 65, ci=26), {})
    said = right_after_acknowledging(operations)
    wanted = length(6, 600, ci=60)
    points = set(chance.sample(said, min(len(said), wanted // 3)))
    others = sorted(set(range(1, len(operations))) - points)
    points |= set(chance.sample(others, wanted - len(points)))

    cuts = Cuts(tmp_path, chance, at_random=length(2, 6, ci=4))
    cuts.play(operations, points)

    assert cuts.cuts == wanted
    seconds = time.monotonic() - began
    figures("power_cuts", cuts=cuts.cuts, images=cuts.images, calls=len(operations), lost=0, seconds=seconds)


# --- that the judge convicts -----------------------------------------------------------------------------------------


def database_without_sync() -> None:
    _set("OFF")


def database_that_seldom_syncs() -> None:
    _set("NORMAL")


def _set(synchronous: str) -> None:
    set_up = opening._set_up

    def hurried(connection: sqlite3.Connection) -> None:
        set_up(connection)
        connection.execute(f"PRAGMA synchronous = {synchronous}")

    vars(opening)["_set_up"] = hurried


def files_without_sync() -> None:
    vars(os)["fsync"] = lambda _: None


@pytest.mark.parametrize(
    ("careless", "act", "verdict"),
    [
        (database_without_sync, Act.EDIT, "YearNotThere|gone"),
        (database_that_seldom_syncs, Act.EDIT, "after step 1 there is"),
        (files_without_sync, Act.ATTACH, "not sound"),
        (files_without_sync, Act.EXPORT, "the export tells of None"),
        (files_without_sync, Act.BACK_UP, "backup 5 is gone"),
    ],
)
def test_a_store_that_does_not_wait_for_the_disk_is_convicted(
    tmp_path: Path, careless: Callable[[], None], act: Act, verdict: str
) -> None:
    number = next(one for one in range(1, 14) if act_of(one) is act)
    begins = NOTHING_YET if act is Act.EDIT else number - 1
    operations = recording(tmp_path, number, {begins: careless})
    acknowledged = operations.index(Acknowledged(number))

    with pytest.raises(AssertionError, match=verdict):
        Cuts(tmp_path, printed_chance(), at_random=0).play(operations, {acknowledged + 1})
