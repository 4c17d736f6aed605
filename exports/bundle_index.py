"""The index of a bundle: a workbook with a line for each file of evidence, each with a link to it."""

import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from urllib.parse import quote

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from exports.bundle_contents import Bundle, Piece, ProvedMeasure
from exports.bundle_plan import Line, Plan
from exports.faces import TH_SARABUN_NEW as FACE
from exports.link_targets import LONGEST_LINK, is_safe_link
from exports.refusals import refuse_unprintable
from exports.typesetting import height, set_in
from exports.workbook_cells import CellWriter, Typed
from exports.workbook_packing import packed_workbook
from exports.workbook_proof import Value, found_in
from ita_tui.reports.workbook_sheets import PROGRAM
from ita_tui.thai.numerals import digits
from ita_tui.thai.typed import clean_input

BY_PIECE = "ตามรายการหลักฐาน"
BY_MEASURE = "ตามมาตรการ"

_POINTS_A_UNIT = 6.0  # of column width, once Normal is Times New Roman 12
_MOST_LINES = 12
_A4 = 9
_UNSAFE = re.compile(r'[ "<>%\[\]\\^`{|}#?]')
_LINK_FONT = Font(name=FACE.name, size=FACE.size, charset=222, color="0563C1", underline="single")


@dataclass(frozen=True)
class _Column:
    head: str
    width: int
    kind: Typed = Typed.TEXT


_NUMBER = _Column("ลำดับ", 9)
_MEASURES = _Column("มาตรการที่", 12)
_MEASURE_TITLES = _Column("ชื่อมาตรการ", 32)
_ITEMS = _Column("ข้อ OIT", 12)
_TITLE = _Column("รายการหลักฐาน", 32)
_KIND = _Column("ประเภท", 14)
_DOCUMENT = _Column("เลขที่หนังสือ", 20)
_PLACE = _Column("หน้า", 10)
_DAY = _Column("ลงวันที่", 24, Typed.DAY)
_FILE = _Column("ไฟล์", 40)
_FOLDER = _Column("โฟลเดอร์", 32)
_STATE = _Column("สถานะไฟล์", 16)
_SIZE = _Column("ขนาด (ไบต์)", 16, Typed.NUMBER)
_SHA256 = _Column("SHA-256", 76)
_NAME = _Column("ชื่อไฟล์เดิม", 30)
_URL = _Column("ลิงก์", 36)
_NOTE = _Column("หมายเหตุ", 30)

_PIECE_COLUMNS = (
    _NUMBER, _MEASURES, _MEASURE_TITLES, _ITEMS, _TITLE, _KIND, _DOCUMENT, _PLACE, _DAY, _FILE, _FOLDER, _STATE, _SIZE, _SHA256,
    _NAME, _URL, _NOTE,
)  # fmt: skip
_MEASURE_COLUMNS = (_MEASURES, _MEASURE_TITLES, _NUMBER, _TITLE, _KIND, _FILE, _FOLDER, _STATE)
_Cells = dict[_Column, Value]


def refuse_unprintable_bundle(bundle: Bundle) -> None:
    """Raise TextUnprintable or TextTooLong, which name the piece of evidence, for what a cell would lose or cut."""
    refuse_unprintable("ชื่อหน่วยงาน", bundle.agency)
    for number, piece in enumerate(bundle.pieces, start=1):
        said = piece.evidence
        own = (said.title, said.document_number, said.page, said.url, said.note)
        for text in (*own, *piece.items, *(measure.title for measure in piece.measures)):
            refuse_unprintable(f"หลักฐานลำดับที่ {digits(number)}", text)
        refuse_unprintable(f"หลักฐานลำดับที่ {digits(number)}", _titles(piece.measures))


def index_bytes(bundle: Bundle, plan: Plan) -> bytes:
    """The bytes of the index, the same for the same plan, proved by reading them back.

    Raises WorkbookDiffersError where the workbook does not hold what the plan does.
    """
    sheets = {
        BY_PIECE: (_PIECE_COLUMNS, tuple(_cells(line) for line in plan.lines)),
        BY_MEASURE: (_MEASURE_COLUMNS, tuple(_by_measure(plan.lines))),
    }
    workbook = Workbook()
    writer = CellWriter(workbook, FACE)
    for name, (columns, rows) in sheets.items():
        _write(workbook.create_sheet(name), columns, rows, writer)
    writer.close()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = f"ดัชนีหลักฐาน ITA ปีงบประมาณ พ.ศ. {bundle.year.be}"
    workbook.properties.subject = bundle.agency
    workbook.properties.creator = PROGRAM
    made = packed_workbook(workbook)
    found = found_in(made)
    for name, (columns, rows) in sheets.items():
        lines: list[list[Value]] = [[column.head for column in columns]]
        lines += [[row[column] for column in columns] for row in rows]
        found.sheet(name).expect(
            {
                (at, number): value
                for at, line in enumerate(lines, start=1)
                for number, value in enumerate(line, start=1)
                if value not in {None, ""}
            }
        )
    return made


