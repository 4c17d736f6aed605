"""The workbook in which a division answers (แบบตอบ): its sheets, its columns, and what it was handed out with.

Worded once, for whoever writes it and whoever reads it back. Two sheets are seen and filled in, one for measures and
one for OIT items; a hidden one keeps what each row is about, so that rows may be sorted or moved.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.division_work import DivisionWork, missing_of_item, missing_of_measure
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.handed_out import HandedRow, handed_item, handed_measure
from ita_tui.domain.measure import Measure, WorkStatus
from ita_tui.domain.report import Report
from ita_tui.reports.division_sheet import period_words, status_words, steps_told, work_of
from ita_tui.reports.writing import Writing, long_day
from ita_tui.thai.words import cut

ANSWERS: Final = "แบบตอบส่วนราชการ"
MEASURE_SHEET: Final = "มาตรการ"
ITEM_SHEET: Final = "ข้อ OIT"
KEPT_SHEET: Final = "สำหรับโปรแกรม"
FORM_LABEL: Final = "แบบ"
FORM: Final = "division-answers 1"
DIVISION_LABEL: Final = "ส่วนราชการ"
HANDED_LABEL: Final = "วันที่แจก"
KEY_HEAD: Final = "รหัส"
KEPT_HEADS: Final = (
    KEY_HEAD,
    "เลขในระบบ",
    "ลำดับที่หรือข้อ",
    "ลายนิ้วมือของชื่อ",
    "ลายนิ้วมือของขั้นตอน",
    "สถานะ",
    "ร้อยละ",
    "ลายนิ้วมือของผล",
    "ชื่อ",
    "ลายนิ้วมือของหมายเหตุ",
)
"""A workbook that was handed out earlier lacks the last of them."""

BY_STEPS: Final = "คิดจากขั้นตอน"
"""Stands in the cell for the percent of a measure that has steps: it is not asked for there."""

NO_STEPS: Final = "ไม่มีขั้นตอน"
_SHOWN = 300
"""Letters of a result that are shown beside the cells to fill in."""

_WRITE = Writing(thai=True)


@dataclass(frozen=True)
class AnswerColumn:
    """A column: the ``key`` its cells are read by, its head, its width in letters, and whether it is to be filled in.

    One with ``choices`` has a list to choose from; ``hint`` is shown while a cell of it is filled in.
    """

    key: str
    head: str
    width: int
    fill: bool = False
    choices: tuple[str, ...] = ()
    hint: str = ""


_STATUSES = tuple(status.label for status in WorkStatus)
_ITEM_STATUSES = tuple(status.label for status in DisclosureStatus)
MEASURE_COLUMNS: Final = (
    AnswerColumn("key", KEY_HEAD, 8),
    AnswerColumn("number", "ที่", 6),
    AnswerColumn("title", "มาตรการ", 30),
    AnswerColumn("steps", "ระยะเวลาและขั้นตอน", 36),
    AnswerColumn("now", "ที่บันทึกไว้แล้ว", 24),
    AnswerColumn("missing", "สิ่งที่ยังขาด", 18),
    AnswerColumn("status", "สถานะ", 17, fill=True, choices=_STATUSES, hint="เลือกจากรายการ"),
    AnswerColumn("done", "ขั้นตอนที่เสร็จแล้ว", 14, fill=True, hint="เลขขั้นตอน เช่น ๑, ๒ หรือ ๑-๓"),
    AnswerColumn("percent", "ร้อยละ", 10, fill=True, hint="๐ ถึง ๑๐๐ เฉพาะมาตรการที่ไม่มีขั้นตอน"),
    AnswerColumn("result", "ผลการดำเนินการ", 36, fill=True, hint="ข้อความที่จะใช้ในรายงาน แทนผลที่บันทึกไว้เดิม"),
    AnswerColumn(
        "evidence", "หลักฐาน", 28, fill=True, hint="ลิงก์ของหลักฐาน บรรทัดละหนึ่งรายการ หรือชื่อเอกสารที่จะส่งให้"
    ),
    AnswerColumn("note", "บันทึกหรือเหตุผล", 24, fill=True, hint="ขึ้นต้นด้วยวันที่ได้ เช่น ๑๖/๑/๒๕๖๙: ประชุมแล้ว"),
)
ITEM_COLUMNS: Final = (
    AnswerColumn("key", KEY_HEAD, 8),
    AnswerColumn("code", "ข้อ", 8),
    AnswerColumn("name", "ข้อมูลที่ต้องเผยแพร่", 50),
    AnswerColumn("now", "ที่บันทึกไว้แล้ว", 40),
    AnswerColumn("missing", "สิ่งที่ยังขาด", 18),
    AnswerColumn("url", "ลิงก์", 50, fill=True, hint="ลิงก์ของหน้าที่เผยแพร่ ขึ้นต้นด้วย http:// หรือ https://"),
    AnswerColumn("status", "สถานะ", 18, fill=True, choices=_ITEM_STATUSES, hint="เลือกจากรายการ"),
    AnswerColumn("note", "หมายเหตุ", 32, fill=True),
)
INSTRUCTIONS: Final = (
    "กรอกเฉพาะช่องสีเหลือง ช่องที่ไม่มีการเปลี่ยนแปลงให้เว้นว่างไว้ ข้อมูลเดิมจะไม่ถูกลบ",
    "สถานะเลือกจากรายการในช่อง ข้อความ วันที่ และเลขไทยพิมพ์ได้ตามปกติ ไม่ต้องใช้สูตร",
    "บันทึกเป็นไฟล์ .xlsx แล้วส่งคืนฝ่ายเลขานุการ กรุณาอย่าลบแถวหรือแผ่นงาน",
)
"""What stands above the columns of both sheets."""


@dataclass(frozen=True)
class AnswerSheet:
    """Everything of a workbook to be handed out: rows of texts by column, and what is kept about them."""

    agency: str
    year: FiscalYear
    division: str
    handed: date
    measures: tuple[tuple[str, ...], ...]
    items: tuple[tuple[str, ...], ...]
    kept: tuple[HandedRow, ...]
    contact: str = ""

    @property
    def title(self) -> tuple[str, ...]:
        """The lines above the instructions."""
        contact = f" · ผู้ประสานงาน {self.contact}" if self.contact else ""
        return (
            _WRITE(f"{ANSWERS} {self.division} ปีงบประมาณ {self.year.be}"),
            _WRITE(f"{self.agency} · แจกวันที่ {long_day(self.handed)}{contact}"),
        )


def answer_sheet(report: Report, division: str, today: date) -> AnswerSheet:
    """The workbook of a division as its work stands on ``today``, in Thai digits as all that is handed out."""
    work = work_of(report, division)
    return AnswerSheet(
        report.agency.name,
        report.year,
        division,
        today,
        tuple(_measure_cells(own.measure, today) for own in work.measures),
        tuple(_item_cells(item) for item in work.items),
        tuple(_kept(work)),
        work.contact,
    )


def kept_cells(row: HandedRow) -> tuple[str, ...]:
    """A row of the hidden sheet, as :data:`KEPT_HEADS` has it."""
    own = "" if row.id is None else str(row.id)
    return (
        row.key, own, row.number, row.title_digest, row.steps_digest, row.status, row.percent, row.text_digest,
        row.title, row.note_digest,
    )  # fmt: skip


def kept_row(cells: Sequence[str]) -> HandedRow | None:
    """The row that those cells keep; None where they are none of ours."""
    if len(cells) != len(KEPT_HEADS) or not all((cells[0], cells[2], cells[3])):
        return None
    key, own, number, title_digest, steps_digest, status, percent, text_digest, title, note_digest = cells
    if key == KEY_HEAD:
        return None
    known = int(own) if own.isascii() and own.isdecimal() else None
    return HandedRow(
        key, known, number, title, title_digest, steps_digest, status, percent, text_digest, note_digest
    )


def _kept(work: DivisionWork) -> Iterator[HandedRow]:
    yield from (handed_measure(own.measure) for own in work.measures)
    yield from map(handed_item, work.items)


def _measure_cells(measure: Measure, today: date) -> tuple[str, ...]:
    steps = tuple(steps_told(measure))
    now = "\n".join(filter(None, (status_words(measure), cut(" ".join(measure.result.split()), _SHOWN))))
    cells = {
        "key": handed_measure(measure).key,
        "number": _WRITE(str(measure.number)),
        "title": _WRITE(measure.title),
        "steps": _WRITE(_lines((period_words(measure), *steps))),
        "now": _WRITE(now),
        "missing": _WRITE(_lines(missing_of_measure(measure, today))),
        "done": "" if steps else NO_STEPS,
        "percent": BY_STEPS if steps else "",
    }
    return tuple(cells.get(column.key, "") for column in MEASURE_COLUMNS)


def _item_cells(item: DisclosureItem) -> tuple[str, ...]:
    cells = {
        "key": item.code,
        "code": item.code,
        "name": _WRITE(item.name),
        "now": _lines((item.status.label, item.url.strip())),
        "missing": _lines(missing_of_item(item)),
    }
    return tuple(cells.get(column.key, "") for column in ITEM_COLUMNS)


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(filter(None, texts))
