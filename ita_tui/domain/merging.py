"""Decides how a report that is read in meets the measures that a year already has."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from ita_tui.domain.evidence import Evidence
from ita_tui.domain.measure import Measure, ProgressNote, Proof, Step, WorkStatus

# Texts and values that a merge may fill in where she has left them empty.
_FILLABLE = (
    "guideline", "method", "steps", "responsible", "divisions", "sections", "result", "outcome",
    "recommendation", "follow_up", "issue", "weak_item", "items", "notes", "evidence", "percent",
)  # fmt: skip
_EMPTY: tuple[object, ...] = ("", (), None)
_NUMBERED = (Step, ProgressNote, Evidence)


@dataclass(frozen=True)
class Merge:
    """What reading in does: measures added, measures with empty fields filled, fields kept as they were.

    ``kept`` names (measure number, field) where both sides had something else: hers stays.
    """

    added: tuple[Measure, ...]
    filled: tuple[Measure, ...] = ()
    kept: tuple[tuple[int, str], ...] = ()


def merge(present: Sequence[Measure], incoming: Sequence[Measure], taken: Collection[int] = ()) -> Merge:
    """Match by number and title, else by title alone; fill what is empty, keep what is there, add the rest.

    A number that is in ``taken`` is not given twice: an added measure then gets the next free one.
    """
    added: list[Measure] = []
    filled: list[Measure] = []
    kept: list[tuple[int, str]] = []
    used = set(taken)
    free = list(present)
    for measure in incoming:
        match = counterpart(measure, free)
        if match is None:
            number = measure.number if measure.number not in used else max(used) + 1
            used.add(number)
            added.append(replace(measure, number=number, id=None))
            continue
        free.remove(match)
        full, conflicts = _fill(match, measure)
        if full != match:
            filled.append(full)
        kept += ((match.number, field) for field in conflicts)
    return Merge(tuple(added), tuple(filled), tuple(kept))


def counterpart(measure: Measure, present: Iterable[Measure]) -> Measure | None:
    """The same measure among others: of those with its title the one with its number, else the first.

    Measures without a title are the same only where their numbers are.
    """
    title = _folded(measure.title)
    same = [other for other in present if _folded(other.title) == title]
    numbered = next((other for other in same if other.number == measure.number), None)
    return numbered if numbered or not title or not same else same[0]


def _fill(mine: Measure, theirs: Measure) -> tuple[Measure, list[str]]:
    gains: dict[str, object] = {}
    conflicts: list[str] = []
    for field in _FILLABLE:
        old, new = getattr(mine, field), getattr(theirs, field)
        if old in _EMPTY and new not in _EMPTY:
            gains[field] = new
        elif new not in _EMPTY and _bare(old) != _bare(new):
            conflicts.append(field)
    if not mine.period.text and theirs.period.text:
        gains["period"] = theirs.period
    elif theirs.period.text and mine.period != theirs.period:
        conflicts.append("period")
    if mine.status is WorkStatus.NOT_STARTED:
        gains |= {"status": theirs.status, "cancel_reason": mine.cancel_reason or theirs.cancel_reason}
    if "evidence" in gains and mine.proof is Proof.NONE:
        gains["proof"] = theirs.proof
    return replace(mine, **gains), conflicts  # type: ignore[arg-type]  # the fields are Measure's own


def _bare(value: object) -> object:
    """A value without the numbers that the store gave its parts: they say nothing about what stands there."""
    if not isinstance(value, tuple):
        return value
    return tuple(replace(part, id=None) if isinstance(part, _NUMBERED) else part for part in value)


def _folded(title: str) -> str:
    return re.sub(r"[\s\W_]+", "", unicodedata.normalize("NFC", title)).casefold()
