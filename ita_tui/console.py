"""Asks the terminal how wide it draws Thai, before the first screen: old Windows consoles give every mark a column.

Two letters are written where the cursor stands, the terminal is asked where that brought it, and they are wiped
away. What a terminal answers is believed; one that does not answer is taken for a good one.
"""

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

WITH_MARKS = "ที่"
"""A consonant with two marks on it: one column where marks take none, three where each takes one."""

WITH_SARA_AM = "น้ำ"
"""A consonant with a mark and SARA AM: two columns, or one where SARA AM joins the cell of its consonant."""

PATIENCE = 0.25
"""Seconds from the question until a terminal counts as one that does not answer; most answer within 0.01."""


@dataclass(frozen=True)
class ConsoleWidths:
    """Columns that this terminal gives to a vowel or tone mark, and to SARA AM."""

    mark: int = 0
    sara_am: int = 1

    @property
    def marks_apart(self) -> bool:
        """Whether vowels and tone marks stand in columns of their own, beside their consonant."""
        return self.mark > 0


GOOD = ConsoleWidths()
"""What Unicode has, and nearly every terminal: marks take no column, SARA AM takes one."""

_JOINING = ConsoleWidths(sara_am=0)
_APART = ConsoleWidths(mark=1)
_KNOWN = {(1, 2): GOOD, (1, 1): _JOINING, (3, 3): _APART}


def widths_of(with_marks: int, with_sara_am: int) -> ConsoleWidths:
    """What the columns of the two letters say of the terminal; of answers that fit nothing known, GOOD is assumed."""
    return _KNOWN.get((with_marks, with_sara_am), GOOD)


class Answer:
    """What came of asking; complete when the block of :func:`asked` has ended.

    ``typed`` is what the user typed ahead meanwhile, for whoever reads the keyboard next.
    """

    def __init__(self) -> None:
        self.widths = GOOD
        self.typed = b""


@contextmanager
def asked() -> Iterator[Answer]:
    """Ask the terminal, let the block run while it answers, and read the answer at the block's end.

    On Windows the console itself is asked. Elsewhere nothing is asked where there is no terminal or TERM
    says that it is dumb. However the block ends, the keyboard is as it was before.
    """
    answer = Answer()
    if sys.platform == "win32":
        answer.widths = measured(_Kernel32())
        yield answer
    elif _can_answer():
        with _listening(answer):
            yield answer
    else:
        yield answer


def _can_answer() -> bool:
    streams = (sys.__stdin__, sys.__stdout__)
    return os.environ.get("TERM", "dumb") != "dumb" and all(
        one is not None and one.isatty() for one in streams
    )


# --- terminals that are asked in writing ------------------------------------------------------------------------

_WHERE = b"\x1b[6n"
_QUESTION = b"".join(
    (
        b"\x1b7",  # the terminal keeps the place,
        _WHERE,
        WITH_MARKS.encode(),
        _WHERE,
        WITH_SARA_AM.encode(),
        _WHERE,
        b"\x1b8\x1b[K",  # and wipes what was written after it
    )
)
_PLACE = re.compile(rb"\x1b\[(\d+);(\d+)R")
_ANSWERS = 3


if sys.platform != "win32":
    import select
    import termios

    @contextmanager
    def _listening(answer: Answer) -> Iterator[None]:
        """Ask now, and read the answer when the block has ended, with the keyboard unechoed and unbuffered.

        Ctrl+C stays what it is. Nothing typed is thrown away, neither here nor by the way back.
        """
        keyboard, screen = 0, 1
        before = termios.tcgetattr(keyboard)
        quiet = list(before)
        quiet[3] &= ~(termios.ICANON | termios.ECHO)
        try:
            termios.tcsetattr(keyboard, termios.TCSANOW, quiet)
            os.write(screen, _QUESTION)
            until = time.monotonic() + PATIENCE
            try:
                yield
            finally:  # an answer that nobody reads would stand in the shell's next line
                answer.widths, answer.typed = understood(_read(keyboard, until))
        finally:
            termios.tcsetattr(keyboard, termios.TCSANOW, before)

    def _read(keyboard: int, until: float) -> bytes:
        """Everything that comes until all answers are there, or the time is over and nothing more waits."""
        came = b""
        while len(_PLACE.findall(came)) < _ANSWERS:
            waiting, _, _ = select.select([keyboard], [], [], max(0.0, until - time.monotonic()))
            read = os.read(keyboard, 1024) if waiting else b""
            if not read:
                break
            came += read
        return came


