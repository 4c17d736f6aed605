"""Workbooks of Excel: what a reader of the sheets sees is what comes in, and no hostile file does harm."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from ita_tui.intake.blocks import Block, Gap, Row, SheetEnd, Text
from ita_tui.intake.refusals import (
    ArchiveUnsafe,
    DocumentDamaged,
    DocumentTooLarge,
    IntakeError,
    MacrosInside,
    PasswordProtected,
    TooManyRows,
)
from ita_tui.intake.sheets.workbook import sheet_blocks
from tests.long_series import length, printed_chance

NAME = "รายงาน.xlsx"
OLD = (Path(__file__).parent / "data" / "old_workbook.xls").read_bytes()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def saved(workbook: Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def added(sheet: Worksheet, title: str) -> Worksheet:
    """Another sheet of the same workbook."""
    workbook = sheet.parent
    assert workbook is not None
    new = workbook.create_sheet(title)
    assert isinstance(new, Worksheet)
    return new


def workbook_of(fill: Callable[[Worksheet], None]) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "แผน"
    fill(sheet)
    return saved(workbook)


def with_part(data: bytes, inner: str, change: Callable[[str], str]) -> bytes:
    """The workbook with one part of it changed, or added where it has none of the name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), inner}:
            words = old.read(name) if name in old.namelist() else b""
            new.writestr(name, change(words.decode()) if name == inner else words)
    return stream.getvalue()


