"""What looks wrong in a row or between rows, each with a proposal. Everything is said, nothing is put right."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from rapidfuzz import fuzz, process

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, WorkStatus
from ita_tui.domain.period import read_period
from ita_tui.intake.draft import Doubt, DoubtKind
from ita_tui.intake.fixes import SECOND_MEASURE, Fix, Mended, Parted, Swapped, Written
from ita_tui.intake.headings import Column, fold
from ita_tui.intake.items import FoundItems, spoken
from ita_tui.intake.numbering import ordinal, read_numbered, without_ordinal
from ita_tui.intake.offices import offices_in, share_of_offices
from ita_tui.intake.tables import Table, TableRow, continued_key
from ita_tui.intake.torn_words import torn_places
from ita_tui.thai.clusters import cut
from ita_tui.thai.dates import short_date
from ita_tui.thai.numerals import digits
from ita_tui.thai.words import pieces

_DURATION = re.compile(r"\s*(?:ภายใน\s*)?[๐-๙0-9]+\s*(?:วัน|สัปดาห์|เดือน)(?:ทำการ)?\s*")
_SHOULD_BE_FILLED = (
    Column.TITLE, Column.GUIDELINE, Column.METHOD, Column.RESPONSIBLE, Column.RESULT, Column.OUTCOME,
    Column.RECOMMENDATION, Column.FOLLOW_UP,
)  # fmt: skip
_COUNTED = (Column.GUIDELINE, Column.METHOD, Column.RESPONSIBLE, Column.RESULT, Column.OUTCOME)
_TEXTS = (*_SHOULD_BE_FILLED, Column.WEAK_ITEM)
_LONG_ENOUGH_TO_COPY = 60
"""In letters: shorter results (ดำเนินการแล้วเสร็จ) are rightly the same under many measures."""

_COMPARED: Mapping[Column, tuple[Callable[[Measure], str], int]] = {
    Column.TITLE: (attrgetter("title"), 1),
    Column.METHOD: (attrgetter("method"), _LONG_ENOUGH_TO_COPY),
    Column.RESULT: (attrgetter("result"), _LONG_ENOUGH_TO_COPY),
    Column.OUTCOME: (attrgetter("outcome"), _LONG_ENOUGH_TO_COPY),
}
_COPIED = frozenset({Column.RESULT, Column.OUTCOME})
"""What two measures rightly never have nearly the same of; ways to do things they may."""

_ALIKE = 90.0
_LONGEST_PERIOD = 60
"""In letters: a longer ผู้รับผิดชอบ cell is no period that slipped into it."""

_SHORTEST_TITLE = 10
_LATER_ORDINAL = re.compile(r"\s([๐-๙0-9]{1,3})\s?[.)]\s*(?![๐-๙0-9])")
_WHOLE_YEAR = "ตลอดปีงบประมาณ"
_AS_WRITTEN = "เก็บไว้ตามเอกสาร"
_LEFT_EMPTY = "เว้นว่างไว้ แล้วเติมภายหลัง"
_AROUND_A_TEAR = 60
"""In letters: more words than are shown stand on either side."""


@dataclass(frozen=True)
class Suspicion:
    """A doubt about a row, and what accepting it (``fix``) or refusing it (``undo``) does to the row."""

    doubt: Doubt
    fix: Fix | None = None
    undo: Fix | None = None


@dataclass(frozen=True)
class Place:
    """A measure as doubts name it: มาตรการ ๓, or มาตรการที่เสนอ ๓ for a proposal; ``line`` is its row's."""

    number: int
    of_proposal: bool = False
    line: int = 0

    def doubt(
        self,
        kind: DoubtKind,
        words: str,
        *,
        column: Column | None = None,
        proposal: str = "",
        standing: bool = False,
        choice: bool = False,
        key: str = "",
    ) -> Doubt:
        name = "มาตรการที่เสนอ" if self.of_proposal else "มาตรการ"
        place = f"{name} {digits(self.number)}" + (f" ช่อง{column.label}" if column else "")
        key = key or f"{self.line}:{kind.value}:{column or ''}"
        return Doubt(
            kind,
            place,
            words,
            proposal,
            self.number,
            self.of_proposal,
            standing=standing,
            choice=choice,
            key=key,
        )

    def noted(
        self, kind: DoubtKind, words: str, column: Column | None = None, proposal: str = _AS_WRITTEN
    ) -> Suspicion:
        """A doubt for her to know: the draft holds what is proposed, and knows nothing better."""
        return Suspicion(self.doubt(kind, words, column=column, proposal=proposal, standing=True))

    def offered(
        self, kind: DoubtKind, words: str, proposal: str, fix: Fix, column: Column | None = None
    ) -> Suspicion:
        """A doubt whose proposal is taken only where she accepts it."""
        return Suspicion(self.doubt(kind, words, column=column, proposal=proposal, choice=True), fix=fix)

    def standing(
        self, kind: DoubtKind, words: str, proposal: str, undo: Fix | None, column: Column | None = None
    ) -> Suspicion:
        """A doubt whose proposal the draft holds unless she refuses it."""
        doubt = self.doubt(kind, words, column=column, proposal=proposal, standing=True, choice=True)
        return Suspicion(doubt, undo=undo)


