"""A field of several lines in which Thai is wrapped between words and edited by cluster."""

from bisect import bisect_right
from typing import ClassVar

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.document._document import EditResult, Location, Selection
from textual.document._document_navigator import DocumentNavigator
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.widgets import TextArea

from ita_tui.thai.clusters import cluster_at_cell, next_cluster, prev_cluster, snap_left, snap_right
from ita_tui.thai.typed import clean_input, fitted_in
from ita_tui.thai.words import word_at, word_left, word_right
from screens.notices import tell
from screens.widgets.foreign_bytes import read_paste
from screens.widgets.thai_layout import whole_clusters
from screens.widgets.typed_keys import TypedKeys
from screens.widgets.wrapped_line import WrappedLine

_JOINER = "\N{ZERO WIDTH JOINER}"


class ClusterNavigator(DocumentNavigator):
    """Tells where the cursor goes; every answer is a border of a cluster."""

    def get_location_left(self, location: Location) -> Location:
        row, column = location
        return (
            (row, prev_cluster(self._document[row], column))
            if column
            else super().get_location_left(location)
        )

    def get_location_right(self, location: Location) -> Location:
        row, column = location
        line = self._document[row]
        return (
            (row, next_cluster(line, column)) if column < len(line) else super().get_location_right(location)
        )

    def get_location_above(self, location: Location) -> Location:
        return self.snapped(super().get_location_above(location))

    def get_location_below(self, location: Location) -> Location:
        return self.snapped(super().get_location_below(location))

    def get_location_end(self, location: Location) -> Location:
        # To the left: the border to the right is the start of the next line on screen.
        return self.snapped(super().get_location_end(location))

    def get_location_at_y_offset(self, location: Location, vertical_offset: int) -> Location:
        return self.snapped(super().get_location_at_y_offset(location, vertical_offset))

    def snapped(self, location: Location) -> Location:
        """Start of the cluster that holds a location."""
        row, column = location
        return row, snap_left(self._document[row], column)


