"""What can be read of a damaged database goes into a new one; the damaged one is kept; nothing readable is lost."""

import errno
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from store import backups, refusals, replaying, verifying
from store import salvage as salvaging
from store.damaged_pages import Pages
from store.declaring import Base
from store.history_words import KINDS
from store.salvage import NotDamagedError, NothingToSalvageError, salvage
from store.salvage_merging import Merged, word_of
from store.salvage_writing import write_new
from store.tables import UNRECORDED
from tests.command_line import said
from tests.damaged_files import PAGE, damaged, half_saved, older, root_of, spoiled
from tests.faulty_disk import can_inject, injected, with_files_no_larger
from tests.forked_process import POSSIBLE
from tests.store_builders import YEAR, added, begun_store, open_store, standing_clock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "งาน.db"


def test_numbers_that_were_given_out_are_not_given_out_again(path: Path) -> None:
    with begun_store(path) as store:
        gone = added(store)
        assert gone.id is not None
        store.measures.remove([gone.id])
    path.write_bytes(damaged(path.read_bytes(), root_of(path, "preference"), bytes(PAGE)))

    salvage(path, clock=standing_clock)

    with open_store(path) as store:
        assert added(store).id == gone.id + 1


def test_what_an_undo_took_back_is_still_taken_back_after_its_entry_was_lost(path: Path) -> None:
    """An entry that takes a lost one back refers to it: a name alone stands in, and verifying says so."""
    with begun_store(path) as store:
        added(store)
        store.history.undo()
        before = store.report(YEAR)
    found, merged = salvaging._read(path)
    merged.entries = [entry for entry in merged.entries if entry["id"] != 2]
    new = path.with_name("new.db")
    new.touch()

    write_new(new, found, merged)

    with open_store(new) as store:
        assert store.report(YEAR) == before
        found_wrong = verifying.verify(store)
        assert found_wrong.database == ()
        assert found_wrong.chain
        assert [entry.id for entry in store.history.recent(9)] == [3, 2, 1]
        assert store.history.recent(1)[0].words.startswith("เลิกทำ: ")
        added(store)
        assert store.history.undo() is not None


def test_a_year_whose_row_is_lost_with_its_history_stands_again_for_what_bears_its_number(path: Path) -> None:
    with begun_store(path) as store:
        added(store)
    content = path.read_bytes()
    for page in (*Pages(content).tree(root_of(path, "history")).pages, root_of(path, "year")):
        content = damaged(content, page, bytes(PAGE))
    path.write_bytes(content)

    done = salvage(path, clock=standing_clock)

    assert done.lost
    with open_store(path) as store:
        assert [one.number for one in store.report(YEAR).measures] == [1]


def test_steps_whose_measure_is_lost_are_counted_in_her_words(path: Path) -> None:
    with begun_store(path) as store:
        added(store)
    content = path.read_bytes()
    for page in (*Pages(content).tree(root_of(path, "history")).pages, root_of(path, "measure")):
        content = damaged(content, page, bytes(PAGE))
    path.write_bytes(content)

    done = salvage(path, clock=standing_clock)

    assert "ขั้นตอน กู้ไม่ได้ ๒ รายการ" in done.lost
    assert any("มาตรการ" in sentence for sentence in done.lost)
    with open_store(path) as store:
        assert verifying.verify(store).database == ()


@pytest.mark.fault
def test_a_journal_that_waits_is_played_back_before_anything_is_read(path: Path, tmp_path: Path) -> None:
    """As a power cut in the middle of a save leaves it: pages half written, and what they were in the journal."""
    with begun_store(path) as store:
        kept = added(store)
        whole = path.read_bytes()
    caught = half_saved(path, tmp_path)
    content = bytearray(caught[0])
    content = bytearray(
        damaged(bytes(content), root_of(path, "history"), bytes(PAGE))
    )  # it would tell all by itself
    path.write_bytes(content)
    journal = path.with_name(f"{path.name}-journal")
    journal.write_bytes(caught[1])

    done = salvage(path, clock=standing_clock)

    assert done.kept_aside.read_bytes() == bytes(content)
    assert done.kept_aside.with_name(f"{done.kept_aside.name}-journal").read_bytes() == caught[1]
    assert not journal.exists()
    with open_store(path) as store:
        assert store.report(YEAR).measures == (kept,)
        assert verifying.verify(store).database == ()
    assert whole != caught[0]


