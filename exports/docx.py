"""Prints a page as a Word document (DOCX), for those who go on writing in it; the same bytes for the same page."""

import io
from collections.abc import Callable
from pathlib import Path

from exports.fixed_zip import packed, unpacked
from exports.refusals import refuse_unprintable_page
from exports.word_blank import blank
from exports.word_body import write_body
from exports.word_page_marks import write_page_marks
from exports.word_proof import prove
from ita_tui.reports.page import Page, Table
from ita_tui.saving import put_in_place

OnProgress = Callable[[int, int], None]


def save(page: Page, target: Path, *, overwrite: bool, on_progress: OnProgress | None = None) -> Path:
    """Print a page as the document ``target`` and return its path; call it from a thread.

    The document is made and read back in memory before the file is touched. ``on_progress`` is told how many rows
    and parts of how many are written and read back; what it raises ends the export, and nothing is written. Raises
    TextUnprintable, which names the measure, LinkTooLongForCode, and the refusals of :mod:`ita_tui.saving`.
    """
    refuse_unprintable_page(page, longest=None)
    return put_in_place(document_bytes(page, on_progress), target, overwrite=overwrite)


def document_bytes(page: Page, on_progress: OnProgress | None = None) -> bytes:
    """The bytes of the document, proved by reading them back.

    Raises DocumentDiffersError where the document does not hold what the page does.
    """
    step = _steps(page, on_progress)
    document = blank(page.properties)
    write_body(document, page, step)
    write_page_marks(document, page)
    raw = io.BytesIO()
    document.save(raw)
    data = packed(unpacked(raw.getvalue()))
    prove(data, page, step)
    return data


def _steps(page: Page, on_progress: OnProgress | None) -> Callable[[], None]:
    """Counts what is written and then what is read back."""
    total = sum(
        1 + len(part.rows) if isinstance(part, Table) else 1
        for part in (*page.memo, *page.parts, *page.all_parts)  # written, and read back
    )
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if on_progress:
            on_progress(done, total)

    return step
