"""Prints a page as a workbook (XLSX): one sheet for print, measured, with its own pages."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from exports.print_sheet import lay_out
from exports.refusals import LONGEST, TextTooLong, TextUnprintable
from exports.workbook import workbook_bytes
from ita_tui.reports.page import Page
from ita_tui.saving import put_in_place
from ita_tui.thai.words import add_words, load_dictionary

# All that XML cannot hold, and the carriage return, which it turns into a line feed.
_UNPRINTABLE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def save(
    page: Page, target: Path, *, overwrite: bool, on_progress: Callable[[int, int], None] | None = None
) -> Path:
    """Print a page as the workbook ``target`` and return its path; call it from a thread, it takes seconds.

    The workbook is made and read back in memory before the file is touched. ``on_progress`` is told how many rows
    of how many are measured. Raises TextUnprintable and TextTooLong, which name the measure, and the refusals of
    :mod:`ita_tui.saving`.
    """
    for subject, text in _texts(page):
        refuse_unprintable(subject, text)
    load_dictionary()
    add_words([page.properties.agency])
    sheet = lay_out(page, on_progress)
    return put_in_place(workbook_bytes(sheet, page.properties), target, overwrite=overwrite)


def refuse_unprintable(subject: str, text: str) -> None:
    """Raise for a text that a cell would lose or cut: control and half characters, too many letters."""
    wrong = _UNPRINTABLE.search(text)
    if wrong:
        raise TextUnprintable(subject, wrong.group(), text)
    units = len(text.encode("utf-16-le")) // 2
    if units > LONGEST:
        raise TextTooLong(subject, units)


def _texts(page: Page) -> Iterator[tuple[str, str]]:
    yield "ชื่อหน่วยงาน", page.properties.agency
    yield "ชื่อรายงาน", page.properties.title
    yield from (("ชื่อรายงาน", line) for line in page.title)
    yield from (("ความนำ", text) for text in page.intro)
    yield from (("หัวตาราง", head.text) for head in page.heads)
    yield from ((row.subject, text) for row in page.rows for text in row.cells)
    for section in page.sections:
        yield from (("หัวข้อท้ายตาราง", text) for text in (section.heading, *section.paragraphs, section.link))
    yield from (("ส่วนลงนาม", line) for line in page.signature.committee)
    yield from (("ส่วนลงนาม", line) for lines in page.signature.signatures for line in lines)
