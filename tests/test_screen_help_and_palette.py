"""F1 and F12: the keys of the screen one is on, where data lies, and every command by its Thai name."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from ita_tui.app import ItaApp
from ita_tui.thai.keyboard import KEDMANEE, english_key
from screens.agency_form import AgencyForm
from screens.dialogs import Ask
from screens.disclosure import DisclosureScreen
from screens.disclosure_form import MeasuresDialog
from screens.export import ExportScreen
from screens.help import HelpScreen
from screens.history import HistoryScreen
from screens.keys import EVERYWHERE, PALETTE_ONLY, ROOMS, Command
from screens.offers import offers_everywhere, offers_here
from screens.overview import OverviewScreen
from screens.palette import PaletteScreen
from screens.read_in import ReadInScreen
from screens.signatories import SignatoriesScreen
from screens.widgets.thai_input import ThaiInput
from screens.years import YearsScreen
from tests.long_series import some
from tests.screen_app import clock, opened, press, sample_database, screen_text, settle, store_of
from tests.typing_thai import followed, type_thai
from tests.waiting import (
    NASTY,
    assert_whole,
    at_every_size,
    keys,
    notices,
    until,
    until_shown,
    until_told,
)


async def help_text(pilot: Pilot[Any]) -> str:
    """Everything the help says, beyond what fits on the screen."""
    await keys(pilot, "f1")
    await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen))
    body = pilot.app.screen.query_one("#body", Static)
    text = "\n".join(strip.text for strip in body.render_lines(body.size.region))
    return f"{pilot.app.screen.query_one('#title', Static).render()}\n{text}"


async def run_command(pilot: Pilot[Any], typed: str) -> None:
    """Find a command and run it."""
    await keys(pilot, "f12")
    await until(pilot, lambda: isinstance(pilot.app.screen, PaletteScreen))
    await type_thai(pilot, typed)
    await keys(pilot, "enter")
    await until(pilot, lambda: not isinstance(pilot.app.screen, PaletteScreen))


async def until_on(pilot: Pilot[Any], kind: type) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))


async def test_help_tells_the_keys_of_the_screen_in_both_letters_and_where_data_lies(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        for room, key in (*some((("มาตรการ", "f3"), ("แบบวัด", "f4"), ("ข้อ OIT", "f5")), 1), ("ส่งออก", "f9")):
            await keys(pilot, key)
            await until(pilot, lambda name=room: getattr(pilot.app.screen, "NAME", "") == name)  # type: ignore[misc]
            screen = pilot.app.screen
            said = await help_text(pilot)
            if key == "f9":
                await at_every_size(pilot, "ช่วยเหลือ")

            assert f"ช่วยเหลือ · {room}" in said
            for command in getattr(screen, "KEYS", ()):
                assert command.both_letters in said
                assert command.label in said
            for command in (*ROOMS, *EVERYWHERE):
                assert command.display in said
            assert "".join(str(tmp_path / "ita.db").split()) in "".join(said.split())
            await keys(pilot, "escape")
            assert pilot.app.screen is screen


@pytest.mark.parametrize(
    ("key", "letters"),
    [
        ("a", "a / ฟ"),
        ("j", "j / ◌่"),
        ("slash", "/ / ฝ"),
        ("ctrl+s", "Ctrl+S / ห"),
        ("ctrl+y", "Ctrl+Y / ◌ั"),
        ("f2", "F2"),
    ],
)
def test_the_help_names_both_letters_of_a_key(key: str, letters: str) -> None:
    assert Command(key, "x", "x", "x").both_letters == letters


async def test_help_scrolls_and_closes_with_its_own_key(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        await help_text(pilot)
        assert "ita.db" not in screen_text(pilot)
        await keys(pilot, "end")
        await until_shown(pilot, "ita.db")
        await keys(pilot, "f1")

        assert isinstance(pilot.app.screen, OverviewScreen)


async def test_help_and_palette_stand_over_a_dialog_and_take_nothing_from_what_is_typed(
    tmp_path: Path,
) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        await keys(pilot, "f9")
        await until_on(pilot, ExportScreen)
        await keys(pilot, "g")
        await until_on(pilot, SignatoriesScreen)
        await type_thai(pilot, "นางน้ำ")
        said = await help_text(pilot)
        assert "ช่วยเหลือ · ผู้ลงนาม" in said
        assert "ใช้รายชื่อนี้" in said
        await keys(pilot, "escape", "ctrl+p")
        await until_on(pilot, PaletteScreen)
        await until_shown(pilot, "ใช้รายชื่อนี้")
        await keys(pilot, "escape")

        assert isinstance(pilot.app.screen, SignatoriesScreen)
        assert pilot.app.screen.query_one("#name-1 ThaiInput", ThaiInput).value == "นางน้ำ"
        await run_command(pilot, "ใช้รายชื่อนี้")
        await until_on(pilot, ExportScreen)
        await until_shown(pilot, "นางน้ำ")


async def test_the_palette_lists_every_command_once_with_its_keys(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        here = pilot.app.screen
        await keys(pilot, "f12")
        await until_on(pilot, PaletteScreen)
        await at_every_size(pilot, "พิมพ์ชื่อคำสั่ง")
        options = pilot.app.screen.query_one(OptionList)
        lines = [str(options.get_option_at_index(n).prompt) for n in range(options.option_count)]

        wanted = [*getattr(here, "KEYS", ()), *ROOMS, *EVERYWHERE, *PALETTE_ONLY]
        for command in wanted:
            if command.action != "app.palette":
                assert sum(line.startswith(f"{command.label}  ") for line in lines) == 1, command.label
        assert any(line.endswith("F10 Ctrl+Q") for line in lines)


@pytest.mark.story
async def test_each_command_of_the_program_is_found_by_its_name_and_run(tmp_path: Path) -> None:
    screens = {
        "อ่านรายงานเข้า": ReadInScreen,
        "เปลี่ยนปี": YearsScreen,
        "ข้อมูลหน่วยงาน": AgencyForm,
        "ประวัติ": HistoryScreen,
        "ช่วยเหลือ": HelpScreen,
    }
    async with opened(sample_database(tmp_path)) as pilot:
        for name, kind in some(tuple(screens.items()), 3):
            await run_command(pilot, name)
            await until_on(pilot, kind)
            assert_whole(pilot)
            await keys(pilot, "escape")
            await until_on(pilot, OverviewScreen)
        await run_command(pilot, "สำรองข้อมูล")
        await until_told(pilot, "สำรองข้อมูลแล้ว")
        await run_command(pilot, "ตรวจสอบความครบถ้วน")
        await until_told(pilot, "ทุกอย่างครบถ้วน")
        await run_command(pilot, "ส่งออก")
        await until_on(pilot, ExportScreen)
        await run_command(pilot, "แก้ชื่อและตำแหน่ง")  # a command of the screen under the palette
        await until_on(pilot, SignatoriesScreen)


async def test_a_command_of_a_list_runs_from_the_palette_wherever_the_focus_is(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        await run_command(pilot, "ข้อมูลหน่วยงาน")
        await until_on(pilot, AgencyForm)
        await run_command(pilot, "เพิ่มส่วนราชการ")
        await until_on(pilot, Ask)
        await type_thai(pilot, "กองน้ำ [b]x[/b]")
        await keys(pilot, "enter")
        await until_on(pilot, AgencyForm)

        assert store_of(pilot).agencies.divisions()[-1].name == "กองน้ำ [b]x[/b]"


async def test_a_search_typed_on_the_wrong_layout_is_found_all_the_same(tmp_path: Path) -> None:
    latin = {thai: key for key, thai in KEDMANEE.items()}
    async with opened(sample_database(tmp_path)) as pilot:
        await run_command(pilot, "".join(latin[letter] for letter in "สำรอง"))
        await until_told(pilot, "สำรองข้อมูลแล้ว")

        assert "สำรองข้อมูลแล้ว" in notices(pilot)


async def test_a_search_without_a_hit_says_so_and_enter_does_nothing(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        await keys(pilot, "f12")
        await until_on(pilot, PaletteScreen)
        for nasty in some(NASTY, 4):
            pilot.app.screen.query_one(ThaiInput).clear()
            pilot.app.post_message(events.Paste(nasty))
            await followed(pilot)
            assert_whole(pilot)
        pilot.app.screen.query_one(ThaiInput).clear()
        pilot.app.post_message(events.Paste("ปลาทูนึ่ง"))
        await until_shown(pilot, "ไม่พบคำสั่งที่มีคำนี้")
        await keys(pilot, "up", "down", "enter")
        assert isinstance(pilot.app.screen, PaletteScreen)
        await keys(pilot, "f12")

        await until_on(pilot, OverviewScreen)


async def test_the_arrows_choose_among_what_was_found_and_go_round(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        await keys(pilot, "f12")
        await until_on(pilot, PaletteScreen)
        options = pilot.app.screen.query_one(OptionList)
        await keys(pilot, "up")
        assert options.highlighted == options.option_count - 1
        await keys(pilot, "down", "down")

        assert options.highlighted == 1


# --- every key by its name -----------------------------------------------------------------------------------------

PLACES = (
    ("f2",), ("f3",), ("f3", "slash"), ("f3", "s"), ("f3", "n"), ("f3", "delete"), ("f3", "enter"), ("f3", "enter", "tab"),
    ("f3", "enter", "tab", "tab"), ("f3", "enter", "ctrl+d"), ("f3", "enter", "ctrl+e"), ("f4",), ("f4", "a"),
    ("f4", "down", "e"), ("f5",), ("f5", "enter"), ("f5", "enter", "ctrl+t"), ("f8",), ("f8", "w"), ("f9",), ("f9", "g"),
    ("อ่านรายงาน",), ("เปลี่ยนปี",), ("ข้อมูลหน่วยงาน",), ("ประวัติ",), ("ตั้งค่า",),
)  # fmt: skip


def keys_said(pilot: Pilot[int]) -> Sequence[tuple[str, object]]:
    """Every key that the screen on top shows or explains, but for those of the framework: name, and what it does."""
    app, screen = pilot.app, pilot.app.screen
    said = []
    for key, active in screen.active_bindings.items():
        binding = active.binding
        if (binding.show or binding.tooltip) and binding.action != "app.palette" and active.enabled:
            said.append((binding.description, app._parse_action(binding.action, active.node)))
            assert english_key(f"ctrl+{key}") or binding.description, key
    return said


async def test_every_key_of_every_screen_and_dialog_stands_in_its_palette_and_does_the_same_there(
    tmp_path: Path,
) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        app = pilot.app
        assert isinstance(app, ItaApp)
        for place in some(PLACES, 3):
            await keys(pilot, "f2")
            await until_on(pilot, OverviewScreen)
            for key in place:
                if key.isascii():
                    await press(pilot, key)
                else:
                    await run_command(pilot, key)
                    await settle(pilot)
            screen = app.screen
            offers = (*offers_here(screen), *offers_everywhere(app))
            offered = {(offer.command.label, app._parse_action(offer.action, offer.node)) for offer in offers}

            assert keys_said(pilot)
            for name, does in keys_said(pilot):
                assert name, does
                assert any(does == done for _, done in offered), (place, name, does)
            actions = [offer.action for offer in offers]
            assert len(actions) == len(set(actions)), place
            while app.screen is not app.screen_stack[1]:
                await press(pilot, "escape")


async def test_a_dialogs_own_key_is_found_and_run_by_its_name(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        await press(pilot, "f5", "enter")
        form = pilot.app.screen
        await run_command(pilot, "เลือกมาตรการที่ข้อนี้")
        await until_on(pilot, MeasuresDialog)
        await run_command(pilot, "ปิดโดยไม่เปลี่ยน")
        await until(pilot, lambda: pilot.app.screen is form)
        said = await help_text(pilot)

        assert "เลือกส่วนราชการที่รับผิดชอบ" in said
        assert "Ctrl+T / ะ" in said


async def test_a_command_of_a_list_runs_while_its_search_has_the_focus(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path)) as pilot:
        await press(pilot, "f5", "slash")
        await run_command(pilot, "แสดงเฉพาะข้อที่ยังไม่มีลิงก์")

        await until_shown(pilot, "ยังไม่มีลิงก์ · ")
        screen = pilot.app.screen
        assert isinstance(screen, DisclosureScreen)
        assert screen.filter.without_link


async def test_before_a_year_is_open_the_palette_offers_only_what_can_be_done(tmp_path: Path) -> None:
    app = ItaApp(tmp_path / "new.db", clock=clock)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        actions = {offer.action for offer in offers_everywhere(app)}

        assert "app.leave" in actions
        assert not actions & {"app.go('measures')", "app.read_in", "app.edit_agency", "app.show_history"}


async def test_the_palette_ranks_names_first_marks_what_it_found_and_forgives_a_slip(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        await keys(pilot, "f12")
        await until_on(pilot, PaletteScreen)
        options = pilot.app.screen.query_one(OptionList)
        await type_thai(pilot, "สงออก")
        first = options.get_option_at_index(0).prompt
        assert isinstance(first, Content)
        assert first.plain.startswith("ส่งออก")
        assert [first.plain[s.start : s.end] for s in first.spans if "underline" in str(s.style)] == ["ส่งออก"]

        pilot.app.screen.query_one(ThaiInput).value = "สำรองข้อมลู"
        await until_shown(pilot, "ไม่พบตรงตัว แสดงที่ใกล้เคียง")
        assert str(options.get_option_at_index(0).prompt).startswith("สำรองข้อมูล")
