"""What ``ita-tui salvage`` says: where the damaged file is kept, what was got back, and what was lost."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ita_tui import tasks
from ita_tui.cli_values import with_database
from ita_tui.thai.numerals import digits

if TYPE_CHECKING:
    from ita_tui.cli_parser import Arguments

_TOLD = (("measure", "มาตรการ"), ("evidence", "หลักฐาน"), ("disclosure_item", "ข้อ OIT"))


def salvage(arguments: "Arguments", database: Path, clock: Callable[[], datetime]) -> str:
    """Get back what can be read of the database. Raises an ItaError where that is nothing, or nothing is wrong."""
    done = tasks.salvage(database, clock)
    counts = [f"{word} {digits(done.read[table])} รายการ" for table, word in _TOLD if done.read.get(table)]
    read = " · ".join([*counts, f"ประวัติ {digits(done.entries)} รายการ"])
    lines = [f"กู้ข้อมูลลงไฟล์ใหม่ที่ {database.absolute()} แล้ว: {read}", f"ไฟล์ที่เสียหายเก็บไว้ที่ {done.kept_aside}"]
    lines += [f"! {sentence}" for sentence in done.lost] or ["ไม่พบว่ามีข้อมูลใดหายไป"]
    lines.append(with_database("ตรวจอีกครั้งได้ด้วยคำสั่ง ita-tui verify", arguments.db))
    return "\n".join(lines) + "\n"