class ThaiTextArea(TypedKeys, TextArea):
    """Soft wrap between Thai words, no line numbers; Tab leaves the field.

    Ctrl+Z and Ctrl+Y undo and redo what was typed here while there is any, else the keys go up to the program,
    which must not bind them with priority. Edits by cluster as in :class:`~screens.widgets.thai_input.ThaiInput`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "cursor_document_start", show=False),
        Binding("ctrl+end", "cursor_document_end", show=False),
        Binding("ctrl+a", "select_all", show=False),
        Binding("ctrl+delete,alt+delete", "delete_word_right", show=False),
    ]

    cursor_blink: Reactive[bool] = reactive(False, init=False)  # a blink costs processor time all day long

    def __init__(
        self,
        text: str = "",
        *,
        read_only: bool = False,
        show_cursor: bool = True,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 (as Textual has it)
        classes: str | None = None,
        disabled: bool = False,
        tooltip: RenderableType | None = None,
        compact: bool = False,
        highlight_cursor_line: bool = False,
        placeholder: str | Content = "",
    ) -> None:
        super().__init__(
            text,
            soft_wrap=True,
            tab_behavior="focus",
            read_only=read_only,
            show_cursor=show_cursor,
            show_line_numbers=False,
            name=name,
            id=id,
            classes=classes,
            disabled=disabled,
            tooltip=tooltip,
            compact=compact,
            highlight_cursor_line=highlight_cursor_line,
            placeholder=placeholder,
        )

    def get_line(self, line_index: int) -> Text:
        return WrappedLine(self.document.get_line(line_index), end="", no_wrap=True)

    def render_line(self, y: int) -> Strip:
        return whole_clusters(super().render_line(y))

    def clamp_visitable(self, location: Location) -> Location:
        # To the right, so that a consonant typed before a stray mark keeps the cursor behind it.
        row, column = super().clamp_visitable(location)
        return row, snap_right(self.document[row], column)

    def get_target_document_location(self, event: events.MouseEvent) -> Location:
        row, column = super().get_target_document_location(event)
        column = snap_left(self.document[row], column)
        if _JOINER not in self.document[row]:
            return row, column
        # Textual counts the columns of an emoji that a joiner makes of several as if they stood apart.
        offsets = [0, *self.wrapped_document.get_offsets(row)]
        section = bisect_right(offsets, column) - 1
        text = self.wrapped_document.get_sections(row)[section]
        cell = event.x - self.gutter.left + self.scroll_offset.x
        return row, offsets[section] + cluster_at_cell(text, cell, cell_len)

    def get_cursor_word_left_location(self) -> Location:
        row, column = self.cursor_location
        if not column:
            return self.get_cursor_left_location()
        return row, word_left(self.document[row], column)

    def get_cursor_word_right_location(self) -> Location:
        row, column = self.cursor_location
        if column == len(self.document[row]):
            return self.get_cursor_right_location()
        return row, word_right(self.document[row], column)

    def action_cursor_document_start(self) -> None:
        self.move_cursor(self.document.start)

    def action_cursor_document_end(self) -> None:
        self.move_cursor(self.document.end)

    def action_delete_left(self) -> None:
        """Delete the selection, or one code point: a wrong tone mark goes without its consonant."""
        row, column = self.cursor_location
        if self.selection.is_empty and column:
            self._delete_via_keyboard((row, column - 1), (row, column))
        else:
            super().action_delete_left()

    def action_cursor_word_left(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 (as Textual has it)
        # At the start of the text TextArea leaves a selection standing; likewise below at its end, and in deletions.
        self.move_cursor(self.get_cursor_word_left_location(), select=select)

    def action_cursor_word_right(self, select: bool = False) -> None:  # noqa: FBT001, FBT002
        self.move_cursor(self.get_cursor_word_right_location(), select=select)

    def action_delete_word_left(self) -> None:
        self._delete_to(self.get_cursor_word_left_location())

    def action_delete_word_right(self) -> None:
        self._delete_to(self.get_cursor_word_right_location())

    def _delete_to(self, location: Location) -> None:
        start, end = self.selection
        self._delete_via_keyboard(*((end, location) if start == end else (start, end)))

    async def _on_click(self, event: events.Click) -> None:
        """Two clicks select the word under the pointer, three its line."""
        if event.chain < 2:
            return
        event.prevent_default()  # Widget selects it as a whole, as if it were text on the screen
        event.stop()
        row, column = self.get_target_document_location(event)
        line = self.document[row]
        if event.chain > 2:
            start, end = 0, len(line)
        else:
            start, end = word_at(line, min(column, prev_cluster(line, len(line))))
        self.selection = Selection((row, start), (row, end))
        self.record_cursor_width()

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        if self.read_only:
            return
        text, refusal = read_paste(event.text)
        if refusal is not None:
            tell(self.app, refusal)
        self._replace_via_keyboard(text, *self.selection)

    def action_undo(self) -> None:
        if not self.history.undo_stack:
            raise SkipAction
        super().action_undo()

    def action_redo(self) -> None:
        if not self.history.redo_stack:
            raise SkipAction
        super().action_redo()

    def _set_document(self, text: str, language: str | None) -> None:
        super()._set_document(text, language)
        self.navigator = ClusterNavigator(self.wrapped_document)

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        """Clean what a key or a paste brings in, together with the letters around it."""
        insert = clean_input(insert)
        return super()._replace_via_keyboard(*self._fitted_in(insert, start, end))

    def _delete_via_keyboard(self, start: Location, end: Location) -> EditResult | None:
        """Delete, and put together what the deletion has brought together."""
        joined, start, end = self._fitted_in("", start, end)
        if joined:
            return super()._replace_via_keyboard(joined, start, end)
        return super()._delete_via_keyboard(start, end)

    def _fitted_in(self, text: str, start: Location, end: Location) -> tuple[str, Location, Location]:
        """What an edit really replaces, and with what, so that the lines it touches are clean afterwards."""
        # Cutting the last line without a selection asks for the start of a line after it.
        (top, column), (bottom, rest) = sorted((min(start, self.document.end), min(end, self.document.end)))
        before, after = self.document[top][:column], self.document[bottom][rest:]
        left, right, new = fitted_in(before + after, len(before), len(before), text)
        return new, (top, left), (bottom, rest + right - len(before))
