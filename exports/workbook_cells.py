"""Writes single cells of a workbook: texts that stay texts, numbers and days, each in one shared style.

A style is looked up once for each kind of cell: openpyxl takes longer to compare fonts than to write cells.
"""

import re
from collections.abc import Callable, Hashable
from datetime import date
from enum import Enum, auto
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell import Cell as WorkbookCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from exports.faces import Face
from exports.link_targets import LONGEST_LINK, is_safe_link
from exports.sheet import Cell, Look
from ita_tui.reports.page import Align

THAI_DAY = "[$-D07041E]d mmmm yyyy"
"""The number format of a day: ๑๗ กุมภาพันธ์ ๒๕๖๗ in Excel and LibreOffice alike."""

_FIRST_DAY = date(1900, 3, 1)
"""Excel counts days from here without a mistake; earlier ones stand as text."""

_THAI_CHARSET = 222
_VERTICAL: dict[Look, Literal["center", "bottom"]] = {
    Look.TITLE: "center",
    Look.FORM_TITLE: "center",
    Look.HEAD: "center",
    Look.HEADING: "bottom",
}
_HORIZONTAL: dict[Align, Literal["left", "center", "right"]] = {
    Align.LEFT: "left",
    Align.CENTER: "center",
    Align.RIGHT: "right",
}
_HEAD_FILL = "E7ECF4"
_LINK_COLOUR = "0563C1"
_RELATIVE = re.compile(r"(?:[^\s<>\"\\^`{|}:?#/.]+/)+[^\s<>\"\\^`{|}:?#/]+\.[A-Za-z0-9]{1,8}")
# In a folder beside the workbook: www.example.go.th alone is a host whose scheme was forgotten, no file.
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Typed(Enum):
    """What a cell of the sheets beside the printed one holds."""

    HEAD = auto()
    LABEL = auto()
    TEXT = auto()
    NUMBER = auto()
    DAY = auto()


_HORIZONTAL_OF: dict[Typed, Literal["left", "center", "right"]] = {
    Typed.HEAD: "center",
    Typed.NUMBER: "right",
    Typed.DAY: "left",
}
"""Numbers keep off the text of the next column; a day is read like the texts around it."""


