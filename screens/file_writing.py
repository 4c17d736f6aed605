"""A file that is being written in a thread: how far it is, and whether it is to stop."""

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from ita_tui.errors import ItaError
from ita_tui.thai.numerals import digits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exports.bundle_contents import NotInBundle

_TOLD = 3
"""As many files are named; the index in the bundle names all of them."""


class Stopped(Exception):
    """She does not want the file any longer."""


class StillWriting(ItaError):
    """The screen is about to be left while its file is being written."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"กำลังเขียน {name} อยู่",
            "ไฟล์จะมีเมื่อเขียนเสร็จเท่านั้น ไฟล์เดิมที่มีชื่อนี้ยังอยู่ครบ",
            "รอให้เสร็จ หรือกด Esc เพื่อหยุดเขียน แล้วจึงกดปุ่มเดิมอีกครั้ง",
        )


class FileWriting:
    """Handed to the thread as what it tells its progress; read by the screen now and then."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self._stop = Event()
        self._percent: int | None = None

    def __call__(self, done: int, total: int) -> None:
        """Take note of the progress; raises Stopped where she asked for it, which ends the writing."""
        if self._stop.is_set():
            raise Stopped
        if total:
            self._percent = 100 * done // total

    def stop(self) -> None:
        self._stop.set()

    @property
    def words(self) -> str:
        share = "" if self._percent is None else f" {digits(self._percent)} %"
        if self._stop.is_set():
            return f"กำลังหยุดเขียน {self.target.name} …"
        return f"กำลังเขียน {self.target.name} …{share} · Esc หยุดเขียน"


class LeftOutOfBundle(ItaError):
    """The bundle is written, without the files whose content is missing or no longer what it was."""

    def __init__(self, left_out: "Sequence[NotInBundle]") -> None:
        told = [f"หลักฐาน {digits(one.number)} {one.name} ({one.state.label})" for one in left_out[:_TOLD]]
        more = f" และอีก {digits(len(left_out) - _TOLD)} ไฟล์" if len(left_out) > _TOLD else ""
        super().__init__(
            f"ไฟล์หลักฐาน {digits(len(left_out))} ไฟล์ไม่ได้รวมในชุดหลักฐาน: {' · '.join(told)}{more}",
            "ไฟล์เหล่านั้นหายไปหรือถูกแก้ไขหลังจากแนบ ส่วนอื่นของชุดหลักฐานเขียนครบแล้ว",
            "แนบไฟล์เหล่านั้นใหม่ แล้วส่งออกชุดหลักฐานอีกครั้ง",
        )
