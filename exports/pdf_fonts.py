"""The typefaces of a printed PDF: Sarabun, made ready for typst, and a typeface of boxes for what nothing else has.

typst writes a tone mark that stands a little lower than its like (สั่, ทั้ง, ยิ่ง) apart from its letter and lets it
mean the whole cluster: such words are copied and found as สั่สั่, ทั้ทั้ง. Sarabun lowers these marks by 0.005 to 0.046
of its size. In the copy that typst is given they stand at one height; the eye sees no difference.
"""

import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

_MARK_TO_LETTER, _MARK_TO_MARK, _EXTENSION = 4, 6, 9
_ALIKE = {_MARK_TO_LETTER: 10, _MARK_TO_MARK: 60}
"""Heights that differ by no more are made one; in thousandths of the size, as all heights here."""
_LOWER_MARKS = 300
"""Marks below letters are joined below this height. They are left alone."""


@dataclass(frozen=True)
class Typeface:
    """A TrueType font as its bytes."""

    data: bytes

    @cached_property
    def tables(self) -> Mapping[str, tuple[int, int]]:
        """Where each table begins and how long it is."""
        (count,) = struct.unpack_from(">H", self.data, 4)
        records = (struct.unpack_from(">4sLLL", self.data, 12 + 16 * at) for at in range(count))
        return {tag.decode("ascii"): (start, length) for tag, _, start, length in records}

    def with_even_marks(self) -> "Typeface":
        """The same font, but marks that are set at nearly one height are set at exactly one."""
        data = bytearray(self.data)
        for kind, subtable in _mark_tables(self.data, self.tables["GPOS"][0]):
            heights = list(_anchor_heights(self.data, subtable))
            upper = Counter(height for _, height, is_mark in heights if is_mark)
            usual = [height for height, _ in upper.most_common()]
            for place, height, _ in heights:
                near = next((one for one in usual if abs(height - one) <= _ALIKE[kind]), height)
                struct.pack_into(">h", data, place, near)
        return Typeface(bytes(data))


def _u16(data: bytes, at: int) -> int:
    number: int = struct.unpack_from(">H", data, at)[0]
    return number


def _u32(data: bytes, at: int) -> int:
    number: int = struct.unpack_from(">L", data, at)[0]
    return number


def _mark_tables(data: bytes, gpos: int) -> Iterator[tuple[int, int]]:
    """The subtables that set marks: on letters or on marks, and where each begins."""
    lookups = gpos + _u16(data, gpos + 8)
    for at in range(_u16(data, lookups)):
        lookup = lookups + _u16(data, lookups + 2 + 2 * at)
        for number in range(_u16(data, lookup + 4)):
            kind, subtable = _u16(data, lookup), lookup + _u16(data, lookup + 6 + 2 * number)
            if kind == _EXTENSION:
                kind, subtable = _u16(data, subtable + 2), subtable + _u32(data, subtable + 4)
            if kind in _ALIKE:
                yield kind, subtable


def _anchor_heights(data: bytes, subtable: int) -> Iterator[tuple[int, int, bool]]:
    """Where marks are joined: its place in the file, its height, and whether it is the mark's that is set."""
    classes = _u16(data, subtable + 6)
    marks, bases = (subtable + _u16(data, subtable + at) for at in (8, 10))
    of_marks = [marks + _u16(data, marks + 2 + 4 * at + 2) for at in range(_u16(data, marks))]
    offsets = [_u16(data, bases + 2 + 2 * at) for at in range(_u16(data, bases) * classes)]
    of_bases = [bases + offset for offset in offsets if offset]
    for anchors, is_mark in ((of_marks, True), (of_bases, False)):
        for anchor in anchors:
            height: int = struct.unpack_from(">h", data, anchor + 4)[0]
            if height > _LOWER_MARKS:
                yield anchor + 4, height, is_mark


BOXES = "ITA Boxes"
"""A typeface that has every letter, as an empty box: what no other typeface has is seen to be there, and copied."""

