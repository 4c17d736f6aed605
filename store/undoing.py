"""Puts rows back as a recorded change says, only where they are as that change expects them."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from sqlalchemy import Connection, Table, and_, bindparam, delete, insert, select, tuple_
from sqlalchemy.exc import IntegrityError

from store.changes import Cell, RowChange
from store.declaring import Base
from store.refusals import CannotUndoError

_Place = tuple[Cell, ...]
_AT_ONCE = 400  # rows asked for in one query, well under SQLite's limit of variables


def put_back(connection: Connection, changes: Iterable[RowChange], words: str) -> None:
    """Take every row from ``old`` to ``new`` within the running transaction.

    All rows are looked at first, then the old ones go and the new ones come, so that no order of rows can hurt
    a unique constraint on the way; foreign keys are checked when everything is in place. Raises
    :class:`CannotUndoError` (with the entry's ``words``) where a row is not as ``old`` says.
    """
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    by_table = groupby(sorted(changes, key=lambda change: change.table), key=lambda change: change.table)
    plans = [_Plan(connection, name, list(group), words) for name, group in by_table]
    try:
        for plan in plans:
            plan.clear(connection)
        for plan in plans:
            plan.fill(connection)
    except IntegrityError as error:
        raise CannotUndoError(words) from error
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise CannotUndoError(words)


class _Plan:
    """What goes from one table and what comes into it, once its rows were found as expected."""

    def __init__(self, connection: Connection, name: str, changes: Sequence[RowChange], words: str) -> None:
        self._table = _table(name, changes, words)
        self._keys = [column.name for column in self._table.primary_key]
        stands = self._standing(connection, [self._place(change.key) for change in changes])
        self._gone: list[Mapping[str, Cell]] = []
        self._come: list[dict[str, Cell]] = []
        for change in changes:
            row = stands.get(self._place(change.key))
            if not _as_expected(row, change.old):
                raise CannotUndoError(words)
            if row is not None:
                self._gone.append(change.key)
            if change.new is not None:
                self._come.append({**_blank(self._table), **(row or {}), **change.new})

    def clear(self, connection: Connection) -> None:
        if self._gone:
            at = and_(*(self._table.columns[name] == bindparam(f"at_{name}") for name in self._keys))
            places = [{f"at_{name}": key[name] for name in self._keys} for key in self._gone]
            connection.execute(delete(self._table).where(at), places)

    def fill(self, connection: Connection) -> None:
        if self._come:
            connection.execute(insert(self._table), self._come)

    def _place(self, key: Mapping[str, Cell]) -> _Place:
        return tuple(key[name] for name in self._keys)

    def _standing(self, connection: Connection, places: Sequence[_Place]) -> dict[_Place, dict[str, Cell]]:
        """The rows that are there now, by their keys."""
        found: dict[_Place, dict[str, Cell]] = {}
        key = tuple_(*self._table.primary_key)
        for start in range(0, len(places), _AT_ONCE):
            asked = select(self._table).where(key.in_(places[start : start + _AT_ONCE]))
            for row in connection.execute(asked).mappings():
                cells = {str(name): cell for name, cell in row.items()}
                found[self._place(cells)] = cells
        return found


def _table(name: str, changes: Iterable[RowChange], words: str) -> Table:
    """The table, if it still has the columns that the changes speak of."""
    table = Base.metadata.tables.get(name)
    spoken = {column for c in changes for column in (*c.key, *(c.old or {}), *(c.new or {}))}
    if table is None or not spoken <= set(table.columns.keys()):
        raise CannotUndoError(words)
    return table


def _blank(table: Table) -> dict[str, Cell]:
    """What stands in columns that an entry of an older schema does not speak of: what its migration gave them."""
    return {
        column.name: None if column.server_default is None else ""
        for column in table.columns
        if column.nullable or column.server_default is not None
    }


def _as_expected(stands: Mapping[str, Cell] | None, old: Mapping[str, Cell] | None) -> bool:
    if stands is None or old is None:
        return stands is None and old is None
    return all(stands[name] == cell for name, cell in old.items())
