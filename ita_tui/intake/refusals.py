"""Refusals of reading in: nothing was saved, and each says in Thai why and what to do now."""

from collections.abc import Sequence
from pathlib import Path

from ita_tui.errors import ItaError
from ita_tui.thai.clusters import cut
from ita_tui.thai.numerals import digits

_NOTHING_SAVED = "ยังไม่มีข้อมูลใดถูกบันทึก"
_READABLE = ".docx .xlsx .xls .ods .pdf .html .txt .tsv .csv และไฟล์ .json ของโปรแกรมนี้"


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


class FormatNotRead(IntakeError):
    """``form`` names the format in Thai, e.g. ภาพ (.png)."""

    def __init__(self, name: str, form: str) -> None:
        super().__init__(
            f"{name} เป็น{form} ซึ่งโปรแกรมนี้อ่านไม่ได้ {_NOTHING_SAVED}",
            f"โปรแกรมอ่านได้เฉพาะ {_READABLE}",
            "โปรดเปิดเอกสารด้วยโปรแกรมเดิม บันทึกเป็น .docx หรือ .xlsx แล้วอ่านเข้าอีกครั้ง",
        )


class WrongSuffix(IntakeError):
    """``form`` names in Thai what the file is inside, ``right`` the suffix that belongs to it."""

    def __init__(self, name: str, form: str, right: str) -> None:
        super().__init__(
            f"นามสกุลของ {name} ไม่ตรงกับข้างใน ซึ่งเป็น{form} {_NOTHING_SAVED}",
            "ไฟล์อาจถูกเปลี่ยนชื่อ หรือดาวน์โหลดมาในรูปแบบอื่น",
            f"โปรดตรวจว่าเป็นไฟล์ที่ต้องการ แล้วเปลี่ยนนามสกุลเป็น {right} จึงอ่านเข้าอีกครั้ง",
        )


class PasswordProtected(IntakeError):
    """The document opens with a password only."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} ตั้งรหัสผ่านไว้ จึงอ่านไม่ได้ {_NOTHING_SAVED}",
            "เอกสารเข้ารหัสไว้ โปรแกรมนี้ไม่ถามและไม่เก็บรหัสผ่าน",
            "โปรดเปิดเอกสารด้วยรหัสผ่าน บันทึกสำเนาที่ไม่มีรหัสผ่าน แล้วอ่านสำเนานั้น",
        )


class DocumentDamaged(IntakeError):
    """The document's own structure is broken; ``form`` names its format in Thai."""

    def __init__(self, name: str, form: str) -> None:
        super().__init__(
            f"{name} เสียหาย อ่านเป็น{form}ไม่ได้ {_NOTHING_SAVED}",
            "ไฟล์อาจคัดลอกหรือดาวน์โหลดมาไม่ครบ",
            "โปรดลองเปิดด้วยโปรแกรมเดิม หากเปิดได้ให้บันทึกใหม่ หากเปิดไม่ได้ให้ขอไฟล์จากต้นทางอีกครั้ง",
        )


class ArchiveUnsafe(IntakeError):
    """A zip or PDF that unpacks to far more than a report holds, or a zip that names places outside itself."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} บีบอัดไว้ผิดปกติ จึงไม่ได้เปิด {_NOTHING_SAVED}",
            "เมื่อคลายแล้วจะใหญ่เกินกว่าที่รายงานหนึ่งฉบับจะเป็นได้ หรือมีชื่อแฟ้มข้างในที่ไม่ปลอดภัย",
            "โปรดอย่าเปิดไฟล์นี้ และขอรายงานจากต้นทางอีกครั้ง",
        )


class MacrosInside(IntakeError):
    """The document carries a program of its own (VBA)."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} มีมาโคร (โปรแกรมที่ฝังอยู่ในเอกสาร) จึงไม่ได้เปิด {_NOTHING_SAVED}",
            "รายงานมาตรการไม่จำเป็นต้องมีมาโคร และมาโครอาจเป็นอันตราย",
            "หากไว้ใจเอกสารนี้ โปรดบันทึกเป็น .docx หรือ .xlsx แบบไม่มีมาโคร แล้วอ่านเข้าอีกครั้ง",
        )


