"""A comparison tells what was done since a backup and what differs in the year, and writes to neither."""

import gzip
from pathlib import Path

import pytest

from ita_tui import keeping
from ita_tui.domain.fiscal_year import FiscalYear
from store import refusals, restoring
from store.backup_files import backups_beside, set_aside
from tests.backed_up import FIRST_SCHEMA, SetClock, backed_up
from tests.store_builders import BANGKOK, YEAR, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "งาน ปี ๖๙.db"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def backup(path: Path, clock: SetClock) -> Path:
    """A backup with one measure; the database has two by now."""
    return backed_up(path, clock)


def test_a_comparison_tells_what_was_done_since_and_what_differs(
    path: Path, backup: Path, clock: SetClock
) -> None:
    before = backup.read_bytes()
    (found,) = backups_beside(path, BANGKOK)
    with open_store(path, clock) as store:
        head = store.history.head()
        compared = keeping.compare_backup(store, found, YEAR)
        assert store.history.head() == head

    assert [entry.id for entry in compared.since] == [3]
    assert compared.only_there == ()
    assert [(one.name, one.field) for one in compared.differences] == [("มาตรการ ๒", "เพิ่มใหม่")]
    assert (compared.year_there, compared.year_here) == (True, True)
    assert backup.read_bytes() == before
    assert [one.name for one in backup.parent.iterdir()] == [backup.name]


def test_a_comparison_after_a_restore_tells_what_only_the_other_branch_has(
    path: Path, backup: Path, clock: SetClock
) -> None:
    restoring.restore(backup, path, clock=clock)
    (aside,) = set_aside(path, BANGKOK)
    with open_store(path, clock) as store:
        compared = keeping.compare_backup(store, aside, YEAR)

    assert [entry.words[:10] for entry in compared.since] == ["นำข้อมูลสำ"]
    assert [entry.id for entry in compared.only_there] == [3]
    assert [(one.name, one.field) for one in compared.differences] == [("มาตรการ ๒", "ลบออก")]


def test_a_year_that_had_not_begun_is_told_as_all_new(path: Path, backup: Path, clock: SetClock) -> None:
    with open_store(path, clock) as store:
        store.years.begin(FiscalYear(2570), (), ())
        compared = keeping.compare_file(store, backup, FiscalYear(2570))
        missing = keeping.compare_file(store, backup, FiscalYear(2571))

    assert (compared.year_there, compared.year_here) == (False, True)
    assert (missing.year_there, missing.year_here, missing.differences) == (False, False, ())


@pytest.mark.parametrize(
    ("content", "refusal"), [(b"", refusals.ForeignFileError), (None, refusals.NoBackupThereError)]
)
def test_a_comparison_with_what_is_no_backup_is_refused(
    path: Path, backup: Path, clock: SetClock, content: bytes | None, refusal: type[Exception]
) -> None:
    backup.unlink()
    if content is not None:
        backup.write_bytes(content)
    with open_store(path, clock) as store, pytest.raises(refusal):
        keeping.compare_file(store, backup, YEAR)


def test_a_backup_of_the_first_form_is_compared_in_a_copy(path: Path, backup: Path, clock: SetClock) -> None:
    old = backup.with_name("เก่า.db")
    old.write_bytes(gzip.decompress(FIRST_SCHEMA.read_bytes()))
    before = old.read_bytes()
    with open_store(path, clock) as store:
        compared = keeping.compare_file(store, old, YEAR)

    assert len(compared.since) == 3  # another history from its first entry on
    assert compared.only_there
    assert old.read_bytes() == before
    assert sorted(one.name for one in old.parent.iterdir()) == sorted([old.name, backup.name])
