"""What a fiscal year's rulebook says, as values. Each block states how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from ita_tui.domain.agency import AgencyKind, AgencySize
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.instruments import Instrument


class Confidence(StrEnum):
    """How sure a rule is; the value is the word in the rulebook files."""

    VERIFIED = "verified"
    INFERRED = "inferred"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"

    @property
    def label(self) -> str:
        return {
            "verified": "มีเอกสารทางการยืนยัน",
            "inferred": "อนุมานจากรายงานจริง",
            "secondary": "จากแหล่งข้อมูลชั้นรอง",
            "unverified": "ยังไม่พบเอกสารยืนยัน",
        }[self.value]


@dataclass(frozen=True)
class Stated:
    """How sure a block of the rulebook is, with a free note in Thai and its source."""

    confidence: Confidence
    note: str = ""


UNSTATED = Stated(Confidence.UNVERIFIED)


@dataclass(frozen=True)
class Level:
    """A result level: reached at ``total_min`` points of 100, where given with every instrument at its own."""

    label: str
    total_min: Decimal
    every_instrument_min: Decimal | None = None


@dataclass(frozen=True)
class PopulationRule:
    """``percent`` of the population, rounded up, not fewer than ``floor``; everybody below ``floor``.

    Above ``cap_population`` people the minimum is ``cap`` and grows no further.
    """

    percent: int
    floor: int
    cap_population: int
    cap: int


@dataclass(frozen=True)
class FixedMinimum:
    """The fixed minimum of a kind and size of agency (EIT part 1 in later years); None where unreadable."""

    kind: AgencyKind
    size: AgencySize | None
    number: int | None
    note: str = ""


@dataclass(frozen=True)
class MinimumRule:
    """How a survey's minimum is found: by population, by kind and size, or not known (neither)."""

    stated: Stated
    by_population: PopulationRule | None = None
    by_kind: tuple[FixedMinimum, ...] = ()


@dataclass(frozen=True)
class CatalogueItem:
    """An item of the year's OIT catalogue (ข้อ O): ``code`` is o1 …, ``group`` the id of its group or empty."""

    code: str
    name: str
    group: str = ""

    @property
    def number(self) -> int:
        return int(self.code[1:])


@dataclass(frozen=True)
class CatalogueGroup:
    """A sub-indicator of the catalogue, e.g. 9.1 ข้อมูลพื้นฐาน."""

    id: str
    name: str


@dataclass(frozen=True)
class Catalogue:
    """The OIT items of one year. Numbers mean other things in other years.

    ``measures_item`` and ``report_item`` are the codes of the measures themselves and of the report on them.
    """

    items: tuple[CatalogueItem, ...]
    groups: tuple[CatalogueGroup, ...]
    stated: Stated
    groups_stated: Stated
    measures_item: str | None = None
    report_item: str | None = None
    report_covers: str = ""

    def item(self, code: str) -> CatalogueItem | None:
        return next((item for item in self.items if item.code == code), None)


@dataclass(frozen=True)
class YearRules:
    """One fiscal year's rules of the ITA.

    ``weights`` are in points of 100. ``levels`` run from the highest to the lowest, whose bound is 0.
    ``eit_parts_apart`` says whether "every instrument" of a level asks each EIT part by itself.
    ``minimums`` has a rule for each survey that people answer by themselves.
    ``question_indicator`` maps question codes (i1 …, e1 …) to indicators 1–10 where known.
    """

    year: FiscalYear
    weights: Mapping[Instrument, Decimal]
    weights_stated: Stated
    levels: tuple[Level, ...]
    pass_mark: Decimal
    levels_stated: Stated
    minimums: Mapping[Instrument, MinimumRule]
    catalogue: Catalogue
    issues: tuple[str, ...] = ()
    question_indicator: Mapping[str, int] = field(default_factory=dict)
    eit_parts_apart: bool = False
    issues_stated: Stated = UNSTATED
    questions_stated: Stated = UNSTATED

    @property
    def surveys(self) -> tuple[Instrument, ...]:
        """The surveys of the year, in print order: IIT and EIT, or IIT and the two parts of EIT."""
        return tuple(instrument for instrument in self.weights if instrument is not Instrument.OIT)
