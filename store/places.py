"""Rows that are a list of values: one row a place, kept as they stand, changed only where the values differ."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from store.declaring import Base

_Row = TypeVar("_Row", bound=Base)


def lay_out(rows: list[_Row], values: Sequence[Mapping[str, object]], kind: type[_Row]) -> None:
    """Make the rows at places 0, 1, 2 … hold ``values`` (cells by column), and let go of the rows left over."""
    for row, cells in zip(rows, values, strict=False):
        fill(row, cells)
    del rows[len(values) :]
    rows.extend(kind(position=place, **values[place]) for place in range(len(rows), len(values)))


def fill(row: Base, cells: Mapping[str, object]) -> None:
    """Set the cells that differ."""
    for name, cell in cells.items():
        if getattr(row, name) != cell:
            setattr(row, name, cell)
