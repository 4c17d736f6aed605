"""Reading in: all or nothing, one step, and nothing that she entered is lost by it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ita_tui import tasks
from ita_tui.domain.agency import Agency, AgencyKind, Division, Section
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.evidence import Evidence, EvidenceFile, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure, ProgressNote, Proof, Step, WorkStatus
from ita_tui.domain.respondents import Count, Survey
from ita_tui.domain.scores import IssueAnalysis, Scores
from ita_tui.intake.draft import Draft
from ita_tui.taking_in import NothingToTake, TakeIn, YearHasMeasures, take_in
from store import refusals
from store.database import Store
from tests.store_builders import YEAR, measure, number_of, open_store, standing_clock

AGENCY = Agency("องค์การบริหารส่วนตำบลตัวอย่าง", "เมือง", "ตัวอย่าง")
DAY = date(2026, 1, 5)
FILE = EvidenceFile("a" * 64, "รายงาน.pdf", 5)
PIECE = Evidence(
    "รายงานการประชุม", EvidenceKind.FILE, files=(FILE, replace(FILE, sha256="b" * 64, revision=2))
)
DRAFT = Draft(
    agency=AGENCY,
    divisions=(Division("สำนักปลัด", (Section("งานธุรการ"),)), Division("กองคลัง")),
    measures=(
        replace(measure(1, "ส่งเสริมการมีส่วนร่วม"), items=("o1",)),
        Measure(2, "ปรับปรุงการให้บริการ", method="๑. จัดทำคู่มือ", result="แล้วเสร็จ", status=WorkStatus.COMPLETED),
    ),
    proposals=(Measure(1, "เปิดเผยข้อมูล", proposal=True),),
    surveys=(Survey(Instrument.EIT1, link="https://a.example/e"),),
    disclosure=(DisclosureItem("o1", "", responsible="สำนักปลัด", divisions=("สำนักปลัด",)),),
    scores=Scores(2568),
    issues=(IssueAnalysis(1, "i10"),),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path, standing_clock) as opened:
        yield opened


@pytest.fixture
def full(store: Store) -> Store:
    """A store with the draft read in, and a year's work on it."""
    take_in(store, DRAFT, YEAR, TakeIn.INTO_EMPTY, "รายงาน.txt")
    first, second = store.measures.all(YEAR)
    store.measures.save(
        replace(
            first, status=WorkStatus.IN_PROGRESS, result="จัดแล้ว ๒ หมู่บ้าน", steps=(*first.steps, Step("สรุป"))
        )
    )
    store.measures.note(number_of(first), ProgressNote(DAY, "พบผู้ใหญ่บ้าน"))
    store.evidence.attach([number_of(first), number_of(second)], Evidence("ภาพถ่าย", EvidenceKind.PHOTO))
    store.surveys.count(YEAR, Instrument.EIT1, Count(DAY, 12))
    store.surveys.save(
        YEAR, Survey(Instrument.IIT, population=60, official_minimum=31, official_reason="หนังสือ")
    )
    item = store.disclosure.all(YEAR)[1]
    store.disclosure.save(YEAR, replace(item, url="https://a.example/o2", status=DisclosureStatus.PUBLISHED))
    return store


def dump(store: Store) -> list[str]:
    with store.door.driver_connection() as connection:
        return list(connection.iterdump())


# --- all or nothing ------------------------------------------------------------------------------------------


def test_reading_in_is_one_step_that_is_undone_and_redone_exactly(full: Store) -> None:
    before, entries = full.report(YEAR), len(full.history.recent(1000))
    more = replace(DRAFT, measures=(Measure(7, "มาตรการใหม่", evidence=(PIECE,)), *DRAFT.measures))

    take_in(full, more, YEAR, TakeIn.MERGE, "รายงาน.txt")
    after = full.report(YEAR)
    full.history.undo()
    back = full.report(YEAR)
    full.history.redo()

    assert after != before
    assert back == before
    assert full.report(YEAR) == after
    assert len(full.history.recent(1000)) == entries + 3
    assert full.history.verify() == ()


@pytest.mark.parametrize("mode", [TakeIn.ADD, TakeIn.REPLACE, TakeIn.MERGE])
def test_every_way_of_reading_in_is_undone_in_one_step(full: Store, mode: TakeIn) -> None:
    before = full.report(YEAR)
    take_in(full, replace(DRAFT, measures=(Measure(1, "มาตรการอื่น"),)), YEAR, mode, "รายงาน.txt")

    full.history.undo()

    assert full.report(YEAR) == before


