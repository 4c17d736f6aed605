import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.reports.layouts import Field, layout_named, read_layout, shipped_layouts
from ita_tui.reports.page import Align
from ita_tui.reports.refusals import LayoutError, LayoutUnknown

OWN = """
title = "ตารางของเรา"

[heading]
title = ["ผลของ{agency} ปี {year}"]

[[columns]]
field = "number"
head = "ลำดับ"
weight = 5
align = "center"

[[columns]]
field = "outcome"
head = "ผลลัพธ์"
weight = 40
"""


def test_the_progress_table_has_the_five_columns_in_print_order() -> None:
    layout = layout_named("progress")

    assert [column.head for column in layout.columns] == [
        "มาตรการ",
        "วิธีการดำเนินการ",
        "ผู้รับผิดชอบ",
        "ระยะเวลา",
        "ผลการดำเนินการ",
    ]
    assert [column.field for column in layout.columns] == [
        Field.TITLE,
        Field.METHOD,
        Field.RESPONSIBLE,
        Field.PERIOD,
        Field.RESULT,
    ]


def test_every_shipped_layout_says_in_thai_what_it_is_for() -> None:
    layouts = shipped_layouts()

    assert len({layout.name for layout in layouts}) == len(layouts) > 0
    for layout in layouts:
        assert any("ก" <= letter <= "ฮ" for letter in layout.title)
        assert any("ก" <= letter <= "ฮ" for letter in layout.purpose)


def test_a_layout_of_her_own_is_read() -> None:
    layout = read_layout(OWN, "ours")

    assert layout.name == "ours"
    assert [(column.weight, column.align) for column in layout.columns] == [
        (5, Align.CENTER),
        (40, Align.LEFT),
    ]
    assert layout.sections == ()


def test_a_layout_of_her_own_goes_before_a_shipped_one_of_the_same_name() -> None:
    own = read_layout(OWN, "progress")

    assert layout_named("progress", (own,)) is own


def test_an_unknown_layout_is_answered_with_the_known_ones() -> None:
    own = read_layout(OWN, "ours")

    with pytest.raises(LayoutUnknown, match=r"ไม่มีแบบรายงานชื่อ progres · แบบที่มี: ours progress"):
        layout_named("progres", (own,))


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ('align = "center"', "align = center", "บรรทัดที่ ๑๑"),
        ('title = "ตารางของเรา"', "", "title"),
        ('title = "ตารางของเรา"', "title = 3", "title"),
        ('field = "outcome"', 'field = "ผลลัพธ์"', "columns[1].field"),
        ("weight = 5", "weight = 0", "columns[0].weight"),
        ("weight = 5", "weight = true", "columns[0].weight"),
        ("weight = 40", "wieght = 40", "columns[1].weight"),
        ("weight = 40", 'weight = 40\ncolour = "red"', "columns[1].colour"),
        ('align = "center"', 'align = "middle"', "columns[0].align"),
        ("{agency}", "{agency.name}", "heading.title[0]"),
        ("{agency}", "{who}", "heading.title[0]"),
        ("{agency}", "{link}", "heading.title[0]"),
        ("{agency}", "{agency", "heading.title[0]"),
        ("{agency}", "{agency!r}", "heading.title[0]"),
        ("[heading]", "[headnig]", "heading"),
        ('title = ["ผลของ{agency} ปี {year}"]', 'title = "ผล"', "heading.title"),
        ("[[columns]]", "[[column]]", "columns"),
        ('title = "ตารางของเรา"', 'title = "ตารางของเรา"\ntable = "people"', "table"),
        ('title = "ตารางของเรา"', 'title = "ตารางของเรา"\ncolumns = "ห้า"', "บรรทัดที่ ๘"),
        ('title = "ตารางของเรา"', 'title = "ตารางของเรา"\nsections = ["ท้าย"]', "sections[0]"),
    ],
)
def test_a_broken_layout_is_refused_at_its_line_or_key(before: str, after: str, place: str) -> None:
    with pytest.raises(LayoutError) as refused:
        read_layout(OWN.replace(before, after), "ours")

    assert refused.value.place == place
    assert str(refused.value).startswith(f"แบบรายงาน ours ใช้ไม่ได้ ที่ {place} ")


def test_a_layout_cut_off_is_refused_at_its_end() -> None:
    with pytest.raises(LayoutError, match="ท้ายไฟล์"):
        read_layout('title = "ตาราง', "ours")


@settings(deadline=None)
@given(st.data())
def test_no_slip_of_the_pen_in_a_layout_ends_in_a_traceback(draws: st.DataObject) -> None:
    start = draws.draw(st.integers(0, len(OWN)))
    end = draws.draw(st.integers(start, min(start + 30, len(OWN))))
    slip = draws.draw(st.text("ก{}[]=\"' \n1", max_size=4))

    with contextlib.suppress(LayoutError):
        assert read_layout(OWN[:start] + slip + OWN[end:], "ours").columns
