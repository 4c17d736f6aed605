"""The same report made anew: a neutral value of a printed report, and what an office may do to its tables."""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from ita_tui.thai.numerals import thai_digits

Cell: TypeAlias = tuple[str, ...]
"""The lines of a cell."""


@dataclass(frozen=True)
class Table:
    """A table: its heads (none where it goes on behind a page without them), its rows, and what is merged.

    ``merged`` are (row, column) of cells that are merged with the one above. ``two_lines``: the heads เริ่มต้น and
    สิ้นสุด, which are neighbours, stand under one head ระยะเวลา.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    headless: bool = False
    merged: frozenset[tuple[int, int]] = frozenset()
    two_lines: bool = False

    @property
    def of_measures(self) -> bool:
        return any(kind_of(head) == "responsible" for head in self.heads)

    def column(self, kind: str) -> int | None:
        kinds = [kind_of(head) for head in self.heads]
        return kinds.index(kind) if kind in kinds else None


Report: TypeAlias = tuple[str | Table, ...]
"""Paragraphs and tables in their order."""

REWORDED: Mapping[str, tuple[str, ...]] = {
    "number": ("ลำดับที่", "ที่", "ลำ\nดับ"),
    "title": ("มาตรการ/แนวทางดำเนินการ", "มาตราการ/กิจกรรม", "มาตรการ\nหรือโครงการ"),
    "method": ("ขั้นตอน/วิธีการ", "วิธีดำเนินงาน", "ขั้นตอนการ\nดำเนินงาน", "วิธีการดำเนิการ"),
    "guideline": ("แนวทางการดำเนินงาน", "แนวทาง\nการปฏิบัติงาน", "แนวทางการปฏิบัต"),
    "responsible": ("ส่วนราชการผู้รับผิดชอบ", "หน่วยงานที่\nรับผิดชอบ", "ผู้รับผิดชอป", "ผู้รับผิดชอบ (สำนัก/กอง)"),
    "period": ("กำหนดเวลาแล้วเสร็จ", "ช่วงเวลา\nดำเนินการ", "ระยะเวลาดำเนิการ", "ห้วงเวลาดำเนินการ"),
    "result": ("รายงานผลความก้าวหน้า", "ผลการดำเนินงาน\n(รอบ ๑๒ เดือน)", "ผลการดำเนินการตามมาตราการ"),
    "outcome": ("ผลสำเร็จที่เกิดขึ้น", "ผลลัพท์/ผลสำเร็จ", "ผลลัพธ์\nที่ได้"),
    "recommendation": ("ข้อเสนอแนะเพิ่มเติม", "ปัญหา อุปสรรค\nและข้อเสนอแนะ"),
    "follow_up": ("การติดตามผล", "การกำกับ\nติดตามประเมินผล"),
    "weak_item": ("ประเด็นที่ต้องพัฒนา", "ประเด็นที่ต้องยก\nระดับ"),
    "question": ("ข้อคำถาม", "ประเด็น\nข้อคำถาม"),
    "score": ("คะแนนที่ได้", "ระดับ\nคะแนน", "ผลคะแนน"),
    "analysis": ("การวิเคราะห์ผล", "การวิเคราะห์\nผลการประเมิน"),
    "rank": ("อันดับที่", "อัน\nดับ"),
    "indicator_number": ("ตัวชี้\nวัดที่", "ตัวชี้วัดที่"),
    "indicator": ("ชื่อตัวชี้วัด", "ตัว\nชี้วัด"),
    "scope": ("ประเด็นการ\nประเมิน", "ประเด็นที่ประเมิน"),
    "to_develop": ("ประเด็นที่ควร\nพัฒนา", "ประเด็นควรพัฒนา"),
}
"""What other offices call a column: synonyms, misspellings, and heads broken over two lines."""

_PRINTED = {
    "ลำดับ": "number",
    "วิธีการดำเนินการ": "method",
    "วิธีดำเนินการ": "method",
    "ขั้นตอนหรือวิธีการปฏิบัติ": "method",
    "ขั้นตอน/วิธีการปฏิบัติ": "method",
    "แนวทางการปฏิบัติ": "guideline",
    "ผู้รับผิดชอบ": "responsible",
    "ระยะเวลา": "period",
    "ระยะเวลาดำเนินการ": "period",
    "ระยะเวลาในการดำเนินการ": "period",
    "ช่วงระยะเวลาในการดำเนินการ": "period",
    "ผลการดำเนินการ": "result",
    "การดำเนินการ": "result",
    "สรุปผลการดำเนินการตามมาตรการหรือกิจกรรม": "result",
    "ผลลัพธ์/ผลสำเร็จ": "outcome",
    "ผลลัพธ์หรือความสำเร็จในการดำเนินการ": "outcome",
    "ข้อเสนอแนะ": "recommendation",
    "การกำกับติดตาม": "follow_up",
    "ประเด็นที่ต้องยกระดับผลการประเมินฯ": "weak_item",
    "ประเด็นข้อคำถาม": "question",
    "คะแนน": "score",
    "ระดับคะแนน": "score",
    "การวิเคราะห์ผลการประเมินฯ": "analysis",
    "อันดับ": "rank",
    "ตัวชี้วัดที่": "indicator_number",
    "ตัวชี้วัด": "indicator",
    "รายละเอียดตัวชี้วัด": "indicator",
    "ประเด็นการประเมิน": "scope",
    "ประเด็นที่ควรพัฒนา": "to_develop",
}
_ANEW = {"".join(head.split()): kind for kind, heads in REWORDED.items() for head in heads}
_KINDS = _ANEW | _PRINTED
_ORDINAL = re.compile(r"^\s*[0-9๐-๙]+\.\s*")
_MONTHS = re.compile(r"^(?P<first>\S.*?)\s*[-–]\s*(?P<last>\S.*?)$")
_YEAR = re.compile(r"\s*[0-9๐-๙]{2,4}$")


def kind_of(head: str) -> str:
    """What a head means, as printed or worded anew; empty for one that is added."""
    folded = "".join(head.split())
    return "title" if folded.startswith("มาตรการ") else _KINDS.get(folded, "")


def report_of(text: str) -> Report:
    """A report from a text with tab-separated tables: pages joined, tags and Markdown signs taken away."""
    parts: list[str | Table] = []
    for line in text.split("\n"):
        cells = line.split("\t")
        if len(cells) == 1:
            parts += [plain] if (plain := re.sub(r"^#+ |\*\*", "", line).strip()) else []
        elif any(kind_of(cell) in {"responsible", "score", "scope"} for cell in cells):
            heads = tuple(" ".join(cell.split()) for cell in cells)
            last = parts[-1] if parts else ""
            if not isinstance(last, Table) or list(map(kind_of, last.heads)) != list(map(kind_of, heads)):
                parts.append(Table(heads, ()))
        elif isinstance(parts[-1], Table) and not re.fullmatch(r"[-\s]+", line):
            parts[-1] = _with_row(parts[-1], tuple(map(_lines, cells)))
    return tuple(parts)


def _with_row(table: Table, row: tuple[Cell, ...]) -> Table:
    """The table with a row more; a row with an empty first cell goes on with the row before."""
    if row[0] or not table.rows:
        return replace(table, rows=(*table.rows, row))
    joined = tuple(before + after for before, after in zip(table.rows[-1], row, strict=True))
    return replace(table, rows=(*table.rows[:-1], joined))


def _lines(cell: str) -> Cell:
    count = iter(range(1, 100))
    numbered = re.sub(r"<li>", lambda _: f"\n{next(count)}. ", cell) if "<ol" in cell else cell
    lines = re.sub(r"<(?!/?p>)[^>]*>", "", re.sub(r"</p>", "\n", numbered)).replace("<p>", "").split("\n")
    return tuple(" ".join(line.split()) for line in lines if line.strip())


@dataclass(frozen=True)
class Changes:
    """What is changed. ``numbering`` is "kept", "thai", "arabic", "none" or "column"; ``cut`` is "", "between"
    rows or "within" one, with the heads ``repeated`` on the new page or not.
    """

    reworded: bool = False
    shuffled: bool = False
    extra: bool = False
    merged: bool = False
    two_lines: bool = False
    numbering: str = "kept"
    cut: str = ""
    repeated: bool = True
    lists: bool = False


def some_changes(chance: random.Random) -> Changes:
    def wanted() -> bool:
        return chance.random() < 0.5

    return Changes(
        reworded=wanted(),
        shuffled=wanted(),
        extra=wanted(),
        merged=wanted(),
        two_lines=wanted(),
        numbering=chance.choice(("kept", "thai", "arabic", "none", "column")),
        cut=chance.choice(("", "between", "within")),
        repeated=wanted(),
        lists=wanted(),
    )


def changed(report: Report, changes: Changes, chance: random.Random) -> Report:
    """The report with its tables changed; the words that belong to measures and scores stay what they are."""
    numbers: dict[Sequence[str], Iterator[int]] = defaultdict(lambda: iter(range(1, 1000)))
    steps: list[tuple[bool, Callable[[Table], Table]]] = [
        (
            changes.numbering != "kept",
            lambda table: _numbered(table, changes.numbering, numbers[table.heads]),
        ),
        (changes.two_lines, _two_lines),
        (changes.extra, lambda table: _with_extra(table, chance)),
        (changes.shuffled, lambda table: _shuffled(table, chance)),
        (changes.merged, _merged),
    ]
    made: list[str | Table] = []
    for part in report:
        if isinstance(part, str):
            made.append(part)
            continue
        table = part
        for wanted, step in steps:
            table = step(table) if wanted else table
        pieces = _cut(table, changes, chance) if changes.cut and table.of_measures else (table,)
        heads = _reworded(table.heads, chance) if changes.reworded else table.heads
        made += [replace(piece, heads=heads) for piece in pieces]
    return tuple(made)


def _reworded(heads: Sequence[str], chance: random.Random) -> tuple[str, ...]:
    return tuple(chance.choice(REWORDED.get(kind_of(head), (head,))) for head in heads)


def _numbered(table: Table, numbering: str, numbers: Iterator[int]) -> Table:
    title, column = table.column("title"), table.column("number")
    if not table.of_measures or title is None:
        return table
    rows: list[tuple[Cell, ...]] = []
    for row in table.rows:
        number = next(numbers)
        cells = list(row)
        first, *rest = cells[title]
        bare = _ORDINAL.sub("", first)
        before = {"thai": thai_digits(f"{number}. "), "arabic": f"{number}. "}.get(numbering, "")
        cells[title] = (before + bare, *rest)
        if column is not None:
            del cells[column]
        rows.append(((str(number),), *cells) if numbering == "column" else tuple(cells))
    heads = [head for at, head in enumerate(table.heads) if at != column]
    return Table(("ลำดับ", *heads) if numbering == "column" else tuple(heads), tuple(rows))


def _two_lines(table: Table) -> Table:
    """ระยะเวลา over เริ่มต้น and สิ้นสุด, where each period tells both."""
    at = table.column("period")
    if at is None:
        return table
    ranges = [_MONTHS.match(" ".join(row[at])) for row in table.rows]
    rows: list[tuple[Cell, ...]] = []
    for row, found in zip(table.rows, ranges, strict=True):
        if found is None:
            return table
        first, last = found["first"], found["last"]
        year = _YEAR.search(last)
        first += "" if _YEAR.search(first) or year is None else f" {year.group().strip()}"
        rows.append((*row[:at], (first,), (last,), *row[at + 1 :]))
    heads = (*table.heads[:at], "เริ่มต้น", "สิ้นสุด", *table.heads[at + 1 :])
    return Table(heads, tuple(rows), two_lines=True)


def _with_extra(table: Table, chance: random.Random) -> Table:
    if not table.of_measures:
        return table
    for head, words in (("งบประมาณ", ("ไม่ใช้งบประมาณ", "๕,๐๐๐ บาท")), ("หมายเหตุ", ("-", ""))):
        at = chance.randrange(1, len(table.heads) + 1)
        at += table.two_lines and "สิ้นสุด" in table.heads[at : at + 1]
        cells = [(word,) if (word := chance.choice(words)) else () for _ in table.rows]
        rows = tuple((*row[:at], cell, *row[at:]) for row, cell in zip(table.rows, cells, strict=True))
        table = replace(table, heads=(*table.heads[:at], head, *table.heads[at:]), rows=rows)
    return table


def _shuffled(table: Table, chance: random.Random) -> Table:
    order = [at for at, head in enumerate(table.heads) if head != "สิ้นสุด" or not table.two_lines]
    chance.shuffle(order)
    if table.two_lines:
        begins = table.heads.index("เริ่มต้น")
        order.insert(order.index(begins) + 1, begins + 1)
    rows = tuple(tuple(row[at] for at in order) for row in table.rows)
    return replace(table, heads=tuple(table.heads[at] for at in order), rows=rows)


def _merged(table: Table) -> Table:
    """Equal neighbours among responsible parties and periods become one cell, and an analysis with what is under it."""
    columns = [at for kind in ("responsible", "period") if (at := table.column(kind)) is not None]
    merged = {
        (row, at)
        for at in columns
        for row in range(1, len(table.rows))
        if table.rows[row][at] == table.rows[row - 1][at] != ()
    }
    at = table.column("analysis")
    if at is not None:
        merged |= {(row, at) for row in range(1, len(table.rows)) if not table.rows[row][at]}
    return replace(table, merged=frozenset(merged))


def _cut(table: Table, changes: Changes, chance: random.Random) -> tuple[Table, ...]:
    """The table over two pages: cut between two rows, or in the middle of a row's long cells."""
    if len(table.rows) < 2:
        return (table,)
    at = chance.randrange(1, len(table.rows))
    first, second = list(table.rows[:at]), list(table.rows[at:])
    key = {table.column("title"), table.column("number"), table.column("weak_item")}
    if changes.cut == "within":
        halves = [
            (cell, ()) if column in key or (at - 1, column) in table.merged else _halves(cell)
            for column, cell in enumerate(table.rows[at - 1])
        ]
        if any(rest for _, rest in halves):
            first[-1] = tuple(half for half, _ in halves)
            second.insert(0, tuple(rest for _, rest in halves))
    above = frozenset(place for place in table.merged if place[0] < at)
    return (
        replace(table, rows=tuple(first), merged=above),
        replace(table, rows=tuple(second), merged=frozenset(), headless=not changes.repeated),
    )


def _halves(cell: Cell) -> tuple[Cell, Cell]:
    """A long cell cut between lines, or else between words."""
    words = " ".join(cell)
    if len(words) < 60 or " " not in words[20:-20]:
        return cell, ()
    if len(cell) > 1:
        return cell[: len(cell) // 2], cell[len(cell) // 2 :]
    blank = words.index(" ", 20)
    return (words[:blank],), (words[blank + 1 :],)
