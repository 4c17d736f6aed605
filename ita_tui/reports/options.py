"""How a report is to be printed: what the secretary chooses besides the layout."""

from dataclasses import dataclass
from datetime import date

from ita_tui.domain.fiscal_year import RoundOf
from ita_tui.domain.rules import YearRules
from ita_tui.reports.layout_parts import Annex
from ita_tui.reports.layouts import MOST_SIGNATORIES
from ita_tui.reports.page import Signatory


@dataclass(frozen=True)
class Memo:
    """A memo (บันทึกข้อความ) that goes before the report, on paper of its own.

    ``office`` stands behind ส่วนราชการ (the agency's name where it is empty), ``number`` behind ที่, ``to`` behind
    เรียน and ``subject`` behind เรื่อง (the report's title without district and province where it is empty). ``dated`` is the report's date where it
    is None. All of it may hold the placeholders of layouts, and all but the subject ``{subject}``; without any
    ``paragraphs``, two usual sentences stand there. Its own ``signatories`` sign, else those of the report.
    """

    number: str = ""
    dated: date | None = None
    to: str = ""
    subject: str = ""
    office: str = ""
    paragraphs: tuple[str, ...] = ()
    signatories: tuple[Signatory, ...] = ()


@dataclass(frozen=True)
class Options:
    """What is chosen for one printing; everything has a default.

    ``today`` dates the report; without it no date is printed. ``stood_on`` is the day on which the year stood as it is
    handed over, ``today`` where it is None. ``signatories`` are up to four; without any, the
    layout's positions stand under dotted lines. ``eit_link`` is printed where it is a web link. ``rules`` are those
    of the report's year, ``scores_rules`` those of the year whose results it answers: levels come from the latter,
    names of issues and items from whichever has them. ``intro`` and ``committee`` stand in place of the layout's
    where they are not None; both may hold the placeholders of layouts. ``notes`` prints the daily notes of the round
    where no result was written. ``code`` is the verification code beside the page numbers. ``signed_on`` is the day on
    which the round was signed, where it is not what was signed that is printed: the page says so.
    """

    today: date | None = None
    thai_numerals: bool = True
    round_of: RoundOf = RoundOf.TWELVE_MONTHS
    signatories: tuple[Signatory, ...] = ()
    eit_link: str = ""
    rules: YearRules | None = None
    scores_rules: YearRules | None = None
    intro: tuple[str, ...] | None = None
    committee: tuple[str, ...] | None = None
    annex: Annex = Annex.NONE
    memo: Memo | None = None
    notes: bool = False
    code: str = ""
    stood_on: date | None = None
    signed_on: date | None = None

    def __post_init__(self) -> None:
        memos = self.memo.signatories if self.memo else ()
        if max(len(self.signatories), len(memos)) > MOST_SIGNATORIES:
            raise ValueError(f"at most {MOST_SIGNATORIES} sign a report")
