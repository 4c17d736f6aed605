"""Lines that belong to the printed page and not to its tables: page numbers, and headings of the seven issues."""

import re

from ita_tui.thai.numerals import arabic_digits

_SECTION = re.compile(r"^[#*\s]*.{0,2}?ประเด็นที่\s*([๑-๗1-7])(?![๐-๙0-9])")
_LONGEST_SECTION = 160
_SIGNATURE = re.compile(r"^[\s(]*(?:ลงชื่อ|[.…_]{6,}|(?:วันที่|ตำแหน่ง)\s*[.…_]{3,})")
_PAGE_NUMBER = re.compile(
    r"^[-–—~\s]*(?:หน้า(?:ที่)?\s*)?[๐-๙0-9a-zก-ฮ]{1,3}(?:\s*(?:จาก|/)\s*[๐-๙0-9]{1,4}(?:\s+รหัสตรวจสอบ\s+[A-Za-z0-9-]+)?)?[-–—~\s]*$"
)
_AREA = re.compile(
    r"^[\s*(]*(?:[๐-๙0-9]{1,2}[.)]*\s*)?(?:ด้าน|มิติ|ประเด็น|ยุทธศาสตร์|หมวด|ส่วนที่|กลุ่ม|แบบวัด|แบบตรวจ|ตัวชี้วัด|แผนงาน|เป้าประสงค์)"
)
_TOTAL = re.compile(r"^[\s*]*(?:ยอด)?รวม(?:ทั้งสิ้น|ทั้งหมด|เป็นเงิน|งบประมาณ|จำนวน)*\s*(?:[๐-๙0-9]+\s*\D{0,12})?$")


def section_of(words: str) -> int | None:
    """The number of the issue that a heading such as ``ประเด็นที่ ๒ การให้บริการและระบบ E-Service`` opens."""
    match = _SECTION.match(words) if len(words) <= _LONGEST_SECTION else None
    return int(arabic_digits(match.group(1))) if match else None


def is_page_number(words: str) -> bool:
    """Whether a line is a page number: ``- ๒ -``, ``หน้า ๒ จาก ๕`` with a code behind it, or what a scan makes of one (``~ b ~``)."""
    return _PAGE_NUMBER.match(words) is not None


def is_signature(words: str) -> bool:
    """Whether a line is part of a place to sign: ``ลงชื่อ ………``, ``(…………)``."""
    return _SIGNATURE.match(words) is not None


def is_area(words: str) -> bool:
    """Whether a row's name opens a part of a table (``๑. ด้านความโปร่งใส``, ``มิติที่ ๑ …``) and is no measure."""
    return _AREA.match(words) is not None


def is_total(words: str) -> bool:
    """Whether a cell names a sum: ``รวม``, ``รวมทั้งสิ้น``, ``รวม ๗ มาตรการ``."""
    return _TOTAL.match(words) is not None
