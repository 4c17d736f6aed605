"""A measure (มาตรการ), its steps, and its status on two axes: the work and the proof."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ita_tui.domain.evidence import Evidence
from ita_tui.domain.period import Period


class WorkStatus(StrEnum):
    """How far the work is; the value is the code in files, :attr:`label` the Thai word, :attr:`sign` its sign."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return {
            "not_started": "ยังไม่เริ่ม",
            "in_progress": "กำลังดำเนินการ",
            "completed": "แล้วเสร็จ",
            "cancelled": "ไม่ดำเนินการ",
        }[self.value]

    @property
    def sign(self) -> str:
        return {"not_started": "○", "in_progress": "◐", "completed": "✓", "cancelled": "✕"}[self.value]


class Proof(StrEnum):
    """How well the work is proved; "done" and "proved" are two different things."""

    NONE = "none"
    PARTIAL = "partial"
    COMPLETE = "complete"
    VERIFIED = "verified"

    @property
    def label(self) -> str:
        return {"none": "ไม่มีหลักฐาน", "partial": "มีบางส่วน", "complete": "ครบ", "verified": "ตรวจแล้ว"}[
            self.value
        ]

    @property
    def full_label(self) -> str:
        """The level where no heading says that it is about evidence."""
        return {
            "none": "ไม่มีหลักฐาน",
            "partial": "มีหลักฐานบางส่วน",
            "complete": "หลักฐานครบ",
            "verified": "ตรวจหลักฐานแล้ว",
        }[self.value]


@dataclass(frozen=True)
class Step:
    """A step (ขั้นตอน) of a measure. ``weight`` is its share of the progress, 1 unless given.

    ``responsible`` keeps the words as written, empty where those of the measure see to it.
    """

    text: str
    status: WorkStatus = WorkStatus.NOT_STARTED
    weight: int = 1
    id: int | None = None
    responsible: str = ""

    def __post_init__(self) -> None:
        if self.weight < 1:
            raise ValueError(f"a step's weight is at least 1: {self.weight}")


@dataclass(frozen=True)
class ProgressNote:
    """The note of a day (บันทึกประจำวัน): what was done or heard, apart from the printed result."""

    on: date
    text: str
    id: int | None = None


@dataclass(frozen=True)
class Measure:
    """A measure of a fiscal year, or a proposal for one (``proposal``), as the printed table shows it.

    ``title`` is without its leading ordinal. ``responsible`` keeps the words as written; ``divisions`` and
    ``sections`` name the divisions and sections found in them or chosen. ``percent`` (0–100) is what she typed:
    it counts only where there are no steps. ``issue`` is 1–7 where the report sorts measures under the seven
    issues (ประเด็น). ``items`` are OIT codes (o1 …) of the year's catalogue. ``cancel_reason`` says why a
    measure is not carried out. ``answers`` are the codes of last year's results that it is to raise: questions and
    OIT items (i10, e3, o14) and indicators (n1 … n10). ``follows`` is the id of the measure of the year before that it
    goes on from.
    """

    number: int
    title: str
    id: int | None = None
    proposal: bool = False
    guideline: str = ""
    method: str = ""
    steps: tuple[Step, ...] = ()
    responsible: str = ""
    divisions: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    period: Period = field(default_factory=Period)
    status: WorkStatus = WorkStatus.NOT_STARTED
    cancel_reason: str = ""
    proof: Proof = Proof.NONE
    percent: int | None = None
    result: str = ""
    outcome: str = ""
    recommendation: str = ""
    follow_up: str = ""
    issue: int | None = None
    weak_item: str = ""
    items: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    follows: int | None = None
    notes: tuple[ProgressNote, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError(f"measures are numbered from 1: {self.number}")
        if self.percent is not None and not 0 <= self.percent <= 100:
            raise ValueError(f"progress is 0 to 100 per cent: {self.percent}")
        if self.issue is not None and not 1 <= self.issue <= 7:
            raise ValueError(f"the seven issues are numbered 1 to 7: {self.issue}")


FIELD_WORDS: Mapping[str, str] = {
    "number": "ลำดับที่",
    "title": "ชื่อมาตรการ",
    "proposal": "การเป็นข้อเสนอ",
    "guideline": "แนวทางการปฏิบัติ",
    "method": "วิธีการดำเนินการ",
    "steps": "ขั้นตอน",
    "responsible": "ผู้รับผิดชอบ",
    "divisions": "ส่วนราชการ",
    "sections": "งาน",
    "period": "ระยะเวลา",
    "status": "สถานะ",
    "cancel_reason": "เหตุผลที่ไม่ดำเนินการ",
    "proof": "สถานะหลักฐาน",
    "percent": "ความคืบหน้า",
    "result": "ผลการดำเนินการ",
    "outcome": "ผลลัพธ์/ผลสำเร็จ",
    "recommendation": "ข้อเสนอแนะ",
    "follow_up": "การกำกับติดตาม",
    "issue": "ประเด็น",
    "weak_item": "ประเด็นที่ต้องยกระดับ",
    "items": "ข้อ OIT",
    "answers": "ข้อที่มุ่งยกระดับ",
    "follows": "มาตรการที่ต่อเนื่องมา",
    "notes": "บันทึกประจำวัน",
    "evidence": "หลักฐาน",
}
"""What each field of a :class:`Measure` is called where a change of it is told."""