def test_kinds_of_rows_that_may_be_lost_are_told_in_one_sentence() -> None:
    merged = Merged(doubtful={"measure", "evidence", "preference"})

    assert list(merged.lost()) == [
        "บางรายการอาจกู้ไม่ได้หรือเป็นค่าก่อนแก้ไขครั้งสุดท้าย: หลักฐาน, มาตรการ, การตั้งค่าโปรแกรม"
    ]


def with_a_journal(path: Path, folder: Path) -> bytes:
    """Leave a damaged database that was being saved; what stands in its file."""
    with begun_store(path) as store:
        added(store)
    content, journal = half_saved(path, folder)
    content = damaged(content, root_of(path, "history"), bytes(PAGE))
    path.write_bytes(content)
    path.with_name(f"{path.name}-journal").write_bytes(journal)
    return content


def test_a_journal_is_played_back_where_there_is_no_temporary_folder(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_a_journal(path, tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))

    salvage(path, clock=standing_clock)

    with open_store(path) as store:
        assert verifying.verify(store).database == ()
    assert not [one for one in path.parent.iterdir() if one.name.startswith(".salvage")]


@pytest.mark.skipif(not POSSIBLE or sys.platform != "linux", reason="needs a process with limits of its own")
def test_a_journal_that_finds_no_room_to_be_played_back_leaves_everything_as_it_was(
    path: Path, tmp_path: Path
) -> None:
    content = with_a_journal(path, tmp_path)
    names = sorted(path.parent.iterdir())

    def refused() -> None:
        with pytest.raises(refusals.CopyFailedError, match="พื้นที่"):
            salvage(path, clock=standing_clock)

    with_files_no_larger(PAGE, refused)

    assert path.read_bytes() == content
    assert sorted(path.parent.iterdir()) == names


@pytest.mark.parametrize("content", [b"", b"garbage" * 5000, b"SQLite format 3\0" + b"\xff" * 9000])
def test_a_file_with_nothing_to_read_stays_as_it_is_and_backups_are_pointed_at(
    path: Path, content: bytes
) -> None:
    path.write_bytes(content)

    with pytest.raises(NothingToSalvageError, match="backups"):
        salvage(path, clock=standing_clock)

    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_another_programs_database_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE เพลง (ชื่อ TEXT)")
        connection.execute("INSERT INTO เพลง VALUES ('ลาวดวงเดือน')")
        connection.commit()
    before = path.read_bytes()

    with pytest.raises(NothingToSalvageError):
        salvage(path, clock=standing_clock)

    assert path.read_bytes() == before


def test_a_sound_file_is_not_salvaged(path: Path) -> None:
    with begun_store(path) as store:
        added(store)
    before = path.read_bytes()

    with pytest.raises(NotDamagedError, match="ไม่เสียหาย"):
        salvage(path, clock=standing_clock)

    assert path.read_bytes() == before


@pytest.mark.parametrize("schema", [1, 2])
def test_a_sound_file_of_an_older_schema_is_not_salvaged(path: Path, schema: int) -> None:
    path.write_bytes(older(schema))

    with pytest.raises(NotDamagedError):
        salvage(path, clock=standing_clock)


def test_a_file_that_is_open_is_not_salvaged(path: Path) -> None:
    with begun_store(path) as store:
        added(store)
        with pytest.raises(refusals.DatabaseInUseError):
            salvage(path, clock=standing_clock)


