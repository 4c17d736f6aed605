"""Lays a page out on a printed sheet: measures its texts, plans its pages, draws its rows. Lengths in points."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, takewhile
from typing import Any, TypeAlias

from exports.column_grid import grid_of
from exports.faces import TH_SARABUN_NEW, Face
from exports.page_plan import Kind, Room, Tie, fewest_lines, plan
from exports.page_plan import Part as PlannedPart
from exports.paper import UPRIGHT, WIDE, Paper
from exports.refusals import RowTooTall, TooManyPages
from exports.sheet import Sheet, SheetRow
from exports.table_rows import CONTINUED, PrintedTable, closed_at_ends
from exports.text_blocks import Block, Setter
from ita_tui.reports.page import (
    FormLine,
    Heading,
    Page,
    PageEnd,
    Paragraph,
    Part,
    QrCode,
    Signature,
    Table,
    Title,
)
from ita_tui.thai.numerals import in_numerals

__all__ = ["CONTINUED", "OnProgress", "lay_out", "lay_out_memo"]

_SPARE_HEIGHT = 4.0  # what rounding may add up to on a page
_TALLEST = 400.0  # Excel takes no row above 409.5
_MOST_PAGES = 1_027  # Excel takes no more than 1,026 page breaks

OnProgress: TypeAlias = Callable[[int, int], None]
Label: TypeAlias = Callable[[int, int], str]
"""What stands at the top of a page, by its number and the number of all; nothing where it is empty."""


def lay_out(page: Page, on_progress: OnProgress | None = None, face: Face = TH_SARABUN_NEW) -> Sheet:
    """Measure every text of a report and plan its printed pages; ``on_progress`` is told rows done and in all.

    The memo before it has a sheet of its own. Raises TooManyPages where a workbook cannot hold them, and RowTooTall.
    """

    def label(number: int, pages: int) -> str:
        text = in_numerals(f"หน้า {number} จาก {pages}", thai=page.thai_numerals)
        if page.code:
            return f"{text}   รหัสตรวจสอบ {page.code}"
        return text if number > 1 else ""

    paper = UPRIGHT if page.upright else WIDE
    layout = _Layout(page.parts, paper, face, label, on_progress or (lambda _done, _total: None))
    return layout.sheet()


def lay_out_memo(page: Page, face: Face = TH_SARABUN_NEW) -> Sheet | None:
    """The memo before a report in the same way, on upright paper; None where there is none. Raises as :func:`lay_out`."""

    def label(number: int, _pages: int) -> str:
        return in_numerals(f"- {number} -", thai=page.thai_numerals) if number > 1 else ""

    if not page.memo:
        return None
    return _Layout(page.memo, UPRIGHT, face, label, lambda _done, _total: None).sheet()


class _Layout:
    """The parts of one sheet on one kind of paper."""

    def __init__(
        self, all_parts: Sequence[Part], paper: Paper, face: Face, label: Label, on_progress: OnProgress
    ) -> None:
        parts = _settled(all_parts)
        tables = [part for part in parts if isinstance(part, Table)]
        weights = ([head.weight for head in table.heads] for table in tables)
        grid = grid_of(weights, _shares(parts), paper.text_width)
        self._paper = paper
        self._label = label
        self._face = face
        self._widths = grid.widths
        self._setter = Setter(grid, face)
        self._tables = [PrintedTable(table, number, grid, face) for number, table in enumerate(tables)]
        self._counted = _Counted(sum(len(table.rows) for table in tables), on_progress)
        self._blocks = self._blocks_of(parts)

    def sheet(self) -> Sheet:
        label = self._setter.label("").height
        body = self._paper.text_height - _SPARE_HEIGHT
        room = Room(body, label, _TALLEST, label if self._label(1, 1) else 0.0)
        self._keep_signatures(room)
        pages = plan([block.band for block in self._blocks], room)
        if len(pages) > _MOST_PAGES:
            raise TooManyPages(len(pages), _MOST_PAGES)
        rows: list[SheetRow] = []
        for number, parts in enumerate(pages, start=1):
            if text := self._label(number, len(pages)):
                rows.append(replace(self._setter.label(text), breaks=number > 1))
            rows += self._drawn(parts)
        _refuse_too_tall(rows)
        return Sheet(self._widths, tuple(rows), len(pages), self._face, self._paper)

    def _drawn(self, parts: Sequence[PlannedPart]) -> Iterator[SheetRow]:
        """One page's rows, each table's head above its part of the table."""
        for table, run in groupby(parts, key=lambda part: self._blocks[part.band].band.table):
            rows = [self._blocks[part.band].draw(part.first, part.last) for part in run]
            if table is None:
                yield from rows
            else:
                yield self._tables[table].head
                yield from closed_at_ends(rows)

    def _blocks_of(self, parts: Sequence[Part]) -> list[Block]:
        blocks: list[Block] = []
        tables = iter(self._tables)
        self._signatures: list[range] = []
        kept = _before_code(parts)
        for at, (before, part) in enumerate(zip((None, *parts), parts, strict=False)):
            if isinstance(part, PageEnd):
                continue
            new = list(self._table(next(tables)) if isinstance(part, Table) else self._text(part))
            if _apart(before, part):
                new.insert(0, self._setter.gap())
            if at in kept:
                new = [block.tied(Tie.LOOSE) for block in new]
            if isinstance(before, PageEnd) and blocks and new:
                new[0] = replace(new[0], band=replace(new[0].band, begins_page=True))
            if isinstance(part, Signature) and new:
                self._signatures.append(range(len(blocks), len(blocks) + len(new)))
            blocks += new
        return blocks

    def _table(self, table: PrintedTable) -> Iterator[Block]:
        if not table.table.rows:
            yield table.bare_head()
        for row in table.table.rows:
            yield table.block(row)
            self._counted.one_more()

    def _text(self, part: Part) -> Iterator[Block]:
        setter = self._setter
        setting: Mapping[type, Callable[[Any], Iterator[Block]]] = {
            Title: setter.title,
            Heading: setter.heading,
            Paragraph: setter.paragraph,
            FormLine: setter.form_line,
            QrCode: setter.qr_code,
            Signature: setter.signature,
        }
        return setting[type(part)](part)

    def _keep_signatures(self, room: Room) -> None:
        """Tie each signature to what stands before it, as far as the last row where a page holds all of that.

        What is signed must not stand on another page altogether: where too much text stands between the table
        and the signature, the end of that text goes with it, and of what is tied to that as much as a page holds.
        """
        for signature in self._signatures:
            first = self._first_kept(signature, room.fresh)
            for index in range(first, signature.start):
                tie = Tie.NEAR if index == signature.start - 1 else Tie.LOOSE
                self._blocks[index] = self._blocks[index].tied(tie)

    def _first_kept(self, signature: range, most: float) -> int:
        height = sum(self._height(index) for index in signature)
        nearest = signature.start
        for index in reversed(range(signature.start)):
            if self._blocks[index + 1].band.begins_page:
                return nearest
            band = self._blocks[index].band
            nearest = index if nearest == signature.start else nearest
            if band.kind is Kind.ROW:
                least = band.head + band.height_of(0, fewest_lines(band))
                return index if height + least <= most else nearest
            height += self._height(index)
            if height > most:
                return nearest
        return nearest

    def _height(self, index: int) -> float:
        band = self._blocks[index].band
        return band.height_of(0, band.lines)


def _refuse_too_tall(rows: Sequence[SheetRow]) -> None:
    """Heads, fields of a form and lines to sign on are never parted: too tall a one would be cut in silence."""
    for row in rows:
        if row.height > _TALLEST:
            longest = max(row.cells, key=lambda cell: len(cell.text))
            raise RowTooTall(longest.subject, longest.text)


class _Counted:
    """Tells how many rows of how many are measured."""

    def __init__(self, total: int, tell: OnProgress) -> None:
        self._done = 0
        self._total = total
        self._tell = tell

    def one_more(self) -> None:
        self._done += 1
        self._tell(self._done, self._total)


def _settled(parts: Sequence[Part]) -> list[Part]:
    """The parts without page ends that would part a signature from what is signed, or leave an empty page."""
    kept: list[Part] = []
    for part, after in zip(parts, (*parts[1:], None), strict=False):
        if isinstance(part, PageEnd) and (after is None or isinstance(after, Signature | PageEnd)):
            continue
        kept.append(part)
    return kept


def _before_code(parts: Sequence[Part]) -> set[int]:
    """Where the paragraphs stand that lead up to a QR code: it stays with the words that say what it is for."""
    kept: set[int] = set()
    for at, part in enumerate(parts):
        if isinstance(part, QrCode):
            kept.update(takewhile(lambda before: isinstance(parts[before], Paragraph), reversed(range(at))))
    return kept


def _apart(before: Part | None, part: Part) -> bool:
    """Whether a little room parts two parts: a table from another, and from the paragraphs around it."""
    around = (before, part)
    return any(isinstance(one, Table) for one in around) and all(
        isinstance(one, Table | Paragraph) for one in around
    )


def _shares(parts: Sequence[Part]) -> Iterator[int]:
    """In how many places side by side rows beside the tables are shared."""
    for part in parts:
        if isinstance(part, FormLine):
            yield len(part.fields)
        elif isinstance(part, Signature):
            yield 2 if part.on_the_right else min(len(part.signatures), 2)
