"""How long the long series are: a short form by default, the full one where ITA_TUI_LONG is set."""

import os
import random
from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")

LONG = os.environ.get("ITA_TUI_LONG", "") not in {"", "0"}


def length(short: int, full: int) -> int:
    """How many rounds or examples a series has."""
    return full if LONG else short


def some(series: Sequence[Thing], least: int) -> Sequence[Thing]:
    """All of a series where it is long, else as many as ``least`` of it, by a chance whose seed is printed, in order."""
    if LONG or len(series) <= least:
        return series
    chosen = sorted(printed_chance().sample(range(len(series)), least))
    return [series[at] for at in chosen]


def printed_chance() -> random.Random:
    """Chance for the running test from a seed that is printed, to have a failure again with ITA_TUI_SEED."""
    seed, test = seed_of_run(), os.environ.get("PYTEST_CURRENT_TEST", "").partition(" (")[0]
    print(f"ITA_TUI_SEED={seed}")  # noqa: T201 - pytest shows it where the test fails
    return random.Random(f"{seed} {test}")  # noqa: S311 - moments and sizes, no secrets


def seed_of_run() -> int:
    """The seed of a whole run: the one that was given, else one drawn now, which started workers inherit."""
    drawn = os.environ.setdefault("ITA_TUI_SEED", str(random.SystemRandom().randrange(1, 10**9)))
    return int(drawn)
