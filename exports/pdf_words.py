"""Parts a text into what typst may not part: words in boxes that a line breaks between, as our own dictionary has them.

Measured on the cells of five reports: typst's own breaking (ICU, which guesses) parts words, and takes six times as
long as everything else. Zero-width characters would mend it and be copied with the words out of the file; a box
leaves no trace in them.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias

from exports.faces import SARABUN
from exports.typesetting import width
from ita_tui.thai.dates import MONTHS_SHORT
from ita_tui.thai.words import break_offsets, pieces

Words: TypeAlias = list[object]
"""Words, each with the blanks behind it, ``"\\n"`` for a line end; ``{"plain": text}`` is parted by typst, ``{"to": link, "words": …}`` is a link."""

SIZE, TITLE_SIZE = SARABUN.size, SARABUN.title_size
"""In points: letters as wide as the official face at 16 and 18."""

_SLACK = 0.98
_ADDRESS = re.compile("[!-~]+ *$")
_AFTER_SIGN = re.compile("(?<=[/?&=._-])(?=[^/?&=._ -])")

_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Letters without a shape. Some turn round what stands behind them: a paper shows letters in the order of its text."""

_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_FROM_THE_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_TAB = "    "
_DIGITS = "[0-9๐-๙]"
_MONTH = "|".join(month.replace(".", r"\.?") for month in MONTHS_SHORT)
_SHORT_DATE = re.compile(f"(?<!{_DIGITS}){_DIGITS}{{1,2}} ?(?:{_MONTH})(?: ?{_DIGITS}{{2,4}}(?!{_DIGITS}))?")

BLANK = width(" ", 1, face=SARABUN)
"""Width of a blank, in ems."""


def printed(text: str) -> str:
    """The letters of a text that are seen on paper, with line feeds for its line ends."""
    return _LINE_END.sub("\n", _UNSEEN.sub("", text)).replace("\t", _TAB)


def words_of(text: str, room: float, *, bold: bool = False) -> Words:
    """The words of a text, none wider than ``room`` points unless one cluster alone is."""
    found: Words = []
    for number, line in enumerate(printed(text).split("\n")):
        if number:
            found.append("\n")
        if _FROM_THE_RIGHT.search(line):
            found.append({"plain": line})
            continue
        for piece in _with_whole_dates(line):
            found += _narrow(piece, room * _SLACK, bold=bold)
    return found


def _with_whole_dates(line: str) -> Iterator[str]:
    """The pieces of a line, those of a short date (๘ ธ.ค. ๖๘) in one: a day parted from its month is misread."""
    inside = {at for date in _SHORT_DATE.finditer(line) for at in range(date.start() + 1, date.end())}
    start = at = 0
    for piece in pieces(line):
        if at not in inside:
            yield from filter(None, (line[start:at],))
            start = at
        at += len(piece)
    yield from filter(None, (line[start:],))


def _narrow(piece: str, room: float, *, bold: bool) -> Iterator[str]:
    """A piece in parts that fit a line: an address that is too long is parted after its signs, a word as it must."""
    measure = _bold if bold else _regular
    if measure(piece.rstrip(" ")) <= room:
        yield piece
        return
    for part in _AFTER_SIGN.split(piece) if _ADDRESS.match(piece) else (piece,):
        start = 0
        for end in (*break_offsets(part, room, measure=measure), len(part)):
            yield part[start:end]
            start = end


def _regular(text: str) -> float:
    return width(text, SIZE, face=SARABUN)


def _bold(text: str) -> float:
    return width(text, SIZE, bold=True, face=SARABUN)
