"""Times a key press until it is painted: the measures screen against a bare DataTable with the same rows.

Both programs run at once in real terminals and are pressed in turn, so that a busy machine slows both. Wall time
includes tmux's own share (a few milliseconds for both); CPU time is the steadier number.

usage: keys.py [--presses 60] [--rows 12 2000]
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from sample_store import sample_database
from terminal import Terminals

ALLOWED = 1.5
TITLE_ON_SCREEN = "ปรับปรุงคู่มือ"
MEASURES_KEY, OVERVIEW_ON_SCREEN = "F3", "ต้องทำก่อน"
# Each pair moves the cursor and brings it back.
PAIRS = (("Down", "Up"), ("NPage", "PPage"))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--presses", type=int, default=60, help="presses of each pair of keys")
    parser.add_argument("--rows", type=int, nargs="+", default=[12, 2000], help="measures in the year")
    asked = parser.parse_args()
    print(f"{'measures':>8} {'keys':<12} {'':<6} {'bare ms':>8} {'screen ms':>9} {'ratio':>6}")
    within = True
    with tempfile.TemporaryDirectory() as folder, Terminals() as terminals:
        for rows in asked.rows:
            within &= compare(terminals, Path(folder), rows, asked.presses)
    print(f"within {ALLOWED} × of the bare table: {'yes' if within else 'NO'}")
    return 0


def compare(terminals: Terminals, folder: Path, rows: int, presses: int) -> bool:
    """Measure one size of year; whether the median press stayed within what is allowed."""
    database = sample_database(folder, rows)
    bare, ours = f"bare-{rows}", f"ours-{rows}"
    # The bare table reads its rows and closes the file before it paints: the other program needs it alone.
    terminals.start(
        bare, [sys.executable, str(Path(__file__).with_name("bare_table.py")), str(database)], folder
    )
    terminals.wait_for(bare, TITLE_ON_SCREEN)
    terminals.start(ours, [sys.executable, "-m", "ita_tui", "--db", str(database)], folder)
    terminals.wait_for(ours, OVERVIEW_ON_SCREEN)
    terminals.press(ours, MEASURES_KEY)
    terminals.wait_for(ours, TITLE_ON_SCREEN)
    within = [pressed(terminals, bare, ours, pair, rows=rows, presses=presses) for pair in PAIRS]
    for name in (bare, ours):
        terminals.stop(name)
    return all(within)


def pressed(
    terminals: Terminals, bare: str, ours: str, pair: tuple[str, str], *, rows: int, presses: int
) -> bool:
    """Press a pair of keys in both programs in turn, print the medians, and say whether ours stays within."""
    times: dict[str, list[float]] = {bare: [], ours: []}
    used = {name: terminals.cpu(name) for name in times}
    for press in range(presses):
        for name, taken in times.items():
            taken.append(1000 * terminals.press(name, pair[press % 2]))
    cpu = {name: 1000 * (terminals.cpu(name) - used[name]) / presses for name in times}
    wall = {name: statistics.median(taken) for name, taken in times.items()}
    keys = " ".join(pair)
    for kind, cost in (("wall", wall), ("cpu", cpu)):
        ratio = cost[ours] / cost[bare] if cost[bare] else float("nan")
        print(f"{rows:>8} {keys:<12} {kind:<6} {cost[bare]:>8.1f} {cost[ours]:>9.1f} {ratio:>6.2f}")
    return wall[ours] <= ALLOWED * wall[bare]


if __name__ == "__main__":
    raise SystemExit(main())
