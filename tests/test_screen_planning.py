"""F3 as the place where the year is planned: order, copies, templates, many changes at once, and views."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import DataTable, OptionList, Static

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, Proof, WorkStatus
from ita_tui.domain.meetings import Meeting
from screens.bulk_change import PreviewDialog
from screens.dialogs import Ask, Choice, Confirm
from screens.measures import MeasuresScreen
from screens.pick_dialog import PickDialog
from screens.views import NO_MEETING, ViewsDialog
from screens.walk import WalkScreen
from screens.widgets.thai_input import ThaiInput
from store.refusals import DiskRefusedError
from tests.screen_app import NOW, opened, press, sample_database, screen_text, settle, store_of
from tests.typing_thai import type_thai
from tests.waiting import assert_whole, at_every_size, notices, until, until_shown, until_told

YEAR = FiscalYear(2569)
SIZE = (80, 24)


def kept(pilot: Pilot[int], *, proposals: bool = False) -> tuple[Measure, ...]:
    return store_of(pilot).measures.all(YEAR, proposals=proposals)


def titles(pilot: Pilot[int], *, proposals: bool = False) -> list[str]:
    return [measure.title for measure in kept(pilot, proposals=proposals)]


def table_of(pilot: Pilot[int]) -> MeasuresScreen:
    screen = pilot.app.screen
    assert isinstance(screen, MeasuresScreen)
    return screen


def numbers_shown(pilot: Pilot[int]) -> list[str]:
    table = pilot.app.screen.query_one(DataTable)
    return [str(table.get_row_at(at)[0]).strip() for at in range(table.row_count)]


def entries(pilot: Pilot[int]) -> int:
    return len(store_of(pilot).history.recent(1000))


async def choose(pilot: Pilot[int], key: str, kind: type[Any] = Choice) -> None:
    """Take an answer of the choice on top by its key."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    options = pilot.app.screen.query_one(OptionList)
    options.highlighted = options.get_option_index(key)
    await press(pilot, "enter")


# --- order and copies --------------------------------------------------------------------------------------------


