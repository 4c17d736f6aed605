"""The papers of a meeting: minutes in the official form, agenda, sheet to sign on; printed upright and read back."""

import io
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest

from exports import pdf
from exports.docx import document_bytes
from ita_tui import meeting_papers
from ita_tui.domain.agency import Agency
from ita_tui.domain.agenda_order import main_title
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.meetings import AgendaItem, Attendance, Meeting, Presence, Resolution
from ita_tui.domain.report import Report
from ita_tui.meeting_papers import Paper
from ita_tui.reports.minutes import agenda_page, minutes_page, sign_in_page
from ita_tui.reports.page import Heading, Page, Paragraph, Signature, Table, Title
from ita_tui.saving import TargetExists
from tests.store_builders import BANGKOK, begun_store

YEAR = FiscalYear(2569)
REPORT = Report(Agency("องค์การบริหารส่วนตำบลทดสอบน้ำใส"), YEAR)
PEOPLE = (
    Attendance("นายสมมุติ ใจดี", "ประธานกรรมการ", Presence.PRESENT),
    Attendance("นางตัวอย่าง มีสุข", "กรรมการ", Presence.EXCUSED),
    Attendance("นางสาวจำลอง รอบคอบ", "กรรมการและเลขานุการ", Presence.PRESENT),
    Attendance("นายสาธิต ว่องไว", "ผู้ช่วยเลขานุการ", Presence.PRESENT),
    Attendance("นายเชิญมา ให้ข้อมูล", "ผู้ใหญ่บ้านหมู่ที่ 4", Presence.PRESENT, guest=True),
    Attendance("นายไม่ว่าง มาก", "กำนัน", Presence.ABSENT, guest=True),
)
AGENDA = (
    AgendaItem(main_title(1, "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ")),
    AgendaItem(main_title(2, "เรื่องเพื่อพิจารณา")),
    AgendaItem("ส่งเสริมการมีส่วนร่วม", "เกินกำหนด 6 วัน\nเหลือสรุปผล", measure=4, measure_id=9),
    AgendaItem(main_title(3, "เรื่องสืบเนื่อง"), "ติดตามแล้ว"),
)
DECIDED = (
    Resolution("ให้สำนักปลัดสรุปผล", "สำนักปลัด", date(2026, 4, 15), item=3, measure=4, measure_id=9),
    Resolution("รับทราบ"),
)
MEETING = Meeting(
    2,
    held=date(2026, 3, 18),
    time="๑๓.๓๐ น.",
    place="ห้องประชุมชั้น 2",
    attendance=PEOPLE,
    agenda=AGENDA,
    resolutions=DECIDED,
    minutes="นัดประชุมครั้งถัดไปเดือนมิถุนายน",
    ended=datetime(2026, 3, 18, 15, 40, tzinfo=BANGKOK),
)


def lines(page: Page) -> list[str]:
    """Everything that is printed but tables and the title, from top to bottom."""
    return [part.text for part in page.parts if isinstance(part, Heading | Paragraph)]


def tables(page: Page) -> list[list[tuple[str, ...]]]:
    return [[row.cells for row in part.rows] for part in page.parts if isinstance(part, Table)]


