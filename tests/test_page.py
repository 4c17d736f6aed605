"""The page of progress: what stands in its cells, its title and its place to sign, and in which digits."""

from dataclasses import replace
from datetime import date

import pytest

from ita_tui.domain.agency import Agency
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.measure import Measure, ProgressNote, Step, WorkStatus
from ita_tui.domain.period import Period
from ita_tui.domain.report import Report
from ita_tui.reports.arranging import arrange
from ita_tui.reports.eit_link import web_link
from ita_tui.reports.layout_parts import Annex
from ita_tui.reports.layouts import Layout, layout_named, read_layout
from ita_tui.reports.options import Memo, Options
from ita_tui.reports.page import (
    DOTS,
    FormLine,
    Head,
    Heading,
    Page,
    PageEnd,
    Paragraph,
    QrCode,
    Row,
    Signatory,
    Signature,
    Table,
    Title,
)

AGENCY = Agency("องค์การบริหารส่วนตำบลทุ่งตัวอย่าง", "เมืองสมมุติ", "สมมุติบุรี")
LINK = "https://itas.example.go.th/go/eit?tokenId=2759482"
SECRETARY = Signatory("นางสาวสมมุติ ตัวอย่าง", "เลขานุการคณะกรรมการ")
TITLE, METHOD, RESPONSIBLE, PERIOD, RESULT = range(5)


def page_of(
    *measures: Measure,
    agency: Agency = AGENCY,
    layout: Layout | None = None,
    options: Options | None = None,
) -> Page:
    report = Report(agency, FiscalYear(2566), measures=measures)
    return arrange(report, layout or layout_named("progress"), options or Options(eit_link=LINK))


def cells_of(page: Page, row: int = 0) -> tuple[str, ...]:
    return page.tables[0].rows[row].cells


def title_of(page: Page) -> tuple[str, ...]:
    return next(part.lines for part in page.parts if isinstance(part, Title))


def paragraphs(page: Page) -> list[str]:
    return [part.text for part in page.all_parts if isinstance(part, Paragraph)]


def signature_of(page: Page) -> Signature:
    return [part for part in page.parts if isinstance(part, Signature)][-1]


def showing(*fields: str) -> Layout:
    columns = "".join(f'[[columns]]\nfield = "{field}"\nhead = "{field}"\nweight = 1\n' for field in fields)
    return read_layout(f'title = "ก"\n[heading]\ntitle = ["ผล"]\n{columns}', "ours")


# --- cells ---------------------------------------------------------------------------------------------------


def test_the_number_stands_before_the_title() -> None:
    page = page_of(Measure(4, "ส่งเสริมการมีส่วนร่วม"))

    assert cells_of(page)[TITLE] == "๔. ส่งเสริมการมีส่วนร่วม"
    assert page.tables[0].rows[0].subject == "มาตรการ ๔"


def test_rows_keep_the_order_of_the_report() -> None:
    page = page_of(Measure(2, "ข"), Measure(1, "ก"))

    assert [row.cells[TITLE] for row in page.tables[0].rows] == ["๒. ข", "๑. ก"]


def test_line_breaks_of_a_cell_are_kept_whatever_wrote_them() -> None:
    page = page_of(Measure(1, "ก", method="- ประชุม\r\n- จัดเวที\n\n- สรุป\n"))

    assert cells_of(page)[METHOD] == "- ประชุม\n- จัดเวที\n\n- สรุป"


def test_steps_stand_in_for_a_method_that_was_not_written() -> None:
    steps = (Step("ประชุม"), Step("จัดเวที"))

    assert cells_of(page_of(Measure(1, "ก", steps=steps)))[METHOD] == "๑. ประชุม\n๒. จัดเวที"
    assert cells_of(page_of(Measure(1, "ก", steps=steps, method="ทำเอง")))[METHOD] == "ทำเอง"


def test_days_stand_in_for_a_period_that_was_not_written() -> None:
    days = Period("", date(2022, 10, 1), date(2023, 3, 31))

    assert cells_of(page_of(Measure(1, "ก", period=days)))[PERIOD] == "๑ ต.ค. ๒๕๖๕ – ๓๑ มี.ค. ๒๕๖๖"


def test_nothing_is_invented_for_empty_cells() -> None:
    cells = cells_of(page_of(Measure(1, "ก")))

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
    assert cells_of(page_of(measure))[RESULT] == shown


