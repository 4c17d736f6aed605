"""What each division (ส่วนราชการ) sees to: its measures and steps, its OIT items, and what a meeting asked of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ita_tui.domain.agency import Division
from ita_tui.domain.disclosure import DisclosureItem, DisclosureStatus
from ita_tui.domain.measure import Measure, Step, WorkStatus
from ita_tui.domain.measure_list import Flag
from ita_tui.domain.meetings import Meeting, Resolution, open_resolutions
from ita_tui.domain.progress import late_words
from ita_tui.domain.report import Report
from ita_tui.thai.folding import folded
from ita_tui.thai.numerals import digits

NO_DIVISION = "ยังไม่ระบุส่วนราชการ"
NO_LINK = "ยังไม่มีลิงก์"
_LETTER = "\x00"
"""Stands where a name was found, so that a shorter one is not found inside it."""


@dataclass(frozen=True)
class OwnMeasure:
    """A measure of a division. ``steps`` are those that name it; not ``whole``, nothing else of the measure is its own."""

    measure: Measure
    whole: bool = True
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class DivisionWork:
    """All that one division sees to; ``name`` is empty for what nobody was named for.

    ``resolutions`` are open, each with the meeting that decided it.
    """

    name: str
    contact: str = ""
    measures: tuple[OwnMeasure, ...] = ()
    items: tuple[DisclosureItem, ...] = ()
    resolutions: tuple[tuple[Meeting, Resolution], ...] = ()

    @property
    def label(self) -> str:
        """The name as it is shown."""
        return self.name or NO_DIVISION


def work_by_division(report: Report, earlier: Iterable[Meeting] = ()) -> tuple[DivisionWork, ...]:
    """The work of each division in the agency's order, without those that have none; last what nobody is named for.

    Something that several divisions see to stands with each of them, and once with each. The open resolutions of
    ``earlier``, the meetings of the year before, are among them.
    """
    known = Names.of(report)
    measures: dict[str, list[OwnMeasure]] = {}
    items: dict[str, list[DisclosureItem]] = {}
    resolutions: dict[str, list[tuple[Meeting, Resolution]]] = {}
    for measure in report.measures:
        for name, own in _of_measure(measure, known):
            measures.setdefault(name, []).append(own)
    for item in report.disclosure:
        for name in known.responsible(item.divisions, item.responsible):
            items.setdefault(name, []).append(item)
    for pair in (*open_resolutions(earlier), *open_resolutions(report.meetings)):
        for name in known.responsible((), pair[1].who):
            resolutions.setdefault(name, []).append(pair)
    contacts = {division.name: division.contact.strip() for division in report.divisions}
    working = measures.keys() | items.keys() | resolutions.keys()
    return tuple(
        DivisionWork(
            name,
            contacts.get(name, ""),
            tuple(measures.get(name, ())),
            tuple(items.get(name, ())),
            tuple(resolutions.get(name, ())),
        )
        for name in (*known.names, "")
        if name in working
    )


@dataclass(frozen=True)
class Names:
    """The divisions there are, and every name by which a text may mean one: its own, or that of a section of it."""

    names: tuple[str, ...]
    spoken: Mapping[str, str]

    @classmethod
    def of(cls, report: Report) -> "Names":
        """The agency's list first, then what measures and items name besides."""
        listed = [division.name for division in report.divisions]
        of_measures = (name for measure in report.measures for name in measure.divisions)
        of_items = (name for item in report.disclosure for name in item.divisions)
        names = tuple(dict.fromkeys(name for name in (*listed, *of_measures, *of_items) if name.strip()))
        spoken = {**_sections(report.divisions), **{folded(name): name for name in names}}
        return cls(names, {words: spoken[words] for words in sorted(spoken, key=len, reverse=True)})

    def responsible(self, divisions: Iterable[str], words: str) -> tuple[str, ...]:
        """The divisions that were chosen, else those that the words name, else the one without a name."""
        chosen = tuple(dict.fromkeys(name for name in divisions if name.strip()))
        return chosen or self.named_in(words) or ("",)

    def named_in(self, words: str) -> tuple[str, ...]:
        """The divisions that a text names, in the agency's order: กองช่าง is not found in กองช่างสุขาภิบาล."""
        left, found = folded(words), set()
        for spoken, name in self.spoken.items():
            if spoken in left:
                found.add(name)
                left = left.replace(spoken, _LETTER)
        return tuple(name for name in self.names if name in found)


