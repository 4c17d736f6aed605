"""Chooses the divisions (ส่วนราชการ) that are responsible, from the agency's own list; a new one can be added."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label
from textual.widgets.selection_list import Selection

from ita_tui.domain.agency import Division
from screens.keys import Command, bindings
from screens.widgets.thai_input import ThaiInput
from screens.widgets.ticked_list import TickedList


class DivisionsDialog(ModalScreen[tuple[str, ...] | None]):
    """Gives the chosen names in the order of the list; Esc gives None."""

    DEFAULT_CSS = """
    DivisionsDialog { align: center middle; }
    DivisionsDialog > Vertical {
        width: 64; max-width: 94%; height: auto; max-height: 90%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    DivisionsDialog TickedList { height: auto; max-height: 12; border: none; background: $surface; }
    DivisionsDialog .hint { color: $text-muted; width: 1fr; }
    """
    BINDINGS = bindings(
        (
            Command("ctrl+s", "done", "ตกลง", "ใช้ส่วนราชการที่เลือก", priority=True),
            Command("escape", "cancel", "ยกเลิก", "ปิดโดยไม่เปลี่ยน"),
        )
    )

    def __init__(self, divisions: Sequence[Division], chosen: Sequence[str]) -> None:
        super().__init__()
        known = [division.name for division in divisions]
        self.names = [*known, *(name for name in chosen if name not in known)]
        self.chosen = set(chosen)

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label("ส่วนราชการที่รับผิดชอบ")
            yield TickedList[str](
                *(Selection(Content(name), name, name in self.chosen) for name in self.names)
            )
            yield ThaiInput(placeholder="เพิ่มส่วนราชการใหม่ แล้วกด ↵", id="new")
            yield Label("วรรค เลือก · Tab ไปช่องเพิ่ม · Ctrl+S ตกลง · Esc ยกเลิก", classes="hint")

    @on(ThaiInput.Submitted, "#new")
    def _new_name(self, event: ThaiInput.Submitted) -> None:
        name = " ".join(event.value.split())
        if not name:
            self.action_done()
        elif name not in self.names:
            self.names.append(name)
            self._list.add_option(Selection(Content(name), name, initial_state=True))
            event.input.value = ""

    @property
    def _list(self) -> TickedList[str]:
        return self.query_one(TickedList)

    def action_done(self) -> None:
        chosen = set(self._list.selected)
        self.dismiss(tuple(name for name in self.names if name in chosen))

    def action_cancel(self) -> None:
        self.dismiss(None)