def test_thai_numerals_leave_links_addresses_and_file_names_alone() -> None:
    result = "ดู www.example.go.th/o12 หรือ ita2566@example.go.th ไฟล์ รายงาน2.pdf ครบ 12 ข้อ"

    page = page_of(Measure(1, "ก", result=result))

    assert cells_of(page)[RESULT] == (
        "ดู www.example.go.th/o12 หรือ ita2566@example.go.th ไฟล์ รายงาน2.pdf ครบ ๑๒ ข้อ"
    )


def test_arabic_numerals_leave_every_digit_as_typed() -> None:
    measure = Measure(12, "ก", period=Period("ก.พ. – เม.ย. ๒๕๖๖"), result="ครบ 12 ข้อ")

    page = page_of(measure, options=Options(thai_numerals=False))

    assert cells_of(page) == ("12. ก", "", "", "ก.พ. – เม.ย. ๒๕๖๖", "ครบ 12 ข้อ")
    assert "พ.ศ. 2566" in title_of(page)[1]


@pytest.mark.parametrize("name", ["analysis", "score-review", "plan", "progress"])
def test_the_programs_own_words_are_in_arabic_numerals_where_those_are_chosen(name: str) -> None:
    page = page_of(layout=layout_named(name), options=Options(thai_numerals=False, today=date(2023, 4, 10)))

    assert not any("๐" <= letter <= "๙" for letter in repr(page.parts))


@pytest.mark.parametrize("name", ["progress", "plan", "proposals", "score-review", "numbered-outcome"])
def test_a_year_without_measures_says_so_and_shows_no_bare_heads(name: str) -> None:
    page = page_of(layout=layout_named(name))

    assert Paragraph("ยังไม่ได้บันทึกมาตรการ") in page.parts
    assert not page.tables


def test_a_layout_may_show_other_fields() -> None:
    layout = showing("number", "title_alone", "guideline", "status", "outcome", "recommendation", "weak_item")
    measure = Measure(
        3, "เปิดเผยข้อมูล", guideline="ก1", outcome="ข", recommendation="ค", weak_item="i10", result="มี"
    )

    page = page_of(measure, layout=layout)

    assert cells_of(page) == ("๓", "เปิดเผยข้อมูล", "ก๑", "ยังไม่เริ่ม", "ข", "ค", "i๑๐")


def test_progress_is_told_in_per_cent_but_not_of_what_was_given_up() -> None:
    half = Measure(1, "ก", status=WorkStatus.IN_PROGRESS, percent=50)
    gone = Measure(2, "ข", status=WorkStatus.CANCELLED)

    page = page_of(half, gone, layout=showing("progress"))

    assert [row.cells for row in page.tables[0].rows] == [("ร้อยละ ๕๐",), ("",)]


def test_a_table_refuses_a_row_that_does_not_fit_its_heads() -> None:
    with pytest.raises(ValueError, match="2 texts for 1 columns"):
        Table((Head("ก", 1),), (Row(("ก", "ข"), "มาตรการ ๑"),))


# --- title, intro and rounds ---------------------------------------------------------------------------------


def test_the_title_names_agency_year_and_round() -> None:
    title = title_of(page_of(options=Options(round_of=RoundOf.SIX_MONTHS)))

    assert title[1] == "องค์การบริหารส่วนตำบลทุ่งตัวอย่าง ประจำปีงบประมาณ พ.ศ. ๒๕๖๖ (รอบ ๖ เดือน)"
    assert title[2] == "อำเภอเมืองสมมุติ จังหวัดสมมุติบุรี"


@pytest.mark.parametrize(
    ("round_of", "days"),
    [
        (RoundOf.SIX_MONTHS, "รอบ ๖ เดือน (๑ ต.ค. ๒๕๖๕ – ๓๑ มี.ค. ๒๕๖๖)"),
        (RoundOf.TWELVE_MONTHS, "รอบ ๑๒ เดือน (๑ ต.ค. ๒๕๖๕ – ๓๐ ก.ย. ๒๕๖๖)"),
    ],
)
def test_a_report_tells_the_days_and_the_progress_of_its_round(round_of: RoundOf, days: str) -> None:
    page = page_of(
        Measure(1, "ก", status=WorkStatus.COMPLETED), Measure(2, "ข"), options=Options(round_of=round_of)
    )

    (told,) = [text for text in paragraphs(page) if days in text]
    assert "มีมาตรการ ๒ มาตรการ แล้วเสร็จ ๑ กำลังดำเนินการ ๐ ยังไม่เริ่ม ๑ ไม่ดำเนินการ ๐" in told
    assert "ร้อยละ ๕๐" in told


