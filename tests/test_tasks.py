"""The program's requests, one by one: years and their rules, beginning, evidence, printing, keeping."""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ita_tui import tasks
from ita_tui.domain.agency import Agency, Division, Section
from ita_tui.domain.disclosure import catalogue_of
from ita_tui.domain.evidence import Evidence, EvidenceKind, FileState
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import Measure
from ita_tui.domain.respondents import Survey
from ita_tui.domain.scores import Scores
from ita_tui.errors import ItaError
from ita_tui.taking_in import TakeIn, YearHasMeasures, take_in
from store.database import Store
from store.refusals import CopyExistsError, NothingToReadError
from tests.store_builders import YEAR, added, begun_store, number_of, open_store, standing_clock

TODAY = standing_clock().date()
AGENCY = Agency("องค์การบริหารส่วนตำบลตัวอย่าง")
DOCUMENT = Evidence("", EvidenceKind.FILE)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with begun_store(tmp_path / "a.db") as opened:
        yield opened


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "b.db", standing_clock) as opened:
        yield opened


@pytest.fixture
def sample(sample_folder: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copytree(sample_folder, tmp_path / "sample")
    with open_store(tmp_path / "sample" / "ita.db", standing_clock) as opened:
        yield opened


# --- years and their rules -----------------------------------------------------------------------------------


def test_a_year_begins_with_its_surveys_its_people_and_its_catalogue(empty: Store) -> None:
    tasks.begin_year(empty, YEAR, staff=60, served=4000)

    rules = tasks.year_rules(empty, YEAR)
    assert [(survey.instrument, survey.population) for survey in empty.surveys.all(YEAR)] == [
        (Instrument.IIT, 60),
        (Instrument.EIT1, 4000),
        (Instrument.EIT2, 4000),
    ]
    assert [replace(item, id=None) for item in empty.disclosure.all(YEAR)] == list(catalogue_of(rules))
    assert len(rules.catalogue.items) > 20


def test_an_earlier_year_begins_with_the_eit_as_a_whole_and_its_own_catalogue(empty: Store) -> None:
    tasks.begin_year(empty, FiscalYear(2565), staff=60, served=400)

    assert [survey.instrument for survey in empty.surveys.all(FiscalYear(2565))] == [
        Instrument.IIT,
        Instrument.EIT,
    ]
    assert len(empty.disclosure.all(FiscalYear(2565))) == 43


def test_a_year_that_was_begun_is_left_alone(empty: Store) -> None:
    tasks.begin_year(empty, YEAR, staff=60)
    empty.surveys.save(YEAR, Survey(Instrument.IIT, population=61))

    tasks.begin_year(empty, YEAR, staff=70)

    assert empty.surveys.all(YEAR)[0].population == 61


def test_the_divisions_of_the_agency_serve_every_year(empty: Store) -> None:
    divisions = empty.agencies.save_divisions([Division("กองคลัง", (Section("งานพัสดุ"),)), Division("กองช่าง")])

    tasks.begin_year(empty, FiscalYear(2568))
    tasks.begin_year(empty, YEAR)

    assert empty.report(FiscalYear(2568)).divisions == empty.report(YEAR).divisions == divisions


def test_her_own_rules_lie_beside_the_database(empty: Store) -> None:
    (empty.path.parent / "rulebook").mkdir()
    (empty.path.parent / "rulebook" / "2569.toml").write_text(
        'issues = {confidence = "verified", source = "ทดสอบ", names = []}', encoding="utf-8"
    )

    with pytest.raises(ItaError, match="๒๕๖๙"):
        tasks.year_rules(empty, YEAR)
    assert tasks.year_rules(empty, FiscalYear(2568)).year == FiscalYear(2568)


def test_the_year_to_open_holds_today_else_it_is_the_newest(empty: Store) -> None:
    assert tasks.newest_year(empty, TODAY) is None
    for be in (2566, 2569, 2571):
        tasks.begin_year(empty, FiscalYear(be))

    assert tasks.newest_year(empty, TODAY) == YEAR
    assert tasks.newest_year(empty, date(2024, 1, 1)) == FiscalYear(2571)
    assert tasks.known_year(empty, None, TODAY) == YEAR
    assert tasks.known_year(empty, FiscalYear(2566), TODAY) == FiscalYear(2566)


def test_a_year_that_is_not_there_is_refused_with_those_that_are(store: Store, empty: Store) -> None:
    with pytest.raises(tasks.YearUnknown, match=r"๒๕๖๐.*ปีที่มี: ๒๕๖๙"):
        tasks.known_year(store, FiscalYear(2560), TODAY)
    with pytest.raises(tasks.YearUnknown, match=r"๒๕๖๙.*ยังไม่มีปีใด"):
        tasks.known_year(empty, None, TODAY)


def test_last_years_scores_are_judged_by_last_years_rules(empty: Store) -> None:
    tasks.begin_year(empty, FiscalYear(2566))
    scores = Scores(
        2565,
        instruments={Instrument.IIT: Decimal(80), Instrument.EIT: Decimal(70), Instrument.OIT: Decimal(90)},
        printed_total=Decimal("81.00"),
        printed_level="B",
    )
    empty.scores.save(FiscalYear(2566), scores)

    state = tasks.load_year(empty, FiscalYear(2566), standing_clock())

    assert state.rules.year == FiscalYear(2566)
    assert state.overview.results is not None
    assert state.overview.results.level == "B"
    assert state.overview.contradiction is None
    assert (state.today, state.report) == (TODAY, empty.report(FiscalYear(2566)))


def test_a_loaded_year_says_up_to_which_entry_it_is(empty: Store) -> None:
    tasks.begin_year(empty, YEAR)
    added(empty)

    state = tasks.load_year(empty, YEAR, standing_clock())

    assert state.last == empty.history.last()
    assert state.revision == 2
    assert tasks.load_year(empty, YEAR, standing_clock()).overview.measures == state.report.measures


# --- beginning -----------------------------------------------------------------------------------------------


def test_setting_up_is_one_step(empty: Store) -> None:
    tasks.set_up(empty, AGENCY, YEAR, staff=60, served=4000)

    assert empty.agencies.current() == AGENCY
    assert empty.years.all() == (YEAR,)
    empty.history.undo()
    assert (empty.agencies.current(), empty.years.all()) == (None, ())


def test_the_sample_is_one_step_and_its_files_are_there(sample: Store) -> None:
    year = FiscalYear.containing(TODAY)
    files = [file for piece in sample.evidence.of_year(year) for file in piece.files]

    assert len(sample.report(year).measures) == 12
    assert len(files) >= 8
    assert all(sample.vault.state(file.sha256, thorough=True) is FileState.PRESENT for file in files)
    assert tasks.verify(sample).sound
    assert len(sample.history.recent(10)) == 1


def test_the_sample_is_not_laid_over_a_year_of_hers(store: Store) -> None:
    added(store)
    before = store.report(YEAR)

    with pytest.raises(YearHasMeasures):
        tasks.start_with_sample(store, standing_clock())

    assert store.report(YEAR) == before


def test_the_demo_is_a_file_of_its_own(tmp_path: Path) -> None:
    with tasks.open_demo(tmp_path, standing_clock) as demo:
        assert demo.path.parent == tmp_path
        assert demo.years.all() == (FiscalYear.containing(TODAY),)


def test_looking_at_a_database_makes_none(tmp_path: Path) -> None:
    with pytest.raises(tasks.DatabaseMissing, match="ไม่มี"):
        tasks.open_existing(tmp_path / "a.db", standing_clock)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other limits of names")
@pytest.mark.parametrize("name", ["ก" * 90, "ก\0ข", "ไม่ใช่โฟลเดอร์/a.db"])
def test_a_name_that_no_file_can_have_is_refused_in_words(tmp_path: Path, name: str) -> None:
    (tmp_path / "ไม่ใช่โฟลเดอร์").touch()

    for opening in (tasks.open_store, tasks.open_existing):
        with pytest.raises(ItaError):
            opening(tmp_path / name, standing_clock)


# --- evidence ------------------------------------------------------------------------------------------------


def test_an_attached_file_is_titled_by_its_name_unless_she_titles_it(store: Store, tmp_path: Path) -> None:
    first, second = number_of(added(store, 1)), number_of(added(store, 2))
    (tmp_path / "รายงาน.pdf").write_bytes("เนื้อหา".encode())

    by_name = tasks.attach_file(store, first, tmp_path / "รายงาน.pdf", DOCUMENT)
    by_her = tasks.attach_file(store, second, tmp_path / "รายงาน.pdf", replace(DOCUMENT, title=" ของเรา "))

    assert (by_name.title, by_her.title) == ("รายงาน.pdf", "ของเรา")
    assert store.vault.state(by_name.files[0].sha256, thorough=True) is FileState.PRESENT


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names are any bytes only elsewhere")
def test_a_file_named_by_an_older_thai_system_or_over_two_lines_can_be_evidence(
    store: Store, tmp_path: Path
) -> None:
    kept = number_of(added(store))
    older = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "รายงาน.pdf".encode("cp874")))
    older.write_bytes(b"1")
    (tmp_path / "สอง\nบรรทัด.pdf").write_bytes(b"2")

    titles = [
        tasks.attach_file(store, kept, path, DOCUMENT).title for path in (older, tmp_path / "สอง\nบรรทัด.pdf")
    ]

    assert titles == ["รายงาน.pdf", "สอง บรรทัด.pdf"]
    assert [piece.files[0].name for piece in store.measures.get(kept).evidence] == titles


