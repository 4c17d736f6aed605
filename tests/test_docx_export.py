import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import docx
import pytest
import zxingcpp
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from exports import docx as word
from exports import word_body
from exports.fixed_zip import unpacked
from exports.paper import UPRIGHT
from exports.refusals import LinkTooLongForCode, TextUnprintable
from exports.word_blank import text_width
from exports.word_proof import DocumentDiffersError
from exports.word_table import paragraph, shared_out
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.intake.documents import read_document
from ita_tui.reports.page import (
    Align,
    FormLine,
    Head,
    Heading,
    Page,
    PageEnd,
    Paragraph,
    Part,
    Properties,
    QrCode,
    Row,
    Signatory,
    Signature,
    Table,
    Title,
    signature_lines,
)
from ita_tui.saving import TargetExists, TargetOpen
from tests.long_series import length

Element: TypeAlias = BaseOxmlElement

LINK = "https://itas.example.go.th/go/eit?tokenId=2759482"
HEADS = (
    Head("มาตรการ", 22),
    Head("วิธีการดำเนินการ", 29),
    Head("ผู้รับผิดชอบ", 15),
    Head("ระยะเวลา", 11, Align.CENTER),
    Head("ผลการดำเนินการ", 27),
)
STEPS = "1. จัดประชุมชี้แจงเจ้าหน้าที่ทุกส่วนราชการ\n2. ปรับปรุงคู่มือการให้บริการ พร้อมแบบฟอร์ม\n3. เผยแพร่ทางเว็บไซต์ของหน่วยงาน"
PROPERTIES = Properties(
    "ผลการขับเคลื่อนมาตรการส่งเสริมคุณธรรมและความโปร่งใส", "องค์การบริหารส่วนตำบลทุ่งตัวอย่าง", 2566, "progress"
)
SIGNATURES = tuple(
    signature_lines(Signatory(name, "กรรมการ")) for name in ("นายสมมุติ หนึ่ง", "นางสมมุติ สอง", "นายสมมุติ สาม")
)


def row(number: int, *texts: str) -> Row:
    return Row(texts, f"มาตรการ {number}")


def measure(number: int) -> Row:
    result = f"ดำเนินการแล้วเสร็จ {number} ครั้ง"
    return row(
        number,
        f"{number}. ยกระดับการให้บริการที่ {number}",
        STEPS,
        "สำนักปลัด\nกองคลัง",
        "ต.ค. 2565 – ก.ย. 2566",
        result,
    )


MEMO: tuple[Part, ...] = (
    Title(("บันทึกข้อความ",), of_form=True),
    FormLine((("ส่วนราชการ", "สำนักปลัด งานนโยบายและแผน"),)),
    FormLine((("ที่", "สท 71001/123"), ("วันที่", "16 มกราคม 2569"))),
    FormLine((("เรียน", "นายกองค์การบริหารส่วนตำบลทุ่งตัวอย่าง"),), plain=True),
    Signature((), SIGNATURES[:1]),
)
PARTS: tuple[Part, ...] = (
    Title(("ผลการขับเคลื่อนมาตรการ", "องค์การบริหารส่วนตำบลทุ่งตัวอย่าง ประจำปีงบประมาณ พ.ศ. 2566")),
    Table(HEADS, tuple(measure(number) for number in range(1, 4))),
    Heading("ช่องทางตอบแบบวัด EIT"),
    Paragraph(f"ผู้รับบริการตอบแบบวัด EIT ได้ที่ {LINK} ทุกวัน", LINK),
    QrCode(LINK, "สแกนเพื่อตอบแบบวัด"),
    Table(
        (Head("ประเด็น", 1), Head("การวิเคราะห์", 3)), (row(1, "ก", "ข"), Row(("", "ค"), "ก", frozenset({0})))
    ),
    Signature(("คณะกรรมการขับเคลื่อน", "องค์การบริหารส่วนตำบลทุ่งตัวอย่าง"), SIGNATURES),
)
WHOLE = Page(PARTS, PROPERTIES, thai_numerals=True, code="7K2M-Q9")
WITH_MEMO = replace(WHOLE, memo=MEMO)


