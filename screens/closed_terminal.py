"""The window is closed, the user logs off, or the system ends the program: what is typed is kept first."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from threading import Event, Timer
from typing import Any

CLOSED, LOGOFF, SHUTDOWN = 2, 5, 6
"""What Windows tells a program of its console, and after which it ends the program."""
PATIENCE = 4.5
"""Seconds: Windows waits for five, and a terminal that is gone may keep the last picture waiting for ever."""

End = Callable[[int], None]
"""Saves, keeps and leaves, with the code that the program ends with; runs on the event loop."""


class ClosedTerminal:
    """Has ``end`` called once, on the event loop, when the program is ended from outside."""

    def __init__(self, loop: asyncio.AbstractEventLoop, end: End) -> None:
        self._loop = loop
        self._end = end
        self._left = Event()
        self._last: Timer | None = None
        self._handler: Any = None

    def watch(self) -> None:
        if sys.platform == "win32":
            self._watch_console()
            return
        for number in (signal.SIGHUP, signal.SIGTERM):
            self._loop.add_signal_handler(number, self.ended, 128 + number)

    def left(self) -> None:
        """The program has left, with everything in its place."""
        self._left.set()
        if sys.platform != "win32":
            for number in (signal.SIGHUP, signal.SIGTERM):
                self._loop.remove_signal_handler(number)

    def ended(self, code: int) -> None:
        """Leave; where the terminal that is gone holds that up, end without a last picture."""
        if self._last is not None:
            return
        self._last = Timer(PATIENCE, os._exit, (code,))
        self._last.daemon = True
        self._last.start()
        self._end(code)

    def console_event(self, event: int) -> bool:
        """Called by Windows in a thread of its own: when it returns, or after five seconds, the program is ended."""
        if event not in {CLOSED, LOGOFF, SHUTDOWN}:
            return False  # Ctrl+C and Ctrl+Break are the screens' own
        self._loop.call_soon_threadsafe(self.ended, 1)
        self._left.wait(PATIENCE)
        return True

    def _watch_console(self) -> None:
        """Not tried on Windows by any test: only what it leads to is."""
        import ctypes

        windows: Any = ctypes
        kind = windows.WINFUNCTYPE(ctypes.c_int, ctypes.c_uint)
        # Kept, or Windows would call what is gone.
        self._handler = kind(lambda event: int(self.console_event(event)))
        windows.windll.kernel32.SetConsoleCtrlHandler(self._handler, 1)
