"""F3: the year's measures as a table, from which the year is planned, walked through and changed many at a time."""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.widgets import DataTable

from ita_tui import plan_changes
from ita_tui.domain.measure import Measure
from ita_tui.domain.measure_list import MeasureFilter, Order
from ita_tui.domain.measure_template import MeasureTemplate
from ita_tui.domain.planning import listed_numbers
from ita_tui.errors import ItaError
from ita_tui.rulebook.measure_templates import shipped_templates
from ita_tui.tasks import YearState
from ita_tui.thai.numerals import digits, shown
from screens.bulk_change import PreviewDialog, change_asked_for
from screens.dialogs import Choice, Confirm
from screens.divisions import DivisionsDialog
from screens.keys import Command, bindings
from screens.measure_form import NewMeasureForm
from screens.measure_table import MeasureTable
from screens.measure_templates import TemplatesDialog
from screens.views import ViewsDialog
from screens.walk import WalkScreen
from screens.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from screens.desk import Desk

_NAMED = 8
"""So many measures are named one by one where several are to be removed."""


class MeasuresScreen(MeasureTable):
    """A row a measure; Enter walks through those that are listed, one by one."""

    NAME = "มาตรการ"
    HELP = (
        "ตารางมาตรการทั้งปี พิมพ์ / แล้วพิมพ์คำที่ต้องการค้น รายการจะกรองทันที ค้นได้ทั้งชื่อ วิธีดำเนินการ "
        "ผู้รับผิดชอบ และผลการดำเนินการ ค้นได้โดยไม่ต้องใส่วรรณยุกต์และใช้เลขไทยหรืออารบิกก็ได้ คำที่พบมีขีดเส้นใต้ กด ↵ เพื่อเปิดมาตรการและไล่ดูทีละมาตรการตามรายการที่กรองไว้\n\n"
        "กดวรรคเพื่อเลือกหลายมาตรการ (มี ● หน้าลำดับที่) แล้วกด b เพื่อเปลี่ยนสถานะ ผู้รับผิดชอบ ระยะเวลา หลักฐาน พร้อมกัน "
        "โปรแกรมแสดงก่อนว่าจะเปลี่ยนมาตรการใดจากอะไรเป็นอะไร และเลิกทำได้ด้วย Ctrl+Z ครั้งเดียว รายการที่เลือกไว้คงอยู่แม้ค้นหาหรือกรอง\n\n"
        "กด w เพื่อเปิดมุมมองสำเร็จรูปหรือมุมมองที่บันทึกไว้ กด t เพื่อเพิ่มมาตรการจากแม่แบบตามประเด็นทั้งเจ็ด กด [ หรือ ] เพื่อเลื่อนมาตรการขึ้นหรือลง"
    )
    KEYS = (
        Command("enter", "walk", "เปิด", "เปิดมาตรการที่เลือก แล้วไล่ดูทีละมาตรการ"),
        Command("slash", "search", "ค้นหา", "ค้นหาในมาตรการ"),
        Command("space", "select", "เลือก", "เลือกหรือไม่เลือกมาตรการนี้ เพื่อแก้หลายมาตรการพร้อมกัน"),
        Command("b", "change", "แก้หลาย", "แก้สถานะ ผู้รับผิดชอบ ระยะเวลา หรือหลักฐานของมาตรการที่เลือกพร้อมกัน"),
        Command("w", "views", "มุมมอง", "เปิดมุมมองสำเร็จรูปหรือที่บันทึกไว้ และบันทึกตัวกรองนี้เป็นมุมมอง"),
        Command("n", "add", "เพิ่ม", "เพิ่มมาตรการใหม่"),
        Command("t", "template", "แม่แบบ", "เพิ่มมาตรการจากแม่แบบตามประเด็นทั้งเจ็ด"),
        Command("s", "by_status", "สถานะ", "กรองตามสถานะการดำเนินการ"),
        Command("d", "by_division", "ส่วนราชการ", "กรองตามส่วนราชการ"),
        Command("p", "by_proof", "หลักฐาน", "กรองตามสถานะหลักฐาน"),
        Command("o", "order", "เรียง", "เลือกลำดับการเรียง"),
        Command("x", "clear", "ล้างตัวกรอง", "แสดงมาตรการทั้งหมดของปี"),
        Command("a", "select_all", "เลือกทั้งหมด", "เลือกทุกมาตรการในรายการ หรือไม่เลือกทั้งหมด", shown=False),
        Command("u", "select_none", "ไม่เลือก", "ไม่เลือกมาตรการใดเลย", shown=False),
        Command("[", "move(-1)", "เลื่อนขึ้น", "เลื่อนมาตรการขึ้นหนึ่งลำดับ", shown=False),
        Command("]", "move(1)", "เลื่อนลง", "เลื่อนมาตรการลงหนึ่งลำดับ", shown=False),
        Command("ctrl+up", "move(-1)", "เลื่อนขึ้น", "เลื่อนมาตรการขึ้นหนึ่งลำดับ", shown=False),
        Command("ctrl+down", "move(1)", "เลื่อนลง", "เลื่อนมาตรการลงหนึ่งลำดับ", shown=False),
        Command("c", "copy_plan", "ทำสำเนา", "ทำสำเนาแผนของมาตรการนี้ไว้ถัดไป ไม่รวมผลและหลักฐาน", shown=False),
        Command("delete", "remove", "ลบ", "ลบมาตรการที่เลือก (เลิกทำได้ด้วย Ctrl+Z)", shown=False),
        Command("v", "proposals", "ข้อเสนอ", "สลับระหว่างมาตรการกับข้อเสนอมาตรการ", shown=False),
        Command("m", "take_up", "ตั้งเป็นมาตรการ", "ตั้งข้อเสนอที่เลือกเป็นมาตรการของปี", shown=False),
        Command("escape", "back", "กลับ", "ออกจากช่องค้นหา ล้างตัวกรอง หรือกลับไปภาพรวม", shown=False),
    )
    BINDINGS = bindings(KEYS)

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._moved_at = 0
        """The history's last entry when a measure was moved here: what was read before it is shown no more."""

    def show_state(self, state: YearState) -> None:
        if state.revision >= self._moved_at:
            super().show_state(state)

    # --- walking -------------------------------------------------------------------------------------------

    @on(DataTable.RowSelected)
    def action_walk(self) -> None:
        """Walk through the listed measures, beginning with the one under the cursor."""
        chosen = self.chosen()
        if chosen is not None and chosen.id is not None:
            ids = [measure.id for measure in self.listed if measure.id is not None]
            self.app.push_screen(WalkScreen(self.desk, ids, chosen.id))

    # --- planning ------------------------------------------------------------------------------------------

    @work
    async def action_add(self) -> None:
        number = max((measure.number for measure in self.listing.measures), default=0) + 1
        new = Measure(number=number, title="", proposal=self.filter.proposals)
        added: list[int] = []

        async def add(title: str) -> bool:
            saved = self.desk.store.measures.add(self.desk.year, [replace(new, title=title)])
            added.extend(measure.id for measure in saved if measure.id is not None)
            self.say_saved()
            return True

        await self.app.push_screen_wait(NewMeasureForm(add))
        if added:
            self.app.push_screen(WalkScreen(self.desk, added, added[0]))

    @work
    async def action_template(self) -> None:
        """Add a measure from a template, with the divisions that she chooses, and open it."""
        if self.state is None:
            return
        template = await self.app.push_screen_wait(
            TemplatesDialog(self._templates(), self.state.rules.issues, self.desk.year)
        )
        if template is None:
            return
        divisions = self.desk.store.agencies.divisions()
        suggested = template.suggested(division.name for division in divisions)
        chosen = await self.app.push_screen_wait(DivisionsDialog(divisions, suggested))
        if chosen is None:
            return
        with self.telling():
            proposal = self.filter.proposals
            added = plan_changes.add_from_template(
                self.desk.store, self.desk.year, template, chosen, proposal=proposal
            )
            self.say_saved()
            if added.id is not None:
                self.go_to(added.id)
                self.app.push_screen(WalkScreen(self.desk, [added.id], added.id))

    def _templates(self) -> tuple[MeasureTemplate, ...]:
        """The templates to choose from; where her own cannot be read, why, and the shipped ones alone."""
        try:
            return plan_changes.measure_templates(self.desk.store)
        except ItaError as refusal:
            self.tell(refusal)
            return shipped_templates()

    def action_move(self, by: int) -> None:
        """Move the measure under the cursor past its neighbour in the list, where the list shows their order."""
        chosen, row = self.chosen(), self.table.cursor_row + by
        if chosen is None or self.state is None or not 0 <= row < len(self.listed):
            return
        if self.filter.order is not Order.NUMBER:
            words = f"เลื่อนลำดับได้เมื่อเรียงตามลำดับ ขณะนี้เรียงตาม{self.filter.order.label} · กด o เพื่อเรียงตามลำดับก่อน"
            self.app.notify(words, markup=False)
            return
        past = self.listed[row].id
        if past is None:
            return
        with self.telling():
            numbers = plan_changes.move_measure(self.desk.store, self.desk.year, chosen, past)
            last = self.desk.store.history.last()
            self._moved_at = 0 if last is None else last.id
            self._show_order(numbers)
            self.say_saved()

    def _show_order(self, numbers: dict[int, int]) -> None:
        """Show the new numbers at once: the next press of the key must find the list as it is now."""
        changed = []
        for measure in self.listing.measures:
            number = numbers.get(measure.id or 0, measure.number)
            changed.append(measure if number == measure.number else replace(measure, number=number))
        self.show_changed(self.listing.with_changed(changed))

    @work
    async def action_copy_plan(self) -> None:
        """Put a copy of the plan behind the measure under the cursor; a long list is numbered in a thread."""
        chosen = self.chosen()
        if chosen is None:
            return
        with self.telling():
            copy = await asyncio.to_thread(plan_changes.copy_measure, self.desk.store, self.desk.year, chosen)
            self.go_to(copy.id)
            self.say_saved()
            words = f"ทำสำเนาแผนไว้เป็น{self._word} {digits(copy.number)} แล้ว · กด ↵ เพื่อแก้ชื่อและรายละเอียด · Ctrl+Z เลิกทำ"
            self.app.notify(words, markup=False)

    @property
    def _word(self) -> str:
        return "ข้อเสนอมาตรการ" if self.filter.proposals else "มาตรการ"

    @work
    async def action_take_up(self) -> None:
        """Make the chosen proposals measures of the year."""
        if not self.filter.proposals:
            self.app.notify("ใช้กับข้อเสนอมาตรการ · กด v เพื่อดูข้อเสนอ แล้วเลือกข้อที่จะตั้งเป็นมาตรการ", markup=False)
            return
        proposals = self.targets()
        if not proposals:
            return
        question = f"ตั้งข้อเสนอมาตรการ {listed_numbers(proposals)} เป็นมาตรการของปี {digits(self.desk.year.be)}\nต่อท้ายมาตรการที่มีอยู่ และเลิกทำได้ด้วย Ctrl+Z"
        answers = [
            ("keep", "คัดลอกเป็นมาตรการ โดยเก็บข้อเสนอไว้"),
            ("move", "ย้ายเป็นมาตรการ ข้อเสนอจะไม่อยู่ในรายการอีก"),
        ]
        answer = await self.app.push_screen_wait(Choice(question, answers))
        if answer is None:
            return
        with self.telling():
            measures = await asyncio.to_thread(
                plan_changes.take_up, self.desk.store, self.desk.year, proposals, keep=answer == "keep"
            )
            self.selected.clear()
            self.go_to(measures[0].id)
            self.show(MeasureFilter())
            self.say_saved()
            self.app.notify(f"ตั้งเป็นมาตรการ {listed_numbers(measures)} แล้ว · Ctrl+Z เลิกทำ", markup=False)

    @work
    async def action_remove(self) -> None:
        measures = self.targets()
        if not measures:
            return
        question = _removal(measures, self._word, self.hidden)
        yes = "ลบมาตรการนี้" if len(measures) == 1 else f"ลบ {digits(len(measures))} มาตรการ"
        if await self.app.push_screen_wait(Confirm(question, yes=yes)) == "yes":
            with self.telling():
                await asyncio.to_thread(plan_changes.remove_many, self.desk.store, measures)
                self.say_saved()

    # --- many at once --------------------------------------------------------------------------------------

    @work
    async def action_change(self) -> None:
        """Change the selected measures at once, after she has seen what changes; all of it or nothing."""
        measures = self.targets()
        if not measures:
            return
        change = await change_asked_for(self.app, self.desk, measures)
        if change is None:
            return
        preview = change.preview(measures)
        if not await self.app.push_screen_wait(PreviewDialog(preview, hidden=self.hidden)):
            return
        self.query_one(TitleBar).saved = "กำลังบันทึก"
        try:
            await asyncio.to_thread(plan_changes.change_many, self.desk.store, preview)
        except ItaError as refusal:
            self.say_kept()
            self.tell(refusal)
            return
        self.say_saved()
        count = digits(len(preview.touched))
        self.app.notify(f"แก้ {count} มาตรการแล้ว · Ctrl+Z ครั้งเดียวเลิกทำทั้งหมด", markup=False)

    # --- views ---------------------------------------------------------------------------------------------

    @work
    async def action_views(self) -> None:
        """Open a view, ready or her own; the present filter can be saved as one."""
        if self.state is None:
            return
        wanted = await self.app.push_screen_wait(ViewsDialog(self.desk, self.state, self.filter))
        if wanted is not None:
            self.selected = set() if wanted.proposals != self.filter.proposals else self.selected
            self.show(wanted)


def _removal(measures: tuple[Measure, ...], word: str, hidden: int) -> str:
    """What goes and what stays when measures are removed."""
    if len(measures) == 1:
        (one,) = measures
        goes = f"ลบ{word} {digits(one.number)} «{shown(one.title)}» พร้อมขั้นตอน {digits(len(one.steps))} ขั้นตอน"
    else:
        named = [f"{digits(m.number)}. {shown(' '.join(m.title.split()))}" for m in measures[:_NAMED]]
        more = [f"และอีก {digits(len(measures) - _NAMED)} มาตรการ"] if len(measures) > _NAMED else []
        goes = "\n".join([f"ลบ{word}ที่เลือกไว้ {digits(len(measures))} มาตรการ พร้อมขั้นตอนทั้งหมด", *named, *more])
        if hidden:
            goes += f"\nในนี้มี {digits(hidden)} มาตรการที่ตัวกรองซ่อนอยู่"
    pieces = {piece.id for measure in measures for piece in measure.evidence}
    return f"{goes}\nไฟล์หลักฐาน {digits(len(pieces))} รายการยังอยู่ในคลัง และเลิกทำได้ด้วย Ctrl+Z"
