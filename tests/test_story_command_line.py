"""The secretary's year by the command line alone, each command a program of its own as she would start it."""

import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ita_tui import tasks
from tests.command_line import NOW, REPORT, ROOT, SEEDS, clock, said, started

SEED = SEEDS / "thamsing-2566.txt"


def bare(text: str) -> str:
    """A text without tags, Markdown signs and white space."""
    return re.sub(r"</?[a-z]+(?: [a-z-]+=\"[^\"]*\")?>|\*\*|^#+|\s", "", text, flags=re.MULTILINE)


def rows_of(report: Path) -> list[list[str]]:
    """The data rows of a report in five columns."""
    rows = [line.split("\t") for line in report.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if len(row) == 5 and bare(row[0]) != "มาตรการ"]


def cells_of(report: Path) -> list[list[str]]:
    """The same, bare and without the ordinal of the title."""
    bared = [[bare(cell) for cell in row] for row in rows_of(report)]
    return [[re.sub(r"^[๐-๙]+\.", "", row[0]), *row[1:]] for row in bared]


def pieces_of(report: Path) -> list[str]:
    """What stands between the tags of the data rows' cells, also of rows that a page break cuts."""
    cells = [cell for row in rows_of(report) for cell in row]
    return [re.sub(r"^[๐-๙0-9]+\.", "", bare(piece)) for cell in cells for piece in re.split("<[^>]+>", cell)]


def year_of(file: Path) -> dict[str, Any]:
    year: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return year


def printed(measure: dict[str, Any]) -> list[str]:
    texts = (measure[key] for key in ("title", "method", "responsible"))
    return [*map(bare, texts), bare(measure["period"]["text"]), bare(measure["result"])]


@pytest.mark.story
@pytest.mark.skipif(not SEED.is_file(), reason="the real reports are not beside this repository")
def test_a_real_report_is_read_in_and_comes_out_word_for_word(tmp_path: Path) -> None:
    read = started("import", SEED, "--year", "2566", "--db", "x.db", folder=tmp_path)
    wrote = started(
        "export", "--year", "2566", "--layout", "progress", "--format", "json", "--db", "x.db", "-o", "y.json",
        folder=tmp_path,
    )  # fmt: skip

    year = year_of(tmp_path / "y.json")

    assert (read.code, read.err, wrote.code, wrote.err) == (0, "", 0, "")
    assert (year["format"], year["version"], year["year"]) == ("ita-tui", 1, 2566)
    assert [measure["number"] for measure in year["measures"]] == list(range(1, 12))
    assert [printed(measure) for measure in year["measures"]] == cells_of(SEED)
    assert {(m["status"], m["proof"], m["progress"]) for m in year["measures"]} == {
        ("completed", "none", 100)
    }
    assert year["measures"][0]["period"]["start"] == "2023-02-01"
    assert year["agency"]["name"].startswith("องค์การบริหารส่วนตำบล")
    assert [survey["instrument"] for survey in year["surveys"]] == ["IIT", "EIT1", "EIT2"]
    assert len(year["disclosure"]) == 43


@pytest.mark.story
def test_a_year_by_the_command_line_alone(tmp_path: Path) -> None:
    def ita(*typed: str) -> str:
        answer = started(*typed, "--db", "ริมธาร.db", folder=tmp_path)
        assert (answer.code, answer.err) == (0, ""), answer
        return answer.out

    short = tmp_path / "สั้น.tsv"
    short.write_text("มาตรการ\tผู้รับผิดชอบ\nติดป้าย\tกองช่าง\n", encoding="utf-8")
    told = ita("import", str(REPORT), "--year", "2566")
    status = ita("status", "--year", "๒๕๖๖")
    numbers = json.loads(said("status", "--json", "--db", tmp_path / "ริมธาร.db").out)
    ita("export", "--year", "2566", "--layout", "progress", "--format", "xlsx", "-o", "รายงาน.xlsx")
    year = exported(tmp_path / "ริมธาร.db", 2566, "ปี.json")
    ita("backup", "สำเนา.db")
    verified = said("verify", "--db", tmp_path / "ริมธาร.db").out
    emptied = said("import", short, "--year", "2566", "--replace", "--db", tmp_path / "ริมธาร.db")
    restored = ita("restore", "สำเนา.db")
    returned = exported(tmp_path / "ริมธาร.db", 2566, "คืน.json")

    assert "มาตรการ (๑๑)" in told
    assert "๑๑ มาตรการ" in status
    assert numbers["measures"]["total"] == len(year["measures"]) == 11
    assert verified.startswith("ตรวจแล้ว ทุกอย่างครบถ้วน")
    assert "ฐานข้อมูลเดิมเก็บไว้ที่" in restored
    assert emptied.code == 0
    assert returned["measures"] == year["measures"]
    assert [measure["title"] for measure in year["measures"]] == titles_in(tmp_path / "รายงาน.xlsx")
    texts = "".join(text for measure in year["measures"] for text in printed(measure))
    assert [piece for piece in pieces_of(REPORT) if piece not in texts] == []


