"""What a division answered, old → new, field by field: ticked is what will be taken."""

import asyncio

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from ita_tui import division_sheets
from ita_tui.domain.answer_changes import Change, Proposed
from ita_tui.errors import ItaError
from ita_tui.tasks import YearState
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import digits, said, shown
from ita_tui.thai.typed import one_line
from ita_tui.thai.words import cut
from screens.desk import Desk
from screens.dialogs import Choice
from screens.keys import Command, bindings
from screens.screen import ItaScreen
from screens.still_typed import StillTyped
from screens.widgets.line_list import Line, LineList
from screens.widgets.ticked_list import FREE, TICKED

_NOTHING = "(ว่าง)"
_DOUBT = "▲"


class AnswersScreen(ItaScreen):
    """What nothing is doubtful about is ticked at first; compared anew whenever the year changes."""

    DEFAULT_CSS = """
    AnswersScreen #summary { height: 1; background: $boost; padding: 0 1; }
    AnswersScreen #changes { height: 2fr; }
    AnswersScreen #none { height: 2fr; padding: 1 2; color: $text-muted; display: none; }
    AnswersScreen #details {
        height: 1fr; padding: 0 1; border-top: solid $foreground 20%; scrollbar-size-vertical: 1;
    }
    AnswersScreen #detail { height: auto; }
    """
    NAME = "ตรวจคำตอบ"
    HELP = (
        "คำตอบของส่วนราชการทีละช่อง ทางซ้ายคือค่าที่อยู่ในโปรแกรม ทางขวาคือค่าที่ตอบมา กดวรรคเพื่อเลือกหรือไม่เลือก "
        "ช่องที่มี ▲ มีข้อสงสัย จึงยังไม่ได้เลือกไว้ อ่านเหตุผลได้ด้านล่าง เช่น มีการแก้ในโปรแกรมหลังแจกแบบ "
        "ช่องที่เว้นว่างไว้ไม่ลบข้อมูลเดิม\nกด Ctrl+S เพื่อรับช่องที่เลือกเป็นขั้นตอนเดียว เลิกทำได้ด้วย Ctrl+Z ครั้งเดียว"
    )
    KEYS = (
        Command("ctrl+s", "take", "รับ", "รับช่องที่เลือกเข้าปีงบประมาณ เป็นขั้นตอนเดียวที่เลิกทำได้", priority=True),
        Command("space", "tick", "เลือก", "เลือกหรือไม่เลือกช่องนี้"),
        Command("a", "all", "ทั้งหมด", "เลือกทุกช่อง หรือไม่เลือกเลย"),
        Command("s", "sure", "แน่ใจ", "เลือกเฉพาะช่องที่ไม่มีข้อสงสัย"),
        Command("escape", "back", "กลับ", "กลับไปเลือกไฟล์โดยไม่รับ"),
    )
    BINDINGS = bindings(KEYS)
    AUTO_FOCUS = "#changes"

    def __init__(self, desk: Desk, found: Proposed) -> None:
        super().__init__(desk)
        self.found = found
        self.ticked = found.sure
        self._first = found.sure
        self.saving = False

    def compose_body(self) -> ComposeResult:
        yield Static(id="summary", markup=False)
        yield LineList(id="changes")
        yield Static(
            "ไม่มีคำตอบใดต่างจากข้อมูลในโปรแกรม จึงไม่มีอะไรให้รับ · กด Esc เพื่อเลือกไฟล์อื่น", id="none", markup=False
        )
        with VerticalScroll(id="details", can_focus=False):
            yield Static(id="detail", markup=False)

    def show_state(self, state: YearState) -> None:
        """The answers beside the year as it is now."""
        found = division_sheets.compared(self.found.answers, state.report, state.today)
        new = found.sure - self.found.sure
        self.found = found
        there = {change.key for change in found.changes}
        self.ticked = (self.ticked | new) & there
        self._first = found.sure
        self.show_changes()

    def on_resize(self) -> None:
        self.call_after_refresh(self.show_changes)

    # --- showing -----------------------------------------------------------------------------------------------

    @property
    def listed(self) -> LineList:
        return self.query_one("#changes", LineList)

    def show_changes(self) -> None:
        if not self.is_attached or not self.query("#changes"):
            return
        lines = self._lines(max(30, self.size.width - 4))
        self.listed.put(lines)
        self.listed.display, self.query_one("#none").display = bool(lines), not lines
        self._say()
        self._show_details()

    def _lines(self, room: int) -> list[Line]:
        lines: list[Line] = []
        subject = ""
        for change in self.found.changes:
            if change.name != subject:
                subject = change.name
                words = cut(shown(f"{change.name}  {one_line(change.title)}"), room)
                lines.append(
                    Line(f"about:{subject}", Content.styled(words, "bold $text-accent"), heading=True)
                )
            lines.append(Line(f"change:{change.key}", self._line(change, room)))
        if self.found.doubts:
            head = f"ข้อสงสัยของแบบตอบนี้ ({digits(len(self.found.doubts))})"
            lines.append(Line("doubts", Content.styled(head, "bold $text-warning"), heading=True))
        for at, doubt in enumerate(self.found.doubts):
            lines.append(Line(f"doubt:{at}", Content(cut(said(f"! {one_line(doubt)}"), room))))
        return lines

    def _line(self, change: Change, room: int) -> Content:
        tick = TICKED if change.key in self.ticked else FREE
        sign = "  " if change.sure else f"{_DOUBT} "
        label = f"{change.kind.label}: "
        told = f"{one_line(change.old) or _NOTHING} → {one_line(change.new)}"
        free = max(8, room - len(TICKED) - 2 - len(label))
        if len(one_line(change.old)) > free // 2:  # what was answered is what must be seen
            told = f"{cut(one_line(change.old), free // 2)} → {one_line(change.new)}"
        return Content.assemble(
            tick, (sign, "$text-warning"), (label, "$foreground-muted"), cut(shown(told), free)
        )

    def _say(self) -> None:
        answers = self.found.answers
        day = f" · แจก {short_date(answers.handed)}" if answers.handed else ""
        chosen = f"เลือกรับ {digits(len(self.ticked))} จาก {digits(len(self.found.changes))} ช่อง"
        doubts = sum(not change.sure for change in self.found.changes) + len(self.found.doubts)
        more = f" · มีข้อสงสัย {digits(doubts)}" if doubts else ""
        words = f"{shown(answers.division)}{day} · {chosen}{more}"
        self.query_one("#summary", Static).update(cut(words, self.size.width - 2))

    @on(OptionList.OptionHighlighted)
    def _show_details(self) -> None:
        """The whole of the field under the cursor, and why it is doubtful."""
        kind, _, key = (self.listed.chosen or "").partition(":")
        detail = Content("")
        if kind == "doubt" and int(key) < len(self.found.doubts):
            detail = Content(said(f"! {self.found.doubts[int(key)]}"))
        change = self._change(key) if kind == "change" else None
        if change is not None:
            parts = [f"เดิม  {change.old.strip() or _NOTHING}", f"ใหม่  {change.new}"]
            told = [*map(shown, parts), *(said(f"{_DOUBT} {doubt}") for doubt in change.doubts)]
            detail = Content("\n".join(told))
        self.query_one("#detail", Static).update(detail)
        self.query_one("#details").scroll_home(animate=False)

    def _change(self, key: str) -> Change | None:
        return next((change for change in self.found.changes if change.key == key), None)

    # --- choosing ----------------------------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def action_tick(self) -> None:
        kind, _, key = (self.listed.chosen or "").partition(":")
        if kind == "change":
            self.ticked ^= {key}
            self.show_changes()

    def action_all(self) -> None:
        every = frozenset(change.key for change in self.found.changes)
        self.ticked = frozenset() if self.ticked == every else every
        self.show_changes()

    def action_sure(self) -> None:
        self.ticked = self.found.sure
        self.show_changes()

    # --- taking ------------------------------------------------------------------------------------------------

    def action_take(self) -> None:
        if not self.saving:
            self._take()

    @work(exclusive=True, group="take")
    async def _take(self) -> None:
        desk, answers = self.desk, self.found.answers
        self.saving = True
        try:
            taken = await asyncio.to_thread(
                division_sheets.take_answers, desk.store, desk.year, answers, self.ticked, desk.today()
            )
        except ItaError as refusal:
            self.tell(refusal)
            return
        finally:
            self.saving = False
        told = f"{shown(answers.division)}: {digits(taken.changes)} ช่อง ใน {digits(taken.subjects)} เรื่อง"
        self.app.notify(f"{told} · เลิกทำได้ด้วย Ctrl+Z", title="รับคำตอบแล้ว", markup=False)
        self.dismiss()

    @property
    def _decided(self) -> bool:
        return self.ticked != self._first

    def save_now(self) -> bool:
        """Whether the screen may be left: not with choices of hers that would be lost, nor while it is saving."""
        if self._decided:
            self.tell(StillTyped(save="กด Ctrl+S เพื่อรับ ", drop="กด Esc เพื่อทิ้ง"))
        return not self._decided and not self.saving

    @work(exclusive=True, group="back")
    async def action_back(self) -> None:
        """Go back to choosing a file; where something was chosen otherwise, ask first."""
        if self.saving:
            return
        if self._decided:
            ways = [("stay", "กลับไปตรวจต่อ"), ("drop", "ไม่รับคำตอบของแบบนี้")]
            question = "ยังไม่ได้รับคำตอบ สิ่งที่เลือกไว้ในหน้านี้จะไม่ถูกเก็บ ไฟล์แบบตอบยังอยู่"
            if await self.app.push_screen_wait(Choice(question, ways)) != "drop":
                return
        self.dismiss()
