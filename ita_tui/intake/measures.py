"""Tables of measures become measures; what is doubtful about a single one becomes a doubt."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, Step, WorkStatus
from ita_tui.domain.period import read_period
from ita_tui.domain.rules import Catalogue
from ita_tui.intake.choices import Answer, Choices
from ita_tui.intake.draft import Doubt, DoubtKind
from ita_tui.intake.fixes import Cells, Fix, Mended, Parted, Swapped, Written
from ita_tui.intake.headings import Column, fold
from ita_tui.intake.items import find_items
from ita_tui.intake.numbering import (
    has_pointed_ordinal,
    ordinal,
    outline,
    read_numbered,
    without_ordinal,
    without_outline,
)
from ita_tui.intake.offices import offices_in
from ita_tui.intake.suspicions import Place, ReadRow, Suspicion, about_repetitions, about_row
from ita_tui.intake.tables import LeftOut, Table, TableRow
from ita_tui.thai.numerals import arabic_digits, digits

_DONE = re.compile(
    r"(?P<not_yet>ไม่|ไม่สามารถ|ไม่ได้|มิได้|ไม่ทัน|จะ|ให้|กำลัง|ใกล้|เกือบ|ก่อน|เมื่อ|หาก|คาดว่า)?(?:ดำเนินการ)?แล้วเสร็จ"
)
_PERCENT = re.compile(r"\s*(?:ร้อยละ\s*)?(?P<whole>[0-9]{1,3})(?:\.0+)?\s*%?\s*")
_FAR = 3
"""A number further ahead than this is taken for a misread one, not for measures left out."""

_IN_TURN: Mapping[type, int] = {Swapped: 0, Written: 1, Mended: 2, Parted: 3}
"""Words change places before they are mended, and a row is parted last."""

_STATUS_WORDS = (
    ("ไม่แล้วเสร็จ", WorkStatus.IN_PROGRESS), ("ยังไม่", WorkStatus.NOT_STARTED), ("ไม่ดำเนิน", WorkStatus.CANCELLED),
    ("ไม่ได้ดำเนิน", WorkStatus.NOT_STARTED), ("ยกเลิก", WorkStatus.CANCELLED), ("กำลัง", WorkStatus.IN_PROGRESS),
    ("อยู่ระหว่าง", WorkStatus.IN_PROGRESS), ("ระหว่างดำเนิน", WorkStatus.IN_PROGRESS),
    ("เสร็จ", WorkStatus.COMPLETED), ("ดำเนินการแล้ว", WorkStatus.COMPLETED), ("บรรลุ", WorkStatus.COMPLETED),
)  # fmt: skip
"""What a สถานะ cell says, the first that is found in it."""

_TAKEN = frozenset(
    {
        Column.NUMBER, Column.TITLE, Column.GUIDELINE, Column.METHOD, Column.RESPONSIBLE, Column.PERIOD,
        Column.START, Column.END, Column.RESULT, Column.OUTCOME, Column.RECOMMENDATION, Column.FOLLOW_UP,
        Column.WEAK_ITEM,
    }
)  # fmt: skip
"""The columns whose words a measure holds."""


@dataclass(frozen=True)
class Numbers:
    """The number a measure gets in the draft, and the one it carries in the file (None where it has none).

    ``believed`` is the one it was taken to have in the file: behind a row that was parted, others are given.
    """

    given: int
    written: int | None
    expected: int
    believed: int


@dataclass
class ReadMeasures:
    """Measures in the file's order, with the doubts about them and the words that no measure holds."""

    measures: list[Measure] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def read_measures(
    tables: Sequence[Table], year: FiscalYear, catalogue: Catalogue, choices: Choices, *, proposals: bool
) -> ReadMeasures:
    """Read the rows of all tables of one kind as measures (or proposals) of a fiscal year, as she answered."""
    rows = list(_rows(tables, year, catalogue, choices, proposals=proposals))
    suspicions = [
        [*_numbering_suspicions(numbers, row.place), *_about_outline(row), *about_row(row, year)]
        for row, numbers in rows
    ]
    for at, suspicion in about_repetitions([row for row, _ in rows]):
        suspicions[at].append(suspicion)
    read = ReadMeasures()
    for (row, numbers), about in zip(rows, suspicions, strict=True):
        answered = _answered(about, choices)
        read.doubts += [suspicion.doubt for suspicion in answered]
        fixed = _fixed(row.row.cells, answered)
        for place, cells in enumerate(fixed):
            own = replace(numbers, given=numbers.given + 1, written=ordinal(cells[Column.TITLE]))
            measure = _measure(
                cells, own if place else numbers, year, section=row.row.section, proposal=proposals
            )
            found = find_items(measure.title, measure.responsible, catalogue)
            read.measures.append(replace(measure, items=found.codes))
        read.left_out += [*_not_taken(row), *_fixed_away(row.row, fixed)]
    return _as_written_where_refused(read, rows)


