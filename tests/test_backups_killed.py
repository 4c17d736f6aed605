"""A kill at any moment of a restore leaves the one or the other database whole, and the next restore finds its way."""

import os
from pathlib import Path

import pytest

from ita_tui.saving import rename_patiently
from store import restoring, setting_aside, verifying
from store.backup_files import set_aside
from tests.backed_up import SetClock, backed_up, crash_in_a_save, hidden, measures
from tests.forked_process import POSSIBLE, Say, forked
from tests.long_series import length, printed_chance
from tests.store_builders import BANGKOK, YEAR, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "งาน ปี ๖๙.db"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def backup(path: Path, clock: SetClock) -> Path:
    """A backup with one measure; the database has two by now."""
    return backed_up(path, clock)


@pytest.mark.skipif(not POSSIBLE, reason="needs a process to be killed")
def test_a_kill_while_setting_aside_lists_no_torn_file_as_whole(
    path: Path, backup: Path, clock: SetClock
) -> None:
    crash_in_a_save(path)

    def work(_: Say) -> None:
        def dying(part: Path, name: Path) -> None:
            rename_patiently(part, name)
            os._exit(0)

        vars(setting_aside)["rename_patiently"] = dying
        restoring.restore(backup, path, clock=clock)

    with forked(work) as process:
        process.end()

    assert set_aside(path, BANGKOK) == ()
    assert measures(path) == [1, 2]


# --- killed ----------------------------------------------------------------------------------------------------


STEPS = (
    "copy_sound",
    "copy_aside",
    "_play_back",
    "_tell",
    "_evidence_back",
    "_take_place",
    "rename_patiently",
    "confirm_place",
)


@pytest.mark.skipif(not POSSIBLE, reason="needs a process to be killed")
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_a_kill_at_any_step_of_a_restore_leaves_either_database_whole(
    path: Path, backup: Path, clock: SetClock, step: str, *, after: bool
) -> None:
    def work(_: Say) -> None:
        really = getattr(restoring, step)

        def dying(*arguments: object, **options: object) -> None:
            if after:
                really(*arguments, **options)
            os._exit(0)

        setattr(restoring, step, dying)
        restoring.restore(backup, path, clock=clock)

    with forked(work) as process:
        process.end()

    assert_either_whole(path, clock)
    clock.later(minutes=1)
    restoring.restore(backup, path, clock=clock)  # what it left is in nobody's way
    assert measures(path) == [1]
    assert hidden(path) == []


@pytest.mark.long
@pytest.mark.skipif(not POSSIBLE, reason="needs a process to be killed")
def test_a_kill_at_any_moment_of_a_restore_leaves_either_database_whole(
    path: Path, backup: Path, clock: SetClock
) -> None:
    chance = printed_chance()
    for _ in range(length(3, 60)):

        def work(say: Say) -> None:
            say(1)
            restoring.restore(backup, path, clock=clock)

        with forked(work) as process:
            process.heard()
            wait(chance.uniform(0, 0.15))
            process.kill()
        assert_either_whole(path, clock)
        clock.later(minutes=1)


def wait(seconds: float) -> None:
    """The moment of a kill, which decides nothing."""
    import select

    select.select([], [], [], seconds)


def assert_either_whole(path: Path, clock: SetClock) -> None:
    with open_store(path, clock) as store:
        assert [one.number for one in store.measures.all(YEAR)] in ([1], [1, 2])
        assert verifying.verify(store).database == ()
        assert store.history.verify() == ()
        last = store.history.last()
        assert last is not None
        told = last.words.startswith("นำข้อมูลสำรองกลับมาใช้")
        assert told is ([one.number for one in store.measures.all(YEAR)] == [1])
    for one in set_aside(path, BANGKOK):
        assert one.problem == ""
