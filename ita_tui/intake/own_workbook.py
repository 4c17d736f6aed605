"""Reads back a workbook that the program wrote: the sheet ข้อมูล instead of the printed one, edits and all.

What that sheet does not hold (links of surveys; scores and issues in workbooks of earlier versions) is read from the
printed sheet, as of any report.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ita_tui.domain.agency import Agency
from ita_tui.domain.fiscal_year import EARLIEST, LATEST, FiscalYear
from ita_tui.domain.measure import Measure
from ita_tui.intake.archives.doors import opened, refuse_unsafe_archive
from ita_tui.intake.blocks import Row, Watch, unwatched
from ita_tui.intake.choices import NO_CHOICES, Choices, heads_key
from ita_tui.intake.draft import Doubt, DoubtKind, Draft, FoundColumn, FoundTable, TablePurpose
from ita_tui.intake.headings import Column, HeadNames
from ita_tui.intake.own_results import OwnResults, ResultRows, rows_parted
from ita_tui.intake.paper import Document
from ita_tui.intake.reading import RulesOf, undisputed
from ita_tui.intake.refusals import AnswersAreNoReport, TooManyRows
from ita_tui.intake.sheets.excel_parts import FORM, Attributes, Package, SheetPart, Workbook, workbook_of
from ita_tui.intake.sheets.excel_sheet import read_sheet
from ita_tui.intake.sheets.grids import MOST_ROWS
from ita_tui.intake.sheets.sheets import blocks_of_sheets
from ita_tui.intake.sheets.typed_cells import TypedCell, TypedRows, Unreadable, typed_rows
from ita_tui.intake.surroundings import about_year
from ita_tui.reports.answer_sheet import ITEM_SHEET, KEPT_SHEET, MEASURE_SHEET
from ita_tui.reports.data_columns import COLUMNS, KEY_HEADS, DataValue, Unread, heads_of, read, subject_of
from ita_tui.reports.workbook_sheets import (
    ABOUT_SHEET,
    AGENCY_LABEL,
    DATA_SHEET,
    PRINTED_LABEL,
    PROGRAM,
    PROGRAM_LABEL,
    REPORT_SHEET,
    YEAR_LABEL,
    digest_of_texts,
)
from ita_tui.thai.clusters import cut
from ita_tui.thai.numerals import arabic_digits, digits

_HEADS_WITHIN = 20
"""Rows above which the heads of the data stand, wherever somebody put a title over them."""

_OF_PRINT = frozenset({DoubtKind.SCORE, DoubtKind.QUESTION_CODE, DoubtKind.CONTRADICTION, DoubtKind.LINK})
"""Doubts about what is read from the printed sheet; the others are about measures, which are not."""

_OF_RESULTS = _OF_PRINT - {DoubtKind.LINK}
"""Those about results, which the printed sheet is not asked for where the data sheet has them."""

_PLACE = f"แผ่นงาน «{DATA_SHEET}»"


def own_workbook(
    data: bytes, name: str, watch: Watch = unwatched, heads: str | None = None
) -> "OwnWorkbook | None":
    """The paper of a workbook that the program wrote, None for any other.

    Known by a sheet ข้อมูล with our heads, beside a sheet เกี่ยวกับ that names the program, or with every head of
    ours. ``heads`` are further names of columns for the printed sheet. Raises what reading any workbook does, and
    AnswersAreNoReport for what a division answered.
    """
    refuse_unsafe_archive(data, name, FORM)
    with opened(data, name, FORM) as archive:
        package = Package(archive, name)
        names = _sheet_names(package)
        if {KEPT_SHEET, MEASURE_SHEET, ITEM_SHEET} <= names:
            raise AnswersAreNoReport(name)
        if DATA_SHEET not in names:
            return None
        workbook = workbook_of(package)
        sheets = {sheet.name: sheet for sheet in workbook.sheets}
        if DATA_SHEET not in sheets:
            return None
        rows, is_cut = typed_rows(package, workbook, sheets[DATA_SHEET])
        about = _facts(package, workbook, sheets)
        at, columns = _columns(rows, ours=about.get(PROGRAM_LABEL, "").startswith(PROGRAM))
        if at is None:
            return None
        if is_cut:
            raise TooManyRows(name, MOST_ROWS)
        watch(1, 2)
        printed, edited = _printed(package, workbook, sheets, about, HeadNames.with_own(heads))
        watch(2, 2)
    body = {number: row for number, row in rows.items() if number > at}
    kind_at = next(place for place, key in columns.items() if key == "proposal")
    measures, results = rows_parted(body, kind_at)
    return OwnWorkbook(name, rows[at], columns, measures, about, printed, edited, results)


@dataclass(frozen=True)
class OwnWorkbook:
    """The rows of the data sheet, what the sheet about it says, and the blocks of the printed sheet.

    ``columns`` are the keys of the data's columns by their place; ``edited`` says in Thai what was done to the
    printed sheet that is not taken, else it is empty.
    """

    name: str
    head: Mapping[int, TypedCell]
    columns: Mapping[int, str]
    rows: Mapping[int, Mapping[int, TypedCell]]
    about: Mapping[str, str]
    printed: Document | None
    edited: str = ""
    results: ResultRows = field(default_factory=ResultRows)

    def draft(self, year: FiscalYear, rules_of: RulesOf, choices: Choices = NO_CHOICES) -> Draft:
        """The draft for a year: measures from the data sheet, the rest from the printed one."""
        other, results = self._with_results(self._of_print(year, rules_of, choices), year, rules_of, choices)
        found_year = self._year() or other.year_found
        taken = _Taking(found_year or year)
        for number, row in sorted(self.rows.items()):
            taken.take(number, {self.columns[at]: cell for at, cell in row.items() if at in self.columns})
        doubts = (
            *about_year(found_year, year),
            *self._about_columns(),
            *taken.doubts,
            *(
                [Doubt(DoubtKind.EDITED_PRINT, f"แผ่นงาน «{REPORT_SHEET}»", self.edited)]
                if self.edited
                else ()
            ),
            *results.doubts,
            *(doubt for doubt in other.doubts if doubt.kind in _OF_PRINT),
        )
        return replace(
            other,
            agency=self._agency(other.agency),
            year_found=found_year,
            planned_for=None,
            measures=tuple(taken.measures),
            proposals=tuple(taken.proposals),
            divisions=(),
            doubts=tuple(_with_answers(doubts, choices)),
            left_out=(*self._unknown_cells(), *taken.left_out, *results.left_out),
            tables=(self._table(),),
        )

    def _of_print(self, year: FiscalYear, rules_of: RulesOf, choices: Choices) -> Draft:
        if self.printed is None:
            return Draft()
        return self.printed.draft(year, rules_of, choices)

    def _with_results(
        self, other: Draft, year: FiscalYear, rules_of: RulesOf, choices: Choices
    ) -> tuple[Draft, OwnResults]:
        """The draft of the printed sheet with the results of the data sheet, where that has heads for them."""
        results = self.results.read(self._year() or other.year_found or year)
        if self.results.head is None:
            return other, results
        scores, disputed = undisputed(results.scores, rules_of, choices)
        doubts = (*disputed, *(doubt for doubt in other.doubts if doubt.kind not in _OF_RESULTS))
        return replace(other, scores=scores, issues=results.issues, doubts=doubts), results

    def _year(self) -> FiscalYear | None:
        written = arabic_digits(self.about.get(YEAR_LABEL, "")).strip()
        if not written.isdecimal() or not EARLIEST <= int(written) <= LATEST:
            return None
        return FiscalYear(int(written))

    def _agency(self, printed: Agency | None) -> Agency | None:
        name = self.about.get(AGENCY_LABEL, "").strip()
        if not name or (printed and printed.name == name):
            return printed
        return Agency(name)

    def _about_columns(self) -> Iterator[Doubt]:
        """Columns that somebody added, and those that somebody took away."""
        for at, head in sorted(self.head.items()):
            if at not in self.columns:
                words = f"ไม่รู้จักช่อง “{cut(str(head), 40)}” ข้อความในช่องนี้ไม่ได้นำเข้า"
                yield Doubt(DoubtKind.UNKNOWN_COLUMN, _PLACE, words, standing=True)
        there = set(self.columns.values())
        for head in heads_of(column.key for column in COLUMNS if column.key not in there):
            words = f"ไม่มีช่อง “{head}” จึงไม่ได้นำเข้าค่าของช่องนี้"
            yield Doubt(DoubtKind.EMPTY_CELL, _PLACE, words, standing=True)

    def _unknown_cells(self) -> Iterator[str]:
        for _number, row in sorted(self.rows.items()):
            for at, cell in sorted(row.items()):
                if at not in self.columns:
                    yield f"{self.head[at]}: {cell}" if at in self.head else str(cell)

    def _table(self) -> FoundTable:
        """The data sheet as a table found: the columns that tables of reports have too."""
        known = {column.value: column for column in Column}
        found = tuple(
            FoundColumn(str(self.head[at]), known[key])
            for at, key in sorted(self.columns.items())
            if key in known
        )
        key = heads_key([column.head for column in found])
        return FoundTable(1, found, len(self.rows), TablePurpose.MEASURES, _PLACE, key=key)


@dataclass
class _Taking:
    """Takes rows one by one as measures of a year, and writes down what is doubtful."""

    year: FiscalYear
    measures: list[Measure] = field(default_factory=list)
    proposals: list[Measure] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def take(self, row: int, cells: Mapping[str, TypedCell]) -> None:
        broken = {key: cell for key, cell in cells.items() if isinstance(cell, Unreadable)}
        values: dict[str, DataValue] = {key: cell for key, cell in cells.items() if key not in broken}
        if not cells:
            return
        measure, unread = read(values, self.year, number=1)
        kept = self.proposals if measure.proposal else self.measures
        place = f"{_PLACE} แถวที่ {digits(row)}"
        measure = self._numbered(measure, kept, place, told="number" in values)
        kept.append(measure)
        more = [Unread(key, str(cell), "ในช่องเป็นสูตรหรือค่าผิดพลาด") for key, cell in broken.items()]
        for one in (*more, *unread):
            self._doubt(measure, one)
        if not measure.title.strip():
            words = "ไม่มีชื่อมาตรการ"
            self.doubts.append(
                Doubt(
                    DoubtKind.EMPTY_CELL, place, words, measure=measure.number, of_proposal=measure.proposal
                )
            )

    def _numbered(self, measure: Measure, kept: Sequence[Measure], place: str, *, told: bool) -> Measure:
        """The measure with its number, or the next free one where it has none or it is taken; then that is told."""
        taken = {other.number for other in kept}
        if told and measure.number not in taken:
            return measure
        number = max(taken, default=0) + 1
        words = f"ลำดับที่ {digits(measure.number)} ซ้ำกับแถวก่อนหน้า" if told else "ไม่มีลำดับที่"
        proposal = f"ให้เป็นลำดับที่ {digits(number)}"
        self.doubts.append(
            Doubt(
                DoubtKind.NUMBERING,
                place,
                words,
                proposal,
                number,
                of_proposal=measure.proposal,
                standing=True,
            )
        )
        return replace(measure, number=number)

    def _doubt(self, measure: Measure, unread: Unread) -> None:
        (head,) = heads_of([unread.key])
        place = f"{digits(subject_of(measure))} ช่อง{head}"
        words = f"“{cut(' '.join(unread.words.split()), 60)}” {digits(unread.why)}"
        self.doubts.append(
            Doubt(
                DoubtKind.UNREAD_CELL,
                place,
                words,
                measure=measure.number,
                of_proposal=measure.proposal,
                standing=True,
            )
        )
        self.left_out.append(unread.words)


# --- what is a workbook of ours -----------------------------------------------------------------------------------


def _sheet_names(package: Package) -> set[str]:
    """The names in the workbook's list, read by themselves: most workbooks are not ours."""
    main = next((inner for kind, inner in package.related("").values() if kind == "officeDocument"), "")
    names: set[str] = set()

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            names.add(attributes.get("name", ""))

    if package.has(main or "xl/workbook.xml"):
        package.walk(main or "xl/workbook.xml", start)
    return names


