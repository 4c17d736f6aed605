"""Zipped documents that could do harm are refused at the door; those that people really have are not."""

import io
import random
import struct
import time
import zipfile
from collections.abc import Mapping

import docx
import openpyxl
import pytest

from ita_tui.intake.archives.doors import MOST_UNPACKED, opened, part, refuse_unsafe_archive
from ita_tui.intake.refusals import (
    ArchiveUnsafe,
    DocumentDamaged,
    IntakeError,
    LinksOutside,
    MacrosInside,
    PasswordProtected,
)
from tests.long_series import length

NAME, FORM = "รายงาน.docx", "เอกสาร Word (.docx)"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MEGABYTE = 2**20


def zipped(files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, words in files.items():
            archive.writestr(name, words)
    return data.getvalue()


def related(kind: str, target: str, mode: str = "External") -> dict[str, str]:
    link = f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return {
        "word/_rels/document.xml.rels": f'<rel:Relationships xmlns:rel="x"><rel:{link[1:]}</rel:Relationships>'
    }


def check(data: bytes) -> None:
    refuse_unsafe_archive(data, NAME, FORM)


def patched(data: bytes, name: str, field: int, form: str, new: int) -> bytes:
    """The zip with one field of an entry of its directory changed; ``field`` counts bytes from the entry's mark."""
    found = bytearray(data)
    at = data.index(b"PK\x01\x02")
    while data[at + 46 : at + 46 + len(name)] != name.encode():
        at = data.index(b"PK\x01\x02", at + 1)
    struct.pack_into(form, found, at + field, new)
    return bytes(found)


def test_documents_that_other_programs_save_are_let_in() -> None:
    word, workbook = io.BytesIO(), io.BytesIO()
    docx.Document().save(word)
    openpyxl.Workbook().save(workbook)
    open_document = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": "<office:document-content/>",
            "META-INF/manifest.xml": '<!DOCTYPE manifest:manifest PUBLIC "-//Manifest 1.0//EN" "Manifest.dtd"><a/>',
            "Basic/script-lc.xml": "<library:libraries/>",
            "Basic/Standard/script-lb.xml": "<library:library/>",
            "Configurations2/accelerator/current.xml": "",
        },
        zipfile.ZIP_STORED,
    )

    for data in (word.getvalue(), workbook.getvalue(), open_document):
        check(data)


def test_links_for_a_reader_and_a_template_of_the_same_computer_are_let_in() -> None:
    for target in (
        "file:///C:\\Users\\somchai\\Normal.dotm",
        "C:\\Normal.dotm",
        "Normal.dotm",
        "file://localhost/home/a.dotx",
    ):
        check(zipped(related("attachedTemplate", target)))
    check(zipped(related("hyperlink", "https://example.org/รายงาน")))
    check(zipped(related("image", "media/image1.png", mode="Internal")))


@pytest.mark.parametrize(
    "files",
    [
        related("attachedTemplate", "https://example.org/a.dotm"),
        related("attachedTemplate", "file://server/share/a.dotm"),
        related("attachedTemplate", "file:///\\\\server\\share\\a.dotm"),
        related("attachedTemplate", "\\\\server\\share\\a.dotm"),
        related("attachedTemplate", "file:///%5C%5Cserver%5Cshare%5Ca.dotm"),
        related("oleObject", "file:///C:\\data.xlsx"),
        related("image", "http://example.org/a.png"),
        related("image", "http://example.org/a.png", mode="external"),
        {"xl/externalLinks/externalLink1.xml": "<externalLink/>"},
    ],
)
def test_contents_from_outside_are_refused(files: Mapping[str, str]) -> None:
    with pytest.raises(LinksOutside):
        check(zipped(files))


@pytest.mark.parametrize(
    "files",
    [
        {"word/vbaProject.bin": "x"},
        {"xl/VBAPROJECT.BIN": "x"},
        {"xl/macrosheets/sheet1.xml": "<a/>"},
        {
            "[Content_Types].xml": '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
            "</Types>"
        },
        {"Basic/Standard/Module1.xml": "<script:module/>"},
        {"Scripts/python/evil.py": "print()"},
    ],
)
def test_macros_are_refused(files: Mapping[str, str]) -> None:
    with pytest.raises(MacrosInside):
        check(zipped({"word/document.xml": "<a/>", **files}))


def test_a_password_is_told_apart_from_damage() -> None:
    entry = patched(zipped({"a.xml": "<a/>"}), "a.xml", 8, "<H", 1)
    manifest = zipped(
        {"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>", "content.xml": b"\x8f\x01"}
    )

    for data in (entry, manifest):
        with pytest.raises(PasswordProtected):
            check(data)


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "..\\a.xml", "word/../../a.xml", "C:\\a.xml", "\\\\server\\a", "word/.."]
)
def test_names_that_leave_the_archive_are_refused(name: str) -> None:
    with pytest.raises(ArchiveUnsafe):
        check(zipped({name: "<a/>"}))


