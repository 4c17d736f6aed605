"""What ``verify`` finds, and what it does not take for a find."""

import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ita_tui import keeping, tasks
from ita_tui.domain.evidence import Evidence, EvidenceKind
from ita_tui.domain.fiscal_year import RoundOf
from ita_tui.printing import Printing
from store.backups import back_up
from store.chain import left_of, links
from store.changes import link_hash
from store.database import Store
from store.restoring import restore, undo_restore
from store.tables import APPEND_ONLY
from store.verifying import Verification, verify, verify_at_start
from tests.backed_up import SetClock
from tests.store_builders import BANGKOK, YEAR, Clock, added, begun_store, number_of, open_store

CONTENT = ("id", "at", "words", "subject", "why", "kind", "target", "changes")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ita.db"


@pytest.fixture
def worked(path: Path) -> Path:
    """A file with six entries, one of them undone."""
    with begun_store(path) as store:
        kept = added(store)
        kept = store.measures.save(replace(kept, result="จัดเวทีแล้ว ๑ หมู่บ้าน"))
        store.measures.save(replace(kept, result="จัดเวทีแล้ว ๒ หมู่บ้าน"))
        store.history.undo()
        added(store, 2)
    return path


def tampered(path: Path, *statements: str) -> None:
    """Edit the file from outside, and leave its guards as they were."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for trigger in APPEND_ONLY:
            connection.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            connection.execute(statement)
        for trigger in APPEND_ONLY.values():
            connection.execute(trigger)


def rehashed(path: Path) -> None:
    """Work every hash of the chain out anew, as somebody would who knows how it is done."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for trigger in APPEND_ONLY:
            connection.execute(f"DROP TRIGGER {trigger}")
        previous = "0" * 64
        names = ", ".join(CONTENT)
        for row in connection.execute(f"SELECT {names} FROM history ORDER BY id").fetchall():  # noqa: S608 - our own columns
            own = link_hash(previous, dict(zip(CONTENT, row, strict=True)))
            connection.execute("UPDATE history SET hash = ? WHERE id = ?", (f"-{row[0]}", row[0]))
            connection.execute(
                "UPDATE history SET previous = ?, hash = ? WHERE id = ?", (previous, own, row[0])
            )
            previous = own
        for trigger in APPEND_ONLY.values():
            connection.execute(trigger)


def backed_up(path: Path, clock: Callable[[], datetime] | None = None) -> Path:
    with open_store(path, clock) as store:
        return back_up(store)


def looked(path: Path) -> Verification:
    with open_store(path) as store:
        return verify_at_start(store)


def test_what_is_as_it_was_written_is_sound_and_says_what_was_looked_at(worked: Path) -> None:
    backed_up(worked)
    with open_store(worked) as store:
        whole, quick = verify(store), verify_at_start(store)

    assert whole == quick
    assert whole.sound
    assert (whole.entries, whole.measures, whole.witnesses) == (6, 2, 1)


def test_a_cut_off_end_is_found_by_a_backup_though_the_counter_was_mended(worked: Path) -> None:
    backup = backed_up(worked)
    tampered(
        worked,
        "DELETE FROM measure_division WHERE measure_id = 2",
        "DELETE FROM history WHERE id = 6",
        "UPDATE sqlite_sequence SET seq = 5 WHERE name = 'history'",
    )

    found = looked(worked)

    assert found.chain == ()
    (told,) = found.contradicted
    assert told.startswith(f"ประวัติไม่ตรงกับข้อมูลสำรอง «{backup.name}» (๑๖ ม.ค. ๖๙ ")
    assert told.endswith("ประวัติ ๖ รายการ): ท้ายประวัติถูกตัดออก เหลือเพียง ๕ รายการ")


def test_a_chain_that_was_worked_out_anew_is_found_by_a_backup(worked: Path) -> None:
    backed_up(worked)
    tampered(worked, "UPDATE history SET why = 'มติที่ประชุม' WHERE id = 3")
    rehashed(worked)

    found = looked(worked)

    assert found.chain == ()
    assert len(found.contradicted) == 1
    assert "ถูกแก้ ถูกลบ หรือถูกเขียนใหม่" in found.contradicted[0]


def test_a_chain_that_was_worked_out_anew_is_found_by_a_signed_round(path: Path) -> None:
    with begun_store(path) as store:
        added(store)
        tasks.freeze_round(
            store,
            YEAR,
            RoundOf.SIX_MONTHS,
            Printing(round_of=RoundOf.SIX_MONTHS),
            store.door.clock(),
            despite="ทดสอบ",
        )
        shutil.rmtree(path.parent / "backups")  # the round alone is to bear witness
        assert verify_at_start(store).sound
        assert verify_at_start(store).witnesses == 1
    tampered(path, "UPDATE history SET words = 'เพิ่มมาตรการ ๙' WHERE id = 2")
    rehashed(path)

    found = looked(path)

    assert found.chain == ()
    assert found.contradicted == (
        "ประวัติไม่ตรงกับที่เก็บไว้เมื่อลงนาม รอบ ๖ เดือน ปีงบประมาณ ๒๕๖๙: รายการก่อนวันลงนามถูกแก้ ถูกลบ หรือถูกเขียนใหม่",
    )


