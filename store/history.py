"""The history (ประวัติการแก้ไข): every change as an entry that is never altered, and the way back along it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from sqlalchemy import Row, Select, func, select, text
from sqlalchemy.orm import Session

from ita_tui.thai.numerals import digits
from store.changes import GENESIS, RowChange, changes_of, link_hash
from store.columns import moment_of, moment_text
from store.door import Door
from store.refusals import SignedNotUndoneError
from store.tables import HistoryRow
from store.undoing import put_back


class EntryKind(StrEnum):
    """What an entry is: a change of hers, the undoing of one, or the redoing of one."""

    CHANGE = "change"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True)
class Entry:
    """One step of the history, told in Thai ``words``.

    ``subject`` names what it is about, parted by spaces (``measure:12 evidence:3``). ``target`` is the number of
    the change that an undo or redo takes back or repeats.
    """

    id: int
    at: datetime
    words: str
    subject: str = ""
    why: str = ""
    kind: EntryKind = EntryKind.CHANGE
    target: int | None = None


_TOLD = (
    HistoryRow.id,
    HistoryRow.at,
    HistoryRow.words,
    HistoryRow.subject,
    HistoryRow.why,
    HistoryRow.kind,
    HistoryRow.target,
)
_SIGNED = "round:"
_SAID = {EntryKind.UNDO: "เลิกทำ", EntryKind.REDO: "ทำซ้ำ"}


class History:
    """Answers what happened, undoes and redoes, and proves that the history is as it was written."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._done: list[int] = []
        self._undone: list[int] = []
        self._read_to = 0

    def last(self) -> Entry | None:
        """The newest entry."""
        return next(iter(self.recent(1)), None)

    def head(self) -> str:
        """The digest at the end of the chain, which stands for everything before it; empty where nothing happened."""
        with self._door.reading() as session:
            return head_in(session)

    def head_at(self, moment: datetime) -> str:
        """The digest at the end of the chain as it was at ``moment`` (aware); empty where nothing had happened."""
        stood = select(func.max(HistoryRow.id)).where(HistoryRow.at <= moment_text(moment, None))
        with self._door.reading() as session:
            return (
                session.scalar(select(HistoryRow.hash).where(HistoryRow.id == stood.scalar_subquery())) or ""
            )

    def recent(self, limit: int) -> tuple[Entry, ...]:
        """The newest entries, newest first."""
        return self._entries(select(*_TOLD).order_by(HistoryRow.id.desc()).limit(limit))

    def about(self, subject: str, limit: int) -> tuple[Entry, ...]:
        """The newest entries about one thing, e.g. ``measure:12``, ``survey:3`` or ``item:5``, newest first."""
        padded = " " + HistoryRow.subject + " "
        asked = select(*_TOLD).where(func.instr(padded, f" {subject} ") > 0)
        return self._entries(asked.order_by(HistoryRow.id.desc()).limit(limit))

    def next_undo(self) -> Entry | None:
        """The change that :meth:`undo` would take back."""
        with self._door.reading() as session:
            self._catch_up(session)
            return self._one(session, self._done)

    def undo(self) -> Entry | None:
        """Take back the last change that still stands, as a new entry, which is returned; None where none is left.

        Raises :class:`store.refusals.CannotUndoError`, and changes nothing, where its rows are no longer as it
        left them, and SignedNotUndoneError for the freezing of a round, which asks for a reason.
        """
        return self._move(EntryKind.UNDO)

    def redo(self) -> Entry | None:
        """Repeat the change undone last, as a new entry; None where nothing is left, as after any new change."""
        return self._move(EntryKind.REDO)

    def verify(self) -> tuple[str, ...]:
        """What is wrong with the chain, a Thai sentence each: edited, deleted, inserted or reordered entries.

        A cut-off tail shows in SQLite's own counter of entries ever written; whoever mends that too is caught
        only by a head of the chain printed elsewhere.
        """
        with self._door.reading() as session:
            return tuple(_chain_problems(session))

    def _move(self, kind: EntryKind) -> Entry | None:
        with self._door.writing_history() as session:
            self._catch_up(session)
            entry = self._one(session, self._done if kind is EntryKind.UNDO else self._undone)
            if entry is None:
                return None
            if any(subject.startswith(_SIGNED) for subject in entry.subject.split()):
                raise SignedNotUndoneError(entry.words)
            recorded = changes_of(
                session.execute(select(HistoryRow.changes).where(HistoryRow.id == entry.id)).scalar_one()
            )
            changes = _reverse(recorded) if kind is EntryKind.UNDO else recorded
            put_back(session.connection(), changes, entry.words)
            number = self._door.enter(
                session,
                changes,
                words=f"{_SAID[kind]}: {entry.words}",
                subjects=tuple(entry.subject.split()),
                kind=kind.value,
                target=entry.id,
            )
            return self._one(session, [number])

    def _entries(self, asked: Select[int, str, str, str, str, str, int | None]) -> tuple[Entry, ...]:
        with self._door.reading() as session:
            return tuple(_entry(row, self._door.zone) for row in session.execute(asked))

    def _one(self, session: Session, numbers: list[int]) -> Entry | None:
        if not numbers:
            return None
        row = session.execute(select(*_TOLD).where(HistoryRow.id == numbers[-1])).one()
        return _entry(row, self._door.zone)

    def _catch_up(self, session: Session) -> None:
        """Read what was written since: both stacks follow from the entries alone, so they reach over a restart."""
        told = select(HistoryRow.id, HistoryRow.kind).where(HistoryRow.id > self._read_to)
        for number, kind in session.execute(told.order_by(HistoryRow.id)):
            self._read_to = number
            match kind:
                case EntryKind.UNDO if self._done:
                    self._undone.append(self._done.pop())
                case EntryKind.REDO if self._undone:
                    self._done.append(self._undone.pop())
                case _:
                    self._done.append(number)
                    self._undone.clear()


def head_in(session: Session) -> str:
    """The digest at the end of the chain, as the session sees it; empty where nothing happened."""
    return session.scalar(select(HistoryRow.hash).order_by(HistoryRow.id.desc()).limit(1)) or ""


def _entry(row: Row[int, str, str, str, str, str, int | None], zone: tzinfo | None) -> Entry:
    return Entry(
        row.id, moment_of(row.at, zone), row.words, row.subject, row.why, EntryKind(row.kind), row.target
    )


def _reverse(changes: tuple[RowChange, ...]) -> tuple[RowChange, ...]:
    return tuple(change.inverse for change in reversed(changes))


def _chain_problems(session: Session) -> Iterator[str]:
    expected, previous = 1, GENESIS
    for row in session.execute(select(HistoryRow).order_by(HistoryRow.id)).scalars().yield_per(500):
        if row.id != expected:
            yield f"ประวัติลำดับที่ {digits(expected)} ถึง {digits(row.id - 1)} หายไป"
        elif row.previous != previous:
            yield f"ประวัติลำดับที่ {digits(row.id)} ไม่ต่อเนื่องจากรายการก่อนหน้า"
        content = {
            name: getattr(row, name)
            for name in ("id", "at", "words", "subject", "why", "kind", "target", "changes")
        }
        if row.hash != link_hash(row.previous, content):
            yield f"ประวัติลำดับที่ {digits(row.id)} ถูกแก้ไข"
        expected, previous = row.id + 1, row.hash
    written = session.execute(text("SELECT max(seq) FROM sqlite_sequence WHERE name = 'history'")).scalar()
    if written is not None and written >= expected:
        yield f"ประวัติท้ายสุดหายไป {digits(written - expected + 1)} รายการ"
