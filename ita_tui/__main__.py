"""The front door: reads the clock, gives the streams their encoding, and keeps what nobody expected in a log."""

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from io import TextIOWrapper
from typing import TextIO

from ita_tui import cli

_REFUSED = 1
_INTERRUPTED = 130  # as a shell says it of a program that Ctrl+C ended
_NOBODY_READS = 141  # and of one whose output was cut off


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with what was typed after its name; returns 0 done, 1 refused, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    try:
        code = cli.run(sys.argv[1:] if argv is None else argv, now, sys.stdout, sys.stderr)
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_output()
        return _NOBODY_READS
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001 # the last door: logged whole, told in one sentence
        return _tell_crash(error)
    return code


def now() -> datetime:
    """This moment, in the PC's own time zone."""
    return datetime.now(tz=UTC).astimezone()  # noqa: TID251 # the one clock of the program


def _speak_utf8(stream: TextIO) -> None:
    """A console of another code page must not fail on a Thai letter, nor any on a damaged file name."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _forget_output() -> None:
    """Nobody reads on: what is still to be flushed at the end goes nowhere, without a word."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _tell_crash(error: Exception) -> int:
    from ita_tui.crash import keep_crash

    sys.stderr.write(f"{keep_crash(error, now())}\n")
    return _REFUSED


if __name__ == "__main__":
    sys.exit(main())
