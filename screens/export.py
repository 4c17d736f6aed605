"""F9: how the report is printed, what it will look like, and where it goes."""

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import Static

from ita_tui import report_parts, tasks
from ita_tui.domain.rounds import standing
from ita_tui.errors import ItaError
from ita_tui.tasks import YearState
from ita_tui.thai.numerals import said
from screens.desk import Desk
from screens.dialogs import Choice
from screens.export_choices import ExportChoices
from screens.export_forms import ExportForm
from screens.export_notes import ABOUT_JSON, Doubts, Machine, about_signed, notes
from screens.export_writing import Done, Job, ReportWriting
from screens.file_writing import StillWriting, Stopped
from screens.keys import Command, bindings
from screens.opening import open_with_desktop
from screens.page_view import DrawnOnce, page_view
from screens.personal_data import PersonalDataScreen
from screens.screen import ItaScreen
from screens.signatories import SignatoriesScreen
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.thai_input import ThaiInput

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import RenderableType

    from ita_tui.domain.fiscal_year import RoundOf
    from ita_tui.domain.personal_data import Finding
    from ita_tui.domain.rounds import FrozenRound
    from ita_tui.reports.page import Page

_TOLD_EVERY = 0.2
"""Seconds between two looks at how far the writing is."""


class ExportScreen(ItaScreen):
    """The preview shows the very page that is printed."""

    CSS_PATH = "export.tcss"
    NAME = "ส่งออก"
    HELP = (
        "พิมพ์รายงานเป็นไฟล์ เลือกแบบรายงาน ตัวเลข รอบ และชนิดไฟล์ ด้วยลูกศร ← → ตัวอย่างด้านล่างคือหน้าที่จะพิมพ์จริง "
        "เลื่อนด้วย PgUp PgDn กด m เพื่อแก้ความนำ บันทึกข้อความ ชื่อคณะกรรมการ และบัญชีหลักฐาน กด g เพื่อแก้ผู้ลงนาม "
        "ตรวจชื่อไฟล์ปลายทางแล้วกด Ctrl+S ไฟล์ที่มีอยู่แล้วจะถามก่อนเขียนทับ ชุดหลักฐานคือรายงานพร้อมไฟล์หลักฐานทั้งหมดสำหรับผู้ตรวจ "
        "สิ่งที่เลือกจะจำไว้ใช้ครั้งต่อไป รอบที่ปิดและลงนามแล้วพิมพ์ตามที่ลงนามพร้อมรหัสตรวจสอบ เว้นแต่เลือกข้อมูลปัจจุบัน กด r เพื่อปิดรอบ"
    )
    KEYS = (
        Command("ctrl+s", "export", "เขียนไฟล์", "เขียนรายงานลงไฟล์ที่ระบุ", priority=True),
        Command("l", "layout", "แบบ", "เลือกแบบรายงานจากรายการพร้อมคำอธิบาย"),
        Command("m", "parts", "ส่วนประกอบ", "แก้บันทึกข้อความ ความนำ ชื่อคณะกรรมการ และบัญชีหลักฐาน"),
        Command("g", "sign", "ผู้ลงนาม", "แก้ชื่อและตำแหน่งผู้ลงนาม"),
        Command("r", "rounds", "ปิดรอบ", "ปิดรอบเพื่อลงนาม และตรวจรหัสของรายงานที่ลงนามแล้ว"),
        Command("d", "app.division_sheets", "ใบแจกงาน", "ใบแจกและแบบตอบของแต่ละส่วนราชการ", shown=False),
        Command("p", "personal", "ข้อมูลส่วนบุคคล", "ดูรายการที่อาจเป็นข้อมูลส่วนบุคคลในรายงาน"),
        Command("o", "open", "เปิดไฟล์", "เปิดไฟล์ที่เพิ่งเขียน"),
        Command("pagedown", "scroll_page(1)", "เลื่อน", "เลื่อนตัวอย่างลงหนึ่งหน้าจอ"),
        Command("pageup", "scroll_page(-1)", "เลื่อนขึ้น", "เลื่อนตัวอย่างขึ้นหนึ่งหน้าจอ", shown=False),
        Command("escape", "back", "กลับ", "หยุดเขียนไฟล์ หรือกลับไปภาพรวม"),
    )
    BINDINGS = bindings(KEYS)
    WIDE: ClassVar[int] = 110

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        preferences = desk.store.preferences
        self.signatories = report_parts.remembered_signatories(preferences)
        self.parts = report_parts.remembered(preferences)
        self.broken: tuple[ItaError, ...] = ()
        self.findings: tuple[Finding, ...] = ()
        self.machine = Machine()
        self.written: Path | None = None
        self.writing = ReportWriting(self)
        self._signed_known = False

    def compose_body(self) -> ComposeResult:
        choice = tasks.layout_choice(self.desk.store.path)
        self.broken = tuple(choice.broken.values())
        with Container(id="export"):
            with Vertical(id="choices"):
                yield ExportChoices(self.desk, choice.usable)
                yield Static(id="notes", markup=False)
                yield Static(id="result", markup=False)
            with VerticalScroll(id="page"):
                yield Static("กำลังจัดหน้า …", id="preview", markup=False)

    @property
    def choices(self) -> ExportChoices:
        return self.query_one(ExportChoices)

    def on_mount(self) -> None:
        super().on_mount()
        self.choices.show_said(self.parts, self.signatories)
        self.choices.show_rows()
        self._look_around()
        self.on_resize()
        self.set_interval(_TOLD_EVERY, self._show_writing)

    def on_unmount(self) -> None:
        self.writing.stop()

    def on_resize(self) -> None:
        self.query_one("#export").set_class(self.size.width >= self.WIDE, "wide")
        self.call_after_refresh(self.choices.show_end_of_target)

    @work
    async def _look_around(self) -> None:
        """Which typefaces are installed, and whether a PDF can be made: both are looked for on the disk."""
        faces = dict(await asyncio.to_thread(tasks.faces))
        self.machine = Machine(faces, await asyncio.to_thread(tasks.pdf_refusal))
        if self.query("#face"):  # a screen that is being left has lost its rows already
            self.choices.offer_faces(faces)
            self._show_notes()

    # --- the preview -----------------------------------------------------------------------------------------

    def show_state(self, state: YearState) -> None:
        signed = tuple(one for one in state.frozen if one.stands)
        if signed:
            self._read_signed(signed)
        else:
            self._take_signed({}, ())

    @work(thread=True, exclusive=True, group="signed")
    def _read_signed(self, signed: "tuple[FrozenRound, ...]") -> None:
        """Read what stands signed; a copy that is not whole is told, and the present data are printed."""
        copies: dict[RoundOf, tasks.SignedCopy] = {}
        broken: list[ItaError] = []
        for one in signed:
            assert one.id is not None
            try:
                copies[one.round_of] = tasks.copy_of(self.desk.store, one.id)
            except ItaError as refusal:
                broken.append(refusal)
        self.app.call_from_thread(self._take_signed, copies, tuple(broken))

    def _take_signed(self, copies: "dict[RoundOf, tasks.SignedCopy]", broken: tuple[ItaError, ...]) -> None:
        if not self.query(ExportChoices):  # the screen was left meanwhile
            return
        self._signed_known = True
        self.choices.offer_signed(copies)
        self.choices.show_said(self.parts, self.signatories)
        self.show_page()
        self.refresh_bindings()
        for refusal in broken:
            self.tell(refusal)

    def printing(self) -> tasks.Printing:
        """How the page is to be printed, as it is chosen now."""
        return self.choices.printing(self.parts, self.signatories)

    def show_page(self) -> None:
        if self.choices.form.is_page:
            self._arrange(self.printing(), self.choices.form)
        else:
            self.workers.cancel_group(self, "page")  # a page on its way would take their place
            self._preview(said(ABOUT_JSON))
        self._show_notes()

    @work(exclusive=True, group="page")
    async def _arrange(self, printing: tasks.Printing, form: ExportForm) -> None:
        desk = self.desk
        try:
            page, findings = await asyncio.to_thread(
                tasks.looked_through, desk.store, desk.year, printing, form=form.value
            )
        except ItaError as refusal:
            self._not_arranged(refusal, printing)
        else:
            self._show(page, findings)

    def _not_arranged(self, refusal: ItaError, printing: tasks.Printing) -> None:
        """Say why, and show no page of before; of a day that is not known, today's data come in place."""
        self.tell(refusal)
        self._preview(f"! {refusal.happened}")
        if printing.stood_on is not None:
            self.choices.back_to_today()
            self.show_page()

    def _show(self, page: "Page", findings: "tuple[Finding, ...]") -> None:
        if self.query("#preview"):  # else the screen was left meanwhile
            self._preview(page_view(page))
            self.findings = findings
            self._show_notes()
            self.refresh_bindings()

    def _preview(self, shown: "RenderableType") -> None:
        for preview in self.query("#preview").results(Static):
            preview.update(shown if isinstance(shown, str) else DrawnOnce(preview, shown))

    def _show_notes(self) -> None:
        if self.state is None or not self.query("#notes"):
            return
        choices = self.choices
        printed = self.state.report if choices.copy is None else choices.copy.report
        link = tasks.doubt_of_link(printed.surveys, choices.layout_chosen)
        signed = standing(self.state.frozen, choices.round_of)
        told = about_signed(signed, choices.copy, choices.layout_chosen.name)
        doubts = Doubts(self.broken, link, self.findings, told)
        self.query_one("#notes", Static).update(notes(choices.form, choices.face, self.machine, doubts))

    @on(ChoiceRow.Changed)
    def _choice_changed(self, event: ChoiceRow.Changed) -> None:
        with self.telling():
            self.choices.take(event.row)
        self.choices.show_said(self.parts, self.signatories)
        self.show_page()
        self.refresh_bindings()

    def action_scroll_page(self, pages: int) -> None:
        page = self.query_one("#page")
        page.scroll_relative(y=pages * max(1, page.size.height - 1), animate=False)

    # --- what goes around the tables --------------------------------------------------------------------------

    @work
    async def action_layout(self) -> None:
        """Choose among all the layouts, each with what it is for; of her own that cannot be used, why."""
        answers = [(one.name, f"{one.title}\n  {one.purpose}") for one in self.choices.layouts]
        question = "\n".join(("แบบรายงาน", *(f"! {refusal.happened}" for refusal in self.broken)))
        dialog = Choice(question, answers, at=self.choices.layout_chosen.name)
        answer = await self.app.push_screen_wait(dialog)
        if answer is not None:
            self.choices.choose("layout", answer)

    @work
    async def action_sign(self) -> None:
        changed = await self.app.push_screen_wait(SignatoriesScreen(self.signatories))
        if changed is not None:
            self.signatories = changed
            with self.telling():
                report_parts.remember_signatories(self.desk.store.preferences, changed)
            self.choices.show_said(self.parts, self.signatories)
            self.show_page()

    @work
    async def action_parts(self) -> None:
        """Change what goes around the tables."""
        from screens.report_parts_form import ReportPartsForm

        if self.state is not None:
            form = ReportPartsForm(
                self.parts,
                self.choices.layout_chosen,
                today=self.desk.today(),
                agency=self.state.report.agency.name,
                keep=self._keep_parts,
            )
            await self.app.push_screen_wait(form)

    async def _keep_parts(self, changed: report_parts.ReportParts) -> bool:
        report_parts.remember(self.desk.store.preferences, changed)
        self.parts = changed
        self.choices.show_said(self.parts, self.signatories)
        self.show_page()
        return True

    @work
    async def action_personal(self) -> None:
        await self.app.push_screen_wait(PersonalDataScreen(self.findings, writing=False))

    # --- writing ---------------------------------------------------------------------------------------------

    @on(ThaiInput.Submitted)
    def _submitted(self) -> None:
        self.action_export()

    def action_export(self) -> None:
        target = self.choices.target()
        if target is not None and self.writing.under_way is None and self._signed_known:
            self.app.clear_notifications()  # what was said of an earlier try
            self._export(Job(self.choices.form, self.printing(), target))

    @work(group="export")
    async def _export(self, job: Job) -> None:
        try:
            done = await self.writing.write(job)
        except Stopped:
            self._say(f"หยุดเขียนแล้ว ไม่มีไฟล์ใหม่ · {job.target.name} ที่มีอยู่เดิมไม่เปลี่ยนแปลง")
        except ItaError as refusal:
            self.tell(refusal)
            self._say(f"! {refusal.happened}")
        else:
            self._finish(done)
        self.refresh_bindings()

    def _finish(self, done: Done | None) -> None:
        """Say what was written, and leave the focus where o opens it."""
        self._say(done.words if done else "")
        if done is None or not self.query(ExportChoices):
            return
        self.written = done.path
        if done.form is not self.choices.form:
            self.choices.choose("format", done.form.value)
        with self.telling():  # the report is written, whatever becomes of what is remembered of it
            self.choices.remember_folder(done.path)
        self.choices.show_target(done.path)
        if isinstance(self.focused, ThaiInput):
            self.choices.query_one("#layout").focus()

    def _show_writing(self) -> None:
        if self.writing.under_way is not None:
            self._say(self.writing.under_way.words)

    def _say(self, words: str) -> None:
        """What becomes of the file; none where the screen was left meanwhile."""
        for result in self.query("#result").results(Static):
            result.update(words)
            result.display = bool(words)

    def save_now(self) -> bool:
        """Whether the program may leave the screen: not while the file is being written."""
        if self.writing.under_way is not None:
            self.tell(StillWriting(self.writing.under_way.target.name))
        return self.writing.under_way is None

    @work(thread=True, group="open")
    def action_open(self) -> None:
        """Open what was written, off the event loop."""
        if self.written is None:
            return
        try:
            open_with_desktop(self.written)
        except ItaError as refusal:
            self.app.call_from_thread(self.tell, refusal)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """There is nothing to open before something was written, and no list where nothing was found.

        What was signed keeps its signatories and all that stands around its tables.
        """
        del parameters
        if action in {"sign", "parts"} and self.query(ExportChoices):
            return self.choices.copy is None
        if action == "personal":
            return bool(self.findings) and self.choices.form.is_page
        return action != "open" or self.written is not None

    def action_rounds(self) -> None:
        self.app.call_later(self.app.run_action, "go('rounds')")

    def action_back(self) -> None:
        if not self.writing.stop():
            self.app.call_later(self.app.run_action, "go('overview')")
