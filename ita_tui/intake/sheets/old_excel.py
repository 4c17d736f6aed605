"""Workbooks of Excel 5.0 to 2003 (.xls), read with xlrd: in Python alone, so that a broken file ends in an error."""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from ita_tui.intake.blocks import Watch
from ita_tui.intake.file_kinds import Form
from ita_tui.intake.markup import cell_text
from ita_tui.intake.refusals import DocumentDamaged, DocumentTooLarge, MacrosInside, PasswordProtected
from ita_tui.intake.sheets.cell_values import GENERAL, NO, YES, shown_number
from ita_tui.intake.sheets.compound_file import CompoundFile
from ita_tui.intake.sheets.grids import Grid, Merge

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet

FORM: Final = Form.OLD_EXCEL.label
_MEGABYTES = 5
"""xlrd reads a sheet whole; so much of it takes it three seconds."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_TEXT, _NUMBER, _DATE, _BOOLEAN = 1, 2, 3, 4
_WITH_WORDS = frozenset({_TEXT, _NUMBER, _DATE, _BOOLEAN})
"""Kinds of cells as xlrd counts them. The others are empty, or errors."""

_BEGINNING = b"\x09"
"""Of every version of the stream. At other ones xlrd looks for other formats."""

_BROKEN = (
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    NameError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What xlrd raises over broken files beside its own errors: it trusts what it reads."""


def old_sheets(data: bytes, name: str, watch: Watch) -> Iterator[tuple[str, Grid]]:
    """The sheets: name and cells.

    Raises PasswordProtected, MacrosInside, DocumentTooLarge, DocumentDamaged, TooManyRows and ArchiveUnsafe.
    """
    if _ENCRYPTED in data:
        raise PasswordProtected(name)
    if _MACROS in data:
        raise MacrosInside(name)
    if len(data) > _MEGABYTES * 2**20:
        raise DocumentTooLarge(name, _MEGABYTES)
    with _translated(name):
        book = _opened(data)
    for number in range(book.nsheets):
        watch(number, book.nsheets)
        with _translated(name):
            sheet = book.sheet_by_index(number)
            grid = _grid(book, sheet, Grid(name, hidden=bool(sheet.visibility)))
            book.unload_sheet(number)
        yield sheet.name, grid
    watch(book.nsheets, book.nsheets)


@contextmanager
def _translated(name: str) -> Iterator[None]:
    from xlrd import XLRDError
    from xlrd.compdoc import CompDocError

    try:
        yield
    except XLRDError as error:
        if "encrypted" in str(error):
            raise PasswordProtected(name) from error
        raise DocumentDamaged(name, FORM) from error
    except (CompDocError, *_BROKEN) as error:
        raise DocumentDamaged(name, FORM) from error


def _opened(data: bytes) -> "Book":
    from xlrd import open_workbook

    # xlrd runs in rings where a broken container has some, but it takes the bare stream of the workbook as well.
    stream = CompoundFile(data).stream("Workbook", "Book")
    if not stream.startswith(_BEGINNING):
        raise ValueError(stream[:2])
    # Its remarks on the file go to standard output unless they are sent elsewhere. Merged cells come with the formats.
    return open_workbook(
        file_contents=stream, logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
    )


def _grid(book: "Book", sheet: "Sheet", grid: Grid) -> Grid:
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind in _WITH_WORDS:
                grid.put(row, column, _words(book, sheet, row, column))
    for top, bottom, left, right in sheet.merged_cells:
        grid.merge(Merge(top, left, bottom - 1, right - 1))
    notes = sorted(sheet.cell_note_map.items())
    grid.aside += [cell_text(note.text) for _place, note in notes]
    return grid


def _words(book: "Book", sheet: "Sheet", row: int, column: int) -> str:
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind == _TEXT:
        return cell_text(str(value))
    if kind == _BOOLEAN:
        return YES if value else NO
    form = book.format_map.get(book.xf_list[sheet.cell_xf_index(row, column)].format_key)
    code = form.format_str if form else GENERAL
    return shown_number(float(value), code, from_1904=book.datemode == 1)
