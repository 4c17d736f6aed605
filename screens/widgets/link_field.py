"""A field for a link: what is doubtful about it stands below it, with the repair that one key puts in."""

from textual import on
from textual.app import ComposeResult
from textual.events import DescendantBlur, DescendantFocus
from textual.widgets import Static

from ita_tui.domain.links import link_doubt, repaired
from screens.keys import Command
from screens.widgets.field import Field
from screens.widgets.thai_input import ThaiInput

REPAIR = Command("ctrl+r", "repair_link", "แก้ลิงก์", "แก้ลิงก์ที่เสียตามที่เสนอไว้ใต้ช่อง", priority=True)


class LinkField(Field):
    """A doubt never keeps a link from being saved; a repair is only what she asks for.

    A repair is offered as soon as there is one; other doubts wait until she has left the field, for a link that is
    being typed looks wrong until it is whole.
    """

    DEFAULT_CSS = """
    LinkField .doubt { height: auto; margin: 0 0 0 23; color: $text-warning; display: none; }
    """

    def __init__(
        self,
        label: str,
        link: str = "",
        *,
        id: str | None = None,  # noqa: A002 (as Textual has it)
        select: bool = True,
    ) -> None:
        super().__init__(label, link, hint="https://…", id=id, select=select)
        self.first = link

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield Static(classes="doubt", markup=False)

    def on_mount(self) -> None:
        self._show_doubt()

    @property
    def link(self) -> str:
        """The typed link; one that a field of one line cannot show as it is stays until she changes it."""
        same = " ".join(self.value.split()) == " ".join(self.first.split())
        return self.first if same else self.value

    def repair(self) -> None:
        """Put the repaired link into the field, to be saved or changed back as anything typed there."""
        better = repaired(self.link)
        if better is None:
            self.app.bell()
            return
        self.input.value = better
        self.input.focus()
        self.input.cursor_position = len(better)

    @on(ThaiInput.Changed)
    @on(DescendantBlur)
    @on(DescendantFocus)
    def _show_doubt(self) -> None:
        doubt, better = link_doubt(self.link), repaired(self.link)
        if better is not None:
            words = f"▲ {doubt} · บันทึกตามที่พิมพ์ได้\nCtrl+R แก้เป็น {better}"
        else:
            words = f"▲ {doubt} · บันทึกตามที่พิมพ์ได้" if doubt and not self.input.has_focus else ""
        shown = self.query_one(".doubt", Static)
        shown.update(words)
        shown.display = bool(words)
