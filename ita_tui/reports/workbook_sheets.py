"""The sheets of our workbooks by their names, and the words by which reading in knows them again."""

import hashlib
from collections.abc import Iterable
from typing import Final

MEMO_SHEET: Final = "บันทึกข้อความ"
REPORT_SHEET: Final = "รายงาน"
DATA_SHEET: Final = "ข้อมูล"
ABOUT_SHEET: Final = "เกี่ยวกับ"

PROGRAM: Final = "ITA TUI"

PROGRAM_LABEL: Final = "โปรแกรม"
AGENCY_LABEL: Final = "หน่วยงาน"
YEAR_LABEL: Final = "ปีงบประมาณ"
PRINTED_LABEL: Final = "ลายนิ้วมือของแผ่นงานรายงาน"


def digest_of_texts(texts: Iterable[str]) -> str:
    """SHA-256 (hexadecimal) of the texts of a printed sheet in their order: edits of it show."""
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
