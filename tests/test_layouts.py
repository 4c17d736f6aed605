import contextlib
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain.indicators import INDICATORS
from ita_tui.intake.headings import HeadNames, header_of, indicator_name
from ita_tui.reports.layout_lines import line_of
from ita_tui.reports.layout_parts import USUAL_COLUMNS, Annex, Field, Kind
from ita_tui.reports.layouts import PLACEHOLDERS, Layout, layout_named, read_layout, shipped_layouts
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

PARTS = """
title = "คะแนนของเรา"

[heading]
title = [
  "ผลของ{agency}",
  "ปี {year}",
]
intro = ["ได้ {score}", "ณ {date}"]

[[parts]]
kind = "strengths"
heading = "เกิน {points}"
points = 90

[[parts]]
kind = "questions_by_issue"
columns = [
  { field = "question", head = "ข้อ", weight = 3 },
  { field = "analysis", head = "วิเคราะห์", weight = 7 },
]

[[parts]]
kind = "eit_link"
paragraphs = ["ที่ {link}"]
caption = "สแกน"

[[parts]]
kind = "evidence"
order = "by_item"

[signature]
positions = ["ผู้จัดทำ"]
"""

HEADS = {
    "progress": ["มาตรการ · วิธีการดำเนินการ · ผู้รับผิดชอบ · ระยะเวลา · ผลการดำเนินการ"],
    "progress-recommendation": [
        "มาตรการ · วิธีการดำเนินการ · ผู้รับผิดชอบ · ระยะเวลา · ผลการดำเนินการ · ข้อเสนอแนะ",
    ],
    "activity-outcome": [
        "มาตรการ/กิจกรรมที่ดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน · ขั้นตอนหรือวิธีการปฏิบัติ · ผู้รับผิดชอบ · ระยะเวลาดำเนินการ · การดำเนินการ · ผลลัพธ์/ผลสำเร็จ",
    ],
    "numbered-outcome": [
        "ลำดับ · มาตรการ/กิจกรรม · วิธีดำเนินการ · ระยะเวลาในการดำเนินการ · ผู้รับผิดชอบ · สรุปผลการดำเนินการตามมาตรการหรือกิจกรรม · ผลลัพธ์หรือความสำเร็จในการดำเนินการ",
    ],
    "analysis": [
        "ตัวชี้วัดที่ · รายละเอียดตัวชี้วัด · คะแนน",
        "ประเด็นข้อคำถาม · ระดับคะแนน · การวิเคราะห์ผลการประเมินฯ",
    ],
    "plan": ["ประเด็นที่ต้องยกระดับ · มาตรการ โครงการ หรือกิจกรรม · ขั้นตอนหรือวิธีการปฏิบัติ · ช่วงระยะเวลา · ผู้รับผิดชอบ"],
    "score-review": [
        "อันดับ · ตัวชี้วัด · คะแนน",
        "ตัวชี้วัด · ประเด็นการประเมิน · ประเด็นที่ควรพัฒนา",
        "มาตรการ · แนวทางการปฏิบัติ · ขั้นตอน/วิธีการปฏิบัติ · ผู้รับผิดชอบ · การกำกับติดตาม",
    ],
    "proposals": ["มาตรการ · แนวทางการปฏิบัติ · ขั้นตอน/วิธีการปฏิบัติ · ผู้รับผิดชอบ · การกำกับติดตาม"],
}
"""The column heads of the real reports, in print order: facts that no layout may reword."""


def tables_of(layout: Layout) -> list[str]:
    return [" · ".join(column.head for column in table) for table in layout.tables]


@pytest.mark.parametrize("name", HEADS)
def test_every_layout_has_the_heads_of_the_real_report_in_print_order(name: str) -> None:
    assert tables_of(layout_named(name)) == HEADS[name]


def test_the_layouts_are_offered_in_the_order_of_the_yearly_work() -> None:
    assert [layout.name for layout in shipped_layouts()] == list(HEADS)


def test_every_shipped_layout_says_in_thai_what_it_is_for() -> None:
    for layout in shipped_layouts():
        assert any("ก" <= letter <= "ฮ" for letter in layout.title)
        assert any("ก" <= letter <= "ฮ" for letter in layout.purpose)


@pytest.mark.parametrize("layout", shipped_layouts(), ids=lambda layout: layout.name)
def test_reading_in_knows_every_head_that_is_printed(layout: Layout) -> None:
    names = HeadNames.shipped()
    for table in layout.tables:
        heads = header_of([column.head for column in table])

        assert heads is not None
        assert all(heading.column for heading in heads)
        assert all(names.guess(column.head).exact for column in table)


