"""A list of changes that are looked at before they are made: each is ticked or not, and all go in as one step."""

from collections.abc import Sequence
from typing import ClassVar, Generic

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static

from ita_tui.thai.cells import cell_width
from ita_tui.thai.words import cut
from screens.keeping_dialog import Answer, Keep, KeepingDialog
from screens.keys import Command, bindings
from screens.widgets.line_list import Line, LineList

TICK = Command("space", "tick", "เลือก", "เลือกหรือไม่เลือกรายการนี้")
TICK_ALL = Command("a", "tick_all", "ทั้งหมด", "เลือกทุกรายการ หรือไม่เลือกเลย")
TAKE = Command("ctrl+s", "done", "ใช้ที่เลือก", "บันทึกรายการที่เลือกเป็นขั้นเดียว เลิกทำได้ครั้งเดียว", priority=True)
GIVE_UP = Command("escape", "cancel", "ยกเลิก", "ปิดโดยไม่เปลี่ยนข้อมูล")


class ReviewList(KeepingDialog[Answer], Generic[Answer]):
    """Gives the answer once ``keep`` has saved it; what is refused becomes a notice, and everything stays ticked.

    Subclasses list the lines, say which can be ticked, and tell about the line under the cursor.
    """

    DEFAULT_CSS = """
    ReviewList { align: center middle; }
    ReviewList > Vertical {
        width: 124; max-width: 98%; height: 96%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    ReviewList .question { height: auto; text-style: bold; }
    ReviewList LineList { height: 1fr; min-height: 3; background: $surface; padding: 0; border: none; }
    ReviewList #about { height: 6; border-top: solid $foreground 20%; }
    ReviewList .hint { height: auto; color: $text-muted; }
    """
    KEYS: ClassVar[tuple[Command, ...]] = (TICK, TICK_ALL, TAKE, GIVE_UP)
    BINDINGS = bindings(KEYS)
    SAVE = "กด Ctrl+S เพื่อใช้ที่เลือก"
    AUTO_FOCUS = "LineList"
    NOTHING = "ยังไม่ได้เลือกรายการใด · กดแป้นวรรคเพื่อเลือก"

    def __init__(self, keep: Keep[Answer], *, pending: bool = False) -> None:
        super().__init__(keep, pending=pending)
        self.ticked: set[str] = set()

    # --- what is listed ------------------------------------------------------------------------------------

    def question(self) -> str:
        """What stands above the list."""
        raise NotImplementedError

    def lines(self, room: int) -> Sequence[Line]:
        """The lines in ``room`` cells."""
        raise NotImplementedError

    def can_be_ticked(self) -> Sequence[str]:
        """The keys of the lines that have a tick."""
        raise NotImplementedError

    def about(self, key: str) -> Content:
        """What is told of the line under the cursor, in at most five lines."""
        raise NotImplementedError

    def answer(self) -> Answer | None:
        """What is to be done; None where nothing is ticked."""
        raise NotImplementedError

    def compose_choices(self) -> Sequence[Widget]:
        """What is chosen for all of them together."""
        return ()

    # --- showing -------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(classes="question", markup=False)
            yield LineList()
            yield Static(id="about", markup=False)
            yield from self.compose_choices()
            keys = " · ".join(f"{c.display}\u00a0{c.label}" for c in self.KEYS if c.shown)
            yield Static(keys, classes="hint", markup=False)

    def typed(self) -> tuple[object, ...]:
        return (*super().typed(), frozenset(self.ticked))

    @property
    def list(self) -> LineList:
        return self.query_one(LineList)

    def on_resize(self) -> None:
        self.call_after_refresh(self.show_lines)

    def show_lines(self) -> None:
        """List everything as it is ticked now."""
        if not self.query(LineList):  # closed before it was laid out
            return
        self.query_one(".question", Static).update(self.question())
        room = max(20, self.list.scrollable_content_region.width - 1)
        self.list.put(self.lines(room))
        self._show_about()

    @on(OptionList.OptionHighlighted)
    def _show_about(self) -> None:
        key = self.list.chosen
        self.query_one("#about", Static).update("" if key is None else self.about(key))

    def box(self, key: str) -> str:
        """[✓] or [ ] in front of a line."""
        return "[✓]" if key in self.ticked else "[ ]"

    # --- doing ---------------------------------------------------------------------------------------------

    def tick(self, key: str) -> None:
        """Tick a line; subclasses take away what cannot stand beside it."""
        self.ticked.add(key)

    @on(OptionList.OptionSelected)
    def _entered(self) -> None:
        self.enter()

    def enter(self) -> None:
        """What Enter does on a line, and a click."""
        self.action_tick()

    def action_tick(self) -> None:
        """Turn the tick of the line under the cursor, where it has one."""
        key = self.list.chosen
        if key is None or key not in self.can_be_ticked():
            return
        if key in self.ticked:
            self.ticked.discard(key)
        else:
            self.tick(key)
        self.show_lines()

    def action_tick_all(self) -> None:
        """Tick everything, or nothing where everything is ticked that can be."""
        before = set(self.ticked)
        for key in self.can_be_ticked():
            if key not in self.ticked:
                self.tick(key)
        if len(self.ticked) == len(before):
            self.ticked.clear()
        self.show_lines()

    def action_done(self) -> None:
        answer = self.answer()
        if answer is None:
            self.app.notify(self.NOTHING, severity="warning", markup=False)
        else:
            self.keep_answer(answer)


def end_of(link: str, width: int) -> str:
    """A link in at most ``width`` cells; of a longer one the end, which tells more than its beginning."""
    text = " ".join(link.split())
    if cell_width(text) <= width:
        return text
    short = text.split("://", 1)[-1]
    if cell_width(short) <= width:
        return short
    kept = short[-max(1, width - 1) :]
    while cell_width(kept) > width - 1:
        kept = kept[1:]
    return f"…{kept}" if width > 1 else cut(short, width)
