"""Prints a page as a PDF/A: the typeface embedded, every word to be searched and copied, the same bytes every time."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from exports.pdf_content import content_of
from exports.pdf_maker import pdf_of, refuse_without_maker
from exports.pdf_proof import prove
from exports.refusals import refuse_unprintable_page
from ita_tui.reports.page import Page
from ita_tui.saving import put_in_place
from ita_tui.thai.words import add_words, load_dictionary

OnProgress = Callable[[int, int], None]

_HUNDRED = 100
_PARTED, _MADE = 20, 80
"""Of a hundred steps: when the words are parted, and when typst is done, which says nothing on its way."""


@dataclass(frozen=True)
class Pdf:
    """A document as its bytes. ``pages`` is None where PDFium is not installed to count them."""

    data: bytes
    pages: int | None


def save(page: Page, target: Path, *, overwrite: bool, on_progress: OnProgress | None = None) -> Path:
    """Print a page as the PDF ``target`` and return its path; call it from a thread, it takes up to seconds.

    The document is made and read back in memory before the file is touched. ``on_progress`` is told how many steps
    of how many are done; what it raises goes through, and nothing is left behind. Raises PdfMakerMissing,
    PdfMakerFailed, TextUnprintable, which names the measure, LinkTooLongForCode, and the refusals of
    :mod:`ita_tui.saving`.
    """
    return put_in_place(document(page, on_progress).data, target, overwrite=overwrite)


def document(page: Page, on_progress: OnProgress | None = None) -> Pdf:
    """The page as a PDF, proved by reading it back. Raises as :func:`save` does, but for the file."""
    refuse_without_maker()
    refuse_unprintable_page(page, longest=None)
    load_dictionary()
    add_words([page.properties.agency])
    progress = _Progress(on_progress, sum(len(table.rows) for table in page.tables))
    content = content_of(page, progress.row)
    progress.say(_PARTED)
    data = pdf_of(content)
    progress.say(_MADE)
    pages = prove(data, page, progress.page)
    progress.say(_HUNDRED)
    return Pdf(data, pages)


class _Progress:
    """Tells of whole steps, each once."""

    def __init__(self, tell: OnProgress | None, rows: int) -> None:
        self._tell = tell
        self._rows = rows
        self._rows_done = 0
        self._said = 0

    def row(self) -> None:
        self._rows_done += 1
        self.say(_PARTED * self._rows_done // self._rows)

    def page(self, number: int, pages: int) -> None:
        self.say(_MADE + (_HUNDRED - _MADE) * number // pages)

    def say(self, done: int) -> None:
        if done > self._said:
            self._said = done
            if self._tell:
                self._tell(done, _HUNDRED)
