"""What changed in the rows of one step, and how that stands in the history: canonical JSON in a hash chain."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

Cell = str | int | bool | None
Cells = Mapping[str, Cell]
GENESIS = "0" * 64
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True)
class RowChange:
    """One row before and after a step, by column name.

    A new row has no ``old``, a deleted row no ``new``, and both are whole; a changed row has only the columns
    that differ. ``key`` is the primary key.
    """

    table: str
    key: Cells
    old: Cells | None
    new: Cells | None

    @property
    def inverse(self) -> "RowChange":
        """The change that takes this one back."""
        return replace(self, old=self.new, new=self.old)


class Recorder:
    """Gathers the changes of one step: a row that is changed twice is one change, from the first to the last."""

    def __init__(self) -> None:
        self._changes: dict[tuple[str, tuple[Cell, ...]], RowChange] = {}

    def inserted(self, table: str, key: Cells, row: Cells) -> None:
        place = (table, tuple(key.values()))
        before = self._changes.get(place)
        if before is None or before.old is None:
            self._changes[place] = RowChange(table, key, None, row)
            return
        old = {column: cell for column, cell in before.old.items() if cell != row[column]}
        self._changes[place] = RowChange(table, key, old, {column: row[column] for column in old})

    def updated(self, table: str, key: Cells, old: Cells, new: Cells) -> None:
        place = (table, tuple(key.values()))
        before = self._changes.get(place, RowChange(table, key, {}, {}))
        after = {**(before.new or {}), **new}
        if before.old is None:
            self._changes[place] = RowChange(table, key, None, after)
            return
        first = {**old, **before.old}
        moved = [column for column in first if first[column] != after[column]]
        self._changes[place] = RowChange(
            table,
            key,
            {column: first[column] for column in moved},
            {column: after[column] for column in moved},
        )

    def deleted(self, table: str, key: Cells, row: Cells) -> None:
        place = (table, tuple(key.values()))
        before = self._changes.get(place)
        if before is not None and before.old is None:
            del self._changes[place]
            return
        first = {} if before is None or before.old is None else before.old
        self._changes[place] = RowChange(table, key, {**row, **first}, None)

    @property
    def changes(self) -> tuple[RowChange, ...]:
        """What is different now, in the order in which it was first touched."""
        return tuple(change for change in self._changes.values() if change.old != change.new)


def canonical(content: object) -> str:
    """JSON that is the same text for the same content: keys sorted, no spaces, Thai letters as they are."""
    return _CANONICAL.encode(content)


def changes_text(changes: Iterable[RowChange]) -> str:
    return canonical([{"table": c.table, "key": c.key, "old": c.old, "new": c.new} for c in changes])


def changes_of(text: str) -> tuple[RowChange, ...]:
    """The changes of an entry. Raises ValueError, KeyError or TypeError where the text was edited from outside."""
    try:
        return tuple(_change(c["table"], c["key"], c["old"], c["new"]) for c in json.loads(text))
    except RecursionError as error:
        raise TypeError("no changes: nested too deep") from error


def readable_changes(text: str) -> tuple[RowChange, ...] | None:
    """The changes of an entry; None where the text was edited from outside and cannot be read."""
    try:
        return changes_of(text)
    except (ValueError, KeyError, TypeError):
        return None


def _change(table: object, key: object, old: object, new: object) -> RowChange:
    if (
        isinstance(table, str)
        and isinstance(key, dict)
        and isinstance(old, dict | None)
        and isinstance(new, dict | None)
    ):
        return RowChange(table, key, old, new)
    raise TypeError("no change of a row")


def is_linked(own_hash: object, previous: str, content: Mapping[str, object]) -> bool:
    """Whether an entry's hash is of its content. What is no content at all (a blob, bytes that are no text) has none."""
    try:
        return own_hash == link_hash(previous, content)
    except (ValueError, TypeError):
        return False


def link_hash(previous: str, content: Mapping[str, object]) -> str:
    """The entry's link in the chain: SHA-256 over the hash before it and the entry's canonical content."""
    return hashlib.sha256(f"{previous}\n{canonical(content)}".encode()).hexdigest()
