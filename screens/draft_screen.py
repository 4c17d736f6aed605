"""A document that was read, looked over and decided upon before anything of it is saved."""

import asyncio
from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import Binding
from textual.widgets import OptionList

from ita_tui import papers, tasks
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.errors import ItaError
from ita_tui.thai.numerals import digits
from ita_tui.thai.typed import one_line
from screens.column_choice import DATA, first_row_question, meaning_of, meaning_question
from screens.desk import Desk
from screens.dialogs import Choice
from screens.draft_details import column_named_in, doubt_of, why_no_choice
from screens.draft_lists import Pane, waiting
from screens.draft_look import DraftLook
from screens.keys import Command, bindings
from screens.notices import tell
from screens.taking_in import asked_mode, told, with_agency

if TYPE_CHECKING:
    from ita_tui.intake.choices import Choices
    from ita_tui.intake.draft import Doubt, Draft
    from ita_tui.intake.paper import Paper

_ANSWERS = frozenset({"accept", "refuse", "same"})
_NEXT_ANSWER = {"open": "accepted", "accepted": "refused", "refused": "open"}
_OPEN = {
    Pane.TABLES: Command(
        "enter", "open", "กำหนดความหมาย", "เลือกว่าช่องที่เลือกคืออะไร หรือแถวแรกของตารางเป็นหัวตารางหรือข้อมูล"
    ),
    Pane.MEASURES: Command("enter", "open", "ดูข้อสงสัย", "ไปที่ข้อสงสัยของมาตรการที่เลือก"),
    Pane.DOUBTS: Command(
        "enter", "open", "เปลี่ยนคำตอบ", "เปลี่ยนคำตอบของข้อสงสัย: ยอมรับ ไม่ยอมรับ ยังไม่ตัดสิน", shown=False
    ),
}
"""What Enter does on each list."""


class NotTakenIn(ItaError):
    """A document is about to be left with decisions about it, and nothing of it is saved."""

    def __init__(self) -> None:
        super().__init__(
            "ยังไม่ได้นำรายงานเข้า",
            "สิ่งที่ตัดสินไว้ในหน้านี้ยังอยู่ครบ แต่จะไม่ถูกเก็บถ้าออกไปตอนนี้",
            "กด Ctrl+S เพื่อนำเข้า หรือกด Esc เพื่อทิ้ง แล้วจึงกดปุ่มเดิมอีกครั้ง",
        )


