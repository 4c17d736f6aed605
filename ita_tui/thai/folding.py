"""The letters in which texts are searched: one form of each, however it was typed, and the way back to the text."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

Span = tuple[int, int]
"""Start and end of a part of a text."""

TONES = "\u0e48-\u0e4b"
TONE = re.compile(f"[{TONES}]")
_OTHER_FORM = re.compile("[๐-๙ๅ]")
_ONE_FORM = {**dict(zip("๐๑๒๓๔๕๖๗๘๙", "0123456789", strict=True)), "ๅ": "า"}
_DROPPED = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ud800-\udfff\ufffe\uffff]+"
)
_SHAPES = (
    # SARA AM in two pieces, its tone mark anywhere; then a tone mark typed before its vowel, or twice; then SARA AE.
    (re.compile(f"\u0e4d([{TONES}]*)\u0e32([{TONES}]*)"), "\\1\\2\u0e33"),
    (re.compile(f"([{TONES}]+)([\u0e31\u0e34-\u0e3a\u0e47])"), r"\2\1"),
    (re.compile(f"([{TONES}])\\1+"), r"\1"),
    (re.compile("เเ"), "แ"),
)
# What folds letter by letter, so that the way back needs no account: no NIKHAHIT, no mark out of its place.
_PLAIN = re.compile(
    f"(?!.*(?:[{TONES}] *[\u0e31\u0e34-\u0e3a\u0e47{TONES}]|\u0e33 *[{TONES}]|[\u0e38-\u0e3a]{{2}}|เ *เ))"
    "[ -~\u0e01-\u0e44\u0e46-\u0e4c\u0e50-\u0e59–]*"
)


@lru_cache(1 << 15)
def folded(text: str) -> str:
    """A text in the letters in which it is searched."""
    letters = _DROPPED.sub("", _spelled(text))
    for shape, straight in _SHAPES:
        letters = shape.sub(straight, letters)
    return letters


def _spelled(text: str) -> str:
    """One form of each letter, letter by letter: nothing here looks at what stands beside it but for its marks."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return _OTHER_FORM.sub(lambda found: _ONE_FORM[found.group()], letters)


def without_tones(letters: str) -> str:
    """Leave tone marks away."""
    for tone in "\u0e48\u0e49\u0e4a\u0e4b":  # many times faster than one pass of a pattern or a table
        letters = letters.replace(tone, "")
    return letters


@lru_cache(4096)
def traced(text: str) -> tuple[str, tuple[Span, ...]]:
    """A folded text, with the part of the text that each of its letters comes from."""
    if _PLAIN.fullmatch(text):
        kept = [(at, at + 1) for at, letter in enumerate(text) if letter != " "]
        return folded(text), tuple(kept)
    letters, origins = "", []
    for start, end in _starters(text):
        part = _DROPPED.sub("", _spelled(text[start:end]))
        letters += part
        origins += [(start, end)] * len(part)
    for shape, straight in _SHAPES:
        for found in reversed(list(shape.finditer(letters))):
            start, end = found.span()
            put = found.expand(straight)
            letters = letters[:start] + put + letters[end:]
            origins[start:end] = [(origins[start][0], origins[end - 1][1])] * len(put)
    return letters, tuple(origins)


def _starters(text: str) -> Iterator[Span]:
    """Part a text where normalizing never looks across."""
    start = 0
    for at in range(1, len(text)):
        if not unicodedata.combining(unicodedata.normalize("NFKD", text[at])[0]):
            yield start, at
            start = at
    if text:
        yield start, len(text)
