"""A pasted list of links: what each line is about, what is doubtful, and that no line is ever lost."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain import link_list
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.link_list import LinkList, read_links, rest_of, with_links
from ita_tui.rulebook.loading import rules_for

CATALOGUE = rules_for(FiscalYear(2568)).catalogue
SITE = "https://www.example.go.th"


def read(text: str, *, in_order: bool = False) -> LinkList:
    return read_links(text, CATALOGUE, in_order=in_order)


def taken(found: LinkList) -> list[tuple[str, str]]:
    return [(one.code, one.link) for one in found.links]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (f"o1 {SITE}/a", "o1"),
        (f"O2\tข้อมูลผู้บริหาร\t{SITE}/a", "o2"),
        (f"ข้อ ๐๑๒ : {SITE}/a", "o12"),
        (f"๐๓ – {SITE}/a", "o3"),
        (f"ข้อ 19 {SITE}/a", "o19"),
        (f"1\tO15\tรายงานผลการบริหารและพัฒนาทรัพยากรบุคคลประจำปี\t{SITE}/a", "o15"),
        (f"| o4 | ข่าวประชาสัมพันธ์ | {SITE}/a |", "o4"),
        (f"แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน {SITE}/a", "o5"),
        (f"๗. รายงานผลการดำเนินงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๘ {SITE}/a", "o7"),
        (f"E-Service ({SITE}/a).", "o10"),
        (f"[o17]({SITE}/a)", "o17"),
        (f'<a href="{SITE}/a">ข้อมูลการติดต่อ</a>', "o3"),
        (f"แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน\n{SITE}/a", "o5"),
        (f"O6 แผนและความก้าวหน้า\n\n   {SITE}/a", "o6"),
    ],
)
def test_a_line_is_understood_however_it_names_its_item(line: str, code: str) -> None:
    found = read(line)

    assert taken(found) == [(code, f"{SITE}/a")]
    assert found.links[0].sure
    assert found.left == ()


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (f"o1 {SITE}/a {SITE}/b", link_list.TWICE),
        (f"o1 {SITE}/a\nข้อ ๐๑ {SITE}/b", link_list.TWICE),
        (f"o1, o2 {SITE}/a", link_list.SHARED),
        (f"o1 {SITE}/f?access_token=1234567890", link_list.KEY_INSIDE),
        (f"o1 {SITE}/๒๕๖๘", "ลิงก์มีเลขไทย ซึ่งมักทำให้เปิดไม่ได้"),
        (f"o1 {SITE}/my plan/plan.pdf", link_list.CUT_OFF),
        (f"o1 {SITE}/แผน พัฒนา.pdf", link_list.CUT_OFF),
        (f"18 {SITE}/a", link_list.ONLY_COUNTED),
        (f"คู่มือหรือแนวทางปฏิบัติงานของเจ้าหน้าที่ {SITE}/a", link_list.NEARLY_NAMED),
        (f"การประเมินความเสี่ยงที่อาจ {SITE}/a", link_list.BEGUN),
        (f"o16 แผนปฏิบัติการป้องกันการทุจริต {SITE}/a", link_list.OTHERWISE_NAMED),
        (f"o41 แผนปฏิบัติการป้องกันการทุจริต {SITE}/a", link_list.RENUMBERED),
    ],
)
def test_what_is_doubtful_is_told_and_not_sure(text: str, doubt: str) -> None:
    found = read(text)

    assert found.links
    assert all(doubt in one.doubts and not one.sure for one in found.links)


def test_where_number_and_name_differ_both_items_are_offered() -> None:
    assert taken(read(f"o16 แผนปฏิบัติการป้องกันการทุจริต {SITE}/a")) == [("o16", f"{SITE}/a"), ("o25", f"{SITE}/a")]


def test_a_broken_link_is_found_with_its_repair() -> None:
    (one,) = read("o9 htps://www.example.go.th/a").links

    assert one.link == "htps://www.example.go.th/a"
    assert one.repaired == f"{SITE}/a"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("ลำดับ\tข้อ\tชื่อข้อ\tลิงก์", link_list.NO_LINK_HERE),
        ("o14 ไม่มี", link_list.NO_LINK_HERE),
        ("โทรศัพท์ ๐๒-๑๒๓-๔๕๖๗", link_list.NO_LINK_HERE),
        (f"{SITE}/a", link_list.NO_ITEM_HERE),
        (f"การประเมิน {SITE}/a", link_list.NO_ITEM_HERE),
        (f"รายงานผลการ {SITE}/a", link_list.NO_ITEM_HERE),
        (f"o44 {SITE}/a", link_list.NOT_IN_CATALOGUE),
        (f"o1 {SITE}/1\nO1 {SITE}/1", link_list.REPEATED),
        ("o3 ข้อมูลการติดต่อ\no4 ข่าวประชาสัมพันธ์", link_list.NO_LINK_HERE),
    ],
)
def test_what_cannot_be_matched_is_told_with_its_reason(line: str, why: str) -> None:
    assert read(line).left[-1].why == why


def test_bare_links_follow_the_catalogue_only_where_she_says_so() -> None:
    text = f"{SITE}/1\n{SITE}/2\n-\nไม่มีลิงก์\n{SITE}/5\no10 {SITE}/10\n{SITE}/11"

    assert taken(read(text)) == [("o10", f"{SITE}/10")]
    found = read(text, in_order=True)
    assert [code for code, _ in taken(found)] == ["o1", "o2", "o5", "o10", "o11"]
    assert all(one.sure for one in found.links)
    assert [one.line for one in found.left] == [3, 4]


def test_more_bare_links_than_items_are_told() -> None:
    found = read("\n".join(f"{SITE}/{number}" for number in range(1, 31)), in_order=True)

    assert len(found.links) == 28
    assert [(one.line, one.why) for one in found.left] == [
        (29, link_list.BEYOND_THE_END),
        (30, link_list.BEYOND_THE_END),
    ]


PIECES = st.one_of(
    st.sampled_from(
        [
            "o1", "O๒", "ข้อ ๐๑๒", "o44", "12", "๕.", "\t", " | ", ": ", "-", "\n", "\n\n", "\r\n", "\u200b", "\u2028", "\x0b",
            "ข้อมูลผู้บริหาร", "E-Service", "แผนปฏิบัติการ", "ลำดับ", "ไม่มี", "(", ")", "«", '<a href="', '">',
            "https://a.go.th/x", "www.b.go.th", "htp:/c.go.th/๑", "https://", "c.or.th/p.pdf", "พัฒนา/plan.pdf", "02-123",
        ]
    ),
    st.text(max_size=6),
)  # fmt: skip


@given(st.lists(PIECES, max_size=30), st.booleans())
@settings(deadline=None)
def test_no_line_is_ever_lost(pieces: list[str], in_order: bool) -> None:  # noqa: FBT001 (drawn)
    text = "".join(pieces)
    said = {number for number, line in enumerate(text.splitlines(), start=1) if line.strip()}

    found = read(text, in_order=in_order)

    assert found.lines == said
    assert all(CATALOGUE.item(one.code) and one.link for one in found.links)
    assert len({(one.code, one.link) for one in found.links}) == len(found.links)
    unused = {one.line for one in found.left if one.skipped}
    assert len(rest_of(text, found, ())) == len(said - unused)
    taken = {one.line for one in rest_lines(text, found)}
    assert not taken & {one.line for one in found.links}
    sure = [one.code for one in found.links if one.sure]
    assert len(sure) == len(set(sure))


@given(
    st.permutations([item.code for item in CATALOGUE.items]),
    st.sampled_from(["{c} {u}", "{c}\t{n}\t{u}", "{n}\n{u}"]),
)
@settings(deadline=None)
def test_a_whole_list_in_any_order_is_understood_line_for_line(codes: list[str], shape: str) -> None:
    names = {item.code: item.name for item in CATALOGUE.items}
    text = "\n".join(shape.format(c=code, n=names[code], u=f"{SITE}/{code}") for code in codes)

    found = read(text)

    assert taken(found) == [(code, f"{SITE}/{code}") for code in codes]
    assert all(one.sure for one in found.links)


def rest_lines(text: str, found: LinkList) -> list[link_list.LeftLine]:
    """What is left unmatched of a list, every link of which was taken."""
    count = len(rest_of(text, found, found.links))
    rest = [one for one in found.left if not one.skipped and one.why != link_list.REPEATED]
    assert count == len(rest)
    return rest


def test_the_rest_of_a_list_keeps_what_was_not_taken_at_its_own_items() -> None:
    text = f"{SITE}/1\n-\n{SITE}/3\nแผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน\n{SITE}/5\no8, o9 {SITE}/8\no5 {SITE}/5"
    found = read(text, in_order=True)
    first = [one for one in found.links if one.code in {"o1", "o8"}]

    assert rest_of(text, found, first) == (
        f"o3 {SITE}/3",
        "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน",
        f"{SITE}/5",
        f"o8, o9 {SITE}/8",
        f"o5 {SITE}/5",
    )
    assert rest_of(text, found, found.links) == ()


# --- taking them -------------------------------------------------------------------------------------------------


def test_taken_links_change_only_their_items_and_what_was_asked_for() -> None:
    items = (
        DisclosureItem("o1", "ก", url="https://a/old"),
        DisclosureItem("o2", "ข", status=DisclosureStatus.NOT_APPLICABLE),
        DisclosureItem("o3", "ค", url="https://a/3"),
    )

    plain = with_links(items, {"o1": "https://a/1", "o3": "https://a/3"})
    told = with_links(
        items, {"o1": "https://a/1", "o2": "https://a/2"}, published=True, seen=date(2026, 3, 18)
    )

    assert [(item.code, item.url, item.status, item.seen) for item in plain] == [
        ("o1", "https://a/1", DisclosureStatus.NOT_STARTED, None)
    ]
    assert [(item.url, item.status, item.seen) for item in told] == [
        ("https://a/1", DisclosureStatus.PUBLISHED, date(2026, 3, 18)),
        ("https://a/2", DisclosureStatus.NOT_APPLICABLE, date(2026, 3, 18)),
    ]