def test_a_round_that_is_over_says_of_which_day_its_results_are() -> None:
    on_time = page_of(options=Options(round_of=RoundOf.SIX_MONTHS, today=date(2023, 3, 31)))
    late = page_of(options=Options(round_of=RoundOf.SIX_MONTHS, today=date(2023, 4, 10)))
    plan = page_of(layout=layout_named("plan"), options=Options(today=date(2024, 4, 10)))

    (told,) = [text for text in paragraphs(late) if "ณ วันที่" in text]
    assert "๑๐ เมษายน ๒๕๖๖" in told
    assert "๓๑ มีนาคม ๒๕๖๖" in told
    assert not any("ณ วันที่" in text for text in (*paragraphs(on_time), *paragraphs(plan)))


@pytest.mark.parametrize(
    ("round_of", "notes"),
    [
        (RoundOf.SIX_MONTHS, "กำลังดำเนินการ\n๑๒ ม.ค. ๒๕๖๖ ประชุมครั้งที่ ๑"),
        (
            RoundOf.TWELVE_MONTHS,
            "กำลังดำเนินการ\n๑๒ ม.ค. ๒๕๖๖ ประชุมครั้งที่ ๑\n๑ เม.ย. ๒๕๖๖ ประชุมครั้งที่ ๒",
        ),
    ],
)
def test_notes_dated_after_the_round_do_not_count(round_of: RoundOf, notes: str) -> None:
    later, earlier = date(2023, 4, 1), date(2023, 1, 12)
    measure = Measure(
        1,
        "ก",
        status=WorkStatus.IN_PROGRESS,
        notes=(ProgressNote(later, "ประชุมครั้งที่ 2"), ProgressNote(earlier, "ประชุมครั้งที่ 1")),
    )

    page = page_of(measure, options=Options(round_of=round_of, notes=True))

    assert cells_of(page)[RESULT] == notes
    assert cells_of(page_of(measure))[RESULT] == "กำลังดำเนินการ"


def test_a_line_that_needs_what_is_not_known_is_left_out() -> None:
    title = title_of(page_of(agency=Agency("เทศบาลตำบลสมมุติ", province="สมมุติบุรี")))

    assert len(title) == 2
    assert not any("{" in line or "อำเภอ" in line for line in title)


def test_braces_in_a_name_are_letters() -> None:
    page = page_of(agency=Agency("อบต.{year}"))

    assert title_of(page)[1].startswith("อบต.{year} ")


def test_her_own_intro_stands_in_place_of_the_layouts() -> None:
    intro = ("วันที่ {date} ของ{agency}", "  ", "คะแนน {score} ใน {วงเล็บ} {who} {", "ปี {year}")

    page = page_of(options=Options(intro=intro, today=date(2023, 4, 10)))

    assert paragraphs(page)[:3] == [
        "วันที่ ๑๐ เมษายน ๒๕๖๖ ขององค์การบริหารส่วนตำบลทุ่งตัวอย่าง",
        f"คะแนน {DOTS} ใน {{วงเล็บ}} {{who}} {{",
        "ปี ๒๕๖๖",
    ]


def test_each_line_that_she_types_is_a_paragraph_of_its_own() -> None:
    page = page_of(options=Options(intro=("ย่อหน้าแรก\r\n\nย่อหน้าที่สอง",), memo=Memo(paragraphs=("ก\nข",))))

    assert paragraphs(page)[:4] == ["ก", "ข", "ย่อหน้าแรก", "ย่อหน้าที่สอง"]


def test_an_empty_intro_of_hers_is_none() -> None:
    page = page_of(Measure(1, "ก"), options=Options(intro=()))

    assert isinstance(page.parts[1], Table)


# --- the link to the EIT -------------------------------------------------------------------------------------


def test_the_link_to_the_eit_survey_stands_after_the_table_letter_by_letter() -> None:
    page = page_of(Measure(1, "ก"))

    table = next(at for at, part in enumerate(page.parts) if isinstance(part, Table))
    heading, words, link, code = page.parts[table + 1 : table + 5]
    assert isinstance(heading, Heading)
    assert isinstance(words, Paragraph)
    assert "ปีงบประมาณ พ.ศ. ๒๕๖๖" in words.text
    assert link == Paragraph(LINK, LINK)
    assert code == QrCode(LINK, "QR code แบบวัด EIT ปีงบประมาณ พ.ศ. ๒๕๖๖")


