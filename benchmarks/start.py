"""Times the start: from the command until the first paint and until the overview is there, and lists what was loaded.

usage: start.py [--runs 7]
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sample_store import sample_database
from terminal import COLUMNS, ROWS, Terminals

FIRST_PAINT, READY = "F1", "ต้องทำก่อน"
# None of these may be loaded before the first paint: each costs more than 100 ms.
HEAVY = ("sqlalchemy", "alembic", "openpyxl", "docx", "typst", "pythainlp.tokenize")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--runs", type=int, default=7, help="fresh processes; the first one only warms the disk"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        database = sample_database(folder)
        with Terminals() as terminals:
            times = [started(terminals, database, folder) for _ in range(asked.runs + 1)][1:]
        loaded = loaded_at_first_paint(database)
    for label, column in (("first paint", 0), ("overview ready", 1)):
        values = sorted(time_[column] for time_ in times)
        print(
            f"{label:<15} median {statistics.median(values):.2f} s, best {values[0]:.2f} s, of {len(values)} starts"
        )
    heavy = [name for name in HEAVY if name in loaded]
    print(f"modules at first paint: {len(loaded)}; heavy ones among them: {', '.join(heavy) or 'none'}")
    return 0


def started(terminals: Terminals, database: Path, home: Path) -> tuple[float, float]:
    """Start the program once in a terminal of 120 × 40; seconds to the first paint and to the overview."""
    began = time.perf_counter()
    terminals.start("start", [sys.executable, "-m", "ita_tui", "--db", str(database)], home)
    terminals.wait_for("start", FIRST_PAINT)
    painted = time.perf_counter() - began
    terminals.wait_for("start", READY)
    ready = time.perf_counter() - began
    terminals.stop("start")
    return painted, ready


def loaded_at_first_paint(database: Path) -> list[str]:
    """The modules in memory when the first frame has been displayed, in a process of its own."""
    done = subprocess.run(
        [
            sys.executable,
            str(Path(__file__).with_name("first_paint.py")),
            str(database),
            str(COLUMNS),
            str(ROWS),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    loaded: list[str] = json.loads(done.stdout)
    return loaded


if __name__ == "__main__":
    raise SystemExit(main())
