import errno
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from lxml.etree import SerialisationError
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter
from PIL import Image

from exports import xlsx
from exports.column_grid import grid_of
from exports.data_sheet import DataSheet
from exports.faces import SARABUN
from exports.paper import UPRIGHT, WIDE
from exports.print_sheet import lay_out, lay_out_memo
from exports.refusals import LinkTooLongForCode, RowTooTall, TooManyPages, WorkbookMakerFailed
from exports.sheet import Cell, Look, Sheet, SheetRow
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.reports.page import (
    FormLine,
    Head,
    Heading,
    Page,
    PageEnd,
    Paragraph,
    Part,
    QrCode,
    Row,
    Signature,
    Table,
    Title,
)
from tests.printed_pages import (
    ANALYSED,
    EVERYTHING,
    HEADS,
    LINK,
    MEMO,
    RANKED,
    SENTENCES,
    SIGNATURE,
    TWELVE,
    measure_row,
    page_of,
    page_with,
)

BODY = WIDE.text_height


def pages_of(sheet: Sheet) -> list[list[SheetRow]]:
    pages: list[list[SheetRow]] = [[]]
    for row in sheet.rows:
        if row.breaks:
            pages.append([])
        pages[-1].append(row)
    return pages


def looks_on(page: list[SheetRow]) -> list[Look]:
    return [cell.look for row in page for cell in row.cells]


def saved(page: Page, folder: Path, name: str = "รายงาน") -> Worksheet:
    worksheet = load_workbook(xlsx.save(page, folder / "r.xlsx", overwrite=True))[name]
    assert isinstance(worksheet, Worksheet)
    return worksheet


def memo_of(page: Page) -> Sheet:
    sheet = lay_out_memo(page)
    assert sheet is not None
    return sheet


def cells_of(sheet: Sheet, look: Look) -> list[Cell]:
    return [cell for row in sheet.rows for cell in row.cells if cell.look is look]


def test_each_table_has_its_own_widths_on_one_grid() -> None:
    sheet = lay_out(EVERYTHING)

    total = sum(sheet.widths)
    for table in EVERYTHING.tables:
        weights = [head.weight for head in table.heads]
        texts = [head.text for head in table.heads]
        (heads, *_again) = [
            row.cells
            for row in sheet.rows
            if [c.text for c in row.cells] == texts and row.cells[0].look is Look.HEAD
        ]
        for cell, weight in zip(heads, weights, strict=True):
            width = sum(sheet.widths[cell.column - 1 : cell.column - 1 + cell.span])
            assert abs(width - total * weight / sum(weights)) <= 12
        assert sum(cell.span for cell in heads) == len(sheet.widths)


def test_a_lone_table_needs_no_merged_cells() -> None:
    grid = grid_of([[18, 30, 12, 12, 28]], [2])

    assert [place.span for place in grid.tables[0]] == [1] * 5


def test_a_column_of_no_weight_still_holds_a_short_word() -> None:
    grid = grid_of([[1, 1000, 1], [1] * 60])

    assert grid.widths[0] >= 15
    assert all(width > 0 for width in grid.widths)
    assert [len(places) for places in grid.tables] == [3, 60]


def test_every_table_repeats_its_own_head_on_every_page_it_reaches() -> None:
    rows = tuple(measure_row(n) for n in range(1, 12))
    sheet = lay_out(page_with(Table(HEADS, rows), Heading("การจัดอันดับ"), RANKED, ANALYSED))

    for page in pages_of(sheet):
        heads = [
            [cell.text for cell in row.cells] for row in page if row.cells and row.cells[0].look is Look.HEAD
        ]
        widths = {len(row.cells) for row in page if row.cells and row.cells[0].look is Look.CELL}
        assert {len(head) for head in heads} == widths
        assert len(heads) == len({tuple(head) for head in heads})


