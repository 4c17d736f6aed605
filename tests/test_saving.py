import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ita_tui import saving
from ita_tui.saving import (
    DiskFailed,
    DiskFull,
    FolderForbidden,
    FolderMissing,
    NameTooLong,
    NameUnusable,
    NotSaved,
    SavedUnconfirmed,
    TargetExists,
    TargetIsFolder,
    TargetOpen,
    TargetReadOnly,
    free_name,
    put_in_place,
    written_aside,
)
from tests.held_files import held_at_first

REPOSITORY = Path(__file__).parents[1]
posix_only = pytest.mark.skipif(os.name != "posix", reason="needs the permissions and limits of POSIX")


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def in_a_process_of_its_own(before: str, target: Path) -> str:
    """Save 100 kB over ``target`` after ``before``; the name of the refusal, and its sentence."""
    code = f"""
import os, resource, sys
from pathlib import Path
from ita_tui.saving import NotSaved, put_in_place
{before}
try:
    put_in_place(b"x" * 100_000, Path(sys.argv[1]), overwrite=True)
except NotSaved as refusal:
    print(type(refusal).__name__, refusal)
"""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, str(target)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def test_a_file_appears_whole_and_alone(tmp_path: Path) -> None:
    target = tmp_path / "รายงาน.xlsx"

    returned = put_in_place("มาตรการ".encode(), target, overwrite=False)

    assert returned == target
    assert target.read_text(encoding="utf-8") == "มาตรการ"
    assert names_in(tmp_path) == ["รายงาน.xlsx"]


@posix_only
def test_a_new_file_may_be_read_as_any_other_file_of_hers(tmp_path: Path) -> None:
    ordinary = tmp_path / "ธรรมดา.txt"
    ordinary.write_bytes(b"")

    put_in_place(b"", tmp_path / "รายงาน.xlsx", overwrite=False)

    assert (tmp_path / "รายงาน.xlsx").stat().st_mode == ordinary.stat().st_mode


@posix_only
def test_an_overwritten_file_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "รายงาน.xlsx"
    target.write_bytes(b"old")
    target.chmod(0o640)

    put_in_place(b"new", target, overwrite=True)

    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert target.read_bytes() == b"new"


@posix_only
def test_a_link_is_followed_to_the_file_that_it_names(tmp_path: Path) -> None:
    kept = tmp_path / "ปี ๒๕๖๖.json"
    kept.write_bytes(b"old")
    link = tmp_path / "ล่าสุด.json"
    link.symlink_to(kept)

    put_in_place(b"new", link, overwrite=True)

    assert link.is_symlink()
    assert kept.read_bytes() == b"new"


def test_an_existing_file_is_kept_unless_overwriting_is_allowed(tmp_path: Path) -> None:
    target = tmp_path / "รายงาน.xlsx"
    target.write_bytes(b"old")

    with pytest.raises(TargetExists) as refused:
        put_in_place(b"new", target, overwrite=False)

    assert target.read_bytes() == b"old"
    assert refused.value.proposed == tmp_path / "รายงาน (2).xlsx"
    assert "รายงาน (2).xlsx" in str(refused.value)


@pytest.mark.parametrize("mark", ["~${}", ".~lock.{}#"])
def test_a_file_open_in_a_spreadsheet_is_not_overwritten(tmp_path: Path, mark: str) -> None:
    target = tmp_path / "รายงาน.xlsx"
    target.write_bytes(b"old")
    tmp_path.joinpath(mark.format("รายงาน.xlsx")).write_bytes(b"somebody")

    with pytest.raises(TargetOpen) as refused:
        put_in_place(b"new", target, overwrite=True)

    assert target.read_bytes() == b"old"
    assert str(refused.value) == (
        "ไฟล์ รายงาน.xlsx เปิดอยู่ในโปรแกรมอื่น จึงยังไม่ได้เขียนทับ · บันทึกเป็น รายงาน (2).xlsx แทน หรือปิดไฟล์แล้วลองใหม่"
    )


