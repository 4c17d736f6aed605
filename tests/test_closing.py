"""Closing a year removes evidence copies that no other year uses, and the record of what went stays."""

import os
import shutil
import signal
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from textual.widgets import OptionList

from ita_tui import checking, tasks
from ita_tui.closing import NothingToRemove, YearNotSigned
from ita_tui.domain.evidence import Evidence, EvidenceKind, FileState
from ita_tui.domain.fiscal_year import FiscalYear, RoundOf
from ita_tui.domain.rounds import FrozenRound, Kept
from screens.close_year import CloseYearDialog
from screens.dialogs import Confirm
from screens.export import ExportScreen
from store import refusals
from store.backups import back_up
from store.closing import CopyJustRemoved
from store.database import Store
from store.restoring import restore
from store.vault import VaultFile
from store.verifying import verify
from tests.command_line import said
from tests.screen_app import opened, press, sample_database, screen_text, settle, store_of
from tests.store_builders import BANGKOK, YEAR, Clock, added, begun_store, measure, number_of, open_store

if TYPE_CHECKING:
    from textual.pilot import Pilot

NEXT = FiscalYear(YEAR.be + 1)
SIGNED_AT = datetime(2026, 10, 12, 9, 0, tzinfo=BANGKOK)


def file_of(store: Store, name: str) -> VaultFile:
    source = store.path.parent / name
    source.write_text(f"เนื้อหาของ {name}", encoding="utf-8")
    return store.vault.take_in(source)


