"""Every file that cannot be read gets its own Thai sentence in three parts, and nothing else is raised."""

import errno
import io
import os
import random
import zipfile
from pathlib import Path

import pytest

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.errors import ItaError
from ita_tui.intake import refusals
from ita_tui.intake.documents import read_document
from tests.reading_in import read_text

YEAR = FiscalYear(2566)
REPORT = Path(__file__).parent / "data" / "rimthan-2566.txt"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)
THAI = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(
                name, "application/vnd.oasis.opendocument.spreadsheet" if name == "mimetype" else "x"
            )
    return buffer.getvalue()


def refusal_of(path: Path) -> ItaError:
    with pytest.raises(ItaError) as refused:
        read_document(path, YEAR)
    error = refused.value
    assert error.happened
    assert error.means
    assert error.do
    assert "ยังไม่มีข้อมูลใดถูกบันทึก" in error.happened
    return error


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", refusals.DocumentEmpty),
        (b"\xef\xbb\xbf \r\n\t", refusals.DocumentEmpty),
        ("\u200b \u00a0\n".encode(), refusals.DocumentEmpty),
        (THAI.encode(), refusals.NoTable),
        ("มาตรการ\tผู้รับผิดชอบ\tระยะเวลา".encode(), refusals.NoTable),
        (f"ชื่อ\tสี\tกลิ่น\n{THAI}\tฟ้า\tหอม".encode(), refusals.UnknownHeadings),
        ("อันดับ\tคะแนน\n๑\t๒".encode(), refusals.UnknownHeadings),
        (b"\x00\x01\x02\x03" * 100, refusals.NotText),
        (THAI.encode() + b"\x00\x01", refusals.NotText),
        ("Résumé des mesures, année passée: été, où, à côté".encode("latin-1"), refusals.WrongEncoding),
        ("運輸及び環境".encode("shift-jis"), refusals.WrongEncoding),
        ((THAI * 20).encode()[:-1], refusals.DamagedText),
        (b"\xff\xfe" + THAI.encode("utf-16-le")[:-1], refusals.DamagedText),
        (b"%PDF-1.7\n", refusals.WrongSuffix),
        (OLE + "WordDocument".encode("utf-16-le"), refusals.FormatNotRead),
        (OLE + "EncryptedPackage".encode("utf-16-le"), refusals.PasswordProtected),
        (b"PK\x03\x04broken", refusals.DocumentDamaged),
        (b"\x89PNG\r\n\x1a\n", refusals.FormatNotRead),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_name(
    content: bytes, kind: type[ItaError], tmp_path: Path
) -> None:
    file = tmp_path / "รายงาน.txt"
    file.write_bytes(content)

    error = refusal_of(file)

    assert type(error) is kind
    assert "รายงาน.txt" in error.happened


@pytest.mark.parametrize(
    ("names", "form", "right"),
    [
        (("[Content_Types].xml", "word/document.xml"), "Word", ".docx"),
        (("[Content_Types].xml", "xl/workbook.xml"), "Excel", ".xlsx"),
        (("mimetype", "content.xml"), "LibreOffice", ".ods"),
    ],
)
def test_a_name_with_the_suffix_of_another_format_is_told_which_one_is_right(
    names: tuple[str, ...], form: str, right: str, tmp_path: Path
) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(zipped(*names))

    assert form in refusal_of(file).happened
    assert f"เปลี่ยนนามสกุลเป็น {right}" in refusal_of(file).do


def test_a_document_with_its_first_bytes_lost_is_told_to_be_damaged_by_the_name_of_its_format(
    tmp_path: Path,
) -> None:
    for suffix, form in ((".docx", "Word"), (".xlsx", "Excel"), (".pdf", "PDF"), (".ods", "LibreOffice")):
        file = tmp_path / f"report{suffix}"
        file.write_bytes(b"\x07\x01\x00\x02" * 50)

        assert isinstance(refusal_of(file), refusals.DocumentDamaged)
        assert form in refusal_of(file).happened


def test_a_zip_and_slides_are_formats_that_nobody_reads(tmp_path: Path) -> None:
    file = tmp_path / "report.zip"
    for names, form in ((("a.txt",), "ไฟล์บีบอัด"), (("ppt/presentation.xml",), "PowerPoint")):
        file.write_bytes(zipped(*names))

        assert isinstance(refusal_of(file), refusals.FormatNotRead)
        assert form in refusal_of(file).happened


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    assert isinstance(refusal_of(tmp_path / "ไม่มี.txt"), refusals.DocumentMissing)
    assert isinstance(refusal_of(tmp_path), refusals.DocumentIsFolder)


