"""The one door to the rows: every change goes through it, and through it into the history, in one transaction."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from sqlite3 import Connection as DriverConnection
from sqlite3 import Error as DriverError

from sqlalchemy import Engine, event, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import ORMExecuteState, Session

from ita_tui.errors import ItaError
from store.changes import GENESIS, Recorder, RowChange, changes_text, link_hash
from store.columns import moment_text
from store.faults import translated
from store.recording import record
from store.refusals import DiskRefusedError, ReadOnlyFileError, StoreFaultError, UnreadableFileError
from store.refusals_place import FileVanishedError
from store.tables import HistoryRow
from store.vanishing import has_vanished, mark_of, write_again

# Never less than the last entry's number. Where it is more, entries are lost, and their numbers stay theirs.
_LAST_NUMBER = text("SELECT max(seq) FROM sqlite_sequence WHERE name = 'history'")


@dataclass
class _Step:
    """The step that is being taken: what it will be called, what it is about, and whether a part of it failed."""

    session: Session
    recorder: Recorder
    words: str
    subjects: dict[str, None] = field(default_factory=dict)
    whys: dict[str, None] = field(default_factory=dict)
    failed: BaseException | None = None

    def tell(self, words: str, subject: str, why: str) -> None:
        """The outermost words are the step's; subjects and reasons add up."""
        self.words = self.words or words
        self.subjects.update(dict.fromkeys(subject.split()))
        self.whys.update({why: None} if why else {})


