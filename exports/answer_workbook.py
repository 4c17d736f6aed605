"""Makes the workbook in which a division answers (XLSX): cells to fill in, the others locked, no cell a formula."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from exports.faces import TH_SARABUN_NEW, Face
from exports.refusals import refuse_unprintable
from exports.typesetting import height, set_in
from exports.workbook_cells import set_text
from exports.workbook_packing import packed_workbook
from exports.workbook_proof import found_in
from ita_tui.reports.answer_sheet import (
    ANSWERS,
    BY_STEPS,
    DIVISION_LABEL,
    FORM,
    FORM_LABEL,
    HANDED_LABEL,
    INSTRUCTIONS,
    ITEM_COLUMNS,
    ITEM_SHEET,
    KEPT_HEADS,
    KEPT_SHEET,
    MEASURE_COLUMNS,
    MEASURE_SHEET,
    NO_STEPS,
    AnswerColumn,
    AnswerSheet,
    kept_cells,
)
from ita_tui.reports.workbook_sheets import AGENCY_LABEL, PROGRAM, PROGRAM_LABEL, YEAR_LABEL
from ita_tui.saving import put_in_place
from ita_tui.thai.words import add_words, load_dictionary

_UNIT = 6.0
"""Points of one letter of a column's width."""

_TALLEST = 400.0
_LEAST_LINES = 2
"""Room to write in even where nothing stands beside."""

_TO_FILL, _HEAD, _HEAD_TO_FILL = "FFF8DC", "E7ECF4", "F4E3A1"
_A4 = 9
_LETTERS_OF_TITLE = 4
_NOT_ASKED = frozenset({BY_STEPS, NO_STEPS})
_ROWS_BEFORE_HEADS = 6

Places = dict[tuple[int, int], str]
"""Texts by row and column, from 1."""


def save(sheet: AnswerSheet, target: Path, *, overwrite: bool, face: Face = TH_SARABUN_NEW) -> Path:
    """Write the workbook to ``target`` and return its path; call it from a thread.

    It is made and read back in memory before the file is touched. Raises TextUnprintable and TextTooLong, which name
    the row, WorkbookMakerFailed, and the refusals of :mod:`ita_tui.saving`.
    """
    return put_in_place(answer_workbook(sheet, face), target, overwrite=overwrite)


def answer_workbook(sheet: AnswerSheet, face: Face = TH_SARABUN_NEW) -> bytes:
    """The bytes of the workbook, the same for the same values. Raises as :func:`save`, but for the file."""
    for row in (*sheet.measures, *sheet.items):
        for text in row:
            refuse_unprintable(f"แถว {row[1]} ของแบบตอบ", text)
    for text in (sheet.agency, sheet.division, sheet.contact):
        refuse_unprintable("หัวแบบตอบ", text)
    load_dictionary()
    add_words(filter(None, (sheet.agency, sheet.division)))
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    rows = {MEASURE_SHEET: (MEASURE_COLUMNS, sheet.measures), ITEM_SHEET: (ITEM_COLUMNS, sheet.items)}
    expected: dict[str, Places] = {}
    for name, (columns, cells) in rows.items():
        worksheet = workbook.create_sheet(name)
        expected[name] = _Filling(worksheet, columns, face).write(sheet, cells)
    expected[KEPT_SHEET] = _keep(workbook.create_sheet(KEPT_SHEET), sheet)
    workbook.security = WorkbookProtection(lockStructure=True)
    workbook.properties.title, workbook.properties.subject = f"{ANSWERS} {sheet.division}", sheet.agency
    workbook.properties.creator = PROGRAM
    made = packed_workbook(workbook)
    found = found_in(made)
    for name, places in expected.items():
        found.sheet(name).expect(places)
    return made