def test_a_backup_that_tells_more_than_was_salvaged_is_pointed_at(path: Path) -> None:
    with begun_store(path) as store:
        added(store)
        backup = backups.back_up(store)
    content = path.read_bytes()
    path.write_bytes(damaged(content, root_of(path, "history"), b"\x5a" * PAGE))

    done = salvage(path, clock=standing_clock)

    assert done.entries == 0
    assert backup.name in done.lost[-1]
    assert "๒ รายการ" in done.lost[-1]


def test_on_a_stick_that_knows_one_name_for_a_file_the_damaged_one_is_copied(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = spoiled(path)

    def no_second_name(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "as FAT says it")

    monkeypatch.setattr(Path, "hardlink_to", no_second_name)

    assert salvage(path, clock=standing_clock).kept_aside.read_bytes() == content


BAD_SECTOR = """
import sys
from pathlib import Path
from store.salvage import content_of
content = content_of(Path(sys.argv[1]))
print([at for at in range(0, len(content), 4096) if not content[at:at + 4096].strip(bytes(1))], len(content))
"""


@pytest.mark.fault
@pytest.mark.skipif(not can_inject(), reason="strace is not here, or may not trace")
def test_a_sector_that_the_disk_will_not_read_costs_no_more_than_itself(path: Path) -> None:
    path.write_bytes(b"x" * PAGE * 9 + b"y")

    answer = injected("read:error=EIO:when=4", path, BAD_SECTOR)

    assert answer == f"[{3 * PAGE}] {PAGE * 9 + 1}"


def test_every_kind_of_row_has_a_thai_word() -> None:
    tables = set(Base.metadata.tables) - UNRECORDED

    assert {table for table in tables if table not in KINDS} == set()
    assert not any(word_of(table).isascii() for table in {*tables, "preference"})


# --- a kill at any moment ------------------------------------------------------------------------------------

STOPS: tuple[str, ...] = (
    "write_new",
    "enter",
    "sync_file",
    "_keep_aside",
    "rename_patiently",
    "confirm_place",
)


@pytest.mark.fault
@pytest.mark.skipif(not POSSIBLE, reason="Windows starts every process anew")
@pytest.mark.parametrize("after", STOPS)
def test_a_kill_leaves_the_damaged_file_or_the_new_one_in_the_place(path: Path, after: str) -> None:
    content = spoiled(path)

    assert killed_after(path, after) == 9

    now = path.read_bytes()
    if now == content:
        salvage(path, clock=standing_clock)
    with open_store(path) as store:
        assert [one.number for one in store.report(YEAR).measures] == [1]
        assert verifying.verify(store).sound
    kept = list(path.parent.glob("งาน.damaged-*.db"))
    assert content in [one.read_bytes() for one in kept]


def killed_after(path: Path, name: str) -> int:
    """Salvage in a process of its own that is gone the moment after a call."""
    child = os.fork()
    if child == 0:
        really = vars(salvaging)[name]

        def dying(*given: object, **options: object) -> None:
            really(*given, **options)
            os._exit(9)

        vars(salvaging)[name] = dying
        salvage(path, clock=standing_clock)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


# --- the command ---------------------------------------------------------------------------------------------


def test_the_command_says_what_came_back_and_where_the_damaged_file_is(path: Path) -> None:
    spoiled(path)

    answer = said("salvage", "--db", path)

    assert answer.code == 0
    assert "มาตรการ ๑ รายการ" in answer.out
    assert "งาน.damaged-25660320-090500.db" in answer.out


def test_the_command_refuses_what_cannot_be_salvaged_with_one(path: Path) -> None:
    path.write_bytes(b"x" * 9000)

    answer = said("salvage", "--db", path)

    assert (answer.code, answer.out) == (1, "")
    assert "ไฟล์ยังอยู่ตามเดิม" in answer.err


def test_an_entry_that_lost_a_column_breaks_the_chain_and_tells_what_it_still_has() -> None:
    told = replaying.told_by([{"id": 1, "words": "เริ่มปีงบประมาณ", "changes": "[]"}])

    assert (told.whole, told.entries, told.rows) == (False, 1, {})
