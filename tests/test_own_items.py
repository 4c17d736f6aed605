"""The items about this very work: which year they are about, what the program has for them, and filling them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from ita_tui import disclosing, own_items, printing, signing, tasks
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.item_mapping import Carried
from ita_tui.domain.own_items import OwnItem, OwnState, covered_years, left_to_do, own_item, who_sees_to
from ita_tui.domain.rounds import FrozenRound, Kept
from ita_tui.rulebook.loading import rules_for
from store.database import Store
from tests.screen_app import NOW, clock, sample_database
from tests.store_builders import measure

YEAR = FiscalYear(2569)
CATALOGUE = rules_for(YEAR).catalogue


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with tasks.open_store(sample_database(tmp_path / "data"), clock) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path, store: Store) -> Path:
    """The folder that the last report went to."""
    place = tmp_path / "เอกสาร"
    place.mkdir()
    store.preferences.set("export_folder", str(place))
    return place


def item(store: Store, code: str) -> DisclosureItem:
    return next(one for one in disclosing.items_of(store, YEAR) if one.code == code)


def state_of(store: Store, code: str) -> OwnState:
    return own_items.own_states(store, YEAR, CATALOGUE, NOW.date())[code][0]


# --- which year, and what there is -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("be", "report", "years"),
    [
        (2566, "o43", [2566, 2565]),
        (2567, "o35", [2566]),
        (2568, "o28", [2567]),
        (2569, "o26", [2568]),
        (2570, "o26", [2569]),
        (2572, "o26", [2571]),
    ],
)
def test_a_report_item_is_about_the_years_that_its_rulebook_tells(
    be: int, report: str, years: list[int]
) -> None:
    catalogue = rules_for(FiscalYear(be)).catalogue

    assert own_item(report, catalogue) is OwnItem.REPORT
    assert [year.be for year in covered_years(OwnItem.REPORT, catalogue, FiscalYear(be))] == years
    assert covered_years(OwnItem.MEASURES, catalogue, FiscalYear(be)) == (FiscalYear(be),)
    assert own_item("o1", catalogue) is None


def test_a_rulebook_that_tells_no_year_means_the_year_itself() -> None:
    catalogue = replace(CATALOGUE, report_covers="")

    assert covered_years(OwnItem.REPORT, catalogue, YEAR) == (YEAR,)


def test_what_the_program_has_is_told_with_its_round(store: Store) -> None:
    plan, report = state_of(store, "o25"), state_of(store, "o26")
    here = OwnState(OwnItem.REPORT, YEAR, RoundOf.TWELVE_MONTHS, 12)
    signed = FrozenRound(YEAR, RoundOf.TWELVE_MONTHS, datetime(2026, 10, 5, tzinfo=NOW.tzinfo), "", "")

    assert plan.words == "แผนมาตรการปี ๒๕๖๙: ๑๒ มาตรการ"
    assert report.words == "รายงานผลตามมาตรการปี ๒๕๖๘: ยังไม่มีปีนั้นในโปรแกรม"
    assert here.words.endswith("๑๒ มาตรการ · รอบ ๑๒ เดือน ยังไม่ปิดรอบ")
    assert replace(here, frozen=signed).words.endswith("รอบ ๑๒ เดือน ปิดรอบแล้ว ๕ ต.ค. ๖๙")


def test_a_year_before_is_found_with_its_frozen_round(store: Store) -> None:
    before = YEAR.previous()
    tasks.begin_year(store, before)
    assert not state_of(store, "o26").ready
    store.measures.add(before, [measure()])
    store.rounds.freeze(FrozenRound(before, RoundOf.TWELVE_MONTHS, NOW, "d" * 64, "รหัส"), Kept("{}"))

    state = state_of(store, "o26")

    assert state.ready
    assert "ปิดรอบแล้ว ๑๘ มี.ค. ๖๙" in state.words


def test_nobody_is_named_but_the_division_that_the_measures_name() -> None:
    own = DisclosureItem("o25", "มาตรการ")
    many = (
        replace(measure(1), divisions=("กองช่าง",)),
        measure(2),
        replace(measure(3), divisions=("สำนักปลัด",)),
    )

    assert who_sees_to(own, many) == ("กองช่าง",)
    assert who_sees_to(own, (*many, replace(measure(4), divisions=("กองคลัง",), items=("o25",)))) == (
        "กองคลัง",
    )
    assert who_sees_to(own, ()) == ()


def test_what_is_left_to_do_gets_shorter_as_it_is_done() -> None:
    fresh = DisclosureItem("o25", "มาตรการ")
    done = replace(fresh, url="https://a", status=DisclosureStatus.PUBLISHED, seen=NOW.date())

    assert len(left_to_do(fresh)) == 4
    assert left_to_do(replace(done, seen=None)) == ("เห็นบนเว็บไซต์แล้วกด t",)
    assert left_to_do(done) == ()


# --- filling them ------------------------------------------------------------------------------------------------


def test_the_plan_is_printed_attached_and_on_its_way_in_one_step(store: Store, folder: Path) -> None:
    store.disclosure.save(YEAR, DisclosureItem("o25", item(store, "o25").name, id=item(store, "o25").id))
    last = store.history.last()
    (folder / "แผนมาตรการรายประเด็น-2569.pdf").write_bytes(b"mine")

    made = own_items.make_own(
        store, YEAR, own_items.own_printing(store, "o25", state_of(store, "o25"), NOW.date())
    )

    assert made.path == folder / "แผนมาตรการรายประเด็น-2569 (2).pdf"
    assert made.path.read_bytes().startswith(b"%PDF")
    assert (folder / "แผนมาตรการรายประเด็น-2569.pdf").read_bytes() == b"mine"
    kept = item(store, "o25")
    (piece,) = kept.evidence
    assert kept == made.item
    assert kept.status is DisclosureStatus.PREPARING
    assert (kept.divisions, kept.responsible) == (("สำนักปลัด",), "สำนักปลัด")
    assert piece.title == "แผนมาตรการ ปีงบประมาณ ๒๕๖๙ (จัดทำจากโปรแกรม)"
    assert store.vault.path(piece.files[0].sha256).read_bytes() == made.path.read_bytes()
    assert last is not None
    assert store.history.last().id == last.id + 1  # type: ignore[union-attr]
    store.history.undo()
    assert item(store, "o25").evidence == ()
    assert item(store, "o25").status is DisclosureStatus.NOT_STARTED


def test_a_workbook_where_no_pdf_can_be_made_and_a_later_one_is_its_next_revision(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "pdf_refusal", lambda: own_items.NothingToPrint(state_of(store, "o25")))
    before = item(store, "o25")

    for _ in range(2):
        wanted = own_items.own_printing(store, "o25", state_of(store, "o25"), NOW.date())
        made = own_items.make_own(store, YEAR, wanted)
        store.measures.add(YEAR, [measure(20)])

    (piece,) = item(store, "o25").evidence
    assert made.path.parent == folder
    assert made.path.suffix == ".xlsx"
    assert [file.revision for file in piece.files] == [1, 2]
    assert replace(item(store, "o25"), evidence=()) == before  # who is named and what is published stay


def test_the_report_of_the_year_before_is_printed_in_the_layout_chosen_last(
    store: Store, folder: Path
) -> None:
    before = YEAR.previous()
    tasks.begin_year(store, before)
    store.measures.add(before, [measure()])
    store.preferences.set("export_layout", "numbered-outcome")

    wanted = own_items.own_printing(store, "o26", state_of(store, "o26"), NOW.date())

    assert wanted.printing.layout == "numbered-outcome"
    assert wanted.printing.round_of is RoundOf.TWELVE_MONTHS
    assert wanted.state.covers == before
    assert wanted.target.parent == folder
    assert "2568" in wanted.target.name
    store.preferences.set("export_layout", "plan")  # prints no results
    assert (
        own_items.own_printing(store, "o26", state_of(store, "o26"), NOW.date()).printing.layout == "progress"
    )


def test_a_round_that_was_signed_is_printed_as_it_was_signed(store: Store, folder: Path) -> None:
    before = YEAR.previous()
    tasks.begin_year(store, before)
    store.measures.add(before, [measure()])
    signed = tasks.Printing(layout="activity-outcome", today=before.last)
    frozen = signing.freeze_round(store, before, RoundOf.TWELVE_MONTHS, signed, NOW, despite="ทดสอบ")
    store.measures.add(before, [measure(2)])

    wanted = own_items.own_printing(store, "o26", state_of(store, "o26"), NOW.date())

    assert (wanted.printing.frozen, wanted.printing.layout) == (frozen.id, "activity-outcome")
    assert wanted.target.parent == folder
    assert len(printing.report_to_print(store, before, wanted.printing).measures) == 1


def test_a_year_without_measures_or_not_there_is_refused_with_what_to_do(store: Store) -> None:
    with pytest.raises(own_items.NothingToPrint, match="ยังไม่มีปีงบประมาณ ๒๕๖๘ ในโปรแกรม"):
        own_items.own_printing(store, "o26", state_of(store, "o26"), NOW.date())

    tasks.begin_year(store, YEAR.previous())

    with pytest.raises(own_items.NothingToPrint, match="ปี ๒๕๖๘ ยังไม่มีมาตรการ"):
        own_items.own_printing(store, "o26", state_of(store, "o26"), NOW.date())


# --- evidence, links and last year -------------------------------------------------------------------------------


def test_evidence_of_an_item_that_was_never_kept_keeps_it_in_the_same_step(
    store: Store, tmp_path: Path
) -> None:
    year = FiscalYear(2568)
    store.years.begin(year, [], [])
    first = disclosing.items_of(store, year)[0]
    source = tmp_path / "ภาพหน้าเว็บ.png"
    source.write_bytes(b"png")

    disclosing.attach_to_item(store, year, first, Evidence("", EvidenceKind.PHOTO), source)

    (kept,) = store.disclosure.all(year)
    assert (kept.code, kept.evidence[0].title) == ("o1", "ภาพหน้าเว็บ.png")
    second = disclosing.items_of(store, year)[1]
    number = kept.evidence[0].id
    assert number is not None
    disclosing.use_for_item(store, year, second, number)
    assert [len(one.evidence) for one in store.disclosure.all(year)] == [1, 1]
    store.history.undo()
    assert [one.code for one in store.disclosure.all(year)] == ["o1"]


def test_carrying_over_needs_a_year_before_and_is_one_step(store: Store) -> None:
    later = YEAR.next()
    with pytest.raises(disclosing.NoYearBefore, match="ยังไม่มีปีงบประมาณ ๒๕๖๘"):
        disclosing.last_year(store, YEAR)
    tasks.begin_year(store, later)
    known = disclosing.last_year(store, later)
    last = store.history.last()
    proposed = [one for one, wanted in disclosing.to_carry(known) if wanted]

    count = disclosing.carry_over(store, later, proposed)

    assert (count, known.year) == (26, YEAR)
    after = store.disclosure.all(later)
    assert [one.divisions for one in after] == [one.divisions for one in store.disclosure.all(YEAR)]
    assert {(one.status, one.url, one.seen) for one in after} == {(DisclosureStatus.NOT_STARTED, "", None)}
    assert last is not None
    assert store.history.last().id == last.id + 1  # type: ignore[union-attr]
    assert not any(wanted for _, wanted in disclosing.to_carry(disclosing.last_year(store, later)))
    assert disclosing.carry_over(store, later, [Carried(item(store, "o1"), None)]) == 0
    store.history.undo()
    assert all(not one.divisions for one in store.disclosure.all(later))