class Door:
    """Hands out sessions on the one connection, one at a time, and keeps the history of what they change.

    ``clock`` gives aware moments; their zone is the office's. ``rescue_folder`` is where all that was saved is
    written should the file vanish while it is open, and its own place with it.
    """

    def __init__(
        self,
        engine: Engine,
        path: Path,
        clock: Callable[[], datetime],
        rescue_folder: Path | None = None,
    ) -> None:
        self._engine = engine
        self._lock = threading.RLock()
        self._step: _Step | None = None
        self._mark = mark_of(path)
        self._rescued: tuple[str, Path] | None = None
        self.closed = False
        self.path = path
        self.clock = clock
        self.rescue_folder = rescue_folder

    @property
    def mid_step(self) -> bool:
        """Whether a step is being taken, so that rows stand as no entry of the history tells yet."""
        return self._step is not None

    @property
    def zone(self) -> tzinfo | None:
        """The office's time zone."""
        return self.clock().tzinfo

    @contextmanager
    def change(self, words: str = "", subject: str = "", why: str = "") -> Iterator[Session]:
        """Change rows as one step: all of it and its history entry, or nothing.

        Inside another step it is a part of that one. A part that fails takes the whole step with it, even where
        its refusal was caught in between. What changed nothing leaves no entry. Raises an
        :class:`~ita_tui.errors.ItaError` where the database refuses.
        """
        with self._lock:
            if self._step is not None:
                with translated(self.path), self._part(self._step, words, subject, why) as session:
                    yield session
                return
            with self._watched(), translated(self.path), self._session() as session:
                self._step = step = _Step(session, record(session), words)
                step.tell(words, subject, why)
                try:
                    yield session
                    self._finish(step)
                finally:
                    self._step = None

    @contextmanager
    def _part(self, step: _Step, words: str, subject: str, why: str) -> Iterator[Session]:
        step.tell(words, subject, why)
        try:
            yield step.session
            step.session.flush()
        except BaseException as error:
            step.failed = step.failed or error
            raise

    def _finish(self, step: _Step) -> None:
        if step.failed is not None:
            raise step.failed
        step.session.flush()
        if step.recorder.changes:
            self.enter(
                step.session,
                step.recorder.changes,
                words=step.words,
                subjects=tuple(step.subjects),
                why=_told(step),
            )
        self._commit(step.session)

    def _commit(self, session: Session) -> None:
        """Commit into the file that the path leads to; nothing is acknowledged that has no name on the disk."""
        if has_vanished(self.path, self._mark):
            session.rollback()
            raise self._vanished()
        session.commit()
        if has_vanished(self.path, self._mark):
            refusal = self._vanished()
            if not refusal.put_back:  # else this very change was put back with all the others
                raise refusal

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """What a disk that was pulled out makes fail is told as what it is."""
        try:
            yield
        except (DiskRefusedError, UnreadableFileError, ReadOnlyFileError) as error:
            if has_vanished(self.path, self._mark):
                raise self._vanished() from error
            raise

    def _vanished(self) -> FileVanishedError:
        """Write all that was saved somewhere again, and go on there where that is the old place."""
        assert self._mark is not None
        head, kept = "", None
        with suppress(DBAPIError, DriverError), closing(self._engine.raw_connection()) as raw:
            connection = raw.driver_connection
            assert isinstance(connection, DriverConnection)
            found = connection.execute("SELECT hash FROM history ORDER BY id DESC LIMIT 1").fetchone()
            head = "" if found is None else str(found[0])
            kept = self._rescued[1] if self._rescued is not None and self._rescued[0] == head else None
            if kept is None or not kept.exists() or not os.path.lexists(self.path):
                kept = write_again(connection, self.path, self._mark, self.rescue_folder, self.clock())
        if kept is not None:
            self._rescued = (head, kept)
        replaced = kept != self.path and os.path.lexists(self.path)
        back = kept == self.path and self._reopened()
        return FileVanishedError(self.path, kept, put_back=back, replaced=replaced)

    def _reopened(self) -> bool:
        """Whether the file in the old place is held now; another program may have been quicker."""
        from store.opening import open_file

        try:
            engine = open_file(self.path, self.clock)
        except ItaError:
            return False
        self._engine.dispose()
        self._engine, self._mark, self._rescued = engine, mark_of(self.path), None
        return True

    def describe(self, words: str, *subjects: str) -> None:
        """Say what the running step does and what it is about, once that is known."""
        if self._step is None:
            raise StoreFaultError("nothing is being changed")
        self._step.tell(words, " ".join(subjects), "")

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Read rows as they stand, inside a step as that step has made them."""
        with self._lock:
            if self._step is not None:
                yield self._step.session
                return
            with translated(self.path), self._session() as session:
                yield session

    @contextmanager
    def writing_history(self) -> Iterator[Session]:
        """A session for undo and redo, which write rows and their entry themselves. Not inside a step."""
        with self._lock:
            if self._step is not None:
                raise StoreFaultError("a step cannot be undone while it is being taken")
            with self._watched(), translated(self.path), self._session() as session:
                yield session
                self._commit(session)

    @contextmanager
    def trying(self) -> Iterator[Session]:
        """A session in which nothing lasts: whatever is changed in the block is as before when it ends."""
        with self._lock:
            if self._step is not None:
                raise StoreFaultError("nothing can be tried while a step is being taken")
            with translated(self.path), self._session() as session:
                try:
                    yield session
                finally:
                    session.rollback()

    @contextmanager
    def driver_connection(self) -> Iterator[DriverConnection]:
        """The very connection that holds the file's lock, with nothing half done on it."""
        with self._lock:
            if self._step is not None:
                raise StoreFaultError("a step is half taken")
            if self.closed:
                raise StoreFaultError("the store is closed")
            with translated(self.path), closing(self._engine.raw_connection()) as raw:
                connection = raw.driver_connection
                if not isinstance(connection, DriverConnection):
                    raise StoreFaultError(f"not an SQLite connection: {connection!r}")
                yield connection

    def close(self) -> None:
        """Let go of the file, after whatever is being saved."""
        with self._lock:
            self.closed = True
            self._engine.dispose()

    def enter(
        self,
        session: Session,
        changes: tuple[RowChange, ...],
        *,
        words: str,
        subjects: tuple[str, ...] = (),
        why: str = "",
        kind: str = "change",
        target: int | None = None,
    ) -> int:
        """Write the history entry of ``changes`` in the session's transaction, and return its number."""
        if not words:
            raise StoreFaultError("a change must say in words what it does")
        last = session.execute(
            select(HistoryRow.id, HistoryRow.hash).order_by(HistoryRow.id.desc()).limit(1)
        ).first()
        previous = GENESIS if last is None else last.hash
        number = max(0 if last is None else last.id, session.scalar(_LAST_NUMBER) or 0) + 1
        content: dict[str, str | int | None] = {
            "id": number,
            "at": moment_text(self.clock(), None),
            "words": words,
            "subject": " ".join(subjects),
            "why": why,
            "kind": kind,
            "target": target,
            "changes": changes_text(changes),
        }
        session.add(HistoryRow(**content, previous=previous, hash=link_hash(previous, content)))
        session.flush()
        return number

    @contextmanager
    def _session(self) -> Iterator[Session]:
        if self.closed:
            raise StoreFaultError("the store is closed")
        with Session(self._engine, expire_on_commit=False) as session:
            event.listen(session, "do_orm_execute", _refuse_bulk)
            yield session


def _told(step: _Step) -> str:
    return " · ".join(step.whys)


def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise StoreFaultError("rows change one by one through the session, or the history would not see it")
