"""A path as it was typed into a field, or a sentence beside the field; and a path as it is shown."""

from pathlib import Path

from ita_tui import places
from ita_tui.thai.typed import one_line
from screens.widgets.field import Field

NO_FILE = "ไม่พบไฟล์นี้ หรือไม่มีสิทธิ์อ่าน"
UNUSABLE = "ใช้ตำแหน่งไฟล์นี้ไม่ได้ ตรวจชื่อไฟล์และโฟลเดอร์ แล้วลองใหม่"


def path_in(field: Field, folder: Path, *, empty: str) -> Path | None:
    """The path in ``field``, one without a folder taken from ``folder``; None with a complaint beside it.

    A file whose name is spelt in other code points than the field keeps (SARA AM in two parts) is found as well.
    """
    try:
        if not field.value:
            field.complaint = empty
        else:
            return _on_disk(folder / places.typed_path(field.value))
    except (ValueError, OSError, RuntimeError):  # no name of a file, or the home of a user who is not there
        field.complaint = UNUSABLE
    field.input.focus()
    return None


def typed_file(typed: str) -> Path | None:
    """The file whose path was typed, pasted or dropped; None where there is no such file."""
    try:
        path = _on_disk(places.typed_path(typed))
        return path if path.is_file() else None
    except (ValueError, OSError, RuntimeError):  # no name of a file, or a folder that is closed to this user
        return None


def shown_path(path: Path) -> str:
    """A path for the screen: what a terminal cannot show of its names is left out."""
    return one_line(str(path))


def _on_disk(path: Path) -> Path:
    if "\0" in str(path):
        raise ValueError("a path has no null character")
    if path.exists() or not path.parent.is_dir():
        return path
    wanted = one_line(path.name)
    return next((there for there in path.parent.iterdir() if one_line(there.name) == wanted), path)
