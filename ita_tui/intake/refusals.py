"""Refusals of reading in: nothing was saved, and each says in Thai why and what to do now."""

from collections.abc import Sequence
from pathlib import Path

from ita_tui.errors import ItaError
from ita_tui.thai.clusters import cut
from ita_tui.thai.numerals import digits

_NOTHING_SAVED = "ยังไม่มีข้อมูลใดถูกบันทึก"
_READABLE = "ไฟล์ข้อความ (.txt .tsv .csv) หรือไฟล์ .json ของโปรแกรมนี้"


class IntakeError(ItaError):
    """A document that cannot be read in. The room's other refusals are its kinds."""


class DocumentMissing(IntakeError):
    """No file at the path."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"ไม่พบไฟล์ {path} {_NOTHING_SAVED}",
            "ไฟล์อาจถูกย้าย เปลี่ยนชื่อ หรือพิมพ์ชื่อไม่ตรง",
            "โปรดตรวจชื่อไฟล์และโฟลเดอร์ แล้วอ่านเข้าอีกครั้ง",
        )


class DocumentIsFolder(IntakeError):
    """The path is a folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} เป็นโฟลเดอร์ ไม่ใช่ไฟล์ {_NOTHING_SAVED}",
            "โปรแกรมอ่านรายงานได้ครั้งละหนึ่งไฟล์",
            "โปรดเลือกไฟล์รายงานที่อยู่ในโฟลเดอร์นั้น",
        )


class DocumentForbidden(IntakeError):
    """The file may not be read by this user."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"ไม่มีสิทธิ์อ่านไฟล์ {path} {_NOTHING_SAVED}",
            "ไฟล์อาจเป็นของผู้ใช้อื่น หรือเปิดค้างอยู่ในโปรแกรมอื่น",
            "โปรดปิดโปรแกรมที่เปิดไฟล์อยู่ หรือคัดลอกไฟล์มาไว้ในโฟลเดอร์ของท่าน แล้วอ่านเข้าอีกครั้ง",
        )


class DocumentUnreadable(IntakeError):
    """The system failed to read, or it is a device; ``reason`` and ``means`` say in Thai what is known of it."""

    def __init__(self, path: Path, reason: str, means: str) -> None:
        super().__init__(
            f"อ่านไฟล์ {path} ไม่ได้ ({reason}) {_NOTHING_SAVED}",
            means,
            "โปรดคัดลอกไฟล์มาไว้ในเครื่อง แล้วอ่านเข้าอีกครั้ง",
        )


class DocumentEmpty(IntakeError):
    """Nothing but blanks."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} ว่างเปล่า {_NOTHING_SAVED}",
            "ไม่มีข้อความใดในเอกสารนี้ การบันทึกหรือคัดลอกครั้งก่อนอาจไม่สำเร็จ",
            "โปรดตรวจต้นฉบับ บันทึกใหม่ แล้วอ่านเข้าอีกครั้ง",
        )


class DocumentTooLarge(IntakeError):
    """``megabytes`` is the limit."""

    def __init__(self, name: str, megabytes: int) -> None:
        super().__init__(
            f"{name} ใหญ่เกิน {digits(megabytes)} เมกะไบต์ {_NOTHING_SAVED}",
            "รายงานที่เป็นข้อความมักมีขนาดไม่ถึงหนึ่งเมกะไบต์ ไฟล์นี้อาจเป็นเอกสารอื่น",
            "โปรดเลือกไฟล์รายงาน หรือแบ่งเอกสารเป็นไฟล์ที่เล็กลง",
        )


class FormatNotReadYet(IntakeError):
    """``form`` names the format in Thai, e.g. เอกสาร Word (.docx)."""

    def __init__(self, name: str, form: str) -> None:
        super().__init__(
            f"{name} เป็น{form} รูปแบบนี้ยังอ่านไม่ได้ {_NOTHING_SAVED}",
            f"โปรแกรมรุ่นนี้อ่านได้เฉพาะ{_READABLE}",
            "โปรดเปิดเอกสารนั้น คัดลอกตารางไปวาง หรือบันทึกเป็นข้อความ (.txt) แบบ UTF-8 แล้วอ่านเข้าอีกครั้ง",
        )


