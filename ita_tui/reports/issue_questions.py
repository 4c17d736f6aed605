"""The seven issues with their questions and scores, the analysis beside them going on from row to row."""

from collections.abc import Iterator, Sequence

from ita_tui.domain.analysis import ISSUES, code_shown
from ita_tui.domain.scores import IssueAnalysis, QuestionScore, Scores, every_decimal
from ita_tui.reports.layout_parts import Field, PartTemplate
from ita_tui.reports.material import Material
from ita_tui.reports.measure_table import heads
from ita_tui.reports.page import Heading, Paragraph, Part, Row, Table
from ita_tui.reports.writing import joined, plain_lines
from ita_tui.thai.numerals import thai_digits

_NO_QUESTION = "–"
"""Stands in the first cell of an analysis without questions: an empty one would go on with the table before."""

_NOTHING = "ยังไม่ได้บันทึกคะแนนรายข้อและการวิเคราะห์รายประเด็น"

_LABELS = {
    "lowest": "ข้อคำถามที่ได้คะแนนน้อยที่สุด",
    "cause": "สาเหตุเกิดจาก",
    "remark": "หมายเหตุ",
    "improvement": "แนวทางการยกระดับผลการประเมินฯ",
}


def questions_by_issue(part: PartTemplate, material: Material) -> Iterator[Part]:
    """A heading and a table for each issue that has questions or an analysis.

    Questions without an issue stand first, under no heading: behind the last issue they would be read as its own.
    """
    scores = material.report.scores
    questions = scores.questions if scores else ()
    analyses = {analysis.number: analysis for analysis in material.report.issues}
    without = [question for question in questions if question.issue is None]
    if without:
        yield _table(part, material, without, (), "ข้อคำถาม")
    found = bool(without)
    for number in ISSUES:
        own = [question for question in questions if question.issue == number]
        parts = _labelled(analyses[number], scores, material) if number in analyses else ()
        if own or parts:
            found = True
            yield Heading(material.issue(number))
            yield _table(part, material, own, parts, f"ประเด็นที่ {thai_digits(number)}")
    if not found:
        yield Paragraph(_NOTHING)


def _labelled(analysis: IssueAnalysis, scores: Scores | None, material: Material) -> tuple[str, ...]:
    """The parts of an analysis that say something, each behind its label."""
    texts = {name: plain_lines(getattr(analysis, name)) for name in _LABELS}
    texts["lowest"] = _named(texts["lowest"], analysis.number, scores, material)
    return tuple(f"{label} : {texts[name]}" for name, label in _LABELS.items() if texts[name].strip())


def _named(lowest: str, issue: int, scores: Scores | None, material: Material) -> str:
    """The lowest item's code with its text: that of the issue's own question, of another's, or of the catalogue."""
    questions = scores.questions if scores else ()
    same = [question for question in questions if question.code and question.code == lowest and question.text]
    of_issue = next((question for question in same if question.issue == issue), None)
    if same:
        return _question(of_issue or same[0])
    item = material.item(lowest, of_scores=True)
    return f"{code_shown(lowest)} {item.name}" if item else code_shown(lowest)


def _question(question: QuestionScore) -> str:
    return f"{code_shown(question.code)} {plain_lines(question.text)}".strip()


def _table(
    part: PartTemplate,
    material: Material,
    questions: Sequence[QuestionScore],
    analysis: Sequence[str],
    subject: str,
) -> Table:
    """One row a question; the parts of the analysis go down its column, one a row, and the rest in the last row."""
    rows = max(len(questions), 1)
    beside = [*analysis[: rows - 1], joined(analysis[rows - 1 :]), *[""] * rows][:rows]
    goes_on = frozenset(at for at, column in enumerate(part.columns) if column.field is Field.ANALYSIS)
    return Table(
        heads(part.columns, material.write),
        tuple(
            Row(
                tuple(material.write(cells[column.field]) for column in part.columns),
                _subject(subject, questions, at),
                goes_on if at and analysis else frozenset(),
            )
            for at, cells in enumerate(_cells(questions, beside))
        ),
        subject,
    )


def _cells(questions: Sequence[QuestionScore], beside: Sequence[str]) -> Iterator[dict[Field, str]]:
    if not questions:
        yield {Field.QUESTION: _NO_QUESTION, Field.SCORE: "", Field.ANALYSIS: beside[0]}
    for question, analysis in zip(questions, beside, strict=False):
        yield {
            Field.QUESTION: _question(question),
            Field.SCORE: "" if question.score is None else every_decimal(question.score),
            Field.ANALYSIS: analysis,
        }


def _subject(subject: str, questions: Sequence[QuestionScore], at: int) -> str:
    code = code_shown(questions[at].code) if questions else ""
    return f"{subject} ข้อ {code}" if code else subject
