"""What comes with the measures of a document: agency, results of the assessment, analysis, surveys, OIT items, divisions."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ita_tui.domain.scores import Scores
from ita_tui.thai.numerals import digits

if TYPE_CHECKING:
    from ita_tui.intake.draft import Draft


@dataclass(frozen=True)
class Other:
    """One of them: its line in the list, and everything of it, line by line."""

    key: str
    line: str
    details: tuple[str, ...]


def others(draft: "Draft") -> tuple[Other, ...]:
    """What arrives besides measures; what the document has nothing of is left out."""
    found = (
        of(draft)
        for of in (_agency, _scores, _issues, _surveys, _items, _divisions, _committee, _meetings, _waivers)
    )
    return tuple(other for other in found if other)


def _agency(draft: "Draft") -> Other | None:
    agency = draft.agency
    if agency is None or not agency.name:
        return None
    district = f" อำเภอ{agency.district}" if agency.district else ""
    province = f" จังหวัด{agency.province}" if agency.province else ""
    words = f"{agency.name}{district}{province}"
    named = f"ปีงบประมาณในเอกสาร {digits(draft.year_found.be)}" if draft.year_found else ""
    planned = f"แผนสำหรับปีงบประมาณ {digits(draft.planned_for.be)}" if draft.planned_for else ""
    kept = "ใช้เป็นชื่อหน่วยงานเมื่อโปรแกรมยังไม่มีชื่อเท่านั้น"
    details = tuple(filter(None, (words, named, planned, kept)))
    return Other("agency", f"หน่วยงานในเอกสาร {words}", details)


def _scores(draft: "Draft") -> Other | None:
    scores = draft.scores
    if scores is None:
        return None
    total = "" if scores.printed_total is None else f" รวม {digits(str(scores.printed_total))}"
    level = f" ระดับ {scores.printed_level}" if scores.printed_level else ""
    return Other("scores", f"คะแนน ITA ปี {digits(scores.year)}{total}{level}", tuple(_of_scores(scores)))


def _of_scores(scores: Scores) -> Iterator[str]:
    for instrument, score in scores.instruments.items():
        yield f"{instrument.value} {digits(str(score))}"
    for number, indicator in enumerate(scores.indicators, 1):
        yield f"ตัวชี้วัดที่ {digits(number)} {'–' if indicator is None else digits(str(indicator))}"
    for question in scores.questions:
        points = "–" if question.score is None else digits(str(question.score))
        yield f"{question.code} {points} {question.text}".rstrip()
    for row in scores.to_develop:
        yield f"ควรพัฒนา {row.instrument.value} {row.indicator} · {row.scope} · {row.text}"


def _issues(draft: "Draft") -> Other | None:
    details = tuple(
        f"ประเด็นที่ {digits(issue.number)} {label}{words}"
        for issue in draft.issues
        for label, words in (
            ("ข้อที่ได้คะแนนน้อยที่สุด: ", issue.lowest),
            ("สาเหตุ: ", issue.cause),
            ("ข้อสังเกต: ", issue.remark),
            ("แนวทางยกระดับ: ", issue.improvement),
        )
        if words
    )
    return _counted("issues", "การวิเคราะห์ผลการประเมิน", len(draft.issues), "ประเด็น", details)


def _surveys(draft: "Draft") -> Other | None:
    details = tuple(f"{survey.instrument.label} {survey.link}".rstrip() for survey in draft.surveys)
    return _counted("surveys", "แบบวัด", len(draft.surveys), "แบบ", details)


def _items(draft: "Draft") -> Other | None:
    details = tuple(
        f"{item.code} {item.responsible or ', '.join(item.divisions) or item.url}"
        for item in draft.disclosure
    )
    return _counted("items", "ผู้รับผิดชอบข้อ OIT", len(draft.disclosure), "ข้อ", details)


def _divisions(draft: "Draft") -> Other | None:
    details = tuple(
        f"{division.name}: {', '.join(section.name for section in division.sections)}".removesuffix(": ")
        for division in draft.divisions
    )
    return _counted("divisions", "ส่วนราชการ", len(draft.divisions), "แห่ง", details)


def _committee(draft: "Draft") -> Other | None:
    details = tuple(f"{member.name} {member.role}".rstrip() for member in draft.committee)
    return _counted("committee", "คณะกรรมการ", len(draft.committee), "คน", details)


def _meetings(draft: "Draft") -> Other | None:
    details = tuple(
        line
        for meeting in draft.meetings
        for line in (
            f"ครั้งที่ {digits(meeting.number)}",
            *(f"มติ: {resolution.text}" for resolution in meeting.resolutions),
        )
    )
    return _counted("meetings", "การประชุม", len(draft.meetings), "ครั้ง", details)


def _waivers(draft: "Draft") -> Other | None:
    details = tuple(waiver.reason for waiver in draft.waivers)
    return _counted("waivers", "รายการตรวจที่ยกเว้น", len(draft.waivers), "รายการ", details)


def _counted(key: str, name: str, count: int, unit: str, details: tuple[str, ...]) -> Other | None:
    return Other(key, f"{name} {digits(count)} {unit}", details) if count else None
