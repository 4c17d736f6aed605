"""Writes what was chosen on the export screen, in a thread, and asks as often as something stands in the way."""

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from exports.refusals import PdfMakerMissing
from ita_tui import tasks
from ita_tui.errors import ItaError
from ita_tui.saving import FolderExists, NotSaved, TargetExists
from ita_tui.thai.numerals import digits
from screens.dialogs import Choice
from screens.export_forms import ExportForm
from screens.file_writing import FileWriting, LeftOutOfBundle
from screens.personal_data import PersonalDataScreen
from screens.screen import ItaScreen

if TYPE_CHECKING:
    from ita_tui.domain.personal_data import Finding


@dataclass(frozen=True)
class Job:
    """What is to be written, and where."""

    form: ExportForm
    printing: tasks.Printing
    target: Path


@dataclass(frozen=True)
class Done:
    """What was written as what, and how many files of evidence are not in it."""

    path: Path
    form: ExportForm
    left_out: int = 0

    @property
    def words(self) -> str:
        missing = f" · ไม่รวมหลักฐาน {digits(self.left_out)} ไฟล์ที่หายไปหรือถูกแก้ไข" if self.left_out else ""
        return f"✓ เขียนแล้ว {self.path}{missing} · กด o เพื่อเปิด"


class ReportWriting:
    """One writing after the other for a screen. ``under_way`` is the one that is going on, if any."""

    def __init__(self, screen: ItaScreen) -> None:
        self._screen = screen
        self.under_way: FileWriting | None = None
        self._agreed: frozenset[Finding] = frozenset()

    async def write(self, job: Job) -> Done | None:
        """Write; None where she gave up. Raises Stopped, and ItaError for what only she can put right."""
        self.under_way = FileWriting(job.target)
        try:
            if job.form.is_page and not await self._agreed_to(job):
                return None
            return await self._written(job)
        finally:
            self.under_way = None

    def stop(self) -> bool:
        """Have the thread end at its next report; False where nothing is being written."""
        if self.under_way is None:
            return False
        self.under_way.stop()
        return True

    async def _written(self, job: Job) -> Done | None:
        overwrite = False
        while True:
            self.under_way = FileWriting(job.target)
            try:
                return await asyncio.to_thread(self._write, job, self.under_way, overwrite=overwrite)
            except PdfMakerMissing as refusal:
                if not await self._document_instead(refusal):
                    return None
                job = replace(job, form=ExportForm.DOCX, target=ExportForm.DOCX.renamed(job.target))
            except NotSaved as refusal:
                if refusal.proposed is None:
                    raise
                answer = await self._ask(refusal, refusal.proposed)
                if answer is None:
                    return None
                overwrite = answer != "free"
                job = job if overwrite else replace(job, target=refusal.proposed)

    def _write(self, job: Job, writing: FileWriting, *, overwrite: bool) -> Done:
        """Write in a thread: a report as it was chosen, the bundle with it, or the whole year as data."""
        store, year, target = self._screen.desk.store, self._screen.desk.year, job.target
        if job.form.is_bundle:
            return self._bundle(job, writing, overwrite=overwrite)
        if job.form is ExportForm.JSON:
            today = self._screen.desk.today()
            path = tasks.export_open_format(store, year, today, target, overwrite=overwrite)
        else:
            path = tasks.export_report(
                store,
                year,
                job.printing,
                target,
                form=job.form.value,
                overwrite=overwrite,
                on_progress=writing,
            )
        return Done(path, job.form)

    def _bundle(self, job: Job, writing: FileWriting, *, overwrite: bool) -> Done:
        store, year = self._screen.desk.store, self._screen.desk.year
        bundled = tasks.bundle(
            store,
            year,
            [job.printing],
            job.target,
            stood_on=job.printing.stood_on,
            as_folder=job.form is ExportForm.FOLDER,
            overwrite=overwrite,
            on_progress=writing,
        )
        if bundled.left_out:
            self._screen.app.call_from_thread(self._screen.tell, LeftOutOfBundle(bundled.left_out))
        return Done(bundled.path, job.form, len(bundled.left_out))

    # --- questions ---------------------------------------------------------------------------------------------

    async def _agreed_to(self, job: Job) -> bool:
        """Whether what may be personal data in the report was seen and is to be published."""
        desk = self._screen.desk
        _, findings = await asyncio.to_thread(
            tasks.looked_through, desk.store, desk.year, job.printing, form=job.form.value
        )
        if self._agreed.issuperset(findings):
            return True
        if await self._screen.app.push_screen_wait(PersonalDataScreen(findings, writing=True)):
            self._agreed |= frozenset(findings)
            return True
        return False

    async def _document_instead(self, refusal: ItaError) -> bool:
        """Offer a Word document where no PDF can be made; what is missing is said with what to install."""
        question = "\n".join(filter(None, (refusal.happened, refusal.means, refusal.do)))
        answers = [("docx", "เขียนเป็น Word (.docx) แทน"), ("back", "กลับ ยังไม่เขียนไฟล์")]
        return await self._screen.app.push_screen_wait(Choice(question, answers)) == "docx"

    async def _ask(self, refusal: NotSaved, free: Path) -> str | None:
        answers = [("free", f"บันทึกเป็น {free.name}")]
        if isinstance(refusal, TargetExists):
            answers.append(("again", "เขียนทับไฟล์เดิม"))
        elif not isinstance(refusal, FolderExists):
            # A folder is never written over: it may hold more than ours.
            answers.append(("again", "ลองเขียนไฟล์เดิมอีกครั้ง"))
        return await self._screen.app.push_screen_wait(Choice(refusal.happened, answers))