def test_the_minutes_have_the_official_form_from_who_came_to_who_wrote_it_down() -> None:
    page = minutes_page(REPORT, MEETING)

    (title,) = (part for part in page.parts if isinstance(part, Title))
    assert title.lines == (
        "รายงานการประชุมคณะกรรมการขับเคลื่อนการประเมินคุณธรรมและความโปร่งใส",
        "องค์การบริหารส่วนตำบลทดสอบน้ำใส",
        "ครั้งที่ ๒/๒๕๖๙",
        "วันพุธที่ ๑๘ มีนาคม ๒๕๖๙ เวลา ๑๓.๓๐ น.",
        "ณ ห้องประชุมชั้น ๒",
    )
    assert lines(page) == [
        "ผู้มาประชุม",
        "ผู้ไม่มาประชุม",
        "ผู้เข้าร่วมประชุม",
        "เริ่มประชุมเวลา ๑๓.๓๐ น.",
        "ระเบียบวาระที่ ๑ เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ",
        "…………………………………………",
        "ระเบียบวาระที่ ๒ เรื่องเพื่อพิจารณา",
        "๒.๑ มาตรการที่ ๔ ส่งเสริมการมีส่วนร่วม",
        "เกินกำหนด ๖ วัน",
        "เหลือสรุปผล",
        "มติที่ประชุม  ให้สำนักปลัดสรุปผล (ผู้ปฏิบัติ สำนักปลัด กำหนดแล้วเสร็จภายในวันที่ ๑๕ เมษายน ๒๕๖๙)",
        "ระเบียบวาระที่ ๓ เรื่องสืบเนื่อง",
        "ติดตามแล้ว",
        "มติที่ประชุม  …………………………………………",
        "มติอื่นของที่ประชุม",
        "มติที่ประชุม  รับทราบ",
        "บันทึกเพิ่มเติม",
        "นัดประชุมครั้งถัดไปเดือนมิถุนายน",
        "สรุปมติและการมอบหมาย",
        "เลิกประชุมเวลา ๑๕.๔๐ น.",
    ]
    assert tables(page) == [
        [
            ("๑", "นายสมมุติ ใจดี", "ประธานกรรมการ"),
            ("๒", "นางสาวจำลอง รอบคอบ", "กรรมการและเลขานุการ"),
            ("๓", "นายสาธิต ว่องไว", "ผู้ช่วยเลขานุการ"),
        ],
        [("๑", "นางตัวอย่าง มีสุข", "กรรมการ", "ลาประชุม")],
        [("๑", "นายเชิญมา ให้ข้อมูล", "ผู้ใหญ่บ้านหมู่ที่ ๔")],
        [("๑", "ให้สำนักปลัดสรุปผล", "สำนักปลัด", "๑๕ เม.ย. ๒๕๖๙"), ("๒", "รับทราบ", "", "–")],
    ]
    (signature,) = (part for part in page.parts if isinstance(part, Signature))
    assert [one[1:] for one in signature.signatures] == [
        ("(นายสาธิต ว่องไว)", "ผู้จดรายงานการประชุม"),
        ("(นางสาวจำลอง รอบคอบ)", "ผู้ตรวจรายงานการประชุม"),
    ]
    assert page.upright
    assert page.thai_numerals


def test_what_is_not_known_of_a_meeting_is_dotted_and_digits_may_be_arabic() -> None:
    bare = minutes_page(REPORT, Meeting(1), thai_numerals=False)
    written = lines(minutes_page(REPORT, MEETING, thai_numerals=False))

    text = "\n".join(text for _, text in bare.texts())
    assert "ครั้งที่ 1/2569" in text
    assert "วันที่……" in text
    assert "ณ ……" in text
    assert "เริ่มประชุมเวลา …………………………………………" in text
    assert "เลิกประชุมเวลา …………………………………………" in text
    assert "สรุปมติ" not in text
    assert "เลิกประชุมเวลา 15.40 น." in written
    other_day = minutes_page(REPORT, replace(MEETING, held=date(2026, 3, 17)))
    assert lines(other_day)[-1].startswith("เลิกประชุมเวลา …")


def test_who_was_not_checked_is_named_as_neither_present_nor_absent_and_still_signs_the_sheet() -> None:
    people = (
        *PEOPLE,
        Attendance("นายยังไม่รู้ ว่ามา", "กรรมการ"),
        Attendance("นางรับเชิญ ไว้ก่อน", "ครู", guest=True),
    )
    page = minutes_page(REPORT, replace(MEETING, attendance=people))

    assert lines(page)[2:5] == ["ผู้เข้าร่วมประชุม", "ยังไม่ได้เช็กชื่อ", "เริ่มประชุมเวลา ๑๓.๓๐ น."]
    came, away, others, unknown, _ = tables(page)
    assert [row[1] for row in unknown] == ["นายยังไม่รู้ ว่ามา", "นางรับเชิญ ไว้ก่อน"]
    assert [len(came), len(away), len(others)] == [3, 1, 1]
    assert "ยังไม่ได้เช็กชื่อ" not in lines(minutes_page(REPORT, MEETING))
    members, guests = tables(sign_in_page(REPORT, replace(MEETING, attendance=people)))
    assert "นายยังไม่รู้ ว่ามา" in [row[1] for row in members]
    assert "นางรับเชิญ ไว้ก่อน" in [row[1] for row in guests]


