"""What the assembler makes of rows that do not fit, heads that are spelt otherwise, and tables it does not know."""

from pathlib import Path

import pytest

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.intake.documents import read_document
from ita_tui.intake.draft import DoubtKind, Draft
from ita_tui.intake.headings import Column, fold, header_of
from tests.reading_in import read_text

YEAR = FiscalYear(2566)
HEAD = "มาตรการ\tวิธีการดำเนินการ\tผู้รับผิดชอบ\tระยะเวลา\tผลการดำเนินการ"


def paste(*lines: str) -> Draft:
    return read_text("\n".join(lines), YEAR)


def words_of(draft: Draft, kind: DoubtKind) -> list[str]:
    return [str(doubt) for doubt in draft.doubts if doubt.kind is kind]


@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("ระยะเวลา ในการ ดำเนินการ", Column.PERIOD),
        ("มาตรการ/กิจกรรมที่ดำเนินการ เพื่อส่งเสริมคุณธรรมและความ โปร่งใสภายในหน่วยงาน", Column.TITLE),
        ("ประเด็นที่ต้องยกระดับ ผลการประเมินฯ", Column.WEAK_ITEM),
        ("ขั้นตอน/วิธีการปฏิบัติ", Column.METHOD),
        ("สรุปผลการดำเนินการตาม มาตรการหรือกิจกรรม", Column.RESULT),
        ("ผลลัพธ์หรือความสำเร็จ ในการดำเนินการ", Column.OUTCOME),
        ("การกำกับติดตาม", Column.FOLLOW_UP),
    ],
)
def test_heads_are_known_whatever_their_spaces_and_signs(head: str, column: Column) -> None:
    headings = header_of([head, "ผู้รับผิดชอบ"])

    assert headings is not None
    assert headings[0].column is column
    assert not headings[0].near


def test_vowels_and_tone_marks_tell_heads_apart() -> None:
    assert fold("ข้อเสนอแนะ ฯ") == "ข้อเสนอแนะ"
    assert fold("มา ตร-การ") != fold("มาตรกาง")


def test_a_misspelt_head_is_taken_with_a_doubt() -> None:
    read = paste(HEAD.replace("ผู้รับผิดชอบ", "ผู้รับผิดซอบ"), "๑. ก้าวแรก\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\tเสร็จ")

    assert read.measures[0].responsible == "กองคลัง"
    assert words_of(read, DoubtKind.NEAR_HEADING) == [
        "ตารางที่บรรทัด ๑: หัวตาราง “ผู้รับผิดซอบ” สะกดใกล้เคียง → ผู้รับผิดชอบ"
    ]


@pytest.mark.parametrize(
    "cells",
    [
        ("มาตรการ", "มาตรการ", "กิจกรรม"),
        ("มาตรการ", "สีที่ชอบ", "อาหารกลางวัน"),
        ("ผู้รับผิดชอบ", "", ""),
    ],
)
def test_a_row_is_no_header_with_a_column_twice_or_too_few_known_heads(cells: tuple[str, ...]) -> None:
    assert header_of(cells) is None


def test_a_row_with_too_few_cells_is_filled_up_with_a_doubt() -> None:
    read = paste(HEAD, "๑. ก้าวแรก\tทำ\tกองคลัง")

    assert read.measures[0].period.text == ""
    assert words_of(read, DoubtKind.CELL_COUNT) == ["มาตรการ ๑: แถวนี้มี ๓ ช่อง แต่หัวตารางมี ๕ ช่อง → เว้นว่างช่องที่ขาด"]
    assert words_of(read, DoubtKind.NO_PERIOD) == [
        "มาตรการ ๑ ช่องระยะเวลา: ไม่ได้เขียนระยะเวลาไว้ → เขียนว่า ตลอดปีงบประมาณ"
    ]


def test_a_row_with_too_many_cells_keeps_them_in_the_last_one_with_a_doubt() -> None:
    read = paste(HEAD, "๑. ก้าวแรก\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\tแล้วเสร็จ\tมีภาพถ่าย")

    assert read.measures[0].result == "แล้วเสร็จ\nมีภาพถ่าย"
    assert words_of(read, DoubtKind.CELL_COUNT) == [
        "มาตรการ ๑: แถวนี้มี ๖ ช่อง แต่หัวตารางมี ๕ ช่อง → รวมช่องที่เกินไว้ในช่องสุดท้าย"
    ]


