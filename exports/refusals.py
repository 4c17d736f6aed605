"""What cannot be printed, each with its own Thai sentence: which measure, what is wrong with it, what to do."""

from ita_tui.errors import ItaError
from ita_tui.thai.numerals import digits

LONGEST = 32_767
"""The most UTF-16 units that a cell of a workbook holds."""


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
