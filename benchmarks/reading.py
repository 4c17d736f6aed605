"""How long reading a file takes, and how much memory: sound reports of every format, and files that are refused.

``python benchmarks/reading.py [WORD…]`` prints a line a file: seconds, peak memory in MB, exit code, first words.
"""

import io
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.remade import Report, Table, report_of  # noqa: E402 - the tree is not installed with its tests
from tests.remade_formats import writers  # noqa: E402

REPORT = ROOT / "tests" / "data" / "rimthan-2566.txt"
HEADS = ("มาตรการ", "วิธีการดำเนินการ", "ผู้รับผิดชอบ", "ระยะเวลา", "ผลการดำเนินการ")
YEAR = "2566"


def long_report(rows: int) -> Report:
    cells = tuple(
        ((f"{n}. ปลูกต้นไม้ต้นที่ {n}",), ("ขุดหลุม", "รดน้ำ"), ("กองช่าง",), ("มี.ค. ๒๕๖๖",), ("แล้วเสร็จ",))
        for n in range(1, rows + 1)
    )
    return (Table(HEADS, cells),)


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for part in range(8):
            archive.writestr(f"word/part{part}.xml", b"\0" * 200_000_000)
    return buffer.getvalue()


def far_cell() -> bytes:
    book, buffer = Workbook(), io.BytesIO()
    book.create_sheet("ไกล")["XFD1048576"] = "ไกล"
    book.save(buffer)
    return buffer.getvalue()


def _written_long(write: Callable[[Report], bytes], rows: int) -> bytes:
    return write(long_report(rows))


def files() -> Iterator[tuple[str, Callable[[], bytes]]]:
    report = report_of(REPORT.read_text(encoding="utf-8"))
    for form, write in writers(lists=True).items():
        yield f"report.{form}", partial(write, report)
        yield f"1500-rows.{form}", partial(_written_long, write, 1_500)
        if form != "pdf":
            yield f"10000-rows.{form}", partial(_written_long, write, 10_000)
    yield "bomb.docx", bomb
    yield "far-cell.xlsx", far_cell
    yield "tags.html", lambda: b"<table>" + b"<tr><td>" * 500_000
    yield "one-line.txt", lambda: "มาตรการ\t".encode() * 200_000
    yield "blanks.txt", lambda: b"\t" * 5_000_000
    yield "tabs.csv", lambda: (b'"' + b"a" * 100_000 + b'",') * 45
    yield "nested.json", lambda: b"[" * 4_000_000


def made(name: str, path: Path) -> None:
    """Write one of the files, in a process of its own: its memory would count as that of what is started later."""
    make = dict(files())[name]
    path.write_bytes(make())


def measured(path: Path, database: Path) -> str:
    command = [sys.executable, "-m", "ita_tui", "import", str(path), "--year", YEAR, "--dry-run"]
    began = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--db", str(database)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT
    )
    assert process.stderr is not None
    said = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    code, memory, size = (
        os.waitstatus_to_exitcode(status),
        usage.ru_maxrss / 1024,
        path.stat().st_size / 1_048_576,
    )
    return (
        f"{path.name:18} {size:6.2f} MB  {seconds:6.2f} s  {memory:6.0f} MB  code {code}  {said[:90].strip()}"
    )


def main() -> None:
    wanted = sys.argv[1:]
    if wanted[:1] == ["--make"]:
        made(wanted[1], Path(wanted[2]))
        return
    with TemporaryDirectory() as folder:
        for name, _ in files():
            if wanted and not any(word in name for word in wanted):
                continue
            path = Path(folder, name)
            subprocess.run([sys.executable, __file__, "--make", name, str(path)], check=True)
            print(measured(path, Path(folder, "a.db")))


if __name__ == "__main__":
    main()
