"""Times scrolling and typing in a hundred long cells of Thai against the same program with English text.

Both programs run at once in real terminals and are pressed in turn, so that a busy machine slows both. Wall time
includes tmux's own share (a few milliseconds for both); CPU time is the steadier number.

usage: thai.py [--presses 60]
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from long_cells import READY
from terminal import Terminals

ALLOWED = 1.5
# What is pressed in each shape of the screen; each pair comes back to where it began.
PRESSED = {
    "table": (("Down", "Up"), ("NPage", "PPage")),
    "paragraphs": (("Down", "Up"), ("NPage", "PPage")),
    "field": (("Down", "Up"), ("NPage", "PPage"), ("letter", "BSpace")),
}
LETTERS = {"thai": "น", "english": "n"}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--presses", type=int, default=60, help="presses of each pair of keys")
    asked = parser.parse_args()
    print(f"{'':<11} {'keys':<14} {'':<5} {'english ms':>10} {'thai ms':>8} {'ratio':>6}")
    within = True
    with tempfile.TemporaryDirectory() as folder, Terminals() as terminals:
        for shape, pairs in PRESSED.items():
            for language in LETTERS:
                program = str(Path(__file__).with_name("long_cells.py"))
                terminals.start(language, [sys.executable, program, language, shape], Path(folder))
                terminals.wait_for(language, READY)
            for pair in pairs:
                within &= compare(terminals, shape, pair, asked.presses)
            for language in LETTERS:
                terminals.stop(language)
    print(f"within {ALLOWED} × of the English text: {'yes' if within else 'NO'}")
    return 0


def compare(terminals: Terminals, shape: str, pair: tuple[str, str], presses: int) -> bool:
    """Press a pair of keys in both in turn, print the medians, and say whether Thai stays within what is allowed."""
    times: dict[str, list[float]] = {language: [] for language in LETTERS}
    used = {language: terminals.cpu(language) for language in LETTERS}
    for press in range(presses):
        for language, taken in times.items():
            key = pair[press % 2].replace("letter", LETTERS[language])
            taken.append(1000 * terminals.press(language, key))
    cpu = {language: 1000 * (terminals.cpu(language) - used[language]) / presses for language in LETTERS}
    wall = {language: statistics.median(taken) for language, taken in times.items()}
    for kind, cost in (("wall", wall), ("cpu", cpu)):
        ratio = cost["thai"] / cost["english"] if cost["english"] else float("nan")
        print(
            f"{shape:<11} {' '.join(pair):<14} {kind:<5} {cost['english']:>10.1f} {cost['thai']:>8.1f} {ratio:>6.2f}"
        )
    return wall["thai"] <= ALLOWED * wall["english"]


if __name__ == "__main__":
    raise SystemExit(main())
