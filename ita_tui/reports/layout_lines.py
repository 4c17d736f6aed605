"""Where a key of a layout file stands: the parser names lines only for what it cannot parse."""

import re
import tomllib
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""The keys and positions (from 0) that lead to a value: ``("columns", 1, "weight")``."""

_SKIPPED = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r"""[ \t]*(?P<key>[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')[ \t]*(?P<dot>\.?)""")
# Texts of several lines may end with a quote or two of their own.
_SCALAR = re.compile(
    r'''"""(?:\\.|[^\\"]|"{1,2}(?!"))*"{3,5}'''
    r"""|\'\'\'(?:[^']|'{1,2}(?!'))*'{3,5}"""
    r"""|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[^,\]}#\n]+""",
    re.DOTALL,
)


def spelt(path: Path) -> str:
    """A path as it is told: ``columns[1].weight``."""
    words = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return words.removeprefix(".")


def line_of(text: str, path: Path) -> int:
    """The line (from 1) on which a key or an item of a list begins, in a text that can be parsed.

    Of what is missing, the line of the table that it is missing from; 1 where that is the whole file.
    """
    places = _Scanner(text).places()
    while path and path not in places:
        path = path[:-1]
    return text.count("\n", 0, places[path]) + 1 if path else 1


class _Scanner:
    """Goes through a text once and writes down at which letter every key and every item begins."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._found: dict[Path, int] = {}
        self._tables: dict[Path, int] = {}
        """How many tables each ``[[list]]`` has so far."""

    def places(self) -> dict[Path, int]:
        table: Path = ()
        while self._next():
            if self._text.startswith("[", self._at):
                table = self._header()
            else:
                self._pair(table)
        return self._found

    def _next(self) -> str:
        """Skip blanks, line ends and comments: the letter that follows, empty at the end."""
        self._at = _end(_SKIPPED, self._text, self._at)
        return self._text[self._at : self._at + 1]

    def _header(self) -> Path:
        """The table that ``[keys]`` or ``[[keys]]`` begins."""
        begin, is_list = self._at, self._text.startswith("[[", self._at)
        self._at += 1 + is_list
        *above, last = self._keys()
        self._at += 1 + is_list
        path: Path = ()
        for key in above:
            path = self._last_of(self._mark((*path, key), begin))
        path = self._mark((*path, last), begin)
        if not is_list:
            return self._last_of(path)
        self._tables[path] = self._tables.get(path, 0) + 1
        return self._mark(self._last_of(path), begin)

    def _last_of(self, path: Path) -> Path:
        """What a header speaks of: of a list of tables the last one."""
        return (*path, self._tables[path] - 1) if path in self._tables else path

    def _mark(self, path: Path, at: int) -> Path:
        self._found.setdefault(path, at)
        return path

    def _keys(self) -> list[str]:
        """The keys of a dotted name; quoted ones without their quotes."""
        keys: list[str] = []
        dot = "."
        while dot and (found := _KEY.match(self._text, self._at)):
            key, dot = found["key"], found["dot"]
            keys.append(tomllib.loads(f"key = {key}")["key"] if key[0] in "\"'" else key)
            self._at = found.end()
        return keys

    def _pair(self, path: Path) -> None:
        begin = self._at
        for key in self._keys():
            path = self._mark((*path, key), begin)
        self._at += 1  # the equals sign
        self._value(path)

    def _value(self, path: Path) -> None:
        """Go over a value. Deep lists must not need more of the stack than parsing them did: one call a list."""
        opening = self._next()
        if opening not in {"[", "{"}:
            self._at = _end(_SCALAR, self._text, self._at)
            return
        self._at += 1
        item = 0
        while self._next() not in {"]", "}", ""}:
            if opening == "{":
                self._pair(path)
            else:
                self._value(self._mark((*path, item), self._at))
            item += 1
            if self._next() == ",":
                self._at += 1
        self._at += 1


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where what a pattern finds at a place ends; nothing found ends there."""
    found = pattern.match(text, at)
    return found.end() if found else at