def test_a_revision_stands_beside_the_earlier_one(store: Store, tmp_path: Path) -> None:
    kept = number_of(added(store))
    (tmp_path / "ร่าง.txt").write_text("ร่าง", encoding="utf-8")
    (tmp_path / "จริง.txt").write_text("ฉบับจริง", encoding="utf-8")
    piece = tasks.attach_file(store, kept, tmp_path / "ร่าง.txt", DOCUMENT)
    assert piece.id is not None

    tasks.attach_revision(store, piece.id, 1, tmp_path / "จริง.txt")

    (revised,) = store.measures.get(kept).evidence
    assert [(file.name, file.revision) for file in revised.files] == [("ร่าง.txt", 1), ("จริง.txt", 2)]


def test_a_file_that_is_gone_attaches_nothing(store: Store, tmp_path: Path) -> None:
    kept = number_of(added(store))
    before = store.report(YEAR)

    with pytest.raises(NothingToReadError):
        tasks.attach_file(store, kept, tmp_path / "ไม่มี.pdf", DOCUMENT)

    assert store.report(YEAR) == before


# --- printing and keeping ------------------------------------------------------------------------------------


def test_a_report_is_printed_as_a_workbook(sample: Store, tmp_path: Path) -> None:
    year = FiscalYear.containing(TODAY)

    target = tasks.export_report(sample, year, tasks.Printing(), tmp_path / "รายงาน.xlsx")

    cells = [str(cell.value or "") for row in load_workbook(target).worksheets[0].iter_rows() for cell in row]
    text = "".join("".join(cells).split())
    for measure in sample.measures.all(year):
        assert "".join(measure.title.split()) in text