def _columns(rows: TypedRows, *, ours: bool) -> tuple[int | None, dict[int, str]]:
    """The row of heads and the keys of its columns; None where the sheet is not ours."""
    by_head = {_folded(column.head): column.key for column in COLUMNS}
    for number in sorted(rows)[:_HEADS_WITHIN]:
        found: dict[int, str] = {}
        for at, cell in sorted(rows[number].items()):
            key = by_head.get(_folded(str(cell)))
            if key and key not in found.values():
                found[at] = key
        heads = set(heads_of(found.values()))
        if set(KEY_HEADS) <= heads and (ours or len(heads) == len(COLUMNS)):
            return number, found
    return None, {}


def _facts(package: Package, workbook: Workbook, sheets: Mapping[str, SheetPart]) -> dict[str, str]:
    """What the sheet เกี่ยวกับ says, by its labels; empty where there is none."""
    if ABOUT_SHEET not in sheets:
        return {}
    rows, _cut = typed_rows(package, workbook, sheets[ABOUT_SHEET])
    return {str(row[1]): str(row[2]) for row in rows.values() if 1 in row and 2 in row}


def _printed(
    package: Package,
    workbook: Workbook,
    sheets: Mapping[str, SheetPart],
    about: Mapping[str, str],
    heads: HeadNames,
) -> tuple[Document | None, str]:
    """The printed sheet as a document, and what was done to it, in Thai, that is not taken."""
    if REPORT_SHEET not in sheets:
        return None, ""
    rows, is_cut = typed_rows(package, workbook, sheets[REPORT_SHEET])
    edited = ""
    texts = (str(row[at]) for _number, row in sorted(rows.items()) for at in sorted(row))
    if not is_cut and PRINTED_LABEL in about and digest_of_texts(texts) != about[PRINTED_LABEL].strip():
        edited = "แก้ไขหลังส่งออก ข้อความมาตรการในแผ่นนี้ไม่ได้นำเข้า โปรแกรมอ่านมาตรการจากแผ่นงานข้อมูล"
    try:
        grid = read_sheet(package, workbook, sheets[REPORT_SHEET])
        blocks = tuple(blocks_of_sheets([(REPORT_SHEET, grid)]))
    except TooManyRows:
        words = f"ยาวเกิน {digits(f'{MOST_ROWS:,}')} แถว จึงอ่านเฉพาะแผ่นงานข้อมูล"
        return None, words
    if not any(isinstance(block, Row) for block in blocks):
        return None, edited
    return Document(package.name, blocks, heads), edited


def _with_answers(doubts: Iterable[Doubt], choices: Choices) -> Iterator[Doubt]:
    for doubt in doubts:
        key = doubt.key or f"{doubt.kind.value}:{doubt.place}:{doubt.words}"
        yield replace(doubt, key=key, answer=choices.answer(key))


def _folded(head: str) -> str:
    return "".join(head.split())
