"""How the rows that the history speaks of are called, and how what stands in their columns is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum

from ita_tui.domain.agency import AgencyKind, AgencySize
from ita_tui.domain.differences import ISSUE_WORDS, ITEM_WORDS, SCORE_WORDS
from ita_tui.domain.disclosure import DisclosureStatus
from ita_tui.domain.evidence import EvidenceKind
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.measure import FIELD_WORDS, Proof, WorkStatus
from ita_tui.domain.meetings import Presence
from ita_tui.thai.dates import clock_time, short_date
from ita_tui.thai.numerals import digits
from store import words
from store.changes import Cell, Cells
from store.columns import moment_of


@dataclass(frozen=True)
class RowKind:
    """What a table's rows are to her.

    ``owner`` is the column that says to what the row belongs, a thing of the kind ``subject``; ``said`` is the column
    whose text stands for the whole row. ``word`` is what a row is called, ``columns`` what its columns are; those that
    are not named say nothing to her. A row that is a ``thing`` of its own is told with its name.
    """

    subject: str
    owner: str
    word: str
    said: str
    columns: Mapping[str, str]
    thing: bool = False
    kept: bool = False
    """Its rows are never put back one by one: what was signed, and revisions of files."""


_PERIOD = dict.fromkeys(("period_text", "period_start", "period_end"), FIELD_WORDS["period"])
_MEASURE = {
    name: word for name, word in FIELD_WORDS.items() if name not in {"steps", "notes", "evidence"}
} | _PERIOD
_PLACE = {"position": "ลำดับ"}

KINDS: Mapping[str, RowKind] = {
    "agency": RowKind("agency", "id", "หน่วยงาน", "name", words.AGENCY, thing=True),
    "division": RowKind(
        "divisions",
        "",
        "ส่วนราชการ",
        "name",
        {"name": "ชื่อส่วนราชการ", "contact": "ผู้ประสานงาน", **_PLACE},
        thing=True,
    ),
    "section": RowKind(
        "divisions", "", "งาน", "name", {"name": "ชื่องาน", "division_id": "ส่วนราชการ", **_PLACE}, thing=True
    ),
    "year": RowKind("year", "be", "ปีงบประมาณ", "be", {}, thing=True, kept=True),
    "measure": RowKind("measure", "id", "มาตรการ", "title", _MEASURE, thing=True),
    "step": RowKind(
        "measure",
        "measure_id",
        "ขั้นตอน",
        "text",
        {"text": "ข้อความ", "status": "สถานะ", "weight": "น้ำหนัก", "responsible": "ผู้รับผิดชอบ", **_PLACE},
    ),
    "progress_note": RowKind(
        "measure", "measure_id", FIELD_WORDS["notes"], "text", {"text": "ข้อความ", "day": "วันที่"}
    ),
    "measure_division": RowKind(
        "measure", "measure_id", FIELD_WORDS["divisions"], "division_id", {"division_id": ""}
    ),
    "measure_section": RowKind(
        "measure", "measure_id", FIELD_WORDS["sections"], "section_id", {"section_id": ""}
    ),
    "measure_item": RowKind("measure", "measure_id", FIELD_WORDS["items"], "code", {"code": ""}),
    "measure_answer": RowKind("measure", "measure_id", FIELD_WORDS["answers"], "code", {"code": ""}),
    "evidence_link": RowKind("measure", "measure_id", FIELD_WORDS["evidence"], "evidence_id", _PLACE),
    "evidence": RowKind("evidence", "id", "หลักฐาน", "title", words.EVIDENCE, thing=True),
    "evidence_file": RowKind("evidence", "evidence_id", "ไฟล์", "name", {}, kept=True),
    "survey": RowKind("survey", "id", "แบบวัด", "instrument", words.SURVEY, thing=True),
    "survey_count": RowKind(
        "survey", "survey_id", "จำนวนผู้ตอบ", "total", {"total": "", "day": "วันที่", "division": "ส่วนราชการ"}
    ),
    "disclosure_item": RowKind(
        "item", "id", "ข้อ OIT", "name", {**ITEM_WORDS, "catalogue_group": "กลุ่ม"}, thing=True
    ),
    "item_division": RowKind("item", "item_id", ITEM_WORDS["divisions"], "division_id", {"division_id": ""}),
    "item_section": RowKind("item", "item_id", ITEM_WORDS["sections"], "section_id", {"section_id": ""}),
    "item_evidence": RowKind("item", "item_id", ITEM_WORDS["evidence"], "evidence_id", _PLACE),
    "scores": RowKind(
        "scores", "year", "ผลคะแนน", "assessed", {**SCORE_WORDS, "assessed": SCORE_WORDS["year"]}, thing=True
    ),
    "score_indicator": RowKind("scores", "year", SCORE_WORDS["indicators"], "points", {"points": ""}),
    "score_instrument": RowKind(
        "scores", "year", SCORE_WORDS["instruments"], "points", {"points": "", "instrument": "แบบวัด"}
    ),
    "score_question": RowKind(
        "scores",
        "year",
        SCORE_WORDS["questions"],
        "code",
        {"code": "รหัส", "points": "คะแนน", "text": "ข้อความ", "answers": "จำนวนคำตอบ", "issue": "ประเด็น"},
    ),
    "score_to_develop": RowKind(
        "scores",
        "year",
        SCORE_WORDS["to_develop"],
        "text",
        {"text": "ข้อความ", "scope": "ประเด็นการประเมิน", "indicator": "ตัวชี้วัด", "instrument": "แบบวัด"},
    ),
    "issue_analysis": RowKind(
        "issues", "year", "บทวิเคราะห์รายประเด็น", "number", {**ISSUE_WORDS, "number": "ประเด็นที่"}
    ),
    "committee_member": RowKind(
        "committee", "year", "กรรมการ", "name", {"name": "ชื่อ", "role": "ตำแหน่งในคณะกรรมการ", **_PLACE}
    ),
    "meeting": RowKind("meeting", "id", "ประชุม", "number", words.MEETING, thing=True),
    "attendance": RowKind(
        "meeting",
        "meeting_id",
        "ผู้มาประชุม",
        "name",
        {"name": "ชื่อ", "role": "ตำแหน่ง", "presence": "การมาประชุม", "guest": "ผู้เข้าร่วม", **_PLACE},
    ),
    "agenda_item": RowKind(
        "meeting",
        "meeting_id",
        "ระเบียบวาระ",
        "title",
        {"title": "เรื่อง", "text": "รายละเอียด", "measure_id": "มาตรการ", **_PLACE},
    ),
    "resolution": RowKind(
        "meeting",
        "meeting_id",
        "มติ",
        "text",
        {
            "text": "ข้อความ",
            "who": "ผู้ปฏิบัติ",
            "due": "กำหนด",
            "done": "วันที่แล้วเสร็จ",
            "outcome": "ผลการปฏิบัติ",
            "measure_id": "มาตรการ",
            "item": "ระเบียบวาระที่",
            **_PLACE,
        },
    ),
    "removed_copy": RowKind(
        "removed", "year", "สำเนาหลักฐานที่ลบ", "name", {"returned": "แนบกลับเมื่อ", "why": "เหตุผล"}, kept=True
    ),
    "waiver": RowKind("waivers", "year", "รายการตรวจที่ยกเว้น", "reason", {"reason": "เหตุผล"}),
    "frozen_round": RowKind(
        "round", "year", "การปิดรอบ", "code", {"released": "ปลดเมื่อ", "why": "เหตุผล"}, thing=True, kept=True
    ),
}
"""Every table that the history records."""

TOGETHER = {
    "measure": (("period_text", "period_start", "period_end"), ("status", "cancel_reason")),
    "survey": (("opens", "closes"),),
}
"""Columns that are one field to her, and are only put back together."""

_ENUMS: Mapping[tuple[str, str], type[StrEnum]] = {
    ("agency", "kind"): AgencyKind,
    ("agency", "size"): AgencySize,
    ("measure", "status"): WorkStatus,
    ("measure", "proof"): Proof,
    ("step", "status"): WorkStatus,
    ("evidence", "kind"): EvidenceKind,
    ("disclosure_item", "status"): DisclosureStatus,
    ("survey", "instrument"): Instrument,
    ("score_instrument", "instrument"): Instrument,
    ("score_to_develop", "instrument"): Instrument,
    ("attendance", "presence"): Presence,
}
_DAYS = frozenset(
    {"period_start", "period_end", "document_date", "opens", "closes", "day", "seen", "held", "due", "done"}
)
_MOMENTS = frozenset({"attached", "ended", "released", "returned"})
_NAMED = {
    "division_id": "division",
    "section_id": "section",
    "evidence_id": "evidence",
    "measure_id": "measure",
    "follows": "measure",
}

Rows = Callable[[str, int], Cells | None]
"""The cells of a row, by its table and number, as the history knew them last."""


def cell_words(table: str, column: str, cell: Cell, rows: Rows, zone: tzinfo | None) -> str:
    """What stands in a column, in her words; empty where nothing stands there."""
    if cell is None or cell == "":
        return ""
    if (kind := _ENUMS.get((table, column))) is not None:
        return str(getattr(kind(str(cell)), "label", cell))
    if column in _NAMED and isinstance(cell, int):
        return _row_words(_NAMED[column], cell, rows)
    if isinstance(cell, bool):
        return "ใช่" if cell else "ไม่ใช่"
    return digits(cell) if isinstance(cell, int) else _text_words(column, cell, zone)


def _text_words(column: str, text: str, zone: tzinfo | None) -> str:
    if column in _DAYS:
        return short_date(date.fromisoformat(text))
    if column in _MOMENTS:
        at: datetime = moment_of(text, zone)
        return f"{short_date(at.date())} {clock_time(at)} น."
    return text


def _row_words(table: str, number: int, rows: Rows) -> str:
    cells = rows(table, number)
    if cells is None:
        return digits(number)
    return thing_words(table, cells) if table == "measure" else str(cells[KINDS[table].said])


def thing_words(table: str, cells: Cells) -> str:
    """What a thing of its own is called: มาตรการ ๔, ข้อ OIT ๑๒, แบบวัด IIT, หลักฐาน «…»."""
    if (called := _CALLED.get(table)) is not None:
        return called(cells)
    kind = KINDS[table]
    return kind.word if table == "agency" else f"{kind.word} «{cells[kind.said]}»"


_CALLED: Mapping[str, Callable[[Cells], str]] = {
    "measure": lambda row: words.measure_name(int(row["number"] or 0), proposal=bool(row["proposal"])),
    "disclosure_item": lambda row: f"ข้อ OIT {digits(str(row['code']).removeprefix('o'))}",
    "survey": lambda row: f"แบบวัด {Instrument(str(row['instrument'])).label}",
    "meeting": lambda row: f"ประชุมครั้งที่ {digits(str(row['number']))}",
    "scores": lambda row: f"ผลคะแนนปี {digits(str(row['assessed']))}",
    "year": lambda row: f"ปีงบประมาณ {digits(str(row['be']))}",
    "frozen_round": lambda row: f"รอบ {digits(str(row['months']))} เดือน",
}
