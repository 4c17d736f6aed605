"""Web pages: saved from a browser, or written by Word, Excel, LibreOffice or Google Docs."""

import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from ita_tui.intake.blocks import Block, Gap, PageBreak, Row, Text
from ita_tui.intake.markup import plain_text
from ita_tui.intake.refusals import (
    DamagedText,
    DocumentDamaged,
    DocumentTooLarge,
    IntakeError,
    LinksOutside,
    NotText,
    TooManyRows,
    WrongEncoding,
)
from ita_tui.intake.web import elements as web_elements
from ita_tui.intake.web.page import web_blocks

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
HEAD = "<th>มาตรการ<th>ผู้รับผิดชอบ<th>ผลการดำเนินการ"


def read(page: str | bytes) -> list[Block]:
    return list(web_blocks(page.encode() if isinstance(page, str) else page, "รายงาน.html"))


def words(page: str | bytes) -> list[str]:
    return [block.words for block in read(page) if isinstance(block, Text)]


def rows(page: str | bytes) -> list[tuple[str, ...]]:
    return [block.cells for block in read(page) if isinstance(block, Row)]


def table(*lines: str) -> str:
    return "<table>" + "".join(f"<tr>{line}" for line in lines) + "</table>"


def test_paragraphs_headings_and_items_are_texts_with_a_line_each() -> None:
    page = "<h1>รายงาน</h1><div>ปี <b>๒๕๖๘</b>\n<p>บท&nbsp;&nbsp;นำ</p>ต่อ<br>ท้าย</div><ul><li>ก<li>ข</ul>"

    blocks = read(page)

    assert blocks == [
        Text("รายงาน", 1),
        Text("ปี ๒๕๖๘", 2),
        Text("บท นำ", 3),
        Text("ต่อ\nท้าย", 4),
        Text("- ก", 5),
        Text("- ข", 6),
    ]


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        ("<ol><li>ก<li>ข</ol>", ["1. ก", "2. ข"]),
        ("<ol start=3><li>ก<li value=7>ข<li>ค</ol>", ["3. ก", "7. ข", "8. ค"]),
        (
            "<ol reversed><li>ก<li>ข</ol><ol reversed start=9><li>ค<li>ง</ol>",
            ["2. ก", "1. ข", "9. ค", "8. ง"],
        ),
        ("<ol type=a start=26><li>ก<li>ข</ol>", ["z. ก", "aa. ข"]),
        ("<ol type=I start=4><li>ก</ol><ol type=i start=4000><li>ข</ol>", ["IV. ก", "4000. ข"]),
        ('<ol style="list-style-type: thai" start=10><li>ก</ol>', ["๑๐. ก"]),
        ("<ol style='list-style:none'><li>ก</ol>", ["ก"]),
        ("<ol><li>ก<ul><li>ย่อย</ul>ท้าย<li>ข</ol>", ["1. ก", "- ย่อย", "ท้าย", "2. ข"]),
        ("<ol><li><p>ก</p><p>ต่อ</p><li>ข</ol>", ["1. ก", "ต่อ", "2. ข"]),
        ("<ol><li>๑. มีเลขแล้ว<li></li><li>ข</ol>", ["๑. มีเลขแล้ว", "3. ข"]),
        ("<li>ไม่มีรายการครอบ</li>", ["- ไม่มีรายการครอบ"]),
        ("<ol start=x><li value=99999999999>ก</ol>", ["1. ก"]),
    ],
)
def test_items_carry_the_number_or_mark_that_a_reader_sees(page: str, seen: list[str]) -> None:
    assert words(page) == seen


def test_rows_carry_their_place_and_tables_are_parted_by_a_gap() -> None:
    page = table(HEAD, "<td>๑<td>กองคลัง<td>เสร็จ") + table("<td>ก<td>ข")

    blocks = read(page)

    assert blocks == [
        Row(("มาตรการ", "ผู้รับผิดชอบ", "ผลการดำเนินการ"), 1, where="ตารางที่ ๑ แถวที่ ๑"),
        Row(("๑", "กองคลัง", "เสร็จ"), 2, where="ตารางที่ ๑ แถวที่ ๒"),
        Gap(),
        Row(("ก", "ข"), 3, where="ตารางที่ ๒ แถวที่ ๑"),
    ]


