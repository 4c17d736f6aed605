"""What ``ita-tui close-year`` says: what would go of the evidence copies of a year, or what went."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ita_tui import tasks
from ita_tui.tasks import look_at_closing, megabytes, remove_evidence, what_goes, what_went

if TYPE_CHECKING:
    from ita_tui.cli_parser import Arguments


def close_year(arguments: "Arguments", database: Path, clock: Callable[[], datetime]) -> str:
    """Tell what would go, or remove it where that was confirmed. Raises as ``remove_evidence`` does."""
    assert arguments.year is not None
    with tasks.open_existing(database, clock) as store:
        if arguments.yes:
            return f"{what_went(remove_evidence(store, arguments.year, unsigned=arguments.unsigned))}\n"
        looked = look_at_closing(store, arguments.year)
    files = [f"  {one.name} ({megabytes(one.size)}) หลักฐาน «{one.title}»" for one in looked.going]
    do = ["ยังไม่ได้ลบ · ส่งออกชุดหลักฐานก่อนด้วย ita-tui bundle แล้วใส่ --yes เพื่อลบ"] if looked.going else []
    return "\n".join([*what_goes(looked), *files, *do]) + "\n"
