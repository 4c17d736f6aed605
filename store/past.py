"""How the rows stood at an earlier moment: every later change is put back in a transaction that is never kept."""

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
    stood = select(func.max(HistoryRow.id)).where(HistoryRow.at <= moment_text(moment, None))
    last = session.scalar(stood)
    if last is None:
        raise PastNotKeptError(moment)
    _put_back_after(session, last, moment)


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
        except CannotUndoError as refusal:
            raise PastNotKeptError(moment) from refusal