def test_a_caption_stands_before_its_table_the_head_above_and_the_foot_below() -> None:
    body = "<tfoot><tr><td>รวม<td>๒</tfoot><tbody><tr><td>ก<td>๑</tbody><thead><tr><th>ชื่อ<th>จำนวน</thead>"

    blocks = read(f"<table><caption>ตาราง<br>ก</caption>{body}</table>")

    assert blocks[0] == Text("ตาราง\nก", 1)
    assert [block.cells for block in blocks[1:] if isinstance(block, Row)] == [
        ("ชื่อ", "จำนวน"),
        ("ก", "๑"),
        ("รวม", "๒"),
    ]


def test_merged_cells_keep_their_columns() -> None:
    page = table(
        "<th>มาตรการ<th colspan=2>ผู้รับผิดชอบ<th>ผล",
        "<td rowspan=2>๑. ก<td>กองคลัง<td>งานพัสดุ<td>เสร็จ",
        "<td colspan=2>กองช่าง<td>ค้าง",
        "<td rowspan=0>๒. ข<td rowspan=2 colspan=2>สำนักปลัด<td>เสร็จ",
        "<td>ทวน",
    )

    read_rows = [block for block in read(page) if isinstance(block, Row)]

    assert [(row.cells, row.merged) for row in read_rows] == [
        (("มาตรการ", "ผู้รับผิดชอบ", "", "ผล"), frozenset()),
        (("๑. ก", "กองคลัง", "งานพัสดุ", "เสร็จ"), frozenset()),
        (("", "กองช่าง", "", "ค้าง"), frozenset({0})),
        (("๒. ข", "สำนักปลัด", "", "เสร็จ"), frozenset()),
        (("", "", "", "ทวน"), frozenset({0, 1, 2})),
    ]


def test_a_row_is_as_wide_as_its_table_and_one_cell_over_the_whole_width_is_a_text() -> None:
    page = table("<td colspan=100>ประเด็นที่ ๑", "<td>ก<td>ข<td>ค", "<td>ง", "<td><td>&nbsp;", "<td>จ<td>ฉ")

    blocks = read(page)

    assert blocks == [
        Text("ประเด็นที่ ๑", 1, "ตารางที่ ๑ แถวที่ ๑"),
        Row(("ก", "ข", "ค"), 2, where="ตารางที่ ๑ แถวที่ ๒"),
        Row(("ง", "", ""), 3, where="ตารางที่ ๑ แถวที่ ๓"),
        Gap(),
        Row(("จ", "ฉ", ""), 4, where="ตารางที่ ๑ แถวที่ ๕"),
    ]


def test_the_paragraphs_and_items_of_a_cell_are_lines() -> None:
    page = table("<td>๑<td>นำ<ol><li>ก<li><p>ข</p></ol>ท้าย<br>สุด<pre>  ค\n ง</pre>")

    assert rows(page) == [("๑", "นำ\n1. ก\n2. ข\nท้าย\nสุด\nค\nง")]


def test_a_table_in_a_cell_becomes_lines_of_it_unless_the_outer_one_is_for_layout() -> None:
    inner = "<table><caption>ย่อย</caption><tr><td>ก<td>ข<tr><td>ค</table>"
    report = table(HEAD, "<td>๑<td>กองคลัง<td>เสร็จ")

    in_cell = read(table(HEAD, f"<td>๑<td>กองคลัง<td>ผล{inner}ท้าย"))
    in_layout = read(table(f"<td>เมนู<td><p>นำ</p>{report}"))
    in_frame = read(table(f"<td>บน<br>สุด{table(f'<th>{report}')}", "<td>ล่าง"))

    assert in_cell[-1] == Row(("๑", "กองคลัง", "ผล\nย่อย\nก ข\nค\nท้าย"), 2, where="ตารางที่ ๑ แถวที่ ๒")
    assert [block.words for block in in_layout[:2] if isinstance(block, Text)] == ["เมนู", "นำ"]
    assert in_layout[-1] == Row(("๑", "กองคลัง", "เสร็จ"), 4, where="ตารางที่ ๑ แถวที่ ๒")
    assert in_frame[0] == Text("บน\nสุด", 1)
    assert in_frame[-2] == Row(("๑", "กองคลัง", "เสร็จ"), 3, where="ตารางที่ ๑ แถวที่ ๒")
    assert in_frame[-1] == Text("ล่าง", 4)