def _answered(suspicions: Iterable[Suspicion], choices: Choices) -> list[Suspicion]:
    """The suspicions with what she said to them; keys that come twice are told apart."""
    seen: Counter[str] = Counter()
    told = []
    for suspicion in suspicions:
        key = suspicion.doubt.key
        seen[key] += 1
        if seen[key] > 1:
            key = f"{key}#{seen[key]}"
        doubt = replace(suspicion.doubt, key=key, answer=choices.answer(key))
        told.append(replace(suspicion, doubt=doubt))
    return told


def _fixed(cells: Cells, suspicions: Iterable[Suspicion]) -> tuple[Cells, ...]:
    """The cells of the row, or of the rows it was parted into, with what she accepted and without what she refused."""
    fixes: dict[Fix, None] = {}
    for suspicion in suspicions:
        doubt = suspicion.doubt
        if suspicion.fix and doubt.taken:
            fixes.setdefault(suspicion.fix)
        if suspicion.undo and doubt.answer is Answer.REFUSED:
            fixes.setdefault(suspicion.undo)
    rows: tuple[Cells, ...] = (cells,)
    for fix in sorted(fixes, key=lambda fix: _IN_TURN[type(fix)]):
        rows = tuple(row for before in rows for row in fix(before))
    return rows


def _fixed_away(row: TableRow, fixed: Sequence[Cells]) -> Iterator[LeftOut]:
    """The words that stood in the row and that a proposal she accepted put others in place of."""
    elsewhere = {fold(words) for cells in fixed for words in cells.values()}
    for column, words in row.cells.items():
        here = fold("".join(cells.get(column, "") for cells in fixed))
        if column in _TAKEN and fold(words) not in here and fold(words) not in elsewhere:
            yield LeftOut(row.line, words)


def _not_taken(read: ReadRow) -> Iterator[LeftOut]:
    """The words of columns that are known, but that no measure has a place for."""
    for column, words in read.row.cells.items():
        known = (column is Column.STATUS and _status_in(words) is not None) or (
            column is Column.PERCENT and percent_in(words) is not None
        )
        if column not in _TAKEN and words and not known:
            yield LeftOut(read.row.line, words)


def _as_written_where_refused(read: ReadMeasures, rows: Sequence[tuple[ReadRow, Numbers]]) -> ReadMeasures:
    """Numbers as the document writes them where she refused the proposed ones, as far as no other has them."""
    refused = {
        doubt.measure
        for doubt in read.doubts
        if doubt.kind is DoubtKind.NUMBERING and doubt.choice and doubt.answer is Answer.REFUSED
    }
    written = {numbers.given: numbers.written for _, numbers in rows}
    taken = {measure.number for measure in read.measures}
    for at, measure in enumerate(read.measures):
        number = written.get(measure.number)
        if measure.number in refused and number and number not in taken:
            taken.add(number)
            read.measures[at] = replace(measure, number=number)
            read.doubts = [
                replace(doubt, measure=number) if doubt.measure == measure.number else doubt
                for doubt in read.doubts
            ]
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


def percent_in(words: str) -> int | None:
    """The per cent (0–100) that a cell names and nothing else (``๗๕``, ``75.00 %``, ``ร้อยละ ๗๕``), or None."""
    match = _PERCENT.fullmatch(arabic_digits(words))
    percent = int(match["whole"]) if match else 101
    return percent if percent <= 100 else None


def _status_in(words: str) -> WorkStatus | None:
    """The status that a สถานะ cell names, or None."""
    squeezed = "".join(words.split())
    named = next((status for status in WorkStatus if status.label == squeezed), None)
    return named or next((status for words, status in _STATUS_WORDS if words in squeezed), None)


