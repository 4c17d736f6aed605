"""The printed sheet of a division: what it sees to, how far it is, and what is missing."""

from datetime import date
from pathlib import Path

from exports import pdf, xlsx
from ita_tui.domain.agency import Agency, Division
from ita_tui.domain.disclosure import DisclosureItem
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, Proof, Step, WorkStatus
from ita_tui.domain.meetings import Meeting, Resolution
from ita_tui.domain.period import Period
from ita_tui.domain.report import Report
from ita_tui.reports.division_sheet import division_sheet
from ita_tui.reports.page import Page, Paragraph, Table

TODAY = date(2026, 3, 18)
PERIOD = Period("ต.ค. 68 – มี.ค. 69", date(2025, 10, 1), date(2026, 3, 12))
REPORT = Report(
    Agency("องค์การบริหารส่วนตำบลบ้านสวน"),
    FiscalYear(2569),
    (Division("กองคลัง", contact="หัวหน้ากอง ต่อ 14"), Division("กองช่าง")),
    measures=(
        Measure(
            3,
            "ทะเบียนคุม",
            divisions=("กองคลัง",),
            steps=(Step("สำรวจ", WorkStatus.COMPLETED), Step("ซ่อม", responsible="กองช่าง")),
            period=PERIOD,
            status=WorkStatus.IN_PROGRESS,
            proof=Proof.PARTIAL,
        ),
    ),
    disclosure=(DisclosureItem("o12", "รายงานจัดซื้อ ปี 2569", divisions=("กองคลัง",)),),
    meetings=(Meeting(2, resolutions=(Resolution("ให้เร่งรัด", who="กองคลัง", due=date(2026, 3, 15)),)),),
)


def rows(page: Page) -> list[tuple[str, ...]]:
    return [row.cells for part in page.parts if isinstance(part, Table) for row in part.rows]


def test_a_sheet_has_measures_items_and_open_resolutions_with_what_is_missing() -> None:
    page = division_sheet(REPORT, "กองคลัง", TODAY)
    texts = "\n".join(text for _, text in page.texts())

    assert rows(page) == [
        (
            "๓",
            "ทะเบียนคุม",
            "ต.ค. ๖๘ – มี.ค. ๖๙",
            "๑. สำรวจ (แล้วเสร็จ)\n๒. ซ่อม (กองช่าง)",
            "กำลังดำเนินการ ร้อยละ ๕๐",
            "เกินกำหนด ๖ วัน\nเหลือ ๑ ขั้นตอน\nยังไม่มีผลการดำเนินการ",
        ),
        ("O๑๒", "รายงานจัดซื้อ ปี ๒๕๖๙", "", "ยังไม่เผยแพร่", "ยังไม่มีลิงก์\nยังไม่เผยแพร่"),
        ("ครั้งที่ ๒/๒๕๖๙", "ให้เร่งรัด", "กองคลัง", "๑๕ มี.ค. ๒๕๖๙", "เกิน ๓ วัน"),
    ]
    assert "ข้อมูล ณ วันที่ ๑๘ มีนาคม ๒๕๖๙" in texts
    assert "ผู้ประสานงาน หัวหน้ากอง ต่อ ๑๔" in texts


def test_a_division_of_steps_alone_gets_them_and_one_without_work_an_empty_sheet() -> None:
    works, nobody = (
        division_sheet(REPORT, name, TODAY, thai_numerals=False) for name in ("กองช่าง", "กองใหม่")
    )
    paragraphs = [part.text for part in nobody.parts if isinstance(part, Paragraph)]

    assert [row[1] for row in rows(works)] == ["ทะเบียนคุม\n(เฉพาะขั้นตอนที่ระบุ)"]
    assert rows(works)[0][5].startswith("เกินกำหนด 6 วัน")
    assert rows(nobody) == []
    assert paragraphs == [f"ไม่มี{what}ของส่วนราชการนี้" for what in ("มาตรการ", "ข้อ OIT", "มติ")]


def test_a_sheet_prints_as_a_workbook_and_as_a_pdf(tmp_path: Path) -> None:
    page = division_sheet(REPORT, "กองคลัง", TODAY)

    made = (
        xlsx.save(page, tmp_path / "ก.xlsx", overwrite=False),
        pdf.save(page, tmp_path / "ก.pdf", overwrite=False),
    )

    assert [path.read_bytes()[:4] for path in made] == [b"PK\x03\x04", b"%PDF"]
