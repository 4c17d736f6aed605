"""Evidence contents on their way between vaults: into the second folder with the backups, and back from there."""

import hashlib
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ita_tui.saving import rename_patiently
from store.durable import sync_folder
from store.vault import CHUNK

_HASH = re.compile("[0-9a-f]{64}")
_READ_ONLY = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH
_ARRIVING = "arriving-"


@dataclass(frozen=True)
class EvidenceCopied:
    """How many contents were copied, and how many could not be: not there, or no longer what their name says."""

    copied: int = 0
    left: int = 0


def contents_in(folder: Path) -> Iterator[str]:
    """The digests of the contents that lie in a vault's folder; none where there is no such folder. Raises OSError."""
    if not folder.is_dir():
        return
    for shelf in sorted(folder.iterdir()):
        if shelf.is_dir() and len(shelf.name) == 2:
            yield from sorted(entry.name for entry in os.scandir(shelf) if _HASH.fullmatch(entry.name))


def copy_missing(digests: Iterable[str], sources: Iterable[Path], target: Path) -> EvidenceCopied:
    """Copy into the vault's folder ``target`` what it has not, from the first of the vaults that has it sound.

    Each content is hashed while it is copied, on the disk before it has its name, and read-only then. What no source
    has as its name says is left, and counted. Raises OSError where the target cannot be written.
    """
    sources = tuple(sources)
    there, copied, left = frozenset(contents_in(target)), 0, 0
    for digest in digests:
        if digest in there:
            continue
        if any(_copied(_place(source, digest), target, digest) for source in sources):
            copied += 1
        else:
            left += 1
    return EvidenceCopied(copied, left)


def _copied(source: Path, target: Path, digest: str) -> bool:
    """Copy one content; whether the source had it, sound."""
    try:
        readable = source.open("rb")
    except OSError:
        return False  # the next source may have it
    home = _place(target, digest)
    with readable as file:
        home.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=_ARRIVING, dir=target)
        arriving = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as copy:
                shutil.copyfileobj(file, copy, CHUNK)
                copy.flush()
                os.fsync(copy.fileno())
            if _digest(arriving) != digest:
                return False
            rename_patiently(arriving, home)
            with suppress(
                OSError
            ):  # a stick's file system may know no such mark: the content is whole all the same
                home.chmod(_READ_ONLY)
            sync_folder(home.parent)
        finally:
            with suppress(OSError):  # it lies there unused; what went wrong before it is what she must hear
                arriving.unlink(missing_ok=True)
    return True


def tidy(folder: Path) -> None:
    """Clear away copies that were left half written in a vault's folder of which nobody else has the care."""
    for arriving in folder.glob(f"{_ARRIVING}*"):
        with suppress(OSError):  # it lies there unused; the next time tries again
            arriving.unlink()


def _place(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