def _rows(
    tables: Sequence[Table], year: FiscalYear, catalogue: Catalogue, choices: Choices, *, proposals: bool
) -> Iterator[tuple[ReadRow, Numbers]]:
    above: TableRow | None = None
    for table, bare, numbers in _numbered_rows(tables, choices):
        row = replace(bare, cells=_with_period(bare.cells))
        place = Place(numbers.given, of_proposal=proposals, line=row.line)
        measure = _measure(row.cells, numbers, year, section=row.section, proposal=proposals)
        found = find_items(measure.title, measure.responsible, catalogue)
        yield ReadRow(table, row, replace(measure, items=found.codes), found, place, above), numbers
        above = row


def _with_period(cells: Cells) -> Cells:
    """The cells with the period in one where the table has a column for its start and one for its end."""
    ends = [cells[column].strip() for column in (Column.START, Column.END) if column in cells]
    if Column.PERIOD in cells or not ends:
        return cells
    return {**cells, Column.PERIOD: " – ".join(filter(None, ends))}


def _numbered_rows(tables: Sequence[Table], choices: Choices) -> Iterator[tuple[Table, TableRow, Numbers]]:
    rows = [(table, row) for table in tables for row in table.rows]
    written = [number for table in tables for number in _written_numbers(table)]
    last = shift = 0
    for at, (table, row) in enumerate(rows):
        number, expected = written[at], last + 1
        following = written[at + 1] if at + 1 < len(rows) else None
        believed = number is not None and expected <= number <= expected + _FAR
        if believed and number != expected and following == expected + 1:
            believed = False
        last = number if believed and number is not None else expected
        yield table, row, Numbers(last + shift, number, expected, last)
        shift += _is_parted(row, choices)


def _is_parted(row: TableRow, choices: Choices) -> bool:
    """Whether she accepted that a row is two measures: those below count on from the second."""
    begin = f"{row.line}:{DoubtKind.TWO_IN_ROW.value}:"
    return any(key.startswith(begin) and answer is Answer.ACCEPTED for key, answer in choices.answers.items())


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
    cells: Cells, numbers: Numbers, year: FiscalYear, *, section: int | None, proposal: bool
) -> Measure:
    method, result = cells.get(Column.METHOD, ""), cells.get(Column.RESULT, "")
    responsible = cells.get(Column.RESPONSIBLE, "")
    offices = offices_in(responsible)
    status = _status_in(cells.get(Column.STATUS, "")) or status_of(result)
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
        percent=percent_in(cells.get(Column.PERCENT, "")),
        result=result,
        outcome=cells.get(Column.OUTCOME, ""),
        recommendation=cells.get(Column.RECOMMENDATION, ""),
        follow_up=cells.get(Column.FOLLOW_UP, ""),
        issue=section,
        weak_item=cells.get(Column.WEAK_ITEM, ""),
    )


def _title(title: str, written: int | None) -> str:
    if outline(title):
        return without_outline(title)
    return without_ordinal(title) if written is not None and ordinal(title) == written else title


def _steps(method: str, status: WorkStatus) -> tuple[Step, ...]:
    numbered = read_numbered(method)
    if not numbered.clear or not all(numbered.items):
        return ()
    done = WorkStatus.COMPLETED if status is WorkStatus.COMPLETED else WorkStatus.NOT_STARTED
    return tuple(Step(item, done) for item in numbered.items)


def _about_outline(read: ReadRow) -> Iterator[Suspicion]:
    """A number of an outline (๑.๒) is no number of a measure."""
    cells = (read.row.cells.get(column, "") for column in (Column.NUMBER, Column.TITLE))
    numbers = next(filter(None, map(outline, cells)), None)
    if numbers:
        words = f"ในเอกสารเขียนลำดับเป็น {digits(numbers[0])}.{digits(numbers[1])}"
        proposal = f"ใช้ลำดับ {digits(read.place.number)}"
        yield read.place.noted(DoubtKind.NUMBERING, words, proposal=proposal)


def _numbering_suspicions(numbers: Numbers, place: Place) -> Iterator[Suspicion]:
    written, expected = numbers.written, numbers.expected
    if written is None or written == expected:
        return
    if written == numbers.believed:
        missing = " ".join(digits(number) for number in range(expected, written))
        yield place.noted(
            DoubtKind.NUMBERING, f"ไม่พบมาตรการที่ {missing} ก่อนมาตรการนี้", proposal="ใช้ลำดับตามเอกสาร"
        )
    else:
        words = f"ในเอกสารเขียนลำดับเป็น {digits(written)} ซึ่งซ้ำหรือไม่ต่อเนื่อง"
        yield place.standing(DoubtKind.NUMBERING, words, f"ใช้ลำดับ {digits(numbers.given)}", undo=None)
