import inspect
import re
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import content
from textual.app import App, ComposeResult
from textual.content import Content
from textual.document import _wrapped_document
from textual.document._document import Document
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Offset
from textual.selection import Selection
from textual.strip import Strip
from textual.widgets import Static

from ita_tui.thai import dictionary
from ita_tui.thai.clusters import cluster_starts, clusters
from ita_tui.thai.words import load_dictionary, pieces
from screens.widgets import thai_layout
from screens.widgets.cell_widths import lay_out_for
from screens.widgets.seams import FrameworkMovedError, standing_at
from screens.widgets.thai_layout import install, rewrap, whole_clusters
from screens.widgets.thai_text_area import ThaiTextArea

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
SENTENCE = "ผู้ที่น้ำก็กำลังปฏิบัติหน้าที่ตามคำสั่งขององค์การบริหารส่วนตำบลบึงหลวง เรื่องต่าง ๆ พ.ศ. ๒๕๖๙"
MARK_FIRST = re.compile("[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]")
thai = st.text(
    st.characters(min_codepoint=0x0E01, max_codepoint=0x0E4E) | st.sampled_from(" a\t"), max_size=60
)


@pytest.fixture(autouse=True)
def installed() -> None:
    load_dictionary()
    pieces(SENTENCE)  # known: else its first lines are broken for now, and others later
    lay_out_for()
    install()


@pytest.mark.parametrize("seam", thai_layout.SEAMS, ids=".".join)
def test_every_replaced_name_exists_in_the_installed_versions(seam: tuple[str, str]) -> None:
    _holder, value = standing_at(*seam)

    assert value.__module__ == "screens.widgets.thai_layout"  # and not the one of the framework


def test_no_other_module_holds_the_line_breaking_that_was_replaced() -> None:
    functions = {
        (place, name) for place, name in thai_layout.SEAMS if not place.rpartition(".")[2][0].isupper()
    }
    names = {name for _place, name in functions}
    holders = {
        (module_name, name)
        for module_name, module in sys.modules.copy().items()
        if module_name.split(".")[0] in {"rich", "textual"}
        for name in names
        if name in vars(module)
    }

    assert holders == functions


def test_the_replaced_functions_are_called_as_ours_are_declared() -> None:
    divide_line, compute_wrap_offsets = (standing_at(*thai_layout.SEAMS[at])[1] for at in (1, 4))

    assert list(inspect.signature(divide_line).parameters) == ["text", "width", "fold"]
    assert divide_line("one two three", 8) == [8]  # no Thai: Rich's own
    assert compute_wrap_offsets("one two three", 8, 4) == [8]


@pytest.mark.parametrize("made", [Text, Content])
def test_what_a_terminal_would_obey_is_not_drawn(made: type[Text | Content]) -> None:
    drawn = made("ก\x1b[2Jข\x07ค\udc80ง\tจ\nฉ").plain

    assert drawn == "ก[2Jขค�ง\tจ\nฉ"


def test_installing_twice_changes_nothing() -> None:
    before = [standing_at(*seam)[1] for seam in thai_layout.SEAMS]

    install()

    assert [standing_at(*seam)[1] for seam in thai_layout.SEAMS] == before


def test_a_name_that_has_moved_is_told_to_the_programmer(monkeypatch: pytest.MonkeyPatch) -> None:
    import textual.content

    monkeypatch.delattr(textual.content, "divide_line")

    with pytest.raises(
        FrameworkMovedError, match=r"textual\.content\.divide_line is gone in rich \d+.*textual \d+"
    ):
        install.__wrapped__()


def test_textual_and_rich_wrap_thai_between_words() -> None:
    by_textual = [line.plain.rstrip() for line in Content(SENTENCE).wrap(16)]
    by_rich = [line.plain.rstrip() for line in Text(SENTENCE).wrap(Console(), 16)]

    assert by_textual == by_rich
    assert by_textual == [
        "ผู้ที่น้ำก็กำลัง",
        "ปฏิบัติหน้าที่ตามคำสั่ง",
        "ขององค์การบริหาร",
        "ส่วนตำบลบึงหลวง",
        "เรื่องต่าง ๆ พ.ศ.",
        "๒๕๖๙",
    ]


@given(thai, st.integers(4, 30))
@settings(deadline=None)
def test_a_text_area_wraps_whole_clusters_into_its_width_tabs_included(text: str, width: int) -> None:
    document = WrappedDocument(Document(text), width)

    offsets = document.get_offsets(0)

    assert set(offsets) <= set(cluster_starts(text))
    for section in document.get_sections(0):
        if "\t" not in section:
            assert cell_len(section) <= width


