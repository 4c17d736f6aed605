"""What a process really asks of the disk: its system calls, recorded by strace while it works, as operations on files.

Whatever could change a file in a way that is not understood here is refused loudly, so that no recording is taken for
a whole one that is not.
"""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.forked_process import Say, forked

_CALLS = (
    "openat,open,creat,openat2,close,pwrite64,write,writev,pwritev,pwritev2,ftruncate,truncate,fsync,fdatasync,"
    "sync,syncfs,sync_file_range,unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat,rmdir,fallocate,"
    "copy_file_range,sendfile,splice,lseek,dup,dup2,dup3,mmap,link,linkat,symlink,symlinkat"
)
_LONGEST = 1 << 22
"""Bytes of a write that strace writes down; a longer one is refused."""
_ALLOW_ANY_TRACER = (0x59616D61, -1)
_PATIENCE = 20.0
"""Seconds until strace must have taken hold."""


@dataclass(frozen=True)
class Made:
    """A file, or a folder, came into being under a name that was free."""

    path: Path
    folder: bool = False


@dataclass(frozen=True)
class Wrote:
    """Bytes were written at a place of a file."""

    path: Path
    at: int
    data: bytes


@dataclass(frozen=True)
class Resized:
    """A file was cut off, or made longer by zeros."""

    path: Path
    size: int


@dataclass(frozen=True)
class CopiedInto:
    """Bytes went from one file of the folder into another without passing through the process."""

    source: Path
    start: int
    path: Path
    at: int
    size: int


@dataclass(frozen=True)
class Synced:
    """The call returned that waits until the disk has a file, or a folder."""

    path: Path


@dataclass(frozen=True)
class Renamed:
    """A file or a folder took another name, whose file, if there was one, is gone."""

    path: Path
    to: Path


@dataclass(frozen=True)
class Removed:
    """A name is gone."""

    path: Path


@dataclass(frozen=True)
class Acknowledged:
    """The process said a number."""

    number: int


Operation = Made | Wrote | Resized | CopiedInto | Synced | Renamed | Removed | Acknowledged


class NotRecordedError(Exception):
    """Strace is not there, or may not look at a process here."""


def recorded(folder: Path, work: Callable[[Say], None], aside: Path) -> list[Operation]:
    """Do ``work`` in a process of its own and tell what it did to ``folder``, paths as they are below it.

    ``aside`` is a free path for the recording. Raises NotRecordedError.
    """

    def traced(say: Say) -> None:
        _let_anybody_trace()
        os.read(go, 1)
        work(say)

    go, let_go = os.pipe()
    with forked(traced) as process:
        command = ["strace", "-f", "-y", "-qq", "-xx", "-s", str(_LONGEST), "-e", f"trace={_CALLS}"]
        try:
            tracer = subprocess.Popen(
                [*command, "-o", aside, "-p", str(process.pid)], stderr=subprocess.PIPE, encoding="utf-8"
            )
        except FileNotFoundError as error:
            raise NotRecordedError("strace is not there") from error
        with tracer:
            while not _is_traced(process.pid) and tracer.poll() is None:
                os.sched_yield()
            if tracer.poll() is not None:
                assert tracer.stderr is not None
                raise NotRecordedError(f"strace may not trace: {tracer.stderr.read().strip()}")
            os.write(let_go, b"!")
            process.end()
    os.close(go)
    os.close(let_go)
    return list(_Reader(folder).operations(aside))


def _let_anybody_trace() -> None:
    """Some systems let only parents trace."""
    import ctypes

    ctypes.CDLL(None).prctl(*_ALLOW_ANY_TRACER, 0, 0, 0)


