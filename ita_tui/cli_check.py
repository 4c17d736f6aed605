"""``ita-tui check``: what the checks before signing find, in lines of text or as JSON."""

import json
from collections.abc import Iterator, Sequence

from ita_tui.checking import lines_checked
from ita_tui.domain.checks import Finding, Level, blocking, counted
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.report import Report
from ita_tui.reports.open_format import written_finding
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import digits, shown
from ita_tui.thai.words import cut

WIDTH = 80
READY = "พร้อมลงนาม: ไม่พบข้อที่ต้องแก้ก่อนลงนาม"


def in_lines(report: Report, found: Sequence[Finding]) -> str:
    """The findings under their levels, the worst first; what was waived comes last, each with its reason and day."""
    return "".join(f"{line}\n" for line in _lines(report, found))


def _lines(report: Report, found: Sequence[Finding]) -> Iterator[str]:
    yield f"{report.agency.name or 'ยังไม่ได้ระบุหน่วยงาน'} · ปีงบประมาณ {digits(report.year.be)}"
    waived = [one for one in found if not one.stands]
    counts = [f"{level.sign} {level.label} {digits(number)}" for level, number in counted(found).items()]
    yield " · ".join((*counts, f"ยกเว้นแล้ว {digits(len(waived))}"))
    for level in Level:
        of_level = [one for one in found if one.stands and one.level is level]
        if of_level:
            yield ""
            yield f"{level.label} ({digits(len(of_level))})"
            for one in of_level:
                yield from _told(one)
    if waived:
        yield ""
        yield f"ยกเว้นแล้ว ({digits(len(waived))})"
        for one in waived:
            yield f"  – {cut(one.name, WIDTH - 4)}"
            yield f"    {one.words}"
            yield f"    เหตุผล: {_reason(one)}"
    if not blocking(found):
        yield ""
        yield READY
        yield f"ตรวจแล้ว: {lines_checked()}"


def _told(found: Finding) -> Iterator[str]:
    yield f"  {found.level.sign} {cut(found.name, WIDTH - 4)}"
    yield f"    {found.words}"
    yield f"    ▸ {found.do}"


def _reason(found: Finding) -> str:
    waiver = found.waiver
    if waiver is None:
        return ""
    day = f" (เมื่อ {short_date(waiver.at.date())})" if waiver.at else ""
    return f"{shown(' '.join(waiver.reason.split()))}{day}"


def as_json(year: FiscalYear, found: Sequence[Finding]) -> str:
    """What ``check --json`` prints: one object.

    ``year`` (BE), ``blocks``: how many findings block the signature, ``counts`` of those that stand by level, and
    ``findings``: {rule, level (blocks, warns or notes), where (``measure:4``, ``proposal:2``, ``item:o12``,
    ``survey:IIT``, ``scores``), field, words, why, do, waived (the reason, or null)}, the worst first.
    """
    told = {
        "year": year.be,
        "blocks": len(blocking(found)),
        "counts": {level.value: number for level, number in counted(found).items()},
        "findings": [
            {**written_finding(one), "field": one.field, "why": one.why, "do": one.do} for one in found
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
