"""What can be written on the export screen: the formats in their order, and the names of their files."""

from enum import StrEnum
from pathlib import Path

from ita_tui import tasks
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf


class ExportForm(StrEnum):
    """A format; the value is its suffix, and ``folder`` for the bundle that is no single file."""

    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"
    JSON = "json"
    ZIP = "zip"
    FOLDER = "folder"

    @property
    def label(self) -> str:
        return {
            "xlsx": "ตารางคำนวณ .xlsx",
            "docx": "Word .docx",
            "pdf": "PDF",
            "json": "ข้อมูลทั้งปี .json",
            "zip": "ชุดหลักฐาน .zip",
            "folder": "ชุดหลักฐานเป็นโฟลเดอร์",
        }[self.value]

    @property
    def suffix(self) -> str:
        return "" if self is ExportForm.FOLDER else f".{self.value}"

    @property
    def is_bundle(self) -> bool:
        return self in {ExportForm.ZIP, ExportForm.FOLDER}

    @property
    def is_page(self) -> bool:
        """Whether a report is printed, alone or in a bundle."""
        return self is not ExportForm.JSON

    @property
    def has_workbook(self) -> bool:
        """Whether a typeface is chosen for it: a PDF has its own, a document that of its style."""
        return self is ExportForm.XLSX or self.is_bundle

    def file_name(self, year: FiscalYear, title: str, round_of: RoundOf) -> str:
        """The name that is offered; ``title`` is the layout's."""
        if self.is_bundle:
            return tasks.bundle_name(year) + self.suffix
        if self is ExportForm.JSON:
            return tasks.year_name(year) + self.suffix
        return tasks.report_name(year, round_of, title, self.value)

    def renamed(self, path: Path) -> Path:
        """The same name for this format; a suffix of no format is a part of the name."""
        suffixes = {form.suffix for form in ExportForm if form.suffix}
        stem = path.with_suffix("") if path.suffix.lower() in suffixes else path
        return stem.with_name(stem.name + self.suffix)
