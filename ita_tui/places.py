"""Knows where files are: the data folder, and what the secretary may lay beside the database."""

import os
import re
import stat
from pathlib import Path
from urllib.parse import unquote_to_bytes

from platformdirs import user_data_path, user_documents_path

from ita_tui.errors import ItaError

DATABASE_NAME = "ita-tui.db"


class OwnFileUnreadable(ItaError):
    """A file that she laid beside the database cannot be read: no UTF-8, or (``forbidden``) not opened at all."""

    def __init__(self, path: Path, *, forbidden: bool = False) -> None:
        why = "ไม่มีสิทธิ์อ่าน เป็นโฟลเดอร์ หรือสื่อบันทึกมีปัญหา" if forbidden else "ไฟล์ไม่ได้บันทึกเป็น UTF-8"
        do = "ตรวจไฟล์นั้น" if forbidden else "เปิดไฟล์แล้วบันทึกใหม่โดยเลือกการเข้ารหัส UTF-8"
        super().__init__(
            f"อ่านไฟล์ «{path}» ไม่ได้ ข้อมูลที่บันทึกไว้ไม่เปลี่ยนแปลง", why, f"{do} หรือย้ายออกเพื่อใช้แบบที่มากับโปรแกรม"
        )


def data_folder() -> Path:
    """The user's data folder, made when it is first needed; on Windows it lies under the user's AppData."""
    return user_data_path("ita-tui", appauthor=False)


def default_database() -> Path:
    return data_folder() / DATABASE_NAME


def log_folder() -> Path:
    return data_folder() / "log"


def drafts_folder() -> Path:
    """Where typed text that is not saved yet lies: with the user, not with the database, which may be pulled out."""
    return data_folder() / "drafts"


def rescue_folder() -> Path:
    """Where all that was saved is written should a database vanish, with the disk it lay on, while it is open."""
    return data_folder() / "rescued"


def private(folder: Path) -> Path:
    """A folder that the user alone may look into, made where it is missing. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if stat.S_IMODE(folder.stat().st_mode) & 0o077 and os.name == "posix":
        folder.chmod(0o700)
    return folder


def documents_folder() -> Path:
    """Where reports are written unless she says otherwise: her documents, or her home where there are none."""
    documents = user_documents_path()
    return documents if documents.is_dir() else Path.home()


def own_rulebook(database: Path, year: int) -> str | None:
    """The secretary's own rules of a year (BE), as TOML text, where they lie beside the database.

    Raises OwnFileUnreadable.
    """
    return _text_of(database.parent / "rulebook" / f"{year}.toml")


def own_heads(database: Path) -> str | None:
    """The secretary's own names of report columns, as TOML text, where they lie beside the database.

    Raises OwnFileUnreadable.
    """
    return _text_of(database.parent / "headings.toml")


def own_templates(database: Path) -> str | None:
    """The secretary's own templates of measures, as TOML text, where they lie beside the database.

    Raises OwnFileUnreadable.
    """
    return _text_of(database.parent / "measure_templates.toml")


def own_layouts(database: Path) -> dict[str, str | OwnFileUnreadable]:
    """The secretary's own layouts beside the database: name to TOML text, or to why that one cannot be read.

    Raises OwnFileUnreadable where the folder itself cannot be looked into.
    """
    folder = database.parent / "layouts"
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".toml")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise OwnFileUnreadable(folder, forbidden=True) from error
    return {path.stem: text for path in found if (text := _text_or_refusal(path)) is not None}


def typed_path(text: str) -> Path:
    r"""The path that was typed, pasted or dropped: with quotes, as ``file://``, with ``~`` or escaped blanks.

    Of the ways to read it the first that is there counts: a name may hold quotes and backslashes of its own.
    Raises ValueError where nothing was typed.
    """
    as_typed = text.strip()
    bare = _unquoted(as_typed)
    if not bare.strip():
        raise ValueError("no path was typed")
    if bare.lower().startswith("file:"):
        return _path_of_address(bare)
    ways = [_at_home(way) for way in (bare, as_typed, _ESCAPED.sub(r"\1", bare))]
    return next((path for path in ways if is_there(path)), ways[0])


_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "«": "»"}
_ESCAPED = re.compile(r"\\(.)")  # what a terminal puts before blanks and brackets of a dropped name
_DRIVE = re.compile(r"/[A-Za-z]:")


def _unquoted(text: str) -> str:
    """Without the pair of quotes around it, if there is one."""
    paired = len(text) > 1 and _QUOTES.get(text[0]) == text[-1]
    return text[1:-1] if paired else text


def _path_of_address(address: str) -> Path:
    """The path of a ``file:`` address. ``#`` and ``?`` are part of the name: nobody links into a dropped file."""
    path, host = os.fsdecode(unquote_to_bytes(address[len("file:") :])), ""
    if path.startswith("//"):
        host, slash, rest = path[2:].partition("/")
        path = slash + rest
    if host and host.lower() != "localhost":
        return Path(f"//{host}{path}")  # a folder that another computer shares
    if not path.strip("/"):
        raise ValueError("the address names no file")
    return Path(path[1:] if _DRIVE.match(path) else path)


def _at_home(text: str) -> Path:
    """With ``~`` as the home folder. ``~$report.docx`` is what an open document leaves, nobody's home."""
    return Path(text).expanduser() if text == "~" or text.startswith(("~/", "~\\")) else Path(text)


def is_there(path: Path) -> bool:
    """Whether something stands at a path; what cannot be a name or may not be looked at does not."""
    try:
        return path.exists()
    except (OSError, ValueError):  # whoever opens it is told why
        return False


def with_suffix(path: Path, suffix: str) -> Path:
    """The file a report goes to: a name without ``suffix`` (without a dot, like xlsx) gets it; a folder stays one."""
    if path.suffix.lower() == f".{suffix}" or not path.name or os.path.isdir(path):  # noqa: PTH112 # refuses no name
        return path
    return path.with_name(f"{path.name}.{suffix}")


def _text_or_refusal(path: Path) -> str | OwnFileUnreadable | None:
    try:
        return _text_of(path)
    except OwnFileUnreadable as refusal:
        return refusal


def _text_of(path: Path) -> str | None:
    """A text file, with or without the mark that Windows' editor puts in front; None where there is none."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except UnicodeDecodeError as error:
        raise OwnFileUnreadable(path) from error
    except OSError as error:
        raise OwnFileUnreadable(path, forbidden=True) from error
