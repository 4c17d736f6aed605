"""``ita-tui backup``, ``backups`` and ``restore``: what they do and say; they work where the database will not open, too."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ita_tui import keeping, tasks
from ita_tui.cli_values import with_database
from ita_tui.domain.backups import Backup
from ita_tui.domain.differences import ADDED, REMOVED, Difference
from ita_tui.keeping import BackupComparison
from ita_tui.thai.dates import clock_time, short_date
from ita_tui.thai.numerals import choose, digits, said, shown
from ita_tui.thai.sizes import size_words
from ita_tui.thai.typed import one_line
from ita_tui.thai.words import cut

if TYPE_CHECKING:
    from ita_tui.cli_parser import Arguments
    from store.history import Entry

_ROOM = 76
"""Columns of a line that tells of an entry or a difference."""

Clock = Callable[[], datetime]


# --- making ----------------------------------------------------------------------------------------------------


def back_up(arguments: "Arguments", database: Path, clock: Clock) -> str:
    """Make a backup and say where it lies. Raises ItaError."""
    with tasks.open_existing(database, clock) as store:
        made = tasks.back_up(store, arguments.file)
    return f"สำรองข้อมูลไว้ที่ {made.absolute()}\nสำเนานี้มีเฉพาะฐานข้อมูล ไม่รวมไฟล์หลักฐาน\n"


# --- listing ---------------------------------------------------------------------------------------------------


def backups(arguments: "Arguments", database: Path, clock: Clock) -> str:
    """List the backups, or tell what is different since one of them. Raises ItaError for a comparison."""
    if arguments.compare is not None:
        return _compared(arguments, arguments.compare, database, clock)
    database = database.absolute()
    found = tasks.list_backups(database, clock, None)
    if arguments.json:
        return _json({"database": str(database), "backups": [_as_json(one) for one in found]})
    return "".join(f"{line}\n" for line in _listed(found, database, arguments.db))


def _json(content: dict[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _listed(found: tuple[Backup, ...], database: Path, named: Path | None) -> Iterator[str]:
    if not found:
        yield f"ยังไม่มีข้อมูลสำรองของ {database}"
        return
    yield f"ข้อมูลสำรองของ {database} ใหม่สุดก่อน {digits(len(found))} ฉบับ"
    for one in found:
        place = "  (โฟลเดอร์สำรองที่สอง)" if one.second else ""
        yield f"{when(one.taken)}  {one.kind.label}{place}"
        if one.problem:
            yield f"  ! ใช้ไม่ได้: {one.problem}"
        else:
            yield f"  ประวัติ {digits(one.entries)} รายการ  {size_words(one.size)}"
        yield f"  {one.path}"
    yield with_database("นำกลับมาใช้: ita-tui restore ไฟล์", named)


def _as_json(one: Backup) -> dict[str, object]:
    return {
        "path": str(one.path),
        "taken": one.taken.isoformat(),
        "kind": one.kind.value,
        "size": one.size,
        "schema": one.schema,
        "entries": one.entries,
        "head": one.head,
        "second": one.second,
        "problem": one.problem,
    }


def when(at: datetime) -> str:
    """๑๖ ม.ค. ๖๙ เวลา ๑๐:๓๒ น."""
    return f"{short_date(at.date())} เวลา {clock_time(at)} น."


# --- comparing -------------------------------------------------------------------------------------------------


def _compared(arguments: "Arguments", file: Path, database: Path, clock: Clock) -> str:
    with tasks.open_existing(database, clock) as store:
        if not arguments.json:
            choose(tasks.screen_numerals(store))
        year = tasks.known_year(store, arguments.year, clock().date())
        found = keeping.compare_file(store, file.absolute(), year)
    if arguments.json:
        return _json(_comparison_as_json(found, year.be, file))
    return "".join(f"{line}\n" for line in _comparison(found, year.be, file))


def _comparison(found: BackupComparison, year: int, file: Path) -> Iterator[str]:
    yield f"เทียบ {file} กับข้อมูลปัจจุบัน ปีงบประมาณ {digits(year)}"
    yield f"ประวัติที่เพิ่มขึ้นหลังสำรอง {digits(len(found.since))} รายการ"
    yield from _entries(found.since)
    if found.only_there:
        yield f"ประวัติที่มีเฉพาะในข้อมูลสำรอง {digits(len(found.only_there))} รายการ"
        yield from _entries(found.only_there)
    if not found.year_there:
        yield f"ในข้อมูลสำรองยังไม่มีปีงบประมาณ {digits(year)}"
    yield f"สิ่งที่ต่างกัน {digits(len(found.differences))} รายการ (ในข้อมูลสำรอง → ปัจจุบัน)"
    yield from map(_difference, found.differences)


def _entries(entries: "tuple[Entry, ...]") -> Iterator[str]:
    for entry in entries:
        yield cut(f"  {when(entry.at)}  {shown(one_line(entry.words))}", _ROOM)


def _difference(one: Difference) -> str:
    if one.field in {ADDED, REMOVED}:
        return cut(f"  {said(one.name)} {one.field}: {shown(one_line(one.title))}", _ROOM)
    old, new = one_line(one.old) or "(ว่าง)", one_line(one.new) or "(ว่าง)"
    return cut(f"  {said(one.name)} {one.field}: {shown(cut(old, 24))} → {shown(new)}", _ROOM)


def _comparison_as_json(found: BackupComparison, year: int, file: Path) -> dict[str, object]:
    return {
        "file": str(file.absolute()),
        "year": year,
        "since": [_entry_as_json(entry) for entry in found.since],
        "only_in_backup": [_entry_as_json(entry) for entry in found.only_there],
        "year_in_backup": found.year_there,
        "differences": [
            {"subject": one.subject, "name": one.name, "field": one.field, "old": one.old, "new": one.new}
            for one in found.differences
        ],
    }


def _entry_as_json(entry: "Entry") -> dict[str, object]:
    return {"number": entry.id, "at": entry.at.isoformat(), "words": entry.words}


# --- the way back ----------------------------------------------------------------------------------------------


def restore(arguments: "Arguments", database: Path, clock: Clock) -> str:
    """Bring a backup back, or what the last restore set aside; say what was kept and how to go back. Raises ItaError."""
    if arguments.undo:
        done = tasks.go_back(database, clock)
    else:
        assert arguments.file is not None
        done = tasks.bring_back(arguments.file, database, clock)
    lines = [f"นำ {done.brought} กลับมาใช้เป็น {database.absolute()} แล้ว"]
    if done.kept is not None:
        lines.append(f"ฐานข้อมูลเดิมเก็บไว้ที่ {done.kept}")
        lines.append(with_database("ถ้าต้องการกลับไปใช้ฐานข้อมูลเดิม พิมพ์ ita-tui restore --undo", arguments.db))
    if done.evidence.copied:
        lines.append(f"ไฟล์หลักฐานที่หายไปได้คืนมา {digits(done.evidence.copied)} ไฟล์")
    if done.evidence.left:
        left = f"! ไฟล์หลักฐานยังขาด {digits(done.evidence.left)} ไฟล์ ดูได้จาก ita-tui verify"
        lines.append(with_database(left, arguments.db))
    elif not done.evidence.copied:
        lines.append("ไฟล์หลักฐานไม่ถูกแตะต้อง")
    return "".join(f"{line}\n" for line in lines)
