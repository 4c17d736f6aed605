from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from ita_tui.thai.cells import cell_width
from ita_tui.thai.clusters import (
    cluster_at_cell,
    cluster_starts,
    clusters,
    cut,
    next_cluster,
    prev_cluster,
    snap_left,
    snap_right,
)

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
MARKS = frozenset(
    "\u0e31\u0e33\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"
)
thai = st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E3A) | st.sampled_from("เแโใไๆ็่้๊๋์ํ๑๒ ab.-("))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ผู้ที่น้ำก็", ["ผู้", "ที่", "น้ำ", "ก็"]),
        ("เรื่อง", ["เ", "รื่", "อ", "ง"]),
        ("า่", ["า่"]),
        ("\u0e48ก", ["\u0e48", "ก"]),
        ("e\u0301a", ["e\u0301", "a"]),
        ("ก\n\u0e48", ["ก", "\n", "\u0e48"]),
        ("", []),
    ],
)
def test_a_cluster_is_a_letter_with_the_marks_on_it(text: str, parts: list[str]) -> None:
    assert clusters(text) == parts


@given(thai)
@settings(deadline=None)
def test_clusters_lose_nothing_and_begin_with_a_letter(text: str) -> None:
    parts = clusters(text)

    assert "".join(parts) == text
    assert all(part[0] not in MARKS for part in parts[1:])


@given(thai, st.integers(0, 40))
@settings(deadline=None)
def test_every_move_lands_on_a_border(text: str, index: int) -> None:
    index = min(index, len(text))

    borders = cluster_starts(text)

    assert snap_left(text, index) <= index <= snap_right(text, index)
    assert {snap(text, index) for snap in (snap_left, snap_right, prev_cluster, next_cluster)} <= set(borders)
    assert prev_cluster(text, index) < index or index == 0
    assert next_cluster(text, index) > index or index == len(text)


def test_moving_through_a_word_takes_one_step_a_cluster() -> None:
    text, position, steps = "น้ำที่", 0, []

    while position < len(text):
        position = next_cluster(text, position)
        steps.append(position)

    assert steps == [3, 6]
    assert prev_cluster(text, 6) == 3


@pytest.mark.parametrize(("cell", "index"), [(0, 0), (1, 3), (2, 3), (3, 6), (4, 9), (99, 9)])
def test_a_column_belongs_to_the_cluster_drawn_there(cell: int, index: int) -> None:
    assert cluster_at_cell("ผู้น้ำที่", cell) == index


@given(thai, st.integers(0, 20))
@settings(deadline=None)
def test_a_cut_text_fits_and_is_the_beginning_of_the_text(text: str, cells: int) -> None:
    shown = cut(text, cells)

    assert cell_width(shown) <= cells
    assert shown in {text, ""} or text.startswith(shown.removesuffix("…"))
    assert shown == text or cells == 0 or shown.endswith("…")


def test_a_cut_falls_between_clusters_and_leaves_no_leading_vowel() -> None:
    assert cut("น้ำเสีย", 3) == "น้ำ…"[:3] + "…"
    assert cut("น้ำเสีย", 4) == "น้ำ…"
    assert cut("กี่ที่", 2) == "กี่ที่"
    assert cut("กี่ที่นี่", 2) == "กี่…"


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("ที่", 1),
        ("น้ำ", 2),
        ("IIT ๓๐", 6),
        ("表", 2),
        ("a\u200bb", 2),
        ("", 0),
        ("\u0e4d", 0),
        ("ก\u00adข", 3),
        ("\u0e00", 1),
    ],
)
def test_marks_take_no_column_and_sara_am_takes_one(text: str, width: int) -> None:
    assert cell_width(text) == width == cell_len(text)


def test_every_thai_character_is_as_wide_as_the_terminal_library_has_it() -> None:
    for code in range(0x0E00, 0x0E80):
        assert cell_width(chr(code)) == cell_len(chr(code)), hex(code)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not beside this repository")
def test_widths_agree_with_the_terminal_library_on_real_reports() -> None:
    for path in SEEDS.glob("*.txt"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert cell_width(line) == cell_len(line)
            assert "".join(clusters(line)) == line