def test_what_nobody_sees_is_left_out_and_what_is_hidden_comes_at_the_end() -> None:
    page = (
        "<head><title>ก</title><style>p{color:red}</style></head><body style='display:none'>"
        "<script>if(1<2)</script><p hidden>ลับ ๑</p><p>เห็น<span style='DISPLAY : none'>ลับ ๒</span>ต่อ</p>"
        "<noscript>ข</noscript><template>ค</template><select><option>ง</select><textarea>จ</textarea>"
        "<button>ฉ</button>" + table("<td>ช<td hidden>ลับ ๓<td>ซ", "<td>ฌ<td>ญ") + "<!-- ฎ -->"
    )

    blocks = read(page)

    assert blocks == [
        Text("เห็นต่อ", 1),
        Row(("ช", "ซ"), 2, where="ตารางที่ ๑ แถวที่ ๑"),
        Row(("ฌ", "ญ"), 3, where="ตารางที่ ๑ แถวที่ ๒"),
        Text("ข้อความที่ซ่อนไว้: ลับ ๑\nลับ ๒\nลับ ๓", 4),
    ]


def test_a_page_saved_by_word_reads_as_printed() -> None:
    gap = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span>"
    page = (
        "<!--[if gte mso 9]><xml><w:View>Print</w:View></xml><![endif]-->"
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=TH>"
        f"<span style='mso-list:Ignore'>๑.{gap}</span></span><![endif]>จัดทำ\n  คู่มือ<o:p></o:p></p>"
        f"<p class=MsoListParagraph><span style='font-family:Symbol'>·{gap}</span>ประชุม</p>"
        f"<p class=MsoListParagraph style='mso-list:l1'><span style='mso-list:Ignore'>o{gap}</span>สรุป</p>"
        "<p class=MsoNormal><o:p>&nbsp;</o:p></p><br clear=all style='page-break-before:always'><p>หน้าถัดไป"
    )

    blocks = read(page)

    assert blocks == [
        Text("๑. จัดทำ คู่มือ", 1),
        Text("• ประชุม", 2),
        Text("• สรุป", 3),
        PageBreak(),
        Text("หน้าถัดไป", 4),
    ]


def test_a_page_saved_by_excel_reads_as_its_sheet() -> None:
    page = (
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table x:str><col width=64>"
        "<tr height=20><td colspan=3 style='mso-ignore:colspan'>รายงานผล</td></tr>"
        "<tr><td>มาตรการ</td><td>คะแนน</td><td>ระยะเวลา</td></tr>"
        "<tr><td style='mso-number-format:\"\\@\"'>๑. ก<br>\n  ข<span style='mso-spacerun:yes'>&nbsp; </span></td>"
        "<td x:num='49.74'>######</td><td x:str='ต.ค. ๒๕๖๗ '></td></tr>"
        "<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=64></td></tr><![endif]></table>"
    )

    blocks = read(page)

    assert blocks == [
        Text("รายงานผล", 1, "ตารางที่ ๑ แถวที่ ๑"),
        Row(("มาตรการ", "คะแนน", "ระยะเวลา"), 2, where="ตารางที่ ๑ แถวที่ ๒"),
        Row(("๑. ก\nข", "49.74", "ต.ค. ๒๕๖๗"), 3, where="ตารางที่ ๑ แถวที่ ๓"),
    ]


