"""What a short run draws from: stories, ways through the whole program that are longer than a hundred other tests, and
faults of disk, file and machine, of which there are a hundred.

The command of the README runs some of them, drawn by chance from the seed of the run; CI's steps `stories` and `series`
run all.
"""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.long_series import LONG, seed_of_run

SOME = {"story": 6, "fault": 20}
"""How many of each a short run has, by their marker."""


def drawn(items: Sequence[pytest.Item]) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """The tests of a short run, and those that it leaves out; every worker draws the same."""
    left = {one for marker, most in SOME.items() for one in _left_out(items, marker, most)}
    return [one for one in items if one not in left], [one for one in items if one in left]


def _left_out(items: Sequence[pytest.Item], marker: str, most: int) -> list[pytest.Item]:
    marked = [one for one in items if one.get_closest_marker(marker)]
    names = sorted(one.nodeid for one in marked)
    drawn_now = set(random.Random(seed_of_run()).sample(names, min(most, len(names))))  # noqa: S311 - no secret
    return [one for one in marked if one.nodeid not in drawn_now]


def all_are_told(config: pytest.Config) -> bool:
    """In the long form, where stories or faults are asked for, and where files or tests are named."""
    named = any(not Path(asked).is_dir() for asked in config.args)
    return LONG or named or any(marker in config.option.markexpr for marker in SOME)
