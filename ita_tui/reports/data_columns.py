"""The columns of the data sheet: how each field of a measure stands in a cell, and how the cell is read back.

Numbers and days are typed, texts are as they are, several values stand in one cell as
:mod:`ita_tui.reports.cell_entries` writes them. What people change by hand is taken; what cannot be read is told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Final

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import FIELD_WORDS, Measure, Proof, WorkStatus
from ita_tui.domain.period import Period, read_period
from ita_tui.reports.cell_entries import Entry, joined, texts_in
from ita_tui.reports.data_cells import (
    DataValue,
    Reading,
    Unread,
    day_read,
    folded,
    in_christian_era,
    whole,
    word,
)
from ita_tui.reports.data_lists import (
    answers_in,
    evidence_entry,
    evidence_in,
    items_in,
    note_entry,
    notes_in,
    step_entry,
    steps_in,
)

__all__ = [
    "COLUMNS",
    "KEY_HEADS",
    "MEASURE",
    "PROPOSAL",
    "CellKind",
    "DataColumn",
    "DataValue",
    "Unread",
    "heads_of",
    "read",
    "subject_of",
    "written",
]

MEASURE, PROPOSAL = "มาตรการ", "มาตรการที่เสนอ"
UNTOLD: Final = "-"
"""Stands for a period's day that nobody told, where its words would tell one."""


class CellKind(Enum):
    """What a column's cells hold."""

    TEXT = auto()
    NUMBER = auto()
    DAY = auto()


@dataclass(frozen=True)
class DataColumn:
    """A column: the ``key`` that its cells are read by, its head, and its width in letters."""

    key: str
    head: str
    kind: CellKind
    width: int


def _column(key: str, kind: CellKind = CellKind.TEXT, width: int = 24, head: str = "") -> DataColumn:
    return DataColumn(key, head or FIELD_WORDS[key], kind, width)


COLUMNS: tuple[DataColumn, ...] = (
    _column("proposal", width=12, head="ชนิด"),
    _column("number", CellKind.NUMBER, 8),
    _column("title", width=40),
    _column("guideline"),
    _column("method", width=40),
    _column("steps", width=40),
    _column("responsible"),
    _column("divisions"),
    _column("sections"),
    _column("period", width=18),
    _column("start", CellKind.DAY, 18, "วันเริ่ม"),
    _column("end", CellKind.DAY, 18, "วันสิ้นสุด"),
    _column("status", width=14),
    _column("cancel_reason"),
    _column("proof", width=14),
    _column("percent", CellKind.NUMBER, 12, f"{FIELD_WORDS['percent']} (ร้อยละ)"),
    _column("result", width=40),
    _column("outcome", width=32),
    _column("recommendation"),
    _column("follow_up"),
    _column("issue", CellKind.NUMBER, 8),
    _column("weak_item"),
    _column("items", width=10),
    _column("answers", width=10),
    _column("notes", width=40),
    _column("evidence", width=40),
)
"""Every column in its order."""

KEY_HEADS = tuple(column.head for column in COLUMNS if column.key in {"proposal", "number", "title"})
"""The heads without which a sheet is no data sheet."""


def written(measure: Measure, year: FiscalYear) -> dict[str, DataValue]:
    """The cells of a measure by the keys of :data:`COLUMNS`; ``year`` is the one it belongs to."""
    period = measure.period
    return {
        "proposal": PROPOSAL if measure.proposal else MEASURE,
        "number": measure.number,
        "title": measure.title,
        "guideline": measure.guideline,
        "method": measure.method,
        "steps": joined(map(step_entry, measure.steps)),
        "responsible": measure.responsible,
        "divisions": joined(map(Entry, measure.divisions)),
        "sections": joined(map(Entry, measure.sections)),
        "period": period.text,
        "start": _day_cell(period, period.start, year),
        "end": _day_cell(period, period.end, year),
        "status": measure.status.label,
        "cancel_reason": measure.cancel_reason,
        "proof": measure.proof.label,
        "percent": measure.percent,
        "result": measure.result,
        "outcome": measure.outcome,
        "recommendation": measure.recommendation,
        "follow_up": measure.follow_up,
        "issue": measure.issue,
        "weak_item": measure.weak_item,
        "items": "\n".join(measure.items),
        "answers": "\n".join(measure.answers),
        "notes": joined(map(note_entry, measure.notes)),
        "evidence": joined(map(evidence_entry, measure.evidence)),
    }