class NotText(IntakeError):
    """Control characters: the data of another program."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} ไม่ใช่ไฟล์ข้อความ {_NOTHING_SAVED}",
            f"ข้างในเป็นข้อมูลของโปรแกรมอื่น โปรแกรมนี้อ่านได้เฉพาะ{_READABLE}",
            "โปรดเปิดเอกสารด้วยโปรแกรมเดิม บันทึกเป็นข้อความ (.txt) แบบ UTF-8 แล้วอ่านเข้าอีกครั้ง",
        )


class WrongEncoding(IntakeError):
    """Bytes that are neither Unicode nor plausible Thai."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"อ่านตัวอักษรใน {name} ไม่ออก {_NOTHING_SAVED}",
            "ไฟล์ใช้รหัสอักขระอื่นที่ไม่ใช่ UTF-8, UTF-16 หรือ TIS-620 (ภาษาไทยของ Windows)",
            "โปรดเปิดไฟล์ด้วย Notepad เลือกบันทึกเป็น แล้วเลือก UTF-8 จากนั้นอ่านเข้าอีกครั้ง",
        )


class DamagedText(IntakeError):
    """UTF-8 or UTF-16 with bytes that are none; ``line`` counts from 1."""

    def __init__(self, name: str, line: int) -> None:
        super().__init__(
            f"ข้อความใน {name} เสียหายที่บรรทัด {digits(line)} {_NOTHING_SAVED}",
            "ไฟล์อาจคัดลอกมาไม่ครบ หรือถูกตัดท้าย",
            "โปรดคัดลอกไฟล์จากต้นฉบับใหม่ แล้วอ่านเข้าอีกครั้ง",
        )


class NoTable(IntakeError):
    """Text without a single row under known heads."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"ไม่พบตารางมาตรการใน {name} {_NOTHING_SAVED}",
            "ตารางต้องมีหัวตาราง เช่น มาตรการ วิธีการดำเนินการ ผู้รับผิดชอบ และคั่นช่องด้วยแท็บหรือจุลภาค",
            "โปรดคัดลอกทั้งตารางพร้อมหัวตารางจากเอกสารต้นฉบับ แล้วอ่านเข้าอีกครั้ง",
        )


class UnknownHeadings(IntakeError):
    """``heads`` are the first rows of the tables that were seen, cut for display."""

    def __init__(self, name: str, heads: Sequence[str]) -> None:
        seen = " · ".join(cut(" ".join(head.split()), 30) for head in heads[:8] if head)
        super().__init__(
            f"ไม่รู้จักหัวตารางใน {name}: {seen or 'หัวตารางว่าง'} {_NOTHING_SAVED}",
            "ตารางมาตรการต้องมีช่อง มาตรการ และอีกอย่างน้อยหนึ่งช่อง เช่น ผู้รับผิดชอบ ระยะเวลา ผลการดำเนินการ",
            "โปรดแก้หัวตารางให้ตรงกับแบบรายงาน แล้วอ่านเข้าอีกครั้ง",
        )


class BrokenJson(IntakeError):
    """``line`` counts from 1."""

    def __init__(self, name: str, line: int) -> None:
        super().__init__(
            f"ไฟล์ข้อมูล {name} อ่านไม่ได้ตั้งแต่บรรทัด {digits(line)} {_NOTHING_SAVED}",
            "ไฟล์ .json อาจถูกตัดท้าย หรือถูกแก้ด้วยมือจนรูปแบบเสีย",
            "โปรดส่งออกไฟล์ .json ใหม่จากโปรแกรม แล้วอ่านเข้าอีกครั้ง",
        )


class BrokenCsv(IntakeError):
    """``line`` counts from 1."""

    def __init__(self, name: str, line: int) -> None:
        super().__init__(
            f"ตาราง {name} อ่านไม่ได้ที่บรรทัด {digits(line)} {_NOTHING_SAVED}",
            "เครื่องหมายคำพูดในไฟล์ .csv อาจเปิดแล้วไม่ปิด หรือช่องหนึ่งยาวเกินไป",
            "โปรดบันทึกตารางเป็น .csv ใหม่จากโปรแกรมตารางคำนวณ แล้วอ่านเข้าอีกครั้ง",
        )
