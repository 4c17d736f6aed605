"""F12 ตั้งค่า: three choices by keys alone, kept with the database and seen at once."""

import re
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from ita_tui.errors import ItaError
from ita_tui.thai.numerals import Numerals, chosen
from screens.help import HelpScreen
from screens.looks import Colours, Looks, Signs, remember, remembered
from screens.settings import SettingsScreen
from screens.widgets.choice_row import ChoiceRow
from store.preferences import Preferences
from tests.long_series import some
from tests.screen_app import opened, press, sample_database, screen_text, settle, shown, store_of
from tests.typing_thai import type_thai
from tests.waiting import assert_whole, notices, until


async def open_settings(pilot: Pilot[Any]) -> None:
    await press(pilot, "f12")
    await type_thai(pilot, "ตั้งค่า")
    await press(pilot, "enter")
    assert isinstance(pilot.app.screen, SettingsScreen)


def kept(pilot: Pilot[Any]) -> Looks:
    return remembered(store_of(pilot).preferences)


async def test_every_choice_is_made_with_keys_kept_and_seen_at_once(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        await open_settings(pilot)
        assert_whole(pilot)
        assert "๒๔ / ๓๐" in screen_text(pilot)

        await press(pilot, "right")
        assert kept(pilot) == Looks(Numerals.ARABIC)
        assert shown(pilot, "#kept") == "เก็บไว้แล้ว · ตัวเลข: เลขอารบิก"
        assert "24 / 30" in screen_text(pilot)
        assert "ใช้สี 16 สี" in screen_text(pilot)

        await press(pilot, "down", "right", "right")
        assert kept(pilot) == Looks(Numerals.ARABIC, Signs.ASCII)
        assert "v แล้วเสร็จ" in screen_text(pilot)
        assert "+----" in screen_text(pilot)

        await press(pilot, "down", "right", "right", "right")
        assert kept(pilot) == Looks(Numerals.ARABIC, Signs.ASCII, Colours.NONE)
        assert pilot.app.theme == "two-tones"

        await press(pilot, "escape")
        assert "รอบ 6 เดือน" in screen_text(pilot)
        assert not re.search("[๐-๙]", screen_text(pilot).splitlines()[0])


async def test_all_of_it_fits_the_smallest_terminal(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        await open_settings(pilot)

        for words in ("ตัวเลข", "เครื่องหมายและเส้นกรอบ", "ไม่ใช้สี", "? ขาดหลักฐาน", "Esc ปิด"):
            assert words in screen_text(pilot)


async def test_numerals_change_on_every_screen_below_and_back(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        for room in (*some((("f2",), ("f4",), ("f5",), ("f9",)), 1), ("f3",), ("enter",)):
            await press(pilot, *room)
            before = await standing(pilot)

            await pilot.app.run_action("app.settings")
            await press(pilot, "right", "escape")
            arabic = await standing(pilot)
            await pilot.app.run_action("app.settings")
            await press(pilot, "left", "escape")

            assert re.search("ปี(งบประมาณ)? 2569", arabic)
            assert not re.search("[๐-๙]", own_words(arabic, room)), room
            assert await standing(pilot) == before


async def standing(pilot: Pilot[Any]) -> str:
    """The screen, once the page of the export has been laid out."""
    await until(pilot, lambda: "กำลังจัดหน้า" not in screen_text(pilot))
    return screen_text(pilot)


def own_words(screen: str, room: tuple[str, ...]) -> str:
    """What the program says itself: not the printed page, whose digits are chosen there, nor fields to type in."""
    if room == ("f9",):
        return screen[: screen.index("────")]
    return re.sub("│.*│", "", screen) if room == ("enter",) else screen


async def test_what_was_chosen_is_there_when_the_program_opens_again(tmp_path: Path) -> None:
    database = sample_database(tmp_path)
    async with opened(database, (80, 24)) as pilot:
        remember(store_of(pilot).preferences, Looks(Numerals.ARABIC, Signs.ASCII, Colours.SIXTEEN))

    async with opened(database, (80, 24)) as pilot:
        assert "v แล้วเสร็จ 5" in screen_text(pilot)
        assert pilot.app.theme == "sixteen"
        await open_settings(pilot)
        assert [row.value for row in pilot.app.screen.query(ChoiceRow)] == ["arabic", "ascii", "sixteen"]


async def test_the_dialog_says_where_the_environment_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("ITA_TUI_ASCII", "1")

    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        await open_settings(pilot)
        await press(pilot, "down", "down", "right")

        assert kept(pilot).colours is Colours.FULL
        assert pilot.app.theme == "two-tones"
        assert "เพราะตั้งตัวแปร NO_COLOR ไว้" in shown(pilot, "#colours-why")
        assert "เพราะตั้งตัวแปร ITA_TUI_ASCII ไว้" in shown(pilot, "#signs-why")
        assert "v แล้วเสร็จ" in screen_text(pilot)


async def test_the_dialog_says_what_the_terminal_is_taken_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    monkeypatch.delenv("COLORTERM")

    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        await open_settings(pilot)

        assert shown(pilot, "#signs-why") == "ขณะนี้: แบบตัวอักษรพื้นฐาน (ASCII) (TERM=linux)"
        assert shown(pilot, "#colours-why") == "ขณะนี้: ใช้สี ๑๖ สี (TERM=linux)"
        await press(pilot, "down", "right")
        assert shown(pilot, "#signs-why") == ""
        assert "✓ แล้วเสร็จ" in screen_text(pilot)


async def test_undo_leaves_the_settings_alone(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        undoable = store_of(pilot).history.next_undo()
        await open_settings(pilot)
        await press(pilot, "down", "right", "right", "escape")

        assert store_of(pilot).history.next_undo() == undoable
        await press(pilot, "ctrl+z")
        assert kept(pilot).signs is Signs.ASCII
        assert "…" not in screen_text(pilot)


async def test_a_choice_that_cannot_be_kept_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Preferences, _key: str, _value: object) -> None:
        raise ItaError("พื้นที่ดิสก์เต็ม จึงยังไม่ได้บันทึก", "", "ลบไฟล์ที่ไม่ใช้แล้วลองใหม่")

    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        await open_settings(pilot)
        monkeypatch.setattr(Preferences, "set", refuse)
        await press(pilot, "right")

        assert "พื้นที่ดิสก์เต็ม" in notices(pilot)
        assert pilot.app.screen.query_one("#numerals", ChoiceRow).value == "thai"
        assert chosen() is Numerals.THAI


async def test_settings_wait_for_what_is_typed_in_a_form(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        await press(pilot, "f3", "n")
        await type_thai(pilot, "มาตรการใหม่")
        form = pilot.app.screen
        await pilot.app.run_action("app.settings")
        await settle(pilot)

        assert pilot.app.screen is form
        assert "ยังไม่ได้บันทึก" in notices(pilot)


async def test_settings_can_be_chosen_before_there_is_a_year(tmp_path: Path) -> None:
    async with opened(tmp_path / "ใหม่.db", (80, 24)) as pilot:
        await open_settings(pilot)
        await press(pilot, "down", "right", "right", "escape")

        assert kept(pilot).signs is Signs.ASCII
        assert "…" not in screen_text(pilot)


async def test_help_explains_the_settings(tmp_path: Path) -> None:
    async with opened(sample_database(tmp_path), (80, 24)) as pilot:
        await open_settings(pilot)
        await press(pilot, "f1")

        assert isinstance(pilot.app.screen, HelpScreen)
        assert "NO_COLOR" in screen_text(pilot)


async def test_the_help_shows_the_signs_as_they_are_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_TUI_ASCII", "1")

    async with opened(sample_database(tmp_path), (120, 60)) as pilot:
        await press(pilot, "f1")

        for words in ("v แล้วเสร็จ", "/ กำลังดำเนินการ", "^ ใกล้ครบกำหนด", "= ปุ่ม Enter", "~ ข้อความที่ถูกตัด"):
            assert words in screen_text(pilot)
