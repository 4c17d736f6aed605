"""Every layout with an imaginary year: what stands in its tables, and that reading it in gives the same again."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.measure import Measure
from ita_tui.domain.report import Report
from ita_tui.domain.scores import IssueAnalysis, QuestionScore, Scores
from ita_tui.intake.draft import DoubtKind, Draft
from ita_tui.reports.arranging import arrange
from ita_tui.reports.layout_parts import Annex
from ita_tui.reports.layouts import layout_named, read_layout, shipped_layouts
from ita_tui.reports.options import Memo, Options
from ita_tui.reports.page import Heading, Page, PageEnd, Paragraph, Signature, Table
from ita_tui.rulebook.loading import rules_for
from tests.printed_years import AGENCY, FULL, ISSUES, MEASURES, PROPOSALS, SCORES, YEAR, as_text
from tests.reading_in import read_text

NAMES = [layout.name for layout in shipped_layouts()]
OPTIONS = Options(
    today=date(2026, 10, 5),
    rules=rules_for(YEAR),
    scores_rules=rules_for(YEAR.previous()),
    eit_link="https://itas.example.go.th/go/eit?tokenId=2759482",
)


def page_of(name: str, report: Report = FULL, options: Options = OPTIONS) -> Page:
    return arrange(report, layout_named(name), options)


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def headings(page: Page) -> list[str]:
    return [part.text for part in page.parts if isinstance(part, Heading)]


def paragraphs(page: Page) -> list[str]:
    return [part.text for part in page.parts if isinstance(part, Paragraph)]


def read_back(page: Page) -> Draft:
    return read_text(as_text(page), YEAR)


def column(page: Page, head: str) -> list[str]:
    """The texts of a column through all tables that have it."""
    return [
        row.cells[at]
        for table in page.tables
        for at, one in enumerate(table.heads)
        if one.text == head
        for row in table.rows
    ]


# --- tables of measures --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_layout_opens_with_its_title_and_ends_with_the_place_to_sign(name: str) -> None:
    page = page_of(name)

    assert AGENCY.name in page.properties.title
    assert "พ.ศ. ๒๕๖๙" in page.properties.title
    assert isinstance(page.parts[-1], Signature)
    assert page.tables
    assert not any("{" in text for text in (*paragraphs(page), *headings(page)))


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_year_can_be_arranged_in_every_layout(name: str) -> None:
    page = arrange(Report(AGENCY, YEAR), layout_named(name), Options(annex=Annex.BY_ITEM))

    assert all(table.heads for table in page.tables)
    assert page.tables or any("ยังไม่ได้บันทึก" in text for text in paragraphs(page))


def test_the_numbered_table_has_number_and_title_apart() -> None:
    (table,) = page_of("numbered-outcome").tables

    assert cells(table)[0] == (
        "๑",
        "จัดทำคู่มือการให้บริการ",
        "๑. ประชุมคณะทำงาน\n๒. ยกร่างคู่มือ\n๓. เผยแพร่",
        "ต.ค. – ธ.ค. ๒๕๖๘",
        "สำนักปลัด",
        "ดำเนินการแล้วเสร็จ ๓ งานบริการ",
        "ผู้รับบริการทราบขั้นตอน",
    )


def test_the_numbered_table_tells_last_years_score_and_level_above() -> None:
    told = paragraphs(page_of("numbered-outcome"))[0]

    assert "ประจำปี พ.ศ. ๒๕๖๘" in told
    assert "๘๔.๑๓ คะแนน" in told
    assert "ระดับ ต้องปรับปรุง" in told


def test_a_score_that_is_not_known_is_not_told() -> None:
    page = page_of("numbered-outcome", replace(FULL, scores=None))

    assert not any("คะแนน" in text for text in paragraphs(page))


def test_measures_stand_under_the_headings_of_their_issues() -> None:
    page = page_of("plan")

    names = rules_for(YEAR.previous()).issues
    assert headings(page) == [f"ประเด็นที่ ๑ {names[0]}", f"ประเด็นที่ ๓ {names[2]}"]
    assert [len(table.rows) for table in page.tables] == [1, 2]
    assert cells(page.tables[1])[0] == (
        "e๕ การประชาสัมพันธ์ข้อมูล",
        "เปิดช่องทางร้องเรียนออนไลน์\nและแจ้งผลทุกเรื่อง",
        "- จัดทำแบบคำขอ\n- ทดสอบระบบ",
        "ไตรมาสที่ ๒",
        "กองคลัง\nกองช่าง",
    )


def test_measures_without_an_issue_stand_under_no_heading() -> None:
    loose = replace(MEASURES[1], issue=None)

    page = page_of("plan", replace(FULL, measures=(MEASURES[0], loose, MEASURES[2])))

    assert next(part for part in page.parts if isinstance(part, Heading | Table)) is page.tables[0]
    assert len(headings(page)) == 2
    assert [measure.issue for measure in read_back(page).measures] == [None, 1, 3]


def test_issues_without_names_in_any_rulebook_are_told_by_their_number() -> None:
    assert headings(page_of("plan", options=Options())) == ["ประเด็นที่ ๑", "ประเด็นที่ ๓"]


def test_proposals_are_printed_and_measures_where_there_are_none() -> None:
    proposed = page_of("proposals").tables[0]
    planned = page_of("proposals", replace(FULL, proposals=())).tables[0]

    assert cells(proposed) == [
        (m.title, m.guideline, m.method, m.responsible, m.follow_up) for m in PROPOSALS
    ]
    assert proposed.rows[0].subject == "ข้อเสนอ ๑"
    assert [row[0] for row in cells(planned)] == [m.title for m in MEASURES]


# --- results -------------------------------------------------------------------------------------------------


def test_the_analysis_tells_the_results_and_the_indicators_in_order() -> None:
    page = page_of("analysis")

    assert paragraphs(page)[0] == (
        "ผลการประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปี พ.ศ. ๒๕๖๘ ขององค์การบริหารส่วนตำบลทุ่งตัวอย่าง "
        "มีค่าคะแนนเท่ากับ ๘๔.๑๓ คะแนน อยู่ในระดับ ต้องปรับปรุง"
    )
    assert cells(page.tables[0])[0] == ("๑", "การปฏิบัติหน้าที่", "๙๐.๕๐")
    assert [row[0] for row in cells(page.tables[0])] == ["๑", "๒", "๓", "๔", "๕", "๖", "๗", "๘", "๙", "๑๐"]


def test_the_analysis_goes_on_from_row_to_row_and_its_rest_stands_in_the_last_one() -> None:
    first, third, sixth = page_of("analysis").tables[1:]

    assert cells(first) == [
        (
            "i๑ เจ้าหน้าที่ปฏิบัติงานตามขั้นตอน",
            "๙๐.๙๕",
            "ข้อคำถามที่ได้คะแนนน้อยที่สุด : i๑๐ การขอยืมทรัพย์สินทำถูกต้อง",
        ),
        (
            "i๑๐ การขอยืมทรัพย์สินทำถูกต้อง",
            "๘๑.๙๐",
            "สาเหตุเกิดจาก : ผู้ยืมไม่ทราบระเบียบ\nหมายเหตุ : มีผู้ยืมน้อย\nในปีนี้\nแนวทางการยกระดับผลการประเมินฯ : จัดทำคู่มือการยืม",
        ),
    ]
    assert [row[2].partition(" :")[0] for row in cells(third)] == [
        "ข้อคำถามที่ได้คะแนนน้อยที่สุด",
        "หมายเหตุ",
        "แนวทางการยกระดับผลการประเมินฯ",
        "",
        "",
    ]
    assert cells(third)[2][:2] == ("e๗ เปิดโอกาสให้มีส่วนร่วม", "๙๓.๑๒๕")
    assert cells(third)[3][:2] == ("O๒ ข้อมูลผู้บริหาร", "")
    assert [row.goes_on for row in third.rows] == [frozenset(), *[frozenset({2})] * 4]
    catalogue = rules_for(YEAR.previous()).catalogue.item("o14")
    assert catalogue is not None
    assert cells(sixth) == [
        (
            "–",
            "",
            f"ข้อคำถามที่ได้คะแนนน้อยที่สุด : O๑๔ {catalogue.name}\nสาเหตุเกิดจาก : ยังไม่มีแผน\nแนวทางการยกระดับผลการประเมินฯ : จัดทำแผนบุคคล",
        ),
    ]


def test_an_analysis_without_any_lines_goes_on_nowhere() -> None:
    page = page_of("analysis", replace(FULL, issues=()))

    assert all(row.goes_on == frozenset() for table in page.tables for row in table.rows)


def test_the_ranking_goes_from_the_highest_score_down_and_equal_ones_share_a_rank() -> None:
    page = page_of("score-review")

    rows = cells(page.tables[0])
    assert [row[0] for row in rows] == ["๑", "๑", "๓", "๔", "๕", "๖", "๗", "๘", "๙", "๑๐"]
    assert rows[0] == ("๑", "ประสิทธิภาพการสื่อสาร", "๙๗.๗๕")
    assert rows[-1] == ("๑๐", "การแก้ไขปัญหาการทุจริต", "๖๐.๐๐")
    assert "คะแนนสูงสุด ๙๗.๗๕ คะแนน ตัวชี้วัดประสิทธิภาพการสื่อสาร และการป้องกันการทุจริต" in paragraphs(page)
    assert "คะแนนต่ำสุด ๖๐.๐๐ คะแนน ตัวชี้วัดการแก้ไขปัญหาการทุจริต" in paragraphs(page)


def test_what_is_above_eighty_is_strong_and_everything_else_weak() -> None:
    told = paragraphs(page_of("score-review"))

    weak = told.index("๑. การแก้ไขปัญหาการทุจริต ๖๐.๐๐ คะแนน")
    assert told[weak - 1] == "๖. การเปิดเผยข้อมูล ๘๐.๐๑ คะแนน"
    assert told[weak + 1 : weak + 4] == [
        "๒. การใช้ทรัพย์สินของราชการ ๗๐.๑๐ คะแนน",
        "๓. การใช้งบประมาณ ๗๙.๒๕ คะแนน",
        "๔. การใช้อำนาจ ๘๐.๐๐ คะแนน",
    ]


def test_a_layout_may_draw_the_line_elsewhere() -> None:
    text = 'title = "ก"\n[heading]\ntitle = []\n' + "".join(
        f'[[parts]]\nkind = "{kind}"\nheading = "ขีด {{points}}"\npoints = {points}\n'
        for kind, points in (("strengths", 98), ("weaknesses", 60), ("weaknesses", 59))
    )

    page = arrange(FULL, read_layout(text, "ours"), OPTIONS)

    assert headings(page) == ["ขีด ๙๘", "ขีด ๖๐", "ขีด ๕๙"]
    assert paragraphs(page) == [
        "ไม่มีตัวชี้วัดที่ได้มากกว่า ๙๘ คะแนน",
        "๑. การแก้ไขปัญหาการทุจริต ๖๐.๐๐ คะแนน",
        "ไม่มีตัวชี้วัดที่ได้ไม่เกิน ๕๙ คะแนน",
    ]


def test_what_is_to_be_developed_stands_under_its_instrument() -> None:
    page = page_of("score-review")

    staff, website = page.tables[1:3]
    assert [text for text in headings(page) if text.startswith("แบบ")] == [
        "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)",
        "แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT)",
    ]
    assert cells(staff) == [("การใช้อำนาจ", "การมอบหมายงาน", "จัดทำข้อตกลง\nเป็นลายลักษณ์อักษร")]
    assert cells(website) == [("การป้องกันการทุจริต", "การเผยแพร่บนเว็บไซต์", "จัดทำแผนให้ชัดเจน")]


@pytest.mark.parametrize(
    ("scores", "told"),
    [
        (Scores(2564, tuple(map(Decimal, [90] * 10))), "๙๐.๐๐ คะแนน อยู่ในระดับ A"),
        (Scores(2564, printed_total=Decimal(70)), "๗๐.๐๐ คะแนน อยู่ในระดับ C"),
        (Scores(2564, printed_total=Decimal("70.005"), printed_level="B"), "๗๐.๐๑ คะแนน อยู่ในระดับ B"),
        (Scores(2563, printed_total=Decimal(70)), "๗๐.๐๐ คะแนน"),
    ],
)
def test_the_level_is_the_printed_one_or_that_of_the_years_rules(scores: Scores, told: str) -> None:
    options = Options(scores_rules=rules_for(FiscalYear(2564)))

    page = page_of("analysis", replace(FULL, scores=scores), options)

    assert paragraphs(page)[0].endswith(told)


# --- evidence ------------------------------------------------------------------------------------------------


def test_the_annex_lists_each_piece_once_on_a_page_of_its_own() -> None:
    page = page_of("progress", options=replace(OPTIONS, annex=Annex.BY_MEASURE))

    end, heading, table = page.parts[-3:]
    assert isinstance(end, PageEnd)
    assert heading == Heading("เอกสารแนบท้าย บัญชีหลักฐานเรียงตามมาตรการ")
    assert isinstance(table, Table)
    assert cells(table) == [
        (
            "๑",
            "มาตรการ ๑, ๒\nข้อ O๘, O๑๒",
            "คำสั่งแต่งตั้งคณะทำงาน\nคำสั่งที่ ๑๒/๒๕๖๘ ลงวันที่ ๓ พ.ย. ๒๕๖๘",
            "คำสั่ง12.pdf",
        ),
        ("๒", "มาตรการ ๑\nข้อ O๘", "หน้าเว็บคู่มือ\nลิงก์", "https://www.example.go.th/o8"),
        ("๓", "มาตรการ ๒\nข้อ O๘, O๑๒", "ภาพการประชุม\nภาพถ่าย ลงวันที่ ๑ มิ.ย. ๒๕๖๙ หน้า ๓", ""),
    ]


def test_the_annex_by_item_begins_with_the_lowest_item_and_its_published_link() -> None:
    loose = replace(MEASURES[2], evidence=(replace(MEASURES[1].evidence[1], id=9, title="ภาพอบรม"),))

    page = page_of(
        "progress",
        replace(FULL, measures=(*MEASURES[:2], loose)),
        options=replace(OPTIONS, annex=Annex.BY_ITEM),
    )

    rows = cells(page.tables[-1])
    assert rows[0] == ("๑", "ข้อ O๑", "โครงสร้าง\nเผยแพร่บนเว็บไซต์", "https://www.example.go.th/o1")
    assert [row[1].partition("\n")[0] for row in rows] == [
        "ข้อ O๑",
        "ข้อ O๘, O๑๒",
        "ข้อ O๘",
        "ข้อ O๘, O๑๒",
        "มาตรการ ๓",
    ]


def test_the_evidence_of_items_is_in_the_list_and_stays_one_piece_with_that_of_measures() -> None:
    shared, alone = MEASURES[0].evidence[0], Evidence("ภาพหน้าเว็บ", EvidenceKind.PHOTO, 77)
    item = replace(FULL.disclosure[0], evidence=(shared, alone))

    page = page_of(
        "progress",
        replace(FULL, disclosure=(item, *FULL.disclosure[1:])),
        options=replace(OPTIONS, annex=Annex.BY_MEASURE),
    )

    rows = cells(page.tables[-1])
    assert rows[0][1] == "มาตรการ ๑, ๒\nข้อ O๑, O๘, O๑๒"
    assert rows[-1][1:3] == ("ข้อ O๑", "ภาพหน้าเว็บ\nภาพถ่าย")
    assert len(rows) == 4


@pytest.mark.parametrize(
    ("kind", "number", "shown"),
    [
        (EvidenceKind.ORDER, "12/2568", "คำสั่ง ๑๒/๒๕๖๘ ลงวันที่ ๓ พ.ย. ๒๕๖๘"),
        (EvidenceKind.ORDER, "ประกาศ อบต. ลงวันที่ 3 พฤศจิกายน 2568", "ประกาศ อบต. ลงวันที่ ๓ พฤศจิกายน ๒๕๖๘"),
        (EvidenceKind.DOCUMENT, "ที่ สม 1/88", "หนังสือ ที่ สม ๑/๘๘ ลงวันที่ ๓ พ.ย. ๒๕๖๘"),
        (EvidenceKind.DOCUMENT, "สม 1/88", "เลขที่หนังสือ สม ๑/๘๘ ลงวันที่ ๓ พ.ย. ๒๕๖๘"),
        (EvidenceKind.PHOTO, "", "ภาพถ่าย ลงวันที่ ๓ พ.ย. ๒๕๖๘"),
    ],
)
def test_a_document_in_the_list_says_once_what_it_is_and_when(
    kind: EvidenceKind, number: str, shown: str
) -> None:
    piece = Evidence("ก", kind, document_number=number, document_date=date(2025, 11, 3))
    report = replace(FULL, measures=(replace(FULL.measures[0], evidence=(piece,)),))

    page = arrange(report, layout_named("progress"), replace(OPTIONS, annex=Annex.BY_MEASURE))

    assert page.tables[-1].rows[0].cells[2] == f"ก\n{shown}"


def test_evidence_dated_after_the_round_is_left_out_and_that_is_said() -> None:
    options = replace(OPTIONS, annex=Annex.BY_MEASURE, round_of=RoundOf.SIX_MONTHS)

    page = page_of("progress", options=options)

    assert [row[0] for row in cells(page.tables[-1])] == ["๑", "๒"]
    assert page.parts[-1] == Paragraph("ไม่รวมหลักฐานที่ลงวันที่หลังวันสิ้นรอบ ๑ รายการ")


def test_a_layout_with_evidence_of_its_own_has_no_annex_too() -> None:
    text = 'title = "ก"\n[heading]\ntitle = []\n[[parts]]\nkind = "evidence"\norder = "by_item"\n'
    layout = read_layout(text, "ours")

    as_written = arrange(FULL, layout, OPTIONS)
    as_chosen = arrange(FULL, layout, replace(OPTIONS, annex=Annex.BY_MEASURE))

    assert [len(page.tables) for page in (as_written, as_chosen)] == [1, 1]
    assert [len(page.tables[0].rows) for page in (as_written, as_chosen)] == [4, 3]
    assert PageEnd() not in as_chosen.parts


# --- reading in what was printed -----------------------------------------------------------------------------

PRINTED = {
    "progress": ("title", "method", "responsible", "period", "result"),
    "progress-recommendation": ("title", "method", "responsible", "period", "result", "recommendation"),
    "activity-outcome": ("title", "method", "responsible", "period", "result", "outcome"),
    "numbered-outcome": ("title", "method", "responsible", "period", "result", "outcome"),
    "plan": ("weak_item", "title", "method", "responsible", "period", "issue"),
    "proposals": ("title", "guideline", "method", "responsible", "follow_up"),
    "score-review": ("title", "guideline", "method", "responsible", "follow_up"),
}


def fields_of(measure: Measure, names: tuple[str, ...], *, thai: bool = False) -> list[object]:
    """The fields that a layout prints, their digits as they are printed."""
    digits = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙") if thai else {}
    values = (measure.period.text if name == "period" else getattr(measure, name) for name in names)
    return [value.translate(digits) if isinstance(value, str) else value for value in values]


@pytest.mark.parametrize("name", PRINTED)
@pytest.mark.parametrize("annex", [Annex.NONE, Annex.BY_MEASURE])
def test_what_was_printed_is_read_in_as_the_same_measures(name: str, annex: Annex) -> None:
    options = replace(OPTIONS, annex=annex, memo=Memo(to="นายก"))

    draft = read_back(page_of(name, options=options))

    printed = PROPOSALS if name in {"proposals", "score-review"} else MEASURES
    assert [fields_of(measure, PRINTED[name]) for measure in draft.measures] == [
        fields_of(measure, PRINTED[name], thai=True) for measure in printed
    ]
    assert [measure.number for measure in draft.measures] == list(range(1, len(printed) + 1))
    assert draft.proposals == ()
    assert draft.agency == AGENCY
    assert draft.year_found == YEAR
    assert draft.planned_for is None
    assert not any(doubt.kind is DoubtKind.OTHER_YEAR for doubt in draft.doubts)


def test_a_table_printed_again_after_reading_in_is_the_same() -> None:
    for name in PRINTED:
        page = page_of(name)
        draft = read_back(page)
        again = page_of(name, replace(FULL, measures=draft.measures, proposals=()))

        heads = [head.text for head in page.tables[-1].heads]
        assert [column(again, head) for head in heads] == [column(page, head) for head in heads]


def test_the_analysis_is_read_in_with_its_scores_and_its_words() -> None:
    draft = read_back(page_of("analysis"))

    assert draft.scores is not None
    assert (draft.scores.year, draft.scores.printed_total) == (2568, SCORES.printed_total)
    assert draft.scores.printed_level == SCORES.printed_level
    assert draft.scores.indicators == SCORES.indicators
    assert [(q.code, q.text, q.score, q.issue) for q in draft.scores.questions] == [
        (q.code, q.text, q.score, q.issue) for q in SCORES.questions
    ]
    assert draft.issues == ISSUES


def test_the_review_is_read_in_with_what_is_to_be_developed() -> None:
    draft = read_back(page_of("score-review"))

    assert draft.scores is not None
    assert draft.scores.indicators == SCORES.indicators
    assert set(draft.scores.to_develop) == set(SCORES.to_develop)


def test_questions_without_an_issue_are_read_in_without_one() -> None:
    loose = QuestionScore("e9", Decimal(70), "เคยใช้งานระบบออนไลน์")
    scores = replace(SCORES, questions=(*SCORES.questions, loose))

    page = page_of("analysis", replace(FULL, scores=scores))

    draft = read_back(page)
    assert draft.scores is not None
    assert next((q.code, q.issue) for q in draft.scores.questions) == ("e9", None)
    assert draft.issues == ISSUES


def test_a_lowest_item_that_is_no_code_is_printed_as_it_was_written() -> None:
    issue = IssueAnalysis(2, "ทุกข้อได้เต็ม", "ดีแล้ว")

    draft = read_back(page_of("analysis", replace(FULL, issues=(issue,))))

    assert draft.issues == (issue,)
