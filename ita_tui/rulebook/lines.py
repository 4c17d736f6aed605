"""Which line of a TOML text a key stands on: tomllib forgets it, and the secretary must find it."""

import re
from typing import TypeAlias

# Keys, and positions (from 0) within an array of tables: ("levels", "level", 2, "total_min").
Path: TypeAlias = tuple[str | int, ...]

_TABLE = re.compile(r"\s*(?P<opening>\[\[?)\s*(?P<name>[^\[\]]+?)\s*\]")
_KEY = re.compile(r"\s*(?P<name>[\w\"'. -]+?)\s*=")


def line_of(text: str, path: Path) -> int | None:
    """The line (from 1) of the key, or of the nearest table above it; None where the text has neither."""
    lines = _lines(text)
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path)


def _lines(text: str) -> dict[Path, int]:
    found: dict[Path, int] = {}
    seen: dict[Path, int] = {}
    table: Path = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _TABLE.match(line):
            table = _keys(header["name"])
            if header["opening"] == "[[":
                seen[table] = seen.get(table, -1) + 1
                found.setdefault(table, number)
                table = (*table, seen[table])
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found.setdefault((*table, *_keys(key["name"])), number)
    return found


def _keys(name: str) -> Path:
    return tuple(part.strip(" \"'") for part in name.split("."))


def dotted(path: Path) -> str:
    """levels.level[3].total_min: positions are counted from 1, as people do."""
    words = ""
    for part in path:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return words.removeprefix(".")
