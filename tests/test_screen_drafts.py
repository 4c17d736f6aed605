"""What was typed and not saved is offered again, however the program ended."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Never

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from ita_tui import places, tasks
from ita_tui.app import ItaApp
from ita_tui.domain.measure import Measure
from ita_tui.errors import ItaError
from screens.choice import Choice, Confirm
from screens.dialogs import Ask
from screens.draft_fields import fields_of, text_of
from screens.drafts import Drafts
from screens.measure_screen import MeasureScreen
from screens.pasted_text import PastedTextDialog
from screens.step_form import StepForm
from screens.walk import WalkScreen
from tests.screen_app import clock, opened, press, sample_database, screen_text, settle, store_of
from tests.typing_thai import followed, type_thai
from tests.waiting import until

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that may die")
TYPED = "ที่นี่น้ำท่วม"
Doing = Callable[[Pilot[int]], Awaitable[None]]


class Refused(ItaError):
    """The store takes nothing."""

    def __init__(self) -> None:
        super().__init__("พื้นที่ดิสก์เต็ม จึงยังไม่ได้บันทึก", "ข้อมูลเดิมยังอยู่ครบ", "ลบไฟล์ที่ไม่ใช้ แล้วกด Ctrl+S")


@pytest.fixture(autouse=True)
def _slow_to_save(monkeypatch: pytest.MonkeyPatch) -> None:
    """The walk saves when it is left, not while a test looks."""
    monkeypatch.setattr(MeasureScreen, "SAVE_AFTER", 600.0)


def killed(database: Path, doing: Doing) -> None:
    """Run the program in a process of its own, and end that at once and without a word where ``doing`` is done."""

    async def run() -> None:
        async with opened(database) as pilot:
            await doing(pilot)
            await asyncio.to_thread(drafts_of(pilot).files.flush)
            os._exit(9)

    child = os.fork()
    if child == 0:
        try:
            asyncio.run(run())
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 9


def drafts_of(pilot: Pilot[Any]) -> Drafts:
    assert isinstance(pilot.app, ItaApp)
    assert pilot.app.drafts is not None
    return pilot.app.drafts


def files_left() -> list[str]:
    folder = places.drafts_folder()
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


async def type_result(pilot: Pilot[int], text: str = TYPED) -> None:
    """Type into the result of the first measure, and wait until it is kept."""
    await press(pilot, "f3", "enter")
    pilot.app.screen.query_one("#result").focus()
    await followed(pilot)
    await type_thai(pilot, text)
    await until(pilot, lambda: text in kept_text(pilot))


def kept_text(pilot: Pilot[int]) -> str:
    drafts_of(pilot).files.flush()
    found = drafts_of(pilot).files.found().drafts
    return " ".join(field.text for one in found for field in one.draft.fields)


async def type_step(pilot: Pilot[int]) -> None:
    """Type a step of the first measure into its form, and wait until it is kept."""
    await press(pilot, "f3", "enter", "ctrl+t")
    assert isinstance(pilot.app.screen, StepForm)
    await type_thai(pilot, TYPED)
    await until(pilot, lambda: TYPED in kept_text(pilot))


async def answered(pilot: Pilot[Any], kind: type[Choice], answer: str) -> str:
    """Answer the question on top, and return it."""
    asked = pilot.app.screen
    assert isinstance(asked, kind), screen_text(pilot)
    asked.dismiss(answer)
    await settle(pilot)
    return asked.question


def first_measure(pilot: Pilot[int]) -> Measure:
    assert isinstance(pilot.app, ItaApp)
    assert pilot.app.desk is not None
    return store_of(pilot).measures.all(pilot.app.desk.year)[0]


# --- killed ------------------------------------------------------------------------------------------------------


@needs_fork
def test_a_half_written_result_survives_kill_and_opens_again_in_its_field(tmp_path: Path) -> None:
    database = sample_database(tmp_path)
    killed(database, type_result)

    async def look() -> None:
        async with opened(database) as pilot:
            told = [one.message for one in pilot.app._notifications]
            assert any("ข้อความที่พิมพ์ค้างไว้ ๑ แห่ง: มาตรการ ๑" in one for one in told)
            assert any("ครั้งก่อนโปรแกรมไม่ได้ปิดตามปกติ" in one for one in told)
            await pilot.app.run_action("show_drafts")
            await settle(pilot)
            shown = screen_text(pilot)
            assert "วันนี้ ๑๐:๓๒" in shown
            assert "ผลการดำเนินการ" in shown
            assert TYPED in shown
            await press(pilot, "enter")
            walk = pilot.app.screen
            assert isinstance(walk, WalkScreen)
            assert TYPED in text_of(fields_of(walk)["result"])
            assert TYPED not in first_measure(pilot).result
            await press(pilot, "ctrl+s")
            assert TYPED in first_measure(pilot).result
        assert files_left() == []

    asyncio.run(look())


@needs_fork
def test_a_form_that_is_opened_again_offers_what_was_typed_in_it(tmp_path: Path) -> None:
    database = sample_database(tmp_path)
    killed(database, type_step)

    async def look() -> None:
        async with opened(database) as pilot:
            await press(pilot, "f3", "enter", "ctrl+t")
            question = await answered(pilot, Choice, "use")
            assert "มีข้อความที่พิมพ์ค้างไว้เมื่อ วันนี้ ๑๐:๓๒" in question
            assert f"ขั้นตอน: {TYPED}" in question
            form = pilot.app.screen
            assert isinstance(form, StepForm)
            assert text_of(fields_of(form)["text"]) == TYPED
            await press(pilot, "ctrl+s")
            assert first_measure(pilot).steps[-1].text == TYPED
            drafts_of(pilot).files.flush()
        assert files_left() == []

    asyncio.run(look())


@needs_fork
def test_a_draft_that_is_not_used_now_stays_and_one_is_dropped_only_after_a_question(tmp_path: Path) -> None:
    database = sample_database(tmp_path)
    killed(database, type_step)

    async def look() -> None:
        async with opened(database) as pilot:
            await press(pilot, "f3", "enter", "ctrl+t", "escape")
            assert isinstance(pilot.app.screen, StepForm)
            await press(pilot, "escape", "ctrl+t")
            await answered(pilot, Choice, "drop")
            await answered(pilot, Confirm, "no")
            assert len(files_left()) == 1
            await press(pilot, "escape", "ctrl+t")
            await answered(pilot, Choice, "drop")
            await answered(pilot, Confirm, "yes")
            drafts_of(pilot).files.flush()
            assert files_left() == []

    asyncio.run(look())


@needs_fork
def test_a_field_that_was_changed_meanwhile_shows_both_texts_and_asks(tmp_path: Path) -> None:
    database = sample_database(tmp_path)
    killed(database, type_result)
    with tasks.open_store(database, clock) as store:
        (year,) = store.years.all()
        measure = store.measures.all(year)[0]
        store.measures.save(replace(measure, result="ผลใหม่จากกองคลัง"))

    async def look() -> None:
        async with opened(database) as pilot:
            await press(pilot, "f3", "enter")
            await answered(pilot, Choice, "use")
            question = await answered(pilot, Choice, "typed")
            assert "ผลใหม่จากกองคลัง" in question
            assert TYPED in question
            assert TYPED in text_of(fields_of(pilot.app.screen)["result"])

    asyncio.run(look())


@needs_fork
def test_what_was_saved_before_the_power_went_is_not_offered(tmp_path: Path) -> None:
    database = sample_database(tmp_path)
    killed(database, type_result)
    with tasks.open_store(database, clock) as store:
        (year,) = store.years.all()
        measure = store.measures.all(year)[0]
        store.measures.save(replace(measure, result=TYPED + measure.result))

    async def look() -> None:
        async with opened(database) as pilot:
            assert drafts_of(pilot).found.drafts == ()

    asyncio.run(look())
    assert files_left() == []


@needs_fork
def test_a_measure_that_is_gone_leaves_its_draft_to_be_copied(tmp_path: Path) -> None:
    database = sample_database(tmp_path)
    killed(database, type_result)
    with tasks.open_store(database, clock) as store:
        (year,) = store.years.all()
        number = store.measures.all(year)[0].id
        assert number is not None
        store.measures.remove([number])

    async def look() -> None:
        async with opened(database) as pilot:
            await pilot.app.run_action("show_drafts")
            await settle(pilot)
            await press(pilot, "w", "c")
            assert TYPED in pilot.app.clipboard
            await press(pilot, "enter")
        assert len(files_left()) == 1

    asyncio.run(look())
    (written,) = places.documents_folder().glob("ข้อความค้าง-*.txt")
    assert TYPED in written.read_text(encoding="utf-8-sig")
    written.unlink()


@needs_fork
def test_a_pasted_text_that_was_not_read_yet_is_offered_where_it_is_pasted(tmp_path: Path) -> None:
    database = sample_database(tmp_path)

    async def paste_and_close(pilot: Pilot[int]) -> None:
        await pilot.app.run_action("read_in")
        await settle(pilot)
        await press(pilot, "ctrl+t")
        await type_thai(pilot, TYPED)
        await press(pilot, "escape")  # the text is kept, unread
        await until(pilot, lambda: TYPED in kept_text(pilot))

    killed(database, paste_and_close)

    async def look() -> None:
        async with opened(database) as pilot:
            await pilot.app.run_action("read_in")
            await settle(pilot)
            await press(pilot, "ctrl+t")
            await answered(pilot, Choice, "use")
            form = pilot.app.screen
            assert isinstance(form, PastedTextDialog)
            assert text_of(fields_of(form)["text"]) == TYPED

    asyncio.run(look())


# --- saved, refused, given up ------------------------------------------------------------------------------------


def refuse_measures(pilot: Pilot[int], monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> Never:
        raise Refused

    monkeypatch.setattr(type(store_of(pilot).measures), "save", refused)


async def test_a_save_that_is_refused_keeps_the_text_says_what_to_do_and_lets_her_leave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = sample_database(tmp_path)
    async with opened(database) as pilot:
        await type_result(pilot)
        with monkeypatch.context() as patched:
            refuse_measures(pilot, patched)
            await press(pilot, "escape")
            walk = pilot.app.screen
            assert isinstance(walk, WalkScreen)
            assert TYPED in text_of(fields_of(walk)["result"])
            assert any("แล้วกด Ctrl+S" in one.message for one in pilot.app._notifications)
            await press(pilot, "f10")
            await answered(pilot, Choice, "stay")
            assert pilot.app.screen is walk
            await press(pilot, "f10")
            await answered(pilot, Choice, "leave")
    assert len(files_left()) == 1

    async with opened(database) as pilot:
        assert TYPED not in first_measure(pilot).result
        assert len(drafts_of(pilot).found.drafts) == 1


async def test_what_a_question_was_answered_with_is_kept_where_it_cannot_be_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> Never:
        raise Refused

    async with opened(sample_database(tmp_path)) as pilot:
        await pilot.app.run_action("edit_agency")
        await settle(pilot)
        pilot.app.screen.query_one("#divisions", OptionList).focus()
        await followed(pilot)
        with monkeypatch.context() as patched:
            patched.setattr(type(store_of(pilot).agencies), "save_divisions", refused)
            await press(pilot, "n")
            await type_thai(pilot, TYPED)
            await press(pilot, "enter")
            await until(pilot, lambda: told(pilot, "ข้อความที่พิมพ์ไว้ยังอยู่"))

        await press(pilot, "n")
        await answered(pilot, Choice, "use")
        assert isinstance(pilot.app.screen, Ask)
        assert text_of(fields_of(pilot.app.screen)["0"]) == TYPED
        await press(pilot, "enter")
        assert TYPED in [one.name for one in store_of(pilot).agencies.divisions()]
        await until(pilot, lambda: not kept_text(pilot))
    assert files_left() == []


def told(pilot: Pilot[int], title: str) -> bool:
    return any(one.title == title for one in pilot.app._notifications)


async def test_what_is_saved_leaves_no_draft(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        await type_result(pilot)
        assert len(files_left()) == 1

        await press(pilot, "ctrl+s")

        drafts_of(pilot).files.flush()
        assert files_left() == []


async def test_what_was_put_back_as_it_stood_leaves_no_draft(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        await type_result(pilot, "ก")
        await press(pilot, "backspace")
        await until(pilot, lambda: not kept_text(pilot))

        assert files_left() == []


async def test_a_throw_away_copy_keeps_no_drafts() -> None:
    app = ItaApp(places.default_database(), clock=clock, demo=True)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f3", "enter", "ctrl+t")
        await type_thai(pilot, TYPED)

        assert app.drafts is None
    assert files_left() == []


async def test_a_bug_while_something_is_typed_keeps_it(tmp_path: Path) -> None:
    app = ItaApp(sample_database(tmp_path), clock=clock)
    with pytest.raises(ZeroDivisionError):
        await broken_while_typing(app)

    assert app.crash
    (left,) = places.drafts_folder().iterdir()
    assert TYPED in left.read_text(encoding="utf-8")


async def broken_while_typing(app: ItaApp) -> None:
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f3", "enter", "ctrl+t")
        await type_thai(pilot, TYPED)
        app.call_later(lambda: 1 // 0)
        await settle(pilot)


async def test_a_damaged_draft_is_told_and_kept_aside(tmp_path: Path) -> None:
    database = sample_database(tmp_path)
    async with opened(database) as pilot:
        path = drafts_of(pilot).files.new_path()
    places.private(path.parent)
    path.write_bytes(b'{"kind": "mea')

    async with opened(database) as pilot:
        told = [one.message for one in pilot.app._notifications]

    assert any("ไฟล์ข้อความค้างเสียหาย ๑ ไฟล์ เก็บแยกไว้แล้ว" in one for one in told)
    assert files_left() == [f"{path.name}.damaged"]


# --- ended from outside ------------------------------------------------------------------------------------------


async def test_the_end_of_the_terminal_saves_the_measure(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        await press(pilot, "f3", "enter")
        pilot.app.screen.query_one("#result").focus()
        await followed(pilot)
        await type_thai(pilot, TYPED)
        assert isinstance(pilot.app, ItaApp)

        pilot.app._end_from_outside(129)

        assert TYPED in first_measure(pilot).result
    assert pilot.app.return_value == 129
    assert files_left() == []


async def test_the_end_of_the_terminal_keeps_what_stands_in_a_form(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        await pilot.app.push_screen(Ask("ทำไม"))
        await type_thai(pilot, TYPED)
        assert isinstance(pilot.app, ItaApp)

        pilot.app._end_from_outside(129)

        (left,) = places.drafts_folder().iterdir()
        assert TYPED in left.read_text(encoding="utf-8")


async def test_an_error_of_one_screen_does_not_keep_the_others_from_being_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        await pilot.app.run_action("edit_agency")
        await settle(pilot)
        await type_thai(pilot, TYPED)
        monkeypatch.setattr(Ask, "save_now", lambda _: 1 // 0)
        await pilot.app.push_screen(Ask("ทำไม"))
        assert isinstance(pilot.app, ItaApp)

        pilot.app._end_from_outside(129)

        agency = store_of(pilot).agencies.current()
        assert agency is not None
        assert TYPED in agency.name
