from dataclasses import replace

import pytest

from ita_tui.domain.agency import Agency
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.measure import Measure, Step, WorkStatus
from ita_tui.domain.period import Period
from ita_tui.domain.report import Report
from ita_tui.reports.layouts import Layout, layout_named, read_layout
from ita_tui.reports.page import DOTS, Page, Row, Signatory
from ita_tui.reports.progress_table import arrange

AGENCY = Agency("องค์การบริหารส่วนตำบลทุ่งตัวอย่าง", "เมืองสมมุติ", "สมมุติบุรี")
LINK = "https://itas.example.go.th/go/eit?tokenId=2759482"
TITLE, METHOD, RESPONSIBLE, PERIOD, RESULT = range(5)


def page_of(
    *measures: Measure,
    agency: Agency = AGENCY,
    layout: Layout | None = None,
    thai_numerals: bool = True,
    round_of: RoundOf = RoundOf.TWELVE_MONTHS,
    signatories: tuple[Signatory, ...] = (),
    eit_link: str = LINK,
) -> Page:
    return arrange(
        Report(agency, FiscalYear(2566), measures=measures),
        layout or layout_named("progress"),
        thai_numerals=thai_numerals,
        round_of=round_of,
        signatories=signatories,
        eit_link=eit_link,
    )


def test_the_number_stands_before_the_title() -> None:
    page = page_of(Measure(4, "ส่งเสริมการมีส่วนร่วม"))

    assert page.rows[0].cells[TITLE] == "๔. ส่งเสริมการมีส่วนร่วม"
    assert page.rows[0].subject == "มาตรการ ๔"


def test_rows_keep_the_order_of_the_report() -> None:
    page = page_of(Measure(2, "ข"), Measure(1, "ก"))

    assert [row.cells[TITLE] for row in page.rows] == ["๒. ข", "๑. ก"]


def test_line_breaks_of_a_cell_are_kept_whatever_wrote_them() -> None:
    page = page_of(Measure(1, "ก", method="- ประชุม\r\n- จัดเวที\n\n- สรุป\n"))

    assert page.rows[0].cells[METHOD] == "- ประชุม\n- จัดเวที\n\n- สรุป"


def test_steps_stand_in_for_a_method_that_was_not_written() -> None:
    steps = (Step("ประชุม"), Step("จัดเวที"))

    assert page_of(Measure(1, "ก", steps=steps)).rows[0].cells[METHOD] == "๑. ประชุม\n๒. จัดเวที"
    assert page_of(Measure(1, "ก", steps=steps, method="ทำเอง")).rows[0].cells[METHOD] == "ทำเอง"


def test_nothing_is_invented_for_empty_cells() -> None:
    cells = page_of(Measure(1, "ก")).rows[0].cells

    assert (cells[METHOD], cells[RESPONSIBLE], cells[PERIOD]) == ("", "", "")


@pytest.mark.parametrize(
    ("measure", "shown"),
    [
        (Measure(1, "ก", status=WorkStatus.COMPLETED, result="จัดแล้ว 5 ครั้ง"), "จัดแล้ว ๕ ครั้ง"),
        (Measure(1, "ก", status=WorkStatus.COMPLETED), "แล้วเสร็จ"),
        (Measure(1, "ก", result=" \n"), "ยังไม่เริ่ม"),
        (Measure(1, "ก", status=WorkStatus.CANCELLED), "ไม่ดำเนินการ"),
        (
            Measure(1, "ก", status=WorkStatus.CANCELLED, cancel_reason="งบประมาณไม่พอ"),
            "ไม่ดำเนินการ เนื่องจากงบประมาณไม่พอ",
        ),
        (
            Measure(1, "ก", status=WorkStatus.CANCELLED, cancel_reason="เนื่องจากงบประมาณไม่พอ"),
            "ไม่ดำเนินการ เนื่องจากงบประมาณไม่พอ",
        ),
    ],
)
def test_a_measure_without_a_result_shows_its_status(measure: Measure, shown: str) -> None:
    assert page_of(measure).rows[0].cells[RESULT] == shown


def test_thai_numerals_leave_links_addresses_and_file_names_alone() -> None:
    result = "ดู www.example.go.th/o12 หรือ ita2566@example.go.th ไฟล์ รายงาน2.pdf ครบ 12 ข้อ"

    page = page_of(Measure(1, "ก", result=result))

    assert page.rows[0].cells[RESULT] == (
        "ดู www.example.go.th/o12 หรือ ita2566@example.go.th ไฟล์ รายงาน2.pdf ครบ ๑๒ ข้อ"
    )


