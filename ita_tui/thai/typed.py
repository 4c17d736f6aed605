"""What is typed or pasted, put into the one form in which Thai is stored."""

import re
import unicodedata
from functools import cache

from ita_tui.thai.clusters import MARKS, PICTURES, next_cluster, prev_cluster, snap_left

# A control character, zero-width space, soft hyphen, bidirectional sign, byte-order mark, lone surrogate or
# non-character is never meant, and breaks search, columns or the exported file. Tabs and line ends are meant.
_NEVER_MEANT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff"
    "\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 17))
    + "]"
)
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_TONES = "\u0e48-\u0e4b"
# SARA AM typed as NIKHAHIT and SARA AA, its tone mark on either side, or the tone mark typed after SARA AM.
_SARA_AM = re.compile(f"\u0e4d([{_TONES}]?)\u0e32|([{_TONES}])\u0e4d\u0e32|\u0e33([{_TONES}])")
_SEVERAL_LINES = re.compile(r"\s*[\n\t]\s*")
_STRAY_MARK = re.compile(f"(?<![\u0e01-\u0e4e])[{MARKS}\u0e33]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean_input(text: str) -> str:
    """Put a text into stored form: NFC, SARA AM as one character after its tone mark, nothing invisible.

    Line ends become line feeds; tabs stay, since a pasted table needs them.
    """
    text = _NEVER_MEANT.sub("", _LINE_END.sub("\n", text))
    if "\u200d" in text:
        text = _joiners().sub(lambda found: found["joined"] or "", text)
    text = unicodedata.normalize("NFC", text)
    # Again and again, for a letter with several tone marks, or with a mark of another script among them.
    while _SARA_AM.search(text):
        text = _SARA_AM.sub(lambda found: "".join(found.groups("")) + "\u0e33", text)
        text = unicodedata.normalize("NFC", text)
    return text


@cache
def _joiners() -> re.Pattern[str]:
    """A joiner between no emoji: it joins nothing, but the columns of what stands around it are counted wrongly."""
    picture = f"[{PICTURES}][\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\u20e3]*"
    return re.compile(f"(?P<joined>{picture}(?:\u200d{picture})+)|\u200d")


def one_line(text: str) -> str:
    """Clean a text for a field of one line: every word of every line stays, joined by a space."""
    return _SEVERAL_LINES.sub(" ", clean_input(text).strip("\n\t"))


def fitted_in(line: str, start: int, end: int, text: str) -> tuple[int, int, str]:
    """Where an edit of a clean line begins and ends so that the line is clean afterwards, and what it puts there.

    ``text`` is clean in itself and takes the place of ``line[start:end]``. It may finish the letter before it or
    begin the one after it: a tone mark after SARA AM, NIKHAHIT before SARA AA, what is deleted between the two.
    """
    left, right = start, end
    while True:
        new = clean_input(line[left:start] + text + line[end:right])
        one, next_one = prev_cluster(line, left), next_cluster(line, right)
        # Two letters to either side: a mark that stands alone counts as one.
        before, after = line[prev_cluster(line, one) : left], line[right : next_cluster(line, next_one)]
        if not before + after or clean_input(before + new + after) == before + new + after:
            return left, right, new
        if clean_input(before + new) == before + new:
            right = next_one
        left = one


def unreadable(text: str) -> int:
    """How many lone surrogates stand in a text: each is one byte that was not UTF-8, or half a character."""
    return len(_SURROGATE.findall(text))


def from_tis_620(text: str) -> str | None:
    """Read a text that came in as bytes of TIS-620, as older Thai programs write it; None where it did not.

    Bytes that are not UTF-8 stand in it as surrogates, as Python's ``surrogateescape`` has them. Nothing but
    TIS-620 puts its vowels and tone marks where Thai has them, so bytes of another code page are told apart.
    """
    if not unreadable(text):
        return None
    try:
        read = text.encode("utf-8", "surrogateescape").decode("cp874")
    except UnicodeError:
        return None
    return None if _STRAY_MARK.search(read) else read


def part_that_fits(line: str, start: int, end: int, text: str, limit: int) -> str:
    """The longest beginning of ``text``, by whole clusters, that leaves the line within ``limit`` code points.

    ``text`` takes the place of ``line[start:end]``. Empty where not even its first letter, or the mark with
    which it begins, finds room.
    """
    before = line[prev_cluster(line, start) : start]
    room = limit - (len(line) - (end - start))
    border = snap_left(before + text, len(before) + max(0, room))
    return text[: max(0, border - len(before))]
