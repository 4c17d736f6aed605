"""The length, the beginning and single digests of the history's chain, for comparing a backup with it."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ita_tui.domain.backup_standing import HistoryNow
from store.tables import HistoryRow

if TYPE_CHECKING:
    from store.database import Store

_AT_ONCE = 400  # numbers asked for in one query, well under SQLite's limit of variables


def history_now(store: "Store", asked: Collection[int]) -> HistoryNow:
    """The history as it is, with the digests of the entries whose numbers are ``asked`` for, where they are there."""
    numbers = sorted(set(asked))
    heads: dict[int, str] = {}
    with store.door.reading() as session:
        entries = session.scalar(select(func.max(HistoryRow.id))) or 0
        first = session.scalar(select(HistoryRow.hash).order_by(HistoryRow.id).limit(1))
        for at in range(0, len(numbers), _AT_ONCE):
            some = HistoryRow.id.in_(numbers[at : at + _AT_ONCE])
            heads.update(
                (row.id, str(row.hash))
                for row in session.execute(select(HistoryRow.id, HistoryRow.hash).where(some))
            )
    return HistoryNow(entries, "" if first is None else str(first), heads)
