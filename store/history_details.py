"""The history field by field: what stood in each field before an entry and after it, and the way back for one of them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from datetime import datetime, tzinfo

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from ita_tui.domain.fiscal_year import FiscalYear
from store.changes import Cell, Cells, RowChange, readable_changes
from store.columns import moment_of
from store.declaring import Base
from store.door import Door
from store.history_words import KINDS, TOGETHER, cell_words, thing_words
from store.refusals import CannotRestoreError, CannotUndoError
from store.tables import HistoryRow, MeasureRow
from store.undoing import put_back

ADDED, REMOVED = "เพิ่ม", "ลบ"


@dataclass(frozen=True)
class FieldChange:
    """One field that one entry changed, ``old`` → ``new`` in words.

    ``subject`` is what it belongs to (``measure:12``, ``item:5``, ``scores``), ``name`` what that is called, ``field``
    the Thai word. ``said``, ``why`` and ``kind`` are the entry's; ``restorable`` says whether ``old`` can be put back.
    """

    entry: int
    at: datetime
    said: str
    why: str
    kind: str
    subject: str
    name: str
    field: str
    old: str
    new: str
    restorable: bool
    changes: tuple[RowChange, ...] = attribute(repr=False, default=())


class HistoryDetails:
    """Answers what happened to one thing or in one year, newest first, and puts one value back."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def about(self, subject: str) -> tuple[FieldChange, ...]:
        """Every change of a thing, e.g. ``measure:12``: of its own fields and of its parts. Call it in a thread."""
        return _newest_first(one for one, _ in self._told() if one.subject == subject)

    def of_year(self, year: FiscalYear) -> tuple[FieldChange, ...]:
        """Every change of a year, and of the agency that it shares with the others. Call it in a thread."""
        return _newest_first(one for one, be in self._told() if be in {year.be, None})

    def restore(self, change: FieldChange) -> str:
        """Put back what stood there before the change, as a new entry, whose words are returned.

        Whatever else was changed since stays. Raises CannotRestoreError, and changes nothing, where the row is gone or
        the value does not fit what stands beside it now.
        """
        words = (
            f"นำ{change.name} กลับมา"
            if change.field == REMOVED
            else "คืนค่า" + " ".join(dict.fromkeys((change.field, change.name)))
        )
        if not change.restorable:
            raise CannotRestoreError(words)
        with self._door.writing_history() as session:
            backs = (_way_back(session, one) for one in change.changes)
            wanted = [_with_free_number(session, back) for back in backs if back is not None]
            if not wanted:
                raise CannotRestoreError(words)
            try:
                put_back(session.connection(), wanted, words)
            except CannotUndoError as error:
                raise CannotRestoreError(words) from error
            _refuse_contradictions(session, wanted, words)
            self._door.enter(session, tuple(wanted), words=words, subjects=(change.subject,))
        return words

    def _told(self) -> Iterator[tuple[FieldChange, int | None]]:
        """Every field change, oldest first, with the year it is of (None for what all years share)."""
        asked = select(
            HistoryRow.id,
            HistoryRow.at,
            HistoryRow.words,
            HistoryRow.why,
            HistoryRow.kind,
            HistoryRow.changes,
        )
        with self._door.reading() as session:
            entries = session.execute(asked.order_by(HistoryRow.id)).all()
        reader = _Reader(self._door.zone)
        for number, at, said, why, kind, changes in entries:
            about = _Entry(number, moment_of(at, self._door.zone), said, why, kind)
            yield from reader.told(about, readable_changes(changes) or ())


@dataclass(frozen=True)
class _Entry:
    id: int
    at: datetime
    said: str
    why: str
    kind: str