def test_no_line_parts_a_cell_from_the_one_it_goes_on_with(tmp_path: Path) -> None:
    worksheet = saved(page_with(ANALYSED), tmp_path)

    rows = [row for row in worksheet.iter_rows() if str(row[1].value or "").startswith("i")]
    issue, second, third = (rows[n][0].border for n in range(3))
    assert issue.top.style == "thin"
    assert (issue.bottom.style, second.top.style, second.bottom.style, third.top.style) == (None,) * 4
    assert rows[0][1].border.bottom.style == rows[1][1].border.top.style == "thin"


def test_a_cell_that_goes_on_over_a_page_end_is_closed_on_both_pages() -> None:
    for page in pages_of(lay_out(page_with(ANALYSED))):
        rows = [row for row in page if row.cells and row.cells[0].look is Look.CELL]
        assert not any(cell.open_above for cell in rows[0].cells)
        assert not any(cell.open_below for cell in rows[-1].cells)


def test_the_code_stands_beside_the_number_of_every_page() -> None:
    sheet = lay_out(EVERYTHING)

    labels = [page[0].cells[0] for page in pages_of(sheet)]
    assert {label.look for label in labels} == {Look.LABEL}
    assert labels[0].text.split() == ["หน้า", "๑", "จาก", labels[0].text.split()[3], "รหัสตรวจสอบ", "AB12-CD34"]
    assert len({label.text for label in labels}) == sheet.pages


def test_without_a_code_the_first_page_begins_with_the_report() -> None:
    assert lay_out(TWELVE).rows[0].cells[0].look is Look.TITLE


def test_a_page_end_begins_a_new_page_and_leaves_none_empty() -> None:
    page = page_with(PageEnd(), Title(("ก",)), PageEnd(), PageEnd(), Title(("ข",)), PageEnd())

    pages = pages_of(lay_out(page))

    assert [[cell.text for row in page for cell in row.cells] for page in pages] == [
        ["ก"],
        ["หน้า ๒ จาก ๒", "ข"],
    ]


def test_a_signature_stays_with_what_is_signed_even_behind_a_page_end() -> None:
    texts = [Paragraph(SENTENCES[n % 5]) for n in range(9)]
    for count in range(10):
        sheet = lay_out(page_with(Title(("บันทึกข้อความ",)), *texts[:count], PageEnd(), SIGNATURE))
        last = looks_on(pages_of(sheet)[-1])
        assert Look.TEXT in last or Look.TITLE in last
        assert last.count(Look.SIGNATURE) == 8  # no line of it on a page before


@pytest.mark.parametrize("count", range(1, 5))
def test_one_to_four_sign_two_beside_each_other(count: int) -> None:
    signed = tuple((f"(ลงชื่อ) {n}", f"(คนที่ {n})", f"กรรมการ {n}") for n in range(count))
    sheet = lay_out(page_with(Table(HEADS, (measure_row(1),)), type(SIGNATURE)(("คณะกรรมการ",), signed)))

    lines = [
        [c.text for c in row.cells] for row in sheet.rows if row.cells and row.cells[0].look is Look.SIGNATURE
    ]
    assert [text for line in lines for text in line if text.startswith("(ล")] == [
        lines[0] for lines in signed
    ]
    assert sum(len(line) == 2 for line in lines) == 3 * (count // 2)


def test_a_page_is_left_a_third_empty_only_for_what_is_signed() -> None:
    rows = [measure_row(n, steps=n % 6, results=(n * 7) % 11) for n in range(1, 40)]

    *pages, _before_signed, _signed = pages_of(lay_out(page_of(*rows)))

    for page in pages:
        assert sum(row.height for row in page) > BODY * 2 / 3


def test_a_qr_code_leads_to_its_link(tmp_path: Path) -> None:
    xlsx.save(EVERYTHING, tmp_path / "r.xlsx", overwrite=False)

    with zipfile.ZipFile(tmp_path / "r.xlsx") as parts, parts.open("xl/media/image1.png") as png:
        (found,) = zxingcpp.read_barcodes(Image.open(png))
    assert found.text == LINK


def test_a_qr_code_stands_in_a_row_that_holds_it_and_with_its_words(tmp_path: Path) -> None:
    rows = [measure_row(n, results=1) for n in range(1, 4)]
    for filling in range(12):
        texts = [Paragraph(SENTENCES[0])] * filling
        sheet = lay_out(page_with(Table(HEADS, tuple(rows)), *texts, QrCode(LINK, "สแกนเพื่อตอบ")))
        (page,) = [page for page in pages_of(sheet) if any(row.picture for row in page)]
        at = next(at for at, row in enumerate(page) if row.picture)
        picture = page[at].picture
        assert picture is not None
        assert picture.pixels * 0.75 <= page[at].height
        assert page[at + 1].cells[0].text == "สแกนเพื่อตอบ"

    worksheet = saved(page_with(QrCode(LINK, "")), tmp_path)
    assert worksheet.max_row <= 1


def test_a_link_that_no_qr_code_holds_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LinkTooLongForCode):
        xlsx.save(
            page_with(QrCode("https://example.go.th/".ljust(2420, "a"), "")),
            tmp_path / "r.xlsx",
            overwrite=False,
        )

    assert not list(tmp_path.iterdir())


