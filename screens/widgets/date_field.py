"""A field for a date: the line below it says at once how what is typed is understood, or why it is no date."""

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from ita_tui.thai.dates import typed_date
from ita_tui.thai.numerals import said
from ita_tui.thai.typed_dates import DateTrouble, explain_date, understood
from screens.widgets.field import Field
from screens.widgets.thai_input import ThaiInput

DATE_HINT = "เช่น ๑๗ ก.พ. ๖๗ หรือ ๑๗/๒/๒๕๖๗"
MAY_BE_EMPTY = "เว้นว่างไว้ได้"


class DateField(Field):
    """A date without a year lies in the fiscal year of ``near``; an empty field is fine unless it is ``required``."""

    DEFAULT_CSS = """
    DateField .understood { height: auto; margin: 0 0 0 23; color: $text-muted; }
    DateField .understood.-date { color: $text-success; }
    DateField .understood.-trouble { color: $text-warning; }
    """

    def __init__(
        self,
        label: str,
        day: date | None = None,
        *,
        near: date | None,
        required: bool = False,
        id: str | None = None,  # noqa: A002 (as Textual has it)
        select: bool = True,
    ) -> None:
        written = "" if day is None else typed_date(day)
        super().__init__(label, written, hint=said(DATE_HINT), id=id, select=select)
        self.near = near
        self.required = required

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield Static(classes="understood", markup=False)

    def on_mount(self) -> None:
        self._show_understood()

    @property
    def day(self) -> date | None:
        """The typed day; None where the field is empty or what is typed is no date."""
        found = explain_date(self.value, self.near) if self.value else None
        return found if isinstance(found, date) else None

    @property
    def trouble(self) -> DateTrouble | None:
        """Why what stands in the field cannot be saved; None for a date, and for an empty field that may be."""
        if not self.value and not self.required:
            return None
        found = explain_date(self.value, self.near)
        return found if isinstance(found, DateTrouble) else None

    def checked_day(self) -> date | None:
        """The typed day for saving; where it is no date, the reason is complained of."""
        if (trouble := self.trouble) is not None:
            self.complaint = str(trouble)
        return self.day

    def watch_complaint(self, words: str) -> None:
        """A complaint stands in place of the line that it explains."""
        super().watch_complaint(words)
        self.query_one(".understood", Static).display = not words

    @on(ThaiInput.Changed)
    def _show_understood(self) -> None:
        line = self.query_one(".understood", Static)
        line.set_class(self.day is not None, "-date")
        line.set_class(bool(self.value) and self.day is None, "-trouble")
        line.update(
            understood(self.value, self.near) if self.value else "" if self.required else MAY_BE_EMPTY
        )
