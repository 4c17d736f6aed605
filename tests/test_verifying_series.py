"""Histories by chance: whatever is tampered with is found, and whatever happened as it should raises no alarm."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from store.backups import back_up
from store.refusals import DamagedFileError
from store.restoring import restore, undo_restore
from store.tables import APPEND_ONLY
from store.verifying import verify_at_start
from tests.long_series import length
from tests.store_builders import YEAR, Clock, added, begun_store, measure, open_store
from tests.test_verifying import CONTENT, rehashed, tampered

# --- as it should be -------------------------------------------------------------------------------------------

STEPS = ("edit", "edit", "undo", "redo", "backup", "backup", "restore", "back", "rotate")


class Office:
    """A database with its backups, on which things happen one after the other."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.path = folder / "ita.db"
        self.clock = Clock()
        self.chance = chance
        self.backups: list[Path] = []
        with begun_store(self.path) as store:
            added(store)

    def take(self, step: str) -> None:
        """Take one step."""
        if step in {"edit", "undo", "redo", "backup"}:
            with open_store(self.path, self.clock) as store:
                kept = store.measures.all(YEAR)
                if step == "edit" and kept:
                    store.measures.save(replace(kept[0], result=f"ผลครั้งที่ {self.chance.random()}"))
                elif step == "backup":
                    self.backups.append(back_up(store))
                elif step in {"undo", "redo"}:
                    getattr(store.history, step)()
            return
        there = [one for one in self.backups if one.exists()]
        if step == "restore" and there:
            restore(self.chance.choice(there), self.path, clock=self.clock)
        elif step == "back" and list(self.path.parent.glob("*before-restore*.db")):
            undo_restore(self.path, clock=self.clock)
        elif step == "rotate":
            around = [*there, *self.path.parent.glob("*before-restore*.db")]
            for gone in self.chance.sample(around, len(around) // 2):
                gone.unlink()


@pytest.mark.long
@settings(max_examples=length(12, 300), deadline=None)
@given(st.lists(st.sampled_from(STEPS), max_size=14), st.integers(0, 2**32))
def test_what_happened_as_it_should_raises_no_alarm(steps: list[str], seed: int) -> None:
    with TemporaryDirectory() as name:
        office = Office(Path(name), random.Random(seed))  # noqa: S311 - which backup, no secret
        for step in steps:
            office.take(step)
        with open_store(office.path, office.clock) as store:
            assert verify_at_start(store).problems == ()


# --- tampering -------------------------------------------------------------------------------------------------

WORDS = {
    "at": "2026-01-16T03:00:00+00:00",
    "words": "เพิ่มมาตรการ ๙๙",
    "subject": "measure:99",
    "why": "มติที่ประชุม",
    "changes": "[]",
    "previous": "f" * 64,
    "hash": "e" * 64,
    "kind": "redo",
    "target": 1,
}


@cache
def _worked() -> TemporaryDirectory[str]:
    """A file with a restore in the middle of its history, and a backup of its very end."""
    folder: TemporaryDirectory[str] = TemporaryDirectory(prefix="ita-tui-tampered-")
    path, clock = Path(folder.name, "ita.db"), Clock()
    with begun_store(path) as store:
        store.measures.add(YEAR, [measure(1), measure(2)])
    with open_store(path, clock) as store:
        kept = store.measures.all(YEAR)[0]
        kept = store.measures.save(replace(kept, result="ครั้งที่ ๑"))
        early = back_up(store)
        store.measures.save(replace(kept, result="ครั้งที่ ๒"))
    restore(early, path, clock=clock)
    with open_store(path, clock) as store:
        kept = store.measures.all(YEAR)[0]
        for number in range(3, 7):
            kept = store.measures.save(replace(kept, outcome=f"ผลลัพธ์ {number}", follow_up=f"ติดตาม {number}"))
        store.history.undo()
        store.measures.add(YEAR, [measure(3)])
        back_up(store)
    return folder


def _execute(path: Path, work: Callable[[sqlite3.Connection], None]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for trigger in APPEND_ONLY:
            connection.execute(f"DROP TRIGGER {trigger}")
        work(connection)
        for trigger in APPEND_ONLY.values():
            connection.execute(trigger)


def _numbers(connection: sqlite3.Connection) -> list[int]:
    return [number for (number,) in connection.execute("SELECT id FROM history ORDER BY id")]


def edit(connection: sqlite3.Connection, at: int, column: str) -> None:
    """Write something else into a column of an entry."""
    connection.execute(f"UPDATE history SET {column} = ? WHERE id = ?", (WORDS[column], at))  # noqa: S608 - names from above


def delete(connection: sqlite3.Connection, at: int, many: int) -> None:
    """Delete entries, close the gap they leave in the numbers, and mend the counter."""
    connection.execute("UPDATE history SET target = target - ? WHERE target >= ?", (many, at + many))
    connection.execute("DELETE FROM history WHERE id BETWEEN ? AND ?", (at, at + many - 1))
    for number in [one for one in _numbers(connection) if one >= at + many]:
        connection.execute("UPDATE history SET id = ? WHERE id = ?", (number - many, number))
    connection.execute(
        "UPDATE sqlite_sequence SET seq = (SELECT max(id) FROM history) WHERE name = 'history'"
    )


def insert(connection: sqlite3.Connection, at: int) -> None:
    """Put an entry before another one, and give those behind it new numbers."""
    connection.execute("UPDATE history SET target = target + 1 WHERE target >= ?", (at,))
    for number in reversed([one for one in _numbers(connection) if one >= at]):
        connection.execute("UPDATE history SET id = ? WHERE id = ?", (number + 1, number))
    connection.execute(
        "INSERT INTO history SELECT ?, at, 'แทรกเข้ามา', '', '', 'change', NULL, '[]', previous, 'ff' FROM history"
        " WHERE id = ?",
        (at, at + 1),
    )


def swap(connection: sqlite3.Connection, one: int, other: int) -> None:
    """Let two entries change their places."""
    for old, new in ((one, -1), (other, one), (-1, other)):
        connection.execute("UPDATE history SET id = ? WHERE id = ?", (new, old))


def _tampered_at(entries: int) -> st.SearchStrategy[tuple[str, int, object]]:
    places = st.integers(1, entries)
    return st.one_of(
        st.tuples(st.just("edit"), places, st.sampled_from(sorted(WORDS))),
        st.tuples(st.just("delete"), places, st.integers(1, 3)),
        st.tuples(st.just("insert"), places, st.just(0)),
        st.tuples(st.just("swap"), places, places),
    )


ENTRIES = 10


@pytest.mark.long
@settings(max_examples=length(40, 600), deadline=None)
@given(_tampered_at(ENTRIES), st.booleans())
@example(what=("delete", ENTRIES, 1), again=True)
@example(what=("edit", 1, "words"), again=True)
def test_whatever_is_tampered_with_is_found(what: tuple[str, int, object], again: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    """``again``: every hash of the chain is worked out anew afterwards."""
    how, at, more = what
    with TemporaryDirectory() as name:
        shutil.copytree(_worked().name, name, dirs_exist_ok=True)
        path = Path(name, "ita.db")
        with closing(sqlite3.connect(path)) as connection:
            names = ", ".join((*CONTENT, "previous", "hash"))
            whole = f"SELECT {names} FROM history ORDER BY id"  # noqa: S608 - our own columns
            before = connection.execute(whole).fetchall()
            assert len(before) == ENTRIES
        _execute(path, lambda connection: _tamper(connection, how, at, more))
        if again:
            rehashed(path)
        with closing(sqlite3.connect(path)) as connection:
            if connection.execute(whole).fetchall() == before:
                return
        with suppress(DamagedFileError), open_store(path) as store:  # refused at once is found, too
            assert verify_at_start(store).problems != ()


def _tamper(connection: sqlite3.Connection, how: str, at: int, more: object) -> None:
    if how == "edit" and isinstance(more, str):
        with suppress(sqlite3.IntegrityError):
            edit(connection, at, more)
    elif isinstance(more, int):
        work = {"delete": delete, "swap": swap}.get(how)
        if work is None:
            insert(connection, at)
        elif how == "delete" or at != more:
            work(connection, at, more)


@pytest.mark.parametrize("column", ["sha256", "name", "size"])
def test_a_line_of_evidence_that_was_changed_is_found(column: str, tmp_path: Path) -> None:
    from ita_tui.domain.evidence import Evidence, EvidenceKind

    source = tmp_path / "ภาพ.txt"
    source.write_text("ภาพ", encoding="utf-8")
    path = tmp_path / "ita.db"
    with begun_store(path) as store:
        kept = added(store)
        assert kept.id is not None
        store.evidence.attach([kept.id], Evidence("ภาพ", EvidenceKind.PHOTO), [store.vault.take_in(source)])

    tampered(path, f"UPDATE evidence_file SET {column} = {'7' if column == 'size' else repr('a' * 64)}")  # noqa: S608 - names from above

    with open_store(path) as store:
        assert any("ไม่ตรงกับที่ประวัติบันทึกไว้" in one for one in verify_at_start(store).problems)
