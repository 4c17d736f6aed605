"""A PDF holds every word of its page, as it is written; it looks like a report, and is the same every time."""

import ctypes
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdfium2 import raw

from exports import pdf, pdf_maker
from exports.paper import UPRIGHT, WIDE
from exports.pdf_content import INSET
from exports.pdf_fonts import BOXES
from exports.pdf_proof import PdfDiffersError, prove
from exports.pdf_words import words_of
from exports.refusals import LinkTooLongForCode, PdfMakerFailed, PdfMakerMissing, TextUnprintable
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure
from ita_tui.intake.documents import read_document
from ita_tui.intake.pdf.page import printed_page
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
from ita_tui.saving import TargetExists
from ita_tui.thai.words import load_dictionary, pieces
from tests.long_series import length, some

SENTENCES = (
    "จัดประชุมชี้แจงเจ้าหน้าที่ทุกส่วนราชการให้เข้าใจขั้นตอนการให้บริการประชาชน ทั้งนี้ให้แล้วเสร็จภายในเดือนยี่",
    "ปรับปรุงคู่มือการใช้ทรัพย์สินของราชการ แล้วเผยแพร่ที่ www.example.go.th/manual?id=2569 เพื่อสิทธิ์ของทุกคน",
    "สำรวจความพึงพอใจของผู้มาติดต่อราชการเป็นประจำทุกเดือน และสรุปผลเสนอผู้บริหารเพื่อสั่งการแก้ไข",
    "มีผู้เข้าร่วม ๓๔๒ คน จาก ๑๑ หมู่บ้าน ข้อเสนอแนะส่วนใหญ่เกี่ยวกับถนน น้ำ และไฟส่องสว่าง",
)
LINK = "https://itas.example.go.th/go/eit?tokenId=2759482&tokenValue=acd12187a-9280-463f&departmentId=1609"
PROPERTIES = Properties("รายงานผลการดำเนินการ", "องค์การบริหารส่วนตำบลทุ่งตัวอย่าง", 2566, "progress")
HEADS = (
    Head("มาตรการ", 22),
    Head("วิธีการดำเนินการ", 29),
    Head("ผู้รับผิดชอบ", 15),
    Head("ระยะเวลา", 11, Align.CENTER),
    Head("ผลการดำเนินการ", 27),
)
SIGNATORIES = (
    Signatory("นางสาวสมมุติ ตัวอย่าง", "เลขานุการคณะกรรมการ"),
    Signatory("", "ประธานกรรมการ"),
    Signatory("นายทดลอง สมมุติ", "กรรมการ"),
)
SIGNATURE = Signature(
    ("คณะกรรมการขับเคลื่อนการประเมินคุณธรรมและความโปร่งใส",), tuple(map(signature_lines, SIGNATORIES))
)
SECTION = (
    Heading("ช่องทางตอบแบบวัด EIT"),
    Paragraph("ผู้รับบริการตอบแบบวัดได้ด้วยตนเอง ผ่านลิงก์หรือ QR code ดังนี้"),
    Paragraph(LINK, LINK),
    QrCode(LINK, "สแกนเพื่อตอบแบบวัด"),
)
STRANGE = (
    "#let x = 1 #panic()",
    "$ a^2 $",
    "[x] \\ @ref *bold* _i_ `raw` <label> // no /* c */ http://x.y",
    "= heading",
    "- item",
    "+ 1",
    "/ term: x",
    "~ -- --- ... \"q\" 'q'",
    "ที่ น้ำ ปี่ ปฺ๊ เก้ง ฟ้า ญี่ปุ่น ฐาน กตัญญู ปู่ ฎีกา กำ ก่ำ",
    "๐๑๒๓๔๕๖๗๘๙",
    "=1+1",
    "☑ ✓ → 漢字 한국어 ລາວ",
    "العربية 123 עברית abc",
    "\u202eabc\u202c a\u200bb \ufeffx",
    "A" * 300,
    "ก" * 400,
    "https://www.example.go.th/" + "a1b2c3d4e5/" * 30 + "?q=" + "x" * 100,
    "   leading  two   three ",
    "a\tb",
    "line1\n\n\nline4",
    "é é fi ffi fl x̂",
    "\u00a0nbsp\u00a0x",
    "-",
    "\ue000 \uf70a",
    "ศ์สั่งน้ำใจ" * 30,
)


