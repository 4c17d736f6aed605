"""An imaginary year with everything that a report can print, and a page written down as text to be read in again."""

from datetime import date
from decimal import Decimal

from ita_tui.domain.agency import Agency
from ita_tui.domain.disclosure import DisclosureItem
from ita_tui.domain.evidence import Evidence, EvidenceFile, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure, ProgressNote, WorkStatus
from ita_tui.domain.period import read_period
from ita_tui.domain.report import Report
from ita_tui.domain.scores import IssueAnalysis, QuestionScore, Scores, ToDevelop
from ita_tui.reports.page import (
    FormLine,
    Heading,
    Page,
    PageEnd,
    Paragraph,
    Part,
    QrCode,
    Signature,
    Table,
    Title,
)

AGENCY = Agency("องค์การบริหารส่วนตำบลทุ่งตัวอย่าง", "เมืองสมมุติ", "สมมุติบุรี")
YEAR = FiscalYear(2569)

COMMAND = Evidence(
    "คำสั่งแต่งตั้งคณะทำงาน",
    EvidenceKind.ORDER,
    id=1,
    document_number="คำสั่งที่ 12/2568",
    document_date=date(2025, 11, 3),
    files=(EvidenceFile("0" * 64, "คำสั่ง12.pdf", 10),),
)
PHOTO = Evidence("ภาพการประชุม", EvidenceKind.PHOTO, id=2, document_date=date(2026, 6, 1), page="หน้า 3")
SITE = Evidence("หน้าเว็บคู่มือ", EvidenceKind.LINK, id=3, url="https://www.example.go.th/o8")

