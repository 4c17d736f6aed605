"""A path as it was typed into a field, or a sentence beside the field."""

from pathlib import Path

from ita_tui import places
from screens.widgets.field import Field


def path_in(field: Field, folder: Path, *, empty: str) -> Path | None:
    """The path in ``field``, one without a folder taken from ``folder``; None with a complaint beside it."""
    try:
        return folder / places.typed_path(field.value)
    except ValueError:
        field.complaint = empty
    except (OSError, RuntimeError):  # a name that no system takes, or the home of a user who is not there
        field.complaint = "ใช้ตำแหน่งไฟล์นี้ไม่ได้ ตรวจชื่อไฟล์และโฟลเดอร์ แล้วลองใหม่"
    field.input.focus()
    return None
