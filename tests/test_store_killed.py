"""A program that is killed at any moment has every save that it acknowledged, files included, and no half ones."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from store import verifying
from tests.long_series import LONG, length, printed_chance
from tests.store_builders import YEAR, added, begun_store, open_store

ROOT = Path(__file__).parents[1]
SAVING = """
import sys
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import randbytes
from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear
from store.database import Store
path, source = Path(sys.argv[1]), Path(sys.argv[1] + ".source")
store = Store.open(path, clock=lambda: datetime(2026, 1, 16, tzinfo=UTC))
kept = store.measures.all(FiscalYear(2569))[0]
print(0, flush=True)
for number in count(int(kept.recommendation or 0) + 1):
    source.write_bytes(randbytes(400_000))
    file = store.vault.take_in(source)
    with store.one_step("บันทึกพร้อมหลักฐาน"):
        store.evidence.attach([kept.id], Evidence(str(number), EvidenceKind.FILE), [file])
        store.measures.save(replace(kept, result="ผลการดำเนินการ " * 600 + str(number), recommendation=str(number)))
    print(number, flush=True)
"""


def killed_when(path: Path, moment: Callable[[], bool], within: float = 10.0) -> int:
    """Let a program save until ``moment`` has come, kill it then, and say what it acknowledged last."""
    command = [sys.executable, "-c", SAVING, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as saving:
        assert saving.stdout is not None
        first = saving.stdout.readline()
        give_up = time.monotonic() + within
        while not moment() and time.monotonic() < give_up:
            pass
        saving.kill()
        return int((first + saving.stdout.read()).split()[-1])


def at_once_after(seconds: float) -> Callable[[], bool]:
    """Whether so many seconds went by since it was first asked: the program needs its time to start."""
    began: list[float] = []

    def has_come() -> bool:
        began[:] = began or [time.monotonic()]
        return time.monotonic() > began[0] + seconds

    return has_come


def all_is_there(path: Path, acknowledged: int) -> bool:
    """Every save up to the last acknowledged one is there whole, and at most one more; never half of one."""
    with open_store(path) as store:
        (kept,) = store.report(YEAR).measures
        saved = int(kept.recommendation or 0)
        found = verifying.verify(store)

        return (
            saved - acknowledged in {0, 1}
            and (kept.result.endswith(kept.recommendation) or not saved)
            and [piece.title for piece in kept.evidence] == [str(number) for number in range(1, saved + 1)]
            and (found.entries, found.files) == (saved + 2, saved)
            and found.sound
            and not list(store.vault.folder.glob("arriving-*"))
        )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with begun_store(tmp_path / "a.db") as store:
        added(store)
    return tmp_path / "a.db"


@pytest.mark.long
def test_every_acknowledged_save_survives_a_kill(path: Path) -> None:
    chance, acknowledged = printed_chance(), 0

    for _ in range(length(1, 60)):
        moment = at_once_after(0.1 + chance.random() * 0.3)
        acknowledged = max(acknowledged, killed_when(path, moment))

        assert all_is_there(path, acknowledged)
        acknowledged = saved_in(path)
    print(f"{acknowledged} saves")  # noqa: T201 - what the full series has to tell
    assert acknowledged or not LONG, "the kills came before there was anything to lose"


@pytest.mark.long
def test_a_kill_in_the_middle_of_a_commit_leaves_the_save_whole_or_away(path: Path) -> None:
    journal = path.with_name("a.db-journal")

    for _ in range(length(1, 40)):
        acknowledged = saved_in(path)
        struck = False
        for _ in range(10):  # the commit may be over before the kill arrives
            acknowledged = max(acknowledged, killed_when(path, lambda: journal.stat().st_size > 0))
            struck = journal.stat().st_size > 0
            assert all_is_there(path, acknowledged)
            if struck:
                break
        assert struck


@pytest.mark.long
def test_a_kill_while_a_file_is_copied_leaves_no_half_file(path: Path) -> None:
    vault = path.with_name("a.evidence")

    for _ in range(length(1, 40)):
        struck = False
        for _ in range(10):  # the copy may be over before the kill arrives
            acknowledged = max(saved_in(path), killed_when(path, lambda: any(vault.glob("arriving-*"))))
            struck = any(vault.glob("arriving-*"))
            assert all_is_there(path, acknowledged)
            if struck:
                break
        assert struck


def saved_in(path: Path) -> int:
    with open_store(path) as store:
        return int(store.report(YEAR).measures[0].recommendation or 0)
