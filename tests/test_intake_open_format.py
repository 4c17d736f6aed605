"""The program's own .json comes back as a draft without loss; a broken one says where."""

import json
from datetime import date
from pathlib import Path

import pytest

from ita_tui.domain.agency import Agency
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.report import Report
from ita_tui.errors import ItaError
from ita_tui.intake import refusals
from ita_tui.intake.documents import read_document
from ita_tui.intake.draft import DoubtKind
from ita_tui.reports.open_format import to_dict
from ita_tui.rulebook.loading import rules_for

REPORT = Path(__file__).parent / "data" / "rimthan-2566.txt"
YEAR = FiscalYear(2566)


def written(folder: Path, **extra: object) -> Path:
    """The imaginary report, read in and written as the open format."""
    draft = read_document(REPORT, YEAR)
    report = Report(
        draft.agency or Agency("ไม่มีชื่อ"), YEAR, draft.divisions, draft.measures, surveys=draft.surveys
    )
    data = to_dict(report, rules_for(YEAR), date(2023, 5, 1)) | extra
    file = folder / "year.json"
    file.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return file


def test_the_open_format_comes_back_without_loss(tmp_path: Path) -> None:
    text = read_document(REPORT, YEAR)

    read = read_document(written(tmp_path), YEAR)

    assert (read.measures, read.divisions, read.surveys) == (text.measures, text.divisions, text.surveys)
    assert read.agency == text.agency
    assert (read.doubts, read.left_out, read.tables) == ((), (), ())


def test_the_open_format_is_known_by_its_content_too(tmp_path: Path) -> None:
    file = written(tmp_path).rename(tmp_path / "year.txt")

    assert len(read_document(file, YEAR).measures) == 11


def test_the_open_format_of_another_year_is_a_doubt(tmp_path: Path) -> None:
    (doubt,) = read_document(written(tmp_path), FiscalYear(2567)).doubts

    assert doubt.kind is DoubtKind.OTHER_YEAR


def test_entries_that_are_not_known_are_left_out_in_sight(tmp_path: Path) -> None:
    assert read_document(written(tmp_path, colour="ฟ้า"), YEAR).left_out == ("colour",)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{"format": "ita-tui",\n "version": 1,\n "year": }', "บรรทัด ๓"),
        ('{"format": "ita-tui",\n "year": NaN}', "บรรทัด ๒"),
        ('{"format": "ita-tui", "year": ' + "9" * 5000 + "}", "บรรทัด ๑"),
        ("[" * 100_000, "บรรทัด ๑"),
        ("ไม่ใช่ข้อมูล", "บรรทัด ๑"),
    ],
)
def test_a_broken_json_names_its_line(text: str, line: str, tmp_path: Path) -> None:
    file = tmp_path / "year.json"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(refusals.BrokenJson) as refused:
        read_document(file, YEAR)

    assert line in refused.value.happened


@pytest.mark.parametrize(
    "text", ["[]", "{}", "null", '{"format": "other"}', '{"format": "ita-tui", "version": 1}']
)
def test_a_json_of_something_else_is_refused_in_thai(text: str, tmp_path: Path) -> None:
    file = tmp_path / "year.json"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ItaError) as refused:
        read_document(file, YEAR)

    assert refused.value.do