def test_a_signed_round_keeps_the_count_and_the_head_of_the_chain(path: Path) -> None:
    from ita_tui.reports.kept_printing import read_printing

    with begun_store(path) as store:
        added(store)
        before = store.history.length(), store.history.head()
        frozen = tasks.freeze_round(
            store,
            YEAR,
            RoundOf.SIX_MONTHS,
            Printing(round_of=RoundOf.SIX_MONTHS),
            store.door.clock(),
            despite="ทดสอบ",
        )
        assert frozen.id is not None
        kept = read_printing(store.rounds.kept(frozen.id).printing)

    assert (kept.entries, kept.head) == before


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE measure SET result = 'แก้ลับ ๆ' WHERE id = 1", "มาตรการ ๑ รายการ"),
        ("UPDATE step SET weight = 9", "ขั้นตอน ๔ รายการ"),
        ("DELETE FROM measure_item WHERE measure_id = 2", "ข้อ OIT ๑ รายการ"),
        ("INSERT INTO progress_note (measure_id, day, text) VALUES (1, '2026-01-05', 'ใส่เอง')", "๑ รายการ"),
    ],
)
def test_a_row_that_was_changed_past_the_history_is_found(worked: Path, statement: str, told: str) -> None:
    tampered(worked, statement)

    (problem,) = looked(worked).problems

    assert told in problem
    assert "ไม่ตรงกับที่ประวัติบันทึกไว้" in problem


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER history_is_not_edited",
        "DROP TRIGGER history_is_not_deleted",
        (
            "DROP TRIGGER history_is_not_edited; CREATE TRIGGER history_is_not_edited BEFORE UPDATE ON history"
            " WHEN 0 BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END"
        ),
    ],
)
def test_a_guard_that_was_taken_away_or_made_harmless_is_found(worked: Path, statement: str) -> None:
    with closing(sqlite3.connect(worked)) as connection:
        connection.executescript(statement)

    assert looked(worked).database == ("ตัวป้องกันการแก้ไขประวัติถูกถอดออกหรือถูกแก้ในฐานข้อมูล",)


def attached(store: Store, source: Path) -> str:
    kept = added(store, 5)
    file = store.vault.take_in(source)
    store.evidence.attach([number_of(kept)], Evidence("ภาพถ่าย", EvidenceKind.PHOTO), [file])
    return file.sha256


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    source = tmp_path / "ภาพ.txt"
    source.write_text("ภาพเวทีประชาคม", encoding="utf-8")
    return source


def test_missing_and_shortened_evidence_is_found_at_the_start_edited_evidence_by_reading_it(
    path: Path, photo: Path
) -> None:
    with begun_store(path) as store:
        place = store.vault.path(attached(store, photo))
        content = place.read_bytes()
        place.chmod(0o600)
        place.write_bytes(content[:-1] + b"X")
        edited = verify_at_start(store).problems, verify(store).problems
        place.write_bytes(content[:-1])
        shortened = verify_at_start(store).problems
        place.unlink()
        missing = verify_at_start(store).problems

    assert edited == ((), ("หลักฐาน «ภาพถ่าย» (ภาพ.txt): ไฟล์ถูกแก้ไข",))
    assert shortened == ("หลักฐาน «ภาพถ่าย» (ภาพ.txt): ไฟล์ถูกแก้ไข",)
    assert missing == ("หลักฐาน «ภาพถ่าย» (ภาพ.txt): ไฟล์หายไป",)


def test_every_evidence_file_that_is_read_is_told(path: Path, photo: Path) -> None:
    told: list[tuple[int, int]] = []
    with begun_store(path) as store:
        attached(store, photo)
        verify(store, lambda done, whole: told.append((done, whole)))

    assert told == [(1, 1)]


# --- what is no tampering --------------------------------------------------------------------------------------


def test_a_restore_and_what_was_left_by_it_raise_no_alarm(worked: Path) -> None:
    clock = Clock()
    early = backed_up(worked, clock)
    with open_store(worked, clock) as store:
        added(store, 3)
        back_up(store)
    restore(early, worked, clock=clock)
    with open_store(worked, clock) as store:
        added(store, 4)
        back_up(store)
        after_restore = verify_at_start(store)
    undo_restore(worked, clock=clock)
    with open_store(worked, clock) as store:
        after_undo = verify_at_start(store)

    assert after_restore.problems == after_undo.problems == ()
    assert len(after_restore.notes) == len(after_undo.notes) == 1
    assert "นำข้อมูลสำรองกลับมาใช้เมื่อ ๑๖ ม.ค. ๖๙" in after_restore.notes[0]