def page_of(*parts: Part) -> Page:
    return Page(parts, PROPERTIES, thai_numerals=True)


def with_cell(text: str) -> Page:
    return page_of(Table(HEADS, (row(4, text, "", "", "", ""),), "มาตรการ"))


def cm(length: docx.shared.Length | None) -> float:
    assert length is not None
    return float(length.cm)


def read(page: Page) -> Document:
    return docx.Document(io.BytesIO(word.document_bytes(page)))


def found(element: Element, name: str) -> list[Element]:
    return list(element.iter(qn(f"w:{name}")))


def value(element: Element | None, name: str = "val") -> str | None:
    return None if element is None else element.get(qn(f"w:{name}"))


def rows_of(document: Document) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for table in document.tables for line in table.rows]


def paragraphs_of(document: Document) -> Iterator[Element]:
    """Everywhere: in the body, in cells, at the foot of the page."""
    yield from found(document.element.body, "p")
    yield from (paragraph._p for paragraph in document.sections[0].footer.paragraphs)


def property_of(document: Document, styles: list[str | None], name: str) -> dict[str, str]:
    """The attributes of a run's property as its styles give it, from the first that has it to the defaults."""
    by_key = {value(style, "styleId"): style for style in found(document.styles.element, "style")}
    for start in styles:
        key = start
        while key is not None:
            style = by_key[key]
            for own in style.iterchildren(qn("w:rPr")):
                for each in own.iterchildren(qn(f"w:{name}")):
                    return {"set": "1", **{k.split("}")[1]: v for k, v in each.attrib.items()}}
            key = value(style.find(qn("w:basedOn")))
    (defaults,) = found(document.styles.element, "rPrDefault")
    each = next(iter(found(defaults, name)), None)
    return {} if each is None else {"set": "1", **{k.split("}")[1]: v for k, v in each.attrib.items()}}


# --- the texts ---------------------------------------------------------------------------------------------------


def test_every_text_of_a_page_is_found_again_in_its_order(tmp_path: Path) -> None:
    target = tmp_path / "รายงาน.docx"

    assert word.save(WITH_MEMO, target, overwrite=False) == target

    document = docx.Document(str(target))
    every = "\n".join("".join(t.text or "" for t in found(p, "t")) for p in paragraphs_of(document))
    at = 0
    for part in WITH_MEMO.all_parts:
        shown = [text for _, text in part.texts() if text and not isinstance(part, QrCode)]
        for line in (line for text in shown for line in text.split("\n") if line != LINK):
            assert line in every
        if shown and not isinstance(part, Signature):
            at = every.index(shown[0].split("\n")[0], at)
    assert [found_row[:5] for found_row in rows_of(document)[1:5]] == [
        [head.text for head in HEADS],
        *[list(measure(number).cells) for number in range(1, 4)],
    ]


NASTY = (
    "=1+1", "#N/A", "_x0041_", "  ขึ้นต้นและลงท้ายด้วยช่องว่าง  ", "   ", "\t", "ก\tข", "บรรทัดหนึ่ง\n\nบรรทัดสาม\n", "\n", "",
    "<w:p>&amp;</w:p>", "]]>", "&#x0;", '"คำพูด" \'คำ\'', "น้ำ ที่ ก็ เป็นต้น ฯลฯ ๆ", "ก\u0e48\u0e49", "😀 👨‍👩‍👧", "汉字",
    "\u200bคำ\u200bต่อ", "\ufeff", "\u2028", "\u202eกลับ", "\u00a0", "\u00ad", "\x7f", "\x85", "- ข้อย่อย", "1.", "{agency}", "%1",
    "\\", "PAGE \\* MERGEFORMAT", 'HYPERLINK "javascript:alert(1)"', "ก" * 40_000, "\U0010fffd", "\ufffd", "{{ x }}", "$1",
    "mailto:a@example.go.th", "-", "\u0e33",
)  # fmt: skip


