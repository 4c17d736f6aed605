"""F9: how the report is printed, what it will look like, and where it goes."""

import asyncio
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from exports.refusals import PdfMakerMissing
from ita_tui import places, report_parts, tasks
from ita_tui.domain.fiscal_year import RoundOf
from ita_tui.domain.personal_data import Finding
from ita_tui.errors import ItaError
from ita_tui.saving import FolderExists, NotSaved, TargetExists
from ita_tui.tasks import YearState
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import chosen, digits, said
from screens.desk import Desk
from screens.dialogs import Choice
from screens.export_forms import ExportForm
from screens.file_writing import FileWriting, LeftOutOfBundle, StillWriting, Stopped
from screens.keys import Command, bindings
from screens.opening import open_with_desktop
from screens.page_view import page_view
from screens.personal_data import PersonalDataScreen, findings_words
from screens.screen import ItaScreen
from screens.signatories import SignatoriesScreen, spoken
from screens.typed_paths import path_in
from screens.widgets.choice_line import ChoiceLine
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.field import Field
from screens.widgets.padding import padded
from screens.widgets.thai_input import ThaiInput

if TYPE_CHECKING:
    from ita_tui.reports.layouts import Layout
    from ita_tui.reports.page import Page, Signatory

_FOLDER, _NUMERALS, _FACE = "export_folder", "export_numerals", "export_face"
_ABOUT_JSON = (
    "ไฟล์ .json เก็บข้อมูลทั้งปีไว้ครบ ทั้งมาตรการ ความคืบหน้า แบบวัด ข้อ OIT และคะแนน เพื่อส่งต่อหรือนำกลับเข้าโปรแกรมนี้\n"
    "ไม่ใช้แบบรายงาน เลขไทย รอบ และผู้ลงนาม · ไฟล์หลักฐานไม่รวมอยู่ด้วย มีเพียงรหัสตรวจสอบของไฟล์"
)
_ABOUT_BUNDLE = "ชุดหลักฐานมีรายงานนี้ ไฟล์หลักฐานเรียงเลข สารบัญ และรหัสตรวจสอบของทุกไฟล์"
_EMBEDDED = "✓ ฝังแบบอักษร Sarabun ไว้ในไฟล์ พิมพ์จากเครื่องใดก็เหมือนกัน"
_TOLD_EVERY = 0.2
"""Seconds between two looks at how far the writing is."""

_LABEL = 11
"""Cells before the choices, without the two between."""
_ROWS = {
    "layout": "แบบรายงาน",
    "numerals": "ตัวเลข",
    "round": "รอบ",
    "stood": "ข้อมูล ณ",
    "format": "ชนิดไฟล์",
    "face": "แบบอักษร",
}
_TODAY, _ROUND_END = "today", "round_end"


def _rounds() -> tuple[tuple[str, str], ...]:
    return tuple((str(int(of)), f"{digits(int(of))} เดือน") for of in RoundOf)