def test_word_marks_an_open_document_over_its_first_two_letters(tmp_path: Path) -> None:
    target = tmp_path / "report.docx"
    target.write_bytes(b"old")
    (tmp_path / "~$port.docx").write_bytes(b"somebody")

    with pytest.raises(TargetOpen):
        put_in_place(b"new", target, overwrite=True)


def test_a_mark_left_behind_without_its_file_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / ".~lock.รายงาน.xlsx#").write_bytes(b"somebody")

    put_in_place(b"new", tmp_path / "รายงาน.xlsx", overwrite=True)

    assert (tmp_path / "รายงาน.xlsx").read_bytes() == b"new"


def test_a_file_held_on_windows_is_told_as_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "รายงาน.xlsx"
    target.write_bytes(b"old")

    def held(_aside: Path, _place: Path) -> Path:
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(saving, "_IS_WINDOWS", True)

    with pytest.raises(TargetOpen):
        put_in_place(b"new", target, overwrite=True)

    assert names_in(tmp_path) == ["รายงาน.xlsx"]


def test_a_file_marked_read_only_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "ลงนามแล้ว.xlsx"
    target.write_bytes(b"signed")
    target.chmod(0o444)

    with pytest.raises(TargetReadOnly) as refused:
        put_in_place(b"new", target, overwrite=True)

    assert target.read_bytes() == b"signed"
    assert refused.value.proposed == tmp_path / "ลงนามแล้ว (2).xlsx"
    target.chmod(0o644)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(TargetIsFolder, match="เป็นโฟลเดอร์"):
        put_in_place(b"new", tmp_path, overwrite=True)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing, match="ปีที่แล้ว"):
        put_in_place(b"new", tmp_path / "ปีที่แล้ว" / "รายงาน.xlsx", overwrite=False)

    assert names_in(tmp_path) == []


def test_a_file_in_place_of_the_folder_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "เอกสาร").write_bytes(b"")

    with pytest.raises(FolderMissing):
        put_in_place(b"new", tmp_path / "เอกสาร" / "รายงาน.xlsx", overwrite=False)


@posix_only
def test_a_name_too_long_for_the_disk_is_told_in_letters(tmp_path: Path) -> None:
    with pytest.raises(NameTooLong, match="ยาวเกินไป"):
        put_in_place(b"new", tmp_path / ("ก" * 104 + ".xlsx"), overwrite=False)


@pytest.mark.parametrize("name", ["ราย\x00งาน.xlsx", "ราย\ud800งาน.xlsx"])
def test_a_name_with_impossible_letters_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(NameUnusable):
        put_in_place(b"new", tmp_path / name, overwrite=False)

    assert names_in(tmp_path) == []


@posix_only
def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "รายงาน.xlsx"
    target.write_bytes(b"old")

    said = in_a_process_of_its_own("resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))", target)

    assert said.startswith("DiskFull พื้นที่ดิสก์เต็ม")
    assert target.read_bytes() == b"old"
    assert names_in(tmp_path) == ["รายงาน.xlsx"]


@posix_only
def test_a_folder_of_somebody_else_is_not_written_to(tmp_path: Path) -> None:
    target = tmp_path / "รายงาน.xlsx"
    tmp_path.chmod(0o555)
    become_nobody = "if os.geteuid() == 0: os.setgid(65534); os.setuid(65534)"

    said = in_a_process_of_its_own(become_nobody, target)

    tmp_path.chmod(0o755)
    assert said.startswith("FolderForbidden ไม่มีสิทธิ์เขียนในโฟลเดอร์")
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EROFS, FolderForbidden),
        (errno.EIO, DiskFailed),
    ],
)
def test_a_disk_that_fails_while_writing_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, refusal: type[Exception]
) -> None:
    target = tmp_path / "รายงาน.xlsx"
    target.write_bytes(b"old")

    def fail(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)

    with pytest.raises(refusal):
        put_in_place(b"new", target, overwrite=True)

    assert target.read_bytes() == b"old"
    assert names_in(tmp_path) == ["รายงาน.xlsx"]


