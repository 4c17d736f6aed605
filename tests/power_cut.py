"""What a disk may hold after the power failed: every file system keeps what was synced, and of the rest what it likes.

A write lasts from the call that syncs its file; until then it may be there or not, whole or torn between sectors, and
later ones without earlier ones. Names (made, renamed, removed) last in their order from the next call that syncs
anything; until then any number of the first of them may be there. So do journaling file systems keep names.
"""

import hashlib
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.recorded_calls import (
    Acknowledged,
    CopiedInto,
    Made,
    Operation,
    Removed,
    Renamed,
    Resized,
    Synced,
    Wrote,
)

SECTOR = 512


@dataclass
class _File:
    lasting: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Where which bytes were written; no bytes: cut off there, or made so long by zeros."""

    def now(self) -> bytearray:
        """As the system shows it while it runs."""
        content = bytearray(self.lasting)
        for change in self.waiting:
            _apply(content, change)
        return content

    def sync(self) -> None:
        self.lasting, self.waiting = self.now(), []


_Names = dict[Path, _File | None]
"""None: a folder."""
_Rename = Callable[[_Names], None]


class Disk:
    """A disk on which operations are played; at any moment it tells what a power cut may leave of it."""

    def __init__(self) -> None:
        self._names: _Names = {}
        self._lasting: _Names = {}
        self._waiting: list[_Rename] = []
        self.acknowledged = -1

    def play(self, operation: Operation) -> None:
        """Do what the process did."""
        match operation:
            case Made(path, folder):
                self._rename(_made(path, None if folder else _File()))
            case Renamed(path, to):
                self._rename(_renamed(path, to))
            case Removed(path):
                self._rename(_removed(path))
            case Wrote(path, at, data):
                self._file(path).waiting.append((at, data))
            case Resized(path, size):
                self._file(path).waiting.append((size, None))
            case CopiedInto(source, start, path, at, size):
                data = bytes(self._file(source).now()[start : start + size])
                self._file(path).waiting.append((at, data))
            case Synced(path):
                self._sync(path)
            case Acknowledged(number):
                self.acknowledged = number

    def _rename(self, change: _Rename) -> None:
        change(self._names)
        self._waiting.append(change)

    def _file(self, path: Path) -> _File:
        file = self._names[path]
        assert file is not None, path
        return file

    def _sync(self, path: Path) -> None:
        file = self._names.get(path)
        if file is not None:
            file.sync()
        for change in self._waiting:
            change(self._lasting)
        self._waiting.clear()

    def left(self, chance: random.Random, at_random: int) -> Iterator["Image"]:
        """Every number of names with none and with all of the writes, and ``at_random`` mixtures; none of them twice."""
        seen = set()
        for image in self._left(chance, at_random):
            if image.mark not in seen:
                seen.add(image.mark)
                yield image

    def _left(self, chance: random.Random, at_random: int) -> Iterator["Image"]:
        for names in range(len(self._waiting) + 1):
            yield self._image(names, lambda file: bytes(file.lasting))
            yield self._image(names, lambda file: bytes(file.now()))
        for _ in range(at_random):
            yield self._image(chance.randint(0, len(self._waiting)), lambda file: _mixed(file, chance))

    def _image(self, names: int, content: Callable[[_File], bytes]) -> "Image":
        there = dict(self._lasting)
        for change in self._waiting[:names]:
            change(there)
        return Image({path: None if file is None else content(file) for path, file in there.items()})


class Image:
    """What a disk holds: files, and folders as None."""

    def __init__(self, things: Mapping[Path, bytes | None]) -> None:
        self._things = things
        digest = hashlib.sha256()
        for path, content in sorted(things.items()):
            digest.update(f"{path}\0{None if content is None else len(content)}\0".encode())
            digest.update(content or b"")
        self.mark = digest.digest()
        """The same for the same image."""

    def lay_out(self, folder: Path) -> None:
        """Put it into an empty folder."""
        for path, content in sorted(self._things.items()):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                (folder / path).mkdir(exist_ok=True)
            else:
                (folder / path).write_bytes(content)


def _made(path: Path, file: _File | None) -> _Rename:
    def change(names: _Names) -> None:
        names.setdefault(path, file)

    return change


def _removed(path: Path) -> _Rename:
    def change(names: _Names) -> None:
        names.pop(path)

    return change


def _renamed(path: Path, to: Path) -> _Rename:
    def change(names: _Names) -> None:
        for below in [name for name in names if name.is_relative_to(path)]:
            names[to / below.relative_to(path)] = names.pop(below)

    return change


def _mixed(file: _File, chance: random.Random) -> bytes:
    """Some of what waits, by chance, and of that some torn between two sectors."""
    content = bytearray(file.lasting)
    for at, data in file.waiting:
        if chance.random() < 0.5:
            torn = data is not None and len(data) > SECTOR and chance.random() < 0.3
            _apply(content, _torn(at, data, chance) if torn and data is not None else (at, data))
    return bytes(content)


def _torn(at: int, data: bytes, chance: random.Random) -> tuple[int, bytes]:
    middle = SECTOR * chance.randint(1, (len(data) - 1) // SECTOR)
    return (at, data[:middle]) if chance.random() < 0.5 else (at + middle, data[middle:])


def _apply(content: bytearray, change: tuple[int, bytes | None]) -> None:
    at, data = change
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    if data is None:
        del content[at:]
    else:
        content[at : at + len(data)] = data
