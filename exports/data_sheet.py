"""The sheet ข้อมูล: one row a measure, every field typed, to be filtered, and what reading in takes back.

Under the measures, a free row apart so that filters and sorting leave them alone, stand last year's results and the
analysis of the issues under heads of their own.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exports.faces import Face
from exports.refusals import refuse_unprintable
from exports.typesetting import height
from exports.workbook_cells import CellWriter, Typed
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure
from ita_tui.domain.report import Report
from ita_tui.domain.scores import IssueAnalysis, Scores
from ita_tui.reports.data_columns import COLUMNS, CellKind, DataValue, subject_of, written
from ita_tui.reports.data_results import RESULT_HEADS, subject_of_result, written_results
from ita_tui.reports.workbook_sheets import DATA_SHEET
from ita_tui.thai.numerals import digits

_LINES_SHOWN = 4
"""As high as a row is: all of them are read by opening a cell, and the table stays a table."""

_FROZEN = "D2"
_NUMBERED = frozenset({"number", "issue", "year"})
"""Columns of results that hold numbers. Scores are texts: to the last digit, as they were told."""

_KINDS = {CellKind.TEXT: Typed.TEXT, CellKind.NUMBER: Typed.NUMBER, CellKind.DAY: Typed.DAY}


@dataclass(frozen=True)
class DataSheet:
    """The measures of a year and those that its report proposes, and last year's results that they answer."""

    year: FiscalYear
    measures: tuple[Measure, ...]
    proposals: tuple[Measure, ...] = ()
    scores: Scores | None = None
    issues: tuple[IssueAnalysis, ...] = ()

    @classmethod
    def of(cls, report: Report) -> "DataSheet":
        """All measures and proposals of a year, with the results that it answers."""
        return cls(report.year, report.measures, report.proposals, report.scores, report.issues)

    @property
    def of_measures(self) -> int:
        """How many rows hold measures and proposals."""
        return len(self.measures) + len(self.proposals)

    @property
    def rows(self) -> int:
        """How many rows stand under the heads; the free one and the heads of the results are among them."""
        results = sum(1 for _row in written_results(self.scores, self.issues))
        return self.of_measures + (2 + results if results else 0)


def data_rows(sheet: DataSheet) -> Iterator[tuple[DataValue, ...]]:
    """The cells of each row under the heads: measures by their columns, a free row, heads and rows of the results."""
    for measure in (*sheet.measures, *sheet.proposals):
        cells = written(measure, sheet.year)
        yield _without_empty(cells[column.key] for column in COLUMNS)
    results = list(written_results(sheet.scores, sheet.issues))
    if results:
        yield ()
        yield tuple(RESULT_HEADS.values())
        yield from (_without_empty(cells.get(key) for key in RESULT_HEADS) for cells in results)


def _without_empty(values: Iterable[DataValue]) -> tuple[DataValue, ...]:
    return tuple(None if value == "" else value for value in values)


def refuse_unprintable_data(sheet: DataSheet) -> None:
    """Raise TextUnprintable or TextTooLong, which name row and column, for what a cell would lose or cut."""
    for measure in (*sheet.measures, *sheet.proposals):
        cells = written(measure, sheet.year)
        for column in COLUMNS:
            value = cells[column.key]
            if isinstance(value, str):
                refuse_unprintable(f"{digits(subject_of(measure))} ช่อง{column.head}", value)
    for result in written_results(sheet.scores, sheet.issues):
        for key, value in result.items():
            if isinstance(value, str):
                refuse_unprintable(f"{digits(subject_of_result(result))} ช่อง{RESULT_HEADS[key]}", value)


def write_data_sheet(
    worksheet: Worksheet, sheet: DataSheet, writer: CellWriter, face: Face, told: Callable[[], None]
) -> None:
    """Fill the sheet; ``told`` is called after each row."""
    worksheet.title = DATA_SHEET
    for number, column in enumerate(COLUMNS, start=1):
        dimension = worksheet.column_dimensions[get_column_letter(number)]
        dimension.width = column.width
        writer.style_column(dimension, _KINDS[column.kind])
        writer.put(worksheet, 1, number, column.head, Typed.HEAD)
    of_measures = [_KINDS[column.kind] for column in COLUMNS]
    of_results = [Typed.NUMBER if key in _NUMBERED else Typed.TEXT for key in RESULT_HEADS]
    heads = sheet.of_measures + 3
    high = height(_LINES_SHOWN, face.size, face)
    for row, cells in enumerate(data_rows(sheet), start=2):
        if cells and row != heads:
            worksheet.row_dimensions[row].height = high
        kinds = of_measures if row < heads else of_results if row > heads else [Typed.HEAD] * len(cells)
        for number, (value, kind) in enumerate(zip(cells, kinds, strict=False), start=1):
            if value is not None:
                writer.put(worksheet, row, number, value, kind)
        told()
    last = get_column_letter(len(COLUMNS))
    worksheet.auto_filter.ref = f"A1:{last}{sheet.of_measures + 1}"
    worksheet.freeze_panes = _FROZEN
    worksheet.print_area = f"{get_column_letter(len(COLUMNS) + 2)}1"  # an empty cell: see about_sheet