_BOX_COUNT = 4096
"""Different boxes. PDFium finds a letter beyond the basic plane only where no other shares its box."""
_BOX = ((60, 0), (60, 700), (540, 700), (540, 0), (110, 50), (490, 50), (490, 650), (110, 650))
_BOX_WIDTH, _ASCENT, _DESCENT = 600, 1068, -232


def boxes() -> bytes:
    """The typeface of boxes as the bytes of a TrueType font."""
    outline = struct.pack(">5h", 2, 60, 0, 540, 700) + struct.pack(">3H", 3, 7, 0) + b"\x01" * len(_BOX)
    for axis in (0, 1):
        places = [0, *(point[axis] for point in _BOX)]
        outline += b"".join(struct.pack(">h", after - before) for before, after in pairwise(places))
    again = struct.pack(">5h", -1, 60, 0, 540, 700) + struct.pack(">HHbb", 2, 0, 0, 0)
    glyphs = [outline, *[again] * _BOX_COUNT]
    ends = [0]
    for glyph in glyphs:
        ends.append(ends[-1] + len(glyph))
    count = len(glyphs)
    return _font(
        {
            "OS/2": _os2(),
            "cmap": _every_code(),
            "glyf": b"".join(glyphs),
            "head": struct.pack(
                ">LLLLHHQQ4h2H3h",
                *(0x10000, 0x10000, 0, 0x5F0F3CF5, 3, 1000, 0, 0),
                *(60, 0, 540, 700, 0, 8, 2, 1, 0),
            ),
            "hhea": struct.pack(
                ">L3hH11hH", 0x10000, _ASCENT, _DESCENT, 0, _BOX_WIDTH, 60, 60, 540, 1, *[0] * 7, count
            ),
            "hmtx": struct.pack(">Hh", _BOX_WIDTH, 60) * count,
            "loca": struct.pack(f">{len(ends)}L", *ends),
            "maxp": struct.pack(">L14H", 0x10000, count, 8, 2, 8, 2, 1, *[0] * 6, 1, 1),
            "name": _names(((1, BOXES), (2, "Regular"), (4, BOXES), (6, BOXES.replace(" ", "")))),
            "post": struct.pack(">LLhh5L", 0x30000, 0, -75, 50, *[0] * 5),
        }
    )


def _every_code() -> bytes:
    """A table of all code points but the blank, the boxes handed out round and round."""
    groups = b"".join(
        struct.pack(">LLL", max(first, 0x21), first + _BOX_COUNT - 1, 1 + max(first, 0x21) - first)
        for first in range(0, 0x110000, _BOX_COUNT)
    )
    count = len(groups) // 12
    return (
        struct.pack(">HHHHL", 0, 1, 3, 10, 12)
        + struct.pack(">HHLLL", 12, 0, 16 + 12 * count, 0, count)
        + groups
    )


def _os2() -> bytes:
    return (
        struct.pack(">HhHHH11h", 4, _BOX_WIDTH, 400, 5, 0, *[0] * 11)
        + bytes(26)
        + b"ITA "
        + struct.pack(">3H3hHH", 0x40, 0x21, 0xFFFF, _ASCENT, _DESCENT, 0, _ASCENT, -_DESCENT)
        + struct.pack(">LLhhHHH", 0, 0, 500, 700, 0, 32, 1)
    )


def _names(names: Iterable[tuple[int, str]]) -> bytes:
    encoded = [(number, text.encode("utf-16-be")) for number, text in names]
    records, letters = b"", b""
    for number, text in encoded:
        records += struct.pack(">6H", 3, 1, 0x409, number, len(text), len(letters))
        letters += text
    return struct.pack(">HHH", 0, len(encoded), 6 + len(records)) + records + letters


def _font(tables: Mapping[str, bytes]) -> bytes:
    """The tables as one font file."""
    power = 1 << (len(tables).bit_length() - 1)
    head = struct.pack(
        ">L4H", 0x10000, len(tables), 16 * power, power.bit_length() - 1, 16 * (len(tables) - power)
    )
    directory, body, start = b"", b"", len(head) + 16 * len(tables)
    for tag in sorted(tables):
        padded = tables[tag] + bytes(-len(tables[tag]) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sLLL", tag.encode("ascii"), total, start + len(body), len(tables[tag]))
        body += padded
    return head + directory + body
