"""A table with headings between its rows, which the cursor passes over."""

from collections.abc import Collection, Sequence

from rich.text import Text
from textual.coordinate import Coordinate

from screens.widgets.row_table import RowTable

Row = tuple[Text, ...]


class HeadedTable(RowTable[Text]):
    """A row cursor that only ever stands on rows that are no heading; a click on a heading takes the row below."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (as Textual has it)
        self._shown: tuple[Row, ...] = ()
        self._headings: frozenset[int] = frozenset()
        super().__init__(id=id, cursor_type="row", zebra_stripes=False, cell_padding=0)

    def put_columns(self, heads: Sequence[Text], columns: Sequence[int]) -> None:
        """Begin anew with these columns, one blank between them."""
        self._shown, self._headings = (), frozenset()
        self.clear(columns=True)
        for head, width in zip(heads, columns, strict=True):
            self.add_column(head, width=width + 1)

    def put_rows(self, rows: Sequence[Row], headings: Collection[int], cursor: int) -> None:
        """Show rows with the cursor on one of them. As many rows as before keep their place on the screen."""
        before, self._shown, self._headings = self._shown, tuple(rows), frozenset(headings)
        if len(before) != len(rows):
            self.clear()
            self.add_rows(rows)
        else:
            for at, (old, new) in enumerate(zip(before, rows, strict=True)):
                for column in range(len(new)):
                    if old[column] != new[column] or old[column].spans != new[column].spans:
                        self.update_cell_at(Coordinate(at, column), new[column])
        self.move_cursor(row=cursor)

    def validate_cursor_coordinate(self, value: Coordinate) -> Coordinate:
        row, column = super().validate_cursor_coordinate(value)
        down = range(row, len(self._shown))
        up = range(row, -1, -1)
        ways = (down, up) if row >= self.cursor_row else (up, down)
        for way in ways:
            for at in way:
                if at not in self._headings:
                    return Coordinate(at, column)
        return Coordinate(row, column)

    def _scroll_cursor_into_view(self, animate: bool = False) -> None:  # noqa: FBT001, FBT002 (as Textual has it)
        """Bring the heading above the cursor into view with it, or it would stay hidden above the first row."""
        super()._scroll_cursor_into_view(animate)
        above = self.cursor_row - 1
        if above in self._headings and self.scroll_y > above:
            self.scroll_to(y=above, animate=animate, force=True)
