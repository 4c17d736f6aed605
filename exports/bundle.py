"""Packs the evidence of a year for the auditor: one zip or one folder with reports, files, an index and sums."""

import hashlib
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from exports.bundle_contents import Bundle, Bundled
from exports.bundle_index import index_bytes, refuse_unprintable_bundle
from exports.bundle_plan import (
    INDEX,
    MANIFEST,
    README,
    Advance,
    Plan,
    Stored,
    chunks_of,
    files_of,
    look_at,
    plan,
    size_on_disk,
)
from exports.bundle_refusals import EvidenceLostMeanwhile, NotEnoughRoom
from exports.bundle_texts import manifest, readme
from exports.fixed_zip import FIXED_DATE
from ita_tui.saving import folder_written_aside, written_aside
from ita_tui.thai.words import load_dictionary

OnProgress = Callable[[int, int], None]

_SPARE = 1 << 20  # bytes for the index, names and the like
_FOR_A_FILE = 2048  # bytes for its names in the zip, its line in the index and its sum
_ORDINARY_FILE = 0o100644 << 16
_UNIX = 3


class _Target(Protocol):
    """Where the files of a bundle are written, by their paths inside it."""

    def put(self, path: str, size: int, chunks: Iterable[bytes]) -> None: ...


def save(bundle: Bundle, target: Path, *, overwrite: bool, on_progress: OnProgress | None = None) -> Bundled:
    """Write a bundle as the zip ``target``, whole or not at all; call it from a thread.

    Files are read twice, bit by bit: first to see that they are what they were, then to copy them. What is missing
    or changed is listed in the index and in the result and not copied. ``on_progress`` is told bytes done and bytes
    in all; what it raises ends the export, and nothing of it stays. Raises TextUnprintable and TextTooLong, which name
    the piece, EvidenceLostMeanwhile, NotEnoughRoom, WorkbookMakerFailed and the refusals of :mod:`ita_tui.saving`.
    """
    refuse_unprintable_bundle(bundle)
    with written_aside(target, overwrite=overwrite) as file, _zipped(file) as into:
        bundled = _pack(bundle, into, target, on_progress)
    return bundled  # noqa: RET504 - only once the file has its name


def save_as_folder(bundle: Bundle, target: Path, *, on_progress: OnProgress | None = None) -> Bundled:
    """Write a bundle as the new folder ``target``, like :func:`save`; a folder is never replaced."""
    refuse_unprintable_bundle(bundle)
    with folder_written_aside(target) as folder:
        bundled = _pack(bundle, _Folder(folder), target, on_progress)
    return bundled  # noqa: RET504 - only once the folder has its name


def _pack(bundle: Bundle, into: _Target, target: Path, on_progress: OnProgress | None) -> Bundled:
    files = files_of(bundle)
    sizes = [size_on_disk(file) for file in files]
    reports = sum(len(report.content) for report in bundle.reports)
    _refuse_no_room(target, sum(sizes) + reports + _FOR_A_FILE * len(bundle.pieces + files) + _SPARE)
    load_dictionary()  # names are cut between words, and so always the same
    meter = _Meter(2 * sum(sizes) + reports, on_progress)
    made = plan(bundle, look_at(files, meter.advance))
    meter.reach(sum(sizes))
    _write(bundle, made, into, meter.advance)
    meter.finish()
    size = sum(stored.size for stored in made.stored)
    return Bundled(target, len(made.stored), size, made.left_out, len(bundle.reports), len(bundle.pieces))


def _write(bundle: Bundle, made: Plan, into: _Target, advance: Advance) -> None:
    texts = {README: readme(bundle.agency, bundle.year.be, made), INDEX: index_bytes(bundle, made)}
    reports = dict(zip(made.reports, (report.content for report in bundle.reports), strict=True))
    sums = [(path, hashlib.sha256(data).hexdigest()) for path, data in (texts | reports).items()]
    sums += [(stored.path, stored.file.sha256) for stored in made.stored]
    for path, data in {**texts, MANIFEST: manifest(sums), **reports}.items():
        into.put(path, len(data), [data])
        if path in reports:
            advance(len(data))
    for stored in made.stored:
        into.put(stored.path, stored.size, _copied(stored, advance))


def _copied(stored: Stored, advance: Advance) -> Iterator[bytes]:
    """The content of a file, refused where it is not what it was when it was looked at."""
    digest, chunks = hashlib.sha256(), chunks_of(stored.source)
    while True:
        try:
            chunk = next(chunks, b"")
        except OSError as error:
            raise EvidenceLostMeanwhile(stored.file.name) from error
        if not chunk:
            break
        digest.update(chunk)
        yield chunk
        advance(len(chunk))
    if digest.hexdigest() != stored.file.sha256:
        raise EvidenceLostMeanwhile(stored.file.name)


def _refuse_no_room(target: Path, needed: int) -> None:
    free = shutil.disk_usage(target.parent).free
    if needed > free:
        raise NotEnoughRoom(target, needed, free)


@dataclass
class _Meter:
    """Counts bytes and tells them; never more than there are, and all of them in the end."""

    total: int
    tell: OnProgress | None
    done: int = 0

    def advance(self, size: int) -> None:
        self.reach(min(self.done + size, self.total))

    def reach(self, done: int) -> None:
        self.done = max(self.done, done)
        if self.tell:
            self.tell(self.done, self.total)

    def finish(self) -> None:
        self.reach(self.total)


@contextmanager
def _zipped(file: BinaryIO) -> Iterator["_Zip"]:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        yield _Zip(archive)


class _Zip:
    """A zip whose bytes depend on what is in it alone: nothing is compressed, for pictures and PDF files are."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def put(self, path: str, size: int, chunks: Iterable[bytes]) -> None:
        entry = zipfile.ZipInfo(path, FIXED_DATE)
        entry.create_system = _UNIX  # the same on every system
        entry.external_attr = _ORDINARY_FILE
        entry.file_size = size  # by which the long form (zip64) is chosen before the first byte
        with self._archive.open(entry, "w") as out:
            for chunk in chunks:
                out.write(chunk)


class _Folder:
    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, path: str, size: int, chunks: Iterable[bytes]) -> None:  # noqa: ARG002 (a zip asks for it)
        place = self._root.joinpath(*path.split("/"))
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as out:
            for chunk in chunks:
                out.write(chunk)
