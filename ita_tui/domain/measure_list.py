"""Which measures are listed, and in which order: a filter is a value with a spoken description."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ita_tui.domain.measure import Measure, Proof, WorkStatus
from ita_tui.domain.progress import is_behind, is_due_soon, is_overdue, lacks_evidence, progress
from ita_tui.thai.names import sort_key
from ita_tui.thai.numerals import arabic_digits
from ita_tui.thai.typed import clean_input


class Flag(StrEnum):
    """What is derived from a measure and the day, never stored."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    BEHIND = "behind"
    NO_EVIDENCE = "no_evidence"

    @property
    def label(self) -> str:
        return {
            "overdue": "เกินกำหนด",
            "due_soon": "ใกล้ครบกำหนด",
            "behind": "ช้ากว่าแผน",
            "no_evidence": "ขาดหลักฐาน",
        }[self.value]

    @property
    def full_label(self) -> str:
        """The label where there is room. Its words are not those of a proof level, which counts other measures."""
        return "ทำแล้วยังไม่มีหลักฐาน" if self is Flag.NO_EVIDENCE else self.label

    @property
    def sign(self) -> str:
        return {"overdue": "!", "due_soon": "▲", "behind": "▽", "no_evidence": "?"}[self.value]

    def holds(self, measure: Measure, today: date) -> bool:
        match self:
            case Flag.OVERDUE:
                return is_overdue(measure, today)
            case Flag.DUE_SOON:
                return is_due_soon(measure, today)
            case Flag.BEHIND:
                return is_behind(measure, today)
            case Flag.NO_EVIDENCE:
                return lacks_evidence(measure)


def flags(measure: Measure, today: date) -> tuple[Flag, ...]:
    """What must be said about a measure today, the most urgent first."""
    return tuple(flag for flag in Flag if flag.holds(measure, today))


class Order(StrEnum):
    """The order of a list."""

    NUMBER = "number"
    TITLE = "title"
    RESPONSIBLE = "responsible"
    END = "end"
    PROGRESS = "progress"
    STATUS = "status"

    @property
    def label(self) -> str:
        return {
            "number": "ลำดับ",
            "title": "ชื่อมาตรการ",
            "responsible": "ผู้รับผิดชอบ",
            "end": "วันสิ้นสุด",
            "progress": "ความคืบหน้า",
            "status": "สถานะ",
        }[self.value]


@dataclass(frozen=True)
class MeasureFilter:
    """What is asked of the measures that are listed; empty means all of the year's measures."""

    text: str = ""
    status: WorkStatus | None = None
    proof: Proof | None = None
    division: str = ""
    flag: Flag | None = None
    proposals: bool = False
    order: Order = Order.NUMBER

    @property
    def words(self) -> str:
        """The filter as it is spoken, empty where it lets everything through."""
        parts = [
            "ข้อเสนอมาตรการ" if self.proposals else "",
            self.status.label if self.status else "",
            self.flag.full_label if self.flag else "",
            self.proof.full_label if self.proof else "",
            self.division,
            f"«{self.text}»" if self.text.strip() else "",
            f"เรียงตาม{self.order.label}" if self.order is not Order.NUMBER else "",
        ]
        return " · ".join(part for part in parts if part)

    def lets(self, measure: Measure, today: date) -> bool:
        """Whether a measure passes, its text apart."""
        return (
            (self.status is None or measure.status is self.status)
            and (self.proof is None or measure.proof is self.proof)
            and (not self.division or self.division in measure.divisions)
            and (self.flag is None or self.flag.holds(measure, today))
        )


@dataclass(frozen=True)
class Listing:
    """Measures with their searched texts, folded once, so that a search answers on every letter."""

    measures: tuple[Measure, ...]
    searched: tuple[str, ...]

    @classmethod
    def of(cls, measures: Iterable[Measure]) -> "Listing":
        listed = tuple(measures)
        return cls(listed, tuple(_searched(measure) for measure in listed))

    def matching(self, wanted: MeasureFilter, today: date) -> tuple[Measure, ...]:
        """The measures that a filter lets through, in its order."""
        text = folded(wanted.text)
        found = [
            measure
            for measure, searched in zip(self.measures, self.searched, strict=True)
            if text in searched and wanted.lets(measure, today)
        ]
        key = _ORDER_KEYS[wanted.order]
        return tuple(sorted(found, key=lambda measure: (key(measure), measure.number)))


def folded(text: str) -> str:
    """A text as it is searched: Arabic digits, no blanks, no case, one form of each letter however it was typed."""
    return re.sub(r"\s+", "", arabic_digits(unicodedata.normalize("NFKC", clean_input(text)))).casefold()


def _searched(measure: Measure) -> str:
    parts = (
        str(measure.number), measure.title, measure.responsible, measure.period.text, measure.method,
        measure.result, measure.outcome, *measure.divisions, *measure.sections, *measure.items,
    )  # fmt: skip
    return "\n".join(folded(part) for part in parts)


_ORDER_KEYS: dict[Order, Callable[[Measure], tuple[object, ...]]] = {
    Order.NUMBER: lambda m: (m.number,),
    Order.TITLE: lambda m: (sort_key(m.title),),
    Order.RESPONSIBLE: lambda m: (sort_key(m.responsible),),
    Order.END: lambda m: (m.period.end or date.max,),
    Order.PROGRESS: lambda m: (progress(m) or 0,),
    Order.STATUS: lambda m: (tuple(WorkStatus).index(m.status),),
}
