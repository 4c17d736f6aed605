import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports import fixed_zip, refusals, workbook_packing, xlsx
from exports.faces import FACES, Face
from exports.print_sheet import CONTINUED, lay_out
from exports.refusals import TextTooLong, TextUnprintable
from exports.sheet import PIXEL, Cell, Look, Sheet
from exports.typesetting import height, set_in, width
from exports.workbook import WorkbookDiffersError, shown_text
from ita_tui.reports.page import Page, Row, Table
from ita_tui.saving import TargetExists, TargetOpen
from ita_tui.thai.words import load_dictionary
from tests.printed_pages import (
    EVERYTHING,
    HEADS,
    LINK,
    SENTENCES,
    SIGNATURE,
    SIGNED_ROWS,
    TWELVE,
    measure_row,
    page_of,
    page_with,
)


def with_cell(text: str) -> Page:
    return page_of(Row((text, "", "", "", ""), "มาตรการ ๔"))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "รายงาน.xlsx"


def sheet_of(path: Path) -> Worksheet:
    worksheet = load_workbook(path)["รายงาน"]
    assert isinstance(worksheet, Worksheet)
    return worksheet


def rows_of(worksheet: Worksheet) -> list[list[str]]:
    return [[shown_text(cell.value) for cell in row] for row in worksheet.iter_rows()]


def table_of(worksheet: Worksheet) -> list[list[str]]:
    """The table as a reader takes it in: rows that were parted are one again, white space aside."""
    heads = [head.text for head in HEADS]
    rows: list[list[str]] = []
    in_table = False
    for row in rows_of(worksheet):
        if row == heads:
            in_table = True
        elif not any(row[1:]):
            in_table = in_table and not row[0]
        elif in_table and row[0].startswith(CONTINUED):
            parts = [row[0].removeprefix(CONTINUED), *row[1:]]
            rows[-1] = [before + part for before, part in zip(rows[-1], parts, strict=True)]
        elif in_table:
            rows.append(row)
    return [["".join(cell.split()) for cell in row] for row in rows]


def test_a_page_is_found_again_in_the_workbook(target: Path) -> None:
    assert xlsx.save(TWELVE, target, overwrite=False) == target

    worksheet = sheet_of(target)
    lines = [text.strip() for row in rows_of(worksheet) for text in row]
    texts = [pair for part in TWELVE.parts if not isinstance(part, Table) for pair in part.texts()]
    around = [text for _, text in texts if text]
    around.remove(LINK)  # named twice: as the text of a paragraph, and as where it leads
    assert sorted(text for text in lines if text in around) == sorted(around)
    (table,) = TWELVE.tables
    assert table_of(worksheet) == [["".join(cell.split()) for cell in row.cells] for row in table.rows]


def test_a_report_without_measures_still_has_its_heads(target: Path) -> None:
    xlsx.save(page_of(), target, overwrite=False)

    assert [head.text for head in HEADS] in rows_of(sheet_of(target))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+66 2 123", "-", "@SUM(A1)", "#N/A", "TRUE", "0042", "1/2/2566", "_x0041_", "_x005F_x0041_"],
)
def test_a_measure_stays_the_text_it_is(target: Path, text: str) -> None:
    xlsx.save(with_cell(text), target, overwrite=False)

    (cell,) = [cell for row in sheet_of(target).iter_rows() for cell in row if shown_text(cell.value) == text]
    assert cell.data_type == "s"
    assert cell.number_format == "@"


def test_no_sheet_holds_a_formula(target: Path) -> None:
    xlsx.save(with_cell("=HYPERLINK(1)"), target, overwrite=False)

    with zipfile.ZipFile(target) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
        assert b"=HYPERLINK(1)" in parts.read("xl/worksheets/sheet1.xml")


