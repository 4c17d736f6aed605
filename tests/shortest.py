"""Finds a short list that still fails, out of a long one: by leaving out halves, quarters, and so on down to one."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


async def shortest(
    things: Sequence[Thing], still_fails: Callable[[list[Thing]], Awaitable[bool]], most: int
) -> list[Thing]:
    """A list that fails, from which no single thing can be left out, unless ``most`` tries were not enough for that."""
    left = list(things)
    size = max(1, len(left) // 2)
    tries = 0
    while tries < most:
        shorter = None
        for at in range(0, len(left), size):
            tries += 1
            without = [*left[:at], *left[at + size :]]
            if without and await still_fails(without):
                shorter = without
                break
            if tries == most:
                break
        if shorter is not None:
            left = shorter
            size = min(size, max(1, len(left) // 2))
        elif size == 1:
            break
        else:
            size = max(1, size // 2)
    return left
