"""What is refused about backups, the way back and the second folder, each in its own Thai sentence."""

from pathlib import Path

from ita_tui.errors import ItaError, for_the_administrator


class NothingSetAsideError(ItaError):
    """No restore has set a database aside, so there is nothing to go back to."""

    def __init__(self, database: Path) -> None:
        super().__init__(
            f"ไม่พบฐานข้อมูลเดิมที่เก็บแยกไว้ข้าง «{database.name}» จึงไม่ได้ทำอะไร",
            "ยังไม่เคยนำข้อมูลสำรองกลับมาใช้ หรือไฟล์ที่เก็บแยกไว้ถูกย้ายไป",
            "เลือกข้อมูลสำรองจากรายการ (ita-tui backups) แล้วนำกลับมาใช้แทน",
        )


class DamagedCopyError(ItaError):
    """What was copied is not sound: most often the file it was copied from is not; ``detail`` is what SQLite said."""

    def __init__(self, target: Path, detail: str = "") -> None:
        super().__init__(
            f"ยังไม่ได้สำรองข้อมูลเป็น «{target.name}» เพราะสำเนาที่ได้เสียหาย จึงไม่ได้เก็บไว้",
            "มักเกิดจากไฟล์ต้นทางเสียหาย หรือสื่อบันทึกเสีย" + for_the_administrator(detail),
            "ตรวจสอบความครบถ้วน (F12 หรือ ita-tui verify) แล้วสำรองข้อมูลไปยังสื่อบันทึกอื่น",
        )


class SecondFolderIsTheFirstError(ItaError):
    """The second folder is where the database and its backups lie already."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"ยังไม่ได้เลือก «{folder}» เป็นโฟลเดอร์สำรองที่สอง",
            "เป็นที่เดียวกับฐานข้อมูล ถ้าเครื่องเสียจะหายไปพร้อมกัน",
            "เลือกแฟลชไดรฟ์ หรือโฟลเดอร์ที่ใช้ร่วมกันในสำนักงาน",
        )


class SecondFolderWentError(ItaError):
    """The second folder could be reached and then no longer: a pulled stick, a share that broke off."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"สำรองไปยังโฟลเดอร์ที่สอง «{folder}» ไม่สำเร็จ ข้อมูลสำรองข้างฐานข้อมูลยังอยู่ครบ",
            "สื่อบันทึกถูกถอดออก หรือเครือข่ายขาดระหว่างคัดลอก",
            "เสียบสื่อบันทึกหรือต่อเครือข่าย โปรแกรมจะสำรองต่อให้เอง",
        )
