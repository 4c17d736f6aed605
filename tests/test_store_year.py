"""Surveys, OIT items, scores, divisions and preferences as the year goes by."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ita_tui.domain.agency import Agency, Division, Section
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.respondents import Count, Survey
from ita_tui.domain.scores import IssueAnalysis, QuestionScore, Scores
from store import refusals
from store.database import Store
from tests.store_builders import YEAR, added, begun_store, measure, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with begun_store(tmp_path / "a.db") as opened:
        yield opened


def last_words(store: Store) -> str:
    last = store.history.last()
    assert last is not None
    return last.words


def survey(store: Store, instrument: Instrument) -> Survey:
    return next(survey for survey in store.surveys.all(YEAR) if survey.instrument is instrument)


def test_settings_of_a_survey_are_changed_and_its_counts_are_not(store: Store) -> None:
    store.surveys.count(YEAR, Instrument.IIT, Count(date(2026, 1, 5), 12))

    saved = store.surveys.save(YEAR, Survey(Instrument.IIT, population=60, official_minimum=31))

    assert last_words(store) == "แบบวัด IIT: ผู้มีส่วนได้ส่วนเสียทั้งหมด, ค่าขั้นต่ำ"
    assert [count.total for count in saved.counts] == [12]
    assert survey(store, Instrument.IIT) == saved


def test_an_instrument_has_one_survey_a_year(store: Store) -> None:
    first = store.surveys.save(YEAR, Survey(Instrument.EIT, population=300))
    second = store.surveys.save(YEAR, Survey(Instrument.EIT, population=301))

    assert first.id == second.id
    assert [found.instrument for found in store.surveys.all(YEAR)] == list(Instrument)[:4]


def test_counts_come_by_day_and_are_corrected_and_deleted(store: Store) -> None:
    later = store.surveys.count(YEAR, Instrument.IIT, Count(date(2026, 1, 9), 20, "กองคลัง"))
    earlier = store.surveys.count(YEAR, Instrument.IIT, Count(date(2026, 1, 5), 12))
    assert last_words(store) == "จำนวนผู้ตอบ IIT ๑๒ คน ณ ๕ ม.ค. ๖๙"
    assert survey(store, Instrument.IIT).counts == (earlier, later)

    corrected = store.surveys.count(YEAR, Instrument.IIT, replace(earlier, total=13))
    assert corrected.id == earlier.id
    assert later.id is not None
    store.surveys.remove_count(later.id)

    assert survey(store, Instrument.IIT).counts == (corrected,)
    with pytest.raises(refusals.RecordGoneError):
        store.surveys.remove_count(later.id)
    with pytest.raises(refusals.RecordGoneError):
        store.surveys.count(YEAR, Instrument.IIT, later)
    with pytest.raises(refusals.RecordGoneError, match="EIT"):
        store.surveys.count(YEAR, Instrument.EIT, Count(date(2026, 1, 5), 1))


def test_a_number_beyond_all_bounds_is_refused_and_nothing_saved(store: Store) -> None:
    before = store.report(YEAR)

    with pytest.raises(refusals.NumberTooLargeError):
        store.surveys.save(YEAR, Survey(Instrument.IIT, population=10**30))

    assert store.report(YEAR) == before


def test_an_oit_item_is_saved_by_its_code(store: Store) -> None:
    item = store.disclosure.all(YEAR)[1]

    saved = store.disclosure.save(
        YEAR,
        replace(item, status=DisclosureStatus.PUBLISHED, url="https://a.th/o12", divisions=("กองคลัง",)),
        why="ทันรอบ",
    )

    assert last_words(store) == "ข้อ OIT ๑๒: ส่วนราชการ, ลิงก์, สถานะ"
    assert store.disclosure.all(YEAR)[1] == saved
    assert saved.id == item.id
    assert store.history.about(f"item:{item.id}", 9)[0].why == "ทันรอบ"


def test_a_new_oit_item_takes_its_place_by_number(store: Store) -> None:
    store.disclosure.save(YEAR, DisclosureItem("o2", "ผู้บริหาร"))

    assert [item.code for item in store.disclosure.all(YEAR)] == ["o1", "o2", "o12"]
    with pytest.raises(refusals.RecordGoneError, match="๙"):
        store.disclosure.save(YEAR, DisclosureItem("o9", "ไม่มี", id=77))


def test_scores_are_replaced_whole(store: Store) -> None:
    first = Scores(2568, (Decimal(1), Decimal(2)), questions=(QuestionScore("i1"), QuestionScore("i2")))
    second = Scores(2568, (None,), {Instrument.EIT2: Decimal("99.99")}, questions=(QuestionScore("e1"),))

    store.scores.save(YEAR, first)
    store.scores.save(YEAR, second)

    assert store.scores.get(YEAR) == second


def test_the_analysis_of_issues_is_replaced_whole(store: Store) -> None:
    store.scores.save_issues(YEAR, [IssueAnalysis(1, "i1"), IssueAnalysis(2), IssueAnalysis(7)])
    store.scores.save_issues(YEAR, [IssueAnalysis(3, cause="ระบบล่าช้า")])

    assert store.scores.issues(YEAR) == (IssueAnalysis(3, cause="ระบบล่าช้า"),)


def test_a_division_in_use_is_not_taken_off_the_list(store: Store) -> None:
    added(store)
    before = store.agencies.divisions()

    with pytest.raises(refusals.DivisionInUseError, match="สำนักปลัด, กองช่าง"):
        store.agencies.save_divisions([])

    assert store.agencies.divisions() == before


def test_divisions_and_sections_are_renamed_moved_and_deleted(store: Store) -> None:
    kept = store.agencies.save_divisions(
        [
            Division("สำนักปลัด", (Section("งานธุรการ"), Section("งานนิติกร"))),
            Division("กองคลัง"),
            Division("กองช่าง"),
        ]
    )
    office, treasury, _ = kept
    clerks, lawyers = office.sections

    wanted = [
        replace(treasury, sections=(lawyers, Section("งานพัสดุ"))),
        replace(office, name="กองช่าง", sections=(replace(clerks, name="งานสารบรรณ"),)),
    ]
    saved = store.agencies.save_divisions(wanted)

    assert saved[1] == wanted[1]
    assert saved[0].sections[0] == lawyers
    assert saved[0].sections[1].name == "งานพัสดุ"
    store.history.undo()
    assert store.agencies.divisions() == kept


OFFICE = Division("สำนักปลัด", (Section("งานธุรการ"),))
WORKS = Division("กองช่าง", (Section("งานก่อสร้าง"), Section("งานออกแบบ")))


def test_a_division_goes_with_its_sections_and_undo_brings_all_back(store: Store) -> None:
    office, works = store.agencies.save_divisions([OFFICE, WORKS])

    assert store.agencies.save_divisions([office]) == (office,)

    assert last_words(store) == "รายชื่อส่วนราชการ"
    store.history.undo()
    assert store.agencies.divisions() == (office, works)
    store.history.redo()
    assert store.agencies.divisions() == (office,)
    assert store.history.verify() == ()


def test_all_divisions_go_with_their_sections_at_once(store: Store) -> None:
    both = store.agencies.save_divisions([OFFICE, WORKS])

    assert store.agencies.save_divisions([]) == ()

    store.history.undo()
    assert store.agencies.divisions() == both


def test_a_section_moves_out_of_a_division_that_goes(store: Store) -> None:
    office, works = store.agencies.save_divisions([OFFICE, WORKS])
    builders, planners = works.sections

    (kept,) = store.agencies.save_divisions([replace(office, sections=(planners, *office.sections))])

    assert kept.sections == (planners, *office.sections)
    store.history.undo()
    assert store.agencies.divisions() == (office, works)
    assert works.sections == (builders, planners)


def test_a_division_takes_the_name_of_one_that_goes_with_its_sections(store: Store) -> None:
    office, works = store.agencies.save_divisions([OFFICE, WORKS])

    (kept,) = store.agencies.save_divisions([replace(office, name=works.name)])

    assert (kept.id, kept.name, kept.sections) == (office.id, "กองช่าง", office.sections)
    store.history.undo()
    assert store.agencies.divisions() == (office, works)


def test_a_division_with_sections_that_a_measure_names_stays_whole(store: Store) -> None:
    added(store)
    divisions = store.agencies.save_divisions(
        [
            replace(found, sections=(*found.sections, Section("งานสาธารณูปโภค")))
            for found in store.agencies.divisions()
        ]
    )

    with pytest.raises(refusals.DivisionInUseError, match=r"สำนักปลัด, กองช่าง.*ยังเหมือนเดิม"):
        store.agencies.save_divisions([])

    assert store.agencies.divisions() == divisions


def test_a_division_stays_where_a_measure_names_only_its_section(store: Store) -> None:
    both = store.agencies.save_divisions([OFFICE, WORKS])
    store.measures.add(YEAR, [replace(measure(), divisions=(), sections=("งานก่อสร้าง",))])

    with pytest.raises(refusals.DivisionInUseError, match="งานก่อสร้าง"):
        store.agencies.save_divisions([both[0]])

    assert store.agencies.divisions() == both


def test_a_division_with_sections_that_an_oit_item_names_stays_whole(store: Store) -> None:
    both = store.agencies.save_divisions([OFFICE, WORKS])
    item = store.disclosure.all(YEAR)[0]
    store.disclosure.save(YEAR, replace(item, divisions=("กองช่าง",)))

    with pytest.raises(refusals.DivisionInUseError, match="กองช่าง"):
        store.agencies.save_divisions([both[0]])

    assert store.agencies.divisions() == both


def test_counts_keep_the_name_of_a_division_that_goes(store: Store) -> None:
    office, works = store.agencies.save_divisions([OFFICE, WORKS])
    counted = store.surveys.count(YEAR, Instrument.IIT, Count(date(2026, 1, 5), 12, "กองช่าง"))

    store.agencies.save_divisions([office])

    assert survey(store, Instrument.IIT).counts == (counted,)
    store.history.undo()
    assert store.agencies.divisions() == (office, works)
    assert survey(store, Instrument.IIT).counts == (counted,)


@pytest.mark.parametrize(
    "divisions",
    [
        [Division("กองคลัง"), Division("กองคลัง")],
        [Division("  ")],
        [Division("กองคลัง", (Section("งานพัสดุ"), Section("งานพัสดุ")))],
    ],
)
def test_names_are_given_once(store: Store, divisions: list[Division]) -> None:
    with pytest.raises(refusals.SameDivisionTwiceError):
        store.agencies.save_divisions(divisions)


def test_a_division_that_is_gone_is_not_renamed(store: Store) -> None:
    with pytest.raises(refusals.RecordGoneError, match="ส่วนราชการ"):
        store.agencies.save_divisions([Division("กองคลัง", id=99)])
    with pytest.raises(refusals.RecordGoneError, match="งาน"):
        store.agencies.save_divisions([Division("กองคลัง", (Section("งานพัสดุ", 99),))])


def test_the_agency_is_told_by_what_changed_in_it(store: Store) -> None:
    assert store.agencies.current() is None
    store.agencies.save(Agency("เทศบาลตำบลตัวอย่าง"))

    store.agencies.save(Agency("เทศบาลตำบลตัวอย่าง", "เมือง", "ตัวอย่าง"))

    assert last_words(store) == "หน่วยงาน: อำเภอ, จังหวัด"


def test_preferences_are_remembered_and_cannot_be_undone(tmp_path: Path) -> None:
    with open_store(tmp_path / "b.db") as store:
        store.preferences.set("numerals", "arabic")
        store.preferences.set("numerals", "thai")
        store.preferences.set("columns", ["title", "status"])
        assert store.history.last() is None

    with open_store(tmp_path / "b.db") as store:
        assert store.preferences.get("numerals", "arabic") == "thai"
        assert store.preferences.get("columns", ["title"]) == ["title", "status"]
        assert store.preferences.get("width", 40) == 40
        assert store.preferences.get("columns", "title") == "title"
