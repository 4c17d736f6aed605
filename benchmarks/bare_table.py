"""A bare Textual DataTable with the rows of the measures screen, and nothing else: what a key press costs at least.

usage: bare_table.py DATABASE
"""

import sys
from pathlib import Path

from rich.text import Text
from sample_store import MOMENT, YEAR, sample_clock
from textual.app import App, ComposeResult
from textual.widgets import DataTable

from ita_tui import tasks
from screens.measure_rows import HEADS, cells, widths

ROOM = 117
"""Columns for the table, as many as the measures screen gives it at 120 columns."""


class BareTable(App[None]):
    """The rows, a cursor, and no more."""

    def __init__(self, database: Path) -> None:
        super().__init__()
        store = tasks.open_store(database, sample_clock)
        try:
            measures = store.measures.all(YEAR)
        finally:
            store.close()
        self._columns = widths(ROOM)
        self._rows = [cells(measure, MOMENT.date(), self._columns) for measure in measures]

    def compose(self) -> ComposeResult:
        yield DataTable[str | Text](cursor_type="row", cell_padding=0)

    def on_mount(self) -> None:
        table: DataTable[str | Text] = self.query_one(DataTable)
        for head, width in zip(HEADS, self._columns, strict=True):
            table.add_column(head, width=width + 1)
        table.add_rows(self._rows)
        table.focus()


if __name__ == "__main__":
    BareTable(Path(sys.argv[1])).run()
