"""F1: what this screen is, its keys, the keys that work everywhere, the signs, and where the data lies."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from ita_tui.domain.measure import WorkStatus
from ita_tui.domain.measure_list import Flag
from ita_tui.thai.numerals import said
from screens.keys import EVERYWHERE, ROOMS, Command, bindings

_HEADING = "bold underline"


class HelpScreen(ModalScreen[None]):
    """Scrolls where it is longer than the screen."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen > Vertical {
        width: 76; max-width: 98%; height: auto; max-height: 98%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    HelpScreen #title { text-style: bold; color: $text-accent; height: auto; }
    HelpScreen VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    HelpScreen .hint { color: $text-muted; dock: bottom; height: 1; }
    HelpScreen #body { height: auto; padding: 0 0 1 0; }
    """
    BINDINGS = bindings(
        (
            Command("escape", "close", "ปิด", "ปิดคำอธิบาย"),
            Command("enter", "close", "ปิด", "ปิดคำอธิบาย", shown=False),
        )
    )

    def __init__(
        self, screen_name: str, help_text: str, commands: Sequence[Command], data_path: Path
    ) -> None:
        super().__init__()
        self.screen_name = screen_name
        self.help_text = help_text
        self.commands = commands
        self.data_path = data_path

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(f"ช่วยเหลือ · {self.screen_name}", id="title", markup=False)
            with VerticalScroll():
                yield Static(self._body(), id="body")
            yield Static("↑ ↓ เลื่อนอ่าน · Esc ปิด", classes="hint", markup=False)

    def _body(self) -> RenderableType:
        parts: list[RenderableType] = [Text(said(self.help_text))] if self.help_text else []
        here = [command for command in self.commands if command not in {*ROOMS, *EVERYWHERE}]
        everywhere = [command for command in (*ROOMS, *EVERYWHERE) if command in self.commands]
        if here:
            parts += [Text("\nปุ่มบนหน้าจอนี้", style=_HEADING), _keys(here)]
        parts += [Text("\nปุ่มที่ใช้ได้ทุกหน้าจอ", style=_HEADING), _keys(everywhere)]
        parts.append(Text("ปุ่มตัวอักษรใช้ได้ทั้งแป้นอังกฤษและแป้นไทย โดยไม่ต้องสลับภาษา"))
        parts += [Text("\nเครื่องหมาย", style=_HEADING), *_signs()]
        parts += [Text("\nข้อมูลอยู่ที่", style=_HEADING), Text(str(self.data_path), overflow="fold")]
        return Group(*parts)

    def action_close(self) -> None:
        self.dismiss()


def _keys(commands: Iterable[Command]) -> Table:
    """One row an action, with every key that does it."""
    rows: dict[str, tuple[list[str], Command]] = {}
    for command in commands:
        keys, _ = rows.setdefault(command.action, ([], command))
        if command.key:
            keys += [] if command.both_letters in keys else [command.both_letters]
    table = Table.grid(expand=True, padding=(0, 2, 0, 0))
    table.add_column(width=11)
    table.add_column(ratio=2)
    table.add_column(ratio=5)
    for keys, command in rows.values():
        table.add_row(Text(" · ".join(keys), style="bold"), Text(command.label), Text(said(command.help)))
    return table


def _signs() -> Iterator[Text]:
    yield Text("   ".join(f"{status.sign} {status.label}" for status in WorkStatus))
    yield Text("   ".join(f"{flag.sign} {flag.label}" for flag in Flag))
    yield Text("↑ ↓ ← → ปุ่มลูกศร   ↵ ปุ่ม Enter   … ข้อความที่ถูกตัด")
