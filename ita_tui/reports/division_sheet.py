"""The sheet that is handed out to a division (ใบแจกส่วนราชการ): what it sees to, how far it is, what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ita_tui.domain.analysis import code_shown
from ita_tui.domain.disclosure import DisclosureItem
from ita_tui.domain.division_work import (
    DivisionWork,
    OwnMeasure,
    due_words,
    missing_of_item,
    missing_of_measure,
    work_by_division,
)
from ita_tui.domain.measure import Measure, WorkStatus
from ita_tui.domain.meetings import Meeting, Resolution
from ita_tui.domain.progress import progress
from ita_tui.domain.report import Report
from ita_tui.reports.page import Align, Head, Heading, Page, Paragraph, Part, Properties, Row, Table, Title
from ita_tui.reports.writing import Writing, joined, long_day, plain_lines, short_day, span_of_days
from ita_tui.thai.numerals import arabic_digits, thai_digits

SHEET = "ใบแจกส่วนราชการ"
_NOTHING_MISSING = "–"
_MEASURES = (
    Head("ที่", 5, Align.CENTER),
    Head("มาตรการ", 28),
    Head("ระยะเวลา", 13),
    Head("ขั้นตอน", 27),
    Head("สถานะ", 12, Align.CENTER),
    Head("สิ่งที่ยังขาด", 15),
)
_ITEMS = (
    Head("ข้อ", 7, Align.CENTER),
    Head("ข้อมูลที่ต้องเผยแพร่", 36),
    Head("ลิงก์", 30),
    Head("สถานะ", 12, Align.CENTER),
    Head("สิ่งที่ยังขาด", 15),
)
_RESOLUTIONS = (
    Head("การประชุม", 12, Align.CENTER),
    Head("มติ", 48),
    Head("ผู้ปฏิบัติ", 16),
    Head("กำหนด", 12, Align.CENTER),
    Head("สิ่งที่ยังขาด", 12),
)


@dataclass(frozen=True)
class _Sheet:
    """A division's work on a day, in the numerals of one paper."""

    report: Report
    work: DivisionWork
    today: date
    write: Writing


def work_of(report: Report, division: str) -> DivisionWork:
    """The work of a division by its name; one that sees to nothing has an empty one."""
    found = next((work for work in work_by_division(report) if work.name == division), None)
    if found is not None:
        return found
    contact = next((one.contact for one in report.divisions if one.name == division), "")
    return DivisionWork(division, contact)


def division_sheet(report: Report, division: str, today: date, *, thai_numerals: bool = True) -> Page:
    """The sheet of a division as it stands on ``today``: its measures, its OIT items and its open resolutions."""
    work = work_of(report, division)
    sheet = _Sheet(report, work, today, Writing(thai_numerals))
    title = f"{SHEET} {work.label} ปีงบประมาณ {report.year.be}"
    properties = Properties(title, report.agency.name, report.year.be, "division-sheet", SHEET)
    return Page(tuple(_parts(sheet)), properties, thai_numerals).with_texts(sheet.write)


def _parts(sheet: _Sheet) -> Iterator[Part]:
    report, work = sheet.report, sheet.work
    yield Title(
        (
            "การติดตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส",
            f"{work.label} {report.agency.name}".strip(),
            f"ปีงบประมาณ {report.year.be} ข้อมูล ณ วันที่ {long_day(sheet.today)}",
        )
    )
    if work.contact:
        yield Paragraph(f"ผู้ประสานงาน {work.contact}")
    yield Heading(f"มาตรการ ({len(work.measures)})")
    yield _table(_MEASURES, "มาตรการ", [_measure(own, sheet.today) for own in work.measures])
    yield Heading(f"ข้อ OIT ({len(work.items)})")
    yield _table(_ITEMS, "ข้อ OIT", [_item(item) for item in work.items])
    yield Heading(f"มติที่ยังไม่ได้ดำเนินการให้แล้วเสร็จ ({len(work.resolutions)})")
    rows = [_resolution(meeting, one, sheet) for meeting, one in work.resolutions]
    yield _table(_RESOLUTIONS, "มติ", rows)


def _table(heads: tuple[Head, ...], what: str, rows: list[Row]) -> Part:
    return Table(heads, tuple(rows), f"ตาราง{what}") if rows else Paragraph(f"ไม่มี{what}ของส่วนราชการนี้")


def _measure(own: OwnMeasure, today: date) -> Row:
    measure = own.measure
    cells = (
        str(measure.number),
        plain_lines(measure.title) if own.whole else f"{plain_lines(measure.title)}\n(เฉพาะขั้นตอนที่ระบุ)",
        period_words(measure),
        joined(steps_told(measure)),
        status_words(measure),
        _missing(missing_of_measure(measure, today)),
    )
    return Row(cells, f"มาตรการ {thai_digits(measure.number)}")


def _item(item: DisclosureItem) -> Row:
    cells = (
        code_shown(item.code),
        plain_lines(item.name),
        item.url.strip(),
        item.status.label,
        _missing(missing_of_item(item)),
    )
    return Row(cells, f"ข้อ OIT {item.code}")


def _resolution(meeting: Meeting, one: Resolution, sheet: _Sheet) -> Row:
    cells = (
        arabic_digits(meeting.name(sheet.report.year.be)),
        plain_lines(one.text),
        plain_lines(one.who),
        short_day(one.due) if one.due else "",
        arabic_digits(due_words(one, sheet.today)),
    )
    return Row(cells, f"มติของการประชุม{cells[0]}")


def _missing(told: tuple[str, ...]) -> str:
    return arabic_digits("\n".join(told)) or _NOTHING_MISSING


def steps_told(measure: Measure) -> Iterator[str]:
    """The steps with their numbers, each with who sees to it where that is told, and its status once it has begun.

    In words: the faces of reports have no signs for them.
    """
    for number, step in enumerate(measure.steps, start=1):
        begun = step.status.label if step.status is not WorkStatus.NOT_STARTED else ""
        told = " · ".join(filter(None, (" ".join(step.responsible.split()), begun)))
        yield f"{number}. {' '.join(step.text.split())}" + (f" ({told})" if told else "")


def period_words(measure: Measure) -> str:
    """The period as written, else its days."""
    text, span = plain_lines(measure.period.text), measure.period.span
    return text if text.strip() or span is None else span_of_days(span)


def status_words(measure: Measure) -> str:
    """The status, and how far the work is that goes on."""
    done = progress(measure)
    if measure.status is not WorkStatus.IN_PROGRESS or done is None:
        return measure.status.label
    return f"{measure.status.label} ร้อยละ {done}"
