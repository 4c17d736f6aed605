"""What lies beside a database and tells of it: that there was one where none is now, or a journal that is another's.

The database itself is read here only where nobody of this process holds it: closing it would drop SQLite's lock.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ita_tui.thai.dates import clock_time, short_date
from store.backup_files import backups_beside, set_aside
from store.copying import kept_stem
from store.holder import read_holder
from store.refusals_place import EmptiedFileError, ForeignJournalError

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_SQLITE = b"SQLite format 3\0"


def refuse_to_begin_anew(path: Path, now: datetime, *, there: bool) -> None:
    """Raise EmptiedFileError where a database that had content stood at ``path``, which has none, or is not there."""
    trace = next(_traces(path, now), None)
    if trace is not None:
        raise EmptiedFileError(path, trace.path, there=there, called=trace.called)


def refuse_foreign_journal(path: Path, now: datetime) -> None:
    """Raise ForeignJournalError where SQLite would play a journal into the file that was written for another one."""
    journal = journal_of(path)
    holder = read_holder(path, now)
    with suppress(OSError):  # what cannot be read here SQLite reads for itself, or refuses
        if not journal.stat().st_size or (holder is not None and holder.process == os.getpid()):
            return
        with path.open("rb") as file:
            head = file.read(100)
        if not _is_of(journal.read_bytes(), head):
            raise ForeignJournalError(path, journal)


def journal_of(path: Path) -> Path:
    """Where SQLite keeps what the running save overwrites."""
    return path.with_name(f"{path.name}-journal")


@dataclass(frozen=True)
class _Trace:
    """What tells that there was a database; ``called`` is what she calls it, where that is not its file's name."""

    path: Path
    called: str = ""


def _called(taken: datetime, now: datetime) -> str:
    """What a backup is called: ข้อมูลสำรองของวันที่ ๑๖ ม.ค. ๖๙ เวลา ๑๐:๓๒ น."""
    day = "วันนี้" if taken.date() == now.date() else f"วันที่ {short_date(taken.date())}"
    return f"ข้อมูลสำรองของ{day} เวลา {clock_time(taken)} น. "


def _traces(path: Path, now: datetime) -> Iterator[_Trace]:
    """Backups with content, the newest first; then files kept aside, evidence, and a journal of a file that had pages."""
    zone = now.tzinfo
    kept = sorted(
        [*backups_beside(path, zone), *set_aside(path, zone)], key=lambda one: one.taken, reverse=True
    )
    for backup in kept:
        if backup.entries or backup.problem:
            yield _Trace(backup.path, _called(backup.taken, now))
    stem = kept_stem(path)
    with suppress(OSError):
        for found in sorted(path.parent.iterdir()):
            if found.name.startswith((f"{stem}.damaged-", f"{stem}.rescued-")) and found.suffix == ".db":
                yield _Trace(found)
    evidence = path.with_name(f"{path.stem}.evidence")
    with suppress(OSError):
        if any(child.is_dir() and any(child.iterdir()) for child in evidence.iterdir()):
            yield _Trace(evidence)
    with suppress(OSError):
        head = journal_of(path).read_bytes()[:28]
        if head.startswith(_MAGIC) and int.from_bytes(head[16:20], "big"):
            yield _Trace(journal_of(path))


def _is_of(journal: bytes, head: bytes) -> bool:
    """Whether a journal can have been written for the file that begins with ``head``, as far as the two tell.

    Either the journal has the file's first page as it was before: then the file was changed once since, at most. Or
    it has not: then the file's header still counts as many pages as there were when the journal was begun.
    """
    if not journal.startswith(_MAGIC) or not head.startswith(_SQLITE):
        return True  # SQLite plays no such journal, or refuses such a file
    first = next((page for number, page in _pages(journal) if number == 1), None)
    if first is not None:
        return not first.startswith(_SQLITE) or _number(head, 24) in {
            _number(first, 24),
            _number(first, 24) + 1,
        }
    counted = _number(head, 28) if _number(head, 24) == _number(head, 92) else None
    return counted is None or counted == _number(journal, 16)


def _pages(journal: bytes) -> Iterator[tuple[int, bytes]]:
    """The pages that a journal would put back, with their numbers, part by part as it was written to the disk."""
    at = 0
    while journal[at : at + 8] == _MAGIC:
        records, sector, size = (_number(journal, at + place) for place in (8, 20, 24))
        if not 512 <= sector <= 65536 or not 512 <= size <= 65536:
            return
        at += sector
        for _ in range(records):
            page = journal[at + 4 : at + 4 + size]
            if len(page) < size:
                return
            yield _number(journal, at), page
            at += size + 8  # its number before it, a checksum behind it
        at += -at % sector


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")
