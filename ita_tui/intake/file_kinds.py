"""What a file is by its first bytes, so that a document that is not read yet is called by its name."""

import io
import zipfile

_MAGIC = (
    (b"%PDF", "เอกสาร PDF (.pdf)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "เอกสาร Word หรือ Excel รุ่นเก่า (.doc .xls)"),
    (b"{\\rtf", "เอกสาร RTF (.rtf)"),
    (b"\x89PNG", "ภาพ (.png)"),
    (b"\xff\xd8\xff", "ภาพ (.jpg)"),
    (b"GIF8", "ภาพ (.gif)"),
    (b"\x1f\x8b", "ไฟล์บีบอัด (.gz)"),
    (b"7z\xbc\xaf\x27\x1c", "ไฟล์บีบอัด (.7z)"),
    (b"Rar!", "ไฟล์บีบอัด (.rar)"),
    (b"SQLite format 3\x00", "ฐานข้อมูลของโปรแกรม"),
)
_ZIPPED = (
    ("word/", "เอกสาร Word (.docx)"),
    ("xl/", "สมุดงาน Excel (.xlsx)"),
    ("ppt/", "งานนำเสนอ PowerPoint (.pptx)"),
)
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "เอกสาร LibreOffice (.odt)",
    b"application/vnd.oasis.opendocument.spreadsheet": "ตารางคำนวณ LibreOffice (.ods)",
}
_WEB_PAGE = (b"<!doctype html", b"<html")


def unread_form(data: bytes) -> str | None:
    """The Thai name of a format that is not read yet, or None where the bytes may be text."""
    for magic, form in _MAGIC:
        if data.startswith(magic):
            return form
    if data.startswith(b"PK\x03\x04"):
        return _zipped_form(data)
    start = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return "หน้าเว็บ (.html)" if start.startswith(_WEB_PAGE) else None


def _zipped_form(data: bytes) -> str:
    """Told by the names inside alone: nothing is unpacked."""
    for mime, form in _OPEN_DOCUMENTS.items():
        if data[30:130].startswith(b"mimetype" + mime):
            return form
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeError):
        return "ไฟล์บีบอัดที่เสียหาย (.zip)"
    for folder, form in _ZIPPED:
        if any(name.startswith(folder) for name in names):
            return form
    return "ไฟล์บีบอัด (.zip)"
