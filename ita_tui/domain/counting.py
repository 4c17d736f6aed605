"""Counts as they are typed: what looks wrong about one before it is saved."""

from collections.abc import Iterator
from datetime import date

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.respondents import Count, Survey
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import digits


def people(number: int) -> str:
    """๑,๒๕๐ คน."""
    return f"{digits(f'{number:,}')} คน"


def same_day(survey: Survey, count: Count) -> Count | None:
    """The count that already stands for this day and division, which a new one replaces."""
    return next(
        (c for c in survey.counts if (c.on, c.division) == (count.on, count.division) and c.id != count.id),
        None,
    )


def doubts(survey: Survey, count: Count, today: date, year: FiscalYear) -> tuple[str, ...]:
    """What looks wrong about a count that is to be saved into the ``survey`` of a year, a Thai sentence each.

    Counts are cumulative, so of one division (or of the whole agency) none is lower than one before it. A count
    with the id of a saved one is its correction.
    """
    return (
        *_against_the_others(survey, count),
        *_against_the_days(survey, count, today, year),
        *_too_many(survey, count),
    )


def _against_the_others(survey: Survey, count: Count) -> Iterator[str]:
    there = same_day(survey, count)
    if there is not None and there.total != count.total:
        yield f"วันที่ {short_date(count.on)} บันทึกไว้แล้ว {people(there.total)} จะแทนที่ด้วย {people(count.total)}"
    others = [c for c in survey.counts if c.division == count.division and c.id != count.id]
    before = max((c for c in others if c.on < count.on), key=lambda c: c.on, default=None)
    after = min((c for c in others if c.on > count.on), key=lambda c: c.on, default=None)
    if before is not None and count.total < before.total:
        yield f"น้อยกว่าครั้งก่อน ({people(before.total)} ณ {short_date(before.on)}) ทั้งที่เป็นจำนวนสะสม"
    if after is not None and count.total > after.total:
        yield f"มากกว่าครั้งหลัง ({people(after.total)} ณ {short_date(after.on)}) ทั้งที่เป็นจำนวนสะสม"


def _against_the_days(survey: Survey, count: Count, today: date, year: FiscalYear) -> Iterator[str]:
    if not year.first <= count.on <= year.last:
        yield f"วันที่ {short_date(count.on)} ไม่อยู่ในปีงบประมาณ {digits(year.be)}"
    if count.on > today:
        yield f"วันที่ {short_date(count.on)} ยังมาไม่ถึง จำนวนนี้จะยังไม่นับจนกว่าจะถึงวันนั้น"
    if survey.opens is not None and count.on < survey.opens:
        yield f"วันที่ {short_date(count.on)} อยู่ก่อนวันเปิดแบบวัด ({short_date(survey.opens)})"
    if survey.closes is not None and count.on > survey.closes:
        yield f"วันที่ {short_date(count.on)} อยู่หลังวันปิดแบบวัด ({short_date(survey.closes)})"


def _too_many(survey: Survey, count: Count) -> Iterator[str]:
    if survey.population is not None and count.total > survey.population:
        yield f"มากกว่าผู้มีส่วนได้ส่วนเสียทั้งหมด ({people(survey.population)})"
