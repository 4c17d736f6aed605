"""What is typed or pasted, put into the one form in which Thai is stored."""

import re
import unicodedata

# A control character, zero-width space, bidirectional sign, byte-order mark, lone surrogate or non-character
# is never meant, and breaks search, columns or the exported file. Tabs and line ends are meant.
_NEVER_MEANT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufffe\uffff]"
)
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_TONES = "\u0e48-\u0e4b"
# SARA AM typed as NIKHAHIT and SARA AA, its tone mark on either side, or the tone mark typed after SARA AM.
_SARA_AM = re.compile(f"\u0e4d([{_TONES}]?)\u0e32|([{_TONES}])\u0e4d\u0e32|\u0e33([{_TONES}])")
_SEVERAL_LINES = re.compile(r"\s*[\n\t]\s*")


def clean_input(text: str) -> str:
    """Put a text into stored form: NFC, SARA AM as one character after its tone mark, nothing invisible.

    Line ends become line feeds; tabs stay, since a pasted table needs them.
    """
    text = unicodedata.normalize("NFC", _NEVER_MEANT.sub("", _LINE_END.sub("\n", text)))
    while _SARA_AM.search(text):  # again, for a letter with several tone marks
        text = _SARA_AM.sub(lambda found: "".join(found.groups("")) + "\u0e33", text)
    return text


def one_line(text: str) -> str:
    """Clean a text for a field of one line: every word of every line stays, joined by a space."""
    return _SEVERAL_LINES.sub(" ", clean_input(text).strip("\n\t"))