def with_sheet(rows: str, *, after: str = "", strings: str = "") -> bytes:
    """A workbook whose only sheet has this XML as its rows, and these ``si`` as shared words."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = f"<worksheet {main}><sheetData>{rows}</sheetData>{after}</worksheet>"
    data = with_part(workbook_of(lambda _sheet: None), "xl/worksheets/sheet1.xml", lambda _old: sheet)
    if not strings:
        return data
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = f'<Relationship Type="{kind}" Target="sharedStrings.xml" Id="words"/></Relationships>'
    data = with_part(
        data, "xl/_rels/workbook.xml.rels", lambda old: old.replace("</Relationships>", relation)
    )
    return with_part(data, "xl/sharedStrings.xml", lambda _old: f"<sst {main}>{strings}</sst>")


def inline(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def read(data: bytes) -> list[Block]:
    return list(sheet_blocks(data, NAME))


def cells(blocks: Sequence[Block]) -> list[tuple[str, ...]]:
    return [block.cells for block in blocks if isinstance(block, Row)]


def words(blocks: Sequence[Block]) -> list[str]:
    return [block.words for block in blocks if isinstance(block, Text)]


def test_old_and_new_workbook_say_what_their_sheets_show() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.title = "แผน ๖๙"
        sheet["B2"] = "มาตรการส่งเสริมความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๙"
        sheet.merge_cells("B2:G2")
        heads = ("ลำดับ", "มาตรการ", "ผู้รับผิดชอบ", "เริ่ม", "คะแนน", "แล้วเสร็จ")
        for column, head in zip("BCDEFG", heads, strict=True):
            sheet[f"{column}4"] = head
        sheet["B5"], sheet["C5"], sheet["D5"] = 1.0, "เผยแพร่ข้อมูล\nบนเว็บไซต์", "สำนักปลัด"
        sheet["E5"], sheet["F5"], sheet["G5"] = date(2025, 10, 1), 275 / 3, True
        sheet["B6"], sheet["C6"], sheet["F6"], sheet["G6"] = 2, "อบรมเจ้าหน้าที่", 0.85, "#DIV/0!"
        sheet.merge_cells("D5:D6")
        sheet["F5"].number_format, sheet["F6"].number_format = "0.00", "0%"
        sheet["C5"].comment = Comment("ตรวจแล้ว", "ผู้ตรวจ")
        hidden = added(sheet, "ตัวเลือก")
        hidden["A1"], hidden["A2"] = "กองคลัง", "กองช่าง"
        hidden.sheet_state = "hidden"

    where = "แผ่นงาน «แผน ๖๙»"
    row = partial(Row, loose=True)
    expected = [
        Text("มาตรการส่งเสริมความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๙", 1, f"{where} แถวที่ ๒"),
        Gap(),
        row(("ลำดับ", "มาตรการ", "ผู้รับผิดชอบ", "เริ่ม", "คะแนน", "แล้วเสร็จ"), 2, where=f"{where} แถวที่ ๔"),
        row(
            ("1", "เผยแพร่ข้อมูล\nบนเว็บไซต์", "สำนักปลัด", "๑ ต.ค. ๖๘", "91.67", "ใช่"),
            3,
            where=f"{where} แถวที่ ๕",
        ),
        row(("2", "อบรมเจ้าหน้าที่", "", "", "85%", ""), 4, merged=frozenset({2}), where=f"{where} แถวที่ ๖"),
        Text("ตรวจแล้ว", 5, where),
        SheetEnd(),
        Text("แผ่นงานที่ซ่อนไว้ «ตัวเลือก»: กองคลัง\nกองช่าง", 6, "แผ่นงาน «ตัวเลือก»"),
    ]

    assert read(workbook_of(fill)) == expected
    assert read(OLD) == expected


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (81.9, "General", "81.9"),
        (1.0, "General", "1"),
        (96.75000000000001, "General", "96.75"),
        (0.1 + 0.2, "0.00", "0.3"),
        (2.675, "0.00", "2.68"),
        (1234567, "#,##0", "1234567"),
        (3101700123456, "0", "3101700123456"),
        (-0.001, "0.00", "0"),
        (0.8567, "0.00%", "85.67%"),
        (30, '0" คน"', "30"),
        (datetime(2026, 2, 28, 9, 30), "d/m/yyyy h:mm", "๒๘ ก.พ. ๖๙"),  # noqa: DTZ001 - a cell has no time zone
        (45931, "[$-D07041E]d mmm bbbb", "๑ ต.ค. ๖๘"),
        (45931, "mmm-yy", "ต.ค. ๖๘"),
        (0.4375, "h:mm", "๑๐:๓๐"),
        (date(2568, 10, 1), "d/m/yyyy", "๑ ต.ค. ๖๘"),
        (-5, "d/m/yyyy", "-5"),
        (1e300, "General", "1e+300"),
        (False, "General", "ไม่ใช่"),
        ("=SUM(A1)", "@", ""),
        ("#N/A", "General", ""),
    ],
)
def test_a_value_stands_as_its_cell_shows_it(value: float | str | date, code: str, shown: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"], sheet["C1"] = "ก", value, "ข"
        sheet["B1"].number_format = code

    assert cells(read(workbook_of(fill))) == [("ก", shown, "ข")]


def test_merged_cells_keep_the_number_of_columns() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (["ลำดับ", "ผล", None, "หมายเหตุ"], [None, "รอบ ๖ เดือน", "รอบ ๑๒ เดือน"], [1, "ก", "ข", "ค"]):
            sheet.append(row)
        for ref in ("A1:A2", "B1:C1", "D1:D2"):
            sheet.merge_cells(ref)
        sheet.append(["ประเด็นที่ ๑", None, None, None])
        sheet.merge_cells("A4:D4")
        sheet.append(["ครึ่งหนึ่ง"])
        sheet.merge_cells("A5:B5")
        sheet.append([None, "ไม่ผสาน"])
        sheet.append(["สองแถว", "ก", "ข", "ค"])
        for column in "ABCD":
            sheet.merge_cells(f"{column}7:{column}8")
        sheet["A9"] = 2

    blocks = read(workbook_of(fill))

    assert cells(blocks) == [
        ("ลำดับ", "ผล", "", "หมายเหตุ"),
        ("", "รอบ ๖ เดือน", "รอบ ๑๒ เดือน", ""),
        ("1", "ก", "ข", "ค"),
        ("", "ไม่ผสาน", "", ""),
        ("สองแถว", "ก", "ข", "ค"),
        ("2", "", "", ""),
    ]
    assert [block.merged for block in blocks if isinstance(block, Row)][:2] == [
        frozenset(),
        frozenset({0, 3}),
    ]
    assert words(blocks) == ["ประเด็นที่ ๑", "ครึ่งหนึ่ง"]
    assert Gap() not in blocks


def test_words_that_no_table_shows_follow_it_as_texts() -> None:
    data = with_sheet(
        f'<row r="1">{inline("A1", "มาตรการ")}{inline("B1", "ใต้เซลล์ผสาน")}{inline("C1", "ผล")}</row>'
        f'<row r="2">{inline("A2", "ก")}{inline("C2", "ข")}{inline("XFD2", "ไกลมาก")}</row>',
        after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
        '<headerFooter><oddHeader>&amp;C&amp;"TH Sarabun,Bold"&amp;16หน้า &amp;P&amp;Rเทศบาลตัวอย่าง</oddHeader></headerFooter>',
    )

    blocks = read(data)

    assert cells(blocks) == [("มาตรการ", "", "ผล"), ("ก", "", "ข")]
    assert words(blocks) == ["ใต้เซลล์ผสาน", "ไกลมาก", "เทศบาลตัวอย่าง"]


def test_empty_formatted_rows_to_the_end_of_the_sheet_are_nothing() -> None:
    styled = "".join(f'<row r="{row}" s="1"><c r="XFD{row}" s="1"/></row>' for row in range(9, 5000))
    data = with_sheet(
        f'<row r="3">{inline("C3", "มาตรการ")}{inline("D3", "ผล")}</row>{styled}'
        '<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576"><v></v></c></row>',
        after='<mergeCells><mergeCell ref="A9:XFD1048576"/></mergeCells>',
    )

    assert cells(read(data)) == [("มาตรการ", "ผล")]


def test_a_lone_cell_at_the_end_of_the_sheet_costs_nothing() -> None:
    data = with_sheet(
        f'<row>{inline("A1", "ก")}<c t="inlineStr"><is><t>ข</t></is></c></row>'
        f'<row r="1048576">{inline("XFD1048576", "ท้ายแผ่น")}</row>'
    )

    assert words(read(data)) == ["ท้ายแผ่น"]
    assert cells(read(data)) == [("ก", "ข")]


def test_ten_thousand_rows_are_refused() -> None:
    rows = "".join(
        f'<row r="{row}">{inline(f"A{row}", "ก")}<c r="B{row}"><v>1</v></c></row>' for row in range(1, 10_001)
    )

    with pytest.raises(TooManyRows, match="๒,๐๐๐ แถว"):
        read(with_sheet(rows))


def test_a_long_hidden_list_does_not_keep_the_report_from_being_read() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["มาตรการ", "ผล"])
        hidden = added(sheet, "ตำบล")
        hidden.sheet_state = "veryHidden"

    rows = "".join(f'<row r="{row}">{inline(f"A{row}", f"ตำบล {row}")}</row>' for row in range(1, 3000))
    data = with_part(
        workbook_of(fill),
        "xl/worksheets/sheet2.xml",
        lambda old: re.sub("<sheetData ?/>|<sheetData></sheetData>", f"<sheetData>{rows}</sheetData>", old),
    )

    blocks = read(data)

    assert cells(blocks) == [("มาตรการ", "ผล")]
    assert words(blocks)[0].startswith("แผ่นงานที่ซ่อนไว้ «ตำบล»: ตำบล 1\nตำบล 2\n")
    assert words(blocks)[0].endswith("ตำบล 2000\n(ยาวเกิน ๒,๐๐๐ แถว ส่วนที่เกินไม่ได้อ่าน)")


def test_shared_words_are_one_text_without_their_reading_aid() -> None:
    rich = '<si><r><t>โปร่ง</t></r><r><t xml:space="preserve">ใส\nสอง_x000D_</t></r><rPh sb="0" eb="1"><t>อ่าน</t></rPh></si>'
    data = with_sheet(
        '<row><c t="s"><v>1</v></c><c t="str"><f>A1&amp;"x"</f><v>ผลของสูตร</v></c>'
        '<c t="d"><v>2025-10-01T00:00:00</v></c><c t="s"><v>0</v></c></row>',
        strings=f"<si><t>ก</t></si>{rich}",
    )

    assert cells(read(data)) == [("โปร่งใส\nสอง", "ผลของสูตร", "๑ ต.ค. ๖๘", "ก")]


# As a workbook holds it (ECMA-376 part 1, 22.9.2.19), and as a spreadsheet shows it.
ESCAPED = (
    ("_x005F_x0041_", "_x0041_"),
    ("_x0041_", "A"),
    ("_x005f_x0041_", "_x0041_"),
    ("_x005F_x005F_x005F_x0041_", "_x005F_x0041_"),
    ("ก_x000D_ข", "ก\nข"),
    ("_X0041_ _x041_ _x00G1_", "_X0041_ _x041_ _x00G1_"),
    ("_xD83D__xDE00_", "😀"),
    ("ก_xD83D_", "ก\ufffd"),
    ("&amp;amp;", "&amp;"),
    ("&amp;lt;p&amp;gt; &amp;nbsp; &amp;#3585;", "&lt;p&gt; &nbsp; &#3585;"),
    ("&amp;", "&"),
    ("&#3585;", "ก"),
    ("&lt;p&gt;ก&lt;/p&gt;ข&amp;amp;ค", "ก\nข&ค"),  # with tags it is markup, and its entities are letters
    ("คะแนน &lt;b", "คะแนน <b"),
)


@pytest.mark.parametrize(("stored", "shown"), ESCAPED)
def test_words_of_another_program_come_in_as_a_spreadsheet_shows_them(stored: str, shown: str) -> None:
    rich = f"<r><t>{stored}</t></r><r><t/></r>"
    row = (
        '<c t="s"><v>0</v></c><c t="s"><v>1</v></c>'
        f'<c t="inlineStr"><is><t>{stored}</t></is></c><c t="inlineStr"><is>{rich}</is></c>'
        f'<c t="str"><f>A1</f><v>{stored}</v></c>'
    )

    data = with_sheet(f"<row>{row}</row>", strings=f"<si><t>{stored}</t></si><si>{rich}</si>")

    assert cells(read(data)) == [(shown,) * 5]


def test_an_escape_is_none_where_two_runs_only_meet() -> None:
    rich = "<r><t>_x00</t></r><r><t>41_</t></r>"
    row = f'<c t="s"><v>0</v></c><c t="inlineStr"><is>{rich}</is></c>'

    assert cells(read(with_sheet(f"<row>{row}</row>", strings=f"<si>{rich}</si>"))) == [("_x0041_",) * 2]


def test_a_long_text_is_one_text_for_escapes_too() -> None:
    stored = "ก" * 20_001 + "_x005F_x0041_" * 3_000

    row = f'<c t="s"><v>0</v></c>{inline("B1", stored)}'
    data = with_sheet(f"<row>{row}</row>", strings=f"<si><t>{stored}</t></si>")

    assert cells(read(data)) == [("ก" * 20_001 + "_x0041_" * 3_000,) * 2]


@pytest.mark.parametrize("typed", ["&amp;", "&lt;b&gt;", "AT&T", "&", "&nbsp;"])
def test_what_somebody_typed_into_a_cell_is_that(typed: str) -> None:
    data = workbook_of(lambda sheet: sheet.append([typed, "ข"]))

    assert cells(read(data)) == [(typed, "ข")]


def test_shared_words_that_would_fill_the_memory_are_refused() -> None:
    many = "".join(f'<c r="A{row}" t="s"><v>0</v></c>' for row in range(1, 1500))

    with pytest.raises(ArchiveUnsafe):
        read(with_sheet(f"<row>{many}</row>", strings=f"<si><t>{'กข ' * 10_000}</t></si>"))


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le"), PasswordProtected),
        (OLE + bytes(504) + "_VBA_PROJECT".encode("utf-16-le"), MacrosInside),
        (OLE + bytes(6 * 2**20), DocumentTooLarge),
        (OLE + bytes(504), DocumentDamaged),
        (OLD[:4000], DocumentDamaged),
        (b"PK\x03\x04" + bytes(40), DocumentDamaged),
        (with_sheet('<row r="1"><c r="๑A"><v>1</v></c></row>'), DocumentDamaged),
        (with_sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), DocumentDamaged),
        (with_sheet("<row>"), DocumentDamaged),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_reason(data: bytes, refusal: type[IntakeError]) -> None:
    with pytest.raises(refusal, match="ยังไม่มีข้อมูลใดถูกบันทึก"):
        read(data)


def test_an_encrypted_old_workbook_is_called_so() -> None:
    # A FILEPASS record in place of the first one after the beginning of the workbook.
    begin = OLD.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    at = begin + 20
    encrypted = OLD[:at] + b"\x2f\x00" + OLD[at + 2 :]

    with pytest.raises(PasswordProtected):
        read(encrypted)


def test_one_who_watches_is_told_of_every_sheet_and_may_stop_it() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "ก"
        added(sheet, "สอง")["A1"] = "ข"

    def stop(done: int, total: int) -> None:
        del total
        if done == 1:
            raise ValueError

    told: list[tuple[int, int]] = []
    list(sheet_blocks(workbook_of(fill), NAME, lambda done, total: told.append((done, total))))

    assert told == [(0, 2), (1, 2), (2, 2)]
    for data in (workbook_of(fill), OLD):
        with pytest.raises(ValueError, match=r"^$"):
            list(sheet_blocks(data, NAME, stop))


def broken(data: bytes, chance: random.Random) -> bytes:
    """The file cut short, with bits turned over, or with a stretch of chance in it."""
    kind, at = chance.randrange(3), chance.randrange(8, len(data))
    if kind == 0:
        return data[:at]
    changed = bytearray(data)
    if kind == 1:
        for _ in range(chance.randrange(1, 9)):
            changed[chance.randrange(8, len(data))] ^= 1 << chance.randrange(8)
    else:
        changed[at : at + 60] = chance.randbytes(60)
    return bytes(changed)


@pytest.mark.long
def test_a_broken_workbook_is_refused_or_read_and_nothing_else() -> None:
    chance = printed_chance()
    sound = workbook_of(lambda sheet: sheet.append(["มาตรการ", 1, 2.5]))
    inner = ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"]

    for _ in range(length(20, 700)):
        part = chance.choice(inner)
        inside = with_part(sound, part, lambda old: broken(old.encode(), chance).decode("utf-8", "replace"))
        for data in (broken(OLD, chance), broken(sound, chance), inside):
            try:
                blocks = read(data)
            except IntakeError:
                continue
            assert all(isinstance(block, Block) for block in blocks)
