"""Makes the bytes of a workbook (XLSX), the same bytes for the same values, proved by reading them back.

Three sheets: รายงาน for print, ข้อมูล for data, เกี่ยวกับ with where it comes from; before them บันทึกข้อความ where
there is a memo. No cell can become a formula.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from exports.about_sheet import About, about_rows, write_about_sheet
from exports.data_sheet import DataSheet, data_rows, write_data_sheet
from exports.paper import INCH
from exports.qr_code import qr_png
from exports.sheet import PIXEL, Picture, Sheet
from exports.workbook_cells import CellWriter, shown_text
from exports.workbook_packing import packed_workbook
from exports.workbook_proof import Found, FoundSheet, WorkbookDiffersError, found_in
from ita_tui.reports.data_columns import COLUMNS
from ita_tui.reports.page import Properties
from ita_tui.reports.workbook_sheets import ABOUT_SHEET, DATA_SHEET, MEMO_SHEET, PROGRAM, REPORT_SHEET

__all__ = ["SHEET_NAME", "WorkbookDiffersError", "shown_text", "workbook_bytes"]

SHEET_NAME = REPORT_SHEET

_A4 = 9
_PIXELS_A_UNIT = 8  # of column width, in Excel and LibreOffice alike, once Normal is Times New Roman 12
_EMU_A_PIXEL = 9_525

Told = Callable[[int, int], None]
"""Is told how many of how many rows are written."""


def workbook_bytes(
    sheet: Sheet,
    properties: Properties,
    data: DataSheet | None = None,
    about: About | None = None,
    on_row: Told = lambda _done, _total: None,
    *,
    memo: Sheet | None = None,
) -> bytes:
    """The bytes of a workbook with that sheet for print, and those of memo, data and about where they are given.

    ``on_row`` is told how many of how many rows are written; what it raises goes through. Raises
    WorkbookDiffersError where the workbook does not hold what it was given.
    """
    workbook = Workbook()
    writer = CellWriter(workbook, sheet.face)
    printed = {MEMO_SHEET: memo, REPORT_SHEET: sheet} if memo else {REPORT_SHEET: sheet}
    rows = sum(len(one.rows) for one in printed.values())
    counted = _Counted(rows + (data.rows if data else 0), on_row)
    workbook.remove(workbook.worksheets[0])
    for name, one in printed.items():
        _write_printed(workbook.create_sheet(name), one, writer, counted.one_more)
    if data:
        write_data_sheet(workbook.create_sheet(), data, writer, sheet.face, counted.one_more)
    facts = about_rows(about, properties, sheet) if about else ()
    if about:
        write_about_sheet(workbook.create_sheet(), facts, writer)
    writer.close()
    _describe(workbook, properties)
    made = packed_workbook(workbook)
    _prove(made, printed, data, facts)
    return made


def _write_printed(worksheet: Worksheet, sheet: Sheet, writer: CellWriter, told: Callable[[], None]) -> None:
    for number, pixels in enumerate(sheet.widths, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = pixels / _PIXELS_A_UNIT
    for number, row in enumerate(sheet.rows, start=1):
        worksheet.row_dimensions[number].height = row.height
        if row.breaks:
            worksheet.row_breaks.append(Break(id=number - 1))
        for cell in row.cells:
            writer.print(worksheet, number, cell)
        if row.picture:
            _hang(worksheet, number, row.picture, sheet)
        told()
    _set_up_printing(worksheet, sheet)


class _QrImage(Image):
    """A picture as openpyxl takes one; its own would need an imaging library to look into the bytes."""

    def __init__(self, picture: Picture, anchor: OneCellAnchor) -> None:
        self._png = qr_png(picture.link)
        self.format = "png"
        self.width = self.height = picture.pixels
        self.anchor = anchor

    def _data(self) -> bytes:
        return self._png


def _hang(worksheet: Worksheet, row: int, picture: Picture, sheet: Sheet) -> None:
    """Place a picture in the middle of its row: in the column in which its left edge lies, so far from that one's."""
    left = (sum(sheet.widths) - picture.pixels) // 2
    column = 0
    while left >= sheet.widths[column] and column + 1 < len(sheet.widths):
        left -= sheet.widths[column]
        column += 1
    height = sheet.rows[row - 1].height / PIXEL
    above = max(0, int(height - picture.pixels) // 2)
    marker = AnchorMarker(column, max(left, 0) * _EMU_A_PIXEL, row - 1, above * _EMU_A_PIXEL)
    size = picture.pixels * _EMU_A_PIXEL
    anchor = OneCellAnchor(_from=marker, ext=XDRPositiveSize2D(size, size))
    worksheet.add_image(_QrImage(picture, anchor))


def _set_up_printing(worksheet: Worksheet, sheet: Sheet) -> None:
    last = get_column_letter(len(sheet.widths))
    worksheet.print_area = f"A1:{last}{max(len(sheet.rows), 1)}"
    paper = sheet.paper
    worksheet.page_setup.orientation = "portrait" if paper.is_upright else "landscape"
    worksheet.page_setup.paperSize = _A4
    margins = worksheet.page_margins
    margins.left, margins.right = paper.left / INCH, paper.right / INCH
    margins.top, margins.bottom = paper.top / INCH, paper.bottom / INCH
    margins.header = margins.footer = 0.3
    worksheet.print_options.horizontalCentered = True
    worksheet.sheet_view.showGridLines = False


def _describe(workbook: Workbook, properties: Properties) -> None:
    workbook.properties.title = properties.title
    workbook.properties.subject = properties.agency
    workbook.properties.keywords = f"ITA {properties.year} {properties.layout}"
    workbook.properties.creator = PROGRAM


class _Counted:
    def __init__(self, total: int, tell: Told) -> None:
        self._done, self._total, self._tell = 0, total, tell

    def one_more(self) -> None:
        self._done += 1
        self._tell(self._done, self._total)


# --- proof ----------------------------------------------------------------------------------------------------


def _prove(
    made: bytes,
    printed: Mapping[str, Sheet],
    data: DataSheet | None,
    facts: tuple[tuple[str, str | date], ...],
) -> None:
    """Read the workbook back and compare it with what it was made of, cell by cell."""
    found = found_in(made)
    for name, sheet in printed.items():
        _prove_printed(found.sheet(name), sheet)
    _prove_pictures(found, printed.values())
    if data:
        rows = enumerate([tuple(column.head for column in COLUMNS), *data_rows(data)], start=1)
        values = {(at, n): value for at, row in rows for n, value in enumerate(row, 1) if value is not None}
        found.sheet(DATA_SHEET).expect(values)
    if facts:
        rows_of_facts = {(at, n): said for at, fact in enumerate(facts, 1) for n, said in enumerate(fact, 1)}
        found.sheet(ABOUT_SHEET).expect(rows_of_facts)


def _prove_printed(found: FoundSheet, sheet: Sheet) -> None:
    found.expect(
        {
            (at, cell.column): cell.text
            for at, row in enumerate(sheet.rows, 1)
            for cell in row.cells
            if cell.text
        }
    )
    for number, row in enumerate(sheet.rows, start=1):
        if found.heights.get(number) != row.height:
            raise WorkbookDiffersError(f"{found.name} row {number} is not {row.height} points high")
    if found.breaks != sheet.pages - 1:
        raise WorkbookDiffersError(f"{found.name} does not break into {sheet.pages} pages")


def _prove_pictures(found: Found, sheets: Iterable[Sheet]) -> None:
    wanted = [qr_png(row.picture.link) for sheet in sheets for row in sheet.rows if row.picture]
    if list(found.pictures) != wanted:
        raise WorkbookDiffersError("the workbook does not hold the QR codes of its sheets")
