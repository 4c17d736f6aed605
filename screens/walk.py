"""The walk: one measure at a time, saved as one goes; PgDn and PgUp work while typing."""

from dataclasses import replace

from textual import on, work
from textual.widgets import OptionList

from ita_tui.domain.answering import answerable
from ita_tui.domain.measure import Measure, ProgressNote, Proof, Step, WorkStatus
from ita_tui.domain.planning import shifted
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import digits, shown
from ita_tui.years import rules_of_scores
from screens.dialogs import Ask, Choice, Confirm
from screens.divisions import DivisionsDialog
from screens.evidence import EvidenceScreen
from screens.field_history import FieldHistoryScreen
from screens.keys import Command, bindings
from screens.measure_screen import MeasureScreen
from screens.plan_form import PLAN_FIELDS, PlanForm, PlanLists
from screens.step_form import StepForm
from screens.walk_beside import Beside, LastYearScreen
from screens.widgets.choice_row import ChoiceRow


class WalkScreen(MeasureScreen):
    """Walks through the measures ``ids``, beginning with ``first``."""

    NAME = "มาตรการ"
    HELP = (
        "ไล่ดูทีละมาตรการ ทุกช่องแก้ได้ทันทีและบันทึกเองเมื่อหยุดพิมพ์ ออกจากช่อง หรือเปลี่ยนมาตรการ "
        "มุมขวาบนบอกเวลาที่บันทึกล่าสุด กด Tab ไปช่องถัดไป กด PgDn และ PgUp เปลี่ยนมาตรการได้แม้กำลังพิมพ์ "
        "แถบด้านบนแสดงสถานะของทุกมาตรการ กด Ctrl+L เพื่อแก้ประเด็น ส่วนราชการ งาน ข้อ OIT และข้อที่มุ่งยกระดับ "
        "ในรายการขั้นตอน กดวรรคเพื่อทำเครื่องหมาย e เพื่อแก้ และ [ หรือ ] เพื่อเลื่อนลำดับ"
    )
    KEYS = (
        Command("pagedown", "step(1)", "ถัดไป", "มาตรการถัดไป", priority=True),
        Command("pageup", "step(-1)", "ก่อนหน้า", "มาตรการก่อนหน้า", priority=True),
        Command("ctrl+e", "evidence", "หลักฐาน", "เพิ่ม เปิด หรือถอดหลักฐานของมาตรการนี้", priority=True),
        Command("ctrl+l", "plan", "แผน", "แก้ประเด็น ส่วนราชการ งาน ข้อ OIT และข้อที่มุ่งยกระดับ", priority=True),
        Command("ctrl+s", "save", "บันทึก", "บันทึกเดี๋ยวนี้", priority=True),
        Command("ctrl+t", "add_step", "เพิ่มขั้นตอน", "เพิ่มขั้นตอนให้มาตรการนี้", shown=False, priority=True),
        Command("ctrl+d", "divisions", "ส่วนราชการ", "เลือกส่วนราชการที่รับผิดชอบ", shown=False, priority=True),
        Command("ctrl+g", "notes", "บันทึกรายวัน", "แก้หรือลบบันทึกรายวันของมาตรการนี้", shown=False, priority=True),
        Command(
            "ctrl+o", "last_year", "ปีก่อน", "อ่านสิ่งที่บันทึกไว้กับมาตรการเดียวกันในปีก่อน", shown=False, priority=True
        ),
        Command(
            "ctrl+r",
            "history",
            "ประวัติ",
            "ค่าเดิมและค่าใหม่ของทุกช่องของมาตรการนี้ และคืนค่าเดิม",
            shown=False,
            priority=True,
        ),
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

    def go_to_field(self, field: str) -> None:
        """Put the cursor into a field, and open the form or the list in which it stands."""
        if field in PLAN_FIELDS:
            self.action_plan(field)
        elif field == "evidence":
            self.action_evidence()
        else:
            super().go_to_field(field)

    @on(OptionList.OptionSelected, "#steps")
    def _step_ticked(self, event: OptionList.OptionSelected) -> None:
        if self.measure is None:
            return
        step = self.measure.steps[event.option_index]
        done = step.status is WorkStatus.COMPLETED
        ticked = replace(step, status=WorkStatus.NOT_STARTED if done else WorkStatus.COMPLETED)
        self._put_step(event.option_index, ticked)

    def _put_step(self, at: int, step: Step) -> bool:
        """Put a step in its place, or at the end; work of which a step is done has begun. False where refused."""
        if self.measure is None:
            return False
        steps = (*self.measure.steps[:at], step, *self.measure.steps[at + 1 :])
        begun = self.measure.status is WorkStatus.NOT_STARTED and step.status is WorkStatus.COMPLETED
        return self.change(steps=steps, status=WorkStatus.IN_PROGRESS if begun else self.measure.status)

    @work
    async def action_add_step(self) -> None:
        if self.measure is not None and self.save_now():
            await self._edit_step(len(self.measure.steps))

    @work
    async def action_edit_step(self) -> None:
        at = self.query_one("#steps", OptionList).highlighted
        if self.measure is not None and at is not None and self.save_now():
            await self._edit_step(at)

    async def _edit_step(self, at: int) -> None:
        """Ask for a step in its form, where nothing typed is lost if the store refuses it."""
        assert self.measure is not None
        steps = self.measure.steps

        async def keep(step: Step) -> bool:
            return self._put_step(at, step)

        if await self.app.push_screen_wait(StepForm(steps[at] if at < len(steps) else None, keep)):
            self.query_one("#steps").focus()
            self.query_one("#steps", OptionList).highlighted = at

    def action_move_step(self, by: int) -> None:
        """Move the step under the cursor up or down."""
        at = self.query_one("#steps", OptionList).highlighted
        if self.measure is None or at is None or not 0 <= at + by < len(self.measure.steps):
            return
        order = shifted(range(len(self.measure.steps)), at, by)
        self.change(steps=tuple(self.measure.steps[place] for place in order))
        self.query_one("#steps", OptionList).highlighted = at + by

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

    # --- last year, and what was changed --------------------------------------------------------------------

    def action_last_year(self) -> None:
        beside = self.query_one(Beside)
        self.app.push_screen(LastYearScreen(self.desk.year.be - 1, beside.before, beside.field))

    def action_history(self) -> None:
        """Show the changes of each field; a value that was put back stands in its field again."""
        if self.measure is not None and self.save_now():
            name = f"มาตรการ {digits(self.measure.number)}"
            screen = FieldHistoryScreen(self.desk, f"measure:{self.measure.id}", name)
            self.app.push_screen(screen, lambda _: self._history_seen())

    def _history_seen(self) -> None:
        self.show_measure()
        self.read_state()

    # --- the plan ------------------------------------------------------------------------------------------

    @work
    async def action_plan(self, field: str = "issue") -> None:
        """Open the form of what is planned beside the texts, at one of its fields."""
        measure = self.measure
        if measure is None or self.state is None or not self.save_now():
            return

        async def keep(planned: Measure) -> bool:
            if planned != measure:
                self.measure = self.desk.store.measures.save(planned)
                self.say_saved()
            return True

        if await self.app.push_screen_wait(PlanForm(measure, self._plan_lists(), keep, field=field)):
            self.show_measure()

    def _plan_lists(self) -> PlanLists:
        """What the form picks from."""
        assert self.state is not None
        report, rules, store = self.state.report, self.state.rules, self.desk.store
        catalogue = {item.code: item.name for item in rules.catalogue.items}
        return PlanLists(
            rules.issues,
            {**catalogue, **{item.code: item.name for item in report.disclosure}},
            answerable(report.scores, rules_of_scores(store, report)),
            store.agencies.divisions,
            self._last_years,
        )

    def _last_years(self) -> tuple[Measure, ...]:
        """Last year's measures and what was proposed then."""
        store, year = self.desk.store, self.desk.year.previous()
        return (*store.measures.all(year), *store.measures.all(year, proposals=True))
