"""Which OIT item of a new year goes on from which one of the old: read in the real catalogues, and one to one."""

import tomllib
from dataclasses import replace
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.item_mapping import (
    Carried,
    Matched,
    ReadMapping,
    item_mapping,
    mapped_items,
    successors,
)
from ita_tui.domain.rules import UNSTATED, Catalogue, CatalogueItem, Confidence
from ita_tui.rulebook.item_mapping import mapped_catalogues, reading_of
from ita_tui.rulebook.loading import rules_for

SINGLE = frozenset({Matched.SAME, Matched.SIMILAR, Matched.OWN, Matched.READ})
PAIRS = {
    2565: {
        "o1": "o1", "o10": "o11", "o11": "o12", "o12": "o13", "o17": "o18", "o21": "o19", "o22": "o20", "o28": "o26",
        "o25": "o23", "o26": "o24", "o32": None, "o33": "o30", "o34": "o31", "o36": "o34", "o37": "o35",
        "o41": "o38", "o42": "o42", "o43": "o43",
    },
    2566: {
        "o1": "o1", "o3": "o3", "o4": "o7", "o5": "o4", "o6": None, "o8": "o6", "o9": None, "o10": None, "o11": "o8",
        "o13": "o9", "o14": "o10", "o15": "o11", "o16": "o12", "o17": None, "o18": "o13", "o19": "o14", "o20": "o15",
        "o21": "o16", "o22": "o17", "o23": "o18", "o25": None, "o26": "o19", "o27": "o22", "o30": "o25", "o31": "o26",
        "o34": "o30", "o35": "o31", "o36": "o32", "o37": None, "o38": "o33", "o39": "o20", "o40": "o21", "o41": None,
        "o42": "o34", "o43": "o35",
    },
    2567: {
        "o1": "o1", "o2": "o2", "o4": "o3", "o5": "o4", "o6": None, "o7": "o5", "o8": "o6", "o9": "o7", "o12": "o11",
        "o13": "o10", "o14": "o12", "o15": None, "o17": "o13", "o18": "o14", "o19": "o15", "o20": "o16", "o24": "o19",
        "o26": "o21", "o28": None, "o29": "o22", "o30": "o23", "o31": "o24", "o34": "o27", "o35": "o28",
    },
    2568: {
        "o1": "o1", "o3": "o3", "o6": "o6", "o9": "o9", "o10": "o10", "o11": None, "o12": "o11", "o13": "o12",
        "o14": "o13", "o15": "o14", "o16": "o15", "o19": "o18", "o20": "o19", "o21": "o20", "o23": "o21",
        "o24": "o22", "o26": "o24", "o27": "o25", "o28": "o26",
    },
}  # fmt: skip
"""Pairs that were read by eye in the catalogues of a year and the one after it."""
MERGED = {
    2565: {"o18": "o11", "o19": "o12", "o20": "o13"},
    2566: {"o12": "o8", "o24": "o19"},
    2567: {"o3": "o1", "o16": "o12", "o21": "o16", "o27": "o21"},
    2568: {"o22": "o20"},
}


def catalogue(*names: str, own: tuple[str | None, str | None] = (None, None)) -> Catalogue:
    items = tuple(CatalogueItem(f"o{at}", name) for at, name in enumerate(names, start=1))
    return Catalogue(items, (), UNSTATED, UNSTATED, *own)


@pytest.mark.parametrize("be", PAIRS)
def test_the_items_of_real_catalogues_go_on_as_a_reader_would_say(be: int) -> None:
    matches = mapped_catalogues(rules_for(FiscalYear(be)), rules_for(FiscalYear(be + 1)))

    found = {match.old_code: match.new_code for match in matches}
    assert {code: found[code] for code in PAIRS[be]} == PAIRS[be]
    assert {m.old_code: m.new_code for m in matches if m.how is Matched.MERGED} == MERGED[be]


@pytest.mark.parametrize("be", range(2562, 2569))
def test_every_item_of_a_real_catalogue_is_told_and_no_two_have_one_successor(be: int) -> None:
    old, new = rules_for(FiscalYear(be)), rules_for(FiscalYear(be + 1))

    matches = mapped_catalogues(old, new)

    assert [match.old_code for match in matches] == [item.code for item in old.catalogue.items]
    single = [match.new_code for match in matches if match.how in SINGLE]
    assert len(single) == len(set(single))
    assert {new.catalogue.item(code) for code in successors(matches).values()} <= set(new.catalogue.items)


