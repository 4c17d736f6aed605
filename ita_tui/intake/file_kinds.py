"""What a file is by its first bytes, whatever its name says; a name that says something else is told."""

import io
import zipfile
from collections.abc import Mapping
from enum import Enum
from pathlib import PurePath

from ita_tui.intake.refusals import DocumentDamaged, FormatNotRead, PasswordProtected, WrongSuffix


class Form(Enum):
    """A format that is read; the value is its Thai name."""

    TEXT = "ไฟล์ข้อความ (.txt)"
    WEB_PAGE = "หน้าเว็บ (.html)"
    WORD = "เอกสาร Word (.docx)"
    EXCEL = "สมุดงาน Excel (.xlsx)"
    OLD_EXCEL = "สมุดงาน Excel รุ่นเก่า (.xls)"
    SHEETS = "ตารางคำนวณ LibreOffice (.ods)"
    WRITING = "เอกสาร LibreOffice (.odt)"
    PDF = "เอกสาร PDF (.pdf)"

    @property
    def label(self) -> str:
        return self.value

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The suffixes that belong to it, the usual one first."""
        return _SUFFIXES[self]


_SUFFIXES: Mapping[Form, tuple[str, ...]] = {
    Form.TEXT: (".txt", ".tsv", ".csv", ".json", ".html", ".htm", ".md"),
    Form.WEB_PAGE: (".html", ".htm", ".txt"),
    Form.WORD: (".docx", ".docm"),
    Form.EXCEL: (".xlsx", ".xlsm"),
    Form.OLD_EXCEL: (".xls",),
    Form.SHEETS: (".ods",),
    Form.WRITING: (".odt",),
    Form.PDF: (".pdf",),
}

READABLE = frozenset(suffix for form in Form for suffix in form.suffixes)
"""Suffixes of files that are worth being offered."""

_UNREAD = (
    (b"{\\rtf", "เอกสาร RTF (.rtf)"),
    (b"\x89PNG", "ภาพ (.png)"),
    (b"\xff\xd8\xff", "ภาพ (.jpg)"),
    (b"GIF8", "ภาพ (.gif)"),
    (b"II*\x00", "ภาพ (.tif)"),
    (b"MM\x00*", "ภาพ (.tif)"),
    (b"\x1f\x8b", "ไฟล์บีบอัด (.gz)"),
    (b"7z\xbc\xaf\x27\x1c", "ไฟล์บีบอัด (.7z)"),
    (b"Rar!", "ไฟล์บีบอัด (.rar)"),
    (b"MZ", "โปรแกรมของ Windows (.exe)"),
    (b"SQLite format 3\x00", "ฐานข้อมูลของโปรแกรม"),
)
_ZIPPED = {"word/": Form.WORD, "xl/": Form.EXCEL}
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": Form.WRITING,
    b"application/vnd.oasis.opendocument.spreadsheet": Form.SHEETS,
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB_PAGE = (b"<!doctype html", b"<html", b"<table", b'<?xml version="1.0" encoding="utf-8"?><!doctype html')
_PDF_BEGINS_WITHIN = 1024
_LOOKED_AT = 2048


def form_of(data: bytes, name: str) -> Form:
    """The format of a file that is not empty.

    Raises FormatNotRead for what no reader is for, WrongSuffix where the name belongs to another format, and
    PasswordProtected or DocumentDamaged where that much can be told already.
    """
    suffix = PurePath(name).suffix.lower()
    form = _by_content(data, name, suffix)
    if suffix in READABLE and suffix not in form.suffixes:
        raise WrongSuffix(name, form.label, form.suffixes[0])
    return form


def _by_content(data: bytes, name: str, suffix: str) -> Form:
    for magic, unread in _UNREAD:
        if data.startswith(magic):
            raise FormatNotRead(name, unread)
    if b"%PDF-" in data[:_PDF_BEGINS_WITHIN]:
        return Form.PDF
    if data.startswith(_OLE):
        return _old_form(data, name)
    if data.startswith(b"PK\x03\x04"):
        return _zipped_form(data, name, suffix)
    return _text_form(data, name, suffix)


def _text_form(data: bytes, name: str, suffix: str) -> Form:
    """Text, unless the name promises a format of its own and the bytes are no letters: then it is a broken one."""
    start = data[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_WEB_PAGE) or (suffix in {".html", ".htm"} and b"<" in start):
        return Form.WEB_PAGE
    promised = _promised(suffix)
    if promised and promised not in {Form.TEXT, Form.WEB_PAGE} and _is_binary(data):
        raise DocumentDamaged(name, promised.label)
    return Form.TEXT


def _is_binary(data: bytes) -> bool:
    return any(byte < 9 or 13 < byte < 26 or 27 < byte < 32 for byte in data[:_LOOKED_AT])


def _promised(suffix: str) -> Form | None:
    return next((form for form in Form if suffix == form.suffixes[0]), None)


def _old_form(data: bytes, name: str) -> Form:
    """What lies in the container of old Office files, told by the names of its streams."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise PasswordProtected(name)
    if "WordDocument".encode("utf-16-le") in data:
        raise FormatNotRead(name, "เอกสาร Word รุ่นเก่า (.doc)")
    if any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book")):
        return Form.OLD_EXCEL
    raise FormatNotRead(name, "เอกสาร Office รุ่นเก่า (.doc .ppt)")


def _zipped_form(data: bytes, name: str, suffix: str) -> Form:
    """Told by the names inside alone: nothing is unpacked."""
    for mime, form in sorted(_OPEN_DOCUMENTS.items(), key=lambda pair: -len(pair[0])):
        if data[30:130].startswith(b"mimetype" + mime):
            return form
    promised = _promised(suffix)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeError) as error:
        raise DocumentDamaged(name, promised.label if promised else "ไฟล์บีบอัด (.zip)") from error
    for folder, form in _ZIPPED.items():
        if any(part.startswith(folder) for part in names):
            return form
    if any(part.startswith("ppt/") for part in names):
        raise FormatNotRead(name, "งานนำเสนอ PowerPoint (.pptx)")
    raise FormatNotRead(name, "ไฟล์บีบอัด (.zip)")