class CellWriter:
    """Puts cells into the sheets of one workbook, set in one face."""

    def __init__(self, workbook: Workbook, face: Face) -> None:
        self._face = face
        self._styles: dict[Hashable, Any] = {}
        self._proto = workbook.create_sheet()
        self._workbook = workbook
        _set_normal_style(workbook)

    def close(self) -> None:
        """Take away the sheet on which styles were tried."""
        self._workbook.remove(self._proto)

    def put(self, worksheet: Worksheet, row: int, column: int, value: str | int | date, kind: Typed) -> None:
        """A typed value; a day that Excel cannot count stands as text, like 1899-12-31."""
        if isinstance(value, date) and value < _FIRST_DAY:
            value = value.isoformat()
        target = _cell(worksheet, row, column)
        if isinstance(value, str):
            set_text(target, value)
            kind = Typed.TEXT if kind in {Typed.NUMBER, Typed.DAY} else kind
        else:
            target.value = value
        self._dress(target, kind, lambda proto: self._typed(proto, kind))

    def style_column(self, dimension: ColumnDimension, kind: Typed) -> None:
        """Make the empty cells of a column what its cells are: a text typed there stays the text it is."""
        dimension.number_format = _format_of(kind)

    def print(self, worksheet: Worksheet, row: int, cell: Cell) -> None:
        """A cell of the printed sheet, over all the columns that it takes."""
        target = _cell(worksheet, row, cell.column)
        if cell.bold_letters and cell.text:
            self._set_partly_bold(target, cell)
        else:
            set_text(target, cell.text)
        linked = _may_be_clicked(cell.link)
        if linked:
            target.hyperlink = Hyperlink(ref=target.coordinate, target=cell.link)
        key = (cell.look, cell.align, linked, cell.dotted, cell.open_above, cell.open_below)
        self._dress(target, key, lambda proto: self._printed(proto, cell, linked=linked))
        if cell.span > 1:
            last = cell.column + cell.span - 1
            if cell.look.framed or cell.dotted:
                for column in range(cell.column + 1, last + 1):
                    _cell(worksheet, row, column)._style = target._style  # type: ignore[attr-defined] # noqa: SLF001 - one look for many cells
            _merge(worksheet, row, cell.column, last)

    def _set_partly_bold(self, target: WorkbookCell, cell: Cell) -> None:
        bold = InlineFont(rFont=self._face.name, sz=self._face.size, b=True, charset=_THAI_CHARSET)
        plain = InlineFont(rFont=self._face.name, sz=self._face.size, charset=_THAI_CHARSET)
        text = _ESCAPED.sub("_x005F_", cell.text)
        first, rest = text[: cell.bold_letters], text[cell.bold_letters :]
        blocks = [TextBlock(bold, first), *([TextBlock(plain, rest)] if rest else [])]
        target.value = CellRichText(blocks)

    def _dress(self, target: WorkbookCell, key: Hashable, style: Callable[[WorkbookCell], None]) -> None:
        """Give a cell the style of its kind; openpyxl offers no public way to share one."""
        shared = self._styles.get(key)
        if shared is None:
            proto = _cell(self._proto, len(self._styles) + 1, 1)
            style(proto)
            shared = self._styles[key] = proto._style  # type: ignore[attr-defined] # noqa: SLF001 - one look for many cells
        target._style = shared  # type: ignore[attr-defined] # noqa: SLF001 - one look for many cells

    def _typed(self, proto: WorkbookCell, kind: Typed) -> None:
        headed = kind in {Typed.HEAD, Typed.LABEL}
        proto.font = Font(name=self._face.name, size=self._face.size, bold=headed, charset=_THAI_CHARSET)
        proto.alignment = Alignment(
            horizontal=_HORIZONTAL_OF.get(kind),
            vertical="center" if kind is Typed.HEAD else "top",
            wrap_text=True,
            indent=1 if kind is Typed.NUMBER else 0,
        )
        proto.number_format = _format_of(kind)
        if kind is Typed.HEAD:
            proto.fill = PatternFill("solid", fgColor=_HEAD_FILL)

    def _printed(self, proto: WorkbookCell, cell: Cell, *, linked: bool) -> None:
        proto.font = Font(
            name=self._face.name,
            size=cell.look.size_in(self._face),
            bold=cell.look.bold,
            charset=_THAI_CHARSET,
            color=_LINK_COLOUR if linked else None,
            underline="single" if linked else None,
        )
        proto.alignment = Alignment(
            horizontal=_HORIZONTAL[cell.align],
            vertical="bottom" if cell.dotted else _VERTICAL.get(cell.look, "top"),
            wrap_text=True,
        )
        proto.number_format = _format_of(Typed.TEXT)
        if cell.look is Look.HEAD:
            proto.fill = PatternFill("solid", fgColor=_HEAD_FILL)
        if cell.dotted:
            proto.border = Border(bottom=Side("hair"))
        if cell.look.framed:
            line, none = Side("thin"), Side()
            proto.border = Border(
                line, line, none if cell.open_above else line, none if cell.open_below else line
            )


def _may_be_clicked(link: str) -> bool:
    """Whether a link is of the web, of mail, or a file beside the workbook or below it."""
    known = is_safe_link(link) or _RELATIVE.fullmatch(link) is not None
    return known and len(link) <= LONGEST_LINK


def shown_text(value: object) -> str:
    """What a spreadsheet shows for the value of a text cell: ``_x005F_`` in the file is an underscore."""
    return "" if value is None else str(value).replace("_x005F_", "_")


def _format_of(kind: Typed) -> str:
    return {Typed.NUMBER: "0", Typed.DAY: THAI_DAY}.get(kind, "@")


def _cell(worksheet: Worksheet, row: int, column: int) -> WorkbookCell:
    cell = worksheet.cell(row, column)
    assert isinstance(cell, WorkbookCell)
    return cell


def set_text(target: WorkbookCell, text: str) -> None:
    """Put a text into a cell, letter by letter: one that begins like a formula stays the text it is."""
    if text:
        target.value = _ESCAPED.sub("_x005F_", text)
        target.data_type = (
            "s"  # after the value, which would else make a formula of "=" and an error of "#N/A"
        )


def _merge(worksheet: Worksheet, row: int, first: int, last: int) -> None:
    """Merge cells that are dressed already: openpyxl's own way takes its time to work out their borders."""
    merged = CellRange(min_row=row, max_row=row, min_col=first, max_col=last)
    worksheet.merged_cells.ranges.add(merged)


def _set_normal_style(workbook: Workbook) -> None:
    """Make Times New Roman 12 the font that column widths are counted in; openpyxl offers no public way.

    With the default one, columns are 6 to 20 per cent wider in LibreOffice than in Excel.
    """
    normal = Font(name="Times New Roman", size=12, family=1)
    workbook._fonts = IndexedList([normal])  # type: ignore[attr-defined] # noqa: SLF001 - openpyxl has no way to set Normal
    workbook._named_styles["Normal"].font = normal  # type: ignore[attr-defined] # noqa: SLF001 - likewise
