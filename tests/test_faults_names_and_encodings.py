"""Names that are long, Thai and full of blanks, and systems of another code page: the whole job is done all the same."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from store import refusals
from store.holder import note_path
from store.left_beside import journal_of
from store.refusals_place import PathTooLongError
from tests.command_line import REPORT, ROOT, Said, clock, said
from tests.store_builders import added, begun_store, open_store

pytestmark = pytest.mark.fault


def long_folder(tmp_path: Path, length: int = 200) -> Path:
    """A folder whose path is as long, of Thai words, blanks and plain letters."""
    folder = tmp_path
    while len(str(folder)) < length - 60:
        folder /= "โครงการ ปี 2569 - ฝ่ายเลขานุการ (copy of the copy 1)"
    folder /= "ก" + "x" * (length - len(str(folder)) - 2)
    folder.mkdir(parents=True)
    assert len(str(folder)) == length
    return folder


def done(*typed: object) -> Said:
    answer = said(*typed)
    assert answer.code == 0, answer
    return answer


def whole_job(folder: Path, stem: str) -> None:
    """From a report to the auditor's bundle, a backup and back, all in one folder."""
    database = folder / f"{stem}.db"
    done("import", REPORT, "--year", "2566", "--db", database)
    assert "๑๑ มาตรการ" in done("status", "--db", database).out
    with_layout = ("--year", "2566", "--layout", "progress", "--db", database)
    assert done("export", *with_layout, "-o", folder / f"{stem}.xlsx").out
    done("export", "--year", "2566", "-o", folder / f"{stem}.json", "--db", database)
    done("bundle", "--year", "2566", "-o", folder / f"{stem}.zip", "--db", database)
    done("backup", "--db", database)
    done("verify", "--db", database)
    (backup,) = (one for one in (folder / "backups").glob("*.db"))
    done("restore", backup, "--db", database)
    assert "๑๑ มาตรการ" in done("status", "--db", database).out

    content = database.read_bytes()
    database.write_bytes(content[: 4096 * 6] + bytes(4096) + content[4096 * 7 :])
    done("salvage", "--db", database)

    assert "๑๑ มาตรการ" in done("status", "--db", database).out
    assert len(json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))["measures"]) == 11
    assert zipfile.is_zipfile(folder / f"{stem}.zip")


def test_fault_the_whole_job_is_done_in_a_thai_path_with_blanks_and_200_letters(tmp_path: Path) -> None:
    whole_job(long_folder(tmp_path), "ปี ๒๕๖๖")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts letters, not bytes")
def test_fault_the_whole_job_is_done_under_the_longest_name_that_a_database_can_have(tmp_path: Path) -> None:
    whole_job(tmp_path, "ก" * 80)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts letters, not bytes")
def test_fault_the_names_beside_the_longest_one_are_names_that_the_disk_takes(tmp_path: Path) -> None:
    path = tmp_path / ("ก" * 81 + "a.db")
    assert len(os.fsencode(journal_of(path).name)) == 255

    with begun_store(path) as store:
        added(store)
        assert note_path(path).exists()
        (tmp_path / "ภาพ.jpg").write_bytes(b"1")
        store.vault.take_in(tmp_path / "ภาพ.jpg")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts letters, not bytes")
@pytest.mark.parametrize("letters", [82, 84, 85, 100])
def test_fault_a_name_that_leaves_no_room_for_the_names_beside_it_is_refused_before_anything_is_written(
    tmp_path: Path, letters: int
) -> None:
    with pytest.raises(refusals.UnusableNameError, match="๘๐ ตัว"):
        open_store(tmp_path / ("ก" * letters + ".db"))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="Windows takes longer paths")
@pytest.mark.parametrize("over", [True, False])
def test_fault_a_path_that_is_longer_than_the_database_takes_is_refused_by_its_name(
    tmp_path: Path, *, over: bool
) -> None:
    folder = tmp_path / ("ก" * 80)
    folder /= "x" * (511 - len(os.fsencode(folder)) - len("//a.db-journal") + over)
    folder.mkdir(parents=True)

    if over:
        with pytest.raises(PathTooLongError, match="ยาวเกินไป"):
            open_store(folder / "a.db")
        assert list(folder.iterdir()) == []
    else:
        begun_store(folder / "a.db").close()


