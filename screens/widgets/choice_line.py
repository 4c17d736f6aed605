"""One of many words on a line, one shown at a time: ‹ ตารางความก้าวหน้าตามมาตรการ › ๑/๘."""

from textual.app import RenderResult
from textual.content import Content
from textual.events import Click

from ita_tui.thai.cells import cell_width
from ita_tui.thai.numerals import digits, said
from ita_tui.thai.words import cut
from screens.widgets.choice_row import ChoiceRow


class ChoiceLine(ChoiceRow):
    """A row for more choices than fit on the screen; it never takes more than a line, and goes round at its ends."""

    DEFAULT_CSS = """
    ChoiceLine { height: 1; }
    """

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002
        return 1

    def render(self) -> RenderResult:
        words = dict(self.choices).get(self.value, "")
        count = f" {digits(self._at + 1)}/{digits(len(self.choices))}"
        before = f"{said(self.label)}  " if self.label else ""
        room = self.content_size.width - cell_width(before) - cell_width(count) - 4
        style = "bold reverse" if self.has_focus else "bold"
        return Content.assemble(
            (before, "$foreground-muted"),
            (f"‹ {cut(said(words), max(1, room))} ›", style),
            (count, "$foreground-muted"),
        )

    def action_move(self, by: int) -> None:
        self.choose(self._values[(self._at + by) % len(self.choices)])

    def on_click(self, event: Click) -> None:
        event.stop()
        event.prevent_default()
        self.action_go_round()