def test_names_that_no_file_can_have_are_refused(tmp_path: Path) -> None:
    assert isinstance(refusal_of(tmp_path / "ก\x00ข"), refusals.DocumentUnreadable)
    assert isinstance(refusal_of(tmp_path / ("ก" * 300)), refusals.DocumentUnreadable)
    assert "ชื่อไฟล์ใช้ไม่ได้" in refusal_of(tmp_path / ("ก" * 300)).happened


def test_a_drive_that_fails_is_told_in_thai_and_keeps_its_own_word_for_the_administrator(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "รายงาน.txt").write_text(THAI, encoding="utf-8")

    def fail(_path: Path, _mode: str) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(Path, "open", fail)

    refused = refusal_of(tmp_path / "รายงาน.txt")

    assert refused.means == "สื่อบันทึกข้อมูลอาจถูกถอดออกหรือเสียหาย (รายละเอียดสำหรับผู้ดูแลระบบ: EIO)"
    assert os.strerror(errno.EIO) not in str(refused)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_instead_of_waiting_for_ever(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)

    assert isinstance(refusal_of(pipe), refusals.DocumentUnreadable)


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "report.txt"
    file.write_text(THAI, encoding="utf-8")

    def forbidden(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)

    assert isinstance(refusal_of(file), refusals.DocumentForbidden)


def test_a_file_over_twenty_megabytes_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "big.txt"
    with file.open("wb") as big:
        big.truncate(20 * 1024 * 1024 + 1)

    error = refusal_of(file)

    assert isinstance(error, refusals.DocumentTooLarge)
    assert "๒๐ เมกะไบต์" in error.happened


def test_unknown_heads_are_quoted_and_cut_at_a_cluster(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(f"{'ที่' * 40}\tสี\tกลิ่น\nก\tข\tค", encoding="utf-8")

    happened = refusal_of(file).happened

    assert "สี · กลิ่น" in happened
    assert "ที่ที่…" in happened
    assert len(happened) < 200


def test_an_open_quote_in_a_csv_names_the_line(tmp_path: Path) -> None:
    file = tmp_path / "report.csv"
    file.write_text('มาตรการ,ผู้รับผิดชอบ\n๑. เดิน,"กองคลัง\n', encoding="utf-8")

    assert isinstance(refusal_of(file), refusals.BrokenCsv)


def test_damage_names_its_line(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes((THAI * 3 + "\n").encode() * 4 + b"\xe0\xb8" + THAI.encode())

    error = refusal_of(file)

    assert isinstance(error, refusals.DamagedText)
    assert "บรรทัด ๕" in error.happened


def test_a_mark_that_turns_the_direction_of_writing_does_no_harm() -> None:
    report = REPORT.read_text(encoding="utf-8").replace("กองคลัง", "กอง\u202eคลัง")

    assert read_text(report, YEAR).measures[0].divisions == ("กองคลัง",)


@pytest.mark.parametrize("seed", range(60))
def test_no_file_raises_anything_but_a_refusal(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311 - a repeatable series, no secret
    file = tmp_path / chance.choice(["a.txt", "a.csv", "a.tsv", "a.bin"])
    file.write_bytes(_spoilt(chance))

    try:
        outcome = str(read_document(file, YEAR).tables)
    except ItaError as error:
        outcome = error.do
    except Exception as error:
        raise AssertionError(f"seed {seed} of {file.name}") from error

    assert outcome, f"seed {seed} of {file.name}"


def _spoilt(chance: random.Random) -> bytes:
    """Random bytes, or the report cut, with bytes changed, with pieces doubled, or with lines shuffled."""
    report = REPORT.read_bytes()
    way = chance.randrange(6)
    if way == 0:
        return chance.randbytes(chance.randrange(1, 4000))
    if way == 1:
        return report[: chance.randrange(len(report))]
    if way == 2:
        spoilt = bytearray(report)
        for _ in range(chance.randrange(1, 40)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        return bytes(spoilt)
    text = report.decode()
    if way == 3:
        letters = list(text)
        for _ in range(300):
            letters[chance.randrange(len(letters))] = chance.choice('\t\n<>"|,;๑1. \x0c\u200bก่ำ')
        return "".join(letters).encode()
    lines = text.split("\n")
    chance.shuffle(lines)
    if way == 4:
        return "\n".join(lines).encode("cp874", errors="ignore")
    return "\t".join(chance.choices(lines, k=200)).encode("utf-16")
