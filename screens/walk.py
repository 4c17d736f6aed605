"""The walk: one measure at a time, saved as one goes; PgDn and PgUp work while typing."""

from dataclasses import replace

from textual import on, work
from textual.widgets import OptionList

from ita_tui.domain.measure import ProgressNote, Proof, Step, WorkStatus
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import shown
from screens.dialogs import Ask, Choice, Confirm
from screens.divisions import DivisionsDialog
from screens.evidence import EvidenceScreen
from screens.keys import Command, bindings
from screens.measure_screen import MeasureScreen
from screens.widgets.choice_row import ChoiceRow


class WalkScreen(MeasureScreen):
    """Walks through the measures ``ids``, beginning with ``first``."""

    NAME = "มาตรการ"
    HELP = (
        "ไล่ดูทีละมาตรการ ทุกช่องแก้ได้ทันทีและบันทึกเองเมื่อหยุดพิมพ์ ออกจากช่อง หรือเปลี่ยนมาตรการ "
        "มุมขวาบนบอกเวลาที่บันทึกล่าสุด กด Tab ไปช่องถัดไป กด PgDn และ PgUp เปลี่ยนมาตรการได้แม้กำลังพิมพ์ "
        "แถบด้านบนแสดงสถานะของทุกมาตรการ"
    )
    KEYS = (
        Command("pagedown", "step(1)", "ถัดไป", "มาตรการถัดไป", priority=True),
        Command("pageup", "step(-1)", "ก่อนหน้า", "มาตรการก่อนหน้า", priority=True),
        Command("ctrl+e", "evidence", "หลักฐาน", "เพิ่ม เปิด หรือถอดหลักฐานของมาตรการนี้", priority=True),
        Command("ctrl+s", "save", "บันทึก", "บันทึกเดี๋ยวนี้", priority=True),
        Command("ctrl+t", "add_step", "เพิ่มขั้นตอน", "เพิ่มขั้นตอนให้มาตรการนี้", shown=False, priority=True),
        Command("ctrl+d", "divisions", "ส่วนราชการ", "เลือกส่วนราชการที่รับผิดชอบ", shown=False, priority=True),
        Command("ctrl+g", "notes", "บันทึกรายวัน", "แก้หรือลบบันทึกรายวันของมาตรการนี้", shown=False, priority=True),
        Command("ctrl+n", "step(1)", "ถัดไป", "มาตรการถัดไป (ปุ่มสำรอง)", shown=False, priority=True),
        Command("ctrl+b", "step(-1)", "ก่อนหน้า", "มาตรการก่อนหน้า (ปุ่มสำรอง)", shown=False, priority=True),
        Command("escape", "back", "กลับ", "บันทึกแล้วกลับไปรายการ"),
    )
    BINDINGS = bindings(KEYS)

    # --- moving --------------------------------------------------------------------------------------------

    def action_step(self, by: int) -> None:
        """Save, then go to the next or the previous measure; at an end one stays."""
        if not self.save_now() or not 0 <= self.at + by < len(self.ids):
            return
        self.at += by
        self.query_one("#fields").scroll_home(animate=False)
        self.show_measure()

    def action_back(self) -> None:
        if self.save_now():
            self.dismiss()

    def action_evidence(self) -> None:
        if self.save_now() and self.measure is not None and self.measure.id is not None:
            self.app.push_screen(EvidenceScreen(self.desk, self.measure.id), self._evidence_done)

    def _evidence_done(self, _result: None) -> None:
        self.show_measure()
        self.read_state()

    # --- doing ---------------------------------------------------------------------------------------------

    @on(ChoiceRow.Changed, "#proof")
    def _proof_chosen(self, event: ChoiceRow.Changed) -> None:
        self.change(proof=Proof(event.value))

    @on(OptionList.OptionSelected, "#steps")
    def _step_ticked(self, event: OptionList.OptionSelected) -> None:
        if self.measure is None:
            return
        steps = list(self.measure.steps)
        step = steps[event.option_index]
        done = step.status is WorkStatus.COMPLETED
        steps[event.option_index] = replace(
            step, status=WorkStatus.NOT_STARTED if done else WorkStatus.COMPLETED
        )
        started = self.measure.status is WorkStatus.NOT_STARTED and not done
        self.change(steps=tuple(steps), status=WorkStatus.IN_PROGRESS if started else self.measure.status)

    @work
    async def action_add_step(self) -> None:
        text = await self.app.push_screen_wait(Ask("ขั้นตอนใหม่"))
        if self.measure is not None and text and text.strip():
            self.change(steps=(*self.measure.steps, Step(text.strip())))
            self.query_one("#steps").focus()

    @work
    async def action_edit_step(self) -> None:
        at = self.query_one("#steps", OptionList).highlighted
        if self.measure is None or at is None:
            return
        step = self.measure.steps[at]
        text = await self.app.push_screen_wait(Ask("ข้อความของขั้นตอน", step.text))
        if text and text.strip():
            steps = list(self.measure.steps)
            steps[at] = replace(step, text=text.strip())
            self.change(steps=tuple(steps))

    @work
    async def action_remove_step(self) -> None:
        at = self.query_one("#steps", OptionList).highlighted
        if self.measure is None or at is None:
            return
        question = f"ลบขั้นตอน «{shown(self.measure.steps[at].text)}»\nเลิกทำได้ด้วย Ctrl+Z"
        if await self.app.push_screen_wait(Confirm(question, yes="ลบขั้นตอนนี้")) == "yes":
            steps = self.measure.steps
            self.change(steps=(*steps[:at], *steps[at + 1 :]))

    @work
    async def action_notes(self) -> None:
        """Choose a note of a day, the latest first, to correct it; emptied, it is deleted."""
        if self.measure is None or self.measure.id is None or not self.save_now():
            return
        notes = tuple(reversed(self.measure.notes))
        if not notes:
            self.app.notify("ยังไม่มีบันทึกรายวันของมาตรการนี้ · พิมพ์ในช่อง «บันทึกวันนี้» แล้วกด ↵", markup=False)
            return
        answers = [(str(at), f"{short_date(note.on)} {shown(note.text)}") for at, note in enumerate(notes)]
        answer = await self.app.push_screen_wait(Choice("เลือกบันทึกที่จะแก้หรือลบ", answers))
        if answer is None:
            return
        note = notes[int(answer)]
        hint = "↵ บันทึก · ลบข้อความทั้งหมดแล้วกด ↵ เพื่อลบบันทึกนี้ · Esc ยกเลิก"
        text = await self.app.push_screen_wait(Ask(f"บันทึกของวันที่ {short_date(note.on)}", note.text, hint))
        if text is not None and text.strip() != note.text:
            self._correct_note(self.measure.id, replace(note, text=text.strip()))

    def _correct_note(self, measure_id: int, note: ProgressNote) -> None:
        with self.telling():
            if note.text:
                self.desk.store.measures.note(measure_id, note)
            elif note.id is not None:
                self.desk.store.measures.remove_note(note.id)
            self.show_measure()
            self.say_saved()

    @work
    async def action_divisions(self) -> None:
        if self.measure is None or not self.save_now():
            return
        chosen = await self.app.push_screen_wait(
            DivisionsDialog(self.desk.store.agencies.divisions(), self.measure.divisions)
        )
        if chosen is not None:
            self.change(divisions=chosen, responsible=self.measure.responsible or ", ".join(chosen))
