"""The walk: one measure at a time, saved as one goes."""

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import OptionList

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, WorkStatus
from screens.dialogs import Ask
from screens.walk import WalkScreen
from screens.widgets.thai_input import ThaiInput
from screens.widgets.thai_text_area import ThaiTextArea
from tests.screen_app import focus, opened, press, sample_database, screen_text, settle, store_of
from tests.typing_thai import press_all, type_thai
from tests.waiting import until, until_shown

SIZE = (80, 30)
"""Small, for speed: what a test does not look at need not be painted."""
YEAR = FiscalYear(2569)


def measure(pilot: object, number: int) -> Measure:
    return next(m for m in store_of(pilot).measures.all(YEAR) if m.number == number)  # type: ignore[arg-type]


async def test_what_is_typed_is_on_the_disk_when_one_goes_to_the_next_measure(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3", "enter")
        area = pilot.app.screen.query_one("#result", ThaiTextArea)
        area.focus()
        await press(pilot, "ctrl+end")
        await type_thai(pilot, " เพิ่มเติมน้ำใจ")
        await press(pilot, "pagedown")
        walk = pilot.app.screen
        assert isinstance(walk, WalkScreen)

        assert walk.measure is not None
        assert walk.measure.number == 2
        assert measure(pilot, 1).result.endswith(" เพิ่มเติมน้ำใจ")
        assert "บันทึกแล้ว ๑๐:๓๒" in screen_text(pilot)


async def test_a_pause_saves_what_was_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WalkScreen, "SAVE_AFTER", 0.05)
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3", "enter")
        pilot.app.screen.query_one("#outcome", ThaiTextArea).focus()
        await press(pilot, "ctrl+end")
        await type_thai(pilot, "ดี")
        for _ in range(100):
            await pilot.pause(0.05)
            if measure(pilot, 1).outcome.endswith("ดี"):
                break

        assert measure(pilot, 1).outcome.endswith("ดี")


async def test_leaving_the_program_saves_first(tmp_path: Path) -> None:
    database = sample_database(tmp_path / "a")
    async with opened(database) as pilot:
        await press(pilot, "f3", "enter")
        pilot.app.screen.query_one("#recommendation", ThaiTextArea).focus()
        await type_thai(pilot, "ควรเริ่มเร็วขึ้น")
        await pilot.press("f10")

    async with opened(database) as pilot:
        assert measure(pilot, 1).recommendation.startswith("ควรเริ่มเร็วขึ้นควรทบทวน")


