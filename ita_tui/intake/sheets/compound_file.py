"""The container of old Office files (MS-CFB): a small file system whose chains of sectors a broken file may close to rings."""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_HEADER: Final = 512
_HEADER_TABLE = slice(76, _HEADER)
_ENTRY = 128
_MINI_SECTOR = 64
_LAST_SECTOR = 0xFFFF_FFF9
_NO_SECTOR = 0xFFFF_FFFE
_STREAM, _ROOT = 2, 5


@dataclass(frozen=True)
class Entry:
    """A stream, or the root, whose own bytes are those of all small streams. ``size`` is in bytes."""

    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """The streams of a container. Raises ValueError, LookupError or struct.error where its structure is broken."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        (shift,) = struct.unpack_from("<H", data, 30)
        if shift not in {9, 12}:
            raise ValueError(shift)
        self._size = 1 << shift
        directory, self._cutoff, mini, _mini_count, more = struct.unpack_from("<I4xIIII", data, 48)
        self._table = self._read_table(more)
        self._mini_table = _numbers(self._joined(mini))
        self.entries = tuple(_entries(self._joined(directory)))

    def stream(self, *names: str) -> bytes:
        """The stream of the first of the names that there is."""
        found = {entry.name: entry for entry in reversed(self.entries) if entry.kind == _STREAM}
        entry = found[next((name for name in names if name in found), "")]
        if entry.size >= self._cutoff:
            return self._joined(entry.start)[: entry.size]
        small = self._joined(next((entry.start for entry in self.entries if entry.kind == _ROOT), _NO_SECTOR))
        at = [number * _MINI_SECTOR for number in _chain(entry.start, self._mini_table)]
        return b"".join(small[start : start + _MINI_SECTOR] for start in at)[: entry.size]

    def _read_table(self, more: int) -> Sequence[int]:
        """The table that says of each sector which one follows it; its own sectors are listed in the header and on."""
        listed = list(_numbers(self._data[_HEADER_TABLE]))
        for _ in range(len(self._data) // self._size):
            if more > _LAST_SECTOR:
                break
            *numbers, more = _numbers(self._sector(more))
            listed += numbers
        sectors = dict.fromkeys(number for number in listed if number <= _LAST_SECTOR)
        return _numbers(b"".join(self._sector(number) for number in sectors))

    def _joined(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _chain(start, self._table))

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        if at >= len(self._data):
            raise IndexError(number)
        return self._data[at : at + self._size]


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack_from(f"<{len(data) // 4}I", data)


def _chain(start: int, table: Sequence[int]) -> Iterator[int]:
    """The sectors from ``start`` on. Raises ValueError for a ring."""
    seen = 0
    while start <= _LAST_SECTOR:
        seen += 1
        if seen > len(table):
            raise ValueError(start)
        yield start
        start = table[start]


def _entries(directory: bytes) -> Iterator[Entry]:
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        name, length, kind, start, size = struct.unpack_from("<64sHB49xII", directory, at)
        yield Entry(name[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"), kind, start, size)
