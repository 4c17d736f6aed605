"""A list of which several may be chosen: [✓] and [ ] in front, told apart without their colour."""

from typing import TypeVar

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import OptionList, SelectionList
from textual.widgets.option_list import OptionDoesNotExist

Value = TypeVar("Value")
TICKED, FREE = "[✓] ", "[ ] "


class TickedList(SelectionList[Value]):
    """The framework's own list marks every line with the same cross, in another colour where it is chosen."""

    def _get_left_gutter_width(self) -> int:
        return len(TICKED)

    def render_line(self, y: int) -> Strip:
        line = OptionList.render_line(self, y)
        try:
            selection = self.get_option_at_index(self.scroll_offset.y + y)
        except OptionDoesNotExist:
            return line
        tick = TICKED if selection.value in self.selected else FREE
        style = next(iter(line)).style
        return Strip([Segment(tick, style), *line]).crop(0, self.scrollable_content_region.width)
