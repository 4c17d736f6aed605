import errno
import hashlib
import io
import shutil
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports import bundle as bundles
from exports import bundle_index
from exports.bundle_contents import Bundle, Bundled, Piece, PieceFile, ProvedMeasure, ReportFile
from exports.bundle_names import Taken
from exports.bundle_refusals import EvidenceLostMeanwhile, NotEnoughRoom
from exports.bundle_texts import manifest
from exports.refusals import TextUnprintable
from ita_tui.domain.evidence import Evidence, EvidenceKind, FileState
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.saving import DiskFull, FolderExists, FolderMissing, TargetExists, TargetOpen
from tests.hostile_names import HOSTILE, LONG, is_legal_on_windows

INDEX = "ดัชนีหลักฐาน.xlsx"
ONE = ProvedMeasure(1, "ยกระดับคุณภาพการให้บริการประชาชน")
FIVE = ProvedMeasure(5, "เปิดเผยข้อมูลการใช้จ่ายงบประมาณทุกไตรมาส")
needs_sha256sum = pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not installed")


class Vault:
    """A folder in which files lie by their sums."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def take(self, name: str, content: bytes) -> PieceFile:
        digest = hashlib.sha256(content).hexdigest()
        path = self.folder / digest
        path.write_bytes(content)
        return PieceFile(path, digest, name, len(content))


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "คลัง")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "ออก").mkdir()
    return tmp_path / "ออก" / "ชุดหลักฐาน.zip"


def piece(
    title: str,
    *files: PieceFile,
    measures: Iterable[ProvedMeasure] = (ONE,),
    items: Iterable[str] = (),
    kind: EvidenceKind = EvidenceKind.FILE,
) -> Piece:
    return Piece(Evidence(title, kind), tuple(measures), tuple(items), files)


def bundle_of(*pieces: Piece) -> Bundle:
    reports = (ReportFile("รายงาน.xlsx", b"report"), ReportFile("รายงาน.pdf", b"%PDF-1.7"))
    return Bundle("องค์การบริหารส่วนตำบลทุ่งตัวอย่าง", FiscalYear(2566), reports, pieces)


def whole(vault: Vault) -> Bundle:
    order = Evidence(
        "คำสั่งแต่งตั้งคณะกรรมการ",
        EvidenceKind.ORDER,
        document_number="สท 71001/12",
        page="3",
        document_date=date(2023, 1, 16),
        note="ลงนามแล้ว",
    )
    link = Evidence("หน้าเว็บงบประมาณ", EvidenceKind.LINK, url="https://www.example.go.th/budget?id=1")
    return bundle_of(
        Piece(order, (FIVE, ONE), ("o12", "o3"), (vault.take("คำสั่ง 1-2566.pdf", b"order"),)),
        piece(
            "ภาพการประชุม",
            vault.take("ภาพ.jpg", b"one"),
            vault.take("ภาพ.jpg", b"two"),
            kind=EvidenceKind.PHOTO,
        ),
        Piece(link, (FIVE,)),
        piece("คู่มือ", vault.take("คู่มือ.docx", b"manual"), measures=(), items=("o7",)),
        piece("ยังไม่ผูก", vault.take("ร่าง", b"draft"), measures=()),
    )


def saved(bundle: Bundle, target: Path) -> dict[str, bytes]:
    bundles.save(bundle, target, overwrite=True)
    return contents(target)


def contents(target: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def evidence_in(parts: dict[str, bytes]) -> list[str]:
    return [name for name in parts if name.startswith("หลักฐาน/")]


def sheet_of(parts: dict[str, bytes], name: str = bundle_index.BY_PIECE) -> Worksheet:
    worksheet = load_workbook(io.BytesIO(parts[INDEX]))[name]
    assert isinstance(worksheet, Worksheet)
    return worksheet


def lines_of(parts: dict[str, bytes], name: str = bundle_index.BY_PIECE) -> list[dict[str, object]]:
    heads, *rows = sheet_of(parts, name).iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def path_of(line: dict[str, object]) -> str:
    return f"{line['โฟลเดอร์']}/{line['ไฟล์']}"


def sums_in(parts: dict[str, bytes]) -> dict[str, str]:
    lines = parts["SHA256SUMS"].decode().splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def save_in(
    form: str, bundle: Bundle, target: Path, on_progress: bundles.OnProgress | None = None
) -> Bundled:
    if form == "_Folder":
        return bundles.save_as_folder(bundle, target.with_suffix(""), on_progress=on_progress)
    return bundles.save(bundle, target, overwrite=False, on_progress=on_progress)


def left_over(target: Path) -> list[str]:
    return [path.name for path in target.parent.iterdir()]


# --- what is in it -----------------------------------------------------------------------------------------------


def test_a_bundle_holds_reports_evidence_index_sums_and_a_word_of_explanation(
    vault: Vault, target: Path
) -> None:
    bundle = whole(vault)

    done = bundles.save(bundle, target, overwrite=False)

    parts = contents(target)
    first = f"มาตรการที่ 01 {ONE.title}"
    assert list(parts) == [
        "README.txt",
        INDEX,
        "SHA256SUMS",
        "รายงาน/รายงาน.xlsx",
        "รายงาน/รายงาน.pdf",
        f"หลักฐาน/{first}/001 คำสั่ง 1-2566.pdf",
        f"หลักฐาน/{first}/002-1 ภาพ.jpg",
        f"หลักฐาน/{first}/002-2 ภาพ.jpg",
        "หลักฐาน/ข้อ OIT/004 คู่มือ.docx",
        "หลักฐาน/ไม่ระบุมาตรการ/005 ร่าง",
    ]
    assert [parts[name] for name in list(parts)[3:]] == [
        b"report", b"%PDF-1.7", b"order", b"one", b"two", b"manual", b"draft",
    ]  # fmt: skip
    assert done == Bundled(target, 5, 22, (), 2, 5)


def test_the_index_says_what_each_file_proves_and_leads_to_it(vault: Vault, target: Path) -> None:
    parts = saved(whole(vault), target)

    lines = lines_of(parts)
    assert [
        (line["ลำดับ"], line["มาตรการที่"], line["ข้อ OIT"], line["รายการหลักฐาน"], line["ประเภท"])
        for line in lines
    ] == [
        ("1", "1, 5", "O12, O3", "คำสั่งแต่งตั้งคณะกรรมการ", "คำสั่ง"),
        ("2.1", "1", None, "ภาพการประชุม", "ภาพถ่าย"),
        ("2.2", "1", None, "ภาพการประชุม", "ภาพถ่าย"),
        ("3", "5", None, "หน้าเว็บงบประมาณ", "ลิงก์"),
        ("4", None, "O7", "คู่มือ", "ไฟล์"),
        ("5", None, None, "ยังไม่ผูก", "ไฟล์"),
    ]
    order = lines[0]
    assert order["ชื่อมาตรการ"] == f"{ONE.title}\n{FIVE.title}"
    assert (order["เลขที่หนังสือ"], order["หน้า"], order["หมายเหตุ"]) == ("สท 71001/12", "3", "ลงนามแล้ว")
    assert str(order["ลงวันที่"]).startswith("2023-01-16")
    assert (order["ขนาด (ไบต์)"], order["SHA-256"]) == (5, hashlib.sha256(b"order").hexdigest())
    assert (order["ชื่อไฟล์เดิม"], order["สถานะไฟล์"]) == ("คำสั่ง 1-2566.pdf", "ครบถ้วน")
    assert [path_of(line) for line in lines if line["ไฟล์"]] == evidence_in(parts)


def test_every_link_of_the_index_opens_a_file_of_the_bundle_or_the_web(vault: Vault, target: Path) -> None:
    bundle = whole(vault)
    named = piece("ชื่อแปลก", vault.take("ก & ข [1] 50% #3 'ค'+ง;จ=ฉ.pdf", b"x"))
    bad = Piece(Evidence("ไม่ใช่เว็บ", EvidenceKind.LINK, url="javascript:alert(1)"), (ONE,))

    parts = saved(replace(bundle, pieces=(*bundle.pieces, named, bad)), target)

    for name in (bundle_index.BY_PIECE, bundle_index.BY_MEASURE):
        links = [
            (cell.value, cell.hyperlink.target)
            for row in sheet_of(parts, name)
            for cell in row
            if cell.hyperlink
        ]
        files = [(shown, unquote(str(to))) for shown, to in links if not str(to).startswith("https:")]
        assert files
        assert all(to.endswith(f"/{shown}") and to in parts for shown, to in files)
        assert all(" " not in str(to) for _, to in links)
        assert all(
            bool(cell.hyperlink) == (cell.font.u == "single") for row in sheet_of(parts, name) for cell in row
        )
    assert [
        to
        for _, to in [(c.value, c.hyperlink.target) for r in sheet_of(parts) for c in r if c.hyperlink]
        if str(to).startswith("https:")
    ] == ["https://www.example.go.th/budget?id=1"]


def test_evidence_of_several_measures_is_stored_once_and_named_under_each(vault: Vault, target: Path) -> None:
    parts = saved(whole(vault), target)

    assert list(parts.values()).count(b"order") == 1
    by_measure = lines_of(parts, bundle_index.BY_MEASURE)
    assert [(line["มาตรการที่"], line["ลำดับ"]) for line in by_measure] == [
        ("1", "1"), ("1", "2.1"), ("1", "2.2"), ("5", "1"), ("5", "3"),
    ]  # fmt: skip
    assert path_of(by_measure[0]) == path_of(by_measure[3]) == evidence_in(parts)[0]
    assert by_measure[3]["ชื่อมาตรการ"] == FIVE.title


def test_the_same_content_in_two_pieces_is_stored_once(vault: Vault, target: Path) -> None:
    first, second = vault.take("ก.pdf", b"same"), vault.take("ข.pdf", b"same")

    parts = saved(bundle_of(piece("หนึ่ง", first), piece("สอง", second, measures=(FIVE,))), target)

    (stored,) = evidence_in(parts)
    assert [path_of(line) for line in lines_of(parts)] == [stored, stored]
    assert [line["ชื่อไฟล์เดิม"] for line in lines_of(parts)] == ["ก.pdf", "ข.pdf"]


def test_what_is_missing_or_changed_is_listed_and_not_copied(
    vault: Vault, target: Path, tmp_path: Path
) -> None:
    gone, changed, nowhere, folder, good = (vault.take(f"{name}.pdf", name.encode()) for name in "กขคงจ")
    assert gone.path
    assert changed.path
    gone.path.unlink()
    changed.path.write_bytes("ข".encode() + b"!")
    bundle = bundle_of(
        piece("หาย", gone),
        piece("แก้", changed, good, measures=(FIVE, ONE)),
        piece("ไม่รู้", replace(nowhere, path=None)),
        piece("โฟลเดอร์", replace(folder, path=tmp_path)),
    )

    done = bundles.save(bundle, target, overwrite=False)

    parts = contents(target)
    assert [parts[name] for name in evidence_in(parts)] == ["จ".encode()]
    assert [(left.number, left.title, left.measures, left.name, left.state) for left in done.left_out] == [
        ("1", "หาย", (1,), "ก.pdf", FileState.MISSING),
        ("2.1", "แก้", (1, 5), "ข.pdf", FileState.CHANGED),
        ("3", "ไม่รู้", (1,), "ค.pdf", FileState.MISSING),
        ("4", "โฟลเดอร์", (1,), "ง.pdf", FileState.CHANGED),
    ]
    assert [(line["ลำดับ"], line["สถานะไฟล์"], line["ไฟล์"] is None) for line in lines_of(parts)] == [
        ("1", "ไฟล์หายไป", True),
        ("2.1", "ไฟล์ถูกแก้ไข", True),
        ("2.2", "ครบถ้วน", False),
        ("3", "ไฟล์หายไป", True),
        ("4", "ไฟล์ถูกแก้ไข", True),
    ]
    assert "ไม่ได้รวมไว้: ๔ ไฟล์" in parts["README.txt"].decode("utf-8-sig")


def test_a_bundle_without_evidence_is_still_a_bundle(target: Path) -> None:
    parts = saved(bundle_of(), target)

    assert list(parts) == ["README.txt", INDEX, "SHA256SUMS", "รายงาน/รายงาน.xlsx", "รายงาน/รายงาน.pdf"]
    assert lines_of(parts) == []


def test_texts_of_the_index_stay_texts(vault: Vault, target: Path) -> None:
    nasty = ("=HYPERLINK(1)", "#N/A", "+66", "_x0041_", "-", "'ก", "  ช่องว่าง ", "บรรทัด\nใหม่", "0042")

    parts = saved(bundle_of(*(piece(text, vault.take("ก.pdf", text.encode())) for text in nasty)), target)

    assert [str(line["รายการหลักฐาน"]).replace("_x005F_", "_") for line in lines_of(parts)] == list(nasty)
    with zipfile.ZipFile(io.BytesIO(parts[INDEX])) as workbook:
        assert not any(b"<f>" in workbook.read(name) for name in workbook.namelist())


def test_a_text_that_no_workbook_holds_is_refused_with_its_piece_named(target: Path) -> None:
    with pytest.raises(TextUnprintable, match="หลักฐานลำดับที่ ๒"):
        bundles.save(bundle_of(piece("ดี"), piece("เสีย\x0b")), target, overwrite=False)

    assert left_over(target) == []


def test_the_explanation_opens_in_old_editors_and_tells_how_to_check(vault: Vault, target: Path) -> None:
    readme = saved(whole(vault), target)["README.txt"]

    assert readme.startswith(b"\xef\xbb\xbf")
    assert readme.count(b"\r\n") == readme.count(b"\n") > 10
    text = readme.decode("utf-8-sig")
    assert "องค์การบริหารส่วนตำบลทุ่งตัวอย่าง" in text
    assert "หลักฐาน: ๕ รายการ เก็บไว้ ๕ ไฟล์" in text
    assert "sha256sum -c SHA256SUMS" in text
    assert "Get-FileHash" in text
    assert "ไม่ได้รวมไว้" not in text


# --- sums --------------------------------------------------------------------------------------------------------


def test_the_sums_cover_every_file_but_themselves(vault: Vault, target: Path) -> None:
    parts = saved(whole(vault), target)

    sums = sums_in(parts)
    assert sums == {
        name: hashlib.sha256(data).hexdigest() for name, data in parts.items() if name != "SHA256SUMS"
    }


@needs_sha256sum
def test_sha256sum_finds_every_file_whole_and_an_edited_one_changed(
    vault: Vault, target: Path, tmp_path: Path
) -> None:
    bundle = whole(vault)
    bundles.save(
        replace(bundle, pieces=(*bundle.pieces, piece("ยาว", vault.take(LONG, b"long")))),
        target,
        overwrite=False,
    )
    unpacked = tmp_path / "แตก"
    with zipfile.ZipFile(target) as archive:
        archive.extractall(unpacked)

    def check() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sha256sum", "--strict", "-c", "SHA256SUMS"],
            cwd=unpacked,
            capture_output=True,
            text=True,
            check=False,
            encoding="utf-8",
        )

    assert check().returncode == 0
    assert check().stdout.count(": OK") == len(contents(target)) - 1
    next(unpacked.glob("หลักฐาน/*/*.pdf")).write_bytes(b"edited")
    assert check().returncode == 1


@needs_sha256sum
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("name", ["ก\\ข", "ก\nข", "ก\rข", "\\\\n", " ก  ข "])
def test_a_name_with_signs_of_the_list_is_escaped_as_sha256sum_does(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    (tmp_path / "SUMS").write_bytes(manifest([(name, hashlib.sha256(b"x").hexdigest())]))

    said = subprocess.run(
        ["sha256sum", "--strict", "-c", "SUMS"], cwd=tmp_path, capture_output=True, check=False
    )

    assert said.returncode == 0


# --- names -------------------------------------------------------------------------------------------------------


def test_names_equal_but_for_case_are_told_apart() -> None:
    taken = Taken()

    given_names = ("ก/A.pdf", "ก/a.PDF", "ก/ａ.pdf", "ข/a.pdf", "ก/A (2).pdf")
    assert [taken.free(name) for name in given_names] == [
        "ก/A.pdf", "ก/a (2).PDF", "ก/ａ (3).pdf", "ข/a.pdf", "ก/A (2) (2).pdf",
    ]  # fmt: skip


def test_files_of_hostile_and_equal_names_all_arrive(vault: Vault, target: Path) -> None:
    files = [vault.take(name, f"{at}".encode()) for at, name in enumerate(HOSTILE * 2)]
    measures = [ProvedMeasure(at % 4, name) for at, name in enumerate(HOSTILE) if name.isprintable()]
    pieces = [piece("ชิ้น", file, measures=(measures[at % len(measures)],)) for at, file in enumerate(files)]
    bundle = replace(
        bundle_of(piece("รวม", *files), *pieces), reports=tuple(ReportFile(n, b"") for n in HOSTILE)
    )

    parts = saved(bundle, target)

    assert sorted(parts[name] for name in evidence_in(parts)) == sorted(
        f"{at}".encode() for at in range(len(files))
    )
    assert len({name.casefold() for name in parts}) == len(parts) == len(files) + len(HOSTILE) + 3
    for name in parts:
        assert all(is_legal_on_windows(part) for part in name.split("/"))
        assert len(name.encode("utf-16-le")) // 2 <= 155
    assert len(lines_of(parts)) == 2 * len(files)


# --- the file ----------------------------------------------------------------------------------------------------


def test_the_same_evidence_makes_the_same_bytes(vault: Vault, target: Path) -> None:
    bundle = whole(vault)

    saved(bundle, target)
    first = target.read_bytes()
    saved(bundle, target)

    assert target.read_bytes() == first
    with zipfile.ZipFile(target) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert all(entry.flag_bits & 0x800 for entry in archive.infolist() if not entry.filename.isascii())


def test_a_folder_holds_just_what_the_zip_does(vault: Vault, target: Path) -> None:
    bundle, folder = whole(vault), target.with_name("ชุดหลักฐาน พ.ศ. 2566")

    done = bundles.save_as_folder(bundle, folder)

    found = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    assert found == saved(bundle, target)
    assert done.path == folder
    assert sorted(left_over(target)) == sorted([folder.name, target.name])


def test_large_files_are_never_held_in_memory(vault: Vault, target: Path) -> None:
    large = vault.folder / "วีดิทัศน์"
    megabytes = 24
    with large.open("wb") as file:
        file.truncate(megabytes << 20)
    digest = hashlib.sha256(bytes(megabytes << 20)).hexdigest()
    bundle = bundle_of(piece("วีดิทัศน์", PieceFile(large, digest, "ประชุม.mp4", megabytes << 20)))
    bundles.save(bundle_of(), target, overwrite=True)

    tracemalloc.start()
    done = bundles.save(bundle, target, overwrite=True)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert done.size == megabytes << 20
    assert most < 8 << 20


def test_files_too_large_for_an_ordinary_zip_take_the_long_form(
    vault: Vault, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 50_000)

    parts = saved(bundle_of(piece("ใหญ่", vault.take("ใหญ่.mp4", bytes(60_000)))), target)

    with zipfile.ZipFile(target) as archive:
        long_form = [entry.filename for entry in archive.infolist() if entry.extract_version >= 45]
    assert long_form == evidence_in(parts)


def test_progress_goes_up_by_bytes_to_the_end(vault: Vault, target: Path) -> None:
    told: list[tuple[int, int]] = []
    bundle = bundle_of(
        piece("ก", vault.take("ก.mp4", bytes(3_000_000))), piece("ข", vault.take("ข", b"1234"))
    )

    bundles.save(bundle, target, overwrite=False, on_progress=lambda done, total: told.append((done, total)))

    assert {total for _, total in told} == {2 * 3_000_004 + 14}
    done = [done for done, _ in told]
    assert done == sorted(done)
    assert done[-1] == told[-1][1]
    assert len(done) > 6


class Cancelled(Exception):
    pass


@pytest.mark.parametrize("at", [1, 2, 4, 6, 8])
@pytest.mark.parametrize("form", ["_Zip", "_Folder"])
def test_what_is_cancelled_leaves_nothing_behind(vault: Vault, target: Path, at: int, form: str) -> None:
    times = 0

    def stop(_done: int, _total: int) -> None:
        nonlocal times
        times += 1
        if times == at:
            raise Cancelled

    with pytest.raises(Cancelled):
        save_in(form, whole(vault), target, stop)

    assert left_over(target) == []


@pytest.mark.parametrize("meanwhile", ["edited", "gone"])
def test_a_file_that_changes_while_it_is_copied_stops_the_bundle(
    vault: Vault, target: Path, meanwhile: str
) -> None:
    bundle = whole(vault)
    target.write_bytes(b"old")

    def spoil(done: int, _total: int) -> None:
        if done >= 22:
            for file in vault.folder.iterdir():
                file.unlink() if meanwhile == "gone" else file.write_bytes(b"other")

    with pytest.raises(EvidenceLostMeanwhile):
        bundles.save(bundle, target, overwrite=True, on_progress=spoil)

    assert target.read_bytes() == b"old"
    assert left_over(target) == [target.name]


def test_too_little_room_is_said_before_anything_is_written(
    vault: Vault, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=700_000))

    with pytest.raises(NotEnoughRoom, match="ต้องใช้ ๓ MB แต่เหลือ ๑ MB"):
        bundles.save(bundle_of(piece("ก", vault.take("ก", bytes(2_000_000)))), target, overwrite=False)

    assert left_over(target) == []


@pytest.mark.parametrize("form", ["_Zip", "_Folder"])
def test_a_disk_that_fills_up_all_the_same_leaves_nothing(
    vault: Vault, target: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    put = getattr(bundles, form).put

    def full(self: object, path: str, size: int, chunks: Iterable[bytes]) -> None:
        if path.startswith("หลักฐาน"):
            raise OSError(errno.ENOSPC, "full")
        put(self, path, size, chunks)

    monkeypatch.setattr(getattr(bundles, form), "put", full)

    with pytest.raises(DiskFull):
        save_in(form, whole(vault), target)

    assert left_over(target) == []


def test_what_is_there_is_kept_unless_it_may_be_replaced(vault: Vault, target: Path) -> None:
    bundle, folder = whole(vault), target.with_name("ชุด พ.ศ. 2566")
    target.write_bytes(b"old")
    folder.mkdir()

    with pytest.raises(TargetExists) as zip_there:
        bundles.save(bundle, target, overwrite=False)
    with pytest.raises(FolderExists) as folder_there:
        bundles.save_as_folder(bundle, folder)
    with pytest.raises(FolderMissing):
        bundles.save_as_folder(bundle, target.parent / "ไม่มี" / "ชุด")

    assert zip_there.value.proposed == target.with_name("ชุดหลักฐาน (2).zip")
    assert folder_there.value.proposed == folder.with_name("ชุด พ.ศ. 2566 (2)")
    assert target.read_bytes() == b"old"
    assert list(folder.iterdir()) == []
    assert sorted(left_over(target)) == sorted([target.name, folder.name])


def test_a_zip_that_is_open_is_not_replaced(vault: Vault, target: Path) -> None:
    target.write_bytes(b"old")
    target.with_name(f".~lock.{target.name}#").touch()

    with pytest.raises(TargetOpen):
        bundles.save(whole(vault), target, overwrite=True)

    assert target.read_bytes() == b"old"
