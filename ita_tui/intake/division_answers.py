"""Reads back the workbook in which a division answered (แบบตอบ): values, and what in it could not be read.

Rows are known by their hidden key, wherever they were moved to; columns by their heads. What was left empty says
nothing. Nothing is saved.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ita_tui.domain.division_answers import Answers, ItemAnswer, MeasureAnswer
from ita_tui.domain.handed_out import HandedRow, digest_of
from ita_tui.intake.answer_cells import AnswerCells
from ita_tui.intake.archives.doors import opened, refuse_unsafe_archive
from ita_tui.intake.documents import bytes_of
from ita_tui.intake.file_kinds import Form, form_of
from ita_tui.intake.refusals import NewerAnswerSheet, NotAnAnswerSheet, TooManyRows
from ita_tui.intake.sheets.excel_parts import FORM, Package, workbook_of
from ita_tui.intake.sheets.grids import MOST_ROWS
from ita_tui.intake.sheets.typed_cells import TypedCell, TypedRows, Unreadable, typed_rows
from ita_tui.reports.answer_sheet import (
    BY_STEPS,
    DIVISION_LABEL,
    FORM_LABEL,
    HANDED_LABEL,
    ITEM_COLUMNS,
    KEPT_HEADS,
    KEPT_SHEET,
    MEASURE_COLUMNS,
    NO_STEPS,
    AnswerColumn,
    kept_row,
)
from ita_tui.reports.answer_sheet import FORM as KNOWN_FORM
from ita_tui.reports.data_cells import day_words
from ita_tui.reports.workbook_sheets import AGENCY_LABEL, YEAR_LABEL
from ita_tui.thai.clusters import cut
from ita_tui.thai.numerals import digits
from ita_tui.thai.typed import clean_input

_HEADS_WITHIN = 40
"""Rows above which the heads stand, wherever somebody put lines over them."""

_NOT_ASKED = frozenset({BY_STEPS, NO_STEPS})
_SHOWN = 50
_FORM_NAME = KNOWN_FORM.partition(" ")[0]


def read_division_answers(path: Path) -> Answers:
    """Read a workbook that came back. Raises IntakeError for a file that is none, damaged, unsafe or too large."""
    data, name = bytes_of(path), path.name
    form = form_of(data, name)
    if form is not Form.EXCEL:
        raise NotAnAnswerSheet(name, form.label)
    refuse_unsafe_archive(data, name, FORM)
    with opened(data, name, FORM) as archive:
        package = Package(archive, name)
        workbook = workbook_of(package)
        sheets: dict[str, TypedRows] = {}
        for sheet in workbook.sheets:
            rows, is_cut = typed_rows(package, workbook, sheet, formulas=False)
            if is_cut:
                raise TooManyRows(name, MOST_ROWS)
            sheets[sheet.name] = rows
    kept = sheets.pop(KEPT_SHEET, None)
    if kept is None:
        raise NotAnAnswerSheet(name)
    return _Reading(name, kept).answers(sheets)


@dataclass(frozen=True)
class _Row:
    """A row of a sheet: where it stands, its cells by column key, and what it is about."""

    place: str
    cells: Mapping[str, TypedCell]
    handed: HandedRow
    doubts: tuple[str, ...] = ()


@dataclass
class _Reading:
    """What is read of one workbook, with what could not be read gathered as it goes."""

    name: str
    kept: TypedRows
    doubts: list[str] = field(default_factory=list)

    def answers(self, sheets: Mapping[str, TypedRows]) -> Answers:
        facts = {str(row[1]): str(row.get(2, "")) for row in self.kept.values() if 1 in row}
        form, year = facts.get(FORM_LABEL, ""), facts.get(YEAR_LABEL, "")
        if not form.startswith(_FORM_NAME) or not (year.isascii() and year.isdecimal() and len(year) == 4):
            raise NotAnAnswerSheet(self.name)
        if form != KNOWN_FORM:
            raise NewerAnswerSheet(self.name)
        handed = self._handed_rows()
        measures = self._rows(sheets, MEASURE_COLUMNS, {k: r for k, r in handed.items() if not r.is_item})
        items = self._rows(sheets, ITEM_COLUMNS, {k: r for k, r in handed.items() if r.is_item})
        day = _day(facts.get(HANDED_LABEL, ""))
        return Answers(
            self.name,
            facts.get(AGENCY_LABEL, ""),
            int(year),
            facts.get(DIVISION_LABEL, ""),
            day,
            tuple(filter(None, (self._measure(row, day) for row in measures))),
            tuple(filter(None, map(self._item, items))),
            tuple(self.doubts),
        )

    def _handed_rows(self) -> dict[str, HandedRow]:
        """What the hidden sheet keeps of each row, by key."""
        width = range(1, len(KEPT_HEADS) + 1)
        rows = (tuple(str(row.get(at, "")) for at in width) for row in self.kept.values())
        kept = map(kept_row, rows)
        return {row.key: row for row in kept if row is not None}

    # --- rows --------------------------------------------------------------------------------------------------

    def _rows(
        self, sheets: Mapping[str, TypedRows], columns: Sequence[AnswerColumn], handed: dict[str, HandedRow]
    ) -> list[_Row]:
        """The rows of the sheet that has these columns, each with what it is about; those that are gone are told."""
        found: dict[str, _Row] = {}
        for sheet, rows in sheets.items():
            at, places = _heads(rows, columns)
            for number in sorted(number for number in rows if at is not None and number > at):
                cells = {places[column]: cell for column, cell in rows[number].items() if column in places}
                row = self._row(f"แผ่นงาน «{sheet}» แถวที่ {digits(number)}", cells, columns, handed, found)
                if row is not None:
                    found[row.handed.key] = row
        for key, about in handed.items():
            if key not in found:
                self.doubts.append(f"ไม่มีแถวของ{_called(about)} ในแบบที่ส่งคืน จึงไม่มีคำตอบของเรื่องนี้")
        return list(found.values())

    def _row(
        self,
        place: str,
        cells: Mapping[str, TypedCell],
        columns: Sequence[AnswerColumn],
        handed: Mapping[str, HandedRow],
        found: Mapping[str, _Row],
    ) -> _Row | None:
        """What a row is about: by its key, else by its title; None where it says nothing or cannot be told."""
        title = str(cells.get(columns[2].key, ""))
        about, doubts = handed.get(str(cells.get("key", "")).strip()), []
        if about is None:
            about = _by_title(title, handed.values())
            doubts = [f"{place} ไม่มีรหัสของแถว จับคู่จากชื่อ"]
        elif title and digest_of(title) != about.title_digest:
            doubts = [f"{place} ชื่อในแถวไม่ตรงกับรหัสของแถว ข้อมูลในแถวอาจถูกย้ายหรือพิมพ์ทับ"]
        filled = [str(cells[one.key]) for one in columns if one.fill and one.key in cells]
        filled = [text for text in filled if text.strip() and text.strip() not in _NOT_ASKED]
        if about is not None and about.key not in found:
            return _Row(place, cells, about, tuple(doubts))
        if filled:
            why = "ซ้ำกับแถวก่อนหน้า" if about is not None else "ไม่รู้ว่าเป็นของเรื่องใด"
            self.doubts.append(f"{place} {why} จึงไม่ได้รับคำตอบ: {_shortened(' · '.join(filled))}")
        return None

    # --- answers -----------------------------------------------------------------------------------------------

    def _measure(self, row: _Row, handed_on: date | None) -> MeasureAnswer | None:
        cells = AnswerCells(self._texts(row, MEASURE_COLUMNS), handed_on)
        done, everything = cells.steps()
        answer = MeasureAnswer(
            row.handed,
            row.place,
            cells.status(),
            done,
            everything,
            cells.percent(),
            cells.text("result"),
            cells.links(),
            cells.notes(),
            row.doubts,
        )
        self._tell(row, cells, MEASURE_COLUMNS)
        return answer if answer.told else None

    def _item(self, row: _Row) -> ItemAnswer | None:
        cells = AnswerCells(self._texts(row, ITEM_COLUMNS), None)
        answer = ItemAnswer(
            row.handed, row.place, cells.item_status(), cells.link(), cells.text("note"), row.doubts
        )
        self._tell(row, cells, ITEM_COLUMNS)
        return answer if answer.told else None

    def _texts(self, row: _Row, columns: Sequence[AnswerColumn]) -> dict[str, str]:
        """The filled-in cells as texts; what is no value is told and left out."""
        texts: dict[str, str] = {}
        for column in columns:
            cell = row.cells.get(column.key) if column.fill else None
            if isinstance(cell, Unreadable):
                self.doubts.append(
                    f"{row.place} ช่อง{column.head} เป็นสูตรหรือค่าผิดพลาด “{_shortened(cell)}” จึงไม่ได้รับค่าของช่องนี้"
                )
            elif cell is not None:
                text = day_words(cell) if isinstance(cell, date) else clean_input(cell)
                texts[column.key] = "" if text.strip() in _NOT_ASKED else text.strip()
        return texts

    def _tell(self, row: _Row, cells: AnswerCells, columns: Sequence[AnswerColumn]) -> None:
        heads = {column.key: column.head for column in columns}
        for key, words, why in cells.unread:
            told = f"{row.place} ({_called(row.handed)}) ช่อง{heads[key]} “{_shortened(words)}” {why}"
            self.doubts.append(told)


def _heads(rows: TypedRows, columns: Sequence[AnswerColumn]) -> tuple[int | None, dict[int, str]]:
    """The row of heads of these columns, with the key of each by its place; None where the sheet has none.

    A sheet is known by the head of its titles with one that is to be filled in at least.
    """
    by_head = {_folded(column.head): column for column in columns}
    for number in sorted(rows)[:_HEADS_WITHIN]:
        heads: dict[int, AnswerColumn] = {}
        for at, cell in sorted(rows[number].items()):
            column = by_head.get(_folded(str(cell)))
            if column is not None and column not in heads.values():
                heads[at] = column
        if columns[2] in heads.values() and any(column.fill for column in heads.values()):
            return number, {at: column.key for at, column in heads.items()}
    return None, {}


def _by_title(title: str, rows: Iterable[HandedRow]) -> HandedRow | None:
    """The one row that had this title."""
    same = [row for row in rows if title.strip() and row.title_digest == digest_of(title)]
    return same[0] if len(same) == 1 else None


def _called(row: HandedRow) -> str:
    name = "ข้อ" if row.is_item else "มาตรการ"
    number = row.number if row.is_item else digits(row.number)
    return f"{name} {number} «{_shortened(row.title)}»"


def _shortened(text: str) -> str:
    return cut(" ".join(text.split()), _SHOWN)


def _folded(head: str) -> str:
    return "".join(head.split())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
