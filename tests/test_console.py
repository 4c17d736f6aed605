import os
import pty
import select
import signal
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ita_tui import console
from ita_tui.console import GOOD, ConsoleWidths, understood, widths_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo terminals")

APART = ConsoleWidths(mark=1)
JOINING = ConsoleWidths(sara_am=0)


@pytest.mark.parametrize(
    ("with_marks", "with_sara_am", "widths"),
    [
        (1, 2, GOOD),
        (3, 3, APART),
        (1, 1, JOINING),
        (9, 9, GOOD),  # a terminal that draws the bytes
        (2, 2, GOOD),
        (0, 0, GOOD),
    ],
)
def test_the_columns_of_two_letters_tell_what_the_terminal_does(
    with_marks: int, with_sara_am: int, widths: ConsoleWidths
) -> None:
    assert widths_of(with_marks, with_sara_am) == widths


def test_what_was_typed_between_the_answers_is_told_apart_from_them() -> None:
    came = b"a\x1b[12;1R\x1b[A\x1b[12;4R\xe0\xb8\x81\x1b[12;7Rb"

    assert understood(came) == (APART, b"a\x1b[A\xe0\xb8\x81b")


def test_letters_that_wrapped_at_the_right_edge_tell_nothing() -> None:
    assert understood(b"\x1b[5;79R\x1b[6;2R\x1b[6;5R") == (GOOD, b"")


def test_half_an_answer_tells_nothing_and_is_not_taken_for_typing() -> None:
    assert understood(b"\x1b[5;1R\x1b[5;4R") == (GOOD, b"")


# --- a terminal that is asked in writing --------------------------------------------------------------------------


class Terminal:
    """The other end of a pseudo terminal that stands in for keyboard and screen, and answers as it is told to."""

    def __init__(self, answer: Callable[[bytes], bytes]) -> None:
        self.answer = answer
        self.screen, self.program = pty.openpty()
        self.shown = b""
        self._ending, self._end = os.pipe()
        self._thread = threading.Thread(target=self._run)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        os.write(self._end, b"x")
        self._thread.join()
        for descriptor in (self.screen, self.program, self._ending, self._end):
            os.close(descriptor)

    def modes(self) -> list[object]:
        return list(termios.tcgetattr(self.program))

    def _run(self) -> None:
        while True:
            ready, _, _ = select.select([self.screen, self._ending], [], [])
            if self._ending in ready:
                return
            came = os.read(self.screen, 1024)
            self.shown += came
            reply = self.answer(came)
            if reply:
                os.write(self.screen, reply)


Started = Callable[[Callable[[bytes], bytes]], Terminal]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[Started]:
    """Starts terminals in place of the standard input and output."""
    kept = [os.dup(0), os.dup(1)]
    terminals: list[Terminal] = []

    def start(answer: Callable[[bytes], bytes]) -> Terminal:
        terminal = Terminal(answer)
        terminals.append(terminal)
        os.dup2(terminal.program, 0)
        os.dup2(terminal.program, 1)
        for name, descriptor in (("__stdin__", 0), ("__stdout__", 1)):
            stream = os.fdopen(os.dup(descriptor), "r" if not descriptor else "w", encoding="utf-8")
            monkeypatch.setattr(sys, name, stream)
        monkeypatch.setenv("TERM", "xterm-256color")
        terminal.start()
        return terminal

    yield start
    for descriptor, before in enumerate(kept):
        os.dup2(before, descriptor)
        os.close(before)
    for stream in (sys.__stdin__, sys.__stdout__) if terminals else ():
        assert stream is not None
        stream.close()
    for terminal in terminals:
        terminal.stop()


def answering(mark: int, sara_am: int, *, typed: bytes = b"") -> Callable[[bytes], bytes]:
    """A terminal with these widths; ``typed`` comes from the keyboard before its answer."""
    first, second = 1 + 1 + 2 * mark, 1 + 1 + 2 * mark + 1 + mark + sara_am
    places = "".join(f"\x1b[7;{column}R" for column in (1, first, second))
    return lambda came: typed + places.encode() if b"\x1b[6n" in came else b""


def silent(_came: bytes) -> bytes:
    return b""


@pytest.mark.parametrize("widths", [GOOD, APART, JOINING])
def test_a_terminal_is_asked_what_it_does(started: Started, widths: ConsoleWidths) -> None:
    terminal = started(answering(widths.mark, widths.sara_am))
    before = terminal.modes()

    with console.asked() as answer:
        pass

    assert answer.widths == widths
    assert answer.typed == b""
    assert terminal.modes() == before
    assert terminal.shown.endswith(b"\x1b8\x1b[K")  # it wipes what it wrote


def test_what_was_typed_ahead_is_handed_on_with_the_answer(started: Started) -> None:
    started(answering(1, 1, typed=b"\x1bOR\xe0\xb8\x81"))

    with console.asked() as answer:
        pass

    assert answer.widths == APART
    assert answer.typed == b"\x1bOR\xe0\xb8\x81"


