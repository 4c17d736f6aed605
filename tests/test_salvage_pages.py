"""Whichever pages of a database are damaged or missing, every row of every other page is salvaged."""

import shutil
from pathlib import Path

import pytest

from store import verifying
from store.damaged_pages import Pages
from store.salvage import NotDamagedError, NothingToSalvageError, salvage
from tests.damaged_files import (
    PAGE,
    Rows,
    above,
    damaged,
    full_file,
    has_dbstat,
    older,
    pages_of,
    root_of,
    rows_of,
)
from tests.long_series import LONG, printed_chance, some
from tests.store_builders import open_store, standing_clock


@pytest.fixture
def full() -> bytes:
    return full_file()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "งาน.db"


def opens_and_holds(path: Path, before: Rows, *, but: str) -> None:
    """The salvaged file opens, is sound as a database, and holds every row of every other table."""
    with open_store(path) as store:
        found = verifying.verify(store)
        assert found.database == ()
    now = rows_of(path)
    for table in set(before) - {but, "sqlite_sequence"}:
        assert before[table] <= now[table], table


@pytest.mark.fault
@pytest.mark.long
@pytest.mark.skipif(not has_dbstat(), reason="this SQLite does not tell what its pages are of")
@pytest.mark.parametrize("by", ["zeros", "noise", "half"])
def test_whichever_page_is_damaged_every_row_of_every_other_table_comes_back(
    path: Path, full: bytes, by: str
) -> None:
    chance = printed_chance()
    whose = pages_of(full, path)
    before = rows_of(path)
    pages = range(1, len(full) // PAGE + 1)

    for page in some(pages, 8):
        content = {
            "zeros": bytes(PAGE),
            "noise": chance.randbytes(PAGE),
            "half": full[(page - 1) * PAGE : page * PAGE - PAGE // 2] + bytes(PAGE // 2),
        }[by]
        shutil.rmtree(path.parent)
        path.parent.mkdir()
        path.write_bytes(damaged(full, page, content))

        try:
            done = salvage(path, clock=standing_clock)
        except NotDamagedError:
            assert rows_of(path) == before, page  # nothing of it was read by anybody
            continue

        assert done.kept_aside.read_bytes() == damaged(full, page, content)
        opens_and_holds(path, before, but=whose.get(page, ""))


@pytest.mark.fault
def test_rows_of_a_lost_page_are_told_by_the_history(path: Path, full: bytes) -> None:
    whose = pages_of(full, path)
    before = rows_of(path)
    lost = [page for page, table in whose.items() if table == "measure"]
    content = full
    for page in lost:
        content = damaged(content, page, bytes(PAGE))
    path.write_bytes(content)

    done = salvage(path, clock=standing_clock)

    assert done.lost == ()
    assert rows_of(path)["measure"] == before["measure"]
    with open_store(path) as store:
        found = verifying.verify(store)
    assert (found.database, found.chain) == ((), ())


@pytest.mark.fault
@pytest.mark.parametrize("page", ["sqlite_schema", "history"])
def test_entries_of_the_history_that_nothing_leads_to_any_more_are_found_and_tell_everything(
    path: Path, full: bytes, page: str
) -> None:
    path.write_bytes(full)
    before = rows_of(path)
    path.write_bytes(damaged(full, 1 if page == "sqlite_schema" else root_of(path, page), bytes(PAGE)))

    done = salvage(path, clock=standing_clock)

    assert done.entries == len(before["history"])
    assert done.lost == ()
    now = rows_of(path)
    assert all(before[table] <= now[table] for table in before if table != "sqlite_sequence")


@pytest.mark.fault
@pytest.mark.long
@pytest.mark.skipif(not has_dbstat(), reason="this SQLite does not tell what its pages are of")
def test_a_file_that_was_copied_half_gives_what_came_over(path: Path, full: bytes) -> None:
    chance = printed_chance()
    whose = pages_of(full, path)
    before = rows_of(path)
    for size in [100, PAGE, *(chance.randrange(PAGE, len(full)) for _ in range(60 if LONG else 4))]:
        shutil.rmtree(path.parent)
        path.parent.mkdir()
        path.write_bytes(full[:size])

        try:
            done = salvage(path, clock=standing_clock)
        except NothingToSalvageError:
            assert size <= 4 * PAGE  # the schema alone, not one row yet
            assert path.read_bytes() == full[:size]
            continue

        assert done.kept_aside.read_bytes() == full[:size]
        over = {table for page, table in whose.items() if page > size // PAGE}
        came = set() if "sqlite_schema" in over else {t for t in before if not above(t) & over}
        with open_store(path) as store:
            assert verifying.verify(store).database == ()
        now = rows_of(path)
        assert all(before[table] <= now[table] for table in came - {"sqlite_sequence"}), size


@pytest.mark.fault
@pytest.mark.parametrize("schema", [1, 2])
def test_an_older_file_is_salvaged_as_it_was_and_migrated_when_it_is_opened(path: Path, schema: int) -> None:
    content = older(schema)
    whose = pages_of(content, path)
    before = rows_of(path)
    page = next(page for page, table in whose.items() if table == "measure")
    path.write_bytes(damaged(content, page, bytes(PAGE)))

    salvage(path, clock=standing_clock)

    now = rows_of(path)
    assert set(now) == set(before)
    assert all(before[table] <= now[table] for table in set(before) - {"measure", "sqlite_sequence"})
    assert {row[0] for row in before["measure"]} == {row[0] for row in now["measure"]}
    with open_store(path) as store:
        assert verifying.verify(store).database == ()


@pytest.mark.fault
def test_what_is_lost_of_the_history_is_told_and_stays_a_gap_that_the_salvage_answers_for(
    path: Path, full: bytes
) -> None:
    whose = pages_of(full, path)
    before = rows_of(path)
    entries = Pages(full).tree(root_of(path, "history"))
    page = max(page for page in entries.pages if whose[page] == "history")
    path.write_bytes(damaged(full, page, bytes(PAGE)))

    done = salvage(path, clock=standing_clock)

    gone = len(before["history"]) - done.entries
    assert gone > 0
    assert any("ประวัติการแก้ไขหายไป" in sentence for sentence in done.lost)
    with open_store(path) as store:
        last = store.history.last()
        assert last is not None
        assert (last.id, last.words) == (len(before["history"]) + 1, "กู้ข้อมูลจากไฟล์ที่เสียหาย «งาน.db»")
        assert "หายไป" in last.why
        found = verifying.verify(store)
        assert found.chain == ()
        assert any("หายไปเมื่อไฟล์เสียหาย" in note for note in found.notes)
    now = rows_of(path)
    assert all(before[table] <= now[table] for table in before if table not in {"history", "sqlite_sequence"})