def test_without_a_link_there_is_no_qr_code_but_its_words() -> None:
    sheet = lay_out(page_with(QrCode("", "ยังไม่มีลิงก์")))

    assert [(row.picture, row.cells[0].text) for row in sheet.rows] == [(None, "ยังไม่มีลิงก์")]


def test_a_memo_has_an_upright_sheet_in_front_and_the_report_counts_its_own_pages(tmp_path: Path) -> None:
    alone = replace(EVERYTHING, memo=())
    data = DataSheet(FiscalYear(2566), ())
    names = [
        load_workbook(xlsx.save(page, tmp_path / "r.xlsx", overwrite=True, data=data)).sheetnames
        for page in (EVERYTHING, alone)
    ]
    memo = saved(EVERYTHING, tmp_path, "บันทึกข้อความ")

    assert names == [["บันทึกข้อความ", "รายงาน", "ข้อมูล"], ["รายงาน", "ข้อมูล"]]
    assert memo.page_setup.orientation == "portrait"
    margins = memo.page_margins
    sides = [float(side) * 2.54 for side in (margins.left, margins.right, margins.top, margins.bottom)]
    assert [round(side, 3) for side in sides] == [3, 2, 2.5, 2]
    assert lay_out(EVERYTHING) == lay_out(alone)
    assert lay_out_memo(alone) is None


def test_beside_the_name_of_a_form_there_is_room_for_the_emblem() -> None:
    title, *_rest = memo_of(EVERYTHING).rows

    assert title.cells[0].look is Look.FORM_TITLE
    assert title.height >= 1.5 / 2.54 * 72
    assert title.cells[0].span == len(memo_of(EVERYTHING).widths)  # in the middle: its left is free


def test_a_long_memo_fills_upright_pages_and_numbers_the_further_ones() -> None:
    texts = [Paragraph(SENTENCES[n % 5] * 3) for n in range(16)]
    page = replace(EVERYTHING, memo=(*MEMO[:-1], *texts, MEMO[-1]))

    sheet = memo_of(page)

    first, *further = pages_of(sheet)
    assert [page[0].cells[0].text for page in further] == [f"- {n} -" for n in "๒๓"[: len(further)]]
    assert Look.LABEL not in looks_on(first)
    assert sum(row.height for row in first) > UPRIGHT.text_height * 0.9
    assert all(sum(row.height for row in page) <= UPRIGHT.text_height for page in pages_of(sheet))
    assert sum(sheet.widths) * 0.75 <= UPRIGHT.text_width


def test_a_memo_that_a_spreadsheet_would_cut_is_refused(tmp_path: Path) -> None:
    page = replace(EVERYTHING, memo=(FormLine((("เรื่อง", "รายงานผล " * 1000),)),))

    with pytest.raises(RowTooTall, match="บันทึกข้อความ"):
        xlsx.save(page, tmp_path / "a.xlsx", overwrite=False)

    assert not list(tmp_path.iterdir())


