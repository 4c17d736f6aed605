"""What was damaged or edited from outside is found and told: it ends nothing, and nobody is accused wrongly."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import pytest

from ita_tui import keeping, tasks
from ita_tui.domain.fiscal_year import RoundOf
from ita_tui.errors import ItaError
from ita_tui.printing import Printing
from store.backup_files import contents_of
from store.backups import back_up
from store.chain import ChainLook, Link, Outline, chain_look, left_of
from store.clock_warning import clock_warning
from store.columns import UNREADABLE_MOMENT, moment_of
from store.database import Store
from store.door import Door
from store.faults import worded
from store.history_now import history_now
from store.refusals import BadBackupError, CannotUndoError, DamagedFileError
from store.salvage import salvage
from store.start_warnings import warnings_at_start
from store.tables import APPEND_ONLY
from store.verifying import Verification, verify, verify_at_start
from store.witnesses import Heard, Witnesses, hear
from tests.backed_up import SetClock
from tests.damaged_files import PAGE, damaged, root_of
from tests.store_builders import YEAR, added, begun_store, open_store, standing_clock

COLUMNS = ("at", "words", "subject", "why", "target", "changes", "previous", "hash")
GARBAGE = {
    "text": "'zz'",
    "blob": "x'ff41'",
    "number": "5",
    "bytes": "CAST(x'ff' AS TEXT)",
    "huge": "'9999-12-31T23:59:59+00:00'",
}
DAMAGED = "ไฟล์เสียหาย"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ita.db"


@pytest.fixture
def worked(path: Path) -> Path:
    """Three entries: the year's beginning, a measure, and its undoing."""
    with begun_store(path) as store:
        added(store)
        store.history.undo()
    return path


def edited(path: Path, *statements: str) -> None:
    """Edit the file from outside, checks or not, and leave the history's guards as they were."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for trigger in APPEND_ONLY:
            connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        for statement in statements:
            connection.execute(statement)
        for trigger in APPEND_ONLY.values():
            connection.execute(trigger)


def no_text_in_schema(path: Path) -> None:
    """Write a byte that is no text into a table's name in sqlite_master, whose own statement is damaged, too."""
    content = bytearray(path.read_bytes())
    statement = content.find(b"CREATE TABLE measure")
    name = content.find(b"measure", content.rfind(b"table", 0, statement))
    content[name], content[statement : statement + 3] = 0xFF, b"XXX"
    path.write_bytes(content)


def told_by(path: Path) -> tuple[Verification, Verification]:
    with open_store(path) as store:
        return verify(store), verify_at_start(store)


# --- a message that is no text ---------------------------------------------------------------------------------


def test_a_damaged_name_in_the_schema_is_told_as_damage_when_the_file_is_opened(worked: Path) -> None:
    no_text_in_schema(worked)

    with pytest.raises(DamagedFileError):
        open_store(worked)


def test_a_schema_damaged_while_it_is_open_is_told_as_damage(worked: Path) -> None:
    with open_store(worked) as store, pytest.raises(DamagedFileError), store.door.reading():
        raise UnicodeDecodeError("utf-8", b"malformed database schema (\xff", 27, 28, "invalid start byte")


def test_a_backup_with_a_damaged_name_is_listed_as_damaged_and_not_brought_back(worked: Path) -> None:
    with open_store(worked) as store:
        made = back_up(store)
        no_text_in_schema(made)

        (listed,) = keeping.list_backups(worked, standing_clock, store)
        assert listed.problem == DAMAGED
        with pytest.raises(BadBackupError):
            keeping.compare_backup(store, listed, YEAR)
        assert keeping.keep_backups(store).told == ()
        assert verify(store).sound
    with pytest.raises(BadBackupError):
        keeping.bring_back(made, worked, standing_clock)


def test_where_the_database_itself_is_so_damaged_its_backups_are_listed_and_one_is_brought_back(
    worked: Path,
) -> None:
    with open_store(worked) as store:
        made = back_up(store)
    no_text_in_schema(worked)

    assert [one.path for one in keeping.list_backups(worked, standing_clock, None)] == [made]
    assert keeping.bring_back(made, worked, standing_clock).kept is not None
    assert told_by(worked)[0].problems == ()