def test_nasty_texts_stay_the_texts_they_are_wherever_they_stand() -> None:
    one_line = tuple(text for text in NASTY if "\n" not in text)
    page = page_of(
        Title(NASTY),
        *(Heading(text) for text in NASTY),
        *(Paragraph(text, text) for text in NASTY),
        *(FormLine(((text, text), ("ที่", text))) for text in one_line),
        Table((Head("\n".join(NASTY), 1), Head("ข", 1)), tuple(row(4, text, text) for text in NASTY)),
        Signature(NASTY, (NASTY, NASTY, NASTY)),
    )

    document = read(page)

    lines = [line for text in NASTY for line in text.split("\n")]
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[: 3 * len(lines)] == lines * 3
    assert texts[3 * len(lines) :][: len(one_line)] == [f"{text} {text} \tที่ {text} \t" for text in one_line]
    heads, *rows = ([cell.text for cell in line.cells] for line in document.tables[0].rows)
    assert heads == ["\n".join(NASTY), "ข"]
    assert rows == [[text, text] for text in NASTY]
    assert [cell.text for cell in document.tables[1].rows[0].cells] == ["\n".join(NASTY)] * 2


@pytest.mark.parametrize("wrong", ["\x00", "\x0b", "\x1b", "\r", "\ud800", "\ufffe", "\uffff"])
def test_a_character_that_no_document_holds_is_refused_with_its_measure_named(
    tmp_path: Path, wrong: str
) -> None:
    target = tmp_path / "รายงาน.docx"

    with pytest.raises(TextUnprintable, match="มาตรการ 4"):
        word.save(with_cell(f"ก่อน{wrong}หลัง"), target, overwrite=False)

    assert list(tmp_path.iterdir()) == []


def test_a_text_longer_than_a_cell_of_a_workbook_stays_whole() -> None:
    text = "ยาว" * 20_000

    assert rows_of(read(with_cell(text)))[1][0] == text


# --- the table ---------------------------------------------------------------------------------------------------


def test_a_short_row_stays_whole_and_a_long_one_may_be_parted() -> None:
    long = "\n".join(f"บรรทัด {n}" for n in range(7))

    (table,) = read(page_of(Table(HEADS, (measure(1), row(2, "ก", long, "", "", ""))))).tables

    _, short, tall = (line._tr for line in table.rows)
    assert found(short, "cantSplit")
    assert not found(tall, "cantSplit")


def test_dots_run_from_the_fields_of_a_memo_to_the_margin_but_not_from_whom_it_is_for() -> None:
    document = read(WITH_MEMO)

    lines = {p.text.split()[0]: p for p in document.paragraphs if p._p.style == "FormLine"}
    assert {label: p.text.endswith("\t") for label, p in lines.items()} == {
        "ส่วนราชการ": True,
        "ที่": True,
        "เรียน": False,
    }
    styles = [value(style) for style in found(lines["เรียน"]._p, "rStyle")]
    assert styles == []


def test_the_name_of_a_form_is_larger_than_the_title_of_a_report() -> None:
    document = read(WITH_MEMO)

    sizes = [property_of(document, [p._p.style], "szCs").get("val") for p in document.paragraphs[:1]]
    assert sizes == ["58"]
    assert property_of(document, ["Title"], "szCs")["val"] == "36"


def test_one_who_signs_alone_for_no_committee_stands_on_the_right() -> None:
    (alone,) = read(page_of(Paragraph("ก"), Signature((), SIGNATURES[:1]))).tables
    (of_committee,) = read(page_of(Paragraph("ก"), Signature(("คณะกรรมการ",), SIGNATURES[:1]))).tables

    assert value(found(alone._tbl, "gridBefore")[0]) == "1"
    assert not found(of_committee._tbl, "gridBefore")


def test_a_code_stays_with_the_words_that_lead_up_to_it() -> None:
    document = read(
        page_of(Paragraph("ก"), Heading("EIT"), Paragraph("ข"), Paragraph(LINK, LINK), QrCode(LINK, "สแกน"))
    )

    kept = {p.text for p in document.paragraphs if found(p._p, "keepNext")}
    assert kept == {"ข", LINK}
    assert [p._p.style for p in document.paragraphs if p.text == LINK] == ["LinkLine"]


