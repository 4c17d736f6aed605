import io
import re
import shutil
import zipfile
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports import xlsx
from exports.refusals import TextTooLong, TextUnprintable
from exports.xlsx import About, DataSheet
from ita_tui.domain.evidence import Evidence, EvidenceFile, EvidenceKind
from ita_tui.domain.measure import FIELD_WORDS, Measure, ProgressNote, Proof, Step, WorkStatus
from ita_tui.domain.period import Period
from ita_tui.intake.documents import read_document
from ita_tui.reports.data_columns import COLUMNS, read, written
from ita_tui.reports.page import Head, Row, Table
from tests.data_workbooks import BANGKOK, DATA, FULL, PAGE, PROPOSED, YEAR, at, printed
from tests.long_series import length
from tests.printed_pages import EVERYTHING, page_with


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "รายงาน.xlsx"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return printed(DATA, tmp_path_factory.mktemp("once") / "once.xlsx")


@pytest.fixture
def exported(once: Path, target: Path) -> Path:
    """A workbook of the data, for this test alone to change."""
    return Path(shutil.copy(once, target))


def test_the_data_sheet_gives_back_every_field_of_a_measure(exported: Path) -> None:
    draft = read_document(exported, YEAR)

    assert draft.measures == DATA.measures
    assert draft.proposals == DATA.proposals
    assert (draft.doubts, draft.left_out, draft.year_found) == ((), (), YEAR)


def test_every_field_of_a_measure_has_a_column() -> None:
    known = {field.name for field in fields(Measure)} - {
        "id",
        "follows",
    }  # what is a row of the store is no value of a sheet

    assert {column.key for column in COLUMNS} == known | {"start", "end"}
    for column in COLUMNS:
        assert column.key in {"proposal", "start", "end"} or column.head.startswith(FIELD_WORDS[column.key])


# Blanks, bullets and brackets that cells are parted by, signs of spreadsheets and markup, whatever is pasted.
SIGNS = st.sampled_from([*"กข่ำ๐ฯ \n\t0a=+-@[]<>&\"'«»\\•:/_", "_x0041_", "    ", "  • ", "\u2028", "😀"])
TEXTS = st.lists(SIGNS, max_size=10).map("".join)
DAYS = st.dates(date(1957, 1, 1), date(2156, 12, 31))


def tuples(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=3).map(tuple)


FILES = st.builds(
    EvidenceFile,
    st.just("a" * 64),
    TEXTS,
    st.integers(0, 2**53),
    st.integers(1, 9),
    st.integers(1, 9),
    st.none(),
)
PIECES = st.builds(
    Evidence,
    TEXTS,
    st.sampled_from(EvidenceKind),
    url=TEXTS,
    document_number=TEXTS,
    page=TEXTS,
    document_date=st.none() | DAYS,
    attached=st.none() | DAYS.map(lambda day: datetime(day.year, 1, 1, 23, 59, tzinfo=BANGKOK)),
    note=TEXTS,
    files=tuples(FILES),
)
PERIODS = st.one_of(
    TEXTS.map(Period),
    st.sampled_from(["ม.ค. ๖๙", "ไตรมาสที่ ๑", "๗ วัน"]).map(Period),
    st.builds(lambda text, days: Period(text, min(days), max(days)), TEXTS, st.tuples(DAYS, DAYS)),
)
MEASURES = st.builds(
    Measure,
    number=st.integers(1, 9),
    title=TEXTS.map("ก{}".format),
    guideline=TEXTS,
    method=TEXTS,
    steps=tuples(st.builds(Step, TEXTS, st.sampled_from(WorkStatus), st.integers(1, 2**53))),
    responsible=TEXTS,
    divisions=tuples(TEXTS),
    sections=tuples(TEXTS),
    period=PERIODS,
    status=st.sampled_from(WorkStatus),
    cancel_reason=TEXTS,
    proof=st.sampled_from(Proof),
    percent=st.none() | st.integers(0, 100),
    result=TEXTS,
    outcome=TEXTS,
    recommendation=TEXTS,
    follow_up=TEXTS,
    issue=st.none() | st.integers(1, 7),
    weak_item=TEXTS,
    items=tuples(st.integers(1, 999).map("o{}".format)),
    notes=tuples(st.builds(ProgressNote, DAYS, TEXTS)),
    evidence=tuples(PIECES),
)
LISTED = st.lists(MEASURES, max_size=2, unique_by=lambda one: one.number).map(tuple)


