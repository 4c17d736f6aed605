"""Keeps what nobody expected: where it happened in a log file that holds nothing of what was typed, and one Thai sentence.

A log may be sent to anybody. It tells versions, types of errors and places in the program; of an error's own words
only those that stand in Python's and SQLite's messages, for any other may come from a report.
"""

import errno
import faulthandler
import os
import platform
import re
import string
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from ita_tui import places
from ita_tui.thai.dates import BE

MOST_KEPT = 20
"""Logs: an older one goes when a new one is written."""
_MOST_CALLS = 50
_TOLD = "told"
"""The file beside the logs that names those the user was told of, one a line: the clock may have been set back."""
_TOLD_VERSIONS = ("ita-tui", "textual", "rich", "sqlalchemy", "alembic", "pythainlp", "openpyxl")
_PROGRAM = Path(__file__).resolve().parents[1]
_FRAME = re.compile(r'\s*File "(?P<path>.*)", line (?P<line>\d+) in (?P<function>.*)')
_FATAL = re.compile(
    r"Fatal Python error: [A-Za-z ]+|Windows fatal exception: [a-z0-9 ]+|(?:Current t|T)hread "
)
_MESSAGES = """
a an and any argument arguments arg at attribute attributes bool but by bytes call callable can cannot
closed constraint conversion database dict disk division does empty error event expected expecting
failed feature file float for foreign from function full get given got has have i/o import in index
instance int integer invalid is it iterable iteration key keyword list locked loop malformed many memory
method missing module most must no none nonetype not null object of on only open operation or out
permission pop positional range read readonly recursion required row running sequence set size slice str
string subscriptable such support supported table takes than that the thread to too transaction tuple
type unable unexpected unhashable unique unpack unsupported value values was were when with write wrong
zero
"""
_KNOWN = frozenset(_MESSAGES.split())


def keep_crash(error: BaseException, now: datetime) -> str:
    """Write where an error happened into the log folder, and return the sentence to show instead of it."""
    text = "\n".join((*_heading(now), *_story(error), "", ""))
    for folder in (places.log_folder(), Path(tempfile.gettempdir())):
        try:
            log = _written(text, folder, now)
        except OSError:
            continue  # a folder that takes no log: the next one is tried, and the sentence says where it lies
        return _sentence(f"รายละเอียดอยู่ในไฟล์ {log} โปรดส่งไฟล์นี้ให้ผู้พัฒนา ในไฟล์ไม่มีเนื้อหาของท่าน")
    return _sentence(f"เขียนไฟล์บันทึกข้อผิดพลาดไม่ได้ โปรดแจ้งผู้พัฒนาว่า {_where(error)}")


def program_version() -> str:
    """The version of the installed program; where it runs from its source without being installed, 0."""
    return _version("ita-tui") or "0"


def _written(text: str, folder: Path, now: datetime) -> Path:
    """Add a story to the log of this second, which the user alone may read. Raises OSError."""
    if folder == places.log_folder():
        places.private(folder)
        _clear_old(folder)
    path = folder / f"crash-{now.year + BE}{now:%m%d-%H%M%S}.txt"
    # Two errors of one second stand in one file. In a folder of everybody's no link is followed.
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8", errors="backslashreplace") as log:
        log.write(text)
    return path


def _clear_old(folder: Path) -> None:
    told = _told()  # those go first: what is news may have an older date
    by_age = sorted(folder.glob("crash-*.txt"), key=lambda log: (log.name not in told, log.name))
    for old in by_age[: -(MOST_KEPT - 1)]:
        with suppress(OSError):  # it goes the next time
            old.unlink()


def _sentence(where: str) -> str:
    return f"โปรแกรมทำงานผิดพลาดโดยไม่คาดคิด ข้อมูลที่บันทึกแล้วยังอยู่ครบ · {where}"


# --- the story -------------------------------------------------------------------------------------------------


def _heading(now: datetime) -> Iterator[str]:
    # Not platform.platform(), which starts a program to ask for the processor's name.
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    yield f"{now.isoformat(timespec='seconds')}  {system}  Python {platform.python_version()}"
    yield "  ".join(f"{name} {_version(name) or '-'}" for name in _TOLD_VERSIONS)
    yield f"encoding {sys.getfilesystemencoding()}  frozen {getattr(sys, 'frozen', False)}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _story(error: BaseException) -> Iterator[str]:
    """The error after those that led to it, each with its places, the oldest call first."""
    told: list[tuple[str, BaseException]] = []
    todo: list[tuple[str, BaseException | None]] = [("", error)]
    while todo:
        relation, one = todo.pop()
        if one is None or any(one is known for _, known in told):
            continue
        told.append((relation, one))
        if isinstance(one, BaseExceptionGroup):
            todo += [(f"in the group of {_name(type(one))}: ", part) for part in one.exceptions]
        inner = getattr(one, "error", None)  # what a worker of the screens failed with
        led = (one.__context__, inner if isinstance(inner, BaseException) else None, one.__cause__)
        todo += [(f"led to {_name(type(one))}: ", other) for other in led]
    for relation, one in reversed(told):
        yield f"{relation}{_name(type(one))}: {_words(one)}".rstrip(": ")
        yield from (f"  {place}" for place in _fewer(list(_places_of(one.__traceback__))))


def _fewer(calls: list[str]) -> list[str]:
    """What called itself until there was no room left is told by its ends."""
    if len(calls) <= 2 * _MOST_CALLS:
        return calls
    return [*calls[:_MOST_CALLS], f"… {len(calls) - 2 * _MOST_CALLS} …", *calls[-_MOST_CALLS:]]


