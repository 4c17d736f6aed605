"""Files of LibreOffice: a spreadsheet and a text say what is seen on their pages."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator, Sequence

import pytest

from ita_tui.intake.blocks import Block, Gap, PageBreak, Row, SheetEnd, Text
from ita_tui.intake.open_document.document import sheet_blocks_of_ods, text_blocks_of_odt
from ita_tui.intake.refusals import (
    ArchiveUnsafe,
    DocumentDamaged,
    IntakeError,
    LinksOutside,
    PasswordProtected,
    TooManyPages,
    TooManyRows,
)
from tests.long_series import length, printed_chance

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = {
    "office": f"{_OASIS}:office:1.0",
    "text": f"{_OASIS}:text:1.0",
    "table": f"{_OASIS}:table:1.0",
    "style": f"{_OASIS}:style:1.0",
    "draw": f"{_OASIS}:drawing:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMES.items())


def zipped(content: str, *, styles: str = "", before: str = "", manifest: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "content.xml",
            f"{before}<office:document-content {_DECLARED}>{content}</office:document-content>",
        )
        if styles:
            archive.writestr(
                "styles.xml", f"<office:document-styles {_DECLARED}>{styles}</office:document-styles>"
            )
        if manifest:
            archive.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def ods(tables: str, *, styles: str = "", before: str = "") -> bytes:
    return zipped(
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>",
        before=before,
    )


def sheet(rows: str, name: str = "แผน", style: str = "ta1") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{rows}</table:table>'


def odt(body: str, *, lists: str = "", styles: str = "") -> bytes:
    return zipped(
        f"<office:automatic-styles>{lists}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body>",
        styles=styles,
    )


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def cell(words: str = "", more: str = "") -> str:
    lines = "".join(f"<text:p>{line}</text:p>" for line in words.split("\n")) if words else ""
    return f"<table:table-cell{more}>{lines}</table:table-cell>"


def p(words: str) -> str:
    return f"<text:p>{words}</text:p>"


COVERED = "<table:covered-table-cell/>"


def of_sheets(data: bytes) -> list[Block]:
    return list(sheet_blocks_of_ods(data, "รายงาน.ods"))


def of_text(data: bytes) -> list[Block]:
    return list(text_blocks_of_odt(data, "รายงาน.odt"))


def cells(blocks: Sequence[Block]) -> list[tuple[str, ...]]:
    return [block.cells for block in blocks if isinstance(block, Row)]


def words(blocks: Sequence[Block]) -> list[str]:
    return [block.words for block in blocks if isinstance(block, Text)]


def test_a_spreadsheet_says_what_its_sheets_show() -> None:
    far = cell(more=' table:number-columns-repeated="16384"')
    skipped = cell(more=' table:number-columns-repeated="2"')
    data = ods(
        sheet(
            row(far)
            + row(skipped, cell("มาตรการประจำปี", ' table:number-columns-spanned="5"'), *[COVERED] * 4)
            + row(far, more=' table:number-rows-repeated="2"')
            + "<table:table-header-rows>"
            + row(skipped, *(cell(head) for head in ("ลำดับ", "มาตรการ", "ผู้รับผิดชอบ", "เริ่ม", "แล้วเสร็จ")))
            + "</table:table-header-rows>"
            + row(
                skipped,
                cell("1", ' office:value-type="float" office:value="1"'),
                cell(
                    'เผยแพร่<text:s text:c="3"/>ข้อมูล<text:line-break/>บน<text:span>เว็บ</text:span><text:tab/>ไซต์\nครบ'
                ),
                cell("สำนักปลัด", ' table:number-rows-spanned="2"'),
                cell("01/10/68", ' office:value-type="date" office:date-value="2025-10-01T00:00:00"'),
                cell("TRUE", ' office:value-type="boolean" office:boolean-value="true"'),
            )
            + row(
                skipped,
                cell(more=' office:value-type="float" office:value="2"'),
                cell("#N/A", ' office:value-type="string" calcext:value-type="error"'),
                COVERED,
                cell("91.67", ' office:value-type="float" office:value="91.6666666666667"'),
            )
            + row(far, more=' table:number-rows-repeated="1048570"')
        )
        + sheet(row(cell("กองคลัง"), cell("กองช่าง")), "ตัวเลือก", "ta2")
        + sheet(row(cell("ท้าย")), "ท้าย"),
        styles='<style:style style:name="ta2" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>',
    )

    where = "แผ่นงาน «แผน» แถวที่"

    assert of_sheets(data) == [
        Text("มาตรการประจำปี", 1, f"{where} ๒"),
        Gap(),
        Row(("ลำดับ", "มาตรการ", "ผู้รับผิดชอบ", "เริ่ม", "แล้วเสร็จ"), 2, loose=True, where=f"{where} ๕"),
        Row(
            ("1", "เผยแพร่ ข้อมูล\nบนเว็บ ไซต์\nครบ", "สำนักปลัด", "๑ ต.ค. ๖๘", "ใช่"),
            3,
            loose=True,
            where=f"{where} ๖",
        ),
        Row(("2", "", "", "91.67", ""), 4, merged=frozenset({2}), loose=True, where=f"{where} ๗"),
        SheetEnd(),
        Text("แผ่นงานที่ซ่อนไว้ «ตัวเลือก»: กองคลัง | กองช่าง", 5, "แผ่นงาน «ตัวเลือก»"),
        SheetEnd(),
        Text("ท้าย", 6, "แผ่นงาน «ท้าย» แถวที่ ๑"),
    ]


def test_what_looks_like_an_entity_is_what_somebody_typed() -> None:
    data = ods(sheet(row(cell(p("&amp;amp; &amp;lt;")), cell(p("_x0041_")))))

    assert cells(of_sheets(data)) == [("&amp; &lt;", "_x0041_")]


def test_repeated_rows_and_cells_are_so_many_and_too_many_are_refused() -> None:
    again = row(
        cell("ก", ' table:number-columns-repeated="2"'), cell("ข"), more=' table:number-rows-repeated="{}"'
    )

    assert cells(of_sheets(ods(sheet(again.format(3))))) == [("ก", "ก", "ข")] * 3
    for too_many in (
        again.format(2001),
        again.format(10**9),
        row(
            cell("ก", f' table:number-columns-repeated="{10**12}"'), more=' table:number-rows-repeated="2000"'
        ),
        row(cell("ก")) * 10_000,
        "<text:p/>" * 500_001,
    ):
        with pytest.raises(TooManyRows):
            of_sheets(ods(sheet(too_many)))


def test_what_stands_beside_the_cells_follows_the_sheet() -> None:
    note = (
        "<office:annotation><dc:creator>ผู้ตรวจ</dc:creator><dc:date>2025</dc:date>"
        + p("ตรวจแล้ว")
        + "</office:annotation>"
    )
    box = "<draw:frame><draw:text-box>" + p("กล่องข้อความ") + "</draw:text-box></draw:frame>"
    data = ods(
        sheet(
            f"<table:shapes><draw:custom-shape>{p('ป้าย')}</draw:custom-shape></table:shapes>"
            + row(f"<table:table-cell>{note}{p('ก')}{box}</table:table-cell>", cell("ข"))
        )
    )

    assert cells(of_sheets(data)) == [("ก", "ข")]
    assert words(of_sheets(data)) == ["ตรวจแล้ว", "กล่องข้อความ", "ป้าย"]


LISTS = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="๑, ๒, ๓, ..." style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix=")" text:display-levels="2"/>'
    '<text:list-level-style-number text:level="3" style:num-format="a" style:num-prefix="("  style:num-suffix=")"/>'
    "</text:list-style>"
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="–"/></text:list-style>'
    '<text:list-style style:name="L3"><text:list-level-style-bullet text:level="1" text:bullet-char="&#xf0b7;"/></text:list-style>'
    '<text:list-style style:name="L4"><text:list-level-style-number text:level="1" style:num-format="I" text:start-value="4"/></text:list-style>'
    '<text:list-style style:name="L5"><text:list-level-style-number text:level="1" style:num-format="ก, ข, ..." style:num-suffix="."/></text:list-style>'
)


def listed(style: str, *items: str, more: str = "") -> str:
    return (
        f'<text:list text:style-name="{style}"{more}>'
        + "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
        + "</text:list>"
    )


def test_list_items_carry_the_marks_of_the_page() -> None:
    inner = (
        "<text:list><text:list-item>"
        + p("ย่อย")
        + "</text:list-item><text:list-item><text:list><text:list-item>"
        + p("ย่อยลงไป")
        + "</text:list-item></text:list></text:list-item></text:list>"
    )
    data = odt(
        listed("L1", p("หนึ่ง") + inner, p("สอง") + p("ต่อจากสอง"), more=' xml:id="list1"')
        + p("คั่น")
        + listed("L1", p("สาม"), more=' text:continue-list="list1"')
        + listed("L1", p("สี่"), more=' text:continue-numbering="true"')
        + listed("L1", p("เริ่มใหม่"))
        + listed("L2", p("ขีด"))
        + listed("L3", p("จุด"))
        + listed("L4", p("โรมัน"))
        + listed("L5", p("ไทย"), p("ไทยอีก"))
        + '<text:list text:style-name="L1"><text:list-item text:start-value="12"><text:p>สิบสอง</text:p></text:list-item></text:list>',
        lists=LISTS,
    )

    assert words(of_text(data)) == [
        "๑. หนึ่ง", "๑.1) ย่อย", "(a) ย่อยลงไป", "๒. สอง", "ต่อจากสอง", "คั่น", "๓. สาม", "๔. สี่", "๑. เริ่มใหม่",
        "– ขีด", "• จุด", "IV โรมัน", "ก. ไทย", "ข. ไทยอีก", "๑๒. สิบสอง",
    ]  # fmt: skip


def test_a_text_is_paragraphs_and_tables_in_order() -> None:
    nested = f"<table:table>{row(cell('ใน'), cell('ช่อง'))}</table:table>"
    table = (
        "<table:table>"
        + row(cell("ประเด็นที่ ๑", ' table:number-columns-spanned="3"'), COVERED, COVERED)
        + f"<table:table-header-rows>{row(cell('ลำดับ'), cell('มาตรการ'), cell('ผล'))}</table:table-header-rows>"
        + row(
            cell("๑", ' table:number-rows-spanned="2"'),
            f"<table:table-cell>{listed('L1', p('ก'), p('ข'))}{nested}</table:table-cell>",
            cell(
                "ผลแรก<text:note><text:note-citation>๑</text:note-citation><text:note-body><text:p>เชิงอรรถ</text:p></text:note-body></text:note>"
            ),
        )
        + "<text:soft-page-break/>"
        + row(COVERED, cell("ค"), cell())
        + "</table:table>"
    )
    data = odt(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>ถูกลบ</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        "<text:sequence-decls/>"
        "<text:h>หัวข้อ <text:a>ลิงก์</text:a></text:h>"
        "<text:section>"
        + p(
            "ในส่วน<office:annotation><dc:creator>ใคร</dc:creator><text:p>ความเห็น</text:p></office:annotation>ท้าย"
        )
        + "</text:section>"
        + p("")
        + p("ก่อน<draw:frame><draw:text-box><text:p>กล่อง</text:p></draw:text-box></draw:frame>หลัง")
        + table
        + "<text:soft-page-break/>"
        + f"<table:table>{row(cell('อีกตาราง'), cell('ข'))}</table:table>",
        lists=LISTS,
        styles="<office:master-styles><style:master-page><style:header><text:p>เทศบาลตัวอย่าง</text:p></style:header>"
        "<style:footer><text:p>เทศบาลตัวอย่าง</text:p><text:p>ลับ</text:p></style:footer></style:master-page></office:master-styles>",
    )

    margin = "หัวกระดาษหรือท้ายกระดาษ"

    assert of_text(data) == [
        Text("หัวข้อ ลิงก์", 1, "ย่อหน้าที่ ๑"),
        Text("ในส่วนท้าย", 2, "ย่อหน้าที่ ๒"),
        Text("ความเห็น", 3, "หลังย่อหน้าที่ ๒"),
        Gap(),
        Text("ก่อนหลัง", 4, "ย่อหน้าที่ ๔"),
        Text("กล่อง", 5, "หลังย่อหน้าที่ ๔"),
        Gap(),
        Text("ประเด็นที่ ๑", 6, "ตารางที่ ๑ แถวที่ ๑"),
        Row(("ลำดับ", "มาตรการ", "ผล"), 7, where="ตารางที่ ๑ แถวที่ ๒"),
        Row(("๑", "๑. ก\n๒. ข\nใน ช่อง", "ผลแรก"), 8, where="ตารางที่ ๑ แถวที่ ๓"),
        PageBreak(),
        Row(("", "ค", ""), 9, merged=frozenset({0}), where="ตารางที่ ๑ แถวที่ ๔"),
        Text("เชิงอรรถ", 10, "ตารางที่ ๑"),
        Gap(),
        PageBreak(),
        Gap(),
        Row(("อีกตาราง", "ข"), 11, where="ตารางที่ ๒ แถวที่ ๑"),
        Gap(),
        Text("เทศบาลตัวอย่าง", 12, margin),
        Text("ลับ", 13, margin),
    ]


ENCRYPTED = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
BOMB = '<!DOCTYPE a [<!ENTITY b "ก"><!ENTITY c "&b;&b;">]>'
FROM_OUTSIDE = '<table:table table:name="ไกล"><table:table-source xlink:href="../other.ods"/></table:table>'


@pytest.mark.parametrize("read", [of_sheets, of_text])
@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (zipped("", manifest=ENCRYPTED), PasswordProtected),
        (zipped("", before=BOMB), ArchiveUnsafe),
        (zipped("<office:body/>"), DocumentDamaged),
        (zipped("<office:body>"), DocumentDamaged),
        (b"PK\x03\x04" + bytes(40), DocumentDamaged),
        (ods(FROM_OUTSIDE), LinksOutside),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_reason(
    read: Callable[[bytes], list[Block]], data: bytes, refusal: type[IntakeError]
) -> None:
    with pytest.raises(refusal, match="ยังไม่มีข้อมูลใดถูกบันทึก"):
        read(data)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (odt("<text:p/>" * 500_001), TooManyPages),
        (odt(p("") * 20_001), TooManyPages),
        (odt(p("ก" * 5000) * 401), TooManyPages),
        (odt(p('<text:s text:c="มาก"/>')), DocumentDamaged),
        (odt(f"<table:table>{row(cell('ก'), cell('ข')) * 2001}</table:table>"), TooManyRows),
        (odt("<text:section>" * 250 + p("ลึก") + "</text:section>" * 250), None),
        (odt("<text:section>" * 300 + "</text:section>" * 300), DocumentDamaged),
    ],
)
def test_a_text_that_no_report_is_ends_in_a_refusal(data: bytes, refusal: type[IntakeError] | None) -> None:
    if refusal is None:
        assert words(of_text(data)) == ["ลึก"]
    else:
        with pytest.raises(refusal):
            of_text(data)


def test_one_who_watches_is_told_and_may_stop_it() -> None:
    def stop(done: int, total: int) -> None:
        raise ValueError(f"{done}/{total}")

    readers: tuple[tuple[Callable[..., Iterator[Block]], bytes, str], ...] = (
        (sheet_blocks_of_ods, ods(sheet(row(cell("ก"))) * 2), "0/2"),
        (text_blocks_of_odt, odt(p("ก") * 3), "0/3"),
    )

    for reader, data, told in readers:
        with pytest.raises(ValueError, match=f"^{told}$"):
            list(reader(data, "รายงาน", stop))


def damaged(content: str, chance: random.Random) -> str:
    """An XML text with a stretch of it gone, doubled, or with other numbers."""
    kind, at = chance.randrange(3), chance.randrange(len(content))
    if kind == 0:
        return content[:at] + content[at + chance.randrange(1, 40) :]
    if kind == 1:
        return content[:at] + content[at : at + chance.randrange(1, 200)] + content[at:]
    return "".join(
        chance.choice("0193-") if sign.isdigit() and chance.random() < 0.2 else sign for sign in content
    )


@pytest.mark.long
def test_a_broken_file_is_refused_or_read_and_nothing_else() -> None:
    chance = printed_chance()
    table = row(
        cell("ก", ' table:number-columns-spanned="2"'), COVERED, cell("2", ' office:date-value="2025-10-01"')
    )
    sheets = f"<office:body><office:spreadsheet>{sheet(table * 3)}</office:spreadsheet></office:body>"
    written = f"<office:body><office:text>{listed('L1', p('ก'))}<table:table>{table}</table:table></office:text></office:body>"
    styles = f"<office:automatic-styles>{LISTS}</office:automatic-styles>"

    for _ in range(length(20, 1000)):
        read, content = chance.choice([(of_sheets, sheets), (of_text, styles + written)])
        data = zipped(damaged(content, chance))
        if chance.random() < 0.3:
            data = data[: chance.randrange(4, len(data))]
        try:
            blocks = read(data)
        except IntakeError:
            continue
        assert all(isinstance(block, Block) for block in blocks)