def test_heads_are_repeated_and_signatures_stay_whole() -> None:
    report, _, signature = read(WHOLE).tables

    heads, *rows = (line._tr for line in report.rows)
    assert found(heads, "tblHeader")
    assert found(heads, "cantSplit")
    assert not any(found(line, "tblHeader") for line in rows)
    assert all(found(line._tr, "cantSplit") for line in signature.rows)


def test_every_cell_has_the_width_of_its_column_and_the_table_that_of_the_page() -> None:
    document = read(WHOLE)
    section = document.sections[0]
    assert None not in {section.page_width, section.left_margin, section.right_margin}
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)

    for table in document.tables:
        columns = [int(value(column, "w") or 0) for column in found(table._tbl, "gridCol")]
        assert sum(columns) * 635 == room
        assert value(found(table._tbl, "tblLayout")[0], "type") == "fixed"
        for line in table._tbl.tr_lst:
            spans = [int(value(next(iter(found(cell, "gridSpan")), None)) or 1) for cell in line.tc_lst]
            widths = [int(value(found(cell, "tcW")[0], "w") or 0) for cell in line.tc_lst]
            starts = [sum(spans[:at]) for at in range(len(spans))]
            assert widths == [sum(columns[at : at + span]) for at, span in zip(starts, spans, strict=True)]


def test_columns_share_the_width_by_their_weights_and_are_aligned_as_their_heads_say() -> None:
    table = read(WHOLE).tables[0]

    widths = [int(value(column, "w") or 0) for column in found(table._tbl, "gridCol")]
    assert [round(width * 104 / sum(widths)) for width in widths] == [head.weight for head in HEADS]
    aligned = [value(next(iter(found(cell._tc, "jc")), None)) for cell in table.rows[1].cells]
    assert aligned == [None, None, None, "center", None]


def test_no_line_is_drawn_above_a_cell_that_goes_on() -> None:
    table = read(WHOLE).tables[1]

    def without_line(at: int, column: int) -> list[str]:
        borders = found(table.rows[at].cells[column]._tc, "tcBorders")
        return [side.tag.split("}")[1] for border in borders for side in border if value(side) == "nil"]

    assert without_line(1, 0) == ["bottom"]
    assert without_line(2, 0) == ["top"]
    assert without_line(1, 1) == without_line(2, 1) == without_line(0, 0) == []


def test_a_table_without_rows_still_has_its_heads() -> None:
    assert rows_of(read(page_of(Table(HEADS, ())))) == [[head.text for head in HEADS]]


def test_two_tables_stay_two_and_no_document_ends_with_one() -> None:
    table = Table(HEADS, (measure(1),))

    body = read(page_of(table, table, PageEnd(), table)).element.body

    kinds = [each.tag.split("}")[1] for each in body]
    assert kinds == ["tbl", "p", "tbl", "p", "tbl", "p", "sectPr"]
    assert [bool(found(each, "pageBreakBefore")) for each in body] == [
        False,
        False,
        False,
        True,
        False,
        False,
        False,
    ]


# --- the page ----------------------------------------------------------------------------------------------------


def test_the_paper_is_a4_on_its_side_with_the_margins_of_a_report() -> None:
    section = read(WHOLE).sections[0]

    sides = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(side.cm, 1) for side in sides if side] == [3.0, 2.0, 2.5, 2.0]
    assert (
        round((section.page_width or docx.shared.Mm(0)).mm),
        round((section.page_height or docx.shared.Mm(0)).mm),
    ) == (297, 210)
    assert value(found(section._sectPr, "pgSz")[0], "orient") == "landscape"


def test_every_run_is_set_for_thai_as_for_latin_letters() -> None:
    document = read(WHOLE)

    runs = 0
    for place in paragraphs_of(document):
        for run in found(place, "r"):
            runs += 1
            assert not [p for p in found(run, "rPr") if [c for c in p if c.tag != qn("w:rStyle")]]
            own = value(next(iter(found(run, "rStyle")), None))
            styles = [own, value(found(place, "pStyle")[0])]
            fonts = property_of(document, styles, "rFonts")
            assert fonts["ascii"] == fonts["hAnsi"] == fonts["cs"] == "TH Sarabun New"
            assert property_of(document, styles, "sz") == property_of(document, styles, "szCs") != {}
            assert property_of(document, styles, "b") == property_of(document, styles, "bCs")
            assert property_of(document, styles, "lang")["bidi"] == "th-TH"
    assert runs > 50


