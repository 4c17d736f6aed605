"""The walk's form of the plan, the form of a step, and the walk that begins in a field."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, SelectionList

from ita_tui.domain.fiscal_year import FiscalYear
from ita_tui.domain.measure import Measure, WorkStatus
from screens.evidence import EvidenceScreen
from screens.pick_dialog import PickDialog
from screens.plan_form import PLAN_FIELDS, PlanForm
from screens.step_form import StepForm
from screens.walk import WalkScreen
from screens.widgets.choice_row import ChoiceRow
from screens.widgets.field import Field
from store.refusals import DiskRefusedError
from tests.long_series import some
from tests.screen_app import enter, focus, opened, press, sample_database, screen_text, settle, store_of
from tests.typing_thai import type_thai
from tests.waiting import assert_whole, notices, until, until_shown

YEAR = FiscalYear(2569)
SIZE = (80, 24)


def kept(pilot: Pilot[int], number: int = 1) -> Measure:
    return next(one for one in store_of(pilot).measures.all(YEAR) if one.number == number)


async def pick(pilot: Pilot[int], row: str, *typed: str) -> None:
    """Open the list of a row of the form and pick by typing."""
    await focus(pilot, f"#{row}")
    await press(pilot, "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, PickDialog))
    await press(pilot, "tab")
    for text in typed:
        await type_thai(pilot, text)
        await press(pilot, "enter")
    await press(pilot, "ctrl+s")
    await until(pilot, lambda: isinstance(pilot.app.screen, PlanForm))


async def test_the_form_of_the_plan_writes_every_field_that_the_walk_has_not(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        store = store_of(pilot)
        count = len(store.history.recent(1000))
        (before,) = (m for m in store.measures.all(YEAR) if m.number == 12)
        await press(pilot, "f3", "end", "enter", "ctrl+l")
        await until_shown(pilot, "แผนของมาตรการ ๑๒")
        assert_whole(pilot)
        assert "มาตรการที่ต่อเนื่องมา" in screen_text(pilot)

        await press(pilot, "enter")
        options = pilot.app.screen.query_one(OptionList)
        options.highlighted = options.get_option_index("6")
        await press(pilot, "enter")
        await pick(pilot, "divisions", "กองคลัง")
        await pick(pilot, "sections", "งานพัสดุและทรัพย์สิน", "งานใหม่")
        await pick(pilot, "items", "ข้อ ๐๑๒")
        await pick(pilot, "answers", "n4", "ข้อ i๒๐")
        await focus(pilot, "#weak_item")
        await type_thai(pilot, "การยืมทรัพย์สิน")
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, WalkScreen))
        await settle(pilot)

        after = kept(pilot, 12)
        assert (after.issue, after.weak_item) == (6, "การยืมทรัพย์สิน" + before.weak_item)
        assert set(after.divisions) == {*before.divisions, "กองคลัง"}
        assert set(after.sections) == {*before.sections, "งานพัสดุและทรัพย์สิน", "งานใหม่"}
        assert set(after.items) == {*before.items, "o12"}
        assert set(after.answers) == {*before.answers, "n4", "i20"}
        assert len(store.history.recent(1000)) == count + 1
        assert "ประเด็นที่ ๖" in screen_text(pilot)
        await press(pilot, "ctrl+z")
        assert kept(pilot, 12) == before


async def test_what_is_unknown_is_told_and_what_was_picked_is_never_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise DiskRefusedError

    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        before = kept(pilot)
        await press(pilot, "f3", "enter", "ctrl+l")
        await focus(pilot, "#answers")
        await press(pilot, "enter", "tab")
        await type_thai(pilot, "zz9")
        await press(pilot, "enter")
        assert "ไม่ใช่รหัสของข้อคำถาม" in screen_text(pilot)
        await press(pilot, "ctrl+u")
        await type_thai(pilot, "e9")
        await press(pilot, "enter", "ctrl+s")
        await pick(pilot, "items", "o1")
        with monkeypatch.context() as full:
            full.setattr(store_of(pilot).measures, "save", refuse)
            await press(pilot, "ctrl+s")

            assert "พื้นที่ดิสก์เต็ม" in notices(pilot)
            await press(pilot, "escape")
            await until_shown(pilot, "ยังไม่ได้บันทึกสิ่งที่พิมพ์")
            await press(pilot, "enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, PlanForm))
        assert kept(pilot) == before
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, WalkScreen))

        assert kept(pilot).answers == (*before.answers, "e9")
        assert set(kept(pilot).items) == {*before.items, "o1"}


async def test_a_step_has_words_a_status_somebody_and_a_weight_and_moves(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3", *["down"] * 10, "enter", "ctrl+t")
        await until(pilot, lambda: isinstance(pilot.app.screen, StepForm))
        await press(pilot, "enter")
        assert "พิมพ์ข้อความของขั้นตอนก่อน" in screen_text(pilot)
        await enter(pilot, "text", "สรุปผล [ร่าง]")
        await enter(pilot, "step-responsible", "กองคลัง")
        await enter(pilot, "weight", "สอง")
        await press(pilot, "enter")
        assert "พิมพ์จำนวนเต็ม ๑ ถึง ๑๐๐" in screen_text(pilot)
        await enter(pilot, "weight", "๒")
        pilot.app.screen.query_one("#step-status", ChoiceRow).value = WorkStatus.COMPLETED
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, WalkScreen))

        after = kept(pilot, 11)
        step = after.steps[-1]
        assert (step.text, step.responsible, step.weight) == ("สรุปผล [ร่าง]", "กองคลัง", 2)
        assert (step.status, after.status) == (WorkStatus.COMPLETED, WorkStatus.IN_PROGRESS)
        await until_shown(pilot, "[✓] สรุปผล [ร่าง] · กองคลัง · น้ำหนัก ๒")

        texts = [one.text for one in after.steps]
        await press(pilot, "[", "ctrl+up")
        moved = kept(pilot, 11).steps
        assert [one.text for one in moved] == [texts[0], texts[3], texts[1], texts[2]]
        assert {one.id for one in moved} == {one.id for one in after.steps}
        await press(pilot, "e")
        field = pilot.app.screen.query_one("#text", Field)
        assert field.value == "สรุปผล [ร่าง]"
        await enter(pilot, "text", "สรุปผล")
        await press(pilot, "enter")
        assert kept(pilot, 11).steps[1].text == "สรุปผล"


PLACES: tuple[tuple[str, type[Any], str], ...] = (
    ("result", WalkScreen, "result"),
    ("responsible", WalkScreen, "responsible"),
    ("period", WalkScreen, "period"),
    ("steps", WalkScreen, "steps"),
    ("notes", WalkScreen, "note"),
    ("title", WalkScreen, "title"),
    ("unheard_of", WalkScreen, "status"),
    ("evidence", EvidenceScreen, "pieces"),
    *((field, PlanForm, field) for field in PLAN_FIELDS),
)


async def test_the_walk_begins_in_the_field_that_it_is_sent_to(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3")
        desk = pilot.app.screen.desk  # type: ignore[attr-defined]
        cancelled = kept(pilot, 6)
        for field, screen, focused in some(PLACES, 4):
            number = 6 if field == "cancel_reason" else 1
            ids = [kept(pilot, number).id or 0]
            pilot.app.push_screen(WalkScreen(desk, ids, ids[0], field))
            await until(pilot, lambda kind=screen: isinstance(pilot.app.screen, kind))  # type: ignore[misc]
            await settle(pilot)

            assert pilot.app.focused is not None, field
            assert pilot.app.focused.id == focused, field
            while len(pilot.app.screen_stack) > 2:
                await press(pilot, "escape")
        assert kept(pilot, 6) == cancelled


async def test_a_measure_without_steps_is_sent_to_its_method(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path / "a"), SIZE) as pilot:
        await press(pilot, "f3")
        (bare,) = store_of(pilot).measures.add(YEAR, [Measure(13, "ยังไม่แยกขั้นตอน")])
        desk = pilot.app.screen.desk  # type: ignore[attr-defined]
        pilot.app.push_screen(WalkScreen(desk, [bare.id or 0], bare.id or 0, "steps"))
        await settle(pilot)

        assert pilot.app.focused is not None
        assert pilot.app.focused.id == "method"
        await press(pilot, "ctrl+l")
        assert not pilot.app.screen.query("#cancel_reason")
        await focus(pilot, "#sections")
        await press(pilot, "enter")
        lines = pilot.app.screen.query_one(SelectionList)
        assert any(
            "(กองคลัง)" in str(lines.get_option_at_index(at).prompt) for at in range(lines.option_count)
        )
