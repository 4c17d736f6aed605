"""Packs a workbook into bytes that are the same for the same workbook, without a trace of when it was made."""

import io
import re
import zipfile

from lxml.etree import SerialisationError
from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from exports.fixed_zip import packed, unpacked
from exports.refusals import WorkbookMakerFailed
from ita_tui.errors import technical_word

_CORE = "docProps/core.xml"
_CLOCK = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def packed_workbook(workbook: Workbook) -> bytes:
    """The bytes of a workbook, its parts in a fixed order and its moments left out.

    openpyxl writes each sheet to a temporary file first: raises WorkbookMakerFailed where there is no room for it.
    """
    raw = io.BytesIO()
    try:
        ExcelWriter(workbook, zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED)).save()
    except OSError as error:
        raise WorkbookMakerFailed(technical_word(error)) from error
    except SerialisationError as error:  # what lxml makes of the disk's refusal: IO_ENOSPC
        raise WorkbookMakerFailed(str(error)) from error
    parts = unpacked(raw.getvalue())
    parts[_CORE] = _CLOCK.sub(b"", parts[_CORE])
    return packed(parts)
