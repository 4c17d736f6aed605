"""Reading layouts of other offices: fields under labels, forms, outlines, heads of other words, columns of blanks."""

from pathlib import Path

import docx
import pytest

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure
from ita_tui.intake.choices import Answer, Choices
from ita_tui.intake.documents import read_document, read_pasted
from ita_tui.intake.draft import DoubtKind, Draft
from ita_tui.intake.headings import Column, header_of
from ita_tui.intake.measures import percent_in
from ita_tui.intake.numbering import ordinal, outline, read_numbered
from ita_tui.intake.page_marks import is_total
from ita_tui.intake.refusals import NoTable
from ita_tui.rulebook.loading import rules_for
from tests.reading_in import read_text

YEAR = FiscalYear(2568)
TITLE = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส องค์การบริหารส่วนตำบลทุ่งตัวอย่าง ปีงบประมาณ ๒๕๖๘"


def read(*lines: str) -> Draft:
    return read_text("\n".join((TITLE, "", *lines)), YEAR)


def page(tmp_path: Path, body: str) -> Draft:
    path = tmp_path / "หน้า.html"
    path.write_text(
        f'<html><meta charset="utf-8"><body><h1>{TITLE}</h1>{body}</body></html>', encoding="utf-8"
    )
    return read_document(path, YEAR)


def columns_of(*heads: str) -> list[Column | None]:
    return [heading.column for heading in header_of(heads) or ()]


def kinds(draft: Draft) -> set[DoubtKind]:
    return {doubt.kind for doubt in draft.doubts}


def shown(measure: Measure) -> tuple[str, str, str, str]:
    return measure.title, measure.method, measure.responsible, measure.period.text


# --- heads -----------------------------------------------------------------------------------------------------------


def test_columns_that_no_measure_has_a_place_for_make_a_row_no_less_of_a_head() -> None:
    heads = (
        "ที่",
        "โครงการ/กิจกรรม",
        "วัตถุประสงค์",
        "เป้าหมาย",
        "ตัวชี้วัดความสำเร็จ",
        "งบประมาณ",
        "ระยะเวลา",
        "หมายเหตุ",
    )

    assert columns_of(*heads) == [Column.NUMBER, Column.TITLE, None, None, None, None, Column.PERIOD, None]


def test_what_an_indicator_of_success_wants_is_no_outcome() -> None:
    draft = read("มาตรการ\tตัวชี้วัดความสำเร็จ\tผู้รับผิดชอบ\tผลการดำเนินการ", "๑. อบรม\tร้อยละ ๘๐\tสำนักปลัด\tอบรมแล้ว")

    assert draft.measures[0].outcome == ""
    assert "ร้อยละ ๘๐" in draft.left_out
    assert DoubtKind.UNKNOWN_COLUMN in kinds(draft)


def test_carrying_out_is_the_method_where_another_head_tells_the_result() -> None:
    with_result = header_of(["มาตรการ", "การดำเนินงาน", "ผู้รับผิดชอบ", "สรุปผล"])
    beside_method = columns_of("มาตรการ", "วิธีการ", "การดำเนินการ", "ผลลัพธ์")

    assert with_result is not None
    assert [(h.column, h.near) for h in with_result][1] == (Column.METHOD, True)
    assert beside_method == [Column.TITLE, Column.METHOD, Column.RESULT, Column.OUTCOME]
    assert columns_of("มาตรการ", "การดำเนินการ", "ผู้รับผิดชอบ")[1] is Column.RESULT


def test_heads_broken_in_two_lines_are_whole_even_beside_one_that_nobody_knows() -> None:
    draft = read(
        "ลำดับ\tมาตรการ\tระยะเวลา\tผู้รับ\tผลการ\tเบิกจ่าย",
        "\t\tดำเนินการ\tผิดชอบ\tดำเนินการ\tจริง",
        "๑\tเสริมสร้างคุณธรรม\tม.ค. ๖๘\tกองคลัง\tแล้วเสร็จ\t๕๐๐",
    )

    assert [(m.title, m.responsible, m.result) for m in draft.measures] == [
        ("เสริมสร้างคุณธรรม", "กองคลัง", "แล้วเสร็จ")
    ]
    assert "๕๐๐" in draft.left_out


