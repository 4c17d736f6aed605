"""What is checked of the surveys: that somebody was counted, and that enough people have answered."""

from collections.abc import Iterator

from ita_tui.domain.findings import About, Checked, Finding, Level, Rule, mark_of
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.respondents import Survey, standing
from ita_tui.thai.numerals import digits


def about_survey(survey: Survey) -> About:
    subject = "" if survey.id is None else f"survey:{survey.id}"
    code = survey.instrument.value
    return About(subject, f"survey:{code}", f"แบบวัด {survey.instrument.label}", place=code)


def no_counts(checked: Checked) -> Iterator[Finding]:
    """A survey that has begun, and nobody was ever counted."""
    for survey, closed, level in _asked(checked):
        if not survey.counts:
            yield about_survey(survey).found(
                "no_counts",
                level,
                "ปิดแล้ว แต่ไม่มีจำนวนผู้ตอบ" if closed else "ยังไม่มีจำนวนผู้ตอบ",
                why="บอกไม่ได้ว่าถึงค่าขั้นต่ำหรือไม่",
                do="บันทึกจำนวนผู้ตอบจากระบบ ITAS",
                mark=mark_of(closed),
            )


def below_minimum(checked: Checked) -> Iterator[Finding]:
    """A survey that was counted and has fewer answers than its minimum; without a minimum nothing is below it."""
    for survey, closed, level in _asked(checked):
        seen = standing(survey, checked.report.agency, checked.rules, checked.today)
        if not survey.counts or not seen.lacking:
            continue
        running = "ปิดแล้ว" if closed else "ยังเปิดอยู่"
        yield about_survey(survey).found(
            "below_minimum",
            level,
            f"ผู้ตอบ {digits(seen.total)} คน {running} ขาด {digits(seen.lacking)} คน",
            why=seen.minimum.words,
            do="ตรวจจำนวนในระบบ ITAS กับค่าขั้นต่ำ" if closed else "เชิญผู้มีส่วนได้ส่วนเสียให้ตอบก่อนปิดแบบวัด",
            mark=mark_of(closed, seen.total, seen.minimum.number),
        )


def _asked(checked: Checked) -> Iterator[tuple[Survey, bool, Level]]:
    """The surveys that have begun, whether they have closed, and how bad it is where answers are missing.

    While answers can still come in it is only said; once the window (without one, the fiscal year) has closed it is to
    be looked at. Before it nothing is asked. Part 2 of EIT is collected by the assessors: without a number from ITAS nothing is asked of it.
    """
    for survey in checked.report.surveys:
        by_assessors = survey.instrument is Instrument.EIT2 and survey.official_minimum is None
        if by_assessors or (survey.opens or checked.report.year.first) > checked.today:
            continue
        closed = (survey.closes or checked.report.year.last) < checked.today
        yield survey, closed, Level.WARNS if closed else Level.NOTES


RULES = (
    Rule("no_counts", "แบบวัดมีจำนวนผู้ตอบ", no_counts),
    Rule("below_minimum", "ผู้ตอบแบบวัดถึงค่าขั้นต่ำ", below_minimum),
)
