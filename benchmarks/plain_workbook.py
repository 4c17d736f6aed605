"""The same cells, heights, breaks and styles as our workbook has, by openpyxl alone, as its manual shows."""

import io
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from exports.data_sheet import DataSheet, data_rows
from exports.sheet import Cell as PrintedCell
from exports.sheet import Look, Sheet
from exports.workbook_cells import THAI_DAY
from ita_tui.reports.data_columns import COLUMNS

_THIN = Side("thin")
_BOX = Border(_THIN, _THIN, _THIN, _THIN)
_FILL = PatternFill("solid", fgColor="E7ECF4")
_FONTS = {
    (size, bold): Font("TH Sarabun New", size, bold, charset=222)
    for size in (16, 18)
    for bold in (False, True)
}
_ALIGNED = {
    (across, down): Alignment(across, down, wrap_text=True)
    for across in ("left", "center", "right", "general")
    for down in ("top", "center")
}


def plain_workbook(sheet: Sheet, data: DataSheet, facts: tuple[tuple[str, str | date], ...]) -> bytes:
    """The bytes of a workbook with the three sheets."""
    book = Workbook()
    report = book.active
    assert isinstance(report, Worksheet)
    _report(report, sheet)
    _data(book.create_sheet("ข้อมูล"), data)
    about = book.create_sheet("เกี่ยวกับ")
    for fact in facts:
        about.append(fact)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _report(report: Worksheet, sheet: Sheet) -> None:
    for number, width in enumerate(sheet.widths, start=1):
        report.column_dimensions[get_column_letter(number)].width = width / 8
    for number, row in enumerate(sheet.rows, start=1):
        report.row_dimensions[number].height = row.height
        if row.breaks:
            report.row_breaks.append(Break(id=number - 1))
        for cell in row.cells:
            _print(report, number, cell)


def _print(report: Worksheet, row: int, cell: PrintedCell) -> None:
    target = report.cell(row, cell.column, cell.text)
    assert isinstance(target, Cell)
    target.data_type = "s"
    target.font = _FONTS[18 if cell.look is Look.TITLE else 16, cell.look.bold]
    target.alignment = _ALIGNED[cell.align.value, "center" if cell.look is Look.HEAD else "top"]
    target.number_format = "@"
    if cell.look is Look.HEAD:
        target.fill = _FILL
    if cell.look.framed:
        target.border = _BOX
    if cell.span > 1:
        last = cell.column + cell.span - 1
        report.merge_cells(start_row=row, end_row=row, start_column=cell.column, end_column=last)


def _data(table: Worksheet, data: DataSheet) -> None:
    table.append([column.head for column in COLUMNS])
    for head in table[1]:
        head.font, head.alignment, head.fill = _FONTS[16, True], _ALIGNED["center", "center"], _FILL
    for at, values in enumerate(data_rows(data), start=2):
        table.row_dimensions[at].height = 90
        for number, value in enumerate(values, start=1):
            if value is None:
                continue
            target = table.cell(at, number, value)
            target.font, target.alignment = _FONTS[16, False], _ALIGNED["general", "top"]
            target.number_format = (
                "@" if isinstance(value, str) else "0" if isinstance(value, int) else THAI_DAY
            )
