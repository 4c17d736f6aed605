"""A line of a form: what is asked for at the left, and the field at its right."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Label

from screens.widgets.thai_input import ThaiInput


class Field(Horizontal):
    """A labelled field of one line; the input inside has the id."""

    DEFAULT_CSS = """
    Field { height: 1; }
    Field > Label { width: 22; color: $text-muted; }
    Field > ThaiInput { width: 1fr; background: $boost; }
    Field > ThaiInput:focus { background: $primary-muted; }
    """

    def __init__(self, label: str, value: str = "", *, id: str, placeholder: str = "") -> None:  # noqa: A002
        super().__init__()
        self.label = label
        self.value = value
        self.input_id = id
        self.placeholder = placeholder

    def compose(self) -> ComposeResult:
        yield Label(self.label, markup=False)
        yield ThaiInput(self.value, placeholder=self.placeholder, id=self.input_id, compact=True)