class ExportScreen(ItaScreen):
    """The preview shows the very page that is printed."""

    CSS_PATH = "export.tcss"
    NAME = "ส่งออก"
    HELP = (
        "พิมพ์รายงานเป็นไฟล์ เลือกแบบรายงาน ตัวเลข รอบ และชนิดไฟล์ ด้วยลูกศร ← → ตัวอย่างด้านล่างคือหน้าที่จะพิมพ์จริง "
        "กด m เพื่อแก้ความนำ บันทึกข้อความ ชื่อคณะกรรมการ และบัญชีหลักฐาน กด g เพื่อแก้ผู้ลงนาม ตรวจชื่อไฟล์ปลายทางแล้วกด Ctrl+S "
        "ไฟล์ที่มีอยู่แล้วจะถามก่อนเขียนทับ ชุดหลักฐานคือรายงานพร้อมไฟล์หลักฐานทั้งหมดสำหรับผู้ตรวจ สิ่งที่เลือกจะจำไว้ใช้ครั้งต่อไป"
    )
    KEYS = (
        Command("ctrl+s", "export", "เขียนไฟล์", "เขียนรายงานลงไฟล์ที่ระบุ", priority=True),
        Command("l", "layout", "แบบรายงาน", "เลือกแบบรายงานจากรายการพร้อมคำอธิบาย"),
        Command("m", "parts", "ส่วนประกอบ", "แก้บันทึกข้อความ ความนำ ชื่อคณะกรรมการ และบัญชีหลักฐาน"),
        Command("g", "sign", "ผู้ลงนาม", "แก้ชื่อและตำแหน่งผู้ลงนาม"),
        Command("p", "personal", "ข้อมูลส่วนบุคคล", "ดูรายการที่อาจเป็นข้อมูลส่วนบุคคลในรายงาน"),
        Command("o", "open", "เปิดไฟล์", "เปิดไฟล์ที่เพิ่งเขียน"),
        Command("escape", "back", "กลับ", "หยุดเขียนไฟล์ หรือกลับไปภาพรวม"),
    )
    BINDINGS = bindings(KEYS)
    WIDE: ClassVar[int] = 110

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        preferences = desk.store.preferences
        self.signatories = report_parts.remembered_signatories(preferences)
        self.parts = report_parts.remembered(preferences)
        self.layouts: tuple[Layout, ...] = ()
        self.folder = self._kept_folder()
        self.written: Path | None = None
        self.writing: FileWriting | None = None
        self.findings: tuple[Finding, ...] = ()
        self._agreed: frozenset[Finding] = frozenset()
        self._round = desk.year.current_round(desk.today())
        self._numerals = preferences.get(_NUMERALS, str(chosen()))
        self._faces: dict[str, bool] = {}
        self._no_pdf: ItaError | None = None
        self._kept_face = preferences.get(_FACE, "")

    def _kept_folder(self) -> Path:
        kept = Path(self.desk.store.preferences.get(_FOLDER, ""))
        return kept if kept.is_absolute() and kept.is_dir() else places.documents_folder()

    def compose_body(self) -> ComposeResult:
        self.layouts = self._usable_layouts()
        with Container(id="export"):
            with VerticalScroll(id="options", can_focus=False):
                yield ChoiceLine(
                    [(one.name, one.title) for one in self.layouts],
                    label=padded(_ROWS["layout"], _LABEL),
                    id="layout",
                )
                numerals = [("thai", "ไทย"), ("arabic", "อารบิก")]
                yield self._row("numerals", numerals, self._numerals)
                yield self._row("round", _rounds(), str(int(self._round)))
                yield self._row("stood", self._days(self._round), _TODAY)
                yield self._row("format", [(form.value, form.label) for form in ExportForm])
                yield self._row("face", [("", "กำลังหาแบบอักษร …")])
                with Horizontal(classes="said"):
                    yield Label("ส่วนประกอบ", markup=False)
                    yield Static(id="parts", markup=False)
                with Horizontal(classes="said"):
                    yield Label("ผู้ลงนาม", markup=False)
                    yield Static(id="names", markup=False)
                yield Field("บันทึกเป็น", str(self.folder / self._file_name(ExportForm.XLSX)), id="target")
                yield Static(id="notes", markup=False)
                yield Static(id="result", markup=False)
            with VerticalScroll(id="page"):
                yield Static("กำลังจัดหน้า …", id="preview", markup=False)

    def _row(self, name: str, choices: Sequence[tuple[str, str]], value: str = "") -> ChoiceRow:
        return ChoiceRow(choices, value=value, label=padded(_ROWS[name], _LABEL), id=name)

    def _end_of(self, round_of: RoundOf) -> date:
        return self.desk.year.reporting_round(round_of).last

    def _days(self, round_of: RoundOf) -> tuple[tuple[str, str], ...]:
        """As the year stands now, or as it stood when the round ended."""
        end = self._end_of(round_of)
        return ((_TODAY, "วันนี้"), (_ROUND_END, f"สิ้นรอบ {short_date(end)} ตามที่บันทึกไว้ในวันนั้น"))

    def _usable_layouts(self) -> "tuple[Layout, ...]":
        """Every layout that holds together; of her own that do not she is told."""
        choice = tasks.layout_choice(self.desk.store.path)
        for refusal in choice.broken.values():
            self.tell(refusal)
        return choice.usable

    def on_mount(self) -> None:
        super().on_mount()
        self._show_said()
        self._look_around()
        self.on_resize()
        self.set_interval(_TOLD_EVERY, self._show_writing)

    def on_unmount(self) -> None:
        self._stop_writing()

    def on_resize(self) -> None:
        self.query_one("#export").set_class(self.size.width >= self.WIDE, "wide")
        self.call_after_refresh(self._show_end_of_target)

    def _show_end_of_target(self) -> None:
        """Where a path is longer than its field, its end says more than its beginning."""
        target = self.query_one("#target", Field).input
        if not target.has_focus:
            target.cursor_position = 0
            target.cursor_position = len(target.value)

    # --- what this machine can print ---------------------------------------------------------------------------

    @work
    async def _look_around(self) -> None:
        """Which typefaces are installed, and whether a PDF can be made: both are looked for on the disk."""
        self._faces = dict(await asyncio.to_thread(tasks.faces))
        self._no_pdf = await asyncio.to_thread(tasks.pdf_refusal)
        row = self.query_one("#face", ChoiceRow)
        row.offer([(name, f"{name} {'พบ' if found else 'ไม่พบ'}") for name, found in self._faces.items()])
        row.value = self._kept_face if self._kept_face in self._faces else next(iter(self._faces))
        self._show_notes()

    def _face_words(self) -> str:
        """Whether the typeface of what is written is on this machine, and what becomes of it where it is not."""
        form = self.form
        if form is ExportForm.PDF:
            return f"! {self._no_pdf.happened}\n! {self._no_pdf.do}" if self._no_pdf else _EMBEDDED
        if not self._faces or form is ExportForm.JSON:
            return ""
        chosen_face = self._chosen("face") if form is not ExportForm.DOCX else next(iter(self._faces))
        if self._faces.get(chosen_face):
            return f"✓ พบแบบอักษร {chosen_face} ในเครื่องนี้"
        there = [name for name, found in self._faces.items() if found]
        other = f"เลือก {there[0]}" if there and form is not ExportForm.DOCX else "ส่งออกเป็น PDF"
        return f"! ไม่พบแบบอักษร {chosen_face} ในเครื่องนี้ ถ้าจะพิมพ์จากเครื่องนี้ให้ติดตั้งก่อน หรือ{other}"

    def _link_words(self) -> str:
        """What is wrong with the link that the report shows, where it shows one."""
        if self.state is None:
            return ""
        doubt = tasks.doubt_of_link(self.state.report.surveys, self.report_layout)
        return f"! ลิงก์ EIT: {doubt} · แก้ที่ตั้งค่าแบบวัด (F4)" if doubt else ""

    def _show_notes(self) -> None:
        """What is worth knowing before the file is written."""
        lines = self._face_words().splitlines()
        if self.form.is_page:
            lines += [self._link_words(), findings_words(self.findings)]
        if self.form.is_bundle:
            lines.append(_ABOUT_BUNDLE)
        self.query_one("#face").display = self.form in {ExportForm.XLSX, ExportForm.ZIP, ExportForm.FOLDER}
        shown = [
            (said(line), "$text-warning" if line.startswith("!") else "$foreground-muted") for line in lines
        ]
        for notes in self.query("#notes").results(Static):
            notes.update(Content("\n").join(Content.styled(line, style) for line, style in shown if line))

    # --- the preview -----------------------------------------------------------------------------------------

    def show_state(self, state: YearState) -> None:
        del state
        self.query_one("#round", ChoiceRow).offer(_rounds())
        self._show_days()
        self.show_page()

    def _show_days(self) -> None:
        """Only where the chosen round is over is there anything to choose."""
        round_of = RoundOf(int(self._chosen("round")))
        row = self.query_one("#stood", ChoiceRow)
        row.offer(self._days(round_of))
        row.display = self._end_of(round_of) < self.desk.today()

    @property
    def form(self) -> ExportForm:
        return ExportForm(self._chosen("format"))

    @property
    def report_layout(self) -> "Layout":
        return next(one for one in self.layouts if one.name == self._chosen("layout"))

    def printing(self) -> tasks.Printing:
        """How the page is to be printed, as it is chosen now."""
        printing = tasks.Printing(
            layout=self._chosen("layout"),
            thai_numerals=self._chosen("numerals") == "thai",
            round_of=RoundOf(int(self._chosen("round"))),
            today=self.desk.today(),
            stood_on=self._stood_on(),
            face=self._chosen("face"),
        )
        return tasks.with_parts(printing, self.parts, self.signatories)

    def _stood_on(self) -> date | None:
        """The end of a round that is over, where she chose the data of that day."""
        end = self._end_of(RoundOf(int(self._chosen("round"))))
        return end if self._chosen("stood") == _ROUND_END and end < self.desk.today() else None

    def _chosen(self, row: str) -> str:
        return self.query_one(f"#{row}", ChoiceRow).value

    def show_page(self) -> None:
        if self.form.is_page:
            self._arrange(self.printing(), self.form)
        else:
            self.workers.cancel_group(self, "page")  # a page on its way would take their place
            self.query_one("#preview", Static).update(said(_ABOUT_JSON))
        self._show_notes()

    @work(exclusive=True, group="page")
    async def _arrange(self, printing: tasks.Printing, form: ExportForm) -> None:
        try:
            page, findings = await asyncio.to_thread(self._looked_through, printing, form)
        except ItaError as refusal:
            self.tell(refusal)
        else:
            self._show(page, findings)

    def _looked_through(
        self, printing: tasks.Printing, form: ExportForm
    ) -> "tuple[Page, tuple[Finding, ...]]":
        return tasks.looked_through(self.desk.store, self.desk.year, printing, form=form.value)

    def _show(self, page: "Page", findings: tuple[Finding, ...]) -> None:
        for preview in self.query("#preview").results(Static):  # none where the screen was left meanwhile
            preview.update(page_view(page))
            self.findings = findings
            self._show_notes()
            self.refresh_bindings()

    def _show_said(self) -> None:
        self.query_one("#names", Static).update(spoken(self.signatories))
        self.query_one("#parts", Static).update(self.parts.spoken(self._chosen("layout")))

    @on(ChoiceRow.Changed)
    def _choice_changed(self, event: ChoiceRow.Changed) -> None:
        if event.row.id in {"format", "layout"}:
            self._rename_target()
            self._show_said()
        if event.row.id == "round":
            self._show_days()
        if (kept := {"numerals": _NUMERALS, "face": _FACE}.get(event.row.id or "")) is not None:
            with self.telling():
                self.desk.store.preferences.set(kept, event.value)
        self.show_page()

    def _rename_target(self) -> None:
        """The offered name follows layout and format; a name of her own keeps its letters, but for the suffix."""
        field = self.query_one("#target", Field)
        typed, form = Path(field.value), self.form
        offered = {kind.file_name(self.desk.year, one.name) for one in self.layouts for kind in ExportForm}
        if typed.name in offered:
            field.input.value = str(typed.with_name(self._file_name(form)))
        elif typed.name and form.renamed(typed).name != typed.name + form.suffix:
            field.input.value = str(form.renamed(typed))

    def _file_name(self, form: ExportForm) -> str:
        chosen_layout = self._chosen("layout") if self.is_mounted else self.layouts[0].name
        return form.file_name(self.desk.year, chosen_layout)

    @work
    async def action_layout(self) -> None:
        """Choose among all the layouts, each with what it is for."""
        answers = [(one.name, f"{one.title}\n  {one.purpose}") for one in self.layouts]
        answer = await self.app.push_screen_wait(Choice("แบบรายงาน", answers))
        if answer is not None:
            self.query_one("#layout", ChoiceLine).choose(answer)

    @work
    async def action_sign(self) -> None:
        await self.app.push_screen_wait(SignatoriesScreen(self.signatories, self._keep_signatories))

    def _keep_signatories(self, changed: "tuple[Signatory, ...]") -> None:
        self.signatories = changed
        with self.telling():
            report_parts.remember_signatories(self.desk.store.preferences, changed)
        self._show_said()
        self.show_page()

    @work
    async def action_parts(self) -> None:
        """Change what goes around the tables."""
        from screens.report_parts_form import ReportPartsForm

        if self.state is None:
            return
        agency = self.state.report.agency.name
        form = ReportPartsForm(
            self.parts, self.report_layout, today=self.desk.today(), agency=agency, keep=self._keep_parts
        )
        await self.app.push_screen_wait(form)

    async def _keep_parts(self, changed: report_parts.ReportParts) -> bool:
        report_parts.remember(self.desk.store.preferences, changed)
        self.parts = changed
        self._show_said()
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
        target = self._target()
        if target is not None and self.writing is None:
            self._export(target, self.form)

    def _target(self) -> Path | None:
        """Where the file goes: a folder gets the offered name, a name without its suffix gets it."""
        field = self.query_one("#target", Field)
        path = path_in(field, self.folder, empty="พิมพ์ชื่อไฟล์ที่จะบันทึก")
        if path is None:
            return None
        if path.is_dir() and path.name != self._file_name(self.form):
            return path / self._file_name(self.form)
        suffix = self.form.suffix
        return path if path.suffix.lower() == suffix or not suffix else path.with_name(path.name + suffix)

    @work(group="export")
    async def _export(self, target: Path, form: ExportForm) -> None:
        self.writing = FileWriting(target)
        try:
            path = await self._written(target, form)
        except Stopped:
            self._say(f"หยุดเขียนแล้ว ไม่มีไฟล์ใหม่ · {target.name} ที่มีอยู่เดิมไม่เปลี่ยนแปลง")
        except ItaError as refusal:
            self.tell(refusal)
            self._say(f"! {refusal.happened}")
        else:
            self.written = path or self.written
            self._say(f"✓ เขียนแล้ว {self.written} · กด o เพื่อเปิด" if path else "")
        finally:
            self.writing = None
            self.refresh_bindings()

    async def _written(self, target: Path, form: ExportForm) -> Path | None:
        """Write, asking as often as something stands in the way; None where she gave up."""
        printing = self.printing()
        if form.is_page and not await self._agreed_to(printing, form):
            return None
        overwrite = False
        while True:
            self.writing = FileWriting(target)
            self._show_writing()
            try:
                path = await asyncio.to_thread(
                    self._write, form, printing, target, overwrite=overwrite, writing=self.writing
                )
            except PdfMakerMissing as refusal:
                if not await self._document_instead(refusal):
                    return None
                form, target = ExportForm.DOCX, ExportForm.DOCX.renamed(target)
            except NotSaved as refusal:
                if refusal.proposed is None:
                    raise
                answer = await self._ask(refusal, refusal.proposed)
                if answer is None:
                    return None
                target = refusal.proposed if answer == "free" else target
                overwrite = answer != "free"
            else:
                with self.telling():  # the report is written, whatever becomes of what is remembered of it
                    self._remember(path)
                return path

    def _write(
        self,
        form: ExportForm,
        printing: tasks.Printing,
        target: Path,
        *,
        overwrite: bool,
        writing: FileWriting,
    ) -> Path:
        """Write in a thread: a report as it was chosen, the bundle with it, or the whole year as data."""
        store, year = self.desk.store, self.desk.year
        if form is ExportForm.JSON:
            today = self.desk.today()
            return tasks.export_open_format(store, year, today, target, overwrite=overwrite)
        if not form.is_bundle:
            return tasks.export_report(
                store, year, printing, target, form=form.value, overwrite=overwrite, on_progress=writing
            )
        reports = tasks.printed_for_bundle(store, year, printing, writing)
        bundled = tasks.bundle(
            store,
            year,
            reports,
            target,
            stood_on=printing.stood_on,
            as_folder=form is ExportForm.FOLDER,
            overwrite=overwrite,
            on_progress=writing,
        )
        if bundled.left_out:
            self.app.call_from_thread(self.tell, LeftOutOfBundle(bundled.left_out))
        return bundled.path

    async def _agreed_to(self, printing: tasks.Printing, form: ExportForm) -> bool:
        """Whether what may be personal data in the report was seen and is to be published."""
        _, findings = await asyncio.to_thread(self._looked_through, printing, form)
        if self._agreed.issuperset(findings):
            return True
        if await self.app.push_screen_wait(PersonalDataScreen(findings, writing=True)):
            self._agreed |= frozenset(findings)
            return True
        return False

    async def _document_instead(self, refusal: ItaError) -> bool:
        """Offer a Word document where no PDF can be made; what is missing is said with what to install."""
        question = "\n".join(filter(None, (refusal.happened, refusal.means, refusal.do)))
        answers = [("docx", "เขียนเป็น Word (.docx) แทน"), ("back", "กลับ ยังไม่เขียนไฟล์")]
        if await self.app.push_screen_wait(Choice(question, answers)) != "docx":
            return False
        self.query_one("#format", ChoiceRow).choose(ExportForm.DOCX.value)
        return True

    async def _ask(self, refusal: NotSaved, free: Path) -> str | None:
        answers = [("free", f"บันทึกเป็น {free.name}")]
        if isinstance(refusal, TargetExists):
            answers.append(("again", "เขียนทับไฟล์เดิม"))
        elif not isinstance(
            refusal, FolderExists
        ):  # a folder is never written over: it may hold more than ours
            answers.append(("again", "ลองเขียนไฟล์เดิมอีกครั้ง"))
        return await self.app.push_screen_wait(Choice(refusal.happened, answers))

    def _show_writing(self) -> None:
        if self.writing is not None:
            self._say(self.writing.words)

    def _say(self, words: str) -> None:
        """What becomes of the file; none where the screen was left meanwhile."""
        for result in self.query("#result").results(Static):
            result.update(words)
            result.display = bool(words)

    def _stop_writing(self) -> bool:
        if self.writing is None:
            return False
        self.writing.stop()
        return True

    def save_now(self) -> bool:
        """Whether the program may leave the screen: not while the file is being written."""
        if self.writing is not None:
            self.tell(StillWriting(self.writing.target.name))
        return self.writing is None

    def _remember(self, path: Path) -> None:
        """The next report goes to the same folder; the page takes the focus, so that o opens the file."""
        self.folder = path.absolute().parent
        self.desk.store.preferences.set(_FOLDER, str(self.folder))
        self.query_one("#target", Field).input.value = str(path)
        self.query_one("#page").focus()
        self._show_end_of_target()

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
        """There is nothing to open before something was written, and no list where nothing was found."""
        del parameters
        if action == "personal":
            return bool(self.findings) and self.form.is_page
        return action != "open" or self.written is not None

    def action_back(self) -> None:
        if not self._stop_writing():
            self.app.call_later(self.app.run_action, "go('overview')")
