"""The sheet ข้อมูล: one row a measure, every field typed, to be filtered, and what reading in takes back."""

from collections.abc import Callable, Iterator
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
from ita_tui.reports.data_columns import COLUMNS, CellKind, DataValue, subject_of, written
from ita_tui.reports.workbook_sheets import DATA_SHEET
from ita_tui.thai.numerals import digits

_LINES_SHOWN = 4
"""As high as a row is: all of them are read by opening a cell, and the table stays a table."""

_FROZEN = "D2"
_KINDS = {CellKind.TEXT: Typed.TEXT, CellKind.NUMBER: Typed.NUMBER, CellKind.DAY: Typed.DAY}


@dataclass(frozen=True)
class DataSheet:
    """The measures of a year and those that its report proposes, with the year that they belong to."""

    year: FiscalYear
    measures: tuple[Measure, ...]
    proposals: tuple[Measure, ...] = ()

    @classmethod
    def of(cls, report: Report) -> "DataSheet":
        """All measures and proposals of a year."""
        return cls(report.year, report.measures, report.proposals)

    @property
    def rows(self) -> int:
        return len(self.measures) + len(self.proposals)


def data_rows(sheet: DataSheet) -> Iterator[tuple[DataValue, ...]]:
    """The cells of each measure in the order of the columns."""
    for measure in (*sheet.measures, *sheet.proposals):
        cells = written(measure, sheet.year)
        values = (cells[column.key] for column in COLUMNS)
        yield tuple(None if value == "" else value for value in values)


def refuse_unprintable_data(sheet: DataSheet) -> None:
    """Raise TextUnprintable or TextTooLong, which name measure and column, for what a cell would lose or cut."""
    for measure in (*sheet.measures, *sheet.proposals):
        cells = written(measure, sheet.year)
        for column in COLUMNS:
            value = cells[column.key]
            if isinstance(value, str):
                refuse_unprintable(f"{digits(subject_of(measure))} ช่อง{column.head}", value)


def write_data_sheet(
    worksheet: Worksheet, sheet: DataSheet, writer: CellWriter, face: Face, told: Callable[[], None]
) -> None:
    """Fill the sheet; ``told`` is called after each measure."""
    worksheet.title = DATA_SHEET
    for number, column in enumerate(COLUMNS, start=1):
        dimension = worksheet.column_dimensions[get_column_letter(number)]
        dimension.width = column.width
        writer.style_column(dimension, _KINDS[column.kind])
        writer.put(worksheet, 1, number, column.head, Typed.HEAD)
    high = height(_LINES_SHOWN, face.size, face)
    for row, cells in enumerate(data_rows(sheet), start=2):
        worksheet.row_dimensions[row].height = high
        for number, (value, column) in enumerate(zip(cells, COLUMNS, strict=True), start=1):
            if value is not None:
                writer.put(worksheet, row, number, value, _KINDS[column.kind])
        told()
    last = get_column_letter(len(COLUMNS))
    worksheet.auto_filter.ref = f"A1:{last}{sheet.rows + 1}"
    worksheet.freeze_panes = _FROZEN
    worksheet.print_area = f"{get_column_letter(len(COLUMNS) + 2)}1"  # an empty cell: see about_sheet