@pytest.mark.parametrize(
    ("words", "percent"),
    [("๗๕", 75), ("75.00 %", 75), ("ร้อยละ 100", 100), ("150", None), ("แล้ว 3 แห่ง", None), ("", None)],
)
def test_a_per_cent_is_a_number_to_a_hundred_and_nothing_else(words: str, percent: int | None) -> None:
    assert percent_in(words) == percent


def test_a_column_of_per_cents_is_progress_and_no_result() -> None:
    draft = read("มาตรการ\tผู้รับผิดชอบ\tความก้าวหน้า (%)", "๑. อบรม\tสำนักปลัด\t๗๕", "๒. ประชุม\tกองคลัง\tมาก")

    assert [(m.percent, m.result) for m in draft.measures] == [(75, ""), (None, "")]
    assert "มาก" in draft.left_out


# --- years, sections, totals -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["ประจำปี พ.ศ. 2566", "ปี 2566", "ปีงบประมาณ : 2566", "ปีงบฯ ๒๕๖๖"])
def test_a_title_names_its_year_in_many_ways(words: str) -> None:
    draft = read_text(f"รายงานผล {words}\n\nมาตรการ\tผู้รับผิดชอบ\n๑. อบรม\tสำนักปลัด\n", FiscalYear(2566))

    assert draft.year_found == FiscalYear(2566)


def test_a_year_without_the_word_fiscal_counts_only_where_no_other_is_named() -> None:
    draft = read_text(f"ผลของปี ๒๕๖๔\n{TITLE}\n\nมาตรการ\tผู้รับผิดชอบ\n๑. อบรม\tสำนักปลัด\n", YEAR)

    assert draft.year_found == YEAR


@pytest.mark.parametrize(
    "words",
    [
        "องค์การบริหารส่วนตำบลบ้านสมมุติปีงบประมาณ พ.ศ. ๒๕๖๘",
        "อบต.บ้านสมมุติว่าด้วยมาตรการ",
        "นายก อบต. บ้านสมมุติได้ประกาศเจตนารมณ์",
    ],
)
def test_the_name_of_an_agency_ends_where_other_words_are_glued_to_it(words: str) -> None:
    draft = read_text(f"{words}\n\nมาตรการ\tผู้รับผิดชอบ\n๑. อบรม\tสำนักปลัด\n", YEAR)

    assert draft.agency is not None
    assert draft.agency.name == "องค์การบริหารส่วนตำบลบ้านสมมุติ"


def test_a_table_of_instruments_gives_their_scores_and_the_total() -> None:
    draft = read(
        "ผลการประเมินปีงบประมาณ ๒๕๖๗", "", "แบบวัด\tคะแนน\tค่าน้ำหนัก", "การรับรู้ภายใน (IIT)\t๘๕.๑๐\t๓๐", "EIT ส่วนที่ ๑\t80.00\t15",
        "EIT๒\t90.00\t15", "OIT\t74.13\t40", "อื่น ๆ\t5\t0", "คะแนนรวม\t80.68\t100", "",
        "มาตรการ\tผู้รับผิดชอบ", "๑. อบรม\tสำนักปลัด",
    )  # fmt: skip

    assert draft.scores is not None
    assert {code.value: str(score) for code, score in draft.scores.instruments.items()} == {
        "IIT": "85.10", "EIT1": "80.00", "EIT2": "90.00", "OIT": "74.13",
    }  # fmt: skip
    assert str(draft.scores.printed_total) == "80.68"
    assert "อื่น ๆ 5" in draft.left_out
    assert any("อื่น ๆ 5" in doubt.words for doubt in draft.doubts)