def test_undoing_the_first_report_leaves_the_file_as_it_began(store: Store) -> None:
    take_in(store, DRAFT, YEAR, TakeIn.INTO_EMPTY, "รายงาน.txt")

    store.history.undo()

    assert (store.years.all(), store.agencies.current(), store.agencies.divisions()) == ((), None, ())
    assert store.history.next_undo() is None


def test_a_refusal_in_the_middle_leaves_the_file_as_it_was(full: Store) -> None:
    before = dump(full)
    twice = replace(PIECE, files=(FILE, FILE))
    broken = replace(DRAFT, measures=(Measure(7, "มาตรการใหม่"), Measure(8, "ซ้ำ", evidence=(twice,))))

    for mode in (TakeIn.ADD, TakeIn.REPLACE, TakeIn.MERGE):
        with pytest.raises(refusals.SameRevisionTwiceError, match="รายงานการประชุม"):
            take_in(full, broken, YEAR, mode, "รายงาน.json")

        assert dump(full) == before


def test_a_refused_first_report_leaves_no_year_behind(store: Store) -> None:
    before = dump(store)
    oit = replace(DRAFT, surveys=(Survey(Instrument.OIT),))

    for whole in (False, True):
        with pytest.raises(refusals.NotASurveyError, match="OIT"):
            take_in(store, replace(oit, whole=whole), YEAR, TakeIn.INTO_EMPTY, "รายงาน.json")

        assert dump(store) == before
    assert store.history.last() is None


def test_a_year_with_measures_is_not_read_over_without_a_word(full: Store) -> None:
    before = dump(full)

    with pytest.raises(YearHasMeasures, match="๒ มาตรการ"):
        take_in(full, DRAFT, YEAR, TakeIn.INTO_EMPTY, "รายงาน.txt")

    assert dump(full) == before


def test_a_document_that_holds_nothing_is_refused_and_begins_no_year(store: Store) -> None:
    with pytest.raises(NothingToTake, match=r"ว่าง\.txt"):
        take_in(store, Draft(agency=AGENCY), YEAR, TakeIn.INTO_EMPTY, "ว่าง.txt")

    assert (store.years.all(), store.agencies.current()) == ((), None)


# --- the four ways -------------------------------------------------------------------------------------------


def test_adding_numbers_on_and_leaves_what_is_there(full: Store) -> None:
    before = full.measures.all(YEAR)

    plan = take_in(full, DRAFT, YEAR, TakeIn.ADD, "รายงาน.txt")

    assert [added.number for added in plan.added] == [3, 4]
    assert full.measures.all(YEAR)[:2] == before
    assert [kept.number for kept in full.measures.all(YEAR)] == [1, 2, 3, 4]


def test_replacing_lets_go_of_measures_but_of_no_evidence(full: Store) -> None:
    evidence = full.evidence.of_year(YEAR)

    take_in(full, DRAFT, YEAR, TakeIn.REPLACE, "รายงาน.txt")

    assert [(kept.number, kept.result, kept.notes) for kept in full.measures.all(YEAR)] == [
        (1, "", ()),
        (2, "แล้วเสร็จ", ()),
    ]
    assert full.evidence.of_year(YEAR) == evidence


def test_merging_the_same_report_again_changes_nothing_and_leaves_no_entry(full: Store) -> None:
    before = dump(full)

    plan = take_in(full, DRAFT, YEAR, TakeIn.MERGE, "รายงาน.txt")

    assert (plan.added, plan.filled) == ((), ())
    assert dump(full) == before


def test_a_merge_keeps_ids_progress_notes_and_evidence(full: Store) -> None:
    before = full.measures.all(YEAR)
    other = [
        replace(
            coming,
            result="ผลจากรายงาน",
            outcome="ผลลัพธ์จากรายงาน",
            steps=(Step("จากรายงาน"),),
            notes=(ProgressNote(DAY, "จากรายงาน"),),
            evidence=(PIECE,),
            status=WorkStatus.CANCELLED,
        )
        for coming in DRAFT.measures
    ]

    take_in(full, replace(DRAFT, measures=tuple(other)), YEAR, TakeIn.MERGE, "รายงาน.json")

    first, second = full.measures.all(YEAR)
    assert first == replace(before[0], outcome="ผลลัพธ์จากรายงาน")
    assert (second.id, second.evidence, second.result) == (before[1].id, before[1].evidence, "แล้วเสร็จ")
    assert (second.outcome, [note.text for note in second.notes]) == ("ผลลัพธ์จากรายงาน", ["จากรายงาน"])


