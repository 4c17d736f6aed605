"""Results and analyses under the measures of the data sheet: what is printed over pages comes back to the letter."""

from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports import xlsx
from exports.data_sheet import DataSheet
from exports.refusals import TextTooLong, TextUnprintable
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure
from ita_tui.domain.report import Report
from ita_tui.domain.scores import IssueAnalysis, QuestionScore, Scores, ToDevelop
from ita_tui.intake.documents import read_document, read_paper
from ita_tui.intake.draft import DoubtKind, Draft
from ita_tui.reports.arranging import arrange
from ita_tui.reports.data_results import RESULT_HEADS, ResultsReading, written_results
from ita_tui.reports.layouts import layout_named, shipped_layouts
from ita_tui.reports.options import Options
from ita_tui.reports.page import Page
from ita_tui.reports.personal_texts import personal_data_in
from ita_tui.rulebook.loading import rules_for
from tests.data_workbooks import PAGE, SMALL, printed
from tests.long_series import length
from tests.printed_years import AGENCY, FULL, ISSUES, SCORES

YEAR = FiscalYear(2569)
OPTIONS = Options(rules=rules_for(YEAR), scores_rules=rules_for(YEAR.previous()))
LAYOUTS = ("analysis", *(layout.name for layout in shipped_layouts() if layout.name != "analysis"))
ONE = (Measure(1, "ก"),)
ROW = 6
"""Where the first row of results stands under one measure: heads, measure, a free row, heads of the results."""

SIGNS = st.sampled_from(
    [*"กข่ำ๐ \n0a=+-<>&:/_", "_x0041_", "    ", "หมายเหตุ : ", "สาเหตุ ", "(ต่อ)", "😀", "&amp;"]
)
TEXTS = st.lists(SIGNS, max_size=8).map("".join)
POINTS = st.decimals(0, 100, places=3)
SCORED = st.builds(
    Scores,
    year=st.integers(2560, 2575),
    indicators=st.just(()) | st.lists(st.none() | POINTS, min_size=10, max_size=10).map(tuple),
    instruments=st.dictionaries(st.sampled_from(Instrument), POINTS, max_size=3),
    printed_total=st.none() | POINTS,
    printed_level=TEXTS,
    questions=st.lists(
        st.builds(
            QuestionScore,
            TEXTS,
            st.none() | POINTS,
            TEXTS,
            st.lists(st.integers(0, 10**9), max_size=6).map(tuple),
            st.none() | st.integers(1, 7),
        ),
        max_size=3,
    ).map(tuple),
    to_develop=st.lists(
        st.builds(ToDevelop, st.sampled_from(Instrument), TEXTS, TEXTS, TEXTS), max_size=2
    ).map(tuple),
)
ANALYSES = st.lists(
    st.builds(IssueAnalysis, st.integers(1, 7), TEXTS, TEXTS, TEXTS, TEXTS),
    max_size=3,
    unique_by=lambda one: one.number,
).map(tuple)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "รายงาน.xlsx"


def of_results(scores: Scores | None = SCORES, issues: tuple[IssueAnalysis, ...] = ISSUES) -> DataSheet:
    return DataSheet(YEAR, ONE, (), scores, issues)


def edited(target: Path, change: Callable[[Worksheet], object], page: Page = SMALL) -> Draft:
    """What is read where somebody changed the data sheet of a year with results."""
    book = load_workbook(printed(of_results(), target, page))
    change(book["ข้อมูล"])
    book.save(target)
    return read_document(target, YEAR)


def row_of(kind: str, number: int = 1) -> int:
    rows = [(row["kind"], row["number"]) for row in written_results(SCORES, ISSUES)]
    return ROW - 1 + rows.index((kind, number))


def at(key: str, row: int) -> str:
    return f"{'ABCDEFGHIJKLMN'[list(RESULT_HEADS).index(key)]}{row}"


def test_every_field_of_the_results_is_written() -> None:
    every = Scores(
        2568,
        (Decimal("1.5"),) * 10,
        {Instrument.IIT: Decimal(2)},
        Decimal(3),
        "A",
        (QuestionScore("i1", Decimal(4), "ถาม", (5, 6), 7),),
        (ToDevelop(Instrument.OIT, "ตัวชี้วัด", "ขอบเขต", "ข้อความ"),),
    )
    written = list(written_results(every, (IssueAnalysis(1, "i1", "ก", "ข", "ค"),)))

    keys = {key for row in written for key, value in row.items() if value not in {None, ""}}
    assert keys == set(RESULT_HEADS)
    named = {field.name for kind in (QuestionScore, ToDevelop, IssueAnalysis) for field in fields(kind)}
    assert named - set(RESULT_HEADS) == {"instrument", "lowest"}  # both stand in the column of codes


