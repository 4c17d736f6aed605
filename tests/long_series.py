"""How long the long series are, by ITA_TUI_LONG: short where it is unset, ``ci`` for CI's step, in full where it is 1."""

import os
import random
from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")

_ASKED = os.environ.get("ITA_TUI_LONG", "")
CI = _ASKED == "ci"
LONG = _ASKED not in {"", "0", "ci"}


def length(short: int, full: int, ci: int | None = None) -> int:
    """How many rounds or examples a series has; in CI's step as many as in the short form, where ``ci`` says no more."""
    if CI and ci is not None:
        return ci
    return full if LONG else short


def some(series: Sequence[Thing], least: int) -> Sequence[Thing]:
    """All of a series where it is long, else as many as ``least`` of it, by a chance whose seed is printed, in order."""
    if LONG or len(series) <= least:
        return series
    chosen = sorted(printed_chance().sample(range(len(series)), least))
    return [series[at] for at in chosen]


def figures(series: str, **told: float) -> None:
    """Tell what a series came to in one line for people and programs: ``FIGURE kills lost=0 seconds=12.3``.

    pytest shows it with ``-rP``; where ITA_TUI_FIGURES names a file, the line is added to it, whole.
    """
    line = " ".join(["FIGURE", series, *(f"{name}={_short(value)}" for name, value in told.items())])
    print(line)  # noqa: T201 - what the series has to tell
    path = os.environ.get("ITA_TUI_FIGURES")
    if path:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            os.write(file, f"{line}\n".encode())
        finally:
            os.close(file)


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def printed_chance() -> random.Random:
    """Chance for the running test from a seed that is printed, to have a failure again with ITA_TUI_SEED."""
    seed, test = seed_of_run(), os.environ.get("PYTEST_CURRENT_TEST", "").partition(" (")[0]
    print(f"ITA_TUI_SEED={seed}")  # noqa: T201 - pytest shows it where the test fails
    return random.Random(f"{seed} {test}")  # noqa: S311 - moments and sizes, no secrets


def seed_of_run() -> int:
    """The seed of a whole run: the one that was given, else one drawn now, which started workers inherit."""
    drawn = os.environ.setdefault("ITA_TUI_SEED", str(random.SystemRandom().randrange(1, 10**9)))
    return int(drawn)
