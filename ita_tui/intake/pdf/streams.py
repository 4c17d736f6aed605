"""How much a PDF's streams unpack to, counted before anything takes it apart: a bomb is a small file."""

import base64
import re
import zlib
from collections.abc import Iterator

from ita_tui.intake.refusals import ArchiveUnsafe

MOST_UNPACKED = 30 * 2**20
"""In bytes, of all streams but pictures and attachments, which are never unpacked. 300 full pages take half of it."""

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_LONGEST_DICTIONARY = 2_000
_MOST_STREAMS = 20_000
_CHUNK = 4_096
_UNTOUCHED = re.compile(rb"/Subtype\s*/Image\b|/Type\s*/EmbeddedFile\b|/DCTDecode\b|/JPXDecode\b")
_PACKED = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_LETTERS = re.compile(rb"/(?:ASCII85Decode|A85|ASCIIHexDecode|AHx)\b")
_HIGHEST_RATIO = 200
"""What is taken for the ratio of the packings of the last century, which reach it only in a bomb."""


def refuse_bombs(data: bytes, name: str) -> None:
    """Refuse a PDF whose streams unpack to more than 30 MB, are packed several times over, or are too many.

    ``name`` is the file's for the sentence. Raises ArchiveUnsafe. Encrypted streams cannot be looked into.
    """
    unpacked = 0
    for count, (dictionary, start, end) in enumerate(_streams(data)):
        if count > _MOST_STREAMS:
            raise ArchiveUnsafe(name)
        filters = [] if _UNTOUCHED.search(dictionary) else _PACKED.findall(dictionary)
        if len(filters) > 1:
            raise ArchiveUnsafe(name)
        if not filters:
            continue
        for size in _sizes(dictionary, data, start, end):
            unpacked += size
            if unpacked > MOST_UNPACKED:
                raise ArchiveUnsafe(name)


def _streams(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """The dictionary of each stream, and where its bytes begin and end."""
    at = 0
    while found := _STREAM.search(data, at):
        start = found.end()
        at = end = _end(data, start)
        before = data[max(0, found.start() - _LONGEST_DICTIONARY) : found.start()]
        dictionary = before[before.rfind(b" obj") + 1 :]
        yield dictionary, start, end


def _end(data: bytes, start: int) -> int:
    end = data.find(b"endstream", start)
    return len(data) if end < 0 else end


def _sizes(dictionary: bytes, data: bytes, start: int, end: int) -> Iterator[int]:
    """The sizes that the parts of a stream unpack to, one after the other."""
    if not _FLATE.search(dictionary):
        yield (end - start) * _HIGHEST_RATIO
        return
    packed = data[start:end]
    try:
        if _LETTERS.search(dictionary):
            packed = _from_letters(packed)
        unpacker = zlib.decompressobj()
        for at in range(0, len(packed), _CHUNK):
            yield len(unpacker.decompress(packed[at : at + _CHUNK]))
    except (zlib.error, ValueError):
        # Damaged from here on: a reader unpacks no more of it either.
        return


def _from_letters(text: bytes) -> bytes:
    """The bytes of a stream written in letters. Raises ValueError."""
    words = b"".join(text.split())
    if b">" in words and b"~>" not in words:
        return bytes.fromhex(words.split(b">")[0].decode("ascii"))
    return base64.a85decode(words.removeprefix(b"<~").split(b"~>")[0])