def test_labels_of_a_memo_are_bold_and_their_words_are_not(tmp_path: Path) -> None:
    path = xlsx.save(EVERYTHING, tmp_path / "r.xlsx", overwrite=False)

    worksheet = load_workbook(path, rich_text=True)["บันทึกข้อความ"]
    values = [cell.value for row in worksheet.iter_rows() for cell in row]
    (told,) = [value for value in values if isinstance(value, CellRichText)][:1]
    blocks = [block for block in told if isinstance(block, TextBlock)]
    assert [bool(block.font.b) for block in blocks] == [True, False]
    assert [block.text.strip() for block in blocks] == ["ส่วนราชการ", "องค์การบริหารส่วนตำบลทุ่งตัวอย่าง"]


def test_dots_run_under_the_fields_of_a_memo_but_under_whom_it_is_for(tmp_path: Path) -> None:
    worksheet = saved(EVERYTHING, tmp_path, "บันทึกข้อความ")

    lines = {
        str(cell.value).split()[0]: cell.border.bottom.style for row in worksheet["A1:A8"] for cell in row
    }
    assert {label: lines[label] for label in ("ส่วนราชการ", "ที่", "เรื่อง", "เรียน")} == {
        "ส่วนราชการ": "hair",
        "ที่": "hair",
        "เรื่อง": "hair",
        "เรียน": None,
    }


def test_the_name_of_a_form_is_larger_than_the_title_of_a_report(tmp_path: Path) -> None:
    sheets = (saved(EVERYTHING, tmp_path, name) for name in ("บันทึกข้อความ", "รายงาน"))

    sizes = {
        cell.value: (cell.font.size, cell.font.bold) for sheet in sheets for row in sheet for cell in row
    }
    assert sizes["บันทึกข้อความ"] == (29, True)
    assert sizes["ปีงบประมาณ พ.ศ. ๒๕๖๖"] == (18, True)


@pytest.mark.parametrize("weights", [(20, 23, 33, 12, 12), (18, 25, 29, 12, 16), (50, 50), (10, 80, 10)])
def test_two_who_sign_stand_at_the_same_distance_from_the_middle(weights: tuple[int, ...]) -> None:
    table = Table(tuple(Head("ก", weight) for weight in weights), (Row(("ก",) * len(weights), "แถว"),))
    sheet = lay_out(page_with(table, Signature((), SIGNATURE.signatures[:1] * 2)))

    left, right = next(row.cells for row in sheet.rows if len(row.cells) == 2 and "ลงชื่อ" in row.cells[0].text)
    assert left.span + right.span == len(sheet.widths)
    assert abs(2 * sum(sheet.widths[: left.span]) / sum(sheet.widths) - 1) < 0.07


def test_one_who_signs_alone_for_no_committee_stands_on_the_right() -> None:
    alone, of_committee = (
        lay_out(page_with(Paragraph("ก"), Signature(committee, SIGNATURE.signatures[:1])))
        for committee in ((), ("คณะกรรมการ",))
    )

    (place,) = {(c.column, c.span) for c in cells_of(alone, Look.SIGNATURE)}
    assert place == (2, 1)
    assert {(c.column, c.span) for c in cells_of(of_committee, Look.SIGNATURE)} == {
        (1, len(of_committee.widths))
    }


def test_a_code_stands_on_the_page_of_the_words_that_lead_up_to_it() -> None:
    for count in range(1, 24):
        before = [Paragraph(f"บรรทัด {n}") for n in range(count)]
        section = (Heading("แบบวัด EIT"), Paragraph(SENTENCES[0]), Paragraph(LINK, LINK), QrCode(LINK, "สแกน"))
        pages = pages_of(lay_out(page_with(*before, TWELVE.tables[0], *section, SIGNATURE)))

        (page,) = [page for page in pages if any(row.picture for row in page)]
        texts = [cell.text for row in page for cell in row.cells]
        assert LINK in texts
        assert "แบบวัด EIT" in texts