def test_arabic_numerals_leave_every_digit_as_typed() -> None:
    measure = Measure(12, "ก", period=Period("ก.พ. – เม.ย. ๒๕๖๖"), result="ครบ 12 ข้อ")

    page = page_of(measure, thai_numerals=False)

    assert page.rows[0].cells == ("12. ก", "", "", "ก.พ. – เม.ย. ๒๕๖๖", "ครบ 12 ข้อ")
    assert "พ.ศ. 2566" in page.title[1]


def test_the_title_names_agency_year_and_round() -> None:
    title = page_of(round_of=RoundOf.SIX_MONTHS).title

    assert title[1] == "องค์การบริหารส่วนตำบลทุ่งตัวอย่าง ประจำปีงบประมาณ พ.ศ. ๒๕๖๖ (รอบ ๖ เดือน)"
    assert title[2] == "อำเภอเมืองสมมุติ จังหวัดสมมุติบุรี"


def test_a_line_that_needs_what_is_not_known_is_left_out() -> None:
    title = page_of(agency=Agency("เทศบาลตำบลสมมุติ", province="สมมุติบุรี")).title

    assert len(title) == 2
    assert not any("{" in line or "อำเภอ" in line for line in title)


def test_braces_in_a_name_are_letters() -> None:
    page = page_of(agency=Agency("อบต.{year}"))

    assert page.title[1].startswith("อบต.{year} ")


def test_the_link_to_the_eit_survey_stands_after_the_table_letter_by_letter() -> None:
    (section,) = page_of().sections

    assert section.link == LINK
    assert LINK in section.paragraphs
    assert "ปีงบประมาณ พ.ศ. ๒๕๖๖" in section.paragraphs[0]


def test_a_link_that_looks_like_none_keeps_its_digits_too() -> None:
    (section,) = page_of(eit_link="itas-1609 token 27").sections

    assert "itas-1609 token 27" in section.paragraphs


def test_an_unknown_link_leaves_a_dotted_line_to_fill_in() -> None:
    (section,) = page_of(eit_link="").sections

    assert section.link == ""
    assert DOTS in section.paragraphs


def test_signatories_sign_over_name_and_position() -> None:
    page = page_of(signatories=(Signatory("นางสาวสมมุติ ตัวอย่าง", "เลขานุการคณะกรรมการ"), Signatory()))

    known, unknown = page.signature.signatures
    assert known == (f"(ลงชื่อ){DOTS}", "(นางสาวสมมุติ ตัวอย่าง)", "เลขานุการคณะกรรมการ")
    assert unknown == (f"(ลงชื่อ){DOTS}", f"({DOTS})", f"ตำแหน่ง{DOTS}")
    assert page.signature.committee[1] == AGENCY.name


def test_without_signatories_the_layouts_positions_sign() -> None:
    positions = [lines[2] for lines in page_of().signature.signatures]

    assert positions == list(layout_named("progress").positions)


def test_properties_name_no_person() -> None:
    page = page_of(signatories=(Signatory("นางสาวสมมุติ ตัวอย่าง", "เลขานุการ"),))

    assert page.properties.agency == AGENCY.name
    assert (page.properties.year, page.properties.layout) == (2566, "progress")
    assert "สมมุติ ตัวอย่าง" not in page.properties.title


def test_a_layout_may_show_other_fields() -> None:
    layout = read_layout(
        'title = "ก"\n[heading]\ntitle = ["ผล"]\n'
        + "".join(
            f'[[columns]]\nfield = "{field}"\nhead = "{field}"\nweight = 1\n'
            for field in (
                "number",
                "title_alone",
                "guideline",
                "status",
                "outcome",
                "recommendation",
                "weak_item",
            )
        ),
        "ours",
    )
    measure = Measure(
        3, "เปิดเผยข้อมูล", guideline="ก1", outcome="ข", recommendation="ค", weak_item="i10", result="มี"
    )

    page = page_of(measure, layout=layout)

    assert page.rows[0].cells == ("๓", "เปิดเผยข้อมูล", "ก๑", "ยังไม่เริ่ม", "ข", "ค", "i๑๐")


def test_a_page_refuses_a_row_that_does_not_fit_its_heads() -> None:
    page = page_of()

    with pytest.raises(ValueError, match="2 texts for 5 columns"):
        replace(page, rows=(Row(("ก", "ข"), "มาตรการ ๑"),))
