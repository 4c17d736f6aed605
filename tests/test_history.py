"""The history: every change is told in one entry, nothing is told twice, and nobody edits it unseen."""

import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete

from ita_tui.domain.agency import Agency
from ita_tui.domain.measure import Measure, ProgressNote, WorkStatus
from store import refusals
from store.database import Store
from store.history import EntryKind
from store.tables import APPEND_ONLY, DivisionRow, MeasureRow
from tests.store_builders import (
    BANGKOK,
    YEAR,
    added,
    begun_store,
    measure,
    number_of,
    open_store,
    standing_clock,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


def words(store: Store) -> list[str]:
    return [entry.words for entry in reversed(store.history.recent(100))]


def tamper(path: Path, *statements: str) -> tuple[str, ...]:
    """Edit the file from outside, guards removed, and ask the program what it finds."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for trigger in APPEND_ONLY:
            connection.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            connection.execute(statement)
        for trigger in APPEND_ONLY.values():
            connection.execute(trigger)
    with open_store(path) as store:
        return store.history.verify()


def three_entries(path: Path) -> None:
    with begun_store(path) as store:
        kept = added(store)
        store.measures.save(replace(kept, result="จัดเวทีครบ ๑๑ หมู่บ้าน"))


def test_an_entry_says_when_in_the_offices_time_and_what(path: Path) -> None:
    with open_store(path, standing_clock) as store:
        store.agencies.save(Agency("เทศบาลตำบลตัวอย่าง"))
        last = store.history.last()

    assert last is not None
    assert last.at == datetime(2026, 1, 16, 10, 32, tzinfo=BANGKOK)
    assert last.at.utcoffset() == BANGKOK.utcoffset(None)
    assert last.words == "กำหนดหน่วยงาน: เทศบาลตำบลตัวอย่าง"
    assert last.kind is EntryKind.CHANGE


def test_a_saved_measure_is_told_by_what_changed_in_it(path: Path) -> None:
    with begun_store(path) as store:
        kept = added(store, 4)

        store.measures.save(replace(kept, result="เสร็จ", status=WorkStatus.COMPLETED), why="ที่ประชุมเห็นชอบ")
        last = store.history.last()

    assert last is not None
    assert last.words == "มาตรการ ๔: สถานะ, ผลการดำเนินการ"
    assert last.why == "ที่ประชุมเห็นชอบ"
    assert last.subject == f"measure:{kept.id}"


def test_what_changes_nothing_leaves_no_entry(path: Path) -> None:
    with begun_store(path) as store:
        store.agencies.save(Agency("เทศบาลตำบลตัวอย่าง"))
        kept = added(store)
        before = store.history.last()

        store.measures.save(kept)
        store.agencies.save(Agency("เทศบาลตำบลตัวอย่าง"))
        store.agencies.save_divisions(store.agencies.divisions())
        store.preferences.set("numerals", "thai")

        assert store.history.last() == before


def test_many_saves_in_one_step_are_one_entry_about_all_of_them(path: Path) -> None:
    with begun_store(path) as store:
        with store.one_step("อ่านรายงานเข้า"):
            first, second = added(store, 1), added(store, 2)
            store.measures.note(number_of(first), ProgressNote(date(2026, 1, 5), "ประชุมแล้ว"))
        entries = store.history.recent(100)

    assert [entry.words for entry in entries] == ["อ่านรายงานเข้า", "เริ่มปีงบประมาณ ๒๕๖๙"]
    assert {f"measure:{first.id}", f"measure:{second.id}"} <= set(entries[0].subject.split())


def test_a_step_that_fails_saves_nothing_of_it(path: Path) -> None:
    with begun_store(path) as store:
        before = store.report(YEAR)

        def step() -> None:
            with store.one_step("ทั้งหมด"):
                added(store)
                store.measures.remove([99])

        with pytest.raises(refusals.MeasureGoneError):
            step()

        assert store.report(YEAR) == before
        assert words(store) == ["เริ่มปีงบประมาณ ๒๕๖๙"]


def test_a_step_is_given_up_whole_even_where_a_part_of_it_was_refused_and_caught(path: Path) -> None:
    with begun_store(path) as store:
        before = store.report(YEAR)

        def step() -> None:
            with store.one_step("ทั้งหมด"):
                added(store)
                with pytest.raises(refusals.MeasureGoneError):
                    store.measures.remove([99])

        with pytest.raises(refusals.MeasureGoneError):
            step()

        assert store.report(YEAR) == before


def test_threads_take_their_steps_one_after_the_other(path: Path) -> None:
    with begun_store(path) as store:
        threads = [threading.Thread(target=added, args=(store, number)) for number in range(1, 9)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert [kept.number for kept in store.report(YEAR).measures] == list(range(1, 9))
        assert len(words(store)) == 9
        assert store.history.verify() == ()


def test_one_things_story_can_be_asked_for(path: Path) -> None:
    with begun_store(path) as store:
        first, others = added(store, 1), [added(store, number) for number in range(2, 13)]
        store.measures.save(replace(others[-1], result="อื่น"))
        store.measures.save(replace(first, result="จัดแล้ว"))
        store.measures.remove([number_of(first), number_of(others[0])])

        told = [entry.words for entry in store.history.about(f"measure:{first.id}", 10)]

    assert told == ["ลบมาตรการ ๒ รายการ", "มาตรการ ๑: ผลการดำเนินการ", "เพิ่มมาตรการ ๑"]


def test_recent_entries_come_newest_first_and_no_more_than_asked(path: Path) -> None:
    three_entries(path)

    with open_store(path) as store:
        assert [entry.id for entry in store.history.recent(2)] == [3, 2]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET words = 'ไม่มีอะไร' WHERE id = 2",
        "DELETE FROM history WHERE id = 3",
        "INSERT OR REPLACE INTO history SELECT * FROM history WHERE id = 2",
    ],
)
def test_the_history_cannot_be_altered_through_the_programs_connection(path: Path, statement: str) -> None:
    three_entries(path)

    with (
        open_store(path) as store,
        pytest.raises(refusals.StoreFaultError, match="append-only"),
        store.door.driver_connection() as connection,
    ):
        connection.execute(statement)


def test_a_history_as_it_was_written_verifies(path: Path) -> None:
    three_entries(path)

    assert tamper(path) == ()


def test_an_edited_entry_is_found(path: Path) -> None:
    three_entries(path)

    assert tamper(path, "UPDATE history SET why = 'มติที่ประชุม' WHERE id = 2") == ("ประวัติลำดับที่ ๒ ถูกแก้ไข",)


def test_an_edited_change_is_found(path: Path) -> None:
    three_entries(path)

    found = tamper(path, "UPDATE history SET changes = replace(changes, '๑๑', '๑๒') WHERE id = 3")

    assert found == ("ประวัติลำดับที่ ๓ ถูกแก้ไข",)


def test_a_deleted_entry_is_found(path: Path) -> None:
    three_entries(path)

    assert tamper(path, "DELETE FROM history WHERE id = 2") == ("ประวัติลำดับที่ ๒ หายไป",)


def test_a_deleted_last_entry_is_found(path: Path) -> None:
    three_entries(path)

    assert tamper(path, "DELETE FROM history WHERE id = 3") == ("ประวัติท้ายสุดหายไป ๑ รายการ",)


def test_an_inserted_entry_is_found(path: Path) -> None:
    three_entries(path)

    found = tamper(
        path,
        "INSERT INTO history SELECT 4, at, words, subject, why, kind, target, changes, hash, 'ff' FROM history"
        " WHERE id = 3",
    )

    assert found == ("ประวัติลำดับที่ ๔ ถูกแก้ไข",)


def test_reordered_entries_are_found(path: Path) -> None:
    three_entries(path)

    found = tamper(
        path,
        "UPDATE history SET id = -2 WHERE id = 2",
        "UPDATE history SET id = 2 WHERE id = 3",
        "UPDATE history SET id = 3 WHERE id = -2",
    )

    assert "ประวัติลำดับที่ ๒ ไม่ต่อเนื่องจากรายการก่อนหน้า" in found
    assert "ประวัติลำดับที่ ๓ ถูกแก้ไข" in found


def test_a_change_must_say_what_it_does(path: Path) -> None:
    with begun_store(path) as store:
        with pytest.raises(refusals.StoreFaultError, match="words"), store.door.change() as session:
            session.add(DivisionRow(name="กองคลัง", position=0))

        assert store.agencies.divisions() == ()


def test_rows_cannot_be_changed_past_the_history(path: Path) -> None:
    with begun_store(path) as store:
        kept = added(store)

        with pytest.raises(refusals.StoreFaultError, match="history"), store.door.change("ลบ") as session:
            session.execute(delete(MeasureRow))

        assert store.report(YEAR).measures == (kept,)


def test_half_a_character_is_refused_in_words_and_nothing_is_saved(path: Path) -> None:
    with begun_store(path) as store:
        with pytest.raises(refusals.UnwritableTextError):
            store.measures.add(YEAR, [measure(1), Measure(2, "ประชุม\udcb9")])

        assert store.report(YEAR).measures == ()
