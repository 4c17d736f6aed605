"""Looks after the data from any screen: a copy of the database, and a look through everything that is kept."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from textual.app import App

from ita_tui import tasks
from ita_tui.errors import ItaError
from ita_tui.thai.dates import moment
from ita_tui.thai.numerals import digits
from screens.notices import tell

if TYPE_CHECKING:
    from store.database import Store

_MOST = 8
"""Problems that a notice has room for."""


def back_up(app: App[Any], store: "Store", now: datetime) -> None:
    """Copy the database, in a thread, and tell where the copy lies."""
    try:
        made = tasks.back_up(store)
    except ItaError as refusal:
        app.call_from_thread(tell, app, refusal)
        return
    at = moment(now, now.date())
    app.call_from_thread(app.notify, str(made), title=f"สำรองข้อมูลแล้ว {at}", timeout=10, markup=False)


def verify(app: App[Any], store: "Store") -> None:
    """Look through database, chain and evidence, in a thread, and tell what was found."""
    found = tasks.verify(store)
    problems = found.problems
    title = f"พบข้อที่ต้องดู {digits(len(problems))} ข้อ" if problems else "ตรวจแล้ว ทุกอย่างครบถ้วน"
    body = "\n".join(problems[:_MOST]) or "ฐานข้อมูล ประวัติการแก้ไข ไฟล์หลักฐาน และสำเนาที่ลงนาม ตรงกับที่บันทึกไว้"
    severity = "warning" if problems else "information"
    app.call_from_thread(app.notify, body, title=title, severity=severity, timeout=15, markup=False)
