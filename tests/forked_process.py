"""A part of the tests' own process as a process of its own, to be killed: a fork has everything loaded at once."""

import gc
import os
import signal
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

POSSIBLE = hasattr(os, "fork")
"""Windows starts every process anew."""

Say = Callable[[int], None]
"""Tell the other process a number, at once."""


class Fork:
    """A process that does ``work`` and says numbers meanwhile; it ends when the work does, or when it is killed.

    It must find no store open here: SQLite takes the locks of a file for those of its own process.
    """

    def __init__(self, work: Callable[[Say], None]) -> None:
        self._reading, writing = os.pipe()
        with warnings.catch_warnings():
            # Newer Pythons warn of threads here; those of pytest hold no lock that the work needs.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.pid = os.fork()
        if self.pid == 0:
            _work_and_end(work, writing)
        os.close(writing)
        self._said = b""
        self._ended = False

    def heard(self) -> int:
        """Wait for the next number that is said. Raises AssertionError where the work failed or ended instead."""
        while b"\n" not in self._said:
            came = os.read(self._reading, 1 << 16)
            assert came, "the process ended before it said anything"
            self._said += came
        line, _, self._said = self._said.partition(b"\n")
        return _number(line, self._said)

    def runs(self) -> bool:
        """Whether it is still at work."""
        self._ended = self._ended or os.waitpid(self.pid, os.WNOHANG) != (0, 0)
        return not self._ended

    def kill(self) -> list[int]:
        """End the process as a power button does, and return what it still said. Raises as :meth:`heard`."""
        if self.runs():
            os.kill(self.pid, signal.SIGKILL)
        return self.end()

    def end(self) -> list[int]:
        """Wait until the process has ended, and return what it said until then. Raises as :meth:`heard`."""
        while came := os.read(self._reading, 1 << 16):
            self._said += came
        os.close(self._reading)
        self._reading = -1
        if not self._ended:
            os.waitpid(self.pid, 0)
            self._ended = True
        lines = self._said.splitlines()
        return [_number(line, b"\n".join(lines[at:])) for at, line in enumerate(lines)]

    def end_in_any_case(self) -> None:
        """Leave no process behind, whatever the test met."""
        if self._reading >= 0:
            with suppress(AssertionError):
                self.kill()


@contextmanager
def forked(work: Callable[[Say], None]) -> Iterator[Fork]:
    """A process that does ``work`` as long as the block lasts."""
    process = Fork(work)
    try:
        yield process
    finally:
        process.end_in_any_case()


def _number(line: bytes, rest: bytes) -> int:
    said, _, number = line.partition(b" ")
    assert said == b"ACK", f"the work failed: {(line + rest).decode()}"
    return int(number)


def _work_and_end(work: Callable[[Say], None], writing: int) -> None:
    """What the new process does; it never comes back to the test, whose own work it would do again."""
    gc.freeze()  # nothing of the test is cleared away here
    code = 1
    try:
        work(lambda number: _say(writing, number))
        code = 0
    except BaseException:  # noqa: BLE001 - told to the test, which fails with it
        os.write(writing, traceback.format_exc().encode())
    finally:
        os._exit(code)


def _say(writing: int, number: int) -> None:
    os.write(writing, f"ACK {number}\n".encode())
