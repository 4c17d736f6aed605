"""Prints a paper of a meeting: which, in what format and numerals, and where to."""

import asyncio
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Label, Static

from exports.refusals import PdfMakerMissing
from ita_tui import meeting_papers, places
from ita_tui.domain.meetings import Meeting
from ita_tui.errors import ItaError
from ita_tui.meeting_papers import Paper
from ita_tui.saving import FolderExists, NotSaved, TargetExists
from screens.desk import Desk
from screens.dialogs import Choice, TypingDialog
from screens.file_writing import FileWriting, StillWriting, Stopped
from screens.form import FORM_CSS
from screens.keys import Command, bindings
from screens.notices import tell
from screens.opening import open_with_desktop
from screens.typed_paths import path_in
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.field import Field
from screens.widgets.padding import padded
from screens.widgets.thai_input import ThaiInput

_FOLDER, _FORM = "export_folder", "meeting_format"
_LABEL = 11
_FORMS = (("docx", "Word .docx"), ("xlsx", "ตารางคำนวณ .xlsx"), ("pdf", "PDF"))
_TOLD_EVERY = 0.2
"""Seconds between two looks at how far the writing is."""


class PaperScreen(TypingDialog[None]):
    """The folder is the one of the last report; a file that is there is never overwritten unasked."""

    DEFAULT_CSS = (
        FORM_CSS.format(name="PaperScreen")
        + """
    PaperScreen ChoiceRow { margin: 0 0 1 0; }
    PaperScreen Field Label { width: 13; }
    PaperScreen Field .complaint { margin: 0 0 0 13; }
    PaperScreen #result { width: 1fr; height: auto; margin: 1 0 0 0; display: none; }
    """
    )
    NAME = "พิมพ์เอกสารการประชุม"
    HELP = (
        "พิมพ์ระเบียบวาระการประชุม ใบลงชื่อเข้าประชุม หรือรายงานการประชุม เลือกด้วย ← → แล้วกด Ctrl+S "
        "Word เหมาะกับแก้ต่อ ตารางคำนวณและ PDF เหมาะกับพิมพ์ ไฟล์ที่มีอยู่แล้วจะถามก่อน กด Esc เพื่อหยุดเขียนหรือปิด"
    )
    KEYS = (
        Command("ctrl+s", "done", "เขียนไฟล์", "เขียนเอกสารลงไฟล์ที่ระบุ", priority=True),
        Command("o", "open", "เปิดไฟล์", "เปิดไฟล์ที่เพิ่งเขียน"),
        Command("escape", "cancel", "ปิด", "หยุดเขียนไฟล์ หรือปิด"),
    )
    BINDINGS = bindings(KEYS)
    SAVE = "กด Ctrl+S เพื่อเขียนไฟล์"
    ASKS = DRAFTS = False  # nothing of it is lost but a file's name

    def __init__(self, desk: Desk, meeting: Meeting) -> None:
        super().__init__()
        self.desk = desk
        self.meeting = meeting
        self.writing: FileWriting | None = None
        self.written: Path | None = None

    def compose(self) -> ComposeResult:
        papers = [(paper.value, paper.label) for paper in Paper]
        paper = Paper.MINUTES if self.meeting.ended or self.meeting.resolutions else Paper.AGENDA
        numerals = [("thai", "ไทย"), ("arabic", "อารบิก")]
        kept = self.desk.store.preferences.get(_FORM, "")
        form = kept if kept in dict(_FORMS) else _FORMS[0][0]
        with VerticalScroll(can_focus=False):
            name = self.meeting.name(self.desk.year.be)
            yield Label(f"{self.NAME} {name}", classes="question", markup=False)
            yield ChoiceRow(papers, value=paper, label=padded("เอกสาร", _LABEL), id="paper")
            yield ChoiceRow(_FORMS, value=form, label=padded("ชนิดไฟล์", _LABEL), id="format")
            yield ChoiceRow(numerals, label=padded("ตัวเลข", _LABEL), id="numerals")
            yield Field("บันทึกเป็น", id="target")
            yield Static(id="result", markup=False)
            yield Label("← → เลือก · Tab ช่องถัดไป · Ctrl+S เขียนไฟล์ · Esc ปิด", classes="hint", markup=False)

    def on_mount(self) -> None:
        self._show_target(self._folder() / self._offered_name())
        super().on_mount()
        self.set_focus(self.query_one("#paper"))
        self.set_interval(_TOLD_EVERY, self._show_writing)

    def on_unmount(self) -> None:
        if self.writing is not None:
            self.writing.stop()

    # --- what is chosen ----------------------------------------------------------------------------------

    def _chosen(self, row: str) -> str:
        return self.query_one(f"#{row}", ChoiceRow).value

    @property
    def paper(self) -> Paper:
        return Paper(self._chosen("paper"))

    def _folder(self) -> Path:
        kept = Path(self.desk.store.preferences.get(_FOLDER, ""))
        return kept if kept.is_absolute() and kept.is_dir() else places.documents_folder()

    def _offered_name(self) -> str:
        return meeting_papers.paper_name(self.desk.year, self.meeting, self.paper, self._chosen("format"))

    @on(ChoiceRow.Changed)
    def _rename(self, event: ChoiceRow.Changed) -> None:
        """The offered name follows what is chosen; a name of her own keeps its letters, but for the suffix."""
        field = self.query_one("#target", Field)
        typed = Path(field.value)
        offered = {
            meeting_papers.paper_name(self.desk.year, self.meeting, paper, form)
            for paper in Paper
            for form, _ in _FORMS
        }
        if typed.name in offered:
            self._show_target(typed.with_name(self._offered_name()))
        elif typed.suffix.lower().removeprefix(".") in dict(_FORMS):
            self._show_target(typed.with_suffix(f".{self._chosen('format')}"))
        if event.row.id == "format":
            self.desk.store.preferences.set(_FORM, event.value)

    def _show_target(self, path: Path) -> None:
        self.query_one("#target", Field).input.value = str(path)
        self.call_after_refresh(self._show_end_of_target)

    def _show_end_of_target(self) -> None:
        """Where a path is longer than its field, its end says more than its beginning."""
        for field in self.query("#target").results(Field):
            if not field.input.has_focus:
                field.input.cursor_position = 0
                field.input.cursor_position = len(field.input.value)

    def _target(self) -> Path | None:
        """Where the file goes; None, with a complaint, where what is typed is no place for one."""
        path = path_in(self.query_one("#target", Field), self._folder(), empty="พิมพ์ชื่อไฟล์ที่จะบันทึก")
        if path is None:
            return None
        if path.is_dir():
            return path / self._offered_name()
        suffix = f".{self._chosen('format')}"
        return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)

    # --- writing -----------------------------------------------------------------------------------------

    @on(ThaiInput.Submitted)
    def action_done(self) -> None:
        target = self._target()
        if target is not None and self.writing is None:
            self._write(target)

    @work(group="write")
    async def _write(self, target: Path) -> None:
        try:
            path = await self._written(target)
        except Stopped:
            self._say(f"หยุดเขียนแล้ว ไม่มีไฟล์ใหม่ · {target.name} ที่มีอยู่เดิมไม่เปลี่ยนแปลง")
        except ItaError as refusal:
            tell(self.app, refusal)
            self._say(f"! {refusal.happened}")
        else:
            self._finish(path)
        finally:
            self.writing = None
        self.refresh_bindings()

    async def _written(self, target: Path) -> Path | None:
        """Write, and ask as often as something stands in the way; None where she gave up."""
        overwrite, form = False, self._chosen("format")
        while True:
            self.writing = FileWriting(target)
            try:
                return await asyncio.to_thread(
                    meeting_papers.print_paper,
                    self.desk.store,
                    self.desk.year,
                    self.meeting.id or 0,
                    self.paper,
                    target,
                    form=form,
                    thai_numerals=self._chosen("numerals") == "thai",
                    overwrite=overwrite,
                    on_progress=self.writing,
                )
            except PdfMakerMissing as refusal:
                if await self._ask(refusal.happened, [("docx", "เขียนเป็น Word (.docx) แทน")]) is None:
                    return None
                form, target = "docx", target.with_suffix(".docx")
            except NotSaved as refusal:
                if refusal.proposed is None:
                    raise
                answer = await self._ask(refusal.happened, _ways(refusal, refusal.proposed))
                if answer is None:
                    return None
                overwrite = answer == "again"
                target = target if overwrite else refusal.proposed

    async def _ask(self, question: str, answers: list[tuple[str, str]]) -> str | None:
        return await self.app.push_screen_wait(Choice(question, answers))

    def _finish(self, path: Path | None) -> None:
        """Say what was written, and leave the focus where o opens it."""
        self._say(f"✓ เขียนแล้ว {path} · กด o เพื่อเปิด" if path else "")
        if path is None or not self.query("#target"):
            return
        self.written = path
        self.desk.store.preferences.set(_FOLDER, str(path.absolute().parent))
        self._show_target(path)
        self._first = self.typed()  # what stands in the fields is written
        if isinstance(self.focused, ThaiInput):
            self.query_one("#paper").focus()

    def _show_writing(self) -> None:
        if self.writing is not None:
            self._say(self.writing.words)

    def _say(self, words: str) -> None:
        """What becomes of the file; nothing where the dialog was left meanwhile."""
        for result in self.query("#result").results(Static):
            result.update(words)
            result.display = bool(words)

    def save_now(self) -> bool:
        """Whether the program may leave the dialog: not while the file is being written."""
        if self.writing is not None:
            tell(self.app, StillWriting(self.writing.target.name))
        return self.writing is None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        del parameters
        return action != "open" or self.written is not None

    @work(thread=True, group="open")
    def action_open(self) -> None:
        """Open what was written, off the event loop."""
        if self.written is None:
            return
        try:
            open_with_desktop(self.written)
        except ItaError as refusal:
            self.app.call_from_thread(tell, self.app, refusal)

    @work
    async def action_cancel(self) -> None:
        """Stop the writing, else close."""
        if self.writing is not None:
            self.writing.stop()
        else:
            self.dismiss(None)


def _ways(refusal: NotSaved, free: Path) -> list[tuple[str, str]]:
    """What can be done about a file that stands in the way; a folder is never written over."""
    answers = [("free", f"บันทึกเป็น {free.name}")]
    if isinstance(refusal, TargetExists):
        answers.append(("again", "เขียนทับไฟล์เดิม"))
    elif not isinstance(refusal, FolderExists):
        answers.append(("again", "ลองเขียนไฟล์เดิมอีกครั้ง"))
    return answers
