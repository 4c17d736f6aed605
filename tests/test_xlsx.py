import html
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports import workbook, xlsx
from exports.print_sheet import CONTINUED, lay_out
from exports.refusals import TextTooLong, TextUnprintable
from exports.sheet import PIXEL, Cell, Look
from exports.typesetting import height, set_in, width
from exports.workbook import WorkbookDiffersError, shown_text, workbook_bytes
from ita_tui.domain.agency import Agency
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.measure import Measure
from ita_tui.domain.period import Period
from ita_tui.domain.report import Report
from ita_tui.reports.layouts import layout_named
from ita_tui.reports.page import Page, Row
from ita_tui.reports.progress_table import arrange
from ita_tui.saving import TargetExists, TargetOpen
from ita_tui.thai.words import load_dictionary
from tests.long_series import length

SENTENCES = (
    "จัดประชุมชี้แจงเจ้าหน้าที่ทุกส่วนราชการให้เข้าใจขั้นตอนการให้บริการประชาชนและระยะเวลาที่ใช้ในแต่ละงาน",
    "ปรับปรุงคู่มือการใช้ทรัพย์สินของราชการ พร้อมแบบฟอร์มการยืมและการส่งคืน แล้วเผยแพร่ที่ www.example.go.th/manual?id=2569",
    "สำรวจความพึงพอใจของผู้มาติดต่อราชการเป็นประจำทุกเดือน และสรุปผลเสนอผู้บริหารเพื่อสั่งการแก้ไข",
    "ติดประกาศช่องทางร้องเรียนการทุจริตไว้ที่จุดบริการ หน้าห้องปฏิบัติงาน และเพจของหน่วยงาน",
    "มีผู้เข้าร่วม 342 คน จาก 11 หมู่บ้าน ข้อเสนอแนะส่วนใหญ่เกี่ยวกับถนนและไฟส่องสว่าง",
)
LINK = "https://itas.example.go.th/go/eit?tokenId=2759482"


def paragraphs(count: int, first: int = 0) -> str:
    return "\n".join(f"{n + 1}. {SENTENCES[(first + n) % len(SENTENCES)]}" for n in range(count))


def measure(number: int, *, steps: int = 3, results: int = 2) -> Measure:
    return Measure(
        number,
        "ยกระดับคุณภาพการให้บริการและการมีส่วนร่วมของประชาชนในตำบล",
        method=paragraphs(steps, number),
        responsible="สำนักปลัด งานธุรการ\nกองคลัง",
        period=Period("ต.ค. 2565 – ก.ย. 2566"),
        result=paragraphs(results, number + 2),
    )


def page_of(*measures: Measure, link: str = LINK) -> Page:
    agency = Agency("องค์การบริหารส่วนตำบลทุ่งตัวอย่าง", "เมืองสมมุติ", "สมมุติบุรี")
    return arrange(
        Report(agency, FiscalYear(2566), measures=measures),
        layout_named("progress"),
        thai_numerals=True,
        round_of=RoundOf.TWELVE_MONTHS,
        signatories=(),
        eit_link=link,
    )


TWELVE = page_of(*(measure(n, steps=1 + n % 5, results=30 if n == 7 else n % 4) for n in range(1, 13)))


def with_cell(text: str) -> Page:
    return replace(TWELVE, rows=(Row((text, "", "", "", ""), "มาตรการ ๔"),))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "รายงาน.xlsx"


def sheet_of(path: Path) -> Worksheet:
    worksheet = load_workbook(path)["รายงาน"]
    assert isinstance(worksheet, Worksheet)
    return worksheet


def texts_of(worksheet: Worksheet) -> list[list[str]]:
    return [[shown_text(cell.value) for cell in row] for row in worksheet.iter_rows()]


def table_of(worksheet: Worksheet) -> list[list[str]]:
    """The table as a reader takes it in: rows that were parted are one again, white space aside."""
    heads = [head.text for head in TWELVE.heads]
    rows: list[list[str]] = []
    in_table = False
    for row in texts_of(worksheet):
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
    lines = [text.strip() for row in texts_of(worksheet) for text in row]
    for text in (*TWELVE.title, *TWELVE.intro, *TWELVE.signature.committee):
        assert text in lines
    for section in TWELVE.sections:
        assert [text for text in lines if text in {section.heading, *section.paragraphs}] == [
            section.heading,
            *section.paragraphs,
        ]
    assert table_of(worksheet) == [["".join(cell.split()) for cell in row.cells] for row in TWELVE.rows]


