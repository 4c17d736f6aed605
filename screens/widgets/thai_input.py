"""A field of one line in which Thai is edited as it is read: by cluster, and by word with Ctrl."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.expand_tabs import expand_tabs_inline
from textual.geometry import Offset
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.widgets import Input
from textual.widgets.input import Selection

from ita_tui.errors import ItaError
from ita_tui.thai.clusters import cluster_at_cell, next_cluster, prev_cluster, snap_left, snap_right
from ita_tui.thai.numerals import digits
from ita_tui.thai.typed import fitted_in, one_line, part_that_fits
from ita_tui.thai.words import word_at, word_left, word_right
from screens.notices import tell
from screens.widgets.foreign_bytes import read_paste
from screens.widgets.input_history import InputHistory, Standing
from screens.widgets.thai_layout import whole_clusters
from screens.widgets.typed_keys import TypedKeys

_WORDS = re.compile(r"[^ ]* ?")


def _cells(text: str) -> int:
    """Count the columns of a text: of a long one by words, whose widths Rich remembers, for it counts letter by letter."""
    return sum(map(cell_len, _WORDS.findall(text)))


class PasteTooLong(ItaError):
    """Of a paste only the beginning fitted the field. ``limit`` is its length in characters, marks included."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"ข้อความที่วางยาวเกินช่องนี้ ซึ่งรับได้ {digits(limit)} ตัวอักษร",
            "รับไว้เฉพาะส่วนต้นที่ไม่เกิน โดยไม่ตัดกลางตัวอักษร",
            "โปรดย่อข้อความแล้ววางใหม่",
        )