@pytest.mark.parametrize("command", ["export", "bundle", "backup"])
def test_fault_a_file_name_that_is_too_long_is_refused_in_words(tmp_path: Path, command: str) -> None:
    database = tmp_path / "a.db"
    done("import", REPORT, "--year", "2566", "--db", database)
    target = tmp_path / ("ก" * 90 + {"export": ".json", "bundle": ".zip", "backup": ".db"}[command])
    typed = [target] if command == "backup" else ["--year", "2566", "-o", target]
    before = sorted(tmp_path.iterdir())

    answer = said(command, *typed, "--db", database)

    assert answer.code == 2
    assert "ชื่ออาจยาวเกินไป" in answer.err
    assert sorted(tmp_path.iterdir()) == before


# --- code pages ------------------------------------------------------------------------------------------------

JOB = """
import sys, warnings
for room in ("ita_tui", "store", "exports", "screens"):
    warnings.filterwarnings("error", category=EncodingWarning, module=rf"{room}(\\..*)?$")
from ita_tui import __main__ as program
from tests.command_line import REPORT, clock
program.now = clock
folder = sys.argv[1]
db = ["--db", f"{folder}/a.db"]
jobs = [
    ["import", str(REPORT), "--year", "2566", *db],
    ["status", *db],
    ["check", *db],
    ["layouts", *db],
    ["export", "--year", "2566", "--layout", "progress", "-o", f"{folder}/a.xlsx", *db],
    ["export", "--year", "2566", "--layout", "progress", "-o", f"{folder}/a.docx", *db],
    ["export", "--year", "2566", "-o", f"{folder}/a.json", *db],
    ["bundle", "--year", "2566", "-o", f"{folder}/a.zip", *db],
    ["hand-out", "-o", f"{folder}/sheets", *db],
    ["backup", f"{folder}/b.db", *db],
    ["verify", *db],
    ["restore", f"{folder}/b.db", *db],
    ["import", f"{folder}/a.json", "--year", "2566", "--db", f"{folder}/c.db"],
    ["--help"],
]
codes = [program.main(job) for job in jobs]
sys.stderr.write(f"CODES {codes}")
"""
CODE_PAGES = {
    "cp874": {"PYTHONIOENCODING": "cp874", "LC_ALL": "C.UTF-8"},
    "ascii": {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
}


@pytest.mark.parametrize("page", CODE_PAGES)
def test_fault_the_main_job_is_done_on_a_system_of_another_code_page(tmp_path: Path, page: str) -> None:
    plain = {
        name: word for name, word in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))
    }
    environment = plain | CODE_PAGES[page] | {
        "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONWARNDEFAULTENCODING": "1",
    }  # fmt: skip
    finished = subprocess.run(
        [sys.executable, "-c", JOB, str(tmp_path)],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=120,
    )
    out, err = finished.stdout.decode("utf-8"), finished.stderr.decode("utf-8")

    # Where not even names of files can be Thai, what names its files by itself is refused in words.
    named = 1 if page == "ascii" else 0
    assert err.endswith(f"CODES [0, 0, 1, 0, 0, 0, 0, {named}, {named}, 0, 0, 0, 0, 0]"), err[-3000:]
    assert said("status", "--db", tmp_path / "a.db").out.rpartition("\n\n")[0] in out
    assert "สำรองข้อมูลไว้ที่" in out
    one, other = (said("export", "--year", "2566", "-o", tmp_path / f"{name}2.json", "--db", tmp_path / f"{name}.db")
                  for name in ("a", "c"))  # fmt: skip
    assert one.code == other.code == 0
    assert _told(tmp_path / "a2.json") == _told(tmp_path / "a.json")
    told = json.loads((tmp_path / "c2.json").read_text(encoding="utf-8"))
    assert [measure["title"] for measure in told["measures"]] == [
        measure["title"]
        for measure in json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["measures"]
    ]
    assert clock().tzinfo is not None


def _told(file: Path) -> object:
    """The year as a file of the open format tells it; this process may have learned names that change the findings."""
    told = json.loads(file.read_text(encoding="utf-8"))
    del told["findings"]
    return told
