"""A line of a form: what is asked for at the left, the field at its right, and below it what is wrong with it."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.widgets import Label, Static

from screens.widgets.thai_input import ThaiInput


class Field(Vertical):
    """A labelled field of one line. ``complaint`` stands under it until she types on."""

    DEFAULT_CSS = """
    Field { height: auto; }
    Field > Horizontal { height: 1; }
    Field Label { width: 23; color: $text-muted; }
    Field ThaiInput { width: 1fr; background: $boost; }
    Field ThaiInput:focus { background: $primary-muted; }
    Field .complaint { height: auto; margin: 0 0 0 23; color: $text-error; display: none; }
    """

    complaint = reactive("", init=False)

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        hint: str = "",
        id: str | None = None,  # noqa: A002 (as Textual has it)
        select: bool = True,
    ) -> None:
        """``select`` says whether what stands in the field is typed over at once: not where a slip would lose it."""
        super().__init__(id=id)
        self.label = label
        self.input = ThaiInput(value, placeholder=hint, compact=True, select_on_focus=select)
        self._complained_of = value

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Label(self.label, markup=False)
            yield self.input
        yield Static(classes="complaint", markup=False)

    @property
    def value(self) -> str:
        """What was typed, without the blanks around it."""
        return self.input.value.strip()

    def watch_complaint(self, words: str) -> None:
        self._complained_of = self.input.value
        shown = self.query_one(".complaint", Static)
        shown.update(words)
        shown.display = bool(words)

    @on(ThaiInput.Changed)
    def _typed_on(self, event: ThaiInput.Changed) -> None:
        if event.value != self._complained_of:  # the message of an earlier change may come late
            self.complaint = ""
