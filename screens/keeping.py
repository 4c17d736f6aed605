"""Looks after the data from any screen: a copy of the database, and a look through everything that is kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from textual.app import App

from ita_tui import tasks
from ita_tui.errors import ItaError
from ita_tui.thai.dates import moment
from ita_tui.thai.numerals import digits
from screens.notices import tell
from screens.told_lines import ToldLines
from screens.typed_paths import shown_path

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from store.database import Store
    from store.restoring import Restored
    from store.salvage import Salvaged

STAYS = 60
"""Seconds of a warning; the overview (F2) or the list of backups tells of it as long as it holds."""
_FOUND_MEANS = (
    "ข้อมูลที่บันทึกไว้ไม่ได้ถูกแก้ไขโดยการตรวจนี้ ถ้าไม่ทราบสาเหตุ ให้สำรองข้อมูลไว้ก่อน (F12 «สำรองข้อมูล») "
    "แล้วแจ้งผู้ดูแลระบบพร้อมรายการนี้ ข้อมูลสำรองทุกฉบับอยู่ที่ F12 «ข้อมูลสำรอง»"
)
_ROWS: Mapping[str, str] = {
    "measure": "มาตรการและข้อเสนอ",
    "evidence": "หลักฐาน",
    "survey": "แบบวัด",
    "disclosure_item": "ข้อ OIT",
    "meeting": "การประชุม",
    "history": "รายการในประวัติการแก้ไข",
}


def back_up(app: App[Any], store: "Store", now: datetime) -> bool:
    """Copy the database, in a thread, and tell where the copy lies; whether there is one."""
    try:
        made = tasks.back_up(store)
    except ItaError as refusal:
        app.call_from_thread(tell, app, refusal)
        return False
    at = moment(now, now.date())
    app.call_from_thread(app.notify, str(made), title=f"สำรองข้อมูลแล้ว {at}", timeout=10, markup=False)
    return True


def verify(app: App[Any], store: "Store") -> tuple[str, ...]:
    """Look through database, chain and evidence, in a thread, and show all that was found, which is returned."""
    found = tasks.verify(store)
    if found.problems:
        app.call_from_thread(show_problems, app, found.problems)
        return found.problems
    body = "ฐานข้อมูล ประวัติการแก้ไข ไฟล์หลักฐาน และสำเนาที่ลงนาม ตรงกับที่บันทึกไว้"
    app.call_from_thread(app.notify, body, title="ตรวจแล้ว ทุกอย่างครบถ้วน", timeout=15, markup=False)
    return ()


def show_problems(app: App[Any], problems: Sequence[str]) -> None:
    """Every problem that a look through everything found, in full."""
    app.push_screen(ToldLines(f"พบข้อที่ต้องดู {digits(len(problems))} ข้อ", _FOUND_MEANS, problems))


def warn_at_start(app: App[Any], sentence: str) -> None:
    """Say what is worth knowing and keeps nobody from working: a shared folder, a clock put back."""
    app.notify(sentence, title="ควรทราบ", severity="warning", timeout=60, markup=False)


def warn_of_problems(app: App[Any], problems: Sequence[str]) -> None:
    """Say that the look at the start found something, and where all of it is told."""
    app.notify(
        f"{problems[0]}\nดูทั้งหมด: กด F12 แล้วเลือก «ตรวจสอบความครบถ้วน»",
        title=f"ตรวจเมื่อเปิดโปรแกรม พบข้อที่ต้องดู {digits(len(problems))} ข้อ",
        severity="warning",
        timeout=STAYS,
        markup=False,
    )


def warn_of_error(app: App[Any], sentence: str) -> None:
    """Say that work on the data met an error that nobody expected; ``sentence`` says where its log lies."""
    app.notify(
        sentence,
        title="ดูแลข้อมูลไม่สำเร็จ แต่โปรแกรมทำงานต่อได้",
        severity="warning",
        timeout=STAYS,
        markup=False,
    )


def tell_brought_back(app: App[Any], title: str, done: "Restored") -> None:
    """What came of bringing a file back, and the way back from it."""
    told = ["ฐานข้อมูลก่อนหน้านี้เก็บไว้ข้างกัน กลับคืนได้ที่ F12 «ข้อมูลสำรอง» ด้วยปุ่ม u"] if done.kept else []
    if done.evidence.copied:
        told.append(f"นำไฟล์หลักฐานที่หายไปกลับมาด้วย {digits(done.evidence.copied)} ไฟล์")
    if done.evidence.left:
        told.append(
            f"! ไฟล์หลักฐาน {digits(done.evidence.left)} ไฟล์ยังไม่พบ · F12 «ตรวจสอบความครบถ้วน» บอกว่าไฟล์ใด"
        )
    severity: SeverityLevel = "warning" if done.evidence.left else "information"
    app.notify("\n".join(told), title=title, severity=severity, timeout=20, markup=False)


def tell_salvaged(app: App[Any], salvaged: "Salvaged") -> None:
    """What could be read of a damaged database, what was lost, and where the damaged file lies."""
    read = [f"{word} {digits(salvaged.read[name])}" for name, word in _ROWS.items() if name in salvaged.read]
    rows = sum(salvaged.read.values())
    told = f"อ่านได้ {digits(rows)} แถว" + (f": {' · '.join(read)}" if read else "")
    lost = salvaged.lost or ("ไม่พบว่ามีส่วนใดหายไป",)
    means = (
        f"{told}\nไฟล์ที่เสียหายเก็บไว้ที่ {shown_path(salvaged.kept_aside)}\n"
        "ตรวจข้อมูลที่ได้คืนกับรายงานฉบับล่าสุดก่อนทำงานต่อ ถ้าขาดไปมาก ให้ดูข้อมูลสำรองที่ F12 «ข้อมูลสำรอง»\n\n"
        "ส่วนที่อ่านไม่ได้"
    )
    app.push_screen(ToldLines("กู้ข้อมูลลงในไฟล์ใหม่แล้ว และเปิดใช้งานอยู่", means, lost))
