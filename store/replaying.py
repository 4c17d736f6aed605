"""What the history alone tells of the rows: every change is in it, old and new, so it can stand in for lost rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from store.changes import GENESIS, RowChange, is_linked, readable_changes
from store.declaring import Base

Row = dict[str, object]
Key = tuple[object, ...]
_CONTENT = ("id", "at", "words", "subject", "why", "kind", "target", "changes")


@dataclass
class Told:
    """The rows as the history leaves them, by table and key.

    ``unsure`` are rows of which it tells a change but not all before it. ``whole`` says that its chain holds from the
    first entry on; ``highest`` is the highest number that each table ever gave out, as far as is told.
    """

    whole: bool = True
    entries: int = 0
    rows: dict[str, dict[Key, Row]] = field(default_factory=dict)
    unsure: set[tuple[str, Key]] = field(default_factory=set)
    highest: dict[str, int] = field(default_factory=dict)


def told_by(entries: Iterable[Mapping[str, object]]) -> Told:
    """Go through the entries in their order, from an empty file to its last row."""
    told, expected, previous = Told(), 1, GENESIS
    for entry in sorted(entries, key=_number):
        # A salvaged entry may lack a column whose bytes were on a page that is gone.
        whole = {"hash", "previous", *_CONTENT} <= entry.keys() and entry["previous"] == previous
        linked = whole and is_linked(entry["hash"], previous, {name: entry[name] for name in _CONTENT})
        told.whole = told.whole and linked and entry["id"] == expected
        told.entries += 1
        expected, previous = _number(entry) + 1, str(entry.get("hash", ""))
        for change in readable_changes(str(entry.get("changes", ""))) or ():
            _apply(told, change)
    return told


def key_of(table: str, row: Mapping[str, object]) -> Key | None:
    """The row's primary key; None for a row of a table that is not there any more."""
    known = Base.metadata.tables.get(table)
    if known is None or not all(column.name in row for column in known.primary_key):
        return None
    return tuple(row[column.name] for column in known.primary_key)


def _number(entry: Mapping[str, object]) -> int:
    number = entry.get("id")
    return number if isinstance(number, int) else 0


def _apply(told: Told, change: RowChange) -> None:
    key = key_of(change.table, change.key)
    if key is None:
        return
    if len(key) == 1 and isinstance(key[0], int):
        told.highest[change.table] = max(told.highest.get(change.table, 0), key[0])
    rows = told.rows.setdefault(change.table, {})
    place = (change.table, key)
    if change.new is None:
        rows.pop(key, None)
        told.unsure.discard(place)
    elif change.old is None:
        rows[key] = dict(change.new)
        told.unsure.discard(place)
    elif key in rows:
        rows[key].update(change.new)
    else:
        told.unsure.add(place)