def test_running_text_is_spread_as_thai_offices_do_and_body_text_is_sixteen_points() -> None:
    document = read(WHOLE)
    body = next(
        style for style in found(document.styles.element, "style") if value(style, "styleId") == "BodyText"
    )

    (paragraph,) = [p for p in document.paragraphs if p.text.startswith("ผู้รับบริการ")]
    assert value(found(paragraph._p, "pStyle")[0]) == "BodyText"
    assert value(found(body, "jc")[0]) == "thaiDistribute"
    assert property_of(document, ["BodyText"], "szCs")["val"] == "32"


@pytest.mark.parametrize(("thai", "switch"), [(True, "THAIARABIC"), (False, "Arabic")])
def test_word_numbers_the_pages_in_the_numerals_of_the_report(thai: bool, switch: str) -> None:  # noqa: FBT001
    document = read(replace(WHOLE, thai_numerals=thai))

    (footer,) = document.sections[0].footer.paragraphs
    fields = [(each.text or "").strip() for each in found(footer._p, "instrText")]
    assert fields == [f"PAGE \\* {switch}", f"NUMPAGES \\* {switch}"]
    numbers = found(document.element.body, "pgNumType")
    assert [value(each, "fmt") for each in numbers] == ["thaiNumbers"] * thai
    one = "๑" if thai else "1"
    assert footer.text == f"รหัสตรวจสอบ 7K2M-Q9\tหน้า {one} จาก {one}"


def test_a_page_without_a_code_has_its_number_alone_at_its_foot() -> None:
    (footer,) = read(replace(WHOLE, code="")).sections[0].footer.paragraphs

    assert footer.text == "หน้า ๑ จาก ๑"


def test_what_follows_the_end_of_a_page_begins_a_page() -> None:
    document = read(page_of(Paragraph("ก"), PageEnd(), Title(("ข", "ค"))))

    assert [p.text for p in document.paragraphs if found(p._p, "pageBreakBefore")] == ["ข"]


def test_a_memo_stands_upright_in_a_section_of_its_own() -> None:
    document = read(WITH_MEMO)

    memo, report = document.sections
    sizes = [(round(cm(each.page_width)), round(cm(each.page_height))) for each in (memo, report)]
    assert sizes == [(21, 30), (30, 21)]
    sides = (memo.left_margin, memo.right_margin, memo.top_margin, memo.bottom_margin)
    assert [round(cm(side), 1) for side in sides] == [3.0, 2.0, 2.5, 2.0]
    texts = [p.text for p in memo.iter_inner_content() if isinstance(p, WordParagraph)]
    assert texts[0] == "บันทึกข้อความ"
    assert not found(document.element.body, "pageBreakBefore")


def test_the_pages_of_a_memo_are_none_of_the_reports() -> None:
    memo, report = read(WITH_MEMO).sections

    start = [value(each, "start") for each in found(report._sectPr, "pgNumType")]
    counted = [(each.text or "").split()[0] for each in found(report.footer._element, "instrText")]
    assert (start, counted) == (["1"], ["PAGE", "SECTIONPAGES", "PAGEREF"])
    assert memo.footer.is_linked_to_previous  # there is none before it: the memo has no foot
    assert memo.different_first_page_header_footer
    assert memo.header.paragraphs[0].text == "- ๑ -"
    assert report.header.paragraphs[0].text == ""


def test_the_last_page_is_found_by_a_mark_at_the_end_of_the_report() -> None:
    for parts in (PARTS, PARTS[:2], ()):
        body = read(replace(WITH_MEMO, parts=parts)).element.body
        (mark,) = found(body, "bookmarkStart")
        after = [one.tag.split("}")[1] for one in mark.getparent().itersiblings()]
        assert after == ["sectPr"]
        assert not found(mark.getparent(), "sectPr")