def test_a_signature_of_three_still_finds_room_for_the_last_row() -> None:
    heads = (Head("มาตรการ/กิจกรรมที่ดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", 20), Head("วิธีการ", 84))
    rows = tuple(Row(("ก", "\n".join("ขคงจฉ")), f"แถว {n}") for n in range(9))
    signature = Signature(("คณะกรรมการ", "องค์การ"), SIGNATURE.signatures[:1] * 3)
    for count in range(1, 10):
        last = looks_on(pages_of(lay_out(page_with(Table(heads, rows[:count]), signature)))[-1])
        assert Look.CELL in last


def test_a_little_room_parts_a_table_from_the_paragraphs_around_it() -> None:
    sheet = lay_out(page_with(Paragraph("ก"), Table((Head("ข", 1),), (Row(("ค",), "แถว"),)), Paragraph("ง")))

    texts = [row.cells[0].text.strip() if row.cells else None for row in sheet.rows]
    assert texts == ["ก", None, "ข", "ค", None, "ง"]


def test_fields_of_a_memo_stand_side_by_side() -> None:
    cells = [c for c in cells_of(memo_of(EVERYTHING), Look.TEXT) if c.subject == "บันทึกข้อความ"]

    place, day = [cell for cell in cells if cell.text.startswith(("ที่", "วันที่"))]
    assert place.column + place.span == day.column


def test_a_report_of_more_pages_than_a_workbook_parts_into_is_refused(tmp_path: Path) -> None:
    row = Row(("ก",), "แถว")
    parts = [part for _ in range(1_100) for part in (Table((Head("ก", 1),), (row,)), PageEnd())]

    with pytest.raises(TooManyPages, match="๑,๑๐๐ หน้า"):
        xlsx.save(page_with(*parts), tmp_path / "r.xlsx", overwrite=False)

    assert not list(tmp_path.iterdir())


def test_a_face_is_named_in_every_cell_and_measured_by_its_own_letters(tmp_path: Path) -> None:
    path = xlsx.save(EVERYTHING, tmp_path / "r.xlsx", overwrite=False, font=SARABUN)

    fonts = {
        (cell.font.name, cell.font.size)
        for sheet in load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    }
    assert fonts == {("Sarabun", 10.5), ("Sarabun", 12), ("Sarabun", 19)}
    assert abs(lay_out(TWELVE, face=SARABUN).pages - lay_out(TWELVE).pages) <= 1


@pytest.mark.parametrize(
    ("part", "subject"),
    [
        (Table((Head("หัว ตาราง " * 60, 1), Head("ผล", 9)), (Row(("ก", "ข"), "มาตรการ ๑"),)), "หัวตาราง"),
        (FormLine((("เรื่อง", "รายงานผล " * 1000),)), "บันทึกข้อความ"),
        (Signature((), (("(ลงชื่อ)", "ตำแหน่ง" * 300),) * 2), "ส่วนลงนาม"),
    ],
)
def test_a_row_that_a_spreadsheet_would_cut_is_refused_by_what_it_is(
    part: Part, subject: str, tmp_path: Path
) -> None:
    with pytest.raises(RowTooTall, match=subject):
        xlsx.save(page_with(part), tmp_path / "a.xlsx", overwrite=False)

    assert not list(tmp_path.iterdir())


def test_a_page_of_nothing_is_an_empty_sheet(tmp_path: Path) -> None:
    xlsx.save(page_with(), tmp_path / "a.xlsx", overwrite=False)

    assert load_workbook(tmp_path / "a.xlsx").worksheets[0]["A1"].value is None


@pytest.mark.parametrize("fault", [SerialisationError("IO_ENOSPC"), OSError(errno.ENOSPC, "full")])
def test_a_full_folder_for_temporary_files_is_said_and_the_old_file_stays(
    fault: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_anything: object) -> None:
        raise fault

    monkeypatch.setattr(ExcelWriter, "write_worksheet", full)
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")

    with pytest.raises(WorkbookMakerFailed, match="ENOSPC"):
        xlsx.save(TWELVE, target, overwrite=True)

    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
