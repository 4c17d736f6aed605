"""What the words of the command line stand for: years, files, rounds and days; each reader refuses in words.

And how a file is written there, for a command in a hint: typed as it stands, it acts on the database worked on.
"""

import argparse
import os
import re
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ita_tui.domain.fiscal_year import BE, LATEST, FiscalYear, RoundOf
from ita_tui.thai.numerals import arabic_digits, digits
from ita_tui.thai.typed_dates import explain_date

_COMMAND = re.compile(r"\bita-tui [a-z][a-z-]*")
_MEANS_SOMETHING = frozenset("\"'$`&|;<>()*?[]{}!#~^%" + ("" if os.name == "nt" else "\\"))  # to a shell
_FIRST_YEAR = 2562  # the first year whose assessment the program has rules for


def year(text: str) -> FiscalYear:
    """A year of the Buddhist Era in four digits of either kind."""
    typed = arabic_digits(text.strip())
    if re.fullmatch("[0-9]{4}", typed) and _FIRST_YEAR <= int(typed) <= LATEST:
        return FiscalYear(int(typed))
    wanted = "ต้องเป็นปี พ.ศ. สี่หลัก ตั้งแต่ ๒๕๖๒ เช่น 2566 หรือ ๒๕๖๖"
    if re.fullmatch("20[0-9]{2}", typed):
        wanted += f" (ค.ศ. {digits(typed)} คือ พ.ศ. {digits(int(typed) + BE)})"
    raise argparse.ArgumentTypeError(wanted)


def path(text: str) -> Path:
    """A name that the system takes, whether or not there is such a file."""
    if not text.strip():
        raise argparse.ArgumentTypeError("ต้องระบุชื่อไฟล์")
    try:
        os.stat(text)  # noqa: PTH116 # pathlib hides which name the system refuses
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        pass  # a name all the same: whoever opens it says what is wrong
    except (OSError, ValueError) as error:
        raise argparse.ArgumentTypeError("ใช้ชื่อไฟล์นี้ไม่ได้ ชื่ออาจยาวเกินไป หรือมีอักขระที่ระบบไม่รับ") from error
    return Path(text)


def one_of(*words: str) -> Callable[[str], str]:
    """A reader of one of these words and no other."""

    def read(text: str) -> str:
        if text not in words:
            raise argparse.ArgumentTypeError(f"ต้องเป็นคำใดคำหนึ่งใน {' '.join(words)}")
        return text

    return read


def round_of(text: str) -> RoundOf:
    """One of the two rounds of a year, by its months."""
    rounds = {str(int(of)): of for of in RoundOf}
    found = rounds.get(arabic_digits(text.strip()))
    if found is None:
        raise argparse.ArgumentTypeError("ต้องเป็น 6 หรือ 12 (เดือน)")
    return found


def day(text: str) -> date:
    """A day as people write it, Thai or Arabic."""
    found = explain_date(text, None)
    if not isinstance(found, date):
        raise argparse.ArgumentTypeError(str(found))
    return found


def with_database(hint: str, database: Path | None) -> str:
    """The hint with ``--db`` behind every command in it, where the database was named with ``--db``."""
    if database is None:
        return hint
    option = f" --db {_typed(str(database))}"
    return _COMMAND.sub(lambda found: found[0] + option, hint)


def _typed(name: str) -> str:
    """A name as it is typed: quoted where the shell would take it apart."""
    if not any(letter.isspace() or letter in _MEANS_SOMETHING for letter in name):
        return name
    return f'"{name}"' if os.name == "nt" else shlex.quote(name)