@dataclass(frozen=True)
class ReadRow:
    """A row of a table of measures and the measure it is, both as in the document; ``above`` is the row before."""

    table: Table
    row: TableRow
    measure: Measure
    found: FoundItems
    place: Place
    above: TableRow | None = None


def about_row(read: ReadRow, year: FiscalYear) -> Iterator[Suspicion]:
    """The doubts about one row and the measure it became."""
    yield from _about_cells(read)
    yield from _about_shift(read)
    yield from _about_two_in_row(read)
    yield from _about_doubled_title(read)
    yield from _about_counting(read)
    yield from _about_period(read, year)
    yield from _about_offices_and_items(read)
    yield from _about_torn_words(read)
    if Column.STATUS in read.table.columns or Column.RESULT in read.table.columns:
        column = Column.STATUS if read.row.cells.get(Column.STATUS) else Column.RESULT
        words = "สถานะการทำงานเสนอจากข้อความในช่องนี้ ส่วนหลักฐานถือว่ายังไม่มี"
        undo = Written(Column.STATUS, WorkStatus.NOT_STARTED.label, read.row.cells.get(Column.STATUS, ""))
        yield read.place.standing(DoubtKind.PROPOSED_STATUS, words, read.measure.status.label, undo, column)


def about_repetitions(rows: Sequence[ReadRow]) -> Iterator[tuple[int, Suspicion]]:
    """The same long text under two measures, and the same title twice; with the place of the row in ``rows``."""
    for column, (text_of, shortest) in _COMPARED.items():
        first: dict[str, int] = {}
        for at, read in enumerate(rows):
            folded = fold(text_of(read.measure))
            if len(folded) < shortest:
                continue
            if folded in first:
                words = f"ข้อความเหมือนมาตรการ {digits(first[folded])} ทุกคำ"
                yield at, _repeated(read, column, words)
            elif column in _COPIED:
                alike = process.extractOne(folded, list(first), scorer=fuzz.ratio, score_cutoff=_ALIKE)
                if alike:
                    words = f"ข้อความเกือบเหมือนมาตรการ {digits(first[alike[0]])}"
                    yield at, _repeated(read, column, words)
            first.setdefault(folded, read.place.number)


def _repeated(read: ReadRow, column: Column, words: str) -> Suspicion:
    if column is Column.TITLE:
        return read.place.noted(DoubtKind.REPEATED_TEXT, words, column, "เก็บไว้ทั้งสองมาตรการ")
    fix = Written(column, "", read.row.cells.get(column, ""))
    return read.place.offered(DoubtKind.REPEATED_TEXT, words, "ล้างช่องนี้เพื่อเขียนใหม่", fix, column)