def paragraphs(count: int, first: int = 0) -> str:
    return "\n".join(f"{n + 1}. {SENTENCES[(first + n) % len(SENTENCES)]}" for n in range(count))


def row_of(number: int, lines: int = 2) -> Row:
    cells = (
        f"{number}. มาตรการ{SENTENCES[number % 4].split(' ', maxsplit=1)[0]}",
        paragraphs(lines, number),
        "สำนักปลัด\nกองคลัง",
        "ต.ค. ๖๕ – ก.ย. ๖๖",
        paragraphs(1 + number % 3, number + 1),
    )
    return Row(cells, f"มาตรการ {number}")


def table_of(count: int, last: int = 2) -> Table:
    return Table(HEADS, tuple(row_of(n, last if n == count else 1 + n % 3) for n in range(1, count + 1)))


def page_of(*parts: Part, thai_numerals: bool = True, code: str = "") -> Page:
    return Page(parts, PROPERTIES, thai_numerals, code)


def report_of(count: int, *, last: int = 2, section: bool = True) -> Page:
    return page_of(
        Title(("ผลการขับเคลื่อนมาตรการ", "องค์การบริหารส่วนตำบลทุ่งตัวอย่าง พ.ศ. ๒๕๖๖")),
        FormLine((("ส่วนราชการ", "สำนักปลัด โทร. ๐ ๒๑๒๓ ๔๕๖๗"), ("วันที่", "๓ เมษายน ๒๕๖๖"))),
        Paragraph(" ".join(SENTENCES)),
        Heading("๑. ผลการดำเนินการ"),
        table_of(count, last),
        *(SECTION if section else ()),
        SIGNATURE,
        code="ITA-7F3K-92QX",
    )


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(data)
    try:
        yield document
    finally:
        document.close()


def pages_of(data: bytes) -> list[str]:
    with opened(data) as document:
        return [page.get_textpage().get_text_range() for page in document]


def squeezed(text: str) -> str:
    return "".join(text.split())


def data_of(*parts: Part) -> bytes:
    return pdf.document(page_of(*parts)).data


# --- every word, as it is written -------------------------------------------------------------------------------------


def test_every_text_of_every_part_is_in_the_document(tmp_path: Path) -> None:
    page = report_of(12)

    target = pdf.save(page, tmp_path / "รายงาน.pdf", overwrite=False)

    found = squeezed("".join(pages_of(target.read_bytes())))
    for part in (part for part in page.parts if not isinstance(part, Table)):
        for text in _words_of(part):
            assert squeezed(text) in found
    assert all(squeezed(row.cells[0]) in found for row in page.tables[0].rows)


def _words_of(part: Part) -> tuple[str, ...]:
    if isinstance(part, Title):
        return part.lines
    if isinstance(part, Heading | Paragraph):
        return (part.text,)
    if isinstance(part, FormLine):
        return tuple(words for field in part.fields for words in field)
    if isinstance(part, QrCode):
        return (part.caption,)
    assert isinstance(part, Signature)
    return (*part.committee, *(line for lines in part.signatures for line in lines))


def test_words_are_copied_as_they_are_written_with_their_blanks_and_nothing_unseen() -> None:
    found = pages_of(data_of(Paragraph(SENTENCES[0]), Heading(SENTENCES[0])))[0].split("\r\n")

    assert [line.strip() for line in found[:2]] == [SENTENCES[0], SENTENCES[0]]


