"""The vault: evidence files in a folder beside the database, each named by the SHA-256 of its content."""

import errno
import hashlib
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ita_tui.domain.evidence import FileState
from ita_tui.domain.rescued import original_of
from ita_tui.saving import rename_patiently
from ita_tui.thai.file_names import readable_name, safe_name
from store.durable import sync_folder
from store.refusals import (
    EvidenceFileLostError,
    NotAFileError,
    NothingToReadError,
    SourceChangedError,
    UnreadableFileError,
    VaultFullError,
    VaultRefusedError,
)
from store.rights import folder_mode, is_shared

CHUNK = 1 << 20  # bytes read, hashed and written at a time
_ARRIVING = "arriving-"
_READ_ONLY = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH
_HASH = re.compile("[0-9a-f]{64}")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

Progress = Callable[[int, int], None]
"""Told the bytes copied so far and the bytes in all."""


@dataclass(frozen=True)
class VaultFile:
    """A stored file: ``sha256`` (64 hex digits) finds it, ``name`` is what the user called it, ``size`` in bytes."""

    sha256: str
    name: str
    size: int


def evidence_folder(database: Path) -> Path:
    """Where the evidence of a database lies: beside it, under its name.

    All that was saved in a file that vanished may stand in a rescued copy beside it; that one goes on with the evidence
    of the file, so that nothing is missing in it nor once it is given the file's own name again.
    """
    own = database.with_name(f"{database.stem}.evidence")
    its = original_of(database).with_name(f"{original_of(database).stem}.evidence")
    return its if its.is_dir() and not own.is_dir() else own


class _SourceError(Exception):
    """Reading the source failed, as distinct from writing the copy."""


