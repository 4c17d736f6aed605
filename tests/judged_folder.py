"""The judge of what a kill or a power cut left of a folder: all that was acknowledged, at most one step more."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from ita_tui.errors import ItaError
from store.database import Store
from store.verifying import verify
from tests.store_builders import YEAR
from tests.unresting_work import (
    LONG_RESULT,
    NEXT_YEAR,
    Folder,
    Standing,
    backup_in,
    clock_at,
    database_in,
    digest_of,
    export_in,
    folder_after,
)

NOTHING_YET = -1
"""Not even the database that the work begins with was acknowledged."""


def judged(folder: Path, acknowledged: int, most: int) -> int:
    """The number of the last step that is there, acknowledged or one more; the folder is opened as the program does.

    ``most`` is that of the work. Raises AssertionError, in words, for whatever is lost, half there, or will not open.
    """
    try:
        with Store.open(database_in(folder), clock=clock_at(acknowledged + 1)) as store:
            _sound(store)
            if acknowledged == NOTHING_YET:
                return 0
            done = _one_of(_standing(store, most), acknowledged)
    except (ItaError, sqlite3.Error) as error:
        raise AssertionError(f"after step {acknowledged} the database does not open: {error}") from error
    _judge_files(folder, folder_after(acknowledged), folder_after(acknowledged + 1))
    return done


def _sound(store: Store) -> None:
    found = verify(store)
    assert found.sound, f"not sound: {found.problems}"
    left = [path.name for path in store.vault.folder.glob("arriving-*")]
    assert not left, f"half copies were not cleared away: {left}"


def _one_of(found: Standing, acknowledged: int) -> int:
    for done in (acknowledged, acknowledged + 1):
        if found == folder_after(done).database:
            return done
    raise AssertionError(
        f"after step {acknowledged} there is {found} instead of {folder_after(acknowledged).database}"
    )


def _standing(store: Store, most: int) -> Standing:
    """What the database holds, read like a person would, and whether each part of it is whole."""
    measures, came = store.measures.all(YEAR), store.measures.all(NEXT_YEAR)
    assert len(measures) == 1, "what the work began with is gone"
    (kept,) = measures
    edited = int(kept.recommendation or 0)
    assert kept.result == (LONG_RESULT + str(edited) if edited else ""), "half an edit"
    attached = tuple(int(piece.title) for piece in kept.evidence)
    for piece, number in zip(kept.evidence, attached, strict=True):
        hashes = [file.sha256 for file in piece.files]
        assert hashes == [digest_of(number, most)], f"evidence {number} has other bytes"
    titles = {measure.title for measure in came}
    assert (len(came), len(titles)) in {(0, 0), (3, 1)}, f"half a report was read in: {titles}"
    return Standing(edited, attached, int(titles.pop().split()[-1]) if came else 0)


def _judge_files(folder: Path, must: Folder, may: Folder) -> None:
    exported = _exported(export_in(folder))
    assert exported in {must.exported, may.exported}, (
        f"the export tells of {exported}, not of {must.exported}"
    )
    for number, _ in must.backups:
        assert backup_in(folder, number).is_file(), f"backup {number} is gone"
    for number, standing in may.backups:
        if backup_in(folder, number).exists():
            _judge_backup(backup_in(folder, number), standing)


def _exported(path: Path) -> int | None:
    """The last edit that the export tells of; None where there is none yet. Never half a file."""
    if not path.exists():
        return None
    try:
        (measure,) = json.loads(path.read_bytes())["measures"]
    except ValueError as error:
        raise AssertionError(f"half an export: {path.stat().st_size} bytes") from error
    return int(measure["recommendation"] or 0)


def _judge_backup(path: Path, standing: Standing) -> None:
    """A backup is whole and holds what the database held, without being opened by the program: that would change it."""
    try:
        told = list(_read(path))
    except sqlite3.Error as error:
        raise AssertionError(f"{path.name} cannot be used: {error}") from error
    assert told == ["ok", standing.edited, len(standing.attached)], f"{path.name} holds {told}"


def _read(path: Path) -> Iterator[str | int]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        for (found,) in connection.execute("PRAGMA quick_check"):
            yield found
        asked = "SELECT recommendation FROM measure WHERE year = ? AND number = 1"
        yield int(connection.execute(asked, (YEAR.be,)).fetchone()[0] or 0)
        yield connection.execute("SELECT count(*) FROM evidence").fetchone()[0]
