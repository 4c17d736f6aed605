"""What a layout is made of: its parts, the columns of its tables, and the heads that a table has unless told otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ita_tui.reports.page import Align

STRONG = 80
"""Points of 100: an indicator above them is a strength, unless the layout says otherwise."""


class Field(StrEnum):
    """What a column shows; the value is the word in layout files."""

    NUMBER = "number"
    TITLE = "title"
    TITLE_ALONE = "title_alone"
    GUIDELINE = "guideline"
    METHOD = "method"
    RESPONSIBLE = "responsible"
    PERIOD = "period"
    STATUS = "status"
    PROGRESS = "progress"
    RESULT = "result"
    OUTCOME = "outcome"
    RECOMMENDATION = "recommendation"
    FOLLOW_UP = "follow_up"
    WEAK_ITEM = "weak_item"
    NOTES = "notes"
    EVIDENCE = "evidence"
    QUESTION = "question"
    SCORE = "score"
    ANALYSIS = "analysis"
    INDICATOR_NUMBER = "indicator_number"
    INDICATOR = "indicator"
    RANK = "rank"
    SCOPE = "scope"
    TO_DEVELOP = "to_develop"
    ORDER = "order"
    USED_FOR = "used_for"
    FILES = "files"


class Kind(StrEnum):
    """What a part of a layout prints; the value is the word in layout files."""

    TEXT = "text"
    MEASURES = "measures"
    MEASURES_BY_ISSUE = "measures_by_issue"
    PROPOSALS = "proposals"
    SCORES = "scores"
    INDICATORS = "indicators"
    RANKING = "ranking"
    STRENGTHS = "strengths"
    WEAKNESSES = "weaknesses"
    TO_DEVELOP = "to_develop"
    QUESTIONS_BY_ISSUE = "questions_by_issue"
    EIT_LINK = "eit_link"
    EVIDENCE = "evidence"


class Annex(StrEnum):
    """Whether the evidence is listed, and in whose order; the value is the word in layout files."""

    NONE = "none"
    BY_MEASURE = "by_measure"
    BY_ITEM = "by_item"


@dataclass(frozen=True)
class Column:
    """A column: ``weight`` is its share of the width beside the others' weights."""

    field: Field
    head: str
    weight: int
    align: Align = Align.LEFT


@dataclass(frozen=True)
class PartTemplate:
    """A part of a layout: its heading, the paragraphs under it (both with placeholders), and what ``kind`` adds.

    ``columns`` are those of its tables. ``points`` (of 100) part strengths from weaknesses, ``order`` is that of the
    evidence, ``caption`` stands under the QR code.
    """

    kind: Kind
    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    points: int = STRONG
    order: Annex = Annex.BY_MEASURE
    caption: str = ""


OF_MEASURES = (
    Field.NUMBER, Field.TITLE, Field.TITLE_ALONE, Field.GUIDELINE, Field.METHOD, Field.RESPONSIBLE, Field.PERIOD,
    Field.STATUS, Field.PROGRESS, Field.RESULT, Field.OUTCOME, Field.RECOMMENDATION, Field.FOLLOW_UP,
    Field.WEAK_ITEM, Field.NOTES, Field.EVIDENCE,
)  # fmt: skip

_CENTER = Align.CENTER
USUAL_COLUMNS: Mapping[Kind, tuple[Column, ...]] = {
    Kind.INDICATORS: (
        Column(Field.INDICATOR_NUMBER, "ตัวชี้วัดที่", 14, _CENTER),
        Column(Field.INDICATOR, "รายละเอียดตัวชี้วัด", 66),
        Column(Field.SCORE, "คะแนน", 20, _CENTER),
    ),
    Kind.RANKING: (
        Column(Field.RANK, "อันดับ", 14, _CENTER),
        Column(Field.INDICATOR, "ตัวชี้วัด", 66),
        Column(Field.SCORE, "คะแนน", 20, _CENTER),
    ),
    Kind.TO_DEVELOP: (
        Column(Field.INDICATOR, "ตัวชี้วัด", 18),
        Column(Field.SCOPE, "ประเด็นการประเมิน", 38),
        Column(Field.TO_DEVELOP, "ประเด็นที่ควรพัฒนา", 44),
    ),
    Kind.QUESTIONS_BY_ISSUE: (
        Column(Field.QUESTION, "ประเด็นข้อคำถาม", 36),
        Column(Field.SCORE, "ระดับคะแนน", 10, _CENTER),
        Column(Field.ANALYSIS, "การวิเคราะห์ผลการประเมินฯ", 54),
    ),
    Kind.EVIDENCE: (
        Column(Field.ORDER, "ลำดับ", 7, _CENTER),
        Column(Field.USED_FOR, "ใช้ประกอบ", 20),
        Column(Field.EVIDENCE, "หลักฐาน", 38),
        Column(Field.FILES, "ไฟล์หรือลิงก์", 35),
    ),
}
"""The columns of tables that are not of measures, where a layout names none."""

FIELDS: Mapping[Kind, tuple[Field, ...]] = {
    Kind.MEASURES: OF_MEASURES,
    Kind.MEASURES_BY_ISSUE: OF_MEASURES,
    Kind.PROPOSALS: OF_MEASURES,
    **{kind: tuple(column.field for column in columns) for kind, columns in USUAL_COLUMNS.items()},
}
"""What the columns of a kind of table may show. A kind that is not here has no table."""
