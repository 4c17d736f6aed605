"""What cannot be printed as a Word document, beside what cannot be printed at all."""

from ita_tui.errors import ItaError
from ita_tui.thai.numerals import digits


class LinkTooLongForCode(ItaError):
    """No QR code holds so long a link."""

    def __init__(self, link: str) -> None:
        super().__init__(
            f"ลิงก์ {link[:40]}… ยาว {digits(f'{len(link):,}')} ตัวอักษร เกินที่ QR code รับได้ จึงยังไม่ได้ส่งออก",
            "ลิงก์ยาวขนาดนี้มักคัดลอกเกินมา",
            "ตรวจลิงก์ของแบบวัด หรือใช้ลิงก์ย่อ แล้วส่งออกอีกครั้ง",
        )
        self.link = link