class LinksOutside(IntakeError):
    """The document takes contents from other files or web sites. Links for a reader to follow are none of these."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} ดึงข้อมูลจากไฟล์หรือเว็บไซต์อื่น จึงไม่ได้เปิด {_NOTHING_SAVED}",
            "สิ่งที่เห็นในเอกสารอาจไม่ได้อยู่ในไฟล์นี้ และโปรแกรมนี้ไม่ติดต่อภายนอก",
            "โปรดเปิดเอกสาร ตัดการเชื่อมโยง (วางเป็นค่า) บันทึกใหม่ แล้วอ่านเข้าอีกครั้ง",
        )


class TooManyRows(IntakeError):
    """``most`` is the limit of rows."""

    def __init__(self, name: str, most: int) -> None:
        super().__init__(
            f"{name} มีตารางยาวเกิน {digits(f'{most:,}')} แถว {_NOTHING_SAVED}",
            "รายงานมาตรการมีไม่กี่สิบแถว ไฟล์นี้อาจเป็นข้อมูลอื่น",
            "โปรดเลือกไฟล์รายงาน หรือคัดลอกเฉพาะตารางมาตรการไปไว้ในไฟล์ใหม่",
        )


class TooManyTexts(IntakeError):
    """``most`` is the limit of paragraphs."""

    def __init__(self, name: str, most: int) -> None:
        super().__init__(
            f"{name} มีเกิน {digits(f'{most:,}')} ย่อหน้า {_NOTHING_SAVED}",
            "รายงานมาตรการมีไม่กี่ร้อยย่อหน้า ไฟล์นี้อาจเป็นเอกสารอื่น",
            "โปรดเลือกไฟล์รายงาน หรือคัดลอกเฉพาะส่วนที่มีมาตรการไปไว้ในไฟล์ใหม่",
        )


class TooManyPages(IntakeError):
    """``most`` is the limit of pages."""

    def __init__(self, name: str, most: int) -> None:
        super().__init__(
            f"{name} มีเกิน {digits(most)} หน้า {_NOTHING_SAVED}",
            "รายงานมาตรการมีไม่กี่สิบหน้า ไฟล์นี้อาจเป็นเอกสารอื่น",
            "โปรดเลือกไฟล์รายงาน หรือแยกเฉพาะหน้าที่มีตารางมาตรการเป็นไฟล์ใหม่",
        )


class ScannedPages(IntakeError):
    """A PDF of pictures: no page holds letters."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} เป็นภาพสแกน ไม่มีตัวอักษรให้อ่าน {_NOTHING_SAVED}",
            "โปรแกรมนี้ไม่เดาตัวอักษรจากภาพ เพราะตัวเลขที่อ่านผิดจะไปอยู่ในรายงานที่ลงนาม",
            "โปรดหาไฟล์ต้นฉบับ (.docx .xlsx หรือ .pdf ที่เลือกข้อความได้) แล้วอ่านเข้าอีกครั้ง",
        )


class PdfReaderMissing(IntakeError):
    """The extra ``pdf`` is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"ยังอ่าน {name} ไม่ได้ เพราะไม่ได้ติดตั้งส่วนเสริมสำหรับ PDF {_NOTHING_SAVED}",
            "ส่วนเสริมนี้ติดตั้งแยก เพื่อให้โปรแกรมหลักมีขนาดเล็ก",
            "โปรดติดตั้งด้วยคำสั่ง pip install 'ita-tui[pdf]' หรือเปิด PDF แล้วคัดลอกตารางมาวาง",
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


class HeadsUnreadable(IntakeError):
    """The secretary's own ``headings.toml`` is no list of names; ``where`` says which part, or what TOML says."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"ใช้รายชื่อหัวตาราง headings.toml ของท่านไม่ได้ ({where}) {_NOTHING_SAVED}",
            "ไฟล์นี้มีหมวด [columns] และ [words] แต่ละบรรทัดเป็นชื่อช่องภาษาอังกฤษกับรายชื่อในเครื่องหมายคำพูด",
            "โปรดแก้ไฟล์ หรือย้ายออกเพื่อใช้รายชื่อที่มากับโปรแกรม",
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


class NotAnAnswerSheet(IntakeError):
    """No workbook of answers (แบบตอบ) that this program handed out; ``form`` names in Thai what it is where that is told."""

    def __init__(self, name: str, form: str = "") -> None:
        told = f"เป็น{form} ไม่ใช่แบบตอบ .xlsx" if form else "ไม่ใช่แบบตอบส่วนราชการที่โปรแกรมนี้แจก"
        super().__init__(
            f"{name} {told} {_NOTHING_SAVED}",
            "แบบตอบมีแผ่นงานที่ซ่อนไว้ให้โปรแกรมรู้ว่าแต่ละแถวคือเรื่องใด ถ้าคัดลอกไปไว้ไฟล์อื่นหรือบันทึกเป็นรูปแบบอื่น แผ่นนั้นจะหายไป",
            "โปรดใช้ไฟล์แบบตอบที่แจก บันทึกเป็น .xlsx แล้วรับคืนอีกครั้ง ถ้าเป็นรายงาน ให้ใช้คำสั่งอ่านรายงานเข้า",
        )


class AnswersAreNoReport(IntakeError):
    """A workbook of a division's answers (แบบตอบ) was given where a report is read in."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} เป็นแบบตอบส่วนราชการ ไม่ใช่รายงาน {_NOTHING_SAVED}",
            "ถ้าอ่านเป็นรายงาน มาตรการในแบบตอบจะถูกเพิ่มซ้ำ",
            "โปรดใช้คำสั่ง «รับคำตอบ» (F12) หรือ ita-tui collect",
        )


class NewerAnswerSheet(IntakeError):
    """A workbook of answers that a newer version of the program handed out."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} แจกจากโปรแกรมรุ่นใหม่กว่า {_NOTHING_SAVED}",
            "รุ่นนี้ยังไม่รู้จักแบบตอบแบบนั้น",
            "โปรดติดตั้งโปรแกรมรุ่นใหม่ แล้วรับคืนอีกครั้ง",
        )
