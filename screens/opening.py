"""Opens a file or a link with the program that the desktop has for it."""

import os
import subprocess
import sys
from pathlib import Path
from shutil import which

from ita_tui.errors import ItaError


class NothingOpensIt(ItaError):
    """There is no program to open it with."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"ไม่พบโปรแกรมสำหรับเปิด {what}",
            "เครื่องนี้อาจไม่มีหน้าจอแบบหน้าต่าง หรือไม่มีโปรแกรมสำหรับไฟล์ชนิดนี้",
            "เปิดด้วยตนเองตามตำแหน่งที่แสดง",
        )


class NotOpened(ItaError):
    """A program or an address of another kind, which a report from outside may have brought in, is not started."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"ไม่เปิด {what} เพื่อความปลอดภัย",
            "เปิดได้เฉพาะเอกสาร และลิงก์ที่ขึ้นต้นด้วย http:// หรือ https:// ไฟล์ชนิดโปรแกรมอาจทำอันตรายต่อเครื่อง",
            "ตรวจที่มาของหลักฐานนี้ก่อน ถ้าจำเป็นต้องใช้ ให้เปิดด้วยตนเองจากโฟลเดอร์หลักฐาน",
        )


# What a desktop would run instead of show.
PROGRAMS = frozenset(
    [
        ".app",
        ".appimage",
        ".bat",
        ".cmd",
        ".com",
        ".command",
        ".cpl",
        ".desktop",
        ".exe",
        ".hta",
        ".jar",
        ".js",
        ".jse",
        ".lnk",
        ".msc",
        ".msi",
        ".msp",
        ".pif",
        ".ps1",
        ".py",
        ".reg",
        ".scf",
        ".scr",
        ".sh",
        ".url",
        ".vb",
        ".vbe",
        ".vbs",
        ".wsf",
        ".wsh",
    ]
)


def open_with_desktop(target: Path | str) -> None:
    """Open a document or a link (http, https). Raises NotOpened or NothingOpensIt; never runs a shell."""
    if isinstance(target, Path):
        if target.suffix.lower() in PROGRAMS:
            raise NotOpened(f"«{target.name}»")
    elif not target.lower().startswith(("http://", "https://")):
        raise NotOpened(f"«{target}»")
    if sys.platform == "win32":
        try:
            os.startfile(target)  # noqa: S606 (the desktop's own way to open a document)
        except OSError as error:
            raise NothingOpensIt(str(target)) from error
        return
    opener = which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        raise NothingOpensIt(str(target))
    quiet = subprocess.DEVNULL
    try:
        # In a session of its own, so that what was opened stays open when the terminal is closed.
        subprocess.Popen(  # noqa: S603
            [opener, str(target)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
    except OSError as error:
        raise NothingOpensIt(str(target)) from error