def test_results_are_of_the_year_that_was_assessed_not_of_the_plan_named_behind_it() -> None:
    draft = read_text(
        "การวิเคราะห์ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567 และมาตรการ ประจำปีงบประมาณ พ.ศ. 2568\n"
        "มีผลการประเมิน 91.20 คะแนน ระดับ ผ่าน\n\nมาตรการ\tผู้รับผิดชอบ\n๑. อบรม\tสำนักปลัด\n",
        YEAR,
    )

    assert draft.scores is not None
    assert (draft.scores.year, str(draft.scores.printed_total)) == (2567, "91.20")


def test_measures_under_the_heading_of_an_issue_inside_their_table_know_it() -> None:
    draft = read(
        "มาตรการ\tผู้รับผิดชอบ",
        "ประเด็นที่ ๑ กระบวนการปฏิบัติงาน",
        "๑) ทำผังงาน\tทุกกอง",
        "ประเด็นที่ ๒ การให้บริการ",
        "๒) บริการออนไลน์\tกองช่าง",
    )

    assert [(m.title, m.issue) for m in draft.measures] == [("ทำผังงาน", 1), ("บริการออนไลน์", 2)]


def test_a_row_of_totals_is_no_measure() -> None:
    draft = read("ที่\tมาตรการ\tผู้รับผิดชอบ\tงบ", "๑\tอบรม\tสำนักปลัด\t๕", "รวม\t\t\t๕", "\tรวม ๑ มาตรการ\t\t๕")

    assert [m.title for m in draft.measures] == ["อบรม"]
    assert {"รวม", "รวม ๑ มาตรการ"} <= set(draft.left_out)
    assert not is_total("รวมพลังต้านโกง")


def test_the_number_before_an_indicator_is_no_misspelling() -> None:
    draft = read(
        "แบบวัด\tตัวชี้วัด\tคะแนน", "IIT\t๑. การปฏิบัติหน้าที่\t๙๐.๑๐", "\t๓. การใช้งบประมาณ\t๘๐.๐๐", "",
        "มาตรการ\tผู้รับผิดชอบ", "๑. อบรม\tสำนักปลัด",
    )  # fmt: skip

    spelt = [doubt.words for doubt in draft.doubts if "ชื่อตัวชี้วัด" in doubt.words]
    assert draft.scores is not None
    assert [str(score) for score in draft.scores.indicators[:2]] == ["90.10", "80.00"]
    assert spelt == ["ชื่อตัวชี้วัดเขียนเป็น “๓. การใช้งบประมาณ”"]


# --- numbers and outlines --------------------------------------------------------------------------------------------


def test_steps_are_told_by_numbers_in_brackets_and_of_an_outline() -> None:
    assert read_numbered("(๑) ประชุม\n(๒) แจกคู่มือ").items == ("ประชุม", "แจกคู่มือ")
    assert read_numbered("๑.๑ ประชุม\n๑.๒ แจกคู่มือ").items == ("ประชุม", "แจกคู่มือ")
    assert not read_numbered("ตามมาตรา ๙ (๑) ข้อมูล (๒) ข่าวสาร").clear
    assert not read_numbered("๙๑.๖๗ คะแนน\n๙.๔ การบริหาร").clear
    assert (ordinal("(๓) อบรม"), ordinal("กิจกรรมที่ 2 อบรม"), ordinal("(๒๕๖๗)")) == (3, 2, None)
    assert (outline("๑.๒ เปิดเผย"), outline("1.2"), outline("๑. เปิดเผย"), outline("๙๑.๖๗๕")) == (
        (1, 2), (1, 2), None, None,
    )  # fmt: skip


