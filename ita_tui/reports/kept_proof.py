"""Proves, before a round is saved as signed, that what would be kept of it can be read back as the same year."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from ita_tui.domain.differences import ISSUE_WORDS, ITEM_WORDS, SCORE_WORDS, SURVEY_WORDS
from ita_tui.domain.measure import FIELD_WORDS
from ita_tui.domain.report import Report
from ita_tui.domain.rounds import Kept
from ita_tui.errors import ItaError
from ita_tui.reports.kept_printing import read_printing
from ita_tui.reports.refusals import OpenFormatError
from ita_tui.reports.signed_year import read_signed, unlike
from ita_tui.thai.numerals import digits

_STEP = re.compile(r"([a-z_]+)(?:\[(\d+)\])?")
_PARTS = {"agency": "ข้อมูลหน่วยงาน", "divisions": "รายชื่อส่วนราชการ", "scores": "ผลคะแนน"}
_FIELDS: Mapping[str, Mapping[str, str]] = {
    "measures": FIELD_WORDS,
    "proposals": FIELD_WORDS,
    "disclosure": {**ITEM_WORDS, "code": "รหัสข้อ"},
    "surveys": SURVEY_WORDS,
    "scores": SCORE_WORDS,
    "issues": {**ISSUE_WORDS, "number": "ลำดับที่"},
}


class YearNotKept(ItaError):
    """A round cannot be frozen: what would be kept of it could not be read back. ``place`` is where, in words."""

    def __init__(self, place: str, wrong: str) -> None:
        super().__init__(
            f"ยังไม่ได้ปิดรอบ เพราะเก็บ{place}ไว้ตามที่บันทึกไม่ได้ ข้อมูลยังอยู่ครบ",
            wrong,
            f"แก้{place} แล้วปิดรอบอีกครั้ง",
        )
        self.place = place


def prove(kept: Kept, report: Report) -> None:
    """Raise YearNotKept where reading back what would be kept of a year does not give the same year and printing."""
    try:
        how = read_printing(kept.printing)
        same = how.text() == kept.printing
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise YearNotKept("วิธีพิมพ์", "อ่านวิธีพิมพ์กลับมาไม่ได้") from error
    if not same:
        raise YearNotKept("วิธีพิมพ์", "อ่านวิธีพิมพ์กลับมาได้ไม่เหมือนเดิม")
    try:
        found = unlike(read_signed(kept.report, how.numbers), report)
    except OpenFormatError as refusal:
        raise YearNotKept(_in_words(refusal.place, report), refusal.wrong) from refusal
    if found:
        place = " ".join(filter(None, (found[0].name, found[0].field)))
        raise YearNotKept(place, f"อ่านกลับมาได้ไม่เหมือนเดิม {digits(len(found))} แห่ง")


def _in_words(place: str, report: Report) -> str:
    """measures[0].answers[1] as it is read: มาตรการ ๑ ข้อที่มุ่งยกระดับ, with what stands there."""
    steps = [(name, int(at) if at else None) for name, at in _STEP.findall(place)]
    if not steps:
        return place
    part, at = steps[0]
    fields = _FIELDS.get(part, {})
    field = next((fields[name] for name, _ in steps[1:2] if name in fields), "")
    value: Any = report
    for name, index in steps:
        value = getattr(value, name, None)
        value = (
            value[index] if index is not None and isinstance(value, tuple) and index < len(value) else value
        )
    told = f"«{value}»" if isinstance(value, str) and value.strip() else ""
    return " ".join(filter(None, (_thing(part, at, report), field, told)))


def _thing(part: str, at: int | None, report: Report) -> str:
    if at is None:
        return _PARTS.get(part, part)
    named: Mapping[str, Callable[[int], str]] = {
        "measures": lambda at: f"มาตรการ {digits(report.measures[at].number)}",
        "proposals": lambda at: f"ข้อเสนอมาตรการ {digits(report.proposals[at].number)}",
        "disclosure": lambda at: f"ข้อ OIT {report.disclosure[at].code}",
        "surveys": lambda at: f"แบบวัด {report.surveys[at].instrument.value}",
        "issues": lambda at: f"การวิเคราะห์ประเด็นที่ {digits(report.issues[at].number)}",
    }
    return named[part](at) if part in named else _PARTS.get(part, part)
