"""What last year's results say: ranking, what is strong and what weak, the lowest of each issue, and who answers it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from ita_tui.domain.disclosure import read_code
from ita_tui.domain.indicators import INDICATORS
from ita_tui.domain.measure import Measure
from ita_tui.domain.rules import YearRules
from ita_tui.domain.scores import IssueAnalysis, QuestionScore, Scores
from ita_tui.thai.numerals import arabic_digits, digits, thai_digits

# What a printed review of the scores of 2564 calls a strength is above so many points of 100.
STRONG_ABOVE = Decimal(80)
ISSUES = range(1, 8)

_QUESTION = re.compile(r"(?:ข้อ)?([ieIE])\.?0*([1-9]\d{0,2})")
_ITEM = re.compile(r"(?:ข้อ)?[oO0๐].*")
_INDICATOR = re.compile(r"n(10|[1-9])")


class Scored(NamedTuple):
    """An indicator (1–10) with its name and score in points of 100."""

    number: int
    name: str
    score: Decimal

    @property
    def code(self) -> str:
        return indicator_code(self.number)


@dataclass(frozen=True)
class IssueResult:
    """One of the seven issues with its questions and OIT items, the lowest of them, and what was written about it.

    ``lowest`` holds every item that shares the lowest score, none where no score is known.
    """

    number: int
    name: str
    questions: tuple[QuestionScore, ...]
    lowest: tuple[QuestionScore, ...]
    analysis: IssueAnalysis

    @property
    def heading(self) -> str:
        return f"ประเด็นที่ {digits(self.number)} {self.name}".strip()

    @property
    def written(self) -> bool:
        """Whether cause, remark or improvement says anything."""
        texts = (self.analysis.cause, self.analysis.remark, self.analysis.improvement)
        return any(text.strip() for text in texts)

    @property
    def lowest_differs(self) -> bool:
        """Whether the analysis names as lowest an item that is not the lowest of its issue's scores."""
        codes = {question.code for question in self.questions}
        named = self.analysis.lowest.strip()
        return named in codes and bool(self.lowest) and named not in {one.code for one in self.lowest}


@dataclass(frozen=True)
class WeakItem:
    """What a measure is to raise: ``codes`` as the results write them, ``words`` for its weak item.

    ``issue`` is 1–7 where the item belongs to one, ``guideline`` what was written about how to raise it.
    """

    codes: tuple[str, ...]
    words: str
    issue: int | None = None
    guideline: str = ""


# --- indicators ------------------------------------------------------------------------------------------------


def scored_indicators(scores: Scores) -> tuple[Scored, ...]:
    """The indicators whose scores are known, in the order of their numbers."""
    return tuple(
        Scored(number, name, score)
        for number, (name, score) in enumerate(zip(INDICATORS, scores.indicators, strict=False), start=1)
        if score is not None
    )


def ranking(indicators: Iterable[Scored]) -> tuple[Scored, ...]:
    """From the highest score to the lowest; equal ones in the order of their numbers."""
    return tuple(sorted(indicators, key=lambda one: (-one.score, one.number)))


def rank(one: Scored, indicators: Iterable[Scored]) -> int:
    """Which place an indicator takes, from 1; equal scores share one."""
    return 1 + sum(other.score > one.score for other in indicators)


def strengths(indicators: Iterable[Scored], above: Decimal | float = STRONG_ABOVE) -> tuple[Scored, ...]:
    """The indicators above so many points of 100, the highest first."""
    return tuple(one for one in ranking(indicators) if one.score > above)


def weaknesses(indicators: Iterable[Scored], above: Decimal | float = STRONG_ABOVE) -> tuple[Scored, ...]:
    """The indicators that are not above so many points of 100, the lowest first."""
    return tuple(one for one in reversed(ranking(indicators)) if one.score <= above)


def is_weak(score: Decimal | None) -> bool:
    """Whether a score is known and is no strength."""
    return score is not None and score <= STRONG_ABOVE


# --- issues ----------------------------------------------------------------------------------------------------


def issue_name(number: int, *books: YearRules | None) -> str:
    """The name of one of the seven issues in the first of the rulebooks that has it, empty where none has."""
    names = next((book.issues for book in books if book and len(book.issues) >= number), ())
    return names[number - 1] if names else ""


def issue_results(
    scores: Scores, analyses: Iterable[IssueAnalysis], *books: YearRules | None
) -> tuple[IssueResult, ...]:
    """The seven issues in order; which questions belong to one is what each question says of itself.

    ``books`` are the rulebooks that may name the issues, the results' own year first. No public source says which
    questions an issue holds, so none is put into one by the program.
    """
    written = {one.number: one for one in analyses}
    return tuple(
        IssueResult(
            number,
            issue_name(number, *books),
            own := tuple(question for question in scores.questions if question.issue == number),
            lowest(own),
            written.get(number, IssueAnalysis(number)),
        )
        for number in ISSUES
    )


