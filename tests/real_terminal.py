"""A real terminal for tests: a tmux server of its own, the program in it as a user starts it, and its screen."""

import itertools
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COLUMNS, ROWS = 80, 24
PATIENCE = 60.0
"""Seconds after which a screen that was waited for is taken never to come; a test ends as soon as it is there."""

_servers = itertools.count()
needs_tmux = pytest.mark.skipif(
    shutil.which("tmux") is None, reason="tmux is not installed: no real terminal to type into"
)


class Terminal:
    """One session of tmux. Nothing of the program's streams is redirected: they are the terminal."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._status = Path()

    def tmux(self, *arguments: str, put_in: bytes | None = None) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._server, "-f", os.devnull, *arguments],
            input=put_in,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def start(self, *command: str, home: Path) -> None:
        values = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "TERM": "tmux-256color",
            "HOME": str(home),
            "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", "")))),
            **{name: value for name, value in os.environ.items() if name.startswith("XDG_")},
        }
        clean = ["env", "-i", *(f"{name}={value}" for name, value in values.items()), *command]
        size = ("-x", str(COLUMNS), "-y", str(ROWS))
        self.tmux("new-session", "-d", "-s", "keep", "sleep", "86400")
        self.tmux("set-option", "-g", "remain-on-exit", "on")
        # The shell says how the program ended: of a program that is gone tmux does not always come to know it.
        self._status = home / "status"
        said = shlex.quote(str(self._status))
        self.tmux(
            "new-session",
            "-d",
            "-s",
            "it",
            *size,
            f"{shlex.join(clean)}; echo $? > {said}.new; mv {said}.new {said}",
        )

    def screen(self) -> str:
        return self.tmux("capture-pane", "-p", "-t", "it")

    def cursor(self) -> tuple[int, int]:
        """Column and row of the cursor, which the terminal knows although the program draws it itself."""
        column, row = self.tmux("display-message", "-p", "-t", "it", "#{cursor_x} #{cursor_y}").split()
        return int(column), int(row)

    def alive(self) -> bool:
        return not self._status.exists()

    def until(self, true: Callable[[str], bool], wanted: str) -> str:
        """Wait until the screen is as wanted; fails with the screen where it never is."""
        end = time.monotonic() + PATIENCE
        while not true(screen := self.screen()):
            assert time.monotonic() < end and self.alive(), f"{wanted} never came:\n{screen}"  # noqa: PT018
            time.sleep(0.02)
        return screen

    def until_ended(self) -> None:
        """Wait until the program has left by itself, without an error."""
        end = time.monotonic() + PATIENCE
        while not self._status.exists():
            assert time.monotonic() < end, f"the program never ended:\n{self.screen()}"
            time.sleep(0.02)
        assert self._status.read_text().strip() == "0", self.screen()

    def until_shown(self, words: str) -> str:
        return self.until(lambda screen: words in screen, words)

    def type(self, text: str) -> None:
        """Send the bytes of a text, in one go."""
        self.tmux("send-keys", "-t", "it", "-l", text)

    def press(self, *keys: str) -> None:
        """Send keys by tmux's names, in one go."""
        self.tmux("send-keys", "-t", "it", *keys)

    def paste(self, content: bytes) -> None:
        """Paste bytes as a terminal does, in brackets."""
        self.tmux("load-buffer", "-", put_in=content)
        self.tmux("paste-buffer", "-p", "-r", "-d", "-t", "it")


@contextmanager
def program(database: Path) -> Iterator[Terminal]:
    """The program on a database, in a terminal of 80 columns and 24 lines."""
    terminal = Terminal(f"ita-test-{os.getpid()}-{next(_servers)}")
    try:
        terminal.start(sys.executable, "-m", "ita_tui", "--db", str(database), home=database.parent)
        yield terminal
    finally:
        terminal.tmux("kill-server")
