"""What goes into an evidence bundle, and what came of it: values."""

from dataclasses import dataclass
from pathlib import Path

from ita_tui.domain.evidence import Evidence, FileState
from ita_tui.domain.fiscal_year import FiscalYear


@dataclass(frozen=True)
class ReportFile:
    """A report as it was exported: the name of its file and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class ProvedMeasure:
    """A measure by its number and title, as its report prints them."""

    number: int
    title: str


@dataclass(frozen=True)
class PieceFile:
    """A file of a piece of evidence: where its content lies (None where nobody knows), what it should be.

    ``sha256`` has 64 hex digits, ``name`` is the readable one, ``size`` is in bytes as recorded. ``removed`` says that
    the content was taken out on purpose: where it is not there, it is not missing.
    """

    path: Path | None
    sha256: str
    name: str
    size: int
    removed: bool = False


@dataclass(frozen=True)
class Piece:
    """A piece of evidence, what it proves, and its files; ``items`` are OIT codes (o1 …).

    ``files`` are those to hand over, usually the current revisions; ``evidence.files`` is not looked at.
    """

    evidence: Evidence
    measures: tuple[ProvedMeasure, ...] = ()
    items: tuple[str, ...] = ()
    files: tuple[PieceFile, ...] = ()


@dataclass(frozen=True)
class Bundle:
    """Everything for the auditor. Pieces are numbered from 1 in the order in which they stand here."""

    agency: str
    year: FiscalYear
    reports: tuple[ReportFile, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class NotInBundle:
    """A file that is not in the bundle because it is missing or no longer what it was."""

    number: str
    title: str
    measures: tuple[int, ...]
    name: str
    state: FileState


@dataclass(frozen=True)
class Bundled:
    """A bundle as it was written: where, how many files of evidence are in it, how large they are, what is not in it.

    ``size`` is in bytes; ``reports`` and ``pieces`` are how many reports and pieces of evidence it tells of.
    """

    path: Path
    files: int
    size: int
    left_out: tuple[NotInBundle, ...]
    reports: int
    pieces: int
