"""The history (ประวัติการแก้ไข): every change as an entry that is never altered, and the way back along it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from itertools import islice

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from ita_tui.errors import ItaError
from store.chain import chain_problems, links
from store.changes import RowChange, readable_changes
from store.columns import UNREADABLE_MOMENT, moment_of
from store.door import Door
from store.past import last_entry_by
from store.refusals import CannotUndoError, RemovedNotUndoneError, SignedNotUndoneError
from store.tables import HistoryRow
from store.undoing import put_back
from store.unreadable_text import FOUND, SHOWN, read_as


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


@dataclass(frozen=True)
class Steps:
    """The entries that a key takes one after another, in that order.

    ``stop`` is the entry at which no key goes on, and ``why`` the Thai sentence that says so; None where it just ends.
    """

    entries: tuple[Entry, ...]
    stop: Entry | None = None
    why: str = ""


_TOLD = (
    HistoryRow.id,
    HistoryRow.at,
    HistoryRow.words,
    HistoryRow.subject,
    HistoryRow.why,
    HistoryRow.kind,
    HistoryRow.target,
)
_NEVER: Mapping[str, Callable[[str], ItaError]] = {
    "round:": SignedNotUndoneError,
    "removed:": RemovedNotUndoneError,
}
"""What no key takes back, by how its subject begins, and the refusal that says so, made of the entry's words."""
_NO_CHANGES = "[]"
_UNREADABLE = "(อ่านไม่ได้)"
_NO_MOMENT = "(วันเวลาที่บันทึกไว้อ่านไม่ได้)"
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

    def length(self) -> int:
        """The number of the newest entry, 0 where nothing happened: with the head, it says where the chain ends."""
        with self._door.reading() as session:
            return session.scalar(select(func.max(HistoryRow.id))) or 0

    def head_at(self, moment: datetime) -> str:
        """The digest at the end of the chain as it was at ``moment`` (aware); empty where nothing had happened."""
        with self._door.reading() as session:
            last = last_entry_by(session, moment)
            return session.scalar(select(HistoryRow.hash).where(HistoryRow.id == last)) or ""

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

    def undoable(self, limit: int) -> Steps:
        """What :meth:`undo` would take back if it were called again and again: the newest first."""
        with self._door.reading() as session:
            self._catch_up(session)
            return self._steps(session, self._done, limit)

    def redoable(self, limit: int) -> Steps:
        """What :meth:`redo` would repeat if it were called again and again: what was undone last comes first."""
        with self._door.reading() as session:
            self._catch_up(session)
            return self._steps(session, self._undone, limit)

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
        return chain_problems(links(self._door), self._door)

    def _move(self, kind: EntryKind) -> Entry | None:
        with self._door.writing_history() as session:
            self._catch_up(session)
            entry = self._one(session, self._done if kind is EntryKind.UNDO else self._undone)
            if entry is None:
                return None
            refusal = _never(entry)
            if refusal is not None:
                raise refusal
            with read_as(FOUND, session):
                asked = select(HistoryRow.changes).where(HistoryRow.id == entry.id)
                recorded = readable_changes(session.execute(asked).scalar_one())
            if recorded is None:
                raise CannotUndoError(entry.words)
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
        with self._door.reading() as session, read_as(SHOWN, session):
            return tuple(_entry(row, self._door.zone) for row in session.execute(asked))

    def _one(self, session: Session, numbers: list[int]) -> Entry | None:
        if not numbers:
            return None
        with read_as(SHOWN, session):
            row = session.execute(select(*_TOLD).where(HistoryRow.id == numbers[-1])).one()
        return _entry(row, self._door.zone)

    def _steps(self, session: Session, stack: list[int], limit: int) -> Steps:
        numbers = list(islice(reversed(stack), limit))
        with read_as(SHOWN, session):
            rows = session.execute(select(*_TOLD).where(HistoryRow.id.in_(numbers)))
            found = {row.id: _entry(row, self._door.zone) for row in rows}
        entries: list[Entry] = []
        for number in numbers:
            refusal = _never(found[number])
            if refusal is not None:
                return Steps(tuple(entries), found[number], refusal.means)
            entries.append(found[number])
        return Steps(tuple(entries))

    def _catch_up(self, session: Session) -> None:
        """Read what was written since: both stacks follow from the entries alone, so they reach over a restart.

        An entry that changed nothing (a restore, a salvage) is a note, and no step.
        """
        changed = HistoryRow.changes != _NO_CHANGES
        told = select(HistoryRow.id, HistoryRow.kind, changed).where(HistoryRow.id > self._read_to)
        for number, kind, is_step in session.execute(told.order_by(HistoryRow.id)):
            self._read_to = number
            if kind == EntryKind.CHANGE and not is_step:
                continue
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
    found = session.scalar(select(HistoryRow.hash).order_by(HistoryRow.id.desc()).limit(1))
    return "" if found is None else str(found)


def _entry(row: Row[int, str, str, str, str, str, int | None], zone: tzinfo | None) -> Entry:
    """The entry, also where it was edited from outside: then it says what of it cannot be read."""
    at, words = moment_of(row.at, zone), _text(row.words, _UNREADABLE)
    return Entry(
        row.id,
        at,
        f"{words} {_NO_MOMENT}" if at == UNREADABLE_MOMENT else words,
        _text(row.subject, ""),
        _text(row.why, _UNREADABLE),
        EntryKind(row.kind),
        row.target if isinstance(row.target, int) else None,
    )


def _text(cell: object, otherwise: str) -> str:
    return cell if isinstance(cell, str) else otherwise


def _never(entry: Entry) -> ItaError | None:
    """The refusal of an entry that no key takes back or repeats; None where one does."""
    of_it = (
        worded
        for subject in entry.subject.split()
        for begins, worded in _NEVER.items()
        if subject.startswith(begins)
    )
    worded = next(of_it, None)
    return None if worded is None else worded(entry.words)


def _reverse(changes: tuple[RowChange, ...]) -> tuple[RowChange, ...]:
    return tuple(change.inverse for change in reversed(changes))
