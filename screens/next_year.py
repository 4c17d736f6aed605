"""Begins the next fiscal year from this one: what was not finished stands first, and what comes along is said."""

import asyncio

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from textual.widgets.selection_list import Selection

from ita_tui import tasks
from ita_tui.domain.carrying_over import Offered, a_year_later
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.item_mapping import Matched
from ita_tui.domain.measure import Measure
from ita_tui.errors import ItaError
from ita_tui.thai.cells import cell_width
from ita_tui.thai.numerals import digits, said, shown
from ita_tui.thai.words import cut
from screens.desk import Desk
from screens.dialogs import TypingDialog
from screens.keys import Command, bindings
from screens.notices import tell
from screens.typed_numbers import NumberTrouble, typed_people
from screens.widgets.field import Field
from screens.widgets.padding import padded
from screens.widgets.thai_input import ThaiInput
from screens.widgets.ticked_list import TickedList

_WHY = 18


class NextYearDialog(TypingDialog[FiscalYear]):
    """Gives the year that was begun, once it is saved."""

    DEFAULT_CSS = """
    NextYearDialog { align: center middle; }
    NextYearDialog > Vertical {
        width: 110; max-width: 98%; height: auto; max-height: 96%;
        border: round $accent; background: $surface; padding: 0 1;
    }
    NextYearDialog #title { text-style: bold; color: $text-accent; height: 1; }
    NextYearDialog #along { height: auto; color: $text-muted; margin: 0 0 1 0; }
    NextYearDialog TickedList { height: auto; max-height: 50vh; border: none; background: $surface; }
    NextYearDialog #chosen { height: auto; color: $text-muted; }
    NextYearDialog .hint { color: $text-muted; height: 1; }
    """
    NAME = "เริ่มปีถัดไป"
    HELP = (
        "เลือกมาตรการที่จะทำต่อในปีถัดไป มาตรการที่ยังไม่แล้วเสร็จอยู่บนสุด ขั้นตอนและระยะเวลาจะเลื่อนไปหนึ่งปี "
        "ผลการดำเนินการและหลักฐานอยู่กับปีเดิม และเปิดดูข้างช่องกรอกได้เสมอ ผู้รับผิดชอบข้อ OIT คณะกรรมการ "
        "ส่วนราชการ และผู้ลงนามไปด้วยกัน ทั้งหมดเลิกทำได้ด้วย Ctrl+Z ครั้งเดียว"
    )
    BINDINGS = bindings(
        (
            Command("ctrl+s", "done", "เริ่มปี", "เริ่มปีถัดไปจากรายการที่เลือก", priority=True),
            Command("ctrl+a", "all", "เลือกทั้งหมด", "เลือกหรือไม่เลือกทุกมาตรการ", priority=True),
            Command("escape", "cancel", "ยกเลิก", "ปิดโดยไม่เริ่มปี"),
        )
    )
    SAVE = "กด Ctrl+S เพื่อเริ่มปี"

    def __init__(self, desk: Desk, offer: tasks.NextYear) -> None:
        super().__init__()
        self.desk = desk
        self.offer = offer
        self.to = offer.year.next()
        self._beginning = False

    def compose(self) -> ComposeResult:
        what = "เพิ่มมาตรการจากปี" if self.offer.begun else "เริ่มปีงบประมาณ"
        title = (
            f"{what} {digits(self.offer.year.be)} เข้าปี {digits(self.to.be)}"
            if self.offer.begun
            else f"{what} {digits(self.to.be)} จากปี {digits(self.offer.year.be)}"
        )
        with Vertical():
            yield Static(title, id="title", markup=False)
            yield Static(self._along(), id="along", markup=False)
            yield TickedList[int](
                *(
                    Selection(self._line(one), place, one.chosen)
                    for place, one in enumerate(self.offer.offered)
                )
            )
            yield Static(id="chosen", markup=False)
            if not self.offer.begun:
                yield Field(said("บุคลากร ๑ ปีขึ้นไป"), _people(self.offer.staff), hint="คน", id="staff")
                yield Field("ผู้รับบริการทั้งปี", _people(self.offer.served), hint="คน", id="served")
            yield Static("วรรค เลือก · Ctrl+A ทั้งหมด · Ctrl+S เริ่มปี · Esc ยกเลิก", classes="hint", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        ticked = self.query_one(TickedList)
        ticked.display = bool(self.offer.offered)
        if self.offer.offered:
            self.set_focus(ticked)
        self._count()

    def _along(self) -> str:
        """What comes along besides measures, and what becomes of the OIT items."""
        kept = sum(match.new_code is not None for match in self.offer.matches)
        ended = sum(match.how is Matched.NONE for match in self.offer.matches)
        committee = f"คณะกรรมการ {digits(len(self.offer.committee))} คน · " if self.offer.committee else ""
        return (
            f"ไปด้วย: ส่วนราชการ · {committee}ผู้ลงนาม · ผู้รับผิดชอบข้อ OIT {digits(kept)} ข้อที่เทียบได้"
            f" (อีก {digits(ended)} ข้อไม่มีในปีใหม่)\nอยู่กับปีเดิม: ผล หลักฐาน สถานะ ลิงก์ และจำนวนผู้ตอบ"
        )

    def _line(self, one: Offered) -> Content:
        beside = 24 if self.app.size.width >= 110 else 18
        room = max(24, min(104, self.app.size.width - 10) - _WHY - beside - 6)
        period = a_year_later(one.measure.period, self.to).text
        number = padded(digits(one.measure.number), 4)
        title = cut(shown(" ".join(one.measure.title.split())), room)
        return Content.assemble(
            (padded(one.why, _WHY), "bold" if one.why != "แล้วเสร็จ" else ""),
            f"{number}{padded(title, max(room, cell_width(title)))}  ",
            (cut(shown(period), beside), "$foreground-muted"),
        )

    def typed(self) -> tuple[object, ...]:
        return (*super().typed(), frozenset(self.query_one(TickedList).selected))

    @on(TickedList.SelectedChanged)
    def _count(self) -> None:
        chosen = len(self.query_one(TickedList).selected)
        of = len(self.offer.offered)
        words = f"เลือก {digits(chosen)} จาก {digits(of)} มาตรการ" if of else "ไม่มีมาตรการที่จะนำไปทำต่อ"
        self.query_one("#chosen", Static).update(words)

    def action_all(self) -> None:
        ticked = self.query_one(TickedList)
        if len(ticked.selected) == len(self.offer.offered):
            ticked.deselect_all()
        else:
            ticked.select_all()

    @on(ThaiInput.Submitted)
    def _next_field(self) -> None:
        self.focus_next()

    def action_done(self) -> None:
        people = (
            [self._people(name) for name in ("#staff", "#served")] if not self.offer.begun else [None, None]
        )
        if any(field.complaint for field in self.query(Field)) or self._beginning:
            return
        picked = set(self.query_one(TickedList).selected)
        measures = [one.measure for place, one in enumerate(self.offer.offered) if place in picked]
        self._beginning = True
        self._begin(measures, *people)

    def _people(self, name: str) -> int | None:
        field = self.query_one(name, Field)
        try:
            return typed_people(field.value)
        except NumberTrouble as trouble:
            field.complaint = str(trouble)
            field.input.focus()
            return None

    @work(exclusive=True, group="begin")
    async def _begin(self, measures: list[Measure], staff: int | None, served: int | None) -> None:
        try:
            year = await asyncio.to_thread(
                tasks.start_next_year, self.desk.store, self.offer.year, measures, staff=staff, served=served
            )
        except ItaError as refusal:
            tell(self.app, refusal)
            self._beginning = False
        else:
            self.dismiss(year)


def _people(number: int | None) -> str:
    return "" if number is None else digits(number)
