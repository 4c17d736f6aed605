"""A terminal to start the program in: a real process behind a pseudo terminal, and the screen that it draws.

The screen is pyte's, which throws away Thai vowels; here every mark is drawn: over its letter as good terminals
do, or in a column of its own as old Windows consoles do.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyte
from wcwidth import wcwidth

from tests.command_line import ROOT

PATIENCE = 30.0
QUIET = 0.1
"""Seconds without a byte after which a frame counts as painted."""


class DrawnScreen(pyte.Screen):
    """``apart`` gives every code point a column, as old Windows consoles do."""

    def __init__(self, columns: int, lines: int, *, apart: bool, answers: bool, process: int) -> None:
        self.apart = apart
        self.answers = answers
        self.process = process
        super().__init__(columns, lines)

    def draw(self, data: str) -> None:
        for character in data:
            if wcwidth(character) > 0:
                super().draw(character)
            elif self.apart:
                super().draw(" ")
                self._put(character)
            else:
                self._put(self._before().data + character)

    def _before(self) -> Any:  # noqa: ANN401 (pyte has no types)
        return self.buffer[self.cursor.y][max(0, self.cursor.x - 1)]

    def _put(self, text: str) -> None:
        """Change what stands in the cell before the cursor."""
        self.buffer[self.cursor.y][max(0, self.cursor.x - 1)] = self._before()._replace(data=text)

    def write_process_input(self, data: str) -> None:
        if self.answers:
            os.write(self.process, data.encode())


class EmulatedConsole:
    """A program in a terminal of its own; ended when the block ends."""

    def __init__(
        self,
        command: Sequence[str],
        home: Path,
        *,
        size: tuple[int, int] = (80, 24),
        apart: bool = False,
        answers: bool = True,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.size = size
        values = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", "")))),
            **(env or {}),
        }
        self.pid, self.terminal = pty.fork()
        if not self.pid:
            os.chdir(home)
            os.execve(command[0], list(command), values)  # noqa: S606 (the terminal is its own)
        columns, rows = size
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen = DrawnScreen(columns, rows, apart=apart, answers=answers, process=self.terminal)
        self._stream = pyte.ByteStream(self.screen)
        self.drawn = b""
        self.ended: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.ended is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.terminal)

    # --- what stands on the screen -------------------------------------------------------------------------

    def grid(self) -> list[list[str]]:
        """The cells of every row."""
        columns, rows = self.size
        return [[self.screen.buffer[y][x].data for x in range(columns)] for y in range(rows)]

    def text(self) -> str:
        return "\n".join("".join(row) for row in self.grid())

    def background(self, row: int) -> list[str]:
        """The colour behind every cell of a row."""
        return [self.screen.buffer[row][column].bg for column in range(self.size[0])]

    # --- what is done to it --------------------------------------------------------------------------------

    def send(self, keys: str) -> None:
        os.write(self.terminal, keys.encode())

    def until(self, true: Callable[[], bool]) -> None:
        """Wait until something holds of a whole frame; fails with the screen after a while."""
        end = time.monotonic() + PATIENCE
        while not (self._frame() and true()):
            if self.ended is not None or time.monotonic() > end:
                raise AssertionError(
                    f"waited in vain (ended: {self.ended}); the screen shows:\n{self.text()}"
                )

    def until_shown(self, *words: str) -> None:
        self.until(lambda: all(one in self.text() for one in words))

    def until_ended(self) -> int:
        """Wait until the program has ended; its exit code."""
        end = time.monotonic() + PATIENCE
        while self.ended is None:
            self._frame()
            assert time.monotonic() < end, self.text()
        return self.ended

    def echoes(self) -> bool:
        """Whether the terminal shows what is typed, line by line, as a shell wants it."""
        modes = termios.tcgetattr(self.terminal)[3]
        return bool(modes & termios.ECHO) and bool(modes & termios.ICANON)

    def _frame(self) -> bool:
        """Draw what comes until nothing comes any more for a moment."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            ready, _, _ = select.select([self.terminal], [], [], QUIET)
            if not ready:
                return True
            try:
                came = os.read(self.terminal, 65536)
            except OSError:  # Linux says so of a terminal that nobody holds any more
                came = b""
            if not came:
                self.ended = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
                return False
            self.drawn += came
            self._stream.feed(came)
        return False


PROGRAM = (sys.executable, "-m", "ita_tui")
