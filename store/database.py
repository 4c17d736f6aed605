"""The store: one database file, its vault, and everything the program remembers in them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from ita_tui.domain.agency import Agency
from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.report import Report
from store.agencies import Agencies, agency_in
from store.begun import must_have_begun
from store.closing import Removals
from store.disclosure import Disclosure, disclosure_in
from store.divisions import divisions_in
from store.door import Door
from store.evidence import EvidenceBook
from store.history import History, head_in
from store.history_details import HistoryDetails
from store.holder import forget_holder
from store.measures import Measures, measures_in
from store.meetings import Meetings, committee_in, meetings_in
from store.opening import open_file
from store.past import go_back, go_back_to
from store.preferences import Preferences
from store.rounds import Rounds
from store.scores import ScoreBook, issues_in, scores_in
from store.surveys import Surveys, surveys_in
from store.tables import EvidenceFileRow
from store.vault import Vault, evidence_folder
from store.waivers import Waivers, waivers_in
from store.years import Years


class Store:
    """An open database file. One at a time holds it; threads of this program share it, one step after the other.

    Values go in and come out; each command is one transaction and one entry of the history.
    """

    def __init__(self, door: Door) -> None:
        self.path = door.path
        self._door = door
        self._sizes: dict[str, int] = {}
        self._read_at = ""
        self._read: dict[FiscalYear, Report] = {}
        self.vault = Vault(
            evidence_folder(door.path),
            self._recorded_size,
            self._was_removed,
            door.path,
        )
        self.removals = Removals(door, self.vault.delete)
        self.agencies = Agencies(door)
        self.years = Years(door)
        self.measures = Measures(door)
        self.evidence = EvidenceBook(door, self.vault.has)
        self.surveys = Surveys(door)
        self.disclosure = Disclosure(door)
        self.scores = ScoreBook(door)
        self.meetings = Meetings(door)
        self.waivers = Waivers(door)
        self.rounds = Rounds(door)
        self.history = History(door)
        self.details = HistoryDetails(door)
        self.preferences = Preferences(door)

    @classmethod
    def open(cls, path: Path, *, clock: Callable[[], datetime], rescue_folder: Path | None = None) -> Self:
        """Open the file, or create it where it is not there. ``clock`` gives aware moments in the office's zone.

        What was saved is written into ``rescue_folder`` should the file and its place vanish while it is open.

        Raises an :class:`~ita_tui.errors.ItaError` of its own for each thing that can keep a file shut: see
        :mod:`store.refusals`.
        """
        if clock().tzinfo is None:
            raise ValueError("the clock must say in which time zone it is")
        path = path.absolute()
        store = cls(Door(open_file(path, clock), path, clock, rescue_folder))
        if store.vault.folder.stem == path.stem:  # else it is another file's, whose lock is not held here
            store.vault.tidy()
        store.preferences.set_damaged_aside()
        store.removals.finish()
        return store

    def close(self) -> None:
        """Let go of the file. Whatever is being saved is saved first."""
        if self._door.closed:
            return
        forget_holder(self.path)
        self._door.close()
        self.vault.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def door(self) -> Door:
        """The door, for the store's own rooms: backups need the connection that holds the lock."""
        return self._door

    def report(self, year: FiscalYear) -> Report:
        """The whole year as one value. Raises YearNotThereError.

        Where no agency was entered yet, its name is empty. Nobody else writes to the file, and no row changes but
        with an entry of the history: a year that was read under the same head of its chain is not read again.
        """
        with self._door.reading() as session:
            if self._door.mid_step:
                return self._report(session, year)
            head = head_in(session)
            if head != self._read_at:
                self._read_at, self._read = head, {}
            if year not in self._read:
                self._read[year] = self._report(session, year)
            return self._read[year]

    def report_as_it_stood(self, year: FiscalYear, moment: datetime) -> Report:
        """The whole year as it was saved at ``moment`` (aware), told from the history; the file is not changed.

        Raises YearNotThereError where the year had not begun, PastNotKeptError where the history does not reach back.
        """
        with self._door.trying() as session:
            go_back(session, moment)
            return self._report(session, year)

    def report_at_head(self, year: FiscalYear, head: str, moment: datetime) -> Report:
        """The whole year as it was saved when the history's chain ended with ``head``, at ``moment`` (aware).

        Raises as :meth:`report_as_it_stood` does, and PastNotKeptError where the chain never had this head.
        """
        with self._door.trying() as session:
            go_back_to(session, head, moment)
            return self._report(session, year)

    def _report(self, session: Session, year: FiscalYear) -> Report:
        must_have_begun(session, year)
        return Report(
            agency=agency_in(session) or Agency(""),
            year=year,
            divisions=divisions_in(session),
            measures=measures_in(session, year, self._door.zone, proposals=False),
            proposals=measures_in(session, year, self._door.zone, proposals=True),
            surveys=surveys_in(session, year),
            disclosure=disclosure_in(session, year, self._door.zone),
            scores=scores_in(session, year),
            issues=issues_in(session, year),
            committee=committee_in(session, year),
            meetings=meetings_in(session, year, self._door.zone),
            waivers=waivers_in(session, year, self._door.zone),
        )

    @contextmanager
    def one_step(self, words: str, why: str = "") -> Iterator[None]:
        """Everything saved inside is one entry, one undo, one transaction: all of it or nothing."""
        with self._door.change(words, why=why):
            yield

    def _was_removed(self, sha256: str) -> bool:
        return self.removals.holds(sha256)

    def _recorded_size(self, sha256: str) -> int | None:
        """The size of a content, which never changes; all are read together, once one is asked for that is not known."""
        if sha256 not in self._sizes:
            with self._door.reading() as session:
                found = session.execute(select(EvidenceFileRow.sha256, EvidenceFileRow.size))
                self._sizes = {row.sha256: row.size for row in found}
        return self._sizes.get(sha256)
