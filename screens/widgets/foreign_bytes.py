"""Keeps the program alive when bytes come in that are not UTF-8, and reads those of TIS-620.

Textual's Linux driver decodes strictly in its input thread: one such byte, pasted or typed, ends the whole
program. It replaces the decoder of the driver (:data:`SEAM`) by one that lets the bytes through as lone
surrogates, which the fields then read or refuse.
"""

import sys
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable
from functools import cache, partial
from importlib import import_module
from importlib.metadata import version

from ita_tui.errors import ItaError
from ita_tui.thai.numerals import digits
from ita_tui.thai.typed import from_tis_620, unreadable

SEAM = ("textual.drivers.linux_driver", "getincrementaldecoder")
"""The one place that is replaced. On Windows the console gives characters, not bytes."""

_TO_DO = "โปรดตั้งรหัสอักขระของโปรแกรมต้นทางหรือเทอร์มินัลเป็น UTF-8 แล้วลองใหม่"


class DecoderMovedError(RuntimeError):
    """Textual no longer decodes the keyboard's bytes where it did: the version bound is too wide."""

    def __init__(self) -> None:
        place, name = SEAM
        super().__init__(
            f"{place}.{name} is gone in textual {version('textual')}: "
            "screens/widgets/foreign_bytes.py must be fitted to this version, or it be bound more narrowly."
        )


class ReadAsTis620(ItaError):
    """A paste came in as TIS-620 and was turned into Thai."""

    def __init__(self) -> None:
        super().__init__(
            "ข้อความที่วางเป็นรหัสอักขระ TIS-620 ไม่ใช่ UTF-8",
            "โปรแกรมแปลงเป็นอักษรไทยและรับไว้ครบทุกตัวแล้ว",
            "โปรดตรวจทานข้อความก่อนบันทึก",
        )


class LeftOutOfPaste(ItaError):
    """Part of a paste could not be read. ``count`` characters or bytes were left out."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"ตัดอักขระที่อ่านไม่ได้ออก {digits(count)} ตัว เพราะไม่ใช่รหัส UTF-8",
            "ข้อความส่วนที่อ่านได้รับไว้ครบแล้ว",
            _TO_DO,
        )


class KeyNotReadable(ItaError):
    """The terminal sent a key as a byte that is not UTF-8."""

    def __init__(self) -> None:
        super().__init__(
            "ไม่ได้รับตัวอักษรที่พิมพ์ เพราะเทอร์มินัลส่งมาในรหัสที่ไม่ใช่ UTF-8",
            "ข้อความที่มีอยู่เดิมยังอยู่ครบ",
            _TO_DO,
        )


@cache
def install() -> None:
    """Replace the driver's decoder, once for the whole program; a second call does nothing.

    Raises DecoderMovedError where the driver no longer has it.
    """
    if sys.platform == "win32":
        return
    place, name = SEAM
    module = import_module(place)
    if getattr(module, name, None) is not getincrementaldecoder:
        raise DecoderMovedError
    setattr(module, name, _lenient)


def read_paste(text: str) -> tuple[str, ItaError | None]:
    """What a paste says, and what is to be told about it where it was not UTF-8."""
    if not (count := unreadable(text)):
        return text, None
    thai = from_tis_620(text)
    return (text, LeftOutOfPaste(count)) if thai is None else (thai, ReadAsTis620())


def _lenient(encoding: str) -> Callable[[], IncrementalDecoder]:
    return partial(getincrementaldecoder(encoding), errors="surrogateescape")