def test_no_cluster_of_letter_vowel_and_tone_is_copied_twice() -> None:
    vowels = ("", "ั", "ิ", "ี", "ึ", "ื", "ุ", "ู")
    marks = ("", "่", "้", "๊", "๋", "์", "ำ")
    consonants = some([chr(code) for code in range(ord("ก"), ord("ฮ") + 1) if chr(code) not in "ฤฦษสท"], 6)
    clusters = [
        c + v + m for c in (*consonants, *"ษสท") for v in vowels for m in marks if not (v and m == "ำ")
    ]
    text = " ".join(clusters)

    regular, bold = (data_of(part) for part in (Paragraph(text), Title((text,))))

    for data in (regular, bold):
        assert "".join(squeezed(page).partition("หน้า")[0] for page in pages_of(data)) == squeezed(text)


def test_text_is_never_markup() -> None:
    heads = (Head(STRANGE[0], 1), Head(STRANGE[2], 6), Head(STRANGE[3], 3, Align.RIGHT))
    rows = tuple(Row((str(n), text, text), f"มาตรการ {n}") for n, text in enumerate(STRANGE))

    document = pdf.document(
        page_of(
            Title(STRANGE[:4]),
            *(Paragraph(text) for text in STRANGE),
            *(Heading(text) for text in STRANGE[:8]),
            Table(heads, rows),
            QrCode(LINK, STRANGE[2]),
            FormLine(((STRANGE[2], STRANGE[14]), (STRANGE[5], STRANGE[2]))),
            Signature((STRANGE[2],), ((STRANGE[2], STRANGE[0]),)),
        )
    )

    found = squeezed("".join(pages_of(document.data)))
    for text in STRANGE[:11]:
        assert found.count(squeezed(text)) >= 3


@settings(
    deadline=None, max_examples=length(5, 300), suppress_health_check=[HealthCheck.too_slow], database=None
)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=40),
        min_size=1,
        max_size=6,
    )
)
def test_any_text_is_found_again(texts: list[str]) -> None:
    rows = tuple(Row((text, text), "มาตรการ ๑") for text in texts)

    document = pdf.document(page_of(Table((Head("ก", 1), Head("ข", 5)), rows), *map(Paragraph, texts)))

    assert document.pages == len(pages_of(document.data))


def test_letters_that_no_typeface_has_are_boxes_that_can_be_copied() -> None:
    data = data_of(Paragraph("ดี 😀 漢字"))

    assert squeezed(pages_of(data)[0]).startswith("ดี😀漢字")
    assert BOXES.replace(" ", "").encode() in data
    assert BOXES.replace(" ", "").encode() not in data_of(Paragraph("ดี"))


def test_letters_without_a_shape_cannot_turn_round_what_is_signed() -> None:
    found = pages_of(data_of(Paragraph("\u202eวงเงิน 123 บาท\u202c")))[0]

    assert found.startswith("วงเงิน 123 บาท")


def test_a_text_that_is_missing_is_found_out_before_anything_is_saved() -> None:
    page = page_of(Title(("รายงานผล",)), table_of(12), SIGNATURE)
    data = pdf.document(page).data
    said: list[tuple[int, int]] = []

    less = page.with_texts(lambda text: text.replace("ทรัพย์สิน", "ทรัพย์"))
    more = page.with_texts(lambda text: text.replace("ทรัพย์สิน", "ทรัพย์สินที่มีค่า"))

    assert (
        prove(data, page, lambda done, whole: said.append((done, whole))) == len(pages_of(data)) == len(said)
    )
    for other in (less, more):
        with pytest.raises(PdfDiffersError, match=r"มาตรการ [12]: "):
            prove(data, other, lambda _done, _all: None)


# --- the same every time, for decades ---------------------------------------------------------------------------------


def test_the_same_page_gives_the_same_bytes_whoever_makes_it() -> None:
    first = pdf.document(report_of(4)).data
    pdf_maker._maker.cache_clear()
    data_of(Paragraph("อื่น"))

    assert pdf.document(report_of(4)).data == first


