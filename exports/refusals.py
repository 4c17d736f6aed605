"""What cannot be printed, each with its own Thai sentence: which measure, what is wrong with it, what to do."""

import re

from ita_tui.errors import ItaError, for_the_administrator
from ita_tui.reports.page import Page
from ita_tui.thai.clusters import cut
from ita_tui.thai.numerals import digits

LONGEST = 32_767
"""The most UTF-16 units that a cell of a workbook holds."""

_SHOWN = 40  # columns of a text in a sentence

# All that XML cannot hold, and the carriage return, which it turns into a line feed.
_UNPRINTABLE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class TextUnprintable(ItaError):
    """A text holds a character that no document can hold. ``subject`` says whose text, e.g. มาตรการ ๔."""

    def __init__(self, subject: str, character: str, text: str) -> None:
        at = text.index(character)
        near = "".join(c if c.isprintable() else " " for c in text[max(at - 20, 0) : at]).strip()
        where = f" หลังคำว่า «{near}»" if near else " ที่ต้นข้อความ"
        super().__init__(
            f"{subject} มีอักขระควบคุม (U+{ord(character):04X}) ที่พิมพ์ไม่ได้{where} จึงยังไม่ได้ส่งออก",
            "มักติดมากับข้อความที่คัดลอกจากไฟล์อื่น",
            f"เปิด{subject} ลบอักขระตรงนั้นแล้วพิมพ์ใหม่ จากนั้นส่งออกอีกครั้ง",
        )
        self.subject = subject


class TextTooLong(ItaError):
    """A text is longer than a cell of a workbook may be; a spreadsheet would cut it without a word."""

    def __init__(self, subject: str, letters: int) -> None:
        super().__init__(
            f"{subject} มีข้อความยาว {digits(f'{letters:,}')} ตัวอักษร เกินที่ช่องหนึ่งของตารางรับได้"
            f" ({digits(f'{LONGEST:,}')}) จึงยังไม่ได้ส่งออก",
            "ถ้าส่งออกไป โปรแกรมตารางจะตัดข้อความท้ายช่องทิ้ง",
            f"เปิด{subject} แบ่งหรือย่อข้อความ แล้วส่งออกอีกครั้ง",
        )
        self.subject = subject


class DataUnprintable(ItaError):
    """The year's data hold half a character, which no JSON file in UTF-8 can hold."""

    def __init__(self, near: str) -> None:
        super().__init__(
            f"มีอักขระที่ไม่สมบูรณ์ในข้อความ «{near}» จึงยังไม่ได้ส่งออก",
            "มักติดมากับข้อความที่คัดลอกจากไฟล์อื่น",
            "ค้นหาข้อความนี้ในโปรแกรม ลบอักขระที่เสียแล้วพิมพ์ใหม่ จากนั้นส่งออกอีกครั้ง",
        )


def refuse_unprintable(subject: str, text: str, *, longest: int | None = LONGEST) -> None:
    """Raise for a text that a document would lose or cut: control and half characters, too many letters.

    ``subject`` says whose text, ``longest`` is the most UTF-16 units (None where there is no limit).
    """
    wrong = _UNPRINTABLE.search(text)
    if wrong:
        raise TextUnprintable(subject, wrong.group(), text)
    units = len(text.encode("utf-16-le")) // 2
    if longest is not None and units > longest:
        raise TextTooLong(subject, units)


def refuse_unprintable_page(page: Page, *, longest: int | None = LONGEST) -> None:
    """Raise as :func:`refuse_unprintable` for the first such text of a page."""
    about = page.properties
    own = (
        ("ชื่อหน่วยงาน", about.agency),
        ("ชื่อรายงาน", about.title),
        ("ชื่อรูปแบบ", about.layout),
        ("ชื่อรูปแบบ", about.layout_title),
        ("รหัสตรวจสอบ", page.code),
    )
    for subject, text in (*own, *page.texts()):
        refuse_unprintable(subject, text, longest=longest)


