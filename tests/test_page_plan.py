from itertools import groupby, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from exports.page_plan import FEWEST_LINES, Band, Kind, Part, Room, Tie, plan

LINE = 20.0
HEAD = 30.0
ROOM = Room(body=500, label=25, tallest=400)


def band(
    kind: Kind, lines: int, *, with_next: bool = False, table: int = 0, begins_page: bool = False
) -> Band:
    def height_of(first: int, last: int) -> float:
        return (last - first) * LINE

    tie = Tie.FAST if with_next else Tie.NONE
    if kind is Kind.ROW:
        return Band(kind, lines, height_of, tie, table, HEAD, begins_page)
    return Band(kind, lines, height_of, tie, begins_page=begins_page)


def row(lines: int) -> Band:
    return band(Kind.ROW, lines)


def filled(bands: list[Band], page: tuple[Part, ...], number: int) -> float:
    """The height of a page's parts, with its label and the head over each run of a table's rows."""
    height = ROOM.label if number else ROOM.first_label
    runs = [table for table, _run in groupby(page, key=lambda part: bands[part.band].table)]
    height += HEAD * sum(table is not None for table in runs)
    return height + sum(bands[part.band].height_of(part.first, part.last) for part in page)


def test_rows_that_fit_stay_whole_on_one_page() -> None:
    assert plan([row(5), row(10)], ROOM) == ((Part(0, 0, 5), Part(1, 0, 10)),)


def test_a_short_row_moves_to_the_next_page_rather_than_be_parted() -> None:
    assert plan([row(18), row(8)], ROOM) == ((Part(0, 0, 18),), (Part(1, 0, 8),))


def test_a_row_is_parted_rather_than_leave_half_a_page_empty() -> None:
    first, second = plan([row(10), row(16)], ROOM)

    assert first == (Part(0, 0, 10), Part(1, 0, 13))
    assert second == (Part(1, 13, 16),)


def test_a_row_taller_than_a_page_goes_on_over_as_many_as_it_takes() -> None:
    pages = plan([row(50)], ROOM)

    assert [part for page in pages for part in page] == [Part(0, 0, 20), Part(0, 20, 40), Part(0, 40, 50)]


def test_what_is_signed_never_stands_without_a_row() -> None:
    bands = [row(18), band(Kind.ROW, 4, with_next=True)]
    bands += [band(Kind.WHOLE, 1, with_next=True) for _ in range(8)]
    bands += [band(Kind.WHOLE, 1)]

    pages = plan(bands, ROOM)

    assert [part.band for part in pages[-1]] == list(range(1, 11))


def test_a_long_last_row_leaves_its_end_with_the_signature() -> None:
    bands = [
        band(Kind.ROW, 20, with_next=True),
        *[band(Kind.WHOLE, 1, with_next=True)] * 8,
        band(Kind.WHOLE, 1),
    ]

    first, second = plan(bands, ROOM)

    assert first == (Part(0, 0, 17),)
    assert [part.band for part in second] == list(range(10))


def test_what_begins_a_page_turns_it_and_leaves_no_empty_one() -> None:
    bands = [band(Kind.TEXT, 2, begins_page=True), band(Kind.TEXT, 2, begins_page=True)]

    assert plan(bands, ROOM) == ((Part(0, 0, 2),), (Part(1, 0, 2),))


def test_a_heading_never_stands_alone_over_a_table_that_begins_on_the_next_page() -> None:
    for above in range(1, 24):
        bands = [band(Kind.TEXT, above), band(Kind.TEXT, 1, with_next=True), band(Kind.ROW, 15)]
        pages = plan(bands, ROOM)
        heading = next(page for page in pages if any(part.band == 1 for part in page))
        assert heading[-1].band == 2


def test_a_second_table_takes_room_for_its_own_head() -> None:
    bands = [band(Kind.ROW, 11), band(Kind.ROW, 11, table=1)]  # 2 × 220 points and 2 heads: a point too much

    assert [len(page) for page in plan([*bands, band(Kind.TEXT, 1)], ROOM)] == [2, 1]


def test_a_label_on_the_first_page_takes_its_room() -> None:
    room = Room(body=500, label=25, tallest=400, first_label=25)

    assert [len(page) for page in plan([row(12), row(11)], ROOM)] == [2]
    assert len(plan([row(12), row(11)], room)) == 2


bands_of_any_kind = st.lists(
    st.builds(
        lambda kind, lines, with_next, table, begins_page: band(
            kind,
            1 if kind is Kind.WHOLE else lines,
            with_next=with_next,
            table=table,
            begins_page=begins_page,
        ),
        st.sampled_from(Kind),
        st.integers(1, 60),
        st.booleans(),
        st.integers(0, 1),
        st.sampled_from([False, False, True]),
    ),
    max_size=25,
)


@settings(deadline=None)
@given(bands_of_any_kind)
def test_every_line_is_printed_once_and_in_order(bands: list[Band]) -> None:
    parts = [part for page in plan(bands, ROOM) for part in page]

    lines = [(part.band, line) for part in parts for line in range(part.first, part.last)]
    assert lines == [(index, line) for index, one in enumerate(bands) for line in range(one.lines)]


@settings(deadline=None)
@given(bands_of_any_kind)
def test_no_page_and_no_row_is_taller_than_the_paper_allows(bands: list[Band]) -> None:
    pages = plan(bands, ROOM)

    for number, page in enumerate(pages):
        assert filled(bands, page, number) <= ROOM.body
        assert all(bands[part.band].height_of(part.first, part.last) <= ROOM.tallest for part in page)
        assert page or len(pages) == 1


@settings(deadline=None)
@given(bands_of_any_kind)
def test_no_part_is_left_alone_with_a_line_or_two(bands: list[Band]) -> None:
    parts = [part for page in plan(bands, ROOM) for part in page]

    for part in parts:
        is_whole = (part.first, part.last) == (0, bands[part.band].lines)
        assert is_whole or part.last - part.first >= FEWEST_LINES
    for before, after in pairwise(parts):
        assert before.band != after.band or before.last == after.first


def test_what_no_page_holds_together_still_fills_its_pages() -> None:
    names = [band(Kind.WHOLE, 1, with_next=True) for _ in range(60)]

    pages = plan([band(Kind.ROW, 4, with_next=True), *names, band(Kind.WHOLE, 1)], ROOM)

    assert len(pages) == 3
    assert all(filled([row(4), *names, band(Kind.WHOLE, 1)], page, 1) > ROOM.body * 0.8 for page in pages[:2])
