"""The sheet เกี่ยวกับ: what made the workbook, of whose year, and by what it can be verified. Nothing about people."""

from dataclasses import dataclass
from datetime import date

from openpyxl.worksheet.worksheet import Worksheet

from exports.sheet import Sheet
from exports.workbook_cells import CellWriter, Typed
from ita_tui.reports.data_columns import MEASURE, PROPOSAL
from ita_tui.reports.page import Properties
from ita_tui.reports.workbook_sheets import (
    ABOUT_SHEET,
    AGENCY_LABEL,
    PRINTED_LABEL,
    PROGRAM,
    PROGRAM_LABEL,
    YEAR_LABEL,
    digest_of_texts,
)

_WIDTHS = (34, 96)
_HOW_TO_EDIT = (
    ("การแก้ข้อมูล", "แก้ในแผ่นงาน ข้อมูล แล้วอ่านไฟล์นี้เข้าโปรแกรมได้ แผ่นงาน รายงาน มีไว้พิมพ์ ข้อความที่แก้ในแผ่นนั้นไม่ได้อ่านกลับ"),
    ("หนึ่งแถวหนึ่งมาตรการ", f"ช่องชนิดเป็น {MEASURE} หรือ {PROPOSAL} เพิ่มแถวใหม่ได้"),
    (
        "ผลการประเมินและการวิเคราะห์",
        "อยู่ใต้มาตรการในแผ่นงาน ข้อมูล มีหัวตารางของตนเอง ให้แทรกแถวมาตรการใหม่ไว้เหนือตารางนั้น",
    ),
    ("หลายค่าในช่องเดียว", "ขึ้นบรรทัดใหม่หนึ่งบรรทัดต่อหนึ่งค่า (Alt+Enter) ข้อความที่ยาวต่อบรรทัดถัดไปให้เว้นวรรคหน้าบรรทัดสี่ช่อง"),
    ("ขั้นตอน", "[สถานะ] ข้อความ หรือ [สถานะ น้ำหนัก 2] ข้อความ"),
    ("บันทึกประจำวัน", "16/1/2569: ข้อความ"),
    ("หลักฐาน", "[ชนิด] ชื่อ และรายละเอียดบรรทัดละเรื่อง ขึ้นต้นด้วยช่องว่างสองช่อง • และชื่อเรื่อง เช่น • เลขที่: …"),
    ("การพิมพ์", "พิมพ์เฉพาะแผ่นงาน รายงาน ถ้าต้องการพิมพ์แผ่นงานอื่น ให้ล้างพื้นที่พิมพ์ของแผ่นนั้นก่อน"),
    ("วันเริ่ม วันสิ้นสุด", "วันที่ หรือ - เมื่อไม่ระบุ ถ้าเว้นว่างทั้งสองช่อง โปรแกรมอ่านจากช่องระยะเวลา"),
)


@dataclass(frozen=True)
class About:
    """What the sheet says beside the properties of the page.

    ``version`` is the program's, ``stood_on`` the day that the data stood so (today), ``digest`` the SHA-256 of
    the canonical bytes of the year in the open format, ``history_head`` the head of the history's chain, ``code``
    the verification code; the last three are empty where there is none.
    """

    version: str
    stood_on: date
    digest: str = ""
    history_head: str = ""
    code: str = ""


def about_rows(about: About, properties: Properties, printed: Sheet) -> tuple[tuple[str, str | date], ...]:
    """The rows of the sheet, each a label and what it says."""
    facts: tuple[tuple[str, str | date], ...] = (
        (PROGRAM_LABEL, f"{PROGRAM} {about.version}".strip()),
        (AGENCY_LABEL, properties.agency),
        (YEAR_LABEL, str(properties.year)),
        ("รูปแบบรายงาน", _named(properties)),
        ("ข้อมูล ณ วันที่", about.stood_on),
        ("ลายนิ้วมือของข้อมูล (SHA-256)", about.digest),
        ("หัวของลำดับประวัติ", about.history_head),
        ("รหัสตรวจสอบ", about.code),
        (PRINTED_LABEL, digest_of_texts(printed.texts)),
    )
    return (*(fact for fact in facts if fact[1]), *_HOW_TO_EDIT)


def _named(properties: Properties) -> str:
    """The layout as the screen calls it and as commands do."""
    title, name = properties.layout_title, properties.layout
    return f"{title} ({name})" if title else name


def write_about_sheet(
    worksheet: Worksheet, rows: tuple[tuple[str, str | date], ...], writer: CellWriter
) -> None:
    worksheet.title = ABOUT_SHEET
    for column, width in zip("AB", _WIDTHS, strict=True):
        worksheet.column_dimensions[column].width = width
    for number, (label, said) in enumerate(rows, start=1):
        writer.put(worksheet, number, 1, label, Typed.LABEL)
        writer.put(worksheet, number, 2, said, Typed.DAY if isinstance(said, date) else Typed.TEXT)
    # A report that is turned into a PDF to be published must not take the daily notes of the data along: only the
    # sheet for print is printed, of the others an empty cell.
    worksheet.print_area = "D1"
