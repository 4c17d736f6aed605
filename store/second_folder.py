"""The second folder (USB, share): the backups and the evidence once more, wherever it can be reached."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from ita_tui.domain.backups import Backup, to_clear
from ita_tui.errors import ItaError, technical_word
from ita_tui.thai.dates import clock_time, short_date
from ita_tui.thai.numerals import digits
from store.backup_files import backups_beside, backups_in, folder_named, second_folder_for
from store.backups import HALVES, cleared, of_its_chain, origin_of
from store.columns import moment_of, moment_text
from store.copying import Stop, StoppedError, clear_halves, copy_database, free_name, read_only
from store.evidence_copies import EvidenceCopied, contents_in, copy_missing, tidy
from store.refusals import MissingFolderError, ReadOnlyFolderError
from store.refusals_backup import DamagedCopyError, SecondFolderIsTheFirstError
from store.rights import folder_mode
from store.tables import EvidenceFileRow

if TYPE_CHECKING:
    from store.database import Store

CHOSEN = "second_folder"
REACHED = "second_folder_reached"
"""The preferences that name the folder, and the moment at which backups last went there whole."""


def chosen(store: "Store") -> Path | None:
    """The second folder, whether or not it is there now."""
    return folder_named(store.preferences.get(CHOSEN, ""))


def choose(store: "Store", folder: Path | None) -> None:
    """Let backups go to a folder, too, or (None) no longer; what lies there stays.

    Raises MissingFolderError, ReadOnlyFolderError and SecondFolderIsTheFirstError.
    """
    if folder is None:
        store.preferences.set(CHOSEN, "")
        return
    folder = folder.absolute()
    if not _is_there(folder):
        raise MissingFolderError(folder)
    first = store.path.parent.resolve()
    if folder.resolve() in {first, first / "backups"}:
        raise SecondFolderIsTheFirstError(folder)
    try:
        _make(folder, second_folder_for(store.path, folder, origin_of(store)), store.path)
    except OSError as error:
        raise ReadOnlyFolderError(folder) from error
    if folder != chosen(store):
        store.preferences.set(REACHED, "")
    store.preferences.set(CHOSEN, str(folder))


def chosen_in(database: Path, zone: tzinfo | None) -> dict[str, str]:
    """What the database's file says of the second folder, or the newest backup beside it where that will not open.

    Empty where it never was chosen, or nothing can be read; a folder that was switched off again is told as empty.
    """
    asked = "SELECT key, json_extract(value, '$') FROM preference WHERE key IN (?, ?)"
    for path in (database, *(one.path for one in backups_beside(database, zone) if not one.problem)):
        with suppress(sqlite3.Error), read_only(path) as connection:  # the next one may tell
            rows = connection.execute(asked, (CHOSEN, REACHED)).fetchall()
            return {key: value for key, value in rows if isinstance(value, str)}
    return {}


def chosen_without_store(database: Path, zone: tzinfo | None) -> Path | None:
    """The second folder as the database's file tells it, or the newest backup beside it where that will not open."""
    return folder_named(chosen_in(database, zone).get(CHOSEN, ""))


def carry_over(store: "Store", stop: Stop | None = None) -> tuple[str, ...]:
    """Take to the second folder what it has not: backups, newest first, then evidence; and rotate there.

    Returns what is to be told, a Thai sentence each; nothing where all went well, or no folder was chosen. Nothing is
    ever half there under its name, and what lies there of other databases is left alone. It ends, and tells nothing,
    once ``stop`` is true. Call it in a thread.
    """
    second, origin = chosen(store), origin_of(store)
    if second is None or not origin:
        return ()
    folder = second_folder_for(store.path, second, origin)
    failed, damaged, evidence = "", tuple[str, ...](), EvidenceCopied()
    try:
        _make(second, folder, store.path)
        damaged = tuple(_backups_over(store, folder, origin, stop))
        evidence = _evidence_over(store, folder, stop)
    except StoppedError:
        return ()
    except ItaError as error:
        failed = error.means or error.happened
    except OSError as error:
        failed = "สื่อบันทึกขัดข้อง เต็ม หรือถูกถอดระหว่างคัดลอก" + _in_brackets(technical_word(error))
    if _is_there(second):
        now = store.door.clock()
        clear_halves(folder, HALVES, now)
        cleared(to_clear(of_its_chain(store, _there(store, folder, origin)), now))
    else:
        failed = "ไม่พบโฟลเดอร์ อาจยังไม่ได้เสียบสื่อบันทึก หรือเครือข่ายขาด"
    if failed:
        return (_not_reached(store, second, failed),)
    store.preferences.set(REACHED, moment_text(store.door.clock(), None))
    return (*damaged, *_changed(evidence))