def _is_traced(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return re.search(r"^TracerPid:\t0$", status, re.MULTILINE) is None


# --- reading the recording -----------------------------------------------------------------------------------------

_LINE = re.compile(r"(\d+) +(.*)")
_CALL = re.compile(r"(\w+)\((.*)\) += (-?\d+|0x[0-9a-f]+)(?:<((?:\\x[0-9a-f]{2})*)>)?(?: .*)?")
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>(.*)")
_UNFINISHED = " <unfinished ...>"
_HANDLE = re.compile(r"(-?\d+|AT_FDCWD)<((?:\\x[0-9a-f]{2})*)>(\(deleted\))?")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_SAID = re.compile(rb"ACK (-?\d+)\n")


class _Reader:
    """Makes operations of the lines of a recording, remembering where in its files the process is."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: set[Path] = set()
        self._at: dict[int, int] = {}

    def operations(self, recording: Path) -> Iterator[Operation]:
        begun: dict[str, str] = {}
        for line in recording.read_text(encoding="ascii").splitlines():
            found = _LINE.fullmatch(line)
            assert found, line
            process, told = found[1], found[2]
            if told.endswith(_UNFINISHED):  # another thread came between: it counts when it has ended
                begun[process] = told.removesuffix(_UNFINISHED)
                continue
            resumed = _RESUMED.fullmatch(told)
            if resumed:
                told = begun.pop(process) + resumed[1]
            if told.startswith(("+++", "---")):
                continue
            call = _CALL.fullmatch(told)
            assert call, told[:200]
            if not call[3].startswith("-"):  # what was refused changed nothing
                yield from self._told(call[1], call[2], int(call[3], 0))

    def _told(self, call: str, told: str, result: int) -> Iterator[Operation]:
        reading = getattr(self, f"_{call}", None)
        if reading is not None:
            yield from reading(told, result)
        elif self._concerned(told):
            raise NotImplementedError(f"{call}({told[:200]})")

    def _concerned(self, told: str) -> bool:
        """Whether a call names anything in the folder."""
        paths = [_path(found[2]) for found in _HANDLE.finditer(told)]
        paths += [_path(found[1]) for found in _TEXT.finditer(told)]
        return any(self._below(path) is not None for path in paths)

    def _below(self, path: Path) -> Path | None:
        return path.relative_to(self._folder) if path.is_relative_to(self._folder) else None

    def _file(self, told: str) -> Path | None:
        """The file of the handle that a call names first, unless it is elsewhere or has no name any more."""
        found = _HANDLE.match(told)
        return None if found is None or found[3] else self._below(_path(found[2]))

    def _named(self, told: str) -> list[Path]:
        """The paths that a call names, below the folder; those elsewhere are kept as they are."""
        paths = []
        base = Path("/relative")
        for found in re.finditer(rf"{_HANDLE.pattern}|{_TEXT.pattern}", told):
            if found[1] is not None:
                base = _path(found[2])
            else:
                path = base / _path(found[4])
                paths.append(self._below(path) or path)
        return paths

    # --- names

    def _openat(self, told: str, result: int) -> Iterator[Operation]:
        self._at[result] = 0
        (path, *_) = self._named(told)
        if path.is_absolute():
            return
        assert "O_APPEND" not in told, told
        if "O_CREAT" in told and path not in self._known:
            self._known.add(path)
            yield Made(path)
        if "O_TRUNC" in told:
            yield Resized(path, 0)

    def _mkdir(self, told: str, _: int) -> Iterator[Operation]:
        (path,) = self._named(told)
        if not path.is_absolute():
            yield Made(path, folder=True)

    _mkdirat = _mkdir

    def _rename(self, told: str, _: int) -> Iterator[Operation]:
        path, to = self._named(told)
        if path.is_absolute() and to.is_absolute():
            return
        assert not any(one.is_absolute() for one in (path, to)), told
        self._known.discard(path)
        self._known.add(to)
        yield Renamed(path, to)

    _renameat = _renameat2 = _rename

    def _unlink(self, told: str, _: int) -> Iterator[Operation]:
        (path,) = self._named(told)
        if not path.is_absolute():
            self._known.discard(path)
            yield Removed(path)

    _unlinkat = _rmdir = _unlink

    # --- contents

    def _lseek(self, told: str, result: int) -> Iterator[Operation]:
        self._at[_number(told)] = result
        yield from ()

    def _close(self, told: str, _: int) -> Iterator[Operation]:
        self._at.pop(_number(told), None)
        yield from ()

    def _write(self, told: str, result: int) -> Iterator[Operation]:
        data = _data(told)
        said = _SAID.fullmatch(data)
        if said:
            yield Acknowledged(int(said[1]))
        path, handle = self._file(told), _number(told)
        if path is not None:
            assert len(data) == result, told[:200]
            yield Wrote(path, self._at[handle], data)
        self._at[handle] = self._at.get(handle, 0) + result

    def _pwrite64(self, told: str, result: int) -> Iterator[Operation]:
        path = self._file(told)
        if path is not None:
            data = _data(told)
            assert len(data) == result, told[:200]
            yield Wrote(path, int(told.rpartition(", ")[2]), data)

    def _ftruncate(self, told: str, _: int) -> Iterator[Operation]:
        path = self._file(told)
        if path is not None:
            yield Resized(path, int(told.rpartition(", ")[2]))

    def _sendfile(self, told: str, result: int) -> Iterator[Operation]:
        into, outof = list(_HANDLE.finditer(told))[:2]
        path, source = self._below(_path(into[2])), self._below(_path(outof[2]))
        if path is None:
            return
        start = re.search(r", \[(\d+)\]", told)
        assert source is not None, told
        assert start is not None, told
        yield CopiedInto(source, int(start[1]), path, self._at[int(into[1])], result)
        self._at[int(into[1])] += result

    def _fsync(self, told: str, _: int) -> Iterator[Operation]:
        path = self._file(told)
        if path is not None:
            yield Synced(path)

    _fdatasync = _fsync

    def _mmap(self, told: str, _: int) -> Iterator[Operation]:
        if "MAP_SHARED" in told and "PROT_WRITE" in told and self._concerned(told):
            raise NotImplementedError(f"a file is written through memory: {told[:200]}")
        yield from ()


def _number(told: str) -> int:
    found = re.match(r"\d+", told)
    assert found, told
    return int(found[0])


def _path(hexed: str) -> Path:
    return Path(os.fsdecode(_bytes(hexed)))


def _data(told: str) -> bytes:
    found = _TEXT.search(told)
    assert found, told[:200]
    assert not found[2], "longer than what strace writes down"
    return _bytes(found[1])


def _bytes(hexed: str) -> bytes:
    return bytes.fromhex(hexed.replace("\\x", ""))
