"""The stories: ways through the whole program, each of them longer than a hundred other tests.

The command of the README tells some of them, drawn by chance from the seed of the run; ``make stories`` and CI tell all.
"""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.long_series import LONG, seed_of_run

TOLD = 3
"""How many a short run tells."""


def drawn(items: Sequence[pytest.Item]) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """The tests of a short run, and the stories that it leaves out; every worker draws the same."""
    stories = [one for one in items if one.get_closest_marker("story")]
    names = sorted(one.nodeid for one in stories)
    told = set(random.Random(seed_of_run()).sample(names, min(TOLD, len(names))))  # noqa: S311 - no secret
    left = [one for one in stories if one.nodeid not in told]
    return [one for one in items if one not in left], left


def all_are_told(config: pytest.Config) -> bool:
    """In the long form, where stories are asked for, and where files or tests are named."""
    named = any(not Path(asked).is_dir() for asked in config.args)
    return LONG or named or "story" in config.option.markexpr