@settings(deadline=None, max_examples=length(50, 1000))
@given(st.none() | SCORED, ANALYSES)
def test_any_results_come_back_from_their_cells(
    scores: Scores | None, issues: tuple[IssueAnalysis, ...]
) -> None:
    reading = ResultsReading()

    unread = [one for row in written_results(scores, issues) for one in reading.take(row)]

    assert (reading.scores(YEAR), reading.issues(), unread) == (scores, issues, [])


@settings(
    deadline=None,
    max_examples=length(8, 200),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.none() | SCORED, ANALYSES)
def test_any_results_come_back_from_the_data_sheet(
    target: Path, scores: Scores | None, issues: tuple[IssueAnalysis, ...]
) -> None:
    draft = read_document(printed(of_results(scores, issues), target), YEAR)

    assert (draft.measures, draft.scores, draft.issues, draft.left_out) == (ONE, scores, issues, ())
    assert {doubt.kind for doubt in draft.doubts} <= {DoubtKind.CONTRADICTION}


# --- over pages ------------------------------------------------------------------------------------------------

LONG = st.lists(
    st.sampled_from([
        "ข้อมูลกระจายหลายช่องทาง", "จัดทำคู่มือ", "ผู้รับบริการ", "\n", "\n\n", "  ", " ", "กขค" * 40, "A" * 90, "ก/ข",
        "๑. ประชุม\n๒. เผยแพร่", "(ต่อ)", "หมายเหตุ : ",
    ]),
    min_size=1, max_size=10,
).map(lambda words: "".join(words) * 12)  # fmt: skip
MANY_QUESTIONS = st.lists(
    st.builds(
        QuestionScore, st.sampled_from(("i1", "e5", "o16")), POINTS, st.text("กข \n", max_size=40), st.just(()),
        st.integers(1, 3),
    ),
    max_size=25,
).map(tuple)  # fmt: skip


def cells_of(page: Page) -> list[tuple[str, ...]]:
    return [row.cells for table in page.tables for row in table.rows]


def pages_of(report: Report) -> tuple[Page, ...]:
    """The year in every layout, that of the analysis first."""
    return tuple(arrange(report, layout_named(name), OPTIONS) for name in LAYOUTS)


def again(report: Report, target: Path) -> Report:
    """The report that is read from the workbook of its analysis."""
    xlsx.save(pages_of(report)[0], target, overwrite=True, data=DataSheet.of(report))
    draft = read_document(target, YEAR)
    return replace(
        report,
        measures=draft.measures,
        proposals=draft.proposals,
        scores=draft.scores,
        issues=draft.issues,
    )


def continued(target: Path) -> int:
    sheet: Any = load_workbook(target)["รายงาน"]
    return sum(str(cell.value).startswith("(ต่อ)") for row in sheet.iter_rows() for cell in row)