def test_bombs_are_refused_in_no_time() -> None:
    began = time.process_time()

    with pytest.raises(ArchiveUnsafe):
        check(zipped({"a.xml": b" " * (2 * MEGABYTE)}))
    with pytest.raises(ArchiveUnsafe):
        check(zipped({f"{at}": "" for at in range(501)}))
    many = patched(
        patched(zipped({"a": "x", "b": "x"}), "a", 24, "<I", MOST_UNPACKED - 1),
        "a",
        20,
        "<I",
        MOST_UNPACKED // 50,
    )
    with pytest.raises(ArchiveUnsafe):
        check(patched(many, "b", 24, "<I", 2))
    with pytest.raises(ArchiveUnsafe):
        check(b"PK\x01\x02" * 6000)

    assert time.process_time() - began < 2


def test_sizes_that_lie_are_found_out() -> None:
    honest = zipped({"a.xml": b"<a>" + b"x" * 5000 + b"</a>", "b": b"x"})
    lying = patched(honest, "a.xml", 24, "<I", 10)

    check(honest)
    with pytest.raises(ArchiveUnsafe):
        check(lying)


def test_parts_that_share_their_bytes_are_refused() -> None:
    data = zipped({"a.xml": "<a/>", "b.xml": "<a/>"}, zipfile.ZIP_STORED)

    with pytest.raises(ArchiveUnsafe):
        check(patched(data, "b.xml", 42, "<I", 0))


def test_two_parts_of_one_name_are_refused() -> None:
    data = zipped({"word/a.xml": "<a/>", "word/b.xml": "<b/>"}).replace(b"word/b.xml", b"word/a.xml")

    with pytest.raises(ArchiveUnsafe):
        check(data)


@pytest.mark.parametrize(
    "words",
    [
        '<!DOCTYPE a [<!ENTITY b "ฮา"><!ENTITY c "&b;&b;">]><a>&c;</a>',
        '<?xml version="1.0"?>\n<!-- ก --><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        "<!--" + "ก" * MEGABYTE + "--><a/>",
    ],
    ids=["laughs", "file", "endless"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_xml_with_declarations_of_its_own_is_refused(words: str, encoding: str) -> None:
    with pytest.raises(ArchiveUnsafe):
        check(zipped({"media/picture.png": words.encode(encoding)}, zipfile.ZIP_STORED))


def test_a_part_is_never_unpacked_beyond_its_bound() -> None:
    data = zipped({"a": b"0123456789"})

    with opened(data, NAME, FORM) as archive:
        assert part(archive, "a", NAME, FORM, 10) == b"0123456789"
        with pytest.raises(ArchiveUnsafe):
            part(archive, "a", NAME, FORM, 9)
        with pytest.raises(DocumentDamaged):
            part(archive, "b", NAME, FORM)


def test_what_is_no_zip_and_ways_of_packing_that_no_office_has_are_damage() -> None:
    for data in (b"", b"PK\x03\x04", b"PK\x03\x04" + b"\x00" * 100, zipped({"a": "x"})[:-5]):
        with pytest.raises(DocumentDamaged):
            check(data)
    with pytest.raises(DocumentDamaged):
        check(zipped({"a": "x"}, zipfile.ZIP_LZMA))
    with pytest.raises(DocumentDamaged):
        check(zipped({"_rels/.rels": "<Relationships><broken"}))


def test_a_broken_picture_keeps_no_document_out() -> None:
    data = zipped({"word/document.xml": "<a/>", "word/media/a.png": bytes(range(256)) * 4})
    at = data.index(b"word/media/a.png") + 16
    broken = data[:at] + b"\xff" * 20 + data[at + 20 :]

    check(broken)


def test_broken_archives_are_refused_or_let_in_but_never_crash() -> None:
    chance = random.Random(2568)  # noqa: S311 - no secrets
    word = io.BytesIO()
    docx.Document().save(word)
    small = zipped(
        {"[Content_Types].xml": "<Types/>", "_rels/.rels": "<Relationships/>", "a.xml": "<a>ก</a>"}
    )
    outcomes: set[str] = set()

    for at in range(length(30, 1000)):
        data = bytearray(small if at % 3 else word.getvalue())
        if at % 5 == 0:
            del data[chance.randrange(len(data)) :]
        for _ in range(chance.randrange(1, 6) if data else 0):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            check(bytes(data))
        except IntakeError as refusal:
            outcomes.add(type(refusal).__name__)

    assert "DocumentDamaged" in outcomes
