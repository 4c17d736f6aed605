"""A PDF with letters comes in as its reader sees it: tables by their ruling lines, sentences unbroken."""

import sys
import zlib
from collections.abc import Generator, Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from ita_tui.intake.blocks import Block, Gap, PageBreak, Row, Text
from ita_tui.intake.pdf import page as pdf_page
from ita_tui.intake.pdf.document import pdf_blocks
from ita_tui.intake.refusals import (
    ArchiveUnsafe,
    DocumentDamaged,
    DocumentEmpty,
    IntakeError,
    PasswordProtected,
    PdfReaderMissing,
    ScannedPages,
    TooManyPages,
)
from ita_tui.intake.text import text_blocks
from tests.long_series import LONG, length, printed_chance
from tests.pdf_documents import (
    NewPage,
    Picture,
    Span,
    pdf_of,
    pdf_of_letters,
    pdf_of_objects,
    stream_of,
)

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"

HEAD = ["ลำดับ", "มาตรการ", "วิธีการดำเนินการ", "ผู้รับผิดชอบ", "ระยะเวลา"]
ROWS = [
    [
        "๑",
        "การปฏิบัติงานที่โปร่งใส น้ำใจ คำสั่ง ยิ่งขึ้น ญี่ปุ่น ปู่ ฐานข้อมูล",
        "๑. จัดทำขั้นตอนการปฏิบัติงานในคู่มือ ประจำปี ๒๕๖๗\n๒. เผยแพร่ที่ https://www.example.go.th/news/manual.pdf",
        "สำนักปลัด\nกองคลัง\nกองช่าง",
        "ต.ค. ๖๖ - ก.ย. ๖๗",
    ],
    ["๒", "การให้บริการผ่านระบบ E-Service", "- ประชาสัมพันธ์ช่องทาง", "กองช่าง", "ไตรมาสที่ ๒"],
]
TABLE = [HEAD, *ROWS]
INTRODUCTION = (
    "รายงานนี้จัดทำขึ้นเพื่อแสดงความก้าวหน้าของมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ ๒๕๖๗ "
    "ซึ่งคณะกรรมการได้ติดตามจากส่วนราชการที่รับผิดชอบ และขอรายงานผลการดำเนินการดังต่อไปนี้"
)


def blocks_of(data: bytes) -> list[Block]:
    return list(pdf_blocks(data, "รายงาน.pdf"))


def rows_of(data: bytes) -> list[Row]:
    return [block for block in blocks_of(data) if isinstance(block, Row)]


def texts_of(data: bytes) -> list[str]:
    return [block.words for block in blocks_of(data) if isinstance(block, Text)]


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_page_comes_in_as_paragraphs_and_rows_in_its_order() -> None:
    widths = (0.6, 2, 3, 1.2, 1.4)
    data = pdf_of(
        "รายงานผล", INTRODUCTION, TABLE, "ลงชื่อ ผู้รายงาน", TABLE, TABLE, widths=widths, landscape=True
    )

    blocks = blocks_of(data)

    assert [type(block) for block in blocks] == [
        Text,
        Text,
        Row,
        Row,
        Row,
        Text,
        Row,
        Row,
        Row,
        Gap,
        Row,
        Row,
        Row,
    ]
    assert [block.words for block in blocks if isinstance(block, Text)] == [
        "รายงานผล",
        INTRODUCTION,
        "ลงชื่อ ผู้รายงาน",
    ]
    rows = [block for block in blocks if isinstance(block, Row)]
    assert [list(row.cells) for row in rows] == TABLE * 3
    assert all(row.flowing and not row.merged and not row.guessed for row in rows)
    assert rows[5].where == "หน้า ๑ ตารางที่ ๒ แถวที่ ๓"
    lines = [block.line for block in blocks if isinstance(block, Text | Row)]
    assert all(above < below for above, below in pairwise(lines))


def test_cells_are_the_same_however_the_page_is_set() -> None:
    widths = (0.9, 2, 3, 1.4, 1.4)
    settings = {
        "upright": pdf_of(TABLE, widths=widths),
        "landscape": pdf_of(TABLE, widths=widths, landscape=True),
        "spread": pdf_of(TABLE, widths=widths, justify=True),
        "large": pdf_of(TABLE, widths=widths, points=16),
        "turned": pdf_of(TABLE, widths=widths, turned=True),
    }

    for setting, data in settings.items():
        # Where a column is too narrow for two words, nobody can tell whether a line was ended on purpose.
        read = [[squeezed(cell) for cell in row.cells] for row in rows_of(data)]

        assert read == [[squeezed(cell) for cell in row] for row in TABLE], setting


def test_a_page_that_is_turned_by_its_viewer_reads_the_same() -> None:
    data = pdf_of(INTRODUCTION, TABLE)
    document = pypdfium2.PdfDocument(data)
    document[0].set_rotation(90)

    assert blocks_of(_saved(document)) == blocks_of(data)


