"""Sheets of a spreadsheet as blocks, whatever program saved it."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import count

from ita_tui.intake.blocks import Block, SheetEnd, Text
from ita_tui.intake.sheets.grids import MOST_ROWS, Grid, grid_blocks
from ita_tui.thai.numerals import digits


def blocks_of_sheets(sheets: Iterable[tuple[str, Grid]]) -> Iterator[Block]:
    """The blocks of sheets, each of a name and its cells; between two of them a SheetEnd."""
    lines = count(1)
    for number, (title, grid) in enumerate(sheets):
        if number:
            yield SheetEnd()
        if grid.hidden:
            yield from _hidden(title, grid, next(lines))
        else:
            yield from grid_blocks(grid, lines, partial(_where, title), loose=True)


def _where(title: str, row: int | None) -> str:
    return f"แผ่นงาน «{title}»" + ("" if row is None else f" แถวที่ {digits(row + 1)}")


def _hidden(title: str, grid: Grid, line: int) -> Iterator[Block]:
    """A hidden sheet is no table of the report; its words are kept so that she sees what is not taken."""
    rows = [" | ".join(row[at] for at in sorted(row)) for _number, row in sorted(grid.rows.items())]
    words = "\n".join(dict.fromkeys(text for text in [*rows, *grid.aside] if text))
    if words:
        ending = f"\n(ยาวเกิน {digits(f'{MOST_ROWS:,}')} แถว ส่วนที่เกินไม่ได้อ่าน)" if grid.cut else ""
        yield Text(f"แผ่นงานที่ซ่อนไว้ «{title}»: {words}{ending}", line, _where(title, None))
