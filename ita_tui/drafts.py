"""What was typed and not saved yet, kept in small files of the user's own until it is saved or dropped.

The files lie in the user's data folder and not beside the database: a full disk or a stick that is pulled out must
not take them along. A draft is one file, written aside and moved into place; one thread writes them in turn.
"""

import json
import os
import secrets
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import MAXYEAR, datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from ita_tui.errors import ItaError
from ita_tui.places import private
from ita_tui.saving import written_aside

MEASURE = "measure"
"""The kind of a draft that belongs to a measure; the others are named after their form."""
_ASIDE = ".damaged"
_MOST_FIGURES = 18  # of a number that the database can hold


@dataclass(frozen=True)
class TypedField:
    """A field by its name and its words on the screen: what was typed, and what was saved there at that time."""

    name: str
    label: str
    text: str
    before: str


@dataclass(frozen=True)
class Draft:
    """What was typed at one place. ``about`` tells one form or measure of a kind from another."""

    kind: str
    about: str
    title: str
    fields: tuple[TypedField, ...]
    at: datetime

    @property
    def changed(self) -> tuple[TypedField, ...]:
        """The fields in which something was typed."""
        return tuple(field for field in self.fields if field.text != field.before)

    def is_of(self, kind: str, about: str) -> bool:
        return (self.kind, self.about) == (kind, about)


@dataclass(frozen=True)
class KeptDraft:
    """A draft and the file that keeps it."""

    path: Path
    draft: Draft


@dataclass(frozen=True)
class Found:
    """What an earlier run left: the drafts, the newest first, and the files without one.

    ``damaged`` hold no draft and are set aside; ``unread`` could not be looked into now and lie where they lay.
    """

    drafts: tuple[KeptDraft, ...] = ()
    damaged: tuple[Path, ...] = ()
    unread: tuple[Path, ...] = ()


class DraftsNotKept(ItaError):
    """The folder of the drafts takes no file: what is typed is on the screen alone until it is saved."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(
            "เก็บสำเนาข้อความที่กำลังพิมพ์ไม่ได้ ข้อความบนหน้าจอยังอยู่ครบ",
            f"{why} (โฟลเดอร์ {folder})",
            "บันทึกบ่อย ๆ ด้วย Ctrl+S และเพิ่มพื้นที่ว่างหรือสิทธิ์ของโฟลเดอร์นั้น",
        )


def about_form(question: str, values: Iterable[str]) -> str:
    """A form by its question and by what stood in its fields at first."""
    return _digest("\0".join((question, *values)))


class DraftFiles:
    """The drafts of one database. What is asked for last of a file is what becomes of it; ``refused`` hears why not."""

    def __init__(self, folder: Path, database: Path, refused: Callable[[ItaError], None]) -> None:
        self.folder = folder
        self._mark = _digest(os.path.realpath(database))
        self._refused = refused
        self._told = False
        self._wanted: dict[Path, Draft | None] = {}
        self._lock = Lock()
        self._writer: ThreadPoolExecutor | None = None

    def new_path(self) -> Path:
        return self.folder / f"{self._mark}-{secrets.token_hex(6)}.json"

    def keep(self, path: Path, draft: Draft) -> None:
        """Write a draft into its file, soon."""
        self._want(path, draft)

    def drop(self, path: Path) -> None:
        """Take a file away, soon: it is saved, or was given up."""
        self._want(path, None)

    def flush(self) -> None:
        """Wait until everything asked for is on the disk."""
        if self._writer is not None:
            done: Future[None] = self._writer.submit(lambda: None)
            done.result()

    def close(self) -> None:
        if self._writer is not None:
            self._writer.shutdown()
            self._writer = None

    def found(self) -> Found:
        """The drafts of this database that lie in the folder; one that cannot be read is set aside under another name."""
        kept: list[KeptDraft] = []
        damaged: list[Path] = []
        unread: list[Path] = []
        paths: list[Path] = []
        with suppress(OSError):  # no folder, or one that is closed: then nothing is found there
            paths = sorted(self.folder.glob(f"{self._mark}-*.json"))
        for path in paths:
            try:
                draft = _read(path)
                if draft is None:
                    damaged.append(path.replace(path.with_name(f"{path.name}{_ASIDE}")))
                else:
                    kept.append(KeptDraft(path, draft))
            except OSError:
                unread.append(path)
        kept.sort(key=lambda one: one.draft.at, reverse=True)
        return Found(tuple(kept), tuple(damaged), tuple(unread))

    def _want(self, path: Path, draft: Draft | None) -> None:
        with self._lock:
            waits = path in self._wanted
            self._wanted[path] = draft
            if self._writer is None:
                self._writer = ThreadPoolExecutor(1, "drafts")
        if not waits:
            self._writer.submit(self._do, path)

    def _do(self, path: Path) -> None:
        with self._lock:
            draft = self._wanted.pop(path)
        try:
            if draft is None:
                path.unlink(missing_ok=True)
            else:
                write(path, draft)
        except OSError as error:
            self._tell(DraftsNotKept(self.folder, os.strerror(error.errno or 0)))
        except ItaError as refusal:
            self._tell(DraftsNotKept(self.folder, refusal.happened))

    def _tell(self, refusal: ItaError) -> None:
        """Once: the next letter would be told the same."""
        if not self._told:
            self._told = True
            self._refused(refusal)


def write(path: Path, draft: Draft) -> None:
    """Put a draft into its file, for the user's eyes alone. Raises OSError and NotSaved."""
    private(path.parent)
    with written_aside(path, overwrite=True) as file:
        if os.name == "posix":
            os.fchmod(file.fileno(), 0o600)
        file.write(as_bytes(draft))


def as_bytes(draft: Draft) -> bytes:
    """A draft as it stands in its file."""
    text = json.dumps(asdict(draft) | {"at": draft.at.isoformat()}, ensure_ascii=False)
    return text.encode(errors="surrogatepass")


def _read(path: Path) -> Draft | None:
    """The draft in a file; None where that is damaged, or is another program's. Raises OSError."""
    data = path.read_bytes()
    try:
        return _draft(data)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _draft(data: bytes) -> Draft:
    """A draft out of its file. Raises ValueError, KeyError, TypeError or AttributeError where that is damaged.

    RecursionError is for what nests without end.
    """
    found: dict[str, Any] = json.loads(data.decode(errors="surrogatepass"))
    kind, about, title = (found[name] for name in ("kind", "about", "title"))
    fields = tuple(TypedField(**field) for field in found["fields"])
    for text in (kind, about, title, *(part for field in fields for part in asdict(field).values())):
        text.encode(errors="surrogatepass")  # a number is no text
    if not fields:
        raise ValueError("a draft without a field")
    if kind == MEASURE and not (about.isascii() and about.isdecimal() and len(about) <= _MOST_FIGURES):
        raise ValueError("a measure without a number")
    at = datetime.fromisoformat(found["at"])
    if at.tzinfo is None or not 1 < at.year < MAXYEAR:  # the first and the last do not stand in every zone
        raise ValueError("a time that is none")
    return Draft(kind, about, title, fields, at)


def _digest(text: str) -> str:
    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:12]