def _saved(document: pypdfium2.PdfDocument) -> bytes:
    file = BytesIO()
    document.save(file)
    document.close()
    return file.getvalue()


@pytest.mark.parametrize("repeat_header", [True, False])
def test_rows_cut_by_a_page_come_in_parts_that_make_the_whole(*, repeat_header: bool) -> None:
    long = [[str(number), INTRODUCTION * 2, "กองคลัง"] for number in range(1, 9)]
    head = ["ลำดับ", "มาตรการ", "ผู้รับผิดชอบ"]

    blocks = blocks_of(pdf_of([head, *long], repeat_header=repeat_header, numbering="1"))

    pages = sum(isinstance(block, PageBreak) for block in blocks) + 1
    rows = [block for block in blocks if isinstance(block, Row)]
    heads = [row for row in rows if list(row.cells) == head]
    assert pages > 2
    assert len(heads) == (pages if repeat_header else 1)
    body = [row for row in rows if row not in heads]
    assert squeezed("".join(row.cells[1] for row in body)) == squeezed(INTRODUCTION * 16)
    assert [row.cells[0] for row in body if row.cells[0]] == [number for number, *_ in long]
    assert body[-1].where.startswith(f"หน้า {'๐๑๒๓๔๕๖๗๘๙'[pages]} แถวที่ ")


def test_merged_cells_keep_their_columns() -> None:
    table: list[list[str | Span]] = [
        ["มาตรการ", Span("การดำเนินการ", across=2), "ผู้รับผิดชอบ"],
        [Span("ก", down=2), "ข", "ค", "กองคลัง"],
        ["ง", "จ", "กองช่าง"],
        [Span("ประเด็นที่ ๒ การให้บริการ", across=4)],
        ["ฉ", "ช", "ซ", "กองคลัง"],
    ]

    blocks = blocks_of(pdf_of(table))

    assert [block.cells if isinstance(block, Row) else _words(block) for block in blocks] == [
        ("มาตรการ", "การดำเนินการ", "", "ผู้รับผิดชอบ"),
        ("ก", "ข", "ค", "กองคลัง"),
        ("", "ง", "จ", "กองช่าง"),
        "ประเด็นที่ ๒ การให้บริการ",
        ("ฉ", "ช", "ซ", "กองคลัง"),
    ]
    assert [block.merged for block in blocks if isinstance(block, Row)] == [set(), set(), {0}, set()]


def test_a_table_without_ruling_lines_loses_no_word() -> None:
    for rules in ("none", "horizontal"):
        words = squeezed("".join(map(_words, blocks_of(pdf_of(TABLE, rules=rules)))))

        assert sorted(words) == sorted(squeezed("".join(cell for row in TABLE for cell in row)))


def _words(block: Block) -> str:
    return block.words if isinstance(block, Text) else "".join(block.cells) if isinstance(block, Row) else ""


def test_rules_drawn_as_thin_boxes_inside_a_form_are_rules() -> None:
    # Doubled by the form: columns from 50 to 81 to 150, rows from 680 to 720 to 760.
    boxes = b"".join(b"%b 340 0.4 40 re f " % x for x in (b"25", b"40.5", b"75"))
    lines = b"".join(b"25 %d m 75 %d l S " % (y, y) for y in (340, 360, 380))
    ground = b"0 0 300 20 re f 0 0 m 9 9 20 20 30 30 c S "

    (row,) = rows_of(pdf_of_letters("กอง คลัง", boxes + lines + ground))

    assert row.cells == ("กอง", "คลัง")
    assert row.where == "หน้า ๑ แถวที่ ๒"


def test_letters_that_a_typeface_hides_are_restored() -> None:
    assert texts_of(pdf_of_letters("ด าเนินการจ านวนมากแล้ว")) == ["ดำเนินการจำนวนมากแล้ว"]
    assert texts_of(pdf_of_letters("ที\uf70aปรึกษาปี\uf701นป\uf710จจุบัน")) == ["ที่ปรึกษาปีินปัจจุบัน"]
    assert texts_of(pdf_of_letters("น\u0e4d\u0e49\u0e32ใจ")) == ["น้ำใจ"]


def test_a_typeface_that_means_nothing_is_refused_like_a_picture() -> None:
    with pytest.raises(ScannedPages):
        blocks_of(pdf_of_letters("".join(map(chr, range(0xE000, 0xE020)))))


def test_pictures_of_pages_are_named_and_a_document_of_pictures_is_refused() -> None:
    blocks = blocks_of(pdf_of(Picture(), NewPage(), "ข้อความ", NewPage(), Picture()))

    assert [(block.words, block.where) for block in blocks if isinstance(block, Text)] == [
        ("หน้า ๑ เป็นภาพ ไม่มีตัวอักษรให้อ่าน", "หน้า ๑"),
        ("ข้อความ", "หน้า ๒"),
        ("หน้า ๓ เป็นภาพ ไม่มีตัวอักษรให้อ่าน", "หน้า ๓"),
    ]
    with pytest.raises(ScannedPages):
        blocks_of(pdf_of(Picture(), NewPage(), Picture()))


