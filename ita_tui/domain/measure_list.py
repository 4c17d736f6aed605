"""Which measures are listed, and in which order: a filter is a value with a spoken description."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ita_tui.domain.measure import FIELD_WORDS, Measure, Proof, WorkStatus
from ita_tui.domain.progress import (
    is_behind,
    is_due_soon,
    is_due_this_month,
    is_overdue,
    is_ready_to_sign,
    lacks_evidence,
    progress,
)
from ita_tui.thai.names import sort_key
from ita_tui.thai.numerals import digits
from ita_tui.thai.searching import NOTHING_MARKED, Marks, Searched, find


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


DUE_THIS_MONTH, READY_TO_SIGN = "ครบกำหนดเดือนนี้", "พร้อมลงนาม"


@dataclass(frozen=True)
class MeasureFilter:
    """What is asked of the measures that are listed; empty means all of the year's measures.

    ``ids`` lets through those alone that were found elsewhere; ``ids_words`` says what they have in common.
    """

    text: str = ""
    status: WorkStatus | None = None
    proof: Proof | None = None
    division: str = ""
    flag: Flag | None = None
    proposals: bool = False
    order: Order = Order.NUMBER
    due_this_month: bool = False
    ready_to_sign: bool = False
    ids: frozenset[int] | None = None
    ids_words: str = ""

    @property
    def words(self) -> str:
        """The filter as it is spoken, empty where it lets everything through."""
        parts = [
            "ข้อเสนอมาตรการ" if self.proposals else "",
            self._found_words,
            self.status.label if self.status else "",
            self.flag.full_label if self.flag else "",
            DUE_THIS_MONTH if self.due_this_month else "",
            READY_TO_SIGN if self.ready_to_sign else "",
            self.proof.full_label if self.proof else "",
            self.division,
            f"«{self.text}»" if self.text.strip() else "",
            f"เรียงตาม{self.order.label}" if self.order is not Order.NUMBER else "",
        ]
        return " · ".join(part for part in parts if part)

    @property
    def _found_words(self) -> str:
        if self.ids is None:
            return ""
        return self.ids_words or f"เฉพาะ {digits(len(self.ids))} มาตรการที่เลือกมา"

    def lets(self, measure: Measure, today: date) -> bool:
        """Whether a measure passes, its text apart."""
        return (
            (self.status is None or measure.status is self.status)
            and (self.proof is None or measure.proof is self.proof)
            and (not self.division or self.division in measure.divisions)
            and (self.flag is None or self.flag.holds(measure, today))
            and (self.ids is None or measure.id in self.ids)
            and (not self.due_this_month or is_due_this_month(measure, today))
            and (not self.ready_to_sign or is_ready_to_sign(measure))
        )


@dataclass(frozen=True)
class FoundMeasures:
    """The measures that a filter lets through, in its order; what of their texts its search found, and how."""

    measures: tuple[Measure, ...]
    marks: Marks = NOTHING_MARKED
    words: str = ""


@dataclass(frozen=True)
class Listing:
    """Measures with their searched texts, folded once, so that a search answers on every letter."""

    measures: tuple[Measure, ...]
    searched: tuple[Searched, ...]

    @classmethod
    def of(cls, measures: Iterable[Measure]) -> "Listing":
        listed = tuple(measures)
        return cls(listed, tuple(Searched.of(text for _, text in texts_of(measure)) for measure in listed))

    def with_changed(self, measures: Sequence[Measure]) -> "Listing":
        """The same listing where some of its measures, in their places, were changed; the rest is not folded again."""
        searched = (
            folded if new is old else Searched.of(text for _, text in texts_of(new))
            for new, old, folded in zip(measures, self.measures, self.searched, strict=True)
        )
        return Listing(tuple(measures), tuple(searched))

    def search(self, wanted: MeasureFilter, today: date) -> FoundMeasures:
        """Find the measures that a filter lets through; what is only near its text, where nothing else is found."""
        let = [
            (measure, searched)
            for measure, searched in zip(self.measures, self.searched, strict=True)
            if wanted.lets(measure, today)
        ]
        finding = find(wanted.text, [searched for _, searched in let])
        key = _ORDER_KEYS[wanted.order]
        found = (m for (m, _), how in zip(let, finding.closeness, strict=True) if how is not None)
        ordered = tuple(sorted(found, key=lambda measure: (key(measure), measure.number)))
        return FoundMeasures(ordered, finding.marks, finding.words)

    def matching(self, wanted: MeasureFilter, today: date) -> tuple[Measure, ...]:
        """The measures that a filter lets through, in its order."""
        return self.search(wanted, today).measures


def texts_of(measure: Measure) -> tuple[tuple[str, str], ...]:
    """What is searched of a measure, each text with the name of its field; a list holds a text for each entry."""
    fields = (
        "title", "responsible", "divisions", "period", "method", "result", "outcome", "guideline",
        "recommendation", "follow_up", "cancel_reason", "sections", "items",
    )  # fmt: skip
    texts = [(FIELD_WORDS["number"], f"{measure.number}"), ("", f"มาตรการ {measure.number}")]
    for field in fields:
        held = measure.period.text if field == "period" else getattr(measure, field)
        texts += [(FIELD_WORDS[field], text) for text in ((held,) if isinstance(held, str) else held)]
    texts += [(FIELD_WORDS["steps"], step.text) for step in measure.steps]
    texts += [(FIELD_WORDS["evidence"], piece.title) for piece in measure.evidence]
    return tuple(texts)


_ORDER_KEYS: dict[Order, Callable[[Measure], tuple[object, ...]]] = {
    Order.NUMBER: lambda m: (m.number,),
    Order.TITLE: lambda m: (sort_key(m.title),),
    Order.RESPONSIBLE: lambda m: (sort_key(m.responsible),),
    Order.END: lambda m: (m.period.end or date.max,),
    Order.PROGRESS: lambda m: (progress(m) or 0,),
    Order.STATUS: lambda m: (tuple(WorkStatus).index(m.status),),
}