def test_every_page_but_the_first_is_labelled_and_repeats_the_heads() -> None:
    sheet = lay_out(TWELVE)

    pages: list[list[list[Cell]]] = [[]]
    for row in sheet.rows:
        if row.breaks:
            pages.append([])
        pages[-1] += [list(row.cells)] if row.cells else []
    assert len(pages) == sheet.pages > 3
    count = {2: "๒", 3: "๓"}
    for number, thai in count.items():
        label = pages[number - 1][0][0].text
        assert label.startswith(f"หน้า {thai} จาก ")
    for rows in pages:
        looks = [cells[0].look for cells in rows]
        if Look.CELL in looks:
            assert looks[looks.index(Look.CELL) - 1] is Look.HEAD
            assert looks.count(Look.HEAD) == 1


def test_what_is_signed_stands_whole_with_the_end_of_the_table() -> None:
    for count in range(1, 13):
        sheet = lay_out(page_of(*(measure_row(n) for n in range(1, count + 1))))

        last_page: list[Look] = []
        for row in sheet.rows:
            last_page = [*([] if row.breaks else last_page), *(cell.look for cell in row.cells[:1])]
        assert last_page.count(Look.SIGNATURE) == SIGNED_ROWS
        assert Look.CELL in last_page


def test_a_long_measure_goes_on_under_the_word_continued(target: Path) -> None:
    xlsx.save(page_of(measure_row(1, results=40)), target, overwrite=False)

    firsts = [row[0] for row in rows_of(sheet_of(target))]
    assert firsts.count(CONTINUED) >= 2


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_every_text_fits_the_height_of_its_row(face: Face) -> None:
    load_dictionary()

    for sheet in (lay_out(TWELVE, face=face), lay_out(EVERYTHING, face=face)):
        assert_everything_fits(sheet)


def assert_everything_fits(sheet: Sheet) -> None:
    for row in sheet.rows:
        assert row.height <= 409.5
        for cell in row.cells:
            room = sum(sheet.widths[cell.column - 1 : cell.column - 1 + cell.span]) * PIXEL
            size = cell.look.size_in(sheet.face)
            setting = set_in(cell.text, room, size, bold=cell.look.bold, face=sheet.face)
            assert height(len(setting.lines), size, sheet.face) <= row.height


def test_the_sheet_prints_on_a4_landscape_in_the_official_face(target: Path) -> None:
    xlsx.save(TWELVE, target, overwrite=False)

    worksheet = sheet_of(target)
    assert (worksheet.page_setup.orientation, worksheet.page_setup.paperSize) == ("landscape", 9)
    assert worksheet.print_area == f"'รายงาน'!$A$1:$E${worksheet.max_row}"
    assert worksheet.page_setup.fitToWidth is None
    cells = [cell for row in worksheet.iter_rows() for cell in row if cell.value]
    assert {cell.font.name for cell in cells} == {"TH Sarabun New"}
    assert {cell.alignment.vertical for cell in cells} <= {"top", "center", "bottom"}
    widths = [worksheet.column_dimensions[letter].width for letter in "ABCDE"]
    assert sum(widths) * 8 * PIXEL == pytest.approx(841.89 - 2 * 0.55 * 72, abs=6)


def test_column_widths_are_counted_in_times_new_roman_12(target: Path) -> None:
    """The library offers no public way to say so: this fails when its private one moves."""
    xlsx.save(TWELVE, target, overwrite=False)

    with zipfile.ZipFile(target) as parts:
        styles = parts.read("xl/styles.xml").decode()
    first = re.search(r"<fonts[^>]*><font>(.*?)</font>", styles)
    assert first is not None
    assert 'name val="Times New Roman"' in first[1]
    assert 'sz val="12"' in first[1]


def test_the_same_page_makes_the_same_bytes(tmp_path: Path) -> None:
    first = xlsx.save(TWELVE, tmp_path / "ก.xlsx", overwrite=False)
    second = xlsx.save(TWELVE, tmp_path / "ข.xlsx", overwrite=False)

    assert first.read_bytes() == second.read_bytes()