def test_the_width_of_a_memo_is_that_of_upright_paper() -> None:
    (form, *_more) = [p for p in read(WITH_MEMO).paragraphs if p._p.style == "FormLine"]
    signed = read(WITH_MEMO).tables[0]

    assert [value(tab, "pos") for tab in found(form._p, "tab")[:1]] == [str(text_width(UPRIGHT))]
    assert sum(int(value(one, "w") or 0) for one in found(signed._tbl, "gridCol")) == text_width(UPRIGHT)


def test_a_memo_is_not_read_as_the_report(tmp_path: Path) -> None:
    alone, behind_memo = (
        read_document(word.save(page, tmp_path / f"{name}.docx", overwrite=False), FiscalYear(2566))
        for name, page in (("alone", WHOLE), ("behind", WITH_MEMO))
    )

    assert alone.measures
    assert replace(behind_memo, doubts=(), left_out=(), tables=()) == replace(
        alone, doubts=(), left_out=(), tables=()
    )
    assert [doubt.kind for doubt in behind_memo.doubts] == [doubt.kind for doubt in alone.doubts]
    assert set(alone.left_out) <= set(behind_memo.left_out)


@pytest.mark.parametrize(
    "before", [Table(HEADS, (measure(1), measure(2))), Paragraph("ข้อความก่อนลงนาม"), QrCode(LINK, "สแกน")]
)
def test_the_signature_stays_together_with_the_end_of_what_is_signed(before: Part) -> None:
    document = read(page_of(Paragraph("ความนำ"), before, Signature(("คณะกรรมการ",), SIGNATURES[:2])))
    styles = {value(style, "styleId"): style for style in found(document.styles.element, "style")}
    assert found(styles["Signature"], "keepNext")
    assert found(styles["Signature"], "keepLines")

    body = list(document.element.body)
    at = next(
        n for n, each in enumerate(body) if "คณะกรรมการ" in "".join(t.text or "" for t in found(each, "t"))
    )
    last = found(body[at - 1], "tr")[-1] if isinstance(before, Table) else body[at - 1]
    assert all(
        found(paragraph, "keepNext") for paragraph in ([last] if last.tag == qn("w:p") else found(last, "p"))
    )
    if isinstance(before, Table):
        assert not found(found(body[at - 1], "tr")[-2], "keepNext")
    named = [
        value(found(p, "pStyle")[0])
        for each in body[at:-2]
        for p in ([each] if each.tag == qn("w:p") else found(each, "p"))
    ]
    assert set(named) == {"Signature", "SignatureFirst"}


def test_a_signature_without_a_committee_stays_with_the_table_above_it() -> None:
    document = read(page_of(Table(HEADS, (measure(1),)), Signature((), SIGNATURES[:1])))

    between = list(document.element.body)[1]
    assert value(found(between, "pStyle")[0]) == "Between"
    assert found(between, "keepNext")


def test_signatories_stand_two_side_by_side_and_the_odd_one_in_the_middle() -> None:
    table = read(WHOLE).tables[-1]

    assert [len(line.tc_lst) for line in table._tbl.tr_lst] == [2, 1]
    assert table.rows[1].cells[0].text == "\n".join(SIGNATURES[2])


# --- links and codes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "link", [LINK, "http://example.go.th", "mailto:ita@example.go.th", "HTTPS://EXAMPLE.GO.TH/ก"]
)
def test_an_address_of_the_web_can_be_clicked(link: str) -> None:
    (paragraph,) = read(page_of(Paragraph(f"ที่ {link} และ {link}.", link))).paragraphs

    assert [each.address for each in paragraph.hyperlinks] == [link, link]
    assert paragraph.text == f"ที่ {link} และ {link}."


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///c:/x", "C:\\x", "ftp://x", "https://x y", "www.x.th", ""]
)
def test_no_other_address_can_be_clicked(link: str) -> None:
    document = read(page_of(Paragraph(f"ที่ {link} ครับ", link)))

    assert [paragraph.text for paragraph in document.paragraphs] == [f"ที่ {link} ครับ"]
    assert not found(document.element.body, "hyperlink")


