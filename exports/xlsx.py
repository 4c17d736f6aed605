"""Prints a page as a workbook (XLSX): sheets for print, measured, with their own pages; sheets for data and about."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from exports.about_sheet import About
from exports.data_sheet import DataSheet, refuse_unprintable_data
from exports.faces import TH_SARABUN_NEW, Face
from exports.print_sheet import lay_out, lay_out_memo
from exports.refusals import refuse_unprintable, refuse_unprintable_page
from exports.workbook import workbook_bytes
from ita_tui.reports.page import Page
from ita_tui.saving import put_in_place
from ita_tui.thai.words import add_words, load_dictionary

__all__ = ["About", "DataSheet", "refuse_unprintable", "save"]


def save(
    page: Page,
    target: Path,
    *,
    overwrite: bool,
    data: DataSheet | None = None,
    about: About | None = None,
    font: Face = TH_SARABUN_NEW,
    on_progress: Callable[[int, int], None] | None = None,
) -> Path:
    """Print a page as the workbook ``target`` and return its path; call it from a thread, it takes seconds.

    ``data`` and ``about`` give the workbook the sheets behind the report; a memo has one before it. ``font`` is what
    it is set in, installed or not. The workbook is made and read back in memory before the file is touched. ``on_progress`` is told how
    much of how much is done while rows are measured and written; what it raises goes through, and nothing is left
    behind. Raises TextUnprintable and TextTooLong, which name the measure, TooManyPages, RowTooTall, LinkTooLongForCode,
    WorkbookMakerFailed, and the refusals of :mod:`ita_tui.saving`.
    """
    refuse_unprintable_page(page)
    if data:
        refuse_unprintable_data(data)
    if about:
        about = replace(about, code=about.code or page.code)
        for text in (about.version, about.digest, about.history_head, about.code):
            refuse_unprintable("ข้อมูลเกี่ยวกับรายงาน", text)
    progress = _Progress(page, data, on_progress or (lambda _done, _total: None))
    progress.tell(0)
    load_dictionary()
    add_words([page.properties.agency])
    sheet = lay_out(page, progress.measured, font)
    memo = lay_out_memo(page, font)
    made = workbook_bytes(sheet, page.properties, data, about, progress.written, memo=memo)
    progress.tell(progress.total)
    return put_in_place(made, target, overwrite=overwrite)


class _Progress:
    """One count over both halves of the work: rows measured, and rows written; the last one is the proof."""

    def __init__(self, page: Page, data: DataSheet | None, on_progress: Callable[[int, int], None]) -> None:
        self._measuring = sum(len(table.rows) for table in page.tables)
        self._writing = self._measuring + (data.rows if data else 0)
        self.total = self._measuring + self._writing + 1
        self._told = -1
        self._on_progress = on_progress

    def tell(self, done: int) -> None:
        if done > self._told:
            self._told = done
            self._on_progress(done, self.total)

    def measured(self, done: int, _rows: int) -> None:
        self.tell(done)

    def written(self, done: int, rows: int) -> None:
        self.tell(self._measuring + self._writing * done // rows)
