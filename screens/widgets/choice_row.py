"""One of a few words on a line, chosen with the arrow keys: ( ) ยังไม่เริ่ม  (•) กำลังดำเนินการ."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from ita_tui.thai.numerals import said
from ita_tui.thai.words import cut


class ChoiceRow(Widget, can_focus=True):
    """``choices`` are (value, words); ``value`` is the chosen one. Words that do not fit go to a next line.

    What is longer than a line is cut.
    """

    DEFAULT_CSS = """
    ChoiceRow { height: auto; width: 1fr; }
    ChoiceRow:focus { background: $boost; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "เลือก", show=False),
        Binding("right", "move(1)", "เลือก", key_display="← →"),
        Binding("space", "go_round", "เลือก", show=False),
    ]

    value = reactive("", layout=True)

    class Changed(Message):
        """She chose; sent only for what she does, never for what the program sets."""

        def __init__(self, row: "ChoiceRow", value: str) -> None:
            self.row = row
            self.value = value
            super().__init__()

        @property
        def control(self) -> "ChoiceRow":
            return self.row

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        *,
        value: str = "",
        label: str = "",
        id: str | None = None,  # noqa: A002 - the framework's name for it
    ) -> None:
        super().__init__(id=id)
        self.choices = tuple(choices)
        self.label = label
        self.set_reactive(ChoiceRow.value, value or self.choices[0][0])

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Show the same choices in other words: what is chosen stays."""
        self.choices = tuple(choices)
        self.refresh(layout=True)

    def _places(self, width: int) -> list[tuple[int, int, str, str]]:
        """(column, line, value, words) of each choice in ``width`` cells."""
        start = cell_len(self.label) + 2 if self.label else 0
        x, y = start, 0
        places: list[tuple[int, int, str, str]] = []
        for value, whole in self.choices:
            words = cut(said(whole), max(1, width - start - 4))
            taken = cell_len(words) + 4
            if x > start and x + taken > width:
                x, y = start, y + 1
            places.append((x, y, value, words))
            x += taken + 2
        return places

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        return self._places(width)[-1][1] + 1

    def render(self) -> RenderResult:
        lines: list[Content] = []
        for x, y, value, words in self._places(self.content_size.width):
            if y == len(lines):
                lines.append(Content.styled(said(self.label), "$foreground-muted") if y == 0 else Content(""))
            chosen = value == self.value
            style = "bold reverse" if chosen and self.has_focus else "bold" if chosen else "$foreground-muted"
            pad = " " * (x - lines[y].cell_length)
            lines[y] = Content.assemble(lines[y], pad, (f"({'•' if chosen else ' '}) {words}", style))
        return Content("\n").join(lines)

    def action_move(self, by: int) -> None:
        """Go along the row, as far as it goes."""
        self.choose(self._values[min(max(self._at + by, 0), len(self.choices) - 1)])

    def action_go_round(self) -> None:
        self.choose(self._values[(self._at + 1) % len(self.choices)])

    @property
    def _values(self) -> list[str]:
        return [value for value, _ in self.choices]

    @property
    def _at(self) -> int:
        return self._values.index(self.value) if self.value in self._values else 0

    def on_click(self, event: Click) -> None:
        for x, y, value, words in self._places(self.content_size.width):
            if event.y == y and x <= event.x < x + cell_len(words) + 4:
                self.choose(value)

    def choose(self, value: str) -> None:
        """Choose as she does, with the message of it."""
        if value != self.value:
            self.value = value
            self.post_message(self.Changed(self, value))
