"""Programs in a real terminal: a private tmux server, the time until the screen changes, and the CPU it took."""

import os
import shlex
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

COLUMNS, ROWS = 120, 40
POLL_SECONDS = 0.002
TICKS = os.sysconf("SC_CLK_TCK")


class TerminalError(RuntimeError):
    """The program in the terminal did not do what was waited for; the text is its last screen."""


class Terminals:
    """A tmux server of its own, gone when the block ends."""

    def __init__(self, columns: int = COLUMNS, rows: int = ROWS) -> None:
        self._size = ("-x", str(columns), "-y", str(rows))
        self._server = f"ita-bench-{os.getpid()}"

    def __enter__(self) -> Self:
        # This session keeps the server alive, so that starting a server is never part of a measurement.
        self._tmux("new-session", "-d", "-s", "keep", "sleep", "86400")
        self._tmux("set-option", "-g", "default-terminal", "tmux-256color")
        self._tmux("set-option", "-g", "remain-on-exit", "on")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tmux("kill-server")

    def start(
        self, name: str, command: Sequence[str], home: Path, env: Mapping[str, str] | None = None
    ) -> None:
        """Run a program with nothing of the user's own environment, and ``home`` for everything it keeps."""
        values = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "HOME": str(home),
            **(env or {}),
        }
        clean = ["env", "-i", *(f"{key}={value}" for key, value in values.items()), *command]
        self._tmux("new-session", "-d", "-s", name, *self._size, f"exec {shlex.join(clean)}")

    def stop(self, name: str) -> None:
        self._tmux("kill-session", "-t", name)

    def screen(self, name: str, *, colours: bool = False) -> str:
        return self._tmux("capture-pane", "-p", *(["-e"] if colours else []), "-t", name)

    def wait_for(self, name: str, text: str, seconds: float = 60) -> None:
        """Wait until ``text`` stands on the screen; raises TerminalError with the screen where it does not."""
        until = time.perf_counter() + seconds
        while text not in self.screen(name):
            if time.perf_counter() > until:
                raise TerminalError(f"{text!r} never came on the screen:\n{self.screen(name)}")
            time.sleep(POLL_SECONDS)

    def send(self, name: str, key: str) -> None:
        self._tmux("send-keys", "-t", name, key)

    def press(self, name: str, key: str, seconds: float = 10) -> float:
        """Press a key and wait until the screen differs; the seconds that took, tmux's own share included."""
        before = self.screen(name, colours=True)
        began = time.perf_counter()
        self.send(name, key)
        while self.screen(name, colours=True) == before:
            if time.perf_counter() - began > seconds:
                raise TerminalError(f"{key} changed nothing:\n{before}")
            time.sleep(POLL_SECONDS)
        return time.perf_counter() - began

    def cpu(self, name: str) -> float:
        """CPU seconds that the program has used so far."""
        pid = self._tmux("list-panes", "-t", name, "-F", "#{pane_pid}").strip()
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def _tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._server, "-f", "/dev/null", *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise TerminalError(f"tmux {arguments[0]}: {done.stderr.strip()}")
        return done.stdout