class _Reader:
    """Goes through the history from its beginning, and so knows at each entry how every row stood."""

    def __init__(self, zone: tzinfo | None) -> None:
        self._zone = zone
        self._rows: dict[tuple[str, str], dict[str, Cell]] = {}

    def told(self, entry: _Entry, changes: Sequence[RowChange]) -> Iterator[tuple[FieldChange, int | None]]:
        for change in changes:
            place = (change.table, json.dumps(change.key, sort_keys=True))
            known = {**self._rows.get(place, {}), **change.key, **(change.old or {}), **(change.new or {})}
            self._rows[place] = known
        for change in changes:
            if change.table in KINDS:
                yield from self._of_row(entry, change, changes)

    def _of_row(
        self, entry: _Entry, change: RowChange, beside: Sequence[RowChange]
    ) -> Iterator[tuple[FieldChange, int | None]]:
        kind, row = KINDS[change.table], self._row(change)
        owner_table, owner = self._owner(change.table, row)
        subject = _subject(change.table, kind.subject, row)
        name = thing_words(owner_table, owner) if owner is not None else kind.word
        year = owner.get("year") if owner is not None else row.get("year", row.get("be"))
        be = year if isinstance(year, int) else None

        def told(
            word: str, old: str, new: str, changes: tuple[RowChange, ...]
        ) -> tuple[FieldChange, int | None]:
            told = FieldChange(
                entry.id, entry.at, entry.said, entry.why, entry.kind, subject, name, word, old, new,
                not kind.kept and (change.old is not None or not kind.thing), changes,
            )  # fmt: skip
            return told, be

        if change.old is None or change.new is None:
            if self._goes_with_its_owner(change, subject, beside):
                return
            whole = self._words(change.table, kind.said, row.get(kind.said))
            came = change.old is None
            word = (ADDED if came else REMOVED) if kind.thing else kind.word
            alone = came or not kind.thing or not kind.owner
            parts = (change,) if alone else tuple(self._parts(subject, beside))
            yield told(word, "" if came else whole, whole if came else "", parts)
            return
        for columns, word in _fields(change):
            old, new = (self._side(change.table, columns, side) for side in (change.old, change.new))
            one = RowChange(change.table, change.key, _only(change.old, columns), _only(change.new, columns))
            part = "" if kind.thing else self._words(change.table, kind.said, row.get(kind.said))
            label = word if kind.thing else f"{kind.word} «{part}» {word}".strip() if word else kind.word
            yield told(label, old, new, (one,))

    def _row(self, change: RowChange) -> Mapping[str, Cell]:
        return self._rows[change.table, json.dumps(change.key, sort_keys=True)]

    def _find(self, table: str, number: int) -> Mapping[str, Cell] | None:
        name = "be" if table == "year" else "year" if table == "scores" else "id"
        return self._rows.get((table, json.dumps({name: number})))

    def _owner(self, table: str, row: Cells) -> tuple[str, Mapping[str, Cell] | None]:
        """The thing that a row belongs to, or the row itself where it is one."""
        kind = KINDS[table]
        if kind.thing:
            return table, row
        owner = _OWNER_TABLES.get(kind.subject, "")
        number = row.get(kind.owner)
        return owner, self._find(owner, number) if owner and isinstance(number, int) else None

    def _parts(self, subject: str, beside: Sequence[RowChange]) -> Iterator[RowChange]:
        """All rows of a thing that went in one entry: they come back together."""
        for other in beside:
            if (
                other.new is None
                and _subject(other.table, KINDS[other.table].subject, self._row(other)) == subject
            ):
                yield other

    def _goes_with_its_owner(self, change: RowChange, subject: str, beside: Sequence[RowChange]) -> bool:
        """Whether a part came or went with the whole thing, which is told once."""
        if KINDS[change.table].thing:
            return False
        return any(
            KINDS[other.table].thing
            and (other.old is None) == (change.old is None)
            and (other.new is None) == (change.new is None)
            and _subject(other.table, KINDS[other.table].subject, self._row(other)) == subject
            for other in beside
            if other.table in KINDS
        )

    def _words(self, table: str, column: str, cell: Cell) -> str:
        return cell_words(table, column, cell, self._find, self._zone)

    def _side(self, table: str, columns: Sequence[str], cells: Cells) -> str:
        """What stood in the columns of one field; of a period its words, or its days where these alone differ."""
        said = [column for column in columns if column in cells]
        worded = [self._words(table, column, cells[column]) for column in said]
        return worded[0] if said[:1] == ["period_text"] else " – ".join(filter(None, worded))