def titles_in(workbook: Path) -> list[str]:
    """The measures of the printed table, without their ordinals; none is a formula."""
    sheet = load_workbook(workbook).active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    head = next(at for at, row in enumerate(rows) if row[0].value == "มาตรการ")
    cells = [row[0] for row in rows[head + 1 :] if re.match(r"[๐-๙]+\. ", str(row[0].value))]
    assert {cell.data_type for cell in cells} == {"s"}
    return [re.sub(r"^[๐-๙]+\. ", "", str(cell.value)) for cell in cells]


def exported(database: Path, year: int, name: str) -> dict[str, Any]:
    target = database.with_name(name)
    assert said("export", "--year", year, "--format", "json", "--db", database, "-o", target).code == 0
    return year_of(target)


def test_the_open_format_goes_round_without_loss(tmp_path: Path) -> None:
    first, second = tmp_path / "ก.db", tmp_path / "ข.db"
    said("import", REPORT, "--year", "2566", "--db", first)

    out = exported(first, 2566, "ก.json")
    back = said("import", tmp_path / "ก.json", "--year", "2566", "--db", second, "--json")
    again = exported(second, 2566, "ข.json")

    assert back.code == 0
    assert json.loads(back.out)["left_out"] == []
    assert json.loads(back.out)["doubts"] == []
    assert again == out


def test_the_sample_year_goes_round_without_loss(tmp_path: Path) -> None:
    first, second = tmp_path / "ก.db", tmp_path / "ข.db"
    with tasks.open_store(first, clock) as store:
        year = tasks.start_with_sample(store, datetime(2026, 3, 18, 10, 32, tzinfo=NOW.tzinfo))

    out = exported(first, year.be, "ก.json")
    back = said("import", tmp_path / "ก.json", "--year", year, "--db", second)
    again = exported(second, year.be, "ข.json")

    assert back.code == 0
    assert again == out
    assert len(out["measures"]) == 12
    assert any(measure["evidence"] for measure in out["measures"])


HOLDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from ita_tui import tasks

store = tasks.open_store(Path(sys.argv[1]), lambda: datetime(2023, 3, 20, 9, 5, tzinfo=UTC))
print("open", flush=True)
sys.stdin.read()
store.close()
"""


def test_while_another_program_holds_the_file_it_is_said_who_does(tmp_path: Path) -> None:
    database = tmp_path / "x.db"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(database)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"

        refused = said("import", REPORT, "--year", "2566", "--db", database)

        holder.communicate()
    freed = said("import", REPORT, "--year", "2566", "--db", database)

    assert (refused.code, refused.out) == (1, "")
    assert "«x.db» ถูกเปิดใช้งานอยู่โดย" in refused.err
    assert freed.code == 0


@pytest.mark.story
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminal to drive")
def test_the_program_opens_on_a_terminal_and_f10_leaves_it(tmp_path: Path) -> None:
    import pty

    screen, terminal = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "ita_tui", "demo"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"},
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    )
    os.close(terminal)
    try:
        drawn = read_until(screen, "ต้องทำก่อน")
        os.write(screen, b"\x1b[21~")
        drawn += read_until(screen, None)
        code = program.wait(timeout=20)
    finally:
        if program.poll() is None:
            os.killpg(program.pid, signal.SIGKILL)
            program.wait()
        os.close(screen)

    assert "ต้องทำก่อน" in drawn
    assert "Traceback" not in drawn
    assert code == 0
    assert list(tmp_path.iterdir()) == []


def read_until(screen: int, wanted: str | None) -> str:
    """What the program draws until a word stands there (or, without one, until it leaves), 30 seconds at most."""
    drawn, ends = b"", time.monotonic() + 30
    while time.monotonic() < ends:
        if not select.select([screen], [], [], 0.2)[0]:
            continue
        try:
            read = os.read(screen, 65536)
        except OSError:  # on Linux a terminal without a program behind it
            break
        drawn += read
        if not read or (wanted and wanted.encode() in drawn):
            break
    return drawn.decode(errors="replace")