def signed(store: Store) -> None:
    store.rounds.freeze(FrozenRound(YEAR, RoundOf.TWELVE_MONTHS, SIGNED_AT, "d", "c"), Kept("{}"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two files of the year alone, and one that the next year uses too."""
    store = begun_store(tmp_path / "ita.db")
    store.years.begin(NEXT, [], [])
    kept, (later,) = added(store), store.measures.add(NEXT, [replace(measure(), items=())])
    own = [file_of(store, "ภาพ.txt"), file_of(store, "รายงาน.txt")]
    both = file_of(store, "คำสั่ง.txt")
    store.evidence.attach([number_of(kept)], Evidence("เวที", EvidenceKind.PHOTO), own)
    store.evidence.attach([number_of(kept)], Evidence("คำสั่ง", EvidenceKind.ORDER), [both])
    store.evidence.attach([number_of(later)], Evidence("คำสั่งเดิม", EvidenceKind.ORDER), [both])
    return store


def top(pilot: "Pilot[int]") -> object:
    """The screen that is on top now."""
    return pilot.app.screen


def states(store: Store) -> dict[str, FileState]:
    return {
        file.name: store.vault.state(file.sha256, thorough=True)
        for piece in store.evidence.of_year(YEAR)
        for file in piece.files
    }


def test_only_what_no_other_year_uses_goes_and_everything_of_it_is_recorded(store: Store) -> None:
    with store:
        signed(store)
        looked = tasks.look_at_closing(store, YEAR)
        assert [one.name for one in looked.going] == ["ภาพ.txt", "รายงาน.txt"]
        assert [one.name for one in looked.staying] == ["คำสั่ง.txt"]

        done = tasks.remove_evidence(store, YEAR)

        assert states(store) == {
            "ภาพ.txt": FileState.REMOVED,
            "รายงาน.txt": FileState.REMOVED,
            "คำสั่ง.txt": FileState.PRESENT,
        }
        record = store.removals.all()
        assert [(one.name, one.sha256, one.size, one.why) for one in record] == [
            (one.name, one.sha256, one.size, "ปิดปีงบประมาณ ๒๕๖๙") for one in looked.going
        ]
        assert done.size == looked.size == sum(one.size for one in record) > 0
        last = store.history.last()
        assert last is not None
        assert (last.words, last.why) == ("ลบสำเนาหลักฐานของปีงบประมาณ ๒๕๖๙ จำนวน ๒ ไฟล์", "ปิดปีงบประมาณ ๒๕๖๙")
        told = [one.old or one.new for one in store.details.of_year(YEAR) if one.said == last.words]
        assert told == ["ภาพ.txt", "รายงาน.txt"]
        assert [one.name for one in (store.path.parent / "backups").iterdir()]
        found = verify(store)
        assert (found.evidence, found.chain, found.rows, found.removed) == ((), (), (), 2)


def test_what_was_removed_is_told_and_hinders_no_signature(store: Store) -> None:
    with store:
        tasks.remove_evidence(store, YEAR, unsigned=True)
        report = store.report(YEAR)
        found = [
            one
            for one in checking.found_in(
                store, report, SIGNED_AT.date(), checking.look_at_files(store, report)
            )
            if one.rule == "lost_file"
        ]
        with pytest.raises(refusals.EvidenceFileLostError, match="ลบสำเนาแล้วเมื่อปิดปี"):
            store.vault.readable_copy(store.removals.all()[0].sha256, "ภาพ.txt")

    assert {one.words for one in found} == {
        "ลบสำเนาแล้วเมื่อปิดปี: ภาพ.txt",
        "ลบสำเนาแล้วเมื่อปิดปี: รายงาน.txt",
    }
    assert {one.level.value for one in found} == {"notes"}


def test_a_bundle_says_that_the_copy_was_removed(store: Store, tmp_path: Path) -> None:
    with store:
        tasks.remove_evidence(store, YEAR, unsigned=True)
        bundled = tasks.bundle(store, YEAR, [], tmp_path / "ชุด.zip")

    assert {(one.name, one.state) for one in bundled.left_out} == {
        ("ภาพ.txt", FileState.REMOVED),
        ("รายงาน.txt", FileState.REMOVED),
    }


def test_a_year_that_is_not_signed_is_refused_unless_she_confirms(store: Store) -> None:
    with store:
        with pytest.raises(YearNotSigned, match="ยังไม่มีรอบ ๑๒ เดือนที่ลงนาม"):
            tasks.remove_evidence(store, YEAR)
        assert set(states(store).values()) == {FileState.PRESENT}

        tasks.remove_evidence(store, YEAR, unsigned=True)

        assert store.removals.all()[0].why == "ปิดปีงบประมาณ ๒๕๖๙ ทั้งที่ยังไม่มีรอบ ๑๒ เดือนที่ลงนาม"


def test_a_second_closing_finds_nothing_and_records_nothing(store: Store) -> None:
    with store:
        tasks.remove_evidence(store, YEAR, unsigned=True)
        entries = store.history.length()

        with pytest.raises(NothingToRemove, match="ไม่มีสำเนาหลักฐานที่จะลบ"):
            tasks.remove_evidence(store, YEAR, unsigned=True)

        assert store.history.length() == entries


def test_no_key_undoes_a_removal(store: Store) -> None:
    with store:
        tasks.remove_evidence(store, YEAR, unsigned=True)
        kept = store.measures.all(YEAR)[0]
        store.measures.save(replace(kept, result="หลังปิดปี"))

        undo = store.history.undoable(10)
        assert len(undo.entries) == 1
        assert undo.stop is not None
        assert undo.why == "สำเนาไฟล์ถูกลบจากคลังหลักฐานแล้ว โปรแกรมจึงนำกลับมาเองไม่ได้"
        store.history.undo()
        with pytest.raises(refusals.RemovedNotUndoneError, match="แนบไฟล์เดิมอีกครั้ง"):
            store.history.undo()


def test_attaching_the_same_file_again_brings_it_back(store: Store) -> None:
    with store:
        tasks.remove_evidence(store, YEAR, unsigned=True)
        (piece,) = [one for one in store.evidence.of_year(YEAR) if one.title == "เวที"]
        assert piece.id is not None

        tasks.attach_revision(store, piece.id, 1, store.path.parent / "ภาพ.txt")

        assert states(store)["ภาพ.txt"] is FileState.PRESENT
        assert states(store)["รายงาน.txt"] is FileState.REMOVED
        returned = {one.name: one.returned is not None for one in store.removals.all()}
        assert returned == {"ภาพ.txt": True, "รายงาน.txt": False}
        assert [one.name for one in tasks.look_at_closing(store, YEAR).going] == ["ภาพ.txt"]
        assert verify(store).problems == ()
        store.vault.delete(next(one.sha256 for one in piece.files if one.name == "ภาพ.txt"))
        assert states(store)["ภาพ.txt"] is FileState.MISSING


@pytest.mark.skipif(sys.platform == "win32", reason="processes are forked")
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_removal_that_is_killed_is_finished_at_the_next_start(store: Store, at: int) -> None:
    path = store.path
    store.close()
    child = os.fork()
    if not child:
        try:
            with open_store(path) as dying:
                _die_at(dying, at)
                tasks.remove_evidence(dying, YEAR, unsigned=True)
        finally:
            os._exit(1)
    _, how = os.waitpid(child, 0)
    assert os.WTERMSIG(how) == signal.SIGKILL

    with open_store(path) as again:
        assert len(again.removals.all()) == 2
        assert states(again) == {
            "ภาพ.txt": FileState.REMOVED,
            "รายงาน.txt": FileState.REMOVED,
            "คำสั่ง.txt": FileState.PRESENT,
        }
        assert verify(again).problems == ()
        added(again, 9)
    with open_store(path) as third:
        file_of(third, "ภาพ.txt")
        third.close()
    with open_store(path) as last:  # what is there again is not deleted a second time
        assert states(last)["ภาพ.txt"] is FileState.PRESENT


def _die_at(store: Store, at: int) -> None:
    """Let the process be killed when so many copies were deleted."""
    delete, seen = store.vault.delete, [0]

    def dying(sha256: str) -> bool:
        if seen[0] == at:
            os.kill(os.getpid(), signal.SIGKILL)
        seen[0] += 1
        done = delete(sha256)
        if seen[0] == at == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    store.removals._delete = dying


def test_a_copy_that_the_system_holds_is_deleted_at_the_next_start(store: Store) -> None:
    path = store.path
    with store:
        store.removals._delete = lambda _: False

        done = tasks.remove_evidence(store, YEAR, unsigned=True)

        assert done.held == ("ภาพ.txt", "รายงาน.txt")
        assert "จะลบให้เมื่อเปิดโปรแกรมครั้งถัดไป" in tasks.what_went(done)
    with open_store(path) as again:
        assert states(again)["ภาพ.txt"] is FileState.REMOVED


def test_a_file_that_is_attached_while_its_copy_goes_is_kept_or_refused_and_never_lost(store: Store) -> None:
    """Between the record and the deletion somebody attaches the same file: to a measure, or still on the way to one."""
    path = store.path
    with store:
        deleted = store.removals._delete
        late, kept = added(store, 2), added(store, 3)
        under_way = file_of(store, "รายงาน.txt")
        attaching: list[Thread] = []

        def attach() -> None:
            source, piece = path.parent / "ภาพ.txt", Evidence("อีกครั้ง", EvidenceKind.FILE)
            try:
                tasks.attach_file(store, number_of(kept), source, piece)
            except CopyJustRemoved:  # as she is told to
                tasks.attach_file(store, number_of(kept), source, piece)

        def meanwhile(sha256: str) -> bool:
            if not attaching:
                attaching.append(Thread(target=attach))
                attaching[0].start()  # it waits at the door until this copy is gone
            return deleted(sha256)

        store.removals._delete = meanwhile
        tasks.remove_evidence(store, YEAR, unsigned=True)
        attaching[0].join()

        with pytest.raises(CopyJustRemoved, match="แนบไฟล์นี้อีกครั้ง"):
            store.evidence.attach([number_of(late)], Evidence("ค้างอยู่", EvidenceKind.FILE), [under_way])
        assert states(store) == {
            "ภาพ.txt": FileState.PRESENT, "รายงาน.txt": FileState.REMOVED, "คำสั่ง.txt": FileState.PRESENT,
        }  # fmt: skip
        assert verify(store).problems == ()


def test_a_restore_does_not_bring_removed_copies_back_from_where_they_still_lie(store: Store) -> None:
    path = store.path
    with store:
        shutil.copytree(store.vault.folder, path.parent / "ชุดเดิม.evidence")
        tasks.remove_evidence(store, YEAR, unsigned=True)
        backup = back_up(store)

    restore(backup, path, clock=Clock())

    with open_store(path) as again:
        assert states(again)["ภาพ.txt"] is FileState.REMOVED
        assert verify(again).problems == ()


def test_a_backup_from_before_the_closing_brings_the_copies_back_where_they_still_lie(store: Store) -> None:
    path = store.path
    with store:
        shutil.copytree(store.vault.folder, path.parent / "ชุดเดิม.evidence")
        backup = back_up(store)
        tasks.remove_evidence(store, YEAR, unsigned=True)

    restore(backup, path, clock=Clock())

    with open_store(path) as again:
        assert states(again)["ภาพ.txt"] is FileState.PRESENT
        assert again.removals.all() == ()


# --- command and screen ----------------------------------------------------------------------------------------


def test_the_command_tells_what_would_go_and_removes_it_when_told(store: Store) -> None:
    path = store.path
    store.close()
    base = ("close-year", "--year", "2569", "--db", path)

    assert said(*base).code == 2
    looked = said(*base, "--remove-evidence")
    refused = said(*base, "--remove-evidence", "--yes")
    done = said(*base, "--remove-evidence", "--yes", "--unsigned")
    after = said("verify", "--db", path)

    assert looked.code == 0
    assert "จะลบสำเนาหลักฐานของปีงบประมาณ ๒๕๖๙ ๒ ไฟล์" in looked.out
    assert "ภาพ.txt" in looked.out
    assert "ยังไม่ได้ลบ · ส่งออกชุดหลักฐานก่อน" in looked.out
    assert (refused.code, done.code, after.code) == (1, 0, 0)
    assert "ยังไม่มีรอบ ๑๒ เดือนที่ลงนาม" in refused.err
    assert "ใส่ --unsigned" in refused.err
    assert f"ita-tui bundle --db {path} แล้วใส่ --yes --unsigned" in looked.out
    (backup,) = (path.parent / "backups").iterdir()
    assert f"ข้อมูลสำรองก่อนลบอยู่ที่ {backup}" in done.out
    assert "๐.๐ MB" not in looked.out + done.out
    assert "ลบสำเนาหลักฐาน ๒ ไฟล์" in done.out
    assert "(ลบสำเนาแล้วเมื่อปิดปี ๒ ไฟล์)" in after.out


async def test_the_dialog_offers_the_bundle_first_and_removes_what_was_confirmed(tmp_path: Path) -> None:
    database = sample_database(tmp_path)
    async with opened(database, (80, 24)) as pilot:
        store = store_of(pilot)
        looked = tasks.look_at_closing(store, YEAR)
        await pilot.app.run_action("app.close_year")
        await settle(pilot)
        assert isinstance(top(pilot), CloseYearDialog)
        assert "ยังไม่มีรอบ ๑๒ เดือนที่ลงนาม" in screen_text(pilot)
        assert "ส่งออกชุดหลักฐานก่อน (แนะนำ)" in screen_text(pilot)
        assert "โฟลเดอร์สำรองแห่งที่สอง" in screen_text(pilot)
        await press(pilot, "enter")
        assert isinstance(top(pilot), ExportScreen)
        assert store.removals.all() == ()

        await pilot.app.run_action("app.close_year")
        await settle(pilot)
        await press(pilot, "down", "enter")
        assert isinstance(top(pilot), Confirm)
        await press(pilot, "enter")
        assert isinstance(top(pilot), CloseYearDialog)
        assert store.removals.all() == ()
        await press(pilot, "enter")
        await press(pilot, "down", "enter")

        assert len(store.removals.all()) == len(looked.going) > 0
        assert not isinstance(top(pilot), CloseYearDialog)
        assert "ลบสำเนาหลักฐาน" in "\n".join(one.message for one in pilot.app._notifications)

        await pilot.app.run_action("app.close_year")
        await settle(pilot)
        assert pilot.app.screen.query_one(OptionList).option_count == 1
        await press(pilot, "escape")
        assert not isinstance(top(pilot), CloseYearDialog)