def test_a_terminal_that_does_not_answer_counts_as_good_and_the_keyboard_is_given_back(
    started: Started,
) -> None:
    terminal = started(silent)
    before = terminal.modes()
    began = time.monotonic()

    with console.asked() as answer:
        pass

    assert answer.widths == GOOD
    assert time.monotonic() - began >= console.PATIENCE
    assert terminal.modes() == before


def test_a_silent_terminal_costs_no_wait_beyond_the_work_done_meanwhile(
    started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    started(silent)
    waits: list[float] = []
    selected = select.select

    def select_(*arguments: object) -> object:
        waits.append(float(str(arguments[3])))
        return selected(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(select, "select", lambda *a: select_(*a) if a[0] == [0] else selected(*a))
    with console.asked():
        time.sleep(console.PATIENCE)

    assert waits == [0.0]


def test_an_error_meanwhile_leaves_neither_echo_off_nor_an_answer_for_the_shell(started: Started) -> None:
    terminal = started(answering(1, 1))
    before = terminal.modes()

    with pytest.raises(KeyboardInterrupt), console.asked():
        raise KeyboardInterrupt

    assert terminal.modes() == before
    ready, _, _ = select.select([0], [], [], 0)
    assert not ready


def test_the_keyboard_is_silent_only_while_the_question_is_open_and_ctrl_c_still_works(
    started: Started,
) -> None:
    terminal = started(answering(0, 1))

    with console.asked():
        meanwhile = termios.tcgetattr(terminal.program)[3]

    after = termios.tcgetattr(terminal.program)[3]
    assert not meanwhile & (termios.ECHO | termios.ICANON)
    assert meanwhile & termios.ISIG
    assert after & termios.ECHO
    assert after & termios.ICANON


@pytest.mark.parametrize("term", ["dumb", None])
def test_a_dumb_terminal_is_not_asked(
    started: Started, monkeypatch: pytest.MonkeyPatch, term: str | None
) -> None:
    terminal = started(answering(1, 1))
    if term is None:
        monkeypatch.delenv("TERM")
    else:
        monkeypatch.setenv("TERM", term)

    with console.asked() as answer:
        pass

    assert answer.widths == GOOD
    assert terminal.shown == b""


def test_nothing_is_written_where_the_output_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with (tmp_path / "out.txt").open("w", encoding="utf-8") as out:
        monkeypatch.setattr(sys, "__stdout__", out)
        monkeypatch.setenv("TERM", "xterm")

        with console.asked() as answer:
            pass

    assert answer.widths == GOOD
    assert (tmp_path / "out.txt").read_bytes() == b""


# --- Windows ------------------------------------------------------------------------------------------------------


class FakeConsole:
    """A Windows console of 80 columns, with columns for marks or none."""

    def __init__(self, widths: ConsoleWidths, column: int = 0) -> None:
        self.widths = widths
        self.column = column
        self.row = 3
        self.cells: dict[int, str] = {}

    def place(self) -> tuple[int, int] | None:
        return self.column, self.row

    def write(self, text: str) -> None:
        for character in text:
            mark = "\u0e34" <= character <= "\u0e3a" or "\u0e47" <= character <= "\u0e4e"
            taken = self.widths.mark if mark else self.widths.sara_am if character == "\u0e33" else 1
            if taken:
                self.cells[self.column] = character
            self.column += taken
            if self.column >= 80:
                self.column, self.row = 0, self.row + 1

    def wipe(self, column: int, row: int, cells: int) -> None:
        self.column, self.row = column, row
        self.cells = {at: one for at, one in self.cells.items() if not column <= at < column + cells}


class NoConsole(FakeConsole):
    def place(self) -> tuple[int, int] | None:
        return None


@pytest.mark.parametrize("widths", [GOOD, APART, JOINING])
@pytest.mark.parametrize("column", [0, 12])
def test_a_windows_console_is_measured_and_left_as_it_was(widths: ConsoleWidths, column: int) -> None:
    fake = FakeConsole(widths, column)

    found = console.measured(fake)

    assert found == widths
    assert (fake.column, fake.row) == (column, 3)
    assert fake.cells == {}


def test_output_that_is_no_windows_console_counts_as_good() -> None:
    fake = NoConsole(APART)

    assert console.measured(fake) == GOOD
    assert fake.cells == {}


def test_an_interrupt_from_the_keyboard_ends_the_wait_and_gives_the_keyboard_back(started: Started) -> None:
    terminal = started(silent)
    before = terminal.modes()

    def interrupt(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    old = signal.signal(signal.SIGALRM, interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, console.PATIENCE / 3)
        with pytest.raises(KeyboardInterrupt), console.asked():
            pass
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)

    assert terminal.modes() == before
