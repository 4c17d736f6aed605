"""Thai and Arabic digits. Thai digits are a display choice: never inside links, e-mail addresses or paths."""

import re
from enum import StrEnum

_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

# What must keep its digits: links, e-mail addresses, drive, network and absolute paths, bare host names, file names.
# Each begins where its run of letters begins, so that a long text without blanks is read once and not once a letter.
_UNTOUCHED = re.compile(
    r"""(?:
        [a-zA-Z][a-zA-Z0-9+.-]{0,20}://[^\s<>"'«»]+
      | www\.[^\s<>"'«»]+
      | (?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+
      | [A-Za-z]:\\[^\s<>"|?*]+
      | \\\\[^\s<>"|?*]+
      | (?<![\w/])/(?:[\w.+-]+/)+[\w.+-]*
      | (?<![A-Za-z0-9-])(?<![A-Za-z0-9-]\.)
        [A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:th|com|org|net|gov|info|io)(?:/[^\s<>"'«»]*)?
      | (?<![^\s<>"/\\|?*:«»()])[^\s<>"/\\|?*:«»()]+\.(?:pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|zip|csv|tsv|txt|json|html?|odt|ods)\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_CODE = r"(?<![\w-])[0-9]{4}-(?:6|12)(?:-[A-Z0-9]{4}){3}-[A-Z0-9]{2}(?![\w-])"
_UNTOUCHED_ON_SCREEN = re.compile(rf"{_UNTOUCHED.pattern} | {_CODE} | (?<=[A-Za-z])[0-9]+", _UNTOUCHED.flags)


class Numerals(StrEnum):
    """The digits in which the program speaks on the screen."""

    THAI = "thai"
    ARABIC = "arabic"


class _Choice:
    """The one choice of the running program."""

    numerals = Numerals.THAI


def choose(numerals: Numerals) -> None:
    """Speak in these numerals from now on. What is stored and what is printed does not follow."""
    _Choice.numerals = numerals


def chosen() -> Numerals:
    """The numerals in which the program speaks now: Thai ones until another choice was made."""
    return _Choice.numerals


def digits(value: int | str) -> str:
    """Write a number, or every digit of the program's own words, in the chosen numerals, to be read on a screen.

    What is stored or printed takes :func:`thai_digits` or an explicit choice, what a person wrote :func:`shown`,
    a sentence with its digits in it :func:`said`.
    """
    return str(value).translate(_table())


def shown(text: str) -> str:
    """A text that somebody wrote, for reading on a screen: its digits in the chosen numerals.

    Links, e-mail addresses, paths, file names and verification codes keep theirs, and so do Arabic digits that follow
    a Latin letter (F10, O12, ISO9001). The length never changes. Not for a field in which the text is edited.
    """
    if _Choice.numerals is Numerals.ARABIC:
        return _outside_links(text, _TO_ARABIC)
    return _outside_links(text, _TO_THAI, _UNTOUCHED_ON_SCREEN)


def said(sentence: str) -> str:
    """A sentence of the program that is written down with Thai digits: in Arabic ones where these are chosen.

    Arabic digits that stand in it are there on purpose (F10, o12), as are those of links, paths and file names.
    """
    return _outside_links(sentence, _TO_ARABIC) if _Choice.numerals is Numerals.ARABIC else sentence


def thai_digits(value: int | str) -> str:
    """Write a number, or every digit of a text, in Thai digits, whatever was chosen for the screen."""
    return str(value).translate(_TO_THAI)


def arabic_digits(text: str) -> str:
    """Write every Thai digit of a text in Arabic digits."""
    return text.translate(_TO_ARABIC)


def in_numerals(text: str, *, thai: bool) -> str:
    """Print a text in the numerals of a report, leaving links, addresses, paths and file names as they are.

    ``thai=False`` leaves the text as written: a report in Arabic numerals does not rewrite what she typed.
    """
    return _outside_links(text, _TO_THAI) if thai else text


def _table() -> dict[int, int]:
    return _TO_THAI if _Choice.numerals is Numerals.THAI else _TO_ARABIC


def _outside_links(text: str, table: dict[int, int], untouched: re.Pattern[str] = _UNTOUCHED) -> str:
    written = text.translate(table)
    if written == text:
        return text
    parts: list[str] = []
    end = 0
    for kept in untouched.finditer(text):
        parts += (written[end : kept.start()], kept.group())
        end = kept.end()
    parts.append(written[end:])
    return "".join(parts)
