"""Writes measures as rows."""

from collections.abc import Sequence

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, Step
from store.columns import day_text
from store.declaring import Base
from store.divisions import Office
from store.evidence_rows import NewEvidence
from store.places import fill, lay_out
from store.tables import (
    EvidenceLinkRow,
    MeasureAnswerRow,
    MeasureDivisionRow,
    MeasureItemRow,
    MeasureRow,
    MeasureSectionRow,
    NoteRow,
    StepRow,
)

_TEXTS = (
    "title",
    "guideline",
    "method",
    "responsible",
    "cancel_reason",
    "result",
    "outcome",
    "recommendation",
    "follow_up",
    "weak_item",
)
PLAIN = (*_TEXTS, "number", "proposal", "percent", "issue", "follows")
"""The fields that stand in a column of their own, as they are."""


def new_row(office: Office, year: FiscalYear, measure: Measure, evidence: NewEvidence) -> MeasureRow:
    """A new measure with all its parts, not yet in the session. Parts that it has none of are not even touched."""
    pieces = dict.fromkeys(evidence.row(piece) for piece in measure.evidence)
    parts: dict[str, list[Base]] = {
        "steps": [StepRow(position=place, **_step_cells(step)) for place, step in enumerate(measure.steps)],
        "notes": [NoteRow(day=note.on.isoformat(), text=note.text) for note in measure.notes],
        "links": [EvidenceLinkRow(position=place, evidence=piece) for place, piece in enumerate(pieces)],
    }
    for name, kind, cells in _lists(office, measure):
        parts[name] = [kind(position=place, **values) for place, values in enumerate(cells)]
    return MeasureRow(year=year.be, **_cells(measure), **{name: rows for name, rows in parts.items() if rows})


def write(office: Office, row: MeasureRow, measure: Measure, changed: Sequence[str]) -> None:
    """Write the fields that changed, by their names in the value."""
    fill(row, _cells(measure))
    if "steps" in changed:
        _write_steps(row, measure.steps)
    if not {"divisions", "sections", "items", "answers"}.isdisjoint(changed):
        for name, kind, cells in _lists(office, measure):
            lay_out(getattr(row, name), cells, kind)


def _cells(measure: Measure) -> dict[str, object]:
    return {
        **{name: getattr(measure, name) for name in PLAIN},
        "period_text": measure.period.text,
        "period_start": day_text(measure.period.start),
        "period_end": day_text(measure.period.end),
        "status": measure.status.value,
        "proof": measure.proof.value,
    }


def _lists(office: Office, measure: Measure) -> list[tuple[str, type[Base], list[dict[str, object]]]]:
    """What a measure only names, by place: divisions, sections, OIT items and results."""
    divisions = office.division_numbers(measure.divisions)
    sections = office.section_numbers(measure.sections, divisions)
    return [
        ("divisions", MeasureDivisionRow, [{"division_id": number} for number in divisions]),
        ("sections", MeasureSectionRow, [{"section_id": number} for number in sections]),
        ("items", MeasureItemRow, [{"code": code} for code in measure.items]),
        ("answers", MeasureAnswerRow, [{"code": code} for code in measure.answers]),
    ]


def _write_steps(row: MeasureRow, steps: Sequence[Step]) -> None:
    """Keep the row of each step by its id; a step whose row is gone, as after an undo, comes as a new one."""
    known = {old.id: old for old in row.steps}
    kept: list[StepRow] = []
    for place, step in enumerate(steps):
        cells = {"position": place, **_step_cells(step)}
        old = None if step.id is None else known.pop(step.id, None)
        if old is None:
            old = StepRow(**cells)
        fill(old, cells)
        kept.append(old)
    row.steps = kept


def _step_cells(step: Step) -> dict[str, object]:
    return {
        "text": step.text,
        "status": step.status.value,
        "weight": step.weight,
        "responsible": step.responsible,
    }