async def test_ticking_a_step_moves_the_progress_and_begins_the_work(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3")
        for _ in range(10):
            await pilot.press("down")
        await press(pilot, "enter")
        walk = pilot.app.screen
        assert isinstance(walk, WalkScreen)
        assert walk.measure is not None
        number = walk.measure.number
        assert walk.measure.status is WorkStatus.NOT_STARTED

        walk.query_one("#steps", OptionList).focus()
        await press(pilot, "space")

        after = measure(pilot, number)
        assert after.steps[0].status is WorkStatus.COMPLETED
        assert after.status is WorkStatus.IN_PROGRESS


async def test_cancelling_asks_for_the_reason_and_keeps_it(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3", "enter")
        await press(pilot, "right")  # from completed to not carried out
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await type_thai(pilot, "งบประมาณไม่พอ")
        await press(pilot, "enter")

        assert measure(pilot, 1).status is WorkStatus.CANCELLED
        assert measure(pilot, 1).cancel_reason == "งบประมาณไม่พอ"
        assert "งบประมาณไม่พอ" in screen_text(pilot)


async def test_escape_from_the_reason_leaves_the_status_as_it_was(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3", "enter")
        before = measure(pilot, 1)
        await press(pilot, "right")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await press(pilot, "escape")

        assert measure(pilot, 1) == before
        assert "(•) แล้วเสร็จ" in screen_text(pilot)


async def test_the_statuses_that_the_arrow_passes_over_are_not_saved(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3", *["down"] * 10, "enter")
        before = measure(pilot, 11)
        changes = len(store_of(pilot).history.recent(100))
        await press_all(pilot, ["right", "right", "right"])
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        assert measure(pilot, 11) == before

        await press(pilot, "escape")
        assert measure(pilot, 11) == before
        assert len(store_of(pilot).history.recent(100)) == changes


async def test_a_percentage_is_at_most_a_hundred_and_begins_the_work(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3", "n")
        await type_thai(pilot, "มาตรการใหม่")
        await press(pilot, "enter")
        field = pilot.app.screen.query_one("#percent", ThaiInput)
        field.focus()
        await press(pilot, "end", "backspace", "backspace")
        await type_thai(pilot, "๑๕๐ก")
        assert field.value == "๑๕"
        await press(pilot, "ctrl+s")

        assert measure(pilot, 13).percent == 15
        assert measure(pilot, 13).status is WorkStatus.IN_PROGRESS


async def test_enter_in_the_title_goes_on_and_breaks_no_line(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3", "enter")
        before = measure(pilot, 1).title
        pilot.app.screen.query_one("#title").focus()
        await press(pilot, "enter", "ctrl+s")

        assert not pilot.app.screen.query_one("#title").has_focus
        assert measure(pilot, 1).title == before


async def test_a_measure_tells_its_own_number_in_a_list_that_leaves_some_out(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "enter")

        assert "มาตรการ ๔ · ลำดับ ๑ จาก" in screen_text(pilot)


async def test_a_period_is_kept_as_written_and_understood(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3", "enter")
        field = pilot.app.screen.query_one("#period", ThaiInput)
        field.focus()
        field.value = ""
        await type_thai(pilot, "ไตรมาสที่ ๒")
        await press(pilot, "ctrl+s")

        period = measure(pilot, 1).period
        assert period.text == "ไตรมาสที่ ๒"
        assert (period.start, period.end) == (date(2026, 1, 1), date(2026, 3, 31))


async def test_a_note_of_the_day_is_kept_with_its_date(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3", "enter")
        pilot.app.screen.query_one("#note", ThaiInput).focus()
        await type_thai(pilot, "โทรถามกองคลังแล้ว")
        await press(pilot, "enter")

        note = measure(pilot, 1).notes[-1]
        assert (note.on, note.text) == (date(2026, 3, 18), "โทรถามกองคลังแล้ว")
        assert pilot.app.screen.query_one("#note", ThaiInput).value == ""


async def test_a_note_that_was_not_sent_off_stays_with_its_measure(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3", "enter")
        pilot.app.screen.query_one("#note", ThaiInput).focus()
        await type_thai(pilot, "รอหนังสือตอบ")
        await press(pilot, "pagedown")

        assert measure(pilot, 1).notes[-1].text == "รอหนังสือตอบ"
        assert all(note.text != "รอหนังสือตอบ" for note in measure(pilot, 2).notes)
        assert pilot.app.screen.query_one("#note", ThaiInput).value == ""


async def test_undo_takes_back_what_the_walk_saved_and_redo_repeats_it(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3", "enter")
        before = measure(pilot, 1)
        await press(pilot, "left", "ctrl+s")
        assert measure(pilot, 1).status is WorkStatus.IN_PROGRESS

        await press(pilot, "ctrl+z")
        assert measure(pilot, 1) == before
        assert "(•) แล้วเสร็จ" in screen_text(pilot)

        await press(pilot, "ctrl+y")
        assert measure(pilot, 1).status is WorkStatus.IN_PROGRESS


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_walk_shows_its_place_among_the_listed(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(sample_database(tmp_path / "a"), size) as pilot:
        await press(pilot, "f3", "enter", "pagedown", "pagedown")
        await settle(pilot)

        assert "มาตรการ ๓ จาก ๑๒" in screen_text(pilot)
        assert "✓✓✓◐✓✕◐◐◐✓○○" in screen_text(pilot)


async def test_at_the_first_measure_the_key_back_stays(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3", "enter", "pageup")

        assert "มาตรการ ๑ จาก ๑๒" in screen_text(pilot)


async def test_a_note_of_a_day_is_corrected_and_deleted_and_each_is_undone(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3", "enter")
        before = measure(pilot, 1).notes
        await press(pilot, "ctrl+g", "enter", "end")
        await type_thai(pilot, " แก้แล้ว")
        await press(pilot, "enter")
        assert measure(pilot, 1).notes[-1].text == before[-1].text + " แก้แล้ว"

        await press(pilot, "ctrl+g", "enter", "ctrl+u", "enter")
        assert measure(pilot, 1).notes == before[:-1]

        await press(pilot, "ctrl+z", "ctrl+z")
        assert measure(pilot, 1).notes == before


async def test_lateness_stands_in_sight_at_the_smallest_size(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), (80, 24)) as pilot:
        await press(pilot, "f3", "down", "down", "down", "enter")

        assert "เกินกำหนด ๖ วัน" in screen_text(pilot)


async def test_the_arrow_stops_at_the_first_status_and_asks_for_no_reason(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3", *["down"] * 10, "enter", "left")

        assert isinstance(pilot.app.screen, WalkScreen)
        assert measure(pilot, 11).status is WorkStatus.NOT_STARTED


async def test_the_reason_is_kept_while_the_status_changes_and_comes_back(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3", *["down"] * 5, "enter")
        reason = measure(pilot, 6).cancel_reason
        assert reason
        await press(pilot, "left", "ctrl+s")
        assert measure(pilot, 6).status is WorkStatus.COMPLETED
        await press(pilot, "right")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await press(pilot, "enter")

        assert measure(pilot, 6).status is WorkStatus.CANCELLED
        assert measure(pilot, 6).cancel_reason == reason


async def test_what_is_put_back_as_it_stood_no_longer_counts_as_unsaved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WalkScreen, "SAVE_AFTER", 60)
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3", "enter")
        await focus(pilot, "#outcome")
        await type_thai(pilot, "ก")
        await until_shown(pilot, "ยังไม่ได้บันทึก")
        await press(pilot, "backspace")

        await until(pilot, lambda: "ยังไม่ได้บันทึก" not in screen_text(pilot))
