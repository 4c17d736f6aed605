"""Closes a year: evidence copies that no other year uses are removed, with a backup before and a record that stays."""

from typing import TYPE_CHECKING

from ita_tui import keeping
from ita_tui.domain.backups import BackupKind
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.removal import Removal, ToRemove
from ita_tui.errors import ItaError
from ita_tui.thai.numerals import digits, thai_digits
from ita_tui.thai.sizes import size_words

if TYPE_CHECKING:
    from store.database import Store

RECORD_STAYS = "ชื่อ ขนาด ลายนิ้วมือ วันและเหตุผลของทุกไฟล์ที่ลบจะอยู่ในประวัติ และเลิกทำด้วยปุ่มไม่ได้"
ELSEWHERE = "สำเนาในโฟลเดอร์สำรองแห่งที่สองและชุดหลักฐานที่ส่งออกไว้ไม่ถูกลบ"


class YearNotSigned(ItaError):
    """The copies of a year are to go while the report of the whole year does not stand signed."""

    def __init__(self, year: FiscalYear) -> None:
        super().__init__(
            f"ยังไม่ได้ลบสำเนาหลักฐาน เพราะปีงบประมาณ {digits(year.be)} ยังไม่มีรอบ ๑๒ เดือนที่ลงนาม",
            "ก่อนลงนาม ผู้ตรวจและคณะกรรมการยังต้องเปิดดูหลักฐาน",
            "ปิดรอบ ๑๒ เดือนก่อน หรือยืนยันว่าจะลบทั้งที่ยังไม่ได้ลงนาม",
        )


class NothingToRemove(ItaError):
    """No copy of the year would go."""

    def __init__(self, looked: ToRemove) -> None:
        used = f" ไฟล์ {digits(len(looked.staying))} ไฟล์ใช้ในปีอื่นด้วย จึงเก็บไว้" if looked.staying else ""
        super().__init__(
            f"ปีงบประมาณ {digits(looked.year.be)} ไม่มีสำเนาหลักฐานที่จะลบ จึงไม่ได้ทำอะไร",
            f"ปีนี้ไม่มีไฟล์แนบ หรือลบไปแล้ว{used}",
            "",
        )


def look_at_closing(store: "Store", year: FiscalYear) -> ToRemove:
    """What closing a year would remove, and what other years use too; nothing is changed. Raises YearNotThereError."""
    return store.removals.look(year)


def remove_evidence(store: "Store", year: FiscalYear, *, unsigned: bool = False) -> Removal:
    """Make a backup, record what goes, and delete the copies; call it in a thread.

    ``unsigned`` confirms a year whose report of twelve months does not stand signed. Raises YearNotSigned,
    NothingToRemove, NotBegun where no backup can be made, and YearNotThereError.
    """
    looked = look_at_closing(store, year)
    if not looked.going:
        raise NothingToRemove(looked)
    if not looked.signed and not unsigned:
        raise YearNotSigned(year)
    keeping.backed_up_before(store, BackupKind.BEFORE_BULK)
    why = f"ปิดปีงบประมาณ {thai_digits(year.be)}"
    return store.removals.remove(year, why if looked.signed else f"{why} ทั้งที่ยังไม่มีรอบ ๑๒ เดือนที่ลงนาม")


def what_goes(looked: ToRemove) -> list[str]:
    """What would go and what would stay, in words, a line each."""
    year = digits(looked.year.be)
    lines = [
        f"จะลบสำเนาหลักฐานของปีงบประมาณ {year} {digits(len(looked.going))} ไฟล์ รวม {size_words(looked.size)}"
    ]
    if looked.staying:
        lines.append(f"เก็บไว้ {digits(len(looked.staying))} ไฟล์ เพราะปีอื่นใช้ด้วย")
    if not looked.signed:
        lines.append(f"ปีงบประมาณ {year} ยังไม่มีรอบ ๑๒ เดือนที่ลงนาม")
    return [*lines, RECORD_STAYS, ELSEWHERE]


def what_went(done: Removal) -> str:
    """What was removed, in words."""
    told = f"ลบสำเนาหลักฐาน {digits(len(done.removed))} ไฟล์ รวม {size_words(done.size)} แล้ว รายการอยู่ในประวัติการแก้ไข"
    if done.held:
        told += f" · {digits(len(done.held))} ไฟล์ยังถูกโปรแกรมอื่นเปิดอยู่ จะลบให้เมื่อเปิดโปรแกรมครั้งถัดไป"
    return told