def test_the_workbook_names_no_person_and_no_hour(target: Path) -> None:
    xlsx.save(TWELVE, target, overwrite=False)

    found = load_workbook(target).properties
    assert found.title == TWELVE.properties.title
    assert found.creator == "ITA TUI"
    assert found.lastModifiedBy is None
    with zipfile.ZipFile(target) as parts:
        assert b"dcterms:created" not in parts.read("docProps/core.xml")
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("link", "clickable"),
    [
        (LINK, True),
        ("HTTP://example.go.th/ก", True),
        ("mailto:ita@example.go.th", True),
        ("javascript:alert(1)", False),
        ("file:///C:/secret.txt", False),
        ("example.go.th/eit", False),
        ("https://example.go.th/a b", False),
        ("https://example.go.th/" + "a" * 2100, False),
    ],
)
def test_only_links_of_the_web_and_of_mail_can_be_clicked(
    target: Path, link: str, *, clickable: bool
) -> None:
    xlsx.save(page_of(measure_row(1), link=link), target, overwrite=False)

    cells = [cell for row in sheet_of(target).iter_rows() for cell in row]
    assert link[:60] in "".join(shown_text(cell.value) for cell in cells)
    assert {cell.hyperlink.target for cell in cells if cell.hyperlink} == ({link} if clickable else set())


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\r", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_a_control_character_is_refused_with_its_measure(target: Path, character: str) -> None:
    with pytest.raises(TextUnprintable) as refused:
        xlsx.save(with_cell(f"ประชุมแล้ว{character}เสร็จ"), target, overwrite=False)

    assert refused.value.subject == "มาตรการ ๔"
    assert "«ประชุมแล้ว»" in str(refused.value)
    assert not target.exists()


def test_a_text_too_long_for_a_cell_is_refused_with_its_measure(target: Path) -> None:
    with pytest.raises(TextTooLong, match=r"มาตรการ ๔ มีข้อความยาว ๓๒,๗๖๘ ตัวอักษร"):
        xlsx.save(with_cell("ก" * 32_768), target, overwrite=False)

    assert not target.exists()


def test_an_existing_report_is_kept(target: Path) -> None:
    target.write_bytes(b"old")

    with pytest.raises(TargetExists):
        xlsx.save(TWELVE, target, overwrite=False)

    assert target.read_bytes() == b"old"


def test_a_report_open_in_a_spreadsheet_is_kept(target: Path) -> None:
    target.write_bytes(b"old")
    target.with_name("~$รายงาน.xlsx").write_bytes(b"")

    with pytest.raises(TargetOpen):
        xlsx.save(TWELVE, target, overwrite=True)

    assert target.read_bytes() == b"old"


def test_a_workbook_that_lost_a_text_is_never_saved(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = fixed_zip.packed

    def spoilt(parts: Mapping[str, bytes]) -> bytes:
        return whole(
            {
                name: part.replace("ทุ่งตัวอย่าง".encode("ascii", "xmlcharrefreplace"), b"")
                for name, part in parts.items()
            }
        )

    monkeypatch.setattr(workbook_packing, "packed", spoilt)

    with pytest.raises(WorkbookDiffersError):
        xlsx.save(TWELVE, target, overwrite=False)

    assert not target.exists()


def test_progress_is_told_of_measuring_and_of_writing(target: Path) -> None:
    told: list[tuple[int, int]] = []

    xlsx.save(TWELVE, target, overwrite=False, on_progress=lambda done, of: told.append((done, of)))

    assert [done for done, _of in told] == list(range(12 + 12 + 2))
    assert {of for _done, of in told} == {12 + 12 + 1}


class Cancelled(Exception):
    """What a screen raises when she gives up waiting."""


def cancelling_at(step: int) -> Callable[[int, int], None]:
    def on_progress(done: int, _of: int) -> None:
        if done == step:
            raise Cancelled

    return on_progress


@pytest.mark.parametrize("step", [0, 5, 20, 25])
def test_a_cancelled_export_leaves_nothing_behind(target: Path, step: int) -> None:
    target.write_bytes(b"old")

    with pytest.raises(Cancelled):
        xlsx.save(TWELVE, target, overwrite=True, on_progress=cancelling_at(step))

    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=60), min_size=5, max_size=5))