def test_nothing_is_said_to_be_nothing_but_where_it_was_typed() -> None:
    agenda = (AgendaItem(main_title(1, "เรื่องแจ้ง")), AgendaItem(main_title(2, "เรื่องอื่น ๆ"), "ไม่มี"))
    written = lines(minutes_page(REPORT, replace(MEETING, agenda=agenda, resolutions=())))

    assert written[written.index("ระเบียบวาระที่ ๑ เรื่องแจ้ง") + 1].startswith("………")
    assert written[written.index("ระเบียบวาระที่ ๒ เรื่องอื่น ๆ") + 1] == "ไม่มี"
    assert "– ไม่มี –" not in written


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("9.30", "๐๙.๓๐ น."),
        ("๙:๓๐ น.", "๐๙.๓๐ น."),
        ("13.05 น.", "๑๓.๐๕ น."),
        ("เก้าโมงครึ่ง", "เก้าโมงครึ่ง น."),
        ("25.30", "๒๕.๓๐ น."),
        ("9.30-12.00", "๙.๓๐-๑๒.๐๐ น."),
    ],
)
def test_the_hour_is_printed_with_two_digits_where_it_can_be_read(typed: str, printed: str) -> None:
    assert f"เริ่มประชุมเวลา {printed}" in lines(minutes_page(REPORT, replace(MEETING, time=typed)))


def test_the_agenda_says_why_and_the_sheet_has_a_line_for_everybody() -> None:
    assert lines(agenda_page(REPORT, MEETING))[1:5] == [
        "ระเบียบวาระที่ ๒ เรื่องเพื่อพิจารณา",
        "๒.๑ มาตรการที่ ๔ ส่งเสริมการมีส่วนร่วม",
        "เกินกำหนด ๖ วัน",
        "เหลือสรุปผล",
    ]
    members, guests = tables(sign_in_page(REPORT, MEETING))
    assert [row[1] for row in members] == [one.name for one in PEOPLE if not one.guest]
    assert [row[:2] for row in guests][:2] == [("๑", "นายเชิญมา ให้ข้อมูล"), ("๒", "")]
    assert len(guests) == 6


def test_papers_are_printed_upright_in_each_format_and_hold_what_the_page_does(tmp_path: Path) -> None:
    page = minutes_page(REPORT, MEETING)

    document = docx.Document(io.BytesIO(document_bytes(page)))
    (section,) = document.sections
    assert section.page_height is not None
    assert section.page_width is not None
    assert section.page_height > section.page_width
    assert "ผู้ไม่มาประชุม" in [paragraph.text for paragraph in document.paragraphs]
    assert [cell.text for cell in document.tables[3].rows[1].cells] == [
        "๑", "ให้สำนักปลัดสรุปผล", "สำนักปลัด", "๑๕ เม.ย. ๒๕๖๙",
    ]  # fmt: skip

    made = pdf.document(page)
    assert made.pages in {1, 2, 3}
    with begun_store(tmp_path / "a.db") as store:
        kept = store.meetings.save(YEAR, replace(MEETING, agenda=AGENDA[:2]))
        for paper in Paper:
            name = meeting_papers.paper_name(YEAR, kept, paper, "xlsx")
            path = meeting_papers.print_paper(
                store, YEAR, kept.id or 0, paper, tmp_path / name, form="xlsx", thai_numerals=False
            )
            sheet = openpyxl.load_workbook(path).active
            assert sheet is not None
            assert sheet.page_setup.orientation == "portrait"
            assert sheet["A3"].value == "ครั้งที่ 2/2569"
        with pytest.raises(TargetExists):
            meeting_papers.print_paper(store, YEAR, kept.id or 0, Paper.MINUTES, path, form="xlsx")


def test_a_paper_is_offered_under_a_name_that_every_system_takes() -> None:
    assert (
        meeting_papers.paper_name(YEAR, MEETING, Paper.MINUTES, "docx") == "รายงานการประชุม-ครั้งที่ 2-2569.docx"
    )
