"""A field of one line in which Thai is edited as it is read: by cluster, and by word with Ctrl."""

from textual import events
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.widgets import Input
from textual.widgets.input import Selection

from ita_tui.thai.clusters import cluster_at_cell, next_cluster, prev_cluster, snap_right
from ita_tui.thai.typed import clean_input, one_line
from ita_tui.thai.words import word_left, word_right
from screens.widgets.thai_layout import whole_clusters


class ThaiInput(Input):
    """Arrows, mouse, selection and Delete work on clusters, Backspace on one code point, as Thai typists expect.

    What comes in is cleaned: SARA AM in one piece, nothing invisible, the lines of a paste joined by a space.
    Not for passwords: Ctrl+arrows would tell where its words are.
    """

    cursor_blink: Reactive[bool] = reactive(False, init=False)  # a blink costs processor time all day long

    def render_line(self, y: int) -> Strip:
        return whole_clusters(super().render_line(y))

    def validate_selection(self, selection: Selection) -> Selection:
        # To the right, so that a consonant typed before a stray mark keeps the cursor behind it.
        start, end = super().validate_selection(selection)
        return Selection(snap_right(self.value, start), snap_right(self.value, end))

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a part of the value; every edit goes through here, be it a key, a paste or a deletion."""
        start, end = sorted((max(0, start), min(len(self.value), end)))
        if text:
            # The cluster before belongs to what is cleaned: a tone mark may have been typed after SARA AM.
            grown = prev_cluster(self.value, start)
            text = one_line(text)
            joined = clean_input(self.value[grown:start] + text)
            if joined != self.value[grown:start] + text:
                start, text = grown, joined
        super().replace(text, start, end)

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()  # Input keeps only the first line
        event.stop()
        if text := one_line(event.text):
            self.replace(text, *self.selection)

    def _cell_offset_to_index(self, offset: int) -> int:
        return cluster_at_cell(self.value, offset + self.scroll_offset.x)

    def action_cursor_left(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 (as Textual has it)
        if select or self.selection.is_empty:
            self._go(prev_cluster(self.value, self.cursor_position), select=select)
        else:
            super().action_cursor_left()

    def action_cursor_right(self, select: bool = False) -> None:  # noqa: FBT001, FBT002
        if select or (self.selection.is_empty and not self.cursor_at_end):
            self._go(next_cluster(self.value, self.cursor_position), select=select)
        else:
            super().action_cursor_right()  # to the end of the selection, or takes the suggestion

    def action_cursor_left_word(self, select: bool = False) -> None:  # noqa: FBT001, FBT002
        self._go(word_left(self.value, self.cursor_position), select=select)

    def action_cursor_right_word(self, select: bool = False) -> None:  # noqa: FBT001, FBT002
        self._go(word_right(self.value, self.cursor_position), select=select)

    def action_delete_right(self) -> None:
        self._delete_to(next_cluster(self.value, self.cursor_position))

    def action_delete_left_word(self) -> None:
        self._delete_to(word_left(self.value, self.cursor_position))

    def action_delete_right_word(self) -> None:
        self._delete_to(word_right(self.value, self.cursor_position))

    def _go(self, target: int, *, select: bool) -> None:
        self.selection = Selection(self.selection.start if select else target, target)

    def _delete_to(self, target: int) -> None:
        if self.selection.is_empty:
            self.delete(self.cursor_position, target)
        else:
            self.delete_selection()
