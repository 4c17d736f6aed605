"""Keeps what nobody expected: the whole story in a log file, and one Thai sentence that names the file."""

import platform
import sys
import tempfile
import traceback
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ita_tui import places
from ita_tui.thai.dates import BE

_TOLD_VERSIONS = ("ita-tui", "textual", "rich", "sqlalchemy", "alembic", "pythainlp", "openpyxl")


def keep_crash(error: BaseException, now: datetime) -> str:
    """Write an error with its traceback into the log folder, and return the sentence to show instead of it."""
    text = "\n".join(_story(error, now))
    name = f"crash-{now.year + BE}{now:%m%d-%H%M%S}.txt"
    for folder in (places.log_folder(), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # Two errors of one second stand in one file.
            with (folder / name).open("a", encoding="utf-8", errors="backslashreplace") as log:
                log.write(text)
        except OSError:
            continue  # a folder that takes no log: the next one is tried, and the sentence says where it lies
        return _sentence(f"รายละเอียดอยู่ในไฟล์ {folder / name} โปรดส่งไฟล์นี้ให้ผู้พัฒนา")
    return _sentence(f"เขียนไฟล์บันทึกข้อผิดพลาดไม่ได้ โปรดแจ้งผู้พัฒนาว่า {type(error).__name__}: {error}")


def program_version() -> str:
    """The version of the installed program; where it runs from its source without being installed, 0."""
    return _version("ita-tui") or "0"


def _sentence(where: str) -> str:
    return f"โปรแกรมทำงานผิดพลาดโดยไม่คาดคิด ข้อมูลที่บันทึกแล้วยังอยู่ครบ · {where}"


def _story(error: BaseException, now: datetime) -> Iterator[str]:
    yield f"{now.isoformat(timespec='seconds')}  {platform.platform()}  Python {platform.python_version()}"
    yield "  ".join(f"{name} {_version(name) or '-'}" for name in _TOLD_VERSIONS)
    yield f"encoding {sys.getfilesystemencoding()}  frozen {getattr(sys, 'frozen', False)}"
    yield "".join(traceback.format_exception(error))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