def test_an_empty_page_is_an_empty_document() -> None:
    with pytest.raises(DocumentEmpty):
        blocks_of(pdf_of())


def _page(contents: bytes) -> bytes:
    return pdf_of_objects(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        contents,
    )


def _locked() -> bytes:
    keys = b"/O<%b>/U<%b>" % (b"00" * 32, b"00" * 32)
    return pdf_of_objects(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Filter/Standard/V 1/R 2/P -4%b>>" % keys,
        trailer=b"/Encrypt 3 0 R/ID[<00><00>]",
    )


def _of_pages(count: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(count):
        document.new_page(100, 100)
    return _saved(document)


def _bombs() -> Iterator[bytes]:
    packed = zlib.compress(b"0 0 m 9 9 l S " * 2_500_000, 9)
    yield _page(stream_of(packed, b"/Filter/FlateDecode"))
    yield _page(stream_of(packed.hex().encode() + b">", b"/Filter[/ASCIIHexDecode/FlateDecode]"))
    yield _page(stream_of(zlib.compress(packed), b"/Filter[/FlateDecode/FlateDecode]"))
    yield _page(stream_of(b"\x80" * 200_000, b"/Filter/LZWDecode"))
    yield _page(b"stream\nendstream " * 30_000)


def test_documents_that_cannot_be_read_are_refused_by_their_fault() -> None:
    with pytest.raises(PasswordProtected):
        blocks_of(_locked())
    with pytest.raises(TooManyPages):
        blocks_of(_of_pages(301))
    for broken in (b"", b"%PDF-1.7", b"PK\x03\x04", pdf_of_objects(b"<</Type/Catalog>>")):
        with pytest.raises(DocumentDamaged):
            blocks_of(broken)
    for bomb in _bombs():
        with pytest.raises(ArchiveUnsafe):
            blocks_of(bomb)


def test_without_the_extra_the_reader_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)

    with pytest.raises(PdfReaderMissing):
        blocks_of(pdf_of("ข้อความ"))


@pytest.mark.parametrize(("bound", "limit"), [("MOST_LETTERS", 10), ("_MOST_STROKES", 3)])
def test_a_page_too_full_to_be_measured_comes_as_lines(
    bound: str, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = pdf_of(TABLE)
    monkeypatch.setattr(pdf_page, bound, limit)

    assert not rows_of(data)
    assert squeezed("".join(texts_of(data))).startswith("ลำดับมาตรการ")


def test_the_document_is_closed_when_reading_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []
    close = pypdfium2.PdfDocument.close

    def spied(document: pypdfium2.PdfDocument) -> None:
        closed.append(True)
        close(document)

    monkeypatch.setattr(pypdfium2.PdfDocument, "close", spied)
    data = pdf_of("หนึ่ง", NewPage(), "สอง", NewPage(), "สาม")
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        seen.append((done, total))
        if done:
            raise InterruptedError

    reading = pdf_blocks(data, "รายงาน.pdf")
    assert isinstance(reading, Generator)
    next(reading)
    reading.close()
    with pytest.raises(InterruptedError):
        list(pdf_blocks(data, "รายงาน.pdf", stop))

    assert closed == [True, True]
    assert seen == [(0, 3), (1, 3)]
    assert texts_of(data) == ["หนึ่ง", "สอง", "สาม"]


@pytest.mark.long
def test_broken_documents_end_in_blocks_or_a_refusal() -> None:
    whole = pdf_of(INTRODUCTION, TABLE, NewPage(), TABLE)
    chance = printed_chance()

    for round_ in range(length(20, 700)):
        data = bytearray(whole)
        if round_ % 3 == 0:
            del data[chance.randrange(len(data)) :]
        elif round_ % 3 == 1:
            for _ in range(chance.randrange(1, 30)):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        else:
            data[20:] = chance.randbytes(chance.randrange(5_000))
        try:
            blocks = blocks_of(bytes(data))
        except IntakeError:
            continue
        assert all(isinstance(block, Block) for block in blocks)


@pytest.mark.long
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not part of the repository")
def test_real_reports_printed_and_read_keep_every_cell() -> None:
    names = sorted(path.name for path in SEEDS.glob("*.txt")) if LONG else ["nayai-2568.txt"]

    for name in names:
        tables: list[list[tuple[str, ...]]] = []
        for block in text_blocks((SEEDS / name).read_text(encoding="utf-8")):
            if isinstance(block, Row) and tables and len(tables[-1][0]) == len(block.cells):
                tables[-1].append(block.cells)
            elif isinstance(block, Row):
                tables.append([block.cells])
        for table in tables:
            read = rows_of(pdf_of(table, landscape=True, points=12))

            for column in range(len(table[0])):
                printed = "".join(row.cells[column] for row in read)
                assert squeezed(printed) == squeezed("".join(row[column] for row in table)), name
