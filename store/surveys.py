"""Surveys with their dated counts."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.respondents import Count, Survey
from ita_tui.thai.dates import stored_date
from ita_tui.thai.numerals import thai_digits
from store import words
from store.begun import must_have_begun
from store.columns import day_of, day_text
from store.door import Door
from store.places import fill
from store.refusals import NotASurveyError, RecordGoneError
from store.tables import CountRow, SurveyRow


class Surveys:
    """What a year's surveys are set to, and how many had answered on which day."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def all(self, year: FiscalYear) -> tuple[Survey, ...]:
        """The year's surveys in the instruments' order, counts by day. None for a year that was not begun."""
        with self._door.reading() as session:
            return surveys_in(session, year)

    def save(self, year: FiscalYear, survey: Survey) -> Survey:
        """Set population, minimum, window and link of the instrument's survey; counts have commands of their own.

        Raises NotASurveyError for OIT, which nobody answers.
        """
        with self._door.change() as session:
            must_have_begun(session, year)
            row = _row(session, year, survey.instrument)
            if row is None:
                _must_be_answered(survey)
                row = SurveyRow(year=year.be, instrument=survey.instrument.value, **_settings(survey))
                session.add(row)
                session.flush()
                self._door.describe(f"เพิ่มแบบวัด {survey.instrument.label}", f"survey:{row.id}")
                return _survey(row)
            changed = words.differing(words.SURVEY, _survey(row), survey)
            told = f"แบบวัด {survey.instrument.label}: {words.listed(words.SURVEY, changed)}"
            self._door.describe(told, f"survey:{row.id}")
            fill(row, _settings(survey))
            session.flush()
            return _survey(row)

    def count(self, year: FiscalYear, instrument: Instrument, count: Count) -> Count:
        """Enter a dated count, or correct the one with the count's id. Raises RecordGoneError."""
        with self._door.change() as session:
            survey = _row(session, year, instrument)
            if survey is None:
                raise RecordGoneError(f"แบบวัด {instrument.label} ")
            row = _count_row(survey, count)
            session.flush()
            division = f" ({count.division})" if count.division else ""
            told = f"จำนวนผู้ตอบ {instrument.label}{division} {thai_digits(count.total)} คน ณ {stored_date(count.on)}"
            self._door.describe(told, f"survey:{survey.id}")
            return _count(row)

    def remove_count(self, count_id: int) -> None:
        """Take a count off. Raises RecordGoneError."""
        with self._door.change() as session:
            row = session.get(CountRow, count_id)
            survey = None if row is None else session.get(SurveyRow, row.survey_id)
            if row is None or survey is None:
                raise RecordGoneError("จำนวนผู้ตอบ")
            count = _count(row)
            told = f"ลบจำนวนผู้ตอบ {Instrument(survey.instrument).label} {thai_digits(count.total)} คน"
            self._door.describe(f"{told} ณ {stored_date(count.on)}", f"survey:{survey.id}")
            survey.counts.remove(row)


def surveys_in(session: Session, year: FiscalYear) -> tuple[Survey, ...]:
    asked = select(SurveyRow).where(SurveyRow.year == year.be).options(selectinload(SurveyRow.counts))
    surveys = [_survey(row) for row in session.scalars(asked)]
    order = list(Instrument)
    return tuple(sorted(surveys, key=lambda survey: order.index(survey.instrument)))


def new_survey(year: FiscalYear, survey: Survey) -> SurveyRow:
    """A survey that begins with its year, counts included. Raises NotASurveyError."""
    _must_be_answered(survey)
    counts = [CountRow(**_count_cells(count)) for count in survey.counts]
    return SurveyRow(year=year.be, instrument=survey.instrument.value, counts=counts, **_settings(survey))


def _must_be_answered(survey: Survey) -> None:
    if survey.instrument is Instrument.OIT:
        raise NotASurveyError(survey.instrument.label)


def _row(session: Session, year: FiscalYear, instrument: Instrument) -> SurveyRow | None:
    asked = select(SurveyRow).where(SurveyRow.year == year.be, SurveyRow.instrument == instrument.value)
    return session.scalars(asked).first()


def _count_row(survey: SurveyRow, count: Count) -> CountRow:
    if count.id is None:
        row = CountRow(**_count_cells(count))
        survey.counts.append(row)
        return row
    for row in survey.counts:
        if row.id == count.id:
            fill(row, _count_cells(count))
            return row
    raise RecordGoneError("จำนวนผู้ตอบ")


def _settings(survey: Survey) -> dict[str, object]:
    return {
        "population": survey.population,
        "official_minimum": survey.official_minimum,
        "official_reason": survey.official_reason,
        "opens": day_text(survey.opens),
        "closes": day_text(survey.closes),
        "link": survey.link,
    }


def _count_cells(count: Count) -> dict[str, object]:
    return {"day": count.on.isoformat(), "total": count.total, "division": count.division}


def _survey(row: SurveyRow) -> Survey:
    counts = sorted((_count(count) for count in row.counts), key=lambda c: (c.on, c.id or 0))
    return Survey(
        instrument=Instrument(row.instrument),
        population=row.population,
        official_minimum=row.official_minimum,
        official_reason=row.official_reason,
        opens=day_of(row.opens),
        closes=day_of(row.closes),
        link=row.link,
        counts=tuple(counts),
        id=row.id,
    )


def _count(row: CountRow) -> Count:
    return Count(date.fromisoformat(row.day), row.total, row.division, row.id)