def test_it_is_a_pdf_for_archives_with_title_language_and_no_person() -> None:
    data = pdf.document(report_of(2)).data

    assert re.search(rb'pdfaid:part(?:>|=")2', data)
    assert re.search(rb'pdfaid:conformance(?:>|=")U', data)
    with opened(data) as document:
        about = document.get_metadata_dict()
        tagged = raw.FPDFCatalog_IsTagged(document.raw)
        size = raw.FPDFCatalog_GetLanguage(document.raw, None, 0)
        language = ctypes.create_string_buffer(size)
        raw.FPDFCatalog_GetLanguage(document.raw, ctypes.cast(language, ctypes.POINTER(raw.FPDF_WCHAR)), size)
        headings = [item.get_title() for item in document.get_toc()]
    assert (about["Title"], about["Author"]) == (PROPERTIES.title, PROPERTIES.agency)
    assert "สมมุติ ตัวอย่าง" not in "".join(about.values())
    assert tagged
    assert language.raw.decode("utf-16-le").rstrip("\0") == "th"
    assert "๑. ผลการดำเนินการ" in headings


def test_every_typeface_is_in_the_document_itself() -> None:
    with opened(pdf.document(report_of(2)).data) as document:
        names = set()
        for page in document:
            for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                font = raw.FPDFTextObj_GetFont(thing.raw)
                assert raw.FPDFFont_GetIsEmbedded(font) == 1
                name = ctypes.create_string_buffer(100)
                raw.FPDFFont_GetBaseFontName(font, name, 100)
                names.add(name.value.decode().partition("+")[2] or name.value.decode())

    assert names == {"Sarabun-Regular", "Sarabun-Bold"}


# --- how it looks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("thai", [True, False])
def test_every_page_has_its_number_the_code_and_the_heads(thai: bool) -> None:  # noqa: FBT001
    page = replace(report_of(7, last=24), thai_numerals=thai)

    document = pdf.document(page)

    pages = pages_of(document.data)
    assert document.pages == len(pages) > 3
    heads = squeezed("".join(head.text for head in HEADS))
    for number, text in enumerate(pages, 1):
        label = f"หน้า{number}จาก{len(pages)}"
        shown = label.translate({ord(str(n)): chr(0xE50 + n) for n in range(10)}) if thai else label
        assert shown in squeezed(text)
        assert "ITA-7F3K-92QX" in text
        assert heads in squeezed(text)


MEMO = (
    Title(("บันทึกข้อความ",), of_form=True),
    FormLine((("ส่วนราชการ", "สำนักปลัด โทร. ๐ ๒๑๒๓ ๔๕๖๗"),)),
    FormLine((("ที่", "สม ๗๑๐๐๑/๑"), ("วันที่", "๓ เมษายน ๒๕๖๖"))),
    Paragraph(SENTENCES[0]),
    Signature((), (signature_lines(SIGNATORIES[0]),)),
)


def test_a_memo_stands_upright_before_the_report_and_is_none_of_its_pages() -> None:
    report = report_of(7)

    whole, alone = (pdf.document(page).data for page in (replace(report, memo=MEMO), report))

    first, *others = pages_of(whole)
    assert "บันทึกข้อความ" in first
    assert "จาก" not in first.replace("จากที่", "")
    assert report.code not in first
    assert [squeezed(text) for text in others] == [squeezed(text) for text in pages_of(alone)]
    assert _sizes(whole) == [(595, 842), *[(842, 595)] * len(others)]


def test_further_pages_of_a_memo_are_numbered_at_their_top() -> None:
    texts = [Paragraph(" ".join(SENTENCES) * 3) for _ in range(9)]
    page = replace(report_of(2), memo=(*MEMO[:-1], *texts, MEMO[-1]))

    data = pdf.document(page).data

    upright = [text for text, size in zip(pages_of(data), _sizes(data), strict=True) if size == (595, 842)]
    assert len(upright) > 1
    marks = [re.findall("- [๐-๙] -", text) for text in upright]
    assert marks == [[], *([f"- {n} -"] for n in "๒๓๔"[: len(upright) - 1])]