@settings(
    deadline=None,
    max_examples=length(4, 60),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(MANY_QUESTIONS, LONG, LONG)
def test_analyses_over_several_pages_are_printed_again_with_the_same_cells(
    target: Path, questions: tuple[QuestionScore, ...], cause: str, improvement: str
) -> None:
    issues = (IssueAnalysis(1, "i1", cause, "  ข้อสังเกต", improvement), IssueAnalysis(3, "", improvement))
    report = replace(FULL, scores=replace(SCORES, questions=questions), issues=issues)

    read = again(report, target)

    assert list(map(cells_of, pages_of(read))) == list(map(cells_of, pages_of(report)))
    assert (read.scores, read.issues) == (report.scores, report.issues)


def test_a_text_parted_at_line_ends_blanks_and_inside_a_word_comes_back_to_the_letter(target: Path) -> None:
    text = "\n".join(f"{n}.  ประชุม  ครั้งที่ {n}" for n in range(60)) + "\n\n" + "กข" * 4000 + "  จบ"
    issues = (IssueAnalysis(1, "i10", text, "", text),)

    read = again(replace(FULL, issues=issues), target)

    assert continued(target) > 2
    assert read.issues == issues


def test_a_text_of_many_pages_with_strokes_and_without_blanks_is_parted_like_any_other(target: Path) -> None:
    text = ("กขค" * 40 + "ก/ข๑. ประชุม\n๒. เผยแพร่") * 60
    issues = (IssueAnalysis(1, "i10", text, "", "จบ"),)

    read = again(replace(FULL, issues=issues), target)

    assert continued(target) > 2
    assert read.issues == issues


# --- what people do in a spreadsheet -------------------------------------------------------------------------------


def test_filters_are_those_of_the_measures_alone(target: Path) -> None:
    sheet: Any = load_workbook(printed(of_results(), target))["ข้อมูล"]

    assert sheet.auto_filter.ref == "A1:Z2"
    assert not any(cell.value for cell in sheet[3])
    assert [cell.value for cell in sheet[4]][: len(RESULT_HEADS)] == list(RESULT_HEADS.values())
    assert sheet[at("kind", ROW - 1)].value == "ผลการประเมิน"


def test_a_year_without_results_has_no_place_for_them(target: Path) -> None:
    sheet: Any = load_workbook(printed(of_results(None, ()), target))["ข้อมูล"]

    assert sheet.max_row == 2


def test_an_analysis_that_is_changed_comes_in(target: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet[at("cause", row_of("การวิเคราะห์ประเด็น", 3))] = "แก้ในตาราง"
        sheet[at("score", row_of("คะแนนรายข้อ", 1))] = "๙๑.๒๕"
        sheet[at("code", row_of("ประเด็นที่ควรพัฒนา", 1))] = "EIT ส่วนที่ 2"

    draft = edited(target, change)

    assert draft.scores is not None
    assert draft.issues[1] == replace(ISSUES[1], cause="แก้ในตาราง")
    assert draft.scores.questions[0] == replace(SCORES.questions[0], score=Decimal("91.25"))
    assert draft.scores.to_develop[0] == replace(SCORES.to_develop[0], instrument=Instrument.EIT2)
    assert draft.left_out == ()


LEFT: tuple[tuple[str, int, str, Any, str], ...] = (
    ("คะแนนรายข้อ", 2, "score", "ดีมาก", "ช่องคะแนน “ดีมาก”"),
    ("คะแนนรายข้อ", 3, "issue", 8, "ช่องประเด็น “8” ต้องเป็นจำนวนเต็ม ๑ ถึง ๗"),
    ("คะแนนรายข้อ", 4, "answers", "ห้า", "ช่องจำนวนคำตอบ “ห้า”"),
    ("คะแนนรายข้อ", 5, "text", "=1/0", "สูตร"),
    ("คะแนนรายข้อ", 6, "kind", "คะแนนอื่น", "ไม่รู้จักชนิดของแถวนี้"),
    ("คะแนนตัวชี้วัด", 2, "number", 1, "ต้องเป็นตัวชี้วัดที่ยังไม่มีข้างบน"),
    ("ประเด็นที่ควรพัฒนา", 1, "code", "ไอไอที", "ต้องบอกแบบวัด"),
    ("การวิเคราะห์ประเด็น", 6, "number", 3, "ต้องเป็นประเด็นที่ ๑ ถึง ๗ ที่ยังไม่มีข้างบน"),
    ("ผลการประเมิน", 1, "year", 9999, "ต้องเป็นจำนวนเต็ม"),
)


def test_what_cannot_be_read_in_the_results_is_told(target: Path) -> None:
    def change(sheet: Worksheet) -> None:
        for kind, number, key, value, _said in LEFT:
            sheet[at(key, row_of(kind, number))] = value

    draft = edited(target, change)

    told = [f"{doubt.place} {doubt.words}" for doubt in draft.doubts if doubt.kind is DoubtKind.UNREAD_CELL]
    assert len(told) == len(draft.left_out) == len(LEFT)
    for kind, number, _key, _value, said in LEFT:
        place = f"แถวที่ {str(row_of(kind, number)).translate(str.maketrans('0123456789', '๐๑๒๓๔๕๖๗๘๙'))} "
        assert [words for words in told if place in words and said in words], said
    assert draft.scores is not None
    assert draft.scores.year == 2568
    assert [doubt.proposal for doubt in draft.doubts if doubt.kind is DoubtKind.SCORE] == ["ปี ๒๕๖๘"]
    assert [question.code for question in draft.scores.questions] == ["i1", "i10", "e5", "o16", "e7", "e6"]
    assert draft.issues == ISSUES[:2]


def test_a_measure_that_is_added_under_the_results_is_a_measure(target: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A200"], sheet["B200"], sheet["C200"], sheet["E200"] = "มาตรการ", 2, "ใหม่", "ประชุม"
        sheet["B3"], sheet["C3"] = 3, "ในแถวว่าง"

    draft = edited(target, change)

    assert draft.measures == (*ONE, Measure(3, "ในแถวว่าง"), Measure(2, "ใหม่", method="ประชุม"))
    assert (draft.scores, draft.issues) == (SCORES, ISSUES)


def test_results_without_their_heads_are_told_and_taken_from_the_printed_sheet(target: Path) -> None:
    page = arrange(replace(FULL, measures=ONE, proposals=()), layout_named("analysis"), OPTIONS)

    draft = edited(target, lambda sheet: sheet.delete_rows(4), page)

    assert len(draft.left_out) == len(list(written_results(SCORES, ISSUES)))
    assert {doubt.kind for doubt in draft.doubts} >= {DoubtKind.UNREAD_CELL}
    assert [(issue.number, issue.cause) for issue in draft.issues] == [
        (issue.number, issue.cause) for issue in ISSUES
    ]


def test_a_column_that_went_with_one_of_the_measures_and_one_that_was_added_are_told(target: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["Z4"], sheet["Z5"] = "ผู้ให้คะแนน", "กองคลัง"
        sheet.delete_cols(5)

    draft = edited(target, change)

    assert [issue.cause for issue in draft.issues] == ["", "", ""]
    assert [issue.improvement for issue in draft.issues] == [issue.improvement for issue in ISSUES]
    told = [doubt.words for doubt in draft.doubts]
    assert "ไม่มีช่อง “สาเหตุ” จึงไม่ได้นำเข้าค่าของช่องนี้" in told
    assert "ไม่รู้จักช่อง “ผู้ให้คะแนน” ข้อความในช่องนี้ไม่ได้นำเข้า" in told
    assert draft.left_out == ("กองคลัง",)


def test_a_level_that_contradicts_the_figures_is_a_doubt_that_she_may_accept(target: Path) -> None:
    paper = read_paper(printed(of_results(), target))
    draft = paper.draft(YEAR, rules_for)

    (doubt,) = [doubt for doubt in draft.doubts if doubt.kind is DoubtKind.CONTRADICTION]
    assert doubt.choice
    assert draft.scores == SCORES


def test_a_workbook_without_results_in_its_data_is_read_from_its_printed_sheet(target: Path) -> None:
    page = arrange(FULL, layout_named("analysis"), OPTIONS)

    draft = read_document(printed(of_results(None, ()), target, page), YEAR)

    assert draft.scores is not None
    assert [issue.number for issue in draft.issues] == [1, 3, 6]


# --- refusals ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "refusal", "said"),
    [
        (
            of_results(issues=(IssueAnalysis(3, cause="ก\x00"),)),
            TextUnprintable,
            "การวิเคราะห์ประเด็น ๓ ช่องสาเหตุ",
        ),
        (of_results(issues=(IssueAnalysis(3, improvement="ก" * 32_768),)), TextTooLong, "ช่องแนวทางการยกระดับ"),
        (
            of_results(replace(SCORES, questions=(QuestionScore("i1", text="\ud800"),))),
            TextUnprintable,
            "คะแนนรายข้อ ๑ ช่องข้อความ",
        ),
    ],
)
def test_what_a_cell_of_the_results_would_lose_is_refused(
    target: Path, sheet: DataSheet, refusal: type[Exception], said: str
) -> None:
    with pytest.raises(refusal, match=said):
        printed(sheet, target)

    assert not target.exists()


def test_personal_data_in_an_analysis_is_found_though_the_page_does_not_print_it() -> None:
    report = Report(AGENCY, YEAR, measures=ONE, issues=(IssueAnalysis(2, remark="โทร 081-234-5678"),))
    page = arrange(report, layout_named("progress"), OPTIONS)

    found = personal_data_in(replace(page, properties=PAGE.properties), report)

    assert [one.place for one in found] == ["แผ่นงานข้อมูล การวิเคราะห์ประเด็น ๒ ช่องหมายเหตุ"]
