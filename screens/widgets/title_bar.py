"""The line that is always in sight: agency, year, round and days left; at its right what was saved last."""

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ita_tui.thai.numerals import shown
from ita_tui.thai.words import cut


class TitleBar(Widget):
    """One line: ``where`` at the left, ``saved`` at the right.

    ``where`` has forms from the longest to the shortest: the first that fits is shown, the last one is cut.
    """

    DEFAULT_CSS = """
    TitleBar { dock: top; height: 1; background: $primary-muted; color: $text; padding: 0 1; }
    """

    where: reactive[tuple[str, ...]] = reactive(())
    saved = reactive("")

    def render(self) -> RenderResult:
        room = self.content_size.width
        right = cut(shown(self.saved), room)
        space = room - cell_len(right) - (2 if right else 0)
        where = [shown(form) for form in self.where]
        fitting = (form for form in where if cell_len(form) <= space)
        left = next(fitting, cut(where[-1], max(0, space)) if where else "")
        gap = " " * max(0, room - cell_len(left) - cell_len(right))
        return Content.assemble((left, "bold"), gap, (right, "$text-success"))
