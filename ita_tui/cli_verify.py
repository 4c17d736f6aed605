"""What ``ita-tui verify`` says: of everything that was looked at whether it holds, and of a code what differs."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ita_tui.domain.differences import Difference
from ita_tui.tasks import CodeCheck, changed_words
from ita_tui.thai.numerals import digits, shown

if TYPE_CHECKING:
    from store.verifying import Verification

_MOST = 40
"""Differences that are told one by one; the rest is counted. ``--json`` has all of them."""


def found_in_lines(found: "Verification") -> str:
    """What a look through everything found, and what was looked at."""
    looked = " ".join(_looked_at(found))
    notes = [f"• {note}" for note in found.notes]
    if found.sound:
        return "\n".join([f"ตรวจแล้ว ทุกอย่างครบถ้วน: {looked}", *notes]) + "\n"
    problems = found.problems
    lines = [f"พบข้อที่ต้องดู {digits(len(problems))} ข้อ ({looked})", *(f"! {one}" for one in problems), *notes]
    return "\n".join(lines) + "\n"


def _looked_at(found: "Verification") -> Iterator[str]:
    yield f"ประวัติ {digits(found.entries)} รายการ"
    yield f"มาตรการ {digits(found.measures)} รายการ (ทุกปี รวมข้อเสนอ)"
    yield f"ไฟล์หลักฐาน {digits(found.files)} ไฟล์"
    if found.removed:
        yield f"(ลบสำเนาแล้วเมื่อปิดปี {digits(found.removed)} ไฟล์)"
    if found.rounds:
        yield f"รอบที่ลงนาม {digits(found.rounds)} รอบ"
    if found.witnesses:
        yield f"เทียบกับข้อมูลสำรองและรอบที่ลงนาม {digits(found.witnesses)} ชุด"


def in_lines(check: CodeCheck) -> str:
    """The answer in Thai, the verdict first."""
    code = check.code or " ".join(check.typed.split())
    lines = [f"รหัสตรวจสอบ {code}", check.verdict, ""]
    lines += [f"{point.sign} {point.title}: {point.words}" for point in check.points]
    lines += [f"• {note}" for note in check.notes]
    if check.differences:
        lines += ["", "ต่างจากที่ลงนาม (เดิม → ปัจจุบัน)"]
        lines += [f"  {_line(one)}" for one in check.differences[:_MOST]]
        if len(check.differences) > _MOST:
            lines.append(f"  … และอีก {digits(len(check.differences) - _MOST)} แห่ง (ดูทั้งหมดด้วย --json)")
    return "\n".join(lines) + "\n"


def _line(one: Difference) -> str:
    """A difference on one line: whose, which field, old → new."""
    what, change = changed_words(one)
    return f"{what}: {shown(change)}" if change else what


def as_json(check: CodeCheck) -> str:
    """The answer for programs: everything, in the words of the data."""
    frozen = check.frozen
    answer = {
        "code": check.code or None,
        "typed": check.typed,
        "holds": check.holds,
        "verdict": check.verdict,
        "went_on": check.went_on,
        "round": None
        if frozen is None
        else {
            "year": frozen.year.be,
            "months": int(frozen.round_of),
            "signed": frozen.at.isoformat(),
            "digest": frozen.digest,
            "released": None if frozen.released is None else frozen.released.isoformat(),
            "released_why": frozen.why or None,
        },
        "points": {point.name: {"holds": point.holds, "words": point.words} for point in check.points},
        "notes": list(check.notes),
        "differences": [
            {
                "subject": one.subject,
                "name": one.name,
                "title": one.title,
                "field": one.field,
                "old": one.old,
                "new": one.new,
            }
            for one in check.differences
        ],
    }
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"
