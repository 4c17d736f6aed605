"""A long list with instant search above it, and the details of the chosen line beside or below it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import DataTable, Static

from screens.screen import ItaScreen
from screens.widgets.thai_input import ThaiInput

if TYPE_CHECKING:
    from textual.timer import Timer


class SearchedList(ItaScreen):
    """The list takes the width alone on a small screen, with a strip about the chosen line under it.

    From ``WIDE`` cells on the details stand beside the list, else from ``TALL`` lines on below it.
    """

    DEFAULT_CSS = """
    SearchedList #list { width: 2fr; }
    SearchedList #details {
        width: 1fr; padding: 0 1; border-left: solid $foreground 20%; scrollbar-size-vertical: 1;
    }
    SearchedList.-below #list-and-details { layout: vertical; }
    SearchedList.-below #list { width: 1fr; height: 1fr; }
    SearchedList.-below #details {
        width: 1fr; height: 1fr; border-left: none; border-top: solid $foreground 20%;
    }
    SearchedList #search { width: 1fr; background: $boost; padding: 0 1; }
    SearchedList #filter { height: 1; padding: 0 1; }
    SearchedList #empty { padding: 2 4; color: $text-muted; display: none; }
    SearchedList #list DataTable { padding: 0 0 0 1; }
    SearchedList #chosen { padding: 0 1; color: $text-muted; border-top: solid $foreground 20%; }
    """
    WIDE: ClassVar[int] = 150
    TALL: ClassVar[int] = 34
    ON_THE_LIST: ClassVar[frozenset[str]] = frozenset()
    """Commands that work on the list alone, not while a search is typed."""
    DETAILS_AFTER: ClassVar[float] = 0.06
    """Seconds that the cursor rests before the details follow it."""

    _rest: "Timer | None" = None

    def compose_body(self) -> ComposeResult:
        with Horizontal(id="list-and-details"):
            with Vertical(id="list"):
                yield ThaiInput(placeholder="ค้นหา", id="search", compact=True, select_on_focus=False)
                yield from self.compose_list()
                yield Static(id="empty", markup=False)
                yield Static(id="chosen", markup=False)
            with VerticalScroll(id="details", can_focus=False):
                yield Static(id="detail-text", markup=False)

    def compose_list(self) -> Iterable[Widget]:
        """The table, and what is said above it."""
        raise NotImplementedError

    def on_mount(self) -> None:
        super().on_mount()
        self.table.focus()

    @property
    def table(self) -> DataTable[Any]:
        return self.query_one("#list DataTable", DataTable)

    @property
    def in_search(self) -> bool:
        return self.focused is self.query_one("#search")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of the list work on the list, where they make sense."""
        del parameters
        if action not in self.ON_THE_LIST or not self.is_mounted:
            return True
        return not self.in_search and self.allows(action)

    def allows(self, action: str) -> bool:
        """Whether a command of the list makes sense now, wherever the focus is."""
        del action
        return True

    def show_list(self) -> None:
        """Fill the table with what the filter lets through."""
        raise NotImplementedError

    def show_details(self) -> None:
        """Show the line under the cursor, beside the list or in the strip below it."""
        raise NotImplementedError

    def search(self, text: str) -> None:
        """List what is found by a text; called while it is being typed."""
        raise NotImplementedError

    def say_empty(self, words: str) -> None:
        """In place of the table, why there is nothing in it; with no words the table itself."""
        empty = self.query_one("#empty", Static)
        empty.display, self.table.display = bool(words), not words
        empty.update(words)

    def on_resize(self) -> None:
        beside = self.size.width >= self.WIDE
        below = not beside and self.size.height >= self.TALL
        self.set_class(below, "-below")
        self.query_one("#details").display = beside or below
        self.query_one("#chosen").display = not beside and not below
        self.call_after_refresh(self.show_list)

    @on(DataTable.RowHighlighted)
    def _row_changed(self) -> None:
        """Show the details once the cursor rests: its own move is painted first, and a held key never waits."""
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(self.DETAILS_AFTER, self._rested)

    def _rested(self) -> None:
        self.show_details()
        self.query_one("#details").scroll_home(animate=False)

    @on(ThaiInput.Changed, "#search")
    def _search_changed(self, event: ThaiInput.Changed) -> None:
        self.search(event.value)

    @on(ThaiInput.Submitted, "#search")
    def to_list(self) -> None:
        """Leave the search for the table; an empty one stays out of sight and cannot take the focus."""
        if self.table.display:
            self.table.focus()
        else:
            self.set_focus(None)

    def leave_typing(self, action: str) -> None:
        """A command was chosen by its name: the keys of the list work on the list alone."""
        if self.in_search and action not in {"search", "back"}:
            self.set_focus(self.table if self.table.display else None)

    def action_search(self) -> None:
        self.query_one("#search").focus()