def test_a_report_without_measures_still_has_its_heads(target: Path) -> None:
    xlsx.save(page_of(), target, overwrite=False)

    assert [head.text for head in TWELVE.heads] in texts_of(sheet_of(target))


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
        pages[-1].append(list(row.cells))
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
        sheet = lay_out(page_of(*(measure(n) for n in range(1, count + 1))))

        last_page: list[Look] = []
        for row in sheet.rows:
            last_page = [*([] if row.breaks else last_page), row.cells[0].look]
        assert last_page.count(Look.SIGNATURE) == 7
        assert Look.CELL in last_page


def test_a_long_measure_goes_on_under_the_word_continued(target: Path) -> None:
    xlsx.save(page_of(measure(1, results=40)), target, overwrite=False)

    firsts = [row[0] for row in texts_of(sheet_of(target))]
    assert firsts.count(CONTINUED) >= 2


def test_every_text_fits_the_height_of_its_row() -> None:
    load_dictionary()
    sheet = lay_out(TWELVE)

    for row in sheet.rows:
        assert row.height <= 409.5
        for cell in row.cells:
            room = sum(sheet.widths[cell.column - 1 : cell.column - 1 + cell.span]) * PIXEL
            setting = set_in(cell.text, room, cell.look.size, bold=cell.look.bold)
            assert height(len(setting.lines), cell.look.size) <= row.height


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
    xlsx.save(page_of(measure(1), link=link), target, overwrite=False)

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
    whole = workbook._without_clock

    def spoilt(raw: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(whole(raw))) as source, zipfile.ZipFile(out, "w") as copy:
            for name in source.namelist():
                # Where lxml is installed, openpyxl writes letters by their numbers.
                copy.writestr(name, html.unescape(source.read(name).decode()).replace("ทุ่งตัวอย่าง", ""))
        return out.getvalue()

    monkeypatch.setattr(workbook, "_without_clock", spoilt)

    with pytest.raises(WorkbookDiffersError):
        xlsx.save(TWELVE, target, overwrite=False)

    assert not target.exists()


def test_progress_is_told_row_by_row(target: Path) -> None:
    told: list[tuple[int, int]] = []

    xlsx.save(TWELVE, target, overwrite=False, on_progress=lambda done, of: told.append((done, of)))

    assert told == [(number, 12) for number in range(1, 13)]


@settings(
    deadline=None, max_examples=length(10, 200), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text(max_size=60), min_size=5, max_size=5))
@example(["", "", "", "0 æĪĲĲĲĲ 0æ ĒĪĪĲĲ 0000000ĒĲĲ", ""])  # six lines: parted to keep the signature company
def test_any_text_is_printed_as_it_is_or_refused(target: Path, texts: list[str]) -> None:
    page = replace(TWELVE, rows=(Row(tuple(texts), "มาตรการ ๑"),), sections=())
    try:
        xlsx.save(page, target, overwrite=True)
    except TextUnprintable:
        assert any(xlsx._UNPRINTABLE.search(text) for text in texts)
        return

    rows = texts_of(sheet_of(target))
    after_heads = rows.index([head.text for head in page.heads]) + 1
    further = [row for row in rows[after_heads + 1 :] if row[0].startswith(CONTINUED)]
    if further:
        further = [[row[0].removeprefix(CONTINUED), *row[1:]] for row in further]
        printed = ["".join(parts) for parts in zip(rows[after_heads], *further, strict=True)]
        assert ["".join(text.split()) for text in printed] == ["".join(text.split()) for text in texts]
    else:
        assert rows[after_heads] == [text.removesuffix("\n") for text in texts]


@settings(deadline=None, max_examples=length(30, 400))
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


@pytest.fixture
def office(tmp_path: Path) -> Iterator[str]:
    found = shutil.which("soffice")
    if found is None:
        pytest.skip("LibreOffice is not installed: nothing to compare the planned pages with")
    yield found
    shutil.rmtree(tmp_path / "profile", ignore_errors=True)


def test_libreoffice_prints_as_many_pages_as_were_planned(tmp_path: Path, office: str) -> None:
    planned = lay_out(TWELVE)
    tmp_path.joinpath("r.xlsx").write_bytes(workbook_bytes(planned, TWELVE.properties))
    profile = (tmp_path / "profile").as_uri()

    subprocess.run(
        [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "r.xlsx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )

    pdf = tmp_path.joinpath("r.pdf").read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == planned.pages