def test_an_unknown_column_is_left_out_in_sight() -> None:
    read = paste(HEAD + "\tสีประจำกอง", "๑. ก้าวแรก\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\tแล้วเสร็จ\tสีฟ้า")

    assert read.left_out == ("สีฟ้า",)
    assert len(words_of(read, DoubtKind.UNKNOWN_COLUMN)) == 1
    assert read.tables[0].columns[-1].taken_for == ""


def test_a_table_with_unknown_heads_after_the_measures_is_no_measure() -> None:
    read = paste(
        HEAD,
        "๑. ก้าวแรก\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\tแล้วเสร็จ",
        "",
        "รายชื่อคณะทำงาน",
        "ชื่อ\tตำแหน่ง\tสังกัด\tโทรศัพท์\tอีเมล",
        "นางสาวใจดี\tประธาน\tกองคลัง\t๑๒\t-",
    )

    assert len(read.measures) == 1
    assert read.left_out == (
        "รายชื่อคณะทำงาน",
        "ชื่อ | ตำแหน่ง | สังกัด | โทรศัพท์ | อีเมล",
        "นางสาวใจดี | ประธาน | กองคลัง | ๑๒ | -",
    )
    assert len(words_of(read, DoubtKind.UNKNOWN_TABLE)) == 1


def test_a_paragraph_indented_by_a_tab_is_no_row() -> None:
    read = paste(HEAD, "๑. ก้าวแรก\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\tแล้วเสร็จ", "\tจึงเรียนมาเพื่อโปรดทราบ")

    assert read.measures[0].method == "ทำ"
    assert read.left_out == ("จึงเรียนมาเพื่อโปรดทราบ",)


def test_a_row_marked_as_continued_joins_the_row_before() -> None:
    read = paste(
        HEAD,
        "๑. ก้าวแรก\t๑. เริ่ม\tกองคลัง\tมี.ค. ๒๕๖๖\tทำไปครึ่งหนึ่ง",
        HEAD,
        "๑. ก้าวแรก (ต่อ)\t๒. จบ\t\t\tแล้วเสร็จ",
    )

    assert len(read.measures) == 1
    assert read.measures[0].method == "๑. เริ่ม\n๒. จบ"
    assert read.measures[0].result == "ทำไปครึ่งหนึ่ง แล้วเสร็จ"
    assert read.left_out == ("๑. ก้าวแรก (ต่อ)",)


def test_a_page_number_between_two_halves_of_a_row_does_not_part_them() -> None:
    read = paste(HEAD, "๑. ก้าวแรก\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\tแล้ว", "หน้า ๓", HEAD, "\tต่อ\t\t\tเสร็จ")

    assert [measure.method for measure in read.measures] == ["ทำ ต่อ"]
    assert read.left_out == ("หน้า ๓",)


def test_a_title_line_at_the_top_of_each_page_does_not_part_a_row() -> None:
    read = paste(HEAD, "๑. ก้าวแรก\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\tแล้ว", "รายงานประจำปี", HEAD, "\tต่อ\t\t\tเสร็จ")

    assert [measure.method for measure in read.measures] == ["ทำ ต่อ"]


def test_with_a_number_column_only_the_number_begins_a_row() -> None:
    read = paste(
        "ลำดับ\tมาตรการ\tผู้รับผิดชอบ\tผลการดำเนินการ",
        "๑\tปรับปรุงเว็บไซต์\tกองคลัง\tแล้วเสร็จ",
        "\tให้ค้นได้\t\t",
        "๒\t๗ วันทำการต้องตอบ\tกองช่าง\t",
    )

    assert [(m.number, m.title) for m in read.measures] == [
        (1, "ปรับปรุงเว็บไซต์ ให้ค้นได้"),
        (2, "๗ วันทำการต้องตอบ"),
    ]