def _about_cells(read: ReadRow) -> Iterator[Suspicion]:
    row, place = read.row, read.place
    if row.cell_count is not None:
        width = len(read.table.headings)
        words = f"แถวนี้มี {digits(row.cell_count)} ช่อง แต่หัวตารางมี {digits(width)} ช่อง"
        proposal = "เว้นว่างช่องที่ขาด" if row.cell_count < width else "รวมช่องที่เกินไว้ในช่องสุดท้าย"
        yield place.noted(DoubtKind.CELL_COUNT, words, proposal=proposal)
    yield from _about_joining(row, place)
    if row.planned:
        words = "ช่องที่ตารางรายงานผลไม่มี เติมจากตารางแผนที่มีชื่อมาตรการเดียวกัน"
        key = continued_key(row.planned)
        doubt = place.doubt(
            DoubtKind.CONTINUED, words, proposal="รวมเป็นมาตรการเดียว", standing=True, choice=True, key=key
        )
        yield Suspicion(doubt)
    for column in sorted(row.shared):
        words = "ช่องนี้เป็นเซลล์ผสานกับแถวบน"
        undo = Written(column, "", row.cells[column])
        proposal = f"ใช้ข้อความเดียวกัน: {cut(' '.join(row.cells[column].split()), 40)}"
        yield place.standing(DoubtKind.MERGED_CELL, words, proposal, undo, column)
    for column in sorted(row.twice):
        words = "ตารางมีสองช่องที่มีความหมายนี้ ข้อความถูกต่อกันไว้"
        yield place.noted(DoubtKind.TWO_COLUMNS, words, column)
    for column in _SHOULD_BE_FILLED:
        if column in row.cells and not fold(row.cells[column]):
            yield _empty(read, column)


def _about_joining(row: TableRow, place: Place) -> Iterator[Suspicion]:
    words = "แถวหรือบรรทัดที่อยู่ใต้แถวนี้ถูกต่อเข้ากับมาตรการนี้ โปรดดูว่าต่อถูกช่อง"
    below = [line for line in row.joined if line != row.line]
    if below:
        key = continued_key(below[0])
        doubt = place.doubt(DoubtKind.CONTINUED, words, proposal="ต่อกัน", standing=True, choice=True, key=key)
        yield Suspicion(doubt)
    elif row.joined:
        yield place.noted(DoubtKind.CONTINUED, words, proposal="ต่อกัน")
    if row.apart:
        words = "แถวนี้เขียนต่อจากแถวบน แต่ท่านเลือกให้เป็นมาตรการของตัวเอง"
        key = continued_key(row.line)
        doubt = place.doubt(DoubtKind.CONTINUED, words, proposal="ต่อกัน", standing=True, choice=True, key=key)
        yield Suspicion(doubt)


def _empty(read: ReadRow, column: Column) -> Suspicion:
    """An empty cell: who is responsible may be as in the row before; the rest is hers to write."""
    above = read.above.cells.get(column, "") if read.above else ""
    if column is Column.RESPONSIBLE and fold(above):
        proposal = f"ใช้ตามมาตรการก่อนหน้า: {cut(' '.join(above.split()), 40)}"
        return read.place.offered(
            DoubtKind.EMPTY_CELL, "ช่องนี้ว่าง", proposal, Written(column, above, read.row.cells[column]), column
        )
    return read.place.noted(DoubtKind.EMPTY_CELL, "ช่องนี้ว่าง", column, _LEFT_EMPTY)


