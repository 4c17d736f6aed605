"""A fence around a folder: whatever a test does, nothing outside of it is written, and no other program is started."""

import errno
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_NAMES = frozenset(("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link"))
_BY_ITS_WHOLE_PATH = -1
"""What stands at the end of such an event where no folder was opened before, to which the path belongs."""


class Fence:
    """What was tried outside: refused as a system refuses what one may not do. Programs are told as well."""

    def __init__(self, folder: Path, gate: str = "") -> None:
        self._folder = os.path.realpath(folder)
        self._gate = os.path.realpath(gate) if gate else ""
        self.programs: list[str] = []

    def look_at(self, event: str, told: tuple[object, ...]) -> None:
        """Refuse what an audit event announces, if it goes beyond the fence."""
        if event == "open" and isinstance(told[2], int) and told[2] & _WRITING:
            self._refuse_outside(told[0])
        elif event in _NAMES and told[-1] == _BY_ITS_WHOLE_PATH:
            for path in told[:2]:
                self._refuse_outside(path)
        elif event == "sqlite3.connect" and self._is_outside(told[0]) and "mode=ro" not in str(told[0]):
            raise sqlite3.OperationalError("unable to open database file")
        elif event in {"subprocess.Popen", "os.system", "os.posix_spawn", "webbrowser.open"}:
            self.programs.append(str(told[0]))
            raise PermissionError(errno.EACCES, "no program is started here")

    def _refuse_outside(self, path: object) -> None:
        if self._is_outside(path):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)

    def _is_outside(self, path: object) -> bool:
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        real = os.path.realpath(os.fsdecode(path))
        return real != self._gate and not (
            real == self._folder or real.startswith((f"{self._folder}{os.sep}", "/dev/"))
        )


_standing: list[Fence] = []


@contextmanager
def fenced(folder: Path, gate: str = "") -> Iterator[Fence]:
    """Nothing is written but in ``folder``, temporary files included, and to the file ``gate`` where one is named."""
    _watch()
    temporary, sys.dont_write_bytecode = tempfile.tempdir, True
    (folder / "tmp").mkdir(exist_ok=True)
    tempfile.tempdir = str(folder / "tmp")
    _standing.append(fence := Fence(folder, gate))
    try:
        yield fence
    finally:
        _standing.remove(fence)
        tempfile.tempdir, sys.dont_write_bytecode = temporary, False


@cache
def _watch() -> None:
    """Python keeps what listens to it to its end; without a fence it hears nothing."""
    sys.addaudithook(_listen)


def _listen(event: str, told: tuple[object, ...]) -> None:
    for fence in _standing:
        fence.look_at(event, told)
