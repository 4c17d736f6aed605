"""The proof that all is as it was written: the file, the history's chain and witnesses, rows, evidence, what was signed."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ita_tui.domain.evidence import FileState
from ita_tui.errors import for_the_administrator
from ita_tui.thai.dates import clock_time, short_date
from store.chain import Outline, chain_look, links, links_after
from store.columns import UNREADABLE_MOMENT, moment_of
from store.copying import found_by_quick_check
from store.standing_rows import Told, row_problems, rows_standing
from store.tables import APPEND_ONLY, EvidenceFileRow, EvidenceRow, MeasureRow
from store.witnesses import Heard, hear, witnesses_of

if TYPE_CHECKING:
    from store.chain import Link
    from store.database import Store

OnProgress = Callable[[int, int], None]
"""Told how many evidence files were read, and how many there are."""


@dataclass(frozen=True)
class Verification:
    """What a look through everything found: problems, a Thai sentence each, and how much was looked at.

    ``witnesses`` counts the backups and signed rounds that the history was compared with, ``removed`` the evidence
    copies that were removed when a year was closed. ``notes`` tell what is no problem and worth knowing.
    """

    database: tuple[str, ...]
    chain: tuple[str, ...]
    evidence: tuple[str, ...]
    entries: int
    measures: int
    files: int
    signed: tuple[str, ...] = ()
    rounds: int = 0
    witnesses: int = 0
    contradicted: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    removed: int = 0
    notes: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        """All that was found."""
        return (
            *self.database,
            *self.chain,
            *self.contradicted,
            *self.rows,
            *self.evidence,
            *self.signed,
        )

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


def verify(store: "Store", on_progress: OnProgress | None = None) -> Verification:
    """Look through everything: the file to its last page, the history, and every evidence file by its hash.

    Call it in a thread: it reads all files. Whoever saves meanwhile waits for no more than the look at the pages.
    """
    return _look_through(store, thorough=True, on_progress=on_progress)


def verify_at_start(store: "Store") -> Verification:
    """The same without reading evidence files and pages: files by their presence and size; pages were checked on opening.

    Call it in a thread. It reads in portions, so that whoever saves meanwhile hardly waits.
    """
    return _look_through(store, thorough=False, on_progress=None)


def _look_through(store: "Store", *, thorough: bool, on_progress: OnProgress | None) -> Verification:
    with store.door.driver_connection() as connection:
        database = tuple(_database_problems(connection, thorough=thorough))
    outline, told = Outline(), Told()
    witnesses = witnesses_of(
        store.door
    )  # before the chain: what is saved meanwhile is in it, not the other way round
    chain = chain_look(_listened(store, outline, told), store.door)
    heard = hear(witnesses, outline)
    with store.door.reading() as session:
        measures = session.execute(select(func.count(MeasureRow.id))).scalar_one()
        asked = select(EvidenceFileRow.sha256, EvidenceFileRow.name, EvidenceRow.title).join(EvidenceRow)
        kept = {sha256: (name, title) for sha256, name, title in session.execute(asked)}
    states = dict(_states(store, kept, thorough=thorough, on_progress=on_progress))
    return Verification(
        database=database,
        chain=chain.problems,
        evidence=tuple(_evidence_problems(states, kept)),
        entries=len(outline.hashes),
        measures=measures,
        files=len(kept),
        signed=store.rounds.verify(),
        rounds=store.rounds.count(),
        witnesses=heard.count,
        contradicted=heard.problems,
        rows=() if chain.problems else _rows_against(store, outline, told),
        removed=sum(state is FileState.REMOVED for state in states.values()),
        notes=(*chain.notes, *_notes(store, outline, heard)),
    )


def _listened(store: "Store", outline: Outline, told: Told) -> "Iterator[Link]":
    """Every entry once: for the chain, for the witnesses and for the rows."""
    for entry in links(store.door):
        outline.take(entry.id, entry.at, entry.subject, entry.why, entry.hash)
        told.take(entry)
        yield entry


def _rows_against(store: "Store", outline: Outline, told: Told) -> tuple[str, ...]:
    """Where rows are not as the history says. One that was salvaged may lack some: its entry says so, not this."""
    if not told.whole or any(branch.left is None for branch in outline.branches.values()):
        return ()
    with store.door.reading() as session:  # what was saved since, and the rows, as of one moment
        for entry in links_after(session, told.last):
            told.take(entry)
        standing = rows_standing(session)
    return tuple(row_problems(told, standing))


def _notes(store: "Store", outline: Outline, heard: Heard) -> Iterator[str]:
    yield from heard.notes
    for branch in outline.branches.values():
        at = moment_of(branch.at, store.door.zone)
        when = "" if at == UNREADABLE_MOMENT else f"เมื่อ {short_date(at.date())} {clock_time(at)} น. "
        what = "กู้จากไฟล์ที่เสียหาย" if branch.left is None else "นำข้อมูลสำรองกลับมาใช้"
        yield f"{what}{when}ตามรายการในประวัติ"


def _database_problems(connection: sqlite3.Connection, *, thorough: bool) -> Iterator[str]:
    for found in found_by_quick_check(connection) if thorough else ():
        yield f"เนื้อในไฟล์ฐานข้อมูลเสียหาย{for_the_administrator(found)}"
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        detail = for_the_administrator(f"{table} {row} → {parent}")
        yield f"ข้อมูลบางรายการอ้างถึงข้อมูลที่ไม่มีอยู่แล้ว{detail}"
    there = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    if any(there.get(name) != sql for name, sql in APPEND_ONLY.items()):
        yield "ตัวป้องกันการแก้ไขประวัติถูกถอดออกหรือถูกแก้ในฐานข้อมูล"


def _states(
    store: "Store", kept: dict[str, tuple[str, str]], *, thorough: bool, on_progress: OnProgress | None
) -> Iterator[tuple[str, FileState]]:
    for done, sha256 in enumerate(kept, start=1):
        yield sha256, store.vault.state(sha256, thorough=thorough)
        if on_progress is not None:
            on_progress(done, len(kept))


def _evidence_problems(states: dict[str, FileState], kept: dict[str, tuple[str, str]]) -> Iterator[str]:
    for sha256, state in states.items():
        name, title = kept[sha256]
        if state not in {FileState.PRESENT, FileState.REMOVED}:
            yield f"หลักฐาน «{title}» ({name}): {state.label}"