def test_text_that_cannot_be_read_is_damage_and_no_fault_of_the_program(worked: Path) -> None:
    said = sqlite3.OperationalError("Could not decode to UTF-8 column 'title' with text '\ufffd'")

    assert isinstance(worded(said, worked), DamagedFileError)
    assert isinstance(
        worded(sqlite3.DatabaseError("malformed database schema (x)"), worked), DamagedFileError
    )
    assert not isinstance(worded(sqlite3.ProgrammingError("Cannot operate"), worked), ItaError)


# --- an edited entry -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", GARBAGE)
@pytest.mark.parametrize("column", COLUMNS)
def test_whatever_was_written_into_an_entry_is_found_and_the_history_is_shown(
    worked: Path, column: str, value: str
) -> None:
    edited(worked, f"UPDATE history SET {column} = {GARBAGE[value]} WHERE id = 3")  # noqa: S608 - the test's own

    with open_store(worked) as store:
        for found in (verify(store), verify_at_start(store)):
            assert any("ประวัติลำดับที่ ๓ ถูกแก้ไข" in problem for problem in found.chain), found
        assert [entry.id for entry in store.history.recent(9)] == [3, 2, 1]
        store.history.undoable(9)
        store.history.redoable(9)
        clock_warning(store, standing_clock())
        if value != "bytes":  # a digest that is no text is told as damage by whatever would follow it
            warnings_at_start(store)
            history_now(store, (1, 2, 3))
            keeping.keep_backups(store)


@pytest.mark.parametrize("statement", ["kind = 'zz'", "kind = x'ff'", "kind = 5", "target = NULL"])
def test_an_entry_that_no_program_could_have_written_keeps_the_file_shut(
    worked: Path, statement: str
) -> None:
    edited(worked, f"UPDATE history SET {statement} WHERE id = 3")  # noqa: S608 - the test's own

    with pytest.raises(DamagedFileError):
        open_store(worked)


@pytest.mark.parametrize("column", [one for one in COLUMNS if one != "target"])
@pytest.mark.parametrize("value", ["text", "blob"])
def test_the_first_entry_may_be_edited_and_backups_go_on(worked: Path, column: str, value: str) -> None:
    """Its moment says how old the changes are, and its digest whose history it is."""
    edited(worked, f"UPDATE history SET {column} = {GARBAGE[value]} WHERE id = 1")  # noqa: S608 - the test's own
    clock = SetClock()
    with open_store(worked, clock) as store:
        keeping.keep_backups(store)
        clock.later(minutes=10)
        assert keeping.keep_backups(store).made is None


def test_a_moment_that_cannot_be_read_is_said_to_be_so_in_the_list(worked: Path) -> None:
    edited(worked, "UPDATE history SET at = 'zz' WHERE id = 2")

    with open_store(worked) as store:
        entry = store.history.recent(9)[1]

    assert entry.words.endswith("(วันเวลาที่บันทึกไว้อ่านไม่ได้)")
    assert entry.at == UNREADABLE_MOMENT
    assert all(moment_of(text, None) == UNREADABLE_MOMENT for text in ("", "zz", "0001-01-01T00:00:00+14:00"))


def test_a_clock_that_was_put_back_is_told_though_an_entry_bears_no_moment(worked: Path) -> None:
    edited(worked, "UPDATE history SET at = 'zz' WHERE id = 2", "UPDATE history SET at = x'ff' WHERE id = 1")

    with open_store(worked) as store:
        assert clock_warning(store, moment_of("2020-01-01T00:00:00+00:00", None))


