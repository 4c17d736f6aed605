"""What has been parted already, the longest unused forgotten first."""

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable

from ita_tui.thai.runs import Borders

LETTERS = 400_000
"""Letters of runs that are kept, some megabytes in memory: the texts of a year several times over."""

_RECENT = 8
"""Long runs that an edit may have come from: as many as are edited in turn."""


class Remembered:
    """Runs and the borders of their words. Every method may be called from any thread."""

    def __init__(self, letters: int = LETTERS) -> None:
        self._room = letters
        self._lock = threading.Lock()
        self._borders: OrderedDict[str, Borders] = OrderedDict()
        self._letters = 0
        self._recent: deque[str] = deque(maxlen=_RECENT)

    def get(self, run: str) -> Borders | None:
        with self._lock:
            found = self._borders.get(run)
            if found is not None:
                self._borders.move_to_end(run)
            return found

    def keep(self, run: str, borders: Borders, *, long: bool) -> None:
        """Remember a run; ``long`` ones are also remembered as what the next edit begins from."""
        with self._lock:
            if run not in self._borders:
                self._letters += len(run)
            self._borders[run] = borders
            if long:
                self._recent.append(run)
            while self._letters > self._room and len(self._borders) > 1:
                oldest, _ = self._borders.popitem(last=False)
                self._letters -= len(oldest)

    def recent(self) -> tuple[tuple[str, Borders], ...]:
        """The long runs that were last parted, the newest first."""
        with self._lock:
            return tuple((run, self._borders[run]) for run in reversed(self._recent) if run in self._borders)

    def forget_those_with(self, words: Iterable[str]) -> None:
        """Forget the runs that hold one of these words: they may part otherwise now."""
        learnt = tuple(words)
        self._forget(lambda run: any(word in run for word in learnt))

    def forget(self) -> None:
        self._forget(lambda _run: True)

    def _forget(self, gone: Callable[[str], bool]) -> None:
        with self._lock:
            for run in [run for run in self._borders if gone(run)]:
                del self._borders[run]
                self._letters -= len(run)
