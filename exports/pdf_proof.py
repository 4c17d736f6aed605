"""Reads a PDF back with PDFium and looks for every text that was to be printed.

Blanks and line ends count for nothing, nor do letters that have no shape. A text may go on over pages.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from exports.pdf_words import printed
from ita_tui.pdfium import PDFIUM
from ita_tui.reports.page import Page, Part, QrCode, Table

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_LINE_END_HYPHENS = str.maketrans("\x02\ufffe", "--")

# Clusters as Thai has them, and what stands between them. PDFium gives other scripts, and vowels where none can be,
# in an order of its own, some twice, some joined: there only the plain letters are counted.
_PLAIN = re.compile("[ก-ฮ๐-๙0-9A-Za-z]")
_ORDINARY = re.compile("(?:[ก-ฮ][ัิ-ฺ็]?[่-์]?[ํำ]?|[ฯะาเ-ๆ฿๏-๛]|[!-~¡-ÿ–—‘-”•…])*")
# Of a cluster with letters beyond the basic plane PDFium knows only the first such letter of a document.
_NOT_SEEN = re.compile("[\\s\x00-\x1f\x7f-\x9f\u200c\u200d\ufe00-\ufe0f\U00010000-\U0010ffff]+")


class PdfDiffersError(RuntimeError):
    """What was read back is not what was written: a bug of the program, found before anything was saved."""


def prove(data: bytes, page: Page, on_page: Callable[[int, int], None]) -> int | None:
    """Find every text of ``page`` in the PDF ``data`` and return how many pages that has.

    ``on_page`` is told how many pages of how many are read. None where PDFium is not installed and nothing could
    be proved. Raises PdfDiffersError.
    """
    try:
        from pypdfium2 import PdfDocument
    except ImportError:
        return None
    with PDFIUM:
        document = PdfDocument(data)
        try:
            found = list(_texts(document, on_page))
        finally:
            document.close()
    stands = page.upright  # a report that stands upright itself has no memo before it
    memo, report = (
        [text for text, is_upright in found if (is_upright and not stands) is wanted]
        for wanted in (True, False)
    )
    if page.memo or memo:
        _Search(memo).find_all(page.memo)
    _Search(report).find_all(page.parts, page.code)
    return len(found)


def _texts(document: "PdfDocument", on_page: Callable[[int, int], None]) -> Iterator[tuple[str, bool]]:
    """The text of each page, and whether it stands upright, as those of a memo do."""
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        is_upright = page.get_height() > page.get_width()
        yield _seen(text_page.get_text_range().translate(_LINE_END_HYPHENS)), is_upright
        text_page.close()
        page.close()
        on_page(number + 1, len(document))


def _seen(text: str) -> str:
    return _NOT_SEEN.sub("", printed(text))


class _Search:
    """Looks for texts in the order they were printed in, from the page where the last row ended."""

    def __init__(self, pages: Sequence[str]) -> None:
        self._pages = pages
        self._first = 0

    def find_all(self, parts: Sequence[Part], code: str = "") -> None:
        if any(_seen(code) not in text for text in self._pages):
            raise PdfDiffersError(f"the code {code!r} is not on every page")
        for part in parts:
            if isinstance(part, Table):
                self._find_together([("หัวตาราง", head.text) for head in part.heads])
                for number, row in enumerate(part.rows, 1):
                    texts = [(row.subject, text) for text in row.cells]
                    self._find_together(texts, is_cut=number == len(part.rows))
            elif isinstance(part, QrCode):
                self._find_together([("QR code", part.caption)])
            else:
                self._find_together(part.texts())

    def _find_together(self, texts: Sequence[tuple[str, str]], *, is_cut: bool = False) -> None:
        """Find texts that begin side by side; what comes next begins where the last of them ends.

        The last row of a table may be cut over a signature: its other cells stand between its halves.
        """
        ends = [self._end_of(subject, _seen(text), parts=1 + is_cut) for subject, text in texts]
        self._first = max(ends, default=self._first)

    def _end_of(self, subject: str, text: str, *, parts: int) -> int:
        """The page on which a text ends that stands in so many parts on each page at most."""
        end = _end(text, self._pages, self._first, parts)
        if end is None:
            end = _end(_folded(text), [_folded(page) for page in self._pages], self._first, parts)
        if end is None and not _ORDINARY.fullmatch(text):
            missing = _letters_counted([text]) - _letters_counted(self._pages)
            end = None if missing else self._first
        if end is None:
            raise PdfDiffersError(f"{subject}: {text[:60]!r} is not in the PDF")
        return end


def _end(text: str, pages: Sequence[str], first: int, parts: int) -> int | None:
    """The page on which a text ends that begins on page ``first`` or later and goes on from page to page."""
    rest = text
    for number in range(first, len(pages)):
        for _part in range(parts):
            if rest in pages[number]:
                return number
            rest = rest[_longest_start(rest, pages[number]) :]
    return None


def _longest_start(text: str, page: str) -> int:
    """How many letters from its beginning a text has in common with a place on the page."""
    return bisect_left(range(1, len(text) + 1), 1, key=lambda length: text[:length] not in page)


def _letters_counted(texts: Iterable[str]) -> Counter[str]:
    """How often each consonant, Latin letter and digit stands in texts."""
    return Counter(_PLAIN.findall("".join(texts)))


def _folded(text: str) -> str:
    """A text in one of the spellings that Unicode has for it, a cluster that is said twice in a row said once.

    typst lets a mark that stands apart from its letter, as in strange typefaces, mean its whole cluster.
    """
    clusters: list[str] = []
    for letter in unicodedata.normalize("NFKD", text):
        if clusters and unicodedata.category(letter).startswith("M"):
            clusters[-1] += letter
        else:
            if len(clusters) > 1 and clusters[-1] == clusters[-2] and len(clusters[-1]) > 1:
                clusters.pop()
            clusters.append(letter)
    return "".join(clusters)
