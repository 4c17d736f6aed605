"""The two OIT items that are about this very work: the measures themselves, and the report on carrying them out."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.fiscal_year import EARLIEST, LATEST, FiscalYear, RoundOf
from ita_tui.domain.measure import Measure
from ita_tui.domain.rounds import FrozenRound
from ita_tui.domain.rules import Catalogue
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import arabic_digits, digits

_YEAR = re.compile(r"(?<!\d)25\d\d(?!\d)")
_SAME_YEAR, _YEAR_BEFORE = "เดียวกัน", "ปีก่อน"


class OwnItem(StrEnum):
    """What an item of the catalogue has to do with the measures; the value is the code in files."""

    MEASURES = "measures"
    REPORT = "report"

    @property
    def label(self) -> str:
        return {"measures": "แผนมาตรการ", "report": "รายงานผลตามมาตรการ"}[self.value]


def own_item(code: str, catalogue: Catalogue) -> OwnItem | None:
    """Which of the two a code is in its year, None for every other item."""
    if code == catalogue.measures_item:
        return OwnItem.MEASURES
    return OwnItem.REPORT if code == catalogue.report_item else None


def covered_years(kind: OwnItem, catalogue: Catalogue, year: FiscalYear) -> tuple[FiscalYear, ...]:
    """The years whose measures an item may be about, the one that its rulebook names first in front.

    The measures are those of the year itself. The report is about the years that ``report_covers`` tells in
    words (ปีงบประมาณเดียวกันหรือปีก่อน, ปีงบประมาณ พ.ศ. ๒๕๖๗), else about the year itself.
    """
    if kind is OwnItem.MEASURES:
        return (year,)
    words = arabic_digits(catalogue.report_covers)
    named = [int(found) for found in _YEAR.findall(words)]
    same = [year.be] if _SAME_YEAR in words else []
    before = [year.be - 1] if _YEAR_BEFORE in words else []
    wanted = dict.fromkeys((*named, *same, *before) or (year.be,))
    return tuple(FiscalYear(be) for be in wanted if EARLIEST <= be <= LATEST)


@dataclass(frozen=True)
class OwnState:
    """What the program has for such an item in one of the years it may be about.

    ``measures`` is how many measures the year has, None where the year is not in the database. ``frozen`` is the
    round as it was signed, None while it is open.
    """

    kind: OwnItem
    covers: FiscalYear
    round_of: RoundOf
    measures: int | None
    frozen: FrozenRound | None = None

    @property
    def ready(self) -> bool:
        """Whether there is anything to print."""
        return bool(self.measures)

    @property
    def words(self) -> str:
        """ในโปรแกรมมี ๑๒ มาตรการของปี ๒๕๖๙ · รอบ ๑๒ เดือน ยังไม่ปิดรอบ."""
        year = f"ปี {digits(self.covers.be)}"
        if self.measures is None:
            return f"{self.kind.label}{year}: ยังไม่มีปีนั้นในโปรแกรม"
        if not self.measures:
            return f"{self.kind.label}{year}: ยังไม่มีมาตรการ"
        count = f"{digits(self.measures)} มาตรการ"
        if self.kind is OwnItem.MEASURES:
            return f"{self.kind.label}{year}: {count}"
        closed = f"ปิดรอบแล้ว {short_date(self.frozen.at.date())}" if self.frozen else "ยังไม่ปิดรอบ"
        return f"{self.kind.label}{year}: {count} · รอบ {digits(int(self.round_of))} เดือน {closed}"


def state_words(states: Iterable[OwnState]) -> str:
    """What the program has, of every year that the item may be about."""
    return " · ".join(state.words for state in states)


def who_sees_to(item: DisclosureItem, measures: Sequence[Measure]) -> tuple[str, ...]:
    """The divisions that see to an own item where nobody is named yet.

    They are those of the measures that own it, else the one that is responsible for most of the measures.
    """
    owned = dict.fromkeys(
        name for measure in measures if item.code in measure.items for name in measure.divisions
    )
    if owned:
        return tuple(owned)
    counts = Counter(name for measure in measures for name in dict.fromkeys(measure.divisions))
    return tuple(name for name, _ in counts.most_common(1))


def left_to_do(item: DisclosureItem) -> tuple[str, ...]:
    """What is still to be done about an item once its document is there, in the order of doing it."""
    done = item.status is DisclosureStatus.PUBLISHED
    return tuple(
        filter(
            None,
            (
                "" if done and item.url.strip() else "นำไฟล์ขึ้นเว็บไซต์",
                "" if item.url.strip() else "ใส่ลิงก์ (↵)",
                "" if done else "เปลี่ยนสถานะเป็นเผยแพร่แล้ว (วรรค)",
                "" if item.seen else "เห็นบนเว็บไซต์แล้วกด t",
            ),
        )
    )
