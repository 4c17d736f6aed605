"""LibreOffice opens what was printed: as many pages as were planned, and no row too low for it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from exports import xlsx
from exports.faces import SARABUN, TH_SARABUN_NEW, Face
from exports.installed_faces import installed_faces
from exports.print_sheet import lay_out, lay_out_memo
from ita_tui.reports.page import Page
from tests.libre_office import Office
from tests.long_series import LONG
from tests.printed_pages import (
    ANALYSED,
    EVERYTHING,
    RANKED,
    SIGNATURE,
    TWELVE,
    measure_row,
    page_of,
    page_with,
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    yield office
    office.close()


PRINTED = (
    EVERYTHING,
    replace(EVERYTHING, memo=()),
    TWELVE,
    page_of(*(measure_row(n, steps=n % 5, results=(n * 7) % 23) for n in range(1, 30))),
    page_with(RANKED, ANALYSED, SIGNATURE),
)


def saved(pages: Sequence[Page], folder: Path, face: Face = TH_SARABUN_NEW) -> list[str]:
    """The names of the workbooks, one of each page."""
    return [
        xlsx.save(page, folder / f"{number}.xlsx", overwrite=False, font=face).name
        for number, page in enumerate(pages)
    ]


@pytest.mark.long
@pytest.mark.skipif(
    not LONG, reason="LibreOffice prints in the long form and in CI's step prints: set ITA_TUI_LONG"
)
def test_libreoffice_prints_as_many_pages_as_were_planned(tmp_path: Path, office: Office) -> None:
    pages = PRINTED

    counted = office.pages(saved(pages, tmp_path))

    assert counted == [
        lay_out(page).pages + (memo.pages if (memo := lay_out_memo(page)) else 0) for page in pages
    ]


@pytest.mark.long
@pytest.mark.skipif(
    not LONG, reason="LibreOffice sets the heights of rows in the long form: set ITA_TUI_LONG"
)
@pytest.mark.parametrize("face", [TH_SARABUN_NEW, SARABUN], ids=lambda face: face.name)
def test_libreoffice_would_set_no_row_higher(tmp_path: Path, office: Office, face: Face) -> None:
    if face not in (SARABUN, *installed_faces()):
        pytest.skip(f"{face.name} is not installed: LibreOffice would set another face")

    optimal = office.optimal_heights(saved(PRINTED, tmp_path, face))

    for page, heights in zip(PRINTED, optimal, strict=True):
        rows = (lay_out_memo(page, face) or lay_out(page, face=face)).rows
        assert len(heights) >= len(rows)
        for row, least in zip(rows, heights, strict=False):
            assert not row.cells or least <= row.height
