"""What is checked of last year's results: that they agree with each other."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ita_tui.domain.findings import About, Checked, Finding, Level, Rule, mark_of
from ita_tui.domain.scores import (
    ANSWER_POINTS,
    TOLERANCE,
    Scores,
    computed,
    contradiction,
    question_score,
)
from ita_tui.thai.numerals import digits, shown

_WHY = "ตัวเลขที่พิมพ์กับตัวเลขที่คำนวณได้ควรตรงกัน (ต่างกันได้ ๐.๐๑ จากการปัดเศษ)"
_DO = "ตรวจกับระบบ ITAS แล้วแก้ตัวเลขที่ผิด"


def about_scores(scores: Scores, place: str = "") -> About:
    return About("scores", "scores", f"คะแนนปี {digits(scores.year)}", place=place)


def contradicted_total(checked: Checked) -> Iterator[Finding]:
    """A printed total or level that the figures of the same report contradict."""
    scores, rules = checked.report.scores, checked.scores_rules or checked.rules
    if scores is None:
        return
    words = contradiction(scores, rules)
    if words:
        figures = (
            *scores.indicators,
            *(part for pair in sorted(scores.instruments.items()) for part in pair),
        )
        yield about_scores(scores).found(
            "contradicted_score",
            Level.BLOCKS,
            words,
            why=_WHY,
            do=_DO,
            mark=mark_of(scores.year, scores.printed_total, scores.printed_level, *figures),
        )


def contradicted_instruments(checked: Checked) -> Iterator[Finding]:
    """An instrument's printed score that is not the mean of its indicators."""
    scores, rules = checked.report.scores, checked.scores_rules or checked.rules
    if scores is None or not scores.instruments:
        return
    means = computed(replace(scores, instruments={}), rules)
    for instrument, printed in scores.instruments.items():
        mean = means.instruments.get(instrument)
        if mean is not None and abs(printed - mean) > TOLERANCE:
            yield about_scores(scores, instrument.value).found(
                "contradicted_score",
                Level.WARNS,
                f"คะแนน {instrument.label} ที่พิมพ์ {_points(printed)} ไม่ตรงกับค่าเฉลี่ยของตัวชี้วัด {_points(mean)}",
                why=_WHY,
                do=_DO,
                mark=mark_of(printed, mean),
            )


def contradicted_questions(checked: Checked) -> Iterator[Finding]:
    """A question's score that is not the mean of its answers; asked where all six kinds of answers are known."""
    scores = checked.report.scores
    for question in scores.questions if scores else ():
        if question.score is None or len(question.answers) != len(ANSWER_POINTS) or not sum(question.answers):
            continue
        mean = question_score(question.answers)
        if abs(question.score - mean) > TOLERANCE:
            assert scores is not None
            yield about_scores(scores, question.code).found(
                "contradicted_score",
                Level.WARNS,
                f"คะแนนข้อ {shown(question.code)} ที่พิมพ์ {_points(question.score)} ไม่ตรงกับจำนวนคำตอบ ซึ่งได้ {_points(mean)}",
                why=_WHY,
                do=_DO,
                mark=mark_of(question.score, *question.answers),
            )


def _points(score: Decimal) -> str:
    return digits(f"{score:.2f}")


def agreeing_scores(checked: Checked) -> Iterator[Finding]:
    """All that contradicts itself in last year's results."""
    yield from contradicted_total(checked)
    yield from contradicted_instruments(checked)
    yield from contradicted_questions(checked)


RULES = (Rule("contradicted_score", "คะแนนไม่ขัดกันเอง", agreeing_scores),)