class ThaiInput(TypedKeys, Input):
    """Arrows, mouse, selection and Delete work on clusters, Backspace on one code point, as Thai typists expect.

    What comes in is cleaned: SARA AM in one piece, nothing invisible, the lines of a paste joined by a space.
    Ctrl+Z and Ctrl+Y undo and redo what was typed here while there is any, else the keys go up to the program,
    which must not bind them with priority; a ``value`` set by the program begins anew. ``max_length`` counts
    code points, and what does not fit is left out by whole clusters.
    Not for passwords: Ctrl+arrows would tell where its words are.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z,super+z", "undo", show=False),
        Binding("ctrl+y,super+y", "redo", show=False),
        # Input deletes to the right with these.
        Binding("ctrl+backspace,alt+backspace", "delete_left_word", show=False),
        Binding("ctrl+delete,alt+delete", "delete_right_word", show=False),
    ]

    _edits = False
    _left_out: Standing | None = None

    cursor_blink: Reactive[bool] = reactive(False, init=False)  # a blink costs processor time all day long

    def render_line(self, y: int) -> Strip:
        return whole_clusters(super().render_line(y))

    def validate_selection(self, selection: Selection) -> Selection:
        # To the right, so that a consonant typed before a stray mark keeps the cursor behind it.
        start, end = super().validate_selection(selection)
        return Selection(snap_right(self.value, start), snap_right(self.value, end))

    # --- what comes in --------------------------------------------------------------------------------------

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a part of the value; every edit goes through here, be it a key, a paste or a deletion."""
        start, end = sorted((max(0, start), min(len(self.value), end)))
        text = one_line(text)
        if self._left_out == Standing(self.value, self.selection) and self._joins(start, text):
            self.restricted()  # the mark of a letter that found no room
        elif self._overflows(start, end, text):
            self._replace_in_part(start, end, text)
        else:
            self._put(start, end, text)

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()  # Input keeps only the first line
        event.stop()
        text, refusal = read_paste(event.text)
        if refusal is not None:
            tell(self.app, refusal)
        if text := one_line(text):
            self.replace(text, *self.selection)

    def _on_blur(self, event: events.Blur) -> None:  # noqa: ARG002
        self.history.end_step()

    def _put(self, start: int, end: int, text: str) -> None:
        """Make an edit that fits, and keep it in the history."""
        before = Standing(self.value, self.selection)
        left, right, new = fitted_in(self.value, start, end, text)
        limit = self.max_length
        with self._editing():
            self.max_length = (
                0  # looked at already; a value that is too long must be allowed to become shorter
            )
            super().replace(new, left, right)
            self.max_length = limit
        if self.value != before.value:
            self.history.record(before, Standing(self.value, self.selection), text)

    # --- a length limit -------------------------------------------------------------------------------------

    def _overflows(self, start: int, end: int, text: str) -> bool:
        left, right, new = fitted_in(self.value, start, end, text)
        length = len(self.value) - (right - left) + len(new)
        return bool(self.max_length) and length > (self.max_length or 0) and length > len(self.value)

    def _replace_in_part(self, start: int, end: int, text: str) -> None:
        """Put in as many whole clusters as fit. A letter that was just begun and has no room for its mark goes."""
        limit = self.max_length or 0
        if fitting := part_that_fits(self.value, start, end, text, limit):
            self._put(start, end, fitting)
        elif self._joins(start, text) and self._begun_here(start):
            self._put(prev_cluster(self.value, start), start, "")
        self._left_out = Standing(self.value, self.selection)
        self.restricted()
        if len(text) > 1:
            tell(self.app, PasteTooLong(limit))

    def _joins(self, start: int, text: str) -> bool:
        """Whether a text begins with a mark that becomes part of the letter before it."""
        letter = prev_cluster(self.value, start)
        return bool(text) and start > 0 and snap_left(self.value[letter:start] + text, start - letter) == 0

    def _begun_here(self, end: int) -> bool:
        """Whether the letter that ends there has just been typed."""
        begun = self.history.begun
        return begun is not None and prev_cluster(self.value, end) >= min(begun.selection)

    # --- undo -----------------------------------------------------------------------------------------------

    @cached_property
    def history(self) -> InputHistory:
        """The steps of typing since the program last set the value."""
        return InputHistory()

    def action_undo(self) -> None:
        if not self.history.can_undo:
            raise SkipAction
        self._restore(self.history.undo())

    def action_redo(self) -> None:
        if not self.history.can_redo:
            raise SkipAction
        self._restore(self.history.redo())

    def _restore(self, standing: Standing) -> None:
        with self._editing():
            self.value = standing.value
            self.selection = standing.selection

    @contextmanager
    def _editing(self) -> Iterator[None]:
        """What changes inside was typed, undone or redone, not set by the program."""
        self._edits = True
        try:
            yield
        finally:
            self._edits = False

    def _watch_value(self, value: str) -> None:
        if not self._edits:
            self.history.forget()
        super()._watch_value(value)

    def _watch_selection(self, selection: Selection) -> None:
        if not self._edits:
            self.history.end_step()
        super()._watch_selection(selection)

    # --- cursor and mouse -----------------------------------------------------------------------------------

    @property
    def content_width(self) -> int:
        shown = self.value or self.placeholder
        return _cells(shown) + bool(self.value)  # one more for the cursor behind the text

    def _position_to_cell(self, position: int) -> int:
        return _cells(expand_tabs_inline(self.value[:position], 4))

    @property
    def cursor_screen_offset(self) -> Offset:
        # Input's own is one cell too far at the end of the text: where an input method would open its window.
        left, top, _, _ = self.content_region
        return Offset(left + self._position_to_cell(self.cursor_position) - self.scroll_offset.x, top)

    def _cell_offset_to_index(self, offset: int) -> int:
        return cluster_at_cell(self.value, offset + self.scroll_offset.x, cell_len)

    async def _on_click(self, event: events.Click) -> None:
        """Two clicks select the word under the pointer, three everything."""
        if event.chain < 2:
            return
        event.prevent_default()  # Widget selects it as a whole, as if it were text on the screen
        event.stop()
        if event.chain > 2:
            self.select_all()
        else:
            at = self._cell_offset_to_index(event.get_content_offset_capture(self).x)
            self.selection = Selection(
                *word_at(self.value, min(at, prev_cluster(self.value, len(self.value))))
            )

    def action_home(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 (as Textual has it)
        self._go(0, select=select)

    def action_end(self, select: bool = False) -> None:  # noqa: FBT001, FBT002
        self._go(len(self.value), select=select)

    def action_cursor_left(self, select: bool = False) -> None:  # noqa: FBT001, FBT002
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
