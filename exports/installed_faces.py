"""Which of our faces this machine has: told from its font files alone, without any library of fonts.

A workbook only names its face: where the machine that prints it lacks the face, another one is put in its place and
every row comes out cut or too high.
"""

import os
import struct
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from exports.faces import FACES, Face

_HINT = "sarabun"
"""What the file names of all our faces hold; only such files are opened."""

_SUFFIXES = frozenset({".ttf", ".otf"})
_FAMILY = 1
_MOST_TABLES = 64
_MOST_BYTES = 4_194_304


def installed_faces(folders: Iterable[Path] | None = None) -> tuple[Face, ...]:
    """The faces whose font files lie in ``folders`` or below, by default where this system keeps its fonts.

    What cannot be read is passed over: the answer is for a hint on a screen, and no reason to stop an export.
    """
    families = {
        family
        for path in _candidates(font_folders() if folders is None else folders)
        for family in _families(path)
    }
    return tuple(face for face in FACES if face.name.casefold() in families)


def font_folders() -> tuple[Path, ...]:
    """Where fonts are kept for this user and for everybody, whether the folders are there or not."""
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", r"C:\Windows"))
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        return (windows / "Fonts", local / "Microsoft" / "Windows" / "Fonts")
    if sys.platform == "darwin":
        return (home / "Library" / "Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    shared = (os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(os.pathsep)
    return (data / "fonts", home / ".fonts", *(Path(folder) / "fonts" for folder in shared if folder))


def _candidates(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for parent, _folders, names in os.walk(folder):
            for name in names:
                if _HINT in name.casefold() and Path(name).suffix.lower() in _SUFFIXES:
                    yield Path(parent, name)


def _families(path: Path) -> Iterator[str]:
    """The family names in a font file, folded; none for what is no font file."""
    with suppress(OSError, struct.error, UnicodeDecodeError, ValueError):
        if path.stat().st_size <= _MOST_BYTES:
            yield from list(_named(path.read_bytes()))


def _named(data: bytes) -> Iterator[str]:
    """The family names of the ``name`` table (OpenType 1.9), folded."""
    tables = min(struct.unpack_from(">H", data, 4)[0], _MOST_TABLES)
    for number in range(tables):
        tag, _sum, start, _length = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
        if tag != b"name":
            continue
        _format, count, words = struct.unpack_from(">HHH", data, start)
        for record in range(count):
            platform, _encoding, _language, name, length, offset = struct.unpack_from(
                ">6H", data, start + 6 + 12 * record
            )
            if name == _FAMILY:
                at = start + words + offset
                coding = "mac-roman" if platform == 1 else "utf-16-be"
                yield data[at : at + length].decode(coding).casefold()
