"""What a division answered in its workbook (แบบตอบ), as values: nothing of it is compared with the year yet."""

from dataclasses import dataclass
from datetime import date

from ita_tui.domain.disclosure import DisclosureStatus
from ita_tui.domain.handed_out import HandedRow
from ita_tui.domain.measure import WorkStatus


@dataclass(frozen=True)
class TypedLink:
    """A link that was named as evidence, with the words beside it; ``as_typed`` where it was put right, else empty."""

    url: str
    title: str = ""
    as_typed: str = ""


@dataclass(frozen=True)
class TypedNote:
    """Words about a measure; ``on`` is the day they tell, None where they tell none."""

    text: str
    on: date | None = None


@dataclass(frozen=True)
class MeasureAnswer:
    """The filled-in cells of a measure's row; what was left empty is None or empty.

    ``done`` are the numbers of steps (from 1) that are said to be done, ``everything`` where all of them are.
    ``place`` names the row to her, ``doubts`` say why it may be about another measure.
    """

    handed: HandedRow
    place: str
    status: WorkStatus | None = None
    done: tuple[int, ...] = ()
    everything: bool = False
    percent: int | None = None
    result: str = ""
    links: tuple[TypedLink, ...] = ()
    notes: tuple[TypedNote, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """Everything that was answered, in words: what is lost where the row has no measure any more."""
        steps = ", ".join(map(str, self.done)) or ("ทั้งหมด" if self.everything else "")
        told = (
            self.status.label if self.status else "",
            f"ขั้นตอนที่เสร็จแล้ว {steps}" if steps else "",
            "" if self.percent is None else f"ร้อยละ {self.percent}",
            self.result,
            *(link.url for link in self.links),
            *(note.text for note in self.notes),
        )
        return tuple(filter(None, told))


@dataclass(frozen=True)
class ItemAnswer:
    """The filled-in cells of an OIT item's row, like those of a measure."""

    handed: HandedRow
    place: str
    status: DisclosureStatus | None = None
    link: TypedLink | None = None
    note: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        told = (self.status.label if self.status else "", self.link.url if self.link else "", self.note)
        return tuple(filter(None, told))


@dataclass(frozen=True)
class Answers:
    """A workbook that came back: whose it is, what was answered, and what could not be read, a sentence each."""

    name: str
    agency: str
    year: int
    division: str
    handed: date | None = None
    measures: tuple[MeasureAnswer, ...] = ()
    items: tuple[ItemAnswer, ...] = ()
    doubts: tuple[str, ...] = ()