def _cells(line: Line) -> _Cells:
    said, file = line.piece.evidence, line.file
    folder, _, name = line.path.rpartition("/")
    return {
        _NUMBER: line.number,
        _MEASURES: ", ".join(str(measure.number) for measure in _in_order(line.piece)),
        _MEASURE_TITLES: _titles(_in_order(line.piece)),
        _ITEMS: ", ".join(code.upper() for code in line.piece.items),
        _TITLE: said.title,
        _KIND: said.kind.label,
        _DOCUMENT: said.document_number,
        _PLACE: said.page,
        _DAY: said.document_date,
        _FILE: name,
        _FOLDER: folder,
        _STATE: line.state.label if line.state else "",
        _SIZE: file.size if file else None,
        _SHA256: file.sha256 if file else "",
        _NAME: _readable(file.name) if file else "",
        _URL: said.url,
        _NOTE: said.note,
    }


def _by_measure(lines: Sequence[Line]) -> Iterator[_Cells]:
    """The same lines once for each measure that they prove, in the order of the measures."""
    proofs = [(measure, line) for line in lines for measure in line.piece.measures]
    for measure, line in sorted(proofs, key=lambda proof: proof[0].number):
        cells = _cells(line)
        cells[_MEASURES], cells[_MEASURE_TITLES] = str(measure.number), measure.title
        yield cells


def _in_order(piece: Piece) -> list[ProvedMeasure]:
    return sorted(piece.measures, key=lambda measure: measure.number)


def _titles(measures: Sequence[ProvedMeasure]) -> str:
    return "\n".join(measure.title for measure in measures)


def _readable(name: str) -> str:
    """A name as it may be shown: what no file of a workbook can hold is left away."""
    return clean_input(name).replace("\n", " ")[:1000]


def _write(
    worksheet: Worksheet, columns: Sequence[_Column], rows: Sequence[_Cells], writer: CellWriter
) -> None:
    for number, column in enumerate(columns, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = column.width
        writer.put(worksheet, 1, number, column.head, Typed.HEAD)
    worksheet.row_dimensions[1].height = height(1, FACE.size, FACE)
    for at, row in enumerate(rows, start=2):
        worksheet.row_dimensions[at].height = _height(columns, row)
        for number, column in enumerate(columns, start=1):
            value = row[column]
            if value not in {None, ""}:
                writer.put(worksheet, at, number, value, column.kind)
                if target := _target(column, row):
                    cell = worksheet.cell(at, number)
                    cell.hyperlink = Hyperlink(ref=cell.coordinate, target=target)
                    # A style is shared by all cells of a kind; openpyxl offers no public way to part from it.
                    cell._style = copy(cell._style)  # type: ignore[union-attr] # noqa: SLF001 - as openpyxl copies looks
                    cell.font = _LINK_FONT
    last = get_column_letter(len(columns))
    worksheet.auto_filter.ref = f"A1:{last}{len(rows) + 1}"
    worksheet.freeze_panes = "A2"
    printed = get_column_letter(columns.index(_STATE) + 1)
    worksheet.print_area = f"A1:{printed}{len(rows) + 1}"
    worksheet.print_title_rows = "1:1"
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = _A4
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_setup.fitToHeight = 0


def _height(columns: Sequence[_Column], row: _Cells) -> float:
    lines = 1
    for column in columns:
        value = row[column]
        if isinstance(value, str) and value:
            setting = set_in(value, column.width * _POINTS_A_UNIT, FACE.size, face=FACE)
            lines = max(lines, len(setting.lines) + setting.spare)
    return height(min(lines, _MOST_LINES), FACE.size, FACE)


def _target(column: _Column, row: _Cells) -> str:
    """What a cell opens: a file by its path beside the workbook, an address of the web or of mail; else nothing."""
    if column is _URL:
        url = str(row[_URL])
        return url if is_safe_link(url) and len(url) <= LONGEST_LINK else ""
    if column is _FILE:
        # Thai letters stay as they are: Excel takes escaped ones of a file for letters of the system's code page.
        return _UNSAFE.sub(lambda sign: quote(sign.group()), f"{row[_FOLDER]}/{row[_FILE]}")
    return ""
