"""Writes a printed sheet as the bytes of a workbook (XLSX), the same bytes for the same sheet, and reads it back.

Every cell is text: nothing in it can become a formula, a number, a date or an error.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Literal

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell as WorkbookCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from exports.sheet import BOTTOM, SIDE, TOP, Cell, Look, Sheet
from exports.typesetting import FONT
from ita_tui.reports.page import Align, Properties

SHEET_NAME = "รายงาน"
PROGRAM = "ITA TUI"

_A4 = 9
_PIXELS_A_UNIT = 8  # of column width, in Excel and LibreOffice alike, once Normal is Times New Roman 12
_THAI_CHARSET = 222
_VERTICAL: dict[Look, Literal["center", "bottom"]] = {
    Look.TITLE: "center",
    Look.HEAD: "center",
    Look.HEADING: "bottom",
}
_THIN = Side("thin")
_HEAD_FILL = "E7ECF4"
_LINK_COLOUR = "0563C1"
_LONGEST_LINK = 2079
_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\^`{|}]+", re.IGNORECASE)
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CLOCK = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST_IN_ZIP = ("[Content_Types].xml", "_rels/.rels")


class WorkbookDiffersError(RuntimeError):
    """What was read back is not what was written: a bug of the program, found before anything was saved."""


def workbook_bytes(sheet: Sheet, properties: Properties) -> bytes:
    """The bytes of a workbook with that sheet for print, proved by reading them back.

    Raises WorkbookDiffersError where the workbook does not hold what the sheet does.
    """
    workbook = Workbook()
    _set_normal_style(workbook)
    worksheet = workbook.active
    assert isinstance(worksheet, Worksheet)
    worksheet.title = SHEET_NAME
    for number, pixels in enumerate(sheet.widths, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = pixels / _PIXELS_A_UNIT
    for number, row in enumerate(sheet.rows, start=1):
        worksheet.row_dimensions[number].height = row.height
        if row.breaks:
            worksheet.row_breaks.append(Break(id=number - 1))
        for cell in row.cells:
            _write(worksheet, number, cell)
    _set_up_printing(worksheet, sheet)
    workbook.properties.title = properties.title
    workbook.properties.subject = properties.agency
    workbook.properties.keywords = f"ITA {properties.year} {properties.layout}"
    workbook.properties.creator = PROGRAM
    raw = io.BytesIO()
    workbook.save(raw)
    data = _without_clock(raw.getvalue())
    _prove(data, sheet)
    return data


def shown_text(value: object) -> str:
    """What a spreadsheet shows for the value of a text cell: ``_x005F_`` in the file is an underscore."""
    return "" if value is None else str(value).replace("_x005F_", "_")


def _set_normal_style(workbook: Workbook) -> None:
    """Make Times New Roman 12 the font that column widths are counted in; openpyxl offers no public way.

    With the default one, columns are 6 to 20 per cent wider in LibreOffice than in Excel.
    """
    normal = Font(name="Times New Roman", size=12, family=1)
    workbook._fonts = IndexedList([normal])  # type: ignore[attr-defined] # noqa: SLF001
    workbook._named_styles["Normal"].font = normal  # type: ignore[attr-defined] # noqa: SLF001


def _write(worksheet: Worksheet, row: int, cell: Cell) -> None:
    target = worksheet.cell(row, cell.column)
    assert isinstance(target, WorkbookCell)
    target.value = _ESCAPED.sub("_x005F_", cell.text)
    target.data_type = "s"  # after the value, which would else make a formula of "=" and an error of "#N/A"
    target.number_format = "@"
    if _is_safe_link(cell.link):
        target.hyperlink = Hyperlink(ref=target.coordinate, target=cell.link)
    target.font = _font(cell)
    target.alignment = _alignment(cell)
    if cell.look is Look.HEAD:
        target.fill = PatternFill("solid", fgColor=_HEAD_FILL)
    if cell.look in {Look.HEAD, Look.CELL}:
        target.border = Border(_THIN, _THIN, _THIN, _THIN)
    if cell.span > 1:
        worksheet.merge_cells(
            start_row=row, end_row=row, start_column=cell.column, end_column=cell.column + cell.span - 1
        )


def _is_safe_link(link: str) -> bool:
    return bool(_LINK.fullmatch(link)) and len(link) <= _LONGEST_LINK


def _font(cell: Cell) -> Font:
    linked = _is_safe_link(cell.link)
    return Font(
        name=FONT,
        size=cell.look.size,
        bold=cell.look.bold,
        charset=_THAI_CHARSET,
        color=_LINK_COLOUR if linked else None,
        underline="single" if linked else None,
    )


def _alignment(cell: Cell) -> Alignment:
    return Alignment(
        horizontal={Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}[cell.align],
        vertical=_VERTICAL.get(cell.look, "top"),
        wrap_text=True,
    )


def _set_up_printing(worksheet: Worksheet, sheet: Sheet) -> None:
    last = get_column_letter(len(sheet.widths))
    worksheet.print_area = f"A1:{last}{len(sheet.rows)}"
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = _A4
    margins = worksheet.page_margins
    margins.left = margins.right = SIDE
    margins.top, margins.bottom = TOP, BOTTOM
    margins.header = margins.footer = 0.3
    worksheet.print_options.horizontalCentered = True
    worksheet.sheet_view.showGridLines = False


def _without_clock(raw: bytes) -> bytes:
    """The same workbook without a trace of when it was made: entries in a fixed order, no dates."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        names = sorted(source.namelist(), key=lambda name: (name not in _FIRST_IN_ZIP, name))
        for name in names:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on every system
            content = source.read(name)
            target.writestr(entry, _CLOCK.sub(b"", content) if name == "docProps/core.xml" else content)
    return out.getvalue()


def _prove(data: bytes, sheet: Sheet) -> None:
    """Read the workbook back and compare it with the sheet, cell by cell."""
    workbook = load_workbook(io.BytesIO(data))
    worksheet = workbook[SHEET_NAME]
    assert isinstance(worksheet, Worksheet)
    for number, row in enumerate(sheet.rows, start=1):
        if worksheet.row_dimensions[number].height != row.height:
            raise WorkbookDiffersError(f"row {number} is not {row.height} points high")
        for cell in row.cells:
            found = worksheet.cell(number, cell.column)
            is_text = found.value is None or found.data_type == "s"
            if not is_text or shown_text(found.value) != cell.text:
                raise WorkbookDiffersError(f"{found.coordinate} holds {found.value!r}, not {cell.text!r}")
    if sum(1 for _ in _texts_of(worksheet)) != sum(bool(c.text) for row in sheet.rows for c in row.cells):
        raise WorkbookDiffersError("the workbook holds cells that the sheet does not")
    if len(worksheet.row_breaks.brk) != sheet.pages - 1:
        raise WorkbookDiffersError(f"the workbook does not break into {sheet.pages} pages")


def _texts_of(worksheet: Worksheet) -> Iterator[str]:
    for row in worksheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                yield str(cell.value)