def _where(error: BaseException) -> str:
    """Type and last place of an error, on one line."""
    *_, last = ("", *_places_of(error.__traceback__))
    return f"{_name(type(error))} {last}".strip()


def _places_of(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        yield _place(code.co_filename, trace.tb_lineno, code.co_qualname)
        trace = trace.tb_next


def _place(path: str, line: int | str, function: str) -> str:
    return f"{_shown_path(path)}:{line} in {_plain(function)}"


def _shown_path(path: str) -> str:
    """As it stands in the program or a library; of any other file the name alone, and that where it is a plain one."""
    roots = (*(sysconfig.get_path(name) for name in ("purelib", "platlib", "stdlib")), str(_PROGRAM))
    for root in roots:
        if path.startswith(inside := os.path.join(root, "")):  # noqa: PTH118 - a text that begins so
            return _plain(path.removeprefix(inside))
    return _plain(Path(path).name)


def _name(kind: type[BaseException]) -> str:
    return _plain(
        kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    )


_CODE = frozenset(string.ascii_letters + string.digits + "_.<>/\\-")


def _plain(name: str) -> str:
    """A name out of a program's text; what cannot be one is left out."""
    return name if set(name) <= _CODE else _left_out(name)


def _left_out(text: str) -> str:
    return f"«…{len(text)}»"


def _words(error: BaseException) -> str:
    """An error's own words, without any that may come from what was typed or read."""
    if isinstance(error, OSError) and error.errno is not None:
        return errno.errorcode.get(error.errno, str(error.errno))
    try:
        text = str(error)
    except Exception:  # noqa: BLE001 - an error whose words cannot even be made is still to be logged
        return _left_out("")
    return " ".join(_word(word) for word in text.split()[:40])


def _word(word: str) -> str:
    bare = word.strip(string.punctuation)
    few = bare.isascii() and bare.isdigit() and len(bare) < 3
    return word if word.isascii() and (few or bare.lower() in _KNOWN) else _left_out(word)


# --- what the next start tells ---------------------------------------------------------------------------------


def logs() -> tuple[Path, ...]:
    """The logs that are kept, the oldest first."""
    try:
        return tuple(sorted(places.log_folder().glob("crash-*.txt")))
    except OSError:
        return ()  # a folder that cannot be looked into has nothing to show


def unseen_crashes(now: datetime) -> tuple[Path, ...]:
    """The logs that nobody was told of yet, the oldest first; a hard crash of an earlier run becomes one of them."""
    _take_hard_crashes(now)
    told = _told()
    return tuple(log for log in logs() if log.name not in told)


def seen(told: Iterable[Path]) -> None:
    """She was told of these logs; where that cannot be noted she is told once more."""
    names = _told() | {log.name for log in told}
    kept = [log.name for log in logs() if log.name in names]
    with suppress(OSError):
        (places.log_folder() / _TOLD).write_text("\n".join(kept), encoding="ascii")


def _told() -> frozenset[str]:
    """The names of the logs that she was told of."""
    try:
        return frozenset((places.log_folder() / _TOLD).read_text(encoding="ascii").split())
    except (OSError, ValueError):
        return frozenset()


# --- crashes of the interpreter --------------------------------------------------------------------------------


class HardCrashes:
    """Has a crash of the interpreter itself write where it was, as long as the program runs."""

    def __init__(self) -> None:
        self._file: BinaryIO | None = None

    def watch(self) -> None:
        """Open the file and have it written where it comes to that; a folder that takes no file is no matter.

        Once a run: the program opens its database again where another file has taken its place.
        """
        if self._file is not None:
            return
        with suppress(OSError):
            path = places.private(places.log_folder()) / _of_this_run()
            if path.exists():  # an earlier run had the same number
                path.replace(path.with_stem(f"{path.stem}-left"))
            self._file = path.open("ab", buffering=0)
            faulthandler.enable(self._file)

    def end(self) -> None:
        """The program ends as it should: nothing is left behind."""
        if self._file is None:
            return
        faulthandler.disable()
        path = Path(self._file.name)
        self._file.close()
        self._file = None
        with suppress(OSError):
            path.unlink()


def _take_hard_crashes(now: datetime) -> None:
    """Make a log of what crashes of the interpreter left, with no more in it than a log may hold."""
    try:
        found = sorted(places.log_folder().glob("hard-*.txt"))
    except OSError:
        return  # a folder that cannot be looked into has nothing to tell
    for left in found:
        if left.name != _of_this_run():
            with suppress(OSError):  # what cannot be read or written now is looked at again by the next start
                _take_hard_crash(left, now)


def _take_hard_crash(left: Path, now: datetime) -> None:
    """Make a log of one file, which goes then. Raises OSError."""
    text = left.read_text(encoding="utf-8", errors="replace")
    if text:
        _written("\n".join((*_heading(now), *_of_hard_crash(text), "", "")), left.parent, now)
    if text or not _runs(left):
        left.unlink()


def _of_this_run() -> str:
    """The name of the file that a crash of this very process would be written to."""
    return f"hard-{os.getpid()}.txt"


def _of_hard_crash(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if frame := _FRAME.fullmatch(line):
            yield f"  {_place(frame['path'], frame['line'], frame['function'])}"
        elif fatal := _FATAL.match(line):
            yield fatal[0].strip()


def _runs(left: Path) -> bool:
    """Whether the process that a file is named after still runs. Windows tells by not letting the file go."""
    number = left.stem.removeprefix("hard-")
    if os.name == "nt" or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