def test_the_shipped_reading_names_items_that_exist_and_how_sure_it_is() -> None:
    text = resources.files("ita_tui.rulebook").joinpath("item_mapping.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)["years"]
    assert tables
    for table in tables:
        assert table["to"] == table["from"] + 1
        read = reading_of(rules_for(FiscalYear(table["from"])), rules_for(FiscalYear(table["to"])))
        assert read.stated.confidence is Confidence.INFERRED
        assert read.stated.note
        # Nothing was left out of the reading: what it names stands in both catalogues.
        assert read.follows == {code: successor or None for code, successor in table["follows"].items()}
        assert read.merged == table["merged"]
        assert not set(read.follows) & set(read.merged)


def test_a_reading_says_nothing_of_items_that_her_own_rulebook_names_otherwise() -> None:
    old, new = rules_for(FiscalYear(2567)), rules_for(FiscalYear(2568))
    renamed = tuple(replace(i, name="ข้อของหน่วยงานเอง") if i.code == "o3" else i for i in old.catalogue.items)
    own = replace(old, catalogue=replace(old.catalogue, items=renamed))

    read = reading_of(own, new)

    assert "o3" not in read.merged
    assert read.merged["o16"] == "o12"


def test_names_are_compared_without_years_tone_marks_and_blanks() -> None:
    old = catalogue("รายงานผลการดำเนินงานประจำปี พ.ศ. 2567", "คู่มือการปฏิบัติงาน", "ข่าว")
    new = catalogue("คูมือการปฎิบัติงาน", "รายงานผลการดำเนินงาน  ประจำปีงบประมาณ พ.ศ. ๒๕๖๘", "E-Service")

    first, second, third = item_mapping(old, new)

    assert (first.new_code, first.how, first.score) == ("o2", Matched.SAME, 100)
    assert (second.new_code, second.how) == ("o1", Matched.SIMILAR)
    assert (third.new_code, third.how) == (None, Matched.NONE)


def test_the_items_about_the_measures_go_on_whatever_they_are_called() -> None:
    old = catalogue("มาตรการส่งเสริมคุณธรรม", "รายงานผล", own=("o1", "o2"))
    new = catalogue("รายงานผล", "การนำผลการประเมินไปใช้", own=("o2", "o1"))

    assert [(m.new_code, m.how) for m in item_mapping(old, new)] == [
        ("o2", Matched.OWN),
        ("o1", Matched.SAME),
    ]


NAMES = st.lists(
    st.one_of(
        st.sampled_from(["โครงสร้าง", "โครงสร้างและอำนาจหน้าที่", "อำนาจหน้าที่", "E-Service", "Q&A", "แผนพัฒนา"]),
        st.text("กขคงาิ่ประ 25", min_size=1, max_size=12),
    ),
    max_size=9,
)


@given(NAMES, NAMES, st.dictionaries(st.integers(1, 9), st.none() | st.integers(1, 9), max_size=4))
@settings(deadline=None)
def test_a_mapping_tells_every_item_once_and_is_one_to_one(
    old_names: list[str], new_names: list[str], told: dict[int, int | None]
) -> None:
    old, new = catalogue(*old_names), catalogue(*new_names)
    follows = {f"o{code}": f"o{other}" if other else None for code, other in told.items()}

    matches = item_mapping(old, new, ReadMapping(follows, {}))

    assert [match.old_code for match in matches] == [item.code for item in old.items]
    taken = [match.new_code for match in matches if match.new_code is not None]
    assert len(taken) == len(set(taken))
    assert all(new.item(code) for code in taken)
    assert all((match.new_code is None) == (match.how is Matched.NONE) for match in matches)


# --- last year's items in the new year ---------------------------------------------------------------------------


def old_item(code: str, **fields: object) -> DisclosureItem:
    plain = DisclosureItem(
        code, code, responsible="ปลัด", divisions=("สำนักปลัด",), url=f"https://a.go.th/{code}"
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def test_who_saw_to_an_item_comes_along_and_its_status_link_and_day_stay_behind() -> None:
    seen = old_item(
        "o3",
        sections=("งานธุรการ",),
        status=DisclosureStatus.PUBLISHED,
        note="เก่า",
        divisions=("สำนักปลัด", "กองคลัง"),
    )
    here = (DisclosureItem("o1", "ก"), DisclosureItem("o2", "ข"))

    (changed,) = mapped_items([Carried(seen, "o2")], here)

    assert changed == DisclosureItem(
        "o2", "ข", responsible="ปลัด", divisions=("สำนักปลัด", "กองคลัง"), sections=("งานธุรการ",)
    )


def test_a_link_comes_along_only_where_it_is_asked_for() -> None:
    here = (DisclosureItem("o1", "ก"), DisclosureItem("o2", "ข"))

    plain, linked = mapped_items(
        [Carried(old_item("o1"), "o1"), Carried(old_item("o5"), "o2", with_link=True)], here
    )

    assert (plain.url, linked.url) == ("", "https://a.go.th/o5")


def test_several_items_carried_to_one_bring_all_their_divisions_and_the_first_words() -> None:
    first, second = old_item("o1"), old_item("o3", responsible="ผอ.กองช่าง", divisions=("กองช่าง", "สำนักปลัด"))

    (changed,) = mapped_items([Carried(first, "o1"), Carried(second, "o1")], [DisclosureItem("o1", "ก")])

    assert (changed.responsible, changed.divisions) == ("ปลัด", ("สำนักปลัด", "กองช่าง"))


def test_what_is_left_behind_or_says_nothing_changes_nothing() -> None:
    here = (DisclosureItem("o1", "ก", responsible="ผู้ดูแล"),)
    empty = DisclosureItem("o4", "ง", url="https://a.go.th/4")

    assert mapped_items([Carried(old_item("o2"), None), Carried(empty, "o1")], here) == ()
    assert mapped_items([Carried(old_item("o2"), "o9")], here) == ()
