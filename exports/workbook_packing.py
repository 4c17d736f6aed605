"""Packs a workbook into bytes that are the same for the same workbook, without a trace of when it was made."""

import io
import re
import zipfile

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from exports.fixed_zip import packed, unpacked

_CORE = "docProps/core.xml"
_CLOCK = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def packed_workbook(workbook: Workbook) -> bytes:
    """The bytes of a workbook, its parts in a fixed order and its moments left out."""
    raw = io.BytesIO()
    ExcelWriter(workbook, zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED)).save()
    parts = unpacked(raw.getvalue())
    parts[_CORE] = _CLOCK.sub(b"", parts[_CORE])
    return packed(parts)
