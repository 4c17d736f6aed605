"""Readable file names that every system takes, Windows above all."""

import os
import re
import unicodedata
from pathlib import Path

from ita_tui.thai.typed import one_line

LONGEST = 200  # bytes of UTF-8: Linux takes 255, and a Thai letter is three
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f]')
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³")}
_LEADING_VOWELS = "เแโใไ"
_FOLLOWING_VOWELS = "ะาำๅ"
_NAMELESS = "ไฟล์"


def readable_name(path: Path) -> str:
    """A file's name as text of one line; bytes that are no UTF-8 are read as older Thai systems wrote them."""
    name = path.name
    if any("\ud800" <= sign <= "\udfff" for sign in name):
        name = os.fsencode(name).decode("cp874", errors="replace")
    return one_line(name) or _NAMELESS


def safe_name(text: str, *, longest: int = LONGEST) -> str:
    """``text`` as a file name, as much of it as is legal and fits ``longest`` bytes, its suffix kept.

    No separators or signs that Windows refuses, no control or direction characters, no device's name, no trailing
    dot or space; cut between letter clusters, never inside one. Never empty.
    """
    cleaned = _FORBIDDEN.sub("_", "".join(sign for sign in text if not _invisible(sign))).strip(" .")
    stem, dot, suffix = cleaned.rpartition(".")
    if not dot or not stem or len(suffix) > 10:
        stem, suffix = cleaned, ""
    if stem.split(".")[0].strip().lower() in _DEVICES:
        stem = f"_{stem}"
    ending = f".{suffix}" if suffix else ""
    return (_cut(stem, longest - len(ending.encode())).rstrip(" .") or _NAMELESS) + ending


def _invisible(sign: str) -> bool:
    """Direction marks, zero-width signs, lone surrogates and the like; control characters are forbidden anyway."""
    return unicodedata.category(sign) in {"Cf", "Cs", "Co", "Cn"}


def _cut(text: str, longest: int) -> str:
    if len(text.encode()) <= longest:
        return text
    end = len(text.encode()[:longest].decode(errors="ignore"))
    while end and (_belongs_before(text[end]) or text[end - 1] in _LEADING_VOWELS):
        end -= 1
    return text[:end]


def _belongs_before(sign: str) -> bool:
    return unicodedata.category(sign) in {"Mn", "Mc", "Me"} or sign in _FOLLOWING_VOWELS