@pytest.mark.parametrize(
    "typed",
    [
        "", "  ", "itas-1609 token 27", "javascript:alert(1)", "mailto:a@example.com", "file:///etc/o1", "itas.example.go.th",
        "https://", "https://ita", "https://a.b/c d", "https://a.b/\x00", "https://a.b/\u200bc", "https://[a.b/",
        "https://a.b/\ud800",
    ],
)  # fmt: skip
def test_what_is_no_web_link_leaves_a_dotted_line_to_fill_in_and_no_code(typed: str) -> None:
    page = page_of(options=Options(eit_link=typed))

    assert DOTS in paragraphs(page)
    assert not any(isinstance(part, QrCode) for part in page.parts)
    assert all(part.link == "" for part in page.parts if isinstance(part, Paragraph))


@pytest.mark.parametrize("link", [LINK, "http://a.b/?a=๑", "https://สมมุติ.ไทย/แบบวัด", "HTTPS://A.B:8080/#x'y"])
def test_a_web_link_keeps_every_letter(link: str) -> None:
    page = page_of(options=Options(eit_link=f" {link}\n"))

    assert web_link(link) == link
    assert Paragraph(link, link) in page.parts


def test_a_link_too_long_to_be_scanned_is_printed_without_a_code() -> None:
    long = f"https://a.b/{'x' * 1000}"

    page = page_of(options=Options(eit_link=long))

    assert Paragraph(long, long) in page.parts
    assert not any(isinstance(part, QrCode) for part in page.parts)


# --- signing -------------------------------------------------------------------------------------------------


def test_signatories_sign_over_name_and_position() -> None:
    signature = signature_of(page_of(options=Options(signatories=(SECRETARY, Signatory()))))

    known, unknown = signature.signatures
    assert known == (f"(ลงชื่อ){DOTS}", "(นางสาวสมมุติ ตัวอย่าง)", "เลขานุการคณะกรรมการ")
    assert unknown == (f"(ลงชื่อ){DOTS}", f"({DOTS})", f"ตำแหน่ง{DOTS}")
    assert signature.committee[1] == AGENCY.name


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_one_to_four_sign(count: int) -> None:
    page = page_of(options=Options(signatories=(SECRETARY,) * count))

    assert len(signature_of(page).signatures) == count


def test_no_more_than_four_sign() -> None:
    with pytest.raises(ValueError, match="at most 4"):
        Options(signatories=(SECRETARY,) * 5)
    with pytest.raises(ValueError, match="at most 4"):
        Options(memo=Memo(signatories=(SECRETARY,) * 5))


def test_without_signatories_the_layouts_positions_sign() -> None:
    positions = [lines[2] for lines in signature_of(page_of()).signatures]

    assert positions == list(layout_named("progress").positions)


def test_her_own_committee_stands_in_place_of_the_layouts() -> None:
    page = page_of(options=Options(committee=("คณะทำงาน ปี {year}", " ", "{agency}")))

    assert signature_of(page).committee == ("คณะทำงาน ปี ๒๕๖๖", AGENCY.name)


def test_a_layout_without_anybody_to_sign_has_no_place_to_sign() -> None:
    page = page_of(layout=showing("title"))

    assert not any(isinstance(part, Signature) for part in page.parts)


def test_properties_name_no_person() -> None:
    page = page_of(options=Options(signatories=(SECRETARY,), code="๑๒-๓๔"))

    assert page.properties.agency == AGENCY.name
    assert (page.properties.year, page.properties.layout) == (2566, "progress")
    assert page.code == "๑๒-๓๔"
    assert "สมมุติ ตัวอย่าง" not in page.properties.title


# --- memo ----------------------------------------------------------------------------------------------------