def test_planned_tables_alone_give_measures_with_their_issue() -> None:
    head = "ประเด็นที่ต้องยกระดับ\tมาตรการ โครงการ หรือกิจกรรม\tขั้นตอน\tช่วงระยะเวลา\tผู้รับผิดชอบ"
    read = paste(
        "ประเด็นที่ ๒ การให้บริการและระบบ E-Service",
        head,
        "e๙ บริการออนไลน์\tอบรมการใช้ระบบ\t๑. จัดอบรม ๒. สรุปผล\t๗ วัน\tสำนักปลัด",
        "ประเด็นที่ ๔ ทรัพย์สิน",
        head,
        "i๑๐ การยืม\tทำสมุดยืม\tจัดทำ\tไตรมาสที่ ๒\tกองคลัง",
    )

    assert [(m.number, m.issue, m.proposal) for m in read.measures] == [(1, 2, False), (2, 4, False)]
    assert read.measures[0].weak_item == "e๙ บริการออนไลน์"
    assert words_of(read, DoubtKind.UNREAD_PERIOD) == []
    assert words_of(read, DoubtKind.PROPOSED_STATUS) == []


def test_planned_tables_beside_reported_ones_are_proposals() -> None:
    read = paste(
        HEAD,
        "๑. ก้าวแรก\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\tแล้วเสร็จ",
        "ข้อเสนอสำหรับปีหน้า",
        "มาตรการ\tแนวทางการปฏิบัติ\tผู้รับผิดชอบ\tการกำกับติดตาม",
        "ก้าวที่สอง\tทำต่อ\tกองช่าง\tรอบ ๖ เดือน",
    )

    assert [measure.title for measure in read.measures] == ["ก้าวแรก"]
    assert [(p.title, p.guideline, p.follow_up) for p in read.proposals] == [
        ("ก้าวที่สอง", "ทำต่อ", "รอบ ๖ เดือน")
    ]
    assert read.proposals[0].proposal


def test_a_cell_of_several_lines_copied_from_a_spreadsheet_is_one_cell() -> None:
    read = paste(HEAD, '๑. ก้าวแรก\t"บรรทัดหนึ่ง', 'เรียกว่า ""ทาง"" สายเดียว"\tกองคลัง\tมี.ค. ๒๕๖๖\t"ดี"')

    assert read.measures[0].method == 'บรรทัดหนึ่ง\nเรียกว่า "ทาง" สายเดียว'
    assert read.measures[0].result == '"ดี"'


def test_a_table_copied_from_a_word_processor_has_a_line_for_each_paragraph() -> None:
    read = paste(
        HEAD,
        "๑. ก้าวแรก",
        "-ให้มั่นคง\t๑. เริ่ม",
        "๒. จบ\tกองคลัง",
        "กองช่าง\tมี.ค. ๒๕๖๖\tดี",
        "มีภาพถ่าย",
        "๒. ก้าวสอง\tทำ\tกองช่าง\tมี.ค. ๒๕๖๖\tดีมาก",
        "คณะกรรมการ",
    )

    assert [measure.title for measure in read.measures] == ["ก้าวแรก\n-ให้มั่นคง", "ก้าวสอง"]
    assert read.measures[0].method == "๑. เริ่ม\n๒. จบ"
    assert read.measures[0].responsible == "กองคลัง\nกองช่าง"
    assert [measure.result for measure in read.measures] == ["ดี\nมีภาพถ่าย", "ดีมาก"]
    assert read.left_out == ("คณะกรรมการ",)
    assert [doubt.measure for doubt in read.doubts if doubt.kind is DoubtKind.CONTINUED] == [1]


def test_rows_whose_empty_last_cells_were_cut_off_stay_rows_of_their_own() -> None:
    read = paste(HEAD, "๑. ก้าวแรก\tทำ\tกองคลัง", "๒. ก้าวสอง\tทำ\tกองช่าง", "๓. ก้าวสาม\tทำ\tกองคลัง")

    assert [measure.responsible for measure in read.measures] == ["กองคลัง", "กองช่าง", "กองคลัง"]


def test_a_heading_right_above_a_row_is_no_part_of_it() -> None:
    rows = ("๑. ก้าวแรก\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\tดี", "๒. ก้าวสอง\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\tดี")
    read = paste(HEAD, rows[0], "๑. หมวดการเงิน", rows[1])

    assert [measure.title for measure in read.measures] == ["ก้าวแรก", "ก้าวสอง"]
    assert read.left_out == ("๑. หมวดการเงิน",)