MEASURES = (
    Measure(
        1,
        "จัดทำคู่มือการให้บริการ",
        guideline="ให้ทุกส่วนราชการใช้คู่มือเดียวกัน",
        method="1. ประชุมคณะทำงาน\n2. ยกร่างคู่มือ\n3. เผยแพร่",
        responsible="สำนักปลัด",
        period=read_period("ต.ค. – ธ.ค. ๒๕๖๘", YEAR),
        status=WorkStatus.COMPLETED,
        result="ดำเนินการแล้วเสร็จ 3 งานบริการ",
        outcome="ผู้รับบริการทราบขั้นตอน",
        recommendation="ควรทบทวนทุกปี",
        follow_up="รายงานที่ประชุมทุกเดือน",
        issue=1,
        weak_item="O8 คู่มือการปฏิบัติงาน",
        items=("o8",),
        evidence=(COMMAND, SITE),
    ),
    Measure(
        2,
        "เปิดช่องทางร้องเรียนออนไลน์\nและแจ้งผลทุกเรื่อง",
        guideline="รับเรื่องได้ทุกวัน",
        method="- จัดทำแบบคำขอ\n- ทดสอบระบบ",
        responsible="กองคลัง\nกองช่าง",
        period=read_period("ไตรมาสที่ ๒", YEAR),
        status=WorkStatus.IN_PROGRESS,
        percent=50,
        result="อยู่ระหว่างทดสอบ",
        outcome="ลดเวลาเดินทาง",
        recommendation="เพิ่มการประชาสัมพันธ์",
        follow_up="สรุปสถิติรายไตรมาส",
        issue=3,
        weak_item="e5 การประชาสัมพันธ์ข้อมูล",
        items=("o12", "o8"),
        notes=(ProgressNote(date(2026, 4, 5), "ทดสอบรอบสอง"), ProgressNote(date(2026, 1, 12), "ทดสอบรอบแรก")),
        evidence=(COMMAND, PHOTO),
    ),
    Measure(
        3,
        "อบรมการใช้ทรัพย์สินของราชการ",
        guideline="อบรมปีละครั้ง",
        method="เชิญวิทยากร",
        responsible="หน่วยตรวจสอบภายใน",
        period=read_period("๗ วัน", YEAR),
        result="จัดอบรมแล้วเสร็จ",
        outcome="เข้าใจระเบียบ",
        recommendation="จัดซ้ำในปีถัดไป",
        follow_up="ทดสอบความรู้",
        issue=3,
        weak_item="i10 การยืมทรัพย์สิน",
    ),
)
PROPOSALS = (
    Measure(
        1,
        "ประกาศนโยบายไม่รับของขวัญ",
        proposal=True,
        guideline="ผู้บริหารประกาศต่อหน้าพนักงาน",
        method="ประกาศ\nเผยแพร่บนเว็บไซต์",
        responsible="สำนักปลัด",
        follow_up="รายงานทุกหกเดือน",
    ),
    Measure(
        2,
        "ตรวจสอบการใช้ดุลพินิจ",
        proposal=True,
        guideline="มีหลักเกณฑ์เป็นลายลักษณ์อักษร",
        method="จัดทำคู่มือ",
        responsible="กองช่าง",
        follow_up="สุ่มตรวจ",
    ),
)
INDICATOR_SCORES = tuple(
    map(Decimal, ("90.5", "79.25", "80", "70.1", "60", "95", "97.75", "88", "80.01", "97.75"))
)
SCORES = Scores(
    2568,
    indicators=INDICATOR_SCORES,
    printed_total=Decimal("84.13"),
    printed_level="ต้องปรับปรุง",
    questions=(
        QuestionScore("i1", Decimal("90.95"), "เจ้าหน้าที่ปฏิบัติงานตามขั้นตอน", issue=1),
        QuestionScore("i10", Decimal("81.9"), "การขอยืมทรัพย์สินทำถูกต้อง", issue=1),
        QuestionScore("e5", Decimal(100), "หน่วยงานประชาสัมพันธ์ชัดเจน", issue=3),
        QuestionScore("o16", Decimal(50), "ประมวลจริยธรรม", issue=3),
        QuestionScore("e7", Decimal("93.125"), "เปิดโอกาสให้มีส่วนร่วม", issue=3),
        QuestionScore("o2", None, "ข้อมูลผู้บริหาร", issue=3),
        QuestionScore("e6", Decimal(88), "สื่อสารชัดเจน", issue=3),
    ),
    to_develop=(
        ToDevelop(Instrument.OIT, "การป้องกันการทุจริต", "การเผยแพร่บนเว็บไซต์", "จัดทำแผนให้ชัดเจน"),
        ToDevelop(Instrument.IIT, "การใช้อำนาจ", "การมอบหมายงาน", "จัดทำข้อตกลง\nเป็นลายลักษณ์อักษร"),
    ),
)
ISSUES = (
    IssueAnalysis(1, "i10", "ผู้ยืมไม่ทราบระเบียบ", "มีผู้ยืมน้อย\nในปีนี้", "จัดทำคู่มือการยืม"),
    IssueAnalysis(3, "e6", "", "ข้อมูลกระจายหลายช่องทาง", "รวมไว้ที่เว็บไซต์"),
    IssueAnalysis(6, "o14", "ยังไม่มีแผน", "", "จัดทำแผนบุคคล"),
)
FULL = Report(
    AGENCY,
    YEAR,
    measures=MEASURES,
    proposals=PROPOSALS,
    scores=SCORES,
    issues=ISSUES,
    disclosure=(
        DisclosureItem("o1", "โครงสร้าง", url="https://www.example.go.th/o1"),
        DisclosureItem("o2", "ผู้บริหาร"),
    ),
)


def as_text(page: Page) -> str:
    """A page as the text of a printed report: a line for each text, a row of tabs for each row of a table."""
    return "\n\n".join(map(_part, page.all_parts)) + "\n"


def _part(part: Part) -> str:
    match part:
        case Title():
            return "\n".join(part.lines)
        case Heading() | Paragraph():
            return part.text
        case FormLine():
            return "\n".join(f"{label} {words}" for label, words in part.fields)
        case Table():
            rows = [tuple(head.text for head in part.heads), *(row.cells for row in part.rows)]
            return "\n".join("\t".join(cell.replace("\n", "<br>") for cell in row) for row in rows)
        case QrCode() | Signature() | PageEnd():
            return "\n".join(words for _, words in part.texts())
