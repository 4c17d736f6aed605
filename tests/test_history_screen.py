"""The list of what can be undone and done again, in words, on the screen and over a restart of the program."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual.widgets import OptionList

from ita_tui.domain.fiscal_year import RoundOf
from ita_tui.domain.rounds import FrozenRound, Kept
from screens.dialogs import Confirm
from screens.history import HistoryScreen
from store.database import Store
from store.history import EntryKind
from tests.screen_app import NOW, opened, press, sample_database, screen_text, settle, store_of
from tests.store_builders import YEAR, added, begun_store, number_of, open_store

if TYPE_CHECKING:
    from textual.pilot import Pilot


def results(store: Store) -> list[str]:
    return [one.result for one in store.measures.all(YEAR)]


def saved(store: Store, *texts: str) -> None:
    """Save the first measure's result once for each of the texts."""
    for text in texts:
        store.measures.save(replace(store.measures.all(YEAR)[0], result=text))


def noticed(pilot: "Pilot[int]") -> str:
    return "\n".join(notice.message for notice in pilot.app._notifications)


# --- the steps -------------------------------------------------------------------------------------------------


def test_what_can_be_undone_and_done_again_is_told_in_the_order_of_the_keys_over_a_restart(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.db"
    with begun_store(path) as store:
        added(store)
        saved(store, "ก", "ข", "ค")
        store.history.undo()
        store.history.undo()

    with open_store(path) as store:
        undo, redo = store.history.undoable(10), store.history.redoable(10)
        assert [one.id for one in undo.entries] == [3, 2, 1]
        assert [one.id for one in redo.entries] == [4, 5]
        assert (undo.stop, redo.stop) == (None, None)
        assert store.history.undoable(2).entries == undo.entries[:2]
        taken = [store.history.redo(), store.history.redo(), *(store.history.undo() for _ in range(5))]

    assert [one.target for one in taken if one] == [4, 5, 5, 4, 3, 2, 1]


def test_an_entry_that_changed_nothing_is_no_step_and_takes_nothing_from_what_can_be_done_again(
    tmp_path: Path,
) -> None:
    with begun_store(tmp_path / "a.db") as store:
        added(store)
        saved(store, "ก")
        store.history.undo()
        before = store.history.undoable(10), store.history.redoable(10)

        with store.door.writing_history() as session:
            store.door.enter(session, (), words="นำข้อมูลสำรองกลับมาใช้", subjects=("restore",))

        assert (store.history.undoable(10), store.history.redoable(10)) == before
        last = store.history.last()
        assert last is not None
        assert last.words == "นำข้อมูลสำรองกลับมาใช้"
        redone = store.history.redo()
        assert redone is not None
        assert redone.kind is EntryKind.REDO


def test_what_can_be_undone_ends_before_a_signed_round_and_says_why(tmp_path: Path) -> None:
    with begun_store(tmp_path / "a.db") as store:
        added(store)
        store.rounds.freeze(FrozenRound(YEAR, RoundOf.SIX_MONTHS, NOW, "d", "c"), Kept("{}"))
        saved(store, "ก", "ข")

        undo = store.history.undoable(10)

        assert [one.id for one in undo.entries] == [5, 4]
        assert undo.stop is not None
        assert undo.stop.words == "ปิดรอบ ๖ เดือน ปีงบประมาณ ๒๕๖๙ เพื่อลงนาม"
        assert undo.why == "การปิดรอบและการปลดต้องมีเหตุผลอยู่ในประวัติ"


# --- the screen ------------------------------------------------------------------------------------------------


async def test_what_a_restore_notes_for_the_program_is_not_shown_as_a_reason(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        store = store_of(pilot)
        with store.door.writing_history() as session:
            for words, why in (("ยกเว้นข้อตรวจ", "ตามมติที่ประชุม"), ("นำข้อมูลสำรองกลับมาใช้", "left:4:07dca")):
                store.door.enter(session, (), words=words, subjects=("restore",), why=why)
        await pilot.app.run_action("app.show_history")
        await settle(pilot)

        shown = screen_text(pilot)
        assert "นำข้อมูลสำรองกลับมาใช้" in shown
        assert "dca" not in shown
        assert shown.count("เหตุผล: ") == shown.count("เหตุผล: ตามมติที่ประชุม") == 1


async def test_several_steps_are_undone_and_done_again_from_the_list_after_restarts(tmp_path: Path) -> None:
    database = sample_database(tmp_path)
    async with opened(database) as pilot:
        store = store_of(pilot)
        first = results(store)[0]
        saved(store, "ฉบับที่หนึ่ง", "ฉบับที่สอง", "ฉบับที่สาม")

    async with opened(database, (80, 24)) as pilot:
        await pilot.app.run_action("app.show_history")
        await settle(pilot)
        shown = screen_text(pilot)
        assert "Ctrl+Z จะเลิกทำ: มาตรการ ๑: ผลการดำเนินการ · เลิกทำต่อกันได้ ๔ รายการ" in shown
        assert "← Ctrl+Z" in shown
        await press(pilot, "down", "down", "enter")
        assert isinstance(pilot.app.screen, Confirm)
        asked = screen_text(pilot)
        assert "เลิกทำ ๓ รายการต่อกัน" in asked
        assert "๓. มาตรการ ๑: ผลการดำเนินการ" in asked
        assert results(store_of(pilot))[0] == "ฉบับที่สาม"
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, HistoryScreen)
        assert results(store_of(pilot))[0] == first
        assert [one.kind for one in store_of(pilot).history.recent(3)] == [EntryKind.UNDO] * 3

    async with opened(database, (80, 24)) as pilot:
        await pilot.app.run_action("app.show_history")
        await settle(pilot)
        shown = screen_text(pilot)
        assert "Ctrl+Y จะทำซ้ำ: มาตรการ ๑: ผลการดำเนินการ · ทำซ้ำต่อกันได้ ๓ รายการ" in shown
        assert "→ Ctrl+Y ๒" in shown
        entries = store_of(pilot).history.recent(10)
        second = next(at for at, one in enumerate(entries) if one.id == entries[-3].id)
        pilot.app.screen.query_one(OptionList).highlighted = second
        await press(pilot, "enter")
        assert "ทำซ้ำ ๒ รายการต่อกัน" in screen_text(pilot)
        await press(pilot, "down", "enter")
        assert results(store_of(pilot))[0] == "ฉบับที่สอง"
        await press(pilot, "ctrl+y")
        assert results(store_of(pilot))[0] == "ฉบับที่สาม"
        await press(pilot, "ctrl+z")
        assert results(store_of(pilot))[0] == "ฉบับที่สอง"


async def test_whoever_says_no_undoes_nothing_and_a_row_without_a_number_says_why(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        store = store_of(pilot)
        saved(store, "ฉบับที่หนึ่ง", "ฉบับที่สอง")
        store.history.undo()
        entries = store.history.length()
        await pilot.app.run_action("app.show_history")
        await settle(pilot)
        await press(pilot, "enter")
        assert "รายการนี้คือการเลิกทำหรือทำซ้ำ" in noticed(pilot)
        await press(pilot, "down", "down", "enter")
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "enter")

        assert isinstance(pilot.app.screen, HistoryScreen)
        assert store.history.length() == entries
        assert results(store)[0] == "ฉบับที่หนึ่ง"


async def test_the_list_says_that_undoing_ends_at_a_signed_round(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        store = store_of(pilot)
        number_of(store.measures.all(YEAR)[0])
        store.rounds.freeze(FrozenRound(YEAR, RoundOf.SIX_MONTHS, NOW, "d", "c"), Kept("{}"))
        await pilot.app.run_action("app.show_history")
        await settle(pilot)
        assert "ไม่มีสิ่งที่เลิกทำได้" in screen_text(pilot)
        assert "เลิกทำได้ถึงก่อน «ปิดรอบ ๖ เดือน" in screen_text(pilot)
        await press(pilot, "enter")

        assert "เลิกทำได้ถึงก่อน «ปิดรอบ" in noticed(pilot)
        assert isinstance(pilot.app.screen, HistoryScreen)