@settings(deadline=None)
@given(MEASURES)
def test_any_measure_comes_back_from_its_cells(measure: Measure) -> None:
    assert read(written(measure, YEAR), YEAR, number=1) == (measure, ())


@settings(
    deadline=None,
    max_examples=length(5, 300),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(LISTED, LISTED)
def test_any_measures_come_back_from_the_data_sheet(
    target: Path, measures: tuple[Measure, ...], proposals: tuple[Measure, ...]
) -> None:
    proposed = tuple(replace(one, proposal=True) for one in proposals)
    if not measures and not proposals:
        measures = (Measure(1, "ก"),)

    draft = read_document(printed(DataSheet(YEAR, measures, proposed), target), YEAR)

    assert (draft.measures, draft.proposals) == (measures, proposed)
    assert (draft.doubts, draft.left_out) == ((), ())


def test_numbers_and_days_are_typed_and_texts_are_texts(exported: Path) -> None:
    sheet: Any = load_workbook(exported)["ข้อมูล"]

    assert sheet[at("วันเริ่ม")].value == datetime(2026, 1, 1)  # noqa: DTZ001 - a cell has no time zone
    assert sheet[at("วันเริ่ม")].number_format == "[$-D07041E]d mmmm yyyy"
    assert (sheet[at("ลำดับที่")].value, sheet[at("ประเด็น")].value) == (4, 7)
    assert sheet[at("ชื่อมาตรการ")].number_format == "@"
    assert sheet.auto_filter.ref == "A1:Z4"
    assert sheet.freeze_panes == "D2"


def test_a_text_typed_into_an_empty_row_stays_a_text(exported: Path) -> None:
    sheet: Any = load_workbook(exported)["ข้อมูล"]

    assert sheet.column_dimensions["C"].number_format == "@"


# --- about -----------------------------------------------------------------------------------------------------


def test_the_sheet_about_says_what_the_report_is_verified_by(exported: Path) -> None:
    book = load_workbook(exported)

    assert book.sheetnames == ["รายงาน", "ข้อมูล", "เกี่ยวกับ"]
    facts = {row[0]: row[1] for row in book["เกี่ยวกับ"].iter_rows(values_only=True)}
    assert facts["โปรแกรม"] == "ITA TUI 0.1.0"
    assert facts["หน่วยงาน"] == PAGE.properties.agency
    assert facts["ปีงบประมาณ"] == "2569"
    assert facts["ข้อมูล ณ วันที่"] == datetime(2026, 1, 16)  # noqa: DTZ001
    assert {"ab" * 32, "cd" * 32, "AB12-CD34"} <= set(facts.values())


def test_the_sheet_about_names_the_layout_as_screen_and_commands_do(target: Path) -> None:
    properties = replace(PAGE.properties, layout="progress", layout_title="ตารางความก้าวหน้า")
    xlsx.save(
        replace(PAGE, properties=properties), target, overwrite=False, about=About("", date(2026, 1, 16))
    )

    sheet = load_workbook(target)["เกี่ยวกับ"]
    facts = {row[0].value: row[1] for row in sheet.iter_rows()}
    assert facts["รูปแบบรายงาน"].value == "ตารางความก้าวหน้า (progress)"
    assert facts["โปรแกรม"].value == "ITA TUI"
    assert facts["ข้อมูล ณ วันที่"].alignment.horizontal == "left"


def test_what_is_not_known_has_no_row_in_the_sheet_about(target: Path) -> None:
    xlsx.save(PAGE, target, overwrite=False, about=About("0.1.0", date(2026, 1, 16)))

    rows = list(load_workbook(target)["เกี่ยวกับ"].iter_rows(values_only=True))
    assert all(label and said for label, said in rows)
    assert "รหัสตรวจสอบ" not in {row[0] for row in rows}


def test_only_the_sheet_for_print_is_printed(exported: Path) -> None:
    book = load_workbook(exported)

    for name in ("ข้อมูล", "เกี่ยวกับ"):
        sheet = book[name]
        assert isinstance(sheet, Worksheet)
        area = sheet.print_area.rpartition("!")[2].replace("$", "").partition(":")[0]
        assert sheet[area].value is None


def test_three_sheets_make_the_same_bytes_again(tmp_path: Path) -> None:
    page = replace(EVERYTHING, properties=PAGE.properties)

    assert (
        printed(DATA, tmp_path / "ก.xlsx", page).read_bytes()
        == printed(DATA, tmp_path / "ข.xlsx", page).read_bytes()
    )


# --- nothing can become a formula --------------------------------------------------------------------------------

NASTY = (
    "=1+1", '=HYPERLINK("http://a.example","ก")', "=cmd|' /C calc'!A0", "+1", "+66 2 123 4567", "-1", "-", "- ก",
    "@SUM(A1)", "@", "'ก", "'=1+1", "''", "#N/A", "#REF!", "#DIV/0!", "TRUE", "FALSE", "1e5", "1E400", "0042",
    "1/2/2566", "2023-01-31", "๑๒", "0x1F", "NaN", "INF", "50%", "$1", "{=1}", "_x0041_", "_x005F_x0041_",
    "_x000D_", "<f>1</f>", "&amp;", "]]>", "\t=1", "\n=1", " =1", "javascript:alert(1)", "ก" * 32_767,
)  # fmt: skip


def test_nasty_texts_are_forty_one() -> None:
    assert len(set(NASTY)) == 41


def test_no_nasty_text_becomes_a_formula_or_anything_but_itself(target: Path) -> None:
    kept = tuple(Measure(n, "ก", result=text) for n, text in enumerate(NASTY, start=1))
    short = tuple(Row((text,), f"มาตรการ {n}") for n, text in enumerate(NASTY[:-1], start=1))
    page = replace(page_with(Table((Head("ข้อความ", 1),), short)), properties=PAGE.properties)

    draft = read_document(printed(DataSheet(YEAR, kept), target, page), YEAR)

    assert [measure.result for measure in draft.measures] == list(NASTY)
    assert draft.doubts == ()
    with zipfile.ZipFile(target) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 3
    assert not any(re.search(rb"<f[ >/]", sheet) or re.search(rb' t="[ebf]"', sheet) for sheet in sheets)
    book = load_workbook(io.BytesIO(target.read_bytes()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert "f" not in {cell.data_type for cell in cells}


@pytest.mark.parametrize(
    ("measure", "refusal", "said"),
    [
        (replace(FULL, outcome="ก\x00ข"), TextUnprintable, "มาตรการ ๔ ช่องผลลัพธ์/ผลสำเร็จ มีอักขระควบคุม"),
        (replace(FULL, steps=(Step("\ud800"),)), TextUnprintable, "มาตรการ ๔ ช่องขั้นตอน มีอักขระควบคุม"),
        (replace(FULL, notes=(ProgressNote(date(2026, 1, 1), "\x07"),)), TextUnprintable, "ช่องบันทึกประจำวัน"),
        (replace(FULL, result="ก" * 32_768), TextTooLong, "มาตรการ ๔ ช่องผลการดำเนินการ มีข้อความยาว ๓๒,๗๖๘"),
        (replace(PROPOSED, method="😀" * 16_384), TextTooLong, "มาตรการที่เสนอ ๑ ช่องวิธีการดำเนินการ"),
    ],
)
def test_what_a_cell_would_lose_or_cut_is_refused_with_measure_and_column(
    target: Path, measure: Measure, refusal: type[Exception], said: str
) -> None:
    with pytest.raises(refusal, match=said):
        printed(DataSheet(YEAR, (measure,)), target)

    assert not target.exists()


def test_a_day_before_spreadsheets_count_stands_as_text_and_comes_back(target: Path) -> None:
    old = Measure(1, "ก", period=Period("นานแล้ว", date(1850, 1, 2), date(1899, 12, 31)))

    assert read_document(printed(DataSheet(YEAR, (old,)), target), YEAR).measures == (old,)