def _about_shift(read: ReadRow) -> Iterator[Suspicion]:
    """A responsible cell full of deeds beside a result that only names divisions, or a period among them."""
    cells, place = read.row.cells, read.place
    responsible, result = cells.get(Column.RESPONSIBLE, ""), cells.get(Column.RESULT, "")
    period = cells.get(Column.PERIOD, "")
    shifted = "ข้อความในแถวอาจเลื่อนไปหนึ่งช่อง"
    if result and share_of_offices(result) > 0.5 and share_of_offices(responsible) < 0.5:
        words = f"ช่องนี้มีแต่ชื่อส่วนราชการ {shifted}"
        fix = Swapped(Column.RESPONSIBLE, Column.RESULT)
        proposal = "สลับข้อความกับช่องผู้รับผิดชอบ"
        yield place.offered(DoubtKind.SHIFTED_COLUMNS, words, proposal, fix, Column.RESULT)
    swap = Swapped(Column.RESPONSIBLE, Column.PERIOD)
    if 0 < len(responsible) <= _LONGEST_PERIOD and read_period(responsible, None).start:
        words = f"ช่องนี้มีแต่ระยะเวลา {shifted}"
        proposal = "สลับข้อความกับช่องระยะเวลา"
        yield place.offered(DoubtKind.SHIFTED_COLUMNS, words, proposal, swap, Column.RESPONSIBLE)
    if share_of_offices(period) > 0.5:
        words = f"ช่องนี้มีแต่ชื่อส่วนราชการ {shifted}"
        proposal = "สลับข้อความกับช่องผู้รับผิดชอบ"
        yield place.offered(DoubtKind.SHIFTED_COLUMNS, words, proposal, swap, Column.PERIOD)


def _about_two_in_row(read: ReadRow) -> Iterator[Suspicion]:
    words, proposal = "แถวนี้อาจมีสองมาตรการรวมกัน", "แยกเป็นสองมาตรการ"
    title = read.measure.title
    later = (ordinal(match.group().strip()) for match in _LATER_ORDINAL.finditer(title))
    if SECOND_MEASURE.search(title.removeprefix("มาตรการ")) or (read.measure.number + 1) in later:
        yield read.place.offered(DoubtKind.TWO_IN_ROW, words, proposal, Parted(), Column.TITLE)
    for column in (Column.GUIDELINE, Column.METHOD, Column.RESULT):
        if read_numbered(read.row.cells.get(column, "")).restarts:
            again = f"เลขข้อเริ่มนับ ๑ ใหม่ {words}"
            yield read.place.offered(DoubtKind.TWO_IN_ROW, again, proposal, Parted(), column)