def test_the_indicators_are_named_as_reading_in_knows_them() -> None:
    assert list(INDICATORS) == [indicator_name(number) for number in range(1, 11)]


def test_the_progress_table_shows_the_fields_of_its_heads() -> None:
    assert [column.field for column in layout_named("progress").columns] == [
        Field.TITLE,
        Field.METHOD,
        Field.RESPONSIBLE,
        Field.PERIOD,
        Field.RESULT,
    ]


def test_a_layout_of_her_own_is_read_in_its_short_form() -> None:
    layout = read_layout(OWN + '[[sections]]\nheading = "ท้าย"\nparagraphs = ["จบ"]\n', "ours")

    measures, text = layout.parts
    assert layout.name == "ours"
    assert [(column.weight, column.align) for column in measures.columns] == [
        (5, Align.CENTER),
        (40, Align.LEFT),
    ]
    assert (measures.kind, text.kind) == (Kind.MEASURES, Kind.TEXT)
    assert (text.heading, text.paragraphs) == ("ท้าย", ("จบ",))


def test_a_layout_of_her_own_is_read_part_by_part() -> None:
    strengths, questions, link, evidence = read_layout(PARTS, "ours").parts

    assert (strengths.kind, strengths.points) == (Kind.STRENGTHS, 90)
    assert [column.field for column in questions.columns] == [Field.QUESTION, Field.ANALYSIS]
    assert (link.paragraphs, link.caption) == (("ที่ {link}",), "สแกน")
    assert evidence.order is Annex.BY_ITEM
    assert evidence.columns == USUAL_COLUMNS[Kind.EVIDENCE]


def test_every_kind_of_part_can_be_written_in_a_layout() -> None:
    columns = '[[parts.columns]]\nfield = "title"\nhead = "มาตรการ"\nweight = 1\n'
    of_measures = {Kind.MEASURES, Kind.MEASURES_BY_ISSUE, Kind.PROPOSALS}
    parts = "".join(f'[[parts]]\nkind = "{kind}"\n{columns if kind in of_measures else ""}' for kind in Kind)

    layout = read_layout(f'title = "ก"\n[heading]\ntitle = []\n{parts}', "ours")

    assert [part.kind for part in layout.parts] == list(Kind)


def test_every_placeholder_may_stand_in_title_and_intro() -> None:
    template = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    text = OWN.replace("ผลของ{agency} ปี {year}", template)

    assert read_layout(text, "ours").title_lines == (template,)


def test_a_layout_of_her_own_goes_before_a_shipped_one_of_the_same_name() -> None:
    own = read_layout(OWN, "progress")

    assert layout_named("progress", (own,)) is own


def test_an_unknown_layout_is_answered_with_the_known_ones() -> None:
    own = read_layout(OWN, "ours")

    with pytest.raises(LayoutUnknown, match=r"ไม่มีแบบรายงานชื่อ progres · แบบที่มี: ours progress .* proposals"):
        layout_named("progres", (own,))


@pytest.mark.parametrize(
    ("before", "after", "line", "place"),
    [
        ('align = "center"', "align = center", 11, ""),
        ('title = "ตารางของเรา"', "", 1, "title"),
        ('title = "ตารางของเรา"', "title = 3", 2, "title"),
        ('field = "outcome"', 'field = "ผลลัพธ์"', 14, "columns[1].field"),
        ('field = "outcome"', 'field = "question"', 14, "columns[1].field"),
        ('head = "ผลลัพธ์"', "", 13, "columns[1].head"),
        ("weight = 5", "weight = 0", 10, "columns[0].weight"),
        ("weight = 5", "weight = true", 10, "columns[0].weight"),
        ("weight = 40", "wieght = 40", 13, "columns[1].weight"),
        ("weight = 40", 'weight = 40\ncolour = "red"', 17, "columns[1].colour"),
        ('align = "center"', 'align = "middle"', 11, "columns[0].align"),
        ('align = "center"', "align = 2", 11, "columns[0].align"),
        ("{agency}", "{agency.name}", 5, "heading.title[0]"),
        ("{agency}", "{who}", 5, "heading.title[0]"),
        ("{agency}", "{link}", 5, "heading.title[0]"),
        ("{agency}", "{points}", 5, "heading.title[0]"),
        ("{agency}", "{agency", 5, "heading.title[0]"),
        ("{agency}", "{agency!r}", 5, "heading.title[0]"),
        ("[heading]", "[headnig]", 1, "heading"),
        ('title = ["ผลของ{agency} ปี {year}"]', 'title = "ผล"', 5, "heading.title"),
        ("[[columns]]", "[[column]]", 1, "columns"),
        ('title = "ตารางของเรา"', 'title = "ตารางของเรา"\ntable = "people"', 3, "table"),
        ('title = "ตารางของเรา"', 'title = "ตารางของเรา"\ncolumns = "ห้า"', 8, ""),
        ('title = "ตารางของเรา"', 'title = "ตารางของเรา"\nsections = ["ท้าย"]', 3, "sections[0]"),
        ('title = "ตารางของเรา"', 'title = "ตารางของเรา"\nparts = []', 8, "columns"),
    ],
)
def test_a_broken_layout_is_refused_at_its_line_and_key(
    before: str, after: str, line: int, place: str
) -> None:
    with pytest.raises(LayoutError) as refused:
        read_layout(OWN.replace(before, after), "ours")

    assert (refused.value.line, refused.value.place) == (line, place)
    assert str(refused.value).startswith(f"แบบรายงาน ours ใช้ไม่ได้ บรรทัดที่ {thai(line)} ")
    assert place in str(refused.value)


