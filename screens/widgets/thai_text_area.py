"""A field of several lines in which Thai is wrapped between words and edited by cluster."""

from typing import ClassVar

from rich.console import RenderableType
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.document._document import EditResult, Location
from textual.document._document_navigator import DocumentNavigator
from textual.events import MouseEvent
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.widgets import TextArea

from ita_tui.thai.clusters import next_cluster, prev_cluster, snap_left, snap_right
from ita_tui.thai.typed import clean_input
from ita_tui.thai.words import word_left, word_right
from screens.widgets.thai_layout import whole_clusters


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


class ThaiTextArea(TextArea):
    """Soft wrap between Thai words, no line numbers; Tab leaves the field.

    Ctrl+Z and Ctrl+Y undo and redo what was typed here while there is any, else the keys go up to the program,
    which must not bind them with priority. Edits by cluster as in :class:`~screens.widgets.thai_input.ThaiInput`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "cursor_document_start", show=False),
        Binding("ctrl+end", "cursor_document_end", show=False),
        Binding("ctrl+a", "select_all", show=False),
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

    def render_line(self, y: int) -> Strip:
        return whole_clusters(super().render_line(y))

    def clamp_visitable(self, location: Location) -> Location:
        # To the right, so that a consonant typed before a stray mark keeps the cursor behind it.
        row, column = super().clamp_visitable(location)
        return row, snap_right(self.document[row], column)

    def get_target_document_location(self, event: MouseEvent) -> Location:
        row, column = super().get_target_document_location(event)
        return row, snap_left(self.document[row], column)

    def get_cursor_word_left_location(self) -> Location:
        row, column = self.cursor_location
        if not column:
            return super().get_cursor_word_left_location()
        return row, word_left(self.document[row], column)

    def get_cursor_word_right_location(self) -> Location:
        row, column = self.cursor_location
        if column == len(self.document[row]):
            return super().get_cursor_word_right_location()
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

    def action_delete_word_right(self) -> None:
        if self.selection.is_empty:
            self._delete_via_keyboard(self.cursor_location, self.get_cursor_word_right_location())
        else:
            super().action_delete_word_right()

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
        """Clean what a key or a paste brings in, together with the cluster before it."""
        row, column = top = min(start, end)
        line = self.document[row]
        before = line[prev_cluster(line, column) : column]
        insert = clean_input(insert)
        joined = clean_input(before + insert)
        if joined != before + insert:
            top, insert = (row, column - len(before)), joined
        return super()._replace_via_keyboard(insert, top, max(start, end))
