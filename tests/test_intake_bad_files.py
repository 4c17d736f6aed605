"""Files that no report is: one clear sentence each on the command line, exit code 1, and nothing is written."""

import io
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.command_line import everything_in, said
from tests.pdf_documents import Picture, pdf_of
from tests.remade import Table
from tests.remade_formats import as_docx, as_html, as_xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
HEADS = ("มาตรการ", "ผู้รับผิดชอบ")
REPORT = (Table(HEADS, ((("๑. ปลูกต้นไม้",), ("กองช่าง",)),)),)
LONG = (Table(HEADS, tuple(((f"{n}. ปลูกต้นไม้",), ("กองช่าง",)) for n in range(1, 10_001))),)


def with_part(document: bytes, parts: Mapping[str, str | bytes]) -> bytes:
    """A document with further parts in its package."""
    buffer = io.BytesIO(document)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def linked(target: str) -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r9" Type="{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )


def test_bad_files_are_refused_with_one_sentence_and_nothing_is_written(tmp_path: Path) -> None:
    word, excel = as_docx(REPORT), as_xlsx(REPORT)
    bad = {
        "รหัสผ่าน.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "ตั้งรหัสผ่าน"),
        "รหัสผ่าน.xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "ตั้งรหัสผ่าน"),
        "ขาดท้าย.docx": (word[:-300], "เสียหาย"),
        "ขาดท้าย.xlsx": (excel[: len(excel) // 2], "เสียหาย"),
        "ขาดท้าย.pdf": (pdf_of("มาตรการ")[:400], "เสียหาย"),
        "ระเบิด.docx": (with_part(word, {"word/media/a.xml": b"0" * 60_000_000}), "บีบอัดไว้ผิดปกติ"),
        "สแกน.pdf": (pdf_of(Picture()), "ภาพสแกน"),
        "ยาว.xlsx": (as_xlsx(LONG), "ยาวเกิน ๒,๐๐๐ แถว"),
        "ยาว.html": (as_html(LONG), "ยาวเกิน ๒,๐๐๐ แถว"),
        "มาโคร.docx": (with_part(word, {"word/vbaProject.bin": OLE}), "มาโคร"),
        "มาโคร.xlsx": (with_part(excel, {"xl/vbaProject.bin": OLE}), "มาโคร"),
        "ลิงก์นอก.xlsx": (with_part(excel, {"xl/externalLinks/externalLink1.xml": "<a/>"}), "ไฟล์หรือเว็บไซต์อื่น"),
        "ลิงก์นอก.docx": (
            with_part(word, {"word/_rels/footer1.xml.rels": linked("https://a.example/b.png")}),
            "ไฟล์หรือเว็บไซต์อื่น",
        ),
        "ที่แท้เป็นตาราง.docx": (excel, "ไม่ตรงกับข้างใน"),
        "ที่แท้เป็นภาพ.xlsx": (b"\x89PNG\r\n\x1a\n" + bytes(50), "อ่านไม่ได้"),
        "รุ่นเก่า.doc": (OLE + "WordDocument".encode("utf-16-le"), "อ่านไม่ได้"),
    }
    for name, (data, _) in bad.items():
        (tmp_path / name).write_bytes(data)
    before = everything_in(tmp_path)

    for name, (_, words) in bad.items():
        answer = said("import", tmp_path / name, "--year", "2566", "--db", tmp_path / "ใหม่.db")

        assert (answer.code, answer.out) == (1, ""), name
        assert words in answer.err, name
        assert name in answer.err
        assert len(answer.err.splitlines()) == 1, name
    assert everything_in(tmp_path) == before


def test_the_same_report_without_the_danger_is_read(tmp_path: Path) -> None:
    for name, data in (("ก.docx", as_docx(REPORT)), ("ก.xlsx", as_xlsx(REPORT))):
        (tmp_path / name).write_bytes(data)

        answer = said("import", tmp_path / name, "--year", "2566", "--db", tmp_path / "a.db", "--dry-run")

        assert answer.code == 0
        assert "๑. ปลูกต้นไม้" in answer.out


def test_without_the_extra_a_pdf_is_refused_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    (tmp_path / "ก.pdf").write_bytes(pdf_of("มาตรการ"))

    answer = said("import", tmp_path / "ก.pdf", "--year", "2566", "--db", tmp_path / "a.db")

    assert answer.code == 1
    assert "ita-tui[pdf]" in answer.err
