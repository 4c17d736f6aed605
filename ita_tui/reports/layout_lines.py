"""Where a key of a layout file stands: the parser names lines only for what it cannot parse."""

import tomllib
from bisect import bisect_left
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""The keys and positions (from 0) that lead to a value: ``("columns", 1, "weight")``."""


def spelt(path: Path) -> str:
    """A path as it is told: ``columns[1].weight``."""
    words = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return words.removeprefix(".")


def line_of(text: str, path: Path) -> int:
    """The line (from 1) on which a key or an item of a list begins, in a text that can be parsed.

    Of what is missing, the line of the table that it is missing from; 1 where that is the whole file.
    """
    lines, data = text.split("\n"), tomllib.loads(text)
    while path and not _holds(data, path):
        path = path[:-1]
    if not path:
        return 1
    end = 1 + bisect_left(
        range(1, len(lines) + 1), True, key=lambda count: _holds(_begun(lines, count)[1], path)
    )
    begin = _begun(lines, end - 1)[0] + 1
    return _line_of_item(lines, begin, end, path) if end > begin else begin


def _begun(lines: list[str], count: int) -> tuple[int, object]:
    """The whole statements of the first ``count`` lines: how many lines they are, and what they say."""
    for whole in range(count, 0, -1):
        data = _parsed(lines[:whole])
        if data is not None:
            return whole, data
    return 0, {}


def _line_of_item(lines: list[str], begin: int, end: int, path: Path) -> int:
    """The line of what stands inside a list of several lines: the first that has it when the list ends there."""
    for line in range(begin, end):
        data = _parsed([*lines[:line], "]"])
        if data is not None and _holds(data, path):
            return line
    return begin


def _parsed(lines: list[str]) -> object:
    try:
        return tomllib.loads("\n".join(lines) + "\n")
    except tomllib.TOMLDecodeError:
        return None


def _holds(data: object, path: Path) -> bool:
    for step in path:
        if isinstance(data, dict) and step in data:
            data = data[str(step)]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return False
    return True
