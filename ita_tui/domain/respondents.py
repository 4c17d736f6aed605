"""Surveys (แบบวัด IIT and EIT): who must answer, how many have, and whether the minimum is reached in time.

Counts only: the program never keeps a respondent's name.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ita_tui.domain.instruments import Instrument
from ita_tui.domain.rules import Confidence


@dataclass(frozen=True)
class Count:
    """How many people had answered on a day, cumulative: of the whole agency, or of one division."""

    on: date
    total: int
    division: str = ""
    id: int | None = None

    def __post_init__(self) -> None:
        if self.total < 0:
            raise ValueError(f"a count cannot be negative: {self.total}")


@dataclass(frozen=True)
class Survey:
    """One survey of a year: its population, its window, its link and its dated counts.

    ``population`` is ผู้มีส่วนได้ส่วนเสียทั้งหมด in people. ``official_minimum`` is the number that ITAS told the
    agency, with ``official_reason`` saying where it comes from; it beats the computed one.
    """

    instrument: Instrument
    population: int | None = None
    official_minimum: int | None = None
    official_reason: str = ""
    opens: date | None = None
    closes: date | None = None
    link: str = ""
    counts: tuple[Count, ...] = ()
    id: int | None = None


class MinimumSource(StrEnum):
    """Where a minimum comes from."""

    OFFICIAL = "official"
    RULE = "rule"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Minimum:
    """The minimum respondents (ค่าขั้นต่ำ) in people, or None where nothing can be proposed.

    ``words`` is the Thai sentence that says which rule gave the number, or what is missing.
    """

    number: int | None
    source: MinimumSource
    words: str
    confidence: Confidence | None = None
