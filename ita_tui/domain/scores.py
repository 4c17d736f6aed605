"""Results of the assessment: instruments, total and level by the year's rules, in points of 100."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ita_tui.domain.instruments import Instrument


@dataclass(frozen=True)
class QuestionScore:
    """A question's or OIT item's result: ``code`` i1 …, e1 … or o1 …, ``score`` of 100.

    ``answers`` counts the answers from มากที่สุด (100) to ไม่มี (0) where known.
    """

    code: str
    score: Decimal | None = None
    text: str = ""
    answers: tuple[int, ...] = ()
    issue: int | None = None


@dataclass(frozen=True)
class ToDevelop:
    """A row of what is to be developed (ประเด็นที่ควรพัฒนา), by instrument and indicator."""

    instrument: Instrument
    indicator: str
    scope: str
    text: str


@dataclass(frozen=True)
class Scores:
    """The results of assessment year ``year`` (BE): typed or read in; what is unknown is None or missing.

    ``indicators`` holds indicators 1–10 in order.
    """

    year: int
    indicators: tuple[Decimal | None, ...] = ()
    instruments: Mapping[Instrument, Decimal] = field(default_factory=dict)
    printed_total: Decimal | None = None
    printed_level: str = ""
    questions: tuple[QuestionScore, ...] = ()
    to_develop: tuple[ToDevelop, ...] = ()


@dataclass(frozen=True)
class IssueAnalysis:
    """The analysis of one of the seven issues (ประเด็น): lowest item, cause, remark, how to raise it."""

    number: int
    lowest: str = ""
    cause: str = ""
    remark: str = ""
    improvement: str = ""
