import itertools
import re
import sys
from collections.abc import Iterator

import pytest
import rich.cells
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, chop_cells, set_cell_size
from rich.console import Console
from rich.segment import Segment
from rich.table import Table
from rich.text import Text
from textual import _compositor
from textual._compositor import ChopsUpdate, Compositor
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import Static

from ita_tui.console import GOOD, ConsoleWidths
from ita_tui.thai.cells import cell_width
from ita_tui.thai.clusters import clusters, cut
from ita_tui.thai.words import break_offsets
from screens.widgets import cell_widths, thai_layout, visible_cuts
from screens.widgets.cell_widths import lay_out_for
from screens.widgets.padding import padded
from screens.widgets.seams import FrameworkMovedError, standing_at
from screens.widgets.thai_input import ThaiInput
from screens.widgets.thai_text_area import ThaiTextArea
from tests.typing_thai import followed, type_thai

pytestmark = pytest.mark.painted

APART = ConsoleWidths(mark=1)
JOINING = ConsoleWidths(sara_am=0)
EVERY = pytest.mark.parametrize("widths", [GOOD, APART, JOINING], ids=["good", "apart", "joining"])
SENTENCE = "ผู้ที่น้ำก็กำลังปฏิบัติหน้าที่ตามคำสั่ง"
WORDS = ("ที่", "น้ำ", "กำ", "ก็", "ลัง", "ปฏิ", "ผู้", "เกี๊ยะ", "a", " ", "๑", "│", "漢")
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map("".join)


@pytest.fixture(autouse=True)
def good_again() -> Iterator[None]:
    thai_layout.install()
    lay_out_for()
    yield
    lay_out_for()


# --- how many columns ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("widths", "columns"),
    [
        (GOOD, {"ที่": 1, "น้ำ": 2, "กำ": 2, "เกี๊ยะ": 4}),
        (APART, {"ที่": 3, "น้ำ": 3, "กำ": 2, "เกี๊ยะ": 6}),
        (JOINING, {"ที่": 1, "น้ำ": 1, "กำ": 1, "เกี๊ยะ": 4}),
    ],
    ids=["good", "apart", "joining"],
)
def test_thai_is_counted_as_the_terminal_draws_it(widths: ConsoleWidths, columns: dict[str, int]) -> None:
    lay_out_for(widths)

    assert {text: cell_len(text) for text in columns} == columns
    assert {text: cell_width(text) for text in columns} == columns


@EVERY
def test_rich_and_the_rooms_that_know_no_rich_count_every_thai_letter_alike(widths: ConsoleWidths) -> None:
    lay_out_for(widths)

    for point in range(0x0E01, 0x0E5C):
        letter = chr(point)
        assert cell_len(letter) == cell_width(letter), letter
        assert cell_len(letter * 600) == 600 * cell_len(letter), letter  # long texts are counted elsewhere


@EVERY
def test_other_scripts_and_signs_keep_their_columns(widths: ConsoleWidths) -> None:
    lay_out_for(widths)

    for text, columns in (("abc", 3), ("╭─╮", 3), ("漢字", 4), ("✓ ◐", 3), ("…", 1), ("\n", 0)):
        assert cell_len(text) == columns, text


def test_where_marks_stand_apart_so_does_every_invisible_sign() -> None:
    text = "e\u0301a\u200b👩\u200d👧❤\ufe0f"
    lay_out_for(APART)

    assert cell_len(text) == cell_width(text) == 2 + 2 + (2 + 1 + 2) + 2


def test_what_was_counted_before_is_forgotten_and_counted_anew() -> None:
    before = (cell_len(SENTENCE), cut(SENTENCE, 8), break_offsets(SENTENCE, 12), padded("ที่", 4))
    lay_out_for(APART)
    apart = (cell_len(SENTENCE), cut(SENTENCE, 8), break_offsets(SENTENCE, 12), padded("ที่", 4))
    lay_out_for(GOOD)
    after = (cell_len(SENTENCE), cut(SENTENCE, 8), break_offsets(SENTENCE, 12), padded("ที่", 4))

    assert before == after
    assert all(one != other for one, other in zip(before, apart, strict=True))
    assert (before[3], apart[3]) == ("ที่   ", "ที่ ")


@EVERY
def test_wrapped_lines_and_table_cells_fit_their_width(widths: ConsoleWidths) -> None:
    lay_out_for(widths)
    console = Console(width=30, file=sys.stderr)
    table = Table(show_lines=True)
    table.add_column(Text("มาตรการ"), width=10)
    table.add_column(Text("ผู้รับผิดชอบ"), width=9, no_wrap=True, overflow="ellipsis")
    table.add_row(Text(SENTENCE), Text(SENTENCE))

    lines = ["".join(part.text for part in line) for line in console.render_lines(table, pad=False)]

    assert len({cell_len(line) for line in lines}) == 1
    assert any("…" in line for line in lines)
    assert all(line.cell_length <= 16 for line in Content(SENTENCE).wrap(16))


# --- where a text is parted ---------------------------------------------------------------------------------------