def test_the_code_on_the_paper_opens_the_link() -> None:
    document = read(WHOLE)

    (blip,) = document.element.body.iter(qn("a:blip"))
    picture = Image.open(io.BytesIO(document.part.related_parts[blip.get(qn("r:embed"))].blob))
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [LINK]
    (drawn,) = document.element.body.iter(qn("wp:docPr"))
    assert drawn.get("descr") == LINK


def test_a_link_that_no_code_holds_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LinkTooLongForCode):
        word.save(page_of(QrCode("https://x.th/" + "a" * 3000, "")), tmp_path / "ก.docx", overwrite=False)

    assert list(tmp_path.iterdir()) == []


# --- the file ----------------------------------------------------------------------------------------------------


def test_the_same_page_makes_the_same_bytes() -> None:
    assert word.document_bytes(WHOLE) == word.document_bytes(WHOLE)


def test_the_file_names_no_person_and_no_moment() -> None:
    data = word.document_bytes(WHOLE)

    about = docx.Document(io.BytesIO(data)).core_properties
    assert (about.title, about.subject) == (PROPERTIES.title, PROPERTIES.agency)
    assert about.author == "ITA TUI"
    assert about.last_modified_by == ""
    assert about.created is None
    assert about.modified is None
    parts = unpacked(data)
    assert not re.search(rb"20\d\d-\d\d-\d\d", b"".join(parts.values()))


def test_a_name_longer_than_a_property_holds_is_no_hindrance() -> None:
    page = replace(WHOLE, properties=replace(PROPERTIES, title="ที่" * 200))

    assert read(page).core_properties.title == "ที่" * 85


def test_progress_counts_up_to_the_end() -> None:
    told: list[tuple[int, int]] = []

    word.document_bytes(WHOLE, lambda done, total: told.append((done, total)))

    assert [done for done, _ in told] == list(range(1, len(told) + 1))
    assert {total for _, total in told} == {len(told)}


