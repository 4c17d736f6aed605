"""F12: every command by its Thai name, found as it is typed."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ita_tui.thai.numerals import said
from ita_tui.thai.searching import Marks, Searched, find
from ita_tui.thai.words import cut
from screens.found_words import marked
from screens.keys import Command, bindings
from screens.offers import Offer
from screens.widgets.thai_input import ThaiInput

_SIDES = 6
"""Border, padding and scrollbar beside the list, in cells."""


class PaletteScreen(ModalScreen[Offer | None]):
    """Ends with the chosen offer, or None. What is named so comes before what is only explained so."""

    DEFAULT_CSS = """
    PaletteScreen { align: center top; }
    PaletteScreen > Vertical {
        width: 76; max-width: 98%; height: auto; max-height: 96%; margin: 1 0 0 0;
        border: round $accent; background: $surface; padding: 0 1;
    }
    PaletteScreen ThaiInput { background: $boost; }
    PaletteScreen OptionList { height: auto; max-height: 17; border: none; background: $surface; padding: 0; }
    PaletteScreen #how { color: $text-warning; }
    PaletteScreen .hint { color: $text-muted; }
    """
    BINDINGS = bindings(
        (
            Command("down", "move(1)", "ลง", "คำสั่งถัดไป", shown=False),
            Command("up", "move(-1)", "ขึ้น", "คำสั่งก่อนหน้า", shown=False),
            Command("escape", "cancel", "ปิด", "ปิดโดยไม่ทำอะไร"),
        )
    )

    def __init__(self, offers: Sequence[Offer]) -> None:
        super().__init__()
        self.offers = [offer for offer in offers if offer.action != "app.palette"]  # it is open
        self.searched = [
            Searched.of((offer.command.label, offer.command.help, *offer.keys)) for offer in self.offers
        ]

    def compose(self) -> ComposeResult:
        with Vertical():
            yield ThaiInput(placeholder="พิมพ์ชื่อคำสั่ง เช่น ส่งออก", compact=True)
            yield Static("ไม่พบคำสั่งที่มีคำนี้ · ลบบางคำแล้วลองใหม่", id="none", markup=False)
            yield Static(id="how", markup=False)
            yield OptionList()
            yield Static("↑ ↓ เลือก · ↵ ทำคำสั่ง · Esc ปิด", classes="hint", markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False
        self._show()

    def on_resize(self) -> None:
        self._show()

    def on_input_changed(self) -> None:
        self._show()

    def _show(self) -> None:
        finding = find(self.query_one(ThaiInput).value, self.searched)
        ranks = [
            (how, not finding.marks.spans(offer.command.label), at)
            for at, (offer, how) in enumerate(zip(self.offers, finding.closeness, strict=True))
            if how is not None
        ]
        options, how = self.query_one(OptionList), self.query_one("#how", Static)
        options.clear_options()
        room = min(76, self.app.size.width) - _SIDES
        options.add_options(
            Option(_line(self.offers[at], room, finding.marks), id=str(at)) for _, _, at in sorted(ranks)
        )
        options.highlighted = 0 if ranks else None
        self.query_one("#none").display = not ranks
        how.update(finding.words)
        how.display = bool(finding.words)

    def action_move(self, by: int) -> None:
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            options.highlighted = (options.highlighted + by) % options.option_count

    def on_input_submitted(self) -> None:
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self.offers[int(str(event.option.id))])

    def action_cancel(self) -> None:
        self.dismiss(None)


def _line(offer: Offer, room: int, found: Marks) -> Content:
    """Name, explanation, and the keys at the right; the explanation is cut where there is no room."""
    label, keys = offer.command.label, " ".join(offer.keys)
    free = room - cell_len(label) - cell_len(keys) - 4
    explained = cut(said(offer.command.help), max(0, free))
    gap = " " * max(1, room - cell_len(label) - cell_len(explained) - cell_len(keys) - 2)
    return Content.assemble(
        marked(label, found, "bold"),
        "  ",
        marked(explained, found, "$foreground-muted"),
        gap,
        marked(keys, found, "$text-accent"),
    )
