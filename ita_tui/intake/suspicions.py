"""What looks wrong in a row or between rows. Everything is said, nothing is put right."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure
from ita_tui.domain.period import read_period
from ita_tui.intake.draft import Doubt, DoubtKind
from ita_tui.intake.headings import Column, fold
from ita_tui.intake.items import FoundItems, spoken
from ita_tui.intake.numbering import ordinal, read_numbered
from ita_tui.intake.offices import offices_in, share_of_offices
from ita_tui.intake.tables import Table, TableRow
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import digits

_DURATION = re.compile(r"\s*(?:ภายใน\s*)?[๐-๙0-9]+\s*(?:วัน|สัปดาห์|เดือน)(?:ทำการ)?\s*")
_SHOULD_BE_FILLED = (
    Column.TITLE, Column.GUIDELINE, Column.METHOD, Column.RESPONSIBLE, Column.RESULT, Column.OUTCOME,
    Column.RECOMMENDATION, Column.FOLLOW_UP,
)  # fmt: skip
_COUNTED = (Column.GUIDELINE, Column.METHOD, Column.RESPONSIBLE, Column.RESULT, Column.OUTCOME)
_LONG_ENOUGH_TO_COPY = 60
"""In letters: shorter results (ดำเนินการแล้วเสร็จ) are rightly the same under many measures."""

_COMPARED: Mapping[Column, tuple[Callable[[Measure], str], int]] = {
    Column.TITLE: (attrgetter("title"), 1),
    Column.METHOD: (attrgetter("method"), _LONG_ENOUGH_TO_COPY),
    Column.RESULT: (attrgetter("result"), _LONG_ENOUGH_TO_COPY),
    Column.OUTCOME: (attrgetter("outcome"), _LONG_ENOUGH_TO_COPY),
}
_LONGEST_PERIOD = 60
"""In letters: a longer ผู้รับผิดชอบ cell is no period that slipped into it."""

_SECOND_MEASURE = re.compile(r"\s(?=มาตรการ[ก-ฮเ-ไ])")
_LATER_ORDINAL = re.compile(r"\s([๐-๙0-9]{1,3})\s?[.)]\s*(?![๐-๙0-9])")


@dataclass(frozen=True)
class Place:
    """A measure as doubts name it: มาตรการ ๓, or มาตรการที่เสนอ ๓ for a proposal."""

    number: int
    of_proposal: bool = False

    def doubt(
        self, kind: DoubtKind, words: str, *, column: Column | None = None, proposal: str = ""
    ) -> Doubt:
        name = "มาตรการที่เสนอ" if self.of_proposal else "มาตรการ"
        place = f"{name} {digits(self.number)}" + (f" ช่อง{column.label}" if column else "")
        return Doubt(kind, place, words, proposal, self.number, self.of_proposal)


def about_row(
    table: Table, row: TableRow, measure: Measure, found: FoundItems, *, place: Place, year: FiscalYear
) -> Iterator[Doubt]:
    """The doubts about one row and the measure it became."""
    yield from _about_cells(table, row, place)
    yield from _about_shift(row.cells, measure, place)
    yield from _about_two_in_row(row.cells, measure, place)
    yield from _about_counting(row.cells, place)
    yield from _about_period(table, measure, place, year)
    yield from _about_offices_and_items(measure, found, place)
    if table.columns & {Column.RESULT}:
        words = "สถานะการทำงานเสนอจากข้อความในช่องนี้ ส่วนหลักฐานถือว่ายังไม่มี"
        yield place.doubt(
            DoubtKind.PROPOSED_STATUS, words, column=Column.RESULT, proposal=measure.status.label
        )


def about_repetitions(measures: Sequence[Measure]) -> Iterator[Doubt]:
    """The same long text under two measures, and the same title twice."""
    for column, (text_of, shortest) in _COMPARED.items():
        first: dict[str, int] = {}
        for measure in measures:
            folded = fold(text_of(measure))
            if len(folded) < shortest:
                continue
            if folded in first:
                words = f"ข้อความเหมือนมาตรการ {digits(first[folded])} ทุกคำ"
                yield Place(measure.number, measure.proposal).doubt(
                    DoubtKind.REPEATED_TEXT, words, column=column
                )
            first.setdefault(folded, measure.number)


def _about_cells(table: Table, row: TableRow, place: Place) -> Iterator[Doubt]:
    if row.cell_count is not None:
        words = f"แถวนี้มี {digits(row.cell_count)} ช่อง แต่หัวตารางมี {digits(len(table.headings))} ช่อง"
        yield place.doubt(DoubtKind.CELL_COUNT, words)
    if row.joined:
        words = "แถวหรือบรรทัดที่อยู่ใต้แถวนี้ถูกต่อเข้ากับมาตรการนี้ โปรดดูว่าต่อถูกช่อง"
        yield place.doubt(DoubtKind.CONTINUED, words)
    for column in _SHOULD_BE_FILLED:
        if column in row.cells and not fold(row.cells[column]):
            yield place.doubt(DoubtKind.EMPTY_CELL, "ช่องนี้ว่าง", column=column)


def _about_shift(cells: Mapping[Column, str], measure: Measure, place: Place) -> Iterator[Doubt]:
    """A responsible cell full of deeds beside a result that only names divisions, or a period among them."""
    responsible, result = cells.get(Column.RESPONSIBLE, ""), cells.get(Column.RESULT, "")
    if result and share_of_offices(result) > 0.5 and share_of_offices(responsible) < 0.5:
        yield place.doubt(
            DoubtKind.SHIFTED_COLUMNS,
            "ช่องนี้มีแต่ชื่อส่วนราชการ ข้อความในแถวอาจเลื่อนไปหนึ่งช่อง",
            column=Column.RESULT,
        )
    if 0 < len(responsible) <= _LONGEST_PERIOD and read_period(responsible, None).start:
        words = "ช่องนี้มีแต่ระยะเวลา ข้อความในแถวอาจเลื่อนไปหนึ่งช่อง"
        yield place.doubt(DoubtKind.SHIFTED_COLUMNS, words, column=Column.RESPONSIBLE)
    if share_of_offices(measure.period.text) > 0.5:
        words = "ช่องนี้มีแต่ชื่อส่วนราชการ ข้อความในแถวอาจเลื่อนไปหนึ่งช่อง"
        yield place.doubt(DoubtKind.SHIFTED_COLUMNS, words, column=Column.PERIOD)


def _about_two_in_row(cells: Mapping[Column, str], measure: Measure, place: Place) -> Iterator[Doubt]:
    words = "แถวนี้อาจมีสองมาตรการรวมกัน โปรดแยกหากใช่"
    later = (ordinal(match.group().strip()) for match in _LATER_ORDINAL.finditer(measure.title))
    if _SECOND_MEASURE.search(measure.title.removeprefix("มาตรการ")) or (measure.number + 1) in later:
        yield place.doubt(DoubtKind.TWO_IN_ROW, words, column=Column.TITLE)
    for column in (Column.GUIDELINE, Column.METHOD, Column.RESULT):
        if read_numbered(cells.get(column, "")).restarts:
            again = f"เลขข้อเริ่มนับ ๑ ใหม่ {words}"
            yield place.doubt(DoubtKind.TWO_IN_ROW, again, column=column)


def _about_counting(cells: Mapping[Column, str], place: Place) -> Iterator[Doubt]:
    for column in _COUNTED:
        if read_numbered(cells.get(column, "")).skips:
            words = "เลขข้อในช่องนี้ไม่ต่อเนื่อง อาจมีข้อที่หายไปหรืออยู่ผิดช่อง"
            yield place.doubt(DoubtKind.NUMBERING, words, column=column)


def _about_period(table: Table, measure: Measure, place: Place, year: FiscalYear) -> Iterator[Doubt]:
    period = measure.period
    if not period.text.strip():
        if Column.PERIOD in table.columns:
            yield place.doubt(DoubtKind.NO_PERIOD, "ไม่ได้เขียนระยะเวลาไว้", column=Column.PERIOD)
    elif period.start is None or period.end is None:
        if not _DURATION.fullmatch(period.text):
            words = f"อ่านวันเริ่มและวันสิ้นสุดจาก “{period.text}” ไม่ได้"
            yield place.doubt(DoubtKind.UNREAD_PERIOD, words, column=Column.PERIOD)
    elif not (year.first <= period.start and period.end <= year.last):
        words = f"{_days(period.start, period.end)} อยู่นอกปีงบประมาณ {digits(year.be)}"
        yield place.doubt(DoubtKind.OUTSIDE_YEAR, words, column=Column.PERIOD)


def _about_offices_and_items(measure: Measure, found: FoundItems, place: Place) -> Iterator[Doubt]:
    for written, known in offices_in(measure.responsible).near:
        words = f"“{written}” สะกดใกล้เคียงกับชื่องานที่รู้จัก"
        yield place.doubt(DoubtKind.NEAR_NAME, words, column=Column.RESPONSIBLE, proposal=known)
    if found.strange:
        words = f"{spoken(found.strange)} ไม่มีในบัญชี OIT ของปีนี้ จึงไม่ผูกกับมาตรการ"
        yield place.doubt(DoubtKind.ITEM_CODE, words)
    if found.outside:
        words = f"{spoken(found.outside)} อยู่ในช่องนี้ แต่ไม่อยู่ในช่วงที่ชื่อมาตรการบอก"
        yield place.doubt(DoubtKind.ITEM_CODE, words, column=Column.RESPONSIBLE)


def _days(first: date, last: date) -> str:
    return f"{short_date(first)} – {short_date(last)}"