@pytest.mark.parametrize(
    "changes", ["{", "5", "[5]", '[{"table":"measure","key":"x","old":null,"new":null}]', "[" * 9000]
)
def test_changes_that_cannot_be_read_are_found_and_not_taken_back(path: Path, changes: str) -> None:
    with begun_store(path) as store:
        added(store)
    edited(path, f"UPDATE history SET changes = '{changes}' WHERE id = 2")  # noqa: S608 - the test's own

    with open_store(path) as store:
        assert verify_at_start(store).chain == ("ประวัติลำดับที่ ๒ ถูกแก้ไข",)
        with pytest.raises(CannotUndoError):
            store.history.undo()
        assert len(store.history.recent(9)) == 2


def test_a_number_too_long_to_be_one_is_no_count() -> None:
    assert left_of(f"left:{'9' * 5000}:ab") is None
    assert left_of("left:12:ab") == (12, "ab")


# --- crafted backups and settings ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row", ["'q', 'x', 'restore', '', 'h'", "9, 'x', 'restore', NULL, 'h'", "9, 'x', '', '', NULL"]
)
def test_a_crafted_backup_is_told_as_damaged(worked: Path, row: str) -> None:
    with open_store(worked) as store:
        made = back_up(store)
        with closing(sqlite3.connect(made, isolation_level=None)) as connection:
            connection.execute("DROP TABLE history")
            connection.execute("CREATE TABLE history (id, at, subject, why, hash)")
            connection.execute(f"INSERT INTO history VALUES ({row})")  # noqa: S608 - the test's own

        assert contents_of(made).problem == DAMAGED
        (listed,) = keeping.list_backups(worked, standing_clock, store)
        assert listed.problem == DAMAGED
        assert verify_at_start(store).sound
        with pytest.raises(BadBackupError):
            keeping.compare_backup(store, listed, YEAR)
    with pytest.raises(BadBackupError):
        keeping.bring_back(made, worked, standing_clock)


def test_a_backup_with_a_crafted_entry_in_its_middle_is_no_witness(worked: Path) -> None:
    with open_store(worked) as store:
        made = back_up(store)
        with closing(sqlite3.connect(made, isolation_level=None)) as connection:
            connection.execute("CREATE TABLE other AS SELECT * FROM history")
            connection.execute("UPDATE other SET why = NULL WHERE id = 2")
            connection.execute("UPDATE other SET hash = 'zz' WHERE id = 3")
            connection.execute("DROP TABLE history")
            connection.execute("ALTER TABLE other RENAME TO history")

        found = verify_at_start(store)

    assert found.contradicted == ()
    assert found.witnesses == 0


@pytest.mark.parametrize("kept", ['"a\\u0000b"', "5", '"\\ud800"', "[]", "x", '""'])
def test_a_second_folder_that_no_folder_can_be_is_passed_over(worked: Path, kept: str) -> None:
    with open_store(worked) as store:
        back_up(store)
    with closing(sqlite3.connect(worked, isolation_level=None)) as connection:
        connection.execute("INSERT OR REPLACE INTO preference VALUES ('second_folder', ?)", (kept,))

    assert len(keeping.list_backups(worked, standing_clock, None)) == 1
    with open_store(worked) as store:
        assert len(keeping.list_backups(worked, standing_clock, store)) == 1
        assert keeping.keep_backups(store).told == ()
        assert verify_at_start(store).sound


# --- who works meanwhile is not accused ------------------------------------------------------------------------


def _entry_and_backup(store: Store) -> None:
    added(store, 3)
    back_up(store)


def _frozen_round(store: Store) -> None:
    half = Printing(round_of=RoundOf.SIX_MONTHS)
    tasks.freeze_round(store, YEAR, RoundOf.SIX_MONTHS, half, store.door.clock(), despite="ทดสอบ")


@pytest.mark.parametrize("meanwhile", [_entry_and_backup, _frozen_round])
@pytest.mark.parametrize("when", ["before", "after"])
def test_what_is_saved_and_backed_up_while_verifying_is_no_tampering(
    worked: Path, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[Store], None], when: str
) -> None:
    with open_store(worked) as store:
        back_up(store)

        def paused(entries: Iterable[Link], door: Door) -> ChainLook:
            meanwhile(store)
            return chain_look(entries, door)

        def late(called: Witnesses, chain: Outline) -> Heard:
            meanwhile(store)
            return hear(called, chain)

        if when == "before":
            monkeypatch.setattr("store.verifying.chain_look", paused)
        else:
            monkeypatch.setattr("store.verifying.hear", late)

        assert verify_at_start(store).problems == ()
        monkeypatch.undo()
        assert verify_at_start(store).problems == ()