def _sections(divisions: Sequence[Division]) -> dict[str, str]:
    """Sections by their names, each with its division; a name that several divisions have says nothing."""
    owners: dict[str, set[str]] = {}
    for division in divisions:
        for section in division.sections:
            owners.setdefault(folded(section.name), set()).add(division.name)
    return {words: next(iter(names)) for words, names in owners.items() if words and len(names) == 1}


def _of_measure(measure: Measure, known: Names) -> Iterator[tuple[str, OwnMeasure]]:
    own = known.responsible(measure.divisions, measure.responsible)
    steps: dict[str, list[Step]] = {}
    for step in measure.steps:
        for name in known.named_in(step.responsible) if step.status is not WorkStatus.CANCELLED else ():
            steps.setdefault(name, []).append(step)
    if own == ("",) and steps:  # nobody is named but by the steps: those see to the whole of it
        own = tuple(steps)
    for name in dict.fromkeys((*own, *steps)):
        yield name, OwnMeasure(measure, whole=name in own, steps=tuple(steps.get(name, ())))


# --- what is missing -------------------------------------------------------------------------------------------

_OPEN = frozenset({WorkStatus.NOT_STARTED, WorkStatus.IN_PROGRESS})
_WORKED = frozenset({WorkStatus.IN_PROGRESS, WorkStatus.COMPLETED})


def flags_for(own: OwnMeasure, today: date) -> tuple[Flag, ...]:
    """What a division is asked about a measure, of lateness and evidence.

    Where only steps are its own, it is late with a step that is open, and owes evidence of a step that was worked on.
    """
    statuses = {step.status for step in own.steps}
    asked = []
    for flag, of_steps in ((Flag.OVERDUE, _OPEN), (Flag.DUE_SOON, _OPEN), (Flag.NO_EVIDENCE, _WORKED)):
        if flag.holds(own.measure, today) and (own.whole or statuses & of_steps):
            asked.append(flag)
    return tuple(asked)


def missing_of_measure(measure: Measure, today: date) -> tuple[str, ...]:
    """What a measure still lacks on a day, the most pressing first; nothing for one that is not carried out."""
    if measure.status is WorkStatus.CANCELLED:
        return ()
    steps = sum(step.status in _OPEN for step in measure.steps)
    told = (
        late_words(measure, today),
        f"เหลือ {digits(steps)} ขั้นตอน" if steps else "",
        "ยังไม่มีผลการดำเนินการ" if measure.status in _WORKED and not measure.result.strip() else "",
        "ยังไม่มีหลักฐาน" if Flag.NO_EVIDENCE.holds(measure, today) else "",
    )
    return tuple(filter(None, told))


def missing_of_item(item: DisclosureItem) -> tuple[str, ...]:
    """What an OIT item still lacks."""
    if item.status is DisclosureStatus.NOT_APPLICABLE:
        return ()
    out = item.status is DisclosureStatus.PUBLISHED
    return tuple(filter(None, (NO_LINK if not item.url.strip() else "", "" if out else "ยังไม่เผยแพร่")))


def due_words(resolution: Resolution, today: date) -> str:
    """เกิน ๓ วัน, ครบกำหนดวันนี้, ครบกำหนดใน ๔ วัน; ไม่ได้กำหนดวัน where no day was set."""
    if resolution.due is None:
        return "ไม่ได้กำหนดวัน"
    if late := resolution.days_overdue(today):
        return f"เกิน {digits(late)} วัน"
    left = (resolution.due - today).days
    return f"ครบกำหนดใน {digits(left)} วัน" if left else "ครบกำหนดวันนี้"
