"""The door for documents that are zip files: nothing of one that could harm is unpacked, and no part without a bound."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from ita_tui.intake.archives.contents import Reader, refuse_contents
from ita_tui.intake.archives.xml_prolog import LONGEST, declares_entities
from ita_tui.intake.refusals import ArchiveUnsafe, DocumentDamaged, PasswordProtected

MOST_UNPACKED: Final = 50 * 2**20
"""In bytes, of all parts together: far more than any report of text and pictures."""

_MOST_PARTS = 500
_HIGHEST_RATIO = 100
_RATIO_MATTERS_FROM = 2**20
_MOST_DIRECTORY_MARKS = 10 * _MOST_PARTS
"""Marks of directory entries anywhere in the bytes, those of embedded documents among them. Counting them first
spares the parsing of a directory of half a million entries."""

_DIRECTORY_MARK = b"PK\x01\x02"
_LOCALLONGESTER = struct.Struct("<4s22xHH")
_CHUNK = 2**14
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_SECRET = 0x41
"""The flags of an encrypted entry: the old way, and the strong one."""

_LEAVES_THE_ARCHIVE = re.compile(r"\A(?:[/\\]|[A-Za-z]:)|(?:\A|[/\\])\.\.(?:[/\\]|\Z)|\x00")

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What reading a broken zip raises, as a long series of broken ones showed; UnicodeError is a ValueError."""


def refuse_unsafe_archive(data: bytes, name: str, form: str) -> None:
    """Refuse the zip ``data`` unless any reader can unpack and parse it without harm.

    The directory is looked at first: 50 MB unpacked, 500 parts, ratios up to 100, names that stay inside, no
    overlaps, no password. Then the contents, each part counted and not kept: sizes that do not lie, no XML with
    declarations of its own, no macros, and nothing taken from outside the file but links for a reader to follow.
    ``name`` is the file's, ``form`` its format in Thai. Raises DocumentDamaged, PasswordProtected, ArchiveUnsafe,
    MacrosInside or LinksOutside.
    """
    if data.count(_DIRECTORY_MARK) > _MOST_DIRECTORY_MARKS:
        raise ArchiveUnsafe(name)
    with opened(data, name, form) as archive:
        parts = archive.infolist()
        _refuse_directory(parts, name, form)
        _refuse_extents(data, parts, name, form)
        refuse_contents(parts, _reader(archive, name, form), name, form)


@contextmanager
def opened(data: bytes, name: str, form: str) -> Iterator[zipfile.ZipFile]:
    """The zip ``data``, whose parts are read with :func:`part` only. Raises DocumentDamaged."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise DocumentDamaged(name, form) from error
    with archive:
        yield archive


def part(archive: zipfile.ZipFile, inner: str, name: str, form: str, most: int = MOST_UNPACKED) -> bytes:
    """The part named ``inner``, of at most ``most`` bytes, whatever the directory says of its size.

    Raises ArchiveUnsafe where it is larger, DocumentDamaged where it is missing or broken.
    """
    try:
        with archive.open(inner) as stream:
            words = stream.read(most + 1)
    except _BROKEN as error:
        raise DocumentDamaged(name, form) from error
    if len(words) > most:
        raise ArchiveUnsafe(name)
    return words


def _reader(archive: zipfile.ZipFile, name: str, form: str) -> Reader:
    def read(inner: str, most: int) -> bytes:
        return part(archive, inner, name, form, most)

    return read


def _refuse_directory(parts: Sequence[zipfile.ZipInfo], name: str, form: str) -> None:
    if any(entry.flag_bits & _SECRET for entry in parts):
        raise PasswordProtected(name)
    names = [entry.filename for entry in parts]
    too_much = len(parts) > _MOST_PARTS or sum(entry.file_size for entry in parts) > MOST_UNPACKED
    if too_much or len(set(names)) < len(names):
        raise ArchiveUnsafe(name)
    for entry in parts:
        # orig_filename: what stands in the directory, before a NUL cut it or a separator was replaced.
        if _LEAVES_THE_ARCHIVE.search(entry.orig_filename) or _is_puffed_up(entry):
            raise ArchiveUnsafe(name)
        if entry.compress_type not in _METHODS:
            raise DocumentDamaged(name, form)


def _is_puffed_up(entry: zipfile.ZipInfo) -> bool:
    if entry.file_size <= _RATIO_MATTERS_FROM:
        return False
    return entry.file_size > _HIGHEST_RATIO * entry.compress_size


def _refuse_extents(data: bytes, parts: Sequence[zipfile.ZipInfo], name: str, form: str) -> None:
    """Refuse parts that share bytes, that unpack to more than they declare, or that bring their own XML entities."""
    end = 0
    for entry in sorted(parts, key=lambda entry: entry.header_offset):
        start = _start_of_bytes(data, entry, name, form)
        if entry.header_offset < end:
            raise ArchiveUnsafe(name)
        end = start + entry.compress_size
        if end > len(data):
            raise DocumentDamaged(name, form)
        head, size = _unpacked(data, start, entry)
        if size > entry.file_size or declares_entities(head):
            raise ArchiveUnsafe(name)


def _start_of_bytes(data: bytes, entry: zipfile.ZipInfo, name: str, form: str) -> int:
    try:
        mark, name_length, extra_length = _LOCALLONGESTER.unpack_from(data, entry.header_offset)
    except struct.error as error:
        raise DocumentDamaged(name, form) from error
    if mark != b"PK\x03\x04" or entry.header_offset < 0:
        raise DocumentDamaged(name, form)
    return entry.header_offset + _LOCALLONGESTER.size + int(name_length) + int(extra_length)


def _unpacked(data: bytes, start: int, entry: zipfile.ZipInfo) -> tuple[bytes, int]:
    """The beginning of a part, and its size, counted no further than one byte past what the directory declares."""
    end = start + entry.compress_size
    if entry.compress_type == zipfile.ZIP_STORED:
        return data[start : min(end, start + LONGEST)], entry.compress_size
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    head, size = b"", 0
    try:
        for at in range(start, end, _CHUNK):
            piece = inflater.decompress(data[at : min(at + _CHUNK, end)], entry.file_size - size + 1)
            size += len(piece)
            head += piece[: LONGEST - len(head)]
            if size > entry.file_size or inflater.eof:
                break
    except zlib.error:
        # A broken picture keeps no words from being read; a broken part is found where it is read.
        pass
    return head, size