def test_an_outline_number_is_no_part_of_the_title_and_is_told() -> None:
    draft = read(
        "มาตรการ\tวิธีการ\tผู้รับผิดชอบ",
        "มิติที่ ๑ สร้างสังคมไม่ทน\t\t",
        "๑.๑ อบรมเยาวชน\tจัดค่าย\tกองการศึกษา",
        "๒. ด้านคุณธรรม\t\t",
        "๒.๑ ยกย่องคนดี\tคัดเลือก\tสำนักปลัด",
    )

    assert [(m.number, m.title) for m in draft.measures] == [(1, "อบรมเยาวชน"), (2, "ยกย่องคนดี")]
    assert {"มิติที่ ๑ สร้างสังคมไม่ทน", "๒. ด้านคุณธรรม"} <= set(draft.left_out)
    assert sum(doubt.kind is DoubtKind.NUMBERING for doubt in draft.doubts) == 2


OUTLINE = (
    "ที่\tมาตรการ/ขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา",
    "๑\tสร้างจิตสำนึก\t\t",
    "๑.๑\tเขียนโครงการ\tสำนักปลัด\tต.ค. ๖๗",
    "๑.๒\tจัดอบรม\tสำนักปลัด\tธ.ค. ๖๗",
    "๒\tเปิดเผยข้อมูล\tกองคลัง\tม.ค. ๖๘",
)


def test_rows_of_steps_under_a_bare_measure_are_its_steps() -> None:
    first, second = read(*OUTLINE).measures

    assert shown(first) == ("สร้างจิตสำนึก", "๑.๑ เขียนโครงการ\n๑.๒ จัดอบรม", "สำนักปลัด", "ต.ค. ๖๗\nธ.ค. ๖๗")
    assert [step.text for step in first.steps] == ["เขียนโครงการ", "จัดอบรม"]
    assert (second.number, second.title, second.responsible) == (2, "เปิดเผยข้อมูล", "กองคลัง")


def test_rows_of_steps_are_measures_of_their_own_where_she_says_so() -> None:
    paper = read_pasted("\n".join((TITLE, "", *OUTLINE)))
    joined = next(doubt for doubt in paper.draft(YEAR, rules_for).doubts if doubt.kind is DoubtKind.CONTINUED)

    apart = paper.draft(YEAR, rules_for, Choices(answers={joined.key: Answer.REFUSED}))

    assert joined.choice
    assert [m.title for m in apart.measures] == ["สร้างจิตสำนึก", "เขียนโครงการ", "จัดอบรม", "เปิดเผยข้อมูล"]
    assert joined.key in {doubt.key for doubt in apart.doubts}


# --- a plan and the report on it -------------------------------------------------------------------------------------


PLAN_AND_REPORT = (
    "มาตรการ\tแนวทางการปฏิบัติ\tผู้รับผิดชอบ\tระยะเวลา",
    "๑. มีส่วนร่วม\tประชุมประชาคม\tสำนักปลัด\tม.ค. ๖๘",
    "๒. ลดดุลพินิจ\tทำคู่มือ\tกองช่าง\tก.พ. ๖๘",
    "",
    "ผลการดำเนินการ",
    "",
    "มาตรการ\tผู้รับผิดชอบ\tผลการดำเนินการ",
    "๑. มีส่วนร่วม\tกองคลัง\tประชุมแล้ว",
    "๒. ลดดุลพินิจ\t\tทำแล้ว",
)


def test_a_plan_beside_the_report_on_the_same_measures_fills_what_the_report_leaves_out() -> None:
    draft = read(*PLAN_AND_REPORT)

    assert [(m.guideline, m.responsible, m.period.text, m.result) for m in draft.measures] == [
        ("ประชุมประชาคม", "กองคลัง", "ม.ค. ๖๘", "ประชุมแล้ว"),
        ("ทำคู่มือ", "กองช่าง", "ก.พ. ๖๘", "ทำแล้ว"),
    ]
    assert draft.proposals == ()
    assert "สำนักปลัด" in draft.left_out  # the report says กองคลัง
    assert sum(doubt.kind is DoubtKind.CONTINUED for doubt in draft.doubts) == 2


