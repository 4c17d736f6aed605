"""The papers of a committee's meeting on paper: agenda, sheet to sign on, minutes, in any format of a page."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.thai.file_names import safe_name

if TYPE_CHECKING:
    from ita_tui.domain.meetings import Meeting
    from ita_tui.reports.page import Page
    from store.database import Store

OnProgress = Callable[[int, int], None]


class Paper(StrEnum):
    """A paper of a meeting, in the order in which they are needed."""

    AGENDA = "agenda"
    SIGN_IN = "sign-in"
    MINUTES = "minutes"

    @property
    def label(self) -> str:
        return {
            "agenda": "ระเบียบวาระการประชุม",
            "sign-in": "ใบลงชื่อเข้าประชุม",
            "minutes": "รายงานการประชุม",
        }[self.value]


def paper_page(
    store: "Store", year: FiscalYear, meeting_id: int, paper: Paper, *, thai_numerals: bool = True
) -> "Page":
    """A paper of a meeting as it is printed. Raises RecordGoneError."""
    from ita_tui.reports.minutes import agenda_page, minutes_page, sign_in_page

    made = {Paper.AGENDA: agenda_page, Paper.SIGN_IN: sign_in_page, Paper.MINUTES: minutes_page}[paper]
    return made(store.report(year), store.meetings.get(meeting_id), thai_numerals=thai_numerals)


def print_paper(
    store: "Store",
    year: FiscalYear,
    meeting_id: int,
    paper: Paper,
    target: Path,
    *,
    form: str,
    thai_numerals: bool = True,
    overwrite: bool = False,
    on_progress: OnProgress | None = None,
) -> Path:
    """Print a paper as a workbook, a Word document or a PDF (``form``: xlsx, docx or pdf); call it from a thread.

    What ``on_progress`` raises ends the printing, and nothing is left behind. Raises RecordGoneError and what the
    exporters refuse.
    """
    page = paper_page(store, year, meeting_id, paper, thai_numerals=thai_numerals)
    if form == "docx":
        from exports import docx

        return docx.save(page, target, overwrite=overwrite, on_progress=on_progress)
    if form == "pdf":
        from exports import pdf

        return pdf.save(page, target, overwrite=overwrite, on_progress=on_progress)
    from exports import xlsx

    return xlsx.save(page, target, overwrite=overwrite, on_progress=on_progress)


def paper_name(year: FiscalYear, meeting: "Meeting", paper: Paper, form: str) -> str:
    """The file name offered for a paper."""
    return safe_name(f"{paper.label}-ครั้งที่ {meeting.number}-{year.be}.{form}")
