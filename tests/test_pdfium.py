"""PDFium is one library in one process: reading a report in and proving a printed one take turns."""

from collections.abc import Callable
from threading import Thread

import pytest

from exports.pdf_proof import prove
from ita_tui.intake.pdf.document import pdf_blocks
from ita_tui.pdfium import PDFIUM
from tests.pdf_documents import pdf_of
from tests.printed_pages import page_with

DATA = pdf_of("หนึ่ง")

Reads = Callable[[], object]


def read_in() -> object:
    return list(pdf_blocks(DATA, "รายงาน.pdf"))


def proved() -> object:
    return prove(DATA, page_with(), lambda _done, _total: None)


@pytest.mark.parametrize("reads", [read_in, proved])
def test_whoever_reads_a_pdf_waits_until_nobody_else_does(reads: Reads) -> None:
    reads()  # the library is loaded
    done: list[object] = []
    reader = Thread(target=lambda: done.append(reads()), daemon=True)

    with PDFIUM:
        reader.start()
        reader.join(timeout=0.3)
        meanwhile = list(done)
    reader.join(timeout=30)

    assert meanwhile == []
    assert len(done) == 1
