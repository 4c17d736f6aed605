"""A thread that does small pieces of work one after the other, while the screen goes on."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

PAUSE = 0.001
"""Seconds between two slices of work: the interpreter runs one thread at a time, and the screen comes first."""


class Aside:
    """Works off what was asked for, what is on the screen first, and says when nothing of that is left to do.

    The thread begins with the first work and ends with the program.
    """

    def __init__(self, work: Callable[[str], object], finished: Callable[[], None]) -> None:
        self._work = work
        self._finished = finished
        self._changed = threading.Condition()
        self._waiting: OrderedDict[str, None] = OrderedDict()
        self._ahead: OrderedDict[str, None] = OrderedDict()
        self._thread: threading.Thread | None = None

    def soon(self, text: str) -> None:
        """Work on a text that somebody is looking at."""
        self._put(self._waiting, text)

    def ahead(self, text: str) -> None:
        """Work on a text that may be looked at later, when nothing else is to be done."""
        self._put(self._ahead, text)

    def _put(self, queue: OrderedDict[str, None], text: str) -> None:
        with self._changed:
            queue[text] = None
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="thai-words", daemon=True)
                self._thread.start()
            self._changed.notify()

    def _run(self) -> None:
        while True:
            text, looked_at = self._next()
            self._work(text)
            with self._changed:
                done = looked_at and not self._waiting
            if done:
                self._finished()
            time.sleep(PAUSE)

    def _next(self) -> tuple[str, bool]:
        with self._changed:
            while not self._waiting and not self._ahead:
                self._changed.wait()
            looked_at = bool(self._waiting)
            text, _ = (self._waiting or self._ahead).popitem(last=False)
            self._ahead.pop(text, None)
            return text, looked_at
