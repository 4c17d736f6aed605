"""Numbers on a line, each of which opens the list it counts."""

from typing import ClassVar

from rich.cells import cell_len
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from ita_tui.thai.numerals import digits

Number = tuple[str, str, str, int, str]
"""(key, sign, words, number, color); the sign may be empty."""


class NumberRow(Widget, can_focus=True):
    """Left and right choose a number, Enter opens its list; up and down go to the row above or below."""

    DEFAULT_CSS = """
    NumberRow { height: 1; width: 1fr; padding: 0 0 0 2; }
    NumberRow:focus { background: $boost; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "เลือก", show=False),
        Binding("right", "move(1)", "เลือก", key_display="← →"),
        Binding("up", "app.focus_previous", "แถวบน", show=False),
        Binding("down", "app.focus_next", "แถวล่าง", show=False),
        Binding("enter", "choose", "เปิดรายการ", key_display="↵"),
    ]

    numbers: reactive[list[Number]] = reactive(list)
    at = reactive(0)

    class Chosen(Message):
        """A number was chosen; ``key`` is the one it was given with."""

        def __init__(self, key: str) -> None:
            self.key = key
            super().__init__()

    def _places(self) -> list[int]:
        widths = [cell_len(self._text(number)) for number in self.numbers]
        room = max(0, self.content_size.width - sum(widths))
        gap = max(2, min(6, room // max(1, len(widths))))
        starts, x = [], 0
        for width in widths:
            starts.append(x)
            x += width + gap
        return starts

    @staticmethod
    def _text(number: Number) -> str:
        return " ".join(filter(None, (number[1], number[2], digits(number[3]))))

    def render(self) -> RenderResult:
        line = Content("")
        for index, (start, number) in enumerate(zip(self._places(), self.numbers, strict=True)):
            style = f"{number[4]} reverse" if self.has_focus and index == self.at else number[4]
            line = Content.assemble(line, " " * (start - line.cell_length), (self._text(number), style))
        return line

    def action_move(self, by: int) -> None:
        self.at = (self.at + by) % max(1, len(self.numbers))

    def action_choose(self) -> None:
        if self.numbers:
            self.post_message(self.Chosen(self.numbers[self.at][0]))

    def on_click(self, event: Click) -> None:
        for index, start in enumerate(self._places()):
            if start <= event.x - 2 < start + cell_len(self._text(self.numbers[index])):
                self.at = index
                self.action_choose()
