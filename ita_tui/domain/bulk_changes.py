"""Changes of many measures at once, as values: each says beforehand which measures it touches, and which it leaves.

What is saved is exactly what the preview holds; nothing is decided again afterwards.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from ita_tui.domain.evidence import Evidence
from ita_tui.domain.measure import FIELD_WORDS, Measure, Proof, WorkStatus
from ita_tui.domain.period import Period
from ita_tui.thai.numerals import digits

_ENDED = frozenset({WorkStatus.COMPLETED, WorkStatus.CANCELLED})
_NOTHING = "ไม่มี"


@dataclass(frozen=True)
class Touched:
    """A measure before and after a change, what stands there in words, and what she should know about it."""

    before: Measure
    after: Measure
    old: str
    new: str
    warning: str = ""


@dataclass(frozen=True)
class Left:
    """A measure that stays as it is, and why."""

    measure: Measure
    why: str


@dataclass(frozen=True)
class Preview:
    """What a change does to the chosen measures; every one of them stands in just one of the two lists."""

    change: "BulkChange"
    touched: tuple[Touched, ...]
    left: tuple[Left, ...]


class BulkChange(ABC):
    """One change of one field. ``words`` is what the history calls it."""

    field: ClassVar[str] = ""
    """The word of the field that is changed."""

    @property
    @abstractmethod
    def words(self) -> str:
        """The change as it is spoken: สถานะเป็น แล้วเสร็จ."""

    @abstractmethod
    def on(self, measure: Measure) -> Touched | Left:
        """What becomes of one measure."""

    def preview(self, measures: Iterable[Measure]) -> Preview:
        """What becomes of these measures."""
        found = [self.on(measure) for measure in measures]
        return Preview(
            self,
            tuple(one for one in found if isinstance(one, Touched)),
            tuple(one for one in found if isinstance(one, Left)),
        )


@dataclass(frozen=True)
class StatusChange(BulkChange):
    """Another status of the work; what is not to be carried out needs its reason (ValueError without one)."""

    status: WorkStatus
    reason: str = ""
    field: ClassVar[str] = FIELD_WORDS["status"]

    def __post_init__(self) -> None:
        if self.status is WorkStatus.CANCELLED and not self.reason.strip():
            raise ValueError("what is not carried out needs a reason")

    @property
    def words(self) -> str:
        return f"{self.field}เป็น {self.status.label}"

    def on(self, measure: Measure) -> Touched | Left:
        if measure.status is self.status:
            return Left(measure, f"{self.status.label}อยู่แล้ว")
        after = replace(measure, status=self.status)
        if self.status is WorkStatus.CANCELLED:
            after = replace(after, cancel_reason=self.reason.strip())
        return Touched(measure, after, _status(measure.status), _status(self.status), self._warning(measure))

    def _warning(self, measure: Measure) -> str:
        if measure.status is WorkStatus.CANCELLED:
            return f"เดิมไม่ดำเนินการ: {measure.cancel_reason.strip() or 'ไม่ได้ระบุเหตุผล'}"
        open_steps = sum(step.status not in _ENDED for step in measure.steps)
        if self.status is WorkStatus.COMPLETED and open_steps:
            return f"ยังเหลือขั้นตอนที่ไม่เสร็จ {digits(open_steps)} ขั้นตอน"
        ended = sum(step.status is WorkStatus.COMPLETED for step in measure.steps)
        if self.status is WorkStatus.NOT_STARTED and ended:
            return f"มีขั้นตอนที่เสร็จแล้ว {digits(ended)} ขั้นตอน"
        return ""


@dataclass(frozen=True)
class ResponsibleChange(BulkChange):
    """Other divisions are responsible, or (``adding``) these as well as those that are there.

    Without ``adding`` the words of who is responsible become the divisions' names, as they are to be printed, and
    sections of other divisions go; words that name these divisions and no other stay as they were written.
    ``sections`` are those of the chosen divisions, which may stay.
    """

    divisions: tuple[str, ...]
    adding: bool = False
    sections: frozenset[str] = frozenset()
    field: ClassVar[str] = FIELD_WORDS["responsible"]

    @property
    def words(self) -> str:
        return f"{'เพิ่ม' if self.adding else ''}{self.field}{'' if self.adding else 'เป็น'} {', '.join(self.divisions)}"

    def on(self, measure: Measure) -> Touched | Left:
        after = self._added(measure) if self.adding else self._put(measure)
        if after == measure:
            return Left(measure, "เป็นผู้รับผิดชอบอยู่แล้ว")
        gone = [name for name in measure.sections if name not in after.sections]
        warning = f"งานที่ระบุไว้จะหายไป: {', '.join(gone)}" if gone else ""
        return Touched(measure, after, _who(measure), _who(after), warning)

    def _put(self, measure: Measure) -> Measure:
        if set(measure.divisions) == set(self.divisions) and all(
            name in measure.responsible for name in self.divisions
        ):
            return measure
        kept = tuple(name for name in measure.sections if name in self.sections)
        names = ", ".join(self.divisions)
        return replace(measure, divisions=self.divisions, sections=kept, responsible=names)

    def _added(self, measure: Measure) -> Measure:
        new = [name for name in self.divisions if name not in measure.divisions]
        if not new:
            return measure
        written = measure.responsible.strip() or ", ".join(measure.divisions)
        unnamed = [name for name in new if name not in written]
        return replace(
            measure,
            divisions=(*measure.divisions, *new),
            responsible=", ".join(filter(None, (written, *unnamed))),
        )


@dataclass(frozen=True)
class PeriodChange(BulkChange):
    """Another period, with its words as they are to be printed."""

    period: Period
    field: ClassVar[str] = FIELD_WORDS["period"]

    @property
    def words(self) -> str:
        return f"{self.field}เป็น {self.period.text}"

    def on(self, measure: Measure) -> Touched | Left:
        if measure.period == self.period:
            return Left(measure, "ระยะเวลานี้อยู่แล้ว")
        warning = "" if self.period.span else "อ่านเป็นวันไม่ได้ จึงไม่เตือนเมื่อเกินกำหนด"
        after = replace(measure, period=self.period)
        return Touched(measure, after, measure.period.text or _NOTHING, self.period.text or _NOTHING, warning)


@dataclass(frozen=True)
class ProofChange(BulkChange):
    """Another level of proof."""

    proof: Proof
    field: ClassVar[str] = FIELD_WORDS["proof"]

    @property
    def words(self) -> str:
        return f"{self.field}เป็น {self.proof.label}"

    def on(self, measure: Measure) -> Touched | Left:
        if measure.proof is self.proof:
            return Left(measure, f"{self.proof.label}อยู่แล้ว")
        count, warning = len(measure.evidence), ""
        if self.proof is Proof.NONE and count:
            warning = f"มีหลักฐานแนบอยู่ {digits(count)} รายการ"
        elif self.proof is not Proof.NONE and not count:
            warning = "ยังไม่มีหลักฐานแนบ"
        after = replace(measure, proof=self.proof)
        return Touched(measure, after, measure.proof.label, self.proof.label, warning)


@dataclass(frozen=True)
class EvidenceLink(BulkChange):
    """A piece of evidence that is there proves these measures too; proof that was none becomes partial by it."""

    piece: Evidence
    field: ClassVar[str] = FIELD_WORDS["evidence"]

    @property
    def words(self) -> str:
        return f"ใช้หลักฐาน «{self.piece.title}»"

    def on(self, measure: Measure) -> Touched | Left:
        if any(one.id == self.piece.id for one in measure.evidence):
            return Left(measure, "ใช้หลักฐานนี้อยู่แล้ว")
        files = {file.sha256 for file in self.piece.current_files}
        for one in measure.evidence:
            if any(file.sha256 in files for file in one.current_files):
                return Left(measure, f"มีไฟล์เดียวกันอยู่แล้วในหลักฐาน «{one.title}»")
        proof = Proof.PARTIAL if measure.proof is Proof.NONE else measure.proof
        after = replace(measure, evidence=(*measure.evidence, self.piece), proof=proof)
        return Touched(measure, after, _proved(measure), _proved(after))


def _status(status: WorkStatus) -> str:
    return f"{status.sign} {status.label}"


def _who(measure: Measure) -> str:
    return " ".join((measure.responsible or ", ".join(measure.divisions)).split()) or _NOTHING


def _proved(measure: Measure) -> str:
    return f"{digits(len(measure.evidence))} รายการ ({measure.proof.label})"
