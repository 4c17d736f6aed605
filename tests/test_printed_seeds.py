"""Every real report in every layout and format: each text is there, fits its row, and is the same when printed again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exports.faces import SARABUN, TH_SARABUN_NEW
from exports.installed_faces import installed_faces
from ita_tui import tasks
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.reports.page import Page
from store.database import Store
from tests.libre_office import Office
from tests.long_series import LONG
from tests.measured_cells import too_low
from tests.printed_files import (
    codes_in,
    follow_document,
    follow_pdf,
    follow_workbook,
    links_of,
    pdf_pages,
    pictures_in,
    printed_sheets,
)
from tests.printed_seeds import (
    OWN,
    REAL,
    SEEDS,
    SHARES,
    Case,
    Shelf,
    cases_of,
    emptied,
    printing_of,
    taken_in,
)

by_share = pytest.mark.parametrize("share", SHARES, scope="module")
with_office = pytest.mark.skipif(
    not LONG, reason="LibreOffice prints every report in the long form: set ITA_TUI_LONG"
)
FACES = (TH_SARABUN_NEW.name, SARABUN.name)
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path_factory.mktemp("printed"))
    yield shelf
    shelf.close()


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not beside this repository")
def test_no_real_report_is_forgotten() -> None:
    assert sorted(path.stem for path in SEEDS.glob("*.txt")) == sorted(REAL)


@by_share
@pytest.mark.parametrize("face", FACES)
def test_the_lines_of_every_cell_fit_its_row(shelf: Shelf, share: str, face: str) -> None:
    for case in cases_of(share):
        for sheet in printed_sheets(shelf.printed(case, "xlsx", face=face)):
            assert not too_low(sheet, face)


# --- every text ------------------------------------------------------------------------------------------------------


@by_share
def test_every_text_stands_in_its_cell_of_the_workbook(shelf: Shelf, share: str) -> None:
    for case in cases_of(share):
        follow_workbook(shelf.page(case), shelf.printed(case, "xlsx"))


@by_share
def test_every_text_stands_in_its_place_of_the_document(shelf: Shelf, share: str) -> None:
    for case in cases_of(share):
        follow_document(shelf.page(case), shelf.printed(case, "docx"))


@by_share
def test_every_letter_stands_in_the_pdf_as_often_as_it_should(shelf: Shelf, share: str) -> None:
    for case in cases_of(share):
        follow_pdf(shelf.page(case), pdf_pages(shelf.printed(case, "pdf")))


@by_share
def test_the_codes_lead_where_the_report_says(shelf: Shelf, share: str) -> None:
    for case in cases_of(share):
        links = links_of(shelf.page(case))
        assert codes_in(pictures_in(shelf.printed(case, "xlsx"), "xl")) == links
        assert codes_in(pictures_in(shelf.printed(case, "docx"), "word")) == links
        if links:
            pages = pdf_pages(shelf.printed(case, "pdf"), codes=True)
            assert [code for page in pages for code in page.codes] == links


@by_share
def test_the_same_report_makes_the_same_pdf(shelf: Shelf, share: str) -> None:
    for case in cases_of(share):
        first, second = (shelf.printed(case, "pdf", again=again) for again in ("", "-again"))
        assert first.read_bytes() == second.read_bytes()


# --- read in again ---------------------------------------------------------------------------------------------------


def tables_of(page: Page) -> list[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    """The heads and the cells of each table."""
    return [
        (tuple(head.text for head in table.heads), [row.cells for row in table.rows]) for table in page.tables
    ]


def assert_without_results(case: Case, store: Store, year: FiscalYear) -> None:
    """Only the analysis of a report that tells no figures but a total has no table."""
    scores = store.scores.get(year)
    assert case.layout == "analysis"
    assert scores is None or not (scores.indicators or scores.instruments or scores.questions)


@by_share
@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_what_is_printed_is_read_in_and_printed_with_the_same_columns(
    shelf: Shelf, tmp_path: Path, share: str, form: str
) -> None:
    for case in cases_of(share):
        store, year = shelf.store_of(case.report)
        printing = replace(printing_of(case), annex=None)  # no document but the workbook holds evidence
        first = tasks.page(store, year, printing)
        if not first.tables:
            assert_without_results(case, store, year)
            continue
        file = tasks.export_report(store, year, printing, tmp_path / f"{case}.{form}", form=form)
        with emptied(tmp_path) as again:
            found = taken_in(again, file, year)
            second = tasks.page(again, found, printing)

        assert found == year
        assert tables_of(second) == tables_of(first), case


# --- as another program prints it ------------------------------------------------------------------------------------


@pytest.fixture
def office(shelf: Shelf) -> Iterator[Office]:
    office = Office(shelf.folder)
    yield office
    office.close()


def every_case() -> list[Case]:
    """The cases of every share that is there."""
    shares = [share for share in SHARES if SEEDS.is_dir() or share in {"own", *OWN}]
    return [case for share in shares for case in cases_of(share)]


@with_office
def test_libreoffice_prints_as_many_pages_as_were_planned(shelf: Shelf, office: Office) -> None:
    """All in the official face, and a few in the stand-in."""
    cases = every_case()
    files = [
        *(shelf.printed(case, "xlsx") for case in cases),
        *(shelf.printed_alone(case, SARABUN.name) for case in cases[::4]),
    ]

    pages = office.pages([path.name for path in files])

    assert pages == [sum(1 + len(sheet.row_breaks.brk) for sheet in printed_sheets(path)) for path in files]


@with_office
@pytest.mark.parametrize("face", FACES)
def test_libreoffice_would_set_no_row_higher(shelf: Shelf, office: Office, face: str) -> None:
    if face not in {SARABUN.name, *(installed.name for installed in installed_faces())}:
        pytest.skip(f"{face} is not installed: LibreOffice would set another face")
    files = [shelf.printed_alone(case, face) for case in every_case()]

    optimal = office.optimal_heights([path.name for path in files])

    for path, heights in zip(files, optimal, strict=True):
        sheet = printed_sheets(path)[0]
        assert len(heights) >= sheet.max_row
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            ours = sheet.row_dimensions[number].height or 0.0
            assert not any(row) or heights[number - 1] <= ours, (path.name, number)
