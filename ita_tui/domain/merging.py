"""Decides how a report that is read in meets the measures that a year already has."""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from ita_tui.domain.evidence import Evidence
from ita_tui.domain.measure import Measure, ProgressNote, Proof, Step, WorkStatus
from ita_tui.domain.period import Period
from ita_tui.thai.numerals import arabic_digits
from ita_tui.thai.typed import clean_input

# Texts and values that a merge may fill in where she has left them empty.
_FILLABLE = (
    "guideline", "method", "steps", "responsible", "divisions", "sections", "result", "outcome",
    "recommendation", "follow_up", "issue", "weak_item", "items", "answers", "notes", "evidence", "percent", "period",
    "cancel_reason",
)  # fmt: skip
_EMPTY: tuple[object, ...] = ("", (), None, Period())
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
    for measure, match in zip(incoming, _matches(present, incoming), strict=True):
        if match is None:
            number = measure.number if measure.number not in used else max(used) + 1
            used.add(number)
            added.append(replace(measure, number=number, id=None))
            continue
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


def _matches(present: Sequence[Measure], incoming: Sequence[Measure]) -> list[Measure | None]:
    """The counterpart of each, none twice: those that agree in number and title find each other first."""
    free = list(present)
    found: dict[int, Measure] = {}
    for by_title_alone in (False, True):
        for place, measure in enumerate(incoming):
            match = None if place in found else counterpart(measure, free)
            if match is not None and (by_title_alone or match.number == measure.number):
                free.remove(match)
                found[place] = match
    return [found.get(place) for place in range(len(incoming))]


def _fill(mine: Measure, theirs: Measure) -> tuple[Measure, list[str]]:
    gains: dict[str, object] = {}
    conflicts: list[str] = []
    for field in _FILLABLE:
        old, new = getattr(mine, field), getattr(theirs, field)
        if new in _EMPTY or _bare(old) == _bare(new):
            continue
        if old in _EMPTY and not _would_contradict(field, mine, theirs):
            gains[field] = new
        else:
            conflicts.append(field)
    if mine.status is WorkStatus.NOT_STARTED:
        gains["status"] = theirs.status
    elif theirs.status not in {WorkStatus.NOT_STARTED, mine.status}:
        conflicts.append("status")
    if "evidence" in gains and mine.proof is Proof.NONE:
        gains["proof"] = theirs.proof
    return replace(mine, **gains), conflicts  # type: ignore[arg-type]  # the fields are Measure's own


def _would_contradict(field: str, mine: Measure, theirs: Measure) -> bool:
    """Whether filling an empty field would take the meaning from what she entered in another one.

    Steps decide over a percent that was typed, and divisions and sections belong to the words of who is
    responsible.
    """
    if field == "steps":
        return mine.percent is not None
    if field in {"divisions", "sections"}:
        return bool(mine.responsible) and _folded(mine.responsible) != _folded(theirs.responsible)
    return False


def _bare(value: object) -> object:
    """A value without the numbers that the store gave its parts: they say nothing about what stands there."""
    if not isinstance(value, tuple):
        return value
    return tuple(replace(part, id=None) if isinstance(part, _NUMBERED) else part for part in value)


def _folded(text: str) -> str:
    """Letters, vowels, tone marks and Arabic digits alone: what is left is what a reader takes for the same."""
    plain = unicodedata.normalize("NFKC", arabic_digits(clean_input(text))).casefold()
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LMN")
