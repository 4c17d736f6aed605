"""What a workbook costs beside plain openpyxl writing the same cells in the same styles: seconds and peak memory.

``python benchmarks/printing.py`` prints a line a number of measures. Measuring the rows (words, widths, pages) is
counted apart: plain openpyxl has nothing of the kind. Each figure is the best of three fresh processes.
"""

import pickle
import re
import resource
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from plain_workbook import plain_workbook

from exports.about_sheet import About, about_rows
from exports.data_sheet import DataSheet
from exports.print_sheet import lay_out
from exports.sheet import Sheet
from exports.workbook import workbook_bytes
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, Step
from ita_tui.domain.period import read_period
from ita_tui.reports.page import Head, Page, Paragraph, Properties, Row, Signature, Table, Title
from ita_tui.thai.words import load_dictionary

if TYPE_CHECKING:
    from collections.abc import Callable

YEAR = FiscalYear(2569)
PROPERTIES = Properties("รายงานผลการดำเนินการ", "เทศบาลตำบลตัวอย่าง", YEAR.be, "progress")
ABOUT = About("0.0.0", date(2026, 1, 16), "0" * 64, "0" * 64, "TEST-CODE")
ALLOWED = 1.5
COUNTS = (12, 250, 1_000)
ROUNDS = 3
SENTENCES = (
    "จัดประชุมชี้แจงเจ้าหน้าที่ให้เข้าใจขั้นตอนการให้บริการประชาชนและระยะเวลาที่ใช้ในแต่ละงาน",
    "ปรับปรุงคู่มือการใช้ทรัพย์สินของราชการ พร้อมแบบฟอร์มการยืมและการส่งคืน",
    "สำรวจความพึงพอใจของผู้มาติดต่อราชการ และสรุปผลเสนอผู้บริหารเพื่อสั่งการแก้ไข",
)
HEADS = (("ที่", 1), ("มาตรการ", 4), ("วิธีการ", 6), ("ผู้รับผิดชอบ", 2), ("ระยะเวลา", 2), ("ผล", 5), ("หมายเหตุ", 3))


def measures(count: int) -> tuple[Measure, ...]:
    return tuple(
        Measure(
            n,
            f"มาตรการลำดับ {n} {SENTENCES[n % 3]}",
            method="\n".join(f"{k}. {SENTENCES[(n + k) % 3]} ครั้งที่ {n}" for k in range(1, 2 + n % 3)),
            steps=tuple(Step(SENTENCES[k % 3]) for k in range(n % 4)),
            responsible="สำนักปลัด",
            divisions=("สำนักปลัด",),
            period=read_period("ต.ค. ๖๘ - ก.ย. ๖๙", YEAR),
            result=f"ดำเนินการแล้ว {n} ครั้ง {SENTENCES[n % 3]}",
            items=("o1", "o12"),
        )
        for n in range(1, count + 1)
    )


def page_of(some: tuple[Measure, ...]) -> Page:
    rows = tuple(
        Row(
            (str(m.number), m.title, m.method, m.responsible, m.period.text, m.result, ""),
            f"มาตรการ {m.number}",
        )
        for m in some
    )
    table = Table(tuple(Head(text, weight) for text, weight in HEADS), rows)
    signature = Signature(("คณะกรรมการขับเคลื่อน",), (("(ลงชื่อ)", "(…)", "ประธาน"),))
    return Page((Title((PROPERTIES.title,)), Paragraph(SENTENCES[0]), table, signature), PROPERTIES, True)


def plain(sheet: Sheet, data: DataSheet) -> bytes:
    return plain_workbook(sheet, data, about_rows(ABOUT, PROPERTIES, sheet))


def ours(sheet: Sheet, data: DataSheet) -> bytes:
    return workbook_bytes(sheet, PROPERTIES, data, ABOUT)


def measuring(some: tuple[Measure, ...]) -> Sheet:
    load_dictionary()
    return lay_out(page_of(some))


def child(kind: str, kept: Path) -> None:
    sheet, data = pickle.loads(kept.read_bytes())  # noqa: S301 - written by the process that started this one
    work: dict[str, Callable[[], object]] = {
        "ours": lambda: ours(sheet, data),
        "plain": lambda: plain(sheet, data),
        "measuring": lambda: measuring(data.measures),
    }
    if kind == "measuring":
        load_dictionary()
    began = time.perf_counter()
    work[kind]()
    seconds = time.perf_counter() - began
    print(seconds, peak())


def peak() -> float:
    """Peak memory of this process in MB; what the system counts for children includes the parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        (most,) = re.findall(r"VmHWM:\s+(\d+)", status.read_text(encoding="ascii"))
        return int(most) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def best(kind: str, kept: Path) -> tuple[float, float]:
    """The least seconds and megabytes of some fresh processes."""
    runs: list[tuple[float, float]] = []
    for _ in range(ROUNDS):
        command = [sys.executable, __file__, kind, str(kept)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        seconds, memory = said.split()
        runs.append((float(seconds), float(memory)))
    return min(run[0] for run in runs), min(run[1] for run in runs)


def main() -> int:
    within = True
    with TemporaryDirectory() as folder:
        for count in COUNTS:
            some = measures(count)
            sheet, data = measuring(some), DataSheet(YEAR, some)
            kept = Path(folder, f"{count}.pickle")
            kept.write_bytes(pickle.dumps((replace(sheet), data)))
            figures = {kind: best(kind, kept) for kind in ("ours", "plain", "measuring")}
            times, megabytes = (figures["ours"][i] / figures["plain"][i] for i in (0, 1))
            within = within and max(times, megabytes) <= ALLOWED
            told = "  ".join(f"{kind} {s:6.2f} s {m:5.0f} MB" for kind, (s, m) in figures.items())
            print(
                f"{count:5} measures {sheet.pages:4} pages  {told}  time ×{times:.2f}  memory ×{megabytes:.2f}"
            )
    return 0 if within else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        child(sys.argv[1], Path(sys.argv[2]))
    else:
        sys.exit(main())
