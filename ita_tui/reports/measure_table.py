"""Measures and proposals as tables: one row each, in one table or in one for each of the seven issues."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ita_tui.domain.measure import Measure, ProgressNote, WorkStatus
from ita_tui.domain.progress import progress
from ita_tui.reports.layout_parts import Column, Field, PartTemplate
from ita_tui.reports.material import Material
from ita_tui.reports.page import Head, Heading, Paragraph, Part, Row, Table
from ita_tui.reports.writing import Writing, joined, plain_lines, short_day, span_of_days
from ita_tui.thai.numerals import thai_digits

_NO_MEASURES = "ยังไม่ได้บันทึกมาตรการ"
"""Stands where a table would have nothing but its heads."""


def measures(part: PartTemplate, material: Material) -> Iterator[Part]:
    """One table of the year's measures, in the order of the report."""
    yield _table_or_words(part, material, material.report.measures)


def proposals(part: PartTemplate, material: Material) -> Iterator[Part]:
    """One table of what the year proposes; of its measures where it proposes nothing apart from them."""
    yield _table_or_words(part, material, material.report.proposals or material.report.measures)


def measures_by_issue(part: PartTemplate, material: Material) -> Iterator[Part]:
    """A heading and a table for each issue that has measures.

    Measures without an issue stand first, under no heading: behind the last issue they would be read as its own.
    """
    every = material.report.measures
    without = tuple(measure for measure in every if measure.issue is None)
    if without or not every:
        yield _table_or_words(part, material, without)
    for number in range(1, 8):
        own = tuple(measure for measure in every if measure.issue == number)
        if own:
            yield Heading(material.issue(number))
            yield _table(part, material, own)


def heads(columns: Sequence[Column], write: Writing) -> tuple[Head, ...]:
    """The heads of a table, in the report's numerals."""
    return tuple(Head(write(column.head), column.weight, column.align) for column in columns)


def cell_text(measure: Measure, field: Field, material: Material) -> str:
    """The text of one cell, in Arabic digits; empty where nothing is known.

    A measure without a word on its result shows its status, where it is not carried out the reason, and the notes
    of the round where they are wanted.
    """
    derived = _DERIVED.get(field)
    text = derived(measure, material) if derived else str(getattr(measure, field.value))
    return plain_lines(text)


def notes_until(measure: Measure, material: Material) -> tuple[ProgressNote, ...]:
    """The daily notes that belong to the round, oldest first: what is dated after its last day does not count."""
    kept = (note for note in measure.notes if note.on <= material.end_of_round)
    return tuple(sorted(kept, key=lambda note: note.on))


def _table_or_words(part: PartTemplate, material: Material, rows: Sequence[Measure]) -> Part:
    return _table(part, material, rows) if rows else Paragraph(_NO_MEASURES)


def _table(part: PartTemplate, material: Material, rows: Iterable[Measure]) -> Table:
    columns, write = part.columns, material.write
    printed = tuple(
        Row(
            tuple(write(cell_text(measure, column.field, material)) for column in columns),
            f"{'ข้อเสนอ' if measure.proposal else 'มาตรการ'} {thai_digits(measure.number)}",
        )
        for measure in rows
    )
    return Table(heads(columns, write), printed, "ตารางมาตรการ")


def _numbered_steps(measure: Measure) -> str:
    return "\n".join(f"{number}. {step.text}" for number, step in enumerate(measure.steps, start=1))


def _status_words(measure: Measure) -> str:
    if measure.status is WorkStatus.CANCELLED and measure.cancel_reason.strip():
        return f"{measure.status.label} เนื่องจาก{measure.cancel_reason.strip().removeprefix('เนื่องจาก')}"
    return measure.status.label


def _notes(measure: Measure, material: Material) -> str:
    return joined(f"{short_day(note.on)} {note.text.strip()}" for note in notes_until(measure, material))


def _result(measure: Measure, material: Material) -> str:
    if measure.result.strip():
        return measure.result
    return joined((_status_words(measure), _notes(measure, material) if material.options.notes else ""))


def _period(measure: Measure) -> str:
    span = measure.period.span
    return measure.period.text if measure.period.text.strip() or span is None else span_of_days(span)


def _progress(measure: Measure) -> str:
    done = progress(measure)
    return "" if done is None else f"ร้อยละ {done}"


_DERIVED: Mapping[Field, Callable[[Measure, Material], str]] = {
    Field.TITLE: lambda measure, _: f"{measure.number}. {measure.title}",
    Field.TITLE_ALONE: lambda measure, _: measure.title,
    Field.METHOD: lambda measure, _: measure.method if measure.method.strip() else _numbered_steps(measure),
    Field.PERIOD: lambda measure, _: _period(measure),
    Field.STATUS: lambda measure, _: _status_words(measure),
    Field.PROGRESS: lambda measure, _: _progress(measure),
    Field.RESULT: _result,
    Field.NOTES: _notes,
    Field.EVIDENCE: lambda measure, _: joined(piece.title.strip() for piece in measure.evidence),
}