@pytest.mark.parametrize(
    ("before", "after", "line", "place"),
    [
        ('"ปี {year}"', '"ปี {yaer}"', 7, "heading.title[1]"),
        ('"ปี {year}"', "2566", 7, "heading.title[1]"),
        ("{date}", "{today}", 9, "heading.intro[1]"),
        ('kind = "strengths"', 'kind = "strong"', 12, "parts[0].kind"),
        ('kind = "strengths"', "", 11, "parts[0].kind"),
        ("points = 90", "points = 101", 14, "parts[0].points"),
        ("points = 90", 'order = "by_item"', 14, "parts[0].order"),
        ("{points}", "{link}", 13, "parts[0].heading"),
        ("weight = 7", "weight = 0", 20, "parts[1].columns[1].weight"),
        ('field = "question"', 'field = "title"', 19, "parts[1].columns[0].field"),
        ("{link}", "{points}", 25, "parts[2].paragraphs[0]"),
        ('order = "by_item"', 'order = "none"', 30, "parts[3].order"),
        ('["ผู้จัดทำ"]', '["ก", "ข", "ค", "ง", "จ"]', 33, "signature.positions[4]"),
        ('["ผู้จัดทำ"]', '"ผู้จัดทำ"', 33, "signature.positions"),
        ("[signature]", "[signatures]", 32, "signatures"),
        ('["ผู้จัดทำ"]', '["ผู้จัดทำ"]\nwho = """\n1\n2"""', 34, "signature.who"),
    ],
)
def test_a_broken_part_is_refused_at_its_line_and_key(before: str, after: str, line: int, place: str) -> None:
    with pytest.raises(LayoutError) as refused:
        read_layout(PARTS.replace(before, after), "ours")

    assert (refused.value.line, refused.value.place) == (line, place)


def test_line_ends_of_windows_count_once() -> None:
    with pytest.raises(LayoutError) as refused:
        read_layout(PARTS.replace("points = 90", "points = 0").replace("\n", "\r\n"), "ours")

    assert refused.value.line == 14


def test_a_layout_cut_off_is_refused_at_its_end() -> None:
    with pytest.raises(LayoutError, match="บรรทัดที่ ๒ ไม่เป็นไปตามรูปแบบ TOML"):
        read_layout('purpose = "ก"\ntitle = "ตาราง', "ours")


def test_lines_of_keys_are_in_the_order_of_the_file() -> None:
    lines = [
        line_of(PARTS, path)
        for path in (("title",), ("heading",), ("parts", 0), ("parts", 3), ("signature",))
    ]

    assert all(above < below for above, below in pairwise(lines))


