"""The room's doors: a file becomes a draft. Nothing is saved, nothing is repaired silently."""

import errno
import json
import stat
from pathlib import Path

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.report import Report
from ita_tui.domain.rules import YearRules
from ita_tui.errors import for_the_administrator, technical_word
from ita_tui.intake.comma_text import comma_blocks
from ita_tui.intake.draft import Draft
from ita_tui.intake.encodings import decode
from ita_tui.intake.file_kinds import unread_form
from ita_tui.intake.reading import draft_of
from ita_tui.intake.refusals import (
    BrokenJson,
    DocumentEmpty,
    DocumentForbidden,
    DocumentIsFolder,
    DocumentMissing,
    DocumentTooLarge,
    DocumentUnreadable,
    FormatNotReadYet,
)
from ita_tui.intake.surroundings import about_year
from ita_tui.intake.text import text_blocks
from ita_tui.rulebook.loading import rules_for

_MEGABYTES = 20
_UNUSABLE_NAME = frozenset({errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP, errno.EILSEQ})


def read_document(path: Path, year: FiscalYear, rules: YearRules | None = None) -> Draft:
    """Read a report into a draft for fiscal year ``year``, by its ``rules`` or else the shipped ones.

    Accepted: text with tab-separated tables (.txt, .tsv or any name), .csv, and the program's own .json; in UTF-8,
    UTF-16 or TIS-620, up to 20 MB. Raises IntakeError (and for .json OpenFormatError) with a Thai sentence.
    """
    data = _load(path)
    form = unread_form(data)
    if form:
        raise FormatNotReadYet(path.name, form)
    text = decode(data, path.name)
    if path.suffix.lower() == ".json" or _is_open_format(text):
        return _draft_of_report(text, year, path.name)
    if path.suffix.lower() == ".csv":
        _refuse_empty(text, path.name)
        return draft_of(comma_blocks(text, path.name), year, rules or rules_for(year), path.name)
    return _draft_of_text(text, year, path.name, rules)


def _draft_of_text(text: str, year: FiscalYear, name: str, rules: YearRules | None) -> Draft:
    _refuse_empty(text, name)
    return draft_of(text_blocks(text), year, rules or rules_for(year), name)


def _refuse_empty(text: str, name: str) -> None:
    if not text.strip("\ufeff\u200b \t\n\x0b\x0c\u00a0"):
        raise DocumentEmpty(name)


def _load(path: Path) -> bytes:
    """The bytes of an ordinary file, never more than the limit, whatever its size claims to be."""
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


def _draft_of_report(text: str, year: FiscalYear, name: str) -> Draft:
    from ita_tui.reports.open_format import from_dict, unknown_keys

    data = _json(text, name)
    return _draft_from(from_dict(data), unknown_keys(data), year)


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


def _draft_from(report: Report, unknown: tuple[str, ...], year: FiscalYear) -> Draft:
    return Draft(
        agency=report.agency,
        year_found=report.year,
        measures=report.measures,
        proposals=report.proposals,
        scores=report.scores,
        issues=report.issues,
        surveys=report.surveys,
        disclosure=report.disclosure,
        divisions=report.divisions,
        doubts=tuple(about_year(report.year, year)),
        left_out=unknown,
        whole=True,
    )
