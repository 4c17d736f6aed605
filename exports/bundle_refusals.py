"""Why no bundle was written, each with its own Thai sentence."""

from pathlib import Path

from ita_tui.errors import ItaError
from ita_tui.saving import NotSaved
from ita_tui.thai.numerals import digits

_MEGABYTE = 1024 * 1024


class NotEnoughRoom(NotSaved):
    """The drive has less room than the bundle needs; both in bytes."""

    def __init__(self, target: Path, needed: int, free: int) -> None:
        super().__init__(
            target,
            f"ไดรฟ์ที่จะบันทึกมีที่ว่างไม่พอ ต้องใช้ {_megabytes(needed)} แต่เหลือ {_megabytes(free)}"
            f" จึงยังไม่ได้เขียน {target.name}",
            do="ลบไฟล์ที่ไม่ใช้ หรือเลือกไดรฟ์อื่น แล้วลองใหม่",
        )
        self.needed = needed
        self.free = free


class EvidenceLostMeanwhile(ItaError):
    """A file of evidence was sound a moment ago and could not be read, or was another one, when it was copied."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"ไฟล์หลักฐาน {name} เปลี่ยนไปหรืออ่านไม่ได้ระหว่างจัดชุดหลักฐาน จึงยังไม่ได้เขียนชุดหลักฐาน",
            "อาจมีโปรแกรมอื่นแก้ไฟล์อยู่ หรือถอดไดรฟ์ออก",
            "ตรวจไฟล์ในหน้าหลักฐาน แล้วลองใหม่",
        )
        self.name = name


def _megabytes(size: int) -> str:
    return digits(f"{max(1, round(size / _MEGABYTE)):,}") + " MB"
