"""The command line: which command does what, in one short function each; they call the same tasks as the screens.

Exit codes: 0 done, 1 refused (nothing changed) or found by ``check`` or ``verify``, 2 wrong usage. One refusal tells of a file that
is written all the same: SavedUnconfirmed, where the disk keeps its last word to itself. What heavy rooms a command needs
is imported inside it.
"""

import os
import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from ita_tui import places, tasks
from ita_tui.cli_parser import PROGRAM, Arguments, read_arguments
from ita_tui.cli_values import with_database
from ita_tui.errors import ItaError
from ita_tui.saving import TargetExists
from ita_tui.thai.numerals import choose, said
from ita_tui.thai_parser import HelpAsked, WrongUsage

if TYPE_CHECKING:
    from ita_tui.cli_export import Written

DONE, REFUSED, WRONG_USAGE = 0, 1, 2
_DUMB = {"dumb", "unknown"}

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Answer:
    """What a command has to say: on the standard output, on the one for errors, and how it ended."""

    text: str = ""
    code: int = DONE
    error: str = ""


Command = Callable[[Arguments, Path, Clock], Answer]


class NoTerminal(ItaError):
    """The screens were asked for where nobody can see or type: a pipe, a file, a scheduled job."""

    def __init__(self) -> None:
        super().__init__(
            "เปิดหน้าจอไม่ได้ เพราะไม่ได้อยู่ในหน้าต่างเทอร์มินัล",
            "คำสั่งถูกต่อท่อ หรือถูกเรียกจากโปรแกรมอื่น",
            "เปิดจากหน้าต่างเทอร์มินัล หรือใช้คำสั่งย่อย เช่น ita-tui status (ดู ita-tui --help)",
        )


class DumbTerminal(ItaError):
    """The screens were asked for in a terminal that writes line after line and cannot move the cursor."""

    def __init__(self, term: str) -> None:
        super().__init__(
            f"เปิดหน้าจอไม่ได้ เพราะเทอร์มินัลนี้เลื่อนตำแหน่งเขียนไม่ได้ (TERM={term})",
            "ข้อมูลไม่ถูกแตะต้อง และคำสั่งย่อยที่ตอบเป็นข้อความใช้ได้ตามปกติ",
            "ใช้คำสั่งย่อย เช่น ita-tui status (ดู ita-tui --help) หรือเปิดจากหน้าต่างเทอร์มินัลอื่น",
        )


class PlaceForbidden(ItaError):
    """A file lies in a folder that this user may not enter: not even whether it is there can be said."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"เปิด {path} ไม่ได้ จึงไม่ได้ทำอะไร",
            "ผู้ใช้เครื่องนี้ไม่มีสิทธิ์เข้าโฟลเดอร์นั้น",
            "ขอสิทธิ์จากผู้ดูแลเครื่อง หรือใช้ไฟล์ในโฟลเดอร์ของท่าน",
        )


def run(typed: Sequence[str], clock: Clock, out: TextIO, err: TextIO) -> int:
    """Do what was typed and return the exit code; what is refused or wrong is told on ``err`` in Thai."""
    answer = _answer(typed, clock)
    out.write(_harmless(answer.text))
    err.write(_harmless(answer.error))
    return answer.code


def _answer(typed: Sequence[str], clock: Clock) -> Answer:
    named: Path | None = None
    try:
        arguments = read_arguments(typed)
        named = arguments.db
        _refuse_forbidden(arguments.db, arguments.file, arguments.compare)
        command = _version if arguments.version else _COMMANDS[arguments.command]
        return command(arguments, arguments.db or places.default_database(), clock)
    except HelpAsked as asked:
        return Answer(asked.text)
    except WrongUsage as wrong:
        return Answer(code=WRONG_USAGE, error=f"{wrong.sentence}\n{wrong.usage}\n")
    except TargetExists as refusal:
        do = f"พิมพ์ชื่ออื่น เช่น {refusal.proposed} หรือใส่ --force เพื่อเขียนทับ"
        return Answer(code=REFUSED, error=f"{ItaError(refusal.happened, refusal.means, do)}\n")
    except ItaError as refusal:
        return Answer(code=REFUSED, error=f"{with_database(str(refusal), named)}\n")


def _refuse_forbidden(*paths: Path | None) -> None:
    for path in filter(None, paths):
        try:
            path.stat()
        except PermissionError as error:
            raise PlaceForbidden(path) from error
        except (FileNotFoundError, NotADirectoryError):
            pass  # for the command to say


def _harmless(text: str) -> str:
    """Without the control characters that a file's name or text may hold: a terminal would obey them."""
    return "".join(
        "�" if unicodedata.category(letter) == "Cc" and letter not in "\n\t" else letter for letter in text
    )


# --- the screens -----------------------------------------------------------------------------------------------


def _open(arguments: Arguments, database: Path, clock: Clock) -> Answer:
    """Open the screens, of the throw-away sample year where that was asked."""
    if not _on_a_terminal():
        raise NoTerminal
    if (term := os.environ.get("TERM", "")) in _DUMB:
        raise DumbTerminal(term)
    from ita_tui import console

    with console.asked() as terminal:  # it answers while the screens are loaded
        from ita_tui.app import ItaApp

    app = ItaApp(
        database,
        clock=clock,
        year=arguments.year,
        demo=arguments.command == "demo",
        greet=arguments.command != "demo",
        widths=terminal.widths,
        typed=terminal.typed,
    )
    code = app.run()
    if app.crash:
        return Answer(code=REFUSED, error=f"{app.crash}\n")
    return Answer(code=code or DONE)


