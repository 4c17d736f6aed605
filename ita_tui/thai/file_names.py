"""Names of files and folders: as a text of one line, and as every system takes them, Windows above all."""

import os
import re
import unicodedata
from itertools import accumulate
from pathlib import Path

from ita_tui.thai.typed import one_line
from ita_tui.thai.words import dictionary_ready, pieces, segment, snap_left, snap_right

LONGEST_FOLDER, LONGEST_FILE = 60, 80
"""In UTF-16 units, as Windows counts them.

A bundle unpacked in C:\\Users\\…\\Documents\\ under the name of its zip has some 150 of Windows' 259 left for the
names inside it; Linux takes 255 bytes for each, and a Thai letter is three.
"""

_MOST_BYTES = 240
_LONGEST_SUFFIX = 10
# What Windows refuses, and # and %, which no link of a workbook can hold.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*#%\x00-\x1f\x7f-\x9f]')
_BLANKS = re.compile(r"\s+")
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"}
)
_LEADING_VOWELS = "เแโใไ"
_FOLLOWING_VOWELS = "ะาำๅ"
_NAMELESS = "ไฟล์"
_AHEAD = 40
"""Letters behind the end that are looked at to tell which word they belong to."""

_LEAST_KEPT = 1 / 2
"""Of the letters that fit: rather part a word than lose more of a name."""

_LEADS_ON = frozenset({
    "ของ", "และ", "หรือ", "ที่", "ใน", "บน", "เพื่อ", "เพื่อให้", "โดย", "ให้", "แก่", "กับ", "จาก", "ตาม",
    "ต่อ", "ด้วย", "แห่ง", "สำหรับ", "การ", "ความ", "ไม่", "ซึ่ง", "อัน", "ว่า", "เป็น", "มี", "ถึง",
    "แต่", "ณ", "คือ", "จะ", "ต้อง", "ควร", "ทุก", "แต่ละ", "ผ่าน", "สู่", "ตั้งแต่", "ระหว่าง", "ด้าน",
    "เกี่ยวกับ", "รวมทั้ง", "รวมถึง", "ตลอดจน", "ทั้ง", "ผู้", "เมื่อ", "ก่อน", "หลัง", "ภายใน", "ภายใต้",
    "อย่าง", "เรื่อง",
})  # fmt: skip
"""Words behind which something must follow: none of them ends a name that was cut."""

_LOOSE_ENDS = " .,;:-–—_([{“‘«/"


def readable_name(path: Path) -> str:
    """A file's name as text of one line; bytes that are no UTF-8 are read as older Thai systems wrote them."""
    name = path.name
    if any("\ud800" <= sign <= "\udfff" for sign in name):
        name = os.fsencode(name).decode("cp874", errors="replace")
    return one_line(name) or _NAMELESS


def safe_name(text: str, *, longest: int = LONGEST_FILE) -> str:
    """``text`` as a file's name, as much of it as is legal and not longer than ``longest`` UTF-16 units.

    Its suffix is kept. No control, direction or invisible characters, no device's name, no dot or blank at either
    end; cut between words once the dictionary is loaded, before that between letter clusters. Never empty.
    """
    stem, suffix = parted(_legal(text))
    room = longest - len(suffix)
    return (_cut(stem, room, _MOST_BYTES - len(suffix.encode())) or _NAMELESS) + suffix


def safe_folder(text: str) -> str:
    """``text`` as a folder's name, like :func:`safe_name`; it has no suffix to be kept."""
    return _cut(_not_a_device(_legal(text)), LONGEST_FOLDER, _MOST_BYTES) or _NAMELESS


def parted(name: str) -> tuple[str, str]:
    """The stem of a name and its suffix with the dot, where it has one that may be a suffix."""
    stem, dot, suffix = name.rpartition(".")
    if not dot or not stem.strip(" .") or not suffix.isalnum() or len(suffix) > _LONGEST_SUFFIX:
        return _not_a_device(name), ""
    return _not_a_device(stem), f".{suffix}"


def _legal(text: str) -> str:
    seen = "".join(letter for letter in text if unicodedata.category(letter) not in {"Cf", "Cs", "Co", "Cn"})
    whole = unicodedata.normalize("NFC", _BLANKS.sub(" ", seen))
    return _FORBIDDEN.sub("_", whole).strip(" .")


def _not_a_device(stem: str) -> str:
    return f"_{stem}" if stem.split(".", maxsplit=1)[0].strip().casefold() in _DEVICES else stem


def _cut(text: str, units: int, most_bytes: int) -> str:
    """The longest beginning within both limits that parts no word, or at least no letter from its vowels and marks."""
    end = min(len(text), units)
    while end and (_units(text[:end]) > units or len(text[:end].encode()) > most_bytes):
        end -= 1
    if end == len(text):
        return text.rstrip(" .")
    end = snap_left(text, end)
    return _of_whole_words(text, end) or _of_whole_letters(text, end)


def _of_whole_words(text: str, end: int) -> str:
    """The words that end by ``end``, without those that lead on to a next one; empty where too little is left."""
    if not dictionary_ready():
        return ""
    ahead = pieces(text[: snap_right(text, min(len(text), end + _AHEAD))])
    whole = max((at for at in accumulate(map(len, ahead)) if at <= end), default=0)
    words = segment(text[:whole])
    while words and words[-1].strip(_LOOSE_ENDS) in {"", *_LEADS_ON}:
        words.pop()
    kept = "".join(words).rstrip(_LOOSE_ENDS)
    return kept if len(kept) >= end * _LEAST_KEPT else ""


def _of_whole_letters(text: str, end: int) -> str:
    while end and (text[end] in _FOLLOWING_VOWELS or text[end - 1] in _LEADING_VOWELS):
        end = snap_left(text, end - 1)
    return text[:end].rstrip(" .")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