def test_a_plan_stays_beside_the_report_where_she_says_so_or_where_it_names_others() -> None:
    paper = read_pasted("\n".join((TITLE, "", *PLAN_AND_REPORT)))
    first = next(doubt for doubt in paper.draft(YEAR, rules_for).doubts if doubt.kind is DoubtKind.CONTINUED)

    refused = paper.draft(YEAR, rules_for, Choices(answers={first.key: Answer.REFUSED}))
    others = read(*PLAN_AND_REPORT[:3], "๓. มาตรการใหม่\tทำ\tกองคลัง\tมี.ค. ๖๘", *PLAN_AND_REPORT[3:])

    assert [(m.title, m.guideline) for m in refused.proposals] == [("มีส่วนร่วม", "ประชุมประชาคม")]
    assert refused.measures[0].guideline == ""
    assert len(others.proposals) == 3


# --- fields under labels ---------------------------------------------------------------------------------------------


def test_measures_in_labelled_lines_are_read_and_what_stands_behind_them_is_left_out() -> None:
    draft = read(
        "มาตรการที่ ๑ พัฒนาเว็บไซต์",
        "วิธีดำเนินการ: ๑. จัดหมวด",
        "๒. ตรวจลิงก์",
        "ผู้รับผิดชอบ: สำนักปลัด",
        "ระยะเวลา: ต.ค. ๖๗",
        "",
        "มาตรการที่ ๒ ไม่รับของขวัญ",
        "วิธีดำเนินการ ประกาศนโยบาย",
        "ผู้รับผิดชอบ",
        "กองคลัง",
        "ระยะเวลา: ธ.ค. ๖๗",
        "๓. ข้อเสนอเพื่อพิจารณา",
        "จึงเรียนมาเพื่อโปรดทราบ",
    )

    assert [shown(measure) for measure in draft.measures] == [
        ("พัฒนาเว็บไซต์", "๑. จัดหมวด\n๒. ตรวจลิงก์", "สำนักปลัด", "ต.ค. ๖๗"),
        ("ไม่รับของขวัญ", "ประกาศนโยบาย", "กองคลัง", "ธ.ค. ๖๗"),
    ]
    assert draft.left_out == (TITLE, "๓. ข้อเสนอเพื่อพิจารณา", "จึงเรียนมาเพื่อโปรดทราบ")
    assert sum(doubt.kind is DoubtKind.CONTINUED for doubt in draft.doubts) == 2


def test_numbers_before_the_same_label_are_measures_even_with_blank_lines_between_all() -> None:
    draft = read(
        "๑. การให้บริการ", "", "วิธีการ", "", "- ทำมาตรฐาน", "", "- ติดประกาศ", "", "ผู้รับผิดชอบ", "", "สำนักปลัด", "",
        "๒. การใช้ทรัพย์สิน", "", "วิธีการ", "", "๑. ทำแบบยืม", "", "๒. แจ้งเวียน", "", "ผู้รับผิดชอบ", "", "กองคลัง", "",
        "ประกาศ ณ วันที่ ๒๐ ตุลาคม ๒๕๖๗",
    )  # fmt: skip

    assert [shown(measure)[:3] for measure in draft.measures] == [
        ("การให้บริการ", "- ทำมาตรฐาน\n- ติดประกาศ", "สำนักปลัด"),
        ("การใช้ทรัพย์สิน", "๑. ทำแบบยืม\n๒. แจ้งเวียน", "กองคลัง"),
    ]
    assert draft.left_out[-1] == "ประกาศ ณ วันที่ ๒๐ ตุลาคม ๒๕๖๗"


def test_a_list_without_end_behind_the_last_label_is_left_out_from_where_no_measure_goes_on() -> None:
    items = [f"- เรื่องที่ {number}" for number in range(300)]
    draft = read("มาตรการที่ ๑ อบรม", "ผู้รับผิดชอบ: กองคลัง", "วิธีการ:", *items)

    taken = draft.measures[0].method.split("\n")
    assert [*taken, *draft.left_out[1:]] == items
    assert len(taken) == 200