_OWNER_TABLES = {
    "measure": "measure",
    "item": "disclosure_item",
    "survey": "survey",
    "meeting": "meeting",
    "evidence": "evidence",
    "scores": "scores",
}


def _newest_first(changes: Iterable[FieldChange]) -> tuple[FieldChange, ...]:
    """The newest entry first, its fields in their own order."""
    return tuple(sorted(changes, key=lambda one: -one.entry))


_OF_A_YEAR = frozenset({"scores", "issues", "committee", "waivers"})


def _subject(table: str, kind: str, row: Cells) -> str:
    """What the history calls it: measure:12 for what has a number, scores:2569 for what is one thing a year."""
    owner = KINDS[table].owner
    number = row.get("year" if kind in _OF_A_YEAR else owner)
    return f"{kind}:{number}" if number is not None and kind in {*_OWNER_TABLES, *_OF_A_YEAR} else kind


def _fields(change: RowChange) -> Iterator[tuple[tuple[str, ...], str]]:
    """The columns of each field that differs, with its word; columns that say nothing to her are left out."""
    words = KINDS[change.table].columns
    left = [column for column in words if column in (change.old or {})]
    for group in TOGETHER.get(change.table, ()):
        if found := tuple(column for column in group if column in left):
            left = [column for column in left if column not in found]
            yield found, words[found[0]]
    for column in left:
        yield (column,), words[column]


def _only(cells: Cells | None, columns: Sequence[str]) -> Cells:
    return {column: cell for column, cell in (cells or {}).items() if column in columns}


def _way_back(session: Session, change: RowChange) -> RowChange | None:
    """The change that takes a row from how it stands now to how it stood before; None where nothing would change."""
    table = Base.metadata.tables[change.table]
    stands = _standing(session, table, change.key)
    if change.old is None:
        return None if stands is None else RowChange(change.table, change.key, stands, None)
    if change.new is None:
        return None if stands is not None else RowChange(change.table, change.key, None, change.old)
    if stands is None:
        return None
    now = {column: stands[column] for column in change.old}
    return None if now == change.old else RowChange(change.table, change.key, now, change.old)


def _standing(session: Session, table: Table, key: Cells) -> dict[str, Cell] | None:
    asked = select(table).where(*(table.columns[name] == cell for name, cell in key.items()))
    row = session.connection().execute(asked).mappings().first()
    return None if row is None else {str(name): cell for name, cell in row.items()}


def _with_free_number(session: Session, change: RowChange) -> RowChange:
    """A measure that comes back takes the next free number where another one has its own by now."""
    if change.table != "measure" or change.old is not None or change.new is None:
        return change
    row = change.new
    beside = select(MeasureRow.number).where(
        MeasureRow.year == row["year"], MeasureRow.proposal.is_(bool(row["proposal"]))
    )
    taken = set(session.scalars(beside))
    number = row["number"] if row["number"] not in taken else max(taken) + 1
    return RowChange(change.table, change.key, None, {**row, "number": number})


def _refuse_contradictions(session: Session, changes: Sequence[RowChange], words: str) -> None:
    """What was typed since must not be contradicted: no two measures of one number, no span that ends before it begins."""
    for change in changes:
        stands = _standing(session, Base.metadata.tables[change.table], change.key)
        if stands is None:
            continue
        spans = ((stands.get(first), stands.get(last)) for first, last in _SPANS.get(change.table, ()))
        if any(first and last and str(first) > str(last) for first, last in spans):
            raise CannotRestoreError(words)
        if change.table == "measure" and _number_is_twice(session, stands):
            raise CannotRestoreError(words)


_SPANS = {"measure": (("period_start", "period_end"),), "survey": (("opens", "closes"),)}


def _number_is_twice(session: Session, row: Cells) -> bool:
    same = select(func.count()).where(
        MeasureRow.year == row["year"],
        MeasureRow.proposal.is_(bool(row["proposal"])),
        MeasureRow.number == row["number"],
    )
    return (session.scalar(same) or 0) > 1
