"""Reader of Excel workbooks, the present (.xlsx) and the old (.xls): sheet by sheet, in their order."""

from collections.abc import Iterator

from ita_tui.intake.archives.doors import opened, refuse_unsafe_archive
from ita_tui.intake.blocks import Block, Watch, unwatched
from ita_tui.intake.sheets.excel_parts import FORM, Package, workbook_of
from ita_tui.intake.sheets.excel_sheet import read_sheet
from ita_tui.intake.sheets.grids import Grid
from ita_tui.intake.sheets.old_excel import old_sheets
from ita_tui.intake.sheets.sheets import blocks_of_sheets

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sheet_blocks(data: bytes, name: str, watch: Watch = unwatched) -> Iterator[Block]:
    """The blocks of a workbook; sheets of charts are passed over, each hidden sheet is one text.

    Numbers stand as their cells show them, dates in Thai, errors (#N/A) empty. Raises PasswordProtected,
    ArchiveUnsafe, MacrosInside, LinksOutside, DocumentTooLarge, TooManyRows and DocumentDamaged.
    """
    sheets = old_sheets(data, name, watch) if data.startswith(_OLE) else _sheets(data, name, watch)
    yield from blocks_of_sheets(sheets)


def _sheets(data: bytes, name: str, watch: Watch) -> Iterator[tuple[str, Grid]]:
    refuse_unsafe_archive(data, name, FORM)
    with opened(data, name, FORM) as archive:
        package = Package(archive, name)
        workbook = workbook_of(package)
        for number, sheet in enumerate(workbook.sheets):
            watch(number, len(workbook.sheets))
            yield sheet.name, read_sheet(package, workbook, sheet)
        watch(len(workbook.sheets), len(workbook.sheets))
