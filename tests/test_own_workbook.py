import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports.xlsx import DataSheet
from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, ProgressNote, Proof, Step, WorkStatus
from ita_tui.domain.period import Period, read_period
from ita_tui.intake.documents import read_document
from ita_tui.intake.draft import DoubtKind, Draft
from tests.data_workbooks import DATA, FULL, PAGE, YEAR, at, printed
from tests.printed_pages import EVERYTHING

Typed: TypeAlias = str | int | date | None
"""What somebody types into a cell."""

FORMULA = "=1/0"


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


def edited(path: Path, change: Callable[[Worksheet], object], sheet: str = "ข้อมูล") -> Draft:
    """What is read where somebody changed a sheet in a spreadsheet."""
    book = load_workbook(path)
    change(book[sheet])
    book.save(path)
    return read_document(path, YEAR)


def changed(measure: Measure, field: str, value: Any) -> Measure:  # noqa: ANN401 - of any field
    return replace(measure, **{field: value})


def put(head: str, value: Typed, row: int = 2) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        sheet[at(head, row)] = value

    return change


READ: tuple[tuple[str, Typed, str, Any], ...] = (
    ("ชื่อมาตรการ", "=แก้แล้ว", "title", "=แก้แล้ว"),
    ("ชื่อมาตรการ", 2569, "title", "2569"),
    ("สถานะ", "แล้วเสร็จ ", "status", WorkStatus.COMPLETED),
    ("สถานะ", None, "status", WorkStatus.NOT_STARTED),
    ("ความคืบหน้า (ร้อยละ)", "๕๐%", "percent", 50),
    ("ความคืบหน้า (ร้อยละ)", 75, "percent", 75),
    ("ข้อ OIT", "O1, ข้อ ๐๔๒\no3", "items", ("o1", "o42", "o3")),
    ("ส่วนราชการ", "กองช่าง\n\nกองคลัง\n", "divisions", ("กองช่าง", "กองคลัง")),
    (
        "ขั้นตอน",
        "ประชุม\n[กำลังดำเนินการ] ร่าง\n    ต่อ",
        "steps",
        (Step("ประชุม"), Step("ร่าง\nต่อ", WorkStatus.IN_PROGRESS)),
    ),
    ("บันทึกประจำวัน", "๑๖ ม.ค. ๖๙: ประชุม", "notes", (ProgressNote(date(2026, 1, 16), "ประชุม"),)),
    ("หลักฐาน", "[ลิงก์] ข่าว", "evidence", (Evidence("ข่าว", EvidenceKind.LINK),)),
    ("วันสิ้นสุด", date(2026, 3, 31), "period", Period("ม.ค. ๖๙", date(2026, 1, 1), date(2026, 3, 31))),
    ("วันสิ้นสุด", date(2569, 3, 31), "period", Period("ม.ค. ๖๙", date(2026, 1, 1), date(2026, 3, 31))),
    ("วันสิ้นสุด", "31 มี.ค. 2569", "period", Period("ม.ค. ๖๙", date(2026, 1, 1), date(2026, 3, 31))),
)
LEFT: tuple[tuple[str, Typed, str, Any], ...] = (
    ("สถานะ", "ใกล้เสร็จ", "status", WorkStatus.NOT_STARTED),
    ("สถานะหลักฐาน", "เยอะ", "proof", Proof.NONE),
    ("ความคืบหน้า (ร้อยละ)", 120, "percent", None),
    ("ความคืบหน้า (ร้อยละ)", FORMULA, "percent", None),
    ("ประเด็น", 8, "issue", None),
    ("วันเริ่ม", "เมื่อวาน", "period", Period("ม.ค. ๖๙")),
    ("วันเริ่ม", "31/2/2569", "period", Period("ม.ค. ๖๙")),
    ("วันเริ่ม", None, "period", Period("ม.ค. ๖๙")),
    ("วันเริ่ม", date(2027, 1, 1), "period", Period("ม.ค. ๖๙")),
    ("วันเริ่ม", date(2568, 2, 29), "period", Period("ม.ค. ๖๙")),
    ("ขั้นตอน", "[เสร็จมั้ง] ร่าง", "steps", (Step("[เสร็จมั้ง] ร่าง"),)),
    ("ข้อ OIT", "ข้อแรก", "items", ()),
    ("บันทึกประจำวัน", "ประชุมแล้ว", "notes", ()),
    ("หลักฐาน", "คำสั่ง", "evidence", (Evidence("คำสั่ง", EvidenceKind.DOCUMENT),)),
    ("หลักฐาน", "[ลิงก์] ข่าว\n  • ลงวันที่: วันก่อน", "evidence", (Evidence("ข่าว", EvidenceKind.LINK),)),
    ("หลักฐาน", "[ลิงก์] ข่าว\n  • สี: แดง", "evidence", (Evidence("ข่าว", EvidenceKind.LINK),)),
)


