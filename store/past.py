"""How the rows stood at an earlier moment: every later change is put back in a transaction that is never kept."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from store.changes import changes_of
from store.columns import moment_text
from store.refusals import CannotUndoError, PastNotKeptError
from store.tables import HistoryRow
from store.undoing import put_back


def go_back(session: Session, moment: datetime) -> None:
    """Put back, newest first, what was changed after ``moment`` (aware), the undoing of changes included.

    Raises PastNotKeptError where the rows are not as the history left them, or where there was no history yet.
    """
    last = last_entry_by(session, moment)
    if last is None:
        raise PastNotKeptError(moment)
    _put_back_after(session, last, moment)


def last_entry_by(session: Session, moment: datetime) -> int | None:
    """The number of the last entry that was written by ``moment`` (aware); None where none was.

    Entries stand in the order in which they were written, whatever the PC's clock said. Where it was put back or ran
    ahead, their times do not: then only those times are believed that most others agree with.
    """
    by = moment_text(moment, None)
    first_after = session.scalar(select(func.min(HistoryRow.id)).where(HistoryRow.at > by))
    last = session.scalar(select(func.max(HistoryRow.id)).where(HistoryRow.at <= by))
    if last is None or first_after is None or last < first_after:
        return last
    asked = session.execute(select(HistoryRow.id, HistoryRow.at).order_by(HistoryRow.id))
    times = [(number, str(at)) for number, at in asked]  # one that was edited from outside may be no text
    believed = _rising([at for _, at in times])
    found = max((place for place in believed if times[place][1] <= by), default=None)
    if found is None:
        return None
    while found + 1 < len(times) and found + 1 not in believed and times[found + 1][1] <= by:
        found += 1
    return times[found][0]


def _rising(times: Sequence[str]) -> set[int]:
    """The places of a longest row of times none of which is before the one before it."""
    ends: list[int] = []  # of the rows of each length, the place at which the one ends that can best go on
    before: list[int] = []
    for place, at in enumerate(times):
        length = bisect_right(ends, at, key=lambda end: times[end])
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [place]
    place, row = (ends[-1] if ends else -1), set()
    while place >= 0:
        row.add(place)
        place = before[place]
    return row


def go_back_to(session: Session, head: str, moment: datetime) -> None:
    """Put back, newest first, what was changed after the entry at which the chain had this ``head``.

    ``moment`` (aware) is when that was, to say it. Raises PastNotKeptError as :func:`go_back` does, and where the
    chain never had this head.
    """
    last = session.scalar(select(HistoryRow.id).where(HistoryRow.hash == head))
    if last is None:
        raise PastNotKeptError(moment)
    _put_back_after(session, last, moment)


def _put_back_after(session: Session, last: int, moment: datetime) -> None:
    later = select(HistoryRow.words, HistoryRow.changes).where(HistoryRow.id > last)
    for words, changes in session.execute(later.order_by(HistoryRow.id.desc())).all():
        try:
            put_back(
                session.connection(), tuple(change.inverse for change in reversed(changes_of(changes))), words
            )
        except (CannotUndoError, ValueError, KeyError, TypeError) as refusal:
            raise PastNotKeptError(moment) from refusal
