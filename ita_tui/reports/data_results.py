"""Last year's results and the analysis of the issues as rows of the data sheet, under its measures.

What a printed sheet parts over pages stands here whole. A row's kind says what it is, texts are as they are, and
scores are texts, too: exact to the last digit.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from ita_tui.domain.fiscal_year import EARLIEST, LATEST, FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.scores import IssueAnalysis, QuestionScore, Scores, ToDevelop
from ita_tui.reports.data_cells import DataValue, Reading, Unread, folded, label_of, whole
from ita_tui.thai.numerals import arabic_digits

ASSESSED: Final = "ผลการประเมิน"
INSTRUMENT: Final = "คะแนนแบบวัด"
INDICATOR: Final = "คะแนนตัวชี้วัด"
QUESTION: Final = "คะแนนรายข้อ"
TO_DEVELOP: Final = "ประเด็นที่ควรพัฒนา"
ANALYSIS: Final = "การวิเคราะห์ประเด็น"

KIND_HEAD: Final = "ชนิด"
RESULT_HEADS: Mapping[str, str] = {
    "kind": KIND_HEAD,
    "number": "ลำดับที่",
    "text": "ข้อความ",
    "code": "รหัสข้อหรือแบบวัด",
    "cause": "สาเหตุ",
    "improvement": "แนวทางการยกระดับ",
    "remark": "หมายเหตุ",
    "indicator": "ตัวชี้วัด",
    "scope": "หัวข้อการประเมิน",
    "score": "คะแนน",
    "issue": "ประเด็น",
    "level": "ระดับ",
    "answers": "จำนวนคำตอบ",
    "year": "ปีงบประมาณ",
}
"""The heads of the columns by their keys, in their order; long texts stand under the wide columns of measures."""

_KINDS = frozenset(map(folded, (ASSESSED, INSTRUMENT, INDICATOR, QUESTION, TO_DEVELOP, ANALYSIS)))
_POINTS = re.compile(r"\d{1,30}(?:\.\d{1,30})?", re.ASCII)
_MOST_POINTS = 1_000_000
_MOST_ANSWERS = 2**53
_INDICATORS, _ISSUES = 10, 7


def is_result(kind: str) -> bool:
    """Whether a row of this kind holds results."""
    return folded(kind) in _KINDS


def subject_of_result(cells: Mapping[str, DataValue]) -> str:
    """การวิเคราะห์ประเด็น 3: what a row is called where something is wrong with its cells."""
    return f"{cells['kind']} {cells['number']}"


def written_results(
    scores: Scores | None, issues: tuple[IssueAnalysis, ...]
) -> Iterator[Mapping[str, DataValue]]:
    """The cells of each row by the keys of :data:`RESULT_HEADS`; empty ones may be left away."""
    if scores is not None:
        yield from _written_scores(scores)
    for issue in issues:
        yield {
            "kind": ANALYSIS,
            "number": issue.number,
            "code": issue.lowest,
            "cause": issue.cause,
            "improvement": issue.improvement,
            "remark": issue.remark,
        }


def _written_scores(scores: Scores) -> Iterator[Mapping[str, DataValue]]:
    total = _points_cell(scores.printed_total)
    yield {"kind": ASSESSED, "number": 1, "score": total, "level": scores.printed_level, "year": scores.year}
    for number, (instrument, points) in enumerate(scores.instruments.items(), start=1):
        yield {
            "kind": INSTRUMENT,
            "number": number,
            "code": label_of(instrument),
            "score": _points_cell(points),
        }
    for number, indicator in enumerate(scores.indicators, start=1):
        yield {"kind": INDICATOR, "number": number, "score": _points_cell(indicator)}
    for number, question in enumerate(scores.questions, start=1):
        yield {
            "kind": QUESTION,
            "number": number,
            "text": question.text,
            "code": question.code,
            "score": _points_cell(question.score),
            "issue": question.issue,
            "answers": " ".join(map(str, question.answers)),
        }
    for number, entry in enumerate(scores.to_develop, start=1):
        yield {
            "kind": TO_DEVELOP,
            "number": number,
            "text": entry.text,
            "code": label_of(entry.instrument),
            "indicator": entry.indicator,
            "scope": entry.scope,
        }


def _points_cell(points: Decimal | None) -> str:
    return "" if points is None else format(points, "f")


@dataclass
class ResultsReading:
    """Takes rows one by one; questions and what is to be developed keep the order of the rows."""

    year: int | None = None
    _total: Decimal | None = None
    _level: str = ""
    _instruments: dict[Instrument, Decimal] = field(default_factory=dict)
    _indicators: dict[int, Decimal | None] = field(default_factory=dict)
    _questions: list[QuestionScore] = field(default_factory=list)
    _to_develop: list[ToDevelop] = field(default_factory=list)
    _issues: dict[int, IssueAnalysis] = field(default_factory=dict)
    _found: set[str] = field(default_factory=set)

    def take(self, cells: Mapping[str, DataValue]) -> tuple[Unread, ...]:
        """Take a row by the keys of :data:`RESULT_HEADS`, and tell what could not be read in it."""
        row = Reading(cells, None)
        kind = folded(row.text("kind"))
        takers: Mapping[str, Callable[[Reading], None]] = {
            ASSESSED: self._take_assessed,
            INSTRUMENT: self._take_instrument,
            INDICATOR: self._take_indicator,
            QUESTION: self._take_question,
            TO_DEVELOP: self._take_to_develop,
            ANALYSIS: self._take_analysis,
        }
        taker = next((taker for name, taker in takers.items() if folded(name) == kind), None)
        if taker is None:
            _refuse_row(row, "kind", "ไม่รู้จักชนิดของแถวนี้ จึงไม่ได้นำเข้า")
        else:
            taker(row)
            self._found.add(kind)
        return tuple(row.unread)

    def scores(self, year: FiscalYear) -> Scores | None:
        """The results, of the year before ``year`` where no row says which; None where no row holds any."""
        if not self._found - {folded(ANALYSIS)}:
            return None
        last = max(self._indicators, default=0)
        return Scores(
            year=self.year or year.previous().be,
            indicators=tuple(self._indicators.get(number) for number in range(1, last + 1)),
            instruments=dict(self._instruments),
            printed_total=self._total,
            printed_level=self._level,
            questions=tuple(self._questions),
            to_develop=tuple(self._to_develop),
        )

    def issues(self) -> tuple[IssueAnalysis, ...]:
        return tuple(self._issues.values())

    def _take_assessed(self, row: Reading) -> None:
        if folded(ASSESSED) in self._found:
            _refuse_row(row, "kind", "มีแถวชนิดนี้แล้วข้างบน จึงไม่ได้นำเข้า")
            return
        self.year = whole(row, "year", EARLIEST, LATEST)
        self._total, self._level = _points(row, "score"), row.text("level")

    def _take_instrument(self, row: Reading) -> None:
        instrument, points = _instrument(row), _points(row, "score")
        if instrument is None or points is None or instrument in self._instruments:
            _refuse_row(row, "code", "ต้องบอกแบบวัดที่ยังไม่มีข้างบน และคะแนน จึงไม่ได้นำเข้า")
        else:
            self._instruments[instrument] = points

    def _take_indicator(self, row: Reading) -> None:
        number = whole(row, "number", 1, _INDICATORS)
        if number is None or number in self._indicators:
            _refuse_row(row, "number", "ต้องเป็นตัวชี้วัดที่ยังไม่มีข้างบน จึงไม่ได้นำเข้า")
        else:
            self._indicators[number] = _points(row, "score")

    def _take_question(self, row: Reading) -> None:
        score, issue = _points(row, "score"), whole(row, "issue", 1, _ISSUES)
        question = QuestionScore(row.text("code"), score, row.text("text"), _answers(row), issue)
        self._questions.append(question)

    def _take_to_develop(self, row: Reading) -> None:
        instrument = _instrument(row)
        if instrument is None:
            _refuse_row(row, "code", "ต้องบอกแบบวัด IIT EIT หรือ OIT จึงไม่ได้นำเข้า")
        else:
            entry = ToDevelop(instrument, row.text("indicator"), row.text("scope"), row.text("text"))
            self._to_develop.append(entry)

    def _take_analysis(self, row: Reading) -> None:
        number = whole(row, "number", 1, _ISSUES)
        if number is None or number in self._issues:
            _refuse_row(row, "number", "ต้องเป็นประเด็นที่ ๑ ถึง ๗ ที่ยังไม่มีข้างบน จึงไม่ได้นำเข้า")
        else:
            self._issues[number] = IssueAnalysis(
                number, row.text("code"), row.text("cause"), row.text("remark"), row.text("improvement")
            )


def _refuse_row(row: Reading, key: str, why: str) -> None:
    """Tell that a row is not taken, with all that it says."""
    row.unread.clear()
    words = " | ".join(text for each in RESULT_HEADS if (text := row.text(each)))
    row.refuse(key, words, why)


def _points(row: Reading, key: str) -> Decimal | None:
    words = arabic_digits(row.text(key)).strip()
    if not words:
        return None
    if not _POINTS.fullmatch(words) or Decimal(words) > _MOST_POINTS:
        row.refuse(key, row.text(key), "ต้องเป็นคะแนน")
        return None
    return Decimal(words)


def _instrument(row: Reading) -> Instrument | None:
    sought = folded(arabic_digits(row.text("code")))
    for instrument in Instrument:
        if sought in {folded(arabic_digits(label_of(instrument))), folded(instrument.value)}:
            return instrument
    return None


def _answers(row: Reading) -> tuple[int, ...]:
    counts = arabic_digits(row.text("answers")).split()
    if all(re.fullmatch(r"\d{1,16}", count) and int(count) <= _MOST_ANSWERS for count in counts):
        return tuple(map(int, counts))
    row.refuse("answers", row.text("answers"), "ต้องเป็นจำนวนเต็มเว้นวรรคกัน")
    return ()
