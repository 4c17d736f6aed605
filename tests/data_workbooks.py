"""A workbook with its sheet of data, and measures with everything that a measure can hold."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from exports import xlsx
from exports.xlsx import About, DataSheet
from ita_tui.domain.evidence import Evidence, EvidenceFile, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, ProgressNote, Proof, Step, WorkStatus
from ita_tui.domain.period import Period
from ita_tui.reports.data_columns import COLUMNS
from ita_tui.reports.page import Head, Page, Row, Table
from tests.printed_pages import TWELVE, page_with

YEAR = FiscalYear(2569)
BANGKOK = timezone(timedelta(hours=7))
ABOUT = About("0.1.0", date(2026, 1, 16), "ab" * 32, "cd" * 32, "AB12-CD34")
PAGE = replace(TWELVE, properties=replace(TWELVE.properties, year=YEAR.be))
SMALL = replace(
    page_with(Table((Head("มาตรการ", 1),), (Row(("ก",), "มาตรการ ๑"),))), properties=PAGE.properties
)
FULL = Measure(
    4,
    "ปรับปรุงคู่มือ",
    guideline="ทำให้เข้าใจง่าย",
    method="๑. ร่าง\n๒. เผยแพร่",
    steps=(Step("ร่างคู่มือ", WorkStatus.COMPLETED, 3), Step("[ใหม่] เผยแพร่\nทางเว็บไซต์"), Step("")),
    responsible="สำนักปลัด (งานธุรการ)",
    divisions=("สำนักปลัด", "กองคลัง"),
    sections=("งานธุรการ",),
    period=Period("ม.ค. ๖๙", date(2026, 1, 1), date(2026, 1, 31)),
    status=WorkStatus.CANCELLED,
    cancel_reason="งบประมาณไม่พอ",
    proof=Proof.VERIFIED,
    percent=0,
    result="แล้วเสร็จ",
    outcome="ผู้รับบริการเข้าใจ",
    recommendation="ควรทำทุกปี",
    follow_up="ทุกเดือน",
    issue=7,
    weak_item="i3",
    items=("o12", "o3"),
    notes=(ProgressNote(date(2026, 1, 5), "เช้า: ประชุม\n\nบ่าย: ร่าง"), ProgressNote(date(2026, 1, 6), "")),
    evidence=(
        Evidence(
            "คำสั่ง\n  • เลขที่: ไม่ใช่รายละเอียด",
            EvidenceKind.ORDER,
            url="https://a.example/ก",
            document_number="ตย ๑/๒",
            page="๓",
            document_date=date(2026, 1, 5),
            attached=datetime(2026, 1, 5, 9, 30, 15, 120000, tzinfo=BANGKOK),
            note="หน้าแรก\nลงนามแล้ว",
            files=(EvidenceFile("a" * 64, "ร่าง 1.pdf", 5, 2, 3), EvidenceFile("b" * 64, "", 2**53 - 1)),
        ),
        Evidence("", EvidenceKind.PHOTO),
    ),
)
PROPOSED = Measure(1, "ข้อเสนอ", proposal=True, result="จะทำ")
UNTOLD = Measure(5, "ตลอดปี", period=Period("ตลอดปีงบประมาณ"))
DATA = DataSheet(YEAR, (FULL, UNTOLD), (PROPOSED,))


def printed(data: DataSheet, target: Path, page: Page = SMALL) -> Path:
    return xlsx.save(page, target, overwrite=True, data=data, about=ABOUT)


def at(head: str, row: int = 2) -> str:
    """The place of a cell of the data sheet by its column's head."""
    heads = [column.head for column in COLUMNS]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return f"{letters[heads.index(head)]}{row}"
