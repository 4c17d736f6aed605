"""Results of the assessment and the analysis of the seven issues, kept with the year that answers them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.scores import IssueAnalysis, QuestionScore, Scores, ToDevelop
from ita_tui.thai.numerals import thai_digits
from store.begun import must_have_begun
from store.columns import decimal_of, decimal_text
from store.door import Door
from store.places import fill, lay_out
from store.tables import IndicatorRow, InstrumentScoreRow, IssueRow, QuestionRow, ScoresRow, ToDevelopRow


class ScoreBook:
    """The scores and the analysis of a fiscal year: last year's results, which its measures answer."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def get(self, year: FiscalYear) -> Scores | None:
        """The results that fiscal year ``year`` answers, or None where none were entered."""
        with self._door.reading() as session:
            return scores_in(session, year)

    def save(self, year: FiscalYear, scores: Scores) -> None:
        """Keep the results that fiscal year ``year`` answers; ``scores.year`` says which year was assessed."""
        told = f"ผลคะแนนปี {thai_digits(scores.year)}"
        with self._door.change(told, f"scores:{year.be}") as session:
            must_have_begun(session, year)
            row = session.get(ScoresRow, year.be)
            if row is None:
                row = ScoresRow(year=year.be)
                session.add(row)
            fill_new = {
                "assessed": scores.year,
                "printed_total": decimal_text(scores.printed_total),
                "printed_level": scores.printed_level,
            }
            fill(row, fill_new)
            lay_out(row.indicators, [{"points": decimal_text(p)} for p in scores.indicators], IndicatorRow)
            lay_out(row.instruments, _instrument_cells(scores), InstrumentScoreRow)
            lay_out(row.questions, [_question_cells(question) for question in scores.questions], QuestionRow)
            lay_out(row.to_develop, [_develop_cells(entry) for entry in scores.to_develop], ToDevelopRow)

    def issues(self, year: FiscalYear) -> tuple[IssueAnalysis, ...]:
        """The analysis of the issues, in the order it was saved."""
        with self._door.reading() as session:
            return issues_in(session, year)

    def save_issues(self, year: FiscalYear, issues: Sequence[IssueAnalysis]) -> None:
        """Make the analysis exactly this one."""
        told = f"บทวิเคราะห์รายประเด็น ปีงบประมาณ {thai_digits(year.be)}"
        with self._door.change(told, f"issues:{year.be}") as session:
            must_have_begun(session, year)
            rows = _issue_rows(session, year)
            stand = list(rows)
            lay_out(stand, [{"year": year.be, **_issue_cells(issue)} for issue in issues], IssueRow)
            session.add_all(stand)
            for row in rows[len(stand) :]:
                session.delete(row)


def scores_in(session: Session, year: FiscalYear) -> Scores | None:
    row = session.get(ScoresRow, year.be)
    if row is None:
        return None
    return Scores(
        year=row.assessed,
        indicators=tuple(decimal_of(place.points) for place in row.indicators),
        instruments={
            Instrument(place.instrument): points
            for place in row.instruments
            if (points := decimal_of(place.points)) is not None
        },
        printed_total=decimal_of(row.printed_total),
        printed_level=row.printed_level,
        questions=tuple(_question(question) for question in row.questions),
        to_develop=tuple(
            ToDevelop(Instrument(entry.instrument), entry.indicator, entry.scope, entry.text)
            for entry in row.to_develop
        ),
    )


def issues_in(session: Session, year: FiscalYear) -> tuple[IssueAnalysis, ...]:
    return tuple(
        IssueAnalysis(row.number, row.lowest, row.cause, row.remark, row.improvement)
        for row in _issue_rows(session, year)
    )


def _issue_rows(session: Session, year: FiscalYear) -> list[IssueRow]:
    asked = select(IssueRow).where(IssueRow.year == year.be)
    return list(session.scalars(asked.order_by(IssueRow.position)))


def _instrument_cells(scores: Scores) -> list[dict[str, object]]:
    return [
        {"instrument": instrument.value, "points": decimal_text(points)}
        for instrument, points in scores.instruments.items()
    ]


def _question_cells(question: QuestionScore) -> dict[str, object]:
    return {
        "code": question.code,
        "points": decimal_text(question.score),
        "text": question.text,
        "answers": " ".join(map(str, question.answers)),
        "issue": question.issue,
    }


def _question(row: QuestionRow) -> QuestionScore:
    answers = tuple(int(count) for count in row.answers.split())
    return QuestionScore(row.code, decimal_of(row.points), row.text, answers, row.issue)


def _develop_cells(entry: ToDevelop) -> dict[str, object]:
    return {
        "instrument": entry.instrument.value,
        "indicator": entry.indicator,
        "scope": entry.scope,
        "text": entry.text,
    }


def _issue_cells(issue: IssueAnalysis) -> dict[str, object]:
    return {
        "number": issue.number,
        "lowest": issue.lowest,
        "cause": issue.cause,
        "remark": issue.remark,
        "improvement": issue.improvement,
    }