def test_a_page_exported_by_google_docs_keeps_the_numbers_of_its_style_sheet() -> None:
    sheet = (
        '.lst-kix_a-0 > li:before{content:"" counter(lst-ctn-kix_a-0,decimal) ") "}'
        '.lst-kix_a-1>li:before{content:counter(lst-ctn-kix_a-0,thai) "." counter(lst-ctn-kix_a-1,lower-latin)}'
        '.lst-kix_b-0>li:before{content:"\\0025cf  "}.lst-kix_c-0>li:before{content:""}'
    )
    lists = (
        "<ol class='c1 lst-kix_a-0 start' start='1'><li class='c2'><span>ก</span></li></ol>"
        "<ol class='lst-kix_a-1 start' start='1'><li>ข</li></ol><ol class='lst-kix_a-0' start='2'><li>ค</li></ol>"
        "<ul class='lst-kix_b-0'><li>ง</li></ul><ul class='lst-kix_c-0'><li>จ</li></ul>"
    )

    assert words(f"<head><style>{sheet}</style></head><body>{lists}") == ["1) ก", "๑.a ข", "2) ค", "- ง", "จ"]


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("windows-874", "utf-8"),
        ("utf-8", "utf-16"),
        ("TIS-620", "cp874"),
        ("windows-874", "cp874"),
        ("iso-8859-11", "cp874"),
        ("iso-8859-1", "cp874"),
        ("utf-8", "cp874"),
    ],
)
def test_letters_are_read_by_their_bytes_whatever_the_page_says(charset: str, encoding: str) -> None:
    page = f"<meta http-equiv=Content-Type content='text/html; charset={charset}'><p>จริยธรรมของเจ้าหน้าที่"

    assert words(page.encode(encoding)) == ["จริยธรรมของเจ้าหน้าที่"]


def test_what_the_page_says_decides_where_the_bytes_leave_doubt() -> None:
    thai = "<meta charset='tis-620'><p>ก" + "“”" * 40
    western = "<meta charset=windows-1252><p>&#3585;&#x0E02; “ITA”"

    assert words(thai.encode("cp874")) == ["ก" + "“”" * 40]
    assert words(western.encode("cp1252")) == ["กข “ITA”"]
    with pytest.raises(WrongEncoding):
        read(western.replace("windows-1252", "x-mac").encode("cp1252"))
    with pytest.raises(WrongEncoding):
        read(b"<meta charset=tis-620><p>\xff\xfe\xfd")
    with pytest.raises(NotText):
        read("<p>ก\x00ข")
    with pytest.raises(DamagedText):
        read(b"<p>" + "จริยธรรม".encode() * 9 + b"\xe0\xb8")


def hostile_pages() -> Iterator[tuple[str, str]]:
    far = 10**9
    yield (
        "a cell over a thousand million columns",
        table(f"<td colspan={far}>ก<td>ข", f"<td rowspan={far}>ค<td>ง", "<td>จ"),
    )
    yield "tags nested thousands deep", "<div>" * 20_000 + "ก" + "</div>" * 20_000
    yield "tables nested thousands deep", "<table><tr><td>ก" * 2_000
    yield "a thousand cells that all reach down", "<table>" + "<tr><td rowspan=9999>ก" * 300
    yield "a thousand columns", table("<td>ก" * 1000)
    yield "stray ends", "</td></table></p>ก</ol></li></div></select>ข"
    yield "parts of tables without a table", "<td>ก<tr>ข<caption>ค<tbody>ง"


@pytest.mark.parametrize(("page"), [pytest.param(page, id=name) for name, page in hostile_pages()])
def test_no_word_of_a_monstrous_page_is_lost(page: str) -> None:
    said = "".join(
        block.words if isinstance(block, Text) else "".join(block.cells)
        for block in read(page)
        if isinstance(block, Text | Row)
    )

    assert sorted(said.replace("\n", "")) == sorted(letter for letter in page if letter >= "ก")


