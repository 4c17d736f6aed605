"""Reading Word documents: the blocks are what the page shows, automatic numbers included."""

import io
import random
import time
import zipfile
from collections.abc import Sequence

import docx
import pytest
from docx.enum.table import WD_TABLE_ALIGNMENT

from ita_tui.intake.blocks import Block, Gap, Row, Text
from ita_tui.intake.list_counts import counted
from ita_tui.intake.refusals import (
    ArchiveUnsafe,
    DocumentDamaged,
    IntakeError,
    LinksOutside,
    MacrosInside,
    TooManyRows,
)
from ita_tui.intake.word.document import word_blocks
from tests.long_series import length

NAME = "รายงาน.docx"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def word(body: str, **parts: str) -> bytes:
    """A document of this body. ``parts`` are the insides of others: numbering, styles, header1, footnotes …"""
    links = "".join(
        f'<Relationship Id="r{at}" Type="{OFFICE}/{part.rstrip("0123456789")}" Target="{part}.xml"/>'
        for at, part in enumerate(parts)
    )
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{links}</Relationships>',
        **{f"word/{part}.xml": f"<w:{part} {SPACES}>{inside}</w:{part}>" for part, inside in parts.items()},
    }
    return zipped(files)


def zipped(files: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in files.items():
            archive.writestr(name, words)
    return data.getvalue()


def p(words: str = "", properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(words) if words else ''}</w:p>"


def r(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def item(words: str, instance: int = 1, level: int = 0) -> str:
    return p(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{instance}"/></w:numPr>')


def tc(inside: str, properties: str = "") -> str:
    """A cell; plain words become its paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside if inside.startswith('<') else p(inside)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    cells = tuple(cell if cell.startswith(("<w:tc>", "<w:sdt>")) else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str, widths: Sequence[int] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


DOWN, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def lvl(level: int, form: str, words: str, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{words}"/></w:lvl>'
    )


def lists(*abstracts: str, nums: str = "") -> str:
    """Lists numbered from 1, each with one instance of the same number; ``nums`` are further instances."""
    each = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{inside}</w:abstractNum>'
        for at, inside in enumerate(abstracts, 1)
    )
    own = "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>'
        for at in range(1, len(abstracts) + 1)
    )
    return each + own + nums


def blocks(data: bytes) -> list[Block]:
    return list(word_blocks(data, NAME))


def texts(data: bytes) -> list[str]:
    return [block.words for block in blocks(data) if isinstance(block, Text)]


def cells(data: bytes) -> list[tuple[str, ...]]:
    return [block.cells for block in blocks(data) if isinstance(block, Row)]


def shape(data: bytes) -> list[object]:
    """Texts as their words, rows as their cells, the others by name."""
    return [
        block.words
        if isinstance(block, Text)
        else block.cells
        if isinstance(block, Row)
        else type(block).__name__
        for block in blocks(data)
    ]


def test_a_document_saved_by_python_docx_comes_in_in_order_with_its_places() -> None:
    document = docx.Document()
    document.add_heading("รายงานผลการดำเนินการ", 1)
    document.add_paragraph("องค์การบริหารส่วนตำบลตัวอย่าง")
    table = document.add_table(rows=2, cols=3)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for cell, words in zip(
        [cell for row in table.rows for cell in row.cells],
        ["มาตรการ", "ผู้รับผิดชอบ", "ผล", "เผยแพร่\nข้อมูล", "สำนักปลัด\tงานธุรการ", ""],
        strict=True,
    ):
        cell.text = words
    document.add_paragraph("ลงชื่อ")
    data = io.BytesIO()
    document.save(data)

    found = blocks(data.getvalue())

    assert [block for block in found if not isinstance(block, Gap)] == [
        Text("รายงานผลการดำเนินการ", 1, "ย่อหน้าที่ ๑"),
        Text("องค์การบริหารส่วนตำบลตัวอย่าง", 2, "ย่อหน้าที่ ๒"),
        Row(("มาตรการ", "ผู้รับผิดชอบ", "ผล"), 3, where="ตารางที่ ๑ แถวที่ ๑"),
        Row(("เผยแพร่\nข้อมูล", "สำนักปลัด งานธุรการ", ""), 4, where="ตารางที่ ๑ แถวที่ ๒"),
        Text("ลงชื่อ", 5, "ย่อหน้าที่ ๓"),
    ]


def test_a_numbered_column_that_is_an_automatic_list_has_its_numbers_over_cells_and_tables() -> None:
    numbering = lists(lvl(0, "thaiNumbers", "%1."))
    one = tbl(tr("ลำดับ", "มาตรการ"), tr(tc(item("")), "ก"), tr(tc(item("")), "ข"))
    other = tbl(tr(tc(item("")), "ค"))

    found = cells(word(one + p() + other, numbering=numbering))

    assert found == [("ลำดับ", "มาตรการ"), ("๑.", "ก"), ("๒.", "ข"), ("๓.", "ค")]


def test_an_empty_item_behind_others_is_no_item_but_keeps_its_number() -> None:
    numbering = lists(lvl(0, "decimal", "%1."))
    cell = tc(item("ประชุม") + item("") + item("รายงาน"))

    found = cells(word(tbl(tr(cell, "สำนักปลัด")), numbering=numbering))

    assert found == [("1. ประชุม\n3. รายงาน", "สำนักปลัด")]


def test_levels_number_each_other_and_restart_as_the_list_says() -> None:
    numbering = lists(
        lvl(0, "thaiNumbers", "%1.")
        + lvl(1, "decimal", "%1.%2")
        + lvl(2, "thaiLetters", "(%3)", '<w:lvlRestart w:val="1"/>')
        + lvl(3, "decimal", "%1.%2.%4", '<w:isLgl w:val="1"/><w:lvlRestart w:val="0"/>')
    )
    levels = [0, 1, 2, 2, 3, 1, 2, 3, 0, 1, 2]

    found = texts(word("".join(item("ก", level=level) for level in levels), numbering=numbering))

    assert [words.removesuffix(" ก") for words in found] == (
        ["๑.", "๑.1", "(ก)", "(ข)", "1.1.1", "๑.2", "(ค)", "1.2.2", "๒.", "๒.1", "(ก)"]
    )


def test_lists_of_one_definition_count_on_unless_they_are_told_to_start_afresh() -> None:
    nums = (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="1"/>'
        f'<w:lvlOverride w:ilvl="0">{lvl(0, "upperRoman", "%1)")}</w:lvlOverride></w:num>'
    )
    numbering = lists(lvl(0, "decimal", "%1.", start=3), nums=nums)
    body = "".join(item("ก", instance) for instance in (1, 1, 2, 3, 3, 1, 4))

    found = texts(word(body, numbering=numbering))

    assert found == ["3. ก", "4. ก", "5. ก", "5. ก", "6. ก", "7. ก", "VIII) ก"]


def test_styles_bring_numbers_along_and_a_paragraph_can_refuse_them() -> None:
    numbering = lists(
        lvl(0, "decimal", "บทที่ %1", '<w:pStyle w:val="Chapter"/>')
        + lvl(1, "decimal", "%1.%2", '<w:pStyle w:val="Part"/>')
    )
    has = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>'
        f'<w:style w:type="paragraph" w:styleId="Chapter">{has}</w:style>'
        f'<w:style w:type="paragraph" w:styleId="Part"><w:basedOn w:val="Chapter"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Small"><w:basedOn w:val="Part"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Round"><w:basedOn w:val="Round"/></w:style>'
    )
    none = '<w:pStyle w:val="Part"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (
        p("ก", '<w:pStyle w:val="Chapter"/>') + p("ข", '<w:pStyle w:val="Part"/>')
        + p("ค", '<w:pStyle w:val="Small"/>') + p("ง", none) + p("จ") + p("ฉ", '<w:pStyle w:val="Round"/>')
    )  # fmt: skip

    found = texts(word(body, numbering=numbering, styles=styles))

    assert found == ["บทที่ 1 ก", "1.1 ข", "1.2 ค", "ง", "จ", "ฉ"]


def test_a_list_style_is_followed_to_the_list_that_it_means() -> None:
    nums = '<w:num w:numId="7"><w:abstractNumId w:val="2"/></w:num>'
    numbering = lists(lvl(0, "lowerLetter", "%1)"), '<w:numStyleLink w:val="Steps"/>', nums=nums)
    styles = '<w:style w:type="numbering" w:styleId="Steps"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'

    found = texts(word(item("ก", 7) + item("ข", 1), numbering=numbering, styles=styles))

    assert found == ["a) ก", "b) ข"]


def test_any_bullet_is_a_hyphen_and_a_bullet_of_thai_words_is_words() -> None:
    numbering = lists(
        lvl(0, "bullet", "\uf0b7"), lvl(0, "bullet", "o"), lvl(0, "bullet", "หมายเหตุ"), lvl(0, "none", ""),
        lvl(0, "decimal", "%1.", "<w:rPr><w:vanish/></w:rPr>"),
    )  # fmt: skip
    body = "".join(item("ประชุม", instance) for instance in (1, 2, 3, 4, 5, 99)) + item("", 1)

    found = texts(word(body, numbering=numbering))

    assert found == ["- ประชุม", "- ประชุม", "หมายเหตุ ประชุม", "ประชุม", "ประชุม", "ประชุม"]


@pytest.mark.parametrize(
    ("form", "numbers", "written"),
    [
        ("decimal", (1, 10), "1 10"),
        ("thaiNumbers", (1, 25), "๑ ๒๕"),
        ("thaiLetters", (1, 3, 4, 41, 42), "ก ค ง ฮ กก"),
        ("thaiCounting", (1, 10, 11, 21, 101, 10**6), "หนึ่ง สิบ สิบเอ็ด ยี่สิบเอ็ด หนึ่งร้อยเอ็ด หนึ่งล้าน"),
        ("lowerLetter", (1, 26, 27), "a z aa"),
        ("upperLetter", (2,), "B"),
        ("lowerRoman", (4, 9, 40), "iv ix xl"),
        ("upperRoman", (1990, 5000), "MCMXC 5000"),
        ("decimalZero", (7, 12), "07 12"),
        ("decimalEnclosedCircle", (1, 21), "① 21"),
        ("thaiLetters", (0, -2, 999_999), "0 -2 999999"),
        ("japaneseCounting", (3,), "3"),
    ],
)
def test_numbers_are_written_as_word_writes_them(form: str, numbers: Sequence[int], written: str) -> None:
    assert " ".join(counted(number, form) for number in numbers) == written


def test_merged_cells_keep_the_columns_and_say_what_belongs_to_the_cell_above() -> None:
    table = tbl(
        tr(tc("มาตรการ", DOWN), tc("ผลการดำเนินการ", span(2)), tc("หมายเหตุ", DOWN)),
        tr(tc("", GOES_ON), "รอบ ๖ เดือน", "รอบ ๑๒ เดือน", tc("", '<w:vMerge w:val="continue"/>')),
        tr("๑. ก", "ทำแล้ว", "ทำแล้ว", ""),
        tr(tc("ส่วนที่ ๒", span(4))),
        tr("๒. ข", tc("ยกเลิก", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "-"),
        tr("๓. ค", properties='<w:gridAfter w:val="3"/>'),
        tr("ท้าย", "แถว", properties='<w:gridBefore w:val="2"/>'),
    )

    found = [block for block in blocks(word(table)) if not isinstance(block, Gap)]

    assert [
        block.cells if isinstance(block, Row) else block.words
        for block in found
        if isinstance(block, Row | Text)
    ] == [
        ("มาตรการ", "ผลการดำเนินการ", "", "หมายเหตุ"),
        ("", "รอบ ๖ เดือน", "รอบ ๑๒ เดือน", ""),
        ("๑. ก", "ทำแล้ว", "ทำแล้ว", ""),
        "ส่วนที่ ๒",
        ("๒. ข", "ยกเลิก", "", "-"),
        ("๓. ค", "", "", ""),
        ("", "", "ท้าย", "แถว"),
    ]
    assert [block.merged for block in found if isinstance(block, Row)][1] == {0, 3}


def test_borders_that_were_dragged_a_little_apart_part_no_columns() -> None:
    same_count = tbl(
        tr(tc("มาตรการ", span(1)), tc("ผล", span(2))),
        tr(tc("ก", span(2)), tc("ข", span(1))),
        widths=(3000, 2000, 3000),
    )
    near = tbl(
        tr(tc("มาตรการ", span(2)), tc("ผล", span(3))),
        tr(tc("ก", span(1)), tc("ข", span(3)), "ค"),
        widths=(3000, 120, 2000, 90, 3000),
    )

    assert cells(word(same_count)) == [("มาตรการ", "ผล"), ("ก", "ข")]
    assert cells(word(near)) == [("มาตรการ", "ผล", ""), ("ก", "ข", "ค")]


def test_a_cell_that_goes_on_from_nothing_shows_its_own_words() -> None:
    table = tbl(
        tr(tc("ก", GOES_ON), "ข"), tr("ค", tc("ง", GOES_ON)), tr(tc("จ", GOES_ON), tc("หาย", GOES_ON))
    )

    found = [block for block in blocks(word(table)) if isinstance(block, Row)]

    assert [row.cells for row in found] == [("ก", "ข"), ("ค", "ง"), ("จ", "")]
    assert [row.merged for row in found] == [frozenset(), frozenset(), {1}]


def test_content_controls_and_smart_tags_are_seen_through() -> None:
    def control(inside: str) -> str:
        return (
            f"<w:sdt><w:sdtPr><w:alias w:val='ซ่อน'/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
        )

    table = tbl(
        control(tr(control(tc("ก")), "ข")), f"<w:customXml w:element='x'>{tr('ค', 'ง')}</w:customXml>"
    )
    run = f"<w:p>{r('หนึ่ง')}{control(r('สอง'))}<w:smartTag>{r('สาม')}</w:smartTag></w:p>"

    assert shape(word(control(p("บน") + table) + run)) == [
        "บน",
        "Gap",
        ("ก", "ข"),
        ("ค", "ง"),
        "Gap",
        "หนึ่งสองสาม",
    ]


def test_tracked_changes_are_read_as_if_accepted() -> None:
    run = (
        f"<w:p>{r('คง')}<w:ins>{r('เพิ่ม')}</w:ins><w:del><w:r><w:delText>ลบ</w:delText></w:r></w:del>"
        f"<w:moveFrom>{r('ย้ายออก')}</w:moveFrom><w:moveTo>{r('ย้ายเข้า')}</w:moveTo></w:p>"
    )
    lost_end = p("ต้น", "<w:rPr><w:del/></w:rPr>") + p("ปลาย")
    lost_item = item("", 1).replace("</w:numPr>", "</w:numPr><w:rPr><w:del/></w:rPr>")
    table = tbl(
        tr("ก", "ข"), tr("ลบ", "แถว", properties="<w:del/>"), tr("ค", tc("ลบช่อง", "<w:cellDel/>"), "ง")
    )
    numbering = lists(lvl(0, "decimal", "%1."))

    found = shape(word(run + lost_end + lost_item + item("ที่หนึ่ง") + table, numbering=numbering))

    assert found == ["คงเพิ่มย้ายเข้า", "ต้นปลาย", "1. ที่หนึ่ง", "Gap", ("ก", "ข"), ("ค", "ง"), "Gap"]


def test_a_last_paragraph_whose_end_was_deleted_is_not_lost() -> None:
    lost_end = p("ท้าย", "<w:rPr><w:del/></w:rPr>")

    assert texts(word(lost_end)) == ["ท้าย"]
    assert cells(word(tbl(tr(tc(p("ต้น") + lost_end), "ข")))) == [("ต้น\nท้าย", "ข")]


def test_fields_show_their_result_and_links_their_words() -> None:
    def field(inside: str) -> str:
        return f"<w:r>{inside}</w:r>"

    mark = '<w:fldChar w:fldCharType="{}"/>'
    body = (
        f"<w:p>{r('ปี ')}{field(mark.format('begin'))}{field('<w:instrText> DATE </w:instrText>')}{r('คำสั่งซ้อน')}"
        f"{field(mark.format('separate'))}{r('๒๕๖๗')}{field(mark.format('end'))}"
        f'<w:fldSimple w:instr="AUTHOR">{r(" นาย ก")}</w:fldSimple>'
        f'<w:hyperlink r:id="r9">{r(" เว็บไซต์")}</w:hyperlink></w:p>'
        f"<w:p>{field(mark.format('begin'))}</w:p>" + p("ยังอยู่")
    )

    assert texts(word(body)) == ["ปี ๒๕๖๗ นาย ก เว็บไซต์", "ยังอยู่"]


def test_breaks_tabs_hyphens_and_ticks_are_read_and_hidden_runs_are_not() -> None:
    body = (
        "<w:p><w:r><w:t>ข้อ</w:t><w:tab/><w:t>หนึ่ง</w:t><w:br/><w:t>บรรทัด</w:t><w:noBreakHyphen/><w:t>สอง</w:t><w:cr/>"
        '<w:sym w:font="Wingdings" w:char="F0FC"/><w:t> เสร็จ</w:t><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'
        '<w:r><w:rPr><w:vanish/></w:rPr><w:t>ซ่อน</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>แล้ว</w:t></w:r>'
        '<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>\uf0fe</w:t></w:r>'
        "<m:oMath><m:r><m:t>๓/๔</m:t></m:r></m:oMath></w:p>"
    )

    assert texts(word(body)) == ["ข้อ หนึ่ง\nบรรทัด-สอง\n✓ เสร็จแล้ว☑๓/๔"]


def test_text_boxes_are_texts_once_behind_what_they_hang_on() -> None:
    box = (
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>"
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent>"
    ).format(p("ในกล่อง"))
    old = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('กล่องเก่า')}</w:txbxContent></v:textbox></w:pict></w:r>"
    table = tbl(tr(tc(f"<w:p><w:r>{box}</w:r>{r('ก')}</w:p>"), "ข"), tr("ค", "ง"))

    found = blocks(word(f"<w:p>{old}{r('ย่อหน้า')}</w:p>" + table))

    assert [block for block in found if not isinstance(block, Gap)] == [
        Text("ย่อหน้า", 1, "ย่อหน้าที่ ๑"),
        Text("กล่องเก่า", 2, "กล่องข้อความ"),
        Row(("ก", "ข"), 3, where="ตารางที่ ๑ แถวที่ ๑"),
        Row(("ค", "ง"), 4, where="ตารางที่ ๑ แถวที่ ๒"),
        Text("ในกล่อง", 5, "กล่องข้อความ"),
    ]


def test_headers_footers_and_notes_are_texts_once_and_page_numbers_are_not() -> None:
    parts = {
        "header1": p("แบบรายงาน ITA") + tbl(tr("ปี ๒๕๖๗", "- ๑ -")),
        "header2": p("แบบรายงาน ITA") + p("กพร"),
        "footer1": p("หน้า ๓") + p("กองคลัง"),
        "footnotes": f'<w:footnote w:type="separator" w:id="0">{p("เส้น")}</w:footnote>'
        f'<w:footnote w:id="1">{p("ที่มา")}{p("ระบบ")}</w:footnote>',
        "comments": f'<w:comment w:id="1">{p("โปรดแก้ปี")}</w:comment>',
        "diagramData": "<a:p><a:r><a:t>ขั้น</a:t></a:r><a:r><a:t>ตอน</a:t></a:r></a:p>",
    }

    found = [
        (block.words, block.where) for block in blocks(word(p("เนื้อ"), **parts)) if isinstance(block, Text)
    ]

    assert found == [
        ("แบบรายงาน ITA", "หัวกระดาษ"), ("ปี ๒๕๖๗ - ๑ -", "หัวกระดาษ"), ("กพร", "หัวกระดาษ"),
        ("เนื้อ", "ย่อหน้าที่ ๑"), ("กองคลัง", "ท้ายกระดาษ"),
        ("ที่มา\nระบบ", "เชิงอรรถ"), ("โปรดแก้ปี", "ข้อคิดเห็น"), ("ขั้นตอน", "แผนภาพ"),
    ]  # fmt: skip


def test_a_table_in_a_cell_becomes_its_lines_and_a_frame_is_what_it_frames() -> None:
    inner = tbl(tr("๑", "ประชุม"), tr(tc(p("สอง") + p("บรรทัด")), "ก"))
    nested = tbl(tr(tc(p("ก่อน") + inner + p("หลัง")), "ผล"))
    frame = tbl(tr(tc(p("ในกรอบ") + tbl(tr("มาตรการ", "ผล"), tr("ก", "ข")) + p())))

    assert cells(word(nested)) == [("ก่อน\n๑ ประชุม\nสอง\nบรรทัด\nก\nหลัง", "ผล")]
    assert shape(word(frame)) == ["ในกรอบ", "Gap", ("มาตรการ", "ผล"), ("ก", "ข"), "Gap"]


def test_pages_end_between_blocks_and_never_in_a_table() -> None:
    br, seen = '<w:br w:type="page"/>', "<w:lastRenderedPageBreak/>"
    section = '<w:sectPr><w:type w:val="{}"/></w:sectPr>'
    body = (
        f"<w:p>{r('ก')}<w:r>{br}</w:r></w:p><w:p><w:r>{seen}</w:r>{r('ข')}</w:p>"
        + p("ค", "<w:pageBreakBefore/>") + p("ง", section.format("nextPage")) + p("จ", section.format("continuous"))
        + tbl(tr(tc(f"<w:p>{r('ฉ')}<w:r>{seen}</w:r>{r('ช')}</w:p>"), "ซ"))
    )  # fmt: skip

    assert shape(word(body)) == (
        ["ก", "PageBreak", "ข", "PageBreak", "ค", "ง", "PageBreak", "จ", "Gap", ("ฉช", "ซ"), "Gap"]
    )


def test_two_tables_are_parted_by_a_gap_and_empty_paragraphs_are_one() -> None:
    body = p() + p("ก") + p() + p("  ") + p("ข") + tbl(tr("ค", "ง")) + tbl(tr("จ", "ฉ"))

    assert shape(word(body)) == ["ก", "Gap", "ข", "Gap", ("ค", "ง"), "Gap", ("จ", "ฉ"), "Gap"]


def test_strict_documents_are_read_as_the_usual_ones() -> None:
    data = word(
        tbl(tr(tc(item("ก")), tc("ข", span(2))), tr("ค", "ง", "จ")), numbering=lists(lvl(0, "decimal", "%1."))
    )
    strict = "http://purl.oclc.org/ooxml"

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    changed = zipped(
        {
            name: words.replace(WORD, f"{strict}/wordprocessingml/main").replace(
                OFFICE, f"{strict}/officeDocument/relationships"
            )
            for name, words in files.items()
        }
    )

    assert changed != data
    assert shape(changed) == shape(data) == ["Gap", ("1. ก", "ข", ""), ("ค", "ง", "จ"), "Gap"][1:]


def test_marks_of_python_docx_and_of_word_are_the_same_words() -> None:
    """A list made with the usual template of the library that other programs use to write Word files."""
    document = docx.Document()
    for words in ("หนึ่ง", "สอง"):
        document.add_paragraph(words, style="List Number")
    document.add_paragraph("สาม", style="List Bullet")
    data = io.BytesIO()
    document.save(data)

    assert texts(data.getvalue()) == ["1. หนึ่ง", "2. สอง", "- สาม"]


def test_watching_is_told_of_the_end_and_what_it_raises_goes_through() -> None:
    told: list[tuple[int, int]] = []
    data = word("".join(p(f"ย่อหน้า {at}") for at in range(50)))

    def watch(done: int, total: int) -> None:
        told.append((done, total))

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt(done, total)

    list(word_blocks(data, NAME, watch))

    assert told == [(0, 50), (20, 50), (40, 50), (50, 50)]
    with pytest.raises(KeyboardInterrupt):
        list(word_blocks(data, NAME, stop))


@pytest.mark.parametrize("missing", ["word/document.xml", "word/numbering.xml", "_rels/.rels"])
def test_a_document_with_a_missing_part_is_damaged(missing: str) -> None:
    data = word(item("ก"), numbering=lists(lvl(0, "decimal", "%1.")))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist() if name != missing}

    with pytest.raises(DocumentDamaged) as refusal:
        blocks(zipped(files))

    assert "เอกสาร Word (.docx)" in str(refusal.value)


@pytest.mark.parametrize(
    "body",
    [p("ก") + "</w:body>", tbl(tr("ก", "ข")) + "<w:p>", "</w:body><w:body>\x01"],
    ids=["closed", "open", "control"],
)
def test_broken_xml_is_a_damaged_document(body: str) -> None:
    with pytest.raises(DocumentDamaged):
        blocks(word(body))


def test_tables_in_tables_without_end_are_refused_and_not_a_crash() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 400 + "</w:tc></w:tr></w:tbl>" * 400

    with pytest.raises(DocumentDamaged):
        blocks(word(deep))


def test_more_than_any_report_holds_is_refused_before_it_is_read() -> None:
    began = time.process_time()

    with pytest.raises(TooManyRows):
        blocks(word("<w:tbl>" + "<w:tr/>" * 2001 + "</w:tbl>"))
    with pytest.raises(ArchiveUnsafe):
        blocks(word("<w:p/>" * 20_000 + "<w:p><w:r/></w:p>" * 20_001))
    with pytest.raises(DocumentDamaged):
        blocks(word(tbl(tr(*["ก"] * 201))))

    assert time.process_time() - began < 2


def test_macros_and_contents_from_outside_are_refused_before_anything_is_read() -> None:
    picture = f'<Relationship Id="r" Type="{OFFICE}/image" Target="https://example.org/a.png" TargetMode="External"/>'
    files = {"word/_rels/x.xml.rels": f'<Relationships xmlns="{RELATIONS}">{picture}</Relationships>'}

    with pytest.raises(LinksOutside):
        blocks(zipped(files))
    with pytest.raises(MacrosInside):
        blocks(zipped({"word/vbaProject.bin": "x"}))


def test_wild_numbers_in_a_table_and_a_list_do_no_harm() -> None:
    table = tbl(
        tr(tc("ก", span(10**9)), tc("ข", '<w:gridSpan w:val="x"/>'), tc("ค", '<w:gridSpan w:val="-5"/>')),
        tr("ง", properties=f'<w:gridBefore w:val="{"9" * 5000}"/>'),
        tr(*"กขคงจ"),
    )
    numbering = lists(lvl(0, "upperRoman", "%1", start=900_000) + lvl(8, "decimal", "%9%1"), "<w:lvl/>")

    found = shape(
        word(table + item("ก") + item("ข", level=8) + item("ค", 2) + item("ง", level=77), numbering=numbering)
    )

    assert [block for block in found if isinstance(block, str) and block != "Gap"] == [
        "900000 ก",
        "1900000 ข",
        "ค",
        "ง",
    ]
    assert all(len(block) < 200 for block in found if isinstance(block, tuple))


def test_broken_files_are_refused_or_read_but_never_crash() -> None:
    """Truncated and flipped files, compressed and not, so that the flips reach the XML as well."""
    chance = random.Random(2567)  # noqa: S311 - no secrets
    numbering = lists(lvl(0, "thaiNumbers", "%1.") + lvl(1, "decimal", "%1.%2"))
    body = (
        p("รายงาน")
        + item("ก")
        + tbl(tr(tc(item("")), tc("ข", span(2))), tr(tc("ค", DOWN), "ง", "จ"), widths=(9, 9, 9))
    )
    whole = word(body, numbering=numbering, header1=p("หัว"))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    outcomes: set[str] = set()

    for _ in range(length(20, 400)):
        if chance.random() < 0.5:
            data = _broken(whole, chance)
        else:
            data = zipped({name: _broken(words, chance).decode("latin-1") for name, words in files.items()})
        began = time.process_time()
        try:
            outcomes.add(type(blocks(data)).__name__)
        except IntakeError as refusal:
            outcomes.add(type(refusal).__name__)
        assert time.process_time() - began < 5

    assert "DocumentDamaged" in outcomes


def _broken(data: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.2:
        return data[: chance.randrange(len(data))]
    found = bytearray(data)
    for _ in range(chance.randrange(1, 4)):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)
