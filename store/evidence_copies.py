"""Evidence contents on their way between vaults: into the second folder with the backups, and back from there."""

import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from ita_tui.saving import rename_patiently
from store.copying import Stop, StoppedError, clear_halves
from store.durable import sync_folder
from store.rights import folder_mode, is_shared
from store.vault import CHUNK

_HASH = re.compile("[0-9a-f]{64}")
_READ_ONLY = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH
_ARRIVING = "arriving-"
_SYNCED_AT_ONCE = 8 * CHUNK


@dataclass(frozen=True)
class EvidenceCopied:
    """How many contents were copied, and how many could not be: not there, or no longer what their name says."""

    copied: int = 0
    left: int = 0


def contents_in(folder: Path) -> Iterator[tuple[str, int]]:
    """Digest and size in bytes of the contents in a vault's folder; none where there is none. Raises OSError."""
    if not folder.is_dir():
        return
    for shelf in sorted(folder.iterdir()):
        if shelf.is_dir() and len(shelf.name) == 2:
            found = sorted(os.scandir(shelf), key=lambda entry: entry.name)
            yield from ((entry.name, entry.stat().st_size) for entry in found if _HASH.fullmatch(entry.name))


def copy_missing(
    wanted: Mapping[str, int], sources: Iterable[Path], target: Path, database: Path, stop: Stop | None = None
) -> EvidenceCopied:
    """Copy into the vault's folder ``target`` what it has not, from the first of the vaults that has it sound.

    ``wanted`` tells the size in bytes of each digest: what has another one in the target is copied once more. Each
    content is hashed while it is copied, on the disk before it has its name, and read-only then; it is as private as
    ``database``. What no source has as its name says is left, and counted. Raises OSError where the target cannot be
    written, and StoppedError once ``stop`` is true.
    """
    sources, way = tuple(sources), _Way(target, database, stop or _never)
    there, copied, left = dict(contents_in(target)), 0, 0
    for digest, size in wanted.items():
        way.ask()
        if there.get(digest) == size:
            continue
        if any(way.copied(source, digest) for source in sources):
            copied += 1
        else:
            left += 1
    return EvidenceCopied(copied, left)


@dataclass(frozen=True)
class _Way:
    """The way into one vault's folder."""

    target: Path
    database: Path
    stop: Stop

    def ask(self) -> None:
        """Raise StoppedError where it is to end."""
        if self.stop():
            raise StoppedError

    def copied(self, source: Path, digest: str) -> bool:
        """Copy one content; whether the source had it, sound."""
        try:
            readable = _place(source, digest).open("rb")
        except OSError:
            return False  # the next source may have it
        with readable as file:
            self.target.mkdir(mode=folder_mode(self.database), parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(prefix=_ARRIVING, dir=self.target)
            arriving = Path(name)
            try:
                with os.fdopen(descriptor, "wb") as copy:
                    if self._hashed(file, copy) != digest:
                        return False
                self._settle(arriving, _place(self.target, digest))
            finally:
                with suppress(
                    OSError
                ):  # it lies there unused; what went wrong before it is what she must hear
                    arriving.unlink(missing_ok=True)
        return True

    def _hashed(self, file: BinaryIO, copy: BinaryIO) -> str:
        """Copy to the disk and return the digest; empty where the source cannot be read to its end.

        The disk gets its part every now and then: a slow stick would else keep who wants to stop waiting at the end.
        """
        digest, unsynced = hashlib.sha256(), 0
        while chunk := _read(file):
            digest.update(chunk)
            copy.write(chunk)
            unsynced += len(chunk)
            if unsynced >= _SYNCED_AT_ONCE:
                _on_the_disk(copy)
                unsynced = 0
            self.ask()
        _on_the_disk(copy)
        return "" if chunk is None else digest.hexdigest()

    def _settle(self, arriving: Path, home: Path) -> None:
        """Give the copy its name."""
        home.parent.mkdir(mode=folder_mode(self.database), exist_ok=True)
        if home.is_file():
            with suppress(OSError):  # a file system without such a mark needs none taken off
                home.chmod(stat.S_IREAD | stat.S_IWRITE)  # Windows replaces nothing that is read-only
        rename_patiently(arriving, home)
        with suppress(
            OSError
        ):  # a stick's file system may know no such mark: the content is whole all the same
            home.chmod(_READ_ONLY if is_shared(self.database) else stat.S_IRUSR)
        sync_folder(home.parent)


def _read(file: BinaryIO) -> bytes | None:
    """The next part; None where the source fails, which is not the fault of where it goes."""
    try:
        return file.read(CHUNK)
    except OSError:
        return None


def _on_the_disk(copy: BinaryIO) -> None:
    copy.flush()
    os.fsync(copy.fileno())


def _never() -> bool:
    return False


def tidy(folder: Path, now: datetime) -> None:
    """Clear away copies that were left half written in a vault's folder of which nobody else has the care."""
    clear_halves(folder, f"{_ARRIVING}*", now)


def _place(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest
