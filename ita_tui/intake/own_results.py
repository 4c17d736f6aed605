"""The results under the measures of our data sheet: scores and analyses to the letter, and what is doubtful in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.scores import IssueAnalysis, Scores
from ita_tui.intake.draft import Doubt, DoubtKind
from ita_tui.intake.sheets.typed_cells import TypedCell, TypedRows, Unreadable
from ita_tui.reports.data_cells import Unread, folded
from ita_tui.reports.data_columns import MEASURE, PROPOSAL
from ita_tui.reports.data_results import KIND_HEAD, RESULT_HEADS, ResultsReading, is_result
from ita_tui.reports.workbook_sheets import DATA_SHEET
from ita_tui.thai.clusters import cut
from ita_tui.thai.numerals import digits

_PLACE = f"แผ่นงาน «{DATA_SHEET}»"
_OF_MEASURES = frozenset(map(folded, (MEASURE, PROPOSAL)))


@dataclass(frozen=True)
class OwnResults:
    """What the rows hold, for the year that they are read for."""

    scores: Scores | None
    issues: tuple[IssueAnalysis, ...]
    doubts: tuple[Doubt, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class ResultRows:
    """The rows of results by number, and the keys of their columns by place; ``head`` is None where it is lost."""

    head: Mapping[int, TypedCell] | None = None
    columns: Mapping[int, str] = field(default_factory=dict)
    rows: TypedRows = field(default_factory=dict)

    def read(self, year: FiscalYear) -> OwnResults:
        """The results that fiscal year ``year`` answers; without heads none is taken, and every row is told."""
        if self.head is None:
            return self._lost()
        reading = ResultsReading()
        doubts = [*self._about_columns()]
        left_out: list[str] = []
        for number, row in sorted(self.rows.items()):
            unread = self._take(row, reading)
            doubts += (_doubt(number, one) for one in unread)
            left_out += (one.words for one in unread)
            left_out += (str(cell) for at, cell in sorted(row.items()) if at not in self.columns)
        scores = reading.scores(year)
        if scores and reading.year is None:
            words = "ไม่ได้บอกว่าเป็นผลการประเมินของปีใด"
            doubts.append(Doubt(DoubtKind.SCORE, _PLACE, words, f"ปี {digits(scores.year)}"))
        return OwnResults(scores, reading.issues(), tuple(doubts), tuple(left_out))

    def _lost(self) -> OwnResults:
        why = "ไม่มีหัวตารางของผลการประเมินเหนือแถวนี้ จึงไม่ได้นำเข้า"
        told = [
            (number, Unread("kind", " | ".join(str(row[at]) for at in sorted(row)), why))
            for number, row in sorted(self.rows.items())
        ]
        doubts = tuple(_doubt(number, one) for number, one in told)
        return OwnResults(None, (), doubts, tuple(one.words for _number, one in told))

    def _take(self, row: Mapping[int, TypedCell], reading: ResultsReading) -> list[Unread]:
        cells = {self.columns[at]: cell for at, cell in row.items() if at in self.columns}
        broken = {key: cell for key, cell in cells.items() if isinstance(cell, Unreadable)}
        unread = [Unread(key, str(cell), "ในช่องเป็นสูตรหรือค่าผิดพลาด") for key, cell in broken.items()]
        return [*unread, *reading.take({key: cell for key, cell in cells.items() if key not in broken})]

    def _about_columns(self) -> list[Doubt]:
        """Columns that somebody added, and those that went with a column of the measures above them."""
        head = self.head or {}
        added = [str(cell) for at, cell in sorted(head.items()) if at not in self.columns]
        missing = [RESULT_HEADS[key] for key in RESULT_HEADS if key not in self.columns.values()]
        unknown, gone = "ไม่รู้จักช่อง “{}” ข้อความในช่องนี้ไม่ได้นำเข้า", "ไม่มีช่อง “{}” จึงไม่ได้นำเข้าค่าของช่องนี้"
        return [
            *(_standing(DoubtKind.UNKNOWN_COLUMN, unknown.format(cut(name, 40))) for name in added),
            *(_standing(DoubtKind.EMPTY_CELL, gone.format(name)) for name in missing),
        ]


def rows_parted(body: TypedRows, kind_at: int) -> tuple[TypedRows, ResultRows]:
    """The rows under the heads of our data sheet: those of measures, and those of results.

    ``kind_at`` is the column that says what a row is. Measures that people add under the results are measures.
    """
    kinds = {number: folded(str(row.get(kind_at, ""))) for number, row in body.items()}
    heads = next((number for number in sorted(body) if kinds[number] == folded(KIND_HEAD)), None)
    of_results = {
        number: row
        for number, row in body.items()
        if number != heads
        and (
            is_result(kinds[number])
            or (heads is not None and number > heads and kinds[number] not in _OF_MEASURES)
        )
    }
    of_measures = {number: row for number, row in body.items() if number not in {*of_results, heads}}
    if heads is None:
        return of_measures, ResultRows(rows=of_results)
    return of_measures, ResultRows(body[heads], _columns(body[heads]), of_results)


def _columns(head: Mapping[int, TypedCell]) -> dict[int, str]:
    by_head = {folded(name): key for key, name in RESULT_HEADS.items()}
    found: dict[int, str] = {}
    for at, cell in sorted(head.items()):
        key = by_head.get(folded(str(cell)))
        if key and key not in found.values():
            found[at] = key
    return found


def _doubt(row: int, unread: Unread) -> Doubt:
    place = f"{_PLACE} แถวที่ {digits(row)} ช่อง{RESULT_HEADS[unread.key]}"
    words = f"“{cut(' '.join(unread.words.split()), 60)}” {digits(unread.why)}"
    return Doubt(DoubtKind.UNREAD_CELL, place, words, standing=True)


def _standing(kind: DoubtKind, words: str) -> Doubt:
    return Doubt(kind, f"{_PLACE} ตารางผลการประเมิน", words, standing=True)
