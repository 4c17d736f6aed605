"""Puts together what the pages and the history tell of the same rows, and says what neither tells any more."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ita_tui.thai.numerals import digits
from store.history_words import KINDS
from store.replaying import Key, Told, key_of, told_by
from store.salvage_reading import SEQUENCE, Cells, Found
from store.tables import UNRECORDED

_HISTORY, _YEAR = "history", "year"
_NAMED = {"preference": "การตั้งค่าโปรแกรม", _HISTORY: "ประวัติการแก้ไข"}


@dataclass
class Merged:
    """The rows that go into the new file, by table; ``missing`` counts those that are known to be lost."""

    rows: dict[str, list[Cells]] = field(default_factory=dict)
    missing: Counter[str] = field(default_factory=Counter)
    doubtful: set[str] = field(default_factory=set)
    entries: list[Cells] = field(default_factory=list)
    whole: bool = False
    last: int = 0

    def lost(self) -> Iterator[str]:
        """What is lost, a Thai sentence each."""
        gone = self.last - len(self.entries)
        if gone > 0:
            yield f"ประวัติการแก้ไขหายไป {digits(gone)} รายการ"
        for table, count in sorted(self.missing.items()):
            yield f"{word_of(table)} กู้ไม่ได้ {digits(count)} รายการ"
        doubtful = dict.fromkeys(map(word_of, sorted(self.doubtful - set(self.missing))))
        if doubtful:
            yield f"บางรายการอาจกู้ไม่ได้หรือเป็นค่าก่อนแก้ไขครั้งสุดท้าย: {', '.join(doubtful)}"


def merge(found: Found) -> Merged:
    """What is known of every row.

    Where the history is whole, it is believed before the pages: its chain proves it, and nothing proves a page.
    """
    entries = sorted(found.rows.get(_HISTORY, {}).values(), key=_id)
    told = told_by(entries)
    last = max(_id(entries[-1]) if entries else 0, found.sequence.get(_HISTORY, 0))
    sure_of_end = _HISTORY in found.sequence or _HISTORY not in found.torn
    merged = Merged(entries=entries, last=last)
    merged.whole = told.whole and sure_of_end and last == len(entries)
    for table, rows in found.rows.items():
        if table in {_HISTORY, SEQUENCE}:
            continue
        recorded = table not in UNRECORDED
        _merge_table(
            merged, table, list(rows.values()), told if recorded else Told(), torn=table in found.torn
        )
    _stand_in_for_years(merged, torn=_YEAR in found.torn)
    return merged


def word_of(table: str) -> str:
    """What she calls the rows of a table."""
    if table in _NAMED:
        return _NAMED[table]
    kind = KINDS.get(table)
    return table if kind is None else kind.word


def _id(entry: Mapping[str, object]) -> int:
    number = entry["id"]
    return number if isinstance(number, int) else 0


def _merge_table(merged: Merged, table: str, read: list[Cells], told: Told, *, torn: bool) -> None:
    by_key: dict[Key, Cells] = {key: row for row in read if (key := key_of(table, row)) is not None}
    by_history = told.rows.get(table, {})
    keys = dict.fromkeys(by_key) if not (merged.whole and torn and table not in UNRECORDED) else {}
    if torn or merged.whole:
        keys |= dict.fromkeys(by_history)
    unsure = {key for name, key in told.unsure if name == table}
    rows = []
    for key in keys:
        row = by_key.get(key, {})
        if key in by_history and (merged.whole or not row):
            row = {**row, **_cells(by_history[key])}
        rows.append(row)
    lost = unsure - set(by_key)
    if lost and torn:
        merged.missing[table] = len(lost)
    if torn and (not merged.whole or table in UNRECORDED):
        merged.doubtful.add(table)
    merged.rows[table] = rows


def _cells(row: Mapping[str, object]) -> Cells:
    return {name: value if isinstance(value, int | float | str) else None for name, value in row.items()}


def _stand_in_for_years(merged: Merged, *, torn: bool) -> None:
    """A year is nothing but its number, which everything of it bears: so it need not be lost with its row."""
    if not torn:
        return
    there = {row["be"] for row in merged.rows.get(_YEAR, [])}
    spoken = {
        row["year"]
        for table, rows in merged.rows.items()
        for row in rows
        if table in KINDS and isinstance(row.get("year"), int)
    }
    merged.rows[_YEAR] = [
        *merged.rows.get(_YEAR, []),
        *({"be": year} for year in sorted(spoken - there, key=str)),
    ]