def _on_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


# --- in and out ------------------------------------------------------------------------------------------------


def _import(arguments: Arguments, database: Path, clock: Clock) -> Answer:
    from ita_tui.cli_import import import_report

    return Answer(import_report(arguments, database, clock))


def _export(arguments: Arguments, database: Path, clock: Clock) -> Answer:
    from ita_tui.cli_export import export

    return _written(export(arguments, database, clock))


def _bundle(arguments: Arguments, database: Path, clock: Clock) -> Answer:
    from ita_tui.cli_export import bundle

    return _written(bundle(arguments, database, clock))


def _layouts(_arguments: Arguments, database: Path, _clock: Clock) -> Answer:
    from ita_tui.cli_export import layouts

    return _written(layouts(database))


def _written(done: "Written") -> Answer:
    return Answer(f"{done.text}\n", error="".join(f"! {warning}\n" for warning in done.warnings))


def _status(arguments: Arguments, database: Path, clock: Clock) -> Answer:
    from ita_tui.cli_status import as_json, in_one_screen

    with tasks.open_existing(database, clock) as store:
        if not arguments.json:  # what programs read stays as it is
            choose(tasks.screen_numerals(store))
        now = clock()
        state = tasks.load_year(store, tasks.known_year(store, arguments.year, now.date()), now)
    return Answer(as_json(state) if arguments.json else said(in_one_screen(state)))


def _check(arguments: Arguments, database: Path, clock: Clock) -> Answer:
    """Look a year over before it is signed; a finding that blocks the signature ends with 1."""
    from ita_tui.cli_check import as_json, in_lines
    from ita_tui.domain.checks import blocking

    with tasks.open_existing(database, clock) as store:
        if not arguments.json:
            choose(tasks.screen_numerals(store))
        now = clock()
        year = tasks.known_year(store, arguments.year, now.date())
        report, found = store.report(year), tasks.look_over(store, year, now)
    text = as_json(year, found) if arguments.json else said(in_lines(report, found))
    return Answer(text, REFUSED if blocking(found) else DONE)


# --- the divisions ---------------------------------------------------------------------------------------------


def _hand_out(arguments: Arguments, database: Path, clock: Clock) -> Answer:
    from ita_tui.cli_division_sheets import hand_out

    return Answer(hand_out(arguments, database, clock))


def _collect(arguments: Arguments, database: Path, clock: Clock) -> Answer:
    from ita_tui.cli_division_sheets import collect

    return Answer(collect(arguments, database, clock))


# --- keeping ---------------------------------------------------------------------------------------------------


def _back_up(arguments: Arguments, database: Path, clock: Clock) -> Answer:
    from ita_tui.cli_keeping import back_up

    return Answer(back_up(arguments, database, clock))


def _backups(arguments: Arguments, database: Path, clock: Clock) -> Answer:
    from ita_tui.cli_keeping import backups

    return Answer(backups(arguments, database, clock))


def _restore(arguments: Arguments, database: Path, clock: Clock) -> Answer:
    from ita_tui.cli_keeping import restore

    return Answer(restore(arguments, database, clock))


def _salvage(arguments: Arguments, database: Path, clock: Clock) -> Answer:
    from ita_tui.cli_salvage import salvage

    return Answer(salvage(arguments, database, clock))


def _close_year(arguments: Arguments, database: Path, clock: Clock) -> Answer:
    from ita_tui.cli_closing import close_year

    return Answer(close_year(arguments, database, clock))


def _verify(arguments: Arguments, database: Path, clock: Clock) -> Answer:
    """Look through everything, or at what was signed under a code; what is found is the answer, and ends with 1."""
    from ita_tui.cli_verify import found_in_lines

    if arguments.code is not None:
        return _verify_code(arguments, arguments.code, database, clock)
    with tasks.open_existing(database, clock) as store:
        choose(tasks.screen_numerals(store))
        found = tasks.verify(store)
    return Answer(found_in_lines(found), DONE if found.sound else REFUSED)


def _verify_code(arguments: Arguments, code: str, database: Path, clock: Clock) -> Answer:
    from ita_tui.cli_verify import as_json, in_lines

    with tasks.open_existing(database, clock) as store:
        if not arguments.json:
            choose(tasks.screen_numerals(store))
        check = tasks.check_code(store, code)
    return Answer(as_json(check) if arguments.json else in_lines(check), DONE if check.holds else REFUSED)


def _version(_arguments: Arguments, _database: Path, _clock: Clock) -> Answer:
    from ita_tui.crash import program_version

    return Answer(f"{PROGRAM} {program_version()}\n")


_COMMANDS: dict[str, Command] = {
    "": _open,
    "demo": _open,
    "import": _import,
    "export": _export,
    "bundle": _bundle,
    "layouts": _layouts,
    "status": _status,
    "hand-out": _hand_out,
    "collect": _collect,
    "check": _check,
    "backup": _back_up,
    "backups": _backups,
    "restore": _restore,
    "salvage": _salvage,
    "close-year": _close_year,
    "verify": _verify,
}
