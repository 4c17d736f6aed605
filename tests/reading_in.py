"""Reads a report that a test has as text, through the same door as a file."""

from pathlib import Path
from tempfile import TemporaryDirectory

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.intake.documents import read_document
from ita_tui.intake.draft import Draft


def read_text(text: str, year: FiscalYear) -> Draft:
    """The draft of a text file with these letters and line ends."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "รายงาน.txt")
        path.write_text(text, encoding="utf-8", newline="")
        return read_document(path, year)
