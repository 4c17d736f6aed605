"""Last year's results: total, level and instruments from the texts, indicators and questions from the tables."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument
from ita_tui.domain.rules import YearRules
from ita_tui.domain.scores import QuestionScore, Scores, ToDevelop
from ita_tui.intake.blocks import Text
from ita_tui.intake.draft import Doubt, DoubtKind, TablePurpose
from ita_tui.intake.headings import Column, fold, indicator_name, indicator_number
from ita_tui.intake.numbering import ordinal, without_ordinal
from ita_tui.intake.question_codes import read_question
from ita_tui.intake.surroundings import be_year, years_named
from ita_tui.intake.tables import LeftOut, Table
from ita_tui.thai.clusters import cut
from ita_tui.thai.numerals import arabic_digits, digits

_NUMBER = r"(?<![๐-๙0-9.])([๐-๙0-9]{1,3}(?:\.[๐-๙0-9]{1,2})?)(?![๐-๙0-9.]*[๐-๙0-9])"
_NO_DIGIT = "[^๐-๙0-9\\n]"
_TOTAL = re.compile(
    rf"(?:คะแนน|ผลการประเมิน|ITA|ได้){_NO_DIGIT}{{0,60}}?{_NUMBER}\s*(?:คะแนน)?{_NO_DIGIT}{{0,25}}?"
    r"ระดับ\s*(?:ผล)?(?:การ)?(?:ประเมิน)?\s*[:“\"'(]?\s*(?P<level>[^\s,()“”\"':]+)"
)
_INSTRUMENT = re.compile(
    rf"\b(?P<name>I?OIT|EIT|IIT)\s*(?:ส่วนที่\s*)?(?P<part>[๑๒12]?)\s*\)?(?P<words>{_NO_DIGIT}{{0,40}}?){_NUMBER}(?P<after>\s*คะแนน)?"
)
# The results of a year, in a text that names the year of the measures too.
_ASSESSED_YEAR = re.compile(
    rf"ผลการประเมิน{_NO_DIGIT}{{0,80}}?ปี(?:งบประมาณ)?\s*(?:พ\.?\s?ศ\.?)?\s*([๐-๙0-9]{{4}})(?![๐-๙0-9])"
)
_WANTED = re.compile("เป้าหมาย|ไม่น้อยกว่า|ขึ้นไป")
_NAMED_INSTRUMENT = re.compile(r"(IIT|OIT|EIT)\s*\)?\s*(?:ส่วนที่\s*|part\s*)?([๑๒12]?)", re.IGNORECASE)
_OF_ALL = re.compile(r"\s*(?:คะแนน)?(?:โดย)?(?:ภาพ|เฉลี่ย)?รวม")
_OF_INSTRUMENT = re.compile(r"\b(IIT|EIT|OIT)\b")


@dataclass
class Results:
    """What was found while reading; ``scores`` makes the value."""

    year: int | None = None
    total: Decimal | None = None
    level: str = ""
    indicators: dict[int, Decimal] = field(default_factory=dict)
    instruments: dict[Instrument, Decimal] = field(default_factory=dict)
    questions: list[QuestionScore] = field(default_factory=list)
    to_develop: list[ToDevelop] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def about(self, year: FiscalYear) -> FiscalYear:
        """The year of the results: as the document says, else the one before ``year``."""
        return FiscalYear(self.year) if self.year else year.previous()

    def scores(self, year: FiscalYear) -> Scores | None:
        """The results, of the year before ``year`` where the document does not say which; None without any."""
        found = (self.total, self.indicators, self.instruments, self.questions, self.to_develop)
        if not any(part is not None and part not in ({}, []) for part in found):
            return None
        if self.year is None:
            words = "เอกสารไม่ได้บอกว่าเป็นผลการประเมินของปีใด"
            proposal = f"ปี {digits(year.previous().be)}"
            self.doubts.append(Doubt(DoubtKind.SCORE, "ผลการประเมิน", words, proposal))
        return Scores(
            year=self.year or year.previous().be,
            indicators=tuple(self.indicators.get(n) for n in range(1, 11)) if self.indicators else (),
            instruments=dict(self.instruments),
            printed_total=self.total,
            printed_level=self.level,
            questions=tuple(self.questions),
            to_develop=tuple(self.to_develop),
        )


def read_results(
    tables: Iterable[Table],
    texts: Sequence[Text],
    rules_of: Callable[[FiscalYear], YearRules],
    year: FiscalYear,
) -> Results:
    """Collect the results that a report states, in points of 100; what cannot be read is a doubt.

    Codes and levels are those of the year that the results are about, or else of the one before ``year``.
    """
    results = Results()
    _read_texts(texts, results)
    rules = rules_of(results.about(year))
    if results.level:
        results.level = _level(results.level, rules, results)
    for table in tables:
        if table.purpose is TablePurpose.INDICATORS and Column.INDICATOR in table.columns:
            _read_indicators(table, results)
        elif table.purpose is TablePurpose.INDICATORS:
            _read_instruments(table, results)
        elif table.purpose is TablePurpose.QUESTIONS:
            _read_questions(table, results, rules)
        elif table.purpose is TablePurpose.TO_DEVELOP:
            _read_to_develop(table, results)
    return results


def points(text: str) -> Decimal | None:
    """A score of 0 to 100 in Thai or Arabic digits, even mixed (``1๐๐``); None where it is none."""
    try:
        number = Decimal(arabic_digits("".join(text.split())))
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 <= number <= 100 else None


def _read_texts(texts: Sequence[Text], results: Results) -> None:
    named: FiscalYear | None = None
    for text in texts:
        total = _total_in(text.words)
        before = text.words[: total.start()] if total else text.words
        assessed = _ASSESSED_YEAR.findall(before)
        years = years_named(before)
        named = (be_year(assessed[-1]) if assessed else None) or (years[-1] if years else named)
        if total and results.total is None and points(total.group(1)) is not None:
            results.total, results.year = points(total.group(1)), named.be if named else None
            results.level = total["level"]
        for match in _INSTRUMENT.finditer(text.words):
            if "คะแนน" in match["words"] or match["after"]:
                _take_instrument(match, results)


def _total_in(words: str) -> re.Match[str] | None:
    """The total and level that a text states; what only has to be reached is none."""
    for match in _TOTAL.finditer(words):
        around = words[max(0, match.start() - 30) : match.end()]
        if not _WANTED.search(around):
            return match
    return None


def _level(written: str, rules: YearRules, results: Results) -> str:
    """The level as printed; a Latin letter in its usual capital, with a doubt."""
    known = {level.label.casefold(): level.label for level in rules.levels}
    capital = written.upper() if written.isascii() else known.get(written.casefold(), written)
    if capital != written:
        words = f"ระดับเขียนเป็น “{written}”"
        results.doubts.append(Doubt(DoubtKind.SCORE, "ระดับผลการประเมิน", words, capital))
    return capital


def _take_instrument(match: re.Match[str], results: Results) -> None:
    name, part, score = match["name"], arabic_digits(match["part"]), points(match[4])
    code = ("OIT" if name == "IOIT" else name) + (part if name == "EIT" else "")
    if score is None:
        return
    results.instruments.setdefault(Instrument(code), score)
    if code != name + part:
        words = f"ชื่อแบบวัดเขียนเป็น “{name}”"
        results.doubts.append(Doubt(DoubtKind.SCORE, "คะแนนรายแบบวัด", words, code))


def _read_instruments(table: Table, results: Results) -> None:
    """A row for each instrument, and one for all of them: its total."""
    for row in table.rows:
        name, score = row.cells[Column.INSTRUMENT], points(row.cells[Column.SCORE])
        named = _NAMED_INSTRUMENT.search(name)
        is_total = results.total is None and _OF_ALL.match(name)
        if score is not None and named and results.instruments.get(_code(named), score) == score:
            results.instruments[_code(named)] = score
        elif score is not None and is_total:
            results.total = score
        elif results.total is None or score != results.total:
            words = f"{name} {row.cells[Column.SCORE]}".strip()
            told = f"อ่านแบบวัดหรือคะแนนของแถวนี้ไม่ได้: {words}"
            results.doubts.append(Doubt(DoubtKind.SCORE, "คะแนนรายแบบวัด", told))
            results.left_out.append(LeftOut(row.line, words))


def _code(named: re.Match[str]) -> Instrument:
    name = named[1].upper()
    return Instrument(name + (arabic_digits(named[2]) if name == "EIT" else ""))


def _read_indicators(table: Table, results: Results) -> None:
    for row in table.rows:
        results.left_out.append(LeftOut(row.line, row.cells.get(Column.INSTRUMENT, "")))
        name, score = row.cells[Column.INDICATOR], points(row.cells[Column.SCORE])
        found = _numbered_indicator(name)
        if found is None or score is None or found[0] in results.indicators:
            words = f"อ่านตัวชี้วัดหรือคะแนนของแถวนี้ไม่ได้: {name} {row.cells[Column.SCORE]}"
            results.doubts.append(Doubt(DoubtKind.SCORE, "คะแนนรายตัวชี้วัด", words))
            results.left_out.append(LeftOut(row.line, f"{name} {row.cells[Column.SCORE]}".strip()))
            continue
        results.indicators[found[0]] = score
        if found[1]:
            words = f"ชื่อตัวชี้วัดเขียนเป็น “{name}”"
            proposal = indicator_name(found[0])
            results.doubts.append(Doubt(DoubtKind.SCORE, "คะแนนรายตัวชี้วัด", words, proposal))
            results.left_out.append(LeftOut(row.line, name))


def _numbered_indicator(name: str) -> tuple[int, bool] | None:
    """The indicator by its name, before which its own number may stand."""
    bare = without_ordinal(name)
    found = indicator_number(bare)
    return found if found and ordinal(name) in {None, found[0]} else indicator_number(name)


def _read_questions(table: Table, results: Results, rules: YearRules) -> None:
    for row in table.rows:
        cell, score = row.cells[Column.QUESTION], points(row.cells[Column.SCORE])
        if not fold(cell):
            results.left_out.append(LeftOut(row.line, row.cells[Column.SCORE]))
            continue
        question = read_question(cell, rules.catalogue)
        results.questions.append(QuestionScore(question.code, score, question.text, issue=table.section))
        results.doubts += _about_question(
            cell, question.code, row.cells[Column.SCORE], score, sure=question.sure
        )


def _about_question(
    cell: str, code: str, written: str, score: Decimal | None, *, sure: bool
) -> Iterator[Doubt]:
    place = f"ข้อคำถาม “{cut(' '.join(cell.split()), 40)}”"
    if not code:
        yield Doubt(DoubtKind.QUESTION_CODE, place, "อ่านรหัสข้อไม่ได้")
    elif not sure:
        proposal = code[0].upper() + digits(code[1:])
        yield Doubt(DoubtKind.QUESTION_CODE, place, "รหัสข้ออ่านได้หลายแบบ", proposal)
    if score is None:
        words = f"อ่านคะแนน “{written}” ไม่ได้" if written else "ไม่มีคะแนน"
        yield Doubt(DoubtKind.SCORE, place, words)


def _read_to_develop(table: Table, results: Results) -> None:
    named = [name for caption in reversed(table.captions) for name in _OF_INSTRUMENT.findall(caption)]
    for row in table.rows:
        indicator, text = row.cells[Column.INDICATOR], row.cells[Column.TO_DEVELOP]
        scope = row.cells.get(Column.SCOPE, "")
        if not named:
            words = "ไม่รู้ว่าเป็นแบบวัดใด เพราะเหนือตารางไม่ได้บอก IIT EIT หรือ OIT"
            results.doubts.append(Doubt(DoubtKind.SCORE, "ประเด็นที่ควรพัฒนา", words))
            results.left_out.append(LeftOut(row.line, "\n".join(filter(None, (indicator, scope, text)))))
            continue
        results.to_develop.append(ToDevelop(Instrument(named[0]), indicator, scope, text))