# --- after a salvage -------------------------------------------------------------------------------------------


def lost_and_salvaged(path: Path, *statements: str) -> None:
    """Salvage a file of which these statements took entries, and whose settings are damaged."""
    edited(path, *statements)
    path.write_bytes(damaged(path.read_bytes(), root_of(path, "preference"), bytes(PAGE)))
    salvage(path, clock=standing_clock)


@pytest.fixture
def long(path: Path) -> Path:
    """Seven entries."""
    with begun_store(path) as store:
        for number in range(1, 7):
            added(store, number)
    return path


def test_what_a_salvage_says_that_it_lost_is_a_note_and_no_problem_for_ever(long: Path) -> None:
    lost_and_salvaged(long, "DELETE FROM history WHERE id IN (3, 4)")

    for found in told_by(long):
        assert found.chain == ()
        assert any(note.startswith("ประวัติลำดับที่ ๓ ถึง ๔ หายไป") for note in found.notes)


def test_an_end_that_a_salvage_lost_is_a_note_too(long: Path) -> None:
    lost_and_salvaged(long, "DELETE FROM history WHERE id > 5")

    found = told_by(long)[1]
    assert found.chain == ()
    assert any(note.startswith("ประวัติลำดับที่ ๖ ถึง ๗ หายไป") for note in found.notes)


def test_a_lost_entry_that_stands_in_by_name_is_a_note(long: Path) -> None:
    with open_store(long) as store:
        store.history.undo()
    lost_and_salvaged(long, "PRAGMA foreign_keys = OFF", "DELETE FROM history WHERE id IN (2, 7)")

    found = told_by(long)[1]
    assert found.chain == ()
    assert any(note.startswith("ประวัติลำดับที่ ๗ หายไป") for note in found.notes)


def test_what_goes_after_a_salvage_stays_a_problem(long: Path) -> None:
    lost_and_salvaged(long, "DELETE FROM history WHERE id = 3")
    with open_store(long) as store:
        added(store, 8)
        added(store, 9)
    edited(long, "DELETE FROM history WHERE id = 9")

    found = told_by(long)[1]
    assert found.chain == ("ประวัติลำดับที่ ๙ หายไป",)
    assert any(note.startswith("ประวัติลำดับที่ ๓ หายไป") for note in found.notes)


def test_more_than_a_salvage_told_stays_a_problem(long: Path) -> None:
    lost_and_salvaged(long, "DELETE FROM history WHERE id = 3")
    edited(long, "DELETE FROM history WHERE id = 5")

    assert told_by(long)[1].chain == ("ประวัติลำดับที่ ๓ หายไป", "ประวัติลำดับที่ ๕ หายไป")


def test_a_second_salvage_answers_for_its_own_losses_alone(long: Path) -> None:
    lost_and_salvaged(long, "DELETE FROM history WHERE id = 3")
    with open_store(long) as store:
        added(store, 8)
        added(store, 9)
    lost_and_salvaged(long, "DELETE FROM history WHERE id = 9")
    assert told_by(long)[1].chain == ()

    edited(long, "DELETE FROM history WHERE id = 5")  # of before both, and neither told of it
    assert told_by(long)[1].chain == tuple(f"ประวัติลำดับที่ {at} หายไป" for at in "๓๕๙")


def test_an_edited_salvage_entry_answers_for_nothing(long: Path) -> None:
    lost_and_salvaged(long, "DELETE FROM history WHERE id = 3")
    edited(
        long,
        "DELETE FROM history WHERE id = 5",
        "UPDATE history SET why = replace(why, '๑', '๒') WHERE id = 8",
    )

    assert len(told_by(long)[1].chain) == 3
