"""What ``ita-tui close-year`` says: what would go of the evidence copies of a year, or what went."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ita_tui import tasks
from ita_tui.cli_values import with_database
from ita_tui.closing import YearNotSigned
from ita_tui.errors import ItaError
from ita_tui.tasks import look_at_closing, remove_evidence, what_goes, what_went
from ita_tui.thai.sizes import size_words

if TYPE_CHECKING:
    from ita_tui.cli_parser import Arguments
    from store.database import Store


def close_year(arguments: "Arguments", database: Path, clock: Callable[[], datetime]) -> str:
    """Tell what would go, or remove it where that was confirmed. Raises as ``remove_evidence`` does."""
    assert arguments.year is not None
    with tasks.open_existing(database, clock) as store:
        if arguments.yes:
            return f"{_removed(store, arguments, clock)}\n"
        looked = look_at_closing(store, arguments.year)
    files = [f"  {one.name} ({size_words(one.size)}) หลักฐาน «{one.title}»" for one in looked.going]
    options = "--yes" if looked.signed else "--yes --unsigned"
    do = f"ยังไม่ได้ลบ · ส่งออกชุดหลักฐานก่อนด้วย ita-tui bundle แล้วใส่ {options} เพื่อลบ"
    lines = [*what_goes(looked), *files, *([with_database(do, arguments.db)] if looked.going else [])]
    return "\n".join(lines) + "\n"


def _removed(store: "Store", arguments: "Arguments", clock: Callable[[], datetime]) -> str:
    """Remove the copies, and say what went and where the backup from before it lies."""
    assert arguments.year is not None
    try:
        went = what_went(remove_evidence(store, arguments.year, unsigned=arguments.unsigned))
    except YearNotSigned as refusal:
        do = "ปิดรอบ ๑๒ เดือนก่อน หรือใส่ --unsigned เพื่อยืนยันว่าจะลบทั้งที่ยังไม่ได้ลงนาม"
        raise ItaError(refusal.happened, refusal.means, do) from refusal
    backups = tasks.list_backups(store.path, clock, store)
    before = next((one.path for one in backups if not one.second and not one.problem), None)
    return went if before is None else f"{went}\nข้อมูลสำรองก่อนลบอยู่ที่ {before}"