def whole(text: str, of: str) -> bool:
    """Whether a part of a text holds nothing but blanks and clusters of the text."""
    return set(clusters(text)) <= {*clusters(of), " "}


@EVERY
@given(text=texts, at=st.integers(0, 40))
@settings(deadline=None)
def test_a_crop_has_its_columns_and_holds_whole_clusters(widths: ConsoleWidths, text: str, at: int) -> None:
    lay_out_for(widths)

    left, right = Segment(text).split_cells(at)

    assert cell_len(left.text) == min(at, cell_len(text))
    assert cell_len(left.text) + cell_len(right.text) == cell_len(text)
    assert whole(left.text, text), (left, right)
    assert whole(right.text, text), (left, right)


@EVERY
@given(text=texts, width=st.integers(0, 30))
@settings(deadline=None)
def test_a_text_set_to_a_width_has_it_and_holds_whole_clusters(
    widths: ConsoleWidths, text: str, width: int
) -> None:
    lay_out_for(widths)

    shown = set_cell_size(text, width)

    assert cell_len(shown) == width
    assert whole(shown, text)


@EVERY
@given(text=texts, width=st.integers(5, 30))
@settings(deadline=None)
def test_a_chopped_text_is_whole_again_when_joined(widths: ConsoleWidths, text: str, width: int) -> None:
    lay_out_for(widths)

    lines = chop_cells(text, width)

    assert "".join(lines) == text
    assert all(cell_len(line) <= width and whole(line, text) for line in lines)


@EVERY
@given(text=texts, width=st.integers(1, 30))
@settings(deadline=None)
def test_a_cut_is_between_clusters_and_shows(widths: ConsoleWidths, text: str, width: int) -> None:
    lay_out_for(widths)

    shown = Content(text).truncate(width, ellipsis=True).plain
    rich_text = Text(text)
    rich_text.truncate(width, overflow="ellipsis")

    for one in (shown, rich_text.plain, cut(text, width)):
        assert cell_len(one) <= width
        assert one == text or (one.endswith("…") and whole(one[:-1], text))


@EVERY
def test_a_line_divided_at_every_column_keeps_its_width(widths: ConsoleWidths) -> None:
    lay_out_for(widths)
    strip = Strip([Segment("ก"), Segment(SENTENCE), Segment(" │")])

    for first, second in itertools.combinations(range(1, strip.cell_length), 2):
        parts = strip.divide([first, second, strip.cell_length])
        assert [cell_len(part.text) for part in parts] == [
            first,
            second - first,
            strip.cell_length - second,
        ]


# --- what is replaced ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seam", cell_widths.SEAMS, ids=".".join)
def test_every_replaced_name_of_rich_is_ours(seam: tuple[str, str]) -> None:
    _holder, value = standing_at(*seam)

    assert value.__module__ == "screens.widgets.cell_widths"


