"""Decides what stands where in a bundle: looks at every file, gives it a place once, and says what is not there."""

import hashlib
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from exports.bundle_contents import Bundle, NotInBundle, Piece, PieceFile
from exports.bundle_names import Taken
from ita_tui.domain.evidence import FileState
from ita_tui.thai.file_names import safe_folder, safe_name

CHUNK = 1 << 20
"""Bytes that are read, hashed and written at a time."""

README = "README.txt"
INDEX = "ดัชนีหลักฐาน.xlsx"
MANIFEST = "SHA256SUMS"
_REPORTS, _EVIDENCE = "รายงาน", "หลักฐาน"
_OF_NO_MEASURE, _OF_ITEMS = "ไม่ระบุมาตรการ", "ข้อ OIT"

Looks = Mapping[PieceFile, FileState]
Advance = Callable[[int], None]
"""Is told how many bytes were dealt with."""


@dataclass(frozen=True)
class Line:
    """A line of the index: a file of a piece, or a piece that has none.

    ``number`` is the piece's, with the file's behind it where there are several (3, 4.1, 4.2). ``path`` is the
    file's in the bundle, empty where it is not in it.
    """

    number: str
    piece: Piece
    file: PieceFile | None = None
    state: FileState | None = None
    path: str = ""


@dataclass(frozen=True)
class Stored:
    """A file of evidence that is copied into the bundle; ``path`` is its place there, ``size`` in bytes."""

    path: str
    source: Path
    file: PieceFile
    size: int


@dataclass(frozen=True)
class Plan:
    """How many pieces there are, the lines of the index, the files to copy, and the places of the reports in their order."""

    pieces: int
    lines: tuple[Line, ...]
    stored: tuple[Stored, ...]
    reports: tuple[str, ...]

    @property
    def left_out(self) -> tuple[NotInBundle, ...]:
        return tuple(
            NotInBundle(
                line.number,
                line.piece.evidence.title,
                tuple(sorted(measure.number for measure in line.piece.measures)),
                line.file.name,
                line.state,
            )
            for line in self.lines
            if line.file and line.state and line.state is not FileState.PRESENT
        )


def files_of(bundle: Bundle) -> tuple[PieceFile, ...]:
    """Every file of evidence, one that several pieces have only once."""
    return tuple(dict.fromkeys(file for piece in bundle.pieces for file in piece.files))


def size_on_disk(file: PieceFile) -> int:
    """Bytes that reading a file will take; 0 where it cannot be read."""
    try:
        found = file.path.stat() if file.path else None
    except (OSError, ValueError):
        return 0
    return found.st_size if found and stat.S_ISREG(found.st_mode) else 0


def look_at(files: Sequence[PieceFile], advance: Advance) -> dict[PieceFile, FileState]:
    """Read every file and tell whether it is there and is what it was."""
    return {file: _state(file, advance) for file in files}


def plan(bundle: Bundle, looks: Looks) -> Plan:
    """Give every sound file its place, the same content only one; lines stand in the order of the pieces."""
    taken = Taken()
    for name in (README, INDEX, MANIFEST):
        taken.free(name)
    reports = tuple(taken.free(f"{_REPORTS}/{safe_name(report.name)}") for report in bundle.reports)
    folders: dict[str, str] = {}
    stored: dict[str, Stored] = {}
    lines: list[Line] = []
    for at, piece in enumerate(bundle.pieces, start=1):
        whose = _folder(piece)
        if whose not in folders:
            folders[whose] = taken.free(f"{_EVIDENCE}/{safe_folder(whose)}")
        for number, name, file in _numbered(at, piece):
            state = looks[file]
            if state is FileState.PRESENT and file.path and file.sha256 not in stored:
                path = taken.free(f"{folders[whose]}/{safe_name(name)}")
                stored[file.sha256] = Stored(path, file.path, file, size_on_disk(file))
            path = stored[file.sha256].path if state is FileState.PRESENT else ""
            lines.append(Line(number, piece, file, state, path))
        if not piece.files:
            lines.append(Line(str(at), piece))
    return Plan(len(bundle.pieces), tuple(lines), tuple(stored.values()), reports)


def _numbered(at: int, piece: Piece) -> Iterator[tuple[str, str, PieceFile]]:
    """Each file of a piece with its number in the index and its numbered name."""
    if len(piece.files) == 1:
        yield str(at), f"{at:03d} {piece.files[0].name}", piece.files[0]
        return
    for number, file in enumerate(piece.files, start=1):
        yield f"{at}.{number}", f"{at:03d}-{number} {file.name}", file


def _folder(piece: Piece) -> str:
    """The folder is that of the first measure; the index names the others."""
    if piece.measures:
        first = min(piece.measures, key=lambda measure: measure.number)
        return f"มาตรการที่ {first.number:02d} {' '.join(first.title.split())}"
    return _OF_ITEMS if piece.items else _OF_NO_MEASURE


def _state(file: PieceFile, advance: Advance) -> FileState:
    """As the vault tells it: what cannot be read as it was written counts as changed."""
    if file.path is None:
        return FileState.MISSING
    digest = hashlib.sha256()
    try:
        if not stat.S_ISREG(file.path.stat().st_mode):
            return FileState.CHANGED
        for chunk in chunks_of(file.path):
            digest.update(chunk)
            advance(len(chunk))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return FileState.REMOVED if file.removed else FileState.MISSING
    except OSError:
        return FileState.CHANGED
    return FileState.PRESENT if digest.hexdigest() == file.sha256 else FileState.CHANGED


def chunks_of(path: Path) -> Iterator[bytes]:
    """The content of a file, bit by bit. Raises OSError."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