@pytest.fixture(scope="module")
def edits(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    """One measure with one edit a row, as they come in: READ first, then LEFT."""
    copies = tuple(replace(FULL, number=n) for n in range(1, len(READ) + len(LEFT) + 1))
    path = printed(DataSheet(YEAR, copies), tmp_path_factory.mktemp("edits") / "edits.xlsx")

    def change(sheet: Worksheet) -> None:
        for row, (head, typed, _field, _value) in enumerate((*READ, *LEFT), start=2):
            sheet[at(head, row)] = typed
            if isinstance(typed, str) and typed != FORMULA:
                sheet[at(head, row)].data_type = "s"

    return edited(path, change)


@pytest.mark.parametrize("number", range(1, len(READ) + 1))
def test_what_is_changed_in_a_spreadsheet_comes_in(edits: Draft, number: int) -> None:
    _head, _typed, field, value = READ[number - 1]

    assert edits.measures[number - 1] == changed(replace(FULL, number=number), field, value)
    assert not [doubt for doubt in edits.doubts if doubt.measure == number]


@pytest.mark.parametrize("number", range(len(READ) + 1, len(READ) + len(LEFT) + 1))
def test_what_cannot_be_read_is_a_doubt_and_never_dropped_in_silence(edits: Draft, number: int) -> None:
    head, _typed, field, value = LEFT[number - 1 - len(READ)]

    assert edits.measures[number - 1] == changed(replace(FULL, number=number), field, value)
    (doubt,) = [doubt for doubt in edits.doubts if doubt.measure == number]
    assert doubt.kind is DoubtKind.UNREAD_CELL
    assert head in doubt.place or field == "period"
    assert len(edits.left_out) == len(LEFT)


def test_a_number_that_is_none_is_a_doubt(exported: Path) -> None:
    draft = edited(exported, put("ลำดับที่", "สี่"))

    assert [(doubt.kind, doubt.measure) for doubt in draft.doubts] == [(DoubtKind.UNREAD_CELL, 1)]
    assert draft.left_out == ("สี่",)


def test_a_row_added_by_hand_is_a_measure_with_the_next_number(exported: Path) -> None:
    def change(sheet: Worksheet) -> None:
        for head, value in (
            ("ชื่อมาตรการ", "มาตรการใหม่"),
            ("ระยะเวลา", "ไตรมาสที่ ๒"),
            ("ผลการดำเนินการ", "ทำแล้ว"),
        ):
            sheet[at(head, 5)] = value

    draft = edited(exported, change)

    assert draft.measures[2] == Measure(
        6, "มาตรการใหม่", period=read_period("ไตรมาสที่ ๒", YEAR), result="ทำแล้ว"
    )
    (doubt,) = draft.doubts
    assert (doubt.kind, doubt.proposal) == (DoubtKind.NUMBERING, "ให้เป็นลำดับที่ ๖")


def test_a_number_given_twice_is_told(exported: Path) -> None:
    draft = edited(exported, put("ลำดับที่", 4, row=3))

    assert [measure.number for measure in draft.measures] == [4, 5]
    assert [doubt.kind for doubt in draft.doubts] == [DoubtKind.NUMBERING]


def test_columns_that_were_moved_renamed_or_taken_away_are_told(exported: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet[at("ผลการดำเนินการ", 1)] = "ผลที่ได้ของปีนี้"
        sheet.insert_rows(1)
        sheet["A1"] = "ตารางข้อมูลของกองคลัง"
        sheet.insert_cols(1)

    draft = edited(exported, change)

    assert draft.measures[0] == replace(FULL, result="")
    assert {doubt.kind for doubt in draft.doubts} == {DoubtKind.UNKNOWN_COLUMN, DoubtKind.EMPTY_CELL}
    assert f"ผลที่ได้ของปีนี้: {FULL.result}" in draft.left_out


def test_a_changed_printed_sheet_is_told_for_its_words_are_not_taken(exported: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A6"] = "แก้บนกระดาษ"

    draft = edited(exported, change, "รายงาน")

    assert [doubt.kind for doubt in draft.doubts] == [DoubtKind.EDITED_PRINT]
    assert draft.measures == DATA.measures


def test_a_workbook_saved_by_another_program_still_gives_everything_back(target: Path) -> None:
    draft = edited(
        printed(DATA, target, replace(EVERYTHING, properties=PAGE.properties)), lambda _sheet: None
    )

    assert (draft.measures, draft.proposals) == (DATA.measures, DATA.proposals)
    assert DoubtKind.EDITED_PRINT not in {doubt.kind for doubt in draft.doubts}


def test_a_workbook_of_another_year_is_told(exported: Path) -> None:
    draft = read_document(exported, FiscalYear(2568))

    assert [doubt.kind for doubt in draft.doubts] == [DoubtKind.OTHER_YEAR]


def test_a_memo_in_front_is_not_taken_for_the_report(tmp_path: Path) -> None:
    properties = PAGE.properties
    with_memo = replace(EVERYTHING, properties=properties)
    alone, behind_memo = (
        read_document(printed(DATA, tmp_path / f"{name}.xlsx", page), YEAR)
        for name, page in (("alone", replace(with_memo, memo=())), ("behind", with_memo))
    )

    assert behind_memo == alone
    assert (behind_memo.measures, behind_memo.proposals) == (DATA.measures, DATA.proposals)
    assert behind_memo.agency is not None
    assert behind_memo.agency.name == properties.agency


def test_the_data_sheet_is_known_without_the_others(target: Path, exported: Path) -> None:
    book = load_workbook(exported)
    del book["เกี่ยวกับ"], book["รายงาน"]
    book.save(target)

    assert read_document(target, YEAR).measures == DATA.measures


def test_a_workbook_of_somebody_else_is_read_as_ever(target: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "ข้อมูล"
    sheet.append(["ลำดับที่", "ชื่อมาตรการ", "ชนิด", "ผลการดำเนินการ"])
    sheet.append([1, "ปลูกต้นไม้", "ทั่วไป", "ทำแล้ว"])
    book.save(target)

    draft = read_document(target, YEAR)

    assert [(measure.title, measure.result) for measure in draft.measures] == [("ปลูกต้นไม้", "ทำแล้ว")]
    assert DoubtKind.UNREAD_CELL not in {doubt.kind for doubt in draft.doubts}


def test_links_of_surveys_come_from_the_printed_sheet(target: Path) -> None:
    draft = read_document(printed(DATA, target, PAGE), YEAR)

    assert [survey.link for survey in draft.surveys] == ["https://itas.example.go.th/go/eit?tokenId=2759482"]
    assert draft.agency is not None
    assert draft.agency.name == PAGE.properties.agency