def test_words_of_a_memo_keep_to_its_margins() -> None:
    with opened(pdf.document(replace(report_of(1), memo=MEMO)).data) as document:
        text = document[0].get_textpage()
        boxes = [text.get_rect(at) for at in range(text.count_rects())]

    assert min(left for left, *_ in boxes) >= UPRIGHT.left - 1
    assert max(right for _, _, right, _ in boxes) <= UPRIGHT.width - UPRIGHT.right + 1
    assert max(top for *_, top in boxes) <= UPRIGHT.height - UPRIGHT.top


def test_a_memo_that_is_missing_is_found_out() -> None:
    page = replace(report_of(1), memo=MEMO)

    with pytest.raises(PdfDiffersError, match="ชื่อรายงาน"):
        prove(pdf.document(replace(page, memo=())).data, page, lambda _number, _pages: None)


def _sizes(data: bytes) -> list[tuple[int, int]]:
    with opened(data) as document:
        return [(round(page.get_width()), round(page.get_height())) for page in document]


def test_a_signature_is_whole_and_stands_with_a_row_of_the_table() -> None:
    for section, last, count in some(list(product((True, False), (1, 7, 50), range(1, 8))), 6):
        report = report_of(count, last=last, section=section)
        pages = [squeezed(text) for text in pages_of(pdf.document(report).data)]

        (signed,) = [text for text in pages if "คณะกรรมการขับเคลื่อน" in text]
        assert all(squeezed(line) in signed for lines in SIGNATURE.signatures for line in lines)
        heads = squeezed("".join(head.text for head in HEADS))
        row = signed.partition(heads)[2].partition("คณะกรรมการขับเคลื่อน")[0]
        assert len(row) > 20, (section, last, count)
        assert any(squeezed(row_of(count, last).cells[at])[-15:] in row for at in (1, 4)), (
            section,
            last,
            count,
        )


def test_a_signature_stands_with_the_last_lines_of_the_paragraph_before_it() -> None:
    for filling in some(range(24, 31), 2):
        parts = [Paragraph(f"บรรทัด {n}") for n in range(filling)]

        pages = pages_of(data_of(*parts, Paragraph(" ".join(SENTENCES * 3)), SIGNATURE))

        (signed,) = [text for text in pages if "(ลงชื่อ)" in text]
        assert squeezed(SENTENCES[-1])[-25:] in squeezed(signed).partition("คณะกรรมการขับเคลื่อน")[0]


def reach_of(data: bytes, word: str) -> tuple[float, float]:
    """Where the letters of a word begin and end on the first page, in points from its left edge."""
    with opened(data) as document:
        letters = [letter for letter in printed_page(document[0]).letters if letter.character in word]
    return min(letter.left for letter in letters), max(letter.right for letter in letters)


def test_the_name_of_a_form_is_larger_than_the_title_of_a_report() -> None:
    reaches = (reach_of(data_of(Title(("ขคง",), of_form=of_form)), "ขคง") for of_form in (True, False))

    form, title = (right - left for left, right in reaches)
    assert form / title == pytest.approx(29 / 18, rel=0.1)


def test_one_who_signs_alone_for_no_committee_stands_on_the_right() -> None:
    signatures = (("ขขข",),)

    right, _ = reach_of(data_of(Paragraph("ด"), Signature((), signatures)), "ข")
    middle, end = reach_of(data_of(Paragraph("ด"), Signature(("ค",), signatures)), "ข")

    assert (middle + end) / 2 == pytest.approx(WIDE.width / 2, abs=1)
    assert right > end


def test_a_day_is_never_parted_from_its_month() -> None:
    load_dictionary()

    assert words_of("๑ ต.ค. ๖๘ – ๘ ธ.ค 2568 ๙ ข้อ", 200) == ["๑ ต.ค. ๖๘ ", "– ", "๘ ธ.ค 2568 ", "๙ ", "ข้อ"]


def test_a_heading_stands_with_what_follows_it() -> None:
    for filling in some(range(22, 31), 2):
        parts = [Paragraph(f"บรรทัด {n}") for n in range(filling)]

        pages = pages_of(data_of(*parts, Heading("หัวข้อสำคัญ"), table_of(2)))

        (page,) = [text for text in pages if "หัวข้อสำคัญ" in text]
        assert "มาตรการจัดประชุม" in squeezed(page) or "มาตรการปรับปรุง" in squeezed(page)