def understood(came: bytes) -> tuple[ConsoleWidths, bytes]:
    """The widths that the terminal's answers tell, and what else came, which the user typed."""
    places = [(int(row), int(column)) for row, column in _PLACE.findall(came)]
    typed = _PLACE.sub(b"", came)
    if len(places) != _ANSWERS or len({row for row, _ in places}) > 1:  # wrapped at the right edge
        return GOOD, typed
    start, marks, sara_am = (column for _, column in places)
    return widths_of(marks - start, sara_am - marks), typed


# --- Windows ----------------------------------------------------------------------------------------------------


class Console(Protocol):
    """The screen buffer of a Windows console."""

    def place(self) -> tuple[int, int] | None:
        """Column and row of the cursor; None where the output is no console."""

    def write(self, text: str) -> None:
        """Draw a text where the cursor stands."""

    def wipe(self, column: int, row: int, cells: int) -> None:
        """Blank some cells, and put the cursor before them."""


def measured(console: Console) -> ConsoleWidths:
    """Draw the two letters, see where the cursor went, and wipe them away."""
    start = console.place()
    if start is None:
        return GOOD
    moved = [_drawn(console, text) for text in (WITH_MARKS, WITH_SARA_AM)]
    console.wipe(*start, len(WITH_MARKS + WITH_SARA_AM))
    return widths_of(*moved)


def _drawn(console: Console, text: str) -> int:
    """Columns that the cursor moved; none where that cannot be told."""
    before = console.place()
    console.write(text)
    after = console.place()
    return after[0] - before[0] if before and after and before[1] == after[1] else 0


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Place(ctypes.Structure):
        """COORD"""

        _fields_ = (("x", wintypes.SHORT), ("y", wintypes.SHORT))

    class _Screen(ctypes.Structure):
        """CONSOLE_SCREEN_BUFFER_INFO"""

        _fields_ = (
            ("size", _Place),
            ("cursor", _Place),
            ("attributes", wintypes.WORD),
            ("window", wintypes.SMALL_RECT),
            ("largest", _Place),
        )

    class _Kernel32:
        """The console that the standard output leads to, by the functions of Windows itself."""

        STANDARD_OUTPUT = -11

        def __init__(self) -> None:
            library = ctypes.WinDLL("kernel32")
            handle, amount = wintypes.HANDLE, wintypes.DWORD
            count = ctypes.POINTER(amount)
            self._state = library.GetConsoleScreenBufferInfo
            self._state.argtypes = (handle, ctypes.POINTER(_Screen))
            self._write = library.WriteConsoleW
            self._write.argtypes = (handle, wintypes.LPCWSTR, amount, count, ctypes.c_void_p)
            self._fill = library.FillConsoleOutputCharacterW
            self._fill.argtypes = (handle, wintypes.WCHAR, amount, _Place, count)
            self._move = library.SetConsoleCursorPosition
            self._move.argtypes = (handle, _Place)
            library.GetStdHandle.restype = handle
            self._screen = library.GetStdHandle(self.STANDARD_OUTPUT)

        def place(self) -> tuple[int, int] | None:
            state = _Screen()
            if not self._state(self._screen, ctypes.byref(state)):
                return None
            return state.cursor.x, state.cursor.y

        def write(self, text: str) -> None:
            self._write(self._screen, text, len(text), ctypes.byref(wintypes.DWORD()), None)

        def wipe(self, column: int, row: int, cells: int) -> None:
            start = _Place(column, row)
            self._fill(self._screen, " ", cells, start, ctypes.byref(wintypes.DWORD()))
            self._move(self._screen, start)