@pytest.mark.parametrize("text", ["no room", "ไม่มีที่", "ก\tข no"])
def test_a_window_without_any_room_for_text_breaks_it_nowhere(text: str) -> None:
    install()

    assert vars(content)["divide_line"](text, 0) == []
    assert vars(_wrapped_document)["compute_wrap_offsets"](text, 0, 4) == []


def test_a_line_with_tabs_breaks_between_words_after_the_tab() -> None:
    document = WrappedDocument(Document("มาตรการ\tวิธีดำเนินการ\tผู้รับผิดชอบ"), 16)

    assert document.get_sections(0) == ["มาตรการ\tวิธี", "ดำเนินการ\t", "ผู้รับผิดชอบ"]


def rejoined(left: str, right: str, text: str) -> bool:
    """Whether two halves are a text; a consonant with SARA AM that stands across the cut may be blanks on both sides."""
    across = text[len(left) - 1 : len(text) - len(right) + 1]
    blanked = left[-1:] == right[:1] == " " and text.startswith(left[:-1]) and text.endswith(right[1:])
    return left + right == text or (blanked and "ำ" in across)


@given(thai.filter(lambda text: "\t" not in text), st.integers(0, 30))
@settings(deadline=None)
def test_a_crop_keeps_marks_with_their_consonant(text: str, at: int) -> None:
    left, right = Segment(text).split_cells(at)

    assert rejoined(left.text, right.text, text)
    assert cell_len(left.text) == min(at, cell_len(text)) or not left.text.strip()
    assert not (left.text and right.text and cell_len(right.text[0]) == 0)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not beside this repository")
def test_real_reports_are_cropped_and_wrapped_whole() -> None:
    for path in SEEDS.glob("*.txt"):
        for text in re.split(r"[\n\t]", path.read_text(encoding="utf-8"))[:60]:
            for at in range(1, min(cell_len(text), 40)):
                left, right = Segment(text).split_cells(at)
                assert rejoined(left.text, right.text, text)
                assert not (right.text and cell_len(right.text[0]) == 0)
            assert all(cell_len(line.plain) <= 40 for line in Content(text).wrap(40))


def test_a_copied_selection_holds_whole_clusters() -> None:
    text = "ผู้ที่น้ำ\nก็กำลัง"
    borders = [cluster_starts(line) for line in text.splitlines()]

    for start in range(len("ผู้ที่น้ำ")):
        for end in range(start + 1, len("ผู้ที่น้ำ") + 1):
            copied = Selection(Offset(start, 0), Offset(end, 0)).extract(text)
            assert copied
            assert set(clusters(copied)) <= set(clusters(text))
    across = Selection(Offset(4, 0), Offset(1, 1)).extract(text)
    assert across == "ที่น้ำ\nก็"
    assert Selection(None, None).extract(text) == text
    assert borders[0][0] == 0


def test_a_style_covers_whole_clusters_and_loses_no_column() -> None:
    plain, reverse = Style(), Style(reverse=True)
    strip = Strip(
        [
            Segment("ก", plain),
            Segment("น", reverse),
            Segment("้ำที", plain),
            Segment("่", reverse),
            Segment("x", plain),
        ]
    )

    whole = whole_clusters(strip)

    assert [segment.text for segment in whole] == ["ก", "น้ำ", "ที่", "x"]
    assert next(iter(whole)).style == plain
    assert whole.cell_length == strip.cell_length == sum(cell_len(segment.text) for segment in whole)


class _Reading(App[None]):
    CSS = "Screen { width: 30; } #area { height: 6; } Static { width: 24; height: auto; }"

    def compose(self) -> ComposeResult:
        yield Static(SENTENCE, markup=False)
        yield ThaiTextArea(SENTENCE, id="area")


async def test_open_screens_are_wrapped_anew_when_the_dictionary_arrives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_words = dictionary._dictionary
    without = dictionary._Dictionary()
    without.generation = -2
    monkeypatch.setattr(dictionary, "_dictionary", without)
    app = _Reading()
    async with app.run_test(size=(40, 30)) as pilot:
        static, area = app.query_one(Static), app.query_one(ThaiTextArea)
        before = [area.wrapped_document.get_sections(0), _shown(static)]
        monkeypatch.setattr(dictionary, "_dictionary", with_words)

        rewrap(app)
        await pilot.pause()

        after = [area.wrapped_document.get_sections(0), _shown(static)]
        assert before[0] != after[0]
        assert before[1] != after[1]
        assert static.size.height == len(after[1])
        for sections in after:
            for first, second in pairwise(sections):
                assert not MARK_FIRST.match(second), (first, second)


def _shown(widget: Static) -> list[str]:
    return [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]
