"""The room's doors: a file or a pasted text is taken apart and becomes drafts. Nothing is saved."""

import errno
import json
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.rules import YearRules
from ita_tui.errors import for_the_administrator, technical_word
from ita_tui.intake.blocks import MOST_COLUMNS, Block, Row, Text, Watch, unwatched
from ita_tui.intake.comma_text import comma_blocks
from ita_tui.intake.draft import Draft
from ita_tui.intake.encodings import decode
from ita_tui.intake.file_kinds import Form, form_of
from ita_tui.intake.paper import Paper, WholeYear, paper_of, refuse_nothing
from ita_tui.intake.refusals import (
    BrokenJson,
    DocumentEmpty,
    DocumentForbidden,
    DocumentIsFolder,
    DocumentMissing,
    DocumentTooLarge,
    DocumentUnreadable,
    TooManyRows,
    TooManyTexts,
)
from ita_tui.intake.text import text_blocks
from ita_tui.rulebook.loading import rules_for

Reader: TypeAlias = Callable[[bytes, str, Watch], Iterator[Block]]

_READERS: Mapping[Form, tuple[str, str]] = {
    Form.WEB_PAGE: ("web.page", "web_blocks"),
    Form.WORD: ("word.document", "word_blocks"),
    Form.EXCEL: ("sheets.workbook", "sheet_blocks"),
    Form.OLD_EXCEL: ("sheets.workbook", "sheet_blocks"),
    Form.SHEETS: ("open_document.document", "sheet_blocks_of_ods"),
    Form.WRITING: ("open_document.document", "text_blocks_of_odt"),
    Form.PDF: ("pdf.document", "pdf_blocks"),
}

PASTED = "ข้อความที่วาง"
"""What a pasted text is called where a document has its name."""

_MOST_ROWS = 2_000
_MOST_TEXTS = 20_000
_MEGABYTES = 20
_TEXT_MEGABYTES = 5
"""More letters than the longest report by far, and as many as are looked through in a moment."""

_UNUSABLE_NAME = frozenset({errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP, errno.EILSEQ})


def read_document(
    path: Path, year: FiscalYear, rules: YearRules | None = None, watch: Watch = unwatched
) -> Draft:
    """Read a report into a draft for fiscal year ``year``, by its ``rules`` or else the shipped ones.

    Accepted: what :func:`read_paper` takes. Raises its refusals, NoTable and UnknownHeadings.
    """
    paper = read_paper(path, watch)
    draft = paper.draft(year, lambda asked: rules if rules and asked == year else rules_for(asked))
    refuse_nothing(draft, paper.name)
    return draft


def read_paper(path: Path, watch: Watch = unwatched, heads: str | None = None) -> Paper:
    """Take a document apart, for drafts of it.

    Accepted: Word (.docx), Excel (.xlsx .xls), LibreOffice (.ods .odt), PDF with letters, web pages, text with
    tab-separated tables (.txt, .tsv or any name), .csv, and the program's own .json; text in UTF-8, UTF-16 or
    TIS-620; up to 20 MB (text 5 MB), 2,000 rows and 300 pages. ``heads`` are further names of columns, as TOML text.
    Raises IntakeError (and for .json OpenFormatError) with a Thai sentence. ``watch`` is told of the progress.
    """
    data = bytes_of(path)
    form = form_of(data, path.name)
    if form is Form.TEXT and len(data) > _TEXT_MEGABYTES * 1024 * 1024:
        raise DocumentTooLarge(path.name, _TEXT_MEGABYTES)
    if form is Form.TEXT:
        text = decode(data, path.name)
        if path.suffix.lower() == ".json" or _is_open_format(text):
            return _paper_of_year(text, path.name)
        _refuse_empty(text, path.name)
        is_csv = path.suffix.lower() == ".csv"
        blocks = comma_blocks(text, path.name) if is_csv else text_blocks(text)
    elif form is Form.EXCEL and (own := _own_workbook(data, path.name, watch, heads)) is not None:
        return own
    else:
        blocks = _blocks(form, data, path.name, watch)
    return paper_of(_bounded(blocks, path.name), path.name, heads)