def test_a_heading_right_below_the_last_row_is_no_part_of_it() -> None:
    read = paste(HEAD, "๑. ก้าวแรก\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\tดี", "๒. การติดป้าย QR code ที่เคาน์เตอร์", "ขึ้นเว็บไซต์แล้ว")

    assert [measure.result for measure in read.measures] == ["ดี"]
    assert read.left_out == ("๒. การติดป้าย QR code ที่เคาน์เตอร์", "ขึ้นเว็บไซต์แล้ว")


def test_a_list_that_is_never_closed_does_not_swallow_the_next_row() -> None:
    read = paste(
        HEAD, "๑. ก้าวแรก\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\t<ul><li>ดี", "๒. ก้าวสอง\tทำ\tกองช่าง\tมี.ค. ๒๕๖๖\tดีมาก"
    )

    assert [measure.result for measure in read.measures] == ["- ดี", "ดีมาก"]


def test_a_tag_broken_over_two_lines_is_still_a_tag() -> None:
    read = paste(HEAD, "๑. ก้าวแรก\tทำ\t<ul", 'style="list-style: none"> -กองคลัง</ul>\tมี.ค. ๒๕๖๖\tดี')

    assert read.measures[0].responsible == "-กองคลัง"
    assert read.measures[0].result == "ดี"


def test_what_only_looks_like_a_tag_stays() -> None:
    read = paste(
        HEAD, "๑. คะแนน <b หรือ> ๘๐ < ๙๐ & R&D\tทำ\tกองคลัง\tมี.ค. ๒๕๖๖\tดู <https://a.example/?x=1&copy=2>"
    )

    assert read.measures[0].title == "คะแนน <b หรือ> ๘๐ < ๙๐ & R&D"
    assert read.measures[0].result == "ดู <https://a.example/?x=1&copy=2>"


def test_a_ruled_table_is_a_table() -> None:
    read = paste(
        "| มาตรการ | ผู้รับผิดชอบ | ผลการดำเนินการ |", "|---|:--|---|", "| ๑. **ก้าวแรก** | กองคลัง | แล้วเสร็จ |"
    )

    assert [(m.title, m.responsible, m.result) for m in read.measures] == [("ก้าวแรก", "กองคลัง", "แล้วเสร็จ")]


@pytest.mark.parametrize("mark", [",", ";"])
def test_a_comma_separated_table_is_read_with_its_quotes(mark: str, tmp_path: Path) -> None:
    file = tmp_path / "report.csv"
    rows = (
        ["รายงานผล ปีงบประมาณ ๒๕๖๖", "", "", ""],
        ["มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา", "ผลการดำเนินการ"],
        ["๑. ก้าวแรก", f'"กองคลัง{mark} กองช่าง"', "มี.ค. ๒๕๖๖", '"บรรทัดหนึ่ง\nบรรทัดสอง ""จบ"""'],
        ["๒. ก้าวสอง", "กองช่าง", "มี.ค. ๒๕๖๖", "=SUM(A1)"],
        ["ลงชื่อ ประธานกรรมการ", "", "", ""],
    )
    file.write_text("\n".join(mark.join(row) for row in rows), encoding="utf-8")

    read = read_document(file, YEAR)

    assert [m.responsible for m in read.measures] == [f"กองคลัง{mark} กองช่าง", "กองช่าง"]
    assert [m.result for m in read.measures] == ['บรรทัดหนึ่ง\nบรรทัดสอง "จบ"', "=SUM(A1)"]
    assert read.year_found == YEAR
    assert read.left_out == ("รายงานผล ปีงบประมาณ ๒๕๖๖", "ลงชื่อ ประธานกรรมการ")


def test_two_places_to_sign_side_by_side_are_no_measure() -> None:
    read = paste(
        "มาตรการ\tผู้รับผิดชอบ",
        "เดินหน้า\tกองคลัง",
        "(ลงชื่อ)………………………\t(ลงชื่อ)………………………",
    )

    assert [measure.title for measure in read.measures] == ["เดินหน้า"]
    assert read.left_out == ("(ลงชื่อ)……………………… (ลงชื่อ)………………………",)