@posix_only
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EACCES])
def test_a_disk_that_fails_after_the_file_is_in_its_place_is_never_told_as_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    target = tmp_path / "รายงาน.xlsx"
    target.write_bytes(b"old")

    def fail(_folder: Path) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(saving, "sync_folder", fail)

    with pytest.raises(SavedUnconfirmed) as told:
        put_in_place(b"new", target, overwrite=True)

    assert target.read_bytes() == b"new"
    assert str(told.value).startswith("เขียนไฟล์ รายงาน.xlsx ครบแล้ว แต่สื่อบันทึกยังไม่ยืนยันว่าเก็บไว้ถาวร")
    assert not isinstance(told.value, NotSaved)


@posix_only
@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
@pytest.mark.parametrize("call", ["open", "fsync"])
def test_a_network_drive_that_confirms_no_folders_is_good_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, call: str
) -> None:
    def fail(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fail)

    saving.sync_folder(tmp_path)


def test_a_disk_that_fails_is_told_in_thai_and_keeps_its_own_word_for_the_administrator(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_handle: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", fail)

    with pytest.raises(DiskFailed) as refused:
        put_in_place(b"new", tmp_path / "รายงาน.xlsx", overwrite=False)

    assert "(รายละเอียดสำหรับผู้ดูแลระบบ: EIO)" in str(refused.value)
    assert os.strerror(errno.EIO) not in str(refused.value)


def test_a_temporary_file_that_cannot_be_cleared_away_does_not_hide_the_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    def held(_path: Path, **_: object) -> None:
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(os, "fsync", full)
    monkeypatch.setattr(Path, "unlink", held)

    with pytest.raises(DiskFull):
        put_in_place(b"new", tmp_path / "รายงาน.xlsx", overwrite=False)


def test_a_file_held_for_a_moment_takes_its_name_a_little_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ใหม่").write_bytes(b"new")
    monkeypatch.setattr(saving, "_PAUSES", (0.0, 0.0))
    monkeypatch.setattr(Path, "replace", held_at_first(Path.replace, times=2))

    saving.rename_patiently(tmp_path / "ใหม่", tmp_path / "รายงาน.xlsx")

    assert names_in(tmp_path) == ["รายงาน.xlsx"]


def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)

    with pytest.raises(KeyboardInterrupt):
        put_in_place(b"new", tmp_path / "รายงาน.xlsx", overwrite=False)

    assert names_in(tmp_path) == []


def test_a_free_name_counts_on(tmp_path: Path) -> None:
    for taken in ("รายงาน.xlsx", "รายงาน (2).xlsx", "รายงาน (3).xlsx"):
        (tmp_path / taken).write_bytes(b"")

    assert free_name(tmp_path / "รายงาน.xlsx").name == "รายงาน (4).xlsx"
    assert free_name(tmp_path / "รายงาน (2).xlsx").name == "รายงาน (4).xlsx"
    assert free_name(tmp_path / "แบบ (ร่าง).docx").name == "แบบ (ร่าง) (2).docx"


@pytest.mark.parametrize(("overwrite", "mark"), [(False, ""), (True, ".~lock.รายงาน.xlsx#")])
def test_a_file_that_came_while_another_was_written_is_kept(
    tmp_path: Path, mark: str, *, overwrite: bool
) -> None:
    target = tmp_path / "รายงาน.xlsx"

    def write_slowly() -> None:
        with written_aside(target, overwrite=overwrite):
            target.write_bytes(b"theirs")
            (tmp_path / (mark or target.name)).touch()

    with pytest.raises(TargetOpen if overwrite else TargetExists):
        write_slowly()

    assert target.read_bytes() == b"theirs"
    assert names_in(tmp_path) == sorted({target.name, mark or target.name})