class DraftScreen(DraftLook):
    """Ends with the year that the document went into, or None where nothing was taken in."""

    CSS_PATH = "draft_screen.tcss"
    HELP = (
        "ดูสิ่งที่อ่านได้จากเอกสารก่อนนำเข้า มีสี่รายการ สลับด้วย 1 2 3 4 หรือ ← → กดแป้นวรรคเพื่ออ่านรายละเอียดต่อ\n"
        "ตาราง: กด ↵ ที่ช่องเพื่อบอกว่าช่องนั้นคืออะไร หรือที่ชื่อตารางเพื่อบอกว่าแถวแรกเป็นหัวตารางหรือข้อมูล\n"
        "มาตรการ: สิ่งที่จะนำเข้าทั้งหมด กด ↵ เพื่อดูข้อสงสัยของมาตรการนั้น\n"
        "ข้อสงสัย: กด a ยอมรับ กด d ไม่ยอมรับ กดซ้ำเพื่อถอนคำตอบ กด s เพื่อตอบเหมือนกันทั้งชนิด "
        "ข้อที่ยังไม่ตัดสินนำเข้าตามที่แสดงอยู่ กด Ctrl+Z เพื่อถอนสิ่งที่เพิ่งตัดสิน\n"
        "ไม่ได้นำเข้า: ข้อความในเอกสารที่ไม่ได้อยู่ในรายการใด\n"
        "ยังไม่บันทึกอะไรจนกว่าจะกด Ctrl+S"
    )
    _KEYS = (
        Command("ctrl+s", "take", "นำเข้า", "นำสิ่งที่อ่านได้เข้าปีงบประมาณ เป็นขั้นตอนเดียวที่เลิกทำได้", priority=True),
        Command("a", "accept", "ยอมรับ", "ยอมรับข้อเสนอของข้อสงสัยที่เลือก กดซ้ำเพื่อถอนคำตอบ"),
        Command("d", "refuse", "ไม่ยอมรับ", "ไม่ยอมรับข้อเสนอ คงไว้ตามเอกสาร กดซ้ำเพื่อถอนคำตอบ"),
        Command("s", "same", "ทั้งชนิด", "ตอบข้อสงสัยชนิดเดียวกันทุกข้อเหมือนข้อที่เลือก"),
        Command("n", "next_open", "ข้อที่รอ", "ไปที่ข้อสงสัยข้อถัดไปที่ยังไม่ตัดสิน"),
        *(
            Command(pane.key, f"pane('{pane}')", pane.label, f"ดูรายการ{pane.label}", shown=False)
            for pane in Pane
        ),
        Command("space", "read_on", "อ่านต่อ", "เลื่อนอ่านรายละเอียดส่วนที่ยังไม่เห็น"),
        Command("right", "move(1)", "รายการถัดไป", "ดูรายการถัดไปในสี่รายการ", shown=False),
        Command("left", "move(-1)", "รายการก่อนหน้า", "ดูรายการก่อนหน้าในสี่รายการ", shown=False),
        Command("ctrl+z", "take_back", "ถอนคำตอบ", "ถอนสิ่งที่เพิ่งตัดสินในหน้านี้", shown=False),
        Command("escape", "back", "กลับ", "กลับไปเลือกไฟล์โดยไม่นำเข้า"),
    )
    # The signs that the keys 2 and 3 write on the Thai layout, and the digits that it has beside them.
    BINDINGS = [
        *bindings(_KEYS),
        Binding("slash,๒", "pane('measures')", show=False),
        Binding("minus,๓", "pane('doubts')", show=False),
        Binding("๑", "pane('tables')", show=False),
        Binding("๔", "pane('left_out')", show=False),
    ]

    def __init__(self, desk: Desk, paper: "Paper", draft: "Draft", year: FiscalYear) -> None:
        super().__init__(desk, paper, draft, year)
        self._drafted = self.choices
        self._past: list[Choices] = []
        self._asked = False

    @property
    def KEYS(self) -> tuple[Command, ...]:  # noqa: N802 (what footer, help and palette look at)
        """The keys, Enter as it works on the list in sight."""
        return (*self._KEYS[:1], *filter(None, [_OPEN.get(self.pane)]), *self._KEYS[1:])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """A key is offered where there is something for it to do."""
        del parameters
        return not self.query("#lists") or self.allows(action)

    def allows(self, action: str) -> bool:
        """Whether a command makes sense now, wherever the focus is."""
        if action in _ANSWERS:
            return self.chosen_doubt() is not None
        if action == "read_on":
            return self.list.chosen is not None
        return action != "next_open" or (self.pane is Pane.DOUBTS and waiting(self.draft.doubts) > 0)

    # --- deciding ----------------------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """What Enter does on the line under the cursor."""
        kind, _, rest = (self.list.chosen or "").partition(":")
        match kind:
            case "table":
                self._ask_first_row(int(rest))
            case "column":
                self._ask_meaning(*map(int, rest.split(":")))
            case "measure" | "proposal":
                self._to_doubts_of(int(rest), of_proposal=kind == "proposal")
            case "doubt" if self.chosen_doubt() is None:
                self._to_column_of(doubt_of(self.draft, rest))
            case "doubt":
                self._change_answer()

    def _decide(self, choices: "Choices") -> None:
        """Draft the document anew with what she decided; it can be taken back."""
        if choices != self.choices:
            self._past.append(self.choices)
            self._choose(choices)

    def _choose(self, choices: "Choices") -> None:
        self.choices = choices
        self._draft()

    def action_take_back(self) -> None:
        if self._past:
            self._choose(self._past.pop())
        else:
            self.app.notify("ยังไม่ได้ตัดสินอะไรในหน้านี้ จึงไม่มีอะไรให้ถอน", markup=False)

    @work(exclusive=True, group="draft")
    async def _draft(self) -> None:
        await self._redraft()
        self.show_draft()

    async def _redraft(self) -> None:
        """Have the draft as she decided last; decisions that come meanwhile are drafted too."""
        while self._drafted is not self.choices:
            wanted = self.choices
            here = self.desk.store.path
            self.draft = await asyncio.to_thread(
                tasks.draft, self.paper, self.year, database=here, choices=wanted
            )
            self._drafted = wanted

    @work(exclusive=True, group="ask")
    async def _ask_meaning(self, number: int, at: int) -> None:
        table = self.draft.tables[number]
        answer = await self.app.push_screen_wait(meaning_question(table, at, self.draft.tables))
        meaning = meaning_of(answer or "")
        if answer is not None and meaning is not table.columns[at].column:
            self._decide(papers.meaning(self.choices, table, at, meaning))

    @work(exclusive=True, group="ask")
    async def _ask_first_row(self, number: int) -> None:
        table = self.draft.tables[number]
        question = first_row_question(table, is_data=table.key in self.choices.headless)
        answer = await self.app.push_screen_wait(question)
        if answer is not None:
            self._decide(self.choices.first_row(table.key, is_data=answer == DATA))

    def _to_doubts_of(self, number: int, *, of_proposal: bool) -> None:
        """Go to the doubts about a measure: the first that awaits her, else the first of all."""
        about = [d for d in self.draft.doubts if (d.measure, d.of_proposal) == (number, of_proposal)]
        if not about:
            self.app.notify("มาตรการนี้ไม่มีข้อสงสัย", markup=False)
            return
        first = next((doubt for doubt in about if doubt.choice and doubt.answer == "open"), about[0])
        self.action_pane(Pane.DOUBTS)
        self.list.choose(f"doubt:{first.key}")

    def action_accept(self) -> None:
        self._answer("accepted")

    def action_refuse(self) -> None:
        self._answer("refused")

    def _answer(self, answer: str) -> None:
        """Give an answer; the same one again takes it back."""
        doubt = self.chosen_doubt()
        if doubt is not None:
            said = "open" if self.choices.answer(doubt.key) == answer else answer
            self._decide(papers.answered(self.choices, [doubt], said))

    def _change_answer(self) -> None:
        """From one answer to the next."""
        doubt = self.chosen_doubt()
        if doubt is not None:
            said = _NEXT_ANSWER[self.choices.answer(doubt.key)]
            self._decide(papers.answered(self.choices, [doubt], said))

    def _to_column_of(self, doubt: "Doubt | None") -> None:
        """From a doubt about heads to the column in its table; of another one she is told why it leaves no choice."""
        line = None if doubt is None else column_named_in(doubt, self.draft)
        if line is not None:
            self.action_pane(Pane.TABLES)
            self.list.choose(line)
        elif doubt is not None:
            self.app.notify(why_no_choice(doubt), title="ข้อนี้ไม่มีทางเลือก", markup=False)

    @work(exclusive=True, group="ask")
    async def action_same(self) -> None:
        """Answer every doubt of the kind like the one under the cursor; where that has no answer, ask for one."""
        doubt = self.chosen_doubt()
        if doubt is None:
            return
        kind = [other for other in self.draft.doubts if other.kind == doubt.kind and other.choice]
        answer: str | None = self.choices.answer(doubt.key)
        if answer == "open":
            count = digits(len(kind))
            ways = [("accepted", f"ยอมรับทั้ง {count} ข้อ"), ("refused", f"ไม่ยอมรับทั้ง {count} ข้อ")]
            answer = await self.app.push_screen_wait(
                Choice(f"ข้อสงสัยชนิด «{doubt.kind.label}» {count} ข้อ", ways)
            )
        if answer is not None:
            self._decide(papers.answered(self.choices, kind, answer))

    def action_next_open(self) -> None:
        """Go to the next doubt that awaits a decision, behind the last one to the first."""
        awaiting = {f"doubt:{d.key}" for d in self.draft.doubts if d.choice and d.answer == "open"}
        lines, here = self.list.shown, self.list.highlighted or 0
        following = (line.key for line in (*lines[here + 1 :], *lines[: here + 1]))
        key = next((key for key in following if key in awaiting), None)
        if key is None:
            self.app.notify("ตัดสินครบทุกข้อแล้ว", markup=False)
        else:
            self.list.choose(key)

    # --- leaving and taking in ---------------------------------------------------------------------------

    def save_now(self) -> bool:
        """Whether the screen may be left: not on the way into the database, nor with decisions that would be lost."""
        if self.saving:
            self.app.notify("กำลังนำรายงานเข้า โปรดรอสักครู่", markup=False)
        elif self._past:
            tell(self.app, NotTakenIn())
        return not self.saving and not self._past

    @work(exclusive=True, group="ask")
    async def action_back(self) -> None:
        """Go back to choosing a file; where something was decided, ask first."""
        if self.saving:
            self.save_now()
            return
        if self._past:
            ways = [("stay", "กลับไปตรวจต่อ"), ("drop", "ทิ้งสิ่งที่ตัดสินไว้ แล้วกลับไปเลือกไฟล์")]
            question = "ยังไม่ได้นำเข้า สิ่งที่ตัดสินไว้ในหน้านี้จะไม่ถูกเก็บ"
            if await self.app.push_screen_wait(Choice(question, ways)) != "drop":
                return
        self.dismiss(None)

    def action_take(self) -> None:
        if not self.saving and not self._asked:
            self._asked = True
            self._take()

    @work(exclusive=True, group="take")
    async def _take(self) -> None:
        try:
            await self._redraft()
            self.show_draft()
            mode = await asked_mode(self.app, self.desk.store, self.draft, self.year)
            named = None if mode is None else await with_agency(self.app, self.desk.store, self.draft)
            if mode is not None and named is not None:
                await self._save(named, mode)
        except ItaError as refusal:
            tell(self.app, refusal)
        finally:
            self._asked = False

    async def _save(self, draft: "Draft", mode: tasks.TakeIn) -> None:
        name, year = one_line(self.paper.name), self.year
        self.saving = True
        self.say()
        try:
            done = await asyncio.to_thread(tasks.take_in, self.desk.store, draft, year, mode, name)
        finally:
            self.saving = False
            self.say()
        self.app.notify(told(done, year), title="นำเข้าแล้ว", markup=False)
        self.dismiss(year)