def lowest(questions: Iterable[QuestionScore]) -> tuple[QuestionScore, ...]:
    """All that share the lowest known score, none where no score is known."""
    known = [(question.score, question) for question in questions if question.score is not None]
    least = min((score for score, _ in known), default=None)
    return tuple(question for score, question in known if score == least)


# --- codes -----------------------------------------------------------------------------------------------------


def indicator_code(number: int) -> str:
    """n4 is indicator 4 where a measure answers it."""
    return f"n{number}"


def indicator_of_code(code: str) -> int | None:
    """The indicator (1–10) that a code names, None for the code of a question or item."""
    found = _INDICATOR.fullmatch(code)
    return int(found[1]) if found else None


def read_item_code(text: str) -> str | None:
    """Read a typed code: ``I10``, ``ข้อ e๗`` and ``i 3`` are questions, ``O๑๒`` and ``๐๑๒`` OIT items; else None.

    A number alone may be any of the three, so it is none.
    """
    plain = "".join(arabic_digits(text).split())
    question = _QUESTION.fullmatch(plain)
    if question:
        return f"{question[1].lower()}{int(question[2])}"
    return read_code(plain) if _ITEM.fullmatch(plain) else None


def codes_to_answer(codes: Iterable[str]) -> tuple[str, ...]:
    """Those that :attr:`Measure.answers` may name, as it names them, each once: others a printed review made up."""
    read = (code if indicator_of_code(code) else read_item_code(code) for code in codes)
    return tuple(dict.fromkeys(code for code in read if code is not None))


def code_shown(code: str) -> str:
    """A code as reports print it: i10, e7, O12. Other words stay as they are."""
    return f"O{code[1:]}" if code[:1] == "o" and code[1:].isdigit() else code


def indicator_named(number: int) -> str:
    """ตัวชี้วัดที่ ๔ การใช้ทรัพย์สินของราชการ, with Thai digits: it may be kept with a measure."""
    return f"ตัวชี้วัดที่ {thai_digits(number)} {INDICATORS[number - 1]}"


def item_named(code: str, scores: Scores | None, rules: YearRules | None) -> str:
    """A code of last year's results in words, on one line: i10, e3, o14, n1 … n10.

    The text of the question as it was entered, else the OIT item's name in ``rules`` (the rulebook of the results'
    year); a code that is known to neither stands alone.
    """
    number = indicator_of_code(code)
    if number is not None:
        return indicator_named(number)
    questions = scores.questions if scores else ()
    texts = (question.text for question in questions if code and question.code == code)
    text = next(filter(str.strip, texts), "")
    if not text and rules is not None:
        item = rules.catalogue.item(code)
        text = item.name if item else ""
    return " ".join(f"{code_shown(code)} {text}".split())


# --- measures --------------------------------------------------------------------------------------------------


def measures_answering(codes: Iterable[str], measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """The measures that are to raise any of these items."""
    known = tuple(filter(None, codes))
    asked = frozenset((*known, *codes_to_answer(known)))
    return tuple(measure for measure in measures if asked.intersection(measure.answers))


def measures_of_issue(issue: IssueResult, measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """The measures that are sorted under an issue, or are to raise one of its items."""
    answering = measures_answering((question.code for question in issue.questions), measures)
    return tuple(m for m in measures if m.issue == issue.number or m in answering)


def weak_question(question: QuestionScore, issues: Iterable[IssueResult], name: str) -> WeakItem:
    """A question or OIT item, ``name`` being its words; with how its issue is to be raised."""
    issue = next((one for one in issues if one.number == question.issue), None)
    guideline = issue.analysis.improvement if issue else ""
    return WeakItem((question.code,), name, question.issue, guideline)


def weak_issue(issue: IssueResult, scores: Scores | None, rules: YearRules | None) -> WeakItem:
    """An issue by its lowest item: the one its analysis names, else the lowest ones by their scores."""
    named = read_item_code(issue.analysis.lowest) or ""
    known = {question.code for question in issue.questions}
    codes = (named,) if named in known else tuple(dict.fromkeys(one.code for one in issue.lowest if one.code))
    words = "\n".join(item_named(code, scores, rules) for code in codes) or issue.name
    return WeakItem(codes, words, issue.number, issue.analysis.improvement)


def answering_measure(
    weak: WeakItem, title: str, number: int, *, proposal: bool, items: Iterable[str] = ()
) -> Measure:
    """A new measure that is to raise a weak item; ``items`` are OIT codes of the measure's own year.

    A code of the results that is none (a printed ``Q1``) stands in its weak item alone.
    """
    return Measure(
        number=number,
        title=title,
        proposal=proposal,
        guideline=weak.guideline,
        issue=weak.issue,
        weak_item=weak.words,
        items=tuple(dict.fromkeys(items)),
        answers=codes_to_answer(weak.codes),
    )