async def test_a_measure_moves_with_either_key_and_each_move_is_one_undo(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        before, count = titles(pilot), entries(pilot)
        await press(pilot, "f3", "]", "]")

        assert titles(pilot) == [before[1], before[2], before[0], *before[3:]]
        assert [m.number for m in kept(pilot)] == list(range(1, 13))
        chosen = table_of(pilot).chosen()
        assert chosen is not None
        assert (chosen.number, chosen.title) == (3, before[0])
        await press(pilot, "ctrl+up", "[", "[")
        assert titles(pilot) == before
        assert numbers_shown(pilot)[:2] == ["๑", "๒"]
        assert entries(pilot) == count + 4

        await press(pilot, "ctrl+z", "ctrl+z")
        assert titles(pilot) == [before[1], before[2], before[0], *before[3:]]


async def test_in_a_filtered_list_a_measure_moves_past_its_neighbour_there(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        before = titles(pilot)
        await press(pilot, "f3", "s")
        await choose(pilot, WorkStatus.IN_PROGRESS.value)
        await press(pilot, "]")

        assert titles(pilot) == [*before[:3], before[4], before[5], before[6], before[3], *before[7:]]
        assert numbers_shown(pilot) == ["๖", "๗", "๘", "๙"]

        await press(pilot, "o")
        await choose(pilot, "end")
        await press(pilot, "]")
        assert "เลื่อนลำดับได้เมื่อเรียงตามลำดับ" in notices(pilot)
        assert titles(pilot)[3] == before[4]


async def test_a_copy_of_the_plan_stands_behind_its_measure_under_the_cursor(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        before = kept(pilot)
        await press(pilot, "f3", "down", "c")
        await until_told(pilot, "ทำสำเนาแผนไว้เป็นมาตรการ ๓ แล้ว")
        await settle(pilot)

        copy = kept(pilot)[2]
        assert (copy.title, copy.number) == (f"{before[1].title} (สำเนา)", 3)
        assert (copy.result, copy.evidence, copy.status) == ("", (), WorkStatus.NOT_STARTED)
        assert len(copy.steps) == len(before[1].steps)
        assert table_of(pilot).chosen() == copy

        await press(pilot, "ctrl+z")
        assert kept(pilot) == before


# --- templates and proposals -------------------------------------------------------------------------------------


async def test_a_template_becomes_a_measure_with_the_divisions_she_chooses(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        (tmp_path / "a" / "measure_templates.toml").write_text(
            '[[template]]\nissue = 4\ntitle = "ตรวจนับครุภัณฑ์ [ใหม่]"\nguideline = "นับทุกชิ้น"\nsteps = ["นับ", "รายงาน"]\n'
            'divisions = ["กองคลัง"]\nperiod = "ไตรมาสที่ ๓"\n',
            encoding="utf-8",
        )
        await press(pilot, "f3", "t")
        await at_every_size(pilot, "เพิ่มมาตรการจากแม่แบบ", "แนวทางการปฏิบัติ")
        await press(pilot, "4")
        await until_shown(pilot, "นับทุกชิ้น")
        assert "ประเด็นที่ ๔ กระบวนการกำกับดูแล" in screen_text(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, PickDialog))
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, WalkScreen))

        added = kept(pilot)[-1]
        assert (added.number, added.title, added.issue) == (13, "ตรวจนับครุภัณฑ์ [ใหม่]", 4)
        assert (added.divisions, added.responsible) == (("กองคลัง",), "กองคลัง")
        assert [step.text for step in added.steps] == ["นับ", "รายงาน"]
        assert added.period.span is not None
        await press(pilot, "escape", "ctrl+z")
        assert len(kept(pilot)) == 12


async def test_templates_of_her_own_that_cannot_be_read_are_told_and_the_shipped_ones_offered(
    tmp_path: Path,
) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        (tmp_path / "a" / "measure_templates.toml").write_text("[[template]]\nissue = 8\n", encoding="utf-8")
        await press(pilot, "f3", "t")

        assert "บรรทัด ๒" in notices(pilot)
        assert "ประเด็นที่ ๑" in screen_text(pilot)
        await press(pilot, "escape")
        assert len(kept(pilot)) == 12


async def test_proposals_become_measures_of_the_year_in_one_step(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3", "m")
        assert "กด v เพื่อดูข้อเสนอ" in notices(pilot)
        proposed = titles(pilot, proposals=True)
        count = entries(pilot)
        await press(pilot, "v", "a", "m")
        assert "ตั้งข้อเสนอมาตรการ ๑, ๒ เป็นมาตรการของปี ๒๕๖๙" in screen_text(pilot)
        await choose(pilot, "move")
        await settle(pilot)

        assert titles(pilot)[12:] == proposed
        assert kept(pilot, proposals=True) == ()
        chosen = table_of(pilot).chosen()
        assert chosen is not None
        assert chosen.number == 13
        assert entries(pilot) == count + 1
        await press(pilot, "ctrl+z")
        assert titles(pilot, proposals=True) == proposed
        assert len(kept(pilot)) == 12


# --- selecting, and many changes at once -------------------------------------------------------------------------


async def test_the_selection_survives_a_filter_and_says_what_it_hides(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3", "space", "space", "down", "space")
        assert numbers_shown(pilot)[:5] == ["● ๑", "● ๒", "๓", "● ๔", "๕"]
        assert "เลือกไว้ ๓ · ๑๒ จาก ๑๒ มาตรการ" in screen_text(pilot)

        await press(pilot, "s")
        await choose(pilot, WorkStatus.IN_PROGRESS.value)
        assert "เลือกไว้ ๓ (ตัวกรองซ่อนอยู่ ๒)" in screen_text(pilot)
        assert numbers_shown(pilot) == ["● ๔", "๗", "๘", "๙"]
        await press(pilot, "a")
        assert "เลือกไว้ ๖ (ตัวกรองซ่อนอยู่ ๒)" in screen_text(pilot)
        await press(pilot, "a")
        assert "เลือกไว้ ๒ (ตัวกรองซ่อนอยู่ ๒)" in screen_text(pilot)

        await press(pilot, "escape")
        assert [one[0] for one in numbers_shown(pilot)[:4]] == ["●", "●", "๓", "๔"]
        await press(pilot, "slash")
        await type_thai(pilot, "คู่มือ ของ")
        assert pilot.app.screen.query_one("#search", ThaiInput).value == "คู่มือ ของ"
        await press(pilot, "escape", "u")
        assert "เลือกไว้" not in screen_text(pilot)


async def test_a_bulk_change_shows_old_and_new_first_and_is_one_undo(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        before, count = kept(pilot), entries(pilot)
        await press(pilot, "f3", "a", "b")
        await choose(pilot, "status")
        await choose(pilot, WorkStatus.COMPLETED.value)
        await until(pilot, lambda: isinstance(pilot.app.screen, PreviewDialog))
        assert_whole(pilot)
        for words in ("จะเปลี่ยน ๗ มาตรการ · คงเดิม ๕", "◐ กำลังดำเนินการ → ✓ แล้วเสร็จ"):
            assert words in screen_text(pilot)
        assert "▲ ยังเหลือขั้นตอนที่ไม่เสร็จ ๑ ขั้นตอน" in screen_text(pilot)
        await press(pilot, "escape")
        assert kept(pilot) == before

        await press(pilot, "b")
        await choose(pilot, "status")
        await choose(pilot, WorkStatus.COMPLETED.value)
        await press(pilot, "ctrl+s")
        await until_told(pilot, "แก้ ๗ มาตรการแล้ว")
        assert {m.status for m in kept(pilot)} == {WorkStatus.COMPLETED}
        assert entries(pilot) == count + 1
        assert "เลือกไว้ ๑๒" in screen_text(pilot)

        await press(pilot, "ctrl+z")
        assert kept(pilot) == before


async def test_every_kind_of_bulk_change_asks_what_it_needs(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), (100, 30)) as pilot:
        piece = store_of(pilot).evidence.of_year(YEAR)[0]
        await press(pilot, "f3", "end", "space", "up", "space", "b")

        await choose(pilot, "responsible")
        await until(pilot, lambda: isinstance(pilot.app.screen, PickDialog))
        await press(pilot, "down", "space", "ctrl+s")
        await choose(pilot, "add")
        await until_shown(pilot, "แก้เพิ่มผู้รับผิดชอบ กองคลัง")
        await press(pilot, "enter", "b")

        await choose(pilot, "period")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await type_thai(pilot, "ไตรมาสที่ ๔")
        await press(pilot, "enter", "enter", "b")

        await choose(pilot, "evidence")
        await choose(pilot, str(piece.id))
        await until_shown(pilot, "๐ รายการ (ไม่มีหลักฐาน) → ๑ รายการ (มีบางส่วน)")
        await press(pilot, "enter", "b")

        await choose(pilot, "proof")
        await choose(pilot, Proof.COMPLETE.value)
        await press(pilot, "enter", "b")

        await choose(pilot, "status")
        await choose(pilot, WorkStatus.CANCELLED.value)
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await press(pilot, "enter")
        await until_shown(pilot, "พิมพ์เหตุผลก่อน")
        await type_thai(pilot, "รวมกับมาตรการอื่น")
        await press(pilot, "enter", "enter")
        await settle(pilot)

        for one in kept(pilot)[10:]:
            assert one.divisions[-1] == "กองคลัง"
            assert one.responsible.endswith("กองคลัง")
            assert one.period.text == "ไตรมาสที่ ๔"
            assert [held.id for held in one.evidence] == [piece.id]
            assert one.proof is Proof.COMPLETE
            assert (one.status, one.cancel_reason) == (WorkStatus.CANCELLED, "รวมกับมาตรการอื่น")


async def test_what_the_store_refuses_of_a_bulk_change_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise DiskRefusedError

    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        before = kept(pilot)
        await press(pilot, "f3", "a", "b")
        await choose(pilot, "proof")
        await choose(pilot, Proof.VERIFIED.value)
        with monkeypatch.context() as full:
            full.setattr(store_of(pilot).measures, "save_each", refuse)
            await press(pilot, "enter")
            await until_told(pilot, "พื้นที่ดิสก์เต็ม")

        assert kept(pilot) == before
        assert "เลือกไว้ ๑๒" in screen_text(pilot)


async def test_where_nothing_would_change_nothing_can_be_saved(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        count = entries(pilot)
        await press(pilot, "f3", "b")
        await choose(pilot, "status")
        await choose(pilot, WorkStatus.COMPLETED.value)
        await until_shown(pilot, "ไม่มีมาตรการใดเปลี่ยน · คงเดิม ๑")
        assert "คงเดิม: แล้วเสร็จอยู่แล้ว" in screen_text(pilot)
        await press(pilot, "enter", "ctrl+s")

        assert isinstance(pilot.app.screen, PreviewDialog)
        await press(pilot, "escape")
        assert entries(pilot) == count


async def test_the_selected_measures_are_removed_together_after_a_yes(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        before = kept(pilot)
        await press(pilot, "f3", "space", "space", "delete")
        assert "ลบมาตรการที่เลือกไว้ ๒ มาตรการ" in screen_text(pilot)
        await choose(pilot, "yes", Confirm)
        assert kept(pilot) == before[2:]
        assert "เลือกไว้" not in screen_text(pilot)

        await press(pilot, "ctrl+z")
        assert kept(pilot) == before


# --- views -------------------------------------------------------------------------------------------------------


def lines_of(pilot: Pilot[int]) -> dict[str, str]:
    """The count of each view on the dialog, by its key."""
    options = pilot.app.screen.query_one(OptionList)
    every = (options.get_option_at_index(at) for at in range(options.option_count))
    return {str(one.id): str(one.prompt).split()[0] for one in every if one.id}


async def test_every_ready_view_lists_as_many_measures_as_it_says(tmp_path: Path) -> None:
    met, later = NOW + timedelta(minutes=5), NOW + timedelta(hours=1)
    async with opened(sample_database(tmp_path / "a"), SIZE, clock=lambda: later) as pilot:
        store = store_of(pilot)
        store.meetings.save(YEAR, Meeting(1, NOW.date(), ended=met))
        changed = store.measures.all(YEAR)[4]
        await press(pilot, "f3", "w")
        await until(pilot, lambda: "…" not in lines_of(pilot).values())
        counted = lines_of(pilot)
        assert counted["ready:since_meeting"] == "๐"
        assert_whole(pilot)
        await press(pilot, "escape")
        store.measures.save(replace(changed, outcome="ของครบทุกชิ้น"))

        for key in ("overdue", "without_evidence", "due_this_month", "ready_to_sign", "since_meeting"):
            await press(pilot, "w")
            await until(pilot, lambda: "…" not in lines_of(pilot).values())
            count = lines_of(pilot)[f"ready:{key}"]
            await choose(pilot, f"ready:{key}", ViewsDialog)
            await settle(pilot)
            assert f"{count} จาก ๑๒ มาตรการ" in screen_text(pilot), key
            assert len(table_of(pilot).listed) == len(numbers_shown(pilot))
        assert [measure.number for measure in table_of(pilot).listed] == [5]
        assert "เปลี่ยนตั้งแต่ประชุมครั้งที่ ๑/๒๕๖๙" in screen_text(pilot)

        await press(pilot, "w")
        await choose(pilot, "ready:by_division", ViewsDialog)
        await until(pilot, lambda: isinstance(pilot.app.screen, Choice))
        await choose(pilot, "กองคลัง")
        assert "กองคลัง · ๒ จาก ๑๒ มาตรการ" in screen_text(pilot)


async def test_without_a_closed_meeting_the_view_says_so_and_lists_nothing(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3", "w")
        await until(pilot, lambda: lines_of(pilot)["ready:since_meeting"] == "–")
        await choose(pilot, "ready:since_meeting", ViewsDialog)

        assert isinstance(pilot.app.screen, ViewsDialog)
        assert NO_MEETING in notices(pilot)
        assert NO_MEETING in str(pilot.app.screen.query_one("#rule", Static).render()).replace("\n", "")


async def test_a_filter_is_saved_under_a_name_opened_renamed_and_deleted(tmp_path: Path) -> None:
    database = sample_database(tmp_path / "a")
    async with opened(database, SIZE) as pilot:
        await press(pilot, "f3", "d")
        await choose(pilot, "กองคลัง")
        await press(pilot, "o")
        await choose(pilot, "end")
        await press(pilot, "w", "s")
        await until(pilot, lambda: isinstance(pilot.app.screen, Ask))
        await type_thai(pilot, "งานกองคลัง [ด่วน]")
        await press(pilot, "enter")
        await until_shown(pilot, "งานกองคลัง [ด่วน]")
        assert lines_of(pilot)["own:งานกองคลัง [ด่วน]"] == "๒"
        assert "กองคลัง · เรียงตามวันสิ้นสุด" in screen_text(pilot)

    async with opened(database, SIZE) as pilot:
        await press(pilot, "f3", "w")
        await choose(pilot, "own:งานกองคลัง [ด่วน]", ViewsDialog)
        assert "กองคลัง · เรียงตามวันสิ้นสุด · ๒ จาก ๑๒ มาตรการ" in screen_text(pilot)
        await press(pilot, "w", "e")
        assert "มุมมองสำเร็จรูปเปลี่ยนชื่อหรือลบไม่ได้" in notices(pilot)
        await press(pilot, "end", "e", "end", "ctrl+u")
        await type_thai(pilot, "คลัง")
        await press(pilot, "enter")
        assert lines_of(pilot)["own:คลัง"] == "๒"

        await press(pilot, "s")
        await type_thai(pilot, "คลัง")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "enter")
        await press(pilot, "delete")
        await choose(pilot, "yes", Confirm)
        assert "own:คลัง" not in lines_of(pilot)
