"""Bytes to text: UTF-8 with or without its mark, UTF-16 with its mark, else TIS-620 as Windows writes it."""

import codecs
import re

from ita_tui.intake.refusals import DamagedText, NotText, WrongEncoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\ufffe\uffff]")
_MARK = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_THAI = re.compile("[\u0e01-\u0e5b]")
_ORPHAN_MARK = re.compile(f"(?:^|[^\u0e01-\u0e2e\u0e4d{_MARK}])[{_MARK}]")
_DAMAGE_SHARE = 0.02


def decode(data: bytes, name: str) -> str:
    """The text of a file with one kind of line end.

    Raises NotText for what holds control characters, DamagedText for broken UTF-8 or UTF-16, and WrongEncoding
    for bytes that are neither Unicode nor plausible Thai of TIS-620 (CP874).
    """
    text = _decoded(data, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x1a", "")
    if _CONTROL.search(text):
        raise NotText(name)
    return text


def _decoded(data: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise DamagedText(name, _line(data, error.start)) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _mostly_utf8(data):
            raise DamagedText(name, _line(data, error.start)) from error
    return _thai_of_windows(data, name)


def _thai_of_windows(data: bytes, name: str) -> str:
    try:
        text = data.decode("cp874")
    except UnicodeDecodeError as error:
        raise (NotText if b"\x00" in data else WrongEncoding)(name) from error
    thai = len(_THAI.findall(text))
    high = sum(1 for letter in text if letter > "\x7f")
    # Western letters read as Thai put marks where no consonant carries them.
    if not thai or thai < high * 0.8 or len(_ORPHAN_MARK.findall(text)) > thai * 0.05:
        raise WrongEncoding(name)
    return text


def _mostly_utf8(data: bytes) -> bool:
    """Whether only few bytes are no UTF-8: a file cut in the middle of a letter, not another encoding."""
    text = data.decode("utf-8", errors="ignore")
    high = sum(1 for byte in data if byte > 0x7F)
    lost = len(data) - len(text.encode("utf-8"))
    return lost <= max(3, high * _DAMAGE_SHARE) and high - lost >= 3 * lost


def _line(data: bytes, offset: int) -> int:
    return data[:offset].count(b"\n") + 1
