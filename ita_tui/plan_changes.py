"""What is changed of a year's plan as a whole: order, copies, templates, proposals taken up, many measures at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ita_tui import places
from ita_tui.domain.backups import BackupKind
from ita_tui.domain.bulk_changes import EvidenceLink, Preview
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure
from ita_tui.domain.measure_template import MeasureTemplate
from ita_tui.domain.planning import duplicate, listed_numbers, shifted, taken_up
from ita_tui.keeping import backed_up_before
from ita_tui.rulebook.measure_templates import templates_with
from ita_tui.thai.numerals import thai_digits

if TYPE_CHECKING:
    from store.database import Store


def move_measure(store: "Store", year: FiscalYear, measure: Measure, past: int) -> dict[int, int]:
    """Move a measure to the place of another one (``past``, its id), as one step; every number by id as it is then.

    All measures of the year, or all proposals, are numbered 1 … n anew. Raises MeasureGoneError.
    """
    with store.one_step(f"ย้าย{_name(measure)}"):
        numbers = store.measures.numbers(year, proposals=measure.proposal)
        order = tuple(numbers)
        for one in {_id(measure), past} - numbers.keys():
            store.measures.get(one)  # says that it is gone
        order = shifted(order, _id(measure), order.index(past) - order.index(_id(measure)))
        _number(store, order, numbers)
    return {one: number for number, one in enumerate(order, start=1)}


def copy_measure(store: "Store", year: FiscalYear, measure: Measure) -> Measure:
    """Put a copy of a measure's plan behind it, as one step; what follows is numbered anew. Raises MeasureGoneError."""
    with store.one_step(f"ทำสำเนา{_name(measure)}"):
        numbers = store.measures.numbers(year, proposals=measure.proposal)
        original = store.measures.get(_id(measure))
        (copy,) = store.measures.add(year, [duplicate(original, max(numbers.values(), default=0) + 1)])
        order = list(numbers)
        order.insert(order.index(_id(original)) + 1, _id(copy))
        _number(store, order, {**numbers, _id(copy): copy.number})
        return store.measures.get(_id(copy))


def _number(store: "Store", order: Sequence[int], numbers: Mapping[int, int]) -> None:
    """Number 1 … n in an order, and write those alone whose number is another one."""
    new = {one: number for number, one in enumerate(order, start=1) if numbers[one] != number}
    if new:
        store.measures.renumber(new)


def take_up(
    store: "Store", year: FiscalYear, proposals: Sequence[Measure], *, keep: bool
) -> tuple[Measure, ...]:
    """Make proposals measures of the year, as one step; ``keep`` leaves the proposals where they are as well."""
    backed_up_before(store, BackupKind.BEFORE_BULK)
    words = f"ตั้งข้อเสนอมาตรการ {thai_digits(listed_numbers(proposals))} เป็นมาตรการ"
    with store.one_step(words):
        now = [store.measures.get(_id(proposal)) for proposal in proposals]
        measures = taken_up(now, store.measures.numbers(year).values())
        if keep:
            return store.measures.add(year, [_without_past(measure) for measure in measures])
        store.measures.save_each(measures)
        left = store.measures.numbers(year, proposals=True)
        _number(store, tuple(left), left)
        return tuple(store.measures.get(_id(measure)) for measure in measures)


def _without_past(measure: Measure) -> Measure:
    """A new measure with the plan of a proposal, under the same title."""
    return replace(duplicate(measure, measure.number), title=measure.title)


def change_many(store: "Store", preview: Preview) -> None:
    """Save what a preview holds, as one step, with a backup before. A refusal leaves every one of the measures as it was."""
    touched, change = preview.touched, preview.change
    if len(touched) > 1:
        backed_up_before(store, BackupKind.BEFORE_BULK)
    with store.one_step(f"มาตรการ {thai_digits(len(touched))} รายการ: {change.words}"):
        if isinstance(change, EvidenceLink):
            for one in touched:
                store.evidence.link(change.piece.id or 0, _id(one.before))
        else:
            store.measures.save_each([one.after for one in touched])


def remove_many(store: "Store", measures: Sequence[Measure]) -> None:
    """Take measures or proposals out of the year, as one step, with a backup before where there are several."""
    if len(measures) > 1:
        backed_up_before(store, BackupKind.BEFORE_BULK)
    store.measures.remove([_id(measure) for measure in measures])


def measure_templates(store: "Store") -> tuple[MeasureTemplate, ...]:
    """The templates of measures, the secretary's own among them. Raises TemplatesError and OwnFileUnreadable."""
    return templates_with(places.own_templates(store.path))


def add_from_template(
    store: "Store",
    year: FiscalYear,
    template: MeasureTemplate,
    divisions: Sequence[str],
    *,
    proposal: bool = False,
) -> Measure:
    """Add the measure of a template at the end of the year's measures (or proposals), as one step."""
    with store.one_step(f"เพิ่มมาตรการจากแม่แบบ «{template.title}»"):
        numbers = store.measures.numbers(year, proposals=proposal)
        number = max(numbers.values(), default=0) + 1
        (added,) = store.measures.add(year, [template.measure(number, year, divisions, proposal=proposal)])
        return added


def _id(measure: Measure) -> int:
    assert measure.id is not None
    return measure.id


def _name(measure: Measure) -> str:
    return f"{'ข้อเสนอมาตรการ' if measure.proposal else 'มาตรการ'} {thai_digits(measure.number)}"
