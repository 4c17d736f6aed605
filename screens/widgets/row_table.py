"""A table that is walked by rows: Home and End go to the first and the last of them."""

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.widgets import DataTable

Cell = TypeVar("Cell")


class RowTable(DataTable[Cell]):
    """In the framework's table these keys move by columns, which a row cursor does not show."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("home", "scroll_top", show=False),
        Binding("end", "scroll_bottom", show=False),
    ]
