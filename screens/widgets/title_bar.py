"""The line that is always in sight: agency, year, round and days left; at its right what was saved last."""

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ita_tui.thai.words import cut


class TitleBar(Widget):
    """One line: ``where`` at the left, ``saved`` at the right; where they do not both fit, ``where`` is cut."""

    DEFAULT_CSS = """
    TitleBar { dock: top; height: 1; background: $primary-muted; color: $text; padding: 0 1; }
    """

    where = reactive("")
    saved = reactive("")

    def render(self) -> RenderResult:
        room = self.content_size.width
        right = cut(self.saved, room)
        left = cut(self.where, max(0, room - cell_len(right) - 1)) if right else cut(self.where, room)
        gap = " " * max(0, room - cell_len(left) - cell_len(right))
        return Content.assemble((left, "bold"), gap, (right, "$text-success"))
