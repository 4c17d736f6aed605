"""The proof that everything is as it was written: the file, the history's chain, the evidence, what was signed."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from ita_tui.domain.evidence import FileState
from ita_tui.errors import for_the_administrator
from store.copying import found_by_quick_check
from store.tables import APPEND_ONLY, EvidenceFileRow, EvidenceRow, HistoryRow, MeasureRow

if TYPE_CHECKING:
    from store.database import Store


@dataclass(frozen=True)
class Verification:
    """What a look through everything found: problems, a Thai sentence each, and how much was looked at."""

    database: tuple[str, ...]
    chain: tuple[str, ...]
    evidence: tuple[str, ...]
    entries: int
    measures: int
    files: int
    signed: tuple[str, ...] = ()
    rounds: int = 0

    @property
    def problems(self) -> tuple[str, ...]:
        """All that was found."""
        return (*self.database, *self.chain, *self.evidence, *self.signed)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


def verify(store: "Store") -> Verification:
    """Look through everything: the file, the history, every evidence file by its hash (reads them all), signed copies."""
    with store.door.driver_connection() as connection:
        database = tuple(_database_problems(connection))
    with store.door.reading() as session:
        entries = session.execute(select(func.count(HistoryRow.id))).scalar_one()
        measures = session.execute(select(func.count(MeasureRow.id))).scalar_one()
        asked = select(EvidenceFileRow.sha256, EvidenceFileRow.name, EvidenceRow.title).join(EvidenceRow)
        kept = {sha256: (name, title) for sha256, name, title in session.execute(asked)}
    return Verification(
        database=database,
        chain=store.history.verify(),
        evidence=tuple(_evidence_problems(store, kept)),
        entries=entries,
        measures=measures,
        files=len(kept),
        signed=store.rounds.verify(),
        rounds=store.rounds.count(),
    )


def _database_problems(connection: sqlite3.Connection) -> Iterator[str]:
    for found in found_by_quick_check(connection):
        yield f"เนื้อในไฟล์ฐานข้อมูลเสียหาย{for_the_administrator(found)}"
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        detail = for_the_administrator(f"{table} {row} → {parent}")
        yield f"ข้อมูลบางรายการอ้างถึงข้อมูลที่ไม่มีอยู่แล้ว{detail}"
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    if set(APPEND_ONLY) - there:
        yield "ตัวป้องกันการแก้ไขประวัติถูกถอดออกจากฐานข้อมูล"


def _evidence_problems(store: "Store", kept: dict[str, tuple[str, str]]) -> Iterator[str]:
    for sha256, (name, title) in kept.items():
        state = store.vault.state(sha256, thorough=True)
        if state is not FileState.PRESENT:
            yield f"หลักฐาน «{title}» ({name}): {state.label}"
