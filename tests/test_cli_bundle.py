import errno
import hashlib
import os
import shutil
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from ita_tui import tasks
from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.fiscal_year import FiscalYear
from tests.command_line import NOW, clock, database_in, everything_in, said

YEAR = FiscalYear(2566)
INDEX = "ดัชนีหลักฐาน.xlsx"
PROGRESS = "ตารางความก้าวหน้าตามมาตรการ"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample year as it stands on the day of the commands, to copy."""
    folder = tmp_path_factory.mktemp("sample")
    with tasks.open_store(folder / "ita.db", clock) as store:
        tasks.start_with_sample(store, NOW)
    return folder


@pytest.fixture
def database(sample: Path, tmp_path: Path) -> Path:
    """The sample year, with seven files of evidence."""
    shutil.copytree(sample, tmp_path, dirs_exist_ok=True)
    return tmp_path / "ita.db"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "ออก"
    folder.mkdir()
    return folder


def in_vault(database: Path) -> list[Path]:
    """Where the content of the files of evidence lies."""
    return sorted(path for path in database.with_suffix(".evidence").rglob("*") if path.is_file())


def names_in(bundle: Path) -> list[str]:
    with zipfile.ZipFile(bundle) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def reports_in(bundle: Path) -> set[str]:
    return {name.removeprefix("รายงาน/") for name in names_in(bundle) if name.startswith("รายงาน/")}


def evidence_in(bundle: Path) -> list[str]:
    return [name for name in names_in(bundle) if name.startswith("หลักฐาน/")]


def test_bundle_holds_report_evidence_index_and_sums_that_agree(database: Path, out: Path) -> None:
    answer = said("bundle", "--year", "๒๕๖๖", "-o", out / "ชุด", "--db", database)

    bundle = out / "ชุด.zip"
    with zipfile.ZipFile(bundle) as archive:
        lines = [line.split("  ", 1) for line in archive.read("SHA256SUMS").decode().splitlines()]
        found = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}

    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (f"เขียนชุดหลักฐานปีงบประมาณ ๒๕๖๖ ไว้ที่ {bundle}\nมีรายงาน ๒ ไฟล์ และหลักฐาน ๗ ไฟล์\n")
    assert reports_in(bundle) == {f"{PROGRESS}-2566-รอบ6เดือน.{form}" for form in ("xlsx", "pdf")}
    assert len(evidence_in(bundle)) == 7
    sums = {name: digest for digest, name in lines}
    assert sums == {name: digest for name, digest in found.items() if name != "SHA256SUMS"}
    assert INDEX in sums


def test_bundle_holds_the_evidence_of_items(database: Path, out: Path, tmp_path: Path) -> None:
    photo = tmp_path / "หน้าเว็บ.png"
    photo.write_bytes(b"picture of the page")
    with tasks.open_store(database, clock) as store:
        item = store.disclosure.all(FiscalYear(2566))[2]
        assert item.id is not None
        piece = Evidence("ภาพหน้าเว็บ", EvidenceKind.PHOTO)
        store.evidence.attach([], piece, [store.vault.take_in(photo)], item_ids=[item.id])

    answer = said("bundle", "--year", "2566", "-o", out / "a.zip", "--db", database)

    assert answer.code == 0
    assert [name for name in evidence_in(out / "a.zip") if "ข้อ OIT" in name] == [
        "หลักฐาน/ข้อ OIT/011 หน้าเว็บ.png"
    ]


def test_bundle_as_a_folder_is_the_same_and_replaces_no_folder(database: Path, out: Path) -> None:
    typed = ("bundle", "--year", "2566", "--db", database, "-o")

    zipped = said(*typed, out / "ชุด.zip")
    first = said(*typed, out / "ชุด", "--folder")
    again = said(*typed, out / "ชุด", "--folder")

    assert (zipped.code, first.code, again.code) == (0, 0, 1)
    assert sorted(everything_in(out / "ชุด")) == sorted(names_in(out / "ชุด.zip"))
    assert "มี ชุด อยู่แล้ว" in again.err


def test_bundle_holds_every_layout_that_is_named_once(database: Path, out: Path) -> None:
    typed = ("--layout", "plan", "score-review", "--layout", "plan")

    answer = said("bundle", "--year", "2566", *typed, "-o", out / "a.zip", "--db", database)

    assert answer.code == 0
    titles = [one.title for one in tasks.layout_choice(None).usable if one.name in {"plan", "score-review"}]
    assert reports_in(out / "a.zip") == {
        f"{title}-2566-รอบ6เดือน.{form}" for title in titles for form in ("xlsx", "pdf")
    }


def test_two_layouts_of_one_title_are_both_in_the_bundle(database: Path, out: Path) -> None:
    own = database.parent / "layouts" / "ของเรา.toml"
    own.parent.mkdir()
    shipped = Path(tasks.__file__).parent / "reports" / "shipped" / "plan.toml"
    own.write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")

    answer = said(
        "bundle", "--year", "2566", "--layout", "plan", "ของเรา", "-o", out / "a.zip", "--db", database
    )

    assert answer.code == 0
    assert len(reports_in(out / "a.zip")) == 4


def test_without_the_pdf_part_the_report_is_a_word_document_and_that_is_said(
    database: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)

    answer = said("bundle", "--year", "2566", "-o", out / "a.zip", "--db", database)

    assert answer.code == 0
    assert answer.err.startswith("! รายงานในชุดเป็น DOCX แทน PDF")
    assert "pip install 'ita-tui[pdf]'" in answer.err
    assert {Path(name).suffix for name in reports_in(out / "a.zip")} == {".xlsx", ".docx"}


def test_lost_and_changed_files_are_told_and_the_rest_is_bundled(database: Path, out: Path) -> None:
    lost, changed, *_ = in_vault(database)
    lost.chmod(0o600)
    lost.unlink()
    changed.chmod(0o600)
    changed.write_bytes(b"changed")

    answer = said("bundle", "--year", "2566", "-o", out / "a.zip", "--db", database)

    title, *lines = answer.err.splitlines()
    assert answer.code == 0
    assert "หลักฐาน ๕ ไฟล์" in answer.out
    assert title == "! ไม่ได้รวมหลักฐาน ๒ ไฟล์ เพราะไฟล์หายไปหรือถูกแก้ไข"
    assert sorted(line.rsplit(": ", 1)[1] for line in lines) == ["ไฟล์ถูกแก้ไข", "ไฟล์หายไป"]
    assert all(line.startswith("!   ลำดับที่ ") and "(มาตรการ " in line for line in lines)
    assert len(evidence_in(out / "a.zip")) == 5


def test_a_year_without_evidence_gives_its_report_and_says_so(tmp_path: Path, out: Path) -> None:
    answer = said("bundle", "--year", "2566", "-o", out / "a.zip", "--db", database_in(tmp_path))

    assert answer.code == 0
    assert answer.err == "! ปีนี้ยังไม่มีหลักฐานของมาตรการใด ในชุดจึงมีเฉพาะรายงานและดัชนี\n"
    assert len(reports_in(out / "a.zip")) == 2
    assert evidence_in(out / "a.zip") == []


def test_a_bundle_that_is_there_is_replaced_only_when_told(database: Path, out: Path) -> None:
    target = out / "a.zip"
    target.write_bytes(b"old")
    typed = ("bundle", "--year", "2566", "-o", target, "--db", database)

    refused = said(*typed)
    kept = target.read_bytes()
    forced = said(*typed, "--force")

    assert (refused.code, refused.out, kept, forced.code) == (1, "", b"old", 0)
    assert "มีไฟล์ a.zip อยู่แล้ว" in refused.err
    assert INDEX in names_in(target)


def full_at_once(_handle: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("form", [(), ("--folder",)])
def test_a_full_disk_leaves_nothing_and_is_said(
    form: tuple[str, ...], database: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = ("bundle", "--year", "2566", *form, "-o", out / "a.zip", "--db", database)

    with monkeypatch.context() as little:
        little.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=1000))
        no_room = said(*typed)
    monkeypatch.setattr(os, "fsync", full_at_once)
    full = said(*typed)

    assert (no_room.code, full.code) == (1, 1)
    assert "มีที่ว่างไม่พอ" in no_room.err
    assert "พื้นที่ดิสก์เต็ม" in full.err
    assert everything_in(out) == {}


def test_no_folder_for_temporary_files_is_said(
    database: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(out / "ไม่มี"))

    answer = said("bundle", "--year", "2566", "-o", out / "a.zip", "--db", database)

    assert (answer.code, answer.out) == (1, "")
    assert "โฟลเดอร์ชั่วคราว" in answer.err
    assert everything_in(out) == {}


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (("--year", "2567"), "ยังไม่มีข้อมูลของปีงบประมาณ ๒๕๖๗"),
        (("--year", "2566", "--layout", "progress", "โปร"), "ไม่มีแบบรายงานชื่อ โปร"),
        (("--year", "2566", "-o", "ไม่มี/a.zip"), "ไม่พบโฟลเดอร์"),
        (("--year", "2566", "-o", "โฟลเดอร์.zip"), "เป็นโฟลเดอร์"),
    ],
)
def test_a_bundle_that_cannot_be_is_refused_in_a_sentence(
    typed: tuple[str, ...], why: str, database: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(out)
    (out / "โฟลเดอร์.zip").mkdir()

    answer = said("bundle", "-o", out / "a.zip", *typed, "--db", database)

    assert (answer.code, answer.out) == (1, "")
    assert why in answer.err
    assert everything_in(out) == {}


def test_bundle_of_no_database_makes_none(tmp_path: Path, out: Path) -> None:
    answer = said("bundle", "--year", "2566", "-o", out / "a.zip", "--db", tmp_path / "none.db")

    assert answer.code == 1
    assert "ยังไม่มีไฟล์ฐานข้อมูล" in answer.err
    assert everything_in(tmp_path) == {}


def test_personal_data_in_a_bundle_is_told_once_with_its_place(database: Path, out: Path) -> None:
    with tasks.open_store(database, clock) as store:
        measure = store.measures.all(YEAR)[0]
        store.measures.save(replace(measure, result="โทร. 081-234-5678"))
    layouts = ("--layout", "progress", "activity-outcome")

    answer = said("bundle", "--year", "2566", *layouts, "-o", out / "a.zip", "--db", database)

    assert answer.code == 0
    assert answer.err.splitlines() == [
        "! รายงานอาจมีข้อมูลส่วนบุคคล ๑ แห่ง ควรตรวจก่อนเผยแพร่",
        "!   มาตรการ ๑: หมายเลขโทรศัพท์ ๐๘๑-xxx-xx๗๘",
    ]