def test_a_restore_excuses_nothing_that_was_done_after_it(worked: Path) -> None:
    clock = Clock()
    early = backed_up(worked, clock)
    restore(early, worked, clock=clock)
    with open_store(worked, clock) as store:
        added(store, 3)
        back_up(store)
    tampered(worked, "UPDATE history SET words = 'เพิ่มมาตรการ ๘' WHERE id = 2")
    rehashed(worked)

    assert len(looked(worked).contradicted) >= 1


def test_a_restore_over_a_damaged_file_leaves_its_backups_unaccused(worked: Path) -> None:
    clock = Clock()
    early = backed_up(worked, clock)
    with open_store(worked, clock) as store:
        added(store, 3)
        back_up(store)
    worked.write_bytes(b"\0" * 4096)
    restore(early, worked, clock=clock)

    assert looked(worked).problems == ()


def test_a_file_that_was_begun_anew_is_not_accused_by_the_backups_of_the_one_before(worked: Path) -> None:
    backups = backed_up(worked).parent
    aside = backups.rename(worked.parent / "ของเดิม")
    worked.unlink()
    late = Clock(datetime(2026, 5, 1, 9, 0, tzinfo=BANGKOK) + timedelta(days=1))
    with open_store(worked, late) as store:
        store.years.begin(YEAR, [], [])
        added(store)
        aside.rename(backups)
        found = verify_at_start(store)

    assert found.problems == ()
    assert found.witnesses == 0
    assert found.notes == ("ข้อมูลสำรอง ๑ ชุดเป็นของฐานข้อมูลอื่นที่เคยใช้ชื่อนี้ จึงไม่ได้นำมาเทียบ",)


def test_who_saves_while_everything_is_looked_through_is_no_find(worked: Path) -> None:
    with open_store(worked) as store:
        kept = store.measures.all(YEAR)[0]

        def save_meanwhile(_done: int, _whole: int) -> None:
            store.measures.save(replace(kept, outcome="บันทึกระหว่างตรวจ"))

        source = worked.with_name("ภาพ.txt")
        source.write_text("ภาพ", encoding="utf-8")
        store.evidence.attach(
            [number_of(kept)], Evidence("ภาพ", EvidenceKind.PHOTO), [store.vault.take_in(source)]
        )
        kept = store.measures.get(number_of(kept))

        assert verify(store, save_meanwhile).problems == ()
        assert store.measures.get(number_of(kept)).outcome == "บันทึกระหว่างตรวจ"


def test_the_door_is_free_between_the_portions_in_which_the_chain_is_read(
    worked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.chain._PORTION", 2)
    with open_store(worked) as store:
        reading, kept = links(store.door), store.measures.all(YEAR)[0]
        first = next(reading)
        saving = threading.Thread(target=store.measures.save, args=(replace(kept, outcome="ระหว่างอ่าน"),))
        saving.start()
        saving.join(20)
        assert not saving.is_alive()

        assert [first.id, *(one.id for one in reading)] == [1, 2, 3, 4, 5, 6, 7]
        assert verify_at_start(store).problems == ()


@pytest.mark.parametrize(
    ("why", "left"),
    [
        ("left:12:ab", (12, "ab")),
        ("left:0:", (0, "")),
        ("", None),
        ("left:x:ab", None),
        ("นำกลับ left:3:c", (3, "c")),
    ],
)
def test_a_restores_entry_says_which_history_was_left(why: str, left: tuple[int, str] | None) -> None:
    assert left_of(why) == left


def test_what_lies_in_the_second_folder_may_come_from_another_copy_of_the_database(tmp_path: Path) -> None:
    clock, stick = SetClock(), tmp_path / "usb"
    office, home = tmp_path / "office" / "a.db", tmp_path / "home" / "a.db"
    for folder in (office.parent, home.parent, stick):
        folder.mkdir()
    with begun_store(office) as store:
        added(store)
    home.write_bytes(office.read_bytes())
    for path, number in ((office, 7), (home, 8)):
        clock.later(hours=1)
        with open_store(path, clock) as store:
            added(store, number)
            clock.later(hours=1)
            keeping.choose_second_folder(store, stick)
            keeping.keep_backups(store)
            found = verify(store).problems

    assert len(found) == 1
    assert "อาจมาจากอีกเครื่องหนึ่ง" in found[0]