def test_what_is_left_open_in_a_cell_ends_with_it() -> None:
    page = table("<td>๑<td>นำ<ol><li>ก<li><p>ข<span hidden>ค", "<td>๒<td>ง<div><b>จ")

    assert rows(page) == [("๑", "นำ\n1. ก\n2. ข"), ("๒", "ง\nจ")]
    assert words(page) == ["ข้อความที่ซ่อนไว้: ค"]


def test_a_select_that_is_not_closed_does_not_swallow_the_table_after_it() -> None:
    assert rows("<select><option>ก" + table("<td>ข<td>ค")) == [("ข", "ค")]


@pytest.mark.parametrize(
    ("page", "limit", "refusal"),
    [
        ("<p>" * 2_001, "_MOST_ELEMENTS", DocumentDamaged),
        ("&nbsp;" * 2_001, "_MOST_TEXTS", DocumentDamaged),
        ("<table>" + "<tr>" * 2_001, "_MOST_ROWS", TooManyRows),
    ],
)
def test_a_page_beyond_all_reports_is_refused(
    page: str, limit: str, refusal: type[IntakeError], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_elements, limit, 2_000)

    with pytest.raises(refusal):
        read(page)


def test_endless_words_and_tags_and_frames_around_other_files_are_refused() -> None:
    with pytest.raises(DocumentTooLarge):
        read("<p>" + "ก" * 5_000_001)
    with pytest.raises(DocumentDamaged):
        read("<p " + "a=1 " * 300_000 + ">ก")
    with pytest.raises(LinksOutside):
        read("<html><frameset><frame src='sheet001.htm'></frameset></html>")
    assert words("<img src='data:image/png;base64," + "QUJD" * 300_000 + "'>ก") == ["ก"]


def test_damaged_pages_give_blocks_or_a_refusal_and_never_anything_else() -> None:
    chance = random.Random(2568)  # noqa: S311 - the same damage in every run
    whole = (
        table(HEAD, "<td rowspan=2>๑<td>กอง<ol reversed><li>ก</ol>") + "<p hidden>ล<select><li>"
    ).encode()

    for _ in range(300):
        page = bytearray(whole[: chance.randrange(1, len(whole))] if chance.random() < 0.5 else whole)
        for _ in range(chance.randrange(6)):
            page[chance.randrange(len(page))] = chance.choice(b"<>/\"'=& \x80\xe0abcltro0")
        with suppress(IntakeError):
            lines = [block.line for block in read(bytes(page)) if isinstance(block, Text | Row)]
            assert lines == list(range(1, len(lines) + 1))


class TooLong(Exception):
    pass


def test_the_watch_is_told_of_the_progress_and_may_end_the_reading() -> None:
    page = ("<p>ก</p>" * 20_000).encode()
    told: list[tuple[int, int]] = []

    def watch(done: int, total: int) -> None:
        told.append((done, total))
        if done > total // 2:
            raise TooLong

    with pytest.raises(TooLong):
        list(web_blocks(page, "รายงาน.html", watch))
    assert told == sorted(told)
    assert {total for _, total in told} == {len(page)}


@pytest.mark.skipif(not SEEDS.exists(), reason="the real reports are not beside this repository")
@pytest.mark.parametrize("seed", ["thamsing-2566.txt", "talubo-2567.txt", "nayai-2568.txt"])
def test_the_rows_of_a_real_report_come_in_as_from_its_text(seed: str) -> None:
    # The reader of plain text numbers every list; a page may say that its list shows no numbers.
    text = (SEEDS / seed).read_text(encoding="utf-8").replace('style="list-style-type: none"', "")
    lines = [line.split("\t") for line in text.split("\n") if line.count("\t") >= 4]

    read_rows = rows(table(*("<td>" + "<td>".join(cells) for cells in lines)))

    width = max(map(len, lines))
    expected = [tuple(map(plain_text, cells)) + ("",) * (width - len(cells)) for cells in lines]
    assert len(lines) > 4
    assert read_rows == expected