@pytest.mark.parametrize("at", [1, 10, 30])
def test_what_is_cancelled_leaves_nothing_behind(tmp_path: Path, at: int) -> None:
    class Cancelled(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done == min(at, total):
            raise Cancelled

    with pytest.raises(Cancelled):
        word.save(WHOLE, tmp_path / "รายงาน.docx", overwrite=False, on_progress=stop)

    assert list(tmp_path.iterdir()) == []


def test_a_document_that_differs_from_its_page_is_not_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other_table(table: Table, _width: int, _step: object) -> Element:
        return paragraph(table.heads[0].text, "TableHead")

    monkeypatch.setattr(word_body, "report_table", other_table)

    with pytest.raises(DocumentDiffersError):
        word.save(WHOLE, tmp_path / "รายงาน.docx", overwrite=False)

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_or_open_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "รายงาน.docx"
    target.write_bytes(b"old")

    with pytest.raises(TargetExists):
        word.save(WHOLE, target, overwrite=False)
    (tmp_path / "~$ยงาน.docx").touch()
    with pytest.raises(TargetOpen):
        word.save(WHOLE, target, overwrite=True)

    assert target.read_bytes() == b"old"


# --- reading back ------------------------------------------------------------------------------------------------

WORDS = (
    "จัดทำ", "ปรับปรุง", "เว็บไซต์", "ข้อมูล", "น้ำประปา", "ที่ศาลา", "กองคลัง", "[ร่าง]", "=สรุป", "แล้วเสร็จ", "พ.ศ. 2566",
    "9.4", "E-Service", "<ไม่ใช่แท็ก>", "&", '"คำพูด"', "2 ครั้ง", "ฯลฯ", "มาตรการ",
)  # fmt: skip
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
lines = st.lists(phrases, max_size=3).map("\n".join)
numbered = st.lists(phrases, min_size=2, max_size=4).map(
    lambda items: "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1))
)
titles = st.builds("{}{}".format, st.sampled_from(("เปิดเผย", "ส่งเสริม", "ป้องกัน")), phrases)
measures = st.fixed_dictionaries(
    {
        "title": titles,
        "method": st.one_of(lines, numbered),
        "responsible": lines,
        "period": st.sampled_from(("ก.พ. – เม.ย. 2566", "ตลอดปีงบประมาณ", "")),
        "result": st.one_of(lines, numbered),
        "outcome": lines,
    }
)
LAYOUTS = (
    {
        "title": "มาตรการ", "method": "วิธีการดำเนินการ", "responsible": "ผู้รับผิดชอบ", "period": "ระยะเวลา",
        "result": "ผลการดำเนินการ",
    },
    {
        "title": "มาตรการ/กิจกรรม", "method": "ขั้นตอนหรือวิธีการปฏิบัติ", "responsible": "ผู้รับผิดชอบ",
        "period": "ระยะเวลาดำเนินการ", "result": "การดำเนินการ", "outcome": "ผลลัพธ์/ผลสำเร็จ",
    },
    {
        "number": "ลำดับ", "title": "มาตรการ/กิจกรรม", "method": "วิธีดำเนินการ", "period": "ระยะเวลาในการดำเนินการ",
        "responsible": "ผู้รับผิดชอบ", "result": "สรุปผลการดำเนินการตามมาตรการหรือกิจกรรม",
        "outcome": "ผลลัพธ์หรือความสำเร็จในการดำเนินการ",
    },
)  # fmt: skip


def page_in(layout: dict[str, str], written: list[dict[str, str]]) -> Page:
    def text(number: int, fields: dict[str, str], name: str) -> str:
        if name == "number":
            return str(number)
        return f"{number}. {fields['title']}" if name == "title" and "number" not in layout else fields[name]

    rows = tuple(row(n, *(text(n, fields, name) for name in layout)) for n, fields in enumerate(written, 1))
    table = Table(tuple(Head(head, 1) for head in layout.values()), rows)
    at = next(n for n, part in enumerate(PARTS) if isinstance(part, Table))
    return replace(WHOLE, parts=(*PARTS[:at], table, *PARTS[at + 1 : -2], PARTS[-1]))


@settings(deadline=None, max_examples=length(8, 300))
@given(st.sampled_from(LAYOUTS), st.lists(measures, min_size=1, max_size=5))
def test_the_measures_of_a_document_read_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, layout: dict[str, str], written: list[dict[str, str]]
) -> None:
    target = tmp_path_factory.getbasetemp() / "อ่านกลับ.docx"

    word.save(page_in(layout, written), target, overwrite=True)
    draft = read_document(target, FiscalYear(2566))

    fields = [name for name in layout if name != "number"]
    assert [
        {name: m.period.text if name == "period" else getattr(m, name) for name in fields}
        for m in draft.measures
    ] == [{name: measure[name] for name in fields} for measure in written]
    assert [measure.number for measure in draft.measures] == list(range(1, len(written) + 1))


def test_what_stands_around_the_table_reads_back_too(tmp_path: Path) -> None:
    target = word.save(WHOLE, tmp_path / "รายงาน.docx", overwrite=False)

    draft = read_document(target, FiscalYear(2566))

    assert draft.agency is not None
    assert draft.agency.name == "องค์การบริหารส่วนตำบลทุ่งตัวอย่าง"
    assert draft.year_found == FiscalYear(2566)
    assert [(survey.instrument, survey.link) for survey in draft.surveys] == [(Instrument.EIT1, LINK)]
    assert [[step.text for step in measure.steps] for measure in draft.measures] == [
        [line[3:] for line in STEPS.split("\n")]
    ] * 3


def test_a_column_however_light_has_room_for_a_word_and_all_fill_the_page() -> None:
    widths = shared_out([1000, 1, 1], 14_000, narrowest=480)

    assert widths[1:] == (480, 480)
    assert sum(widths) == 14_000


def test_a_page_of_nothing_is_an_empty_document(tmp_path: Path) -> None:
    word.save(page_of(), tmp_path / "a.docx", overwrite=False)

    assert not docx.Document(str(tmp_path / "a.docx")).tables
