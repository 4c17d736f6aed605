"""Whether the rows stand as the history says: all changes put together from an empty file, and compared."""

from collections.abc import Iterator

from sqlalchemy import Table
from sqlalchemy.orm import Session

from ita_tui.thai.numerals import digits
from store.chain import Link
from store.changes import changes_of
from store.declaring import Base
from store.history_words import KINDS

_Key = tuple[object, ...]
_Row = dict[str, object]


class Told:
    """The rows as the history leaves them, by table and key; ``whole`` until something in it cannot be followed."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[_Key, _Row]] = {}
        self.whole = True
        self.last = 0

    def take(self, entry: Link) -> None:
        """Follow the changes of the next entry."""
        self.last = entry.id
        try:
            for change in changes_of(entry.changes):
                rows = self.rows.setdefault(change.table, {})
                key = tuple(change.key.values())
                if change.new is None:
                    del rows[key]
                elif change.old is None:
                    rows[key] = dict(change.new)
                else:
                    rows[key].update(change.new)
        except (ValueError, KeyError, TypeError):  # the chain says that it was tampered with
            self.whole = False


Standing = dict[str, list[_Row]]


def rows_standing(session: Session) -> Standing:
    """Every row of every table that the history records, as it stands."""
    connection = session.connection()
    return {
        name: [
            dict(row)
            for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"').mappings()  # noqa: S608 - our own tables
        ]
        for name in KINDS
    }


def row_problems(told: Told, standing: Standing) -> Iterator[str]:
    """A Thai sentence for each table in which a row is not as the history says."""
    for name, rows in standing.items():
        table = Base.metadata.tables[name]
        count = _differing(table, told.rows.get(name, {}), rows)
        if count:
            yield (
                f"{KINDS[name].word} {digits(count)} รายการไม่ตรงกับที่ประวัติบันทึกไว้ (ถูกแก้ เพิ่ม หรือลบจากนอกโปรแกรม)"
            )


def _differing(table: Table, told: dict[_Key, _Row], rows: list[_Row]) -> int:
    blank = {
        column.name: None if column.server_default is None else ""
        for column in table.columns
        if column.nullable or column.server_default is not None
    }
    keys = sorted(column.name for column in table.primary_key)  # as the history's canonical JSON has them
    left, wrong = dict(told), 0
    for row in rows:
        expected = left.pop(tuple(row[name] for name in keys), None)
        # Columns that came with a later schema are not in an older entry: they hold what the migration gave them.
        wrong += expected is None or {**blank, **expected} != row
    return wrong + len(left)