def test_prose_about_measures_is_refused_as_before() -> None:
    with pytest.raises(NoTable):
        read("๑. มาตรการเผยแพร่ข้อมูล", "ให้ทุกกองเผยแพร่ปีละ ๒ ครั้ง", "๒. มาตรการป้องกันสินบน", "ห้ามรับของขวัญ")


# --- forms and tables on their side ----------------------------------------------------------------------------------


def test_a_table_on_its_side_is_read_upright(tmp_path: Path) -> None:
    rows = (
        ("มาตรการ", "ประกาศเจตจำนง", "เปิดเผยข้อมูล"),
        ("วิธีดำเนินการ", "ประกาศ", "ลงเว็บ"),
        ("ผู้รับผิดชอบ", "สำนักปลัด", "กองคลัง"),
    )
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)

    draft = page(tmp_path, f"<table>{cells}</table>")

    assert [shown(measure)[:3] for measure in draft.measures] == [
        ("ประกาศเจตจำนง", "ประกาศ", "สำนักปลัด"),
        ("เปิดเผยข้อมูล", "ลงเว็บ", "กองคลัง"),
    ]
    assert DoubtKind.CONTINUED in kinds(draft)


@pytest.mark.parametrize("merged", [False, True])
def test_a_form_for_each_measure_is_read(tmp_path: Path, *, merged: bool) -> None:
    document = docx.Document()
    document.add_paragraph(TITLE)
    for number, title, who in ((1, "เปิดเผยข้อมูลการคลัง", "กองคลัง"), (2, "รับเรื่องร้องเรียน", "สำนักปลัด")):
        name = (f"มาตรการที่ {number} {title}", "") if merged else (f"มาตรการที่ {number}", title)
        form = (name, ("ขั้นตอนการดำเนินการ", "๑. ตั้งศูนย์\n๒. เผยแพร่"), ("ผู้รับผิดชอบ", who))
        table = document.add_table(rows=len(form), cols=2)
        for at, words in enumerate(form):
            for place, word in enumerate(words):
                table.cell(at, place).text = word
        if merged:
            table.cell(0, 0).merge(table.cell(0, 1))
        document.add_paragraph("")
    path = tmp_path / "แบบ.docx"
    document.save(str(path))

    draft = read_document(path, YEAR)

    assert [(m.title, m.responsible, len(m.steps)) for m in draft.measures] == [
        ("เปิดเผยข้อมูลการคลัง", "กองคลัง", 2),
        ("รับเรื่องร้องเรียน", "สำนักปลัด", 2),
    ]
    assert draft.left_out == (TITLE,)


# --- columns of blanks -----------------------------------------------------------------------------------------------


def test_columns_set_with_blanks_are_columns() -> None:
    draft = read(
        "มาตรการ               วิธีการ              ผู้รับผิดชอบ    ระยะเวลา",
        "๑. เปิดเผยข้อมูล       จัดทำรายการที่ต้อง    สำนักปลัด      ต.ค. ๖๗",
        "                     เปิดเผย",
        "๒. ลดขั้นตอน          ทบทวนงาน                         ม.ค. ๖๘",
        "",
        "หมายเหตุ  ณ สิ้นปี",
    )

    assert [shown(measure) for measure in draft.measures] == [
        ("เปิดเผยข้อมูล", "จัดทำรายการที่ต้อง เปิดเผย", "สำนักปลัด", "ต.ค. ๖๗"),
        ("ลดขั้นตอน", "ทบทวนงาน", "", "ม.ค. ๖๘"),
    ]
    assert {DoubtKind.CONTINUED, DoubtKind.EMPTY_CELL} <= kinds(draft)
    assert "หมายเหตุ" in draft.left_out[-1]