class _Filling:
    """A sheet to be filled in: title and instructions, the heads, a row for each measure or item."""

    def __init__(self, worksheet: Worksheet, columns: Sequence[AnswerColumn], face: Face) -> None:
        self._worksheet = worksheet
        self._columns = columns
        self._face = face
        self._places: Places = {}
        line = Side("thin", color="999999")
        self._frame = Border(line, line, line, line)

    def write(self, sheet: AnswerSheet, rows: Sequence[Sequence[str]]) -> Places:
        """Write it all; the texts by their places."""
        for at, text in enumerate((*sheet.title, *INSTRUCTIONS), start=1):
            cell = self._put(at, 2, text)
            cell.font = self._font(bold=at <= len(sheet.title))
            self._worksheet.row_dimensions[at].height = height(1, self._face.size, self._face)
        head = _ROWS_BEFORE_HEADS + 1
        for at, column in enumerate(self._columns, start=1):
            self._head(head, at, column)
        self._worksheet.row_dimensions[head].height = height(2, self._face.size, self._face)
        for number, row in enumerate(rows, start=head + 1):
            self._row(number, row)
        self._set_up(head, head + len(rows))
        return self._places

    def _head(self, row: int, at: int, column: AnswerColumn) -> None:
        cell = self._put(row, at, column.head)
        cell.font = self._font(bold=True)
        cell.fill = PatternFill("solid", fgColor=_HEAD_TO_FILL if column.fill else _HEAD)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = self._frame
        self._worksheet.column_dimensions[get_column_letter(at)].width = column.width

    def _row(self, number: int, row: Sequence[str]) -> None:
        lines = _LEAST_LINES
        for at, (column, text) in enumerate(zip(self._columns, row, strict=True), start=1):
            cell = self._put(number, at, text)
            cell.font = self._font()
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.number_format = "@"
            cell.border = self._frame
            if column.fill and text not in _NOT_ASKED:
                cell.fill = PatternFill("solid", fgColor=_TO_FILL)
                cell.protection = Protection(locked=False)
            lines = max(
                lines, len(set_in(text, column.width * _UNIT, self._face.size, face=self._face).lines)
            )
        tall = height(lines, self._face.size, self._face)
        self._worksheet.row_dimensions[number].height = min(tall, _TALLEST)

    def _put(self, row: int, column: int, text: str) -> Cell:
        cell = self._worksheet.cell(row, column)
        assert isinstance(cell, Cell)
        set_text(cell, text)
        if text:
            self._places[row, column] = text
        return cell

    def _font(self, *, bold: bool = False) -> Font:
        return Font(name=self._face.name, size=self._face.size, bold=bold, charset=222)

    def _set_up(self, head: int, last: int) -> None:
        """Lists to choose from, what is locked, what stays in sight, and how it is printed."""
        worksheet = self._worksheet
        for at, column in enumerate(self._columns, start=1):
            if column.fill and last > head:
                letter = get_column_letter(at)
                asked = _asked(column)
                asked.add(f"{letter}{head + 1}:{letter}{last}")
                worksheet.add_data_validation(asked)
        worksheet.column_dimensions["A"].hidden = True
        worksheet.freeze_panes = f"{get_column_letter(_LETTERS_OF_TITLE)}{head + 1}"
        worksheet.protection.sheet = True
        worksheet.protection.formatColumns = worksheet.protection.formatRows = False
        worksheet.sheet_view.showGridLines = False
        worksheet.page_setup.orientation = "landscape"
        worksheet.page_setup.paperSize = _A4
        worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        worksheet.page_setup.fitToHeight = 0
        worksheet.print_title_rows = f"{head}:{head}"


def _asked(column: AnswerColumn) -> DataValidation:
    """What a spreadsheet says while a cell is filled in, and the list where there are words to choose from."""
    asked = DataValidation(allow_blank=True, showInputMessage=True)
    if column.choices:
        words = ",".join(column.choices)
        asked = DataValidation("list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=True)
        asked.showInputMessage = True
        asked.errorTitle, asked.error = "เลือกจากรายการ", f"เลือกคำใดคำหนึ่งใน {' '.join(column.choices)}"
    asked.promptTitle, asked.prompt = column.head, column.hint or None
    return asked


def _keep(worksheet: Worksheet, sheet: AnswerSheet) -> Places:
    """Fill the hidden sheet: what the workbook is, then what each row is about."""
    facts: Mapping[str, str] = {
        PROGRAM_LABEL: PROGRAM,
        FORM_LABEL: FORM,
        AGENCY_LABEL: sheet.agency,
        YEAR_LABEL: str(sheet.year.be),
        DIVISION_LABEL: sheet.division,
        HANDED_LABEL: sheet.handed.isoformat(),
    }
    rows = [*facts.items(), (), KEPT_HEADS, *map(kept_cells, sheet.kept)]
    places: Places = {}
    for number, row in enumerate(rows, start=1):
        for at, text in enumerate(row, start=1):
            cell = worksheet.cell(number, at)
            assert isinstance(cell, Cell)
            set_text(cell, text)
            cell.number_format = "@"
            if text:
                places[number, at] = text
    worksheet.sheet_state = "hidden"
    worksheet.protection.sheet = True
    return places
