"""Ruling lines, drawn as programs draw them, give the cells that a reader of the page sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ita_tui.intake.pdf.ruled_tables import Edge, RuledCell, RuledTable, ruled_tables


@dataclass(frozen=True)
class Drawn:
    """A table to be drawn: where its lines are, and the cells that cover several rows or columns."""

    across: tuple[float, ...]
    down: tuple[float, ...]
    merged: tuple[RuledCell, ...] = ()

    def cells(self) -> set[RuledCell]:
        covered = {place for cell in self.merged for place in _places(cell)}
        single = {
            RuledCell(row, column)
            for row in range(len(self.down) - 1)
            for column in range(len(self.across) - 1)
            if (row, column) not in covered
        }
        return single | set(self.merged)


def _places(cell: RuledCell) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row in range(cell.row, cell.row + cell.down)
        for column in range(cell.column, cell.column + cell.across)
    ]


def _edges(table: Drawn, shake: float = 0.0, seed: int = 0) -> tuple[list[Edge], list[Edge]]:
    """Every side of every cell as a stroke of its own, each a little off its place."""
    chance = Random(seed)  # noqa: S311 - jitter, no secret

    def off(place: float) -> float:
        return place + chance.uniform(-shake, shake)

    lying, standing = [], []
    for cell in table.cells():
        left, right = table.across[cell.column], table.across[cell.column + cell.across]
        top, bottom = table.down[cell.row], table.down[cell.row + cell.down]
        lying += [Edge(off(y), off(left), off(right)) for y in (top, bottom)]
        standing += [Edge(off(x), off(top), off(bottom)) for x in (left, right)]
    chance.shuffle(lying)
    chance.shuffle(standing)
    return lying, standing


def _the_table(lying: Sequence[Edge], standing: Sequence[Edge]) -> RuledTable:
    (table,) = ruled_tables(lying, standing)
    return table


@st.composite
def _drawn(draw: st.DrawFn) -> Drawn:
    def lines(least: int) -> tuple[float, ...]:
        steps = draw(st.lists(st.integers(12, 120), min_size=least, max_size=7))
        return tuple(float(40 + sum(steps[:count])) for count in range(len(steps) + 1))

    across, down = lines(2), lines(2)
    merged: list[RuledCell] = []
    for _ in range(draw(st.integers(0, 3))):
        row = draw(st.integers(0, len(down) - 2))
        column = draw(st.integers(0, len(across) - 2))
        cell = RuledCell(
            row,
            column,
            draw(st.integers(1, len(down) - 1 - row)),
            draw(st.integers(1, len(across) - 1 - column)),
        )
        if not any(set(_places(cell)) & set(_places(other)) for other in merged):
            merged.append(cell)
    return Drawn(across, down, tuple(merged))


def _shows_every_line(table: Drawn) -> bool:
    """Whether each row and column has a cell that begins there: else nobody could see it on paper."""
    rows, columns = {cell.row for cell in table.cells()}, {cell.column for cell in table.cells()}
    return len(rows) == len(table.down) - 1 and len(columns) == len(table.across) - 1


def _stays_one(table: Drawn) -> bool:
    """Whether no row is all one cell, above and below which other columns may begin."""
    whole = len(table.across) - 1
    return all(cell.across < whole for cell in table.cells())


@settings(deadline=None, max_examples=30)
@given(_drawn().filter(_shows_every_line).filter(_stays_one), st.integers(0, 999))
def test_the_cells_that_are_drawn_are_the_cells_that_are_read(drawn: Drawn, seed: int) -> None:
    lying, standing = _edges(drawn, shake=1.2, seed=seed)

    cells = {cell for table in ruled_tables(lying, standing) for cell in table.cells}
    tables = ruled_tables(lying, standing)

    # A part that shares no column line with the rest is a table of its own.
    if len(tables) == 1:
        assert cells == drawn.cells()
        assert tables[0].across == pytest.approx(drawn.across, abs=1.3)
        assert tables[0].down == pytest.approx(drawn.down, abs=1.3)
    else:
        assert sum(table.rows for table in tables) == len(drawn.down) - 1


def test_thick_double_and_broken_lines_are_one_line() -> None:
    drawn = Drawn((50, 150, 250), (60, 90, 120))
    lying, standing = _edges(drawn)
    doubled = [*lying, *(Edge(edge.at + 2, edge.start, edge.end) for edge in lying)]
    broken = [
        Edge(edge.at, start, min(start + 8, edge.end)) for edge in doubled for start in range(50, 250, 10)
    ]

    assert set(_the_table(broken, standing).cells) == drawn.cells()


def test_a_table_cut_open_by_the_page_is_closed_where_its_lines_end() -> None:
    lying = [Edge(100, 50, 350), Edge(160, 50, 350)]
    standing = [Edge(x, 100, 240) for x in (50, 150, 250, 350)]

    table = _the_table(lying, standing)

    assert (table.rows, table.columns) == (2, 3)
    assert table.down[-1] == 240


def test_a_table_without_side_lines_has_its_outer_columns() -> None:
    lying = [Edge(y, 50, 350) for y in (100, 160, 240)]
    standing = [Edge(x, 100, 240) for x in (150, 250)]

    assert _the_table(lying, standing).across == (50, 150, 250, 350)


def test_frames_underlines_and_lone_boxes_are_no_tables() -> None:
    frame = _edges(Drawn((20, 570), (20, 820)))
    box = _edges(Drawn((100, 200, 300), (300, 330)))
    column = _edges(Drawn((100, 200), (400, 430, 460, 490)))
    underlines = [Edge(700, 100, 300), Edge(720, 100, 300)]

    found = ruled_tables([*frame[0], *box[0], *column[0], *underlines], [*frame[1], *box[1], *column[1]])

    assert found == ()


def test_a_single_row_of_three_cells_is_a_table_cut_off_by_its_pages() -> None:
    assert _the_table(*_edges(Drawn((50, 100, 150, 200), (60, 90)))).rows == 1


def test_tables_that_touch_without_a_common_column_line_are_two() -> None:
    above = Drawn((50, 150, 350), (100, 130, 160))
    below = Drawn((50, 90, 230, 350), (160, 190, 220))
    lying, standing = (one + other for one, other in zip(_edges(above), _edges(below), strict=True))

    first, second = ruled_tables(lying, standing)

    assert (first.columns, first.rows, second.columns, second.rows) == (2, 2, 3, 2)
    assert set(second.cells) == below.cells()


def test_a_point_is_in_the_cell_it_is_printed_in() -> None:
    table = _the_table(*_edges(Drawn((50, 150, 250), (60, 90, 120))))

    assert table.place(149, 89) == (0, 0)
    assert table.place(151, 91) == (1, 1)
    assert table.place(251, 91) is None
    assert table.place(100, 59) is None


def test_a_hatched_ground_is_given_up_at_once() -> None:
    lines = [Edge(at * 4.0, 0, 9_000) for at in range(2_000)]

    assert ruled_tables(lines, lines) == ()