class TooManyPages(ItaError):
    """The printed sheet has more pages than a workbook can be parted into."""

    def __init__(self, pages: int, most: int) -> None:
        super().__init__(
            f"รายงานนี้ยาว {digits(f'{pages:,}')} หน้า เกินที่สมุดงานหนึ่งเล่มแบ่งหน้าได้ ({digits(f'{most:,}')} หน้า) จึงยังไม่ได้ส่งออก",
            "โปรแกรมตารางรับจุดขึ้นหน้าใหม่ได้จำกัด หน้าที่เกินจะตัดกลางแถว",
            "ส่งออกเป็น DOCX หรือ PDF แทน หรือแบ่งรายงานเป็นสองส่วน",
        )
        self.pages = pages


class RowTooTall(ItaError):
    """A row of the printed sheet that is never parted is taller than a spreadsheet draws one. ``subject`` says which."""

    def __init__(self, subject: str, text: str) -> None:
        begin = cut(" ".join(text.split()), _SHOWN)
        super().__init__(
            f"{subject} «{begin}» ยาวเกินกว่าที่แถวหนึ่งของสมุดงานแสดงได้ จึงยังไม่ได้ส่งออก",
            "ถ้าส่งออกไป ข้อความท้ายแถวจะถูกตัด",
            "ย่อข้อความนั้น หรือส่งออกเป็น DOCX หรือ PDF แทน",
        )
        self.subject = subject


class LinkTooLongForCode(ItaError):
    """No QR code holds so long a link."""

    def __init__(self, link: str) -> None:
        super().__init__(
            f"ลิงก์ {link[:40]}… ยาว {digits(f'{len(link):,}')} ตัวอักษร เกินที่ QR code รับได้ จึงยังไม่ได้ส่งออก",
            "ลิงก์ยาวขนาดนี้มักคัดลอกเกินมา",
            "ตรวจลิงก์ของแบบวัด หรือใช้ลิงก์ย่อ แล้วส่งออกอีกครั้ง",
        )
        self.link = link


class PdfMakerMissing(ItaError):
    """What makes PDF documents is not installed. ``part`` is the module that was not found."""

    def __init__(self, part: str) -> None:
        super().__init__(
            f"เครื่องนี้ยังไม่ได้ติดตั้งส่วนที่สร้างไฟล์ PDF ({part}) จึงยังไม่ได้ส่งออก",
            "ส่วนนี้ติดตั้งแยกจากโปรแกรม พร้อมแบบอักษร Sarabun ที่ฝังลงในไฟล์",
            "ติดตั้งด้วยคำสั่ง pip install 'ita-tui[pdf]' หรือส่งออกเป็น DOCX แทน",
        )
        self.part = part


class PdfMakerFailed(ItaError):
    """The typefaces of a PDF could not be laid out in the folder for temporary files."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            "เตรียมแบบอักษรสำหรับไฟล์ PDF ไม่สำเร็จ จึงยังไม่ได้ส่งออก",
            f"พื้นที่ดิสก์อาจเต็ม หรือไม่มีสิทธิ์เขียนในโฟลเดอร์ชั่วคราวของเครื่อง{for_the_administrator(detail)}",
            "ลบไฟล์ที่ไม่ใช้ แล้วส่งออกอีกครั้ง หรือส่งออกเป็น DOCX แทน",
        )


class WorkbookMakerFailed(ItaError):
    """A workbook is made in the folder for temporary files, and there it could not be."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            "เตรียมสมุดงานสำหรับส่งออกไม่สำเร็จ จึงยังไม่ได้ส่งออก ไฟล์เดิมยังอยู่ครบ",
            f"พื้นที่ดิสก์อาจเต็ม หรือไม่มีสิทธิ์เขียนในโฟลเดอร์ชั่วคราวของเครื่อง{for_the_administrator(detail)}",
            "ลบไฟล์ที่ไม่ใช้ แล้วส่งออกอีกครั้ง",
        )