def test_evidence_that_a_merge_fills_in_keeps_its_files_revisions_and_dates(full: Store) -> None:
    bare = full.measures.add(YEAR, [Measure(3, "ไม่มีหลักฐาน"), Measure(4, "ไม่มีเช่นกัน")])
    stamped = replace(
        PIECE, attached=standing_clock(), files=tuple(replace(f, added=standing_clock()) for f in PIECE.files)
    )
    same_file = Evidence("ไฟล์เดียวกัน", EvidenceKind.FILE, files=(FILE,))
    coming = (
        Measure(3, "ไม่มีหลักฐาน", evidence=(stamped, same_file), proof=Proof.COMPLETE),
        Measure(4, "ไม่มีเช่นกัน", evidence=(same_file, stamped)),
    )

    take_in(full, Draft(measures=coming, whole=True), YEAR, TakeIn.MERGE, "ทั้งปี.json")

    third, fourth = (full.measures.get(number_of(one)) for one in bare)
    assert [replace(piece, id=None) for piece in third.evidence] == [stamped, same_file]
    assert fourth.evidence == (third.evidence[1], third.evidence[0])
    assert third.proof is Proof.COMPLETE


# --- what stands around the measures -------------------------------------------------------------------------


def test_a_text_report_is_laid_over_the_years_catalogue(store: Store) -> None:
    take_in(store, DRAFT, YEAR, TakeIn.INTO_EMPTY, "รายงาน.txt")

    items = store.disclosure.all(YEAR)
    catalogue = tasks.year_rules(store, YEAR).catalogue.items
    assert [(item.code, item.name, item.group) for item in items] == [
        (c.code, c.name, c.group) for c in catalogue
    ]
    assert (items[0].responsible, items[0].divisions) == ("สำนักปลัด", ("สำนักปลัด",))
    assert not any(item.responsible for item in items[1:])


def test_what_she_did_about_an_item_stays_and_only_what_is_missing_is_laid_over(full: Store) -> None:
    said = tuple(
        DisclosureItem(code, "", responsible="กองคลัง", divisions=("กองคลัง",)) for code in ("o1", "o2")
    )

    take_in(full, replace(DRAFT, disclosure=said), YEAR, TakeIn.MERGE, "รายงาน.txt")

    first, second, *_ = full.disclosure.all(YEAR)
    assert (first.responsible, first.divisions) == ("สำนักปลัด", ("สำนักปลัด",))
    assert (second.responsible, second.divisions) == ("กองคลัง", ("กองคลัง",))
    assert (second.url, second.status) == ("https://a.example/o2", DisclosureStatus.PUBLISHED)
    assert second.name


def test_surveys_that_she_set_up_stay_and_are_filled(full: Store) -> None:
    coming = (
        Survey(Instrument.IIT, population=99, official_minimum=50, opens=DAY, counts=(Count(DAY, 7),)),
        Survey(Instrument.EIT1, population=400, counts=(Count(DAY, 99),)),
    )

    take_in(full, replace(DRAFT, surveys=coming), YEAR, TakeIn.MERGE, "รายงาน.txt")

    staff, people, _ = full.surveys.all(YEAR)
    assert (staff.population, staff.official_minimum, staff.opens) == (60, 31, DAY)
    assert [count.total for count in staff.counts] == [7]
    assert (people.population, people.link) == (400, "https://a.example/e")
    assert [count.total for count in people.counts] == [12]


def test_scores_and_analysis_that_are_there_stay(full: Store) -> None:
    take_in(
        full,
        replace(DRAFT, scores=Scores(2567), issues=(IssueAnalysis(7),)),
        YEAR,
        TakeIn.MERGE,
        "รายงาน.txt",
    )

    assert full.scores.get(YEAR) == Scores(2568)
    assert full.scores.issues(YEAR) == (IssueAnalysis(1, "i10"),)