@example(["", "", "", "0 æĪĲĲĲĲ 0æ ĒĪĪĲĲ 0000000ĒĲĲ", ""])  # six lines: parted to keep the signature company
def test_any_text_is_printed_as_it_is_or_refused(target: Path, texts: list[str]) -> None:
    page = page_with(Table(HEADS, (Row(tuple(texts), "มาตรการ ๑"),)), SIGNATURE)
    try:
        xlsx.save(page, target, overwrite=True)
    except TextUnprintable:
        assert any(refusals._UNPRINTABLE.search(text) for text in texts)
        return

    rows = rows_of(sheet_of(target))
    after_heads = rows.index([head.text for head in HEADS]) + 1
    further = [row for row in rows[after_heads + 1 :] if row[0].startswith(CONTINUED)]
    if further:
        further = [[row[0].removeprefix(CONTINUED), *row[1:]] for row in further]
        printed = ["".join(parts) for parts in zip(rows[after_heads], *further, strict=True)]
        assert ["".join(text.split()) for text in printed] == ["".join(text.split()) for text in texts]
    else:
        assert rows[after_heads] == [text.removesuffix("\n") for text in texts]


@settings(deadline=None)
@given(st.text("กขคเแาำี่้ๆฯ abc123./\n", max_size=200), st.floats(30, 300))
def test_lines_of_a_text_put_together_are_the_text(text: str, room: float) -> None:
    setting = set_in(text, room, 16)

    assert "".join(text[line.start : line.end] for line in setting.lines) == text
    assert setting.part(0, len(setting.lines)) == text.removesuffix("\n")


@pytest.mark.parametrize("room", range(60, 300, 20))
def test_lines_leave_room_for_other_programs_to_break_them_elsewhere(room: int) -> None:
    load_dictionary()
    text = " ".join(SENTENCES)

    lines = set_in(text, room, 16).lines

    widest = max(width(text[line.start : line.end].rstrip(), 16) for line in lines)
    assert (room - 4) * 0.7 < widest <= (room - 4) * 0.93 + 0.01


def test_rows_are_higher_than_the_bare_font_asks_for() -> None:
    assert height(2, 16) == 47.25  # 2 × 1.36 × 16 + 3 = 46.52, up to a whole pixel


def test_marks_take_no_room_and_bold_letters_more() -> None:
    assert width("ที่", 16) == width("ท", 16)
    assert width("มาตรการ", 16, bold=True) > width("มาตรการ", 16)
    assert width("ก", 1000) == 386  # of the font, in thousandths of an em


def test_a_word_wider_than_its_column_keeps_a_line_spare() -> None:
    assert set_in("สั้น", 80, 16).spare == 0
    assert set_in("https://example.go.th/" + "x" * 80, 80, 16).spare == 1


def test_words_joined_by_a_slash_may_move_down_together_and_keep_a_line_spare() -> None:
    """LibreOffice breaks none behind a slash: it goes back to the blank before it."""
    load_dictionary()
    text = "๑.เสริมสร้างความรู้ แยกแยะประโยชน์ส่วนตัวและประโยชน์ส่วนรวม ในรูปแบบการจัดอบรม/จัดทางสื่อประชาสัมพันธ์ รณรงค์"

    beside = text.replace("/", " ")

    assert len(set_in(text, 212.25, 16).lines) == len(set_in(beside, 212.25, 16).lines) == 3
    assert (set_in(text, 212.25, 16).spare, set_in(beside, 212.25, 16).spare) == (1, 0)