def test_what_follows_a_page_end_begins_a_page_and_none_is_empty() -> None:
    data = data_of(PageEnd(), Paragraph("ก"), PageEnd(), PageEnd(), Paragraph("ข"), PageEnd())

    assert [text.split("\r\n")[0].strip() for text in pages_of(data)] == ["ก", "ข"]


def test_no_line_is_drawn_where_a_cell_goes_on_until_the_page_ends() -> None:
    heads = (Head("ก", 1), Head("ข", 1))
    rows = (Row(("หนึ่ง", "สอง"), "แถว"), Row(("", "สาม"), "แถว", frozenset({0})))
    long = tuple(Row(("", paragraphs(20)), "แถว", frozenset({0})) for _ in range(2))

    short, first = (_lines_across(data_of(Table(heads, some_rows))) for some_rows in (rows, (*rows, *long)))

    assert (short.count(0), short.count(1)) == (3, 4)
    assert (first.count(0), first.count(1)) == (3, 5)


def _lines_across(data: bytes) -> list[int]:
    """The columns, left or right half of the page, that each lying line of the first page crosses."""
    with opened(data) as document:
        page = document[0]
        width = page.get_width()
        edges = {(round(edge.at), edge.start, edge.end) for edge in printed_page(page).lying}
    crossed = {
        (at, half) for at, start, end in edges for half in (0, 1) if start < width * (1 + 2 * half) / 4 < end
    }
    return [half for _, half in crossed]


def test_twenty_columns_keep_their_words_inside() -> None:
    count = 20
    letters = [chr(ord("ก") + 2 * n) for n in range(count)]
    cells = tuple(letter * 60 if n % 2 else f"{letter}{letter}/" * 20 for n, letter in enumerate(letters))
    heads = tuple(Head(letter, 1) for letter in letters)

    with opened(data_of(Table(heads, (Row(cells, "แถว"),)))) as document:
        page = document[0]
        body = printed_page(page)
        left, right = min(edge.start for edge in body.lying), max(edge.end for edge in body.lying)
        column = (right - left) / count

    for letter in body.letters:
        if letter.character in letters and letter.size > 10 and -letter.base > 70:
            begins = left + letters.index(letter.character) * column
            assert begins + INSET - 0.5 <= letter.left
            assert letter.right <= begins + column - INSET + 0.5


def test_lines_break_between_words_and_addresses_after_their_signs() -> None:
    load_dictionary()
    text = SENTENCES[0] + " " + SENTENCES[2]
    heads = (Head("!", 10), Head("!", 3), Head("!", 12))

    lines = pages_of(data_of(Table(heads, (Row(("", text + " " + LINK, "@@@@@@@@@ " * 80), "แถว"),))))[
        0
    ].split("\r\n")

    borders = {
        squeezed(text)[: len(squeezed("".join(pieces(text)[:n])))] for n in range(len(pieces(text)) + 1)
    }
    body = [line.strip() for line in lines if squeezed(line) and squeezed(line) in squeezed(text + LINK)]
    so_far = ""
    for line in body:
        if line[0] > "z":
            so_far += squeezed(line).partition("https")[0]
            assert so_far in borders
    address = [line for line in body if line[0] <= "z"]
    assert len(address) > 2
    assert all(line[-1] in "/?&=.-_" for line in address[:-1])


def test_a_table_without_rows_shows_its_heads() -> None:
    assert "วิธีการดำเนินการ" in pages_of(data_of(Table(HEADS, ()), SIGNATURE))[0]


def test_heads_taller_than_the_page_are_parted_and_stand_once() -> None:
    heads = tuple(Head(f"หัว {n} " + "คณะกรรมการ" * 25, 1) for n in range(20))
    table = Table(heads, tuple(Row(("ก",) * 20, "แถว") for _ in range(3)))

    with opened(data_of(table, SIGNATURE)) as document:
        bottoms = [min(-letter.base for letter in printed_page(page).letters) for page in document]
        texts = [page.get_textpage().get_text_range() for page in document]

    assert min(bottoms) > 15
    assert sum(text.count("หัว") for text in texts) == 20
    assert texts[-1].startswith("ก")


