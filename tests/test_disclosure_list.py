"""Which OIT items are listed under which headings, and what a search finds."""

from dataclasses import replace

import pytest

from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus, catalogue_of
from ita_tui.domain.disclosure_list import (
    ItemFilter,
    ItemGroup,
    ItemListing,
    grouped,
    measures_of,
    published_words,
)
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure
from ita_tui.domain.rules import CatalogueGroup
from ita_tui.rulebook.loading import rules_for

RULES = rules_for(FiscalYear(2566))
CATALOGUE = RULES.catalogue
ITEMS = (
    DisclosureItem(
        "o1", "โครงสร้าง", "9.1", url="https://example.go.th/o1", status=DisclosureStatus.PUBLISHED
    ),
    DisclosureItem("o2", "ข้อมูลผู้บริหาร", "9.1", "งานธุรการ", ("สำนักปลัด",), note="รอรูปผู้บริหาร"),
    DisclosureItem(
        "o12", "รายงานการกำกับติดตาม", "9.2", divisions=("กองคลัง",), status=DisclosureStatus.PREPARING
    ),
    DisclosureItem("o18", "E-Service", "9.2", status=DisclosureStatus.NOT_APPLICABLE),
    DisclosureItem("o42", "มาตรการส่งเสริมคุณธรรม", "10.2", url="https://example.go.th/o42"),
)
MEASURES = (
    Measure(7, "เผยแพร่งบประมาณ", items=("o12", "o1", "o12")),
    Measure(2, "ปรับปรุงเว็บไซต์", items=("o1",)),
    Measure(3, "จัดเวทีประชาคม"),
)
LISTING = ItemListing.of(ITEMS, MEASURES, CATALOGUE)


def codes(wanted: ItemFilter, *, kept: tuple[str, ...] = ()) -> list[str]:
    return [item.code for group in LISTING.matching(wanted, kept=kept) for item in group.items]


def test_without_a_wish_the_whole_catalogue_is_listed() -> None:
    assert codes(ItemFilter()) == ["o1", "o2", "o12", "o18", "o42"]
    assert LISTING.items == ITEMS
    assert ItemFilter().words == ItemFilter(text="  ").words == ""


# --- headings ----------------------------------------------------------------------------------------------------


def test_items_stand_under_the_years_headings_in_their_order() -> None:
    shuffled = (ITEMS[4], ITEMS[2], ITEMS[0])

    groups = grouped(shuffled, CATALOGUE)

    assert [group.heading for group in groups] == [
        "๙.๑ ข้อมูลพื้นฐาน",
        "๙.๒ การบริหารงาน",
        "๑๐.๒ มาตรการส่งเสริมคุณธรรมและความโปร่งใส",
    ]
    assert [item.code for group in groups for item in group.items] == ["o1", "o12", "o42"]


def test_items_of_no_known_group_come_last_under_words_that_say_so() -> None:
    strange = DisclosureItem("o5", "ข้อมูลการติดต่อ", "99")
    bare = DisclosureItem("o6", "กฎหมาย")

    groups = grouped((strange, ITEMS[0], bare), CATALOGUE)

    assert [group.heading for group in groups] == ["๙.๑ ข้อมูลพื้นฐาน", "ไม่ได้จัดกลุ่ม"]
    assert groups[-1] == ItemGroup("", "", (strange, bare))


def test_a_year_whose_groups_are_missing_has_one_list_without_headings_of_its_own() -> None:
    unknown = replace(CATALOGUE, groups=())

    (group,) = grouped(ITEMS, unknown)

    assert (group.heading, group.items) == ("ไม่ได้จัดกลุ่ม", ITEMS)


def test_a_group_without_items_has_no_heading() -> None:
    assert grouped((), CATALOGUE) == ()
    assert grouped((), replace(CATALOGUE, groups=(CatalogueGroup("1", "ว่าง"),))) == ()


