"""The frame: what is on the screen before the database is open, and what can be done where it will not open."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Middle
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ita_tui.domain.ways_out import WayOut
from ita_tui.errors import ItaError, for_the_administrator
from ita_tui.thai.numerals import said
from screens.keys import Command, bindings
from screens.widgets.key_bar import KeyBar
from screens.widgets.title_bar import TitleBar

NAME = "ITA TUI"
_ASIDE, _, _ASIDE_ENDS = for_the_administrator("\0").partition("\0")
"""What stands around the technical word of a refusal."""
_WAYS = {
    WayOut.BACKUPS: Command("b", "take('backups')", "ข้อมูลสำรอง", "ดูข้อมูลสำรองทุกฉบับ แล้วเลือกฉบับที่จะนำกลับมาใช้"),
    WayOut.SALVAGE: Command("s", "take('salvage')", "กู้ข้อมูล", "อ่านส่วนที่ยังอ่านได้ลงในไฟล์ใหม่ ไฟล์เดิมเก็บไว้ข้างกัน"),
    WayOut.AGAIN: Command("t", "take('again')", "ลองอีกครั้ง", "เปิดไฟล์เดิมอีกครั้ง หลังจากแก้ไขแล้ว"),
}


class OpeningScreen(Screen[None]):
    """One sentence between the two bars; where the database will not open, under it what can be done, by keys."""

    DEFAULT_CSS = """
    OpeningScreen Middle { width: 1fr; height: 1fr; }
    OpeningScreen #message { width: 1fr; margin: 0 4; text-align: center; }
    OpeningScreen #ways { width: 1fr; height: auto; margin: 1 4 0 4; border: none; display: none; }
    OpeningScreen #leave { width: 1fr; margin: 1 4 0 4; text-align: center; color: $text-muted; display: none; }
    """

    OPENING: ClassVar[str] = "กำลังเปิดฐานข้อมูล…"
    NAME = "เปิดฐานข้อมูล"
    HELP = (
        "โปรแกรมเปิดฐานข้อมูลไม่ได้ ข้อความบนหน้าจอบอกว่าเพราะเหตุใดและทำอะไรต่อได้ ยังไม่มีสิ่งใดถูกแก้ไขหรือลบ\n"
        "ข้อมูลสำรอง: เลือกฉบับที่จะนำกลับมาใช้แทนไฟล์ที่เปิดไม่ได้ · กู้ข้อมูล: อ่านส่วนที่ยังอ่านได้ลงในไฟล์ใหม่ "
        "ทั้งสองวิธีถามก่อนทำ และเก็บไฟล์เดิมไว้ข้างกันเสมอ"
    )
    KEYS = tuple(_WAYS.values())
    BINDINGS = bindings(KEYS)

    class Taken(Message):
        """She chose a way on."""

        def __init__(self, way: WayOut) -> None:
            super().__init__()
            self.way = way

    def __init__(self) -> None:
        super().__init__()
        self.ways: tuple[WayOut, ...] = ()

    def compose(self) -> ComposeResult:
        yield TitleBar()
        with Middle():
            yield Static(self.OPENING, id="message", markup=False)
            yield OptionList(id="ways")
            yield Static("กด F10 เพื่อออกจากโปรแกรม", id="leave", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(TitleBar).where = (NAME,)

    def say(self, words: str = OPENING) -> None:
        """Say what is being done; nothing can be chosen meanwhile."""
        self._show(words, ())

    def say_refused(self, refusal: ItaError, ways: Sequence[WayOut] = ()) -> None:
        """Say why the database is not open, and offer ``ways`` on."""
        said_of_it = [_without_aside(part) for part in (refusal.happened, refusal.means, refusal.do)]
        asides = [aside for _, aside in said_of_it]
        self._show("\n\n".join(filter(None, (*(words for words, _ in said_of_it), *asides))), ways)
        self.query_one("#leave").display = True

    def _show(self, words: str, ways: Sequence[WayOut]) -> None:
        self.ways = tuple(ways)
        self.query_one("#message", Static).update(said(words))
        self.query_one("#leave").display = False
        offered = self.query_one("#ways", OptionList)
        offered.set_options(Option(_line(_WAYS[way]), id=way.value) for way in self.ways)
        offered.display = bool(self.ways)
        if self.ways:
            offered.highlighted = 0
            offered.focus()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Only the ways that are offered can be taken."""
        return action != "take" or parameters[:1] in {(way.value,) for way in self.ways}

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.action_take(str(event.option.id))

    def action_take(self, way: str) -> None:
        self.post_message(self.Taken(WayOut(way)))


def _without_aside(words: str) -> tuple[str, str]:
    """A part of a refusal without what it says to the administrator, and that for a line of its own."""
    before, _, rest = words.partition(_ASIDE)
    detail, ends, after = rest.rpartition(_ASIDE_ENDS)
    if not ends:
        return words, ""
    return before + after, f"{_ASIDE.strip(' (')} {detail}"


def _line(command: Command) -> Content:
    return Content.assemble((f" {command.display} ", "bold reverse"), f"  {command.label}  ", command.help)
