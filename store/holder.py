"""Who has the file open: a small file beside the database, since SQLite cannot say. Only the lock itself counts."""

import getpass
import json
import os
import platform
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from store.rights import begin_private, like_its


@dataclass(frozen=True)
class Holder:
    """User, PC and process that opened the file, and when."""

    user: str
    computer: str
    process: int
    since: datetime

    @property
    def words(self) -> str:
        """สมศรี ที่เครื่อง PC-01, as far as it is known."""
        return " ที่เครื่อง ".join(part for part in (self.user, self.computer) if part)


def note_holder(database: Path, since: datetime) -> None:
    """Write down that this process has the file. A folder that takes no file takes no lock note either: no matter."""
    holder = {
        "user": _user(),
        "computer": platform.node(),
        "process": os.getpid(),
        "since": since.isoformat(),
    }
    with suppress(OSError):
        note = note_path(database)
        begin_private(note)
        note.write_text(json.dumps(holder, ensure_ascii=False), encoding="utf-8")
        like_its(database, note)


def forget_holder(database: Path) -> None:
    """Take the note away, while the lock is still held."""
    with suppress(OSError):
        note_path(database).unlink(missing_ok=True)


def read_holder(database: Path, now: datetime) -> Holder | None:
    """Who wrote the note, in ``now``'s zone; None where there is none that can be read."""
    try:
        found = json.loads(note_path(database).read_text(encoding="utf-8"))
        since = datetime.fromisoformat(found["since"]).astimezone(now.tzinfo)
        return Holder(str(found["user"]), str(found["computer"]), int(found["process"]), since)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def was_left(database: Path, now: datetime) -> bool:
    """Whether the note of a process of this PC lies there: once the lock is free, of one that did not close the file."""
    holder = read_holder(database, now)
    return holder is not None and holder.computer == platform.node()


def note_path(database: Path) -> Path:
    """The note of ``ita.db`` is ``ita.db.in-use``."""
    return database.with_name(f"{database.name}.in-use")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no account has this number, as in a container
        return ""
