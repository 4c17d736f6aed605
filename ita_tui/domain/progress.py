"""How far the work is, and what is late: derived here for every screen, command and export, never stored."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from math import floor

from ita_tui.domain.measure import Measure, Proof, Step, WorkStatus
from ita_tui.thai.numerals import digits

# In days and in points of 100.
DUE_SOON_DAYS = 14
BEHIND_POINTS = 20

_OPEN = {WorkStatus.NOT_STARTED, WorkStatus.IN_PROGRESS}


def progress(measure: Measure) -> int | None:
    """Per cent done as it is printed, 0 to 100; None for a cancelled measure, which stays out of every mean.

    Completed counts 100. Otherwise the steps decide by their weights (completed ones count full, cancelled
    ones stay out); without steps the typed percent does, and without one it is 0. That is the ground plan's rule
    for a measure's progress. How it is printed is this program's own rule, for no guide of the assessment has
    one: rounded half up, but 100 only where everything is done and 0 only where nothing is, because the
    committee reads those two as words.
    """
    done = _exact(measure)
    return None if done is None else _printed(done)


def mean_progress(measures: Iterable[Measure]) -> int | None:
    """Mean per cent of the measures that are not cancelled; None where there are none.

    The mean is that of the exact values and is rounded once, as :func:`progress` rounds.
    """
    counted = [done for measure in measures if (done := _exact(measure)) is not None]
    return _printed(sum(counted, Fraction(0)) / len(counted)) if counted else None


def _exact(measure: Measure) -> Fraction | None:
    """Per cent done, not rounded; None for a cancelled measure."""
    if measure.status is WorkStatus.CANCELLED:
        return None
    if measure.status is WorkStatus.COMPLETED:
        return Fraction(100)
    counted = [step for step in measure.steps if step.status is not WorkStatus.CANCELLED]
    if not counted:
        return Fraction(measure.percent or 0)
    done = _weight(step for step in counted if step.status is WorkStatus.COMPLETED)
    return Fraction(100 * done, _weight(counted))


def _printed(done: Fraction) -> int:
    """Rounded half up, but never up to 100 nor down to 0."""
    if done in {0, 100}:
        return int(done)
    return min(99, max(1, floor(done + Fraction(1, 2))))


def is_overdue(measure: Measure, today: date) -> bool:
    """The period ended before today and the work is neither completed nor cancelled."""
    return days_overdue(measure, today) > 0


def days_overdue(measure: Measure, today: date) -> int:
    """Days since the period's last day; 0 for what is not overdue."""
    if measure.period.end is None or measure.status not in _OPEN:
        return 0
    return max(0, (today - measure.period.end).days)


def is_due_soon(measure: Measure, today: date) -> bool:
    """The period ends today or in the next 14 days, and the work is neither completed nor cancelled."""
    if measure.period.end is None or measure.status not in _OPEN:
        return False
    return 0 <= (measure.period.end - today).days <= DUE_SOON_DAYS


def is_behind(measure: Measure, today: date) -> bool:
    """Progress is more than 20 points below the share of the period that has passed before today.

    Asked only between the period's first and last day, of work that is neither completed nor cancelled.
    """
    span, done = measure.period.span, _exact(measure)
    if span is None or done is None or measure.status not in _OPEN or not span.contains(today):
        return False
    passed = (today - span.first).days
    return 100 * passed - done * span.days > BEHIND_POINTS * span.days


def lacks_evidence(measure: Measure) -> bool:
    """Work that is going on or done, with no proof at all."""
    worked = measure.status in {WorkStatus.IN_PROGRESS, WorkStatus.COMPLETED}
    return worked and measure.proof is Proof.NONE


def is_due_this_month(measure: Measure, today: date) -> bool:
    """The period ends in the month of today, and the work is neither completed nor cancelled; late by then or not."""
    end = measure.period.end
    return end is not None and (end.year, end.month) == (today.year, today.month) and measure.status in _OPEN


def is_ready_to_sign(measure: Measure) -> bool:
    """Nothing is missing before the report is signed.

    Completed work is ready with its result written, its proof complete or verified, and no step open; work that is
    not carried out, with its reason.
    """
    if measure.status is WorkStatus.CANCELLED:
        return bool(measure.cancel_reason.strip())
    return (
        measure.status is WorkStatus.COMPLETED
        and bool(measure.result.strip())
        and measure.proof in {Proof.COMPLETE, Proof.VERIFIED}
        and not any(step.status in _OPEN for step in measure.steps)
    )


def late_words(measure: Measure, today: date) -> str:
    """เกินกำหนด ๖ วัน, ครบกำหนดวันนี้, ครบกำหนดใน ๓ วัน or ช้ากว่าแผน, the most pressing one; else empty."""
    if overdue := days_overdue(measure, today):
        return f"เกินกำหนด {digits(overdue)} วัน"
    if is_due_soon(measure, today) and measure.period.end is not None:
        left = (measure.period.end - today).days
        return f"ครบกำหนดใน {digits(left)} วัน" if left else "ครบกำหนดวันนี้"
    return "ช้ากว่าแผน" if is_behind(measure, today) else ""


def _weight(steps: Iterable[Step]) -> int:
    return sum(step.weight for step in steps)