def _about_doubled_title(read: ReadRow) -> Iterator[Suspicion]:
    """A title that says itself twice."""
    title = read.row.cells.get(Column.TITLE, "")
    folded = fold(without_ordinal(title))
    half = folded[: len(folded) // 2]
    if len(half) < _SHORTEST_TITLE or half * 2 != folded:
        return
    ends = (at for at in range(len(title) // 3, len(title)) if fold(without_ordinal(title[:at])) == half)
    once = title[: next(ends)].strip()
    words = "ชื่อมาตรการเขียนซ้ำสองครั้ง"
    fix = Written(Column.TITLE, once, title)
    proposal = f"เขียนครั้งเดียว: {cut(' '.join(once.split()), 60)}"
    yield read.place.offered(DoubtKind.REPEATED_TEXT, words, proposal, fix, Column.TITLE)


def _about_counting(read: ReadRow) -> Iterator[Suspicion]:
    for column in _COUNTED:
        if read_numbered(read.row.cells.get(column, "")).skips:
            words = "เลขข้อในช่องนี้ไม่ต่อเนื่อง อาจมีข้อที่หายไปหรืออยู่ผิดช่อง"
            yield read.place.noted(DoubtKind.NUMBERING, words, column)


def _about_period(read: ReadRow, year: FiscalYear) -> Iterator[Suspicion]:
    period, place = read.measure.period, read.place
    if not period.text.strip():
        if read.table.columns & {Column.PERIOD, Column.START, Column.END}:
            yield _no_period(read)
    elif period.start is None or period.end is None:
        if not _DURATION.fullmatch(period.text):
            words = f"อ่านวันเริ่มและวันสิ้นสุดจาก “{period.text}” ไม่ได้"
            proposal = "เก็บข้อความไว้โดยไม่มีวันที่"
            yield place.noted(DoubtKind.UNREAD_PERIOD, words, Column.PERIOD, proposal)
    elif not (year.first <= period.start and period.end <= year.last):
        words = f"{_days(period.start, period.end)} อยู่นอกปีงบประมาณ {digits(year.be)}"
        moved = _moved_into(year, period.start, period.end)
        if moved is None:
            yield place.noted(DoubtKind.OUTSIDE_YEAR, words, Column.PERIOD)
            return
        fix = Written(Column.PERIOD, moved, read.row.cells.get(Column.PERIOD, ""))
        yield place.offered(DoubtKind.OUTSIDE_YEAR, words, f"เลื่อนเป็น {moved}", fix, Column.PERIOD)


def _no_period(read: ReadRow) -> Suspicion:
    above = read.above.cells.get(Column.PERIOD, "") if read.above else ""
    words = above if fold(above) else _WHOLE_YEAR
    proposal = f"ใช้ตามมาตรการก่อนหน้า: {' '.join(above.split())}" if fold(above) else f"เขียนว่า {_WHOLE_YEAR}"
    fix = Written(Column.PERIOD, words, read.row.cells.get(Column.PERIOD, ""))
    return read.place.offered(DoubtKind.NO_PERIOD, "ไม่ได้เขียนระยะเวลาไว้", proposal, fix, Column.PERIOD)


def _moved_into(year: FiscalYear, start: date, end: date) -> str | None:
    """The same days in the fiscal year, as a period is written; None where they are longer than it."""
    for years in range(-9, 10):
        try:
            first, last = start.replace(year=start.year + years), end.replace(year=end.year + years)
        except ValueError:  # the 29th of February
            continue
        if year.first <= first and last <= year.last:
            return _days(first, last)
    return None


def _about_offices_and_items(read: ReadRow) -> Iterator[Suspicion]:
    place, responsible, found = read.place, read.row.cells.get(Column.RESPONSIBLE, ""), read.found
    for written, known in offices_in(responsible).near:
        words = f"“{written}” สะกดใกล้เคียงกับชื่องานที่รู้จัก"
        fix = Written(Column.RESPONSIBLE, responsible.replace(written, known), responsible)
        yield place.offered(DoubtKind.NEAR_NAME, words, known, fix, Column.RESPONSIBLE)
    if found.strange:
        words = f"{spoken(found.strange)} ไม่มีในบัญชี OIT ของปีนี้ จึงไม่ผูกกับมาตรการ"
        yield place.noted(DoubtKind.ITEM_CODE, words, proposal="เก็บไว้ในข้อความ ไม่ผูกกับข้อ OIT")
    if found.outside:
        words = f"{spoken(found.outside)} อยู่ในช่องนี้ แต่ไม่อยู่ในช่วงที่ชื่อมาตรการบอก"
        yield place.noted(DoubtKind.ITEM_CODE, words, Column.RESPONSIBLE)


def _about_torn_words(read: ReadRow) -> Iterator[Suspicion]:
    for column in _TEXTS:
        text = read.row.cells.get(column, "")
        torn = torn_places(text)
        if torn:
            before, after = _words_around(text, torn[0])
            words = f"มีช่องว่างกลางคำหรือวลี {digits(len(torn))} แห่ง เช่น “{before} {after}”"
            proposal = f"ตัดช่องว่างออก: “{before}{after}”"
            yield read.place.offered(DoubtKind.TORN_WORDS, words, proposal, Mended(column), column)


def _words_around(text: str, at: int) -> tuple[str, str]:
    """The words before and behind a blank, as many as tell what it tears."""
    before = re.split(r"\s", text[max(0, at - _AROUND_A_TEAR) : at])[-1]
    after = re.split(r"\s", text[at + 1 : at + 1 + _AROUND_A_TEAR], maxsplit=1)[0]
    return "".join(pieces(before)[-2:]), "".join(pieces(after)[:2])


def _days(first: date, last: date) -> str:
    return f"{short_date(first)} – {short_date(last)}"