def test_the_open_format_holds_the_year_and_computes_scores_by_their_own_rules(
    sample: Store, tmp_path: Path
) -> None:
    year = FiscalYear.containing(TODAY)

    target = tasks.export_open_format(sample, year, TODAY, tmp_path / "ปี.json")

    written = json.loads(target.read_text(encoding="utf-8"))
    state = tasks.load_year(sample, year, standing_clock())
    assert state.overview.results is not None
    assert state.overview.results.total is not None
    assert written["scores"]["computed_total"] == float(state.overview.results.total)
    assert len(written["measures"]) == 12


def test_layouts_are_listed_without_opening_the_database(tmp_path: Path) -> None:
    shipped = tasks.layout_choice(None).usable
    (tmp_path / "layouts").mkdir()
    own = 'title = "ของเรา"\n[heading]\ntitle = ["ก"]\n[[columns]]\nfield = "title"\nhead = "มาตรการ"\nweight = 1\n'
    (tmp_path / "layouts" / "ของเรา.toml").write_text(own, encoding="utf-8")

    listed = tasks.layout_choice(tmp_path / "a.db").usable

    assert {layout.name for layout in shipped} >= {"progress"}
    assert [layout.name for layout in listed] == [*(layout.name for layout in shipped), "ของเรา"]
    assert not (tmp_path / "a.db").exists()