def _is_there(folder: Path) -> bool:
    """Whether a folder can be reached; a share that broke off is not there, whatever the system says of it."""
    return os.path.isdir(folder)  # noqa: PTH112 # pathlib raises what a broken share says


def _make(second: Path, folder: Path, database: Path) -> None:
    """Make the program's own folders in the second folder, but never that itself: a stick is put in, not made."""
    if not _is_there(second):
        raise MissingFolderError(second)
    for own in (folder.parent, folder):
        own.mkdir(mode=folder_mode(database), exist_ok=True)


def _backups_over(store: "Store", folder: Path, origin: str, stop: Stop | None) -> Iterator[str]:
    """Copy the missing ones; a sentence for each that is damaged, which keeps none of the others back."""
    here = [one for one in backups_beside(store.path, store.door.zone) if _ours(one, origin)]
    there = _there(store, folder, origin)
    known = {_same(one) for one in there}
    missing = [one for one in here if _same(one) not in known]
    rotating = of_its_chain(store, (*there, *missing))
    gone_soon = frozenset(one.path for one in to_clear(rotating, store.door.clock()))
    for one in missing:
        if one.path in gone_soon:
            continue
        target = folder / one.path.name
        if target.exists():  # another computer wrote a backup of the same second
            target = free_name(folder, one.path.stem)
        try:
            with read_only(one.path) as connection:
                copy_database(connection, target, stop=stop)
        except (DamagedCopyError, sqlite3.Error):  # it alone stays behind
            yield (
                f"ข้อมูลสำรอง «{one.path.name}» เสียหายหรืออ่านไม่ได้ จึงไม่ได้คัดลอกไปยังโฟลเดอร์สำรองที่สอง "
                "ข้อมูลสำรองชุดอื่นคัดลอกตามปกติ"
            )


def _evidence_over(store: "Store", folder: Path, stop: Stop | None) -> EvidenceCopied:
    """Every content of the vault, also of what is no longer attached: older backups name it."""
    target = folder / store.vault.folder.name
    vault = store.vault.folder
    tidy(target, store.door.clock())
    with store.door.reading() as session:
        recorded = {
            row.sha256: row.size
            for row in session.execute(select(EvidenceFileRow.sha256, EvidenceFileRow.size))
        }
    wanted = {digest: recorded.get(digest, size) for digest, size in contents_in(vault)}
    return copy_missing(wanted, (vault,), target, store.path, stop)


def _there(store: "Store", folder: Path, origin: str) -> tuple[Backup, ...]:
    return tuple(one for one in backups_in(folder, store.path, store.door.zone) if _ours(one, origin))


def _ours(backup: Backup, origin: str) -> bool:
    return backup.origin == origin and not backup.problem


def _same(backup: Backup) -> tuple[object, ...]:
    """What makes a backup in one folder the same as one in the other."""
    return backup.kind, backup.taken, backup.head


def _not_reached(store: "Store", second: Path, why: str) -> str:
    kept = store.preferences.get(REACHED, "")
    since = "ยังไม่เคยสำรองไปที่นั่นได้"
    if kept:
        since = f"สำรองไปที่นั่นได้ครั้งล่าสุดเมื่อ {_when(moment_of(kept, store.door.zone))}"
    return (
        f"สำรองไปยังโฟลเดอร์ที่สอง «{second}» ไม่ได้ เพราะ{why} {since} ข้อมูลสำรองข้างฐานข้อมูลยังอยู่ครบ และจะลองใหม่ให้เอง"
    )


def _when(at: datetime) -> str:
    return f"{short_date(at.date())} เวลา {clock_time(at)} น."


def _changed(evidence: EvidenceCopied) -> tuple[str, ...]:
    if not evidence.left:
        return ()
    count = digits(evidence.left)
    return (
        f"ไฟล์หลักฐาน {count} ไฟล์ไม่ได้คัดลอกไปยังโฟลเดอร์สำรองที่สอง เพราะถูกแก้ไขหรืออ่านไม่ได้ ให้ตรวจด้วย ita-tui verify",
    )


def _in_brackets(word: str) -> str:
    return f" ({word})" if word else ""
