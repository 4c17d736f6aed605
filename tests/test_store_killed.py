"""A program that is killed at any moment has every save that it acknowledged, and no half ones."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.store_builders import YEAR, added, begun_store, open_store

ROOT = Path(__file__).parents[1]
SAVING = """
import sys
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from ita_tui.domain.fiscal_year import FiscalYear
from store.database import Store
store = Store.open(Path(sys.argv[1]), clock=lambda: datetime(2026, 1, 16, tzinfo=UTC))
kept = store.measures.all(FiscalYear(2569))[0]
done = int(kept.recommendation or 0)
for number in count(done + 1):
    store.measures.save(replace(kept, result="ผลการดำเนินการ " * 60 + str(number), recommendation=str(number)))
    print(number, flush=True)
"""


@pytest.mark.long
def test_every_acknowledged_save_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with begun_store(path) as store:
        added(store)
    chance = random.Random(2569)  # noqa: S311 - a moment, not a secret

    for _ in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", SAVING, str(path)], stdout=subprocess.PIPE, cwd=ROOT
        ) as saving:
            assert saving.stdout is not None
            first = saving.stdout.readline()
            time.sleep(chance.random() * 0.1)
            saving.kill()
            acknowledged = int((first + saving.stdout.read()).split()[-1])

        with open_store(path) as store:
            (kept,) = store.report(YEAR).measures
            entries = store.history.recent(10**6)
            assert int(kept.recommendation) in {acknowledged, acknowledged + 1}
            assert kept.result.endswith(kept.recommendation)
            assert len(entries) == int(kept.recommendation) + 2
            assert store.history.verify() == ()