@pytest.mark.parametrize(
    ("group", "heading"),
    [
        (ItemGroup("9.1", "ข้อมูลพื้นฐาน", ()), "๙.๑ ข้อมูลพื้นฐาน"),
        (ItemGroup("9.1", "", ()), "๙.๑"),
        (ItemGroup("", "ข้อมูลอื่น", ()), "ข้อมูลอื่น"),
        (ItemGroup("", "", ()), "ไม่ได้จัดกลุ่ม"),
    ],
)
def test_a_heading_says_what_is_known_of_its_group(group: ItemGroup, heading: str) -> None:
    assert group.heading == heading


def test_every_item_of_a_shipped_catalogue_finds_its_heading() -> None:
    listing = ItemListing.of(catalogue_of(RULES), (), CATALOGUE)

    assert [item.code for item in listing.items] == [item.code for item in CATALOGUE.items]
    assert all(group.name for group in listing.groups)


# --- searching ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["o12", "O12", "O๑๒", " o ๑2 ", "ข้อ 12", "ข้อ๑๒", "ข้อ ๐๑๒", "๐๑๒", "012"])
def test_a_code_is_found_in_any_digits_and_as_reports_print_it(text: str) -> None:
    assert codes(ItemFilter(text)) == ["o12"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ผู้บริหาร", ["o2"]),
        ("รอรูป", ["o2"]),
        ("งานธุรการ", ["o2"]),
        ("กอง คลัง", ["o12"]),
        ("e-service", ["o18"]),
        ("example.go.th/o4", ["o42"]),
        ("กำลังจัดเตรียม", ["o12"]),
        ("งบประมาณ", ["o1", "o12"]),
        ("ประชาคม", []),
        ("o99", []),
    ],
)
def test_a_search_looks_at_all_that_is_known_of_an_item(text: str, found: list[str]) -> None:
    assert codes(ItemFilter(text)) == found


def test_a_search_does_not_run_from_one_field_into_the_next() -> None:
    assert codes(ItemFilter("โครงสร้างhttps")) == []


# --- filters -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ItemFilter(status=DisclosureStatus.PUBLISHED), ["o1"]),
        (ItemFilter(status=DisclosureStatus.NOT_STARTED), ["o2", "o42"]),
        (ItemFilter(without_link=True), ["o2", "o12"]),  # what does not concern the agency lacks no link
        (ItemFilter(status=DisclosureStatus.NOT_STARTED, without_link=True), ["o2"]),
        (ItemFilter("รายงาน", DisclosureStatus.NOT_STARTED), []),
    ],
)
def test_filters_let_through_what_holds_all_they_ask(wanted: ItemFilter, found: list[str]) -> None:
    assert codes(wanted) == found


def test_a_link_of_blanks_is_no_link() -> None:
    assert ItemFilter(without_link=True).lets(replace(ITEMS[0], url="  "))


def test_what_was_just_changed_stays_although_the_filter_speaks_against_it() -> None:
    links = ItemFilter(without_link=True)

    assert codes(links, kept=("o42",)) == ["o2", "o12", "o42"]
    assert codes(replace(links, text="รายงาน"), kept=("o42",)) == ["o12"]


def test_a_group_that_nothing_passes_is_left_out() -> None:
    groups = LISTING.matching(ItemFilter(status=DisclosureStatus.PREPARING))

    assert [group.heading for group in groups] == ["๙.๒ การบริหารงาน"]


def test_a_filter_is_spoken() -> None:
    wanted = ItemFilter("ผู้บริหาร", DisclosureStatus.NOT_STARTED, without_link=True)

    assert wanted.words == "ยังไม่เผยแพร่ · ยังไม่มีลิงก์ · «ผู้บริหาร»"


# --- measures and the count --------------------------------------------------------------------------------------


def test_each_code_knows_its_measures_once_and_by_number() -> None:
    owners = measures_of(MEASURES)

    assert {code: [measure.number for measure in found] for code, found in owners.items()} == {
        "o1": [2, 7],
        "o12": [7],
    }
    assert LISTING.measures == owners


def test_published_items_are_counted_out_of_those_that_concern_the_agency() -> None:
    assert published_words(ITEMS) == "เผยแพร่แล้ว ๑ / ๔"
    assert published_words(()) == "เผยแพร่แล้ว ๐ / ๐"
