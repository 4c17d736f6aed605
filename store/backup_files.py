"""The files of backups: how they are named, and what each tells without the store being open."""

import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import lru_cache
from pathlib import Path

from ita_tui.domain.backups import Backup, BackupKind
from ita_tui.thai.dates import BE
from ita_tui.thai.numerals import digits
from store.copying import header, kept_stem, read_only
from store.tables import APPLICATION_ID, SCHEMA

SECOND = "ita-tui-backups"
"""The folder that the program makes for itself in the second folder."""
NO_ORIGIN = "new"
_ORIGIN_LETTERS = 8
_UNREADABLE = "อ่านไฟล์ไม่ได้"
_DAMAGED = "ไฟล์เสียหาย"
_ENTRY = "SELECT id, at, subject, why, hash FROM history ORDER BY id"
_MOMENT = r"(?P<moment>\d{8}-\d{6})(?:-(?P<number>\d+))?"
_KINDS = "|".join(
    re.escape(kind)
    for kind in BackupKind
    if kind not in {BackupKind.BY_HAND, BackupKind.BEFORE_MIGRATION, BackupKind.SIGNED}
)
_AT_THE_END = re.compile(r"(\d{8}-\d{6})(?:-\d+)?$")
_REST = re.compile(
    rf"(?:-{_MOMENT}"
    rf"|\.(?P<kind>{_KINDS}|signed-\d{{4}}-\d{{1,2}}|schema-\d+-before-\d+)\.{_MOMENT.replace('<', '<its_')}"
    rf"|\.(?P<aside>before-restore)-{_MOMENT.replace('<', '<aside_')})\.db"
)


@dataclass(frozen=True)
class Contents:
    """What a file tells of the database in it: the form's number and the history's length, end and beginning."""

    schema: int = 0
    entries: int = 0
    head: str = ""
    origin: str = ""
    problem: str = ""


@dataclass(frozen=True)
class _Told:
    """What a name tells."""

    kind: BackupKind
    taken: datetime
    aside: bool


def backups_of(database: Path, second: Path | None, zone: tzinfo | None) -> tuple[Backup, ...]:
    """The backups of a database, newest first: beside it, set aside by a restore, and in the second folder.

    The database itself need not be there, nor be sound: only names and the backups are looked at. Each is read as
    far as its beginning and its history's end, so that a hundred of them on a share are listed soon; whether every
    page is sound is found out before one is brought back. A folder that is not there has none.
    """
    found = [*backups_beside(database, zone), *set_aside(database, zone)]
    if second is not None:
        for folder in second_folders(database, second):
            found += [replace(one, second=True) for one in backups_in(folder, database, zone)]
    return tuple(sorted(found, key=_order, reverse=True))


def backups_beside(database: Path, zone: tzinfo | None) -> tuple[Backup, ...]:
    """Those in ``backups/`` beside the database, newest first."""
    return backups_in(database.parent / "backups", database, zone)


def backups_in(folder: Path, database: Path, zone: tzinfo | None) -> tuple[Backup, ...]:
    """The backups of a database in one folder, newest first, by its name; others' are passed over."""
    return tuple(_read_all(folder, database, zone, aside=False))


def set_aside(database: Path, zone: tzinfo | None) -> tuple[Backup, ...]:
    """What restores set aside beside the database, newest first; such a file may be one that will not open."""
    return tuple(_read_all(database.parent, database, zone, aside=True))


def second_folders(database: Path, second: Path) -> tuple[Path, ...]:
    """The folders in the second folder that may hold backups of a database: its stem, whatever its history began with."""
    stem = kept_stem(database)
    with suppress(OSError, ValueError):  # not there, pulled out just now, or no folder's name: it holds none
        names = sorted(entry.name for entry in os.scandir(second / SECOND) if entry.is_dir())
        wanted = re.compile(rf"{re.escape(stem)}-(?:[0-9a-f]{{{_ORIGIN_LETTERS}}}|{NO_ORIGIN})")
        return tuple(second / SECOND / name for name in names if wanted.fullmatch(name))
    return ()


def folder_named(kept: str) -> Path | None:
    """The folder that a setting names; None where it names none, or what no system could call a folder."""
    with suppress(UnicodeEncodeError):
        if kept and b"\0" not in os.fsencode(kept):
            return Path(kept)
    return None


def second_folder_for(database: Path, second: Path, origin: str) -> Path:
    """Where the backups of one history lie in the second folder: two databases of one name never meet there."""
    return second / SECOND / f"{kept_stem(database)}-{origin[:_ORIGIN_LETTERS] or NO_ORIGIN}"


def backup_name(database: Path, kind: BackupKind, moment: str, note: str = "") -> str:
    """The name without its ending: ``ita-25690116-103200`` made by hand, ``ita.start.25690116-103200`` otherwise.

    ``note`` follows the kind, e.g. ``signed-2569-12``.
    """
    stem = kept_stem(database)
    if kind is BackupKind.BY_HAND:
        return f"{stem}-{moment}"
    return f"{stem}.{f'{kind.value}-{note}' if note else kind.value}.{moment}"


def taken_of(path: Path, zone: tzinfo | None) -> datetime | None:
    """When a file says in its name that it was made; None where it does not say it."""
    found = _AT_THE_END.search(path.stem)
    return moment_written(found[1], zone) if found else None


