"""What salvaging a damaged database refuses, in Thai sentences."""

from pathlib import Path

from ita_tui.errors import ItaError, for_the_administrator


class NothingToSalvageError(ItaError):
    """Nothing could be read out of the file: it stays as it is, and only a backup can help."""

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(
            f"กู้ข้อมูลจากไฟล์ «{path.name}» ไม่ได้ เพราะไม่มีส่วนใดของไฟล์ที่อ่านได้ ไฟล์ยังอยู่ตามเดิม",
            "ไฟล์ว่างเปล่า เสียหายทั้งไฟล์ หรือไม่ใช่ไฟล์ฐานข้อมูลของโปรแกรมนี้" + for_the_administrator(detail),
            "นำข้อมูลสำรองฉบับล่าสุดกลับมาใช้ (ข้อมูลสำรองอยู่ในโฟลเดอร์ backups ข้างไฟล์ฐานข้อมูล)",
        )


class NotDamagedError(ItaError):
    """Nothing is wrong with the file, so nothing is salvaged."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"ไฟล์ «{path.name}» ไม่เสียหาย จึงไม่ได้กู้และไม่ได้แก้ไขไฟล์",
            "ทุกส่วนของไฟล์อ่านได้ และประวัติต่อเนื่องครบ",
            "เปิดโปรแกรมใช้งานได้ตามปกติ",
        )
