"""Tables of measures become measures; what is doubtful about a single one becomes a doubt."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, Step, WorkStatus
from ita_tui.domain.period import read_period
from ita_tui.domain.rules import Catalogue
from ita_tui.intake.draft import Doubt, DoubtKind
from ita_tui.intake.headings import Column
from ita_tui.intake.items import find_items
from ita_tui.intake.numbering import has_pointed_ordinal, ordinal, read_numbered, without_ordinal
from ita_tui.intake.offices import offices_in
from ita_tui.intake.suspicions import Place, about_row
from ita_tui.intake.tables import Table, TableRow
from ita_tui.thai.numerals import digits

_DONE = re.compile(
    r"(?P<not_yet>ไม่|ไม่สามารถ|ไม่ได้|มิได้|ไม่ทัน|จะ|ให้|กำลัง|ใกล้|เกือบ|ก่อน|เมื่อ|หาก|คาดว่า)?(?:ดำเนินการ)?แล้วเสร็จ"
)
_FAR = 3
"""A number further ahead than this is taken for a misread one, not for measures left out."""


@dataclass(frozen=True)
class Numbers:
    """The number a measure gets in the draft, and the one it carries in the file (None where it has none)."""

    given: int
    written: int | None
    expected: int


@dataclass
class ReadMeasures:
    """Measures in the file's order, with the doubts about them."""

    measures: list[Measure] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def read_measures(
    tables: Sequence[Table], year: FiscalYear, catalogue: Catalogue, *, proposals: bool
) -> ReadMeasures:
    """Read the rows of all tables of one kind as measures (or proposals) of a fiscal year."""
    read = ReadMeasures()
    for table, row, numbers in _numbered_rows(tables):
        place = Place(numbers.given, of_proposal=proposals)
        measure = _measure(row, numbers, year, section=table.section, proposal=proposals)
        found = find_items(measure.title, measure.responsible, catalogue)
        measure = replace(measure, items=found.codes)
        read.measures.append(measure)
        read.doubts += _numbering_doubts(numbers, place)
        read.doubts += about_row(table, row, measure, found, place=place, year=year)
    return read


def status_of(result: str) -> WorkStatus:
    """The status that a result's words propose: completed where they say แล้วเสร็จ (and not ยังไม่แล้วเสร็จ).

    Anything else is in progress, an empty result not started.
    """
    words = "".join(result.split())
    if not words:
        return WorkStatus.NOT_STARTED
    said = list(_DONE.finditer(words))
    if said and not any(match["not_yet"] for match in said):
        return WorkStatus.COMPLETED
    return WorkStatus.IN_PROGRESS


def _numbered_rows(tables: Sequence[Table]) -> Iterator[tuple[Table, TableRow, Numbers]]:
    rows = [(table, row) for table in tables for row in table.rows]
    written = [number for table in tables for number in _written_numbers(table)]
    last = 0
    for at, (table, row) in enumerate(rows):
        number, expected = written[at], last + 1
        following = written[at + 1] if at + 1 < len(rows) else None
        believed = number is not None and expected <= number <= expected + _FAR
        if believed and number != expected and following == expected + 1:
            believed = False
        last = number if believed and number is not None else expected
        yield table, row, Numbers(last, number, expected)


def _written_numbers(table: Table) -> list[int | None]:
    """The number of each row: of its number column, else the one its title begins with.

    An ordinal without a dot (``๗ วันทำการ``) counts only where all titles of the table carry one.
    """
    if Column.NUMBER in table.columns:
        return [ordinal(row.cells[Column.NUMBER]) for row in table.rows]
    titles = [row.cells[Column.TITLE] for row in table.rows]
    if len(titles) > 1 and all(map(ordinal, titles)):
        return [ordinal(title) for title in titles]
    return [ordinal(title) if has_pointed_ordinal(title) else None for title in titles]


def _measure(
    row: TableRow, numbers: Numbers, year: FiscalYear, *, section: int | None, proposal: bool
) -> Measure:
    cells = row.cells
    method, result = cells.get(Column.METHOD, ""), cells.get(Column.RESULT, "")
    responsible = cells.get(Column.RESPONSIBLE, "")
    offices = offices_in(responsible)
    status = status_of(result)
    return Measure(
        number=numbers.given,
        title=_title(cells[Column.TITLE], numbers.written),
        proposal=proposal,
        guideline=cells.get(Column.GUIDELINE, ""),
        method=method,
        steps=_steps(method, status),
        responsible=responsible,
        divisions=offices.divisions,
        sections=offices.sections,
        period=read_period(cells.get(Column.PERIOD, ""), year),
        status=status,
        result=result,
        outcome=cells.get(Column.OUTCOME, ""),
        recommendation=cells.get(Column.RECOMMENDATION, ""),
        follow_up=cells.get(Column.FOLLOW_UP, ""),
        issue=section,
        weak_item=cells.get(Column.WEAK_ITEM, ""),
    )


def _title(title: str, written: int | None) -> str:
    return without_ordinal(title) if written is not None and ordinal(title) == written else title


def _steps(method: str, status: WorkStatus) -> tuple[Step, ...]:
    numbered = read_numbered(method)
    if not numbered.clear or not all(numbered.items):
        return ()
    done = WorkStatus.COMPLETED if status is WorkStatus.COMPLETED else WorkStatus.NOT_STARTED
    return tuple(Step(item, done) for item in numbered.items)


def _numbering_doubts(numbers: Numbers, place: Place) -> Iterator[Doubt]:
    written, expected = numbers.written, numbers.expected
    if written is None or written == expected:
        return
    if written == numbers.given:
        gap = range(expected, written)
        missing = " ".join(digits(number) for number in gap)
        yield place.doubt(DoubtKind.NUMBERING, f"ไม่พบมาตรการที่ {missing} ก่อนมาตรการนี้")
    else:
        yield place.doubt(
            DoubtKind.NUMBERING,
            f"ในเอกสารเขียนลำดับเป็น {digits(written)} ซึ่งซ้ำหรือไม่ต่อเนื่อง",
            proposal=f"ใช้ลำดับ {digits(numbers.given)}",
        )
