"""Reads the pages of a damaged SQLite file one by one, without SQLite, which gives up at the first it cannot trust.

The format is the one of https://www.sqlite.org/fileformat2.html: a table is a tree of pages, its leaves hold the rows.
What cannot be read is passed over and remembered as a hole; nothing here raises for what stands in a file.
"""

import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

Value = int | float | str | bytes | None
Row = tuple[Value, ...]

MAGIC = b"SQLite format 3\0"
_USUAL_SIZE = 4096  # bytes a page, SQLite's own choice since 2016; where the header is lost
_LEAF, _INNER = 0x0D, 0x05
_WHOLE_NUMBERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes of a whole number by its serial type."""


class _UnreadableError(Exception):
    """These bytes are not what they should be."""


@dataclass
class Tree:
    """The rows that were reached from a table's root, by number, and whether a part of the tree could not be read."""

    rows: dict[int, Row] = field(default_factory=dict)
    pages: set[int] = field(default_factory=set)
    whole: bool = True


class Pages:
    """The pages of a file, numbered from 1; ``content`` is the whole file, with zeros where the disk gave nothing."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.headed = content.startswith(MAGIC) and _page_size(content) is not None
        self._size = (_page_size(content) if self.headed else None) or _USUAL_SIZE
        self._usable = self._size - (content[20] if self.headed else 0)
        self.count = len(content) // self._size

    @property
    def version(self) -> int | None:
        """``user_version`` of the header; None where the header is lost."""
        return int.from_bytes(self._content[60:64], "big") if self.headed else None

    @property
    def application(self) -> int | None:
        """``application_id`` of the header; None where the header is lost."""
        return int.from_bytes(self._content[68:72], "big") if self.headed else None

    def tree(self, root: int) -> Tree:
        """All that can be reached from a root page."""
        tree, waiting = Tree(), [root]
        while waiting:
            number = waiting.pop()
            if number in tree.pages or not self._walk(number, tree, waiting):
                tree.whole = False
        return tree

    def leaf(self, number: int) -> Tree | None:
        """The rows of a page that looks like the leaf of a table; None for any other."""
        if self._kind(number) != _LEAF:
            return None
        tree = Tree()
        return tree if self._walk(number, tree, []) and tree.rows else None

    def free(self) -> set[int]:
        """The pages that hold nothing any more, as far as the list of them can be read."""
        free: set[int] = set()
        trunk = int.from_bytes(self._content[32:36], "big") if self.headed else 0
        with suppress(_UnreadableError, struct.error):
            while trunk and trunk not in free:
                page = self._page(trunk)
                free.add(trunk)
                trunk, count = struct.unpack_from(">II", page)
                free.update(struct.unpack_from(f">{min(count, len(page) // 4 - 2)}I", page, 8))
        return free

    def _walk(self, number: int, tree: Tree, waiting: list[int]) -> bool:
        """Take in one page; whether all of it could be read. Pages below it join ``waiting``."""
        tree.pages.add(number)
        try:
            page, start = self._page(number), _header_at(number)
            kind, cells = page[start], struct.unpack_from(">H", page, start + 3)[0]
            if kind not in {_LEAF, _INNER}:
                return False
            first = start + (12 if kind == _INNER else 8)
            places = struct.unpack_from(f">{cells}H", page, first)
            if kind == _INNER:
                waiting += [struct.unpack_from(">I", page, place)[0] for place in places]
                waiting.append(struct.unpack_from(">I", page, start + 8)[0])
                return True
        except (_UnreadableError, struct.error, IndexError):
            return False
        return self._take_rows(page, places, tree)

    def _take_rows(self, page: bytes, places: tuple[int, ...], tree: Tree) -> bool:
        whole = True
        for place in places:
            try:
                number, row = self._row(page, place)
            except (_UnreadableError, struct.error, IndexError, UnicodeDecodeError):
                whole = False
                continue
            tree.rows.setdefault(number, row)
        return whole

    def _row(self, page: bytes, place: int) -> tuple[int, Row]:
        size, at = _varint(page, place)
        number, at = _varint(page, at)
        payload = self._payload(page, at, size)
        end, at = _varint(payload, 0)
        if not 0 < end <= len(payload):
            raise _UnreadableError
        values: list[Value] = []
        body = end
        while at < end:
            serial, at = _varint(payload, at)
            value, body = _value(payload, body, serial)
            values.append(value)
        if body != len(payload):
            raise _UnreadableError
        return _signed(number), tuple(values)

    def _payload(self, page: bytes, at: int, size: int) -> bytes:
        """A row's bytes, with those that stand in pages of their own because they found no room in the leaf."""
        if size > len(self._content):
            raise _UnreadableError
        local = self._local(size)
        parts = [page[at : at + local]]
        if len(parts[0]) != local:
            raise _UnreadableError
        left, following = size - local, 0
        if left:
            following = struct.unpack_from(">I", page, at + local)[0]
        seen: set[int] = set()
        while left > 0:
            if following in seen:
                raise _UnreadableError
            seen.add(following)
            more = self._page(following)
            following = struct.unpack_from(">I", more)[0]
            parts.append(more[4 : min(self._usable, 4 + left)])
            left -= self._usable - 4
        if following and size > local:  # the last page of a chain leads nowhere
            raise _UnreadableError
        return b"".join(parts)

    def _local(self, size: int) -> int:
        """How many bytes of a payload stand in the leaf itself."""
        usable = self._usable
        if size <= usable - 35:
            return size
        least = (usable - 12) * 32 // 255 - 23
        fitting = least + (size - least) % (usable - 4)
        return fitting if fitting <= usable - 35 else least

    def _kind(self, number: int) -> int | None:
        try:
            return self._page(number)[_header_at(number)]
        except _UnreadableError:
            return None

    def _page(self, number: int) -> bytes:
        if not 1 <= number <= self.count:
            raise _UnreadableError
        return self._content[(number - 1) * self._size : number * self._size]


def _page_size(content: bytes) -> int | None:
    size = int.from_bytes(content[16:18], "big")
    size = 1 << 16 if size == 1 else size
    return size if size in {1 << power for power in range(9, 17)} else None


def _header_at(number: int) -> int:
    return 100 if number == 1 else 0  # the file's own header stands on its first page


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where the next thing stands."""
    number = 0
    for length in range(8):
        byte = data[at + length]
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, at + length + 1
    return number << 8 | data[at + 8], at + 9


def _signed(number: int) -> int:
    return number - (1 << 64) if number >> 63 else number


def _value(payload: bytes, at: int, serial: int) -> tuple[Value, int]:
    if serial == 0:
        return None, at
    if serial in {8, 9}:
        return serial - 8, at
    if serial == 7:
        return struct.unpack_from(">d", payload, at)[0], at + 8
    length = _WHOLE_NUMBERS.get(serial) or (serial - 12) // 2
    taken = payload[at : at + length]
    if len(taken) != length or serial in {10, 11}:
        raise _UnreadableError
    if serial in _WHOLE_NUMBERS:
        return int.from_bytes(taken, "big", signed=True), at + length
    if serial % 2 == 0:
        return taken, at + length
    text = taken.decode("utf-8")
    if "\0" in text:  # the program writes none: a part of the page was emptied
        raise _UnreadableError
    return text, at + length


def leaves(pages: Pages, known: set[int]) -> Iterator[Tree]:
    """The rows of every leaf that nothing leads to: the tree above it is lost. ``known`` pages are left out."""
    for number in range(1, pages.count + 1):
        if number not in known and (leaf := pages.leaf(number)) is not None:
            yield leaf
