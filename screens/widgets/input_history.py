"""What was typed into a field of one line, step by step, so that it can be undone and redone."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from textual.widgets.input import Selection

STEPS = 50
PAUSE_SECONDS = 2.0
LETTERS = 100
"""At most so many steps, a step ends after a pause, and at most so many letters are one: as in a field of lines."""


@dataclass(frozen=True)
class Standing:
    """What stood in the field, and where its cursor and selection were."""

    value: str
    selection: Selection


@dataclass
class _Step:
    before: Standing
    after: Standing
    deletes: bool
    letters: int


class InputHistory:
    """Letters typed, or deleted, one after another are one step. Whatever else the cursor does between ends it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._done: deque[_Step] = deque(maxlen=STEPS)
        self._undone: list[_Step] = []
        self._open = False
        self._last = 0.0

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    @property
    def begun(self) -> Standing | None:
        """What stood before the letters that are being typed, while they may still become more."""
        return self._done[-1].before if self._open and self._done and not self._done[-1].deletes else None

    def record(self, before: Standing, after: Standing, typed: str) -> None:
        """Keep an edit; ``typed`` is what it put in, empty for a deletion."""
        deletes, pasted = not typed, len(typed) > 1
        now = self._clock()
        if self._goes_on(before, now, deletes=deletes, pasted=pasted):
            self._done[-1].after = after
            self._done[-1].letters += 1
        else:
            self._done.append(_Step(before, after, deletes, 1))
        self._undone.clear()
        self._open, self._last = not pasted, now

    def undo(self) -> Standing:
        """Step back, and tell what stood there then. Only while there is something to undo."""
        step = self._done.pop()
        self._undone.append(step)
        self._open = False
        return step.before

    def redo(self) -> Standing:
        """Step forward again. Only while there is something to redo."""
        step = self._undone.pop()
        self._done.append(step)
        self._open = False
        return step.after

    def end_step(self) -> None:
        """What is typed next is a step of its own."""
        self._open = False

    def forget(self) -> None:
        """Begin anew: what stands in the field now was not typed."""
        self._done.clear()
        self._undone.clear()
        self._open = False

    def _goes_on(self, before: Standing, now: float, *, deletes: bool, pasted: bool) -> bool:
        if not self._open or pasted or not before.selection.is_empty:
            return False
        step = self._done[-1]
        return step.deletes == deletes and step.letters < LETTERS and now - self._last <= PAUSE_SECONDS