PLACES = r"""# [nothing] = 1
title = "[a]\" = # ]" # title = 2
dates = [ 1979-05-27 07:32:00, # ] 1
  'c:\', '''
], [[x]] ''''', { b = [ 1,
  2 ], "ก.ข" = 3 } ]
"quoted.key" . inner = 1

[table]
several = '''
[[lists]] ''
'''''
[[lists]]
[[lists]]
  [lists.below]
  deep = "\\"
  [[lists.more]]
  [[lists.more]]
  one = [[1, 2],
[3, 4]]
[table.under]
a.b.c = true
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("dates",), 3),
        (("dates", 0), 3),
        (("dates", 1), 4),
        (("dates", 2), 4),
        (("dates", 3), 5),
        (("dates", 3, "b", 0), 5),
        (("dates", 3, "b", 1), 6),
        (("dates", 3, "ก.ข"), 6),
        (("dates", 4), 3),
        (("quoted.key", "inner"), 7),
        (("table", "several"), 10),
        (("lists",), 13),
        (("lists", 1), 14),
        (("lists", 1, "below", "deep"), 16),
        (("lists", 1, "more", 1, "one", 1, 0), 20),
        (("lists", 0, "more"), 13),
        (("table", "under", "a", "b", "c"), 22),
        (("table", "under", "x"), 21),
        (("nothing",), 1),
    ],
)
def test_every_key_and_item_has_its_line(path: tuple[str | int, ...], line: int) -> None:
    assert line_of(PLACES, path) == line


ITEMS = st.sampled_from([
    '"ก"', r'"] # \""', "'[,'", '"""\n]"""', '"""a""\n\\""""', "'''\n'\n'''", "[]", "[1,\n2]", "{ a = 1 }", "-1.5e3", "false",
])  # fmt: skip
BETWEEN = st.sampled_from(["", "\n", " # ]\n", "\n\n  "])


@settings(deadline=None)
@given(st.lists(st.tuples(ITEMS, BETWEEN), min_size=1, max_size=12), st.sampled_from(["", ",", " , # \n"]))
def test_any_item_of_any_list_has_its_line(items: list[tuple[str, str]], last: str) -> None:
    text, lines = 'title = "ก"\nlist = [', []
    for at, (item, between) in enumerate(items):
        text += between
        lines.append(text.count("\n") + 1)
        text += item + ("," if at + 1 < len(items) else last)
    text += "]\nend = 1\n"

    assert len(tomllib.loads(text)["list"]) == len(items)
    assert [line_of(text, ("list", at)) for at in range(len(items))] == lines
    assert line_of(text, ("end",)) == text.count("\n")


def test_a_wrong_item_on_the_line_of_the_closing_bracket_is_found_there() -> None:
    with pytest.raises(LayoutError) as refused:
        read_layout(PARTS.replace('  "ปี {year}",\n]', "  2566]"), "ours")

    assert (refused.value.line, refused.value.place) == (7, "heading.title[1]")


def test_the_last_of_very_many_items_is_found_in_one_go() -> None:
    text = "list = [\n" + "".join(f'"ข้อ {number}", # ข้อ\n' for number in range(20_000)) + "]\n"

    assert line_of(text, ("list", 19_999)) == 20_001


@pytest.mark.parametrize("depth", range(20, 1000, 60))
def test_lists_inside_each_other_are_refused_and_nothing_else(depth: int) -> None:
    with pytest.raises(LayoutError):
        read_layout(OWN.replace('"ผลของ{agency} ปี {year}"', "[" * depth + "]" * depth), "ours")


@settings(deadline=None)
@given(st.data())
def test_no_slip_of_the_pen_in_a_layout_ends_in_a_traceback(draws: st.DataObject) -> None:
    text = draws.draw(st.sampled_from([OWN, PARTS]))
    start = draws.draw(st.integers(0, len(text)))
    end = draws.draw(st.integers(start, min(start + 30, len(text))))
    slip = draws.draw(st.text("ก{}[]=\"' \n1", max_size=4))

    with contextlib.suppress(LayoutError):
        assert read_layout(text[:start] + slip + text[end:], "ours").parts


def test_every_word_of_a_layout_stands_in_the_guide_and_its_examples_can_be_used() -> None:
    guide = (Path(__file__).parents[1] / "docs" / "layouts.md").read_text(encoding="utf-8")

    words = [*Kind, *Field, *(f"{{{name}}}" for name in (*PLACEHOLDERS, "link", "points"))]
    examples = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)

    assert [word for word in words if f"`{word}`" not in guide] == []
    assert len(examples) == 2
    assert all(read_layout(example, "ours").tables for example in examples)


def test_tables_inside_each_other_without_end_are_refused() -> None:
    with pytest.raises(LayoutError, match="ซ้อนกันลึกเกินไป"):
        read_layout(f"title = {'[' * 100_000}", "ours")


def thai(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


def test_a_table_of_too_many_columns_is_refused_at_the_first_too_many() -> None:
    column = '\n[[columns]]\nfield = "result"\nhead = "ผล"\nweight = 1\n'

    with pytest.raises(LayoutError, match="มีช่องได้ไม่เกิน ๓๐ ช่อง") as refused:
        read_layout(OWN + column * 30, "ours")

    assert refused.value.line == OWN.count("\n") + 28 * 5 + 2
    assert len(read_layout(OWN + column * 28, "ours").columns) == 30


def test_a_number_too_long_to_be_read_is_refused_at_its_line() -> None:
    with pytest.raises(LayoutError, match="ตัวเลขยาวเกินไป") as refused:
        read_layout(OWN.replace("weight = 5", f"weight = -{'9' * 5000}"), "ours")

    assert refused.value.line == 10