def test_a_broken_layout_of_her_own_stands_in_nobodys_way_unless_it_is_asked_for(sample: Store) -> None:
    year, own = FiscalYear.containing(TODAY), sample.path.parent / "layouts"
    own.mkdir()
    (own / "เสีย.toml").write_text("title = [", encoding="utf-8")
    (own / "รหัสอื่น.toml").write_bytes("title = 'ก'".encode("cp874"))

    assert tasks.page(sample, year, tasks.Printing()).properties.title
    assert set(tasks.layout_choice(sample.path).broken) == {"เสีย", "รหัสอื่น"}
    with pytest.raises(ItaError, match="เสีย ใช้ไม่ได้"):
        tasks.page(sample, year, tasks.Printing("เสีย"))
    with pytest.raises(ItaError, match="UTF-8"):
        tasks.page(sample, year, tasks.Printing("รหัสอื่น"))


def test_the_printed_link_is_never_the_assessors(sample: Store) -> None:
    year = FiscalYear.containing(TODAY)
    for survey in sample.surveys.all(year):
        link = "https://itas.example.go.th/assessor" if survey.instrument is Instrument.EIT2 else ""
        sample.surveys.save(year, replace(survey, link=link))

    page = tasks.page(sample, year, tasks.Printing())

    assert not any("assessor" in words for _, words in page.texts())


def test_a_backup_comes_back_and_what_was_there_is_kept_aside(store: Store, tmp_path: Path) -> None:
    before = store.report(YEAR)
    copy = tasks.back_up(store, tmp_path / "สำรอง.db")
    added(store)
    after, path = store.report(YEAR), store.path
    store.close()

    aside = tasks.restore(copy, path, standing_clock)

    assert aside is not None
    for kept, expected in ((path, before), (aside, after)):
        with tasks.open_existing(kept, standing_clock) as opened:
            assert opened.report(YEAR) == expected
            assert tasks.verify(opened).sound


def test_a_backup_is_not_written_over_another(store: Store, tmp_path: Path) -> None:
    tasks.back_up(store, tmp_path / "สำรอง.db")

    with pytest.raises(CopyExistsError):
        tasks.back_up(store, tmp_path / "สำรอง.db")


def test_a_report_offers_a_name_that_says_what_it_is() -> None:
    assert tasks.report_name(YEAR, RoundOf.SIX_MONTHS, "ตาราง", "xlsx") == "ตาราง-2569-รอบ6เดือน.xlsx"
    assert tasks.report_name(YEAR, RoundOf.SIX_MONTHS, "ก/ข: ค?", "pdf") == "ก_ข_ ค_-2569-รอบ6เดือน.pdf"


def test_reading_in_saves_nothing(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "รายงาน.txt"
    path.write_text(
        "มาตรการ\tวิธีการดำเนินการ\tผู้รับผิดชอบ\tระยะเวลา\tผล\n๑. จัดเวที\tประชุม\tกองคลัง\t\tแล้วเสร็จ\n",
        encoding="utf-8",
    )
    entries = store.history.recent(10)

    draft = tasks.read_in(path, YEAR)

    assert [measure.title for measure in draft.measures] == ["จัดเวที"]
    assert store.history.recent(10) == entries
    plan = take_in(store, draft, YEAR, TakeIn.INTO_EMPTY, path.name)
    assert isinstance(plan.added[0], Measure)