def read_pasted(text: str, heads: str | None = None) -> Paper:
    """Take a text apart that was copied from a document or a web page. Raises DocumentEmpty."""
    _refuse_empty(text, PASTED)
    clean = text.replace("\r\n", "\n").replace("\r", "\n")
    if clean.lstrip().lower().startswith(("<table", "<html", "<!doctype html")):
        return paper_of(
            _bounded(_blocks(Form.WEB_PAGE, clean.encode(), PASTED, unwatched), PASTED), PASTED, heads
        )
    return paper_of(_bounded(text_blocks(clean), PASTED), PASTED, heads)


def _blocks(form: Form, data: bytes, name: str, watch: Watch) -> Iterator[Block]:
    """The blocks of a format; its reader is imported only now, with the library behind it."""
    module, function = _READERS[form]
    reader: Reader = getattr(import_module(f"ita_tui.intake.{module}"), function)
    return reader(data, name, watch)


def _own_workbook(data: bytes, name: str, watch: Watch, heads: str | None) -> Paper | None:
    """The paper of a workbook that the program wrote, which says more than its printed sheet; None for any other."""
    from ita_tui.intake.own_workbook import own_workbook

    return own_workbook(data, name, watch, heads)


def _bounded(blocks: Iterable[Block], name: str) -> Iterator[Block]:
    """The blocks, refused where they are more rows than any report has; a row without end is no row of a table."""
    rows = texts = 0
    for block in blocks:
        rows += isinstance(block, Row)
        texts += isinstance(block, Text)
        if texts > _MOST_TEXTS:
            raise TooManyTexts(name, _MOST_TEXTS)
        if rows > _MOST_ROWS:
            raise TooManyRows(name, _MOST_ROWS)
        if isinstance(block, Row) and len(block.cells) > MOST_COLUMNS:
            words = " | ".join(dict.fromkeys(cell for cell in block.cells if cell))
            yield Text(words, block.line, block.where)
        else:
            yield block


def _refuse_empty(text: str, name: str) -> None:
    if not text.strip("\ufeff\u200b \t\n\x0b\x0c\u00a0"):
        raise DocumentEmpty(name)


def bytes_of(path: Path) -> bytes:
    """The bytes of an ordinary file, never more than the limit, whatever its size claims to be. Raises IntakeError."""
    limit = _MEGABYTES * 1024 * 1024
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise DocumentIsFolder(path)
        if not stat.S_ISREG(mode):
            raise DocumentUnreadable(path, "ไม่ใช่ไฟล์ธรรมดา", "เครื่องหรือโปรแกรมอื่นใช้ชื่อนี้เป็นช่องส่งข้อมูล")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError as error:
        raise DocumentMissing(path) from error
    except PermissionError as error:
        raise DocumentForbidden(path) from error
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if len(data) > limit:
        raise DocumentTooLarge(path.name, _MEGABYTES)
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise DocumentEmpty(path.name)
    return data


def _unreadable(path: Path, error: OSError | ValueError) -> DocumentUnreadable:
    """What the system said about a path, in Thai; its own word only for the administrator."""
    if isinstance(error, OSError) and error.errno not in _UNUSABLE_NAME:
        means = "สื่อบันทึกข้อมูลอาจถูกถอดออกหรือเสียหาย"
        return DocumentUnreadable(path, "สื่อบันทึกไม่ตอบ", means + for_the_administrator(technical_word(error)))
    return DocumentUnreadable(path, "ชื่อไฟล์ใช้ไม่ได้", "ชื่ออาจยาวเกินไป หรือมีอักขระที่ระบบไม่รับ")


def _is_open_format(text: str) -> bool:
    start = text[:200].lstrip("\ufeff \n\t")
    return start.startswith("{") and '"format"' in start


def _paper_of_year(text: str, name: str) -> Paper:
    from ita_tui.reports.open_format import from_dict, unknown_keys

    data = _json(text, name)
    return WholeYear(name, from_dict(data), unknown_keys(data))


def _json(text: str, name: str) -> object:
    def refuse(constant: str) -> float:
        raise BrokenJson(name, _line_of(text, constant))

    try:
        return json.loads(text.lstrip("\ufeff"), parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise BrokenJson(name, error.lineno) from error
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits, or brackets nested without end: nothing that the program wrote.
        raise BrokenJson(name, 1) from error


def _line_of(text: str, constant: str) -> int:
    return text[: max(text.find(constant), 0)].count("\n") + 1
