"""Reader of comma-separated text as spreadsheets write it, with quotes; semicolons and tabs are tried too."""

import csv
import io
from collections.abc import Iterator

from ita_tui.intake.blocks import Block, Gap, Row, Text
from ita_tui.intake.headings import header_of
from ita_tui.intake.markup import plain_text
from ita_tui.intake.refusals import BrokenCsv

_DELIMITERS = (",", ";", "\t")


def comma_blocks(text: str, name: str) -> Iterator[Block]:
    """The blocks of a ``.csv``; a row with its first cell alone is a paragraph where no table is open.

    Raises BrokenCsv where a quote is not closed or a cell is longer than the csv module takes (131,072 letters).
    """
    delimiter = next((mark for mark in _DELIMITERS if _has_header(text, mark, name)), ",")
    for line, cells in _rows(text, delimiter, name):
        cleaned = tuple(plain_text(cell) for cell in cells)
        if not any(cleaned):
            yield Gap()
        elif len(cleaned) == 1:
            yield Text(cleaned[0], line)
        else:
            yield Row(cleaned, line, loose=True)


def _has_header(text: str, delimiter: str, name: str) -> bool:
    try:
        return any(header_of(cells) for _, cells in _rows(text, delimiter, name))
    except BrokenCsv:
        return False


def _rows(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise BrokenCsv(name, max(reader.line_num, 1)) from error
