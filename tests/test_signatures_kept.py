"""However much there is to sign and however many sign it: nobody's lines are parted, and nobody signs an empty page."""

from hypothesis import given, settings
from hypothesis import strategies as st

from exports.faces import FACES, Face
from exports.page_plan import Band, Kind, Room, Tie, plan
from exports.paper import WIDE
from exports.print_sheet import lay_out
from exports.sheet import Look, SheetRow
from ita_tui.reports.page import (
    Heading,
    Paragraph,
    Part,
    QrCode,
    Signatory,
    Signature,
    Table,
    Title,
    signature_lines,
)
from tests.long_series import length
from tests.printed_pages import HEADS, LINK, SENTENCES, measure_row, page_with

POSITIONS = (
    "",
    "ประธานกรรมการ",
    "ผู้อำนวยการกองยุทธศาสตร์และงบประมาณ รักษาราชการแทนปลัด",
    SENTENCES[0],
)
COMMITTEE = ("คณะกรรมการขับเคลื่อน", "การประเมินคุณธรรมและความโปร่งใส", "องค์การบริหารส่วนตำบลทุ่งตัวอย่าง", "ปี ๒๕๖๙")

signatures = st.builds(
    lambda lines, positions: Signature(
        COMMITTEE[:lines],
        tuple(signature_lines(Signatory(f"นายตัวอย่าง คนที่ {n}", p)) for n, p in enumerate(positions)),
    ),
    st.integers(0, len(COMMITTEE)),
    st.lists(st.sampled_from(POSITIONS), min_size=1, max_size=4),
)
paragraphs = st.integers(1, 60).map(lambda words: Paragraph(" ".join(SENTENCES * 2)[: words * 12]))
sections = st.builds(
    lambda texts, coded: (
        Heading("ช่องทางตอบแบบวัด EIT"),
        *texts,
        Paragraph(LINK, LINK),
        *([QrCode(LINK, "สแกนเพื่อตอบแบบวัด")] if coded else []),
    ),
    st.lists(paragraphs, min_size=1, max_size=10),
    st.booleans(),
)
tables = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=7).map(
    lambda rows: Table(HEADS, tuple(measure_row(n, steps=a, results=b) for n, (a, b) in enumerate(rows, 1)))
)


def pages_of(*parts: Part, face: Face) -> list[list[SheetRow]]:
    pages: list[list[SheetRow]] = [[]]
    for row in lay_out(page_with(*parts), face=face).rows:
        if row.breaks:
            pages.append([])
        pages[-1].append(row)
    return pages


def looks(page: list[SheetRow]) -> list[Look]:
    return [row.cells[0].look for row in page if row.cells]


@settings(deadline=None, max_examples=length(60, 600))
@given(tables, st.one_of(st.just(()), sections), signatures, st.sampled_from(FACES))
def test_a_signature_stands_whole_on_one_page_with_something_of_what_is_signed(
    table: Table, section: tuple[Part, ...], signature: Signature, face: Face
) -> None:
    pages = pages_of(Title(("รายงาน", "ปี ๒๕๖๙")), table, *section, signature, face=face)

    (signed,) = [page for page in pages if Look.SIGNATURE in looks(page)]
    first = looks(signed).index(Look.SIGNATURE)
    assert {Look.TEXT, Look.CELL, Look.HEAD} & set(looks(signed)[:first])


@settings(deadline=None, max_examples=length(60, 600))
@given(tables, sections, signatures, st.sampled_from(FACES))
def test_no_heading_ends_a_page_and_no_code_is_parted_from_its_words(
    table: Table, section: tuple[Part, ...], signature: Signature, face: Face
) -> None:
    pages = pages_of(Title(("รายงาน", "ปี ๒๕๖๙")), table, *section, signature, face=face)

    for page in pages:
        assert looks(page)[-1] not in {Look.HEADING, Look.TITLE}
        for at, row in enumerate(page):
            assert not row.picture or page[at + 1].cells[0].text == "สแกนเพื่อตอบแบบวัด"
        assert sum(row.height for row in page) <= WIDE.text_height


@settings(deadline=None, max_examples=length(30, 500))
@given(st.integers(5, 60), st.integers(1, 4))
def test_who_signs_for_a_committee_that_fills_pages_is_not_parted_in_their_own_lines(
    lines: int, count: int
) -> None:
    signed = tuple(signature_lines(Signatory(f"คนที่ {n}", "กรรมการ")) for n in range(count))

    pages = pages_of(Paragraph("ก"), Signature(("คณะกรรมการ",) * lines, signed), face=FACES[0])

    for name in range(0, count, 2):
        (page,) = [
            page for page in pages if any(f"(คนที่ {name})" in c.text for row in page for c in row.cells)
        ]
        texts = [row.cells[0].text if row.cells else "" for row in page]
        at = texts.index(f"(คนที่ {name})")
        assert texts[at - 2] == ""
        assert texts[at - 1].startswith("(ลงชื่อ)")
        assert texts[at + 1] == "กรรมการ"


# --- which tie gives way ---------------------------------------------------------------------------------------------

ROOM = Room(body=500, label=20, tallest=400)


def whole(height: float, tie: Tie = Tie.NONE) -> Band:
    return Band(Kind.WHOLE, 1, lambda _first, _last: height, tie)


def bands_on(*bands: Band) -> list[list[int]]:
    return [[part.band for part in page] for page in plan(bands, ROOM)]


def test_what_a_page_holds_is_not_untied() -> None:
    assert bands_on(whole(100), whole(200, Tie.LOOSE), whole(200, Tie.NEAR), whole(80)) == [[0], [1, 2, 3]]


def test_the_weakest_tie_gives_way_and_as_much_as_a_page_holds_stays_together() -> None:
    words = [whole(60, Tie.LOOSE) for _ in range(4)]

    pages = bands_on(
        whole(200), whole(30, Tie.FAST), *words, whole(100, Tie.FAST), whole(20, Tie.NEAR), whole(250)
    )

    assert pages == [[0, 1, 2, 3, 4], [5, 6, 7, 8]]


def test_a_signature_is_untied_from_what_is_signed_before_it_is_cut_in_itself() -> None:
    signature = [whole(100, Tie.OWN) for _ in range(4)]

    assert bands_on(whole(100, Tie.FAST), whole(60, Tie.NEAR), *signature, whole(60)) == [
        [0, 1],
        [2, 3, 4, 5, 6],
    ]


def test_a_signature_that_no_page_holds_is_parted_between_those_who_sign() -> None:
    pair = [whole(20, Tie.FAST), whole(50, Tie.FAST), whole(50, Tie.FAST), whole(50, Tie.OWN)]

    assert bands_on(*pair, *pair, *pair) == [[0, 1, 2, 3], [4, 5, 6, 7, 8, 9, 10, 11]]


def test_the_end_of_a_long_text_goes_with_the_signature() -> None:
    text = Band(Kind.TEXT, 40, lambda first, last: (last - first) * 20.0, Tie.NEAR)

    pages = plan([whole(400), text, whole(400, Tie.OWN), whole(10)], ROOM)

    assert [[(part.band, part.last - part.first) for part in page] for page in pages] == [
        [(0, 1), (1, 5)],
        [(1, 20)],
        [(1, 12)],
        [(1, 3), (2, 1), (3, 1)],
    ]