def read(
    cells: Mapping[str, DataValue], year: FiscalYear | None, *, number: int
) -> tuple[Measure, tuple[Unread, ...]]:
    """The measure that a row's cells hold, and what in them could not be read.

    ``number`` is taken where the row has none. A period without days gets those that its words tell in ``year``.
    """
    row = Reading(cells, year)
    measure = Measure(
        number=whole(row, "number", 1, 999_999_999) or number,
        title=row.text("title"),
        proposal=_is_proposal(row),
        guideline=row.text("guideline"),
        method=row.text("method"),
        steps=tuple(steps_in(row)),
        responsible=row.text("responsible"),
        divisions=texts_in(row.text("divisions")),
        sections=texts_in(row.text("sections")),
        period=_period(row),
        status=word(row, "status", WorkStatus, WorkStatus.NOT_STARTED),
        cancel_reason=row.text("cancel_reason"),
        proof=word(row, "proof", Proof, Proof.NONE),
        percent=whole(row, "percent", 0, 100),
        result=row.text("result"),
        outcome=row.text("outcome"),
        recommendation=row.text("recommendation"),
        follow_up=row.text("follow_up"),
        issue=whole(row, "issue", 1, 7),
        weak_item=row.text("weak_item"),
        items=tuple(items_in(row)),
        answers=tuple(answers_in(row)),
        notes=tuple(notes_in(row)),
        evidence=tuple(evidence_in(row)),
    )
    return measure, tuple(row.unread)


# --- periods, and what a row is ------------------------------------------------------------


def _is_proposal(row: Reading) -> bool:
    words = folded(row.text("proposal"))
    if words not in {"", folded(MEASURE), folded(PROPOSAL)}:
        row.refuse("proposal", row.text("proposal"), f"ต้องเป็น {MEASURE} หรือ {PROPOSAL}")
    return words == folded(PROPOSAL)


def _day_cell(period: Period, day: date | None, year: FiscalYear) -> DataValue:
    if day is not None:
        return day
    return UNTOLD if read_period(period.text, year).span is not None else None


def _period(row: Reading) -> Period:
    """The words and days of a period; days that contradict each other are told, and none are taken then."""
    text = row.text("period")
    told = {row.text("start").strip(), row.text("end").strip()}
    if told == {""}:
        return read_period(text, row.year)
    refused = len(row.unread)
    start, end = _day(row, "start"), _day(row, "end")
    if start is not None and end is not None and start <= end:
        return Period(text, start, end)
    if len(row.unread) == refused and told - {"", UNTOLD}:
        why = "ต้องมีทั้งวันเริ่มและวันสิ้นสุด และวันสิ้นสุดต้องไม่มาก่อนวันเริ่ม จึงไม่ได้รับวันของระยะเวลานี้"
        row.refuse("end", f"{row.text('start') or UNTOLD} – {row.text('end') or UNTOLD}", why)
    return Period(text)


def _day(row: Reading, key: str) -> date | None:
    value = row.cells.get(key)
    words = row.text(key).strip()
    if words in {"", UNTOLD}:
        return None
    day = in_christian_era(value) if isinstance(value, date) else day_read(words)
    if day is None:
        row.refuse(key, words, "อ่านเป็นวันที่ไม่ได้")
    return day


def subject_of(measure: Measure) -> str:
    """มาตรการ 4 or มาตรการที่เสนอ 2: what a measure is called where something is wrong with its cells."""
    return f"{PROPOSAL if measure.proposal else MEASURE} {measure.number}"


def heads_of(keys: Iterable[str]) -> tuple[str, ...]:
    """The heads of columns by their keys."""
    by_key = {column.key: column.head for column in COLUMNS}
    return tuple(by_key[key] for key in keys)
