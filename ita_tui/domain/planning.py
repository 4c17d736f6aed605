"""Planning the measures of a year: their order, copies of them, and proposals that are taken up."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from ita_tui.domain.measure import Measure, Step
from ita_tui.thai.numerals import digits

Place = TypeVar("Place", bound=Hashable)

COPY = "(สำเนา)"
"""What a copy's title ends with until she gives it a title of its own."""


def shifted(places: Sequence[Place], which: Place, by: int) -> tuple[Place, ...]:
    """The same things with ``which`` so many places further down (up, where negative), as far as the list goes.

    Raises ValueError where ``which`` is not among them.
    """
    order = list(places)
    at = order.index(which)
    order.insert(min(max(at + by, 0), len(order) - 1), order.pop(at))
    return tuple(order)


def numbered(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """The measures numbered 1 … n in the order given."""
    return tuple(
        measure if measure.number == number else replace(measure, number=number)
        for number, measure in enumerate(measures, start=1)
    )


def by_number(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """The measures in the order of their numbers; of those with the same number the older one first."""
    return tuple(sorted(measures, key=lambda measure: (measure.number, measure.id or 0)))


def moved(measures: Sequence[Measure], measure_id: int, by: int) -> tuple[Measure, ...]:
    """A measure moved down by so many places (up, where negative), and all of them numbered 1 … n anew.

    Measures and proposals are numbered apart: give one kind. Raises ValueError for an id that is not among them.
    """
    known = {measure.id: measure for measure in by_number(measures)}
    return numbered(known[one] for one in shifted(tuple(known), measure_id, by))


def duplicate(measure: Measure, number: int) -> Measure:
    """A copy of a measure's plan under a new number: nothing of what was done, found or proved, and no past.

    The plan is title, guideline, method, steps, who, when, how it is followed up, issue, OIT items and the results
    that it is to raise.
    """
    return Measure(
        number=number,
        title=f"{measure.title} {COPY}",
        proposal=measure.proposal,
        guideline=measure.guideline,
        method=measure.method,
        steps=tuple(
            Step(step.text, weight=step.weight, responsible=step.responsible) for step in measure.steps
        ),
        responsible=measure.responsible,
        divisions=measure.divisions,
        sections=measure.sections,
        period=measure.period,
        follow_up=measure.follow_up,
        issue=measure.issue,
        weak_item=measure.weak_item,
        items=measure.items,
        answers=measure.answers,
    )


def taken_up(proposals: Iterable[Measure], numbers_taken: Iterable[int]) -> tuple[Measure, ...]:
    """Proposals as measures of the year, in their order, numbered after the last one that is there."""
    first = max(numbers_taken, default=0) + 1
    return tuple(
        replace(proposal, proposal=False, number=number)
        for number, proposal in enumerate(by_number(proposals), start=first)
    )


def listed_numbers(measures: Iterable[Measure]) -> str:
    """๑, ๓–๕, ๙: the numbers of measures, runs of three or more as a range."""
    runs: list[list[int]] = []
    for number in sorted({measure.number for measure in measures}):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        f"{digits(run[0])}–{digits(run[-1])}" if len(run) > 2 else ", ".join(map(digits, run)) for run in runs
    )