@pytest.mark.parametrize("seam", cell_widths.SEAMS, ids=".".join)
def test_a_name_that_rich_has_moved_is_told_to_the_programmer(
    seam: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    holder, _value = standing_at(*seam)
    monkeypatch.delattr(holder, seam[1])

    with pytest.raises(FrameworkMovedError, match=re.escape(".".join(seam)) + r" is gone in rich \d+"):
        cell_widths._install.__wrapped__()


def test_no_module_holds_a_replaced_function_of_rich_under_another_roof() -> None:
    names = {"load_cell_table", "_cell_len", "split_graphemes", "_split_text"}
    holders = {
        (module_name, name)
        for module_name, module in sys.modules.copy().items()
        if module_name.split(".")[0] in {"rich", "textual"}
        for name in names
        if name in vars(module)
    }

    assert holders == {("rich.cells", name) for name in names}


def test_the_memories_that_are_emptied_are_the_ones_that_textual_asks() -> None:
    from textual import _cells, _wrap

    assert _cells.cell_len is rich.cells.cached_cell_len
    assert vars(_wrap)["get_character_cell_size"] is rich.cells.get_character_cell_size
    assert rich.cells.set_cell_size.__globals__ is vars(rich.cells)


@pytest.mark.parametrize("seam", visible_cuts.SEAMS, ids=lambda seam: seam[1])
def test_a_part_of_the_compositor_that_has_moved_is_noticed(
    seam: tuple[object, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(*seam)

    with pytest.raises(AttributeError, match=seam[1]):
        visible_cuts.install.__wrapped__()


def test_the_compositor_paints_with_ours() -> None:
    assert _compositor.ChopsUpdate is visible_cuts.WholeChops
    assert issubclass(visible_cuts.WholeChops, ChopsUpdate)
    assert Compositor._render_chops.__module__ == "screens.widgets.visible_cuts"


# --- widgets under widgets ----------------------------------------------------------------------------------------


class Layers(App[None]):
    """Columns of a few cells, with edges everywhere, and a text laid over them."""

    CSS = """
    Screen { layers: below above; }
    Horizontal { layer: below; height: 6; }
    Horizontal Static { width: 3; height: 6; background: red; }
    #over { layer: above; width: 30; height: 2; offset: 4 1; background: blue; }
    """

    def compose(self) -> ComposeResult:
        with Horizontal():
            for _ in range(12):
                yield Static("กขค\n" * 6, classes="column")
        yield Static(SENTENCE, id="over")


@EVERY
async def test_edges_that_lie_hidden_under_a_text_do_not_cut_it(widths: ConsoleWidths) -> None:
    lay_out_for(widths)
    app = Layers()

    async with app.run_test(size=(40, 8)) as pilot:
        await followed(pilot)
        compositor = app.screen._compositor
        over = app.query_one("#over")
        expected = [over.render_line(y).text for y in (0, 1)]
        lines = [strip.text for strip in compositor.render_strips()]

    assert expected[0] in lines[1]
    assert expected[1] in lines[2]
    assert all(cell_len(line) == 40 for line in lines)
    assert lines[4].startswith("กขค" * 12)


@EVERY
async def test_a_change_below_a_text_paints_the_text_whole(widths: ConsoleWidths) -> None:
    lay_out_for(widths)
    app = Layers()

    async with app.run_test(size=(40, 8)) as pilot:
        await followed(pilot)
        compositor = app.screen._compositor
        text = app.query_one("#over").render_line(0).text
        for left in range(0, 36, 3):
            compositor._dirty_regions.update({Region(left, 1, 3, 1)})
            update = compositor.render_partial_update()
            assert update is not None
            painted = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", update.render_segments(app.console))
            if left + 3 > 4 and left < 34:
                assert text in painted, left
            assert set(clusters(painted)) <= {*clusters(text), *"กขค", " "}, left


def test_only_edges_that_can_be_seen_part_a_line() -> None:
    dialog, behind, beside = (10, 30), (5, 20), (30, 40)

    assert visible_cuts._visible((dialog, behind, beside, (0, 50)), 50) == [0, 5, 10, 30, 40, 50]
    assert visible_cuts._visible((behind, dialog), 50) == [0, 5, 20, 30, 50]


def test_a_change_grows_to_the_edges_around_it() -> None:
    ends = [10, 20, 50]

    assert visible_cuts._grown(ends, 12, 15) == (10, 20)
    assert visible_cuts._grown(ends, 10, 20) == (10, 20)
    assert visible_cuts._grown(ends, 0, 50) == (0, 50)
    assert visible_cuts._grown(ends, 9, 21) == (0, 50)


# --- typing -------------------------------------------------------------------------------------------------------


class Fields(App[None]):
    CSS = "ThaiInput { width: 12; } ThaiTextArea { width: 20; height: 5; border: none; padding: 0; }"

    def compose(self) -> ComposeResult:
        yield ThaiInput(compact=True)
        yield ThaiTextArea()


@EVERY
async def test_the_cursor_covers_the_whole_cluster_and_a_click_finds_it(widths: ConsoleWidths) -> None:
    lay_out_for(widths)
    app = Fields()
    async with app.run_test(size=(30, 10)) as pilot:
        field, area = app.query_one(ThaiInput), app.query_one(ThaiTextArea)
        field.focus()
        await type_thai(pilot, "ที่น้ำก็")
        for cluster, start in (("ที่", 0), ("น้ำ", 3), ("ก็", 6)):
            field.cursor_position = start
            await followed(pilot)
            assert cluster in [segment.text for segment in field.render_line(0)]
            for inside in range(cell_len(cluster)):
                column = cell_len("ที่น้ำก็"[:start]) + inside
                await pilot.click(field, offset=(column + field.gutter.left, 0))
                assert field.cursor_position == start, column
        area.focus()
        await type_thai(pilot, "ที่น้ำก็")
        for start in (0, 3, 6):
            column = cell_len("ที่น้ำก็"[:start])
            for inside in range(cell_len("ที่น้ำก็"[start]) if start else 1):
                await pilot.click(area, offset=(column + inside, 0))
                assert area.cursor_location == (0, start), column


@pytest.mark.parametrize("widths", [GOOD, JOINING], ids=["good", "joining"])
async def test_a_field_longer_than_its_place_scrolls_by_whole_clusters(widths: ConsoleWidths) -> None:
    lay_out_for(widths)
    app = Fields()
    async with app.run_test(size=(30, 10)) as pilot:
        field = app.query_one(ThaiInput)
        field.focus()
        await type_thai(pilot, SENTENCE)
        for at in range(len(SENTENCE) + 1):
            field.cursor_position = at
            await followed(pilot)
            line = field.render_line(0)
            assert cell_len(line.text) == line.cell_length
            assert whole(line.text, SENTENCE), line.text


async def test_a_field_on_an_old_console_has_its_width_wherever_the_cursor_is() -> None:
    lay_out_for(APART)
    app = Fields()
    async with app.run_test(size=(30, 10)) as pilot:
        field = app.query_one(ThaiInput)
        field.focus()
        await type_thai(pilot, SENTENCE)
        for at in range(len(SENTENCE) + 1):
            field.cursor_position = at
            await followed(pilot)
            assert cell_len(field.render_line(0).text) == field.size.width - field.gutter.width + 1