def test_a_cell_of_many_pages_and_a_hundred_rows_are_complete() -> None:
    document = pdf.document(page_of(Table(HEADS, (row_of(1, 70), *(row_of(n, 1) for n in range(2, 101))))))

    assert document.pages
    assert document.pages > 15


def test_the_code_leads_to_its_link() -> None:
    zxingcpp = pytest.importorskip("zxingcpp", reason="zxing-cpp reads QR codes; it is not installed")

    with opened(data_of(QrCode(LINK, "สแกน"))) as document:
        bitmap = document[0].render(scale=2, grayscale=True)
        picture = memoryview(bytes(bitmap.buffer)).cast("B", (bitmap.height, bitmap.stride))

    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [LINK]


def test_only_addresses_of_the_web_and_of_mail_can_be_clicked() -> None:
    bad = "javascript:alert(1)"

    with opened(data_of(Paragraph(f"ดูที่ {LINK} ครับ", LINK), Paragraph(bad, bad))) as document:
        page, position, link = document[0], ctypes.c_int(0), raw.FPDF_LINK()
        addresses = set()
        while raw.FPDFLink_Enumerate(page.raw, position, link):
            address = ctypes.create_string_buffer(500)
            raw.FPDFAction_GetURIPath(document.raw, raw.FPDFLink_GetAction(link), address, 500)
            addresses.add(address.value.decode())

    assert addresses == {LINK}


# --- read in again ----------------------------------------------------------------------------------------------------

NUMBERED = (
    Head("ลำดับ", 6, Align.CENTER),
    Head("มาตรการ/กิจกรรม", 20),
    Head("วิธีดำเนินการ", 28),
    Head("ระยะเวลาในการดำเนินการ", 14, Align.CENTER),
    Head("ผู้รับผิดชอบ", 14),
    Head("สรุปผลการดำเนินการตามมาตรการหรือกิจกรรม", 26),
    Head("ผลลัพธ์หรือความสำเร็จในการดำเนินการ", 20),
)


def _numbered(row: Row, number: int) -> Row:
    title, method, responsible, period, result = row.cells
    title = title.partition(". ")[2]
    return Row((str(number), title, method, period, responsible, result, SENTENCES[number % 4]), row.subject)


@pytest.mark.parametrize("numbered", [True, False])
def test_what_is_printed_is_read_in_again(tmp_path: Path, *, numbered: bool) -> None:
    rows = [row_of(n, 1 + n % 4) for n in range(1, length(6, 30))]
    table = (
        Table(NUMBERED, tuple(_numbered(row, n) for n, row in enumerate(rows, 1)))
        if numbered
        else Table(HEADS, tuple(rows))
    )
    page = page_of(Title(("รายงานผล",)), Paragraph(SENTENCES[0]), table, *SECTION, SIGNATURE, code="ITA-7F3K")

    path = pdf.save(page, tmp_path / "รายงาน.pdf", overwrite=False)

    measures = read_document(path, FiscalYear(2566)).measures
    assert [_printed(measure) for measure in measures] == [tuple(map(squeezed, row.cells)) for row in rows]


def _printed(measure: Measure) -> tuple[str, ...]:
    texts = (f"{measure.number}.{measure.title}", measure.method, measure.responsible, measure.period.text)
    return tuple(map(squeezed, (*texts, measure.result)))


# --- refusals and the file --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("module", ["typst", "fontpkg_sarabun"])
def test_without_its_maker_a_pdf_is_refused_with_what_to_do(
    module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(PdfMakerMissing) as refused:
        pdf.save(report_of(1), tmp_path / "ก.pdf", overwrite=False)

    assert "pip install 'ita-tui[pdf]'" in refused.value.do
    assert "DOCX" in refused.value.do
    assert refused.value.part == module
    assert not list(tmp_path.iterdir())


def test_where_no_typeface_can_be_laid_out_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_folder: Path) -> None:
        raise OSError(28, "No space left on device")

    pdf_maker._maker.cache_clear()
    monkeypatch.setattr(pdf_maker, "_lay_out_typefaces", full)

    with pytest.raises(PdfMakerFailed, match="ENOSPC"):
        data_of(Paragraph("ก"))