def test_a_memo_goes_before_the_report_on_a_page_of_its_own() -> None:
    memo = Memo(
        number="สม 71601/15",
        dated=date(2023, 10, 5),
        to="นายกองค์การบริหารส่วนตำบลทุ่งตัวอย่าง",
        subject="ส่งรายงานปี 2566",
        office="สำนักปลัด โทร. 1609",
        paragraphs=("ด้วย{agency} ขอ{subject}", "จึงเรียนมา ณ {dates} {x}"),
    )

    page = page_of(options=Options(memo=memo, signatories=(SECRETARY,)))

    assert page.memo == (
        Title(("บันทึกข้อความ",), of_form=True),
        FormLine((("ส่วนราชการ", "สำนักปลัด โทร. ๑๖๐๙"),)),
        FormLine((("ที่", "สม ๗๑๖๐๑/๑๕"), ("วันที่", "๕ ตุลาคม ๒๕๖๖"))),
        FormLine((("เรื่อง", "ส่งรายงานปี ๒๕๖๖"),)),
        FormLine((("เรียน", "นายกองค์การบริหารส่วนตำบลทุ่งตัวอย่าง"),), plain=True),
        Paragraph("ด้วยองค์การบริหารส่วนตำบลทุ่งตัวอย่าง ขอส่งรายงานปี ๒๕๖๖"),
        Paragraph("จึงเรียนมา ณ ๑ ต.ค. ๒๕๖๕ – ๓๐ ก.ย. ๒๕๖๖ {x}"),
        Signature((), ((f"(ลงชื่อ){DOTS}", f"({SECRETARY.name})", SECRETARY.position),)),
    )
    assert replace(page, memo=()) == page_of(options=Options(signatories=(SECRETARY,)))
    assert page.all_parts == (*page.memo, PageEnd(), *page.parts)


def test_placeholders_are_filled_in_all_over_a_memo() -> None:
    memo = Memo(
        number="สม ๗๑๖๐๑/{ปี}",
        to="นายก{หน่วยงาน} {x}",
        subject="รายงานรอบ {รอบ} เดือน ปี {year}",
        office=" {หน่วยงาน} งาน{คะแนน} ",
        paragraphs=("ขอส่ง{เรื่อง}",),
        signatories=(Signatory("{ผู้ลงนาม}", "ปลัด{หน่วยงาน}"),),
    )

    page = page_of(options=Options(memo=memo))

    form = {label: words for part in page.memo if isinstance(part, FormLine) for label, words in part.fields}
    assert form == {
        "ส่วนราชการ": f"{AGENCY.name} งาน{DOTS}",
        "ที่": "สม ๗๑๖๐๑/๒๕๖๖",
        "วันที่": "",
        "เรื่อง": "รายงานรอบ ๑๒ เดือน ปี ๒๕๖๖",
        "เรียน": f"นายก{AGENCY.name} {{x}}",
    }
    assert paragraphs(page)[0] == "ขอส่งรายงานรอบ ๑๒ เดือน ปี ๒๕๖๖"
    (signed,) = (part.signatures for part in page.memo if isinstance(part, Signature))
    assert signed == ((f"(ลงชื่อ){DOTS}", "({ผู้ลงนาม})", f"ปลัด{AGENCY.name}"),)


def test_every_text_of_a_memo_is_among_the_texts_of_the_page() -> None:
    page = page_of(options=Options(memo=Memo(to="นายก", number="โทร. 0812345678")))

    texts = [text for _, text in page.texts()]
    of_memo = [text for part in page.memo for _, text in part.texts()]
    assert "นายก" in of_memo
    assert of_memo == texts[: len(of_memo)]
    changed = page.with_texts(lambda text: text.replace("นายก", "ปลัด"))
    assert "ปลัด" in [text for _, text in changed.texts()]
    assert len(changed.all_parts) == len(page.all_parts) == len(page.memo) + 1 + len(page.parts)


def test_what_a_memo_does_not_say_is_dotted_or_follows_from_the_report() -> None:
    page = page_of(options=Options(memo=Memo(), today=date(2023, 10, 5)))

    form = {label: words for part in page.memo if isinstance(part, FormLine) for label, words in part.fields}
    assert form == {
        "ส่วนราชการ": AGENCY.name,
        "ที่": "",
        "วันที่": "๕ ตุลาคม ๒๕๖๖",
        "เรื่อง": " ".join(title_of(page_without_memo())[:2]),
        "เรียน": DOTS,
    }
    assert paragraphs(page)[1] == "จึงเรียนมาเพื่อโปรดพิจารณา"


def page_without_memo() -> Page:
    return page_of(options=Options())


def test_a_memo_may_be_signed_by_another() -> None:
    chief = Signatory("นายสมมุติ ผู้แทน", "ปลัด")

    page = page_of(options=Options(memo=Memo(signatories=(chief,)), signatories=(SECRETARY,) * 2))

    first, second = (part for part in page.all_parts if isinstance(part, Signature))
    assert [lines[1] for lines in first.signatures] == ["(นายสมมุติ ผู้แทน)"]
    assert len(second.signatures) == 2


def test_the_same_choices_give_the_same_page() -> None:
    options = Options(memo=Memo(), annex=Annex.BY_ITEM, today=date(2023, 10, 5))

    assert page_of(Measure(1, "ก"), options=options) == page_of(Measure(1, "ก"), options=options)