class Vault:
    """Keeps the content of evidence files, the same content once, and never lets anybody edit it.

    ``recorded_size`` tells the size in bytes that the database remembers for a hash, or None; ``removed`` whether a
    content was taken out on purpose. What lies in it is as private as ``database``.
    """

    def __init__(
        self,
        folder: Path,
        recorded_size: Callable[[str], int | None],
        removed: Callable[[str], bool] = lambda _: False,
        database: Path | None = None,
    ) -> None:
        self.folder = folder
        self._database = database or folder
        self._recorded_size = recorded_size
        self._removed = removed
        self._lent: list[Path] = []

    def take_in(self, source: Path, progress: Progress | None = None) -> VaultFile:
        """Copy a file into the vault: whole and on the disk when this returns, or not at all.

        Raises NothingToReadError (no name, not there, gone while being read), NotAFileError, UnreadableFileError,
        SourceChangedError, VaultRefusedError and VaultFullError; the source is never touched.
        """
        size = _size_of(source)
        try:
            self.folder.mkdir(mode=folder_mode(self._database), exist_ok=True)
            descriptor, name = tempfile.mkstemp(prefix=_ARRIVING, dir=self.folder)
        except OSError as error:
            raise self._refused(error, source) from error
        arriving = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as copy:
                digest, copied = _copy(source, copy, size, progress)
                copy.flush()
                os.fsync(copy.fileno())
            self._settle(arriving, digest)
        except _SourceError as error:
            raise _unreadable(source, error.__cause__) from error
        except OSError as error:
            raise self._refused(error, source) from error
        finally:
            with suppress(OSError):  # the next start tidies up; what went wrong before is what she must hear
                arriving.unlink(missing_ok=True)
        return VaultFile(digest, readable_name(source), copied)

    def path(self, sha256: str) -> Path:
        """Where the content lies, whether or not it is there. Raises ValueError for what cannot be a hash."""
        if not _HASH.fullmatch(sha256):
            raise ValueError(f"not a SHA-256: {sha256!r}")
        return self.folder / sha256[:2] / sha256

    def state(self, sha256: str, *, thorough: bool) -> FileState:
        """Whether the content is there and as it was: by its size, ``thorough`` by its hash too (reads it whole)."""
        if not _HASH.fullmatch(sha256):
            return FileState.MISSING  # read in from a list that named no file
        path = self.path(sha256)
        try:
            found = path.stat()
            sound = stat.S_ISREG(found.st_mode) and self._recorded_size(sha256) in {None, found.st_size}
            sound = sound and (not thorough or _digest(path) == sha256)
        except (FileNotFoundError, NotADirectoryError):
            return FileState.REMOVED if self._removed(sha256) else FileState.MISSING
        except OSError:
            sound = False  # it is there, and cannot be read as it was written
        return FileState.PRESENT if sound else FileState.CHANGED

    def readable_copy(self, sha256: str, name: str) -> Path:
        """A copy under its readable name in a temporary folder, for opening: whoever edits it edits only that.

        Copies are cleared away when the store is closed. Raises EvidenceFileLostError where the content is missing
        or changed, and VaultFullError.
        """
        state = self.state(sha256, thorough=False)
        if state is not FileState.PRESENT:
            raise EvidenceFileLostError(name, state)
        try:
            folder = Path(tempfile.mkdtemp(prefix="ita-tui-"))
            self._lent.append(folder)
            copy = folder / safe_name(name)
            shutil.copyfile(self.path(sha256), copy)
            copy.chmod(_READ_ONLY)
        except OSError as error:
            raise self._refused(error, Path(name)) from error
        return copy

    def has(self, sha256: str) -> bool:
        """Whether a content lies here, whatever its state."""
        return self.path(sha256).exists()

    def delete(self, sha256: str) -> bool:
        """Take a content out for good; False where the system still holds it. Only for what is recorded as removed."""
        home = self.path(sha256)
        try:
            if home.exists():
                home.chmod(stat.S_IREAD | stat.S_IWRITE)  # Windows deletes nothing that is read-only
                home.unlink()
                sync_folder(home.parent)
        except OSError:
            return False
        with suppress(OSError):  # other contents lie there
            home.parent.rmdir()
        return True

    def tidy(self) -> None:
        """Clear away copies that a power cut left half written. Only while the database's lock is held."""
        for arriving in self.folder.glob(f"{_ARRIVING}*"):
            with suppress(OSError):  # it lies there unused; the next start tries again
                arriving.unlink()

    def close(self) -> None:
        """Clear away the copies that were lent for opening."""
        for folder in self._lent:
            for copy in folder.glob("*"):
                with suppress(
                    OSError
                ):  # Windows keeps what another program has open; the system clears it later
                    copy.chmod(stat.S_IREAD | stat.S_IWRITE)
                    copy.unlink()
            with suppress(OSError):  # not empty for the same reason
                folder.rmdir()
        self._lent.clear()

    def _settle(self, arriving: Path, digest: str) -> None:
        """Give the copy its name, unless sound content of that name is there already."""
        home = self.path(digest)
        if not (home.is_file() and _digest(home) == digest):
            home.parent.mkdir(mode=folder_mode(self._database), exist_ok=True)
            if home.is_file():
                home.chmod(stat.S_IREAD | stat.S_IWRITE)  # damaged: the sound copy takes its place
            rename_patiently(arriving, home)
        # Only now: Windows neither renames nor clears away what is read-only. Also where it was there, as below.
        home.chmod(_READ_ONLY if is_shared(self._database) else stat.S_IRUSR)
        # Also where it was there: whoever laid it there may have been killed before it was on the disk.
        sync_folder(home.parent)
        sync_folder(self.folder)
        sync_folder(self.folder.parent)

    def _refused(self, error: OSError, source: Path) -> VaultFullError | VaultRefusedError:
        return VaultFullError(source.name) if error.errno in _FULL else VaultRefusedError(self.folder)


def _size_of(source: Path) -> int:
    if str(source) in {"", "."}:
        raise NothingToReadError(None)
    try:
        found = source.stat()
    except PermissionError as error:
        raise UnreadableFileError(source) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise NothingToReadError(source) from error
    if not stat.S_ISREG(found.st_mode):
        raise NotAFileError(source)
    return found.st_size


def _unreadable(source: Path, cause: BaseException | None) -> NothingToReadError | UnreadableFileError:
    return NothingToReadError(source) if isinstance(cause, FileNotFoundError) else UnreadableFileError(source)


def _copy(source: Path, copy: BinaryIO, size: int, progress: Progress | None) -> tuple[str, int]:
    """Copy and hash in one go; the hash and the number of bytes are of what was really copied."""
    digest, copied = hashlib.sha256(), 0
    for chunk in _chunks(source):
        digest.update(chunk)
        copy.write(chunk)
        copied += len(chunk)
        if progress is not None:
            progress(copied, max(size, copied))
    return digest.hexdigest(), copied


def _chunks(source: Path) -> Iterator[bytes]:
    """The content, as one moment had it: raises SourceChangedError where somebody writes it meanwhile."""
    try:
        with source.open("rb") as file:
            found = os.fstat(file.fileno())
            left = found.st_size
            while chunk := file.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    break  # one that grows on and on has no end to wait for
                yield chunk
            now = os.fstat(file.fileno())
            if left or (now.st_size, now.st_mtime_ns) != (found.st_size, found.st_mtime_ns):
                raise SourceChangedError(source)
    except OSError as error:
        raise _SourceError(str(source)) from error


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