def test_without_pdfium_the_pages_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)

    assert pdf.document(page_of(Paragraph("ก"))).pages is None


def test_a_text_that_cannot_be_printed_is_refused_by_its_measure(tmp_path: Path) -> None:
    rows = (row_of(1), replace(row_of(2), cells=("ก\x07", "", "", "", "")))

    with pytest.raises(TextUnprintable, match="มาตรการ 2"):
        pdf.save(page_of(Table(HEADS, rows)), tmp_path / "ก.pdf", overwrite=False)

    assert not list(tmp_path.iterdir())


def test_a_text_longer_than_a_cell_of_a_workbook_is_printed() -> None:
    assert (pdf.document(page_of(Paragraph("องค์การบริหารส่วนตำบล " * 1_500))).pages or 0) > 3


def test_a_link_too_long_for_a_code_is_refused() -> None:
    with pytest.raises(LinkTooLongForCode):
        data_of(QrCode("https://example.go.th/" + "x" * 3000, ""))


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    target = tmp_path / "ก.pdf"
    target.write_bytes(b"old")

    with pytest.raises(TargetExists):
        pdf.save(report_of(1), target, overwrite=False)

    assert target.read_bytes() == b"old"


class Cancelled(Exception):
    pass


def test_progress_goes_forward_and_ends_at_all() -> None:
    told: list[tuple[int, int]] = []

    pdf.document(report_of(5), lambda done, whole: told.append((done, whole)))

    assert told == sorted(set(told))
    assert told[-1] == (100, 100)
    assert len(told) > 6


@pytest.mark.parametrize("at", [1, 20, 80, 100])
def test_a_cancelled_export_leaves_nothing(at: int, tmp_path: Path) -> None:
    told: list[int] = []

    with pytest.raises(Cancelled):
        pdf.save(report_of(5), tmp_path / "ก.pdf", overwrite=False, on_progress=_cancelling(at, told))

    assert told[-1] >= at
    assert not list(tmp_path.iterdir())


def _cancelling(at: int, told: list[int]) -> Callable[[int, int], None]:
    def tell(done: int, _whole: int) -> None:
        told.append(done)
        if done >= at:
            raise Cancelled

    return tell


def off_the_paper(data: bytes) -> int:
    """How many letters are drawn where there is no paper."""
    found = 0
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            for at in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(at)
                found += left < -1 or bottom < -1 or right > width + 1 or top > height + 1
    return found


@pytest.mark.parametrize(
    "part",
    [
        Signature(tuple(f"กรรมการคนที่ {number}" for number in range(60)), SIGNATURE.signatures),
        Signature((), (("(ลงชื่อ)", "ตำแหน่ง" * 300),) * 4),
        QrCode(LINK, "ตอบแบบวัดได้ที่นี่ " * 600),
    ],
)
def test_what_is_taller_than_a_page_goes_on_over_the_next(part: Part) -> None:
    data = pdf.document(page_of(table_of(2), part)).data

    assert off_the_paper(data) == 0
    assert len(pages_of(data)) > 1


def test_a_column_however_light_has_room_for_a_word() -> None:
    heads = (Head("มาตรการ", 1000), Head("ที่", 1), Head("ผล", 1))

    data = pdf.document(page_of(Table(heads, (Row(("ปรับปรุงคู่มือ", "๑๒", "แล้วเสร็จ"), "มาตรการ ๑"),)))).data

    assert off_the_paper(data) == 0


def test_headings_and_titles_of_any_length_are_printed() -> None:
    long = "หัวข้อ " * 2000

    page = page_of(Title((long,)), Heading(long))
    pages = pdf.document(replace(page, properties=replace(page.properties, title=long, agency=long))).pages

    assert pages is not None
    assert pages > 1