def contents_of(path: Path) -> Contents:
    """What the file tells; ``problem`` says in Thai why it cannot be used. Read anew only where it has changed."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return Contents(problem=_UNREADABLE)
    return _contents(str(path), found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=2000)
def _contents(name: str, _changed: int, size: int) -> Contents:
    try:
        with Path(name).open("rb") as file:
            beginning = file.read(100)
    except OSError:
        return Contents(problem=_UNREADABLE)
    if beginning.startswith(b"SQLite format 3\0") and size < _whole_size(beginning):
        return Contents(problem="ไฟล์ไม่ครบ อาจคัดลอกมาไม่หมด")
    try:
        with read_only(Path(name)) as connection:
            return _read(connection)
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        unreadable = code in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR}
        if code == sqlite3.SQLITE_READONLY:  # a journal beside it waits to be played back
            return Contents(problem="มีการบันทึกที่ค้างอยู่ ซึ่งโปรแกรมจะจัดการให้เมื่อนำกลับมาใช้")
        if code == sqlite3.SQLITE_NOTADB:
            return Contents(problem="ไม่ใช่ไฟล์ฐานข้อมูลของโปรแกรมนี้ หรือเสียหายทั้งไฟล์")
        return Contents(problem=_UNREADABLE if unreadable else _DAMAGED)


def _whole_size(beginning: bytes) -> int:
    """How many bytes the whole file has by its first hundred; 0 where they do not tell."""
    if len(beginning) < 100 or beginning[24:28] != beginning[92:96]:
        return 0
    page = int.from_bytes(beginning[16:18], "big")
    return int.from_bytes(beginning[28:32], "big") * (65536 if page == 1 else page)


def _read(connection: sqlite3.Connection) -> Contents:
    application, schema, _ = header(connection)
    if application != APPLICATION_ID or schema < 1:
        return Contents(problem="ไม่ใช่ไฟล์ฐานข้อมูลของโปรแกรมนี้")
    if schema > SCHEMA:
        return Contents(
            schema,
            problem=f"บันทึกด้วยโปรแกรมรุ่นใหม่กว่า (รูปแบบรุ่นที่ {digits(schema)} โปรแกรมนี้อ่านได้ถึงรุ่นที่ {digits(SCHEMA)})",
        )
    last = connection.execute(f"{_ENTRY} DESC LIMIT 1").fetchone()
    if last is None:
        return Contents(schema)
    first = connection.execute(f"{_ENTRY} LIMIT 1").fetchone()
    if not (_is_entry(first) and _is_entry(last)):
        return Contents(schema, problem=_DAMAGED)
    return Contents(schema, last[0], str(last[-1]), str(first[-1]))


def _is_entry(row: Sequence[object]) -> bool:
    """Whether a row of a history may be one: its number is a number, and nothing is left out."""
    return isinstance(row[0], int) and None not in row


def _read_all(folder: Path, database: Path, zone: tzinfo | None, *, aside: bool) -> list[Backup]:
    found: list[Backup] = []
    for path, told in _named(folder, database, zone):
        if told.aside is not aside:
            continue
        contents = contents_of(path)
        try:
            size = path.stat().st_size
        except OSError:
            continue  # gone since the folder was read
        found.append(
            Backup(
                path=path,
                taken=told.taken,
                kind=told.kind,
                size=size,
                schema=contents.schema,
                entries=contents.entries,
                head=contents.head,
                origin=contents.origin,
                second=False,
                problem=contents.problem,
            )
        )
    return sorted(found, key=_order, reverse=True)


def _named(folder: Path, database: Path, zone: tzinfo | None) -> Iterator[tuple[Path, _Told]]:
    """The files of a folder that are named like backups of this database."""
    stem = kept_stem(database)
    try:
        names = sorted(entry.name for entry in os.scandir(folder))
    except OSError:
        return  # there is no such folder, or nobody may look into it: it offers none
    for name in names:
        told = _told(name.removeprefix(stem), zone) if name.startswith(stem) else None
        if told is not None:
            yield folder / name, told


def _told(rest: str, zone: tzinfo | None) -> _Told | None:
    """What the name tells behind the stem; None for one that no backup has."""
    found = _REST.fullmatch(rest)
    if found is None:
        return None
    written = found["moment"] or found["its_moment"] or found["aside_moment"]
    taken = moment_written(written, zone)
    if taken is None:
        return None
    if found["aside"]:
        return _Told(BackupKind.BEFORE_RESTORE, taken, aside=True)
    return _Told(_kind(found["kind"] or ""), taken, aside=False)


def _kind(word: str) -> BackupKind:
    if not word:
        return BackupKind.BY_HAND
    if word.startswith("signed"):
        return BackupKind.SIGNED
    return BackupKind.BEFORE_MIGRATION if word.startswith("schema") else BackupKind(word)


def moment_written(text: str, zone: tzinfo | None) -> datetime | None:
    """The moment that a file's name writes in the Buddhist Era (25690116-103205); None where there is no such one."""
    try:
        day = int(text[:4]) - BE, int(text[4:6]), int(text[6:8])
        return datetime(*day, int(text[9:11]), int(text[11:13]), int(text[13:15]), tzinfo=zone)
    except ValueError:
        return None


def _order(backup: Backup) -> tuple[datetime, int, int, str]:
    """Newest last; of two of one second the one with the higher number, which is told by the longer name first."""
    return backup.taken, backup.entries, len(backup.path.name), backup.path.name