def test_divisions_that_are_new_come_behind_her_own(full: Store) -> None:
    mine = full.agencies.divisions()
    coming = (Division("กองการศึกษา"), Division("สำนักปลัด", (Section("งานนิติกร"), Section("งานธุรการ"))))

    take_in(full, replace(DRAFT, divisions=coming), YEAR, TakeIn.MERGE, "รายงาน.txt")

    divisions = full.agencies.divisions()
    assert [d.name for d in divisions] == [*(d.name for d in mine), "กองการศึกษา"]
    assert [section.name for section in divisions[0].sections] == ["งานธุรการ", "งานนิติกร"]
    assert divisions[0].id == mine[0].id


def test_a_measure_that_names_a_division_and_a_section_puts_both_on_the_list(store: Store) -> None:
    named = replace(measure(), responsible="กองช่าง (งานโยธา)", divisions=("กองช่าง",), sections=("งานโยธา",))

    take_in(store, Draft(measures=(named,)), YEAR, TakeIn.INTO_EMPTY, "รายงาน.txt")

    (kept,) = store.measures.all(YEAR)
    assert (kept.divisions, kept.sections) == (("กองช่าง",), ("งานโยธา",))
    (division,) = store.agencies.divisions()
    assert (division.name, [section.name for section in division.sections]) == ("กองช่าง", ["งานโยธา"])
    store.history.undo()
    assert store.agencies.divisions() == ()


def test_a_measure_of_several_divisions_keeps_its_section_too(store: Store) -> None:
    named = replace(measure(), divisions=("กองช่าง", "กองคลัง", " "), sections=("งานโยธา", ""))

    take_in(store, Draft(measures=(named,)), YEAR, TakeIn.INTO_EMPTY, "รายงาน.txt")

    (kept,) = store.measures.all(YEAR)
    assert (kept.divisions, kept.sections) == (("กองช่าง", "กองคลัง"), ("งานโยธา",))
    assert store.agencies.save_divisions(store.agencies.divisions()) == store.agencies.divisions()


@pytest.mark.parametrize("unnamed", [None, tasks.UNNAMED, Agency(" ")])
def test_an_agency_without_a_name_gets_the_reports(store: Store, unnamed: Agency | None) -> None:
    if unnamed is not None:
        store.agencies.save(unnamed)

    take_in(store, DRAFT, YEAR, TakeIn.INTO_EMPTY, "รายงาน.txt")

    assert store.agencies.current() == AGENCY


def test_an_agency_with_a_name_keeps_all_it_is(store: Store) -> None:
    mine = Agency("เทศบาลตำบลของเรา", kind=AgencyKind.SUBDISTRICT_MUNICIPALITY)
    store.agencies.save(mine)

    take_in(store, DRAFT, YEAR, TakeIn.INTO_EMPTY, "รายงาน.txt")

    assert store.agencies.current() == mine


def test_a_report_without_an_agency_is_kept_under_a_name_that_says_so(store: Store) -> None:
    take_in(store, replace(DRAFT, agency=None), YEAR, TakeIn.INTO_EMPTY, "รายงาน.txt")

    assert store.agencies.current() == tasks.UNNAMED


def test_a_whole_year_begins_with_its_own_surveys_and_items(store: Store) -> None:
    year = FiscalYear(2566)
    whole = replace(
        DRAFT,
        whole=True,
        surveys=(Survey(Instrument.EIT, population=9),),
        disclosure=(DisclosureItem("o43", "ข้อ ๔๓"),),
    )

    take_in(store, whole, year, TakeIn.INTO_EMPTY, "ทั้งปี.json")

    assert [survey.instrument for survey in store.surveys.all(year)] == [Instrument.EIT]
    assert [item.code for item in store.disclosure.all(year)] == ["o43"]


def test_another_year_in_the_file_is_not_touched(full: Store) -> None:
    before = full.report(YEAR)

    take_in(full, DRAFT, FiscalYear(2568), TakeIn.INTO_EMPTY, "ปีก่อน.txt")

    assert full.report(YEAR) == before
    assert full.years.all() == (FiscalYear(2568), YEAR)


def test_what_was_read_in_is_in_the_file_for_any_other_program(path: Path, store: Store) -> None:
    take_in(store, DRAFT, YEAR, TakeIn.INTO_EMPTY, "รายงาน.txt")
    store.close()

    with closing(sqlite3.connect(path)) as connection:
        titles = [title for (title,) in connection.execute("SELECT title FROM measure ORDER BY id")]
    assert titles == ["ส่งเสริมการมีส่วนร่วม", "ปรับปรุงการให้บริการ", "เปิดเผยข้อมูล"]
