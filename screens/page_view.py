"""A page as it will be printed, drawn in the cells of a terminal."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ita_tui.thai.numerals import digits

if TYPE_CHECKING:
    from ita_tui.reports.page import Page

MOST_ROWS = 60
"""Rows that are drawn; the rest is counted in a sentence. Wrapping thousands would hold up the keys."""


def page_view(page: "Page") -> RenderableType:
    """Title, intro, the table with its heads, the sections, and the signature block side by side."""
    parts: list[RenderableType] = [Text(line, style="bold", justify="center") for line in page.title]
    if page.intro:
        parts += [Text(""), *_paragraphs(page.intro)]
    parts += [Text(""), _table(page)]
    if len(page.rows) > MOST_ROWS:
        more = digits(len(page.rows) - MOST_ROWS)
        parts.append(Text(f"… และอีก {more} แถว ซึ่งพิมพ์ครบทุกแถวในไฟล์", style="italic"))
    for section in page.sections:
        parts += [Text(""), Text(section.heading, style="bold")]
        parts += _paragraphs(section.paragraphs)
    parts += _signatures(page)
    return Group(*parts)


def _paragraphs(texts: Iterable[str]) -> list[Text]:
    return [Text(f"      {text}") for text in texts]


def _table(page: "Page") -> Table:
    table = Table(box=box.SQUARE, expand=True, show_lines=True, padding=(0, 0))
    for head in page.heads:
        table.add_column(
            Text(head.text, justify="center"), ratio=head.weight, justify=head.align.value, overflow="fold"
        )
    for row in page.rows[:MOST_ROWS]:
        table.add_row(
            *(Text(cell, justify=head.align.value) for cell, head in zip(row.cells, page.heads, strict=True))
        )
    return table


def _signatures(page: "Page") -> list[RenderableType]:
    block = page.signature
    parts: list[RenderableType] = [Text(""), *(Text(line, justify="center") for line in block.committee)]
    signatures = block.signatures
    for first in range(0, len(signatures), 2):
        grid = Table.grid(expand=True, padding=(0, 1))
        pair = signatures[first : first + 2]
        for _ in pair:
            grid.add_column(ratio=1, justify="center")
        for lines in zip_longest(*pair, fillvalue=""):
            grid.add_row(*(Text(line) for line in lines))
        parts += [Text(""), grid]
    return parts
